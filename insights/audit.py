"""The audit: the report held against itself, by the chapters' identities and by rules that hold for any file.

Nothing here knows a figure of any report: what is stored is all that is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from insights import plausibility
from insights.findings import Finding, Statement
from insights.fits import fit, least_head_count, parts_that_fit, wholes_that_fit
from insights.numbers import LANGUAGES, number, quantity
from schema import (
    AtMost,
    Count,
    Dataset,
    DeclarationError,
    Equal,
    Identity,
    Label,
    Listing,
    Measure,
    Parts,
    PerHead,
    PossibleRate,
    Quotient,
    RowQuotient,
    Shares,
    Term,
    Total,
)

Rows = Mapping[str, pd.DataFrame]
MOST_ADDENDS = 12  # of a sum are written out
HOW = {
    "rounded": Label("四舍五入", "rounded"),
    "truncated": Label("截尾", "truncated"),
    "exact": Label("恰好", "exact"),
}


def audit(datasets: Sequence[Dataset], identities: Sequence[Identity], rows: Rows) -> list[Finding]:
    """Every finding over the stored rows (by dataset id), without repeats, in the order of years and sections.

    Raises: DeclarationError for an identity that names what no dataset has.
    """
    book = Book({dataset.id: dataset for dataset in datasets}, rows)
    found = [finding for identity in identities for finding in _check(identity, book)]
    for dataset in datasets:
        found += [_placed(dataset, one) for one in plausibility.findings(dataset, rows[dataset.id])]
    return sorted({one.id: one for one in found}.values(), key=lambda one: (-one.year, one.kind, one.one.section))


def _placed(dataset: Dataset, finding: Finding) -> Finding:
    return replace(finding, columns=tuple(f"{dataset.id}.{column}" for column in finding.columns))


@dataclass(frozen=True)
class Value:
    """What a term comes to in a year: the number, how it is written, and its statement."""

    number: float
    measure: Measure | None
    statement: Statement
    column: str


@dataclass(frozen=True)
class Book:
    """The datasets and their rows, asked by terms."""

    datasets: Mapping[str, Dataset]
    rows: Rows

    def years(self) -> list[int]:
        return sorted({int(year) for frame in self.rows.values() for year in frame["year"]})

    def values(self, term: Term, year: int) -> list[Value]:
        """Every value that the report gives the term in that year: one for each section that states it."""
        if isinstance(term, str):
            return self._indicator(term, year)
        dataset = self.datasets.get(term.dataset)
        if dataset is None:
            raise DeclarationError(f"{term}: there is no such dataset")
        held = self.rows[dataset.id]
        held = held[held["year"] == year]
        for key, value in term.where:
            held = held[held[key] == value]
        if isinstance(term, Count):
            return self._count(dataset, term, held)
        return self._total(dataset, term, held)

    def _indicator(self, name: str, year: int) -> list[Value]:
        dataset = next((one for one in self.datasets.values() if name in {i.id for i in one.indicators}), None)
        if dataset is None:
            raise DeclarationError(f"{name} is no indicator")
        held = self.rows[dataset.id]
        held = held[(held["indicator"] == name) & (held["year"] == year)].dropna(subset=["value"])
        measure = dataset.measure(name)
        home, place = dataset.section_of(name), f"{dataset.id}.{name}"
        ordered = held.assign(away=held["section"] != home).sort_values("away", kind="stable").to_dict("records")
        return [
            Value(
                row["value"], measure, stated(measure, measure.label, row["value"], row["section"], row["words"]), place
            )
            for row in ordered
        ]

    def _total(self, dataset: Dataset, term: Total, held: pd.DataFrame) -> list[Value]:
        members = held
        for key in dataset.keys:
            if key.id not in dict(term.where):
                members = members[~members[key.id].isin(key.wholes)]
        known = members.dropna(subset=[term.measure])
        if known.empty:
            return []
        measure = dataset.measure(term.measure)
        total = round(float(known[term.measure].sum()), 6)
        named = Label(
            "".join([*(value for _, value in term.where), dataset.label.zh, "·", measure.label.zh]),
            f"{dataset.label.en}: {measure.label.en.lower()}",
        )
        if len(known) > 1:
            added = "+".join(number(value, measure, "zh") for value in known[term.measure][:MOST_ADDENDS])
            added += f"+…（{len(known)}）" if len(known) > MOST_ADDENDS else ""
            named = Label(f"{named.zh}之和（{added}）", f"{named.en}, added ({added})")
        statement = stated(measure, named, total, known["section"].iloc[0], _words(known))
        return [Value(total, measure, statement, f"{dataset.id}.{term.measure}")]

    def _count(self, dataset: Dataset, term: Count, held: pd.DataFrame) -> list[Value]:
        members = [value for value in dict.fromkeys(held[term.key]) if value not in dataset.key(term.key).wholes]
        if not members:
            return []
        key = dataset.key(term.key)
        named = Label(
            f"{dataset.label.zh}表中的{key.label.zh}（{'、'.join(members)}）",
            f"{key.label.en}s in {dataset.label.en} ({', '.join(key.name(value, 'en') for value in members)})",
        )
        statement = Statement(named, str(len(members)), held["section"].iloc[0], _words(held))
        return [Value(len(members), None, statement, f"{dataset.id}.{term.key}")]


def stated(measure: Measure, label: Label, value: float, section: str, words: str) -> Statement:
    zh, en = (quantity(float(value), measure, language) for language in LANGUAGES)
    return Statement(label, zh, section, words, en)


def _words(rows: pd.DataFrame) -> str:
    told = list(dict.fromkeys(rows["words"]))
    return "；".join(told[:2]) + (" …" if len(told) > 2 else "")


def _check(identity: Identity, book: Book) -> Iterator[Finding]:
    match identity:
        case RowQuotient() | Shares() | PossibleRate() | Listing():
            yield from _by_row(identity, book)
        case PerHead():
            dataset = book.datasets[identity.amounts]
            for one in plausibility.per_head(identity, book.datasets, book.rows):
                yield _placed(dataset, one)
        case _:
            for year in book.years():
                yield from _by_year(identity, book, year)


def _by_year(identity: Identity, book: Book, year: int) -> Iterator[Finding]:
    match identity:
        case Equal(one, other):
            yield from _equal("sections", book.values(one, year)[:1], book.values(other, year)[:1], year)
        case Parts(parts, whole):
            yield from _parts([book.values(part, year)[:1] for part in parts], book.values(whole, year), year)
        case AtMost(part, whole):
            for value in book.values(part, year)[:1]:
                for top in book.values(whole, year)[:1]:
                    if value.number > top.number:
                        yield _apart("at_most", value, top, year)
        case Quotient(result, over, under, factor):
            yield from _quotient(book, (result, over, under, factor), year)
        case _:
            raise TypeError(type(identity).__name__)


def _equal(kind: str, ones: list[Value], others: list[Value], year: int) -> Iterator[Finding]:
    for one, other in zip(ones, others, strict=False):
        if fit(one.number, other.number) is None:
            yield _apart(kind, one, other, year)


def _apart(kind: str, one: Value, other: Value, year: int, reconcile: Label | None = None) -> Finding:
    apart = round(abs(one.number - other.number), 6)
    both = Label(
        f"两数相差 {apart:,.10g}；改其中一个，或说明口径不同",
        f"they are {apart:,.10g} apart; mend one, or say what each counts",
    )
    columns = (one.column, other.column)
    return Finding(kind, year, one.statement, other.statement, f"{apart:,.10g}", reconcile or both, columns)


def _parts(parts: list[list[Value]], wholes: list[Value], year: int) -> Iterator[Finding]:
    if not wholes or not all(parts):
        return
    values = [value for (value,) in parts]
    whole = wholes[0]
    total = round(sum(value.number for value in values), 6)
    if fit(whole.number, total) is not None:
        return
    one = values[0]
    if len(values) > 1:
        added = Label(
            "+".join(f"{value.statement.label.zh} {value.statement.value}" for value in values),
            " + ".join(f"{value.statement.label.en} {value.statement.value}" for value in values),
        )
        one = Value(
            total, None, Statement(added, f"{total:,.10g}", one.statement.section, one.statement.words), one.column
        )
    yield _apart("parts", one, whole, year)


def _quotient(book: Book, terms: tuple[Term, Term, Term | None, float], year: int) -> Iterator[Finding]:
    result, over, under, factor = terms
    tops = book.values(over, year)
    bottoms = book.values(under, year) if under is not None else []
    if not tops or (under is not None and not bottoms):
        return
    different = {value.number: value for value in reversed(book.values(result, year))}
    for value in different.values():
        top = tops[0]
        if under is None:
            yield from _no_whole(value, top, factor, year)
            continue
        bottom = bottoms[0]
        computed = factor * top.number / bottom.number
        how = fit(value.number, computed)
        if how not in ("exact", "rounded"):
            yield _off(value, (top, bottom), (computed, factor), how, year)


def _off(value: Value, terms: tuple[Value, Value], sums: tuple[float, float], how: str | None, year: int) -> Finding:
    (top, bottom), (computed, factor) = terms, sums
    written = Label(
        f"{top.statement.label.zh} {top.statement.value} ÷ {bottom.statement.label.zh} {bottom.statement.value}",
        f"{top.statement.label.en} {top.statement.value} ÷ {bottom.statement.label.en} {bottom.statement.value}",
    )
    digits = 4 if abs(computed) < 1000 else 2
    statement = Statement(written, f"{computed:,.{digits}f}", top.statement.section, top.statement.words)
    denominators = wholes_that_fit(value.number, top.number, factor, bottom.number)[:1]
    numerators = parts_that_fit(value.number, bottom.number, factor)[:1]
    zh = [f"{bottom.statement.label.zh}为 {n:,} 时成立（{HOW[fits].zh}）" for n, fits in denominators]
    zh += [f"{top.statement.label.zh}为 {n:,} 时成立（{HOW[fits].zh}）" for n, fits in numerators]
    en = [f"holds for {bottom.statement.label.en} = {n:,} ({HOW[fits].en})" for n, fits in denominators]
    en += [f"holds for {top.statement.label.en} = {n:,} ({HOW[fits].en})" for n, fits in numerators]
    if how == "truncated":
        zh, en = ["印出的数是截尾，不是四舍五入", *zh], ["the printed number is truncated, not rounded", *en]
    reconcile = Label("；".join(zh) or "没有整数能使它成立", "; ".join(en) or "no whole number makes it true")
    apart = f"{abs(value.number - computed):,.2f}"
    return Finding("quotient", year, value.statement, statement, apart, reconcile, (value.column, top.column))


def _no_whole(value: Value, top: Value, factor: float, year: int) -> Iterator[Finding]:
    """A rate whose other part is not given: some whole number must make it true, rounded."""
    fitting = wholes_that_fit(value.number, top.number, factor)
    if any(how != "truncated" for _, how in fitting):
        return
    reconcile = Label(
        "没有整数作分母能四舍五入得出" + "".join(f"；分母为 {n:,} 时截尾得出" for n, _ in fitting[:1]),
        "no whole denominator gives it rounded" + "".join(f"; {n:,} gives it truncated" for n, _ in fitting[:1]),
    )
    yield Finding("quotient", year, value.statement, top.statement, "—", reconcile, (value.column, top.column))


def _by_row(identity: RowQuotient | Shares | PossibleRate | Listing, book: Book) -> Iterator[Finding]:
    dataset = book.datasets[identity.dataset]
    for _, row in book.rows[identity.dataset].iterrows():
        match identity:
            case RowQuotient(_, result, over, under, factor):
                values = [_cell(dataset, name, row) for name in (result, over, under)]
                if pd.notna([value.number for value in values]).all():
                    computed = factor * values[1].number / values[2].number
                    how = fit(values[0].number, computed)
                    if how is None:
                        yield _off(values[0], (values[1], values[2]), (computed, factor), how, int(row["year"]))
            case Shares(_, measures):
                yield from (_placed(dataset, one) for one in plausibility.shares(dataset, measures, row))
            case PossibleRate(_, measure, whole):
                yield from _possible(_cell(dataset, measure, row), book.values(whole, int(row["year"])), row)
            case Listing(_, count, text):
                yield from (_placed(dataset, one) for one in plausibility.listing(dataset, count, text, row))


def _cell(dataset: Dataset, name: str, row: pd.Series) -> Value:
    measure = dataset.measure(name)
    return Value(float(row[name]), measure, plausibility.cell(dataset, name, row), f"{dataset.id}.{name}")


def _possible(value: Value, wholes: list[Value], row: pd.Series) -> Iterator[Finding]:
    if not wholes or pd.isna(value.number):
        return
    whole = wholes[0]
    if least_head_count(value.number, int(whole.number)) is not None:
        return
    least = least_head_count(value.number, 100_000)
    reconcile = Label(
        f"至少要 {least:,} 人才能得出这个比率（四舍五入）" if least else "没有人数能得出这个比率",
        f"at least {least:,} people are needed for this rate (rounded)" if least else "no head count gives this rate",
    )
    yield Finding("head_count", int(row["year"]), value.statement, whole.statement, "—", reconcile, (value.column,))
