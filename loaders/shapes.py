"""Which dataset a sheet holds and what each of its columns is: the template's long form, and the report's wide forms.

A wide form has a column for each year (`2019年校平均分`, or `就业率` over `2019年`) or for each value of a key
(`一等奖`), titles above its header, keys written once for several rows, notes below. All come to the same records.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from itertools import pairwise

from loaders import notation
from loaders.notation import folded
from loaders.read import Line
from loaders.text import quoted
from schema import PROVENANCE, SECTION, YEAR, Column, Dataset, Key, Label, Measure

DEEPEST_HEADER = 3  # rows
LONGEST_HEADING = 200  # characters
LOWEST_HEADER = 12  # the last row among the sheet's lines on which a header may begin
PRINTED_CHANGES = {
    "变化情况",
    "增长情况",
    "增长情况%",
    "变化",
    "增减",
    "增减情况",
    "增长率",
    "同比",
    "同比增长",
    "change",
}
NUMBERING = {"序号", "编号", "no", "no."}
FOOTNOTE = re.compile(r"^[*※]?\s*(注|说明|备注|附注|数据来源|来源|填表|制表|审核|单位)\s*[:：.\d人]")
YEARS_IN_HEADING = re.compile(r"(?<!\d)(?:((?:19|20)\d{2})(?:年度|年|(?!\d))|(\d{2})年度?)", re.ASCII)
TOTALS = {"合计", "小计", "总计", "全市"}
LEAVE_OUT = "-"
EXAMPLE = Label("示例", "Example")  # what the year of a template's example line begins with

IS_CHANGE = Label("印出的变化由本应用自己计算，不入库", "a printed change: the app computes it itself")
IS_NUMBERING = Label("序号，不是数据", "a list number, no figure")
IS_GROUPING = Label("分组标题，不是数据", "a heading of groups, no figure")
IS_ASKED = Label("按您的选择不入库", "left out as you chose")


@dataclass(frozen=True)
class Choices:
    """What the user says where the file does not: the dataset, the year of a table without one, a column's meaning by
    its place (an id, or LEAVE_OUT), the names that unknown key values stand for, cells corrected by (row, place)."""

    dataset: str | None = None
    year: int | None = None
    columns: Mapping[int, str] = field(default_factory=dict)
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    cells: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Slot:
    """What a column of the file was taken for. `place` counts from 1; `year` and `member` are what its heading gives;
    `dropped` says why it is left out. A slot without a column that is not dropped is not understood."""

    place: int
    heading: str
    column: Column | None = None
    year: int | None = None
    member: tuple[Key, str] | None = None
    dropped: Label | None = None


@dataclass(frozen=True)
class Cell:
    """A cell with its place: `row` as a spreadsheet counts, `column` from 1 (0 where the cell stands for a heading)."""

    text: str
    row: int
    column: int
    heading: str


Record = dict[Column, Cell]
Fault = tuple[int, int, Label, Label]  # row, place of the column (0: none), found, expected


@dataclass(frozen=True)
class Table:
    """A sheet understood as a dataset: its columns, and the lines below its header."""

    dataset: Dataset
    slots: tuple[Slot, ...]
    header: Line
    body: tuple[Line, ...]
    year: int | None = None

    @cached_property
    def is_long(self) -> bool:
        """Whether a line is a row: a year column, no year or member in a heading."""
        has_year = any(slot.column == YEAR for slot in self.slots)
        return has_year and not any(slot.year or slot.member for slot in self.slots)

    @cached_property
    def tells_year(self) -> bool:
        """Whether the columns tell the year of every row: by a column, by key values, or by all headings."""
        if any(slot.column == YEAR or _begins_with_year(slot) for slot in self.slots):
            return True
        return all(slot.year for slot in self.of(Measure))

    def of(self, kind: type) -> list[Slot]:
        return [slot for slot in self.slots if isinstance(slot.column, kind)]

    @property
    def brings(self) -> frozenset[str]:
        """The columns that the file has."""
        return frozenset(slot.column.id for slot in self.slots if slot.column)

    @cached_property
    def shared(self) -> list[Slot]:
        """The columns of keys, years and words, which hold for all figures of a line."""
        return [slot for slot in self.slots if slot.column is not None and not isinstance(slot.column, Measure)]

    @cached_property
    def blocks(self) -> dict[tuple[int | None, tuple[Key, str] | None], list[Slot]]:
        """The columns of figures, by the year and the member that their headings give."""
        blocks: dict[tuple[int | None, tuple[Key, str] | None], list[Slot]] = {}
        for slot in self.of(Measure):
            blocks.setdefault((slot.year, slot.member), []).append(slot)
        return blocks


def table(lines: Sequence[Line], datasets: Sequence[Dataset], choices: Choices | None = None) -> Table | None:
    """The reading of the lines that leaves least unexplained; None where no dataset's keys and measures are there."""
    choices = choices or Choices()
    offered = [dataset for dataset in datasets if choices.dataset in (None, dataset.id)]
    best: tuple[tuple[int, ...], Table] | None = None
    for start in range(min(LOWEST_HEADER, len(lines))):
        for depth in range(1, min(DEEPEST_HEADER, len(lines) - start) + 1):
            paths = _paths([line.cells for line in lines[start : start + depth]])
            if paths is None:
                continue
            for dataset in offered:
                slots = _slots(paths, dataset, lines[start + depth :], choices)
                score = _score(slots, dataset, _more_than_titles(lines[:start]), start, depth)
                if score is not None and (best is None or score > best[0]):
                    titles = [cell for line in lines[:start] for cell in line.cells]
                    year = choices.year or _only_year(titles)
                    read = Table(dataset, slots, lines[start], tuple(lines[start + depth :]), year)
                    best = (score, read)
    return best[1] if best else None


