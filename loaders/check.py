"""A file as datasets' rows: every problem at once, nothing guessed, nothing dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from loaders import notation, shapes
from loaders.notation import YEARS, folded
from loaders.problem import Problem, letter
from loaders.read import Line, Sheet, Unreadable, sheets
from loaders.shapes import Cell, Choices, Left, Record, Table
from loaders.template.help import SHEET as HELP_SHEET
from schema import NOTE, PROVENANCE, SECTION, YEAR, Column, Dataset, Indicator, Key, Label, Language, Measure

Number = TypeVar("Number", int, float)
NO_TABLE = Label("这张工作表里没有认识的表", "no table known here is on this sheet")
IS_HELP = Label("填写说明，不是数据", "the help of a template, no data")


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
    complete only where there are no problems. `places` are each row's cells in the file, by column id;
    `sheet_lines` is the sheet as it is written, and `choices` are the user's of it."""

    file: str
    content: bytes
    sheet: str = ""
    encoding: str = ""
    table: Table | None = None
    rows: tuple[dict[str, Any], ...] = ()
    places: tuple[Mapping[str, Cell], ...] = ()
    cells: tuple[Understood, ...] = ()
    left_out: tuple[Left, ...] = ()
    problems: tuple[Problem, ...] = ()
    sheet_lines: tuple[Line, ...] = ()
    choices: Choices = field(default=Choices())

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

    @property
    def corrections(self) -> list[tuple[str, str, str]]:
        """The cells that the user corrected, each with its place, as written and as corrected."""
        written = {line.row: line.cells for line in self.sheet_lines}
        return [
            (f"{letter(place)}{row}", written[row][place - 1], text)
            for (row, place), text in self.choices.cells.items()
            if row in written and place <= len(written[row])
        ]

    def summary(self, language: Language) -> str:
        """What was understood, in a sentence."""
        if self.dataset is None:
            return "；".join(one.reason.text(language) for one in self.left_out)
        parts = [
            self.dataset.label,
            Label(f"{len(self.rows)} 行", f"{len(self.rows)} rows"),
            Label(f"{'、'.join(map(str, self.years))} 年", ", ".join(map(str, self.years))) if self.rows else None,
            Label(f"编码 {self.encoding}", f"in {self.encoding}"),
        ]
        zh = "，".join(part.zh for part in parts if part) + "".join(f"；{one.zh}" for one in self._omissions())
        first, *others = (part.en for part in parts if part)
        en = f"{first}: {', '.join(others)}" + "".join(f"; {one.en}" for one in self._omissions())
        return Label(zh, en).text(language)

    def _omissions(self) -> Iterator[Label]:
        """The lines left out whose figures someone may miss."""
        totals, examples, blank = (
            [f"{one.row}（{one.text}）" for one in self.left_out if one.reason == reason]
            for reason in (shapes.IS_TOTAL, shapes.IS_EXAMPLE, shapes.IS_NOT_FILLED)
        )
        if totals:
            yield Label(f"合计行不入库：第 {'、'.join(totals)} 行", f"total rows left out: {', '.join(totals)}")
        if examples:
            yield Label("示例行不入库", "the example is not stored")
        if blank:
            yield Label(f"{len(blank)} 行没有填数，不入库", f"{len(blank)} rows not filled in, left out")


def read_file(
    file: str,
    content: bytes,
    datasets: Sequence[Dataset],
    choices: Mapping[str, Choices] | None = None,
    aliases: Mapping[tuple[str, str], str] | None = None,
) -> list[Reading]:
    """Read a file's bytes, a reading a sheet. `choices` are the user's by the sheet's name ("" for a CSV); `aliases`
    are the stored names by key column and written name that were confirmed before.

    Never raises for what a file may hold: see `Reading.problems`. A sheet that holds no known table is left out, and
    says so, where another sheet of the workbook holds one.
    """
    try:
        found = sheets(content)
    except Unreadable as error:
        return [Reading(file, content, problems=(Problem(file, error.row, "", error.found, error.expected),))]
    chosen = {sheet.name if len(found) > 1 else "": Choices(names=aliases or {}) for sheet in found}
    for name, one in (choices or {}).items():
        chosen[name] = replace(one, names={**(aliases or {}), **one.names})
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
    return [_left_out(one) if one.table is None and not _is_near(one) else one for one in readings]


def _is_near(reading: Reading) -> bool:
    """Whether the sheet seems to be a table that lacks something, rather than none at all."""
    return all(problem.found.zh.startswith("缺少") for problem in reading.problems)


def _left_out(reading: Reading) -> Reading:
    return replace(reading, problems=(), left_out=(Left(0, reading.sheet, NO_TABLE),))


