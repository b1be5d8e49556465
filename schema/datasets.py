"""Datasets: one table in the store, one CSV, one template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from schema.columns import (
    IDENTIFIER,
    PROVENANCE,
    RESERVED,
    YEAR,
    Break,
    Column,
    DeclarationError,
    Difference,
    Indicator,
    Key,
    Label,
    Measure,
    Ratio,
    Reference,
    Unit,
)
from schema.statements import Statement

Declared = TypeVar("Declared", bound=Measure)


@dataclass(frozen=True)
class Dataset:
    """One table: in the store, in `data/<id>.csv`, in the upload template.

    A current row is told apart by school, year and the keys; the scorecard adds the section, because a report may give
    one indicator two values in two sections and both are kept. `texts` are columns of words that belong to the figures
    (a list of ranks). `crossed` are headings of the report's own table that stand for a measure of one member:
    heading → (measure, key, value). `said` is what the school says of the figures, once the dataset has heard it.
    """

    id: str
    label: Label
    section: str
    keys: tuple[Key, ...]
    measures: tuple[Measure, ...]
    indicators: tuple[Indicator, ...] = ()
    texts: tuple[Column, ...] = ()
    crossed: Mapping[str, tuple[str, str, str]] = field(default_factory=dict, hash=False)
    said: tuple[Statement, ...] = field(default=(), hash=False)

    def __post_init__(self) -> None:
        if not IDENTIFIER.fullmatch(self.id):
            raise DeclarationError(f"{self.id!r} is no identifier: small letters, digits and _ only")
        ids = [column.id for column in (*self.keys, *self.measures, *self.texts)]
        if repeated := {name for name in ids if ids.count(name) > 1 or name in RESERVED}:
            raise DeclarationError(f"{self.id}: column {sorted(repeated)} is declared twice or reserved")
        claimed: dict[str, str] = {}
        for column in self.file_columns:
            for heading in column.headings:
                if claimed.setdefault(heading, column.id) != column.id:
                    raise DeclarationError(f"{self.id}: {claimed[heading]} and {column.id} both claim {heading!r}")
        for difference in self.measures:
            if isinstance(difference, Difference):
                for part in (difference.minuend, difference.subtrahend):
                    if part not in {measure.id for measure in self.stored_measures}:
                        raise DeclarationError(f"{self.id}.{difference.id}: {part!r} is no stored measure")

    @property
    def stored_measures(self) -> tuple[Measure, ...]:
        return tuple(measure for measure in self.measures if not isinstance(measure, Difference))

    @property
    def stored(self) -> tuple[Column, ...]:
        return (*self.keys, *self.stored_measures, *self.texts)

    @property
    def stored_indicators(self) -> tuple[Indicator, ...]:
        return tuple(one for one in self.indicators if not isinstance(one, Ratio))

    @property
    def ratios(self) -> tuple[Ratio, ...]:
        return tuple(one for one in self.indicators if isinstance(one, Ratio))

    @property
    def row_key(self) -> tuple[str, ...]:
        """The columns that tell two current rows of one school apart."""
        return ("year", *(key.id for key in self.keys), *(("section",) if self.indicators else ()))

    def key_of(self, row: Mapping[Any, Any]) -> tuple[Any, ...]:
        """What tells the row apart from the dataset's others, as `row_key` names it."""
        return tuple(row[name] for name in self.row_key)

    @property
    def file_columns(self) -> tuple[Column, ...]:
        """The columns of the dataset's CSV and template, in their order."""
        return (YEAR, *self.stored, *PROVENANCE)

    def key(self, name: str) -> Key:
        return next(key for key in self.keys if key.id == name)

    def section_of(self, indicator: str) -> str:
        """The report section of a row: its indicator's, or the dataset's own."""
        return next((one.section for one in self.indicators if one.id == indicator), self.section)

    def measure(self, name: str) -> Measure:
        """The measure of that id; an indicator's id gives the indicator, whose values stand in column `value`."""
        return next(measure for measure in (*self.measures, *self.indicators) if measure.id == name)

    def hearing(self, said: Iterable[Statement]) -> Dataset:
        """The dataset with what a school says of it: its breaks, and its lines and targets of whole columns, are the
        measures' own from here on, wherever they are drawn or told."""
        own = tuple(one for one in said if one.dataset == self.id)
        if not own:
            return self
        measures = tuple(_hearing(one, own) for one in self.measures)
        indicators = tuple(_hearing(one, own) for one in self.indicators)
        return replace(self, measures=measures, indicators=indicators, said=own)

    def breaks_of(self, name: str) -> tuple[Break, ...]:
        """Where a measure comes to mean something else: its own breaks and those of what it is computed of, by year."""
        measure = self.measure(name)
        parts: tuple[str, ...] = ()
        if isinstance(measure, Difference):
            parts = (measure.minuend, measure.subtrahend)
        elif isinstance(measure, Ratio):
            declared = {one.id for one in self.indicators}
            parts = tuple(part for part in (measure.over, measure.under) if part in declared)
        found = [*measure.breaks, *(one for part in parts for one in self.measure(part).breaks)]
        return tuple(sorted(found, key=lambda one: one.year))

    def stretch(self, names: tuple[str, ...], year: int) -> int:
        """A number that is the same for two years if each of these measures means the same in both."""
        if not all(self.measure(name).comparable for name in names):
            return year
        return sum(one.year <= year for name in names for one in self.breaks_of(name))


def _hearing(measure: Declared, said: Iterable[Statement]) -> Declared:
    own = [one for one in said if one.column == measure.id and not one.members]
    years = {one.year for one in measure.breaks}
    breaks = [
        Break(one.year, Label(one.text, one.text))
        for one in own
        if one.kind == "break" and one.year is not None and one.year not in years
    ]
    lines = [
        Reference(one.value, one.name, one.better if one.is_certain else None)
        for one in own
        if one.kind in ("target", "line") and one.value is not None
    ]
    if not breaks and not lines:
        return measure
    return replace(measure, breaks=(*measure.breaks, *breaks), lines=(*measure.lines, *lines))


def scorecard(*indicators: Indicator) -> Dataset:
    """The dataset of single figures, as far as one chapter shows them; the catalogue joins the chapters' parts."""
    return Dataset(
        "scorecard",
        Label("年度指标", "Yearly indicators"),
        section=", ".join(sorted({indicator.section for indicator in indicators})),
        keys=(
            Key(
                "indicator",
                Label("指标", "Indicator"),
                names={indicator.id: indicator.label for indicator in indicators},
                order=tuple(indicator.id for indicator in indicators),
            ),
        ),
        measures=(Measure("value", Label("数值", "Value"), Unit(Label("", ""), Label("", "")), decimals=(0, 2)),),
        indicators=indicators,
    )


def joined(first: Dataset, second: Dataset) -> Dataset:
    """Two chapters' parts of the scorecard as one.

    Raises: DeclarationError where both declare one indicator, or where a dataset other than the scorecard is shared.
    """
    both = {one.id for one in first.indicators} & {one.id for one in second.indicators}
    if both or not (first.indicators and second.indicators):
        raise DeclarationError(f"two chapters declare {sorted(both) or first.id}")
    return scorecard(*first.indicators, *second.indicators)


def columns_of(dataset: Dataset) -> Iterator[tuple[Dataset, Column]]:
    """Each thing a dictionary explains: the dataset's keys, and its measures or indicators."""
    for column in (*dataset.keys, *(dataset.indicators or dataset.measures)):
        yield dataset, column
