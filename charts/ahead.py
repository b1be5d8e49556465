"""Next year's expected range beside the end of a line, where the frame has one (`insights.expected.with_expected`).

Each row has the range of the year after its own, so the present year says which are drawn, whatever is chosen; `ahead`
is 1 where there are any.
"""

from __future__ import annotations

import altair as alt
import pandas as pd

from charts import axes
from schema import Language, Measure

ENDS = ("expected_low", "expected_high")
BESIDE = 0.3  # of a year: as far as the ranges of several members stand apart
THERE = "datum.year == now && isValid(datum.expected)"
WORDS = {"zh": "预期", "en": "exp."}
NAMES = {
    "zh": ("预期范围 低", "预期范围 高", "回推过去各年，平均差"),
    "en": ("Expected, low", "Expected, high", "Off by, in past years"),
}


def is_asked(frame: pd.DataFrame) -> bool:
    return "expected" in frame


def parameters(frame: pd.DataFrame) -> list[alt.Parameter]:
    if not is_asked(frame):
        return []
    years = sorted({int(year) for year in frame.loc[frame["expected"].notna(), "year"]})
    return [alt.param(name="ahead", expr=f"indexof({years}, now) >= 0 ? 1 : 0")]


def last(frame: pd.DataFrame) -> str:
    """The last year of an axis, as an expression."""
    return "(now + ahead)" if is_asked(frame) else "now"


def last_words(frame: pd.DataFrame, language: Language) -> str:
    """That year in words."""
    return f"now + ahead + (ahead ? ' {WORDS[language]}' : '')" if is_asked(frame) else "now"


def values(frame: pd.DataFrame) -> pd.Series:
    """Every figure that the axis has room for."""
    return pd.concat([frame["value"], *(frame[end] for end in ENDS if end in frame)])


def placed(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with `aside`, how far before its year the range of each member stands, so that none hides another."""
    if not is_asked(frame):
        return frame
    names = list(dict.fromkeys(frame.loc[frame["expected"].notna(), "member"]))
    apart = {name: BESIDE * (place + 1 - len(names)) / max(1, len(names) - 1) for place, name in enumerate(names)}
    return frame.assign(aside=frame["member"].map(apart).fillna(0.0))


def tooltip(measure: Measure, language: Language) -> list[alt.Tooltip]:
    shown = zip((*ENDS, "expected_error"), NAMES[language], strict=True)
    own = [alt.Tooltip(f"{field}:Q", title=title, format=axes.number_format(measure)) for field, title in shown]
    return [
        alt.Tooltip("member:N", title=axes.MEMBER[language]),
        alt.Tooltip("following:Q", title=axes.YEAR[language], format="d"),
        *own,
    ]
