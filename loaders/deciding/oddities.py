"""Figures that look odd beside what is stored: shares of one among percents, movements far from the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from insights.numbers import LANGUAGES, quantity
from loaders.deciding.doubts import Doubt, doubt_id, shown
from loaders.problem import Problem
from schema import Dataset, Label, Measure

LEAST_FOR_UNUSUAL = 5
UNUSUAL = 5.0  # deviations from the median movement
LEAST_IN_POINTS, LEAST_IN_PERCENT = 3, 5  # a year's movement that is never asked about, however still the others stood
LARGE_IN_POINTS, LARGE_IN_PERCENT = 20, 50  # a year's movement that is asked about however the others moved
BY_CHANCE = 3.0  # standard deviations: two counts of one thing differ by the root of their sum
LEAST_USUAL = 5  # a percent: where the stored ones are so low, a share of one may be one of them


@dataclass(frozen=True)
class News:
    """A figure that is not stored yet, with the row's key, and the figure of the year before where there is one."""

    key: tuple[Any, ...]
    column: str
    measure: Measure
    new: float
    old: float | None
    place: Problem


def odd(dataset: Dataset, news: Sequence[News], stored: pd.DataFrame) -> Iterator[Doubt]:
    """The doubts of these figures; of a share of one nothing more is asked."""
    shares = list(of_shares(dataset, news, stored))
    yield from shares
    asked = {(one.problem.row, one.problem.place, one.problem.column) for one in shares}
    for one in _jumps(dataset, news):
        if (one.problem.row, one.problem.place, one.problem.column) not in asked:
            yield one


def of_shares(dataset: Dataset, news: Iterable[News], stored: pd.DataFrame) -> Iterator[Doubt]:
    """A share of 1 where percents are stored, 0.9947 for 99.47 %; beside one in its row, a low one as well."""
    usual: dict[str, float] = {}
    shares = [one for one in news if may_be_share(one.measure, one.new)]
    for one in shares:
        if one.measure.id not in usual:
            same = stored[stored["indicator"] == one.measure.id] if dataset.indicators else stored
            usual[one.measure.id] = float(same[one.column].median())
    beside = {one.key for one in shares if usual[one.measure.id] > LEAST_USUAL}
    for one in shares:
        if one.key in beside:
            percent = f"{one.new * 100:.15g}%"
            asked = Label(f"是 {percent} 吗？这一列一向按百分数存", f"is it {percent}? Percents are kept here")
            yield Doubt("share", doubt_id("share", *one.key, one.column, shown(one.new)), _said(one, asked))


def may_be_share(measure: Measure, value: float) -> bool:
    return measure.unit.is_rate and 0 < value <= 1


def _said(one: News, expected: Label) -> Problem:
    written = one.place.found.zh or shown(one.new)
    found = Label(f"{one.measure.label.zh}“{written}”", f"{one.measure.label.en} “{written}”")
    return replace(one.place, found=found, expected=expected)


def _jumps(dataset: Dataset, news: Iterable[News]) -> Iterator[Doubt]:
    """A movement from the year before that is far from the other movements of its measure in the file."""
    kinds: dict[str, list[News]] = {}
    for one in news:
        if one.old is not None and one.measure.kind != "rank":
            kind = "rates" if dataset.indicators and one.measure.unit.is_rate else one.column
            kinds.setdefault(kind, []).append(one)
    for moves in kinds.values():
        old, new = (np.array([getattr(one, name) for one in moves], dtype=float) for name in ("old", "new"))
        for place in np.flatnonzero(unusual(old, new, np.array([one.measure.unit.is_rate for one in moves]))):
            yield jump(moves[place])


def unusual(old: np.ndarray, new: np.ndarray, is_rate: np.ndarray) -> np.ndarray:
    """Which of these movements are far from the others, or large: in points for rates, in percent for the others; of
    what is no rate, none that small counts make by chance."""
    with np.errstate(divide="ignore", invalid="ignore"):
        sizes = np.where(is_rate, new - old, np.where(old == 0, 0.0, (new - old) / np.abs(old) * 100))
    by_chance = np.abs(new - old) <= BY_CHANCE * np.sqrt(np.abs(old) + np.abs(new))
    away = np.abs(sizes - np.median(sizes))
    spread = np.median(away) * 1.4826
    large = np.abs(sizes) > np.where(is_rate, LARGE_IN_POINTS, LARGE_IN_PERCENT)
    wide = away > UNUSUAL * spread if len(sizes) >= LEAST_FOR_UNUSUAL and spread > 0 else np.zeros(len(sizes), bool)
    wide &= np.abs(sizes) >= np.where(is_rate, LEAST_IN_POINTS, LEAST_IN_PERCENT)
    return np.asarray((large | wide) & (is_rate | ~by_chance))


def jump(one: News) -> Doubt:
    """A movement that is asked about."""
    assert one.old is not None
    zh, en = (quantity(one.old, one.measure, language) for language in LANGUAGES)
    expected = Label(f"与上年的 {zh} 相比变化异常，请核对", f"an unusual change from {en} the year before; check it")
    told = ("jump", *one.key, one.column, shown(one.new), shown(one.old))
    return Doubt("jump", doubt_id(*told), _said(one, expected))
