"""A picture as plain numbers, ready for a chart that an office program draws itself and whose data can be edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from charts import LIGHT
from charts.axes import window
from charts.form import MANY_YEARS, in_form
from charts.scatter import sides
from charts.size import MOST_BOTH
from exports.content import words
from exports.content.grids import name_of, number_format, whole_measure, wide_by_year
from exports.content.subjects import Picture
from frames import of_any_year, period_of, years_held
from insights.numbers import number, signed
from schema import Bars, Dumbbell, Language, Measure, MeasureView, Pair, Ranks, Scatter, drawn_measure

Form = Literal["bars", "ticks", "stacked", "lines", "ranks", "dots", "scatter"]
Values = tuple[float | None, ...]
MOST_NAMED = 16  # lines whose names have room one below the other
INK_ON = {"#0B6E99": "#FFFFFF"}  # the text on a part of that colour; on all others it is ink


@dataclass(frozen=True)
class Series:
    """One column of figures under its name; a missing figure is None, never 0."""

    name: str
    values: Values
    colour: str
    format: str = ""  # its own, where the columns of a plot differ

    @property
    def ink(self) -> str:
        return INK_ON.get(self.colour, LIGHT.ink)


@dataclass(frozen=True)
class Axis:
    """A number axis: its ends and step, its title, and the format of its figures."""

    title: str
    low: float
    high: float
    step: float
    format: str
    falls: bool = False  # from the top down

    def at(self, figure: float) -> float:
        """Where a figure lies between the ends: 0 to 1."""
        return (figure - self.low) / (self.high - self.low)


@dataclass(frozen=True)
class Plot:
    """What a native chart is made of.

    `names` are the categories (members; years of lines). `ends` stand at the right of each row of dots or ticks, and
    at the end of each line. Dots, ticks, lines and scatters have an `axis`; a scatter's two series are x and y with a
    second axis `across`, `before` the same a year earlier, and `places` the side of each point where its name has room.
    `expected` is what is expected of each line in the year after its last: most likely, low and high.
    `caption` says what is counted.
    """

    form: Form
    names: tuple[str, ...]
    series: tuple[Series, ...]
    caption: str
    format: str
    heading: str = ""
    ends: tuple[str, ...] = ()
    axis: Axis | None = None
    across: Axis | None = None
    before: tuple[Values, Values] = ((), ())
    places: tuple[str, ...] = ()
    expected: tuple[tuple[float, float, float] | None, ...] = ()

    @property
    def last_year(self) -> int:
        """The last year of lines: the one after the last with figures, where something is expected of it."""
        return int(self.names[-1]) + any(self.expected)


def plot(picture: Picture, language: Language) -> Plot:
    """Raises: TypeError for a view that is no chart."""
    view, dataset, frame = picture.view, picture.dataset, picture.kept
    form, _ = in_form(view, picture.frame)
    if isinstance(view, MeasureView) and form != "plain":
        frame, measure = of_any_year(picture.frame).loc[frame.index], drawn_measure(dataset, view)
        if form == "ticks":
            return _ticks(frame, measure, language)
        return _lines(frame, _with_gaps(picture), measure, language)
    match view:
        case Dumbbell():
            frame = frame[frame["year"].isin(compared(picture))]
            return _dumbbell(frame, drawn_measure(dataset, view), language)
        case Bars():
            return _bars(frame, drawn_measure(dataset, view), language)
        case Ranks():
            return _ranks(frame, drawn_measure(dataset, view), language)
        case Pair():
            if len(years_held(picture.frame)) >= MANY_YEARS:
                frame = frame[frame["year"] == compared(picture)[-1]]
            return _pair(frame, dataset.measure(view.school), dataset.measure(view.other), language)
        case Scatter():
            return _scatter(frame, dataset.measure(view.x), dataset.measure(view.y), language)
        case _ if "part" in frame:
            return _stacked(picture, whole_measure(view, dataset), language)
        case _:
            raise TypeError(f"{type(view).__name__} is not drawn as a chart")


def compared(picture: Picture) -> list[int]:
    """The years that are held against each other: one or two."""
    period = period_of(picture.chosen, picture.asked)
    assert period is not None
    return [year for year in (period.before, period.now) if year is not None]


def _with_gaps(picture: Picture) -> list[int]:
    """The years that are drawn, and those between them of which nothing is stored."""
    stored = years_held(picture.frame)
    gaps = {year for year in range(picture.years[0], picture.years[-1]) if year not in stored}
    return sorted({*picture.years, *gaps})


def _figures(values: Sequence[float] | pd.Series) -> Values:
    return tuple(None if pd.isna(one) else float(one) for one in values)


def _axis(values: pd.Series, measure: Measure, language: Language, *, title: str = "") -> Axis:
    low, high, ticks = window(values, measure)
    title = title or measure.title(language)
    if low != 0:
        title = words.STARTS_AT.text(language).format(title=title, start=f"{low:g}")
    return Axis(
        title,
        low,
        high,
        round(ticks[1] - ticks[0], 6),
        number_format(replace(measure, decimals=(0, measure.decimals[1])), ticks),
    )


def _caption(measure: Measure, language: Language) -> str:
    """What is counted, and the national line that it is held against."""
    told = [measure.title(language)]
    told += [line.label.text(language) for line in measure.held_against]
    return (" · ").join(told)


def _by_year(frame: pd.DataFrame) -> tuple[tuple[str, ...], tuple[Series, ...]]:
    """The years as series, grey before the last, over members in the order of the last year's figures."""
    wide = wide_by_year(frame)
    last = wide.columns[-1]
    series = tuple(
        Series(str(int(year)), _figures(wide[year]), LIGHT.school if year == last else LIGHT.other)
        for year in wide.columns
    )
    return tuple(map(name_of, wide.index)), series


