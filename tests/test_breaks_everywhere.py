"""A break that a school has marked, in every chapter: nothing across it, in words, tables, lines or expected ranges."""

from __future__ import annotations

import re

import pytest

import catalogue
import frames
from charts import LIGHT, draw
from charts.form import form_of
from exports.content.content import content
from exports.content.expectation import can_be_drawn
from exports.content.library import Library
from exports.drawing import pictures
from insights.movements import movements
from insights.numbers import LANGUAGES
from schema import Breakdown, Cell, Chapter, Figures, Language, MeasureView, Ratio, Statement, Trend, View
from store import Store
from store.statements import say
from tests.made_up import YEARS, build_made_up
from tests.test_many_years import paths
from tests.test_one_period import SITE, drawn_views, years_in

BROKEN = YEARS[-3]
WHY = "虚构口径"
ASKED = (YEARS[-6], YEARS[-1])  # on both sides
NEWEST = {YEARS[-2], YEARS[-1]}  # of one meaning


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Ten made-up years, with a break marked in one of them for every measure and every indicator."""
    store = build_made_up(f"sqlite:///{tmp_path_factory.mktemp('broken') / 'school.db'}")
    mark_breaks(store)
    return Library(store, SITE, catalogue.datasets(), catalogue.identities())


def mark_breaks(store: Store) -> None:
    for dataset in catalogue.datasets():
        columns = [one for one in dataset.indicators if not isinstance(one, Ratio)] or dataset.stored_measures
        for column in columns:
            say(store, Statement("break", dataset.id, column.id, BROKEN, text=WHY), "王老师")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("chapter", "view"), drawn_views(), ids=lambda one: getattr(one, "id", getattr(one, "name", ""))
)
def test_no_change_is_told_across_the_break_and_the_sentence_says_why(
    library: Library, chapter: Chapter, view: View, language: Language
) -> None:
    shown = content(library, Cell("view", view.name, chapter.id, years=ASKED), language)
    assert shown.picture is not None and shown.grid is not None
    period = frames.period_of(shown.picture.frame, ASKED)
    assert period is not None and period.broken
    assert period.before is None or {period.before, period.now} == NEWEST
    spoken = re.sub(r"since \d{4}|\d{4}年以来", "", shown.title)
    compared = re.findall(r"(\d{4})年与(\d{4})年|[Ff]rom (\d{4}) to (\d{4})", spoken)
    assert all({int(year) for year in two if year} <= NEWEST for two in compared)
    changes = [re.search(r"(\d{4})→(\d{4})", one) for one in shown.grid.headings]
    assert all({int(one[1]), int(one[2])} == NEWEST for one in changes if one is not None)
    if isinstance(view, MeasureView | Breakdown):
        assert WHY in shown.title or WHY in shown.note, (shown.title, shown.note)


@pytest.mark.parametrize("chapter", SITE, ids=lambda chapter: chapter.id)
def test_every_line_is_broken_there_and_nothing_is_expected_of_three_years(library: Library, chapter: Chapter) -> None:
    heard = library.chapter(chapter.id)
    assert heard is not None
    for _, view in [pair for pair in drawn_views() if pair[0] is chapter]:
        dataset = heard.dataset_of(*view.columns)
        frame = frames.of_view(view, dataset, library.rows(dataset.id, library.latest), "zh", heard.main_key)
        assert not can_be_drawn(view, dataset, frame), view.name
        if isinstance(view, Trend) and form_of(view, frame) in ("lines", "panels") and not frame["value"].isna().any():
            svg = pictures.as_svg(draw(view, dataset, frame, list(YEARS), "zh", LIGHT).to_dict(), 860)
            drawn = paths(svg)
            members = frames.of_any_year(frame)["member"].nunique()
            assert len(drawn) == 2 * members, view.name


def test_no_movement_and_no_first_sentence_reaches_across(library: Library) -> None:
    heard = [library.chapter(one.id) for one in SITE]
    chapters = [one for one in heard if one is not None]
    found = movements(chapters, library.all_rows(library.latest), ASKED, "zh")
    assert found
    assert all(set(one.years) == NEWEST for one in found)
    assert all(year >= BROKEN for one in found for year, _ in one.history)


@pytest.mark.parametrize("chapter", SITE, ids=lambda chapter: chapter.id)
def test_a_figure_and_its_cards_are_compared_on_one_side_only(library: Library, chapter: Chapter) -> None:
    for view in chapter.views:
        if isinstance(view, Figures):
            shown = content(library, Cell("view", view.name, chapter.id, years=ASKED), "zh")
            assert shown.grid is not None
            notes = years_in(" ".join(str(row[-1]) for row in shown.grid.rows))
            assert notes <= NEWEST
