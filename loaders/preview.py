"""What a reading would change: rows new, changed, unchanged and absent, names never seen, and what looks odd."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import pandas as pd
from rapidfuzz import fuzz, process

from insights.audit import audit
from insights.findings import KINDS, Finding
from insights.numbers import quantity
from loaders.check import Reading
from schema import PROVENANCE, Dataset, Identity, Key, Label, Measure

Kind = Literal["new", "changed", "unchanged"]
NEAR = 60  # of 100: rapidfuzz's ratio, under which a name is no candidate
CANDIDATES = 5
LEAST_FOR_UNUSUAL = 5
UNUSUAL = 5.0  # deviations from the median movement


@dataclass(frozen=True)
class Change:
    """A row of the file beside the stored row of the same key, if there is one; `moved` are the columns that differ."""

    kind: Kind
    line: int
    row: dict[str, Any]
    stored: dict[str, Any] | None = None
    moved: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unknown:
    """A name that the store has not seen under this key, with the stored names nearest to it, best first."""

    key: Key
    name: str
    near: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """`absent` are the stored rows of the file's years that the file does not have: they stay as they are."""

    reading: Reading
    changes: tuple[Change, ...]
    absent: tuple[dict[str, Any], ...]
    unknown: tuple[Unknown, ...]
    warnings: tuple[Label, ...]

    def count(self, kind: Kind) -> int:
        return sum(change.kind == kind for change in self.changes)

    @property
    def earlier(self) -> tuple[Change, ...]:
        """The changed rows of years before the file's newest: the past is not rewritten without being asked about."""
        newest = max(self.reading.years, default=0)
        return tuple(one for one in self.changes if one.kind == "changed" and one.row["year"] < newest)


def preview(reading: Reading, stored: pd.DataFrame, known_names: Mapping[str, Sequence[str]]) -> Preview:
    """Hold a reading without problems against the dataset's current rows; `known_names` are all stored by key id."""
    assert reading.dataset is not None
    dataset = reading.dataset
    before = {_key(dataset, row): row for row in _records(stored)}
    changes = tuple(
        _change(dataset, reading, line, row, before) for line, row in zip(reading.lines, reading.rows, strict=True)
    )
    told = {_key(dataset, change.row) for change in changes}
    years = set(reading.years)
    absent = tuple(row for key, row in before.items() if row["year"] in years and key not in told)
    unknown = tuple(_unknown(dataset, changes, known_names))
    warnings = (*_fractions(dataset, changes, stored), *_jumps(dataset, changes, before))
    return Preview(reading, changes, absent, unknown, warnings)


def kept(reading: Reading, stay: Sequence[tuple[int, str]], before: Mapping[int, Mapping[str, Any]]) -> Reading:
    """The reading with the stored value in place of the file's for these (line, column); `before` by line."""
    rows = [
        row | {column: before[line][column] for at, column in stay if at == line}
        for line, row in zip(reading.lines, reading.rows, strict=True)
    ]
    return replace(reading, rows=tuple(rows))


def new_findings(
    datasets: Sequence[Dataset],
    identities: Sequence[Identity],
    rows: Mapping[str, pd.DataFrame],
    previews: Sequence[Preview],
) -> list[Finding]:
    """What the audit would find with the previewed rows in place that it does not find now."""
    after = dict(rows)
    for one in previews:
        assert one.reading.dataset is not None
        after[one.reading.dataset.id] = _after(one, after[one.reading.dataset.id])
    known = {finding.id for finding in audit(datasets, identities, rows)}
    return [finding for finding in audit(datasets, identities, after) if finding.id not in known]


def said(finding: Finding) -> Label:
    """A finding in one sentence."""
    kind = KINDS[finding.kind]
    both = {
        language: f"{finding.one.label.text(language)} {finding.one.shown(language)} ≠ "
        f"{finding.other.label.text(language)} {finding.other.shown(language)}"
        for language in ("zh", "en")
    }
    return Label(f"{kind.zh}：{finding.year}年 {both['zh']}", f"{kind.en}: {finding.year} {both['en']}")


def _after(one: Preview, stored: pd.DataFrame) -> pd.DataFrame:
    dataset = one.reading.dataset
    assert dataset is not None
    told = {_key(dataset, change.row) for change in one.changes if change.kind != "unchanged"}
    stays = [_key(dataset, row) not in told for row in _records(stored)]
    blank = {column.id: "" for column in PROVENANCE} | {"release": 0}
    fresh = pd.DataFrame([blank | change.row for change in one.changes if change.kind != "unchanged"])
    if fresh.empty:
        return stored
    joint = pd.concat([stored[stays], fresh[list(stored.columns)]], ignore_index=True)
    return joint.astype({measure.id: float for measure in dataset.stored_measures})