def as_chosen(lines: Sequence[Line], datasets: Sequence[Dataset], choices: Choices) -> Table | None:
    """The lines as the dataset that the user chose, where they do not fit it yet: its columns are then chosen too."""
    dataset = next((dataset for dataset in datasets if dataset.id == choices.dataset), None)
    start = next(
        (place for place, line in enumerate(lines) if sum(bool(cell.strip()) for cell in line.cells) > 1), None
    )
    if dataset is None or start is None:
        return None
    paths = [tuple(filter(None, (cell.strip(),))) for cell in lines[start].cells]
    body = tuple(lines[start + 1 :])
    return Table(dataset, _slots(paths, dataset, body, choices), lines[start], body, choices.year)


def also(read: Table, datasets: Sequence[Dataset]) -> tuple[Table, ...]:
    """The table, and what its columns tell of other datasets that have no other keys: amounts beside head counts."""
    lost = [slot for slot in read.slots if slot.column is None and slot.dropped is None and slot.heading]
    tables = [read]
    for dataset in datasets:
        headings = _headings(dataset)
        told = [slot for slot in lost if isinstance(headings.get(_plain(slot.heading)), Measure)]
        slots = tuple(_told_of(slot, headings, dataset, read.dataset) for slot in read.slots)
        if told and dataset != read.dataset and not _lacking(slots, dataset):
            tables.append(replace(read, dataset=dataset, slots=slots))
            elsewhere = Label(f"属于“{dataset.label.zh}”", f"belongs to {dataset.label.en}")
            tables[0] = replace(
                tables[0],
                slots=tuple(replace(slot, dropped=elsewhere) if slot in told else slot for slot in tables[0].slots),
            )
            lost = [slot for slot in lost if slot not in told]
    return tuple(tables)


def _told_of(slot: Slot, headings: Mapping[str, Column], dataset: Dataset, first: Dataset) -> Slot:
    column = headings.get(_plain(slot.heading))
    belongs = Label(f"属于“{first.label.zh}”", f"belongs to {first.label.en}")
    return replace(slot, column=column, member=None, dropped=None if column else slot.dropped or belongs)


def _paths(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]] | None:
    """Each column's headings from top to bottom; a heading over several columns is written over the first only.

    None where an upper row spans nothing: then it is a title, or the rows are no header together; and where a cell is
    no heading, as a figure or a paragraph is none.
    """
    width = max(map(len, rows))
    padded = [[*(cell.strip() for cell in row), *[""] * (width - len(row))] for row in rows]
    if any(len(cell) > LONGEST_HEADING or notation.is_figure(cell) for row in padded for cell in row):
        return None
    for upper, lower in pairwise(padded):
        if sum(map(bool, upper)) < 2 or not any(lower):
            return None
        spans = False
        for place in range(1, width):
            if not upper[place] and lower[place] and upper[place - 1]:
                upper[place], spans = upper[place - 1], True
        if not spans:
            return None
    return [tuple(filter(None, (row[place] for row in padded))) for place in range(width)]


