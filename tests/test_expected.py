"""The expected range goes on as the years have gone, says how far it was off, and is silent where years are few."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.expected import LEAST_YEARS, REACH, expected
from schema import PEOPLE, PERCENT, Label, Measure

FREE = Measure("people", Label("人数", "People"), PEOPLE)
RATE = Measure("rate", Label("比率", "Rate"), PERCENT, minimum=0, maximum=100)
FIGURES = st.lists(st.floats(-1e4, 1e4, allow_nan=False), min_size=LEAST_YEARS, max_size=20)


def test_a_worked_example() -> None:
    """Drift 2 a year; steps 1, 3, 2, 2 leave residuals −1, 1, 0, 0: spread √(2/3), by hand."""
    told = expected([2016, 2017, 2018, 2019, 2020], [10, 11, 14, 16, 18], FREE)
    assert told is not None
    assert (told.year, told.middle) == (2021, 20)
    assert told.high - told.middle == pytest.approx(1.2815515655446004 * math.sqrt(2 / 3) * math.sqrt(1.25))
    assert (told.error, told.tested) == (pytest.approx(0), 2)


@given(FIGURES)
def test_a_straight_line_goes_on_and_was_never_off(figures: list[float]) -> None:
    line = [figures[0] + 3 * place for place in range(len(figures))]
    told = expected(range(2000, 2000 + len(line)), line, FREE)
    assert told is not None
    assert told.low == pytest.approx(told.high) == pytest.approx(line[-1] + 3)
    assert told.error == pytest.approx(0, abs=1e-6)


@given(FIGURES)
def test_the_error_is_what_the_method_said_of_each_past_year(figures: list[float]) -> None:
    years = list(range(2000, 2000 + len(figures)))
    told = expected(years, figures, FREE)
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
    told = expected(range(2000, 2000 + len(rates)), rates, RATE)
    assert told is not None
    assert 0 <= told.low <= told.middle <= told.high <= 100


@pytest.mark.parametrize(
    ("years", "figures"),
    [
        ([2017, 2018, 2019, 2020], [1.0, 2.0, 3.0, 4.0]),
        ([2015, 2016, 2017, 2019, 2020], [1.0, 2.0, 3.0, 4.0, 5.0]),
        ([2016, 2017, 2018, 2019, 2020], [1.0, 2.0, math.nan, 4.0, 5.0]),
        ([2016, 2017, 2018, 2019, 2020], [1.0, 2.0, 3.0, 4.0, math.nan]),
        ([], []),
    ],
    ids=["four years", "a gap", "a missing figure", "the last is missing", "no year"],
)
def test_nothing_is_expected_of_too_few_years(years: list[int], figures: list[float]) -> None:
    assert expected(years, figures, FREE) is None
