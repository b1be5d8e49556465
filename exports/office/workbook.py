"""A notebook as a workbook: a sheet for each cell with its figures as numbers, and a chart of Excel's own over them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from charts import LIGHT
from exports.content import words
from exports.content.content import About, Content
from exports.content.grids import Grid, Number
from exports.content.markdown import plain
from exports.content.measures import FACE, lines_of, width_of
from exports.content.tables import cell
from exports.drawing.blocks import write
from exports.drawing.forms import Size, chart
from exports.drawing.native import CHART_PART, finished
from exports.drawing.plots import plot
from schema import Language

Told = Callable[[int, int], None]
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
LONGEST_NAME = 31
A4 = 9
LAST = 8  # the column to which titles reach
HEADING = {"bold": True, "font_size": 16, "font_color": LIGHT.ink, "text_wrap": True, "valign": "vcenter"}
LEAST, MOST = 9, 60  # of a column's width, in letters


def as_workbook(contents: Sequence[Content], about: About, language: Language, told: Told) -> bytes:
    """A sheet of contents, then one for each cell. `told` hears how many of them are made, of how many."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.formats[0].set_font_name(FACE)
        book.set_properties(
            {"title": about.title, "author": words.SCHOOL.text(language), "comments": about.line(language)}
        )
        names = sheet_names(contents, about, language)
        _contents(book, contents, names, about, language)
        for place, (one, name) in enumerate(zip(contents, names, strict=True), start=1):
            _sheet(book, book.add_worksheet(name), one, about, language)
            told(place, len(contents))
    return _with_finished_charts(out.getvalue())


def sheet_names(contents: Sequence[Content], about: About, language: Language) -> list[str]:
    """Each sheet's name: its number and the beginning of its title, as far as Excel lets it be."""
    names = [f"{place} {FORBIDDEN.sub(' ', one.title or about.title)}" for place, one in enumerate(contents, start=1)]
    # Excel counts in units of UTF-16, of which an emoji has two
    return [name.encode("utf-16-le")[: 2 * LONGEST_NAME].decode("utf-16-le", "ignore").strip() for name in names]


def _contents(
    book: xlsxwriter.Workbook, contents: Sequence[Content], names: Sequence[str], about: About, language: Language
) -> None:
    sheet = book.add_worksheet(words.CONTENTS.text(language))
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 1, 110)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    link = book.add_format({"font_name": FACE, "font_color": LIGHT.school, "text_wrap": True, "valign": "top"})
    sheet.write_string(0, 0, str(cell(about.title)), _format(book, size=18, bold=True))
    sheet.write_string(1, 0, about.line(language), _format(book, colour=LIGHT.muted))
    for place, (one, name) in enumerate(zip(contents, names, strict=True), start=1):
        sheet.write_number(2 + place, 0, place, _format(book, colour=LIGHT.muted, wrap=True))
        sheet.write_url(2 + place, 1, f"internal:'{name}'!A1", link, string=str(cell(one.title or about.title)))


def _sheet(book: xlsxwriter.Workbook, sheet: Worksheet, one: Content, about: About, language: Language) -> None:
    """The title, the words, the table with its source, and the chart below."""
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 1 if one.picture is not None else 0)
    title = str(cell(one.title or about.title))
    sheet.merge_range(0, 0, 0, LAST, title, book.add_format(HEADING | {"font_name": FACE}))
    sheet.set_row(0, 24 * lines_of(title, 16, 600))
    row = 1
    for line in filter(None, [*plain(one.words).split("\n"), one.note]):
        _line(sheet, row, line, _format(book, wrap=True))
        row += 1
    row += 1
    if one.picture is not None:
        drawn = plot(one.picture, language)
        sheet.write_string(row, 0, drawn.caption, _format(book, colour=LIGHT.muted))
        block = write(book, sheet, drawn, language, top=row + 1)
        _widen(sheet, [drawn.names])
        columns = block.width
        sheet.set_column(1, columns - 1, 14)
        high = 0.9 + 0.36 * len(drawn.names) * (len(drawn.series) if drawn.form == "bars" else 1)
        size = Size(
            680, max(260, min(520, high * 72)) if drawn.form in ("bars", "dots", "ticks", "stacked") else 380, font=11
        )
        row += 2 + max(len(drawn.names), len(drawn.series) if drawn.form == "lines" else 0)
    elif one.grid is not None:
        row = _grid(book, sheet, one.grid, row, language)
        _widen(sheet, list(zip(one.grid.headings, *one.grid.texts(language), strict=True)))
    for line in filter(None, (one.source, one.state, one.moved, about.line(language))):
        row += 1
        _line(sheet, row, line, _format(book, colour=LIGHT.muted, wrap=True))
    if one.picture is not None:
        sheet.insert_chart(row + 2, 0, chart(book, drawn, block, size), {"description": one.said})


def _line(sheet: Worksheet, row: int, text: str, style: Any) -> None:
    """A line of words across the sheet, as high as its words need."""
    sheet.merge_range(row, 0, row, LAST, str(cell(text)), style)
    sheet.set_row(row, 16 * lines_of(text, 11, 640))


def _grid(book: xlsxwriter.Workbook, sheet: Worksheet, grid: Grid, top: int, language: Language) -> int:
    """Write the table; gives the row after it."""
    head = book.add_format(
        {"font_name": FACE, "bold": True, "bottom": 1, "bottom_color": LIGHT.other, "text_wrap": True}
    )
    right = book.add_format({"font_name": FACE, "bold": True, "bottom": 1, "align": "right", "text_wrap": True})
    text = book.add_format({"font_name": FACE, "text_wrap": True, "valign": "top"})
    formats: dict[str, Any] = {}
    for place, (heading, is_figure) in enumerate(zip(grid.headings, grid.has_figures, strict=True)):
        sheet.write_string(top, place, str(cell(heading)), right if is_figure else head)
    for at, row in enumerate(grid.rows, start=top + 1):
        for place, value in enumerate(row):
            if isinstance(value, Number):
                if value.format not in formats:
                    formats[value.format] = book.add_format(
                        {"font_name": FACE, "num_format": value.format, "valign": "top"}
                    )
                sheet.write_number(at, place, value.value, formats[value.format])
            elif value:
                sheet.write_string(at, place, str(cell(value)), text)
    return top + 1 + len(grid.rows)


def _widen(sheet: Worksheet, columns: Sequence[Sequence[str]]) -> None:
    """Each column as wide as its longest text needs, within reason."""
    for place, texts in enumerate(columns):
        sheet.set_column(place, place, max(LEAST, min(MOST, max(width_of(text, 2.1) for text in texts) + 2)))


def _format(
    book: xlsxwriter.Workbook, *, size: float = 11, colour: str = LIGHT.ink, bold: bool = False, wrap: bool = False
) -> Any:
    plain_format = {"font_name": FACE, "font_size": size, "font_color": colour, "bold": bold}
    return book.add_format(plain_format | ({"valign": "top", "text_wrap": True} if wrap else {}))


def _with_finished_charts(workbook: bytes) -> bytes:
    """The workbook with what the writer leaves unsaid in its charts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for item in package.infolist():
            content = package.read(item)
            made.writestr(item, finished(content.decode()).encode() if CHART_PART.fullmatch(item.filename) else content)
    return out.getvalue()
