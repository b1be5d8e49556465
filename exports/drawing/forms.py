"""The forms of chart that office programs draw themselves, in our colours and type."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.chart import Chart

from charts import LIGHT
from exports.content.measures import FACE, width_of
from exports.drawing.blocks import Block
from exports.drawing.plots import Axis, Plot, Series

MOST_YEARS = 12  # under an axis of years; of more only some are written
SPACE = "\u2002"  # between a mark and its label
AT_EDGE = {"label_position": "low"}  # of an axis whose words would stand at nought, where figures lie below it as well


@dataclass(frozen=True)
class Size:
    """The room for a chart and its type, in points."""

    width: float
    height: float
    font: float = 14

    def across(self, points: float) -> float:
        return points / self.width

    def down(self, points: float) -> float:
        return points / self.height


def chart(book: xlsxwriter.Workbook, plot: Plot, block: Block, size: Size) -> Chart:
    """The chart over the plot's figures in the workbook."""
    made = {
        "bars": _bars,
        "ticks": _ticks,
        "stacked": _stacked,
        "ranks": _ranks,
        "dots": _dots,
        "lines": _lines,
        "scatter": _scatter,
    }[plot.form](book, plot, block, size)
    made.show_blanks_as("gap")
    made.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    made.set_title({"none": True})
    made.set_size({"width": round(size.width * 4 / 3), "height": round(size.height * 4 / 3)})
    shown = [place for place, one in enumerate(plot.series) if one.name]
    if plot.form in ("lines", "scatter") or len(shown) < 2:
        made.set_legend({"none": True})
    else:
        drawn = {"dots": len(_ways(plot)), "ticks": len(_known_rows(plot))}.get(plot.form)
        named = len(plot.series)
        helping = [] if drawn is None else [*range(drawn), drawn + named, drawn + named + 1]  # what only helps to draw
        between = range(drawn + 1, drawn + named - 1) if plot.form == "ticks" and drawn is not None else []
        beyond = [*helping, *between]
        made.set_legend({"position": "top", "font": _font(size), "delete_series": beyond})
    return made


def _font(size: Size, colour: str = LIGHT.ink, *, bold: bool = False) -> dict[str, Any]:
    return {"name": FACE, "size": size.font, "color": colour, "bold": bold}


def _quiet(size: Size, **more: Any) -> dict[str, Any]:
    """An axis of names: no line, no marks."""
    plain = {"line": {"none": True}, "major_tick_mark": "none", "minor_tick_mark": "none", "num_font": _font(size)}
    return plain | {"major_gridlines": {"visible": False}} | more


def _numbers(axis: Axis, size: Size, *, titled: bool = True, **more: Any) -> dict[str, Any]:
    """An axis of numbers: light lines across, its title in grey."""
    named = {"name": axis.title, "name_font": _font(size, LIGHT.muted)} if titled else {}
    ends = {"min": axis.low, "max": axis.high, "major_unit": axis.step, "num_format": axis.format}
    lines = {"major_gridlines": {"visible": True, "line": {"color": LIGHT.rule, "width": 0.75}}}
    return _quiet(size) | lines | named | ends | more


def _hidden() -> dict[str, Any]:
    return {"visible": False, "major_gridlines": {"visible": False}}


def _room(size: Size, left: float, right: float, top: float, bottom: float) -> dict[str, Any]:
    """The plot's own rectangle, less these margins in points."""
    wide, high = size.across(left), size.down(top)
    return {
        "layout": {
            "x": wide,
            "y": high,
            "width": max(0.2, 1 - wide - size.across(right)),
            "height": max(0.2, 1 - high - size.down(bottom)),
        }
    }


def _widest(texts: tuple[str, ...], size: Size, most: float = 0.42) -> float:
    return min(max((width_of(text, size.font) for text in texts), default=0) * 1.1 + size.font, size.width * most)


def _top(plot: Plot, size: Size) -> float:
    """Room for the legend, where there is one."""
    return size.font * 2.4 if len(plot.series) > 1 else size.font * 0.6


