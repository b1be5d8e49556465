"""Rules of parts and wholes, and of one thing said twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

import pandas as pd

from insights.audit.book import Book, Row, Value, cell, figure, total_of
from insights.audit.saying import gap, sentence, side_by_side, too_large, written
from insights.findings import Finding, Statement, Weight
from insights.fits import fit
from insights.numbers import LANGUAGES, quantity
from schema import AtMost, Dataset, Equal, Groups, Label, Measure, Near, Parts

ROUGH = re.compile("约|左右|上下|近|余|多|以上|不低于|不少于|超|达到|≥|≤")
OWN_SUM = re.compile(r"\d+(?:\s*[+＋]\s*\d+)+")
LISTED_ITEM = re.compile(
    r"(?!.*(?:比|较|增|减|上年))\D{0,25}(?P<count>\d+)(?P<unit>[人名位项个篇门所家次件册])\D{0,20}"
)
SURE: Weight = 3
ROUGHLY = 0.1  # how far a figure said to be rough may lie from an exact one


def equal(rule: Equal, book: Book, year: int) -> Iterator[Finding]:
    """Two places of the report that speak of one thing give it one number."""
    one, other = book.value(rule.one, year), book.value(rule.other, year)
    if one and other and not _agree(one, other):
        told = Label("说的是同一件事，应是一个数", "both speak of one thing, which has one number")
        yield _apart("sections", one, other, year, told)


def near(rule: Near, book: Book, year: int) -> Iterator[Finding]:
    """Two numbers that go together lie close to each other."""
    one, other = book.value(rule.one, year), book.value(rule.other, year)
    if one and other and abs(one.number - other.number) > rule.within * max(one.number, other.number):
        told = Label("两者本应相近", "the two should be close")
        yield _apart("near", one, other, year, told, weight=2)


def parts(rule: Parts, book: Book, year: int) -> Iterator[Finding]:
    """The parts make the whole."""
    values = [_as_listed(book.value(part, year)) for part in rule.parts]
    wholes = book.values(rule.whole, year)
    held = [value for value in values if value is not None]
    if not wholes or len(held) < len(values):
        return
    total = round(sum(value.number for value in held), 6)
    least = sum(value.number if value.least is None else value.least for value in held)
    whole = wholes[0]
    if fit(whole.number, total) or least <= whole.number <= total != least or _own_words(total, wholes):
        return
    told = Label("各部分相加应等于总数", "the parts must make the whole")
    yield _apart("parts", held[0] if len(held) == 1 else _added(held, total), whole, year, told)


def at_most(rule: AtMost, book: Book, year: int) -> Iterator[Finding]:
    """A part is no larger than its whole."""
    part, whole = book.value(rule.part, year), book.value(rule.whole, year)
    if part and whole and part.number > whole.number:
        yield _above(part, whole, year, 3 if rule.surely else 2)


def groups(rule: Groups, book: Book, year: int) -> Iterator[Finding]:
    """The rows of each group, added, are no more than the whole that they come from."""
    dataset, whole = book.datasets[rule.dataset], book.value(rule.whole, year)
    held: dict[tuple[str, ...], list[Row]] = {}
    for row in book.of_year(dataset, year):
        if pd.notna(row[rule.measure]) and not any(row[key.id] in key.wholes for key in dataset.keys):
            held.setdefault(tuple(row[key] for key in rule.by), []).append(row)
    for names, rows in held.items():
        value = total_of(dataset, rule.measure, rows, tuple(zip(rule.by, names, strict=True)))
        if whole and value.number > whole.number:
            yield _above(value, whole, year)


def members_within_wholes(dataset: Dataset, book: Book) -> Iterator[Finding]:
    """No member of a table counts more than the whole in the same table (学校 ≤ 全市)."""
    counted = [one for one in dataset.stored_measures if one.kind == "integer"]
    for key in (key for key in dataset.keys if key.wholes):
        others = [one.id for one in dataset.keys if one.id != key.id]
        wholes = {
            (row["year"], *(row[name] for name in others)): row
            for row in book.records[dataset.id]
            if row[key.id] in key.wholes
        }
        for row in book.records[dataset.id]:
            whole = wholes.get((row["year"], *(row[name] for name in others)))
            if whole is None or row[key.id] in key.wholes:
                continue
            for measure in counted:
                if row[measure.id] > whole[measure.id]:
                    yield _above(_value(dataset, measure, row), _value(dataset, measure, whole), int(row["year"]))


def sections(dataset: Dataset, book: Book) -> Iterator[Finding]:
    """One thing has one value, wherever it is said; a rounder one may stand beside an exact one."""
    for indicator in dataset.stored_indicators:
        for year in book.years():
            told_values = book.values(indicator.id, year)
            for other in told_values[1:]:
                first = told_values[0]
                if not _agree(first, other):
                    told = Label("同一年的同一件事只能有一个数", "one thing has one number in a year")
                    yield _apart("sections", first, other, year, told)


def _as_listed(value: Value | None) -> Value | None:
    """The sum of a table's rows with what their sentence lists beside them, a part that no row holds among it."""
    if value is None or not value.addends or "；" in value.statement.words:
        return value
    listed = _listed(value.statement.words)
    if not Counter(value.addends) < Counter(listed):
        return value
    total, told = sum(listed), "+".join(written(part) for part in listed)
    label = Label(f"文中列出的各项之和（{told}）", f"the items that the text lists, added ({told})")
    zh, en = _shown(total, value.measure)
    return replace(
        value, number=total, statement=replace(value.statement, label=label, value=zh, english=en), addends=listed
    )


