"""What the columns of a sheet are, for one dataset: by their headings, and where these do not say, by what stands in
the column and over the table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from loaders.files.sheet import Line
from loaders.files.text import folded
from loaders.reading import notation, structure, units
from loaders.reading.headings import IS_NUMBERING, IS_SCHOOL, SCHOOL_HEADINGS, slot_of, spoken, vocabulary
from loaders.reading.table import IS_UNIT, LEAVE_OUT, Choices, Slot, plain
from schema import YEAR, Column, Dataset, Key, Label, Measure

LOOKED_AT = 300  # lines
KNOWN_SHARE = 0.6  # of the names in a column: so many known ones make it a key's column
TITLE_ENDS = re.compile(r"(情况|一览|统计|汇总|数据|明细|比较|对比|表)+$")

IS_GROUPING = Label("分组标题，不是数据", "a heading of groups, no figure")
IS_CAPTION = Label("表的标题，不是数据", "the table's title, no figure")
IS_LABEL = Label("旁边数字的名称", "the name of the figures beside it")
IS_ASKED = Label("按您的选择不入库", "left out as you chose")


@dataclass(frozen=True)
class Sheet:
    """A sheet as one place for its header has it: each column's headings, what stands above and below."""

    paths: tuple[tuple[str, ...], ...]
    above: tuple[Line, ...]
    body: tuple[Line, ...]
    titles: tuple[str, ...]  # what names the whole table: lines above, the sheet's name

    @cached_property
    def columns(self) -> list[list[str]]:
        """The texts of each column below the header, without notes."""
        lines = [line.cells for line in self.body[:LOOKED_AT] if not structure.is_note(line)]
        return [
            [told for cells in lines if place < len(cells) and (told := cells[place].strip())]
            for place in range(len(self.paths))
        ]

    def texts(self, slot: Slot) -> list[str]:
        return self.columns[slot.place - 1]


def slots_of(sheet: Sheet, dataset: Dataset, datasets: Sequence[Dataset], choices: Choices) -> tuple[Slot, ...]:
    """What each column is for the dataset."""
    slots = [slot_of(place, path, dataset) for place, path in enumerate(sheet.paths, 1)]
    slots = [_chosen(slot, dataset, choices) for slot in slots]
    slots = [_by_what_it_holds(slot, sheet) for slot in _without_lead(slots, sheet)]
    slots = _with_labels(slots, sheet, datasets)
    slots = _with_indicators(slots, sheet, dataset) if dataset.indicators else _with_keys(slots, sheet, dataset)
    return tuple(_with_measure(slots, sheet, dataset, datasets, choices))


def is_open(slot: Slot) -> bool:
    """Whether it is not known yet what the column is."""
    return slot.column is None and slot.dropped is None


def is_bare(slot: Slot) -> bool:
    """Whether a heading gives a year or a member, and names no measure."""
    return is_open(slot) and (slot.member is not None or (slot.year is not None and not _rest(slot)))


def _rest(slot: Slot) -> str:
    return plain("".join(notation.without_years(piece) for piece in slot.path))


def lacking(slots: Sequence[Slot], dataset: Dataset) -> list[Key]:
    """The keys that neither a column tells, nor the headings of all figures."""
    figures = [slot for slot in slots if isinstance(slot.column, Measure) or is_bare(slot)]
    held = {slot.column for slot in slots} | {
        key for key in dataset.keys if figures and all(slot.member and slot.member[0] == key for slot in figures)
    }
    return [key for key in dataset.keys if not key.optional and key not in held]


def _chosen(slot: Slot, dataset: Dataset, choices: Choices) -> Slot:
    wanted = choices.columns.get(slot.place)
    if wanted is None:
        return slot
    if wanted == LEAVE_OUT:
        return replace(slot, column=None, member=None, dropped=IS_ASKED)
    column = next((column for column in dataset.file_columns if column.id == wanted), None)
    return replace(slot, column=column, dropped=None) if column is not None else slot


def _without_lead(slots: list[Slot], sheet: Sheet) -> list[Slot]:
    """A column before the first key that names a measure and holds nothing has the table's title, merged down its side:
    where years stand in headings, no figures stand before the names."""
    keys = [slot.place for slot in slots if isinstance(slot.column, Key)]
    if not keys or any(slot.column == YEAR for slot in slots):
        return slots
    return [
        replace(slot, column=None, dropped=IS_CAPTION)
        if isinstance(slot.column, Measure) and slot.place < min(keys) and not sheet.texts(slot)
        else slot
        for slot in slots
    ]