def _bars(book: xlsxwriter.Workbook, plot: Plot, block: Block, size: Size) -> Chart:
    made = book.add_chart({"type": "bar"})
    for place, one in enumerate(plot.series, start=1):
        made.add_series(
            {
                "name": block.heading(place),
                "categories": block.column(0),
                "values": block.column(place),
                "fill": {"color": one.colour},
                "border": {"none": True},
                "gap": 45,
                "overlap": -5,
                "data_labels": {
                    "value": True,
                    "num_format": plot.format,
                    "font": _font(size),
                    "position": "outside_end",
                },
            }
        )
    known = [v for one in plot.series for v in one.values if v is not None]
    ends = {"min": 0} if min(known, default=0) >= 0 else {}
    made.set_y_axis(_quiet(size, reverse=True, **AT_EDGE))  # of bars, y is the axis of names
    made.set_x_axis(_hidden() | ends)
    made.set_plotarea(_room(size, _widest(plot.names, size), size.font * 4, _top(plot, size), size.font * 0.5))
    return made


def _stacked(book: xlsxwriter.Workbook, plot: Plot, block: Block, size: Size) -> Chart:
    made = book.add_chart({"type": "bar", "subtype": "stacked"})
    totals = [sum(one.values[row] or 0 for one in plot.series) for row in range(len(plot.names))]
    narrow = 0.06 * max(totals, default=1)
    for place, one in enumerate(plot.series, start=1):
        thin = [{"delete": True} if v is None or v < narrow else None for v in one.values]
        made.add_series(
            {
                "name": block.heading(place),
                "categories": block.column(0),
                "values": block.column(place),
                "fill": {"color": one.colour},
                "border": {"color": LIGHT.paper, "width": 1},
                "gap": 60 if len(plot.names) > 2 else 120,
                "data_labels": {
                    "value": True,
                    "num_format": plot.format,
                    "font": _font(size, one.ink),
                    "position": "center",
                    "custom": thin,
                },
            }
        )
    made.set_y_axis(_quiet(size, reverse=True))
    made.set_x_axis(_hidden() | {"min": 0, "max": max(totals, default=1) or 1})
    made.set_plotarea(_room(size, _widest(plot.names, size), size.font, size.font * 2.6, size.font * 0.5))
    return made


def _ranks(book: xlsxwriter.Workbook, plot: Plot, block: Block, size: Size) -> Chart:
    assert plot.axis is not None
    made = book.add_chart({"type": "line"})
    last = plot.series[-1]
    for place, one in enumerate(plot.series, start=1):
        ends = zip(one.values, last.values, strict=True)
        made.add_series(
            {
                "name": block.heading(place),
                "categories": block.column(0),
                "values": block.column(place),
                "line": {"none": True},
                "marker": _mark(one, round(size.font * 1.8)),
                "data_labels": {
                    "value": True,
                    "num_format": "0",
                    "position": "center",
                    "font": _font(size, LIGHT.paper if one.colour == LIGHT.school else LIGHT.ink, bold=True),
                    "custom": [{"delete": True} if one is not last and now == then else None for then, now in ends],
                },
            }
        )
    made.set_x_axis(_quiet(size))
    made.set_y_axis(_hidden() | {"min": plot.axis.low, "max": plot.axis.high, "reverse": True, "crossing": "max"})
    made.set_plotarea(_room(size, size.font * 2, size.font * 2, _top(plot, size), size.font * 3.4))
    return made


def _mark(one: Series, size: int) -> dict[str, Any]:
    """A filled dot for the last year (or the school), a larger ring for what it is held against: where both are the
    same both are seen, in programs that fill the ring too."""
    if one.colour == LIGHT.school:
        return {"type": "circle", "size": size, "fill": {"color": one.colour}, "border": {"none": True}}
    border = {"color": one.colour, "width": 2.25}
    return {"type": "circle", "size": round(size * 1.25), "fill": {"none": True}, "border": border}


