"""How a chart filters itself: three parameters with fixed names, and the transforms that read them.

`years` is the chosen years, ascending, joined by commas; `shown` the chosen values of the page's main key, joined by
U+001F, empty for all; `pick` the value that a click has highlighted. All are plain text, so that a page can bind them
to one control of its own, and a file can carry them as they stand. No text from data enters an expression.
"""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from charts.palette import Palette

SEPARATOR = "\x1f"
PICK = "pick"
YEAR_CHOSEN = "indexof(chosen, toString(datum.year)) >= 0"
FIRST_YEAR = "toNumber(chosen[0])"
LAST_YEAR = "toNumber(peek(chosen))"
ONE_YEAR = "length(chosen) == 1"
EARLIER_YEARS = "join(slice(chosen, 0, -1), ', ')"


def pickable(frame: pd.DataFrame) -> bool:
    """Whether the frame's rows carry a value of the page's main key."""
    return "key" in frame.columns


def filtered(chart: alt.Chart, frame: pd.DataFrame) -> alt.Chart:
    """The chart, keeping the rows of the chosen years and members."""
    return _of_members(chart.transform_filter(YEAR_CHOSEN), frame)


def spanned(chart: alt.Chart, frame: pd.DataFrame) -> alt.Chart:
    """The chart with every year from the first chosen to the last; `value` is missing where a year is not chosen."""
    within = f"datum.year >= {FIRST_YEAR} && datum.year <= {LAST_YEAR}"
    chart = chart.transform_filter(within).transform_calculate(value=f"{YEAR_CHOSEN} ? datum.value : null")
    return _of_members(chart, frame)


def _of_members(chart: alt.Chart, frame: pd.DataFrame) -> alt.Chart:
    if not pickable(frame):
        return chart
    return chart.transform_filter(f"!shown || indexof(split(shown, '{SEPARATOR}'), datum.key) >= 0")


def parameters(frame: pd.DataFrame, years: list[int]) -> list[alt.Parameter]:
    """The chart's parameters, at first on these years and on all members."""
    at_first = ",".join(map(str, years))
    found: list[alt.Parameter] = [
        alt.param(name="years", value=at_first),
        alt.param(name="chosen", expr=f"split(years || '{at_first}', ',')"),
    ]
    if pickable(frame):
        # Once bound to an element, a selection hears clicks only if it says so itself.
        pick = alt.selection_point(name=PICK, fields=["key"], toggle=False, on="click", clear="dblclick")
        found += [alt.param(name="shown", value=""), pick]
    return found


def faded(frame: pd.DataFrame, full: float = 1.0) -> Any:
    """The opacity of a mark: full, or faint while another member is highlighted."""
    if not pickable(frame):
        return alt.value(full)
    return alt.condition({"param": PICK}, alt.value(full), alt.value(0.22))


def roles(chart: alt.Chart) -> alt.Chart:
    """The chart with `role`: 'last' for rows of the last chosen year, 'earlier' for the others."""
    return chart.transform_calculate(role=f"datum.year == {LAST_YEAR} ? 'last' : 'earlier'")


def ends(chart: alt.Chart, value: str = "value") -> alt.Chart:
    """The chart with each member's `first` and `last` value, the `change` between them (null where one is missing),
    and `rising`, what rows are sorted by: the change, or the value when one year is chosen; the missing come last.
    """
    return (
        chart.transform_calculate(
            at_first=f"datum.year == {FIRST_YEAR} ? datum.{value} : null",
            at_last=f"datum.year == {LAST_YEAR} ? datum.{value} : null",
        )
        .transform_joinaggregate(first="max(at_first)", last="max(at_last)", groupby=["member"])
        .transform_calculate(
            change=f"({ONE_YEAR}) || !isValid(datum.first) || !isValid(datum.last) ? null : datum.last - datum.first"
        )
        .transform_calculate(
            rising=f"datum.whole ? 1e15 : isValid(datum.change) ? datum.change : "
            f"({ONE_YEAR}) && isValid(datum.last) ? datum.last : -1e15",
            size="datum.whole ? 1e15 : isValid(datum.last) ? datum.last : -1e15",
        )
    )


def year_colour(palette: Palette) -> alt.Color:
    """The school's colour for the last chosen year and grey for the earlier, with a legend that names those years."""
    return alt.Color(
        "role:N",
        scale=alt.Scale(domain=["earlier", "last"], range=[palette.other, palette.school]),
        legend=alt.Legend(
            values=alt.ExprRef(f"{ONE_YEAR} ? ['last'] : ['earlier', 'last']"),
            labelExpr=f"datum.value == 'last' ? toString({LAST_YEAR}) : {EARLIER_YEARS}",
        ),
    )
