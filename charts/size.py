"""Charts of size: bars from zero, and the parts of a whole as one stacked bar."""

from __future__ import annotations

import math

import altair as alt
import pandas as pd

from charts import axes
from charts.change import at_end
from charts.controls import DRAWN, ends, faded, filtered, roles, spanned, with_gaps, year_colour
from charts.palette import LABEL_SIZE, ROW_HEIGHT, Palette
from frames import years_held
from schema import Language, Measure

LEGEND_WIDTH = 640
SYMBOL_WIDTH = 46
BAR_HEIGHT = 24
MOST_BOTH = 12  # members with a bar for each of the two years; of more only the present year is drawn


def bars(frame: pd.DataFrame, measure: Measure, language: Language, palette: Palette) -> list[alt.Chart]:
    """A bar from zero for each member and chosen year, its value at its end, sorted by the present year."""
    step = axes.rows(frame["member"].nunique() * frame["year"].nunique(), BAR_HEIGHT).step
    height = alt.Step(step, **{"for": "offset"})
    base = roles(ends(alt.Chart(frame, height=height), frame).transform_filter(DRAWN)).encode(
        x=_from_zero(measure, language),
        y=axes.members(axes.by("size")),
        yOffset=alt.YOffset("year:O", scale=alt.Scale(paddingOuter=0.15)),
        opacity=faded(frame),
    )
    drawn = base.mark_bar(cursor="pointer", cornerRadiusEnd=2).encode(
        color=year_colour(palette),
        tooltip=axes.tooltip(language, ("value", measure)),
    )
    signed = axes.change_format(measure) if measure.minimum is None else axes.number_format(measure)
    words = base.mark_text(align="left", dx=6).encode(text=alt.Text("value:Q", format=signed))
    return [drawn, words, *_lines(measure, language, palette)]


def ticks(frame: pd.DataFrame, measure: Measure, language: Language, palette: Palette) -> list[alt.Chart]:
    """A bar from zero for the present year, a thin tick for each earlier one, paler the longer ago."""
    height = axes.rows(frame["member"].nunique(), ROW_HEIGHT)
    base = roles(ends(alt.Chart(frame, height=height), frame).transform_filter(DRAWN)).encode(
        x=_from_zero(measure, language), y=axes.members(axes.by("size"))
    )
    bar = (
        base.transform_filter("datum.role == 'last'")
        .mark_bar(cursor="pointer", cornerRadiusEnd=2, height={"band": 0.62})
        .encode(
            color=year_colour(palette, several=True),
            opacity=faded(frame),
            tooltip=axes.tooltip(language, ("value", measure)),
        )
    )
    earlier = (
        base.transform_filter("datum.role == 'earlier'")
        .transform_calculate(age="(now - datum.year) / max(1, now - before)")
        .mark_tick(thickness=3, cursor="pointer", bandSize=0)
        .encode(
            color=year_colour(palette, several=True),
            opacity=alt.Opacity("age:Q", scale=alt.Scale(domain=[0, 1], range=[1, 0.4]), legend=None),
            tooltip=axes.tooltip(language, ("value", measure)),
        )
    )
    return [bar, earlier, at_end(base, frame, measure, palette), *_lines(measure, language, palette)]


def _from_zero(measure: Measure, language: Language) -> alt.X:
    axis = alt.Axis(title=measure.title(language), format=axes.tick_format(measure), tickCount=5)
    return alt.X("value:Q", scale=alt.Scale(zero=True), axis=axis)


def _columns(names: list[str]) -> int:
    """How many of the names stand side by side in a legend without one being cut."""
    widest = max(sum(1.0 if ord(letter) > 0x2E7F else 0.6 for letter in name) for name in names) * LABEL_SIZE
    return max(1, min(len(names), int(LEGEND_WIDTH / (widest + SYMBOL_WIDTH))))