def _slots(
    paths: Sequence[tuple[str, ...]], dataset: Dataset, body: Sequence[Line], choices: Choices
) -> tuple[Slot, ...]:
    headings = _headings(dataset)
    values = {
        _declared(name): (key, value)
        for key in dataset.keys
        if not dataset.indicators
        for value in dict.fromkeys((*key.order, *key.names))
        for name in (value, key.name(value, "en"))
    }
    slots = [_slot(place, path, dataset, headings, values) for place, path in enumerate(paths, 1)]
    slots = [_chosen(slot, dataset, choices) for slot in slots]
    return tuple(_with_bare_key(slots, dataset, body))


def _headings(dataset: Dataset) -> dict[str, Column]:
    return {_declared(heading): column for column in dataset.file_columns for heading in column.headings}


def _slot(
    place: int,
    path: tuple[str, ...],
    dataset: Dataset,
    headings: Mapping[str, Column],
    values: Mapping[str, tuple[Key, str]],
) -> Slot:
    slot = Slot(place, " ".join(path))
    pieces = [_plain(piece) for piece in path]
    if (crossed := dataset.crossed.get("".join(pieces))) is not None:
        measure, key, value = crossed
        return replace(slot, column=dataset.measure(measure), member=(dataset.key(key), value))
    if (exact := headings.get("".join(pieces))) is not None:
        return replace(slot, column=exact)
    if any("学年" in piece for piece in pieces):
        return slot
    years = {year for piece in pieces for year in _years(piece)}
    pieces = [rest for piece in pieces if (rest := YEARS_IN_HEADING.sub("", piece))]
    if len(years) > 1:
        return slot
    slot = replace(slot, year=next(iter(years), None))
    if any(piece in PRINTED_CHANGES for piece in pieces):
        return replace(slot, dropped=IS_CHANGE)
    if pieces and pieces[-1] in NUMBERING:
        return replace(slot, dropped=IS_NUMBERING)
    found = [headings[name] for name in ("".join(pieces), *reversed(pieces)) if name in headings]
    members = [values[piece] for piece in pieces if piece in values]
    column = found[0] if found else None
    only = dataset.stored_measures[0] if len(dataset.stored_measures) == 1 else None
    if column is None and only is not None and (members or (years and not pieces)):
        column = only
    member = members[0] if members and isinstance(column, Measure) else None
    return replace(slot, column=column, member=member)


def _chosen(slot: Slot, dataset: Dataset, choices: Choices) -> Slot:
    wanted = choices.columns.get(slot.place)
    if wanted is None:
        return slot
    if wanted == LEAVE_OUT:
        return replace(slot, column=None, member=None, dropped=IS_ASKED)
    column = next((column for column in dataset.file_columns if column.id == wanted), None)
    return replace(slot, column=column, dropped=None) if column is not None else slot


def _with_bare_key(slots: list[Slot], dataset: Dataset, body: Sequence[Line]) -> list[Slot]:
    """The columns with one more key where exactly one is missing and one column before the measures has no heading.

    The scorecard's key is the column that names indicators; what stands before it is a heading of groups.
    """
    lacking = _lacking(slots, dataset)
    first = next((slot.place for slot in slots if isinstance(slot.column, Measure)), 0)
    bare = [slot for slot in slots if slot.column is None and not slot.dropped and slot.place < first]
    if dataset.indicators:
        known = {_declared(heading) for one in dataset.stored_indicators for heading in one.headings}
        if lacking:
            named = [slot for slot in bare if any(_plain(_text(line, slot)) in known for line in body)][:1]
        else:
            named = []
        groups = [slot for slot in bare if slot not in named and (named or not lacking)]
        slots = [replace(slot, dropped=IS_GROUPING) if slot in groups else slot for slot in slots]
        bare = named
    else:
        bare = [slot for slot in bare if not slot.heading]
    if len(lacking) == 1 and len(bare) == 1:
        return [replace(slot, column=lacking[0]) if slot == bare[0] else slot for slot in slots]
    return slots


def _lacking(slots: Sequence[Slot], dataset: Dataset) -> list[Key]:
    held = {slot.column for slot in slots} | {slot.member[0] for slot in slots if slot.member}
    return [key for key in dataset.keys if not key.optional and key not in held]


def _more_than_titles(lines: Sequence[Line]) -> int:
    """How many cells stand above a header in lines that hold several: they may be headings that it leaves out."""
    filled = [sum(bool(cell.strip()) for cell in line.cells) for line in lines]
    return sum(cells for cells in filled if cells > 1)