def _change(
    dataset: Dataset, reading: Reading, line: int, row: dict[str, Any], before: Mapping[tuple[Any, ...], dict[str, Any]]
) -> Change:
    old = before.get(_key(dataset, row))
    if old is None:
        return Change("new", line, row)
    silent = {column.id for column in PROVENANCE} - reading.brings
    moved = tuple(name for name, value in row.items() if name not in silent and _differ(old[name], value))
    return Change("changed" if moved else "unchanged", line, row, old, moved)


def _differ(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return one is not other
    return bool(one != other)


def _key(dataset: Dataset, row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in dataset.row_key)


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(name): None if isinstance(value, float) and pd.isna(value) else value for name, value in row.items()}
        for row in frame.to_dict("records")
    ]


def _unknown(
    dataset: Dataset, changes: Sequence[Change], known_names: Mapping[str, Sequence[str]]
) -> Iterator[Unknown]:
    for key in dataset.keys:
        known = known_names.get(key.id, ())
        if dataset.indicators or key.optional or not known:
            continue
        for name in dict.fromkeys(str(change.row[key.id]) for change in changes):
            if name in known or name in key.names or any(name.endswith(ending) for ending in key.endings):
                continue
            near = process.extract(name, known, scorer=fuzz.WRatio, limit=CANDIDATES, score_cutoff=NEAR)
            yield Unknown(key, name, tuple(found for found, *_ in near))


def _measures(dataset: Dataset, row: Mapping[str, Any]) -> Iterator[tuple[str, Measure]]:
    for measure in dataset.stored_measures:
        yield measure.id, dataset.measure(row["indicator"]) if dataset.indicators else measure


def _fractions(dataset: Dataset, changes: Sequence[Change], stored: pd.DataFrame) -> Iterator[Label]:
    """A share of 1 where percents are stored: 0.9947 for 99.47 %."""
    for change in changes:
        for name, measure in _measures(dataset, change.row):
            value = change.row[name]
            if not measure.unit.is_rate or value is None or not 0 < value <= 1:
                continue
            same = stored[stored["indicator"] == measure.id] if dataset.indicators else stored
            usual = same[name].median()
            if pd.notna(usual) and usual > 5:
                yield Label(
                    f"第 {change.line} 行{measure.label.zh} {value:g}：是 {value * 100:g}% 吗？这一列一向按百分数存",
                    f"row {change.line}, {measure.label.en} {value:g}: is it {value * 100:g}%? Percents are kept here",
                )


def _jumps(
    dataset: Dataset, changes: Sequence[Change], before: Mapping[tuple[Any, ...], dict[str, Any]]
) -> Iterator[Label]:
    """A movement from the year before that is far from the other movements of its measure in the file."""
    found: dict[str, list[tuple[Change, Measure, float, float, float]]] = {}
    own = {_key(dataset, change.row): change.row for change in changes}
    for change in changes:
        last = {**change.row, "year": change.row["year"] - 1}
        previous = own.get(_key(dataset, last)) or before.get(_key(dataset, last))
        if previous is None or change.kind == "unchanged":
            continue
        for name, measure in _measures(dataset, change.row):
            old, new = previous[name], change.row[name]
            if old is None or new is None or measure.kind == "rank":
                continue
            size = new - old if measure.unit.is_rate else (new - old) / abs(old) * 100 if old else 0.0
            kind = "rates" if dataset.indicators and measure.unit.is_rate else name
            found.setdefault(kind, []).append((change, measure, old, new, size))
    for moves in found.values():
        sizes = pd.Series([size for *_, size in moves])
        spread = (sizes - sizes.median()).abs().median() * 1.4826
        for change, measure, old, new, size in moves:
            wide = len(moves) >= LEAST_FOR_UNUSUAL and spread > 0 and abs(size - sizes.median()) / spread > UNUSUAL
            if wide or abs(size) > (20 if measure.unit.is_rate else 50):
                zh = f"{quantity(old, measure, 'zh')} → {quantity(new, measure, 'zh')}"
                en = f"{quantity(old, measure, 'en')} → {quantity(new, measure, 'en')}"
                yield Label(
                    f"第 {change.line} 行{measure.label.zh}：与上年相比变化异常（{zh}），请核对",
                    f"row {change.line}, {measure.label.en}: an unusual change from the year before ({en}); check it",
                )
