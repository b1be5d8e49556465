"""Pictures of many years: made-up figures only, drawn as they are on the page and on paper."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest

import catalogue
import frames
from charts import DARK, LIGHT, draw
from charts.form import form_of
from exports.content.content import contents
from exports.content.library import Library
from exports.content.subjects import Picture
from exports.drawing import pictures
from exports.drawing.forms import Size
from exports.drawing.native import native
from exports.drawing.plots import plot
from insights.numbers import LANGUAGES
from loaders import load, read_file
from schema import (
    PERCENT,
    Bars,
    Cell,
    Chapter,
    Dataset,
    Dumbbell,
    Figures,
    Key,
    Label,
    Language,
    Measure,
    MeasureView,
    Notebook,
    Pair,
    Ranks,
    Trend,
    View,
)
from store import Store
from store.rows import rows
from tests.made_up import YEARS, build_made_up

PAGE_WIDTH = 860  # what a chart has at 1280 pixels beside the list of pages
A_SCREEN_AND_A_HALF = 1080
ODD = ("null", "NaN", "__proto__", "A.B[0]:c", "<b>粗</b>", "undefined", "true", "it's", 'a"b\\', "datum.value")
DATASET = Dataset(
    "made_up",
    Label("虚构", "Made up"),
    section="9.9",
    keys=(Key("member", Label("成员", "Member")),),
    measures=(Measure("rate", Label("率", "Rate"), PERCENT, minimum=0, maximum=100, decimals=(0, 1), better="higher"),),
)


@pytest.fixture(scope="module")
def ten_years(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return build_made_up(f"sqlite:///{tmp_path_factory.mktemp('ten') / 'school.db'}", members=12)


def pictures_of(chapter: Chapter, store: Store, language: Language = "zh") -> Iterator[tuple[View, Dataset, Any]]:
    for view in chapter.views:
        if not isinstance(view, Figures):
            dataset = chapter.dataset_of(*view.columns)
            frame = frames.of_view(view, dataset, rows(store, dataset), language, chapter.main_key)
            if not frame.empty:
                yield view, dataset, frame


def frame_of(figures: dict[str, dict[int, float]]) -> pd.DataFrame:
    """The frame of a view of `DATASET`: each member's figures by year; None where a year has no figure."""
    told = [(name, year, value) for name, years in figures.items() for year, value in years.items()]
    stored = pd.DataFrame(told, columns=["member", "year", "rate"]).assign(note="", section="9.9", words="", release=1)
    return frames.of_view(Trend("rate", by="member"), DATASET, stored, "zh", "member")


def drawn(view: View, frame: pd.DataFrame, asked: list[int], width: int = PAGE_WIDTH) -> str:
    return pictures.as_svg(draw(view, DATASET, frame, asked, "zh", LIGHT).to_dict(), width)


def texts(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)", svg)


def paths(svg: str) -> list[str]:
    """The way of each line: M begins it or goes on after a gap, L draws."""
    marks = re.findall(r'class="mark-line.*?</g>', svg, re.DOTALL)
    return [re.sub(r"[^ML]", "", path) for mark in marks for path in re.findall(r' d="([^"]*)"', mark)]


@pytest.mark.parametrize("chapter", catalogue.chapters(), ids=lambda chapter: chapter.id)
@pytest.mark.parametrize("asked", [YEARS, (2024, 2025)], ids=["ten", "two"])
def test_every_picture_tells_its_years_on_a_screen_and_a_half(
    chapter: Chapter, ten_years: Store, asked: tuple[int, ...]
) -> None:
    for view, dataset, frame in pictures_of(chapter, ten_years):
        svg = pictures.as_svg(draw(view, dataset, frame, list(asked), "zh", LIGHT).to_dict(), PAGE_WIDTH)
        height = re.search(r'<svg[^>]* height="([\d.]+)"', svg)
        assert height is not None
        assert float(height[1]) <= A_SCREEN_AND_A_HALF, view.name
        told = " ".join(texts(svg))
        assert str(asked[-1]) in told, view.name
        period = frames.period_of(frame, asked)
        if period is not None and period.before is not None and frame["member"].nunique() <= 12:
            first = period.before if len(period.drawn) >= view.needs_years else period.held[0]
            assert str(first) in told, view.name