def _by_what_it_holds(slot: Slot, sheet: Sheet) -> Slot:
    """A column of units or list numbers, or one that holds nothing but the title of the table."""
    told = sheet.texts(slot)
    several_schools = slot.dropped == IS_SCHOOL and len(set(told)) > 1
    if several_schools or (slot.dropped == IS_UNIT and not all(map(units.unit_in, told))):
        return replace(slot, dropped=None)
    if not is_open(slot) or is_bare(slot):
        return slot
    if not told:
        return replace(slot, dropped=IS_CAPTION) if slot.path else slot
    if not slot.path and all(map(units.unit_in, told)):
        return replace(slot, dropped=IS_UNIT)
    if not slot.path and len(told) > 2 and told == [str(number) for number in range(1, len(told) + 1)]:
        return replace(slot, dropped=IS_NUMBERING)
    return slot


def _with_labels(slots: Sequence[Slot], sheet: Sheet, datasets: Sequence[Dataset]) -> list[Slot]:
    """A column without a heading whose figures are named line by line in the column before it."""
    found = list(slots)
    for at, (before, slot) in enumerate(pairwise(slots), 1):
        if (
            is_open(before)
            and is_open(slot)
            and not slot.path
            and any(map(notation.is_figure, map(_bare, sheet.texts(slot))))
        ):
            label = _label(sheet.texts(before), datasets)
            if label:
                found[at - 1] = replace(before, dropped=IS_LABEL)
                found[at] = replace(slot, path=(label,), label=before.place)
    return found


def _bare(text: str) -> str:
    return notation.TOTAL.sub("", folded(text))


def _label(told: Sequence[str], datasets: Sequence[Dataset]) -> str:
    """The one measure that all the texts name; empty where they do not."""
    names = set(map(plain, told))
    if len(names) != 1:
        return ""
    name = names.pop()
    named = any(isinstance(vocabulary(dataset).columns.get(name), Measure) for dataset in datasets)
    return name if named else ""


def _with_indicators(slots: list[Slot], sheet: Sheet, dataset: Dataset) -> list[Slot]:
    """The scorecard's key is what names indicators: the innermost of the labels before the figures. The columns of
    labels further out head groups, and say the indicator of a line that has no inner label."""
    slots = [
        replace(slot, member=None) if slot.member and not _has_figures(sheet.texts(slot)) else slot for slot in slots
    ]
    first = next((slot.place for slot in slots if isinstance(slot.column, Measure) or is_bare(slot)), len(slots) + 1)
    labels = [slot for slot in slots if slot.place < first and (is_open(slot) or isinstance(slot.column, Key))]
    known = vocabulary(dataset).members
    naming = [slot for slot in labels if any(name in known for text in sheet.texts(slot) for name in spoken(text))]
    naming = naming or [slot for slot in labels if isinstance(slot.column, Key)]
    if not naming:
        return slots
    innermost = naming[-1]
    outer = [
        slot
        for slot in labels
        if slot.place < innermost.place
        and not _has_figures(sheet.texts(slot))
        and plain("".join(slot.path)) not in SCHOOL_HEADINGS
    ]
    groups = tuple(slot.place for slot in outer)

    def told(slot: Slot) -> Slot:
        if slot == innermost:
            return replace(slot, column=dataset.keys[0], groups=groups)
        return replace(slot, column=None, dropped=IS_GROUPING) if slot in outer else slot

    return [told(slot) for slot in slots]


def _has_figures(told: Sequence[str]) -> bool:
    return any(map(notation.is_figure, told))


def _with_keys(slots: list[Slot], sheet: Sheet, dataset: Dataset) -> list[Slot]:
    """Columns whose heading does not say that they are a key, and whose names do; and the one column without a heading
    that is left where one key is."""
    members = vocabulary(dataset).members
    for at, slot in enumerate(slots):
        if is_open(slot) and not is_bare(slot) and sheet.texts(slot):
            key = _key_of(sheet.texts(slot), lacking(slots, dataset), members)
            slots[at] = replace(slot, column=key) if key else slot
    first = next((slot.place for slot in slots if isinstance(slot.column, Measure) or is_bare(slot)), 0)
    bare = [slot for slot in slots if is_open(slot) and not slot.path and slot.place < first and sheet.texts(slot)]
    wanted = lacking(slots, dataset)
    named = [slot for slot in bare if not _is_title(slot, sheet)]
    if len(wanted) == 1 and len(named) == 1:
        slots = [replace(slot, column=wanted[0]) if slot == named[0] else slot for slot in slots]
    return [replace(slot, dropped=IS_CAPTION) if is_open(slot) and _is_title(slot, sheet) else slot for slot in slots]


