"""One table of a new year has come and the others have not: whatever speaks of a view speaks of the same two years."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import catalogue
import frames
from charts import LIGHT, draw
from exports.content.content import content, contents
from exports.content.draft import draft
from exports.content.library import Library
from exports.drawing import pictures
from insights.headline import headline
from insights.movements import movements
from loaders import load, read_file
from schema import Cell, Chapter, Figures, View, history_of
from store import Store
from tests.made_up import YEARS, build_made_up, made_up_csv

NEW = YEARS[-1] + 1
ASKED = (YEARS[-1], NEW)
SITE = catalogue.chapters()


def drawn_views() -> list[tuple[Chapter, View]]:
    """Every view of the site that is a picture, and the lines that lead it where there are many years."""
    return [
        (chapter, each)
        for chapter in SITE
        for view in chapter.views
        for each in (view, history_of(view))
        if each is not None and not isinstance(each, Figures)
    ]


@pytest.fixture(scope="module")
def in_part(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Ten made-up years, and of the next the employment table alone."""
    store = build_made_up(f"sqlite:///{tmp_path_factory.mktemp('part') / 'school.db'}")
    employment = next(one for one in catalogue.datasets() if one.id == "employment")
    header, *lines = made_up_csv(employment, (*YEARS, NEW)).decode().splitlines()
    new = "\n".join([header, *(line for line in lines if line.startswith(str(NEW)))])
    load(store, read_file("new.csv", new.encode(), catalogue.datasets()), "tester")
    return store


@pytest.fixture(scope="module")
def library(in_part: Store) -> Library:
    return Library(in_part, SITE, catalogue.datasets(), catalogue.identities())


def newest_two(chapter: Chapter) -> tuple[int, int]:
    return ASKED if chapter.id == "employment" else (YEARS[-2], YEARS[-1])


def years_in(text: str) -> set[int]:
    """The years that a text names, but those of the names of terms."""
    return {int(year) for year in re.findall(r"(?<!\d)(20[12]\d)(?!\d|年[春秋])", text)}


def since(text: str) -> str:
    """The text without the years of a history: it may reach back as far as it likes."""
    return re.sub(r"\d{4}年以来|回到\d{4}年的水平", "", text)


def views() -> list[tuple[Chapter, View]]:
    return [(chapter, view) for chapter in SITE for view in chapter.views]


@pytest.mark.parametrize(("chapter", "view"), views(), ids=lambda one: getattr(one, "id", getattr(one, "name", "")))
def test_title_note_table_and_chart_of_a_view_speak_of_the_same_two_years(
    library: Library, chapter: Chapter, view: View
) -> None:
    before, now = newest_two(chapter)
    shown = content(library, Cell("view", view.name, chapter.id, years=ASKED), "zh")
    assert shown.title
    if shown.grid is None:
        assert shown.note == "所选年份没有数据"
        return
    title = years_in(since(shown.title))
    if not isinstance(view, Figures):
        assert title in ((set(), {before, now}, {now}) if now == NEW else ({before, now}, {now}))
        assert ("没有数据" in shown.note) == (now != NEW)
    every = view.needs_years > 2  # a line shows all its years, and which of them are compared
    table = years_in(" ".join((*shown.grid.headings, *(str(row[1]) for row in shown.grid.rows if len(row) > 1))))
    assert now in table or isinstance(shown.grid.rows[0][0], str)
    assert table <= ({*YEARS, now} if every else {before, now})
    assert f"变化 {before}→{now}" in shown.grid.headings or not every
    if shown.picture is not None:
        frame = shown.picture.frame
        period = frames.period_of(frame, ASKED)
        assert period is not None
        assert {period.before or before, period.now} == {before, now}
        spec = draw(view, shown.picture.dataset, frame, list(ASKED), "zh", LIGHT).to_dict()
        told = {int(year) for year in re.findall(r"<text[^>]*>[^<]*?(20[12]\d)", pictures.as_svg(spec, 860))}
        assert now in told
        assert now == NEW or NEW not in told


@pytest.mark.parametrize("chapter", SITE, ids=lambda chapter: chapter.id)
def test_no_chapter_is_without_its_sentence_and_the_opening_page_says_the_same(
    library: Library, chapter: Chapter
) -> None:
    rows = {one.id: library.rows(one.id, library.latest) for one in chapter.datasets}
    by_default = headline(chapter, rows, (), "zh")
    assert by_default == headline(chapter, rows, ASKED, "zh")
    assert years_in(since(by_default)) <= set(newest_two(chapter))
    assert newest_two(chapter)[1] in years_in(by_default)


@pytest.mark.parametrize("name", ["employment", "exams", "teachers", "certification"])
def test_the_page_says_what_the_notebook_says(
    open_page: Callable[..., AppTest], in_part: Store, library: Library, name: str
) -> None:
    years = ",".join(map(str, newest_two(next(one for one in SITE if one.id == name))))
    page = open_page(name, url=str(in_part.engine.url), table="1")
    assert not page.exception
    assert page.query_params["years"] in (years, [years])
    chapter = next(one for one in SITE if one.id == name)
    told = [" ".join(one.value.replace("\\", "").split()) for one in page.subheader]
    for view in chapter.views:
        if not isinstance(view, Figures):
            said = content(library, Cell("view", view.name, chapter.id), "zh").said
            assert any(without_years(one) == without_years(said) for one in told), (said, told)


def without_years(text: str) -> str:
    return re.sub(r"^\d{4}年(与\d{4}年相比)?，", "", " ".join(text.split()))


def test_the_opening_page_has_no_heading_without_a_sentence(open_page: Callable[..., AppTest], in_part: Store) -> None:
    page = open_page(url=str(in_part.engine.url))
    assert not page.exception
    table = page.dataframe[0].value
    assert isinstance(table, pd.DataFrame)
    assert set(table["年份"]) == {f"{YEARS[-2]}→{YEARS[-1]}"}
    said = [one.value.replace("\\", "") for one in page.markdown]
    assert sum(one.endswith("。") and str(YEARS[-1]) in one for one in said) >= len(SITE)


@pytest.mark.parametrize("year", [YEARS[-1], NEW])
def test_a_draft_of_a_year_tells_that_year(library: Library, year: int) -> None:
    book = draft(library, year, "zh")
    shown = contents(library, book, "zh")
    assert all(one.title for one in shown)
    assert all(year in one.picture.years for one in shown if one.picture is not None)
    assert ("目前只到了这些章：就业质量" in book.cells[0].words) == (year == NEW)


def test_movements_are_told_in_the_two_years_of_their_own_figure(library: Library) -> None:
    found = movements(SITE, library.all_rows(library.latest), (), "zh")
    assert {one.years for one in found if one.dataset.id == "employment"} <= {ASKED}
    assert {one.years for one in found if one.dataset.id != "employment"} == {(YEARS[-2], YEARS[-1])}
    assert [one.years[1] for one in found] == sorted((one.years[1] for one in found), reverse=True)
