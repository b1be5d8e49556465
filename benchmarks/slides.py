"""How long a slide change takes in the browser: from the key to the frame in which the next slide is drawn."""

from __future__ import annotations

from playwright.sync_api import Browser

import catalogue
from benchmarks.browser import new_page
from benchmarks.servers import notebook, serving
from exports.content.draft import draft
from exports.content.library import Library
from store import open_store
from store.notebooks import save

YEAR = 2020
# Presses a key; gives the milliseconds until the frame after the one in which another slide stands there.
CHANGE = """(key) => new Promise((done) => {
  const before = document.querySelector('.slide.current').id;
  const began = performance.now();
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  const look = () => {
    const now = document.querySelector('.slide.current');
    const drawn = now.id !== before && getComputedStyle(now).visibility === 'visible';
    if (drawn) requestAnimationFrame(() => done(performance.now() - began));
    else requestAnimationFrame(look);
  };
  look();
})"""


def slide_changes(browser: Browser, url: str) -> list[float]:
    """Milliseconds of each change through a drafted notebook of the report's data, forth and back."""
    store = open_store(url, catalogue.datasets())
    one = draft(Library(store, catalogue.chapters(), catalogue.datasets(), catalogue.identities()), YEAR, "zh")
    save(store, one, "bench")
    with serving(server := notebook(url)), new_page(browser) as page:
        page.goto(f"{server.address}/present/{one.id}")
        page.locator("body[data-ready=true]").wait_for()
        steps = len(one.cells) - 1
        return [float(page.evaluate(CHANGE, key)) for key in ["ArrowRight"] * steps + ["ArrowLeft"] * steps]
