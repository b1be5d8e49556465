"""Many members as small pictures with one scale, side by side as the width allows.

A panel's place is computed in the chart, so that it keeps to its width wherever it is shown, and closes up when members
are left out: across by `across`, a number of columns, down by a band with an offset.
"""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from charts import ahead, axes
from charts.controls import FROM, ends, faded, spanned, with_gaps
from charts.lines import names_of
from charts.palette import Palette
from schema import Language, Measure

WIDTH = 196  # pixels that a panel should have
HEIGHT = 150
TOP, BOTTOM = 44, 24  # pixels above and below a panel's plot
FLOOR = alt.ExprRef(f"bandwidth('y') - {BOTTOM}")  # of a panel's plot: a slide may bring the panels closer
SMALL = 14
LEFT, RIGHT = 0.16, 0.73  # where the years begin and end in a panel's width


def panels(frame: pd.DataFrame, measure: Measure, language: Language, palette: Palette) -> list[alt.Chart]:
    """A panel a member, the largest present figure first, with its line over the years and its last figure."""
    low, high, _ = axes.reaching(ahead.values(frame), measure)
    whole = _titled(with_gaps(frame, names_of(frame)))
    placed = _placed(spanned(ends(alt.Chart(whole, height=_rows()), whole), whole), "datum.size", ahead.last(frame))
    base = placed.encode(
        x=_across(),
        y=_down(),
        yOffset=_offset("value", low, high),
        color=alt.condition("datum.whole", alt.value(palette.ink), alt.value(palette.school)),
        opacity=faded(whole),
    )
    drawn = base.mark_line(strokeWidth=2.5, invalid="break-paths-show-domains").encode(
        detail=["member:N", *(["stretch:N"] if "stretch" in whole else [])], order="year:Q"
    )
    dots = base.mark_point(filled=True, size=40, opacity=1, cursor="pointer").encode(
        tooltip=axes.tooltip(language, ("value", measure))
    )
    beside: dict[str, Any] = (
        {"align": "right", "dx": 4, "dy": -14} if ahead.is_asked(frame) else {"align": "left", "dx": 7}
    )
    last = (
        base.transform_filter("datum.year == datum.own_now && isValid(datum.value)")
        .mark_text(fontWeight="bold", fontSize=SMALL, **beside)
        .encode(text=alt.Text("value:Q", format=axes.number_format(measure)))
    )
    following = _expected(base, whole, measure, low, high, language) if ahead.is_asked(frame) else []
    furniture = _furniture(placed, low, high, palette, ahead.last_words(frame, language))
    return [drawn, dots, last, *furniture, *_lines(placed, measure, low, high, palette), *following]


def _expected(
    base: alt.Chart, frame: pd.DataFrame, measure: Measure, low: float, high: float, language: Language
) -> list[alt.Chart]:
    """The range of the next year at the right end of each panel, and a dot at what is most likely."""
    apart = base.transform_filter(ahead.THERE).transform_calculate(following="datum.year + 1")
    bar = (
        apart.transform_fold(list(ahead.ENDS), as_=["end", "figure"])
        .mark_line(strokeWidth=8, cursor="pointer")
        .encode(
            x=_across("right"),
            yOffset=_offset("figure", low, high),
            detail="member:N",
            opacity=faded(frame, 0.5),
            tooltip=ahead.tooltip(measure, language),
        )
    )
    dot = apart.mark_point(filled=True, size=24).encode(x=_across("right"), yOffset=_offset("expected", low, high))
    return [bar, dot]


def _lines(placed: alt.Chart, measure: Measure, low: float, high: float, palette: Palette) -> list[alt.Chart]:
    """The lines that the measure is held against, across every panel; their names are in words under the picture."""
    one = placed.transform_filter("datum.year == now")
    return [
        one.transform_calculate(held=repr(line.value))
        .mark_rule(strokeWidth=1.5, strokeDash=[6, 4], color=palette.ink)
        .encode(x=_across("left"), x2="right", y=_down(), yOffset=_offset("held", low, high))
        for line in measure.held_against
        if low <= line.value <= high
    ]


