"""With all tables in, of the report or of ten made-up years, whatever speaks of a view speaks of the same two years."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import catalogue
import frames
from charts import LIGHT, draw
from exports.content.content import Content, content
from exports.content.draft import draft
from exports.content.library import Library
from exports.drawing import pictures
from schema import Cell, Chapter, View
from store import Store, attach
from tests.made_up import YEARS, build_made_up
from tests.test_one_period import SITE, drawn_views, since, years_in

STATES = ("the report", "ten years")


@pytest.fixture(scope="module")
def ten_years(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return build_made_up(f"sqlite:///{tmp_path_factory.mktemp('ten') / 'school.db'}")


@pytest.fixture(scope="module", params=STATES)
def library(request: pytest.FixtureRequest, built_url: str, ten_years: Store) -> Library:
    store = attach(built_url) if request.param == STATES[0] else ten_years
    return Library(store, SITE, catalogue.datasets(), catalogue.identities())


def newest_two(frame: pd.DataFrame) -> tuple[int | None, int]:
    """By other means than the product: the newest year with a figure, and the newest before it of the same meaning."""
    shown = [name for name in ("value", "school", "x", "y") if name in frame]
    known = frame[frame[shown].notna().all(axis=1)]
    now = int(known["year"].max())
    meaning = set(known.loc[known["year"] == now, "stretch"])
    alike = [int(year) for year, part in zip(known["year"], known["stretch"], strict=True) if part in meaning]
    return max((year for year in alike if year < now), default=None), now


@pytest.mark.parametrize(
    ("chapter", "view"), drawn_views(), ids=lambda one: getattr(one, "id", getattr(one, "name", ""))
)
def test_title_table_and_chart_of_a_view_speak_of_the_same_two_years(
    library: Library, chapter: Chapter, view: View
) -> None:
    shown = content(library, Cell("view", view.name, chapter.id), "zh")
    if shown.picture is None:  # a line of too few years: the note says so
        assert "才画" in shown.note or "没有数据" in shown.note
        return
    before, now = newest_two(shown.picture.frame)
    told = {now} if before is None else {before, now}
    assert years_in(since(shown.title)) <= told and now in years_in(shown.title)
    assert_table(shown, view, told)
    assert_chart(shown, view, told)


def assert_table(shown: Content, view: View, told: set[int]) -> None:
    assert shown.grid is not None and shown.picture is not None
    table = years_in(" ".join((*shown.grid.headings, *(str(cell) for row in shown.grid.rows for cell in row[:2]))))
    every = set(shown.picture.frame["year"]) if view.needs_years > 2 else told
    dated = years_in(" ".join(shown.picture.frame["member"].astype(str)))  # what is named for its own year
    assert table <= every | dated
    changes = [re.search(r"变化 (\d{4})→(\d{4})", one) for one in shown.grid.headings]
    assert all({int(one[1]), int(one[2])} == told for one in changes if one is not None)


def assert_chart(shown: Content, view: View, told: set[int]) -> None:
    assert shown.picture is not None
    picture = shown.picture
    spec = draw(view, picture.dataset, picture.frame, [], "zh", LIGHT).to_dict()
    spec["params"][0]["value"] = ",".join(map(str, sorted(told)))
    assert set(picture.years) >= told
    drawn = {int(year) for year in re.findall(r"<text[^>]*>[^<]*?(20[12]\d)", pictures.as_svg(spec, 860))}
    assert drawn <= set(picture.frame["year"]) | years_in(" ".join(picture.frame["member"].astype(str)))
    assert view.needs_years > 2 or drawn <= told | years_in(" ".join(picture.frame["member"].astype(str)))


def test_a_draft_is_of_the_newest_year_and_the_one_before(library: Library) -> None:
    held = library.years(library.latest)
    book = draft(library, held[-1], "zh")
    asked = {cell.years for cell in book.cells if cell.kind == "view"}
    assert asked == {frames.by_default(held)} == {(held[-2], held[-1])}


@pytest.mark.parametrize(
    ("years", "now", "shown"),
    [
        ((), None, ()),
        ((2020,), None, (2020,)),
        (YEARS, None, YEARS[-2:]),
        (YEARS, 2018, (2017, 2018)),
        (YEARS, 2015, ()),
    ],
)
def test_by_default_the_newest_two_are_shown(years: tuple[int, ...], now: int | None, shown: tuple[int, ...]) -> None:
    assert frames.by_default(years, now) == shown
