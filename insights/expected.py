"""Next year's expected range, by the drift method: a named standard method, with how far it was off in the past.

The drift method goes on from the last figure by the average step of all years (Hyndman and Athanasopoulos,
*Forecasting: Principles and Practice*, 3rd edition, sections 5.2 and 5.5). It expects no more than what has been.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import NormalDist, fmean

from schema import Measure

LEAST_YEARS = 5
SHARE = 0.8  # of the years, if the past is a guide, lie in the range
REACH = NormalDist().inv_cdf(0.5 + SHARE / 2)


@dataclass(frozen=True)
class Expected:
    """The range of one year: `middle` goes on by the average step, `low` and `high` hold `SHARE` of the years.

    `error` is the mean distance between what the method said of a year, from the years before it, and what came;
    `tested` says of how many years.
    """

    year: int
    middle: float
    low: float
    high: float
    error: float
    tested: int


def expected(years: Sequence[int], values: Sequence[float], measure: Measure) -> Expected | None:
    """The expected range of the year after the last, within the measure's declared range.

    `years` ascend and are comparable with each other. None where fewer than `LEAST_YEARS` years stand without a gap
    before it.
    """
    run = _unbroken(years, values)
    if len(run) < LEAST_YEARS:
        return None
    steps = len(run) - 1
    drift = (run[-1] - run[0]) / steps
    residuals = [last - first - drift for first, last in pairwise(run)]
    spread = math.sqrt(sum(one * one for one in residuals) / (steps - 1))
    reach = REACH * spread * math.sqrt(1 + 1 / steps)
    middle = run[-1] + drift
    errors = _errors(run)
    low, most_likely, high = (_within(one, measure) for one in (middle - reach, middle, middle + reach))
    return Expected(years[-1] + 1, most_likely, low, high, fmean(errors), len(errors))


def _unbroken(years: Sequence[int], values: Sequence[float]) -> list[float]:
    """The figures of the last years that follow each other without a gap."""
    known = [(year, value) for year, value in zip(years, values, strict=True) if not math.isnan(value)]
    if not known or known[-1][0] != years[-1]:
        return []
    run = [known[-1]]
    for year, value in reversed(known[:-1]):
        if year != run[-1][0] - 1:
            break
        run.append((year, value))
    return [value for _, value in reversed(run)]


def _errors(run: Sequence[float]) -> list[float]:
    """How far each year was from what the years before it, three or more, would have said."""
    said = ((run[at - 1] + (run[at - 1] - run[0]) / (at - 1), run[at]) for at in range(3, len(run)))
    return [abs(told - came) for told, came in said]


def _within(value: float, measure: Measure) -> float:
    low = -math.inf if measure.minimum is None else measure.minimum
    high = math.inf if measure.maximum is None else measure.maximum
    return min(high, max(low, value))