def paired(
    frame: pd.DataFrame, school: Measure, other: Measure, language: Language, palette: Palette
) -> list[alt.Chart]:
    """A panel a member, in their own order: the school beside the one it is held against, and its last lead."""
    low, high, _ = axes.window(pd.concat([frame["school"], frame["other"]]), school)
    whole = axes.sides(_titled(with_gaps(frame, names_of(frame))), school, other, language)
    placed = _placed(spanned(ends(alt.Chart(whole, height=_rows()), whole, "school"), whole), "-datum.order")
    base = placed.encode(x=_across(), y=_down(), opacity=faded(whole))
    dots = [
        base.mark_point(filled=True, size=60, opacity=1, cursor="pointer").encode(
            yOffset=_offset(field, low, high),
            color=axes.side(field, school, other, language, palette),
            tooltip=axes.tooltip(language, ("school", school), ("other", other)),
        )
        for field in ("other", "school")
    ]
    last = (
        base.transform_filter("datum.year == datum.own_now && isValid(datum.difference)")
        .mark_text(align="left", dx=7, fontWeight="bold", fontSize=SMALL)
        .encode(
            yOffset=_offset("school", low, high),
            text=alt.Text("difference:Q", format="+.2f"),
            color=alt.condition("datum.difference < 0", alt.value(palette.worse), alt.value(palette.better)),
        )
    )
    return [*dots, last, *_furniture(placed, low, high, palette)]


def columns(count: int) -> alt.Parameter:
    """How many panels stand side by side."""
    return alt.param(name="across", expr=f"clamp(floor(width / {WIDTH}), 1, {count})")


def _titled(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with each member's name in lines that a panel has room for."""
    return frame.assign(title=frame["member"].map(lambda name: axes.in_lines(name, WIDTH * (1 - LEFT) / SMALL)))


def _rows() -> alt.Step:
    return alt.Step(HEIGHT, **{"for": "position"})


def _placed(chart: alt.Chart, by: str, last: str = "now") -> alt.Chart:
    """The chart with the `row` and `column` of each member's panel, the highest of `by` first, and `at`, where in the
    width a year lies; `last` is the year at the right end."""
    return (
        chart.transform_calculate(leads=by)
        .transform_joinaggregate(lead="max(leads)", groupby=["member"])
        .transform_window(
            place="dense_rank()",
            sort=[alt.SortField("lead", "descending"), alt.SortField("order", "ascending")],
        )
        .transform_calculate(
            row="floor((datum.place - 1) / across)",
            column="(datum.place - 1) % across",
            part=f"{last} > {FROM} ? (datum.year - {FROM}) / ({last} - {FROM}) : 0.5",
        )
        .transform_calculate(
            at=f"datum.column + {LEFT} + {RIGHT - LEFT} * datum.part",
            left=f"datum.column + {LEFT}",
            right=f"datum.column + {RIGHT}",
        )
    )


def _across(field: str = "at") -> alt.X:
    scale = alt.Scale(domainMin=0, domainMax=alt.ExprRef("across"), nice=False, zero=False)
    return alt.X(f"{field}:Q", scale=scale, axis=None)


def _down() -> alt.Y:
    return alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))


def _offset(field: str, low: float, high: float) -> alt.YOffset:
    return alt.YOffset(f"{field}:Q", scale=alt.Scale(domain=[low, high], range=[FLOOR, TOP], nice=False))


def _furniture(placed: alt.Chart, low: float, high: float, palette: Palette, last: str = "now") -> list[alt.Chart]:
    """Each panel's name, the two ends of the shared scale with their lines, and the first and the last year."""
    one = placed.transform_filter("datum.year == now").transform_calculate(
        first=FROM, last=last, low=repr(low), high=repr(high)
    )
    down = {"y": _down(), "opacity": alt.value(1)}
    name = one.mark_text(align="left", fontWeight="bold", fontSize=SMALL, lineBreak="\n", baseline="top")
    found = [name.encode(x=_across("left"), yOffset=alt.value(4), text="title:N", **down)]
    quiet: dict[str, Any] = {"color": palette.muted, "fontSize": SMALL}
    for end, value in (("low", low), ("high", high)):
        here = {"yOffset": _offset(end, low, high), **down}
        found.append(one.mark_rule(color=palette.rule).encode(x=_across("left"), x2="right", **here))
        text = f"{value:,.6g}".replace("-", "−")
        number = one.mark_text(align="right", dx=-6, **quiet)
        found.append(number.encode(x=_across("left"), text=alt.value(text), **here))
    under = {"yOffset": _offset("low", low, high), **down}
    begun = one.transform_filter("datum.first < now").mark_text(align="left", dy=12, **quiet)
    found.append(begun.encode(x=_across("left"), text="first:N", **under))
    found.append(one.mark_text(align="right", dy=12, **quiet).encode(x=_across("right"), text="last:N", **under))
    return found