def _bars(frame: pd.DataFrame, measure: Measure, language: Language) -> Plot:
    names, series = _by_year(frame)
    plain = number_format(measure, [one for each in series for one in each.values])
    shown = f"+{plain};−{plain};0" if measure.minimum is None else plain
    return Plot("bars", names, series, _caption(measure, language), shown)


def _ranks(frame: pd.DataFrame, measure: Measure, language: Language) -> Plot:
    ordered = frame.sort_values("order", kind="stable")
    wide = ordered.pivot_table(
        index="member", columns="year", values="value", aggfunc="first", dropna=False, sort=False
    )
    wide = wide.reindex(columns=sorted(wide.columns))
    series = tuple(
        Series(str(int(year)), _figures(wide[year]), LIGHT.school if year == wide.columns[-1] else LIGHT.other)
        for year in wide.columns
    )
    axis = _ranked(frame, measure, language)
    return Plot("ranks", tuple(map(name_of, wide.index)), series, axis.title, "0", axis=axis)


def _dumbbell(frame: pd.DataFrame, measure: Measure, language: Language) -> Plot:
    """The first and the last year, sorted by change as on the screen; a year between is in the table only."""
    wide = wide_by_year(frame)
    first, last = wide.columns[0], wide.columns[-1]
    whole = frame.groupby("member", sort=False)["whole"].any()
    rising = wide[last] - wide[first] if first != last else wide[last]
    order = pd.DataFrame({"whole": whole.reindex(wide.index), "by": rising}, index=wide.index)
    order = order.sort_values(["whole", "by"], ascending=False, kind="stable", na_position="last")
    wide = wide.loc[order.index]
    years = [first, last] if first != last else [last]
    series = tuple(
        Series(str(int(year)), _figures(wide[year]), LIGHT.school if year == last else LIGHT.other) for year in years
    )
    earlier = _figures(wide[first]) if first != last else [None] * len(wide)
    ends = tuple(_end(*both, measure, language) for both in zip(earlier, _figures(wide[last]), strict=True))
    axis = _axis(frame["value"], measure, language)
    shown = number_format(measure, [one for each in series for one in each.values])
    return Plot(
        "dots", tuple(map(name_of, wide.index)), series, _caption(measure, language), shown, ends=ends, axis=axis
    )


