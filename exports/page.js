"use strict";
// Each chart filters itself: its parameters `years` and `shown` are set by the buttons and boxes above it.
// Expressions are interpreted (ast), not compiled, so that the page's policy can forbid eval.
const SEPARATOR = "\u001f";

function chosen(filter, selector, value) {
  return [...filter.querySelectorAll(selector)].map(value);
}

async function draw(figure) {
  const spec = JSON.parse(document.getElementById(figure.dataset.spec).textContent);
  const options = { ast: true, actions: false, renderer: "svg", mode: "vega-lite" };
  const { view } = await vegaEmbed(figure, spec, options);
  const filter = figure.previousElementSibling;
  const redraw = () => {
    const years = chosen(filter, "button[aria-pressed=true]", (button) => button.dataset.year);
    view.signal("years", years.join(","));
    if (filter.querySelector("input")) {
      view.signal("shown", chosen(filter, "input:checked", (box) => box.value).join(SEPARATOR));
    }
    return view.runAsync();
  };
  filter.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const pressed = filter.querySelectorAll("button[aria-pressed=true]");
    if (button.ariaPressed === "true" && pressed.length === 1) return;
    button.ariaPressed = button.ariaPressed === "true" ? "false" : "true";
    redraw();
  });
  filter.addEventListener("change", redraw);
  figure.dataset.drawn = "true";
}

document.querySelectorAll("figure.chart").forEach(draw);
