"""The expected range goes on as the years have gone, says how far it was off, and is silent where years are few."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.expected import LEAST_YEARS, REACH, Expected, expected, told_of_expected, with_expected
from schema import PEOPLE, PERCENT, RANK, Label, Measure

FREE = Measure("people", Label("人数", "People"), PEOPLE)
RATE = Measure("rate", Label("比率", "Rate"), PERCENT, minimum=0, maximum=100, decimals=(0, 2))
PLACE = Measure("place", Label("名次", "Place"), RANK, kind="rank")
FIGURES = st.lists(st.floats(-1e4, 1e4, allow_nan=False), min_size=LEAST_YEARS, max_size=20)


def of(figures: list[float], measure: Measure = FREE, first: int = 2000) -> Expected | None:
    return expected(list(enumerate(figures, start=first)), measure)


def frame_of(years: list[int], figures: list[float], broken: int = 9999) -> pd.DataFrame:
    """One member's rows, whose definition is broken in a year."""
    return pd.DataFrame(
        {
            "year": years,
            "member": "甲",
            "whole": False,
            "order": 0,
            "value": figures,
            "stretch": [int(year >= broken) for year in years],
        }
    )


def test_a_worked_example() -> None:
    """Drift 2 a year; steps 1, 3, 2, 2 leave residuals −1, 1, 0, 0: spread √(2/3), by hand."""
    told = of([10, 11, 14, 16, 18], first=2016)
    assert told is not None
    assert (told.year, told.middle) == (2021, 20)
    assert told.high - told.middle == pytest.approx(1.2815515655446004 * math.sqrt(2 / 3) * math.sqrt(1.25))
    assert (told.error, told.tested) == (pytest.approx(0), 2)


@given(FIGURES)
def test_a_straight_line_goes_on_and_was_never_off(figures: list[float]) -> None:
    line = [figures[0] + 3 * place for place in range(len(figures))]
    told = of(line)
    assert told is not None
    assert told.low == pytest.approx(told.high) == pytest.approx(line[-1] + 3)
    assert told.error == pytest.approx(0, abs=1e-6)


@given(FIGURES)
def test_the_error_is_what_the_method_said_of_each_past_year(figures: list[float]) -> None:
    told = of(figures)
    assert told is not None
    missed = []
    for end in range(3, len(figures)):
        past = figures[:end]
        average_step = sum(past[at + 1] - past[at] for at in range(end - 1)) / (end - 1)
        missed.append(abs(past[-1] + average_step - figures[end]))
    assert told.error == pytest.approx(sum(missed) / len(missed), rel=1e-6, abs=1e-6)
    assert told.tested == len(missed)
    assert told.low <= told.middle <= told.high
    assert REACH > 1


@given(st.lists(st.floats(90, 100), min_size=LEAST_YEARS, max_size=12))
def test_a_rate_is_expected_within_its_range(rates: list[float]) -> None:
    told = of(rates, RATE)
    assert told is not None
    assert 0 <= told.low <= told.middle <= told.high <= 100


@pytest.mark.parametrize(
    ("years", "figures", "broken"),
    [
        ([2017, 2018, 2019, 2020], [1.0, 2.0, 3.0, 4.0], 9999),
        ([2015, 2016, 2017, 2019, 2020], [1.0, 2.0, 3.0, 4.0, 5.0], 9999),
        ([2016, 2017, 2018, 2019, 2020], [1.0, 2.0, math.nan, 4.0, 5.0], 9999),
        ([2016, 2017, 2018, 2019, 2020], [1.0, 2.0, 3.0, 4.0, math.nan], 9999),
        ([2015, 2016, 2017, 2018, 2019, 2020], [1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 2017),
    ],
    ids=["four years", "a gap", "a missing figure", "the last is missing", "a break"],
)
def test_nothing_is_expected_of_too_few_years(years: list[int], figures: list[float], broken: int) -> None:
    frame = frame_of(years, figures, broken)
    assert with_expected(frame, FREE)["expected"].isna().all()
    assert told_of_expected(frame, FREE, years[-1], "zh") == []


def test_each_year_has_what_the_years_up_to_it_gave_and_a_rank_has_nothing() -> None:
    frame = frame_of([*range(2012, 2021)], [5.0, 9.0, 1.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0], broken=2015)
    found = with_expected(frame, FREE).set_index("year")["expected"].dropna()
    assert found.to_dict() == pytest.approx({2019: 6.0, 2020: 7.0})
    assert with_expected(frame, PLACE)["expected"].isna().all()


def test_method_source_and_error_are_said() -> None:
    frame = frame_of([*range(2016, 2021)], [90.0, 91.0, 93.0, 94.0, 95.0])
    method, own = told_of_expected(frame, RATE, 2020, "zh")
    assert all(part in method for part in ("2021年", "漂移法", "Hyndman", "80%", "不是定论"))
    told = of([90.0, 91.0, 93.0, 94.0, 95.0], RATE)
    assert told is not None
    assert own.startswith("甲：") and f"回推过去 2 年，平均差 {told.error:.2f}".rstrip("0") in own
    many = pd.concat([frame.assign(member=f"{name}") for name in "甲乙丙丁戊"], ignore_index=True)
    assert "平均差最小的是" in told_of_expected(many, RATE, 2020, "zh")[-1]
    assert "drift method" in told_of_expected(many, RATE, 2020, "en")[0]
