"""What does not fit a table's columns, and why a sheet is no table known here: each fault with its place and a step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.files.sheet import Line
from loaders.files.text import quoted
from loaders.reading import notation, structure, units
from loaders.reading.columns import bare_title, is_bare, is_open, lacking, measure_named
from loaders.reading.headings import slot_of
from loaders.reading.meaning import near_indicators
from loaders.reading.table import Fault, Slot, Table, plain, text_of
from schema import PROVENANCE, YEAR, Column, Dataset, Key, Label, Measure

LEAST_NAME = 4  # letters of a measure's name that a title is known by
MOST_NAMES = 20  # unknown ones that are listed
NAME_IT = Label(
    "请在标题或表头写明指标，如“2023年就业率”，或选择这是哪张表",
    "name it in a title or a heading, as “2023年就业率”, or choose which table this is",
)


def of_table(read: Table, datasets: Sequence[Dataset] = ()) -> Iterator[Fault]:
    """What of the columns does not fit: unknown ones, repeated ones, ones that are nowhere, units of another kind; and
    a title that names a measure of another of the `datasets`."""
    names = listed(read.dataset)
    absent: list[Column] = list(lacking(read.slots, read.dataset))
    if not read.of(Measure) and not any(map(is_bare, read.slots)):
        absent += read.dataset.stored_measures[:1]
    for column in absent:
        yield _missing(read.header, read.dataset, column)
    school_years = list(_school_years(read))
    yield from school_years
    has_school_years = bool(school_years) or any("学年" in slot.heading for slot in read.slots)
    seen: dict[tuple[object, ...], int] = {}
    for slot, group in zip(read.slots, read.groups, strict=True):
        if slot.column is None:
            if is_open(slot) and (slot.heading or any(_told(line, slot) for line in read.body)):
                yield _unknown(read, slot, names)
            continue
        told = (slot.column, slot.year, slot.member, group)
        if told in seen and not has_school_years:
            heading = quoted(slot.heading)
            found = Label(f"表头“{heading}”重复", f"the heading “{heading}” is there twice")
            yield read.header.row, slot.place, found, Label("每列只能出现一次", "each column may stand once")
        seen[told] = slot.place
    yield from _wrong_units(read)
    yield from _other_titles(read, datasets)
    if read.year is None and not read.tells_year and not has_school_years:
        yield _missing(read.header, read.dataset, YEAR)


def _school_years(read: Table) -> Iterator[Fault]:
    """School years that stand for the year: over columns of figures, each once, or in a title where no year is."""
    told: set[str] = set()
    for slot in read.of(Measure):
        if (named := _school_year(slot)) and named not in told:
            told.add(named)
            yield read.header.row, slot.place, _is_school_year(named), notation.NO_SCHOOL_YEAR
    for line in read.above if read.year is None and not read.tells_year and not told else ():
        for place, cell in enumerate(line.cells, 1):
            if "学年" in cell:
                yield line.row, place, _is_school_year(cell), notation.NO_SCHOOL_YEAR


def _school_year(slot: Slot) -> str:
    found = notation.SCHOOL_YEAR.search(slot.heading)
    return found[0] if found else ""


def _told(line: Line, slot: Slot) -> bool:
    return bool(text_of(line, slot).strip()) and not structure.is_note(line)


def _wrong_units(read: Table) -> Iterator[Fault]:
    """Units in headings that are not the measures', and one over the table that makes another size of all of them."""
    if read.dataset.indicators:
        return
    measures = read.of(Measure)
    for slot in measures:
        if isinstance(slot.column, Measure) and slot.unit and not units.fits(slot.unit, slot.column):
            stated = Label(f"表头的单位是“{slot.unit}”", f"the heading's unit is “{slot.unit}”")
            yield read.header.row, slot.place, stated, units.wrong(slot.column)
    declared = [slot.column for slot in measures if isinstance(slot.column, Measure) and not slot.unit]
    if read.unit and declared and all(units.contradicts(read.unit, one) for one in declared):
        stated = Label(f"表上方的单位是“{read.unit}”", f"the unit over the table is “{read.unit}”")
        yield read.header.row, 0, stated, units.wrong(declared[0])


