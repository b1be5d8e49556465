"""Statements: what a school says about its own figures — targets, official lines, notes on a point, breaks.

All are one kind of thing: somebody says something of a dataset's column, of some or all of its members, for a year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from schema.columns import Better, DeclarationError, Label
from schema.notebooks import new_id

StatementKind = Literal["target", "line", "note", "break"]
KINDS: tuple[StatementKind, ...] = ("target", "line", "note", "break")
LONGEST_TEXT = 500
Members = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Statement:
    """What somebody says of a figure.

    `column` is a measure of the dataset, in the scorecard the indicator. `members` are key values by key id, none where
    the whole column is meant. `year` is the figure's year: of a target the year it is for, of a break the first year
    that means something else, of a line the year from which it holds (None: always). `value` and `better` are a
    target's or a line's; `text` is the reason, the note, the line's name; `source` is where a line comes from, `scope`
    for whom it holds; `is_certain` is False for a line whose source is not sure: it is drawn without a verdict.
    `office` answers for a target.
    """

    kind: StatementKind
    dataset: str
    column: str
    year: int | None = None
    members: Members = ()
    value: float | None = None
    better: Better | None = None
    text: str = ""
    source: str = ""
    scope: str = ""
    office: str = ""
    is_certain: bool = True
    id: str = field(default_factory=new_id)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise DeclarationError(f"{self.kind!r} is no kind of statement")
        if self.kind in ("target", "line") and self.value is None:
            raise DeclarationError(f"a {self.kind} has a value")
        if self.kind in ("target", "note", "break") and self.year is None:
            raise DeclarationError(f"a {self.kind} has a year")
        if self.kind in ("line", "note", "break") and not self.text.strip():
            raise DeclarationError(f"a {self.kind} has a text")
        if max(map(len, (self.text, self.source, self.scope, self.office))) > LONGEST_TEXT:
            raise DeclarationError(f"a text has at most {LONGEST_TEXT} characters")

    @property
    def place(self) -> tuple[Any, ...]:
        """What it speaks of: two statements of one kind and place say the same thing twice, or contradict."""
        return self.kind, self.dataset, self.column, self.members, self.year

    @property
    def name(self) -> Label:
        """What a target or a line is called where it is drawn."""
        if self.kind == "target":
            return Label(f"{self.year}年目标", f"Target {self.year}")
        if self.is_certain:
            return Label(self.text, self.text)
        return Label(f"{self.text}（来源待核）", f"{self.text} (source not certain)")

    def speaks_of(self, dataset: str, column: str, members: Mapping[str, str] | None = None) -> bool:
        """Whether it is of this column, and of these members (of the whole column where none are given)."""
        same = self.dataset == dataset and self.column == column
        return same and (not self.members or (members is not None and self.members == tuple(sorted(members.items()))))
