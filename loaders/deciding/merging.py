"""A file's rows laid on the stored ones: only what the file says may change anything, all else stays as it is stored.

A column that a file lacks and a blank cell are silent; “/” says that there is no figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from loaders.files.text import quoted
from loaders.problem import Problem
from loaders.reading import notation
from loaders.reading.reading import Reading
from schema import NOTE, PROVENANCE, SECTION, Column, Dataset, Label, Measure
from store import Row

Values = Row
JOINT = "；"  # between the words kept in a note
PLAIN = dict.fromkeys((column.id for column in PROVENANCE), "")


def laid_on(reading: Reading, stored: Iterable[Values]) -> list[dict[str, Any]]:
    """The rows of a settled reading, whole, as they will stand where these are the dataset's current rows."""
    dataset = reading.dataset
    assert dataset is not None
    before = {dataset.key_of(row): row for row in stored}
    rows = []
    for row, said in zip(reading.rows, reading.said, strict=True):
        whole = PLAIN | row
        old = before.get(dataset.key_of(whole))
        rows.append(whole if old is None else merged(dataset, old, whole, said))
    return rows


def settled(reading: Reading, stored: Iterable[Values]) -> Reading:
    """The reading with the keys that its file lacks as the stored rows have them that are else the same: one row, or
    all the sections in which the report states an indicator."""
    assert reading.dataset is not None
    if not open_keys(reading.dataset, reading.brings):
        return reading
    twins = _Twins(reading, stored)
    found = [
        (row | keys, cells)
        for row, cells, said in zip(reading.rows, reading.places, reading.said, strict=True)
        for keys in twins.keys_of(row, said) or [{}]
    ]
    return replace(reading, rows=tuple(row for row, _ in found), places=tuple(cells for _, cells in found))


def merged(dataset: Dataset, old: Values, row: Values, said: frozenset[str]) -> dict[str, Any]:
    """The stored row with what is said of it. Words that were kept for a figure go when the figure does."""
    whole = {column.id: old[column.id] for column in dataset.file_columns}
    whole |= {name: row[name] for name in said if name in whole}
    if NOTE.id not in said:
        whole[NOTE.id] = note_of(dataset, old, whole, row[NOTE.id])
    return whole


def note_of(dataset: Dataset, old: Values, whole: Values, words: str) -> str:
    """The stored note, and the words that stand in the cells of figures that are other ones now."""
    moved = [measure for measure in dataset.stored_measures if old[measure.id] != whole[measure.id]]
    if not moved:
        return str(old[NOTE.id])
    parts = [
        part
        for part in str(old[NOTE.id]).split(JOINT)
        if not any(_speaks_of(part, old[one.id], _declared(dataset, one, old)) for one in moved)
    ]
    return JOINT.join(dict.fromkeys(filter(None, (*parts, *words.split(JOINT)))))


def undecided(reading: Reading, stored: Iterable[Values]) -> list[Problem]:
    """The rows that lack an optional key by which several stored rows are told apart."""
    twins = _Twins(reading, stored)
    found = []
    for row, cells, said in zip(reading.rows, reading.places, reading.said, strict=True):
        if (count := len(twins.of(row))) > 1 and not twins.keys_of(row, said):
            line = max(cell.row for cell in cells.values())
            found.append(undecided_row(reading.name, line, twins.open_keys, count))
    return found


