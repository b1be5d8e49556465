// The page's filter. Its state lives in three elements that the charts are bound to: `years`, `shown` and `pick`.
export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".notebook-filter");
  const { years, members, start, separator, words, elements } = data;
  const signal = Object.fromEntries(Object.entries(elements).map(([name, selector]) => [name, parentElement.closest(selector)]));
  if (Object.values(signal).includes(null)) return; // the reader has left this page while the script was coming

  const chosen = () => signal.years.value.split(",");
  const shown = () => (signal.shown.value ? signal.shown.value.split(separator) : []);

  function send(name, value) {
    signal[name].value = value;
    signal[name].dispatchEvent(new Event("input"));
  }

  // Charts echo what they are told: only a real change is drawn and goes to the server.
  function changed() {
    const now = { years: signal.years.value, shown: signal.shown.value, pick: signal.pick.value ?? null };
    if (JSON.stringify(now) === root.dataset.told) return;
    root.dataset.told = JSON.stringify(now);
    draw();
    setStateValue("chosen", now);
  }

  if (!root.dataset.ready) {
    root.dataset.ready = "yes";
    root.dataset.mode = { 1: "one", 2: "two" }[start.years.split(",").length] ?? "several";
    // A chart that was quicker than this script took `undefined`, and Vega holds null for the same as undefined:
    // an empty text in between makes it take the null that means "nothing highlighted".
    send("pick", "");
    for (const name of Object.keys(signal)) send(name, start[name]);
    root.dataset.told = JSON.stringify(start);
  }
  for (const element of Object.values(signal)) element.oninput = changed;

  const between = (one, other) => {
    const [first, last] = [one, other].map((year) => years.indexOf(year)).sort((a, b) => a - b);
    return years.slice(first, last + 1);
  };

  const modes = {
    one: (year) => [year],
    two: (year) => [...chosen().slice(-2).filter((other) => other !== year), year].slice(-2),
    // The first click begins a range, the second ends it.
    several: (year) => {
      const { from } = root.dataset;
      if (from) delete root.dataset.from;
      else root.dataset.from = year;
      return from ? between(from, year) : [year];
    },
  };

  function toggled(year) {
    return chosen().includes(year) ? chosen().filter((other) => other !== year) : [...chosen(), year];
  }

  // A drag over the years is a range too, whatever the mode was; it is chosen when it ends.
  function drag(event) {
    const from = event.target.closest(".year")?.textContent;
    if (!from || event.button) return;
    const strip = event.target.closest("[role=group]");
    let to = from;
    const move = ({ clientX, clientY }) => {
      to = document.elementFromPoint(clientX, clientY)?.closest(".notebook-filter .year")?.textContent ?? to;
      for (const each of strip.querySelectorAll(".year")) {
        each.classList.toggle("within", to !== from && between(from, to).includes(each.textContent));
      }
    };
    const end = () => {
      removeEventListener("pointermove", move);
      if (to === from) return;
      delete root.dataset.from;
      root.dataset.mode = between(from, to).length > 2 ? "several" : "two";
      choose(between(from, to));
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end, { once: true });
    addEventListener("pointercancel", () => ((to = from), end()), { once: true });
  }

  function choose(wanted) {
    if (wanted.length) send("years", years.filter((year) => wanted.includes(year)).join(","));
  }

  function setMode(mode) {
    root.dataset.mode = mode;
    delete root.dataset.from;
    if (mode === "one") choose(chosen().slice(-1));
    else if (mode === "several") choose(years);
    else choose(chosen().length > 1 ? chosen().slice(-2) : years.slice(Math.max(0, years.indexOf(chosen()[0]) - 1)).slice(0, 2));
  }

  function button(text, pressed, act, kind = "") {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.className = kind;
    made.setAttribute("aria-pressed", String(pressed));
    made.onclick = act;
    return made;
  }

  function group(label, ...buttons) {
    const made = document.createElement("div");
    made.setAttribute("role", "group");
    made.setAttribute("aria-label", label);
    made.append(...buttons);
    return made;
  }

  function yearButtons() {
    const last = chosen().at(-1);
    return years.map((year) => {
      const pressed = chosen().includes(year);
      const kind = !pressed ? "year" : year === last ? "year last" : "year earlier";
      const act = (event) => choose(event.ctrlKey || event.metaKey ? toggled(year) : modes[root.dataset.mode](year));
      return button(year, pressed, act, root.dataset.from === year ? `${kind} from` : kind);
    });
  }

  function modeButtons() {
    const offered = years.length > 2 ? ["one", "two", "several"] : ["one", "two"];
    const made = offered.map((mode) => button(words[mode], root.dataset.mode === mode, () => setMode(mode), "mode"));
    if (made.length > 2) made[2].title = words.range;
    return made;
  }

  function memberButtons() {
    const now = shown();
    const other = (value) => (now.includes(value) ? now.filter((other) => other !== value) : [...now, value]);
    const all = button(words.all, now.length === 0, () => send("shown", ""), "member");
    const each = members.map(({ value, name }) =>
      button(name, now.includes(value), () => send("shown", other(value).join(separator)), "member"),
    );
    return [all, ...each];
  }

  function draw() {
    root.toggleAttribute("data-many", chosen().length > 2);
    root.toggleAttribute("data-long", years.length > 8);
    root.style.setProperty("--years", years.length);
    const focused = document.activeElement?.closest(".notebook-filter") === root ? document.activeElement.textContent : null;
    const strip = group(words.years, ...yearButtons(), ...(years.length > 1 ? modeButtons() : []));
    strip.onpointerdown = drag;
    const rows = [strip];
    if (members.length > 1) {
      const clear = signal.pick.value ? [button(words.clear, false, () => send("pick", null), "clear")] : [];
      rows.push(group(words.key, ...memberButtons(), ...clear));
    }
    const controls = root.querySelector(".controls");
    controls.replaceChildren(...rows);
    if (focused) [...controls.querySelectorAll("button")].find((one) => one.textContent === focused)?.focus();
  }

  // A link may name a view: it is brought into sight once, when it is there.
  if (data.focus && root.dataset.focus !== data.focus + data.turn) {
    root.dataset.focus = data.focus + data.turn;
    // Charts above it grow as they are drawn, so it is sought until they are still or the reader moves.
    let left = 30;
    const stop = () => (left = 0);
    for (const event of ["wheel", "touchmove", "keydown", "pointerdown"]) addEventListener(event, stop, { once: true });
    const seek = () => {
      if (left-- <= 0) return;
      document.querySelector(`.st-key-${CSS.escape(data.focus)}`)?.scrollIntoView({ block: "start" });
      setTimeout(seek, 100);
    };
    seek();
  }

  draw();
}
