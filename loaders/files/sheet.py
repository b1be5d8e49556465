"""What a file is opened to: sheets of lines of text cells, and what stands beside the words as facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Aside:
    """Something that a cell shows beside its text. Place 0 is the whole line.

    mark    a raised or lowered run that is no part of the text, as a footnote's number: `text` is the run
    struck  struck out: `text` is the part of a cell that is struck and has been left out of its text; where it is
            empty, the whole cell (or line) is struck, and its text is as it would be without
    hidden  not to be seen: a hidden line (place 0), or a cell whose number format shows nothing of `text`
    digits  the text has the number in full, or as it is meant, where the file shows `text`: 97.8 for 97.764,
            (1.2) for -1.2; in a text file, a number as 9.85E+01, of which a spreadsheet may have cut digits
    """

    place: int
    kind: Literal["mark", "struck", "hidden", "digits"]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One record with the number of the line on which it begins."""

    row: int
    cells: tuple[str, ...]
    asides: tuple[Aside, ...] = ()

    @property
    def is_blank(self) -> bool:
        return not any(map(str.strip, self.cells))


@dataclass(frozen=True, slots=True)
class Span:
    """A merged range of a document's table: its top left cell, which alone has its text, and its size."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True)
class Sheet:
    """One table's worth of lines, without blank ones: a workbook's sheet by its name, a document's table by its
    caption, or a whole CSV without one. A document's table tells the section in which it stands, and the year that the
    whole document is about."""

    name: str
    lines: tuple[Line, ...]
    encoding: str
    is_hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    spans: tuple[Span, ...] = ()
    section: str = ""
    year: int | None = None
