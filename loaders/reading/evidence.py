"""What a sheet prints beside its figures, cell by cell: where each came from, changes, totals, captions, notes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from loaders.files.sheet import Line
from loaders.files.text import folded
from loaders.reading import notation, units
from loaders.reading.columns import IS_CAPTION
from loaders.reading.folding import marked
from loaders.reading.records import IS_FOOTNOTE, IS_TOTAL, Left, total
from loaders.reading.table import Cell, Record, Slot, Table, text_of
from schema import SECTION, WORDS, YEAR, Dataset, Evidence, EvidenceKind, Key, Measure

UNNAMED = re.compile(r"(sheet|工作表)\s*\d*", re.IGNORECASE)

Row = Mapping[str, Any]
Cells = Mapping[str, Cell]


def of_table(
    read: Table, rows: Sequence[Row], places: Sequence[Cells], left_out: Sequence[Left], sheet: str = ""
) -> tuple[Evidence, ...]:
    """Everything that the table prints, in the order of its kinds; `sheet` is the name of the table's sheet."""
    paths = {slot.place: slot.path for slot in read.slots}
    found = [
        *_above(read, sheet),
        *_figures(read.dataset, rows, places, paths),
        *_sentences(read.dataset, rows, places),
        *_printed_beside(read, rows, places),
        *_totals(read, left_out, paths),
        *_below(read, left_out),
    ]
    return tuple(replace(one, sheet=sheet) for one in found) if sheet else tuple(found)


def titles(read: Table, sheet: str = "") -> list[Evidence]:
    """The titles of the table, the sheet's name among them."""
    return [one for one in _above(read, sheet) if one.kind == "caption"]


def _above(read: Table, sheet: str) -> Iterator[Evidence]:
    """The titles over the table or down its side, and a unit that stands among them; the sheet's name is one too."""
    if sheet and not UNNAMED.fullmatch(sheet):
        yield Evidence("caption", read.dataset.id, sheet, section=read.dataset.section)
    section = read.dataset.section
    for slot in read.slots:
        if slot.dropped == IS_CAPTION and slot.path:
            title = slot.path[0]
            yield Evidence("caption", read.dataset.id, title, row=read.header.row, column=slot.place, section=section)
    for line in sorted((*read.above, *read.units), key=lambda line: line.row):
        for place, cell in enumerate(line.cells, 1):
            if text := cell.strip():
                unit = units.unit_in(text)
                kind: EvidenceKind = "unit" if unit else "caption"
                yield Evidence(kind, read.dataset.id, text, row=line.row, column=place, section=section, unit=unit)


def _figures(
    dataset: Dataset, rows: Sequence[Row], places: Sequence[Cells], paths: Mapping[int, tuple[str, ...]]
) -> Iterator[Evidence]:
    """The cells that the stored figures came from, and those that say why there is none."""
    measures = [column.id for column in (*dataset.stored_measures, *dataset.texts)]
    for row, cells in zip(rows, places, strict=True):
        labels: tuple[str, ...] | None = None
        for name in measures:
            cell = cells.get(name)
            if cell is None or not cell.column or not cell.text.strip():
                continue
            if labels is None:
                labels, members = _labels(dataset, cells), members_of(dataset, row)
            figure = Evidence(
                "figure",
                dataset.id,
                cell.text.strip(),
                row=cell.row,
                column=cell.column,
                path=(*paths.get(cell.column, ()), *labels),
                column_id=_spoken_of(dataset, row, name),
                year=row["year"],
                members=members,
                section=row.get(SECTION.id, ""),
            )
            yield figure
            if mark := marked(folded(figure.text))[1]:
                yield replace(figure, kind="mark", text=mark)


def _sentences(dataset: Dataset, rows: Sequence[Row], places: Sequence[Cells]) -> Iterator[Evidence]:
    """The report's own words that a row quotes."""
    for row, cells in zip(rows, places, strict=True):
        cell = cells.get(WORDS.id)
        if cell is not None and cell.text.strip():
            yield Evidence(
                "sentence",
                dataset.id,
                cell.text.strip(),
                row=cell.row,
                column=cell.column,
                column_id=_spoken_of(dataset, row, ""),
                year=row["year"],
                members=members_of(dataset, row),
                section=row.get(SECTION.id, ""),
            )


def _printed_beside(read: Table, rows: Sequence[Row], places: Sequence[Cells]) -> Iterator[Evidence]:
    """Printed changes and the columns of totals, each with what the rows of its line say it speaks of."""
    beside = [slot for slot in read.slots if slot.printed]
    if not beside:
        return
    by_line: dict[int, list[tuple[Row, Cells]]] = {}
    for row, cells in zip(rows, places, strict=True):
        by_line.setdefault(max(cell.row for cell in cells.values()), []).append((row, cells))
    for line in read.body:
        if line.row in by_line:
            for slot in beside:
                if text_of(line, slot).strip():
                    yield _of_line(read, line, slot, by_line[line.row])


