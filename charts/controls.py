"""How a chart filters itself: parameters with fixed names, and the transforms that read them.

`years` is the chosen years, ascending, joined by commas; `shown` the chosen values of the page's main key, joined by
U+001F, empty for all; `pick` the value that a click has highlighted. All are plain text, so that a page can bind them
to one control of its own, and a file can carry them as they stand. No text from data enters an expression, and none
names a field or a signal.

What is now and what is before follows `frames.period`, here in the browser: `now` and `before` for the picture as a
whole, and each member's own beside them.
"""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from charts.palette import Palette
from frames import years_held

SEPARATOR = "\x1f"
PICK = "pick"
CHOSEN = "indexof(asked, toString(datum.year)) >= 0"
FROM = "min(toNumber(asked[0]), isValid(before) ? before : now)"  # the first year of a history
ONE_YEAR = "!isValid(before)"
NONE = "null"
DRAWN = f"datum.year <= now && (datum.year == now || datum.year == before || {CHOSEN})"


def pickable(frame: pd.DataFrame) -> bool:
    """Whether the frame's rows carry a value of the page's main key."""
    return "key" in frame.columns


def filtered(chart: alt.Chart, frame: pd.DataFrame) -> alt.Chart:
    """The chart, keeping the rows of the chosen years and members."""
    return of_members(chart.transform_filter(DRAWN), frame)


def compared(chart: alt.Chart, frame: pd.DataFrame) -> alt.Chart:
    """The chart, keeping the rows of the two years that are compared, and of the chosen members."""
    return of_members(chart.transform_filter("datum.year == now || datum.year == before"), frame)


def spanned(chart: alt.Chart, frame: pd.DataFrame) -> alt.Chart:
    """The chart, keeping the chosen years and those between them of which nothing is stored (see `with_gaps`)."""
    between = f"datum.absent && datum.year < now && datum.year > {FROM}"
    return of_members(chart.transform_filter(f"({DRAWN}) || ({between})"), frame)


