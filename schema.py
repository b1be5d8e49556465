"""What a chapter declares: its datasets, their columns, and the views that show them.

Standard library only. Nothing here knows of SQL, charts, files or the screen: each consumer projects what it needs
from these frozen dataclasses. A mistake in a declaration raises `DeclarationError` at import.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from dataclasses import replace as _replace
from typing import Literal

Language = Literal["zh", "en"]
Kind = Literal["number", "integer", "rank", "ratio"]
Better = Literal["higher", "lower"]

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")


class DeclarationError(ValueError):
    """A chapter's declaration contradicts itself; the message names the part to mend."""


@dataclass(frozen=True)
class Label:
    """One text in both languages."""

    zh: str
    en: str

    def text(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class Unit:
    """A unit as it stands after a number; a rate's changes are counted in percentage points."""

    label: Label
    change: Label
    is_rate: bool = False
    header: Label | None = None

    @property
    def in_header(self) -> Label:
        """The unit as it stands in an axis title or a table header."""
        return self.header or self.label


def unit(zh: str, en: str) -> Unit:
    return Unit(Label(zh, en), Label(zh, en))


PERCENT = Unit(Label("%", "%"), Label("个百分点", "percentage points"), is_rate=True)
POINTS = unit("分", "points")
PEOPLE = unit("人", "people")
TIMES = unit("人次", "attendances")
BATCHES = unit("批次", "sessions")
YUAN = unit("元", "yuan")
YUAN_A_MONTH = Unit(Label("元", "yuan"), Label("元", "yuan"), header=Label("元/月", "yuan a month"))
TEN_THOUSAND_YUAN = unit("万元", "× 10,000 yuan")
RANK = Unit(Label("名", ""), Label("名", "places"))


@dataclass(frozen=True)
class Column:
    """What every column says of itself. `aliases` are other headings under which files bring it."""

    id: str
    label: Label
    aliases: tuple[str, ...] = field(default=(), kw_only=True)
    definition: Label | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        if not IDENTIFIER.fullmatch(self.id):
            raise DeclarationError(f"{self.id!r} is no identifier: small letters, digits and _ only")

    @property
    def headings(self) -> tuple[str, ...]:
        return (self.id, self.label.zh, self.label.en, *self.aliases)


YEAR = Column("year", Label("年份", "Year"), aliases=("年度",))
NOTE = Column("note", Label("备注", "Note"), aliases=("说明",))
SECTION = Column("section", Label("报告章节", "Report section"), aliases=("章节",))
WORDS = Column("words", Label("报告原文", "Words of the report"), aliases=("原文",))
PROVENANCE = (NOTE, SECTION, WORDS)
RESERVED = {"school", "release", "added", "retired", "id", *(column.id for column in (YEAR, *PROVENANCE))}


@dataclass(frozen=True)
class Key(Column):
    """A text column that tells rows apart within a year.

    `names` gives a stored value its name on screen (an English word, or a `Label` where the stored Chinese is long),
    and `endings` turns the end of a value into English where the beginning is a number (2020年春季学期);
    `wholes` are values that stand for all members together (全校): never summed or ranked with the members;
    `order` is the natural order of the values, where there is one.
    """

    names: Mapping[str, Label | str] = field(default_factory=dict, kw_only=True, hash=False)
    endings: Mapping[str, str] = field(default_factory=dict, kw_only=True, hash=False)
    wholes: tuple[str, ...] = field(default=(), kw_only=True)
    order: tuple[str, ...] = field(default=(), kw_only=True)

    def name(self, value: str, language: Language) -> str:
        named = self.names.get(value, value)
        if isinstance(named, Label):
            return named.text(language)
        if language == "zh":
            return value
        ending = next((end for end in self.endings if named.endswith(end)), "")
        return named.removesuffix(ending) + self.endings.get(ending, "")


@dataclass(frozen=True)
class Measure(Column):
    """A numeric column.

    `decimals` are the fewest and the most shown; `better` is the direction that is good; `reasons` are the words that
    a report may write in place of a number: the cell is missing for that reason.
    """

    unit: Unit
    kind: Kind = field(default="number", kw_only=True)
    minimum: float | None = field(default=None, kw_only=True)
    maximum: float | None = field(default=None, kw_only=True)
    decimals: tuple[int, int] = field(default=(0, 0), kw_only=True)
    better: Better | None = field(default=None, kw_only=True)
    reasons: tuple[str, ...] = field(default=(), kw_only=True)

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise DeclarationError(f"{self.id}: minimum {self.minimum} is above maximum {self.maximum}")
        if self.decimals[0] > self.decimals[1]:
            raise DeclarationError(f"{self.id}: decimals {self.decimals} are not (fewest, most)")

    @property
    def is_whole_number(self) -> bool:
        return self.kind in ("integer", "rank")

    def title(self, language: Language) -> str:
        """The label with its unit, as an axis or a table header shows it."""
        shown = self.unit.in_header.text(language)
        if not shown or self.kind == "rank":
            return self.label.text(language)
        return f"{self.label.zh}（{shown}）" if language == "zh" else f"{self.label.en} ({shown})"


@dataclass(frozen=True)
class Indicator(Measure):
    """A single figure a year: a row of the `scorecard` dataset, declared by the chapter that shows it."""

    section: str = field(kw_only=True)


@dataclass(frozen=True)
class Difference(Measure):
    """A measure that is never stored: `minuend` less `subtrahend`, computed from the row's own figures."""

    minuend: str = field(kw_only=True)
    subtrahend: str = field(kw_only=True)


@dataclass(frozen=True)
class Dataset:
    """One table: in the store, in `data/<id>.csv`, in the upload template.

    A current row is told apart by school, year and the keys; the scorecard adds the section, because a report may give
    one indicator two values in two sections and both are kept.
    """

    id: str
    label: Label
    section: str
    keys: tuple[Key, ...]
    measures: tuple[Measure, ...]
    indicators: tuple[Indicator, ...] = ()

    def __post_init__(self) -> None:
        if not IDENTIFIER.fullmatch(self.id):
            raise DeclarationError(f"{self.id!r} is no identifier: small letters, digits and _ only")
        ids = [column.id for column in (*self.keys, *self.measures)]
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
        return (*self.keys, *self.stored_measures)

    @property
    def row_key(self) -> tuple[str, ...]:
        """The columns that tell two current rows of one school apart."""
        return ("year", *(key.id for key in self.keys), *(("section",) if self.indicators else ()))

    @property
    def file_columns(self) -> tuple[Column, ...]:
        """The columns of the dataset's CSV and template, in their order."""
        return (YEAR, *self.stored, *PROVENANCE)

    def key(self, name: str) -> Key:
        return next(key for key in self.keys if key.id == name)

    def measure(self, name: str) -> Measure:
        """The measure of that id; an indicator's id gives the indicator, whose values stand in column `value`."""
        return next(measure for measure in (*self.measures, *self.indicators) if measure.id == name)


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
    """The parts of a whole, one stacked bar a value of `by`."""

    parts: str = field(kw_only=True)

    @property
    def columns(self) -> tuple[str, ...]:
        return (*super().columns, self.parts)


@dataclass(frozen=True)
class Figures(View):
    """Single figures of a year with their change, in the order named."""

    indicators: tuple[str, ...]

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


@dataclass(frozen=True)
class Chapter:
    """One page: its datasets, and its views in reading order.

    `main_key` is the key that the page filters and highlights by; `headline` names the measures (or indicators) whose
    movements make the page's first sentence; `section` places the page in the report's order.
    """

    id: str
    label: Label
    section: str
    datasets: tuple[Dataset, ...]
    views: tuple[View, ...]
    headline: tuple[str, ...]
    main_key: str | None = None

    def __post_init__(self) -> None:
        for view in self.views:
            self.dataset_of(*view.columns)
        for name in self.headline:
            self.dataset_of(name)
        if self.main_key is not None:
            self.filter_key()

    def dataset_of(self, *columns: str) -> Dataset:
        """The one dataset of the chapter that has all these columns (or indicators)."""
        found = [
            dataset
            for dataset in self.datasets
            if {*columns}
            <= {"year", *(column.id for column in (*dataset.keys, *dataset.measures, *dataset.indicators))}
        ]
        if len(found) != 1:
            which = [dataset.id for dataset in found] or "no dataset"
            raise DeclarationError(f"{self.id}: columns {columns} are in {which}; one dataset must hold them")
        return found[0]

    def filter_key(self) -> Key:
        """The key that the page filters by."""
        for dataset in self.datasets:
            for key in dataset.keys:
                if key.id == self.main_key:
                    return key
        raise DeclarationError(f"{self.id}: main key {self.main_key!r} is no key of its datasets")


def drawn_measure(dataset: Dataset, view: MeasureView) -> Measure:
    """The measure that a view draws; rows of the scorecard are drawn in the unit of the indicators kept."""
    if dataset.indicators and view.where is not None:
        kept = [dataset.measure(name) for name in view.where[1]]
        return kept[0] if len(kept) == 1 else _replace(kept[0], label=dataset.label)
    return dataset.measure(view.measure)


def columns_of(dataset: Dataset) -> Iterator[tuple[Dataset, Column]]:
    """Each thing a dictionary explains: the dataset's keys, and its measures or indicators."""
    for column in (*dataset.keys, *(dataset.indicators or dataset.measures)):
        yield dataset, column
