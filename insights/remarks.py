"""Findings beside the sentences and cells that they speak of."""

from __future__ import annotations

from dataclasses import dataclass

from insights.findings import Finding
from schema import Label

QUOTED = Label(
    "已存年份里本来就有的（稿子只是引用，不算稿子的问题）：",
    "In the stored years already (the draft only quotes them; not counted as the draft's):",
)


@dataclass(frozen=True)
class Spot:
    """Where a figure stands in a draft: its paragraph as the document counts them (0: in no document), from `start`
    to `end` of its words where it is a sentence's; `words` are what stands there, the figure marked."""

    paragraph: int
    start: int
    end: int
    words: str
    where: Label


@dataclass(frozen=True)
class Remark:
    """A finding, and where its figures stand."""

    finding: Finding
    spots: tuple[Spot, ...]
