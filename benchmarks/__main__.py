"""`python -m benchmarks [pages] [notebooks] [bulk] [offers]`: what is promised about speed, measured here."""

from __future__ import annotations

import logging
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks import notebooks, offers
from benchmarks.browser import chromium, first_views, new_page, redraws
from benchmarks.bulk import ROWS, our_load, peer_load, synthetic_file
from benchmarks.editing import loads, steps
from benchmarks.runs import held_against, server_times
from benchmarks.servers import ROOT, bare, dash, notebook, serving
from benchmarks.slides import slide_changes
from tests.made_up import build_made_up

TIMES = 15
VIEWS = 7
LOADS = 3


def main() -> None:
    """What is asked for, or everything."""
    logging.disable(logging.WARNING)  # pages import Streamlit, which warns that nothing serves them
    asked = sys.argv[1:] or ["pages", "notebooks", "bulk", "offers"]
    for name, measure in (
        ("pages", pages),
        ("notebooks", notebooks.main),
        ("bulk", bulk_load),
        ("offers", offers.main),
    ):
        if name in asked:
            measure()


def bulk_load() -> None:
    """Half a million rows, ours and the peer's in turn."""
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        file = synthetic_file(place)
        for number in range(LOADS):
            ours.append(our_load(place, file, number))
            theirs.append(peer_load(place, file, number))
    times, peer_times = ([cost.seconds * 1000 for cost in costs] for costs in (ours, theirs))
    compare(f"bulk load of {ROWS} rows", times, "sqlite-utils", peer_times, 0.5)
    peak = max(cost.peak for cost in ours)
    met = "met" if peak < 500 else "missed"
    print(f"{'  peak memory':28} {peak:8.0f} MB   target below 500 MB: {met}", flush=True)


def pages() -> None:
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        place = Path(folder)
        url = f"sqlite:///{place / 'bench.db'}"
        os.environ["DATABASE_URL"] = url
        subprocess.run([sys.executable, "-m", "loaders", "build"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        compare("redraw after a year change", our_redraws(browser, url), "Dash", dash_redraws(browser, place), 0.3)
        compare("first view", our_first_views(browser, url), "bare page", bare_first_views(browser, place), 1.15)
        two = server_times("report", url)
        made_up = f"sqlite:///{place / 'made-up.db'}"
        build_made_up(made_up)
        held_against(two, server_times("ten years", made_up))
        at_most("stored to its sentence", loads(browser, made_up), 2000)
        for step, measured in steps(browser, url).items():
            at_most(f"notebook: {step}", measured, 500)
        print(f"{'start-up to first answer':28} {told([start_up(url) for _ in range(3)])}")
        at_most("slide change", slide_changes(browser, url), 100)


def our_redraws(browser: Browser, url: str) -> list[float]:
    """Our employment page, four charts, one year at a time."""
    with serving(server := notebook(url)), new_page(browser) as page:
        page.goto(f"{server.address}/employment?lang=zh&years=2019")
        page.locator("svg.marks").nth(3).wait_for()
        page.wait_for_timeout(1500)
        return redraws(page, lambda year: page.locator("button.year").get_by_text(year, exact=True), TIMES)


def dash_redraws(browser: Browser, folder: Path) -> list[float]:
    """Dash's page, one chart, one year at a time."""
    with serving(server := dash(folder)), new_page(browser) as page:
        page.goto(server.address)
        page.locator("svg.main-svg").first.wait_for()
        page.wait_for_timeout(1500)
        return redraws(page, lambda year: page.get_by_text(year, exact=True).first, TIMES)


def our_first_views(browser: Browser, url: str) -> list[float]:
    with serving(server := notebook(url)):
        return first_views(browser, f"{server.address}/employment", VIEWS)


def bare_first_views(browser: Browser, folder: Path) -> list[float]:
    with serving(server := bare(folder)):
        return first_views(browser, server.address, VIEWS)


def start_up(url: str) -> float:
    """Milliseconds from starting the server's process to its first answer."""
    with serving(notebook(url)) as seconds:
        return seconds * 1000


def compare(what: str, ours: list[float], peer: str, theirs: list[float], target: float) -> None:
    ratio = statistics.median(ours) / statistics.median(theirs)
    print(f"{what:28} {told(ours)}")
    print(f"{f'  {peer}':28} {told(theirs)}")
    met = "met" if ratio <= target else "missed"
    print(f"{'  ours / ' + peer:28} {ratio:8.2f}      target at most {target}: {met}", flush=True)


def at_most(what: str, measured: list[float], target: float) -> None:
    met = "met" if statistics.median(measured) <= target else "missed"
    print(f"{what:28} {told(measured)}   target at most {target:g} ms: {met}", flush=True)


def told(measured: list[float]) -> str:
    return f"median {statistics.median(measured):6.0f} ms   max {max(measured):6.0f} ms   n={len(measured)}"


if __name__ == "__main__":
    main()
