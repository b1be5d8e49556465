"""Findings that are one trouble to a reader are one finding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from insights.findings import Finding
from schema import Label

SAME = {
    "quotient": Label(
        "还有 {count} 个比率也是同一个人数对不上", "{count} more of the rates do not fit the same count"
    ),
    "total_row": Label("同一张表的合计还有 {count} 处对不上", "{count} more totals of the same table do not fit"),
    "change_unit": Label("同一节还有 {count} 处", "{count} more in the same section"),
}


def merged(found: Iterable[Finding]) -> list[Finding]:
    """The findings, those of one trouble joined under the first of them."""
    troubles: dict[object, list[Finding]] = {}
    for one in found:
        troubles.setdefault(one.trouble or one.id, []).append(one)
    return [held[0] if len(held) == 1 else _joined(held) for held in troubles.values()]


def _joined(held: Sequence[Finding]) -> Finding:
    ordered = sorted({one.id: one for one in held}.values(), key=lambda one: (-one.weight, one.numbers))
    first, *others = ordered
    if not others:
        return first
    more = SAME[first.kind]
    said = Label(
        f"{first.said.zh}{more.zh.format(count=len(others))}：{''.join(one.said.zh for one in others)}",
        f"{first.said.en} {more.en.format(count=len(others))}: {' '.join(one.said.en for one in others)}",
    )
    return replace(first, said=said, doubles=tuple(others))
