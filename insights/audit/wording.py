"""Rules of running text: its numbering, its rough numbers, its lists, and what it calls by two names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from insights.audit.lists import OPEN_LIST, Quote, count, members, miscounted, miscounts, shortfalls, too_few
from insights.audit.saying import sentence
from insights.findings import Finding, Statement, of_section
from schema import Label

CHINESE = "一二三四五六七八九十"
NUMBERING = {
    "bracket": re.compile(r"(?<![表图式注件])[（(](?P<n>\d{1,2})[）)]"),
    "chinese": re.compile(rf"(?:^|[。；，：])\s*(?P<n>[{CHINESE}])是(?!否)"),
}
MOST_LEFT_OUT = 2  # numbers between two of one list; more are two lists
BOTH_ROUGH = re.compile(
    r"(?:将近|接近|不到|近)\s*(?:\d+|[几一二两三四五六七八九十百千万]+)(?:多|余)(?=[\u4e00-\u9fff])"
)
SEPARATED = re.compile(r"[^、，。；：:]{2,30}(?:、[^、，。；：:]{2,30})+")
ALIKE = 0.8  # how much of a member's name the other list must hold, in order
NAMED = re.compile(r"[“\"](?P<name>[^“”\"，。、]{2,12})[”\"]")
LEAST_AGAIN = 3  # members that two lists share before they are taken for one
RENUMBER = Label(
    "多半是删了一条而没有重新编号，或漏排了一条；请对照原稿",
    "most likely a point was deleted and the rest not numbered anew, or one was lost: check the manuscript",
)


@dataclass(frozen=True)
class Passage:
    """A paragraph of running text and its section; `at` is its number in the document."""

    at: int
    section: str
    text: str


@dataclass(frozen=True)
class Wording:
    """A finding and the words that it is about: paragraph, beginning and end."""

    finding: Finding
    spots: tuple[tuple[Passage, int, int], ...]


def wording(passages: Sequence[Passage], year: int) -> Iterator[Wording]:
    """What does not fit in the words of a text, in the order of the rules."""
    for rule in (section_numbers, numbering, rough_both_ways, listed, one_for_each, told_again, called_otherwise):
        yield from rule(passages, year)


def section_numbers(passages: Sequence[Passage], year: int) -> Iterator[Wording]:
    """The sections of a part follow each other without a gap: no 6.1.2 without 6.1.1. All gaps are one finding."""
    held = {passage.section: passage for passage in reversed(passages)}
    first = next(iter(passages)).section if passages else ""
    gaps: list[tuple[Passage, str]] = []
    for section, passage in sorted(held.items(), key=lambda pair: pair[1].at):
        part, _, last = section.rpartition(".")
        number = int(last) if part and last.isdigit() else 1
        before = f"{part}.{number - 1}"
        if number > 1 and before not in held and section != first:
            gaps.append((passage, before))
    if gaps:
        yield _no_section(gaps, year)


def numbering(passages: Sequence[Passage], year: int) -> Iterator[Wording]:
    """The members of a numbered list follow each other without a gap: (1), (2), (3); 一是, 二是, 三是."""
    for _, group in groupby(passages, key=lambda one: one.section):
        held = list(group)
        for pattern in NUMBERING.values():
            before = 0
            for passage in held:
                for found in pattern.finditer(passage.text):
                    number = _number(found["n"])
                    if before and before + 1 < number <= before + 1 + MOST_LEFT_OUT:
                        yield _left_out(passage, found, before, number, year)
                    before = number if number == 1 or before else 0


def rough_both_ways(passages: Sequence[Passage], year: int) -> Iterator[Wording]:
    """A number is called nearly so many or more than so many, never both (近十多项)."""
    for passage in passages:
        for found in BOTH_ROUGH.finditer(passage.text):
            where = of_section(passage.section)
            said = sentence(
                f"{where.zh}写“{_with_unit(passage, found)}”：“近”是不到，“多”是超过，一个数不能两样都是。",
                f"{where.en} says “{_with_unit(passage, found)}”, both nearly and more than so many:"
                " a number cannot be both.",
            )
            cause = Label("请写明准确的个数，或只留一个字", "write the exact number, or keep one of the two words")
            told = _quoted(Label("约数", "rough number"), found[0], passage)
            finding = Finding("wording", year, told, told, said, cause, weight=1)
            yield Wording(finding, ((passage, found.start(), found.end()),))


def listed(passages: Sequence[Passage], year: int) -> Iterator[Wording]:
    """A list has as many members as it says; one that ends in 等 may name fewer, never more."""
    for passage in passages:
        for one in miscounts(passage.text):
            finding = miscounted(one, Quote(passage.section, passage.text, year))
            yield Wording(finding, ((passage, one.found.start(), one.found.end()),))


def one_for_each(passages: Sequence[Passage], year: int) -> Iterator[Wording]:
    """Where each has one of its own, its section counts no fewer of these than of those."""
    for section, group in groupby(passages, key=lambda one: one.section):
        held = list(group)
        whole = "\n".join(passage.text for passage in held)
        for passage in held:
            for one in shortfalls(passage.text, whole):
                quote = Quote(section, passage.text, year)
                yield Wording(too_few(one, quote, quote), ((passage, one.found.start(), one.found.end()),))


def told_again(passages: Sequence[Passage], year: int) -> Iterator[Wording]:
    """A list that gives its number has no more members where it is told again."""
    lists = [
        (passage, found, members(found[0]))
        for passage in passages
        for found in SEPARATED.finditer(passage.text)
        if found[0].count("、") >= LEAST_AGAIN
    ]
    for passage in passages:
        for found in OPEN_LIST.finditer(passage.text):
            named, number = members(found["list"]), count(found["said"])
            for other, again, others in lists:
                apart = other.at != passage.at and len(others) > number >= len(named) >= LEAST_AGAIN
                if apart and all(any(_alike(one, each) for each in others) for one in named):
                    yield _more_members((passage, found, number), (other, again, others), year)


def called_otherwise(passages: Sequence[Passage], year: int) -> Iterator[Wording]:
    """A name in quotation marks has its parts in one order: “1+4” is not “4+1” elsewhere."""
    first: dict[str, tuple[Passage, re.Match[str]]] = {}
    told: set[str] = set()
    for passage in passages:
        for found in NAMED.finditer(passage.text):
            letters = "".join(sorted(found["name"]))
            before, other = first.setdefault(letters, (passage, found))
            if other["name"] != found["name"] and letters not in told:
                told.add(letters)
                yield _two_names((before, other), (passage, found), year)


def _two_names(one: tuple[Passage, re.Match[str]], other: tuple[Passage, re.Match[str]], year: int) -> Wording:
    (passage, found), (again, second) = one, other
    where, there = of_section(passage.section), of_section(again.section)
    said = sentence(
        f"{where.zh}写“{found['name']}”，{there.zh}写“{second['name']}”：同一个名称的次序应当前后一致。",
        f"{where.en.capitalize()} writes “{found['name']}” and {there.en} “{second['name']}”: a name keeps its order.",
    )
    cause = Label(
        "若说的是同一件事，请统一写法；若是两件事，请写明", "if they are one thing, write it one way; if two, say so"
    )
    sides = [_quoted(Label("名称", "name"), match["name"], each) for each, match in (one, other)]
    finding = Finding("wording", year, sides[0], sides[1], said, cause, weight=1)
    return Wording(finding, tuple((each, match.start("name"), match.end("name")) for each, match in (one, other)))


def _alike(name: str, other: str) -> bool:
    """Whether a name stands in another, give or take a letter: 省艺术节 in 承办浙江省艺术节活动."""
    blocks = SequenceMatcher(None, name, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= ALIKE * len(name)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else CHINESE.index(text) + 1


def _no_section(gaps: Sequence[tuple[Passage, str]], year: int) -> Wording:
    """The sections that have none before them, each with the number that is missing."""
    zh = "、".join(f"第 {passage.section} 节之前没有第 {missing} 节" for passage, missing in gaps)
    en = ", ".join(f"no section {missing} before {passage.section}" for passage, missing in gaps)
    said = sentence(f"{zh}：同一部分的节号应当连着。", f"There is {en}: the sections of one part have no gaps.")
    first = gaps[0][0]
    found, lost = "、".join(passage.section for passage, _ in gaps), "、".join(missing for _, missing in gaps)
    one = _quoted(Label("节号", "section number"), found, first)
    other = _quoted(Label("缺的节号", "missing section number"), lost, first)
    finding = Finding("wording", year, one, other, said, RENUMBER, weight=1)
    return Wording(finding, tuple((passage, 0, len(passage.text)) for passage, _ in gaps))


def _left_out(passage: Passage, found: re.Match[str], before: int, number: int, year: int) -> Wording:
    mark = found[0].lstrip("。；，： ")
    shown = [mark.replace(found["n"], str(n) if found["n"].isdigit() else CHINESE[n - 1]) for n in (before, before + 1)]
    where = of_section(passage.section)
    said = sentence(
        f"{where.zh}的编号从“{shown[0]}”跳到“{mark}”，没有“{shown[1]}”：一组编号应当连着。",
        f"The numbering in {where.en} goes from “{shown[0]}” to “{mark}” without “{shown[1]}”: a list has no gaps.",
    )
    one = _quoted(Label("编号", "numbering"), mark, passage)
    other = _quoted(Label("缺的编号", "missing number"), shown[1], passage)
    finding = Finding("wording", year, one, other, said, RENUMBER, weight=1)
    return Wording(finding, ((passage, found.end() - len(mark), found.end()),))


def _more_members(
    first: tuple[Passage, re.Match[str], int], again: tuple[Passage, re.Match[str], Sequence[str]], year: int
) -> Wording:
    (passage, found, number), (other, listed, members) = first, again
    where, there = of_section(passage.section), of_section(other.section)
    said = sentence(
        f"{where.zh}写“{found[0]}”，{there.zh}再说同一组时列出了 {len(members)} 个（{'、'.join(members)}）："
        "列出的不会比总数多。",
        f"{where.en} says “{found[0]}”, but {there.en} tells the same list with {len(members)} members"
        f" (“{'、'.join(members)}”): a list is never longer than its number.",
    )
    cause = Label(
        "多半是一处没有更新，或后一处多列了不算在内的；请对照名单，统一个数",
        "most likely one was not brought up to date, or the second lists what is not counted: check the list,"
        " use one number",
    )
    one = Statement(Label("文中个数", "said"), str(number), passage.section, found[0])
    longer = Statement(Label("列举", "listed"), str(len(members)), other.section, listed[0])
    spots = ((passage, found.start("said"), found.end("said")), (other, listed.start(), listed.end()))
    finding = Finding("listing", year, one, longer, said, cause, str(len(members) - number), weight=2)
    return Wording(finding, spots)


def _with_unit(passage: Passage, found: re.Match[str]) -> str:
    return passage.text[found.start() : found.end() + 1]


def _quoted(label: Label, value: str, passage: Passage) -> Statement:
    return Statement(label, value, passage.section, passage.text)
