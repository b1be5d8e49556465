"""Findings that are one trouble to a reader are one finding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from insights.findings import Finding
from schema import Label, Language

SAME = {
    "quotient": Label("还有 {count} 个比率也与同一个数对不上", "{count} more of the rates do not fit the same count"),
    "total_row": Label("同一张表的合计还有 {count} 处对不上", "{count} more totals of the same table do not fit"),
    "change_unit": Label("同一节还有 {count} 处", "{count} more in the same section"),
}
SHOULD_BE = Label("，应为 {value}", ", where {value} is right")


def merged(found: Iterable[Finding]) -> list[Finding]:
    """The findings, those of one trouble joined under the first of them."""
    troubles: dict[object, list[Finding]] = {}
    for one in found:
        troubles.setdefault(one.trouble or one.id, []).append(one)
    return [held[0] if len(held) == 1 else _joined(held) for held in troubles.values()]


def _joined(held: Sequence[Finding]) -> Finding:
    ordered = sorted({one.id: one for one in held}.values(), key=lambda one: -one.weight)
    first, *others = ordered
    if not others:
        return first
    more = SAME[first.kind]
    zh, en = ("；".join(_brief(one, "zh") for one in others), "; ".join(_brief(one, "en") for one in others))
    said = Label(
        f"{first.said.zh}{more.zh.format(count=len(others))}：{zh}。",
        f"{first.said.en} {more.en.format(count=len(others))}: {en}.",
    )
    return replace(first, said=said, doubles=tuple(others))


def _brief(one: Finding, language: Language) -> str:
    value = one.expected.text(language) if one.expected else one.other.shown(language)
    should = SHOULD_BE.text(language).format(value=value)
    return f"{one.one.label.text(language)} {one.one.shown(language)}{should}"
