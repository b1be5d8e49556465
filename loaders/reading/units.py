"""Units as they are written: which one a cell or a heading states, and whether it is the one that a measure is in."""

from __future__ import annotations

import re
from functools import cache

from loaders.files.sheet import Line
from loaders.files.text import folded
from schema import PERCENT, Label, Measure, Unit

COUNTING = {
    "个", "人", "名", "位", "项", "件", "所", "家", "篇", "册", "本", "台", "场", "门", "次", "人次", "批次", "批",
    "处", "座", "间", "套", "种", "支", "组",
}  # fmt: skip
STATED = COUNTING | {
    "元", "千元", "万元", "亿元", "元/月", "元/年", "元/生", "元/人", "分", "%", "‰", "个百分点", "百分点", "学时",
    "课时", "小时", ":1", "个/生", "册/生", "人日", "Mbps", "TB", "亩", "平方米", "万平方米", "m²", "㎡",
}  # fmt: skip
PER_HEAD = re.compile(r"/(学?生|人)$")
MAGNITUDE = re.compile(r"^[十百千万亿]+")
FULL_NAMES = {"百分比": "%", "百分数": "%", "percent": "%", "per cent": "%"}


def unit_in(written: str) -> str:
    """The unit that a cell states and nothing else: 单位：万元, (%), 元; empty where it says more, or no unit."""
    told = re.sub(r"^(计量)?单位\s*:?\s*", "", folded(written).strip("()[] "))
    told = FULL_NAMES.get(told.casefold(), told)
    return told if told in STATED else ""


def units_of(line: Line) -> dict[int, str]:
    """The units by their places in a line that holds nothing else; empty for any other line."""
    told = {place: unit_in(cell) for place, cell in enumerate(line.cells, 1) if cell.strip()}
    return told if told and all(told.values()) else {}


def fits(written: str, measure: Measure) -> bool:
    """Whether a written unit may stand at a figure of the measure: its own, or for a count any counting word."""
    told = FULL_NAMES.get(written.casefold(), written.casefold())
    own = own_names(measure.unit)
    if told in own or (measure.kind == "ratio" and told == ":1"):
        return True
    if PER_HEAD.search(told) and re.search("生均|人均", measure.label.zh):
        return PER_HEAD.sub("", told) in own
    return told in COUNTING and (not own or bool(own & COUNTING))


@cache
def own_names(unit: Unit) -> frozenset[str]:
    """The ways to write a declared unit."""
    names = (text for label in (unit.label, unit.in_header) for text in (label.zh, label.en))
    told = frozenset(folded(name).casefold() for name in names if name)
    return told | ({"%"} if unit == PERCENT else frozenset())


def contradicts(written: str, measure: Measure) -> bool:
    """Whether a unit over a whole table is another size of the measure's own: 万元 over a measure in 元."""
    return not fits(written, measure) and any(_kind(written) == _kind(own) for own in own_names(measure.unit))


def _kind(unit: str) -> str:
    return MAGNITUDE.sub("", unit) or unit


def wrong(measure: Measure) -> Label:
    """What is expected where another unit is written."""
    wanted = measure.unit.in_header
    if not wanted.zh:
        return Label("这一项没有单位", "this figure has no unit")
    return Label(f"单位应为“{wanted.zh}”", f"the unit expected is “{wanted.en or 'none'}”")
