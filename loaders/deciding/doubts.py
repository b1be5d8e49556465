"""Doubts: what has to be answered before a file is stored, whichever way it comes in.

A doubt has an id that stays the same for the same content, and one answer or two. The page asks it by its controls, the
command line by its id; both hold the same answers against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Literal

from loaders.files.text import quoted
from loaders.problem import Problem
from loaders.reading.reading import Reading
from schema import Key, Label, Language

DoubtKind = Literal["title", "name", "earlier", "emptied", "share", "jump", "printed", "struck", "partly", "hidden"]
Answer = Literal["accept", "instead"]
ALL = "all"
FEW = 10  # doubts of a kind are listed; the others are counted


@dataclass(frozen=True)
class Kind:
    """What doubts of a kind are called, counted, and the answers that they have; without one they are only said. `one`
    is what a single one is called in English, where that is more than another number."""

    heading: Label
    accept: Label | None = None
    instead: Label | None = None
    one: str = ""

    def counted(self, count: int, zh: str = "") -> Label:
        """So many of them; `zh` stands before the number where it needs something."""
        english = self.one if count == 1 and self.one else self.heading.en.format(count=count)
        return Label(self.heading.zh.format(count=f"{zh}{count}"), english)


AS_WRITTEN = Label("照写存入", "store it as written")
LEFT_OUT = Label("不导入", "leave it out")
TAKEN = Label("仍要导入", "take it all the same")
THE_REST = Label("只导入没划掉的", "take what is not struck out")
KINDS: dict[DoubtKind, Kind] = {
    "struck": Kind(Label("{count} 处画了删除线", "{count} struck out"), LEFT_OUT, TAKEN),
    "partly": Kind(
        Label("{count} 格里有一部分画了删除线", "{count} cells struck out in part"),
        THE_REST,
        one="1 cell struck out in part",
    ),
    "hidden": Kind(Label("{count} 处是隐藏的", "{count} hidden"), LEFT_OUT, TAKEN),
    "title": Kind(
        Label("{count} 处标题说的可能不是本校实际数", "{count} titles that may not mean the school's own figures"),
        Label("是本校的实际数", "they are the school's own"),
        one="1 title that may not mean the school's own figures",
    ),
    "name": Kind(
        Label("{count} 个没见过的名称", "{count} names never seen before"),
        Label("是新的", "it is a new one"),
        one="1 name never seen before",
    ),
    "earlier": Kind(
        Label("{count} 个往年的数与库里的不同", "{count} figures of earlier years that differ from what is stored"),
        Label("用文件里的", "use the file's"),
        Label("用库里的", "use the stored one"),
        one="1 figure of an earlier year that differs from what is stored",
    ),
    "emptied": Kind(
        Label("{count} 处写着没有，库里有数", "{count} said to be missing that are stored"),
        Label("清空", "empty it"),
        Label("用库里的", "keep the stored one"),
        one="1 said to be missing that is stored",
    ),
    "share": Kind(
        Label("{count} 处可能不是百分数", "{count} that may be no percents"), AS_WRITTEN, one="1 that may be no percent"
    ),
    "jump": Kind(Label("{count} 处变化异常", "{count} unusual changes"), AS_WRITTEN, one="1 unusual change"),
    "printed": Kind(
        Label("{count} 处印出的合计或变化对不上", "{count} printed totals or changes that do not fit"),
        one="1 printed total or change that does not fit",
    ),
}


@dataclass(frozen=True)
class Doubt:
    """`problem` is its place and sentence. A doubt of a figure of an earlier year has the row's place and its column;
    one that stands for many has no id, and is answered for the whole kind."""

    kind: DoubtKind
    id: str
    problem: Problem
    figure: tuple[int, str] | None = None
    name: tuple[str, str] | None = None

    def text(self, language: Language) -> str:
        """On one line, with its id and how it is answered on the command line."""
        return f"{self.problem.text(language)}{self._how().text(language)}"

    def _how(self) -> Label:
        kind, told = KINDS[self.kind], self.id or self.kind
        if kind.accept is None:
            return Label("", "")
        answers = [(kind.accept, f"--accept {told}")]
        if kind.instead is not None:
            answers.append((kind.instead, f"--instead {told}"))
        zh = "，".join(f"{label.zh}请加 {option}" for label, option in answers)
        en = ", ".join(f"{option}: {label.en}" for label, option in answers)
        return Label(f"（{zh}）", f" ({en})")


@dataclass(frozen=True)
class Answers:
    """What was said beforehand: ids of doubts, kinds, or ALL, that are accepted; ids and kinds that have the other
    answer. What is said of an id comes before what is said of its kind."""

    accepted: frozenset[str] = frozenset()
    instead: frozenset[str] = frozenset()

    def of(self, doubt: Doubt) -> Answer | None:
        if KINDS[doubt.kind].accept is None:
            return "accept"
        for told in (doubt.id, doubt.kind):
            if told in self.instead and KINDS[doubt.kind].instead is not None:
                return "instead"
            if told in self.accepted:
                return "accept"
        return "accept" if ALL in self.accepted else None

    def left_open(self, doubts: Iterable[Doubt]) -> list[Doubt]:
        return [doubt for doubt in doubts if self.of(doubt) is None]

    @property
    def taken(self) -> frozenset[str]:
        """What struck-out and hidden things are taken all the same: their ids, or their kinds."""
        return self.instead


UNANSWERED = Answers()
ACCEPTED = Answers(frozenset({ALL}))


def doubt_id(*told: Any) -> str:
    """An id that is the same for the same content, in whatever file and by whichever way it comes."""
    return sha256(repr(told).encode()).hexdigest()[:8]


def unseen(file: str, line: int, key: Key, name: str, near: Sequence[str] | None = None) -> Doubt:
    """A name that nobody has seen before is a typing error, or a new one that has to be said to be new; with those near
    it where they were looked for."""
    shown = quoted(name)
    found = Label(f"没见过“{shown}”", f"“{shown}” was never seen before")
    zh, en = "、".join(near or ()) or "无", ", ".join(near or ()) or "none"
    expected = Label("是新的，还是写法不同？", "is it a new one, or another way of writing?")
    if near is not None:
        expected = Label(f"相近的有：{zh}", f"near it: {en}")
    problem = Problem(file, line, key.label.zh, found, expected)
    return Doubt("name", doubt_id("name", key.id, name), problem, name=(key.id, name))


def rewritten(place: Problem, row: Sequence[Any], column: str, year: int, new: Any, old: Any) -> Doubt:
    """A figure of an earlier year that is not the stored one, or a stored one of any year that is said to be missing:
    the past is not rewritten, and nothing emptied, without being asked about."""
    told, stored = shown(new), shown(old)
    kind: DoubtKind = "emptied" if new is None else "earlier"
    found = Label(f"{year}年“{told}”，库里是“{stored}”", f"{year}: {told}, stored is {stored}")
    expected = Label("用哪一个？", "which one stands?")
    if new is None:
        expected = Label("要清空吗？", "is it to be emptied?")
    return Doubt(kind, doubt_id(kind, *row, column, told, stored), replace(place, found=found, expected=expected))


def of_reading(reading: Reading) -> list[Doubt]:
    """What the sheet sets aside: hidden and struck out."""
    whole = Label("要不要导入？", "is it to be taken?")
    rest = Label("就是剩下的吗？要别的请改这一格", "is it what is left? else correct the cell")
    return [
        Doubt(
            one.why,
            one.id,
            Problem(reading.name, one.row, one.column, one.found, rest if one.why == "partly" else whole, one.place),
        )
        for one in reading.set_aside
    ]


def counted(file: str, kind: DoubtKind, count: int, heading: str = "") -> Doubt:
    """More doubts of a kind than are listed one by one."""
    name = KINDS[kind].counted(count, " ")
    found = Label(f"共有{name.zh}", f"{name.en} in all")
    expected = Label("没有逐个列出", "not all are listed")
    return Doubt(kind, "", Problem(file, 0, heading, found, expected))


def bounded(doubts: Iterable[Doubt]) -> Iterator[Doubt]:
    """The first doubts of each kind of a file; of more than a few one that says how many they are, once."""
    alike: dict[tuple[str, DoubtKind], list[Doubt]] = {}
    for doubt in doubts:
        alike.setdefault((doubt.problem.file, doubt.kind), []).append(doubt)
    for (file, kind), own in alike.items():
        is_counted = any(not doubt.id for doubt in own)
        yield from own if is_counted else own[:FEW]
        if len(own) > FEW and not is_counted:
            yield counted(file, kind, len(own))


def shown(value: Any) -> str:
    """A stored value as a file writes it."""
    if value is None:
        return "/"
    return f"{value:.15g}" if isinstance(value, int | float) else quoted(str(value))


def only_said(doubts: Iterable[Doubt]) -> list[Doubt]:
    """Those that need no answer: what a file prints is stored as evidence whether or not it fits."""
    return [doubt for doubt in doubts if KINDS[doubt.kind].accept is None]


def told_answers(doubts: Iterable[tuple[Doubt, int]], answers: Answers) -> Label:
    """What was answered, for the release's words: how many of each kind, each answer apart. Each doubt comes with how
    many it stands for."""
    counts: dict[tuple[DoubtKind, Answer], int] = {}
    for doubt, count in doubts:
        if (answer := answers.of(doubt)) is not None:
            counts[doubt.kind, answer] = counts.get((doubt.kind, answer), 0) + count
    parts = list(_told(counts.items()))
    return Label("、".join(part.zh for part in parts), ", ".join(part.en for part in parts))


def _told(counts: Iterable[tuple[tuple[DoubtKind, Answer], int]]) -> Iterator[Label]:
    for (kind, answer), count in counts:
        named, said = KINDS[kind].counted(count), KINDS[kind].accept or AS_WRITTEN
        if answer == "instead" and (other := KINDS[kind].instead) is not None:
            said = other
        yield Label(f"{named.zh}：{said.zh}", f"{named.en}: {said.en}")
