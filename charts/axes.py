"""Axes, number formats and tooltips, as a measure's declaration gives them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Literal

import altair as alt
import pandas as pd

from charts.palette import Palette
from schema import Language, Measure

TALLEST = 900.0  # pixels of rows: with axis and legend no more than a screen and a half
LINE_HEIGHT = 18  # pixels between the names of two lines
MOST_WIDENED = 3  # times its own range, for a line that a measure is held against
LEAST_ROW = 17.0  # pixels, where a name still has its line
YEAR = {"zh": "年份", "en": "Year"}
MEMBER = {"zh": "名称", "en": "Name"}


def number_format(measure: Measure) -> str:
    """The d3 format of a measure's values: grouped, with its fewest and most decimals."""
    fewest, most = measure.decimals
    return f",.{most}f" if fewest == most else f",.{most}~f"


def tick_format(measure: Measure) -> str:
    """The d3 format of an axis: grouped, with no more decimals than it needs."""
    return f",.{measure.decimals[1]}~f"


def change_format(measure: Measure) -> str:
    """The d3 format of a change: like a value, with its sign."""
    return "+" + number_format(measure)


def window(values: pd.Series, measure: Measure) -> tuple[float, float, list[float]]:
    """A readable range for values far from zero: round ends around them within the declared range, and its ticks."""
    low, high = float(values.min()), float(values.max())
    step = _round_step((high - low) / 4 or 1)
    least, most = math.floor(low / step) * step, math.ceil(high / step) * step
    if measure.minimum is not None:
        least = max(least, measure.minimum)
    if measure.maximum is not None:
        most = min(most, measure.maximum)
    if least == most:
        least, most = least - step, most + step
    count = round((most - least) / step)
    return least, most, [round(least + place * step, 6) for place in range(count + 1)]


def reaching(values: pd.Series, measure: Measure) -> tuple[float, float, list[float]]:
    """The window of the values, and of the lines they are held against where those leave them room to differ."""
    found = window(values, measure)
    plain = found[1] - found[0]
    for line in measure.held_against:
        wide = window(pd.concat([values, pd.Series([line.value, found[0], found[1]])]), measure)
        if wide[1] - wide[0] <= MOST_WIDENED * plain:
            found = wide
    return found


def held_against(
    measure: Measure, ends: tuple[float, float], language: Language, palette: Palette, along: Literal["x", "y"]
) -> list[alt.Chart]:
    """The lines that the measure is held against, each with its name; of one beyond the axis the name and where it is.

    `along` is the axis of the figures, `ends` are its ends. A line without a verdict is drawn paler.
    """
    rows = [
        {
            "line": min(max(line.value, ends[0]), ends[1]),
            "name": line.label.text(language) + _beyond(line.value, ends, along),
            "there": ends[0] <= line.value <= ends[1],
            "ink": palette.ink if line.better is not None else palette.muted,
            "place": place,
        }
        for place, line in enumerate(measure.held_against)
    ]
    if not rows:
        return []
    lines = alt.Chart(pd.DataFrame(rows)).encode(color=alt.Color("ink:N", scale=None))
    if along == "y":
        rule = lines.encode(y="line:Q")
        words = rule.mark_text(align="left", dx=4, dy=-6, baseline="bottom").encode(x=alt.value(0), text="name:N")
    else:
        rule = lines.encode(x="line:Q")
        words = rule.mark_text(align="left", dx=6, baseline="bottom").encode(
            y=alt.Y("above:Q", scale=None), text="name:N"
        )
        words = words.transform_calculate(above=f"-8 - {LINE_HEIGHT} * datum.place")
    drawn = rule.transform_filter("datum.there").mark_rule(strokeWidth=2, strokeDash=[6, 4])
    return [drawn, words]


def _beyond(value: float, ends: tuple[float, float], along: Literal["x", "y"]) -> str:
    below, above = ("  ←", "  →") if along == "x" else ("  ↓", "  ↑")
    return "" if ends[0] <= value <= ends[1] else below if value < ends[0] else above


def _round_step(rough: float) -> float:
    power = 10 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)


def title(measure: Measure, language: Language, start: float = 0) -> str:
    """The axis title; an axis that does not start at zero says where it starts."""
    text = measure.title(language)
    if start == 0:
        return text
    return f"{text}，坐标从 {start:g} 起" if language == "zh" else f"{text}, axis starts at {start:g}"


def members(sort: alt.EncodingSortField, field: str = "member") -> alt.Y:
    """The vertical axis of members; a name with line breaks takes several lines."""
    return alt.Y(f"{field}:N", sort=sort, title=None, axis=alt.Axis(labelExpr="split(datum.label, '\\n')", grid=False))


def rows(count: int, most: float) -> alt.Step:
    """The height of each of so many rows: as wanted, or less where they would be too high."""
    return alt.Step(max(LEAST_ROW, min(most, TALLEST / max(count, 1))))


def spread(values: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Where the names of values stand: at the value, or as far off as keeps them apart and in the picture."""
    order = sorted(range(len(values)), key=lambda place: -values[place])
    placed: list[float] = []
    for place in order:
        placed.append(min(values[place], placed[-1] - gap) if placed else min(values[place], high))
    floor = low
    for at in range(len(placed) - 1, -1, -1):
        placed[at] = max(placed[at], floor)
        floor = placed[at] + gap
    return [placed[order.index(place)] for place in range(len(values))]


def short_year(room: str) -> str:
    """A year as a label, as ’09 where the `room` for each, an expression, is small."""
    return f"{room} < 42 ? '’' + slice(toString(datum.value), 2) : toString(datum.value)"


def in_lines(name: str, room: float) -> str:
    """A name in lines of no more than so many Chinese letters' width, broken at its spaces where it has some."""
    words = re.findall(r"\S+\s*", name) if any(letter.isspace() for letter in name) else [name]
    pieces = [word[at : at + int(room)] for word in words for at in range(0, len(word), int(room))]
    lines = [""]
    for piece in pieces:
        if lines[-1] and _breadth(lines[-1] + piece.rstrip()) > room:
            lines.append("")
        lines[-1] += piece
    return "\n".join(line.rstrip() for line in lines)


def _breadth(text: str) -> float:
    return sum(1.0 if ord(letter) > 0x2E7F else 0.56 for letter in text)


def by(field: str, *, descending: bool = True) -> alt.EncodingSortField:
    return alt.EncodingSortField(field=field, op="max", order="descending" if descending else "ascending")


def tooltip(language: Language, *shown: tuple[str, Measure]) -> list[alt.Tooltip]:
    """Member, year, and each field in its measure's words and format."""
    return [
        alt.Tooltip("member:N", title=MEMBER[language]),
        alt.Tooltip("year:Q", title=YEAR[language], format="d"),
        *(alt.Tooltip(f"{field}:Q", title=m.title(language), format=number_format(m)) for field, m in shown),
    ]


def sides(frame: pd.DataFrame, school: Measure, other: Measure, language: Language) -> pd.DataFrame:
    """The frame with the names of its two measures beside them, for a legend: no declared word enters an expression."""
    return frame.assign(school_name=school.label.text(language), other_name=other.label.text(language))


def side(field: str, school: Measure, other: Measure, language: Language, palette: Palette) -> alt.Color:
    """The colour of the school, or of the one it is held against."""
    names = [school.label.text(language), other.label.text(language)]
    return alt.Color(f"{field}_name:N", scale=alt.Scale(domain=names, range=[palette.school, palette.other]))
