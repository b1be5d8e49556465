"""The switch that draws next year's expected range: on the page, by a link, in a notebook and in its every file."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

import docx
import pytest
from playwright.sync_api import Browser, expect
from pptx import Presentation
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

import catalogue
from exports.content.content import About, Content, contents
from exports.content.library import Library
from exports.drawing import pictures
from exports.office.handout import as_docx
from exports.office.slides import as_pptx
from exports.office.workbook import as_workbook
from exports.page.page import as_html
from exports.page.paper import as_pdf
from exports.page.slideshow import as_slideshow
from schema import Cell, Notebook, Statement, history_of
from store import Store
from store.notebooks import read, save
from store.statements import say
from tests.conftest import serving
from tests.made_up import YEARS, build_made_up
from tests.visits import LABELS, visiting

ABOUT = About("虚构", datetime(2026, 11, 24, tzinfo=UTC), 1)
FIVE = ",".join(map(str, YEARS[-5:]))
SWITCH, METHOD = "画出下一年的预期范围", "漂移法"
NEXT = f"{YEARS[-1] + 1}年预期范围"


@pytest.fixture
def ten_years(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Store:
    path = tmp_path_factory.mktemp("ten") / "school.db"
    return build_made_up(f"sqlite:///{path}", datasets=["employment", "certification"])


def switches(page: AppTest) -> list[str]:
    return [one.key or "" for one in page.toggle if one.label == SWITCH]


def captions(page: AppTest) -> str:
    return "\n".join(one.value.replace("\\", "") for one in page.caption)


def test_it_is_off_until_it_is_switched_on_and_a_link_brings_it_back(
    open_page: Callable[..., AppTest], ten_years: Store
) -> None:
    url = str(ten_years.engine.url)
    page = open_page("employment", url=url, years=FIVE)
    assert len(switches(page)) == 3
    assert METHOD not in captions(page)
    assert "expected" not in page.query_params
    page = page.toggle(key="expected-employment-1").set_value(True).run()
    assert not page.exception
    assert NEXT in captions(page) and METHOD in captions(page) and "平均差" in captions(page)
    assert page.query_params["expected"] in ("1", ["1"])
    again = open_page("employment", url=url, years=FIVE, expected="1")
    assert [one.value for one in again.toggle if one.label == SWITCH] == [False, True, False]
    assert captions(again).count(METHOD) == 1
    off = again.toggle(key="expected-employment-1").set_value(False).run()
    assert METHOD not in captions(off)
    assert "expected" not in off.query_params


def test_two_years_of_figures_have_no_switch(open_page: Callable[..., AppTest]) -> None:
    assert switches(open_page("employment")) == []


def test_nothing_is_expected_across_a_break_that_the_school_has_marked(
    open_page: Callable[..., AppTest], ten_years: Store
) -> None:
    broken = Statement("break", "employment", "employment_rate", YEARS[-3], text="统计口径改为毕业当年年底")
    say(ten_years, broken, "王老师")
    page = open_page("employment", url=str(ten_years.engine.url), years=FIVE, expected="1")
    assert len(switches(page)) == 2
    assert "expected-employment-1" not in switches(page)
    assert METHOD not in captions(page)


def test_what_is_pinned_with_it_keeps_it_in_the_store(ten_years: Store) -> None:
    book = Notebook("虚构", (cell_of(ten_years),))
    save(ten_years, book, "王老师")
    assert read(ten_years, book.id).notebook.cells[0].expected


def cell_of(store: Store, *, expected: bool = True) -> Cell:
    history = history_of(next(one for one in catalogue.chapters() if one.id == "employment").views[0])
    assert history is not None
    return Cell("view", history.name, "employment", YEARS, expected=expected)


def pinned(store: Store, *, expected: bool = True) -> list[Content]:
    library = Library(store, catalogue.chapters(), catalogue.datasets(), catalogue.identities())
    return contents(library, Notebook("虚构", (cell_of(store, expected=expected),)), "zh")


def quiet(_done: int, _total: int) -> None:
    """Nobody listens."""


def charts_in(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return "".join(
            package.read(name).decode() for name in package.namelist() if re.search(r"charts?/chart\d*", name)
        )


def words_in(one: Content) -> str:
    """The words of a cell's picture as it is printed."""
    assert one.picture is not None
    return "".join(re.findall(r">([^<>]+)</t(?:ext|span)>", pictures.as_svg(pictures.spec_of(one.picture, "zh"), 860)))


def test_every_file_draws_it_and_says_method_source_and_error(ten_years: Store) -> None:
    on, off = pinned(ten_years), pinned(ten_years, expected=False)
    assert NEXT in on[0].note and METHOD not in off[0].note
    slides = as_pptx(on, ABOUT, "zh", quiet)
    shapes = [shape for slide in Presentation(io.BytesIO(slides)).slides for shape in slide.shapes]
    said = "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)
    handout = as_docx(on, ABOUT, "zh", quiet)
    written = "\n".join(one.text for one in docx.Document(io.BytesIO(handout)).paragraphs)
    printed = "".join(one.extract_text() for one in PdfReader(io.BytesIO(as_pdf(on, ABOUT, "zh", quiet))).pages)
    shown = as_slideshow(on, ABOUT, "zh", dark=False, place="/present", back="/")
    for text in (said, written, "".join(printed.split()), as_html(on, ABOUT, "zh", quiet).decode(), shown):
        assert NEXT in text and METHOD in text and "平均差" in text
    for made in (slides, handout, as_workbook(on, ABOUT, "zh", quiet)):
        kept = re.findall(r"<c:(?:plus|minus)>.*?</c:(?:plus|minus)>", charts_in(made))
        assert len(kept) == 2 and all(one.count("<c:v>") == 4 for one in kept)
    assert "<c:errBars>" not in charts_in(as_pptx(off, ABOUT, "zh", quiet))


def test_the_picture_has_a_year_more_and_what_is_expected_is_beside_each_name(ten_years: Store) -> None:
    on, off = (words_in(pinned(ten_years, expected=asked)[0]) for asked in (True, False))
    assert f"{YEARS[-1] + 1}预期" in on and str(YEARS[-1] + 1) not in off
    assert re.search(r"虚构专业01.*? → [\d.]+–[\d.]+", on)
    assert "→" not in off


def test_the_browser_draws_it_without_a_fault(browser: Browser, ten_years: Store) -> None:
    with serving(str(ten_years.engine.url)) as server, visiting(browser, server) as visit:
        page = visit.open(f"employment?years={FIVE}&expected=1")
        labels = page.locator("[class*=st-key-history-employment-1]").locator(LABELS)
        expect(labels.filter(has_text="预期")).to_have_count(1)
        page.get_by_role("button", name=str(YEARS[-1]), exact=True).click()
        expect(page.locator("[class*=st-key-history-employment-1]")).not_to_be_visible()