def _of_line(read: Table, line: Line, slot: Slot, said: Sequence[tuple[Row, Cells]]) -> Evidence:
    """A printed change speaks of the latest year to its left; a column of totals of the years that its heading says."""
    dataset = read.dataset
    names = [column.id for column in dataset.stored_measures]
    to_left = [
        (row, cells, name)
        for row, cells in said
        for name in names
        if name in cells and cells[name].column < slot.place and (slot.of is None or slot.of.id == name)
    ] or [(row, cells, name) for row, cells in said for name in names if name in cells]
    nearest = max(to_left, key=lambda one: one[1][one[2]].column)
    row, cells, name = max((one for one in to_left if one[2] == nearest[2]), key=lambda one: one[0]["year"])
    text = text_of(line, slot).strip()
    headed_by_year = any(one.year for one in read.of(Measure))
    over = {one.member[0].id for one in read.of(Measure) if one.member}
    members = members_of(dataset, row)
    year: int | None = slot.year or row["year"]
    if slot.printed == "total":
        members = tuple(member for member in members if member[0] not in over)
        year = slot.year or (None if headed_by_year else row["year"])
    return Evidence(
        "note" if slot.printed == "total" and notation.is_mean(slot.heading) else slot.printed or "change",
        dataset.id,
        text,
        row=line.row,
        column=slot.place,
        path=(*slot.path, *_labels(dataset, cells)),
        column_id=_spoken_of(dataset, row, slot.of.id if slot.of else name),
        year=year,
        members=members,
        section=row.get(SECTION.id, ""),
        unit=notation.printed_unit(text) or notation.printed_unit(slot.heading),
    )


def _totals(read: Table, left_out: Sequence[Left], paths: Mapping[int, tuple[str, ...]]) -> Iterator[Evidence]:
    """The cells of the rows of totals; a row of means is a note, since nothing adds up to it."""
    for left in left_out:
        if left.reason == IS_TOTAL:
            for record in left.records:
                yield from _of_total(read, record, left.text, paths)


def _of_total(read: Table, record: Record, word: str, paths: Mapping[int, tuple[str, ...]]) -> Iterator[Evidence]:
    dataset = read.dataset
    members = tuple(
        (column.id, value)
        for column, cell in record.items()
        if isinstance(column, Key) and (value := notation.member(cell.text)) and not total(cell.text, column)
    )
    year = next((_year_of(cell.text) for column, cell in record.items() if column == YEAR), None)
    for column, cell in record.items():
        if isinstance(column, Measure) and cell.text.strip():
            yield Evidence(
                "note" if notation.is_mean(word) else "total",
                dataset.id,
                cell.text.strip(),
                row=cell.row,
                column=cell.column,
                path=(*paths.get(cell.column, ()), word),
                column_id=column.id,
                year=year,
                members=members,
                section=dataset.section,
            )


def _year_of(text: str) -> int | None:
    try:
        return notation.year(text)
    except notation.NotUnderstood:
        return None


def _below(read: Table, left_out: Sequence[Left]) -> Iterator[Evidence]:
    """The notes below the table, each with its cell."""
    rows = [line.row for line in read.body]
    for left in left_out:
        if left.reason == IS_FOOTNOTE:
            line = read.body[bisect_left(rows, left.row)]
            place = next(place for place, cell in enumerate(line.cells, 1) if cell.strip())
            section = read.dataset.section
            yield Evidence("note", read.dataset.id, left.text.strip(), row=left.row, column=place, section=section)


def members_of(dataset: Dataset, row: Row) -> tuple[tuple[str, str], ...]:
    """The row's key values; the scorecard's indicator is what a cell speaks of, no member."""
    return () if dataset.indicators else tuple((key.id, row[key.id]) for key in dataset.keys)


def _spoken_of(dataset: Dataset, row: Row, name: str) -> str:
    return str(row["indicator"]) if dataset.indicators else name


def _labels(dataset: Dataset, cells: Cells) -> tuple[str, ...]:
    """The labels of a line as they are written: its year and keys, in their order; headings are told by the path."""
    names = [column.id for column in (YEAR, *dataset.keys)]
    told = sorted((cells[name] for name in names if name in cells and cells[name].column), key=_place)
    return tuple(cell.text.strip() for cell in told if cell.text.strip())


def _place(cell: Cell) -> int:
    return cell.column
