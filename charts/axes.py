"""Axes, number formats and tooltips, as a measure's declaration gives them."""

from __future__ import annotations

import math

import altair as alt
import pandas as pd

from schema import Language, Measure

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


def _round_step(rough: float) -> float:
    power = 10 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)


def title(measure: Measure, language: Language, start: float = 0) -> str:
    """The axis title; an axis that does not start at zero says where it starts."""
    text = measure.title(language)
    if start == 0:
        return text
    return f"{text}，坐标从 {start:g} 起" if language == "zh" else f"{text}, axis starts at {start:g}"


def members(sort: alt.EncodingSortField) -> alt.Y:
    """The vertical axis of members; a name with line breaks takes several lines."""
    return alt.Y("member:N", sort=sort, title=None, axis=alt.Axis(labelExpr="split(datum.label, '\\n')", grid=False))


def by(field: str, *, descending: bool = True) -> alt.EncodingSortField:
    return alt.EncodingSortField(field=field, op="max", order="descending" if descending else "ascending")


def tooltip(language: Language, *shown: tuple[str, Measure]) -> list[alt.Tooltip]:
    """Member, year, and each field in its measure's words and format."""
    return [
        alt.Tooltip("member:N", title=MEMBER[language]),
        alt.Tooltip("year:Q", title=YEAR[language], format="d"),
        *(alt.Tooltip(f"{field}:Q", title=m.title(language), format=number_format(m)) for field, m in shown),
    ]
