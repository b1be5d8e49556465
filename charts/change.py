"""Charts of change: the dumbbell between two years, and the line over many."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import altair as alt
import pandas as pd

from charts import axes
from charts.controls import ONE_YEAR, ends, faded, filtered, roles, spanned, year_colour
from charts.palette import LABEL_SIZE, ROW_HEIGHT, Palette
from schema import Language, Measure

TREND_HEIGHT = 420


def dumbbell(frame: pd.DataFrame, measure: Measure, language: Language, palette: Palette) -> list[alt.Chart]:
    """A row a member: a dot for each chosen year, a bar from the first to the last, the value and change at its end."""
    least, most, ticks = axes.window(frame["value"], measure)
    x_axis = alt.Axis(values=ticks, title=axes.title(measure, language, least), format=axes.tick_format(measure))
    scale = alt.Scale(domain=[least, most], nice=False, zero=False)
    base = ends(roles(filtered(alt.Chart(frame, height=alt.Step(ROW_HEIGHT)), frame))).encode(
        y=axes.members(axes.by("rising"))
    )
    bars = (
        base.transform_filter("isValid(datum.change) && datum.change != 0")
        .mark_rule(strokeWidth=4, strokeCap="round")
        .encode(
            x=alt.X("first:Q", scale=scale, axis=x_axis),
            x2="last:Q",
            color=_direction(measure, palette),
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
    value = f"format(datum.last, '{axes.number_format(measure)}')"
    signed = f"datum.change == 0 ? '±0' : format(datum.change, '{axes.change_format(measure)}')"
    words = (
        base.transform_filter("datum.role == 'last' && isValid(datum.last)")
        .transform_calculate(
            words=f"({ONE_YEAR}) || !isValid(datum.change) ? {value} : {value} + '   ' + ({signed})",
        )
        .mark_text(align="left", dx=14)
        .encode(
            x=alt.value(alt.expr("width")), text="words:N", color=_direction(measure, palette), opacity=faded(frame)
        )
    )
    return [bars, dots, words]


def _direction(measure: Measure, palette: Palette) -> Any:
    """The colour of a change: better or worse as declared, plain where there is no better, or no change."""
    if measure.better is None:
        return alt.value(palette.ink)
    good, bad = (">", "<") if measure.better == "higher" else ("<", ">")
    worse = alt.when(f"isValid(datum.change) && datum.change {bad} 0").then(alt.value(palette.worse))
    better = worse.when(f"isValid(datum.change) && datum.change {good} 0").then(alt.value(palette.better))
    return better.otherwise(alt.value(palette.ink))


def trend(frame: pd.DataFrame, measure: Measure, language: Language, palette: Palette) -> list[alt.Chart]:
    """A line a member over the years, with a gap where a year is missing, named at its end."""
    years = range(int(frame["year"].min()), int(frame["year"].max()) + 1)
    names = ["member", "whole", *(["key"] if "key" in frame else [])]
    grid = frame[names].drop_duplicates().merge(pd.DataFrame({"year": years}), how="cross")
    whole = grid.merge(frame, on=[*names, "year"], how="left")
    least, _, ticks = axes.window(frame["value"], measure)
    whole["beside"] = _apart(whole, gap=(ticks[-1] - ticks[0]) / TREND_HEIGHT * (LABEL_SIZE + 3), top=ticks[-1])
    scale = alt.Scale(domain=[ticks[0], ticks[-1]], zero=False)
    base = spanned(alt.Chart(whole, height=TREND_HEIGHT), whole).encode(
        # without outer padding a name at the last year stands at the chart's edge, where room for it is measured
        x=alt.X("year:O", title=None, scale=alt.Scale(padding=0), axis=alt.Axis(labelAngle=0, grid=False)),
        y=alt.Y(
            "value:Q",
            scale=scale,
            axis=alt.Axis(values=ticks, title=axes.title(measure, language, least)),
        ),
        detail="member:N",
        color=alt.condition("datum.whole", alt.value(palette.ink), alt.value(palette.school)),
        opacity=faded(whole, 0.8),
    )
    lines = base.mark_line(strokeWidth=2.5, invalid="break-paths-show-domains")
    dots = base.mark_point(filled=True, size=80, cursor="pointer").encode(
        tooltip=axes.tooltip(language, ("value", measure))
    )
    named = (
        base.transform_filter("isValid(datum.value)")
        .transform_joinaggregate(end="max(year)", groupby=["member"])
        .transform_filter("datum.year == datum.end")
        .mark_text(align="left", dx=12)
        .encode(text="member:N", y=alt.Y("beside:Q", scale=scale))
    )
    return [lines, dots, named]


def _apart(frame: pd.DataFrame, gap: float, top: float) -> pd.Series:
    """Where each row's name stands beside its value: at the value, or as far off as keeps a year's names apart."""
    beside: dict[Hashable, float] = {}
    for _, year in frame.dropna(subset=["value"]).groupby("year"):
        ordered = year["value"].sort_values(ascending=False, kind="stable")
        lowest = top + gap
        for row, value in ordered.items():
            lowest = min(float(value), lowest - gap)
            beside[row] = lowest
    return pd.Series(beside, index=frame.index, dtype=float)
