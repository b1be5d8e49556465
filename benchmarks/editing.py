"""What a change costs its maker: a stored file until the page says so, and each step in a notebook of twelve cells."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from playwright.sync_api import Browser, FilePayload, Page, expect

import catalogue
from benchmarks.browser import new_page
from benchmarks.servers import notebook, serving
from schema import Cell, Chapter, Figures, Notebook
from store import open_store
from store.notebooks import save
from tests.visits import settled

LOADS, CELLS = 3, 12
HEADER = "年份,专业,就业率,对口就业率,初次就业起薪\n"
LINE = "{year},电子商务,99.9,97.3,3400\n"  # made up


def loads(browser: Browser, url: str) -> list[float]:
    """Milliseconds from the click that stores a made-up year of one table to the sentence of what was stored."""
    measured = []
    with serving(server := notebook(url)), new_page(browser) as page:
        page.goto(server.address)
        page.locator("h4").first.wait_for(timeout=120_000)
        for year in range(2031, 2031 + LOADS):
            page.goto(f"{server.address}/upload")
            settled(page)
            content = (HEADER + LINE.format(year=year)).encode()
            file: FilePayload = {"name": f"{year}.csv", "mimeType": "text/csv", "buffer": content}
            page.locator("input[type=file]").set_input_files(file)
            page.get_by_label("经手人").fill("bench")
            page.get_by_label("经手人").press("Enter")
            button = page.get_by_role("button", name=re.compile("^存入："))
            expect(button).to_be_enabled()
            settled(page)
            began = time.perf_counter()
            button.click()
            page.get_by_text(re.compile("第 \\d+ 次发布：就业质量")).first.wait_for()
            measured.append((time.perf_counter() - began) * 1000)
            settled(page)
    return measured


def steps(browser: Browser, url: str) -> dict[str, list[float]]:
    """Milliseconds from each click in the notebook to the page that shows what it did, by what was clicked."""
    one = Notebook("bench", tuple(_cells(catalogue.chapters())[:CELLS]))
    save(open_store(url, catalogue.datasets()), one, "bench")
    measured: dict[str, list[float]] = {}
    with serving(server := notebook(url)), new_page(browser) as page:
        page.goto(f"{server.address}/notebooks?notebook={one.id}")
        page.locator("svg.marks").nth(CELLS - 1).wait_for()
        settled(page)
        for name, place in (("下移", 0), ("复制", 1), ("移除", 2), ("撤销上一步", 0), ("撤销上一步", 0)):
            button = page.get_by_role("button", name=name, exact=True).nth(place)
            measured.setdefault(name, []).append(_until_shown(page, button.click))
            settled(page)
    return measured


def _cells(chapters: tuple[Chapter, ...]) -> list[Cell]:
    return [
        Cell("view", view.name, chapter.id, words="bench")
        for chapter in chapters
        for view in chapter.views
        if not isinstance(view, Figures) and view.needs_years <= 2
    ]


ORDER = """() => [...document.querySelectorAll('[class*="st-key-cell-"] h3')].map((one) => one.textContent).join('|')"""


def _until_shown(page: Page, click: Callable[[], None]) -> float:
    before = page.evaluate(ORDER)
    began = time.perf_counter()
    click()
    page.wait_for_function(f"(before) => ({ORDER})() !== before", arg=before, polling="raf")
    return (time.perf_counter() - began) * 1000
