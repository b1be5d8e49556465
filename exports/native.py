"""Charts that an office program draws itself, from the cells of a workbook: the same in a sheet, a slide and a page."""

from __future__ import annotations

import io
import re
import zipfile
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from lxml import etree
from xlsxwriter.chart import Chart
from xlsxwriter.utility import xl_col_to_name, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from charts import LIGHT
from exports import words
from exports.measures import width_of
from exports.plots import Axis, Plot, Series
from exports.tables import cell
from schema import Language

FACE = "Microsoft YaHei"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CHART_PART = re.compile(r"xl/charts/chart\d+\.xml")
LATIN = re.compile(r'(<a:latin typeface="([^"]*)"[^>]*/>)')
LABELS = re.compile(r"<c:(dLbls|dLbl)>(.*?)</c:\1>", re.DOTALL)
NAMES_AXIS = re.compile(r"(<c:catAx>(?:(?!</c:catAx>).)*?<c:txPr>)<a:bodyPr[^>]*/>", re.DOTALL)
UNSMOOTHED = re.compile(r"(<c:marker>(?:(?!</c:ser>).)*</c:(?:yVal|val)>)</c:ser>", re.DOTALL)
FLAGS = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
SPACE = "\u2002"


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


@dataclass(frozen=True)
class Block:
    """Where a plot's figures stand in a sheet: the row of the headings, the first column, how many rows and columns."""

    sheet: str
    top: int
    left: int
    length: int
    width: int
    helpers: int = 0

    def column(self, place: int) -> str:
        return self.rows(place, 0, self.length)

    def rows(self, place: int, start: int, length: int) -> str:
        row, col = self.top + 1 + start, self.left + place
        return f"='{self.sheet}'!{xl_range_abs(row, col, row + length - 1, col)}"

    def across(self, place: int, row: int) -> str:
        """Two cells side by side."""
        at, left = self.top + 1 + row, self.left + place
        return f"='{self.sheet}'!{xl_range_abs(at, left, at, left + 1)}"

    def heading(self, place: int) -> str:
        return f"='{self.sheet}'!${xl_col_to_name(self.left + place)}${self.top + 1}"


@dataclass(frozen=True)
class Native:
    """A chart outside a workbook: its XML, and the workbook that holds its figures."""

    xml: bytes
    workbook: bytes


def native(plot: Plot, size: Size, language: Language) -> Native:
    """The plot's chart and its workbook, for a slide or a document."""
    with_chart, without = io.BytesIO(), io.BytesIO()
    for out, drawn in ((with_chart, True), (without, False)):
        with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
            sheet = book.add_worksheet("Sheet1")
            block = write(book, sheet, plot, language)
            if drawn:
                sheet.insert_chart("A1", chart(book, plot, block, size))
    with zipfile.ZipFile(with_chart) as package:
        xml = finished(package.read("xl/charts/chart1.xml").decode())
    return Native(_evened(xml) if "<c:scatterChart>" in xml else xml.encode(), without.getvalue())


def _evened(xml: str) -> bytes:
    """The XY chart with every series as long as the longest, its last known point repeated in what is kept of its
    cells: LibreOffice draws no line of a series that is shorter, where the cells themselves are not at hand."""
    root = etree.fromstring(xml.encode())
    both = [tuple(_cache(one, axis) for axis in ("xVal", "yVal")) for one in root.iter(f"{CHART}ser")]
    length = max(_length(x) for x, _ in both)
    for x, y in both:
        points = [{point.get("idx"): point for point in cache.iter(f"{CHART}pt")} for cache in (x, y)]
        known = [place for place in points[0] if place in points[1]]
        for cache, own in zip((x, y), points, strict=True):
            for place in range(_length(cache), length) if known else []:
                again = deepcopy(own[known[-1]])
                again.set("idx", str(place))
                cache.append(again)
            cache.find(f"{CHART}ptCount").set("val", str(length))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _cache(series: Any, axis: str) -> Any:
    """What is kept of the cells of a series' x or y."""
    return series.find(f"{CHART}{axis}//{CHART}numCache")


def _length(cache: Any) -> int:
    return int(cache.find(f"{CHART}ptCount").get("val"))


def finished(xml: str) -> str:
    """A chart's XML with its typeface for Chinese too, and every label's parts named: programs differ in what they
    take for granted where nothing is said."""
    xml = LATIN.sub(r'\1<a:ea typeface="\2"/>', xml)
    xml = UNSMOOTHED.sub(r'\1<c:smooth val="0"/></c:ser>', xml)
    xml = NAMES_AXIS.sub(r'\1<a:bodyPr rot="0" vert="horz"/>', xml)
    xml = xml.replace('<c:plotVisOnly val="1"/>', '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/>')
    return LABELS.sub(_with_flags, xml)


