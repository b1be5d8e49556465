"""The book that the audit reads: every dataset's rows and what was printed beside them, asked by terms and places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import pandas as pd

from insights.findings import Place, Statement
from insights.numbers import number, quantity
from schema import Count, Dataset, DeclarationError, Evidence, Key, Label, Measure, Term, Total

Row = Mapping[str, Any]
Members = tuple[tuple[str, str], ...]
MOST_ADDENDS = 12  # of a sum are written out


@dataclass(frozen=True)
class Value:
    """What a term comes to in a year: the number, how it is written, and its statement.

    `least` is what a count comes to if names that differ in one last sign only are one (三年, 三年制); `note` the
    report's own words beside the figure.
    """

    number: float
    measure: Measure | None
    statement: Statement
    least: float | None = None
    note: str = ""
    addends: tuple[float, ...] = ()


@dataclass(frozen=True)
class Printed:
    """One table as a file printed it: its evidence, and the years of its figures."""

    dataset: Dataset
    evidence: tuple[Evidence, ...]
    years: tuple[int, ...]

    @property
    def last(self) -> int:
        return max(self.years, default=0)

    def of(self, kind: str) -> list[Evidence]:
        return [one for one in self.evidence if one.kind == kind]

    @cached_property
    def figures(self) -> frozenset[tuple[object, ...]]:
        return frozenset((one.column_id, one.year, one.members, one.section) for one in self.of("figure"))

    def replaces(self, older: Printed) -> bool:
        """Whether the older table is printed anew in this one, with all its figures."""
        return self.dataset is older.dataset and bool(older.figures) and older.figures <= self.figures


@dataclass(frozen=True)
class Book:
    """The datasets, their current rows, and the evidence of the current releases."""

    datasets: Mapping[str, Dataset]
    rows: Mapping[str, pd.DataFrame]
    evidence: Sequence[Evidence] = ()
    _told: dict[tuple[Term, int], list[Value]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def records(self) -> dict[str, list[Row]]:
        """The rows of each dataset as records, in the order in which they came."""
        return {
            name: [{str(column): value for column, value in row.items()} for row in frame.to_dict("records")]
            if len(frame)
            else []
            for name, frame in self.rows.items()
        }

    @cached_property
    def _by_year(self) -> dict[tuple[str, int], list[Row]]:
        held: dict[tuple[str, int], list[Row]] = {}
        for name, records in self.records.items():
            for row in records:
                held.setdefault((name, int(row["year"])), []).append(row)
        return held

    @cached_property
    def _by_place(self) -> dict[Place, list[Row]]:
        """The rows that state each figure: one, but for the scorecard's, whose home section comes first."""
        held: dict[Place, list[Row]] = {}
        for dataset in self.datasets.values():
            for row in self.records[dataset.id]:
                for place in places_of(dataset, row):
                    held.setdefault(place, []).append(row)
            if dataset.indicators:
                for place, rows in held.items():
                    if place.dataset == dataset.id:
                        home = dataset.section_of(place.column)
                        rows.sort(key=lambda row: row["section"] != home)
        return held

    @cached_property
    def _of_indicator(self) -> dict[str, Dataset]:
        return {one.id: dataset for dataset in self.datasets.values() for one in dataset.indicators}

    def years(self) -> list[int]:
        return self._years

    @cached_property
    def _years(self) -> list[int]:
        return sorted({year for _, year in self._by_year})

    def of_year(self, dataset: Dataset, year: int) -> list[Row]:
        return self._by_year.get((dataset.id, year), [])

    def stating(self, place: Place, section: str = "") -> Row | None:
        """The row that states a figure, of that section where several do; None where it is missing."""
        rows = self._by_place.get(place, [])
        return next((row for row in rows if row["section"] == section), rows[0] if rows else None)

    @cached_property
    def tables(self) -> list[Printed]:
        """The printed tables that still stand, the newest file's first."""
        standing: list[Printed] = []
        for table in self._printings:
            if not any(newer.replaces(table) for newer in standing):
                standing.append(table)
        return standing

    @cached_property
    def _printings(self) -> list[Printed]:
        held: dict[tuple[int, str, str], list[Evidence]] = {}
        for one in self.evidence:
            if one.dataset in self.datasets:
                held.setdefault((-one.release, one.dataset, one.sheet), []).append(one)
        return [self._printed(name, told) for (_, name, _), told in sorted(held.items(), key=lambda pair: pair[0])]

    def _printed(self, name: str, told: list[Evidence]) -> Printed:
        years = {one.year for one in told if one.kind == "figure" and one.year is not None}
        release = told[0].release
        if not years and release:
            years = {int(row["year"]) for row in self.records[name] if row.get("release") == release}
        return Printed(self.datasets[name], tuple(told), tuple(sorted(years or self.years())))

    def values(self, term: Term, year: int) -> list[Value]:
        """Every value that the report gives the term in that year: one for each section that states it."""
        if (term, year) not in self._told:
            self._told[term, year] = list(self._values(term, year))
        return self._told[term, year]

    def value(self, term: Term, year: int) -> Value | None:
        """The term's first value in that year: its home section's."""
        return next(iter(self.values(term, year)), None)

    def _values(self, term: Term, year: int) -> Iterator[Value]:
        if isinstance(term, str):
            return self._indicator(term, year)
        dataset = self.datasets.get(term.dataset)
        if dataset is None:
            raise DeclarationError(f"{term}: there is no such dataset")
        held = [row for row in self.of_year(dataset, year) if all(row[key] == value for key, value in term.where)]
        if isinstance(term, Count):
            return _count(dataset, dataset.key(term.key), held)
        return _total(dataset, term, held)

    def _indicator(self, name: str, year: int) -> Iterator[Value]:
        dataset = self._of_indicator.get(name)
        if dataset is None:
            raise DeclarationError(f"{name} is no indicator")
        for row in self._by_place.get(Place(dataset.id, name, year), []):
            yield Value(row["value"], dataset.measure(name), cell(dataset, name, row), note=row["note"] or "")


