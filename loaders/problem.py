"""What is wrong with a file: data with a place, rendered in the user's language."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.text import quoted, visible
from schema import Label, Language


@dataclass(frozen=True)
class Problem:
    """`row` is the line as a spreadsheet counts it (the header is 1), `column` the heading or a letter; 0 and "" where
    the problem is the whole file's or row's. `expected` also says how to mend it; `cell` is its place, as C5, where the
    problem is of one cell."""

    file: str
    row: int
    column: str
    found: Label
    expected: Label
    cell: str = ""

    def text(self, language: Language) -> str:
        """`file:row:column: what was found, what was expected`, on one line."""
        place = f"{quoted(self.file)}:{self.row or ''}:{quoted(self.column)}"
        comma = "，" if language == "zh" else ", "
        told = f"{place}: {self.found.text(language)}{comma}{self.expected.text(language)}"
        return " ".join(visible(told).split())
