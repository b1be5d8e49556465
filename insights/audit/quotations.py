"""Rules of the report's own sentences: lists and their number, one for each, so much a head."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pandas as pd

from insights.audit import lists
from insights.audit.book import Book, Row, cell, figure, places_of
from insights.audit.lists import Quote
from insights.audit.saying import says, sentence, written
from insights.findings import Finding, Place, Statement
from schema import Dataset, Label, Listing, PerHead

EACH_GETS = re.compile(r"每[人生](?:每[年学期]+)?\s*(\d+(?:\.\d+)?)\s*元")


def enumerations(dataset: Dataset, book: Book) -> Iterator[Finding]:
    """A list has as many members as its sentence says; one that ends in 等 may name fewer, never more."""
    for words, rows in sentences(dataset, book).items():
        for found in lists.miscounts(words):
            yield lists.miscounted(found, _quote(dataset, rows, found.said))


def one_for_each(dataset: Dataset, book: Book) -> Iterator[Finding]:
    """Where each has one of its own, there are no fewer of these than of those."""
    for words, rows in sentences(dataset, book).items():
        for found in lists.shortfalls(words):
            yield lists.too_few(found, _quote(dataset, rows, found.owners), _quote(dataset, rows, found.owned))


def listing(rule: Listing, book: Book) -> Iterator[Finding]:
    """A list kept as text has as many members as the row's count says."""
    dataset = book.datasets[rule.dataset]
    column = next(column for column in dataset.texts if column.id == rule.text)
    for row in book.records[rule.dataset]:
        members = [part for part in re.split(r"[、,，/\s]+", row[rule.text] or "") if part]
        number = figure(dataset, rule.count, row)
        count = 0 if pd.isna(number) else int(number)
        if len(members) == count:
            continue
        told = cell(dataset, rule.count, row)
        if not count:
            told = Statement(told.label, "0", row["section"], row["words"], "0", told.places)
        listed = Statement(column.label, row[rule.text] or "—", row["section"], row["words"])
        one = says(told)
        said = sentence(
            f"{one.zh}，而{column.label.zh}列出了 {len(members)} 个（{listed.value}）：个数应与列出的相同。",
            f"{one.en}, but {column.label.en.lower()} lists {len(members)} ({listed.value}):"
            " a count is what is listed.",
        )
        cause = Label(
            "多半是人数没有更新，或名次漏列、多列；请对照名单",
            "the count is old, or a rank is missing or extra: check the list",
        )
        yield Finding("listing", int(row["year"]), told, listed, said, cause, str(abs(len(members) - count)))


def per_head(rule: PerHead, book: Book) -> Iterator[Finding]:
    """An amount is its people times what the report gives each."""
    dataset, people = book.datasets[rule.amounts], book.datasets[rule.recipients]
    keys = ["year", *(key.id for key in dataset.keys)]
    heads: dict[tuple[object, ...], list[Row]] = {}
    for row in book.records[rule.recipients]:
        if pd.notna(row[rule.people]) and not any(row[key.id] in key.wholes for key in people.keys):
            heads.setdefault(tuple(row[name] for name in keys), []).append(row)
    printed = _printed_at(dataset, book)
    for row in book.records[rule.amounts]:
        at = cell(dataset, rule.amount, row).places[0]
        each = EACH_GETS.search(" ".join([row["words"] or "", row["note"] or "", printed.get(at, "")]))
        own = heads.get(tuple(row[name] for name in keys), [])
        if each is None or not own or pd.isna(row[rule.amount]):
            continue
        number, rate = sum(figure(people, rule.people, one) for one in own), float(each[1])
        if abs(number * rate - row[rule.amount]) > 0.005:
            yield _paid(dataset, rule.amount, row, (number, rate), [cell(people, rule.people, one) for one in own])


def sentences(dataset: Dataset, book: Book) -> dict[str, list[Row]]:
    """The report's words that the rows quote, each with its rows."""
    held: dict[str, list[Row]] = {}
    for row in book.records[dataset.id]:
        if row["words"]:
            held.setdefault(row["words"], []).append(row)
    for table in book.tables:
        for one in table.of("sentence") if table.dataset.id == dataset.id else ():
            if one.text not in held and one.year is not None:
                stated = book.stating(Place(dataset.id, one.column_id, one.year, one.members), one.section)
                held[one.text] = [{**stated, "words": one.text}] if stated is not None else []
    return {words: rows for words, rows in held.items() if rows}


def _printed_at(dataset: Dataset, book: Book) -> dict[Place, str]:
    """What stands printed at and over each figure of a dataset."""
    return {
        Place(dataset.id, one.column_id, one.year, one.members): " ".join([*one.path, one.text])
        for table in reversed(book.tables)
        if table.dataset.id == dataset.id
        for one in table.of("figure")
        if one.year is not None
    }


def _quote(dataset: Dataset, rows: Sequence[Row], number: float) -> Quote:
    """The words that the rows quote, with the places of those that hold the number."""
    row = rows[0]
    return Quote(row["section"], row["words"], int(row["year"]), _places(dataset, rows, (number,)))


def _places(dataset: Dataset, rows: Sequence[Row], numbers: Sequence[float]) -> tuple[Place, ...]:
    """The places of the sentence's rows that hold one of these numbers; of all its rows where none does."""
    places = [(place, row) for row in rows for place in places_of(dataset, row)]
    own = [place for place, row in places if figure(dataset, place.column, row) in numbers]
    return tuple(dict.fromkeys(own or [place for place, _ in places]))


def _paid(dataset: Dataset, name: str, row: Row, terms: tuple[float, float], heads: Sequence[Statement]) -> Finding:
    number, each = terms
    amount, made = cell(dataset, name, row), number * each
    places = tuple(place for one in heads for place in one.places)
    label = Label(f"{written(number)} 人 × {written(each)} 元", f"{written(number)} people × {written(each)} yuan")
    computed = Statement(label, written(made), row["section"], row["words"], places=places)
    one, apart = says(amount), abs(made - row[name])
    said = sentence(
        f"{one.zh}，而{label.zh} = {written(made)} 元：金额应等于人数乘以每人的标准。",
        f"{one.en}, but {label.en} = {written(made)} yuan: an amount is its people times what each is given.",
    )
    people = f"；差额正好是 {written(apart / each)} 人的" if apart % each == 0 else ""
    english = f"; the gap is that of {written(apart / each)} people" if apart % each == 0 else ""
    cause = Label(
        f"请核对人数、标准和金额，其中一个没有更新{people}",
        f"one of people, rate and amount is old: check them{english}",
    )
    return Finding("parts", int(row["year"]), amount, computed, said, cause, written(apart))
