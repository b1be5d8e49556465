"""What a run of each page costs the server: the pages are those of the product, the opening page first."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

import catalogue
from benchmarks.servers import ROOT
from screen.rooms import ROOMS

RERUNS = 20
TARGET, COLD_TARGET = 25.0, 1500.0  # milliseconds
RATIO_TARGET = 1.3
PAGES = (*(room.path for room in ROOMS), *(chapter.id for chapter in catalogue.chapters()))


def server_times(what: str, url: str) -> dict[str, float]:
    """Print each page's first run in this process over the store at `url`, and its reruns with everything made; these
    are given back, in milliseconds of the processor."""
    found = {}
    with _store_at(url):
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=600)
        for page in PAGES:
            app._page_hash = calc_hash(page)
            cold = _milliseconds(app)
            measured, worked = [], time.process_time()
            for _ in range(RERUNS):
                measured.append(_milliseconds(app))
            worked = (time.process_time() - worked) * 1000 / RERUNS
            found[page] = worked
            median = statistics.median(measured)
            met = "met" if median <= TARGET and cold <= COLD_TARGET else "missed"
            named = f"{what}: {page or 'opening page'}"
            times = f"first {cold:6.0f} ms   rerun median {median:6.1f} ms ({worked:.1f} ms of processor)"
            print(f"{named:28} {times}   target {TARGET:g}, first {COLD_TARGET:g} ms: {met}", flush=True)
    return found


def held_against(two: dict[str, float], ten: dict[str, float]) -> None:
    """Print how the reruns over ten years stand to those over two, and the page where they stand worst."""
    ratios = {page: ten[page] / two[page] for page in two}
    worst = max(ratios, key=ratios.__getitem__)
    met = "met" if ratios[worst] <= RATIO_TARGET else "missed"
    told = f"median {statistics.median(ratios.values()):.2f}   worst {ratios[worst]:.2f} ({worst or 'opening page'})"
    print(f"{'ten years / two':28} {told}   target at most {RATIO_TARGET}: {met}", flush=True)


def _milliseconds(app: AppTest) -> float:
    began = time.perf_counter()
    app.run()
    taken = (time.perf_counter() - began) * 1000
    if app.exception:
        raise RuntimeError(app.exception[0].message)
    return taken


@contextmanager
def _store_at(url: str) -> Iterator[None]:
    before = os.environ.get("DATABASE_URL", "")
    os.environ["DATABASE_URL"] = url
    yield
    os.environ["DATABASE_URL"] = before