def _other_titles(read: Table, datasets: Sequence[Dataset]) -> Iterator[Fault]:
    """Titles that end with the name of a measure that another dataset has, and this one has not."""
    own = {slot.column.label.zh: slot.column.label for slot in read.of(Measure) if slot.column}
    others = {one.label.zh for dataset in datasets if not dataset.indicators for one in dataset.stored_measures}
    names = [name for name in others - own.keys() if len(name) >= LEAST_NAME]
    for line in read.above:
        for place, cell in enumerate(line.cells, 1):
            title = bare_title(cell)
            named = next((name for name in names if title.endswith(name)), None)
            if named and measure_named((cell,), read.dataset) is None:
                zh, en = "、".join(own), ", ".join(label.en for label in own.values())
                found = Label(f"标题说的是“{named}”，表头却是“{zh}”", f"the title says “{named}”, the header “{en}”")
                yield line.row, place, found, NAME_IT


def unfit(lines: Sequence[Line], datasets: Sequence[Dataset]) -> tuple[Dataset | None, list[Fault]]:
    """The dataset whose headings are known best, None where none are, and why it does not fit: what it still lacks."""
    at = next((place for place, line in enumerate(lines) if len(structure.texts(line)) > 1), 0)
    first, titles = lines[at], [text for line in lines[:at] for text in structure.texts(line)]
    slots = {
        one.id: [slot_of(place, (cell.strip(),), one) for place, cell in enumerate(first.cells, 1)] for one in datasets
    }
    known = {name: {slot.column for slot in found if slot.column} for name, found in slots.items()}
    best = max(
        datasets,
        key=lambda one: (len(known[one.id] & {*one.stored}), len(known[one.id]), -len(one.stored)),
        default=None,
    )
    if best is None:
        return None, [_no_table(first, datasets)]
    held = known[best.id]
    bare = [slot for slot in slots[best.id] if is_bare(slot)]
    if not held & set(best.stored) or held == {YEAR}:
        if bare and (unknown := _unknown_indicators(lines[at + 1 :], bare, datasets)):
            return next(one for one in datasets if one.indicators), unknown
        return _by_title(first, titles, datasets)
    if not held & set(best.stored_measures) and bare:
        return best, [_no_measure(first, bare[0], titles)]
    if school_years := [(place, cell) for place, cell in enumerate(first.cells, 1) if "学年" in cell]:
        return best, [
            (first.row, place, _heading(quoted(cell)), notation.NO_SCHOOL_YEAR) for place, cell in school_years
        ]
    if held <= set(best.keys) or not _is_near(slots[best.id], best):
        return _by_title(first, titles, datasets)
    absent: list[Column] = [one for one in best.keys if one not in held and not one.optional]
    if YEAR not in held and notation.only_year(titles) is None:
        absent.insert(0, YEAR)
    if not held & set(best.stored_measures):
        absent += best.stored_measures[:1]
    strange = [slot.heading for slot in slots[best.id] if is_open(slot) and slot.heading]
    return best, [_missing(first, best, column, strange) for column in absent]


def _is_near(slots: Sequence[Slot], dataset: Dataset) -> bool:
    """Whether headings tell the dataset: a key, several measures, or one by its own name; an everyday word for one,
    as 人数, stands in tables of all kinds."""
    measures = [slot for slot in slots if isinstance(slot.column, Measure)]
    own = (slot.column.label.zh in slot.heading for slot in measures if slot.column)
    return any(isinstance(slot.column, Key) for slot in slots) or len(measures) > 1 or any(own)


def _by_title(header: Line, titles: Sequence[str], datasets: Sequence[Dataset]) -> tuple[Dataset | None, list[Fault]]:
    """A table of which no heading is known: the one that its title names, or none."""
    told = plain("".join(titles))
    named = max((one for one in datasets if one.label.zh in told), key=lambda one: len(one.label.zh), default=None)
    if named is None:
        return None, [_no_table(header, datasets)]
    shown, names = quoted("、".join(filter(str.strip, header.cells[:6]))), listed(named)
    found = Label(f"表头都不认识：{shown}", f"none of the headings is known: {shown}")
    expected = Label(
        f"标题说的是“{named.label.zh}”，它的列有：{names.zh}；请改成这些名字，或先下载模板",
        f"the title says “{named.label.en}”, whose columns are: {names.en}; write these, or start from a template",
    )
    return named, [(header.row, 0, found, expected)]


