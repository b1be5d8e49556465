"""What a reading would change: rows new, changed, unchanged and absent, names never seen, and what looks odd."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import pandas as pd
from rapidfuzz import fuzz, process

from insights.audit import audit
from insights.differences import Values, by_key
from insights.findings import Finding
from insights.numbers import LANGUAGES
from loaders.deciding.doubts import Doubt, rewritten, shown, unseen
from loaders.deciding.merging import laid_on, settled, undecided
from loaders.deciding.oddities import News, odd
from loaders.deciding.printed import contradictions
from loaders.deciding.titles import of_titles
from loaders.problem import Problem
from loaders.reading.reading import Reading
from schema import Dataset, Evidence, Identity, Key, Label, Language

Kind = Literal["new", "changed", "unchanged"]
NEAR = 60  # of 100: rapidfuzz's ratio, under which a name is no candidate
CANDIDATES = 5


@dataclass(frozen=True)
class Change:
    """A row of the file as it will stand beside the stored row of the same key, if there is one; `moved` are the
    columns that differ. `place` is the row's place among the reading's rows."""

    kind: Kind
    place: int
    row: dict[str, Any]
    stored: dict[str, Any] | None = None
    moved: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unknown:
    """A name that the store has not seen under this key, with the stored names nearest to it, best first, and all."""

    key: Key
    name: str
    near: tuple[str, ...]
    known: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """`absent` are the stored rows of the file's years that the file does not have: they stay as they are. `earlier`
    are the changed rows of years before the newest: the past is not rewritten without being asked about. `problems` are
    those that only the stored rows show; `doubts` are to be answered before it is stored."""

    reading: Reading
    changes: tuple[Change, ...]
    absent: tuple[dict[str, Any], ...]
    earlier: tuple[Change, ...]
    unknown: tuple[Unknown, ...]
    problems: tuple[Problem, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def dataset(self) -> Dataset:
        assert self.reading.dataset is not None
        return self.reading.dataset

    @property
    def rewritten(self) -> list[tuple[Change, str]]:
        """Each figure, word or note of an earlier year of which the file says something else than is stored, and each
        stored figure of any year that it says to be missing."""
        earlier = {one.place for one in self.earlier}
        return [
            (one, name)
            for one in self.changes
            for name in one.moved
            if name in self.reading.said[one.place] and (one.place in earlier or one.row[name] is None)
        ]

    @property
    def moves(self) -> Iterator[Label]:
        """Each stored figure that becomes another one: its row, its column, and both values."""
        for change in self.changes:
            for measure in self.dataset.stored_measures:
                if measure.id in change.moved and change.stored is not None:
                    zh, en = (self._named(change.row, language) for language in LANGUAGES)
                    moved = f"{shown(change.stored[measure.id])} → {shown(change.row[measure.id])}"
                    yield Label(f"{zh} {measure.label.zh}：{moved}", f"{en} {measure.label.en}: {moved}")

    def _named(self, row: Values, language: Language) -> str:
        """What tells a row apart, in words."""
        keys = {key.id: key for key in self.dataset.keys}
        told = ((name, str(row[name])) for name in self.dataset.row_key if row[name])
        return " ".join(keys[name].name(value, language) if name in keys else value for name, value in told)

    def count(self, kind: Kind) -> int:
        return sum(change.kind == kind for change in self.changes)


def preview(reading: Reading, stored: pd.DataFrame, known_names: Mapping[str, Sequence[str]]) -> Preview:
    """Hold a reading without problems against the dataset's current rows; `known_names` are all stored by key id."""
    assert reading.dataset is not None
    dataset = reading.dataset
    before = by_key(dataset, stored)
    undecided_rows = tuple(undecided(reading, before.values()))
    reading = settled(reading, before.values())
    changes = tuple(_change(dataset, place, row, before) for place, row in enumerate(laid_on(reading, before.values())))
    told = {dataset.key_of(change.row) for change in changes}
    years = set(reading.years)
    absent = tuple(row for key, row in before.items() if row["year"] in years and key not in told)
    newest = max((*years, *(row["year"] for row in before.values())), default=0)
    earlier = tuple(one for one in changes if one.kind == "changed" and one.row["year"] < newest)
    unknown = tuple(_unknown(dataset, changes, known_names))
    blank = Preview(reading, changes, absent, earlier, unknown, undecided_rows)
    return replace(blank, doubts=tuple(_doubts(blank, stored, before)))


def previews(
    readings: Sequence[Reading],
    rows: Mapping[str, pd.DataFrame],
    known_names: Mapping[str, Sequence[str]],
    school: str,
) -> list[Preview]:
    """Each of these readings without problems held against the current rows, with those before it in place: what two
    files bring of one row is one row. Titles are held against the school's name."""
    after = dict(rows)
    found = []
    for reading in readings:
        assert reading.dataset is not None and reading.table is not None
        one = preview(reading, after[reading.dataset.id], known_names)
        titles = of_titles(reading.name, reading.table, school, reading.sheet)
        one = replace(one, doubts=(*titles, *one.doubts))
        after[reading.dataset.id] = _after(one, after[reading.dataset.id])
        found.append(one)
    return found