def with_gaps(frame: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """The frame with a row for every year between its first and its last, and `absent` where nothing is stored of it.

    `names` are the columns that tell one line, or one row of bars, from another.
    """
    held = years_held(frame)
    if not held:
        return frame.assign(absent=False)
    years = range(min(held), max(held) + 1)
    lines = frame[names].drop_duplicates()
    whole = lines.merge(pd.DataFrame({"year": years}), how="cross").merge(frame, on=[*names, "year"], how="left")
    whole["absent"] = ~whole["year"].isin(list(held))
    if "stretch" in whole:  # a year without a figure lies in the stretch before it
        whole["stretch"] = whole.groupby(names, sort=False, dropna=False)["stretch"].ffill()
    return whole


def of_members(chart: alt.Chart, frame: pd.DataFrame) -> alt.Chart:
    """The chart, keeping the rows of the chosen members."""
    if not pickable(frame):
        return chart
    return chart.transform_filter(f"!shown || indexof(split(shown, '{SEPARATOR}'), datum.key) >= 0")


def parameters(frame: pd.DataFrame, years: list[int], least: int) -> list[alt.Parameter]:
    """The chart's parameters, at first on these years and on all members.

    A picture that needs at least so many years shows all up to now where fewer are chosen (`Period.shown`).
    """
    at_first = ",".join(map(str, years))
    stretches = years_held(frame)
    found: list[alt.Parameter] = [
        alt.param(name="years", value=at_first),
        alt.param(name="chosen", expr=f"split(years || '{at_first}', ',')"),
        alt.param(name="now", expr=_now(list(stretches))),
        alt.param(name="before", expr=_before(stretches)),
        alt.param(name="asked", expr=_asked(list(stretches), least)),
    ]
    if pickable(frame):
        # Once bound to an element, a selection hears clicks only if it says so itself.
        pick = alt.selection_point(name=PICK, fields=["key"], toggle=False, on="click", clear="dblclick")
        found += [alt.param(name="shown", value=""), pick]
    return found


def _first_of(cases: list[tuple[str, int]]) -> str:
    """The year of the first case that holds, as an expression; null where none does."""
    return " : ".join([*(f"{test} ? {year}" for test, year in cases), NONE])


def _now(held: list[int]) -> str:
    """The newest year with a figure that is no later than the newest year asked for."""
    return _first_of([(f"toNumber(peek(chosen)) >= {year}", year) for year in reversed(held)])


def _asked(held: list[int], least: int) -> str:
    """The years that are shown: those chosen, or all where a picture needs more of them."""
    if least < 2:
        return "chosen"
    drawn = (
        " + ".join(f"(indexof(chosen, '{year}') >= 0 || before == {year} || now == {year} ? 1 : 0)" for year in held)
        or "0"
    )
    return f"{drawn} >= {least} ? chosen : {[str(year) for year in held]}"


def _before(stretches: dict[int, int]) -> str:
    """The year that `now` is held against: `frames.period_between` as an expression."""
    alike = {
        year: " || ".join(f"now == {later}" for later in stretches if later > year and stretches[later] == stretch)
        for year, stretch in stretches.items()
    }
    alike = {year: test for year, test in alike.items() if test}
    asked = [(f"indexof(chosen, '{year}') >= 0 && ({test})", year) for year, test in alike.items()]
    newest = [(f"({test})", year) for year, test in reversed(alike.items())]
    return f"length(chosen) == 1 ? {NONE} : {_first_of([*asked, *newest])}"


def faded(frame: pd.DataFrame, full: float = 1.0) -> Any:
    """The opacity of a mark: full, or faint while another member is highlighted."""
    if not pickable(frame):
        return alt.value(full)
    return alt.condition({"param": PICK}, alt.value(full), alt.value(0.22))


def roles(chart: alt.Chart) -> alt.Chart:
    """The chart with `role`: 'last' for rows of the present year, 'earlier' for the others."""
    return chart.transform_calculate(role="datum.year == now ? 'last' : 'earlier'")


def ends(chart: alt.Chart, frame: pd.DataFrame, value: str = "value") -> alt.Chart:
    """The chart with each member's own two years and what it moved between them: `frames.changes` in the browser.

    Columns: `own_now` and `own_before`; `first` and `last`, the figures of those; `change`, their difference, null
    where there is none; `rising` and `size`, what rows are sorted by: wholes lead, the missing come last.
    """
    alike = "datum.stretch == datum.own_stretch" if "stretch" in frame else "true"
    chart = (
        of_members(chart, frame)
        .transform_calculate(known=f"isValid(datum.{value}) && datum.year <= now ? datum.year : null")
        .transform_joinaggregate(own_now="max(known)", groupby=["member"])
        .transform_calculate(stretch_now="datum.year == datum.own_now ? datum.stretch : null")
        .transform_joinaggregate(own_stretch="max(stretch_now)", groupby=["member"])
        .transform_calculate(
            alike=f"isValid(datum.known) && length(chosen) > 1 && datum.year < datum.own_now && {alike}"
            " ? datum.year : null"
        )
        .transform_calculate(alike_asked=f"isValid(datum.alike) && {CHOSEN} ? datum.year : null")
        .transform_joinaggregate(far="min(alike_asked)", near="max(alike)", groupby=["member"])
        .transform_calculate(own_before="isValid(datum.far) ? datum.far : datum.near")
        .transform_calculate(
            at_first=f"datum.year == datum.own_before ? datum.{value} : null",
            at_last=f"datum.year == datum.own_now ? datum.{value} : null",
        )
        .transform_joinaggregate(first="max(at_first)", last="max(at_last)", groupby=["member"])
        .transform_calculate(change="isValid(datum.first) && isValid(datum.last) ? datum.last - datum.first : null")
    )
    return chart.transform_calculate(
        rising=f"datum.whole ? 1e15 : isValid(datum.change) ? datum.change : "
        f"({ONE_YEAR}) && datum.own_now == now ? datum.last : -1e15",
        size="datum.whole ? 1e15 : datum.own_now == now ? datum.last : -1e15",
    )


def year_colour(palette: Palette, *, several: bool = False) -> alt.Color:
    """The school's colour for the present year and grey for the one before, with a legend that names those years.

    Where `several` earlier years are drawn, the legend names the first and the last of them.
    """
    earlier = f"toString(before) + (length(asked) > 2 ? '–' + toString({LATEST_BEFORE}) : '')" if several else "before"
    return alt.Color(
        "role:N",
        scale=alt.Scale(domain=["earlier", "last"], range=[palette.other, palette.school]),
        legend=alt.Legend(
            values=alt.ExprRef(f"{ONE_YEAR} ? ['last'] : ['earlier', 'last']"),
            labelExpr=f"datum.value == 'last' ? toString(now) : toString({earlier})",
        ),
    )


LATEST_BEFORE = "peek(asked) == toString(now) ? asked[length(asked) - 2] : peek(asked)"