def _no_table(header: Line, datasets: Sequence[Dataset]) -> Fault:
    shown = quoted("、".join(filter(str.strip, header.cells[:6])))
    found = Label(f"看不出这是哪张表（表头：{shown}）", f"this is no table known here (header: {shown})")
    return header.row, 0, found, _expected_any(datasets)


def _no_measure(header: Line, slot: Slot, titles: Sequence[str]) -> Fault:
    """Years or members side by side, and nothing that says of what."""
    title = f"（标题：{quoted('、'.join(titles))}）" if titles else ""
    found = Label(f"看不出这是哪项指标{title}", f"nothing says which figure this is {title}".strip())
    return header.row, slot.place, found, NAME_IT


def _unknown_indicators(body: Sequence[Line], bare: Sequence[Slot], datasets: Sequence[Dataset]) -> list[Fault]:
    """Each line's label, where figures under years stand beside names of which none is an indicator's."""
    scorecard = next((dataset for dataset in datasets if dataset.indicators), None)
    found: list[Fault] = []
    for line in body:
        labels = [
            (place, cell.strip()) for place, cell in enumerate(line.cells, 1) if place < bare[0].place and cell.strip()
        ]
        figures = [text_of(line, slot).strip() for slot in bare]
        if scorecard is None or not labels or structure.is_note(line) or not any(map(notation.is_figure, figures)):
            continue
        place, name = labels[-1]
        told = Label(f"没有叫“{quoted(name)}”的指标", f"no indicator is called “{quoted(name)}”")
        found.append((line.row, place, told, near_indicators(name, scorecard, figures)))
    return found[:MOST_NAMES]


def _missing(header: Line, dataset: Dataset, column: Column, strange: Sequence[str] = ()) -> Fault:
    """A column that is nowhere; `strange` are the headings that are not known, of which one may be meant for it."""
    names = listed(dataset)
    found = Label(f"缺少“{column.label.zh}”列", f"the column “{column.label.en}” is missing")
    if strange:
        shown = quoted("、".join(strange[:6]))
        found = Label(f"{found.zh}（不认识的表头：{shown}）", f"{found.en} (headings that are not known: {shown})")
    return header.row, 0, found, Label(f"“{dataset.label.zh}”的列有：{names.zh}", f"columns are: {names.en}")


def _expected_any(datasets: Sequence[Dataset]) -> Label:
    return Label(
        f"应为其中之一：{'、'.join(dataset.label.zh for dataset in datasets)}；可先下载模板",
        f"one of these is expected: {', '.join(dataset.label.en for dataset in datasets)}; start from a template",
    )


def _unknown(read: Table, slot: Slot, names: Label) -> Fault:
    heading = quoted(slot.heading)
    found = _heading(heading)
    expected = Label(f"“{read.dataset.label.zh}”的列有：{names.zh}", f"columns are: {names.en}")
    if not heading:
        found = Label("这一列有内容，却没有表头", "this column has cells but no heading")
    elif is_bare(slot):
        found = Label(f"表头“{heading}”没有写明是哪项指标", f"the heading “{heading}” does not say which figure it is")
    if "学年" in slot.heading:
        found, expected = _is_school_year(slot.heading), notation.NO_SCHOOL_YEAR
    return read.header.row, slot.place, found, expected


def _is_school_year(shown: str) -> Label:
    return Label(f"“{quoted(shown)}”是学年", f"“{quoted(shown)}” is a school year")


def _heading(shown: str) -> Label:
    return Label(f"表头“{shown}”不认识", f"the heading “{shown}” is unknown")


def listed(dataset: Dataset) -> Label:
    """The dataset's own columns in a line."""
    columns = [column for column in dataset.file_columns if column not in PROVENANCE]
    return Label("、".join(c.label.zh for c in columns), ", ".join(c.label.en for c in columns))