def _score(slots: Sequence[Slot], dataset: Dataset, passed_over: int, start: int, depth: int) -> tuple[int, ...] | None:
    measures = [slot for slot in slots if isinstance(slot.column, Measure)]
    if not measures or _lacking(slots, dataset):
        return None
    unknown = sum(slot.column is None and slot.dropped is None and bool(slot.heading) for slot in slots)
    known = sum(slot.column is not None for slot in slots)
    years = any(slot.year or slot.column == YEAR or _begins_with_year(slot) for slot in slots)
    return (known - 2 * unknown - 2 * passed_over, int(years), -depth, -start, -len(dataset.stored))


def _begins_with_year(slot: Slot) -> bool:
    """Whether the column's key values tell their year: 2020年春季学期."""
    return isinstance(slot.column, Key) and bool(slot.column.endings)


def faults(read: Table) -> Iterator[Fault]:
    """What of the columns does not fit: unknown ones, repeated ones, ones that are nowhere."""
    names = listed(read.dataset)
    absent: list[Column] = list(_lacking(read.slots, read.dataset))
    if not read.of(Measure):
        absent += read.dataset.stored_measures[:1]
    for column in absent:
        yield _missing(read.header, read.dataset, column)
    seen: dict[tuple[object, ...], int] = {}
    for slot in read.slots:
        if slot.column is None:
            if slot.dropped is None and (slot.heading or any(_text(line, slot) for line in read.body)):
                yield _unknown(read, slot, names)
            continue
        told = (slot.column, slot.year, slot.member)
        repeated_key = isinstance(slot.column, Key) and any(one.year for one in read.slots)
        if told in seen and not repeated_key:
            heading = quoted(slot.heading)
            found = Label(f"表头“{heading}”重复", f"the heading “{heading}” is there twice")
            yield read.header.row, slot.place, found, Label("每列只能出现一次", "each column may stand once")
        seen[told] = slot.place
    if read.year is None and not read.tells_year:
        yield _missing(read.header, read.dataset, YEAR)


def unfit(lines: Sequence[Line], datasets: Sequence[Dataset]) -> tuple[Dataset | None, list[Fault]]:
    """The dataset whose headings are known best, None where none are, and why it does not fit: what it still lacks."""
    first = lines[0]
    known = {
        dataset.id: [_slot(1, (cell,), dataset, _headings(dataset), {}).column for cell in first.cells]
        for dataset in datasets
    }
    best = max(datasets, key=lambda one: (sum(map(bool, known[one.id])), -len(one.stored)), default=None)
    if best is None or not set(known[best.id]) & set(best.stored):
        header = quoted("、".join(first.cells[:6]))
        found = Label(f"看不出这是哪张表（表头：{header}）", f"this is no table known here (header: {header})")
        return None, [(first.row, 0, found, _expected_any(datasets))]
    held = set(known[best.id])
    lacking: list[Column] = [one for one in (YEAR, *best.keys) if one not in held and one not in _optional(best)]
    if not held & set(best.stored_measures):
        lacking += best.stored_measures[:1]
    return best, [_missing(first, best, column) for column in lacking]


def _missing(header: Line, dataset: Dataset, column: Column) -> Fault:
    names = listed(dataset)
    found = Label(f"缺少“{column.label.zh}”列", f"the column “{column.label.en}” is missing")
    return header.row, 0, found, Label(f"“{dataset.label.zh}”的列有：{names.zh}", f"columns are: {names.en}")


def _optional(dataset: Dataset) -> list[Key]:
    return [key for key in dataset.keys if key.optional]


def _expected_any(datasets: Sequence[Dataset]) -> Label:
    return Label(
        f"应为其中之一：{'、'.join(dataset.label.zh for dataset in datasets)}；可先下载模板",
        f"one of these is expected: {', '.join(dataset.label.en for dataset in datasets)}; start from a template",
    )


def _unknown(read: Table, slot: Slot, names: Label) -> Fault:
    heading = quoted(slot.heading)
    found = Label(f"表头“{heading}”不认识", f"the heading “{heading}” is unknown")
    if not heading:
        found = Label("这一列有内容，却没有表头", "this column has cells but no heading")
    expected = Label(f"“{read.dataset.label.zh}”的列有：{names.zh}", f"columns are: {names.en}")
    if "学年" in slot.heading:
        expected = Label(
            "应为自然年，如 2020；学年不能当作年份", "a calendar year is expected; a school year is not one"
        )
    return read.header.row, slot.place, found, expected


