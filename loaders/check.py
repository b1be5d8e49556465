"""A file as datasets' rows: every problem at once, nothing guessed, nothing dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from loaders import notation, shapes
from loaders.problem import Problem
from loaders.read import MAX_ROWS, Line, Sheet, Unreadable, sheets
from loaders.shapes import Cell, Choices, Left, Record, Table
from loaders.text import quoted, visible
from loaders.workbook import SPLIT
from schema import NOTE, PROVENANCE, SECTION, YEAR, Column, Dataset, Indicator, Key, Label, Language, Measure

Number = TypeVar("Number", int, float)
YEARS = range(1949, 3000)
TOO_MANY = (
    Label(
        f"每年每项算一行，数据超过 {MAX_ROWS} 行",
        f"there are more than {MAX_ROWS} rows, one for each year and item",
    ),
    SPLIT,
)
NO_TABLE = Label("这张工作表里没有认识的表", "no table known here is on this sheet")


@dataclass(frozen=True)
class Understood:
    """A cell as it is written beside what it was taken for; `value` is None where it is missing or has a problem."""

    cell: Cell
    column: Column
    value: Any
    problem: Problem | None = None


@dataclass(frozen=True)
class Reading:
    """What a sheet was understood to say. Rows are dicts of the dataset's stored columns, ready for the store; they are
    complete only where there are no problems. `lines` are the rows' lines in the file."""

    file: str
    content: bytes
    sheet: str = ""
    encoding: str = ""
    table: Table | None = None
    rows: tuple[dict[str, Any], ...] = ()
    lines: tuple[int, ...] = ()
    cells: tuple[Understood, ...] = ()
    left_out: tuple[Left, ...] = ()
    problems: tuple[Problem, ...] = ()
    near: Dataset | None = None  # where no table is read: the one that the sheet has some headings of

    @property
    def dataset(self) -> Dataset | None:
        return self.table.dataset if self.table else None

    @property
    def brings(self) -> frozenset[str]:
        """The columns that the file itself has. Words that stand in a figure's cell are kept, but are no news."""
        return frozenset(slot.column.id for slot in (self.table.slots if self.table else ()) if slot.column)

    @property
    def years(self) -> list[int]:
        return sorted({row["year"] for row in self.rows})

    @property
    def name(self) -> str:
        """The file, and the sheet where the file has several."""
        return f"{self.file}［{self.sheet}］" if self.sheet else self.file

    def summary(self, language: Language) -> str:
        """What was understood, in a sentence."""
        left = [f"{one.row}（{one.text}）" for one in self.left_out if one.reason == shapes.IS_TOTAL]
        if self.dataset is None:
            return "；".join(one.reason.text(language) for one in self.left_out)
        name = self.dataset.label.text(language)
        if language == "zh":
            text = f"{name}，{len(self.rows)} 行，{'、'.join(map(str, self.years))} 年，编码 {self.encoding}"
            return text + (f"；合计行不入库：第 {'、'.join(left)} 行" if left else "")
        text = f"{name}: {len(self.rows)} rows, {', '.join(map(str, self.years))}, in {self.encoding}"
        return text + (f"; total rows left out: {', '.join(left)}" if left else "")


def read_file(
    file: str, content: bytes, datasets: Sequence[Dataset], choices: Mapping[str, Choices] | None = None
) -> list[Reading]:
    """Read a file's bytes, a reading a sheet. `choices` are the user's by the sheet's name ("" for a CSV).

    Never raises for what a file may hold: see `Reading.problems`. A sheet that holds no known table is left out, and
    says so, where another sheet of the workbook holds one.
    """
    file = visible(file)
    try:
        found = sheets(content)
    except Unreadable as error:
        return [_unreadable(Reading(file, content, error.sheet), error)]
    chosen = choices or {}
    several = len(found) > 1
    readings = [
        reading
        for sheet in found
        for reading in _of_sheet(
            Reading(file, content, sheet.name if several else "", sheet.encoding), sheet, datasets, chosen
        )
    ]
    if not any(reading.table for reading in readings):
        return readings
    told = zip(readings, repeated(readings), strict=True)
    readings = [replace(one, problems=(*one.problems, *twice)) for one, twice in told]
    return [_left_out(one) if one.table is None and one.near is None else one for one in readings]