def _end(first: float | None, last: float | None, measure: Measure, language: Language) -> str:
    """The last figure and its change."""
    if last is None:
        return ""
    shown = number(last, measure, language)
    if first is None:
        return shown
    moved = round(last - first, 6)
    return f"{shown}   {signed(moved, measure, language) if moved else '±0'}"


def _pair(frame: pd.DataFrame, school: Measure, other: Measure, language: Language) -> Plot:
    ordered = frame.sort_values(["order", "year"], kind="stable")
    many = ordered["year"].nunique() > 1
    names = [
        f"{name_of(row['member'])} {row['year']:.0f}" if many else name_of(row["member"])
        for _, row in ordered.iterrows()
    ]
    series = (
        Series(other.label.text(language), _figures(ordered["other"]), LIGHT.other),
        Series(school.label.text(language), _figures(ordered["school"]), LIGHT.school),
    )
    both = ("与" if language == "zh" else " and ").join((school.label.text(language), other.label.text(language)))
    title = school.title(language).replace(school.label.text(language), both)
    ends = tuple(
        ""
        if pd.isna(row["school"])
        else f"{number(row['school'], school, language)}   {signed(row['difference'], school, language)}"
        for _, row in ordered.iterrows()
    )
    axis = _axis(pd.concat([frame["school"], frame["other"]]), school, language, title=title)
    shown = number_format(school, [one for each in series for one in each.values])
    return Plot("dots", tuple(names), series, title, shown, ends=ends, axis=axis)


def _stacked(picture: Picture, measure: Measure, language: Language) -> Plot:
    """A bar a year, empty where nothing is stored of it; or a bar a member, in the years that are compared."""
    dated = picture.kept.groupby("member")["year"].nunique().max() <= 1
    by = ["year", "order"] if dated else ["order", "year"]
    frame = picture.kept.sort_values([*by, "part_order"], kind="stable")
    rows = list(dict.fromkeys(zip(frame["member"], frame["year"], strict=True)))
    named_by_year = all(member == str(year) for member, year in rows)
    if named_by_year:
        rows = [(str(year), year) for year in _with_gaps(picture)]
    elif not dated:
        most = 2 if frame["member"].nunique() <= MOST_BOTH else 1
        years = compared(picture)[-most:]
        rows = [(member, year) for member, year in rows if year in years]
    many = len({year for _, year in rows}) > 1 and not named_by_year
    told = {(row["member"], row["year"], row["part"]): row["value"] for row in frame.to_dict("records")}
    parts = list(frame.sort_values("part_order", kind="stable")["part"].drop_duplicates())
    series = tuple(
        Series(
            name_of(part),
            _figures([told.get((*row, part), float("nan")) for row in rows]),
            LIGHT.parts[place % len(LIGHT.parts)],
        )
        for place, part in enumerate(parts)
    )
    names = tuple(f"{name_of(member)} {year}" if many else name_of(member) for member, year in rows)
    shown = number_format(measure, [one for each in series for one in each.values])
    return Plot("stacked", names, series, _caption(measure, language), shown)


def _lines(frame: pd.DataFrame, years: list[int], measure: Measure, language: Language) -> Plot:
    """A line a member; a year without a figure is a gap. The highest and the lowest stand out, as on the screen."""
    wide = frame.pivot_table(index="member", columns="year", values="value", aggfunc="first", dropna=False, sort=False)
    wide = wide.reindex(columns=years).dropna(how="all")
    wholes = set(frame.loc[frame["whole"], "member"])
    colours = _colours(wide[years[-1]].drop(index=list(wholes & set(wide.index))), measure)
    series = tuple(
        Series(name_of(member), _figures(row), LIGHT.ink if member in wholes else colours.get(member, LIGHT.other))
        for member, row in wide.iterrows()
    )
    expected = _expected(frame[frame["year"] == years[-1]], wide.index)
    reached = pd.concat([frame["value"], pd.Series([one for each in filter(None, expected) for one in each])])
    axis = _ranked(frame, measure, language) if measure.kind == "rank" else _axis(reached, measure, language)
    shown = number_format(measure, [one for each in series for one in each.values])
    few = len(series) <= MOST_NAMED
    named = [one if few or one.colour != LIGHT.other else replace(one, name="") for one in series]
    ends = tuple(
        one.name and f"{one.name}  {number([v for v in one.values if v is not None][-1], measure, language)}"
        for one in named
    )
    heading = words.YEAR.text(language)
    names = tuple(map(str, years))
    return Plot("lines", names, series, axis.title, shown, heading, ends, axis, expected=expected)


