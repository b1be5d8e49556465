"""Which dataset a sheet holds and what each of its columns is: the template's long form, and the report's wide forms.

A wide form has a column for each year (`2019年校平均分`, or `就业率` over `2019年`) or for each value of a key
(`一等奖`), titles above its header, keys written once for several rows, notes below. All come to the same records.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from loaders.files.sheet import Line
from loaders.files.text import quoted
from loaders.reading import notation
from loaders.reading.table import (
    LEAVE_OUT,
    YEARS_IN_HEADING,
    Choices,
    Fault,
    Slot,
    Table,
    begins_with_year,
    plain,
    text_of,
    years_in,
)
from schema import PROVENANCE, YEAR, Column, Dataset, Key, Label, Measure

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
    "增长率%",
    "同比",
    "同比增长",
    "change",
}
NUMBERING = {"序号", "编号", "no", "no."}

IS_CHANGE = Label("印出的变化由本应用自己计算，不入库", "a printed change: the app computes it itself")
IS_TOTAL_COLUMN = Label("合计列不入库", "a column of totals, not stored")
IS_NUMBERING = Label("序号，不是数据", "a list number, no figure")
IS_GROUPING = Label("分组标题，不是数据", "a heading of groups, no figure")
IS_ASKED = Label("按您的选择不入库", "left out as you chose")


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
                    above, body = tuple(lines[:start]), tuple(lines[start + depth :])
                    read = Table(dataset, slots, lines[start], body, year, above)
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
    return Table(dataset, _slots(paths, dataset, body, choices), lines[start], body, choices.year, tuple(lines[:start]))


def also(read: Table, datasets: Sequence[Dataset]) -> tuple[Table, ...]:
    """The table, and what its columns tell of other datasets that have no other keys: amounts beside head counts."""
    lost = [slot for slot in read.slots if slot.column is None and slot.dropped is None and slot.heading]
    tables = [read]
    for dataset in datasets:
        headings = _headings(dataset)
        told = [slot for slot in lost if isinstance(headings.get(plain(slot.heading)), Measure)]
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
    column = headings.get(plain(slot.heading))
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
    slot = Slot(place, path)
    pieces = [plain(piece) for piece in path]
    if (crossed := dataset.crossed.get("".join(pieces))) is not None:
        measure, key, value = crossed
        return replace(slot, column=dataset.measure(measure), member=(dataset.key(key), value))
    if (exact := headings.get("".join(pieces))) is not None:
        return replace(slot, column=exact)
    if any("学年" in piece for piece in pieces):
        return slot
    years = {year for piece in pieces for year in years_in(piece)}
    pieces = [rest for piece in pieces if (rest := YEARS_IN_HEADING.sub("", piece))]
    if len(years) > 1:
        return slot
    slot = replace(slot, year=next(iter(years), None))
    if (change := _printed_change(pieces, headings)) is not None:
        return replace(slot, dropped=IS_CHANGE, printed="change", of=headings.get(change))
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


def _printed_change(pieces: Sequence[str], headings: Mapping[str, Column]) -> str | None:
    """The heading of which a printed change speaks, "" where it does not say so; None where it is no change."""
    for word in sorted(PRINTED_CHANGES, key=len, reverse=True):
        whole = "".join(pieces)
        if whole.endswith(word) and ((rest := whole.removesuffix(word)) in headings or word in pieces):
            return rest
    return None


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
            named = [slot for slot in bare if any(plain(text_of(line, slot)) in known for line in body)][:1]
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
    years = any(slot.year or slot.column == YEAR or begins_with_year(slot) for slot in slots)
    return (known - 2 * unknown - 2 * passed_over, int(years), -depth, -start, -len(dataset.stored))


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
            if slot.dropped is None and (slot.heading or any(text_of(line, slot) for line in read.body)):
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


_declared = cache(plain)  # of declarations' headings and names only: they are few, and asked for again and again


def _only_year(titles: Sequence[str]) -> int | None:
    """The one calendar year that the titles name; None where there is none, or several, or a school year."""
    years = {year for title in titles if "学年" not in title for year in years_in(plain(title))}
    return next(iter(years)) if len(years) == 1 else None
