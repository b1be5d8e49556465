"""How a figure stands to the targets and lines that it is held against: the one place where that is decided and said.

A target is judged by its own year's figure where that has come, and by the newest one until then. It is on the way if
the average step of the years so far, all of one definition, is at least the step that each year left would need.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

import frames
from insights.numbers import change, quantity
from insights.phrases import listed
from schema import Dataset, Difference, Label, Language, Measure, Reference, Statement

History = Mapping[int, float]

MET = Label("✓ 已达到", "✓ met")
ON_THE_WAY = Label("↗ 还差{short}，照历年的步子能到", "↗ short by {short}, on the way")
NOT_ON_THE_WAY = Label("✗ 还差{short}，照历年的步子到不了", "✗ short by {short}, not on the way")
SHORT = Label("✗ 还差{short}", "✗ short by {short}")
MISSED = Label("✗ 没有达到，差{short}", "✗ missed by {short}")
NO_VERDICT = Label("不作判断", "no verdict")
NO_FIGURE = Label("还没有数据", "no figure yet")
OF_YEAR = Label("{year}年 {value}", "{value} in {year}")
OF_MANY = Label(
    "{year}年 {count} 个中 {met} 个已达到；离得最远的是{member}：{status}",
    "{met} of {count} have met it in {year}; the furthest is {member}: {status}",
)
ALL_MET = Label("✓ {year}年 {count} 个全部达到", "✓ all {count} have met it in {year}")
AT_LEAST = {"higher": Label("不低于", "at least "), "lower": Label("不高于", "at most "), None: Label("", "")}
WANTED = Label("{label}{name}{of}：{value}", "{label}, {name}{of}: {value}")
NOTE = Label("注（{where}）：{text}", "Note ({where}): {text}")
BREAK = Label("{year}年起口径有变：{text}", "From {year} on it means something else: {text}")


@dataclass(frozen=True)
class Status:
    """How a figure of `year` stands: `short` by how much, nothing or less where it is met; `on_way` where years are
    left, None where that cannot be said."""

    year: int
    value: float
    short: float
    years_left: int = 0
    on_way: bool | None = None

    @property
    def met(self) -> bool:
        return self.short <= 0

    def text(self, measure: Measure, language: Language) -> str:
        """The status by sign and word."""
        if self.met:
            return MET.text(language)
        said = MISSED if self.years_left < 0 else SHORT
        if self.years_left > 0 and self.on_way is not None:
            said = ON_THE_WAY if self.on_way else NOT_ON_THE_WAY
        return said.text(language).format(short=change(self.short, measure, language).removeprefix("+"))


def status(one: Statement, own: History, measure: Measure, stretches: Mapping[int, int] | None = None) -> Status | None:
    """The status of a target or a line; None without a figure, without a direction, or where the source is not certain.

    `stretches` are alike for the years that can be held against each other.
    """
    better = one.better or measure.better
    judged = [year for year in sorted(own) if one.kind != "target" or one.year is None or year <= one.year]
    if one.value is None or better is None or not one.is_certain or not judged:
        return None
    year, sign = judged[-1], 1 if better == "higher" else -1
    short = round((one.value - own[year]) * sign, 6)
    if one.kind != "target" or one.year is None:
        return Status(year, own[year], short)
    left = one.year - year
    if left == 0:
        return Status(year, own[year], short, years_left=-1)
    alike = [at for at in judged if stretches is None or stretches[at] == stretches[year]]
    on_way = None
    if alike[0] < year:
        step = (own[year] - own[alike[0]]) * sign / (year - alike[0])
        on_way = step * left >= short - 1e-9
    return Status(year, own[year], short, left, on_way)


def of_reference(one: Reference, year: int, value: float, measure: Measure, language: Language) -> str:
    """A declared line's name, and how a figure stands to it; its name alone where there is no verdict."""
    label = one.label.text(language)
    if one.better is None:
        return label
    short = round((one.value - value) * (1 if one.better == "higher" else -1), 6)
    return f"{label} {Status(year, value, short).text(measure, language)}"


