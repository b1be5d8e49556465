"""Findings that one wrong figure makes are one: another value is tried in its place until no rule asks about it.

What is tried are the values that the findings themselves suggest. One that mends several findings and harms nothing is
told as the likeliest; the rules that are asked anew are those that the figure stands in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property

from insights.audit.book import Book, cell, figure, places_of
from insights.audit.printed import number_of
from insights.audit.saying import is_slip, named, sentence
from insights.findings import Finding, Place, Statement
from insights.numbers import LANGUAGES, quantity
from schema import Dataset, Evidence, Identity, Label, Measure

Rules = Callable[[Book, Sequence[Identity]], list[Finding]]
MOST_FIGURES = 12  # are suspected, those of most findings
MOST_TRIED = 4  # values for one of them, those that most findings suggest
PLAIN = {kind: place for place, kind in enumerate(("label", "at_most", "sections"))}  # what says most by itself
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Suspect:
    """A figure of one section that several findings speak of: the rows that state it, in the part of the book that
    bears on it."""

    book: Book
    identities: tuple[Identity, ...]
    place: Place
    at: tuple[int, ...]

    @property
    def dataset(self) -> Dataset:
        return self.book.datasets[self.place.dataset]

    @property
    def measure(self) -> Measure:
        return self.dataset.measure(self.place.column)

    @cached_property
    def statement(self) -> Statement:
        return cell(self.dataset, self.place.column, self.book.records[self.place.dataset][self.at[0]])

    @cached_property
    def value(self) -> float:
        return figure(self.dataset, self.place.column, self.book.records[self.place.dataset][self.at[0]])

    def with_(self, value: float) -> Book:
        """The book as it were with this value in the figure's place: in its rows, their words and its printed cell."""
        frame = self.book.rows[self.place.dataset].copy()
        for row in (self.book.records[self.place.dataset][at] for at in self.at):
            words = _reworded(str(row["words"] or ""), self.value, value)
            frame["words"] = frame["words"].where(frame["words"] != row["words"], words)
        column = "value" if self.dataset.indicators else self.place.column
        frame[column] = frame[column].mask(frame.index.isin(self.at), value)
        evidence = [self._reprinted(one, self.statement.section, value) for one in self.book.evidence]
        return Book(self.book.datasets, {**self.book.rows, self.place.dataset: frame}, evidence)

    def _reprinted(self, one: Evidence, section: str, value: float) -> Evidence:
        if one.kind == "sentence":
            return replace(one, text=_reworded(one.text, self.value, value))
        at = Place(one.dataset, one.column_id, one.year or 0, one.members)
        is_own = one.kind == "figure" and at == self.place and one.section == section
        return replace(one, text=f"{value:.10g}") if is_own and number_of(one.text) == self.value else one


@dataclass(frozen=True)
class Mend:
    """A value that would leave these findings without ground."""

    suspect: Suspect
    value: float
    findings: tuple[Finding, ...]

    @property
    def rank(self) -> tuple[int, bool]:
        return len(self.findings), is_slip(self.suspect.value, self.value)


def by_figure(found: Sequence[Finding], book: Book, identities: Sequence[Identity], rules: Rules) -> list[Finding]:
    """The findings, those that one other value would mend joined to one that names it."""
    mends = [mend for suspect in _suspects(found, book, identities) for mend in _mends(suspect, found, rules)]
    left, joined = list(found), []
    while mends:
        best = max(mends, key=lambda mend: mend.rank)
        joined.append(_joined(best))
        gone = set(map(id, best.findings))
        left = [one for one in left if id(one) not in gone]
        mends = [one for one in mends if one.suspect is not best.suspect and not gone & set(map(id, one.findings))]
    return [*left, *joined]


def _suspects(found: Sequence[Finding], book: Book, identities: Sequence[Identity]) -> Iterator[Suspect]:
    counted = Counter(place for one in found for place in _figures(one))
    for place, count in counted.most_common(MOST_FIGURES):
        if count < 2:
            return
        part, own = _part(book, place, identities)
        said: dict[tuple[str, float], list[int]] = {}
        for at, row in enumerate(part.records[place.dataset]):
            if place in places_of(book.datasets[place.dataset], row):
                value = figure(book.datasets[place.dataset], place.column, row)
                said.setdefault((row["section"], value), []).append(at)
        yield from (Suspect(part, own, place, tuple(rows)) for rows in said.values())


