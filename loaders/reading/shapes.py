"""Which dataset a sheet holds and what each of its columns is: the template's long form, and the report's wide forms.

Every place for a header among the first lines is tried, for every dataset; the reading that leaves least unexplained is
taken. What explains a column is in `columns` and `headings`, how a sheet is laid out in `structure`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from loaders.files.sheet import Line
from loaders.reading import notation, structure, units
from loaders.reading.columns import Sheet, column_of, is_open, lacking, slots_of
from loaders.reading.headings import names_of, vocabulary
from loaders.reading.table import Choices, Slot, Table, begins_with_year, plain
from schema import YEAR, Column, Dataset, Label, Measure

DEEPEST_HEADER = 3  # rows
LONGEST_HEADING = 200  # characters
LOWEST_HEADER = 12  # the last row among the sheet's lines on which a header may begin

Score = tuple[int, ...]


def tables(
    lines: Sequence[Line], datasets: Sequence[Dataset], choices: Choices, name: str = ""
) -> list[tuple[tuple[Line, ...], Table | None]]:
    """The tables of a sheet, above and beside one another, each with its lines; None for one that is not understood.

    A dataset that the user chose is the sheet's only one, or else that of the tables which are not understood alone.
    """
    names = names_of(tuple(datasets))
    pieces = [piece for part in structure.parts(lines, names) for piece in _beside(part, datasets, choices, name)]
    if len(pieces) == 1:
        return [(pieces[0], table(pieces[0], datasets, choices, name))]
    alone = replace(choices, dataset=None)
    return [(piece, table(piece, datasets, alone, name) or table(piece, datasets, choices, name)) for piece in pieces]


def _beside(part: tuple[Line, ...], datasets: Sequence[Dataset], choices: Choices, name: str) -> list[tuple[Line, ...]]:
    """The part's strips of columns where each is a table by itself; else the part as a whole."""
    strips = structure.strips(part)
    if len(strips) > 1 and all(_is_table(strip, datasets, choices, name) for strip in strips):
        return strips
    return [part]


def _is_table(strip: tuple[Line, ...], datasets: Sequence[Dataset], choices: Choices, name: str) -> bool:
    read = table(strip, datasets, choices, name)
    return read is not None and not any(is_open(slot) and slot.path for slot in read.slots)


def table(
    lines: Sequence[Line], datasets: Sequence[Dataset], choices: Choices | None = None, name: str = ""
) -> Table | None:
    """The reading of the lines that leaves least unexplained; None where no dataset's keys and measures are there.

    `name` is the sheet's, which is a title too.
    """
    choices = choices or Choices()
    stated = tuple(line for line in lines[: LOWEST_HEADER + DEEPEST_HEADER] if units.units_of(line))
    rest = tuple(line for line in lines if line not in stated) if stated else tuple(lines)
    best: tuple[Score, Table] | None = None
    for depths in (range(1, DEEPEST_HEADER + 1), (0,)):
        for score, read in _tried(rest, depths, datasets, choices, name):
            if best is None or score > best[0]:
                best = score, read
        if best is not None:
            return _with_units(replace(best[1], units=stated))
    return None


def _tried(
    lines: tuple[Line, ...], depths: Sequence[int], datasets: Sequence[Dataset], choices: Choices, name: str
) -> Iterator[tuple[Score, Table]]:
    """Every reading of the lines that has all keys and a measure, with how well it explains them."""
    offered = [dataset for dataset in datasets if choices.dataset in (None, dataset.id)]
    width = max((len(line.cells) for line in lines), default=0)
    headers = {
        line.row for line in lines[: LOWEST_HEADER + DEEPEST_HEADER] if structure.heads(line, names_of(tuple(datasets)))
    }
    for start in range(min(LOWEST_HEADER, len(lines))):
        above = lines[:start]
        titles = (*(text for line in above for text in structure.texts(line)), *filter(None, (name,)))
        for depth in depths:
            if depth > len(lines) - start or (not depth and any(map(_is_row, above))):
                continue
            heads = lines[start : start + depth]
            paths = _paths([line.cells for line in heads]) if heads else [()] * width
            if paths is None:
                continue
            sheet = Sheet(tuple(paths), above, lines[start + depth :], titles)
            for dataset in offered:
                slots = slots_of(sheet, dataset, datasets, choices)
                score = _score(slots, sheet, dataset, start, depth)
                if score is not None:
                    if sheet.body and sheet.body[0].row in headers:
                        score = (score[0] - 2, *score[1:])
                    header = heads[0] if heads else Line(lines[start].row, ())
                    year = choices.year or notation.only_year(titles)
                    yield score, Table(dataset, slots, header, sheet.body, year, above, heads[1:])


def _is_row(line: Line) -> bool:
    """Whether a line is one of figures: without a header no table begins below one."""
    return len(structure.texts(line)) > 1 and structure.has_figures((line,))


def _with_units(read: Table) -> Table:
    """The table with the units that stand in a line below its header."""
    below = {
        place: unit
        for line in read.units
        if line.row > read.header.row or len(units.units_of(line)) > 1
        for place, unit in units.units_of(line).items()
    }
    slots = tuple(replace(slot, unit=slot.unit or below.get(slot.place, "")) for slot in read.slots)
    return replace(read, slots=slots)


