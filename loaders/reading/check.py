"""A file as datasets' rows: every problem at once, nothing guessed, nothing dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from loaders.files.conversion import turned
from loaders.files.document import Document, document, is_document
from loaders.files.read import MAX_ROWS, sheets
from loaders.files.refusals import SPLIT, Unreadable
from loaders.files.sheet import Line, Sheet
from loaders.files.text import quoted, visible
from loaders.problem import Problem, letter
from loaders.reading import faults, offered, shapes, structure
from loaders.reading.meaning import Meanings
from loaders.reading.offered import TEXT
from loaders.reading.reading import Reading, Understood
from loaders.reading.records import IS_NOT_FILLED, Left, records
from loaders.reading.sentences import Offer, offers
from loaders.reading.set_aside import shown
from loaders.reading.table import LEAVE_OUT, Cell, Choices, Fault, Record, Table
from loaders.template.help import SHEET as HELP_SHEET
from schema import NOTE, PROVENANCE, SECTION, Column, Dataset, Label, Measure

TOO_MANY = (
    Label(
        f"每年每项算一行，数据超过 {MAX_ROWS} 行",
        f"there are more than {MAX_ROWS} rows, one for each year and item",
    ),
    SPLIT,
)
NO_TABLE = Label("这张工作表里没有认识的表", "no table known here is on this sheet")
NO_CHOICES = Choices()
IS_ASIDE = Label("隐藏或画了删除线，不导入", "hidden or struck out, left out")
IS_NOT_WANTED = Label("按您的选择不导入", "left out, as chosen")
IS_HELP = Label("填写说明，不是数据", "the help of a template, no data")


def read_file(
    file: str,
    content: bytes,
    datasets: Sequence[Dataset],
    choices: Mapping[str, Choices] | None = None,
    aliases: Mapping[tuple[str, str], str] | None = None,
    default: Choices = NO_CHOICES,
) -> list[Reading]:
    """Read a file's bytes, a reading a sheet. `choices` are the user's by the sheet's name ("" for a CSV), `default`
    holds for the sheets without; `aliases` are the stored names by key column and written name that were confirmed
    before.

    Never raises for what a file may hold: see `Reading.problems`. A sheet that holds no known table is left out, and
    says so, where another sheet of the workbook holds one.
    """
    file = visible(file)
    try:
        read = turned(content)
        held = document(read) if is_document(read) else None
        found = list(held.sheets) if held else sheets(read, file)
    except Unreadable as error:
        blank = Reading(file, content, error.sheet)
        return [replace(blank, problems=(unreadable(blank.name, error),))]
    default = replace(default, names={**(aliases or {}), **default.names})
    chosen = dict.fromkeys(("", TEXT, *(sheet.name for sheet in found)), default)
    for name, one in (choices or {}).items():
        chosen[name] = replace(one, names={**default.names, **one.names}, taken=default.taken | one.taken)
    several = len(found) > 1 or held is not None
    readings = [
        reading
        for sheet in found
        for reading in _of_sheet(
            Reading(file, content, sheet.name if several else "", sheet.encoding), sheet, datasets, chosen
        )
    ]
    if held is not None:
        readings += _of_text(Reading(file, content, TEXT, "docx"), held, datasets, readings, chosen)
    elif not any(reading.table for reading in readings):
        return readings
    told = zip(readings, said_otherwise(readings), strict=True)
    readings = [replace(one, problems=(*one.problems, *twice)) for one, twice in told]
    understood_sheets = {one.sheet for one in readings if one.table}
    return [_left_out(one) if one.sheet not in understood_sheets and _is_no_table(one) else one for one in readings]


def _of_text(
    blank: Reading,
    held: Document,
    datasets: Sequence[Dataset],
    tables: Sequence[Reading],
    chosen: Mapping[str, Choices],
) -> list[Reading]:
    """The figures that a document's running text offers, and those of them that are confirmed; what its tables bring
    is not offered again."""
    brought = {key for reading in tables for key, *_ in _said_cells(reading)}
    found: dict[tuple[Any, ...], Offer] = {}  # of a figure that a section states again, the first is offered
    stated = offers(held, datasets)
    for one in (one for one in stated if not one.to_come):
        found.setdefault((*one.key, one.column), one)
    told = tuple(one for at, one in found.items() if at not in brought)
    said = chosen.get(TEXT, Choices())
    left = (*offered.to_come(stated), *offered.left(told, held.remarks, said.offered))
    text = replace(blank, choices=said, offers=told, left_out=left)
    confirmed = [
        _of_sheet(replace(blank, sheet=sheet.name), sheet, [dataset], {sheet.name: chosen.get(sheet.name, said)})
        for dataset, sheet in offered.sheets(told, said.offered)
    ]
    return [text, *chain.from_iterable(confirmed)]


def _is_no_table(reading: Reading) -> bool:
    """Whether the sheet seems to be no table at all, rather than one that lacks something: a cover, a pivot table."""
    if reading.table is not None or not reading.problems:
        return False
    lines = reading.sheet_lines
    return reading.near is None or structure.is_pivot(lines) or not structure.has_figures(lines)


def _left_out(reading: Reading) -> Reading:
    return replace(reading, problems=(), left_out=(Left(0, reading.sheet, NO_TABLE),))


def unreadable(file: str, error: Unreadable) -> Problem:
    """Why a file cannot be taken as a table, as a problem."""
    return Problem(file, error.row, letter(error.column), error.found, error.expected, error.column)


def said_otherwise(readings: Sequence[Reading]) -> list[tuple[Problem, ...]]:
    """For each reading the cells of which another one before it says something else: of two, none is taken for the
    right one. What two of them say of one row in different columns is one row."""
    at: dict[tuple[Any, ...], tuple[Any, str, Cell]] = {}
    found = []
    for reading in readings:
        problems = []
        own: dict[tuple[Any, ...], tuple[Any, str, Cell]] = {}
        for cell_key, value, cell in _said_cells(reading):
            own[cell_key] = (value, reading.name, cell)
            if cell_key in at and at[cell_key][0] != value:
                problems.append(_otherwise(reading.name, cell, *at[cell_key][1:]))
        at = own | at
        found.append(tuple(problems))
    return found


def _said_cells(reading: Reading) -> Iterator[tuple[tuple[Any, ...], Any, Cell]]:
    """Each cell beside the keys, by the row's key and its column, with what it is stored as."""
    dataset = reading.dataset
    for row, cells, said in zip(reading.rows, reading.places, reading.said, strict=True) if dataset else ():
        assert dataset is not None
        key = (dataset.id, *dataset.key_of(row))
        for name in said.difference(dataset.row_key):
            yield (*key, name), row[name], cells[name]


