"""Columns: labels, units, keys, measures; what a value is called, how it is counted and in which range it lies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
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
TEN_THOUSAND_YUAN = unit("万元", "×10,000 yuan")
HUNDRED_MILLION_YUAN = unit("亿元", "×100 million yuan")
ITEMS = unit("项", "items")
PIECES = Unit(Label("个", ""), Label("个", ""))
HOURS = unit("学时", "hours")
RANK = Unit(Label("名", ""), Label("名", "places"))


@dataclass(frozen=True)
class Column:
    """What every column says of itself. `aliases` are other headings under which files bring it; `synonyms` are words
    by which people look for it, and no headings."""

    id: str
    label: Label
    aliases: tuple[str, ...] = field(default=(), kw_only=True)
    definition: Label | None = field(default=None, kw_only=True)
    synonyms: tuple[str, ...] = field(default=(), kw_only=True)

    def __post_init__(self) -> None:
        if not IDENTIFIER.fullmatch(self.id):
            raise DeclarationError(f"{self.id!r} is no identifier: small letters, digits and _ only")

    def __hash__(self) -> int:
        return hash(self.id)  # columns are the keys of every record read: hashing all they declare is slow

    @property
    def headings(self) -> tuple[str, ...]:
        return (self.id, self.label.zh, self.label.en, *self.aliases)


YEAR = Column("year", Label("年份", "Year"), aliases=("年度",))
NOTE = Column("note", Label("备注", "Note"), aliases=("说明",))
SECTION = Column("section", Label("报告章节", "Report section"), aliases=("章节",))
WORDS = Column("words", Label("报告原文", "Words of the report"), aliases=("原文",))
PROVENANCE = (NOTE, SECTION, WORDS)
ORIGIN = Column("origin", Label("来自文件", "From the file"))  # told from the evidence, never read
RESERVED = {"school", "release", "added", "retired", "id", *(column.id for column in (YEAR, *PROVENANCE, ORIGIN))}


@dataclass(frozen=True)
class Key(Column):
    """A text column that tells rows apart within a year.

    `names` gives a stored value its name on screen (an English word, or a `Label` where the stored Chinese is long),
    and `endings` turns the end of a value into English where the beginning is a number (2020年春季学期);
    `wholes` are values that stand for all members together (全校): never summed or ranked with the members;
    `order` is the natural order of the values, where there is one. `trades` is the visible alias list: it gives a value
    the name under which it is joined with other datasets' values; what is stored never changes. `sayings` are other
    words by which files and running text speak of a value. The value of an `optional` key may be blank.
    """

    names: Mapping[str, Label | str] = field(default_factory=dict, kw_only=True, hash=False)
    endings: Mapping[str, str] = field(default_factory=dict, kw_only=True, hash=False)
    wholes: tuple[str, ...] = field(default=(), kw_only=True)
    order: tuple[str, ...] = field(default=(), kw_only=True)
    trades: Mapping[str, str] = field(default_factory=dict, kw_only=True, hash=False)
    sayings: Mapping[str, tuple[str, ...]] = field(default_factory=dict, kw_only=True, hash=False)
    optional: bool = field(default=False, kw_only=True)

    __hash__ = Column.__hash__

    def name(self, value: str, language: Language) -> str:
        named = self.names.get(value, value)
        if isinstance(named, Label):
            return named.text(language)
        if language == "zh":
            return value
        ending = next((end for end in self.endings if named.endswith(end)), "")
        return named.removesuffix(ending) + self.endings.get(ending, "")


@dataclass(frozen=True)
class Reference:
    """A line that figures are held against, drawn with its name; the `better` side meets it, without one there is no
    verdict."""

    value: float
    label: Label
    better: Better | None


@dataclass(frozen=True)
class Break:
    """From `year` on a measure means something else, for this reason; no change is computed across it.

    A break that a school has marked itself says who did; a declared one says nobody.
    """

    year: int
    reason: Label
    made_by: str = ""


@dataclass(frozen=True)
class Measure(Column):
    """A numeric column.

    `decimals` are the fewest and the most shown; `better` is the direction that is good; `reasons` are the words that
    a report may write in place of a number: the cell is missing for that reason. Where two years are no measure of the
    same thing (the means of two different papers), `comparable` is False and no change is computed; where it comes to
    mean something else from a year on, `breaks` says so. `reference` is a line of the national standards, `lines` are
    those that a school has set itself. `sayings` are how running text states it where it does not
    name it: `#` is the figure with its unit, `…` are words between.
    """

    unit: Unit
    kind: Kind = field(default="number", kw_only=True)
    minimum: float | None = field(default=None, kw_only=True)
    maximum: float | None = field(default=None, kw_only=True)
    decimals: tuple[int, int] = field(default=(0, 0), kw_only=True)
    better: Better | None = field(default=None, kw_only=True)
    reasons: tuple[str, ...] = field(default=(), kw_only=True)
    reference: Reference | None = field(default=None, kw_only=True)
    lines: tuple[Reference, ...] = field(default=(), kw_only=True)
    comparable: bool = field(default=True, kw_only=True)
    breaks: tuple[Break, ...] = field(default=(), kw_only=True)
    sayings: tuple[str, ...] = field(default=(), kw_only=True)

    __hash__ = Column.__hash__

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise DeclarationError(f"{self.id}: minimum {self.minimum} is above maximum {self.maximum}")
        if unfit := [saying for saying in self.sayings if saying.count("#") != 1]:
            raise DeclarationError(f"{self.id}: {unfit} do not say where the figure (#) stands")
        if self.decimals[0] > self.decimals[1]:
            raise DeclarationError(f"{self.id}: decimals {self.decimals} are not (fewest, most)")
        years = [one.year for one in self.breaks]
        if repeated := {year for year in years if years.count(year) > 1}:
            raise DeclarationError(f"{self.id}: a break in {sorted(repeated)} is declared twice")

    @property
    def held_against(self) -> tuple[Reference, ...]:
        """Every line that the measure is drawn with."""
        return (*((self.reference,) if self.reference is not None else ()), *self.lines)

    @property
    def is_whole_number(self) -> bool:
        return self.kind in ("integer", "rank")

    def improved(self, first: float, last: float) -> bool | None:
        """Whether a figure moved to the better; None where it stood, or no direction is declared as better."""
        if self.better is None or first == last:
            return None
        return (last > first) == (self.better == "higher")

    def title(self, language: Language) -> str:
        """The label with its unit, as an axis or a table header shows it."""
        shown = self.unit.in_header.text(language)
        if not shown or self.kind == "rank":
            return self.label.text(language)
        return f"{self.label.zh}（{shown}）" if language == "zh" else f"{self.label.en} ({shown})"


@dataclass(frozen=True)
class Indicator(Measure):
    """A single figure a year: a row of the `scorecard` dataset, declared by the chapter that shows it.

    `section` is where the report gives it first of all; what another section says of it is kept beside it.
    """

    section: str = field(kw_only=True)

    __hash__ = Column.__hash__


@dataclass(frozen=True)
class Ratio(Indicator):
    """An indicator that is never stored: `factor` times `over` by `under`, two indicators of the same year."""

    over: str = field(kw_only=True)
    under: str = field(kw_only=True)

    __hash__ = Column.__hash__
    factor: float = field(default=1, kw_only=True)


@dataclass(frozen=True)
class Difference(Measure):
    """A measure that is never stored: `minuend` less `subtrahend`, computed from the row's own figures."""

    minuend: str = field(kw_only=True)
    subtrahend: str = field(kw_only=True)

    __hash__ = Column.__hash__