def listed(dataset: Dataset) -> Label:
    """The dataset's own columns in a line."""
    columns = [column for column in dataset.file_columns if column not in PROVENANCE]
    return Label("、".join(c.label.zh for c in columns), ", ".join(c.label.en for c in columns))


@dataclass(frozen=True)
class Left:
    """A line, or a part of one, that is not stored, and why."""

    row: int
    text: str
    reason: Label


IS_TOTAL = Label("合计行不作为成员入库", "a total is never stored as a member")
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
        if len(texts) == 1 and FOOTNOTE.match(texts[0].strip()):
            yield Left(line.row, texts[0], IS_FOOTNOTE)
        elif line.cells == read.header.cells:
            yield Left(line.row, " ".join(texts), IS_HEADER)
        elif (example := _example(line, read)) is not None:
            yield Left(line.row, example, IS_EXAMPLE)
        elif (total := _total(line, read)) is not None:
            yield Left(line.row, total, IS_TOTAL)
        elif len(line.cells) != len(read.slots) and (read.is_long or any(line.cells[len(read.slots) :])):
            found = Label(f"这一行有 {len(line.cells)} 格", f"this row has {len(line.cells)} cells")
            wanted = len(read.slots)
            yield line.row, 0, found, Label(f"应与表头一样有 {wanted} 格", f"{wanted} are expected, as in the header")
        else:
            yield from _of_line(line, read, above)


def _of_line(line: Line, read: Table, above: dict[int, Cell]) -> Iterator[Record | Left]:
    for slot in read.shared:
        cell = Cell(_text(line, slot), line.row, slot.place, slot.heading)
        if is_told_once(slot.column) and not cell.text.strip() and slot.place in above:
            cell = replace(cell, text=above[slot.place].text)
        above[slot.place] = cell
    for (year, member), own in read.blocks.items():
        record = _shared(read, own, above)
        for slot in own:
            if slot.column is not None:
                record[slot.column] = Cell(_text(line, slot), line.row, slot.place, slot.heading)
        if year is not None:
            record[YEAR] = Cell(str(year), line.row, 0, own[0].heading)
        elif YEAR not in record and (named := [slot for slot in read.slots if _begins_with_year(slot)]):
            record[YEAR] = replace(above[named[0].place], text=_year_of_name(above[named[0].place].text))
        elif YEAR not in record and read.year is not None:
            record[YEAR] = Cell(str(read.year), line.row, 0, "")
        if member is not None:
            record[member[0]] = Cell(member[1], line.row, 0, own[0].heading)
        yield _left(record, own, read, line) or record


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
    years = (_text(line, slot).strip() for slot in read.slots if slot.column == YEAR)
    return next((text for text in years if folded(text).casefold().startswith(beginnings)), None)


def _total(line: Line, read: Table) -> str | None:
    """The word for a total that stands in one of the row's keys, unless the key declares it as a whole."""
    return next((text for slot in read.shared if (text := total(_text(line, slot), slot.column))), None)


def total(text: str, column: Column | None) -> str | None:
    """The word for a total that a cell of a key or a year is."""
    if column != YEAR and not isinstance(column, Key):
        return None
    value = notation.member(folded(text))
    is_whole = isinstance(column, Key) and value in column.wholes
    return value if value in TOTALS and not is_whole else None


def is_told_once(column: Column | None) -> bool:
    """Whether a blank cell of the column stands for the cell above it."""
    return column == YEAR or (isinstance(column, Key) and not column.optional)


def _text(line: Line, slot: Slot) -> str:
    return line.cells[slot.place - 1] if slot.place <= len(line.cells) else ""


def _plain(text: str) -> str:
    """A heading without its unit in brackets, spaces or case: 就业率（%） and 就业率 are one."""
    return re.sub(r"\s+", "", re.sub(r"\([^()]*\)$", "", folded(text))).casefold()


_declared = cache(_plain)  # of declarations' headings and names only: they are few, and asked for again and again


def _years(piece: str) -> list[int]:
    return [int(four) if four else 2000 + int(two) for four, two in YEARS_IN_HEADING.findall(piece)]


def _year_of_name(name: str) -> str:
    """The calendar year that a name begins with; the name itself where there is none, for the reader to refuse."""
    years = [] if "学年" in name else _years(_plain(name))
    return str(years[0]) if len(years) == 1 else name


def _only_year(titles: Sequence[str]) -> int | None:
    """The one calendar year that the titles name; None where there is none, or several, or a school year."""
    years = {year for title in titles if "学年" not in title for year in _years(_plain(title))}
    return next(iter(years)) if len(years) == 1 else None
