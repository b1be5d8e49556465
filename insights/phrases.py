"""Pieces of sentences in both languages, and how they are put together: whose years they speak of, and what there is
room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import pandas as pd

from insights.numbers import change, quantity
from insights.series import Fact
from schema import Label, Language, Measure

Years = tuple[int, ...]
TITLE = 66.0  # what stands in two lines of a heading at 1280 pixels, counted in Chinese characters
LEAD = 64.0  # and in two lines of a page's first sentence, beside its years
LATIN = 0.52  # the width of a letter of other scripts
ORDINALS = ("zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


@dataclass(frozen=True)
class Told:
    """A clause and the years that it speaks of: two that are compared, or one. `more` is added where there is room;
    an `optional` clause is dropped where there is none."""

    text: str
    years: Years
    more: str = ""
    optional: bool = False


def composed(told: Sequence[Told], asked: Sequence[int], language: Language, room: float, joint: str = "") -> str:
    """The clauses as one sentence. Years are named wherever they are not the first and the last asked for."""
    kept = list(told)
    while _width(kept) > room and (optional := [place for place, one in enumerate(kept) if one.optional]):
        del kept[optional[-1]]
    for place, one in enumerate(kept):
        longer = [*kept[:place], replace(one, text=one.text + one.more, more=""), *kept[place + 1 :]]
        if _width(longer) <= room:
            kept = longer
    said = []
    for years, group in groupby(sorted(kept, key=_newest), key=lambda one: one.years):
        clauses = (joint or comma(language)).join(one.text for one in group)
        said.append(clauses if years == named_by(asked) else under(years, clauses, language))
    return semicolon(language).join(said)


def _newest(one: Told) -> tuple[int, ...]:
    """Newest years first; a comparison before a single year."""
    return (-one.years[-1], -len(one.years), -one.years[0])


def _width(told: Sequence[Told]) -> float:
    return sum(wide(one.text) + 1 for one in told)


def wide(text: str) -> float:
    """How wide a text is, in Chinese characters."""
    return sum(1.0 if ord(letter) > 0x2E7F else LATIN for letter in text)


def named_by(asked: Sequence[int]) -> Years:
    """The years that a sentence need not name: the filter says them."""
    return tuple(sorted({asked[0], asked[-1]})) if asked else ()


def under(years: Years, clauses: str, language: Language) -> str:
    """Clauses with the years that they speak of."""
    return f"{when(years)}，{clauses}" if language == "zh" else f"{when_english(years)}: {clauses}"


def when(years: Years) -> str:
    return f"{years[-1]}年与{years[0]}年相比" if len(years) > 1 else f"{years[0]}年"


def when_english(years: Years) -> str:
    return f"From {years[0]} to {years[-1]}" if len(years) > 1 else f"In {years[0]}"


def comma(language: Language) -> str:
    return "，" if language == "zh" else ", "


def semicolon(language: Language) -> str:
    return "；" if language == "zh" else "; "


def space(language: Language) -> str:
    return "" if language == "zh" else " "


def listed(names: Sequence[str], language: Language) -> str:
    return ("、" if language == "zh" else ", ").join(names)


def together(names: Sequence[str], language: Language, most: int = 3) -> str:
    """The names, or the first of them and how many there are."""
    if len(names) <= most:
        return listed(names, language)
    some = listed(names[:most], language)
    return f"{some}等{len(names)}个" if language == "zh" else f"{some} and {len(names) - most} more"


def subject(name: str, measure: Measure, language: Language) -> str:
    """A member and its measure in one name; an indicator is its own name."""
    label = measure.label.text(language)
    return name if label == name else f"{name}{label}" if language == "zh" else f"{name} {label.lower()}"


def moved(name: str, row: pd.Series, measure: Measure, language: Language) -> str:
    """A member's way from `row["first"]` to `row["last"]` in a clause."""
    first, last = (quantity(row[end], measure, language) for end in ("first", "last"))
    own, value = subject(name, measure, language), row["change"]
    if value == 0:
        return f"{own}仍为{last}" if language == "zh" else f"{own} stayed at {last}"
    verb = way(measure, value > 0).text(language)
    by = change(value, measure, language)
    if measure.kind == "rank":
        return f"{own}由{first}{verb}至{last}" if language == "zh" else f"{own} {verb} from {first} to {last}"
    return (
        f"{own}由{first}{verb}至{last}（{by}）" if language == "zh" else f"{own} {verb} from {first} to {last} ({by})"
    )


def way(measure: Measure, is_up: bool) -> Label:
    """The verb of a movement; of a rank the smaller number is ahead."""
    if measure.kind == "rank":
        return Label("后移", "slipped") if is_up else Label("前移", "moved up")
    return Label("升", "rose") if is_up else Label("降", "fell")


def span(row: pd.Series, measure: Measure, language: Language) -> str:
    """A change and its ends, in brackets."""
    first, last = (quantity(row[end], measure, language) for end in ("first", "last"))
    by = change(row["change"], measure, language)
    return f"（{by}，{first}→{last}）" if language == "zh" else f" ({by}, {first} → {last})"


def of_history(fact: Fact, measure: Measure, language: Language) -> str:
    """A fact of a figure's history, to be added to its clause."""
    text = _FACTS["rank" if measure.kind == "rank" else "size"][fact.kind]
    if fact.kind == "leap":
        text = _LEAPS[fact.count]
    nth = ORDINALS[fact.count] if 0 <= fact.count < len(ORDINALS) else f"{fact.count}th"
    said = text.text(language).format(year=fact.year, count=fact.count, nth=nth)
    return f"{comma(language)}{said}"


_LEAPS = {
    1: Label("升幅为{year}年以来最大", "the largest yearly rise since {year}"),
    -1: Label("降幅为{year}年以来最大", "the largest yearly fall since {year}"),
}
_COMMON = {"leap": _LEAPS[1], "back": Label("回到{year}年的水平", "back at its {year} level")}
_FACTS = {
    "size": _COMMON
    | {
        "highest": Label("为{year}年以来最高", "the highest since {year}"),
        "lowest": Label("为{year}年以来最低", "the lowest since {year}"),
        "rising": Label("已连续{count}年上升", "up for the {nth} year running"),
        "falling": Label("已连续{count}年下降", "down for the {nth} year running"),
        "turned_up": Label("连降{count}年后首次回升", "the first rise after {count} years of falls"),
        "turned_down": Label("连升{count}年后首次下降", "the first fall after {count} years of rises"),
    },
    "rank": _COMMON
    | {
        "highest": Label("为{year}年以来最后", "the lowest place since {year}"),
        "lowest": Label("为{year}年以来最好", "the best place since {year}"),
        "rising": Label("已连续{count}年后移", "slipping for the {nth} year running"),
        "falling": Label("已连续{count}年前移", "moving up for the {nth} year running"),
        "turned_up": Label("连续前移{count}年后首次后移", "the first slip after {count} years of moving up"),
        "turned_down": Label("连续后移{count}年后首次前移", "the first move up after {count} years of slipping"),
    },
}
