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

import pandas as pd

from frames import of_any_year
from insights.numbers import change, number, quantity
from insights.phrases import semicolon
from insights.series import History, history
from schema import Label, Language, Measure

LEAST_YEARS = 5
SHARE = 0.8  # of the years, if the past is a guide, lie in the range
REACH = NormalDist().inv_cdf(0.5 + SHARE / 2)
MOST_TOLD = 4  # members whose ranges are told one by one
COLUMNS = ("expected", "expected_low", "expected_high", "expected_error")

METHOD = Label(
    "{year}年预期范围（不是定论）：照各自连续可比年份的平均步子再走一步，历年若可为鉴，约{share:.0%}的年份落在其内"
    "（漂移法，Hyndman、Athanasopoulos《Forecasting: Principles and Practice》第3版 5.2、5.5 节）",
    "Expected range of {year}, not a fact to come: one more step of the average size of each one's consecutive "
    "comparable years; if they are a guide, about {share:.0%} of years lie within (drift method, Hyndman and "
    "Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., 5.2 and 5.5)",
)
OF_ONE = Label(
    "{who}：{low} 至 {high}（用它回推过去 {tested} 年，平均差 {error}）",
    "{who}: {low} to {high} (tried on {tested} past years it was off by {error} on average)",
)
OF_MANY = Label(
    "用它回推过去各年，平均差最小的是{least}（{small}），最大的是{most}（{large}）",
    "tried on past years it was off least for {least} ({small}) and most for {most} ({large}), on average",
)


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


def expected(told: History, measure: Measure) -> Expected | None:
    """The expected range of the year after a history, within the measure's declared range; None for a short one."""
    if len(told) < LEAST_YEARS:
        return None
    run = [value for _, value in told]
    steps = len(run) - 1
    drift = (run[-1] - run[0]) / steps
    residuals = [last - first - drift for first, last in pairwise(run)]
    spread = math.sqrt(sum(one * one for one in residuals) / (steps - 1))
    reach = REACH * spread * math.sqrt(1 + 1 / steps)
    middle = run[-1] + drift
    errors = _errors(run)
    low, most_likely, high = (_within(one, measure) for one in (middle - reach, middle, middle + reach))
    return Expected(told[-1][0] + 1, most_likely, low, high, fmean(errors), len(errors))


def has_enough_years(frame: pd.DataFrame) -> bool:
    """Whether some member's newest years are enough to expect something of the next."""
    newest = frame["year"].max()
    return any(len(history(own, newest)) >= LEAST_YEARS for _, own in frame.groupby("member", sort=False))


def with_expected(frame: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """The frame of a measure with `COLUMNS`: in each row what is expected of the year after it, from its member's years
    up to it; missing where they are too few. So a chart that is filtered to earlier years shows what those gave.

    Ranks go by the others' figures as well, and have none.
    """
    found = dict.fromkeys(frame.index, (math.nan,) * len(COLUMNS))
    if measure.kind != "rank":
        for _, own in of_any_year(frame).groupby("member", sort=False):
            for place, year in zip(own.index, own["year"], strict=True):
                if (one := expected(history(own, int(year)), measure)) is not None:
                    found[place] = (one.middle, one.low, one.high, one.error)
    return frame.assign(**pd.DataFrame(found, index=list(COLUMNS)).T.reindex(frame.index))


def told_of_expected(frame: pd.DataFrame, measure: Measure, now: int, language: Language) -> list[str]:
    """What stands under a chart that draws the ranges of the year after `now`: method, source, error of each member or
    of the best and the worst. Nothing where none has a range."""
    ranges = {
        str(member): one
        for member, own in of_any_year(frame).groupby("member", sort=False)
        if (one := expected(history(own, now), measure)) is not None
    }
    if not ranges:
        return []
    return [METHOD.text(language).format(year=now + 1, share=SHARE), _errors_told(ranges, measure, language)]


def _errors_told(ranges: dict[str, Expected], measure: Measure, language: Language) -> str:
    off = {who: change(one.error, measure, language).removeprefix("+") for who, one in ranges.items()}
    if len(ranges) > MOST_TOLD:
        by_error = sorted(ranges, key=lambda who: ranges[who].error)
        best, worst = by_error[0], by_error[-1]
        return OF_MANY.text(language).format(least=best, small=off[best], most=worst, large=off[worst])
    each = (
        OF_ONE.text(language).format(
            who=who,
            low=number(one.low, measure, language),
            high=quantity(one.high, measure, language),
            tested=one.tested,
            error=off[who],
        )
        for who, one in ranges.items()
    )
    return semicolon(language).join(each)


def _errors(run: Sequence[float]) -> list[float]:
    """How far each year was from what the years before it, three or more, would have said."""
    said = ((run[at - 1] + (run[at - 1] - run[0]) / (at - 1), run[at]) for at in range(3, len(run)))
    return [abs(told - came) for told, came in said]


def _within(value: float, measure: Measure) -> float:
    low = -math.inf if measure.minimum is None else measure.minimum
    high = math.inf if measure.maximum is None else measure.maximum
    return min(high, max(low, value))