def _dots(book: xlsxwriter.Workbook, plot: Plot, block: Block, size: Size) -> Chart:
    """Two dots a row with a bar between them: an XY chart whose names and figures are labels of two unseen series."""
    assert plot.axis is not None
    made = book.add_chart({"type": "scatter", "subtype": "straight"})
    first = len(plot.series) + 1
    for row in _ways(plot):
        made.add_series(_way(block.across(1, row), block.across(first, row), width=2.25))
    # LibreOffice draws the first series on top, and fills rings
    for place, one in reversed(list(enumerate(plot.series, start=1))):
        made.add_series(
            {
                "name": block.heading(place),
                "categories": block.column(place),
                "values": block.column(first),
                "line": {"none": True},
                "marker": _mark(one, round(size.font * 0.85)),
            }
        )
    _beside(made, plot, block, size, first)
    made.set_x_axis(_numbers(plot.axis, size))
    return made


def _ticks(book: xlsxwriter.Workbook, plot: Plot, block: Block, size: Size) -> Chart:
    """The present year as a thick line from nought, a thin upright for each earlier year: an XY chart as of dots."""
    assert plot.axis is not None
    made = book.add_chart({"type": "scatter", "subtype": "straight"})
    last, first = len(plot.series), len(plot.series) + 2  # between them nought, beside the present figure
    for row in _known_rows(plot):
        thick = size.height / (len(plot.names) + 3) * 0.5
        made.add_series(
            _way(block.across(last, row), block.across(first, row), width=thick, colour=plot.series[-1].colour)
        )
    for place, one in enumerate(plot.series, start=1):
        upright = {"type": "fixed", "value": 0.36, "end_style": 0, "line": {"color": one.colour, "width": 2}}
        made.add_series(
            {
                "name": block.heading(place),
                "categories": block.column(place),
                "values": block.column(first),
                "line": {"none": True},
                "marker": {"type": "square", "size": 3, "fill": {"color": one.colour}, "border": {"none": True}},
                **({} if place == last else {"y_error_bars": upright}),
            }
        )
    _beside(made, plot, block, size, first)
    made.set_x_axis(_numbers(plot.axis, size))
    return made


def _known_rows(plot: Plot) -> list[int]:
    """The rows with a present figure."""
    return [row for row, value in enumerate(plot.series[-1].values) if value is not None]


def _beside(made: Chart, plot: Plot, block: Block, size: Size, first: int) -> None:
    """The rows' names at their left and what they end with at their right: labels of two unseen series."""
    for place, texts, side, before, after in (
        (first + 2, plot.names, "left", "", SPACE),
        (first + 3, plot.ends, "right", SPACE, ""),
    ):
        made.add_series(
            {
                "categories": block.column(place),
                "values": block.column(first),
                "line": {"none": True},
                "marker": {"type": "none"},
                "data_labels": {
                    "value": True,
                    "position": side,
                    "font": _font(size),
                    "custom": [_label(text, size, before=before, after=after) for text in texts],
                },
            }
        )
    made.set_y_axis(_hidden() | {"min": 0.4, "max": len(plot.names) + 0.6, "reverse": True, "crossing": "max"})
    made.set_plotarea(
        _room(
            size, _widest(plot.names, size), _widest(plot.ends, size) + 2 * size.font, _top(plot, size), size.font * 4
        )
    )


def _ways(plot: Plot) -> list[int]:
    """The rows whose earlier and present figures are both known."""
    ends = (
        [*plot.before, *(one.values for one in plot.series)]
        if plot.form == "scatter"
        else [s.values for s in plot.series]
    )
    return [row for row, known in enumerate(zip(*ends, strict=True)) if len(known) > 1 and None not in known]


def _way(x: str, y: str, *, width: float, colour: str = LIGHT.other) -> dict[str, Any]:
    """A line of its own from an earlier figure to the present one: programs differ in what a gap in an XY line is."""
    return {"categories": x, "values": y, "line": {"color": colour, "width": width}, "marker": {"type": "none"}}


def _label(text: str, size: Size, *, before: str = "", after: str = "") -> dict[str, Any]:
    """A label of our own words, at a distance from its mark; the writer cannot take it for a reference to a cell."""
    return {"value": before + text.replace("!", "！") + after, "font": _font(size)} if text else {"delete": True}


