"use strict";
// A chart's own filter: its parameters `years` and `shown` are set by the buttons and boxes of its filter.
const SEPARATOR = "\u001f";

function filtered(filter, view) {
  const chosen = (selector, value) => [...filter.querySelectorAll(selector)].map(value);
  const redraw = () => {
    const years = chosen("button[aria-pressed=true]", (button) => button.dataset.year);
    view.signal("years", years.join(","));
    if (filter.querySelector("input")) {
      view.signal("shown", chosen("input:checked", (box) => box.value).join(SEPARATOR));
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
}