class _Twins:
    """The stored rows that a row may be where the file has no column of an optional key: silence is no blank key. One
    with the value that is taken by default is meant before the others; a figure that sections state alike is that of
    all of them, whichever the file may have in mind."""

    def __init__(self, reading: Reading, stored: Iterable[Values]) -> None:
        dataset = reading.dataset
        assert dataset is not None
        self.open_keys = open_keys(dataset, reading.brings)
        names = {key.id for key in self.open_keys}
        self._shared = [name for name in dataset.row_key if name not in names]
        self._measures = [one.id for one in dataset.stored_measures]
        self._is_of_sections = SECTION in self.open_keys and not reading.section
        self._told = Counter(self._key(row) for row in reading.rows)
        self._rows: dict[tuple[Any, ...], list[Values]] = {}
        for row in stored if names else ():
            self._rows.setdefault(self._key(row), []).append(row)

    def of(self, row: Values) -> list[Values]:
        found = self._rows.get(self._key(row), []) if self._rows else []
        if self._told[self._key(row)] > 1:  # told apart already
            return [one for one in found if self._is_like(one, row)]
        usual = [one for one in found if self._is_like(one, row)]
        return found if self._is_of_sections else usual or found

    def keys_of(self, row: Values, said: frozenset[str]) -> list[dict[str, Any]]:
        """What the stored rows that are meant have under the keys that the file lacks; nothing to add where there is
        none, and no answer where it cannot be said which they are."""
        found = self.of(row)
        if not found:
            return [{}]
        if len(found) > 1 and self._is_of_sections:
            figures = [name for name in self._measures if name in said]
            usual = [one for one in found if self._is_like(one, row)]
            if usual and all(usual[0][name] == row[name] for name in figures):
                found = usual  # nothing is corrected
            elif len({tuple(one[name] for name in figures) for one in found}) > 1:
                found = []
        elif len(found) > 1:
            return []
        return [{key.id: one[key.id] for key in self.open_keys} for one in found]

    def _is_like(self, one: Values, row: Values) -> bool:
        return all(one[key.id] == row[key.id] for key in self.open_keys)

    def _key(self, row: Values) -> tuple[Any, ...]:
        return tuple(row[name] for name in self._shared)


def open_keys(dataset: Dataset, brings: frozenset[str]) -> tuple[Column, ...]:
    """What a stored row is told apart by that a file need not have, and this one has not."""
    optional: list[Column] = [key for key in dataset.keys if key.optional]
    optional += [SECTION] if SECTION.id in dataset.row_key else []
    return tuple(key for key in optional if key.id not in brings)


def undecided_row(file: str, line: int, keys: Iterable[Column], count: int) -> Problem:
    """A row that may be any of several stored ones."""
    zh, en = "、".join(key.label.zh for key in keys), ", ".join(key.label.en for key in keys)
    found = Label(f"库里有 {count} 行都可能是它", f"{count} stored rows may be meant")
    return Problem(file, line, "", found, Label(f"请加上“{quoted(zh)}”一列", f"add the column {quoted(en)}"))


def _declared(dataset: Dataset, measure: Measure, row: Values) -> Measure:
    return dataset.measure(row["indicator"]) if dataset.indicators else measure


def _speaks_of(part: str, value: float | None, measure: Measure) -> bool:
    """Whether words are those of a cell that says this value."""
    try:
        return bool(part) and notation.figure(part, measure).value == value
    except notation.NotUnderstood:
        return False


def kept(reading: Reading, stay: Collection[tuple[int, str]]) -> Reading:
    """The reading without the cells of these rows, by their places, and columns: what is stored stays there, and that
    the file printed something else is kept as evidence."""
    away = {(place, name): reading.places[place][name] for place, name in stay if name in reading.places[place]}
    at = {(cell.row, cell.column) for cell in away.values()}
    words = {(one.cell.row, one.cell.column): one.value for one in reading.cells if one.column == NOTE}
    rows = [dict(row) for row in reading.rows]
    for (place, _), cell in away.items():
        if own := words.get((cell.row, cell.column)):
            rows[place][NOTE.id] = JOINT.join(part for part in rows[place][NOTE.id].split(JOINT) if part != own)
    places = [
        {name: cell for name, cell in cells.items() if (place, name) not in away}
        for place, cells in enumerate(reading.places)
    ]
    stays = [
        replace(one, kind="restated")
        for one in reading.evidence
        if one.kind == "figure" and (one.row, one.column) in at
    ]
    return replace(reading, rows=tuple(rows), places=tuple(places), stays=(*reading.stays, *stays))
