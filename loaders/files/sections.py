"""Which section of a document each paragraph stands in, told by the numbers of its headings.

A number at the beginning of a paragraph may be a section's, a list's or a figure. The headings are the longest run of
such numbers in which each follows from the one before it, as a table of contents does: 2.1, 2.1.1, 2.1.2, 2.2, 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.files.text import folded

LONGEST_HEADING = 40  # characters
LONGEST_FOREWORD = 10
FARTHEST = 3  # a number may be left out by mistake, but not many
MOST_NUMBERED = 600
CHINESE = {letter: number for number, letter in enumerate("一二三四五六七八九十", 1)}
DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})[.、]?\s*(?=[^\d\s.%,:/+\-~])")
CHAPTER = re.compile(r"(?:第?([一二三四五六七八九十]{1,3})(?:[、.]|[章部]分?))")
PART = re.compile(r"\(([一二三四五六七八九十]{1,3})\)")
ENDS = re.compile("[。；，！？]|[^：]：.")
Number = tuple[int, ...]


@dataclass(frozen=True)
class Heading:
    """A section's number and title, and which of the paragraphs it is."""

    at: int
    number: str
    title: str


@dataclass(frozen=True)
class Numbered:
    """A paragraph that begins with a number; `weight` says how much it looks like a heading, `is_heading` whether the
    document makes it one."""

    at: int
    number: Number
    title: str
    weight: int
    is_heading: bool


def headings(paragraphs: Sequence[tuple[str, int]]) -> list[Heading]:
    """The headings among paragraphs, each given by its text (Word's own number before it) and its level (0: none)."""
    decimal = _chain(list(_decimal(paragraphs)))
    chinese = _chain(list(_chinese(paragraphs)))
    is_chinese = not any(len(one.number) > 1 for one in decimal) and len(chinese) > 1
    chosen = chinese if is_chinese else decimal
    found = [Heading(one.at, ".".join(map(str, one.number)), one.title) for one in chosen]
    first = found[0].at if found else len(paragraphs)
    return [*_unnumbered(paragraphs, first), *found]


def _unnumbered(paragraphs: Sequence[tuple[str, int]], end: int) -> Iterator[Heading]:
    """The headings before the first number: a foreword's. Its own words are its number."""
    for at, (text, level) in enumerate(paragraphs[:end]):
        title = re.sub(r"\s", "", text)
        follows = next((one for one, _ in paragraphs[at + 1 :] if one.strip()), "")
        is_foreword = (
            0 < len(title) <= LONGEST_FOREWORD and not re.search(r"[\d，。；：]", title) and ENDS.search(follows)
        )
        if title and (level or is_foreword):
            yield Heading(at, title[:LONGEST_HEADING], title)


def _decimal(paragraphs: Sequence[tuple[str, int]]) -> Iterator[Numbered]:
    for at, (text, level) in enumerate(paragraphs):
        written = folded(text)
        found = DECIMAL.match(written)
        if found is None:
            continue
        title = written[found.end() :].strip()
        number = tuple(map(int, found[1].split(".")))
        short = len(title) <= LONGEST_HEADING and not ENDS.search(title)
        if len(number) > 1 or short or level:
            yield Numbered(at, number, title, 1 + 2 * (len(number) > 1) + short + 4 * bool(level), bool(level))


def _chinese(paragraphs: Sequence[tuple[str, int]]) -> Iterator[Numbered]:
    chapter = 0
    for at, (text, level) in enumerate(paragraphs):
        written = folded(text)
        found = CHAPTER.match(written) or PART.match(written)
        title = written[found.end() :].strip() if found else ""
        if found is None or (not level and (len(title) > LONGEST_HEADING or ENDS.search(title))):
            continue
        count = _count(found[1])
        if found.re is CHAPTER:
            chapter = count
        yield Numbered(
            at, (count,) if found.re is CHAPTER else (chapter, count), title, 1 + 4 * bool(level), bool(level)
        )


def _count(letters: str) -> int:
    tens, ten, ones = letters.rpartition("十")
    return (CHINESE.get(tens, 1) * 10 if ten else 0) + CHINESE.get(ones, 0)


def _chain(numbered: Sequence[Numbered]) -> list[Numbered]:
    """The heaviest run in which each number follows from the one before it."""
    numbered = numbered[:MOST_NUMBERED]
    best: list[tuple[int, int]] = []  # the weight of the heaviest run that ends here, and what stands before
    for place, one in enumerate(numbered):
        before = [(best[at][0], at) for at in range(place) if _follows(numbered[at].number, one)]
        weight, at = max(before, default=(0, -1))
        best.append((weight + one.weight, at))
    chain: list[Numbered] = []
    place = max(range(len(best)), key=lambda at: best[at][0], default=-1)
    while place >= 0:
        chain.append(numbered[place])
        place = best[place][1]
    return chain[::-1]


def _follows(before: Number, one: Numbered) -> bool:
    """Whether a section may come next: a part of the one before, or one beside it or what it is in; what the document
    itself makes a heading may leave out as many as it likes."""
    number = one.number
    if one.is_heading and number > before:
        return True
    same = next((at for at, (a, b) in enumerate(zip(before, number, strict=False)) if a != b), None)
    if same is None:
        return len(number) > len(before) and max(number[len(before) :]) <= FARTHEST
    return 0 < number[same] - before[same] <= FARTHEST and all(one <= FARTHEST for one in number[same + 1 :])
