"""Views: the kinds of picture that a chapter is made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from schema.columns import DeclarationError, Label, Measure
from schema.datasets import Dataset

BETWEEN = "\x1f"  # the values kept, in a view's name
NAME = re.compile(r"(\w+):([a-z0-9_,]+)(?:@([a-z0-9_]+)=(.+))?", re.DOTALL)


@dataclass(frozen=True)
class View:
    """One picture of a chapter."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The ids of the columns (or indicators) that the view draws."""
        raise NotImplementedError

    @property
    def needs_years(self) -> int:
        """How many stored years there must be before the view has something to say."""
        return 1

    @property
    def name(self) -> str:
        """What a notebook calls the view by: unlike its place, it stays when a chapter's views are reordered."""
        return f"{type(self).__name__}:{','.join(self.columns)}"


def _as_tuple(by: str | tuple[str, ...]) -> tuple[str, ...]:
    return (by,) if isinstance(by, str) else by


@dataclass(frozen=True)
class MeasureView(View):
    """A view of one measure by one key or several.

    `where` names a key and the values kept; with the key `indicator` of the scorecard, the measure is its `value`.
    """

    measure: str
    by: str | tuple[str, ...]
    where: tuple[str, tuple[str, ...]] | None = field(default=None, kw_only=True)

    @property
    def keys(self) -> tuple[str, ...]:
        return _as_tuple(self.by)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.measure, *self.keys)

    @property
    def name(self) -> str:
        kept = "" if self.where is None else f"@{self.where[0]}={BETWEEN.join(self.where[1])}"
        return super().name + kept


@dataclass(frozen=True)
class Dumbbell(MeasureView):
    """The change of a measure between the first and the last chosen year, a line a member, sorted by change."""


@dataclass(frozen=True)
class Bars(MeasureView):
    """The size of a measure, bars from zero, a bar a member and year, sorted by the last chosen year."""


@dataclass(frozen=True)
class Trend(MeasureView):
    """A measure over three years or more, a line a member, with a gap where a year is missing."""

    @property
    def needs_years(self) -> int:
        return 3


@dataclass(frozen=True)
class Ranks(MeasureView):
    """A rank by member and year, with 1 on top."""


@dataclass(frozen=True)
class Pair(View):
    """Two measures of one row side by side: the school's and the one it is held against."""

    school: str
    other: str
    by: str | tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return _as_tuple(self.by)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.school, self.other, *self.keys)


@dataclass(frozen=True)
class Scatter(View):
    """One measure against another, a point a member, with its way from the first chosen year to the last."""

    x: str
    y: str
    by: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.x, self.y, self.by)


@dataclass(frozen=True)
class Stacked(MeasureView):
    """The parts of a whole, one stacked bar a value of `by`, or a bar a year where `by` names no key."""

    parts: str = field(kw_only=True)

    @property
    def columns(self) -> tuple[str, ...]:
        return (*super().columns, self.parts)


@dataclass(frozen=True)
class Breakdown(View):
    """Measures of one row that are the parts of a whole, one stacked bar a row."""

    measures: tuple[str, ...]
    by: str | tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return _as_tuple(self.by)

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.measures, *self.keys)


@dataclass(frozen=True)
class Figures(View):
    """Single figures of a year with their change, in the order named, under a heading where they need one."""

    indicators: tuple[str, ...]
    heading: Label | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        return self.indicators


@dataclass(frozen=True)
class Composition(View):
    """Indicators that are parts of another, one stacked bar a year; what the parts leave over is named as computed."""

    parts: tuple[str, ...]
    whole: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.parts, self.whole)


def history_of(view: View) -> Trend | None:
    """The lines that lead a picture of change or of size over three years or more; a single indicator's bars become
    lines themselves, as every other picture shows its years itself.
    """
    if isinstance(view, Dumbbell | Bars) and not _is_one_indicator(view):
        return Trend(view.measure, view.by, where=view.where)
    return None


def _is_one_indicator(view: MeasureView) -> bool:
    return view.where is not None and view.where[0] == "indicator" and len(view.where[1]) == 1


def drawn_names(view: View) -> tuple[str, ...]:
    """The columns that a view draws, and of the scorecard's rows the indicators that it keeps."""
    return (*view.columns, *(view.where[1] if isinstance(view, MeasureView) and view.where else ()))


def drawn_measure(dataset: Dataset, view: MeasureView) -> Measure:
    """The measure that a view draws; rows of the scorecard are drawn in the unit of the indicators kept."""
    if dataset.indicators and view.where is not None:
        kept = [dataset.measure(name) for name in view.where[1]]
        return kept[0] if len(kept) == 1 else replace(kept[0], label=dataset.label, reference=None, lines=())
    return dataset.measure(view.measure)


ASKED = {kind.__name__: kind for kind in (Bars, Dumbbell, Trend, Ranks)}


def asked_view(name: str, datasets: Sequence[Dataset]) -> tuple[View, Dataset]:
    """A view that no chapter declares, asked for by its name: one measure of a dataset by keys of its own, or two.

    Raises: DeclarationError where the name is no such view.
    """
    found = NAME.fullmatch(name)
    kind, columns, key, values = found.groups() if found else ("", "", None, None)
    first, *keys = columns.split(",")
    view: View | None = None
    if kind in ASKED and keys:
        where = (key, tuple(values.split(BETWEEN))) if key and values else None
        view = ASKED[kind](first, tuple(keys), where=where)
    elif kind == "Scatter" and len(keys) == 2 and key is None:
        view = Scatter(first, *keys)
    for dataset in datasets if view is not None else ():
        if view is not None and _fits(view, dataset):
            return view, dataset
    raise DeclarationError(f"{name!r} names no view of {[dataset.id for dataset in datasets]}")


def _fits(view: View, dataset: Dataset) -> bool:
    """Whether the dataset has the measures, the keys and the indicators that the view names."""
    measures, keys = {one.id for one in dataset.measures}, {one.id for one in dataset.keys}
    if isinstance(view, Scatter):
        return {view.x, view.y} <= measures and view.by in keys
    if not isinstance(view, MeasureView) or view.measure not in measures or not set(view.keys) <= keys:
        return False
    if dataset.indicators and (view.where is None or not set(view.where[1]) <= {one.id for one in dataset.indicators}):
        return False
    return view.where is None or view.where[0] in keys
