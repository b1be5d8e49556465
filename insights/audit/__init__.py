"""The audit: the report held against itself, by the chapters' identities and by rules that hold for any file.

Nothing here knows a figure of any report: what is stored, and what was printed beside it, is all that is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import pandas as pd

from insights.audit import labels, likeliest, printed, quotations, rates, restated, told_changes, wholes
from insights.audit.book import Book
from insights.audit.doubles import merged
from insights.findings import Finding, by_weight
from schema import (
    AtMost,
    Dataset,
    Equal,
    Evidence,
    FirstPlace,
    Groups,
    Identity,
    Listing,
    Near,
    Parts,
    PerHead,
    PossibleRate,
    Quotient,
    RowQuotient,
    Shares,
)

OF_A_DATASET: tuple[Callable[[Dataset, Book], Iterator[Finding]], ...] = (
    wholes.sections,
    wholes.members_within_wholes,
    rates.between,
    labels.per_head_labels,
    labels.unlike_lines,
    quotations.enumerations,
    quotations.one_for_each,
    told_changes.in_words,
    restated.restated,
)
OF_A_TABLE = (printed.changes, printed.totals, labels.captions)


def audit(
    datasets: Sequence[Dataset],
    identities: Sequence[Identity],
    rows: Mapping[str, pd.DataFrame],
    evidence: Sequence[Evidence] = (),
) -> list[Finding]:
    """Every finding over the stored rows (by dataset id) and what their files printed beside them, the surest first.

    Raises: DeclarationError for an identity that names what no dataset has.
    """
    book = Book({dataset.id: dataset for dataset in datasets}, rows, evidence)
    found = likeliest.by_figure(_found(book, identities), book, identities, _found)
    return by_weight(merged(found))


def _found(book: Book, identities: Sequence[Identity]) -> list[Finding]:
    """What each rule finds, one by one."""
    found = [finding for identity in identities for finding in _declared(identity, book)]
    for dataset in book.datasets.values():
        found += [finding for rule in OF_A_DATASET for finding in rule(dataset, book)]
    for table in book.tables:
        found += [finding for rule in OF_A_TABLE for finding in rule(table, book)]
    return found


def _declared(identity: Identity, book: Book) -> Iterator[Finding]:
    match identity:
        case RowQuotient():
            yield from rates.row_quotient(identity, book)
        case Shares():
            yield from rates.shares(identity, book)
        case FirstPlace():
            yield from rates.first_place(identity, book)
        case Listing():
            yield from quotations.listing(identity, book)
        case PerHead():
            yield from quotations.per_head(identity, book)
        case _:
            for year in book.years():
                yield from _of_year(identity, book, year)


def _of_year(
    identity: Equal | Near | Parts | AtMost | Groups | Quotient | PossibleRate, book: Book, year: int
) -> Iterator[Finding]:
    match identity:
        case Equal():
            return wholes.equal(identity, book, year)
        case Near():
            return wholes.near(identity, book, year)
        case Parts():
            return wholes.parts(identity, book, year)
        case AtMost():
            return wholes.at_most(identity, book, year)
        case Groups():
            return wholes.groups(identity, book, year)
        case Quotient():
            return rates.quotient(identity, book, year)
        case PossibleRate():
            return rates.possible_rate(identity, book, year)
