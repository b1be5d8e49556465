"""The figures that running text states: where each stands, what it comes to, and in which unit it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.files.text import FULL_WIDTH
from schema import PERCENT, Measure

NUMERALS = {letter: number for number, letter in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
TENS = {"十": 10, "百": 100, "千": 1_000}
MYRIADS = {"万": 10_000, "亿": 100_000_000}
COUNTERS = tuple("个项种大门条次处类批家所台场篇册本件支间届期轮金银上登")
PEOPLE = ("人次", "人", "名", "位")
MONEY = {"元": 1, "万": 10_000, "万元": 10_000, "亿": 100_000_000, "亿元": 100_000_000}
AREA = {"平方米": 1, "万平方米": 10_000}
OTHER = (*AREA, "个百分点", "批次", "学时", "小时", "TB", "亩", "分", "年", "%")
UNITS = sorted((*COUNTERS, *PEOPLE, *MONEY, *OTHER), key=len, reverse=True)
DIGITS = r"\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?"
FIGURE = re.compile(
    rf"(?P<rank>第)?(?:(?P<digits>{DIGITS})(?P<plus>\+\d+)?|(?P<words>[一二两三四五六七八九十百千万]+))"
    rf"(?P<ratio>:1(?!\d))?(?P<more>[余多几])?(?P<myriad>[万亿](?!元|平方米))?(?P<unit>{'|'.join(UNITS)})?(?P<end>以上|左右|余|多)?",
    re.ASCII,
)
NO_FIGURE = re.compile(r"年|级|版|月|日|届|号|等奖|-\d|:\d|\.\d|五规划")


@dataclass(frozen=True)
class Stated:
    """A figure in a text from `start` to `end`; `unit` is empty where none stands behind it."""

    start: int
    end: int
    text: str
    value: float
    unit: str
    is_rank: bool = False
    is_ratio: bool = False
    is_round: bool = False  # 余, 多, 以上: the text says more than the number

    def as_(self, measure: Measure, is_named: bool = False) -> float | None:
        """The value in the measure's unit; None where the figure counts something else. Where the words say plainly
        what is counted (`is_named`), any counting word will do: 4 位名师 are four studios."""
        if self.is_rank or measure.kind == "rank":
            return self.value if self.is_rank and measure.kind == "rank" else None
        if self.is_ratio or measure.kind == "ratio":
            return self.value if self.is_ratio and measure.kind == "ratio" else None
        wanted = measure.unit.label.zh
        for scale in (MONEY, AREA):
            if wanted in scale:
                factor = scale.get(self.unit)
                return round(self.value * factor / scale[wanted], 6) if factor else None
        is_count = is_named and wanted in (*COUNTERS, *PEOPLE) and self.unit in (*COUNTERS, *PEOPLE)
        return self.value if is_count or _counts(self.unit, wanted, measure) else None


def _counts(written: str, wanted: str, measure: Measure) -> bool:
    """Whether a thing counted in the unit that is written may be counted in the unit wanted."""
    if written == wanted:
        return True
    if measure.unit == PERCENT or written == "%":
        return False
    if wanted in PEOPLE:
        return written in PEOPLE
    return written in COUNTERS and (wanted in COUNTERS or wanted == "")


def folded_with_places(text: str) -> tuple[str, list[int]]:
    """The text in ASCII forms and without spaces, and where each of its letters stood."""
    kept = [(letter, at) for at, letter in enumerate(text.translate(FULL_WIDTH)) if not letter.isspace()]
    return "".join(letter for letter, _ in kept), [at for _, at in kept]


def stated(text: str) -> Iterator[Stated]:
    """Every figure of a folded text that counts something; years, dates and names of things are none."""
    for found in FIGURE.finditer(text):
        one = _stated(found)
        before = text[found.start() - 1 : found.start()]
        if one is not None and (not before.isascii() or before in ("", *",;:()")):
            yield one


def _stated(found: re.Match[str]) -> Stated | None:
    unit = found["unit"] or found["myriad"] or ""
    rest = found.string[found.end("digits") if found["digits"] else found.end("words") :]
    if found["digits"]:
        if unit != "年" and NO_FIGURE.match(rest) and not found["ratio"]:
            return None
        value = float(found["digits"].replace(",", "")) + float((found["plus"] or "+0")[1:])
    elif not (found["rank"] or unit) or rest.startswith("等奖"):
        return None
    if found["rank"] and unit not in ("", *PEOPLE):
        return None  # 第七届 is a name
    if not found["digits"]:
        value = number(found["words"])
    if found["myriad"] and found["unit"]:
        value *= MYRIADS[found["myriad"]]
    if unit == "年" and found["digits"]:
        return None
    return Stated(
        found.start(),
        found.end(),
        found[0],
        value,
        unit,
        bool(found["rank"]),
        bool(found["ratio"]),
        bool(found["more"] or found["end"] or found["plus"]),
    )


def number(words: str) -> float:
    """What Chinese numerals come to: 十二 is 12, 五万 is 50 000, 千 is 1 000."""
    total = section = digit = 0
    for letter in words:
        if letter in NUMERALS:
            digit = NUMERALS[letter]
        elif letter in TENS:
            section, digit = section + (digit or 1) * TENS[letter], 0
        else:
            total, section, digit = total + ((section + digit) or 1) * MYRIADS[letter], 0, 0
    return float(total + section + digit)