@pytest.mark.parametrize("view", [Trend, Bars, Dumbbell])
@pytest.mark.parametrize("members", [5, 10])
def test_no_name_becomes_a_field_a_signal_or_an_expression(view: type[MeasureView], members: int) -> None:
    figures = {name: dict.fromkeys(YEARS, 50.0 + place) for place, name in enumerate(ODD[:members])}
    one = view("rate", by="member")
    spec = draw(one, DATASET, frame_of(figures), list(YEARS), "zh", DARK).to_dict()
    spec.pop("datasets")
    told = set(_strings(spec))
    assert not told & set(ODD)
    assert not [text for text in told for name in ("__proto__", "A.B[0]:c", "<b>", "it's") if name in text]


@pytest.mark.parametrize("view", [Trend("rate", by="member"), Bars("rate", by="member"), Dumbbell("rate", by="member")])
def test_an_odd_name_is_drawn_like_any_other(view: View) -> None:
    figures = {name: dict.fromkeys(YEARS, 50.0 + place) for place, name in enumerate(ODD)}
    told = " ".join(texts(drawn(view, frame_of(figures), list(YEARS))))
    for name in ("null", "NaN", "__proto__", "A.B[0]:c", "undefined", "true", "it's", "datum.value"):
        assert name in told


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            yield name
            yield from _strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from _strings(value)
    elif isinstance(node, str):
        yield node


@pytest.mark.parametrize(
    "asked", [[2016, 2025], [2017, 2021], [2025], [2019, 2020], [2013, 2014], [2018, 2019, 2020, 2021], [2030, 2031]]
)
def test_the_picture_compares_the_years_that_the_period_says(asked: list[int]) -> None:
    """The figures lack 2020, 2021 and 2025: the picture falls back as the sentence does."""
    held = [2016, 2017, 2018, 2019, 2022, 2023, 2024]
    frame = frame_of({name: {year: 40.0 + place + year % 7 for year in held} for place, name in enumerate("甲乙丙丁")})
    period = frames.period_of(frame, asked)
    legend = [
        text for text in texts(drawn(Dumbbell("rate", by="member"), frame, asked)) if re.fullmatch(r"20\d\d", text)
    ]
    wanted = [] if period is None else [str(year) for year in (period.before, period.now) if year is not None]
    assert legend == wanted


def test_a_member_with_years_of_its_own_says_so() -> None:
    frame = frame_of({"甲": dict.fromkeys(YEARS, 50.0), "乙": {2018: 60.0, 2022: 66.0}})
    told = texts(drawn(Dumbbell("rate", by="member"), frame, list(YEARS)))
    assert [text for text in told if "2018→2022" in text and "66" in text and "+6" in text]


def test_members_decide_between_lines_panels_and_a_table() -> None:
    forms = [
        form_of(Trend("rate", by="member"), frame_of({str(n): dict.fromkeys(YEARS, 1.0 * n) for n in range(count)}))
        for count in (1, 8, 9, 16, 17)
    ]
    assert forms == ["lines", "lines", "panels", "panels", "table"]


@pytest.mark.parametrize(
    "view", [Bars("rate", by="member"), Ranks("rate", by="member"), Pair("rate", "rate", "member")]
)
def test_two_years_are_drawn_as_they_were(view: View) -> None:
    frame = frame_of({name: {2019: 1.0, 2020: 2.0} for name in "甲乙丙"})
    assert form_of(view, frame) == "plain"


def test_lines_name_the_highest_and_the_lowest_in_colour_and_the_others_in_grey() -> None:
    frame = frame_of(
        {
            name: {year: height + year % 3 for year in YEARS}
            for name, height in (("甲", 90.0), ("乙", 70.0), ("丙", 50.0))
        }
    )
    svg = drawn(Trend("rate", by="member"), frame, list(YEARS))
    colours = {name: re.findall(rf'<text[^>]*fill="([^"]*)"[^>]*>{name}', svg)[0].upper() for name in "甲乙丙"}
    assert colours == {"甲": LIGHT.school, "乙": LIGHT.muted, "丙": LIGHT.worse}


def test_a_table_has_each_figure_in_its_cell() -> None:
    frame = frame_of({f"成员{n:02}": {year: n + (year - 2010) / 10 for year in YEARS} for n in range(20)})
    told = texts(drawn(Trend("rate", by="member"), frame, list(YEARS)))
    assert {f"{n + (year - 2010) / 10:.1f}".removesuffix(".0") for n in range(20) for year in YEARS} <= set(told)


