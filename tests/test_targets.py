"""Where a figure stands to its target or line: met, short by how much, on the way or not."""

from __future__ import annotations

import pytest

import catalogue
from exports.content.content import content
from exports.content.library import Library
from insights.targets import status
from schema import Cell, Statement
from schema.columns import Better
from store import Store
from store.statements import say

MEASURE = next(one for one in catalogue.datasets() if one.id == "employment").measure("employment_rate")


def target(value: float, year: int, better: Better = "higher") -> Statement:
    return Statement("target", "employment", "employment_rate", year, value=value, better=better)


@pytest.mark.parametrize(
    ("value", "year", "better", "own", "said"),
    [
        (98, 2030, "higher", {2019: 97.0, 2020: 98.5}, "✓ 已达到"),
        (99, 2022, "higher", {2019: 97.0, 2020: 98.0}, "↗ 还差1个百分点，照历年的步子能到"),
        (99, 2021, "higher", {2018: 97.8, 2019: 97.9, 2020: 98.0}, "✗ 还差1个百分点，照历年的步子到不了"),
        (99, 2021, "higher", {2020: 98.0}, "✗ 还差1个百分点"),
        (99, 2020, "higher", {2019: 97.0, 2020: 98.0}, "✗ 没有达到，差1个百分点"),
        (99, 2019, "higher", {2019: 97.0, 2020: 99.5}, "✗ 没有达到，差2个百分点"),
        (15, 2022, "lower", {2019: 17.0, 2020: 16.0}, "↗ 还差1个百分点，照历年的步子能到"),
        (15, 2022, "lower", {2019: 17.0, 2020: 14.0}, "✓ 已达到"),
    ],
)
def test_a_target_is_met_short_on_the_way_or_missed(
    value: float, year: int, better: Better, own: dict[int, float], said: str
) -> None:
    stands = status(target(value, year, better), own, MEASURE)
    assert stands is not None
    assert stands.text(MEASURE, "zh") == said


def test_steps_before_a_break_say_nothing_of_the_way() -> None:
    own = {2018: 50.0, 2019: 97.0, 2020: 97.1}
    stands = status(target(99, 2022), own, MEASURE, {2018: 0, 2019: 1, 2020: 1})
    assert stands is not None and stands.on_way is False
    of_one_kind = status(target(99, 2022), own, MEASURE, {2018: 0, 2019: 0, 2020: 0})
    assert of_one_kind is not None and of_one_kind.on_way is True


def test_a_line_of_an_uncertain_source_has_no_verdict(store: Store) -> None:
    line = Statement("line", "employment", "employment_rate", value=99, better="higher", text="市均", is_certain=False)
    assert status(line, {2020: 98.0}, MEASURE) is None
    say(store, line, "王老师")
    said = shown(store, "Dumbbell:employment_rate,major")
    assert "就业率市均（来源待核）：99%。不作判断" in said


def test_what_is_said_is_written_out_in_every_file(store: Store) -> None:
    own = (("major", "学前教育"),)
    say(store, Statement("note", "employment", "employment_rate", 2020, own, text="疫情停课"), "王老师")
    say(store, Statement("target", "employment", "employment_rate", 2030, own, value=99.9, better="higher"), "王老师")
    said = shown(store, "Dumbbell:employment_rate,major")
    assert "注（2020 学前教育 就业率）：疫情停课" in said
    assert "就业率2030年目标（学前教育）：不低于99.9%。2020年 " in said


def test_a_single_figure_has_its_target_in_files(store: Store) -> None:
    say(store, Statement("target", "scorecard", "student_teacher_ratio", 2030, value=1, better="lower"), "王老师")
    library = Library(store, catalogue.chapters(), catalogue.datasets(), catalogue.identities())
    assert "2030年目标" in content(library, Cell("figures", "student_teacher_ratio"), "zh").note


def shown(store: Store, view: str) -> str:
    library = Library(store, catalogue.chapters(), catalogue.datasets(), catalogue.identities())
    return content(library, Cell("view", view, "employment"), "zh").note
