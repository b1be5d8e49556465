"""What is worth saying of a figure's own history: its height, its run of years, its turn, its return, its leap.

A history is the years up to now without a gap and without a break in definition: nothing is said across either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Literal

import pandas as pd

LEAST_HEIGHT = 3  # years that a highest or lowest must stand out of
TALL = 5  # years from which on that is worth more than a run
LEAST_RUN = 3  # changes in one direction that make a run
LEAST_CHANGES = 4  # earlier changes that a leap is held against
LEAP = 3.5  # modified z-score of an outlier; Iglewicz and Hoaglin 1993
NORMAL = 0.6745  # the median deviation of a normal distribution, in standard deviations

FactKind = Literal["leap", "highest", "lowest", "rising", "falling", "turned_up", "turned_down", "back"]
History = Sequence[tuple[int, float]]


@dataclass(frozen=True)
class Fact:
    """`year`: since when it is the highest, the lowest or the largest change; or the year that it is back at.

    `count`: how many changes in a row, of the run or before the turn; of a leap its sign.
    """

    kind: FactKind
    year: int
    count: int = 0


def history(own: pd.DataFrame, now: int) -> History:
    """One member's figures up to now: consecutive years, one definition. `own` are its rows of a frame with `value`."""
    stretches = own["stretch"].tolist() if "stretch" in own else [0] * len(own)
    by_year: dict[int, tuple[float, int]] = {}
    for year, value, part in zip(own["year"].tolist(), own["value"].tolist(), stretches, strict=True):
        if pd.notna(value) and year <= now:
            by_year.setdefault(int(year), (float(value), int(part)))
    figures = [(year, *by_year[year]) for year in sorted(by_year)]
    found: list[tuple[int, float]] = []
    for year, value, part in reversed(figures):
        if part != figures[-1][2] or (found and year != found[-1][0] - 1):
            break
        found.append((year, value))
    return found[::-1] if found and found[0][0] == now else []


def facts(told: History) -> list[Fact]:
    """What can be said of the last figure, the weightiest first."""
    if len(told) < LEAST_HEIGHT:
        return []
    heights = [*_height(told, 1, "highest"), *_height(told, -1, "lowest")]
    tall = [one for one in heights if told[-1][0] - one.year + 1 >= TALL]
    others = [*_leap(told), *tall, *_run(told), *_turn(told), *_back(told)]
    return [*others, *(one for one in heights if one not in tall)]


def _height(told: History, sign: int, kind: FactKind) -> list[Fact]:
    """The first of the years up to now in which no figure is as high (as low) as the last."""
    last, since = told[-1][1] * sign, len(told) - 1
    while since > 0 and told[since - 1][1] * sign < last:
        since -= 1
    return [Fact(kind, told[since][0])] if len(told) - since >= LEAST_HEIGHT else []


def _run(told: History) -> list[Fact]:
    found: list[Fact] = []
    kinds: tuple[tuple[int, FactKind], ...] = ((1, "rising"), (-1, "falling"))
    for sign, kind in kinds:
        count = _in_a_row(_steps(told), sign)
        if count >= LEAST_RUN:
            found.append(Fact(kind, told[-1][0], count))
    return found


def _turn(told: History) -> list[Fact]:
    """The first change the other way after a run."""
    *earlier, last = _steps(told)
    kinds: tuple[tuple[int, FactKind], ...] = ((1, "turned_up"), (-1, "turned_down"))
    for sign, kind in kinds:
        count = _in_a_row(earlier, -sign)
        if last * sign > 0 and count >= LEAST_RUN:
            return [Fact(kind, told[-2][0], count)]
    return []


def _back(told: History) -> list[Fact]:
    """The last earlier year with the very same figure, where all years between lie on one side of it."""
    last, between = told[-1][1], 0
    for year, value in reversed(told[:-1]):
        side = (value > last) - (value < last)
        if side == 0:
            return [Fact("back", year)] if between else []
        if between not in (0, side):
            return []
        between = side
    return []


def _leap(told: History) -> list[Fact]:
    """A yearly change that is larger than every earlier one and out of their order."""
    *earlier, last = _steps(told)
    if len(earlier) < LEAST_CHANGES or abs(last) <= max(map(abs, earlier)):
        return []
    middle = median(earlier)
    spread = median(abs(one - middle) for one in earlier)
    if not spread or NORMAL * abs(last - middle) / spread < LEAP:
        return []
    return [Fact("leap", told[0][0], 1 if last > 0 else -1)]


def _steps(told: History) -> list[float]:
    return [round(after - before, 6) for (_, before), (_, after) in pairwise(told)]


def _in_a_row(steps: Sequence[float], sign: int) -> int:
    """How many of the last steps go one way."""
    return next((place for place, one in enumerate(reversed(steps)) if one * sign <= 0), len(steps))


def histories(frame: pd.DataFrame, now: int) -> Mapping[str, History]:
    """Each member's history up to now."""
    return {str(member): history(own, now) for member, own in frame.groupby("member", sort=False)}
