"""The period: which two years are held against each other, for whatever years somebody has asked for."""

from collections.abc import Sequence

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import frames
from schema import Bars, Break, Dataset, DeclarationError, Difference, Key, Label, Measure
from schema.columns import PERCENT

YEARS = st.integers(2000, 2030)


@pytest.mark.parametrize(
    ("held", "asked", "now", "before"),
    [
        ((2019, 2020), (2019, 2020), 2020, 2019),
        ((2016, 2019, 2020), (2016, 2019, 2020), 2020, 2016),
        ((2016, 2019, 2020), (), 2020, 2019),
        ((2019, 2020), (2020, 2021), 2020, 2019),  # a new year that has come for others only
        ((2018, 2020), (2019, 2020), 2020, 2018),  # a year that this alone lacks
        ((2016, 2017, 2024), (2016, 2025), 2024, 2016),
        ((2019, 2020), (2020,), 2020, None),
        ((2019, 2020), (2021,), 2020, None),
        ((2020,), (2019, 2020), 2020, None),
    ],
)
def test_now_is_the_newest_year_and_before_the_earliest_asked_for(
    held: Sequence[int], asked: Sequence[int], now: int, before: int | None
) -> None:
    period = frames.period_between(dict.fromkeys(held, 0), asked)
    assert period is not None
    assert (period.now, period.before) == (now, before)


def test_there_is_no_period_before_the_first_figure() -> None:
    assert frames.period_between({2020: 0}, [2019]) is None
    assert frames.period_between({}) is None


@settings(deadline=None)
@given(st.dictionaries(YEARS, st.integers(0, 2)), st.sets(YEARS))
def test_a_period_speaks_of_years_with_figures_and_never_across_a_break(found: dict[int, int], asked: set[int]) -> None:
    by_year = sorted(found)
    stretches = dict(zip(by_year, sorted(found.values()), strict=True))
    period = frames.period_between(stretches, asked)
    if period is None:
        assert not [year for year in stretches if not asked or year <= max(asked)]
        return
    assert period.now in stretches
    assert period.before is None or stretches[period.before] == stretches[period.now]
    assert not [year for year in stretches if period.now < year <= max(asked, default=2100)]
    assert set(period.drawn) <= set(stretches)
    assert set(period.missing) == asked - set(stretches)
    if period.is_as_asked:
        assert {min(asked), max(asked)} == {period.before or period.now, period.now}


RATE = Measure("rate", Label("及格率", "Pass rate"), PERCENT, breaks=(Break(2020, Label("换了试卷", "a new paper")),))
OTHER = Measure("other", Label("优良率", "Good rate"), PERCENT)
APART = Difference("apart", Label("相差", "Apart"), PERCENT, minuend="rate", subtrahend="other")
TESTED = Dataset("tested", Label("测试", "Test"), "1", (Key("group", Label("组", "Group")),), (RATE, OTHER, APART))


def rows() -> pd.DataFrame:
    told = [(year, group, 50.0 + year % 7, 40.0) for year in range(2017, 2023) for group in ("甲", "乙")]
    return pd.DataFrame(told, columns=["year", "group", "rate", "other"])


@pytest.mark.parametrize("measure", ["rate", "apart"])
def test_no_change_is_computed_across_a_break_nor_of_what_is_computed_from_it(measure: str) -> None:
    frame = frames.of_view(Bars(measure, "group"), TESTED, rows(), "zh")
    period = frames.period_of(frame, [2018, 2022])
    assert period is not None
    assert (period.before, period.now, period.broken, period.is_as_asked) == (2021, 2022, True, False)
    assert set(frames.changes(frame, [2018, 2022])["before"]) == {2021}
    assert frames.changes(frame, [2018, 2020]).empty


def test_a_member_that_lacks_a_year_is_held_against_its_own_newest() -> None:
    held = rows().query("group != '乙' or year != 2021")
    told = frames.changes(frames.of_view(Bars("other", "group"), TESTED, held, "zh"))
    assert dict(zip(told.index, zip(told["before"], told["now"], strict=True), strict=True)) == {
        "甲": (2021, 2022),
        "乙": (2020, 2022),
    }


def test_a_break_declared_twice_is_refused() -> None:
    again = Break(2020, Label("又换了", "again"))
    with pytest.raises(DeclarationError, match="2020"):
        Measure("rate", Label("及格率", "Pass rate"), PERCENT, breaks=(again, again))
