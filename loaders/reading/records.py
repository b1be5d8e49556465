"""The lines below a header: the records that they say, and what of them is left out, with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from loaders.files.sheet import Line
from loaders.files.text import folded
from loaders.reading import notation, structure, units
from loaders.reading.headings import BRACKETS
from loaders.reading.table import Cell, Fault, Record, Slot, Table, begins_with_year, text_of
from schema import NOTE, SECTION, YEAR, Column, Key, Label, Language, Measure

LANGUAGES: tuple[Language, ...] = ("zh", "en")
EXAMPLE = Label("示例", "Example")  # what the year of a template's example line begins with


@dataclass(frozen=True)
class Left:
    """A line, or a part of one, that is not stored, and why; `records` are what a row of totals prints."""

    row: int
    text: str
    reason: Label
    records: tuple[Record, ...] = ()


IS_TOTAL = Label("合计行不作为成员入库", "a total is never stored as a member")
IS_SHARE = Label("占比行，由表里的数算出，不入库", "a line of shares, computed from the figures over it")
IS_FOOTNOTE = Label("表下说明", "a note below the table")
IS_HEADER = Label("重复的表头", "the header again")
IS_BLANK_BLOCK = Label("该年没有这一项", "no such item in that year")
IS_EXAMPLE = Label("示例行不入库", "an example is not stored")
IS_NOT_FILLED = Label("没有填数，不入库；确实没有数据请写“/”", "not filled in; write “/” where there is no figure")
TOLD = (IS_TOTAL, IS_EXAMPLE, IS_NOT_FILLED)


def records(
    read: Table, lines: Iterable[Line] | None = None, above: dict[int, Cell] | None = None
) -> Iterator[Record | Left | Fault]:
    """The body's rows, one for each year and member; the lines that are left out; the lines that do not fit.

    `lines` are a part of a body too long to hold; `above` are the keys and words by their place as the lines before
    left them, and are brought up to date.
    """
    above = {} if above is None else above
    for line in read.body if lines is None else lines:
        texts = [cell for cell in line.cells if cell.strip()]
        if structure.is_note(line):
            yield Left(line.row, " ".join(texts), IS_FOOTNOTE)
        elif line.cells in read.head_cells:
            yield Left(line.row, " ".join(texts), IS_HEADER)
        elif (example := _example(line, read)) is not None:
            yield Left(line.row, example, IS_EXAMPLE)
        elif (total := _total(line, read)) is not None:
            yield Left(line.row, total, IS_TOTAL, tuple(_of_total(line, read, above)))
        elif (share := _share(line, read)) is not None:
            yield Left(line.row, share, IS_SHARE)
        elif len(line.cells) != len(read.slots) and (read.is_long or any(line.cells[len(read.slots) :])):
            found = Label(f"这一行有 {len(line.cells)} 格", f"this row has {len(line.cells)} cells")
            wanted = len(read.slots)
            yield line.row, 0, found, Label(f"应与表头一样有 {wanted} 格", f"{wanted} are expected, as in the header")
        else:
            yield from _of_line(line, read, above)


def _of_line(line: Line, read: Table, above: dict[int, Cell]) -> Iterator[Record | Left]:
    for slot in read.shared:
        cell = _labelled(line, slot)
        if is_told_once(slot.column) and not cell.text.strip() and slot.place in above:
            cell = replace(cell, text=above[slot.place].text)
        above[slot.place] = cell
    for (_, year, member), own in read.blocks.items():
        record = _record(line, read, above, year, member, own)
        yield _left(record, own, read, line) or record


def _labelled(line: Line, slot: Slot) -> Cell:
    """The cell of a column that holds for the whole line; where it is blank, the innermost of its groups' labels."""
    for place in (slot.place, *reversed(slot.groups)):
        text = line.cells[place - 1] if place <= len(line.cells) else ""
        if text.strip():
            return Cell(_with_mark(text, line, place), line.row, place, slot.heading)
    return Cell("", line.row, slot.place, slot.heading)


def _record(
    line: Line,
    read: Table,
    shared: Mapping[int, Cell],
    year: int | None,
    member: tuple[Key, str] | None,
    own: Sequence[Slot],
) -> Record:
    """What a line says in one block of figures, with the keys and words `shared` by their place."""
    record = _shared(read, own, shared)
    stated = _unit_of(line, read) if read.states_units else ""
    for slot in own:
        if slot.column is not None:
            text = _with_mark(text_of(line, slot), line, slot.place)
            record[slot.column] = Cell(text, line.row, slot.place, slot.heading, slot.unit or stated)
        if slot.label and NOTE not in record and (remark := BRACKETS.search(folded(line.cells[slot.label - 1]))):
            record[NOTE] = Cell(remark[1], line.row, slot.label, slot.heading)
    if year is not None:
        record[YEAR] = Cell(str(year), line.row, 0, own[0].heading)
    elif YEAR not in record and (named := [slot for slot in read.slots if begins_with_year(slot)]):
        record[YEAR] = replace(shared[named[0].place], text=_year_of_name(shared[named[0].place].text))
    elif YEAR not in record and read.year is not None:
        record[YEAR] = Cell(str(read.year), line.row, 0, "")
    if member is not None:
        record[member[0]] = Cell(member[1], line.row, 0, own[0].heading)
    return record


def _with_mark(text: str, line: Line, place: int) -> str:
    """The text with the footnote mark that the sheet has raised beside it, as a mark is written in plain text."""
    marks = [aside.text.strip() for aside in line.asides if aside.kind == "mark" and aside.place == place]
    return f"{text}[{''.join(marks).strip('[]()')}]" if marks and text.strip() else text