def _part(book: Book, place: Place, identities: Sequence[Identity]) -> tuple[Book, tuple[Identity, ...]]:
    """The identities that a figure stands in, and the rows of its year and the evidence that they ask of; of the figure
    itself the years beside it too, which printed changes speak of."""
    known = book.datasets[place.dataset]
    name = place.column if known.indicators else place.dataset
    own = tuple(one for one in identities if name in _names(one))
    asked = {name for one in own for name in _names(one)} | {place.column, place.dataset}
    years = {place.year - 1, place.year, place.year + 1}
    rows = {}
    for dataset in book.datasets.values():
        frame = book.rows[dataset.id]
        kept = frame["year"] == place.year
        if dataset.indicators:
            own_history = frame["year"].isin(years) & (frame["indicator"] == place.column)
            kept = kept & frame["indicator"].isin(asked) | own_history
        elif dataset is known:
            kept = frame["year"].isin(years)
        if dataset is known or (kept.any() if dataset.indicators else dataset.id in asked):
            rows[dataset.id] = frame[kept].reset_index(drop=True)
    evidence = [one for one in book.evidence if one.year is None or one.year in years]
    if known.indicators:
        evidence = [one for one in evidence if one.dataset in rows and one.column_id in (*asked, "")]
    else:
        evidence = [one for one in evidence if one.dataset == place.dataset]
    return Book({name: book.datasets[name] for name in rows}, rows, evidence), own


def _names(one: object) -> set[str]:
    """Every name that an identity speaks of."""
    if isinstance(one, str):
        return {one}
    if isinstance(one, tuple):
        return {name for each in one for name in _names(each)}
    if is_dataclass(one):
        return {name for each in fields(one) for name in _names(getattr(one, each.name))}
    return set()


def _mends(suspect: Suspect, found: Sequence[Finding], rules: Rules) -> Iterator[Mend]:
    about = [one for one in found if suspect.place in _figures(one)]
    if not (values := _values(suspect, about)):
        return
    before = {_mark(one) for one in rules(suspect.book, suspect.identities)}
    for value in values:
        after = {_mark(one) for one in rules(suspect.with_(value), suspect.identities)}
        mended = tuple({one.id: one for one in about if _mark(one) in before - after}.values())
        if len(mended) > 1 and after <= before:
            yield Mend(suspect, value, mended)


def _figures(one: Finding) -> dict[Place, None]:
    """The figures in question, and those that would mend it if they were others."""
    return dict.fromkeys((*one.places, *(place for place, _ in one.mends)))


def _mark(one: Finding) -> tuple[object, ...]:
    """What tells a finding from others, whatever its numbers are."""
    return one.kind, one.year, one.one.places, one.one.section, one.other.section


def _values(suspect: Suspect, about: Sequence[Finding]) -> list[float]:
    """The values in a figure's place that two findings can agree on, those of most findings first."""
    measure = suspect.measure
    low, high = measure.minimum, measure.maximum
    suggested = [{round(value, measure.decimals[1]) for value in _suggested(suspect, one)} for one in about]
    silent = sum(not each for each in suggested)  # they say no value, so any may do
    counted = Counter(value for each in suggested for value in each)
    return [
        value
        for value, count in counted.most_common()
        if value != suspect.value
        and count + silent > 1
        and (low is None or value >= low)
        and (high is None or value <= high)
    ][:MOST_TRIED]


def _suggested(suspect: Suspect, one: Finding) -> Iterator[float]:
    """What a finding says would do, or so much more or less."""
    yield from (value for place, value in one.mends if place == suspect.place)
    if one.difference and (apart := number_of(one.difference)):
        yield from (suspect.value + apart, suspect.value - apart)


def _reworded(words: str, told: float, value: float) -> str:
    """A sentence with another value for the figure, where it is the only one of its number."""
    at = [found for found in NUMBER.finditer(words) if float(found[0].replace(",", "")) == told]
    return f"{words[: at[0].start()]}{value:.10g}{words[at[0].end() :]}" if len(at) == 1 else words


def _joined(mend: Mend) -> Finding:
    first, *others = sorted(mend.findings, key=lambda one: (PLAIN.get(one.kind, len(PLAIN)), -one.weight))
    suspect = mend.suspect
    culprit = named(suspect.statement)
    zh, en = (quantity(mend.value, suspect.measure, language) for language in LANGUAGES)
    witnesses = dict.fromkeys(named(_witness(one, suspect)) for one in others)
    said = sentence(
        f"{first.said.zh}与同一个数对不上的还有 {len(witnesses)} 处：{'；'.join(one.zh for one in witnesses)}。",
        f"{first.said.en} {len(witnesses)} more do not fit the same figure: {'; '.join(one.en for one in witnesses)}.",
    )
    cause = Label(
        f"多半是{culprit.zh}填错：若为 {zh}，这些就都对得上；请核对原始数据",
        f"most likely {culprit.en}, is mistyped: with {en} all of these fit; check the source",
    )
    return replace(first, said=said, reconcile=cause, doubles=tuple(others), trouble=())


def _witness(one: Finding, suspect: Suspect) -> Statement:
    """The side of a finding that speaks against the figure."""
    sides = (one.one, one.other)
    apart = [side for side in sides if suspect.place not in side.places]
    other = [side for side in sides if side.value != suspect.statement.value]
    return (apart or other or sides)[0]
