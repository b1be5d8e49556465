"""A sheet understood as a dataset: what its columns are, and what the user says where the file does not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from loaders.files.sheet import Line
from loaders.files.text import folded
from loaders.reading.folding import same
from loaders.reading.notation import is_total
from loaders.reading.units import units_of
from schema import YEAR, Column, Dataset, Key, Label, Measure

LEAVE_OUT = "-"
IS_UNIT = Label("计量单位，不是数据", "units, no figures")


@dataclass(frozen=True)
class Choices:
    """What the user says where the file does not: the dataset (LEAVE_OUT: the table is not wanted), the year of a table
    without one, a column's meaning by its place (an id, or LEAVE_OUT), the names that unknown key values stand for,
    cells corrected by (row, place); of a document's running text, which of the figures offered are confirmed, by their
    ids; headings or letters of columns, and names of sheets, that are left out wherever they are; and what is taken
    though it is hidden or struck out, by its id or why it is set aside."""

    dataset: str | None = None
    year: int | None = None
    columns: Mapping[int, str] = field(default_factory=dict)
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    cells: Mapping[tuple[int, int], str] = field(default_factory=dict)
    offered: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Slot:
    """What a column of the file was taken for. `place` counts from 1; `path` are its headings from the outermost in;
    `year` and `member` are what they give; `dropped` says why it is left out. A slot without a column that is not
    dropped is not understood. A `printed` one holds changes or totals, of the measure `of` where its heading says so.
    `unit` is what the heading states in brackets or below it; `label` is the place of the column that names the
    figures in this one line by line; `groups` are the places of labels further out, from the outermost in.
    """

    place: int
    path: tuple[str, ...]
    column: Column | None = None
    year: int | None = None
    member: tuple[Key, str] | None = None
    dropped: Label | None = None
    printed: Literal["change", "total"] | None = None
    of: Column | None = None
    unit: str = ""
    label: int = 0
    groups: tuple[int, ...] = ()

    @cached_property
    def heading(self) -> str:
        return " ".join(self.path)


@dataclass(frozen=True)
class Cell:
    """A cell with its place: `row` as a spreadsheet counts, `column` from 1 (0 where the cell stands for a heading);
    `unit` is what its heading or its line states."""

    text: str
    row: int
    column: int
    heading: str
    unit: str = ""


Record = dict[Column, Cell]
Fault = tuple[int, int, Label, Label]  # row, place of the column (0: none), found, expected


@dataclass(frozen=True)
class Table:
    """A sheet understood as a dataset: its columns, the lines above its header, and those below."""

    dataset: Dataset
    slots: tuple[Slot, ...]
    header: Line
    body: tuple[Line, ...]
    year: int | None = None
    above: tuple[Line, ...] = ()
    heads: tuple[Line, ...] = ()
    units: tuple[Line, ...] = ()

    @cached_property
    def head_cells(self) -> frozenset[tuple[str, ...]]:
        """The lines of the header as they are written, to know them again."""
        return frozenset(line.cells for line in (self.header, *self.heads, *self.units))

    @cached_property
    def beside(self) -> list[Slot]:
        """The columns before the figures that are left out: list numbers, groups, titles."""
        first = min((slot.place for slot in self.of(Measure)), default=0)
        return [slot for slot in self.slots if slot.dropped and slot.place < first]

    @cached_property
    def states_units(self) -> list[Slot]:
        """The columns that state a unit for each line."""
        return [slot for slot in self.slots if slot.dropped == IS_UNIT]

    @cached_property
    def unit(self) -> str:
        """The unit that is stated over the whole table."""
        told = [units_of(line) for line in (*self.above, *self.units) if line.row < self.header.row]
        return next((unit for one in told if len(one) == 1 for unit in one.values()), "")

    @cached_property
    def is_long(self) -> bool:
        """Whether a line is a row: a year column, no year or member in a heading."""
        has_year = any(slot.column == YEAR for slot in self.slots)
        return (
            has_year
            and len(self.blocks) == 1
            and not any(slot.year or slot.member or slot.label for slot in self.slots)
        )

    @cached_property
    def tells_year(self) -> bool:
        """Whether the columns tell the year of every row: by a column, by key values, or by all headings."""
        if any(slot.column == YEAR or begins_with_year(slot) for slot in self.slots):
            return True
        return all(slot.year for slot in self.of(Measure))

    @cached_property
    def has_blank_years(self) -> bool:
        """Whether a year is written once for several lines."""
        years = [slot for slot in self.slots if slot.column == YEAR]
        names = [slot for slot in self.slots if isinstance(slot.column, Key)]
        blank = (line for line in self.body if any(not text_of(line, year).strip() for year in years))
        return any(not any(is_total(text_of(line, name)) for name in names) for line in blank)

    def of(self, kind: type) -> list[Slot]:
        return [slot for slot in self.slots if isinstance(slot.column, kind)]

    @property
    def brings(self) -> frozenset[str]:
        """The columns that the file has."""
        return frozenset(slot.column.id for slot in self.slots if slot.column)

    @cached_property
    def shared(self) -> list[Slot]:
        """The columns of keys, years and words, which hold for all figures of a line."""
        return [slot for slot in self.slots if slot.column is not None and not isinstance(slot.column, Measure)]

    @cached_property
    def blocks(self) -> dict[tuple[int, int | None, tuple[Key, str] | None], list[Slot]]:
        """The columns of figures that stand under keys of their own, by the year and the member of their headings."""
        blocks: dict[tuple[int, int | None, tuple[Key, str] | None], list[Slot]] = {}
        for slot, group in zip(self.slots, self.groups, strict=True):
            if isinstance(slot.column, Measure):
                blocks.setdefault((group, slot.year, slot.member), []).append(slot)
        return blocks

    @cached_property
    def groups(self) -> list[int]:
        """Which time its keys stand there, for each column: a key that stands again after figures begins anew."""
        found, keys, figures, group = [], set[Column](), False, 0
        for slot in self.slots:
            if isinstance(slot.column, Key) and slot.column in keys and figures:
                group, keys, figures = group + 1, set(), False
            if isinstance(slot.column, Key):
                keys.add(slot.column)
            figures = figures or isinstance(slot.column, Measure)
            found.append(group)
        return found


def begins_with_year(slot: Slot) -> bool:
    """Whether the column's key values tell their year: 2020年春季学期."""
    return isinstance(slot.column, Key) and bool(slot.column.endings)


def text_of(line: Line, slot: Slot) -> str:
    return line.cells[slot.place - 1] if slot.place <= len(line.cells) else ""


def plain(text: str) -> str:
    """A heading without its remarks in brackets, spaces or case: 就业率（%） and 就业率 are one."""
    return same(re.sub(r"(\([^()]*\)\s*)+$", "", folded(text)))
