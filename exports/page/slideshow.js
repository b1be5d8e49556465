"use strict";
// One slide at a time; all are laid out from the start, one over another, so that the next is ready before it is asked
// for. Charts keep their own filters (expressions are interpreted, as the server's policy forbids eval).
const LEAST_TYPE = 16; // pixels at 720 lines; below it rows are left out, and the slide says how many
const LEAST_STEP = 15; // pixels a row at 720 lines
const AXES = 80; // about what legend and axis take of a chart's height
const slides = [...document.querySelectorAll(".slide")];
const notes = document.getElementById("notes");
let at = 0;

function show(place) {
  at = Math.max(0, Math.min(slides.length - 1, place));
  slides.forEach((slide, index) => slide.classList.toggle("current", index === at));
  document.getElementById("counter").textContent = `${at + 1} / ${slides.length}`;
  notes.replaceChildren(slides[at].querySelector("template.notes").content.cloneNode(true));
  history.replaceState(null, "", `#${at + 1}`);
}

// The largest type, between two sizes in pixels, in which what is set in it fits.
function fit(element, most, least, fits) {
  let size = most;
  element.style.fontSize = `${size}px`;
  while (size > least && !fits()) {
    size -= Math.max(0.5, size * 0.04);
    element.style.fontSize = `${size}px`;
  }
}

function fitTexts(slide) {
  const unit = innerHeight / 720;
  const title = slide.querySelector("h1");
  fit(title, 34 * unit, 16 * unit, () => title.offsetHeight <= 100 * unit);
  const words = slide.querySelector(".words");
  const alone = slide.classList.contains("said");
  if (words) {
    const bottom = slide.getBoundingClientRect().bottom - slide.querySelector(".source").offsetHeight - 8 * unit;
    const room = () => (alone ? words.getBoundingClientRect().bottom <= bottom : words.offsetHeight <= 150 * unit);
    fit(words, (alone ? 30 : 21) * unit, 10 * unit, room);
  }
  const table = slide.querySelector("table");
  if (table) fitTable(slide, table, unit);
}

function fitTable(slide, table, unit) {
  const stage = slide.querySelector(".stage");
  const rows = [...table.tBodies[0].rows];
  rows.forEach((row) => (row.hidden = false));
  const fits = () => table.offsetHeight <= stage.clientHeight && table.scrollWidth <= stage.clientWidth + 1;
  fit(table, 26 * unit, LEAST_TYPE * unit, fits);
  let left = 0;
  while (!fits() && left < rows.length - 1 && table.offsetHeight > stage.clientHeight) {
    left += 1;
    rows[rows.length - left].hidden = true;
  }
  const source = slide.querySelector(".source");
  source.dataset.told ??= source.textContent;
  source.textContent = left ? `${document.body.dataset.more.replace("{count}", left)} · ${source.dataset.told}` : source.dataset.told;
}

// The chart is drawn once to learn how high it is; its rows come closer where it is higher than the stage, so that its
// type need not shrink; then it is drawn at the width that has the stage's own shape, and scaled.
async function draw(slide) {
  const figure = slide.querySelector("figure");
  if (!figure || figure.dataset.drawn) return;
  figure.dataset.drawn = "begun";
  const data = slide.querySelector('script[type="application/json"]');
  const stage = slide.querySelector(".stage");
  const spec = JSON.parse(data.textContent);
  const options = { ast: true, actions: false, renderer: "svg", mode: "vega-lite" };
  const embed = (width) => vegaEmbed(figure, { ...spec, width }, options);
  const room = stage.clientHeight / (innerHeight / 720);
  let width = 1000;
  let { view } = await embed(width);
  let high = figure.querySelector("svg").viewBox.baseVal.height;
  if (high > room) {
    const part = (room - AXES) / (high - AXES);
    const { height } = spec;
    spec.height = height.step ? { ...height, step: Math.max(LEAST_STEP, height.step * part) } : height * part;
    ({ view } = await embed(width));
    high = figure.querySelector("svg").viewBox.baseVal.height;
  }
  const wanted = Math.round(Math.max(640, Math.min(1500, (high * stage.clientWidth) / stage.clientHeight)));
  if (Math.abs(wanted - width) > 20) ({ view } = await embed(wanted));
  filtered(slide.querySelector(".filter"), view);
  figure.dataset.drawn = "true";
}

async function prepare() {
  slides.forEach(fitTexts);
  const order = [...slides.slice(at), ...slides.slice(0, at)];
  for (const slide of order) {
    await draw(slide);
    await new Promise((done) => setTimeout(done));
  }
  document.body.dataset.ready = "true";
}

const does = {
  previous: () => show(at - 1),
  next: () => show(at + 1),
  first: () => show(0),
  last: () => show(slides.length - 1),
  notes: () => (notes.hidden = !notes.hidden),
  full: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()),
  end: () => location.assign(document.body.dataset.back),
};
const keys = {
  ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next", Enter: "next",
  ArrowLeft: "previous", ArrowUp: "previous", PageUp: "previous", Backspace: "previous",
  Home: "first", End: "last", Escape: "end", n: "notes", N: "notes", f: "full", F: "full",
};

addEventListener("keydown", (event) => {
  // A control that was reached by the keyboard keeps its own keys.
  const own = event.target.matches("button, input, summary") && event.target.matches(":focus-visible");
  if (event.ctrlKey || event.altKey || event.metaKey || (own && (event.key === " " || event.key === "Enter"))) return;
  const name = keys[event.key];
  if (!name || (name === "end" && document.fullscreenElement)) return;
  event.preventDefault();
  does[name]();
});
// What was pressed with the mouse gives the keys back to the slides.
addEventListener("click", (event) => {
  if (event.detail) event.target.closest("button, summary, input")?.blur();
});
document.querySelector("footer").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button) does[button.dataset.does]();
});
addEventListener("resize", () => slides.forEach(fitTexts));
show(Number(location.hash.slice(1) || 1) - 1);
prepare();