def _with_flags(found: re.Match[str]) -> str:
    tag, inside = found[1], found[2].replace("<a:bodyPr/>", '<a:bodyPr wrap="none"/>')
    if tag == "dLbls" and "<c:dLbl>" in inside:
        ends = inside.rindex("</c:dLbl>") + len("</c:dLbl>")
        return f"<c:dLbls>{LABELS.sub(_with_flags, inside[:ends])}{_flagged(inside[ends:])}</c:dLbls>"
    return f"<c:{tag}>{inside if '<c:delete' in inside else _flagged(inside)}</c:{tag}>"


def _flagged(inside: str) -> str:
    shown = {flag for flag in FLAGS if f'<c:{flag} val="1"/>' in inside}
    bare = re.sub(rf'<c:(?:{"|".join(FLAGS)}) val="[01]"/>', "", inside)
    return bare + "".join(f'<c:{flag} val="{int(flag in shown)}"/>' for flag in FLAGS)


def write(book: xlsxwriter.Workbook, sheet: Worksheet, plot: Plot, language: Language, top: int = 0) -> Block:
    """The plot's figures in the sheet, under headings, with what its chart needs beside them in grey."""
    columns = _columns(plot, language)
    helpers = {"dots": 4, "lines": 2}.get(plot.form, 0)
    block = Block(sheet.get_name(), top, 0, len(plot.names), 1 + len(columns) + helpers, helpers)
    head = book.add_format(
        {"bold": True, "font_name": FACE, "bottom": 1, "bottom_color": LIGHT.other, "text_wrap": True}
    )
    text = book.add_format({"font_name": FACE})
    right = book.add_format({"font_name": FACE, "bold": True, "bottom": 1, "align": "right", "text_wrap": True})
    figures = [book.add_format({"font_name": FACE, "num_format": one.format or plot.format}) for one in columns]
    headings = [plot.heading or words.NAME.text(language), *(one.name for one in columns)]
    for place, heading in enumerate(headings):
        sheet.write_string(top, place, str(cell(heading)), right if place else head)
    for row, name in enumerate(plot.names):
        if plot.form == "lines":
            sheet.write_number(top + 1 + row, 0, int(name), text)
        else:
            sheet.write_string(top + 1 + row, 0, str(cell(name)), text)
        for place, one in enumerate(columns, start=1):
            if (known := one.values[row]) is not None:
                sheet.write_number(top + 1 + row, place, known, figures[place - 1])
    if helpers:
        _write_helpers(book, sheet, plot, block, len(headings), language)
    return block


def _columns(plot: Plot, language: Language) -> list[Series]:
    """The columns of figures; a scatter has each figure of the earlier year before the present one."""
    if not plot.before[0]:
        return [*plot.series]
    earlier = words.EARLIER.text(language)
    return [
        one
        for now, before in zip(plot.series, plot.before, strict=True)
        for one in (Series(f"{now.name} {earlier}", before, LIGHT.other, now.format), now)
    ]


def _write_helpers(
    book: xlsxwriter.Workbook, sheet: Worksheet, plot: Plot, block: Block, first: int, language: Language
) -> None:
    """What places the marks of dots and the names of lines, in grey beside the figures."""
    grey = book.add_format({"font_name": FACE, "font_color": LIGHT.other})
    assert plot.axis is not None
    sheet.write_string(block.top, first, words.HELPERS.text(language), grey)
    if plot.form == "dots":
        for row in range(len(plot.names)):
            for place, known in enumerate((row + 1, row + 1, plot.axis.low, plot.axis.high), start=first):
                sheet.write_number(block.top + 1 + row, place, known, grey)
    if plot.form == "lines":
        for row, (when, beside) in enumerate(ends_of_lines(plot)):
            sheet.write_number(block.top + 1 + row, first, when, grey)
            sheet.write_number(block.top + 1 + row, first + 1, beside, grey)


def ends_of_lines(plot: Plot) -> list[tuple[int, float]]:
    """For each line its last year, and the height at which its name keeps clear of the others of that year."""
    assert plot.axis is not None
    gap = (plot.axis.high - plot.axis.low) / 17
    last = [max(row for row, one in enumerate(line.values) if one is not None) for line in plot.series]
    beside: dict[int, float] = {}
    for row in set(last):
        known = [(line.values[row] or 0.0, place) for place, line in enumerate(plot.series) if last[place] == row]
        lowest = plot.axis.high + gap
        for height, place in sorted(known, reverse=True):
            lowest = min(height, lowest - gap)
            beside[place] = lowest
    return [(int(plot.names[row]), beside[place]) for place, row in enumerate(last)]