def places_of(dataset: Dataset, row: Row) -> Iterator[Place]:
    """The places of a row's figures that are not missing."""
    if dataset.indicators:
        if pd.notna(row["value"]):
            yield Place(dataset.id, row["indicator"], int(row["year"]))
        return
    members = members_of(dataset, row)
    for measure in dataset.stored_measures:
        if pd.notna(row[measure.id]):
            yield Place(dataset.id, measure.id, int(row["year"]), members)


def members_of(dataset: Dataset, row: Row) -> Members:
    return () if dataset.indicators else tuple((key.id, row[key.id] or "") for key in dataset.keys)


def figure(dataset: Dataset, name: str, row: Row) -> float:
    return float(row["value" if dataset.indicators else name])


def cell(dataset: Dataset, name: str, row: Row) -> Statement:
    """A row's figure as a statement; its label names the row's members."""
    measure = dataset.measure(name)
    place = Place(dataset.id, name, int(row["year"]), members_of(dataset, row))
    named = named_by(dataset, place.members, measure)
    return stated(measure, named, figure(dataset, name, row), row, (place,))


def named_by(dataset: Dataset, members: Members, measure: Measure) -> Label:
    """A measure with the members that it is of: 工业与民用建筑 就业率."""
    zh = [dataset.key(key).name(value, "zh") for key, value in members if value]
    en = [dataset.key(key).name(value, "en") for key, value in members if value]
    if not members:
        return measure.label
    return Label(" ".join([*zh, measure.label.zh]), ", ".join([*en, measure.label.en.lower()]))


def stated(measure: Measure, label: Label, value: float, row: Row, places: tuple[Place, ...]) -> Statement:
    zh, en = quantity(float(value), measure, "zh"), quantity(float(value), measure, "en")
    return Statement(label, zh, row["section"], row["words"], en, places)


def quoted(rows: Iterable[Row]) -> str:
    told = list(dict.fromkeys(row["words"] for row in rows))
    return "；".join(told[:2]) + (" …" if len(told) > 2 else "")


def _total(dataset: Dataset, term: Total, held: Sequence[Row]) -> Iterator[Value]:
    fixed = dict(term.where)
    loose = [key for key in dataset.keys if key.id not in fixed]
    known = [
        row
        for row in held
        if pd.notna(row[term.measure]) and not any(row[key.id] in key.wholes for key in loose)
    ]  # fmt: skip
    if known:
        yield total_of(dataset, term.measure, known, term.where)


def total_of(dataset: Dataset, name: str, known: Sequence[Row], where: Members = ()) -> Value:
    """What rows come to, added; the label writes the sum out."""
    measure = dataset.measure(name)
    addends = tuple(float(row[name]) for row in known)
    total = round(sum(addends), 6)
    of_zh = "".join(dataset.key(key).name(value, "zh") for key, value in where)
    of_en = ", ".join(dataset.key(key).name(value, "en") for key, value in where)
    named = Label(
        f"{dataset.label.zh}表中{of_zh}{'的' if of_zh else ''}{measure.label.zh}",
        f"{measure.label.en.lower()} in the table “{dataset.label.en}”" + (f" ({of_en})" if of_en else ""),
    )
    if len(known) > 1:
        zh, english = sum_of(addends, measure)
        named = Label(f"{named.zh}之和（{zh}）", f"{named.en}, added ({english})")
    places = tuple(Place(dataset.id, name, int(row["year"]), members_of(dataset, row)) for row in known)
    statement = replace(stated(measure, named, total, known[0], places), words=quoted(known))
    return Value(total, measure, statement, addends=addends)


def sum_of(addends: Sequence[float], measure: Measure) -> tuple[str, str]:
    added = "+".join(number(value, measure, "zh") for value in addends[:MOST_ADDENDS])
    more = len(addends) > MOST_ADDENDS
    return added + (f"+…，共 {len(addends)} 项" if more else ""), added + (f"+…, {len(addends)} in all" if more else "")


def _count(dataset: Dataset, key: Key, held: Sequence[Row]) -> Iterator[Value]:
    members = [value for value in dict.fromkeys(row[key.id] for row in held) if value and value not in key.wholes]
    if not members:
        return
    named = Label(
        f"{dataset.label.zh}表中的{key.label.zh}（{'、'.join(members)}）",
        f"{key.label.en}s in {dataset.label.en} ({', '.join(key.name(value, 'en') for value in members)})",
    )
    of_key = {(key.id, value) for value in members}
    places = [place for row in held for place in places_of(dataset, row) if of_key & set(place.members)]
    statement = Statement(named, str(len(members)), held[0]["section"], quoted(held), places=tuple(places))
    told = set(members)
    least = len([value for value in members if value[:-1] not in told])
    yield Value(len(members), None, statement, least=least)
