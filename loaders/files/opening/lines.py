"""What is handed over: a sheet's own facts, then its lines; and the count that keeps them within limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..text import unguarded, visible
from .refused import Refused

Limits = Mapping[str, int]
Aside = tuple[int, str, str]  # place, kind, text: see `loaders.files.sheet.Aside`
Line = tuple[int, Sequence[str], Sequence[Aside]]


@dataclass(frozen=True)
class Opened:
    """A sheet; its lines come as they are asked for."""

    name: str
    is_hidden: bool
    hidden_columns: Sequence[int]
    width: int
    lines: Iterable[Line]
    encoding: str = "xlsx"


@dataclass
class Count:
    """How much of a file has been read. Raises: Refused where that is too much."""

    limits: Limits
    cells: int = 0
    text: int = 0

    def cell(self, text: str, row: int, column: int, sheet: str = "") -> None:
        self.cells += 1
        self.text += len(text)
        if column > self.limits["columns"]:
            raise Refused("columns", sheet=sheet, row=row, column=column)
        if len(text) > self.limits["cell"]:
            raise Refused("cell", sheet=sheet, row=row, column=column)
        for reason, count in (("text", self.text), ("cells", self.cells)):
            if count > self.limits[reason]:
                raise Refused(reason, sheet=sheet, row=row, column=column)

    def line(self, count: int, sheet: str = "") -> None:
        """So many lines that are not blank have been read of a sheet; one of them may be its header."""
        if count > self.limits["rows"] + 1:
            raise Refused("rows", sheet=sheet)


def line(row: int, cells: Sequence[str], asides: Sequence[Aside] = ()) -> Line:
    """A line without the apostrophes that our own files put before what would become a formula, and without what
    nobody sees."""
    told = [(place, kind, visible(text)) for place, kind, text in asides]
    return row, [visible(unguarded(cell)) for cell in cells], told