def _otherwise(file: str, cell: Cell, other: str, before: Cell) -> Problem:
    place = f"{letter(before.column)}{before.row}"
    shown, there = quoted(cell.text), quoted(before.text)
    found = Label(
        f"“{shown}”，而“{quoted(other)}”的 {place} 写的是“{there}”",
        f"“{shown}”, but “{quoted(other)}” says “{there}” in {place}",
    )
    wanted = Label("两处应当一致，请改正其中一处", "the two should agree: correct one of them")
    return Problem(file, cell.row, cell.heading, found, wanted, cell.column)


def _line_of(cells: Mapping[Any, Cell]) -> int:
    """The line on which the last cell of a row stands."""
    return max(cell.row for cell in cells.values())


def _of_sheet(
    blank: Reading, sheet: Sheet, datasets: Sequence[Dataset], choices: Mapping[str, Choices]
) -> list[Reading]:
    if blank.sheet in (HELP_SHEET.zh, HELP_SHEET.en):
        return [replace(blank, left_out=(Left(0, blank.sheet, IS_HELP),))]
    chosen = choices.get(blank.sheet, Choices())
    if chosen.dataset == LEAVE_OUT or blank.sheet in chosen.left_out:
        left = Left(0, blank.sheet, IS_NOT_WANTED)
        return [replace(blank, sheet_lines=sheet.lines, choices=chosen, left_out=(left,))]
    held, aside = shown(sheet, chosen.taken, blank.sheet)
    lines = tuple(_corrected(line, chosen) for line in held)
    blank = replace(blank, sheet_lines=sheet.lines, choices=chosen, section=sheet.section, set_aside=aside)
    if not lines:
        is_table = any(read for _, read in shapes.tables(sheet.lines, datasets, chosen, sheet.name))
        left = Left(0, blank.sheet, IS_ASIDE if is_table else NO_TABLE)
        return [replace(blank, set_aside=aside if is_table else (), left_out=(left,))]
    found = shapes.tables(lines, datasets, chosen, sheet.name)
    if chosen.left_out:
        chosen = replace(chosen, columns={**_left_out_places(found, chosen), **chosen.columns})
        blank = replace(blank, choices=chosen)
        found = shapes.tables(lines, datasets, chosen, sheet.name)
    return [one for part, read in found for one in _of_part(blank, part, read, datasets, sheet.year)]