def as_chosen(lines: Sequence[Line], datasets: Sequence[Dataset], choices: Choices) -> Table | None:
    """The lines as the dataset that the user chose, where they do not fit it yet: its columns are then chosen too."""
    dataset = next((dataset for dataset in datasets if dataset.id == choices.dataset), None)
    start = next(
        (place for place, line in enumerate(lines) if sum(bool(cell.strip()) for cell in line.cells) > 1), None
    )
    if dataset is None or start is None:
        return None
    paths = tuple(tuple(filter(None, (cell.strip(),))) for cell in lines[start].cells)
    above, body = tuple(lines[:start]), tuple(lines[start + 1 :])
    slots = slots_of(Sheet(paths, above, body, ()), dataset, datasets, choices)
    return Table(dataset, slots, lines[start], body, choices.year, above)


def also(read: Table, datasets: Sequence[Dataset]) -> tuple[Table, ...]:
    """The table, and what its columns tell of other datasets that have no other keys: amounts beside head counts."""
    lost = [slot for slot in read.slots if is_open(slot) and slot.heading]
    tables = [read]
    for dataset in datasets:
        headings = vocabulary(dataset).columns
        told = [slot for slot in lost if isinstance(headings.get(plain(slot.heading)), Measure)]
        slots = tuple(_told_of(slot, dataset, read.dataset, slot in told) for slot in read.slots)
        if told and dataset != read.dataset and not lacking(slots, dataset):
            tables.append(replace(read, dataset=dataset, slots=slots))
            elsewhere = Label(f"属于“{dataset.label.zh}”", f"belongs to {dataset.label.en}")
            tables[0] = replace(
                tables[0],
                slots=tuple(replace(slot, dropped=elsewhere) if slot in told else slot for slot in tables[0].slots),
            )
            lost = [slot for slot in lost if slot not in told]
    return tuple(tables)


def _told_of(slot: Slot, dataset: Dataset, first: Dataset, is_told: bool) -> Slot:
    """What a column of a table is for another dataset: the figures told of it, and the keys that both have."""
    column: Column | None = vocabulary(dataset).columns[plain(slot.heading)] if is_told else None
    if not is_told and not isinstance(slot.column, Measure):
        column = column_of(dataset, slot.column)
    belongs = Label(f"属于“{first.label.zh}”", f"belongs to {first.label.en}")
    return replace(slot, column=column, member=None, dropped=None if column else slot.dropped or belongs)


def _paths(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]] | None:
    """Each column's headings from top to bottom; a heading over several columns is written over the first only.

    None where a row holds one text, as a title does; where an upper row spans nothing, and is no translation: then the
    rows are no header together; and where a cell is no heading, as a figure or a paragraph is none.
    """
    width = max(map(len, rows))
    padded = [[*(cell.strip() for cell in row), *[""] * (width - len(row))] for row in rows]
    if any(len(cell) > LONGEST_HEADING or notation.is_figure(cell) for row in padded for cell in row):
        return None
    if any(sum(map(bool, row)) < 2 for row in padded):
        return None
    for upper, lower in pairwise(padded):
        spans = False
        for place in range(1, width):
            if not upper[place] and lower[place] and upper[place - 1]:
                upper[place], spans = upper[place - 1], True
        if not spans and not _are_two_languages(upper, lower):
            return None
    return [tuple(filter(None, (row[place] for row in padded))) for place in range(width)]


def _are_two_languages(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether two lines say the same headings, one in Latin letters and one not."""
    both = [(one, other) for one, other in zip(upper, lower, strict=True) if one and other]
    words = [cell for pair in both for cell in pair if not cell.isascii() or re.search("[A-Za-z]", cell)]
    return (
        len(both) > 1 and len(words) == 2 * len(both) and all(one.isascii() != other.isascii() for one, other in both)
    )


def _more_than_titles(lines: Sequence[Line]) -> int:
    """How many cells stand above a header in lines that hold several: they may be headings that it leaves out."""
    filled = [sum(bool(cell.strip()) for cell in line.cells) for line in lines]
    return sum(cells for cells in filled if cells > 1)


def _score(slots: Sequence[Slot], sheet: Sheet, dataset: Dataset, start: int, depth: int) -> Score | None:
    if not any(isinstance(slot.column, Measure) for slot in slots) or lacking(slots, dataset):
        return None
    unknown = sum(is_open(slot) and bool(slot.path or sheet.texts(slot)) for slot in slots)
    passed_over = _more_than_titles(sheet.above)
    known = sum(slot.column is not None for slot in slots)
    if known < 2:
        return None
    years = any(slot.year or slot.column == YEAR or begins_with_year(slot) for slot in slots)
    by_heading = sum(
        slot.column is not None and slot.column == vocabulary(dataset).columns.get(plain(slot.heading))
        for slot in slots
    )
    return (known - 2 * unknown - 2 * passed_over, int(years), -depth, -start, by_heading, -len(dataset.stored))