def repeated(readings: Sequence[Reading]) -> list[tuple[Problem, ...]]:
    """For each reading the rows that another one before it brings too: of two, none is taken for the right one."""
    at: dict[tuple[Any, ...], tuple[Reading, int]] = {}
    found = []
    for reading in readings:
        own = list(zip(_keys(reading), reading.lines, strict=True))
        found.append(tuple(_repeated(reading, line, key[1:], *at[key]) for key, line in own if key in at))
        for key, line in own:
            at.setdefault(key, (reading, line))
    return found


def _keys(reading: Reading) -> list[tuple[Any, ...]]:
    dataset = reading.dataset
    return [(dataset.id, *(row[name] for name in dataset.row_key)) for row in reading.rows] if dataset else []


def _unreadable(blank: Reading, error: Unreadable) -> Reading:
    column = letter(error.column)
    cell = f"{column}{error.row}" if column else ""
    return replace(blank, problems=(Problem(blank.name, error.row, column, error.found, error.expected, cell),))


def _left_out(reading: Reading) -> Reading:
    return replace(reading, problems=(), left_out=(Left(0, reading.sheet, NO_TABLE),))


def _of_sheet(
    blank: Reading, sheet: Sheet, datasets: Sequence[Dataset], choices: Mapping[str, Choices]
) -> list[Reading]:
    chosen = choices.get(blank.sheet, Choices())
    lines = [_corrected(line, chosen) for line in sheet.lines]
    read = shapes.table(lines, datasets, chosen)
    if read is None:
        near, faults = shapes.unfit(lines, datasets)
        return [replace(blank, near=near, problems=tuple(_problem(blank, fault) for fault in faults))]
    return [_of_table(replace(blank, table=one), one, chosen) for one in shapes.also(read, datasets)]


def _corrected(line: Line, choices: Choices) -> Line:
    cells = (choices.cells.get((line.row, place), cell) for place, cell in enumerate(line.cells, 1))
    return Line(line.row, tuple(cells)) if choices.cells else line


def _of_table(blank: Reading, read: Table, choices: Choices) -> Reading:
    if faults := [_problem(blank, fault) for fault in shapes.faults(read)]:
        return replace(blank, problems=tuple(faults))
    return _rows(blank, read, choices)


def _problem(reading: Reading, fault: shapes.Fault) -> Problem:
    row, place, found, expected = fault
    return Problem(reading.name, row, letter(place) if place else "", found, expected)


def _rows(reading: Reading, read: Table, choices: Choices) -> Reading:
    rows: list[dict[str, Any]] = []
    lines: list[int] = []
    cells: list[Understood] = []
    left_out: list[Left] = []
    problems: list[Problem] = []
    at: dict[tuple[Any, ...], int] = {}
    for count, found in enumerate(shapes.records(read)):
        if count == MAX_ROWS:
            problems = [Problem(reading.name, 0, "", *TOO_MANY)]
            break
        if isinstance(found, Left):
            left_out.append(found)
            continue
        if isinstance(found, tuple):
            problems.append(_problem(reading, found))
            continue
        line = max(cell.row for cell in found.values())
        understood = list(_understood(reading.name, found, read.dataset, choices))
        cells += understood
        if faults := [one.problem for one in understood if one.problem]:
            problems += faults
            continue
        row = _row(understood, read.dataset)
        key = tuple(row[name] for name in read.dataset.row_key)
        if key in at:
            problems.append(_repeated(reading, line, key, reading, at[key]))
        at.setdefault(key, line)
        rows.append(row)
        lines.append(line)
    if not rows and not problems:
        nothing = Label("只有表头，没有数据", "there is a header but no row")
        below = Label("表头下面应有数据行", "rows are expected below it")
        problems.append(Problem(reading.name, read.header.row, "", nothing, below))
    return replace(
        reading,
        rows=tuple(rows),
        lines=tuple(lines),
        cells=tuple(cells),
        left_out=tuple(left_out),
        problems=tuple(problems),
    )


def _repeated(reading: Reading, line: int, key: tuple[Any, ...], other: Reading, before: int) -> Problem:
    words = quoted(" ".join(map(str, key)))
    elsewhere = "" if other is reading else f"“{quoted(other.name)}”"
    return Problem(
        reading.name,
        line,
        "",
        Label(
            f"“{words}”与{elsewhere}第 {before} 行重复",
            f"“{words}” is the same as row {before}{' of ' if elsewhere else ''}{elsewhere}",
        ),
        Label("同一年同一项只能有一行", "one row for each year and item is expected"),
    )


