"""What is wrong with a file: data with a place, rendered in the user's language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loaders.files.text import quoted, visible
from schema import Label, Language

MOST_ALIKE = 20  # problems of one column are listed; the others are counted


@dataclass(frozen=True)
class Problem:
    """`row` is the line as a spreadsheet counts it (the header is 1), `column` the heading or a letter; 0 and "" where
    the problem is the whole file's or row's. `expected` also says how to mend it; `place` is the column's number
    where the problem is of one cell."""

    file: str
    row: int
    column: str
    found: Label
    expected: Label
    place: int = 0

    @property
    def cell(self) -> str:
        """The cell's name, as C5; empty where the problem is of no one cell."""
        return f"{letter(self.place)}{self.row}" if self.place else ""

    def sentence(self, language: Language) -> str:
        """What was found and what was expected."""
        comma = "，" if language == "zh" else ", "
        return f"{self.found.text(language)}{comma}{self.expected.text(language)}"

    def text(self, language: Language) -> str:
        """`file:row:column: what was found, what was expected`, on one line; row and column where there are any."""
        place = ":".join(filter(None, (quoted(self.file), str(self.row or ""), quoted(self.column))))
        return " ".join(visible(f"{place}: {self.sentence(language)}").split())


def bounded(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Each problem once; of many in one column of a file the first, and at the end how many more there are."""
    met: Counter[tuple[str, str]] = Counter()
    for one in dict.fromkeys(problems):
        met[one.file, one.column] += 1
        if met[one.file, one.column] <= MOST_ALIKE:
            yield one
    for (file, column), count in met.items():
        if (more := count - MOST_ALIKE) > 0:
            found = Label(f"这一列另有 {more} 处问题", f"{more} more problems in this column")
            yield Problem(file, 0, column, found, Label("没有逐个列出", "not all are listed"))


def letter(place: int) -> str:
    """The spreadsheet's letters for a column number: 1 is A, 27 is AA."""
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
