"""Ranks: the best on top, a column a member, the way from the first chosen year to the last."""

from __future__ import annotations

from textwrap import wrap

import altair as alt
import pandas as pd

from charts import axes
from charts.controls import DRAWN, ends, faded, roles, year_colour
from charts.palette import Palette
from frames import JOINT
from schema import Language, Measure


def ranks(frame: pd.DataFrame, measure: Measure, language: Language, palette: Palette) -> list[alt.Chart]:
    lowest = max(int(frame["value"].max()), 3)
    frame = frame.assign(member=frame["member"].map(_in_lines))
    scale = alt.Scale(domain=[0.5, lowest + 0.5], reverse=True, nice=False, zero=False)
    axis = alt.Axis(
        values=list(range(1, lowest + 1, max(1, lowest // 10))),
        format="d",
        title=f"{measure.label.text(language)}{'（1 为最好）' if language == 'zh' else ' (1 is best)'}",
    )
    chart = alt.Chart(frame, height=max(70 * min(lowest, 6), 210))
    base = roles(ends(chart, frame).transform_filter(DRAWN)).encode(
        x=alt.X(
            "member:N",
            sort=alt.EncodingSortField("order", op="min", order="ascending"),
            title=None,
            axis=alt.Axis(labelExpr="split(datum.label, '\\n')", labelAngle=0),
            scale=alt.Scale(padding=0.4),
        ),
    )
    ways = (
        base.transform_filter("isValid(datum.change) && datum.role == 'last'")
        .mark_rule(strokeWidth=3, xOffset=0)
        .encode(y=alt.Y("first:Q", scale=scale, axis=axis), y2="last:Q", color=alt.value(palette.rule))
    )
    dots = base.mark_point(filled=True, size=620, opacity=1, cursor="pointer").encode(
        y=alt.Y("value:Q", scale=scale, axis=axis),
        xOffset=alt.XOffset("year:O"),
        color=year_colour(palette),
        opacity=faded(frame),
        tooltip=axes.tooltip(language, ("value", measure)),
    )
    words = base.mark_text(fontWeight="bold").encode(
        y=alt.Y("value:Q", scale=scale, axis=axis),
        xOffset=alt.XOffset("year:O"),
        text=alt.Text("value:Q", format="d"),
        color=alt.value(palette.paper),
        opacity=faded(frame),
    )
    return [ways, dots, words]


def _in_lines(member: str) -> str:
    """A name in short lines, one for each key and as many as its words need."""
    return "\n".join(line for part in member.split(JOINT) for line in wrap(part, 12, break_long_words=False))
