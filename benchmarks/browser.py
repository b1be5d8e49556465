"""Measuring in real Chromium: how long until the charts' drawing has changed."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, Page, sync_playwright

FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync"
    " --no-first-run"
)
# The drawing of every chart wider than 200 px, as text: an SVG's markup, a canvas's pixels.
DRAWING = """() => [...document.querySelectorAll('canvas, svg.marks, svg.main-svg')]
  .filter(e => e.getBoundingClientRect().width > 200)
  .map(e => e.tagName === 'CANVAS' ? e.toDataURL() : e.outerHTML).join('|')"""
# From the click until the drawing has changed and then stood still for `quiet` ms; the time is that of its last change.
WATCH = f"""(quiet) => {{
  const drawing = {DRAWING};
  window.clicked = null;
  addEventListener('click', () => {{ window.clicked ??= performance.now() }}, {{capture: true, once: true}});
  let last = drawing(), changed = null;
  window.redraw = new Promise(done => {{
    const look = () => {{
      const now = drawing();
      if (now !== last) {{ last = now; changed = performance.now(); }}
      if (changed !== null && performance.now() - changed > quiet) done(changed - window.clicked);
      else requestAnimationFrame(look);
    }};
    look();
  }});
}}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. Raises: RuntimeError where it is not installed."""
    path = shutil.which("chromium")
    if path is None:
        raise RuntimeError("no chromium on the PATH")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=FLAGS.split())


@contextmanager
def new_page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


def redraws(page: Page, year: Callable[[str], Locator], times: int) -> list[float]:
    """Milliseconds from each click on a year, 2020 and 2019 by turns, to the last change of a chart."""
    measured = []
    for turn in range(times):
        page.evaluate(WATCH, 400)
        year("2020" if turn % 2 == 0 else "2019").click()
        measured.append(float(page.evaluate("window.redraw")))
        page.wait_for_timeout(300)
    return measured


def first_views(browser: Browser, url: str, times: int) -> list[float]:
    """Milliseconds from asking for the page to its first drawn chart, each in a new, empty browser context."""
    measured = []
    for turn in range(times + 1):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        began = time.perf_counter()
        page.goto(url, wait_until="commit")
        page.wait_for_function(f"() => ({DRAWING})().length > 0", polling="raf", timeout=60_000)
        if turn:  # the first visit warms the server
            measured.append((time.perf_counter() - began) * 1000)
        context.close()
    return measured