def new_findings(
    datasets: Sequence[Dataset],
    identities: Sequence[Identity],
    rows: Mapping[str, pd.DataFrame],
    printed: Sequence[Evidence],
    previews: Sequence[Preview],
    known: Collection[str],
) -> list[Finding]:
    """What the audit would find with the previewed rows and what their files print in place, but for the findings
    `known` by their ids; `printed` is what the stored files print."""
    after = dict(rows)
    for one in previews:
        after[one.dataset.id] = _after(one, after[one.dataset.id])
    next_release = 1 + max((one.release for one in printed), default=0)
    fresh = [replace(one, release=next_release) for each in previews for one in each.reading.evidence]
    found = audit(datasets, identities, after, [*printed, *fresh])
    return [finding for finding in found if finding.id not in known]


def _after(one: Preview, stored: pd.DataFrame) -> pd.DataFrame:
    dataset = one.dataset
    moved = [change for change in one.changes if change.kind != "unchanged"]
    if not moved:
        return stored
    told = {dataset.key_of(change.row) for change in moved}
    stays = [key not in told for key in by_key(dataset, stored)]
    fresh = pd.DataFrame([change.row | {"release": 0} for change in moved])
    joint = pd.concat([stored[stays], fresh[list(stored.columns)]], ignore_index=True)
    return joint.astype({measure.id: float for measure in dataset.stored_measures})


def _change(dataset: Dataset, place: int, row: dict[str, Any], before: Mapping[tuple[Any, ...], Values]) -> Change:
    old = before.get(dataset.key_of(row))
    if old is None:
        return Change("new", place, row)
    moved = tuple(name for name, value in row.items() if old[name] != value)
    return Change("changed" if moved else "unchanged", place, row, old, moved)


def named_keys(dataset: Dataset) -> list[Key]:
    """The keys whose values are names, of which a new one may be a typing error."""
    return [] if dataset.indicators else [key for key in dataset.keys if not key.optional]


def _unknown(
    dataset: Dataset, changes: Sequence[Change], known_names: Mapping[str, Sequence[str]]
) -> Iterator[Unknown]:
    for key in named_keys(dataset):
        known = known_names.get(key.id, ())
        if not known:
            continue
        for name in dict.fromkeys(str(change.row[key.id]) for change in changes):
            if name in known or name in key.names or any(name.endswith(ending) for ending in key.endings):
                continue
            near = process.extract(name, known, scorer=fuzz.WRatio, limit=CANDIDATES, score_cutoff=NEAR)
            yield Unknown(key, name, tuple(found for found, *_ in near), tuple(known))


def _doubts(one: Preview, stored: pd.DataFrame, before: Mapping[tuple[Any, ...], Values]) -> Iterator[Doubt]:
    """All that is to be answered of a reading, beside what its sheet sets aside."""
    reading, dataset = one.reading, one.dataset
    for unknown in one.unknown:
        yield unseen(reading.name, 0, unknown.key, unknown.name, unknown.near)
    for change, name in one.rewritten:
        assert change.stored is not None
        key = dataset.key_of(change.row)
        place = _place(reading, change, name)
        told = rewritten(place, key, name, change.row["year"], change.row[name], change.stored[name])
        yield replace(told, figure=(change.place, name))
    yield from odd(dataset, list(_news(reading, dataset, one.changes, before)), stored)
    if any(change.kind != "unchanged" for change in one.changes):  # else nothing of it will be stored
        yield from contradictions(reading, dataset, _after(one, stored))


def _news(
    reading: Reading, dataset: Dataset, changes: Sequence[Change], before: Mapping[tuple[Any, ...], Values]
) -> Iterator[News]:
    """The figures that the reading brings and that are not stored so yet."""
    own = {dataset.key_of(change.row): change.row for change in changes}
    for change in changes:
        key = dataset.key_of(change.row)
        last = (key[0] - 1, *key[1:])
        previous = own.get(last) or before.get(last)
        for measure in dataset.stored_measures:
            name = measure.id
            is_news = name in reading.said[change.place] and (change.kind == "new" or name in change.moved)
            if is_news and change.row[name] is not None:
                declared = dataset.measure(change.row["indicator"]) if dataset.indicators else measure
                old = previous[name] if previous is not None else None
                yield News(key, name, declared, change.row[name], old, _place(reading, change, name))


def _place(reading: Reading, change: Change, name: str) -> Problem:
    """The cell of a figure, with what is written in it."""
    cell = reading.places[change.place][name]
    return Problem(reading.name, cell.row, cell.heading, Label(cell.text, cell.text), Label("", ""), cell.column)