@dataclass(frozen=True)
class Standing:
    """A statement held against the figures of each member it speaks of: the status by the member's name, furthest off
    first; a single figure of a column without members has no name."""

    statement: Statement
    dataset: Dataset
    each: tuple[tuple[str, Status], ...]

    @property
    def measure(self) -> Measure:
        return self.dataset.measure(self.statement.column)

    @property
    def is_met(self) -> bool | None:
        return all(one.met for _, one in self.each) if self.each else None

    @property
    def off(self) -> float:
        """How far off the furthest is, as a part of what is wanted: what different measures are sorted by."""
        if not self.each or self.statement.value is None:
            return -math.inf
        return self.each[0][1].short / (abs(self.statement.value) or 1)

    def text(self, language: Language) -> str:
        """What is wanted, of whom, and how it stands."""
        one = self.statement
        assert one.value is not None
        wanted = AT_LEAST[(one.better or self.measure.better) if one.is_certain else None].text(language)
        wanted += quantity(one.value, self.measure, language)
        members = [self.dataset.key(key).name(value, language) for key, value in one.members]
        about = listed([*members, *filter(None, (one.office, one.scope))], language)
        of = (f"（{about}）" if language == "zh" else f" ({about})") if about else ""
        label, name = self.measure.label.text(language), one.name.text(language)
        said = WANTED.text(language).format(label=label, name=name, of=of, value=wanted)
        return ("。" if language == "zh" else ". ").join([said, self._verdict(language)])

    def brief(self, language: Language) -> str:
        """What is wanted, and how the furthest stands: what there is room for on a card."""
        one = self.statement
        assert one.value is not None
        name, value = one.name.text(language), quantity(one.value, self.measure, language)
        told = self.each[0][1].text(self.measure, language) if self.each else NO_FIGURE.text(language)
        return f"{name} {value} {told}"

    def _verdict(self, language: Language) -> str:
        if not self.statement.is_certain:
            return NO_VERDICT.text(language)
        if not self.each:
            return NO_FIGURE.text(language)
        name, worst = self.each[0]
        told = worst.text(self.measure, language)
        if len(self.each) == 1:
            value = quantity(worst.value, self.measure, language)
            figure = OF_YEAR.text(language).format(year=worst.year, value=value)
            return f"{figure} {told}" if language == "zh" else f"{figure}: {told}"
        met = sum(one.met for _, one in self.each)
        text = ALL_MET if met == len(self.each) else OF_MANY
        return text.text(language).format(year=worst.year, count=len(self.each), met=met, member=name, status=told)


def standing(one: Statement, dataset: Dataset, rows: pd.DataFrame, language: Language) -> Standing:
    """How the figures stand to a target or a line of a dataset; `rows` are the dataset's, of all years."""
    measure, found = dataset.measure(one.column), []
    for name, own in histories_of(one, dataset, rows, language).items():
        stretches = {year: dataset.stretch((one.column,), year) for year in own}
        if (stands := status(one, own, measure, stretches)) is not None:
            found.append((name, stands))
    newest = max((each.year for _, each in found), default=0)
    current = [pair for pair in found if pair[1].year == newest]
    return Standing(one, dataset, tuple(sorted(current, key=lambda pair: -pair[1].short)))


def histories_of(one: Statement, dataset: Dataset, rows: pd.DataFrame, language: Language) -> Mapping[str, History]:
    """The figures that a statement speaks of, by year, of each member by its name."""
    column, kept = one.column, frames.stated_once(dataset, rows)
    if dataset.indicators:
        column, kept = "value", kept[kept["indicator"] == one.column]
    elif isinstance(dataset.measure(column), Difference):
        kept = frames.with_differences(dataset, kept)
    for key, value in one.members:
        kept = kept[kept[key] == value]
    kept = kept.dropna(subset=[column])
    keys = [] if dataset.indicators else dataset.keys
    names = [" ".join(key.name(row[key.id], language) for key in keys) for row in kept.to_dict("records")]
    found: dict[str, dict[int, float]] = {}
    for name, year, value in zip(names, kept["year"], kept[column], strict=True):
        found.setdefault(name, {})[int(year)] = float(value)
    return found


def told_of(
    dataset: Dataset,
    columns: Collection[str],
    rows: pd.DataFrame,
    language: Language,
    years: Collection[int] = (),
    shown: tuple[str | None, Collection[str]] = (None, ()),
) -> list[str]:
    """What stands in words under a picture of these columns: targets and lines with their status, notes, breaks.

    `years` are those that it shows, all where empty; `shown` the key that it is filtered by and the values kept.
    """
    last = max(years, default=math.inf)
    rows = rows[rows["year"] <= last]
    said = []
    for one in spoken_of(dataset, columns, shown):
        if one.kind in ("target", "line"):
            told = standing(one, dataset, rows, language).text(language)
            said.append(f"{told} · {one.text}" if one.kind == "target" and one.text else told)
            if one.source:
                said[-1] += f" · {one.source}"
        elif one.kind == "break" and (one.year or 0) <= last:
            said.append(BREAK.text(language).format(year=one.year, text=one.text))
        elif one.kind == "note" and (not years or one.year in years):
            said.append(NOTE.text(language).format(where=where(one, dataset, language), text=one.text))
    return said


def spoken_of(
    dataset: Dataset, columns: Collection[str], shown: tuple[str | None, Collection[str]] = (None, ())
) -> list[Statement]:
    """The statements about these columns, without those about members that are not shown."""
    key, kept = shown
    return [
        one
        for one in dataset.said
        if one.column in columns and (not kept or all(value in kept for name, value in one.members if name == key))
    ]


def where(one: Statement, dataset: Dataset, language: Language) -> str:
    """The point that a statement speaks of: its year, its members, its column."""
    members = [dataset.key(key).name(value, language) for key, value in one.members]
    parts = [str(one.year), *members, dataset.measure(one.column).label.text(language)]
    return " ".join(part for part in parts if part)