def _expected(last: pd.DataFrame, members: pd.Index) -> tuple[tuple[float, float, float] | None, ...]:
    """The ranges of the members, from the rows of their last year."""
    if "expected" not in last:
        return ()
    known = last.dropna(subset=["expected"])
    found = {
        row["member"]: (row["expected"], row["expected_low"], row["expected_high"]) for row in known.to_dict("records")
    }
    return tuple(found.get(member) for member in members)


def _colours(last: pd.Series, measure: Measure) -> dict[object, str]:
    """The colours of those with the highest and the lowest present figure."""
    low, high = (LIGHT.school if measure.better is None else LIGHT.worse), LIGHT.school
    if measure.better == "lower":
        low, high = high, low
    top, bottom = last.max(), last.min()
    return dict.fromkeys(last[last == bottom].index, low) | dict.fromkeys(last[last == top].index, high)


def _ranked(frame: pd.DataFrame, measure: Measure, language: Language) -> Axis:
    """The axis of ranks, with 1 as its best."""
    lowest = max(int(frame["value"].max()), 3)
    caption = words.BEST_IS_ONE.text(language).format(title=measure.label.text(language))
    return Axis(caption, 0.5, lowest + 0.5, max(1, lowest // 10), "0", falls=True)


def _ticks(frame: pd.DataFrame, measure: Measure, language: Language) -> Plot:
    """The present year as a bar, the earlier ones as ticks, paler the longer ago."""
    wide = wide_by_year(frame)
    years = [int(year) for year in wide.columns]
    paler = shades(LIGHT.rule, LIGHT.muted, len(years) - 1)
    series = tuple(
        Series(str(year), _figures(wide[year]), colour)
        for year, colour in zip(years, [*paler, LIGHT.school], strict=True)
    )
    earlier = _figures(wide[years[0]]) if len(years) > 1 else (None,) * len(wide)
    ends = tuple(_end(*both, measure, language) for both in zip(earlier, series[-1].values, strict=True))
    axis = _axis(pd.concat([frame["value"], pd.Series([0.0])]), measure, language)
    shown = number_format(measure, [one for each in series for one in each.values])
    names = tuple(map(name_of, wide.index))
    return Plot("ticks", names, series, _caption(measure, language), shown, ends=ends, axis=axis)


def shades(pale: str, deep: str, count: int) -> list[str]:
    """So many colours from a pale one to a deep one."""
    ends = [[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in (pale, deep)]
    parts = [(place + 1) / count for place in range(count)]
    return ["#" + "".join(f"{round(a + (b - a) * part):02X}" for a, b in zip(*ends, strict=True)) for part in parts]


def _scatter(frame: pd.DataFrame, x: Measure, y: Measure, language: Language) -> Plot:
    first, last = int(frame["year"].min()), int(frame["year"].max())
    now = frame[(frame["year"] == last)].dropna(subset=["x", "y"])
    then = frame[frame["year"] == first].drop_duplicates("member").set_index("member").reindex(now["member"])
    across, up = _axis(frame["x"], x, language), _axis(frame["y"], y, language)
    series = (
        Series(f"{x.title(language)} {last}", _figures(now["x"]), LIGHT.school, number_format(x, _figures(frame["x"]))),
        Series(f"{y.title(language)} {last}", _figures(now["y"]), LIGHT.school, number_format(y, _figures(frame["y"]))),
    )
    before = (_figures(then["x"]), _figures(then["y"])) if first != last else ((), ())
    return Plot(
        "scatter",
        tuple(map(name_of, now["member"])),
        series,
        up.title,
        number_format(y, _figures(now["y"])),
        axis=up,
        across=across,
        before=before,
        places=tuple(sides(now, (across.low, across.high), (up.low, up.high))),
    )
