"""Many years in a real browser: a range of them by a drag or by two clicks, lines that lead, names of any kind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

import catalogue
from loaders import load, read_file
from store import open_store
from tests.conftest import serving
from tests.made_up import YEARS, build_made_up
from tests.visits import BARS, Visit, becomes, drawn, visiting

ODD = ("学前教育", "null", "NaN", "undefined", "true", "__proto__", "constructor", "A.B[0]:c", "<b>粗</b>", "it's")


@pytest.fixture(scope="module")
def ten_years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    url = f"sqlite:///{tmp_path_factory.mktemp('ten') / 'school.db'}"
    build_made_up(url, datasets=("employment",))
    with serving(url) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, ten_years: str) -> Iterator[Visit]:
    with visiting(browser, ten_years) as visit:
        yield visit


def year(page: Page, number: int) -> Locator:
    return page.locator(".notebook-filter .year").get_by_text(str(number), exact=True)


def history(page: Page) -> Locator:
    return page.locator(".st-key-history-employment-0")


def is_chosen(visit: Visit, years: range) -> None:
    becomes(visit.page, lambda: visit.query().get("years", []), [",".join(map(str, years))])


def test_two_clicks_choose_a_range_and_lines_lead_it(visit: Visit) -> None:
    page = visit.open("employment")
    drawn(page, 7)
    expect(history(page)).to_have_count(1)
    expect(history(page)).to_be_hidden()
    page.get_by_role("button", name="看多年").click()
    expect(history(page)).to_be_visible()
    year(page, 2018).click()
    year(page, 2021).click()
    is_chosen(visit, range(2018, 2022))
    expect(history(page).locator("svg.marks")).to_contain_text("2018")
    expect(history(page).locator("svg.marks")).not_to_contain_text("2017")
    page.get_by_role("button", name="看一年").click()
    expect(history(page)).to_be_hidden()


def test_a_drag_over_the_years_chooses_them(visit: Visit) -> None:
    page = visit.open("employment")
    drawn(page, 7)
    for begin, end in ((2017, 2020), (2024, 2019)):
        year(page, begin).hover()
        page.mouse.down()
        year(page, end).hover()
        page.mouse.up()
        is_chosen(visit, range(min(begin, end), max(begin, end) + 1))


def test_a_range_is_chosen_by_keyboard(visit: Visit) -> None:
    page = visit.open("employment")
    drawn(page, 7)
    page.get_by_role("button", name="看多年").press("Enter")
    year(page, 2016).press("Enter")
    year(page, 2019).press("Space")
    is_chosen(visit, range(2016, 2020))
    expect(year(page, 2019)).to_be_focused()


def test_twenty_years_stand_in_two_rows_at_most(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> None:
    url = f"sqlite:///{tmp_path_factory.mktemp('twenty') / 'school.db'}"
    build_made_up(url, years=range(YEARS[-1] - 19, YEARS[-1] + 1), datasets=("employment",))
    with serving(url) as address, visiting(browser, address) as visit:
        page = visit.open("employment")
        drawn(page, 7)
        boxes = [one.bounding_box() for one in page.locator(".notebook-filter .year").all()]
        assert len(boxes) == 20
        assert len({round(box["y"]) for box in boxes if box}) <= 2
        assert all(box["width"] >= 24 and box["height"] >= 24 for box in boxes if box)


def test_odd_names_are_drawn_at_every_visit(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> None:
    url = f"sqlite:///{tmp_path_factory.mktemp('odd') / 'school.db'}"
    text = "年份,专业,对口就业率,就业率,初次就业起薪\n" + "".join(
        f"{number},{name},{90 - place},{80 + place},{3000 + place}\n"
        for number in (2021, 2022)
        for place, name in enumerate(ODD)
    )
    load(open_store(url, catalogue.datasets()), read_file("x.csv", text.encode(), catalogue.datasets()), "tester")
    with serving(url) as address, visiting(browser, address) as visit:
        page = visit.open("employment")
        for _ in range(2):
            drawn(page, 4)
            expect(page.locator(BARS)).to_have_count(2 * len(ODD))
            for name in ODD:
                expect(page.locator("svg.marks").first).to_contain_text(name)
            page.locator(".notebook-filter .member").get_by_text("__proto__", exact=True).click()
            expect(page.locator(BARS)).to_have_count(2)
            page.locator(".notebook-filter .member").get_by_text("全部", exact=True).click()
            expect(page.locator(BARS)).to_have_count(2 * len(ODD))
            page.reload()
