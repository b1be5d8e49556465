"""The body of a long-form table too large to hold, by the rules of every other file.

Most of its rows hold texts that were met before in the same column. What such a text is stored as is asked of `check`
once; a row of none but known, plain texts is put together from them, and every other row goes the ordinary way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Any

from loaders.files.sheet import Line
from loaders.problem import Problem
from loaders.reading import records
from loaders.reading.check import problem_of, row_of, understood
from loaders.reading.meaning import Meanings
from loaders.reading.records import Left
from loaders.reading.table import Cell, Choices, Record, Table
from schema import PROVENANCE, Column, Measure

LISTED = 100  # problems, and totals left out; the others are counted
REMEMBERED = 60_000  # texts of a column
FORMS = 1_000
BLANK = {column.id: "" for column in PROVENANCE}

Row = tuple[Any, ...]


class LongBody:
    """What a body says, line by line: `problems`, `totals` and `words` list the first of what is wrong and of what is
    left out, `more` and `more_totals` count the rest, `count_words` all words; `examples` and `blank` count lines left
    out for being so; `line` is how far it is read."""

    def __init__(self, file: str, table: Table, choices: Choices) -> None:
        self.file, self.table = file, table
        self.problems: list[Problem] = []
        self.totals: list[str] = []
        self.words: list[Left] = []
        self.more = self.more_totals = self.count_words = self.examples = self.blank = self.line = 0
        self._meanings = Meanings(table.dataset, choices)
        self._forms: dict[str, _Form] = {}
        self._indicator = next((slot for slot in table.shared if slot.column and slot.column.id == "indicator"), None)
        self._above: dict[int, Cell] = {}
        self._plain_line: Line | None = None

    def rows(self, lines: Iterable[Line]) -> list[Row]:
        """The rows of the lines that follow: each its line, the bits of the columns of which it says nothing, and the
        values of the dataset's `file_columns`."""
        rows: list[Row] = []
        width, header = len(self.table.slots), self.table.header.cells
        form = self._form("")
        place = self._indicator.place - 1 if self._indicator else None
        for line in lines:
            cells = line.cells
            if len(cells) == width and cells != header:
                if place is not None:
                    form = self._form(cells[place])
                try:
                    rows.append((line.row, *form.row(cells)))
                except KeyError:
                    rows += self._ordinary(line)
                else:
                    self._plain_line = line
            else:
                rows += self._ordinary(line)
            self.line = line.row
        return rows

    def _form(self, indicator: str) -> _Form:
        form = self._forms.get(indicator)
        if form is None:
            if len(self._forms) >= FORMS:
                self._forms.clear()
            written: Record = {}
            if self._indicator and self._indicator.column:
                written[self._indicator.column] = Cell(indicator, 0, self._indicator.place, "")
            form = self._forms[indicator] = _Form(self.table, self._meanings, written)
        return form

    def _ordinary(self, line: Line) -> list[Row]:
        """The rows of a line as `check` reads them; what stands above it is read again first, for cells left blank."""
        if self._plain_line is not None:
            before, self._plain_line = self._plain_line, None
            list(records.records(self.table, (before,), self._above))
        rows: list[Row] = []
        for found in records.records(self.table, (line,), self._above):
            if isinstance(found, Left):
                self._leave_out(found)
            elif isinstance(found, tuple):
                self._tell([problem_of(self.file, found)])
            else:
                told = understood(self.file, found, self._meanings)
                if faults := [one.problem for one in told if one.problem]:
                    self._tell(faults)
                else:
                    row = BLANK | row_of(told, self.table.dataset)
                    columns = self.table.dataset.file_columns
                    rows.append((line.row, _silence(columns, found), *(row[column.id] for column in columns)))
        return rows

    def _tell(self, problems: list[Problem]) -> None:
        room = LISTED - len(self.problems)
        self.problems += problems[:room]
        self.more += len(problems[room:])

    def _leave_out(self, left: Left) -> None:
        self.examples += left.reason == records.IS_EXAMPLE
        self.blank += left.reason == records.IS_NOT_FILLED
        if left.reason not in records.TOLD:
            if len(self.words) < LISTED:
                self.words.append(left)
            self.count_words += 1
        elif left.reason == records.IS_TOTAL:
            self._total(left)

    def _total(self, left: Left) -> None:
        if len(self.totals) < LISTED:
            self.totals.append(f"{left.row}（{left.text}）")
        else:
            self.more_totals += 1


class _Form:
    """How a plain row is put together, in the scorecard for rows of one indicator: a value for each cell's text, and
    for each column that the file lacks."""

    def __init__(self, table: Table, meanings: Meanings, written: Record) -> None:
        self._meanings, self._written = meanings, written
        dataset = meanings.dataset
        lacking = BLANK | row_of(understood("", written, meanings), dataset)
        self._lacking = [lacking.get(column.id) for column in dataset.file_columns]
        places = {slot.column: slot.place - 1 for slot in table.slots if slot.column}
        self._lacks = _silence(dataset.file_columns, {column: Cell("-", 0, 0, "") for column in places})
        self._bits = [
            (places[column], 1 << place) for place, column in enumerate(dataset.file_columns) if column in places
        ]
        width = len(table.slots)
        self._in_order = itemgetter(
            *(places.get(column, width + place) for place, column in enumerate(dataset.file_columns))
        )
        self._figures = [slot.place - 1 for slot in table.of(Measure)]
        self._stored: list[Callable[[str], Any]] = [
            _Texts(self._plain, slot.column).__getitem__ if slot.column else str for slot in table.slots
        ]

    def row(self, cells: tuple[str, ...]) -> Row:
        """The bits of silence and the stored values. Raises: KeyError where a cell is not plain, or no figure is there:
        then the row as a whole says whether it is one."""
        values = [stored(text) for stored, text in zip(self._stored, cells, strict=True)]
        for place in self._figures:
            if values[place] is not None:
                break
        else:
            raise KeyError(cells)
        values += self._lacking
        silent = self._lacks
        if "" in cells:
            silent += sum(bit for place, bit in self._bits if not cells[place])
        row: Row = (silent, *self._in_order(values))
        return row

    def _plain(self, column: Column, text: str) -> Any:
        """What a text of the column is stored as. Raises: KeyError where that depends on more than the text, or where
        it stands for more than its value: a blank key, a total, shares, words to keep, a problem."""
        is_blank = not text.strip() and (bool(text) or records.is_told_once(column))
        if is_blank or records.total(text, column) is not None or records.is_share(text, column):
            raise KeyError(text)
        record = self._written | {column: Cell(text, 0, 0, "")}
        told = understood("", record, self._meanings)
        if len(told) > len(record) or any(one.problem for one in told):
            raise KeyError(text)
        return row_of(told, self._meanings.dataset)[column.id]


def _silence(columns: Iterable[Column], found: Record) -> int:
    """The bits of the columns of which a line says nothing, in their order."""
    said = {column.id for column, cell in found.items() if cell.text.strip()}
    return sum(1 << place for place, column in enumerate(columns) if column.id not in said)


class _Texts(dict[str, Any]):
    """The stored values of one column's plain texts."""

    def __init__(self, plain: Callable[[Column, str], Any], column: Column) -> None:
        super().__init__()
        self._plain, self._column = plain, column

    def __missing__(self, text: str) -> Any:
        value = self._plain(self._column, text)
        if len(self) >= REMEMBERED:
            self.clear()
        self[text] = value
        return value