def _listed(words: str) -> tuple[float, ...]:
    """The counts of a list after 其中, each with its name, in one unit: 其中省课题1项、市重点课题2项."""
    _, *lists = words.split("其中")
    found: list[re.Match[str]] = []
    for clause in re.split("[、，,]", re.split("[。；;]", lists[0])[0]) if len(lists) == 1 else ():
        item = LISTED_ITEM.fullmatch(clause.strip())
        if item is None or (found and item["unit"] != found[0]["unit"]):
            break
        found.append(item)
    return tuple(float(item["count"]) for item in found)


def _agree(one: Value, other: Value) -> bool:
    first, second = sorted((one.number, other.number))
    if fit(one.number, other.number) or fit(other.number, one.number):
        return True
    if (ROUGH.search(one.note) or ROUGH.search(other.note)) and second - first <= ROUGHLY * second:
        return True
    if _own_words(one.number, [other]) or _own_words(other.number, [one]):
        return True
    return any(value.least is not None and value.least <= first <= second <= value.number for value in (one, other))


def _own_words(total: float, wholes: Sequence[Value]) -> bool:
    """The report itself says how the whole is made, and some of its addends come to the total: 129+1."""
    for whole in wholes:
        for found in OWN_SUM.finditer(whole.note):
            addends = [int(part) for part in re.findall(r"\d+", found[0])]
            if sum(addends) == whole.number and any(
                sum(some) == total for size in range(1, len(addends) + 1) for some in combinations(addends, size)
            ):
                return True
    return False


def _added(values: Sequence[Value], total: float) -> Value:
    label = Label(
        " + ".join(f"{value.statement.label.zh} {value.statement.shown('zh')}" for value in values),
        " + ".join(f"{value.statement.label.en} {value.statement.shown('en')}" for value in values),
    )
    first = values[0].statement
    places = tuple(place for value in values for place in value.statement.places)
    measure = values[0].measure
    zh, en = _shown(total, measure)
    statement = Statement(label, zh, first.section, first.words, en, places)
    return Value(total, measure, statement, addends=tuple(value.number for value in values))


def _shown(total: float, measure: Measure | None) -> tuple[str, str]:
    zh, en = (quantity(total, measure, language) if measure else written(total) for language in LANGUAGES)
    return zh, en


def _apart(kind: str, one: Value, other: Value, year: int, told: Label, weight: Weight = 3) -> Finding:
    apart = round(abs(one.number - other.number), 6)
    both = side_by_side(one.statement, other.statement)
    said = sentence(f"{both.zh}：{told.zh}。", f"{both.en}: {told.en}.")
    cause = gap(apart, (one.number, other.number), one.addends or other.addends)
    return Finding(kind, year, one.statement, other.statement, said, cause, written(apart), weight)


def _above(part: Value, whole: Value, year: int, weight: Weight = 3) -> Finding:
    told = Label("前者是后者的一部分，不会更大", "the first is part of the second and cannot be larger")
    if weight < SURE:
        told = Label("前者一般是后者的一部分，通常不会更大", "the first is usually part of the second and not larger")
    cause = too_large(round(part.number - whole.number, 6), part.addends)
    return replace(_apart("at_most", part, whole, year, told, weight), reconcile=cause)


def _value(dataset: Dataset, measure: Measure, row: Row) -> Value:
    return Value(figure(dataset, measure.id, row), measure, cell(dataset, measure.id, row))