def test_years_far_apart_keep_their_distance_and_a_missing_year_is_a_gap() -> None:
    """Nothing is stored of 2012 to 2018; 甲 lacks 2020."""
    years = (2010, 2011, 2019, 2020, 2021)
    frame = frame_of({"甲": {year: 50.0 for year in years if year != 2020}, "乙": dict.fromkeys(years, 60.0)})
    svg = drawn(Trend("rate", by="member"), frame, list(years))
    places = {
        text: float(x)
        for x, text in re.findall(r'<text[^>]*transform="translate\(([\d.]+),[\d.]+\)"[^>]*>(20\d\d)<', svg)
    }
    assert places["2019"] - places["2011"] == pytest.approx(8 * (places["2011"] - places["2010"]), rel=0.05)
    assert sorted(paths(svg)) == ["MLMLL", "MLMM"]


def test_lines_of_two_chosen_years_show_the_whole_way_to_them() -> None:
    frame = frame_of({"甲": dict.fromkeys(YEARS, 50.0), "乙": dict.fromkeys(YEARS, 60.0)})
    told = texts(drawn(Trend("rate", by="member"), frame, [2019, 2020]))
    assert [text for text in told if re.fullmatch(r"20\d\d", text)] == ["2016", "2017", "2018", "2019", "2020"]


def test_a_choice_of_years_is_no_gap() -> None:
    frame = frame_of({"甲": dict.fromkeys(YEARS, 50.0), "乙": dict.fromkeys(YEARS, 60.0)})
    svg = drawn(Trend("rate", by="member"), frame, [2016, 2020, 2025])
    assert paths(svg) == ["MLL", "MLL"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_specification_tells_nothing_of_the_choice_but_its_beginning(ten_years: Store, language: Language) -> None:
    chapter = next(one for one in catalogue.chapters() if one.id == "employment")
    for view, dataset, frame in pictures_of(chapter, ten_years, language):
        one, other = (
            json.dumps(draw(view, dataset, frame, asked, language, LIGHT).to_dict()["layer"])
            for asked in (list(YEARS), [2024, 2025])
        )
        assert one == other


def pinned(store: Store, view: View, chapter: str, years: tuple[int, ...]) -> Picture:
    library = Library(store, catalogue.chapters(), catalogue.datasets(), catalogue.identities())
    picture = contents(library, Notebook("x", (Cell("view", view.name, chapter, years),)), "zh")[0].picture
    assert picture is not None
    return picture


@pytest.mark.parametrize("chapter", catalogue.chapters(), ids=lambda chapter: chapter.id)
def test_office_programs_draw_the_same_years(chapter: Chapter, ten_years: Store) -> None:
    for view, _, _ in pictures_of(chapter, ten_years):
        made = plot(pinned(ten_years, view, chapter.id, YEARS), "zh")
        native(made, Size(600, 380), "zh")
        assert len(made.names) <= 40, view.name
        years = {"lines": made.names, "ticks": tuple(one.name for one in made.series)}.get(made.form)
        assert years is None or years == tuple(map(str, YEARS))


def test_a_year_not_stored_is_a_gap_in_office_charts_and_one_not_chosen_is_none(store: Store) -> None:
    """Made up: figures of 2010 and 2011 before the report's 2019 and 2020."""
    text = "年份,专业,对口就业率,就业率,初次就业起薪\n" + "".join(
        f"{year},电子商务,{90 + year % 7},90,3000\n{year},学前教育,{80 + year % 7},90,3000\n" for year in (2010, 2011)
    )
    load(store, read_file("made-up.csv", text.encode(), catalogue.datasets()), "tester")
    history = Trend("matched_rate", by="major")
    every = plot(pinned(store, history, "employment", (2010, 2011, 2019, 2020)), "zh")
    assert every.names == tuple(map(str, range(2010, 2021)))
    lines = {one.name: one.values for one in every.series}
    assert lines["电子商务"][2:9] == (None,) * 7
    assert None not in lines["电子商务"][:2]
    some = plot(pinned(store, history, "employment", (2010, 2019, 2020)), "zh")
    assert some.names == ("2010", *map(str, range(2012, 2021)))