def chart(book: xlsxwriter.Workbook, plot: Plot, block: Block, size: Size) -> Chart:
    """The chart over the plot's figures in the workbook."""
    made = {
        "bars": _bars,
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
        ways = len(_ways(plot)) if plot.form == "dots" else 0
        beyond = [*range(ways), ways + 2, ways + 3] if plot.form == "dots" else []  # what only helps to draw
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
    made.set_y_axis(_quiet(size, reverse=True, label_position="low"))  # of bars, y is the axis of names
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
    for place, one in enumerate(plot.series, start=1):
        made.add_series(
            {
                "name": block.heading(place),
                "categories": block.column(0),
                "values": block.column(place),
                "line": {"none": True},
                "marker": {
                    "type": "circle",
                    "size": round(size.font * 1.8),
                    "fill": {"color": one.colour},
                    "border": {"none": True},
                },
                "data_labels": {
                    "value": True,
                    "num_format": "0",
                    "position": "center",
                    "font": _font(size, LIGHT.paper if one.colour == LIGHT.school else LIGHT.ink, bold=True),
                },
            }
        )
    made.set_x_axis(_quiet(size))
    made.set_y_axis(
        _numbers(
            plot.axis, size, titled=False, reverse=True, crossing="max", visible=True, num_font=_font(size, LIGHT.paper)
        )
        | {"major_gridlines": {"visible": False}}
    )
    made.set_plotarea(_room(size, size.font * 2, size.font * 2, _top(plot, size), size.font * 3.4))
    return made


def _dots(book: xlsxwriter.Workbook, plot: Plot, block: Block, size: Size) -> Chart:
    """Two dots a row with a bar between them: an XY chart whose names and figures are labels of two unseen series."""
    assert plot.axis is not None
    made = book.add_chart({"type": "scatter", "subtype": "straight"})
    first = len(plot.series) + 1
    for row in _ways(plot):
        made.add_series(_way(block.across(1, row), block.across(first, row), width=2.25))
    for place, one in enumerate(plot.series, start=1):
        made.add_series(
            {
                "name": block.heading(place),
                "categories": block.column(place),
                "values": block.column(first),
                "line": {"none": True},
                "marker": {
                    "type": "circle",
                    "size": round(size.font * 0.85),
                    "fill": {"color": one.colour},
                    "border": {"none": True},
                },
            }
        )
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
    made.set_x_axis(_numbers(plot.axis, size))
    made.set_y_axis(_hidden() | {"min": 0.4, "max": len(plot.names) + 0.6, "reverse": True, "crossing": "max"})
    made.set_plotarea(
        _room(
            size, _widest(plot.names, size), _widest(plot.ends, size) + 2 * size.font, _top(plot, size), size.font * 4
        )
    )
    return made


def _ways(plot: Plot) -> list[int]:
    """The rows whose earlier and present figures are both known."""
    ends = (
        [*plot.before, *(one.values for one in plot.series)]
        if plot.form == "scatter"
        else [s.values for s in plot.series]
    )
    return [row for row, known in enumerate(zip(*ends, strict=True)) if len(known) > 1 and None not in known]


def _way(x: str, y: str, *, width: float) -> dict[str, Any]:
    """A line of its own from an earlier figure to the present one: programs differ in what a gap in an XY line is."""
    return {"categories": x, "values": y, "line": {"color": LIGHT.other, "width": width}, "marker": {"type": "none"}}


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
                "custom": [_label(one.name, size, before=SPACE) for one in plot.series],
            },
        }
    )
    years = (int(plot.names[0]), int(plot.names[-1]))
    made.set_x_axis(_quiet(size, min=years[0], max=max(years[1], years[0] + 1), major_unit=1, num_format="0"))
    made.set_y_axis(_numbers(plot.axis, size, titled=False))
    named = _widest(tuple(one.name for one in plot.series), size)
    made.set_plotarea(_room(size, size.font * 4, named + 2 * size.font, size.font, size.font * 2.4))
    return made


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
    made.set_x_axis(_numbers(plot.across, size) | {"major_gridlines": {"visible": False}})
    made.set_y_axis(_numbers(plot.axis, size, titled=False))
    made.set_plotarea(_room(size, size.font * 4.5, size.font * 2, size.font, size.font * 4))
    return made