def _left_out_places(found: Sequence[tuple[tuple[Line, ...], Table | None]], chosen: Choices) -> dict[int, str]:
    """The columns that are left out by their headings or letters."""
    slots = [slot for _, read in found if read is not None for slot in read.slots]
    return {slot.place: LEAVE_OUT for slot in slots if {slot.heading, letter(slot.place)} & chosen.left_out}


def _of_part(
    blank: Reading, lines: tuple[Line, ...], read: Table | None, datasets: Sequence[Dataset], year: int | None
) -> list[Reading]:
    """One of the sheet's tables, as the datasets that it tells of; `year` is what stands over the sheet."""
    first = next(place for place, cell in enumerate(lines[0].cells, 1) if cell.strip())
    blank = replace(blank, begins=f"{letter(first)}{lines[0].row}")
    read = read or shapes.as_chosen(lines, datasets, blank.choices)
    if read is not None and read.year is None and not read.tells_year:
        read = replace(read, year=year)
    if read is None:
        near, told = faults.unfit(lines, datasets)
        return [replace(blank, near=near, problems=tuple(problem_of(blank.name, fault) for fault in told))]
    asked = () if blank.choices.dataset else datasets
    return [_of_table(replace(blank, table=one), one, asked) for one in shapes.also(read, datasets)]


def _corrected(line: Line, choices: Choices) -> Line:
    cells = (choices.cells.get((line.row, place), cell) for place, cell in enumerate(line.cells, 1))
    return replace(line, cells=tuple(cells)) if choices.cells else line


def _of_table(blank: Reading, read: Table, datasets: Sequence[Dataset]) -> Reading:
    if told := [problem_of(blank.name, fault) for fault in faults.of_table(read, datasets)]:
        return replace(blank, problems=tuple(told))
    return _rows(blank, read, blank.choices)


def problem_of(file: str, fault: Fault) -> Problem:
    """A fault of the file's shape as a problem."""
    row, place, found, expected = fault
    return Problem(file, row, letter(place), found, expected, place)


def _rows(reading: Reading, read: Table, choices: Choices) -> Reading:
    rows: list[dict[str, Any]] = []
    places: list[Mapping[str, Cell]] = []
    cells: list[Understood] = []
    left_out: list[Left] = []
    problems: list[Problem] = []
    at: dict[tuple[Any, ...], int] = {}  # a key's place among the rows
    meanings = Meanings(read.dataset, choices)
    for count, found in enumerate(records(read)):
        if count == MAX_ROWS:
            problems = [Problem(reading.name, 0, "", *TOO_MANY)]
            break
        if isinstance(found, Left):
            left_out.append(found)
            continue
        if isinstance(found, tuple):
            problems.append(problem_of(reading.name, found))
            continue
        line = _line_of(found)
        told = understood(reading.name, found, meanings)
        cells += told
        problems += [one.problem for one in told if one.problem]
        if any(one.problem and not isinstance(one.column, Measure) for one in told):
            continue
        wrong = [one.cell for one in told if one.problem]
        row = row_of(told, read.dataset, reading.section)
        key, own = read.dataset.key_of(row), {column.id: cell for column, cell in found.items() if cell not in wrong}
        before = at.setdefault(key, len(rows)) if not wrong else len(rows)
        if before < len(rows):
            if (whole := joined((rows[before], places[before]), (row, own), read.dataset)) is not None:
                rows[before], places[before] = whole
                continue
            problems.append(repeated(reading.name, line, key, _line_of(places[before])))
        rows.append(row)
        places.append(own)
    if not rows and not problems and not any(one.reason == IS_NOT_FILLED for one in left_out):
        problems.append(without_rows(reading.name, read))
    return replace(
        reading,
        rows=tuple(rows),
        places=tuple(places),
        cells=tuple(cells),
        left_out=tuple(left_out),
        problems=tuple(problems),
    )


