"""What is asked before a file is stored, as the command line says it; the page asks the same by its controls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from loaders.deciding.preview import Change, Preview
from loaders.files.text import quoted
from loaders.problem import Problem
from schema import Key, Label

NEW_NAMES = Label("确是新的请加 --new-names", "if it is new, say --new-names")
WHICH = Label("请用 --earlier file 或 stored 说明用哪个", "say which stands by --earlier file or stored")


@dataclass(frozen=True)
class Answers:
    """What was said beforehand: names never seen before are new ones; which figure stands for an earlier year."""

    new_names: bool = False
    earlier: Literal["file", "stored"] | None = None


def unknown_names(one: Preview) -> list[Problem]:
    """A name that nobody has seen before is a typing error, or a new one that has to be said to be new."""
    return [unseen(one.reading.name, 0, unknown.key, unknown.name, unknown.near) for unknown in one.unknown]


def unseen(file: str, line: int, key: Key, name: str, near: Sequence[str] | None = None) -> Problem:
    """A name never seen before, with those near it where they were looked for."""
    shown = quoted(name)
    found = Label(f"没见过“{shown}”", f"“{shown}” was never seen before")
    if near is None:
        return Problem(file, line, key.label.zh, found, NEW_NAMES)
    zh, en = "、".join(near) or "无", ", ".join(near) or "none"
    expected = Label(f"相近的有：{zh}；{NEW_NAMES.zh}", f"near it: {en}; {NEW_NAMES.en}")
    return Problem(file, line, key.label.zh, found, expected)


def rewritten_figures(one: Preview) -> list[Problem]:
    """A figure of an earlier year that differs from the stored one: the past is not rewritten without being asked."""
    return [_rewritten(one, change, name) for change, name in one.rewritten]


def _rewritten(one: Preview, change: Change, name: str) -> Problem:
    assert change.stored is not None
    cell = one.reading.places[change.place].get(name)
    line, heading = (cell.row, cell.heading) if cell else (0, name)
    return rewritten(one.reading.name, line, heading, change.row["year"], change.row[name], change.stored[name])


def rewritten(file: str, line: int, heading: str, year: int, new: Any, old: Any) -> Problem:
    """A figure of an earlier year that is not the stored one."""
    told, stored = _shown(new), _shown(old)
    found = Label(f"{year}年“{told}”，库里是“{stored}”", f"{year}: {told}, stored is {stored}")
    return Problem(file, line, heading, found, WHICH)


def _shown(value: Any) -> str:
    """A stored value as a file writes it."""
    if value is None:
        return "/"
    return f"{value:.15g}" if isinstance(value, float) else quoted(str(value))
