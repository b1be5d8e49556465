"""Charts of size: bars from zero, and the parts of a whole as one stacked bar."""

from __future__ import annotations

import altair as alt
import pandas as pd

from charts import axes
from charts.controls import ends, faded, filtered, roles, year_colour
from charts.palette import LABEL_SIZE, ROW_HEIGHT, Palette
from schema import Language, Measure

LEGEND_WIDTH = 640
SYMBOL_WIDTH = 46


def bars(frame: pd.DataFrame, measure: Measure, language: Language, palette: Palette) -> list[alt.Chart]:
    """A bar from zero for each member and chosen year, its value at its end, sorted by the last year."""
    base = ends(roles(filtered(alt.Chart(frame, height=alt.Step(24, **{"for": "offset"})), frame))).encode(
        x=alt.X(
            "value:Q",
            scale=alt.Scale(zero=True),
            axis=alt.Axis(title=measure.title(language), format=axes.tick_format(measure), tickCount=5),
        ),
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
    return [drawn, words, *_reference(measure, language, palette)]


def _columns(names: list[str]) -> int:
    """How many of the names stand side by side in a legend without one being cut."""
    widest = max(sum(1.0 if ord(letter) > 0x2E7F else 0.6 for letter in name) for name in names) * LABEL_SIZE
    return max(1, min(len(names), int(LEGEND_WIDTH / (widest + SYMBOL_WIDTH))))


def _reference(measure: Measure, language: Language, palette: Palette) -> list[alt.Chart]:
    """The national line that the measure is held against, with its name."""
    if measure.reference is None:
        return []
    line = alt.Chart(
        pd.DataFrame({"line": [measure.reference.value], "name": [measure.reference.label.text(language)]})
    )
    rule = line.mark_rule(strokeWidth=2, strokeDash=[6, 4]).encode(x="line:Q", color=alt.value(palette.ink))
    words = line.mark_text(align="left", dx=6, dy=-8, baseline="bottom").encode(
        x="line:Q", y=alt.value(0), text="name:N", color=alt.value(palette.ink)
    )
    return [rule, words]


def stacked(frame: pd.DataFrame, measure: Measure, language: Language, palette: Palette) -> list[alt.Chart]:
    """One bar a member, cut into its parts in their order; each part shows its value where it has room."""
    parts = list(frame.sort_values("part_order")["part"].drop_duplicates())
    colours = [palette.parts[place % len(palette.parts)] for place in range(len(parts))]
    texts = {part: palette.on_parts[place % len(palette.on_parts)] for place, part in enumerate(parts)}
    frame = frame.assign(on_part=frame["part"].map(texts))
    base = (
        filtered(alt.Chart(frame, height=alt.Step(ROW_HEIGHT + 12)), frame)
        .transform_stack(
            stack="value",
            groupby=["member"],
            sort=[alt.SortField("part_order", "ascending")],
            as_=["begins", "ends"],
        )
        .transform_joinaggregate(total="sum(value)", groupby=["member"])
        .transform_joinaggregate(widest="max(total)")
        .transform_calculate(middle="(datum.begins + datum.ends) / 2")
        .encode(y=axes.members(alt.EncodingSortField("order", op="min", order="ascending")), opacity=faded(frame))
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
        base.transform_filter("datum.ends == datum.total")
        .mark_text(align="left", dx=8, fontWeight="bold", fontSize=LABEL_SIZE)
        .encode(x="total:Q", text=alt.Text("total:Q", format=axes.number_format(measure)))
    )
    return [drawn, inside, totals]
