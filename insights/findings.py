"""What the audit finds: statements that do not fit, each with its section, its words and its places in the store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Literal

from schema import Evidence, Label, Language

KINDS = {
    "parts": Label("部分之和与总数", "Parts and their whole"),
    "total_row": Label("合计行", "A total row"),
    "at_most": Label("部分大于总体", "A part above its whole"),
    "quotient": Label("比率与其分子分母", "A rate and its parts"),
    "head_count": Label("不可能的比率", "A rate no head count gives"),
    "shares": Label("各项占比之和", "Shares of a whole"),
    "between": Label("总体与各组", "A whole among its groups"),
    "rank": Label("名次与均分", "A rank and its mean"),
    "sections": Label("两处说法", "Said in two sections"),
    "near": Label("应当相近的两数", "Two numbers that should be close"),
    "restated": Label("往年的数前后不一", "An earlier year told anew"),
    "change": Label("印出的变化", "A printed change"),
    "change_unit": Label("变化的单位", "The unit of a change"),
    "listing": Label("列举与个数", "A list and its count"),
    "each": Label("每个都有一个", "One for each"),
    "label": Label("名称与数值", "A label and its value"),
    "wording": Label("编号和约数", "Numbering and rough numbers"),
    "unlike": Label("不同的事物相比", "Unlike things compared"),
    "cell": Label("不可能的数", "An impossible figure"),
}
Weight = Literal[1, 2, 3]
WEIGHTS: dict[Weight, Label] = {
    3: Label("必有一错", "One of them is wrong"),
    2: Label("需要说明", "Needs a word"),
    1: Label("写法", "Wording"),
}
PREFACE = "前言"


def of_section(name: str) -> Label:
    """A section of the report as a sentence names it."""
    if name == PREFACE:
        return Label(PREFACE, "the preface")
    return Label(f"第 {name} 节", f"section {name}") if name else Label("表中", "the table")


@dataclass(frozen=True)
class Place:
    """Where a figure stands in the store; in the scorecard `column` is the indicator."""

    dataset: str
    column: str
    year: int
    members: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Statement:
    """One number as the report states it, and where; `english` is the value where its unit has an English name;
    `printed` is its own cell where it is no stored figure's: a change, a total, a title."""

    label: Label
    value: str
    section: str
    words: str
    english: str = ""
    places: tuple[Place, ...] = ()
    printed: tuple[Evidence, ...] = ()

    def shown(self, language: Language) -> str:
        return self.english if language == "en" and self.english else self.value


@dataclass(frozen=True)
class Finding:
    """Two statements that do not fit, or one and what its own parts come to.

    `said` is what is wrong and why it cannot be, in one sentence; `reconcile` the likeliest cause and what to look at.
    `difference` is how far they are apart, empty where that is no number; `expected` what the first should say, where
    the second is not just that. Findings of one `trouble` are one to a reader; those that this one stands for are its
    `doubles`. `mends` are values that would make single figures fit, beside those that differ by just `difference`.
    """

    kind: str
    year: int
    one: Statement
    other: Statement
    said: Label
    reconcile: Label
    difference: str = ""
    weight: Weight = 3
    trouble: tuple[object, ...] = ()
    expected: Label | None = None
    doubles: tuple[Finding, ...] = field(default=(), repr=False)
    mends: tuple[tuple[Place, float], ...] = field(default=(), repr=False, compare=False)

    @cached_property
    def id(self) -> str:
        """The same for the same numbers in the same places: an explanation stands until one of them changes."""
        told = repr(self.numbers)
        if self.doubles:
            told = repr(sorted(repr(one.numbers) for one in (self, *self.doubles)))
        return sha256(told.encode()).hexdigest()[:12]

    @property
    def numbers(self) -> tuple[object, ...]:
        one, other = self.one, self.other
        told = (self.kind, self.year, one.value, one.section, other.value, other.section)
        return (*told, one.label.zh, other.label.zh)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every figure in question, without repeats."""
        statements = [side for one in (self, *self.doubles) for side in (one.one, one.other)]
        return tuple(dict.fromkeys(place for side in statements for place in side.places))

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The measures and indicators in question, each as `dataset.column`."""
        return tuple(dict.fromkeys(f"{place.dataset}.{place.column}" for place in self.places))


def by_weight(found: Iterable[Finding]) -> list[Finding]:
    """The findings without repeats: the newest year first, the surest first in it, then by kind and section."""
    kinds = list(KINDS)
    unique = {one.id: one for one in found}.values()
    return sorted(unique, key=lambda one: (-one.year, -one.weight, kinds.index(one.kind), one.one.section))
