"""Notebooks: an ordered list of cells, each something pinned from a page, with the words written beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal, Self
from uuid import uuid4

from schema.columns import DeclarationError

CellKind = Literal["view", "figures", "table", "finding", "text"]
KINDS: tuple[CellKind, ...] = ("view", "figures", "table", "finding", "text")
LONGEST_TITLE = 300
LONGEST_WORDS = 20_000


def new_id() -> str:
    return uuid4().hex[:12]


@dataclass(frozen=True)
class Cell:
    """One thing pinned, with its filter and the words beside it.

    `subject` says what, by kind: the name of a view of `chapter`, the ids of indicators joined by commas, the id of a
    dataset of `chapter`, the id of an audit finding (empty for all of the years), nothing for text. `years` are the
    chosen years (the newest two where empty), `shown` the values kept of the chapter's main key (all where empty),
    `pick` the one highlighted; `expected` draws next year's expected range beside lines. An empty `title` is the
    sentence computed. `words` and `notes` are Markdown; nothing in them is ever run. A cell is live, or `frozen` at a
    release; `written_at` is the release its words were written at.
    """

    kind: CellKind
    subject: str = ""
    chapter: str = ""
    years: tuple[int, ...] = ()
    shown: tuple[str, ...] = ()
    pick: str = ""
    expected: bool = False
    title: str = ""
    words: str = ""
    notes: str = ""
    frozen: int | None = None
    written_at: int = 0
    id: str = field(default_factory=new_id)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise DeclarationError(f"{self.kind!r} is no kind of cell")
        if len(self.title) > LONGEST_TITLE or max(len(self.words), len(self.notes)) > LONGEST_WORDS:
            raise DeclarationError(f"a title has at most {LONGEST_TITLE} characters, words at most {LONGEST_WORDS}")


@dataclass(frozen=True)
class Notebook:
    """An ordered list of cells under a title. Every change gives a new notebook; ids that it lacks change nothing."""

    title: str
    cells: tuple[Cell, ...] = ()
    id: str = field(default_factory=new_id)

    def __post_init__(self) -> None:
        if not self.title.strip() or len(self.title) > LONGEST_TITLE:
            raise DeclarationError(f"a notebook's title has 1 to {LONGEST_TITLE} characters")
        ids = [cell.id for cell in self.cells]
        if len(ids) != len(set(ids)):
            raise DeclarationError(f"notebook {self.id}: two cells have one id")

    def retitled(self, title: str) -> Self:
        return replace(self, title=title)

    def added(self, cell: Cell, after: str | None = None) -> Self:
        """With a cell after the one named, or at the end."""
        place = next((at + 1 for at, one in enumerate(self.cells) if one.id == after), len(self.cells))
        return replace(self, cells=(*self.cells[:place], cell, *self.cells[place:]))

    def changed(self, cell: str, change: Callable[[Cell], Cell]) -> Self:
        return replace(self, cells=tuple(change(one) if one.id == cell else one for one in self.cells))

    def moved(self, cell: str, by: int) -> Self:
        """With a cell `by` places further down (up where negative), no further than the ends."""
        place = next((at for at, one in enumerate(self.cells) if one.id == cell), None)
        if place is None:
            return self
        rest = [*self.cells[:place], *self.cells[place + 1 :]]
        rest.insert(max(0, min(len(rest), place + by)), self.cells[place])
        return replace(self, cells=tuple(rest))

    def duplicated(self, cell: str) -> Self:
        """With a copy of a cell below it."""
        found = next((one for one in self.cells if one.id == cell), None)
        return self if found is None else self.added(replace(found, id=new_id()), after=cell)

    def removed(self, cell: str) -> Self:
        return replace(self, cells=tuple(one for one in self.cells if one.id != cell))

    def copied(self, title: str) -> Self:
        """A notebook of its own with the same cells."""
        return replace(self, id=new_id(), title=title)