def _unit_of(line: Line, read: Table) -> str:
    """The unit that a line states in a column of its own."""
    return next((units.unit_in(text_of(line, slot)) for slot in read.states_units), "")


def _of_total(line: Line, read: Table, above: Mapping[int, Cell]) -> Iterator[Record]:
    """What a row of totals prints, by year and member. A key is kept that is written on the line, or stands to the left
    of the word for the total and holds for the lines above; and a year that is written once for several lines."""
    at, _ = next(_totals(line, read))
    shared: dict[int, Cell] = {}
    for slot in read.shared:
        cell = _labelled(line, slot)
        told_above = slot.place < at and is_told_once(slot.column) and (slot.column != YEAR or read.has_blank_years)
        if not cell.text.strip() and told_above and slot.place in above:
            cell = replace(cell, text=above[slot.place].text)
        shared[slot.place] = cell
    for (_, year, member), own in read.blocks.items():
        yield _record(line, read, shared, year, member, own)


def _left(record: Record, own: Sequence[Slot], read: Table, line: Line) -> Left | None:
    """Why a record says nothing; None where it does."""
    if not read.is_long:
        headings = " ".join(slot.heading for slot in own)
        return Left(line.row, headings, IS_BLANK_BLOCK) if _is_blank(record) else None
    names = (cell.text for column, cell in record.items() if isinstance(column, Key))
    return Left(line.row, " ".join(filter(None, names)), IS_NOT_FILLED) if _is_not_filled(record) else None


def _shared(read: Table, own: Sequence[Slot], above: Mapping[int, Cell]) -> Record:
    """The keys and words of a block; of a key that stands twice, the one to the left of the block's figures."""
    first = own[0].place
    record: Record = {}
    for slot in read.shared:
        if slot.column is None or slot.place not in above:
            continue
        if slot.column not in record or slot.place < first:
            record[slot.column] = above[slot.place]
    return record


def _is_blank(record: Record) -> bool:
    """Whether a wide table has no such row: a key is written as missing, or every figure of the block is blank."""
    keys = [cell.text for column, cell in record.items() if isinstance(column, Key) and not column.optional]
    figures = [cell.text for column, cell in record.items() if isinstance(column, Measure)]
    if any(folded(text) in notation.MISSING for text in keys):
        return all(folded(text) in notation.MISSING for text in figures)
    return not any(text.strip() for text in figures)


def _is_not_filled(record: Record) -> bool:
    """Whether a line names a row and says nothing of it: no figure, not even “/”, no words, no note."""
    names = (YEAR, SECTION)
    told = (cell.text for column, cell in record.items() if column not in names and not isinstance(column, Key))
    return not any(text.strip() for text in told)


def _example(line: Line, read: Table) -> str | None:
    """The year's cell of a template's example line."""
    beginnings = (EXAMPLE.zh.casefold(), EXAMPLE.en.casefold())
    years = (text_of(line, slot).strip() for slot in read.slots if slot.column == YEAR)
    return next((text for text in years if folded(text).casefold().startswith(beginnings)), None)


def _total(line: Line, read: Table) -> str | None:
    """The word for a total that stands in one of the row's keys, unless the key declares it as a whole."""
    return next((word for _, word in _totals(line, read)), None)


def _totals(line: Line, read: Table) -> Iterator[tuple[int, str]]:
    """The words for a total before the line's figures, each with its place: in a key, or joined over a key and the list
    number before it."""
    for slot in read.shared:
        cell = _labelled(line, slot)
        if (word := total(cell.text, slot.column)) is not None:
            yield cell.column, word
    for slot in read.beside:
        if notation.is_total(text_of(line, slot)):
            yield slot.place, notation.member(text_of(line, slot))


def _share(line: Line, read: Table) -> str | None:
    """The name of a line that prints what share each figure over it has."""
    return next(
        (cell.text for slot in read.shared if is_share((cell := _labelled(line, slot)).text, slot.column)), None
    )


def is_share(text: str, column: Column | None) -> bool:
    """Whether a key's or a year's cell names a line of shares; among indicators it is a name that is not known."""
    names_rows = column == YEAR or (isinstance(column, Key) and column.id != "indicator")
    return names_rows and notation.same(notation.member(folded(text))) in notation.SHARES


def total(text: str, column: Column | None) -> str | None:
    """The word for a total that a cell of a key or a year is, unless the key declares it as one of its values. A whole
    number of something, 社团总数, is a total among names; among indicators it is one of them."""
    if column != YEAR and not isinstance(column, Key):
        return None
    value = notation.member(folded(text))
    is_number = isinstance(column, Key) and column.id != "indicator" and value.endswith(notation.WHOLE_NUMBERS)
    if not notation.is_total(text) and not is_number:
        return None
    return None if isinstance(column, Key) and value in _declared(column) else value


@cache
def _declared(key: Key) -> frozenset[str]:
    names = (key.name(value, language) for value in key.names for language in LANGUAGES)
    sayings = (saying for said in key.sayings.values() for saying in said)
    return frozenset((*key.wholes, *key.order, *key.names, *names, *sayings))


def is_told_once(column: Column | None) -> bool:
    """Whether a blank cell of the column stands for the cell above it."""
    return column == YEAR or (isinstance(column, Key) and not column.optional)


def _year_of_name(name: str) -> str:
    """The calendar year that a name begins with; the name itself where there is none, for the reader to refuse."""
    years = [] if "学年" in name else notation.years_in(name)
    return str(years[0]) if len(years) == 1 else name
