"""The school beside the one it is held against: two dots a row, and the lead at its end."""

from __future__ import annotations

import altair as alt
import pandas as pd

from charts import axes
from charts.controls import DRAWN, faded, of_members
from charts.form import MANY_YEARS
from charts.palette import ROW_HEIGHT, Palette
from frames import years_held
from schema import Language, Measure


def pair(frame: pd.DataFrame, school: Measure, other: Measure, language: Language, palette: Palette) -> list[alt.Chart]:
    """A row a member and year, in the members' own order; of many years only the present one."""
    least, _, ticks = axes.window(pd.concat([frame["school"], frame["other"]]), school)
    x_axis = alt.Axis(
        values=ticks,
        title=axes.title(school, language, least).replace(school.label.text(language), _both(school, other, language)),
    )
    scale = alt.Scale(domain=[ticks[0], ticks[-1]], nice=False, zero=False)
    years = len(years_held(frame))
    shown, drawn = (years, DRAWN) if years < MANY_YEARS else (1, "datum.year == now")
    height = axes.rows(frame["member"].nunique() * shown, ROW_HEIGHT)
    base = (
        of_members(alt.Chart(axes.sides(frame, school, other, language), height=height).transform_filter(drawn), frame)
        .transform_calculate(row="datum.member + '  ' + toString(datum.year)", place="datum.order * 10000 + datum.year")
        .encode(
            y=alt.Y(
                "row:N",
                sort=alt.EncodingSortField("place", op="min", order="ascending"),
                title=None,
                axis=alt.Axis(grid=False),
            ),
            opacity=faded(frame),
        )
    )
    rules = base.mark_rule(strokeWidth=4).encode(
        x=alt.X("school:Q", scale=scale, axis=x_axis), x2="other:Q", color=alt.value(palette.rule)
    )
    dots = [
        base.mark_point(filled=True, size=190, opacity=1, cursor="pointer").encode(
            x=alt.X(f"{field}:Q", scale=scale, axis=x_axis),
            color=axes.side(field, school, other, language, palette),
            tooltip=axes.tooltip(language, ("school", school), ("other", other)),
        )
        for field in ("other", "school")
    ]
    words = base.mark_text(align="left", dx=14).encode(
        x=alt.value(alt.expr("width")),
        text=alt.Text("difference:Q", format="+.2f"),
        color=alt.condition("datum.difference < 0", alt.value(palette.worse), alt.value(palette.better)),
    )
    return [rules, *dots, words]


def _both(school: Measure, other: Measure, language: Language) -> str:
    return ("与" if language == "zh" else " and ").join((school.label.text(language), other.label.text(language)))