def _lines(book: xlsxwriter.Workbook, plot: Plot, block: Block, size: Size) -> Chart:
    """A line a member, its name at its end: the names are labels of one unseen series, kept apart."""
    assert plot.axis is not None
    made = book.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
    for place, one in enumerate(plot.series, start=1):
        made.add_series(
            {
                "name": block.heading(place),
                "categories": block.column(0),
                "values": block.column(place),
                "line": {"color": one.colour, "width": 2},
                "marker": {"type": "circle", "size": 6, "fill": {"color": one.colour}, "border": {"none": True}},
            }
        )
    first, count = len(plot.series) + 1, len(plot.series)
    made.add_series(
        {
            "categories": block.rows(first, 0, count),
            "values": block.rows(first + 1, 0, count),
            "line": {"none": True},
            "marker": {"type": "none"},
            "data_labels": {
                "value": True,
                "position": "right",
                "font": _font(size),
                "custom": [_label(text, size, before=SPACE) for text in plot.ends],
            },
        }
    )
    if any(plot.expected):
        made.add_series(_ranges(plot, block, first + 2))
    years = (int(plot.names[0]), plot.last_year)
    step = math.ceil((years[1] - years[0] + 1) / MOST_YEARS)
    ends = {"min": years[0], "max": max(years[1], years[0] + 1), "major_unit": step, "num_format": "0"}
    turned = {"reverse": True, "crossing": "max"} if plot.axis.falls else {}
    made.set_x_axis(_quiet(size, **ends) | ({} if turned else AT_EDGE))
    made.set_y_axis(_numbers(plot.axis, size, titled=False) | turned)
    named = _widest(plot.ends, size)
    made.set_plotarea(_room(size, size.font * 4, named + 2 * size.font, size.font, size.font * 2.4))
    return made


def _ranges(plot: Plot, block: Block, first: int) -> dict[str, Any]:
    """What is expected of each line in the next year: a dot, with the range as its error bar."""
    below, above = (block.rows(first + place, 0, len(plot.expected)) for place in (2, 3))
    # The figures beside the cells that have them: the writer fills in none of error bars.
    down = [one and one[0] - one[1] for one in plot.expected]
    up = [one and one[2] - one[0] for one in plot.expected]
    reach = {
        "type": "custom",
        **{"plus_values": above, "plus_data": up, "minus_values": below, "minus_data": down},
        "line": {"color": LIGHT.muted, "width": 3},
    }
    return {
        "categories": block.rows(first, 0, len(plot.expected)),
        "values": block.rows(first + 1, 0, len(plot.expected)),
        "line": {"none": True},
        "marker": {"type": "diamond", "size": 7, "fill": {"color": LIGHT.muted}, "border": {"none": True}},
        "y_error_bars": reach,
    }


def _scatter(book: xlsxwriter.Workbook, plot: Plot, block: Block, size: Size) -> Chart:
    """A named point a member, with its way from the first chosen year in grey."""
    assert plot.axis is not None and plot.across is not None
    made = book.add_chart({"type": "scatter", "subtype": "straight"})
    place = (2, 4) if plot.before[0] else (1, 2)
    for row in _ways(plot) if plot.before[0] else []:
        made.add_series(_way(block.across(1, row), block.across(3, row), width=1.5))
    labels = [_label(name, size) | {"position": side} for name, side in zip(plot.names, plot.places, strict=True)]
    made.add_series(
        {
            "name": block.heading(place[1]),
            "categories": block.column(place[0]),
            "values": block.column(place[1]),
            "line": {"none": True},
            "marker": {"type": "circle", "size": 10, "fill": {"color": LIGHT.school}, "border": {"none": True}},
            "data_labels": {"value": True, "position": "right", "font": _font(size), "custom": labels},
        }
    )
    made.set_x_axis(_numbers(plot.across, size) | AT_EDGE | {"major_gridlines": {"visible": False}})
    made.set_y_axis(_numbers(plot.axis, size, titled=False) | AT_EDGE)
    made.set_plotarea(_room(size, size.font * 4.5, size.font * 2, size.font, size.font * 4))
    return made
