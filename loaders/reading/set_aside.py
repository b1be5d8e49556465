"""What a sheet has but does not show as plain figures: hidden and struck-out lines, columns, cells and whole sheets.

They are left out, and named, unless the user says that they are to be taken. What is struck out of a part of a cell
stays out: with what is left of the cell it makes no text that anybody wrote.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Literal

from loaders.files.sheet import Line, Sheet
from loaders.files.text import quoted
from loaders.problem import letter
from schema import Label

Why = Literal["struck", "partly", "hidden"]
LONGEST = 40


@dataclass(frozen=True)
class SetAside:
    """A line (place 0), a column (row 0), a cell, or a sheet (neither) that is struck out or hidden, and its text; of a
    cell that is struck out partly, that part, and the `rest` of it."""

    why: Why
    sheet: str
    row: int
    place: int
    text: str
    rest: str = ""

    @property
    def id(self) -> str:
        """The same for the same content in the same place."""
        told = (self.why, self.sheet, self.row, self.place, self.text)
        return sha256(repr(told).encode()).hexdigest()[:8]

    def is_taken(self, taken: Set[str]) -> bool:
        return self.why != "partly" and bool(taken & {self.id, self.why})

    @property
    def found(self) -> Label:
        shown = self.text if len(self.text) <= LONGEST else f"{self.text[:LONGEST]}…"
        zh, en = f"“{shown}”", f"“{shown}”"
        if self.why == "struck":
            return Label(f"{zh}画了删除线", f"{en} is struck out")
        if self.why == "partly":
            rest = quoted(self.rest)
            return Label(f"{zh}画了删除线，这一格剩下“{rest}”", f"{en} is struck out, “{rest}” is left of the cell")
        what = {
            (False, False): Label("这张工作表是隐藏的", "this sheet is hidden"),
            (True, False): Label(f"这一行是隐藏的：{zh}", f"this row is hidden: {en}"),
            (False, True): Label(f"这一列是隐藏的：{zh}", f"this column is hidden: {en}"),
            (True, True): Label(f"这一格的内容没有显示出来：{zh}", f"what is in this cell is not shown: {en}"),
        }
        return what[bool(self.row), bool(self.place)]

    @property
    def column(self) -> str:
        return letter(self.place)


def shown(sheet: Sheet, taken: Set[str], name: str = "") -> tuple[tuple[Line, ...], tuple[SetAside, ...]]:
    """The sheet's lines without what is set aside and not taken, and all that is set aside; `name` is the sheet's."""
    aside = tuple(_set_aside(sheet, name))
    away = {(one.row, one.place) for one in aside if one.why != "partly" and not one.is_taken(taken)}
    if (0, 0) in away:
        return (), aside
    back = {(one.row, one.place): one.text for one in aside if one.row and one.place and one.is_taken(taken)}
    lines = tuple(_as_answered(line, away, back) for line in sheet.lines if (line.row, 0) not in away)
    return tuple(line for line in lines if not line.is_blank), aside


def _set_aside(sheet: Sheet, name: str) -> Iterator[SetAside]:
    if sheet.is_hidden:
        yield SetAside("hidden", name, 0, 0, sheet.name)
    for place in sorted(sheet.hidden_columns):
        texts = [line.cells[place - 1].strip() for line in sheet.lines if place <= len(line.cells)]
        if any(texts):
            yield SetAside("hidden", name, 0, place, " ".join(filter(None, texts)))
    for line in sheet.lines:
        whole = " ".join(filter(None, map(str.strip, line.cells)))
        for one in line.asides:
            left = _text(line, one.place)
            if one.kind == "struck" and one.text:
                yield SetAside("partly", name, line.row, one.place, one.text, left)
            elif one.kind in ("struck", "hidden"):
                why: Why = "struck" if one.kind == "struck" else "hidden"
                yield SetAside(why, name, line.row, one.place, one.text or left or whole)


def _text(line: Line, place: int) -> str:
    return line.cells[place - 1].strip() if 0 < place <= len(line.cells) else ""


def _as_answered(line: Line, away: Set[tuple[int, int]], back: Mapping[tuple[int, int], str]) -> Line:
    """The line with its set-aside cells blank, and what is taken all the same in its place."""
    gone = {place for row, place in away if row in (0, line.row)}
    texts = {place: text for (row, place), text in back.items() if row == line.row}
    if not gone and not texts:
        return line
    cells = ("" if at in gone else texts.get(at, cell) for at, cell in enumerate(line.cells, 1))
    return replace(line, cells=tuple(cells))
