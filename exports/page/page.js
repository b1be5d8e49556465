"use strict";
// Expressions are interpreted (ast), not compiled, so that the page's policy can forbid eval.
async function draw(figure) {
  const spec = JSON.parse(document.getElementById(figure.dataset.spec).textContent);
  const options = { ast: true, actions: false, renderer: "svg", mode: "vega-lite" };
  const { view } = await vegaEmbed(figure, spec, options);
  filtered(figure.previousElementSibling, view);
  figure.dataset.drawn = "true";
}

document.querySelectorAll("figure.chart").forEach(draw);