def _understood(file: str, record: Record, dataset: Dataset, choices: Choices) -> Iterator[Understood]:
    """Each cell of a record with its value; the words kept for a figure follow as cells of the note."""
    for column, value, words, fault in _values(record, dataset, choices):
        cell = record[column]
        problem = None
        if fault is not None:
            shown = quoted(cell.text)
            found = Label(f"“{shown or '空白'}”", f"“{shown}”")
            problem = Problem(file, cell.row, cell.heading, found, fault, f"{letter(cell.column)}{cell.row}")
        yield Understood(cell, column, value, problem)
        if words:
            yield Understood(cell, NOTE, words)


def _row(understood: Sequence[Understood], dataset: Dataset) -> dict[str, Any]:
    """The stored row. A wide table's row has the measures of its own block only; the rest is missing."""
    always = (*dataset.texts, *(key for key in dataset.keys if key.optional))
    row: dict[str, Any] = {column.id: "" for column in always} | {m.id: None for m in dataset.stored_measures}
    for one in understood:
        if one.column == NOTE:
            before = row.get(NOTE.id, "")
            if one.value not in before or NOTE.id not in row:
                row[NOTE.id] = "；".join(filter(None, (before, one.value)))
        else:
            row[one.column.id] = one.value
    if not row.get(SECTION.id):
        row[SECTION.id] = dataset.section_of(row.get("indicator", ""))
    return row


def _values(record: Record, dataset: Dataset, choices: Choices) -> Iterator[tuple[Column, Any, str, Label | None]]:
    """Each column with its value, the words to keep beside it, and what was expected where it is not understood.

    The columns of provenance come first, so that words kept for a figure follow the file's own note.
    """
    indicator = _indicator(record, dataset)
    for column in sorted(record, key=lambda column: column not in PROVENANCE):
        cell = record[column].text
        value: Any = None
        words = ""
        fault: Label | None = None
        try:
            if column in PROVENANCE:
                value = cell.strip()
            elif column in dataset.texts:
                value = notation.text(cell)
            elif column == YEAR:
                value = _within(notation.year(_bare_year(cell, dataset)), YEARS.start, YEARS.stop - 1)
            elif isinstance(column, Key):
                value = _member(cell, column, dataset, indicator, choices)
            elif isinstance(column, Measure):
                declared = indicator or column
                read = notation.figure(cell, declared)
                value, words = read.value, read.words
                if value is not None:
                    value = _within(value, declared.minimum, declared.maximum)
                    value = int(value) if column.is_whole_number else value
        except notation.NotUnderstood as error:
            fault = error.expected
        yield column, value, words, fault


def _bare_year(cell: str, dataset: Dataset) -> str:
    """The year of a cell that also names a measure: 2020本科上线人数."""
    written = notation.folded(cell)
    names = (heading for measure in dataset.stored_measures for heading in measure.headings)
    ending = max((name for name in names if written.endswith(name)), key=len, default="")
    return written.removesuffix(ending)


def _indicator(record: Record, dataset: Dataset) -> Indicator | None:
    written = next((cell.text for column, cell in record.items() if column.id == "indicator"), "")
    name = notation.folded(written).casefold()
    return next((one for one in dataset.stored_indicators if name in map(str.casefold, one.headings)), None)


def _member(cell: str, key: Key, dataset: Dataset, indicator: Indicator | None, choices: Choices) -> str:
    if dataset.indicators and key.id == "indicator":
        if indicator is None:
            raise notation.NotUnderstood(
                Label("应为词典里的指标名或代号", "the name or id of an indicator in the dictionary is expected")
            )
        return indicator.id
    value = notation.name(cell)
    if not value and not key.optional:
        raise notation.NotUnderstood(Label(f"应写明{key.label.zh}", f"a {key.label.en.lower()} is expected"))
    return choices.names.get((key.id, value), value)


def _within(value: Number, low: float | None, high: float | None) -> Number:
    if (low is not None and value < low) or (high is not None and value > high):
        lowest, highest = ("" if end is None else f"{end:,.15g}".replace(",", "") for end in (low, high))
        raise notation.NotUnderstood(
            Label(f"应在 {lowest} 到 {highest} 之间", f"a value from {lowest} to {highest} is expected")
        )
    return value


def letter(place: int) -> str:
    """The spreadsheet's letters for a column number: 1 is A, 27 is AA."""
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
