"""What a question finds: all of its words, or else the names and numbers that it speaks of, or else names near it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache

from schema import Unit
from screen.search.entries import Entry, searchable

BETWEEN = re.compile(r"[\s，。？！、；;?!“”\"]+")
NUMBER = re.compile(r"(?<![\d.])[-−+]?\d+(?:\.\d+)?(?![\d.]*\d)")
WITH_UNIT = re.compile(rf"({NUMBER.pattern})(.*)")
ONE_LETTER = re.compile(r"[a-z0-9.\- ]{1,2}")
LONGEST = 80  # characters of a question that are looked at
MOST_NEAR = 5
NEAR_ENOUGH = 0.5


@dataclass(frozen=True)
class Answer:
    """What was found by group; `loosely` where nothing fits the whole question; `near` where nothing fits at all."""

    found: dict[str, list[Entry]] = field(default_factory=dict)
    loosely: bool = False
    near: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Token:
    """A word of a question; a number is one too, with the unit that it was written with."""

    text: str
    number: float | None = None
    decimals: int = 0
    unit: str = ""

    def fits(self, entry: Entry) -> bool:
        if self.number is None:
            return self.text in entry.text
        own = entry.figure if entry.group == "figure" else None
        if own is not None and self._is_value(own.value, own.measure.unit):
            return True
        if own is not None and self.unit == "年" and self.number == own.year:
            return True
        return re.search(rf"(?<![\d.]){re.escape(self.text)}(?![\d]|\.\d)", entry.text) is not None

    def _is_value(self, value: float, unit: Unit) -> bool:
        """Whether it is the figure as it is shown: a stored 33.3333 is found as 33.33, and not as 33."""
        if self.unit and self.unit not in _written(unit):
            return False
        assert self.number is not None
        return abs(value - self.number) < 1e-9 or (self.decimals >= 2 and round(value, self.decimals) == self.number)


@cache
def _written(unit: Unit) -> frozenset[str]:
    """A unit as it is written after a number."""
    return frozenset(
        searchable(text).strip() for label in (unit.label, unit.in_header) for text in (label.zh, label.en) if text
    )


def answer(asked: str, entries: Sequence[Entry]) -> Answer:
    """What is found among the entries."""
    asked = searchable(asked[:LONGEST]).strip()
    tokens = [token for word in BETWEEN.split(asked) if word for token in _tokens(word)]
    if not tokens:
        return Answer()
    if exact := _fitting(tokens, entries):
        return Answer(_grouped(exact, asked))
    spoken = _spoken_of(asked, entries)
    if len(spoken) > 1 and (both := _fitting(spoken, entries)):
        return Answer(_grouped(both, asked))
    if loose := [entry for entry in entries if any(_is_about(token, entry) for token in spoken)]:
        return Answer(_grouped(loose, asked), loosely=True)
    return Answer(near=_near(asked, entries))


def _tokens(word: str) -> list[Token]:
    """A word as a token; as a number where it is one with nothing, or a unit, after it."""
    match = WITH_UNIT.fullmatch(word)
    if match is None or len(match[2]) > len("百万平方米/人"):
        return [Token(word)]
    return [_number(match[1], match[2])]


def _number(digits: str, unit: str = "") -> Token:
    plain = digits.replace("−", "-")
    return Token(digits + unit, float(plain), len(plain.partition(".")[2]), unit)


def _fitting(tokens: Sequence[Token], entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if all(token.fits(entry) for token in tokens)]


def _spoken_of(asked: str, entries: Sequence[Entry]) -> list[Token]:
    """The names that a question holds, the longest of those that overlap, and its numbers."""
    held = {name for entry in entries for name in entry.names if _is_in(name, asked)}
    longest = [name for name in held if not any(name != other and name in other for other in held)]
    units = {unit for entry in entries if entry.figure is not None for unit in _written(entry.figure.measure.unit)}
    numbers = [
        _number(match[0], max((one for one in units if asked.startswith(one, match.end())), key=len, default=""))
        for match in NUMBER.finditer(asked)
        if not any(match[0] in name for name in longest)
    ]
    return [*map(Token, sorted(longest)), *numbers]


def _is_in(name: str, asked: str) -> bool:
    """Whether a question holds a name: a Latin one as a whole word, none of a letter or two."""
    if not name or ONE_LETTER.fullmatch(name) or len(name) < 2 or name not in asked:
        return False
    return not name.isascii() or re.search(rf"\b{re.escape(name)}\b", asked) is not None


def _is_about(token: Token, entry: Entry) -> bool:
    return token.fits(entry) if token.number is not None else token.text in entry.names


def _grouped(found: Iterable[Entry], asked: str) -> dict[str, list[Entry]]:
    """By group, in each what is named so before what only speaks of it, the newest first, the best first in a year."""
    grouped: dict[str, list[Entry]] = {}
    for entry in sorted(found, key=lambda one: (_distance(one, asked), -one.year, _worse(one))):
        grouped.setdefault(entry.group, []).append(entry)
    return grouped


def _distance(entry: Entry, asked: str) -> int:
    if asked in entry.names:
        return 0
    return 1 if any(name.startswith(asked) for name in entry.names) else 2 if asked in "\n".join(entry.names) else 3


def _worse(entry: Entry) -> float:
    if entry.figure is None:
        return 0
    return entry.figure.value if entry.figure.measure.better == "lower" else -entry.figure.value


def _near(asked: str, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The things whose names are near the question."""
    by_name = {name: entry for entry in entries for name in entry.names}
    near = get_close_matches(asked, by_name, n=2 * MOST_NEAR, cutoff=NEAR_ENOUGH)
    return tuple({by_name[name].title: by_name[name] for name in near}.values())[:MOST_NEAR]
