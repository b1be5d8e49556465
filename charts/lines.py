"""Many years as lines, each named at its end: the highest and the lowest in colour, the others in grey."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from charts import ahead, axes
from charts.controls import FROM, ends, faded, pickable, spanned, with_gaps
from charts.palette import LABEL_SIZE, Palette
from schema import Language, Measure

HEIGHT = 420


def lines(frame: pd.DataFrame, measure: Measure, language: Language, palette: Palette) -> list[alt.Chart]:
    """A line a member, years at their distance, with a gap where one is missing; of ranks, 1 is on top."""
    rank = measure.kind == "rank"
    low, high, ticks = _ranks(frame) if rank else axes.reaching(ahead.values(frame), measure)
    scale = alt.Scale(domain=[low, high], zero=False, nice=False, reverse=rank)
    whole = ahead.placed(with_gaps(frame, names_of(frame)))
    whole["beside"] = _beside(whole, gap=(high - low) / HEIGHT * (LABEL_SIZE + 4), ends=(low, high))
    base = extremes(spanned(ends(alt.Chart(whole, height=HEIGHT), whole), whole)).encode(
        x=years(frame, language),
        y=alt.Y(
            "value:Q",
            scale=scale,
            axis=alt.Axis(values=ticks, title=_title(measure, language, low), format=axes.tick_format(measure)),
        ),
        color=told(measure, palette, palette.other),
        opacity=faded(whole),
    )
    drawn = base.mark_line(strokeWidth=2.5, invalid="break-paths-show-domains").encode(
        detail=["member:N", *(["stretch:N"] if "stretch" in whole else [])], order="year:Q"
    )
    dots = base.mark_point(filled=True, size=60, opacity=1, cursor="pointer").encode(
        tooltip=axes.tooltip(language, ("value", measure))
    )
    named = (
        base.transform_filter("isValid(datum.value)")
        .transform_joinaggregate(end="max(year)", groupby=["member"])
        .transform_filter("datum.year == datum.end")
        .transform_calculate(words=_ending(frame, measure), at=f"datum.year == now ? {ahead.last(frame)} : datum.year")
        .mark_text(align="left", dx=10)
        .encode(
            text="words:N",
            x=years(frame, language, "at"),
            y=alt.Y("beside:Q", scale=scale),
            color=told(measure, palette, palette.muted),
        )
    )
    layers = [drawn, dots, named, *axes.held_against(measure, (low, high), language, palette, "y")]
    return [*layers, *_expected(base, whole, measure, scale, language)] if ahead.is_asked(frame) else layers


def _expected(
    base: alt.Chart, frame: pd.DataFrame, measure: Measure, scale: alt.Scale, language: Language
) -> list[alt.Chart]:
    """A broken line from each present figure to what is expected, and the range as a bar there."""
    apart = base.transform_filter(ahead.THERE).transform_calculate(
        following="datum.year + 1", beyond="datum.year + 1 + datum.aside"
    )
    way = apart.mark_rule(strokeWidth=1.5, strokeDash=[3, 4]).encode(x2="beyond:Q", y2="expected:Q")
    bar = apart.mark_rule(strokeWidth=8, cursor="pointer").encode(
        x=years(frame, language, "beyond"),
        y=alt.Y("expected_low:Q", scale=scale),
        y2="expected_high:Q",
        opacity=faded(frame, 0.5),
        tooltip=ahead.tooltip(measure, language),
    )
    return [way, bar]


def names_of(frame: pd.DataFrame) -> list[str]:
    """The columns that tell one line from another."""
    return ["member", "whole", "order", *(["key"] if pickable(frame) else [])]


def _ending(frame: pd.DataFrame, measure: Measure) -> str:
    """What stands at the end of a line, as an expression: the name, the figure, and the range of the next year."""

    def shown(field: str) -> str:
        return f"format(datum.{field}, '{axes.number_format(measure)}')"

    words = f"datum.member + '  ' + {shown('value')}"
    if not ahead.is_asked(frame):
        return words
    low, high = (shown(end) for end in ahead.ENDS)
    return f"{words} + ({ahead.THERE} ? ' → ' + {low} + '–' + {high} : '')"


def years(frame: pd.DataFrame, language: Language, field: str = "year") -> alt.X:
    """The axis of years at their distance; each chosen year is written, as far as there is room."""
    last = ahead.last(frame)
    short = axes.short_year(f"width / max(1, {last} - {FROM})")
    written = f"indexof(asked, toString(datum.value)) >= 0 || datum.value == now || datum.value == before ? ({short})"
    following = f" : datum.value == {last} ? [{short}, '{ahead.WORDS[language]}']" if ahead.is_asked(frame) else ""
    return alt.X(
        f"{field}:Q",
        title=None,
        scale=alt.Scale(zero=False, nice=False),
        axis=alt.Axis(
            values=alt.ExprRef(f"sequence({FROM}, {last} + 1)"),
            labelExpr=f"{written}{following} : ''",
            labelOverlap="greedy",
            labelFlush=False,
            labelAngle=0,
            grid=False,
        ),
    )


def extremes(chart: alt.Chart) -> alt.Chart:
    """The chart with `top` and `bottom`, the highest and the lowest present figure of the members."""
    return chart.transform_calculate(
        peer="datum.whole || datum.own_now != now ? null : datum.last"
    ).transform_joinaggregate(top="max(peer)", bottom="min(peer)")


def told(measure: Measure, palette: Palette, rest: str) -> Any:
    """The colour of a member among the others: what is picked, the highest and the lowest, and wholes stand out."""
    best, worst = ("bottom", "top") if measure.better == "lower" else ("top", "bottom")
    low = palette.school if measure.better is None else palette.worse
    return (
        alt.when("datum.whole")
        .then(alt.value(palette.ink))
        .when(f"isValid(datum.peer) && datum.peer == datum.{best}")
        .then(alt.value(palette.school))
        .when(f"isValid(datum.peer) && datum.peer == datum.{worst}")
        .then(alt.value(low))
        .otherwise(alt.value(rest))
    )


def _ranks(frame: pd.DataFrame) -> tuple[float, float, list[float]]:
    lowest = max(int(frame["value"].max()), 3)
    return 0.5, lowest + 0.5, [float(rank) for rank in range(1, lowest + 1, max(1, lowest // 10))]


def _title(measure: Measure, language: Language, low: float) -> str:
    if measure.kind != "rank":
        return axes.title(measure, language, low)
    return f"{measure.label.text(language)}{'（1 为最好）' if language == 'zh' else ' (1 is best)'}"


def _beside(frame: pd.DataFrame, gap: float, ends: tuple[float, float]) -> pd.Series:
    """Where each row's name stands beside its value, were the row the end of its line."""
    beside: dict[Any, float] = {}
    for _, year in frame.dropna(subset=["value"]).groupby("year"):
        beside |= zip(year.index, axes.spread([float(one) for one in year["value"]], gap, *ends), strict=True)
    return pd.Series(beside, index=frame.index, dtype=float)
