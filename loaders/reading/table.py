"""A sheet understood as a dataset: what its columns are, and what the user says where the file does not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from loaders.files.sheet import Line
from loaders.files.text import folded
from loaders.reading.notation import is_total
from schema import YEAR, Column, Dataset, Key, Label, Measure

LEAVE_OUT = "-"
YEARS_IN_HEADING = re.compile(r"(?<!\d)(?:((?:19|20)\d{2})(?:年度|年|(?!\d))|(\d{2})年度?)", re.ASCII)


@dataclass(frozen=True)
class Choices:
    """What the user says where the file does not: the dataset, the year of a table without one, a column's meaning by
    its place (an id, or LEAVE_OUT), the names that unknown key values stand for, cells corrected by (row, place); and
    of a document's running text, which of the figures offered are confirmed, by their ids."""

    dataset: str | None = None
    year: int | None = None
    columns: Mapping[int, str] = field(default_factory=dict)
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    cells: Mapping[tuple[int, int], str] = field(default_factory=dict)
    offered: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Slot:
    """What a column of the file was taken for. `place` counts from 1; `path` are its headings from the outermost in;
    `year` and `member` are what they give; `dropped` says why it is left out. A slot without a column that is not
    dropped is not understood. A `printed` one holds changes or totals, of the measure `of` where its heading says so.
    """

    place: int
    path: tuple[str, ...]
    column: Column | None = None
    year: int | None = None
    member: tuple[Key, str] | None = None
    dropped: Label | None = None
    printed: Literal["change", "total"] | None = None
    of: Column | None = None

    @cached_property
    def heading(self) -> str:
        return " ".join(self.path)


@dataclass(frozen=True)
class Cell:
    """A cell with its place: `row` as a spreadsheet counts, `column` from 1 (0 where the cell stands for a heading)."""

    text: str
    row: int
    column: int
    heading: str


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

    @cached_property
    def is_long(self) -> bool:
        """Whether a line is a row: a year column, no year or member in a heading."""
        has_year = any(slot.column == YEAR for slot in self.slots)
        return has_year and not any(slot.year or slot.member for slot in self.slots)

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
    def blocks(self) -> dict[tuple[int | None, tuple[Key, str] | None], list[Slot]]:
        """The columns of figures, by the year and the member that their headings give."""
        blocks: dict[tuple[int | None, tuple[Key, str] | None], list[Slot]] = {}
        for slot in self.of(Measure):
            blocks.setdefault((slot.year, slot.member), []).append(slot)
        return blocks


def begins_with_year(slot: Slot) -> bool:
    """Whether the column's key values tell their year: 2020年春季学期."""
    return isinstance(slot.column, Key) and bool(slot.column.endings)


def text_of(line: Line, slot: Slot) -> str:
    return line.cells[slot.place - 1] if slot.place <= len(line.cells) else ""


def plain(text: str) -> str:
    """A heading without its unit in brackets, spaces or case: 就业率（%） and 就业率 are one."""
    return re.sub(r"\s+", "", re.sub(r"\([^()]*\)$", "", folded(text))).casefold()


def years_in(piece: str) -> list[int]:
    return [int(four) if four else 2000 + int(two) for four, two in YEARS_IN_HEADING.findall(piece)]