def _of_sheet(
    blank: Reading, sheet: Sheet, datasets: Sequence[Dataset], choices: Mapping[str, Choices]
) -> list[Reading]:
    if blank.sheet in (HELP_SHEET.zh, HELP_SHEET.en):
        return [replace(blank, left_out=(Left(0, blank.sheet, IS_HELP),))]
    chosen = choices.get(blank.sheet, Choices())
    lines = tuple(_corrected(line, chosen) for line in sheet.lines)
    blank = replace(blank, sheet_lines=sheet.lines, choices=chosen)
    read = shapes.table(lines, datasets, chosen) or shapes.as_chosen(lines, datasets, chosen)
    if read is None:
        faults = [_problem(blank, fault) for fault in shapes.unfit(lines, datasets)]
        return [replace(blank, problems=tuple(faults))]
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
    return Problem(reading.name, row, letter(place), found, expected, place)


def _rows(reading: Reading, read: Table, choices: Choices) -> Reading:
    rows: list[dict[str, Any]] = []
    places: list[Mapping[str, Cell]] = []
    cells: list[Understood] = []
    left_out: list[Left] = []
    problems: list[Problem] = []
    at: dict[tuple[Any, ...], int] = {}
    for found in shapes.records(read):
        if isinstance(found, Left):
            left_out.append(found)
            continue
        if isinstance(found, tuple):
            problems.append(_problem(reading, found))
            continue
        line = max(cell.row for cell in found.values())
        understood = list(_understood(reading.name, found, read, choices))
        cells += understood
        if faults := [one.problem for one in understood if one.problem]:
            problems += faults
            continue
        row = _row(understood, read.dataset)
        key = tuple(row[name] for name in read.dataset.row_key)
        if key in at:
            problems.append(_repeated(reading.name, line, key, at[key]))
        at.setdefault(key, line)
        rows.append(row)
        places.append({column.id: cell for column, cell in found.items()})
    if not rows and not problems and not any(one.reason == shapes.IS_NOT_FILLED for one in left_out):
        nothing = Label("只有表头，没有数据", "there is a header but no row")
        below = Label("表头下面应有数据行", "rows are expected below it")
        problems.append(Problem(reading.name, read.header.row, "", nothing, below))
    return replace(
        reading,
        rows=tuple(rows),
        places=tuple(places),
        cells=tuple(cells),
        left_out=tuple(left_out),
        problems=tuple(problems),
    )


def _repeated(file: str, line: int, key: tuple[Any, ...], before: int) -> Problem:
    words = " ".join(map(str, key))
    return Problem(
        file,
        line,
        "",
        Label(f"“{words}”与第 {before} 行重复", f"“{words}” is the same as row {before}"),
        Label("同一年同一项只能有一行", "one row for each year and item is expected"),
    )


def _understood(file: str, record: Record, read: Table, choices: Choices) -> Iterator[Understood]:
    """Each cell of a record with its value; the words kept for a figure follow as cells of the note."""
    for column, value, words, fault in _values(record, read, choices):
        cell = record[column]
        problem = None
        if fault is not None:
            shown = cell.text if cell.text.strip() else Label("空白", "blank").zh
            found = Label(f"“{shown}”", f"“{cell.text}”")
            problem = Problem(file, cell.row, cell.heading, found, fault, cell.column)
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


def _values(record: Record, read: Table, choices: Choices) -> Iterator[tuple[Column, Any, str, Label | None]]:
    """Each column with its value, the words to keep beside it, and what was expected where it is not understood.

    The columns of provenance come first, so that words kept for a figure follow the file's own note.
    """
    dataset = read.dataset
    indicator = _indicator(record, read)
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
                figure = notation.figure(cell, declared)
                value, words = figure.value, figure.words
                if value is not None:
                    value = _within(value, declared.minimum, declared.maximum)
                    value = int(value) if column.is_whole_number else value
        except notation.NotUnderstood as error:
            fault = error.expected
        yield column, value, words, fault


def _bare_year(cell: str, dataset: Dataset) -> str:
    """The year of a cell that also names a measure: 2020本科上线人数."""
    written = folded(cell)
    names = (heading for measure in dataset.stored_measures for heading in measure.headings)
    ending = max((name for name in names if written.endswith(name)), key=len, default="")
    return written.removesuffix(ending)


def _indicator(record: Record, read: Table) -> Indicator | None:
    written = next((cell.text for column, cell in record.items() if column.id == "indicator"), "")
    return read.indicators.get(folded(written).casefold())


def _member(cell: str, key: Key, dataset: Dataset, indicator: Indicator | None, choices: Choices) -> str:
    if dataset.indicators and key.id == "indicator":
        if indicator is None:
            raise notation.NotUnderstood(
                Label("应为词典里的指标名或代号", "the name or id of an indicator in the dictionary is expected")
            )
        return indicator.id
    value = notation.member(cell)
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
