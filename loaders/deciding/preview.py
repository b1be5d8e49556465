"""What a reading would change: rows new, changed, unchanged and absent, names never seen, and what looks odd."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import pandas as pd
from rapidfuzz import fuzz, process

from insights.audit import audit
from insights.differences import Values, by_key, key_of
from insights.findings import Finding
from insights.numbers import LANGUAGES, quantity
from loaders.deciding.merging import laid_on, settled, undecided
from loaders.problem import Problem
from loaders.reading.reading import Reading
from schema import Dataset, Evidence, Identity, Key, Label, Measure

Kind = Literal["new", "changed", "unchanged"]
NEAR = 60  # of 100: rapidfuzz's ratio, under which a name is no candidate
CANDIDATES = 5
LEAST_FOR_UNUSUAL = 5
UNUSUAL = 5.0  # deviations from the median movement
LARGE_IN_POINTS, LARGE_IN_PERCENT = 20, 50  # a year's movement that is asked about however the others moved


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
    are the changed rows of years before the newest: the past is not rewritten without being asked about."""

    reading: Reading
    changes: tuple[Change, ...]
    absent: tuple[dict[str, Any], ...]
    earlier: tuple[Change, ...]
    unknown: tuple[Unknown, ...]
    warnings: tuple[Problem, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def dataset(self) -> Dataset:
        assert self.reading.dataset is not None
        return self.reading.dataset

    @property
    def rewritten(self) -> list[tuple[Change, str]]:
        """Each figure, word or note of an earlier year of which the file says something else than is stored."""
        return [(one, name) for one in self.earlier for name in one.moved if name in self.reading.said[one.place]]

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
    told = {key_of(dataset, change.row) for change in changes}
    years = set(reading.years)
    absent = tuple(row for key, row in before.items() if row["year"] in years and key not in told)
    newest = max((*years, *(row["year"] for row in before.values())), default=0)
    earlier = tuple(one for one in changes if one.kind == "changed" and one.row["year"] < newest)
    unknown = tuple(_unknown(dataset, changes, known_names))
    fractions = list(_fractions(reading, changes, stored))
    asked = {one.cell for one in fractions}
    warnings = (*fractions, *(one for one in _jumps(reading, changes, before) if one.cell not in asked))
    return Preview(reading, changes, absent, earlier, unknown, warnings, undecided_rows)


def previews(
    readings: Sequence[Reading], rows: Mapping[str, pd.DataFrame], known_names: Mapping[str, Sequence[str]]
) -> list[Preview]:
    """Each of these readings without problems held against the current rows, with those before it in place: what two
    files bring of one row is one row."""
    after = dict(rows)
    found = []
    for reading in readings:
        assert reading.dataset is not None
        one = preview(reading, after[reading.dataset.id], known_names)
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
    told = {key_of(dataset, change.row) for change in moved}
    stays = [key not in told for key in by_key(dataset, stored)]
    fresh = pd.DataFrame([change.row | {"release": 0} for change in moved])
    joint = pd.concat([stored[stays], fresh[list(stored.columns)]], ignore_index=True)
    return joint.astype({measure.id: float for measure in dataset.stored_measures})


def _change(dataset: Dataset, place: int, row: dict[str, Any], before: Mapping[tuple[Any, ...], Values]) -> Change:
    old = before.get(key_of(dataset, row))
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


def _news(reading: Reading, change: Change) -> Iterator[tuple[str, Measure]]:
    """The measures of which the row brings another figure than is stored."""
    dataset = reading.dataset
    assert dataset is not None
    for measure in dataset.stored_measures:
        if measure.id in reading.said[change.place] and (change.kind == "new" or measure.id in change.moved):
            yield measure.id, dataset.measure(change.row["indicator"]) if dataset.indicators else measure


def _fractions(reading: Reading, changes: Sequence[Change], stored: pd.DataFrame) -> Iterator[Problem]:
    """A share of 1 where percents are stored: 0.9947 for 99.47 %."""
    dataset = reading.dataset
    assert dataset is not None
    for change in changes:
        for name, measure in _news(reading, change):
            value = change.row[name]
            if not measure.unit.is_rate or value is None or not 0 < value <= 1:
                continue
            same = stored[stored["indicator"] == measure.id] if dataset.indicators else stored
            usual = same[name].median()
            if pd.notna(usual) and usual > 5:
                asked = Label(
                    f"是 {value * 100:g}% 吗？这一列一向按百分数存", f"is it {value * 100:g}%? Percents are kept here"
                )
                yield _warning(reading, change, name, measure, asked)


def _warning(reading: Reading, change: Change, name: str, measure: Measure, expected: Label) -> Problem:
    """What looks odd in a cell; it is asked about, and stored if it is meant."""
    cell = reading.places[change.place][name]
    shown = Label(f"{measure.label.zh}“{cell.text}”", f"{measure.label.en} “{cell.text}”")
    return Problem(reading.name, cell.row, cell.heading, shown, expected, cell.column)


def _jumps(reading: Reading, changes: Sequence[Change], before: Mapping[tuple[Any, ...], Values]) -> Iterator[Problem]:
    """A movement from the year before that is far from the other movements of its measure in the file."""
    dataset = reading.dataset
    assert dataset is not None
    found: dict[str, list[tuple[Change, str, Measure, float, float]]] = {}
    own = {key_of(dataset, change.row): change.row for change in changes}
    for change in changes:
        last = key_of(dataset, {**change.row, "year": change.row["year"] - 1})
        previous = own.get(last) or before.get(last)
        if previous is None:
            continue
        for name, measure in _news(reading, change):
            old, new = previous[name], change.row[name]
            if old is None or new is None or measure.kind == "rank":
                continue
            size = new - old if measure.unit.is_rate else (new - old) / abs(old) * 100 if old else 0.0
            kind = "rates" if dataset.indicators and measure.unit.is_rate else name
            found.setdefault(kind, []).append((change, name, measure, old, size))
    for moves in found.values():
        sizes = pd.Series([size for *_, size in moves])
        spread = (sizes - sizes.median()).abs().median() * 1.4826
        for change, name, measure, old, size in moves:
            wide = len(moves) >= LEAST_FOR_UNUSUAL and spread > 0 and abs(size - sizes.median()) / spread > UNUSUAL
            if wide or abs(size) > (LARGE_IN_POINTS if measure.unit.is_rate else LARGE_IN_PERCENT):
                zh, en = (quantity(old, measure, language) for language in LANGUAGES)
                unusual = Label(
                    f"与上年的 {zh} 相比变化异常，请核对", f"an unusual change from {en} the year before; check it"
                )
                yield _warning(reading, change, name, measure, unusual)
