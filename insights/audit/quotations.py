"""Rules of the report's own sentences: lists and their number, one for each, so much a head."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pandas as pd

from insights.audit.book import Book, Row, cell, figure, places_of
from insights.audit.saying import says, sentence, written
from insights.findings import Finding, Place, Statement, Weight, of_section
from schema import Dataset, Label, Listing, PerHead

COUNTS = dict(zip("一两二三四五六七八九十", (1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True))
COUNT = r"\d+|[两二三四五六七八九十]"
ITEM = r"[^、，。；：:（）()\d\s]{1,20}"
LISTED = rf"(?<![\d、])(?P<list>{ITEM}(?:、{ITEM}?)+)"
OPEN_LIST = re.compile(rf"{LISTED}等(?P<said>{COUNT})(?:个|项|门|大|位|种|家|所|名)")
CLOSED_LIST = re.compile(rf"{LISTED}(?<!等)(?P<said>{COUNT})(?:个|门|大|位|种)(?=[\u4e00-\u9fff])")
ONE_EACH = re.compile(
    r"每(?:一?[个位名门所家]|一)?(?P<of>[^\d，。；、每]{1,10}?)(?:均|都|各)(?:已)?(?:建|配|设|拥)?有(?:了)?[一1][个位名间家所门]"
    r"(?:对应|相应|专门|自己|的)*(?P<has>[^\d，。；、]{1,12})"
)
COUNTED = r"(?P<count>\d+)(?:余|多)?(?:个|名|位|门|所|家|间)"
EACH_GETS = re.compile(r"每[人生](?:每[年学期]+)?\s*(\d+(?:\.\d+)?)\s*元")
OF_A_KIND = re.compile(
    "[一二三四五六七八九十]|^.$|[省市区县国校]级|等奖"
)  # 一、二等奖 and 省、市级 qualify, they list nothing


def enumerations(dataset: Dataset, book: Book) -> Iterator[Finding]:
    """A list has as many members as its sentence says; one that ends in 等 may name fewer, never more."""
    for words, rows in sentences(dataset, book).items():
        for found in OPEN_LIST.finditer(words):
            members, said = _members(found["list"]), _count(found["said"])
            if len(members) > said:
                yield _miscounted(dataset, members, said, found[0], rows, open_list=True)
        for found in CLOSED_LIST.finditer(words):
            members, said = _members(found["list"]), _count(found["said"])
            most = sum(len(re.split("和", member)) for member in members)
            if not len(members) <= said <= most and not any(OF_A_KIND.search(member) for member in members):
                yield _miscounted(dataset, members, said, found[0], rows, open_list=False)


def one_for_each(dataset: Dataset, book: Book) -> Iterator[Finding]:
    """Where each has one of its own, there are no fewer of these than of those."""
    for words, rows in sentences(dataset, book).items():
        for found in ONE_EACH.finditer(words):
            owners, owned = (_counted(words, found[name]) for name in ("of", "has"))
            if owners and owned and owned < owners:
                yield _too_few(dataset, rows, found, (owners, owned))


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


def _members(listed: str) -> list[str]:
    """The members between the marks; a last 甲和乙 may be two or, like 体育和健康, one."""
    return [part for part in listed.split("、") if part]


def _count(text: str) -> int:
    return int(text) if text.isdigit() else COUNTS[text]


def _counted(words: str, name: str) -> int | None:
    """How many of a thing the sentence counts: 11 of 实训基地 in 建有11个实训基地."""
    found = re.search(COUNTED + re.escape(name.strip()), words)
    return int(found["count"]) if found else None


def _places(dataset: Dataset, rows: Sequence[Row], numbers: Sequence[float]) -> tuple[Place, ...]:
    """The places of the sentence's rows that hold one of these numbers; of all its rows where none does."""
    places = [(place, row) for row in rows for place in places_of(dataset, row)]
    own = [place for place, row in places if figure(dataset, place.column, row) in numbers]
    return tuple(dict.fromkeys(own or [place for place, _ in places]))


def _miscounted(
    dataset: Dataset, members: Sequence[str], count: int, text: str, rows: Sequence[Row], open_list: bool
) -> Finding:
    row = rows[0]
    listed = Statement(Label("列举", "listed"), str(len(members)), row["section"], text)
    counted = Statement(
        Label("文中个数", "said"), str(count), row["section"], row["words"], places=_places(dataset, rows, (count,))
    )
    where, named = of_section(row["section"]), "、".join(members)
    why = (
        Label("“等”之后的个数不会少于列出的", "the number is never less than what is listed")
        if open_list
        else Label("列举完的个数应与数字相同", "a full list has as many members as its number")
    )
    said = sentence(
        f"{where.zh}列出了 {len(members)} 个（{named}），却写 {count} 个：{why.zh}。",
        f"{where.en.capitalize()} lists {len(members)} (“{named}”) but says {count}: {why.en}.",
    )
    cause = Label(
        "多半是名单改过而数字没有改；请对照名单", "the list was most likely changed and its number was not: check both"
    )
    weight: Weight = 3 if open_list else 2
    return Finding(
        "listing",
        int(row["year"]),
        listed,
        counted,
        said,
        cause,
        str(abs(len(members) - count)),
        weight,
    )


def _too_few(dataset: Dataset, rows: Sequence[Row], found: re.Match[str], counts: tuple[int, int]) -> Finding:
    owners, owned = counts
    row, of, has = rows[0], found["of"].strip(), found["has"].strip()
    one, other = (
        Statement(
            Label(name, f"“{name}”"),
            str(number),
            row["section"],
            row["words"],
            places=_places(dataset, rows, (number,)),
        )
        for name, number in ((of, owners), (has, owned))
    )
    where = of_section(row["section"])
    said = sentence(
        f"{where.zh}说“{found[0]}”，而{of}有 {owners} 个，{has}只有 {owned} 个：每个都有一个，就不会比前者少。",
        f"{where.en.capitalize()} says “{found[0]}”, but counts {owners} of “{of}” and only {owned} of “{has}”:"
        " if each has one, there cannot be fewer.",
    )
    cause = Label(
        f"多半是几个{of}共用一个{has}，或个数没有更新；请改说法，或核对两个数",
        "most likely some share one, or a number is old: say it otherwise, or check both numbers",
    )
    return Finding("each", int(row["year"]), one, other, said, cause, str(owners - owned), weight=2)


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