def _is_title(slot: Slot, sheet: Sheet) -> bool:
    """Whether a column without a heading holds one text only, which stands beside the whole table."""
    return (
        not slot.path
        and len(sheet.texts(slot)) == 1
        and len(sheet.body) > 1
        and not notation.is_figure(sheet.texts(slot)[0])
    )


def _key_of(told: Sequence[str], keys: Sequence[Key], members: Mapping[str, tuple[Key, str]]) -> Key | None:
    """The key of which most of the names are known values."""
    names = {notation.member(text) for text in told if not notation.is_total(text) and not notation.is_missing(text)}
    for key in keys:
        known = [name for name in names if members.get(plain(name), (None,))[0] == key or _ends(name, key)]
        if names and len(known) >= KNOWN_SHARE * len(names):
            return key
    return None


def _ends(name: str, key: Key) -> bool:
    return any(name.endswith(ending) for ending in key.endings)


def _with_measure(
    slots: list[Slot], sheet: Sheet, dataset: Dataset, datasets: Sequence[Dataset], choices: Choices
) -> list[Slot]:
    """Columns of figures whose headings name no measure, where something else names it: the title, the indicators of
    the lines, members that only this dataset has, the unit written at every figure, the user."""
    only = dataset.stored_measures[0] if len(dataset.stored_measures) == 1 else None
    captions = (slot.path[0] for slot in slots if slot.dropped == IS_CAPTION and slot.path)
    titles = (
        *sheet.titles,
        *captions,
        *(text for slot in slots if slot.dropped == IS_CAPTION for text in sheet.texts(slot)),
    )
    named = measure_named(titles, dataset)
    if dataset.indicators and any(isinstance(slot.column, Key) for slot in slots):
        named = named or only
    if choices.dataset == dataset.id:
        named = named or only

    def told(slot: Slot) -> Slot:
        if is_bare(slot):
            own = only if slot.member and _is_own(slot.member[0], dataset, datasets) else None
            return replace(slot, column=named or own)
        if (
            is_open(slot)
            and not slot.path
            and only
            and not lacking(slots, dataset)
            and _all_in_unit(sheet.texts(slot), only)
        ):
            return replace(slot, column=only)
        return slot

    return [told(slot) for slot in slots]


def _is_own(key: Key, dataset: Dataset, datasets: Sequence[Dataset]) -> bool:
    """Whether no other dataset has the key."""
    return not any(key in other.keys for other in datasets if other.id != dataset.id)


def _all_in_unit(told: Sequence[str], measure: Measure) -> bool:
    own = units.own_names(measure.unit)
    return bool(told) and all(re.sub(r"^[\d.,\s]+", "", folded(text)).casefold() in own for text in told)


def measure_named(titles: Sequence[str], dataset: Dataset) -> Measure | None:
    """The one measure that the titles name: by its own name, or where the dataset has but one, by the dataset's."""
    found: dict[str, Measure] = {}
    for title in map(bare_title, titles):
        for name, measure in _names(dataset):
            if name == title or (name in title and len(name) > (8 if name.isascii() else 2)):
                found[name] = measure
    longest = [name for name in found if not any(name in other for other in found if other != name)]
    measures = {found[name] for name in longest}
    return measures.pop() if len(measures) == 1 else None


def bare_title(title: str) -> str:
    """A title less its number, its year and words such as 情况 or 一览表."""
    told = re.sub(r"^[\d.()、一二三四五六七八九十]+(?=[^\d年])", "", notation.without_years(title))
    return TITLE_ENDS.sub("", plain(told))


def _names(dataset: Dataset) -> list[tuple[str, Measure]]:
    own = [
        (name, column)
        for name, column in vocabulary(dataset).columns.items()
        if isinstance(column, Measure) and name != column.id
    ]
    if len(dataset.stored_measures) != 1 or dataset.indicators:
        return own
    whole = (dataset.label.zh, dataset.label.en)
    return own + [(bare_title(name), dataset.stored_measures[0]) for name in whole]


def column_of(dataset: Dataset, column: Column | None) -> Column | None:
    """The dataset's own column of the same name."""
    return next((one for one in dataset.file_columns if column is not None and one.id == column.id), None)
