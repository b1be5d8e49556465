"""The change of a measure: a row a member with its two years and the way between them."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from charts import axes
from charts.controls import ends, faded, year_colour
from charts.palette import ROW_HEIGHT, Palette
from schema import Language, Measure


def dumbbell(frame: pd.DataFrame, measure: Measure, language: Language, palette: Palette) -> list[alt.Chart]:
    """A dot for each of the two years, a bar between them, the present value and the change at the row's end."""
    least, most, ticks = axes.reaching(frame["value"], measure)
    x_axis = alt.Axis(values=ticks, title=axes.title(measure, language, least), format=axes.tick_format(measure))
    scale = alt.Scale(domain=[least, most], nice=False, zero=False)
    height = axes.rows(frame["member"].nunique(), ROW_HEIGHT)
    base = (
        ends(alt.Chart(frame, height=height), frame)
        .transform_filter("datum.year == datum.own_now || datum.year == datum.own_before")
        .transform_calculate(role="datum.year == datum.own_now && datum.own_now == now ? 'last' : 'earlier'")
        .encode(y=axes.members(axes.by("rising")))
    )
    bars = (
        base.transform_filter("isValid(datum.change) && datum.change != 0")
        .mark_rule(strokeWidth=4, strokeCap="round")
        .encode(
            x=alt.X("first:Q", scale=scale, axis=x_axis),
            x2="last:Q",
            color=direction(measure, palette),
            opacity=faded(frame, 0.55),
        )
    )
    dots = base.mark_point(filled=True, size=190, opacity=1, cursor="pointer").encode(
        x=alt.X("value:Q", scale=scale, axis=x_axis),
        color=year_colour(palette),
        shape=alt.condition("datum.whole", alt.value("diamond"), alt.value("circle")),
        opacity=faded(frame),
        tooltip=axes.tooltip(language, ("value", measure)),
        order=alt.Order("year:Q"),
    )
    lines = axes.held_against(measure, (least, most), language, palette, "x")
    return [bars, dots, at_end(base, frame, measure, palette), *lines]


def at_end(chart: alt.Chart, frame: pd.DataFrame, measure: Measure, palette: Palette) -> alt.Chart:
    """Each member's present figure and its change, at the right of its row; a year of its own is named."""
    value = f"format(datum.last, '{axes.number_format(measure)}')"
    signed = f"datum.change == 0 ? '±0' : format(datum.change, '{axes.change_format(measure)}')"
    own = "toString(datum.own_before) + '→' + toString(datum.own_now)"
    return (
        chart.transform_filter("datum.year == datum.own_now")
        .transform_calculate(
            moved=f"isValid(datum.change) ? '   ' + ({signed}) : ''",
            named=f"isValid(datum.change) ? (datum.own_now == now && datum.own_before == before ? '' : '  ' + {own})"
            " : datum.own_now == now ? '' : '  ' + toString(datum.own_now)",
        )
        .transform_calculate(words=f"{value} + datum.moved + datum.named")
        .mark_text(align="left", dx=14)
        .encode(x=alt.value(alt.expr("width")), text="words:N", color=direction(measure, palette), opacity=faded(frame))
    )


def direction(measure: Measure, palette: Palette) -> Any:
    """The colour of a change: better or worse as declared, plain where there is no better, or no change."""
    if measure.better is None:
        return alt.value(palette.ink)
    good, bad = (">", "<") if measure.better == "higher" else ("<", ">")
    worse = alt.when(f"isValid(datum.change) && datum.change {bad} 0").then(alt.value(palette.worse))
    better = worse.when(f"isValid(datum.change) && datum.change {good} 0").then(alt.value(palette.better))
    return better.otherwise(alt.value(palette.ink))