def _lines(measure: Measure, language: Language, palette: Palette) -> list[alt.Chart]:
    """The lines that the measure is held against: an axis from zero has room for every one."""
    return axes.held_against(measure, (-math.inf, math.inf), language, palette, "x")


def stacked(frame: pd.DataFrame, measure: Measure, language: Language, palette: Palette) -> list[alt.Chart]:
    """One bar a member and year, cut into its parts in their order; each part shows its value where it has room."""
    parts = list(frame.sort_values("part_order")["part"].drop_duplicates())
    colours = [palette.parts[place % len(palette.parts)] for place in range(len(parts))]
    texts = {part: palette.on_parts[place % len(palette.on_parts)] for place, part in enumerate(parts)}
    base = (
        _of_years(frame.assign(on_part=frame["part"].map(texts)))
        .transform_stack(
            stack="value",
            groupby=["member", "year"],
            sort=[alt.SortField("part_order", "ascending")],
            as_=["begins", "ends"],
        )
        .transform_joinaggregate(total="sum(value)", groupby=["member", "year"])
        .transform_joinaggregate(widest="max(total)")
        .transform_calculate(middle="(datum.begins + datum.ends) / 2")
        .encode(
            y=axes.members(alt.EncodingSortField("place", op="min", order="ascending"), "row"), opacity=faded(frame)
        )
    )
    x_axis = alt.Axis(title=measure.title(language), format=",~f", tickCount=5)
    drawn = base.mark_bar(cursor="pointer", stroke=palette.paper, strokeWidth=2).encode(
        x=alt.X("begins:Q", axis=x_axis),
        x2="ends:Q",
        color=alt.Color(
            "part:N", scale=alt.Scale(domain=parts, range=colours), legend=alt.Legend(columns=_columns(parts))
        ),
        tooltip=[
            alt.Tooltip("part:N", title=axes.MEMBER[language]),
            *axes.tooltip(language, ("value", measure)),
        ],
    )
    inside = (
        base.transform_filter("datum.value / datum.widest > 0.07")
        .mark_text()
        .encode(
            x="middle:Q",
            text=alt.Text("value:Q", format=axes.number_format(measure)),
            color=alt.Color("on_part:N", scale=None),
        )
    )
    totals = (
        base.transform_filter("datum.ends == datum.total && datum.total > 0")
        .mark_text(align="left", dx=8, fontWeight="bold", fontSize=LABEL_SIZE)
        .encode(x="total:Q", text=alt.Text("total:Q", format=axes.number_format(measure)))
    )
    return [drawn, inside, totals]


def _of_years(frame: pd.DataFrame) -> alt.Chart:
    """The chart of the rows that a stack shows, with their name (`row`) and `place`.

    A bar a year keeps its distance from the next; members are shown in the two years that are compared.
    """
    most = ROW_HEIGHT + 12
    if (frame["member"] == frame["year"].astype(str)).all():
        whole = with_gaps(frame, ["part", "part_order", "on_part"]).assign(whole=False)
        whole["member"] = whole["year"].astype(str)
        chart = alt.Chart(whole, height=axes.rows(whole["year"].nunique(), most))
        return spanned(chart, whole).transform_calculate(row="datum.member", place="datum.year")
    members, years = frame["member"].nunique(), len(years_held(frame))
    if frame.groupby("member")["year"].nunique().max() <= 1:
        chart = filtered(alt.Chart(frame, height=axes.rows(members, most)), frame)
        return chart.transform_calculate(row="datum.member", place="datum.year * 1e12 + datum.order")
    shown = "datum.year == now || datum.year == before" if members <= MOST_BOTH else "datum.year == now"
    height = axes.rows(members * min(years, 2 if members <= MOST_BOTH else 1), most)
    chart = filtered(alt.Chart(frame, height=height), frame).transform_filter(shown)
    named = "datum.member + '  ' + toString(datum.year)"
    return chart.transform_calculate(row=named, place="datum.order * 10000 + datum.year")
