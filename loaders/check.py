"""A file as a dataset's rows: every problem at once, nothing guessed, nothing dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from loaders import notation
from loaders.problem import Problem
from loaders.read import Line, Unreadable, lines
from loaders.shapes import Header, header
from schema import NOTE, PROVENANCE, SECTION, YEAR, Column, Dataset, Indicator, Key, Label, Language, Measure

TOTALS = {"合计", "小计", "总计", "全市"}
Number = TypeVar("Number", int, float)
YEARS = range(1949, 3000)


@dataclass(frozen=True)
class Reading:
    """What a file was understood to say. Rows are dicts of the dataset's stored columns, ready for the store; they are
    complete only where there are no problems. `left_out` are the totals' rows, which are never stored as members."""

    file: str
    content: bytes
    encoding: str = ""
    dataset: Dataset | None = None
    rows: tuple[dict[str, Any], ...] = ()
    left_out: tuple[tuple[int, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    headings: tuple[tuple[str, Column], ...] = field(default=())

    def summary(self, language: Language) -> str:
        """What was understood, in a sentence."""
        if self.dataset is None:
            return ""
        years = sorted({row["year"] for row in self.rows})
        name = self.dataset.label.text(language)
        left = [f"{row}（{value}）" for row, value in self.left_out]
        if language == "zh":
            text = f"{name}，{len(self.rows)} 行，{'、'.join(map(str, years))} 年，编码 {self.encoding}"
            return text + (f"；合计行不入库：第 {'、'.join(left)} 行" if left else "")
        text = f"{name}: {len(self.rows)} rows, {', '.join(map(str, years))}, in {self.encoding}"
        return text + (f"; total rows left out: {', '.join(left)}" if left else "")


def read_file(file: str, content: bytes, datasets: Sequence[Dataset]) -> Reading:
    """Read a file's bytes as one of the datasets. Never raises for what a file may hold: see `Reading.problems`."""
    try:
        found, encoding = lines(content)
    except Unreadable as error:
        return Reading(file, content, problems=(Problem(file, error.row, "", error.found, error.expected),))
    top = header(found[0].cells, datasets)
    faults = tuple(
        Problem(file, found[0].row, _letter(place) if place else "", what, expected)
        for place, what, expected in top.faults
    )
    if top.dataset is None or faults:
        return Reading(file, content, encoding, top.dataset, problems=faults)
    return _rows(Reading(file, content, encoding, top.dataset), top, found[0], found[1:])


def _rows(reading: Reading, top: Header, first: Line, body: Sequence[Line]) -> Reading:
    assert top.dataset is not None
    rows: list[dict[str, Any]] = []
    left_out: list[tuple[int, str]] = []
    problems: list[Problem] = []
    at: dict[tuple[Any, ...], int] = {}
    for line in body:
        if (total := _total(line, top)) is not None:
            left_out.append((line.row, total))
            continue
        row, found = _row(reading.file, line, top, first)
        problems += found
        if found:
            continue
        key = tuple(row[name] for name in top.dataset.row_key)
        if key in at:
            words = " ".join(map(str, key))
            problems.append(
                Problem(
                    reading.file,
                    line.row,
                    "",
                    Label(f"“{words}”与第 {at[key]} 行重复", f"“{words}” is the same as row {at[key]}"),
                    Label("同一年同一项只能有一行", "one row for each year and item is expected"),
                )
            )
        at.setdefault(key, line.row)
        rows.append(row)
    if not rows and not problems:
        problems.append(
            Problem(
                reading.file,
                first.row,
                "",
                Label("只有表头，没有数据", "there is a header but no row"),
                Label("表头下面应有数据行", "rows are expected below it"),
            )
        )
    headings = tuple((cell, column) for cell, column in zip(first.cells, top.columns, strict=True) if column)
    return Reading(
        reading.file,
        reading.content,
        reading.encoding,
        top.dataset,
        tuple(rows),
        tuple(left_out),
        tuple(problems),
        headings,
    )


def _total(line: Line, top: Header) -> str | None:
    """The word for a total that stands in one of the row's keys, unless the key declares it as a whole."""
    for cell, column in zip(line.cells, top.columns, strict=False):
        value = notation.member(notation.folded(cell))
        if isinstance(column, Key) and value in TOTALS and value not in column.wholes:
            return value
    return None


def _row(file: str, line: Line, top: Header, first: Line) -> tuple[dict[str, Any], list[Problem]]:
    dataset = top.dataset
    assert dataset is not None
    if len(line.cells) != len(top.columns):
        return {}, [
            Problem(
                file,
                line.row,
                "",
                Label(f"这一行有 {len(line.cells)} 格", f"this row has {len(line.cells)} cells"),
                Label(f"应与表头一样有 {len(top.columns)} 格", f"{len(top.columns)} are expected, as in the header"),
            )
        ]
    cells = {column: cell for column, cell in zip(top.columns, line.cells, strict=True) if column is not None}
    words_only = (*PROVENANCE, *dataset.texts, *(key for key in dataset.keys if key.optional))
    row: dict[str, Any] = {column.id: "" for column in words_only} | {m.id: None for m in dataset.stored_measures}
    problems: list[Problem] = []
    for column, value, words, fault in _values(cells, dataset):
        if fault is None:
            row[column.id] = value
            if words and words not in row[NOTE.id]:
                row[NOTE.id] = "；".join(filter(None, (row[NOTE.id], words)))
        else:
            cell = cells[column]
            shown = cell if cell.strip() else Label("空白", "blank").zh
            heading = first.cells[top.columns.index(column)]
            problems.append(Problem(file, line.row, heading, Label(f"“{shown}”", f"“{cell}”"), fault))
    if not problems and not row[SECTION.id]:
        row[SECTION.id] = dataset.section_of(row.get("indicator", ""))
    return row, problems


def _values(cells: dict[Column, str], dataset: Dataset) -> Iterator[tuple[Column, Any, str, Label | None]]:
    """Each column with its value, the words to keep beside it, and what was expected where it is not understood.

    The columns of provenance come first, so that words kept for a figure follow the file's own note.
    """
    indicator = _indicator(cells, dataset)
    for column in sorted(cells, key=lambda column: column not in PROVENANCE):
        cell = cells[column]
        value: Any = None
        words = ""
        fault: Label | None = None
        try:
            if column in PROVENANCE:
                value = cell.strip()
            elif column in dataset.texts:
                value = "" if notation.folded(cell) in notation.MISSING else cell.strip()
            elif column == YEAR:
                value = _within(notation.year(cell), YEARS.start, YEARS.stop - 1)
            elif isinstance(column, Key):
                value = _member(cell, column, dataset, indicator)
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


def _indicator(cells: dict[Column, str], dataset: Dataset) -> Indicator | None:
    written = next((cell for column, cell in cells.items() if column.id == "indicator"), "")
    name = notation.folded(written).casefold()
    return next((one for one in dataset.stored_indicators if name in map(str.casefold, one.headings)), None)


def _member(cell: str, key: Key, dataset: Dataset, indicator: Indicator | None) -> str:
    if dataset.indicators and key.id == "indicator":
        if indicator is None:
            raise notation.NotUnderstood(
                Label("应为词典里的指标名或代号", "the name or id of an indicator in the dictionary is expected")
            )
        return indicator.id
    value = notation.member(cell)
    if not value and not key.optional:
        raise notation.NotUnderstood(Label(f"应写明{key.label.zh}", f"a {key.label.en.lower()} is expected"))
    return value


def _within(value: Number, low: float | None, high: float | None) -> Number:
    if (low is not None and value < low) or (high is not None and value > high):
        lowest, highest = ("" if end is None else f"{end:,.15g}".replace(",", "") for end in (low, high))
        raise notation.NotUnderstood(
            Label(f"应在 {lowest} 到 {highest} 之间", f"a value from {lowest} to {highest} is expected")
        )
    return value


def _letter(place: int) -> str:
    """The spreadsheet's letters for a column number: 1 is A, 27 is AA."""
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
