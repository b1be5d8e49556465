"""How a finding speaks: a statement in a sentence, how far two are apart, and what a gap often comes from."""

from __future__ import annotations

from collections.abc import Sequence

from insights.findings import Statement, of_section
from schema import Label


def sentence(zh: str, en: str) -> Label:
    """What is wrong, as a sentence: the English one begins with a capital, whatever label stands first in it."""
    return Label(zh, en[:1].upper() + en[1:])


def says(one: Statement) -> Label:
    """A statement as part of a sentence: 在校生是 4,902人（第 1.2 节）."""
    where = of_section(one.section)
    name = one.label.en if "“" in one.label.en else f"“{one.label.en}”"
    return Label(f"{one.label.zh}是 {one.shown('zh')}（{where.zh}）", f"{name} is {one.shown('en')} ({where.en})")


def named(one: Statement) -> Label:
    """A statement as a thing that a sentence speaks of: 在校生 4,902人（第 1.2 节）."""
    where = of_section(one.section)
    return Label(f"{one.label.zh} {one.shown('zh')}（{where.zh}）", f"“{one.label.en}”, {one.shown('en')} ({where.en})")


def side_by_side(one: Statement, other: Statement) -> Label:
    """Two statements in one clause; one thing that is said in two places is named once."""
    if one.label != other.label:
        first, second = says(one), says(other)
        return Label(f"{first.zh}，而{second.zh}", f"{first.en}, but {second.en}")
    at, there = of_section(one.section), of_section(other.section)
    return Label(
        f"{one.label.zh}在{at.zh}是 {one.shown('zh')}，在{there.zh}是 {other.shown('zh')}",
        f"“{one.label.en}” is {one.shown('en')} in {at.en} but {other.shown('en')} in {there.en}",
    )


def written(value: float) -> str:
    return f"{value:,.10g}"


def gap(apart: float, ones: Sequence[float], addends: Sequence[float]) -> Label:
    """What often makes numbers differ by so much: an addend left out or counted twice, digits changed about, a slip."""
    matching = next((place for place, value in enumerate(addends, 1) if value == apart and len(addends) > 1), None)
    if matching is not None:
        return Label(
            f"差额 {written(apart)} 恰好是第 {matching} 项，可能多算或漏算了它；也请核对总数",
            f"the gap of {written(apart)} is just addend number {matching}: it may be counted twice or left out;"
            " check the whole too",
        )
    if len(ones) == 2 and digits_swapped(*ones):
        return Label(
            f"两数相差 {written(apart)}，数字相同而顺序不同，多半有一处写颠倒；请核对原始数据",
            f"they are {written(apart)} apart and have the same digits in another order: one is most likely"
            " mistyped; check the source",
        )
    if len(addends) > 1:
        return Label(
            f"两数相差 {written(apart)}；多半是漏列、多列了一项，或总数没有更新：请对照名单，或写明总数还包括什么",
            f"they are {written(apart)} apart; most likely an addend is missing or extra, or the whole is old: check"
            " the list, or say what else the whole counts",
        )
    return Label(
        f"两数相差 {written(apart)}；多半是一处没有更新，或两处统计范围、时点不同：核对原始名单后统一，或写明各指什么",
        f"they are {written(apart)} apart; most likely one was not brought up to date, or they count at another time"
        " or scope: check the source, then use one figure or say what each counts",
    )


def too_large(apart: float, addends: Sequence[float]) -> Label:
    """What often makes a part larger than its whole."""
    if len(addends) > 1:
        return Label(
            f"多出 {written(apart)}；多半是有一项填错或重复计入，或总数没有更新：请逐项核对",
            f"it is {written(apart)} too large; most likely one addend is mistyped or counted twice, or the whole is"
            " old: check each",
        )
    return Label(
        f"多出 {written(apart)}；多半是其中一个填错，或两数统计范围、时点不同：请核对这两个数，或写明各指什么",
        f"it is {written(apart)} too large; most likely one of the two is mistyped, or they count at another time or"
        " scope: check both, or say what each counts",
    )


def digits_swapped(one: float, other: float) -> bool:
    first, second = written(one), written(other)
    return first != second and sorted(first) == sorted(second)


def is_slip(told: float, right: float) -> bool:
    """Whether one wrong key makes the one of the other: another digit, one lost or twice, two changed about."""
    one, other = f"{told:.10g}", f"{right:.10g}"
    if len(one) != len(other):
        short, long = sorted((one, other), key=len)
        return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    unlike = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(unlike) == 1 or (len(unlike) == 2 and unlike[1] - unlike[0] == 1 and digits_swapped(told, right))
