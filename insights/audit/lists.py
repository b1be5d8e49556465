"""What a sentence lists and counts: as many as it says; and where each has one, no fewer of these than of those."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from insights.audit.saying import sentence
from insights.findings import Finding, Place, Statement, Weight, of_section
from schema import Label

COUNTS = dict(zip("一两二三四五六七八九十", (1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True))
COUNT = r"\d+|[两二三四五六七八九十]"
ITEM = r"[^、，。；：:（）()\d\s]{1,20}"
LISTED = rf"(?<![\d、])(?P<list>{ITEM}(?:、{ITEM}?)+)"
OPEN_LIST = re.compile(rf"{LISTED}等(?P<said>{COUNT})(?:个|项|门|大|位|种|家|所|名)")
CLOSED_LIST = re.compile(rf"{LISTED}(?<![等和及与])(?P<said>{COUNT})(?:个|门|大|位|种)(?=[\u4e00-\u9fff])")
ONE_EACH = re.compile(
    r"每(?:一?[个位名门所家]|一)?(?P<of>[^\d，。；、每]{1,10}?)(?:均|都|各)(?:已)?(?:建|配|设|拥)?有(?:了)?[一1][个位名间家所门]"
    r"(?:对应|相应|专门|自己|的)*(?P<has>[^\d，。；、]{1,12})"
)
COUNTED = r"(?P<count>\d+)(?:余|多)?(?:个|名|位|门|所|家|间)"
LEADING = re.compile(
    r".*(?:承办|举办|开展|组织|实施|参加|获得|获|包括|拥有|设有|现有|如)(?:了)?(?=..)"
)  # words before a list's first name
# 一、二等奖 and 省、市级 qualify, they list nothing
OF_A_KIND = re.compile("[一二三四五六七八九十]|^.$|[省市区县国校]级|等奖")


@dataclass(frozen=True)
class Quote:
    """The words of a section that a finding is about, of which year, and the stored figures that they state."""

    section: str
    words: str
    year: int
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Miscount:
    """A list in the words `found`, its members, and how many it says there are; an open one ends in 等."""

    found: re.Match[str]
    members: tuple[str, ...]
    said: int
    is_open: bool


@dataclass(frozen=True)
class Shortfall:
    """Words that give each of `owners` one of a thing of which there are `owned`."""

    found: re.Match[str]
    owners: int
    owned: int


def miscounts(words: str) -> Iterator[Miscount]:
    """The lists with another number of members than the words say."""
    for found in OPEN_LIST.finditer(words):
        listed, said = members(found["list"]), count(found["said"])
        if len(listed) > said:
            yield Miscount(found, listed, said, True)
    for found in CLOSED_LIST.finditer(words):
        listed, said = members(found["list"]), count(found["said"])
        most = sum(len(re.split("和", member)) for member in listed)
        if not len(listed) <= said <= most and not any(OF_A_KIND.search(member) for member in listed):
            yield Miscount(found, listed, said, False)


def shortfalls(words: str, counted_in: str = "") -> Iterator[Shortfall]:
    """Where the words give each one, and these or those around them count fewer of the things."""
    for found in ONE_EACH.finditer(words):
        owners, owned = (_counted(words, found[name]) or _counted(counted_in, found[name]) for name in ("of", "has"))
        if owners and owned and owned < owners:
            yield Shortfall(found, owners, owned)


def members(listed: str) -> tuple[str, ...]:
    """The members between the marks, the first without the words that lead up to it; a last 甲和乙 may be two or, like
    体育和健康, one."""
    first, *others = [part for part in listed.split("、") if part]
    return (LEADING.sub("", first), *others)


def count(text: str) -> int:
    return int(text) if text.isdigit() else COUNTS[text]


def _counted(words: str, name: str) -> int | None:
    """How many of a thing the words count: 11 of 实训基地 in 建有11个实训基地."""
    found = re.search(COUNTED + re.escape(name.strip()), words)
    return int(found["count"]) if found else None


def miscounted(one: Miscount, quote: Quote) -> Finding:
    number, text = len(one.members), one.found[0]
    listed = Statement(Label("列举", "listed"), str(number), quote.section, text)
    counted = Statement(Label("文中个数", "said"), str(one.said), quote.section, quote.words, places=quote.places)
    where, named = of_section(quote.section), "、".join(one.members)
    why = (
        Label("“等”之后的个数不会少于列出的", "the number is never less than what is listed")
        if one.is_open
        else Label("列举完的个数应与数字相同", "a full list has as many members as its number")
    )
    said = sentence(
        f"{where.zh}列出了 {number} 个（{named}），却写 {one.said} 个：{why.zh}。",
        f"{where.en.capitalize()} lists {number} (“{named}”) but says {one.said}: {why.en}.",
    )
    cause = Label(
        "多半是名单改过而数字没有改；请对照名单", "the list was most likely changed and its number was not: check both"
    )
    weight: Weight = 3 if one.is_open else 2
    return Finding("listing", quote.year, listed, counted, said, cause, str(abs(number - one.said)), weight)


def too_few(one: Shortfall, owning: Quote, owned: Quote) -> Finding:
    """`owning` and `owned` are the words with the places of the one number and of the other."""
    of, has = one.found["of"].strip(), one.found["has"].strip()
    sides = [
        Statement(Label(name, f"“{name}”"), str(number), quote.section, quote.words, places=quote.places)
        for name, number, quote in ((of, one.owners, owning), (has, one.owned, owned))
    ]
    where = of_section(owning.section)
    said = sentence(
        f"{where.zh}说“{one.found[0]}”，而{of}有 {one.owners} 个，{has}只有 {one.owned} 个："
        "每个都有一个，就不会比前者少。",
        f"{where.en.capitalize()} says “{one.found[0]}”, but counts {one.owners} of “{of}” and only {one.owned} of"
        f" “{has}”: if each has one, there cannot be fewer.",
    )
    cause = Label(
        f"多半是几个{of}共用一个{has}，或个数没有更新；请改说法，或核对两个数",
        "most likely some share one, or a number is old: say it otherwise, or check both numbers",
    )
    return Finding("each", owning.year, sides[0], sides[1], said, cause, str(one.owners - one.owned), weight=2)
