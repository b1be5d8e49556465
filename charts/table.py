"""Many members by many years: a table of figures, shaded by their size."""

from __future__ import annotations

import altair as alt
import pandas as pd

from charts import axes
from charts.controls import ends, faded, spanned, with_gaps
from charts.lines import names_of
from charts.palette import Palette
from schema import Language, Measure


def table(frame: pd.DataFrame, measure: Measure, language: Language, palette: Palette) -> list[alt.Chart]:
    """A row a member, the best first, a column a year, the figure in each cell; a year not stored is empty."""
    whole = with_gaps(frame, names_of(frame))
    count = whole["member"].nunique()
    digits = max((len(f"{one:,.{measure.decimals[1]}f}") for one in frame["value"].dropna()), default=1)
    best = "-datum.last" if measure.better == "lower" else "datum.last"
    shown = spanned(ends(alt.Chart(whole, height=axes.rows(count, 32)), whole), whole).transform_calculate(
        lead=f"datum.whole ? 1e15 : datum.own_now == now ? {best} : -1e15"
    )
    base = shown.encode(
        x=alt.X(
            "year:O",
            title=measure.title(language),
            axis=alt.Axis(
                orient="top",
                labelAngle=0,
                labelOverlap="greedy",
                labelExpr=axes.short_year("width / max(1, length(domain('x')))"),
                grid=False,
                titleAnchor="start",
            ),
        ),
        y=axes.members(axes.by("lead")),
        opacity=faded(whole),
    )
    pale, deep = (palette.heat, palette.paper) if measure.kind == "rank" else (palette.paper, palette.heat)
    low, high = float(frame["value"].min()), float(frame["value"].max())
    cells = (
        base.transform_filter("isValid(datum.value)")
        .mark_rect(cursor="pointer", stroke=palette.paper, strokeWidth=1)
        .encode(
            color=alt.Color(
                "value:Q",
                scale=alt.Scale(domain=[low, high], range=[pale, deep], type="linear", interpolate="rgb"),
                legend=None,
            ),
            tooltip=axes.tooltip(language, ("value", measure)),
        )
    )
    room = f"width / max(1, length(domain('x'))) / {digits} / 0.6"
    figures = (
        base.transform_filter("isValid(datum.value)")
        .mark_text(fontSize=alt.ExprRef(f"clamp({room}, 9, 14)"), color=palette.ink)
        .encode(text=alt.Text("value:Q", format=axes.number_format(measure)))
    )
    return [cells, figures]
