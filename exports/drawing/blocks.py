"""A plot's figures in a sheet, where its chart finds them."""

from __future__ import annotations

from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from charts import LIGHT
from charts.axes import spread
from exports.content import words
from exports.content.measures import FACE, lines_of
from exports.content.tables import cell
from exports.drawing.plots import Plot, Series
from schema import Language

HEAD_WIDTH = 76.0  # of a column of figures, in points


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


def write(book: xlsxwriter.Workbook, sheet: Worksheet, plot: Plot, language: Language, top: int = 0) -> Block:
    """The plot's figures in the sheet, under headings, with what its chart needs beside them in grey."""
    columns = _columns(plot, language)
    helpers = {"dots": 4, "ticks": 5, "lines": 6 if any(plot.expected) else 2}.get(plot.form, 0)
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
    sheet.set_row(top, 16 * max(lines_of(heading, 11, HEAD_WIDTH) for heading in headings[1:]))
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
    if plot.form in ("dots", "ticks"):
        zero = (0,) if plot.form == "ticks" else ()
        for row in range(len(plot.names)):
            for place, known in enumerate((*zero, row + 1, row + 1, plot.axis.low, plot.axis.high), start=first):
                sheet.write_number(block.top + 1 + row, place, known, grey)
    if plot.form == "lines":
        for row, (when, beside) in enumerate(ends_of_lines(plot)):
            sheet.write_number(block.top + 1 + row, first, when, grey)
            sheet.write_number(block.top + 1 + row, first + 1, beside, grey)
        if any(plot.expected):
            sheet.write_string(block.top, first + 3, words.EXPECTED.text(language), grey)
        for row, one in enumerate(plot.expected):
            if one is not None:
                middle, low, high = one
                for place, known in enumerate((plot.last_year, middle, middle - low, high - middle), start=first + 2):
                    sheet.write_number(block.top + 1 + row, place, known, grey)


def ends_of_lines(plot: Plot) -> list[tuple[int, float]]:
    """For each line the year where it ends, and the height at which its name keeps clear of the others of that year."""
    assert plot.axis is not None
    gap = (plot.axis.high - plot.axis.low) / 17
    last = [max(row for row, one in enumerate(line.values) if one is not None) for line in plot.series]
    beside: dict[int, float] = {}
    for row in set(last):
        places = [place for place in range(len(last)) if last[place] == row and plot.ends[place]]
        heights = [plot.series[place].values[row] or 0.0 for place in places]
        beside |= zip(places, spread(heights, gap, plot.axis.low, plot.axis.high), strict=True)
    years = [*map(int, plot.names[:-1]), plot.last_year]
    return [(years[row], beside.get(place, plot.axis.low)) for place, row in enumerate(last)]