Placed = tuple[dict[str, Any], Mapping[str, Cell]]


def joined(first: Placed, second: Placed, dataset: Dataset) -> Placed | None:
    """Two lines of one key as one row, with the cells of both, where each says what the other is silent on and they
    agree on the rest; None where they do not, or one has nothing to add."""
    (row, cells), (other, others) = first, second
    said, told = ({name for name, cell in held.items() if cell.text.strip()} for held in (cells, others))
    if said <= told or told <= said or any(row[name] != other[name] for name in (said & told) - {NOTE.id}):
        return None
    notes = dict.fromkeys(filter(None, (one.get(NOTE.id, "") for one in (row, other))))
    new = told - said
    whole = row | {name: other[name] for name in new} | ({NOTE.id: "；".join(notes)} if notes else {})
    return whole, {**cells, **{name: others[name] for name in new}}


def without_rows(file: str, read: Table) -> Problem:
    """A header and nothing below it."""
    nothing = Label("只有表头，没有数据", "there is a header but no row")
    below = Label("表头下面应有数据行", "rows are expected below it")
    return Problem(file, read.header.row, "", nothing, below)


def repeated(file: str, line: int, key: Sequence[Any], before: int) -> Problem:
    """A row whose key an earlier row of the file has."""
    words = quoted(" ".join(map(str, key)))
    return Problem(
        file,
        line,
        "",
        Label(f"“{words}”与第 {before} 行重复", f"“{words}” is the same as row {before}"),
        Label("同一年同一项只能有一行", "one row for each year and item is expected"),
    )


def understood(file: str, record: Record, meanings: Meanings) -> list[Understood]:
    """Each cell of a record with its value; the words kept for a figure follow as cells of the note.

    The columns of provenance come first, so that words kept for a figure follow the file's own note.
    """
    told: list[Understood] = []
    written = next((cell.text for column, cell in record.items() if column.id == "indicator"), "")
    indicator = meanings.indicator(written)
    for column in sorted(record, key=_is_figure_or_key):
        cell = record[column]
        value, words, fault = meanings.of(column, cell.text, indicator, cell.unit)
        problem = None
        if fault is not None:
            shown = quoted(cell.text)
            found = Label(f"“{shown or '空白'}”", f"“{shown}”")
            problem = Problem(file, cell.row, cell.heading, found, fault, cell.column)
        told.append(Understood(cell, column, value, problem))
        if words:
            told.append(Understood(cell, NOTE, words))
    return told


def _is_figure_or_key(column: Column) -> bool:
    return column not in PROVENANCE


def row_of(told: Sequence[Understood], dataset: Dataset, section: str = "") -> dict[str, Any]:
    """The stored row. A wide table's row has the measures of its own block only; the rest is missing. `section` is
    where the sheet stands in its document."""
    always = (*dataset.texts, *(key for key in dataset.keys if key.optional))
    row: dict[str, Any] = {column.id: "" for column in always} | {m.id: None for m in dataset.stored_measures}
    for one in told:
        if one.column == NOTE:
            before = row.get(NOTE.id, "")
            if one.value not in before or NOTE.id not in row:
                row[NOTE.id] = "；".join(filter(None, (before, one.value)))
        else:
            row[one.column.id] = one.value
    if not row.get(SECTION.id):
        row[SECTION.id] = section or dataset.section_of(row.get("indicator", ""))
    return row
