"""A notebook as a document to hand out: titles, words, tables, and charts that Word and WPS draw themselves."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from charts import LIGHT
from exports.content import words
from exports.content.content import About, Content
from exports.content.grids import Grid, text_of
from exports.content.markdown import Paragraph, paragraphs
from exports.content.measures import FACE, column_widths, table_type
from exports.drawing.forms import Size
from exports.drawing.native import Native, native
from exports.drawing.plots import Plot, plot
from schema import Language

Told = Callable[[int, int], None]
WIDTH = 17.0 / 2.54 * 72  # between the margins of A4, in points
POINT = 12_700  # English metric units
ROWS = 40  # of a table; more are counted
CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_docx(contents: Sequence[Content], about: About, language: Language, told: Told) -> bytes:
    """One section a cell, on A4. `told` hears how many of them are made, of how many."""
    document = docx.Document()
    _prepared(document, about, language)
    _heading(document, about.title, 0)
    _line(document, about.line(language), 10, LIGHT.muted, after=18)
    for place, one in enumerate(contents, start=1):
        _section(document, one, about, language, place)
        told(place, len(contents))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _prepared(document: Document, about: About, language: Language) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    document.core_properties.title = about.title
    document.core_properties.author = words.SCHOOL.text(language)
    styles = {"Normal": (11, LIGHT.ink), "Title": (24, LIGHT.ink), "Heading 1": (16, LIGHT.ink)}
    for name, (size, colour) in styles.items():
        style: Any = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FACE, Pt(size), _rgb(colour)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), FACE)
    title: Any = document.styles["Title"]
    for border in title.element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
    footer = section.footer.paragraphs[0]
    _run(footer, about.line(language), 8, LIGHT.muted)


def _section(document: Document, one: Content, about: About, language: Language, place: int) -> None:
    _heading(document, one.title or about.title, 1)
    for paragraph in paragraphs(one.words):
        _words(document, paragraph)
    if one.note:
        _line(document, one.note, 10.5, LIGHT.muted)
    if one.picture is not None:
        _chart(document, one, plot(one.picture, language), language, place)
    if one.grid is not None:
        _table(document, one.grid, language)
    if one.below:
        _line(document, one.below, 8.5, LIGHT.muted, after=20)


def _chart(document: Document, one: Content, drawn: Plot, language: Language, place: int) -> None:
    if drawn.form not in ("dots",):
        _line(document, drawn.caption, 10, LIGHT.muted, after=0, keep=True)
    rows = len(drawn.names) * (len(drawn.series) if drawn.form == "bars" else 1)
    high = 300 if drawn.form in ("lines", "scatter", "ranks") else min(430, 62 + 25 * rows)
    size = Size(WIDTH, high, font=10.5)
    paragraph = document.add_paragraph()
    _insert(document, paragraph, native(drawn, size, language), size, place, f"{one.said} {drawn.caption}")


def _insert(document: Document, paragraph: WordParagraph, made: Native, size: Size, place: int, described: str) -> None:
    """A chart part with its workbook, and the paragraph's place for it: python-docx knows no charts of its own."""
    package = document.part.package
    assert package is not None
    workbook = Part(PackURI(f"/word/embeddings/chart{place}.xlsx"), SHEET, made.workbook, package)
    chart = Part(PackURI(f"/word/charts/chart{place}.xml"), CHART, b"", package)
    data = chart.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE)
    external = f'<c:externalData r:id="{data}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    chart._blob = made.xml.replace(b"</c:chartSpace>", external.encode())
    drawn = document.part.relate_to(chart, RELATIONSHIP_TYPE.CHART)
    inline: Any = parse_xml(
        f'<w:drawing {nsdecls("w", "wp", "a", "r")}><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{int(size.width * POINT)}" cy="{int(size.height * POINT)}"/>'
        f'<wp:docPr id="{1000 + place}" name="chart {place}"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        f'r:id="{drawn}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    inline.find(f".//{qn('wp:docPr')}").set("descr", described)
    paragraph.add_run()._r.append(inline)


def _table(document: Document, grid: Grid, language: Language) -> None:
    """A table with rules only; what has no room is counted."""
    table = document.add_table(rows=1, cols=len(grid.headings))
    table.autofit = False
    size = table_type(grid, language, WIDTH)
    for column, wide in zip(table.columns, column_widths(grid, language, WIDTH, size), strict=True):
        column.width = Pt(wide)
    figures = grid.has_figures
    for place, heading in enumerate(grid.headings):
        _cell(table.rows[0].cells[place], heading, size, LIGHT.muted, figures[place], LIGHT.other)
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(head.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))
    for row in grid.rows[:ROWS]:
        added = table.add_row()
        kept = added._tr.get_or_add_trPr()
        kept.append(kept.makeelement(qn("w:cantSplit"), {}))
        cells = added.cells
        for place, value in enumerate(row):
            _cell(cells[place], text_of(value, language), size, LIGHT.ink, figures[place], LIGHT.rule)
    if len(grid.rows) > ROWS:
        _line(document, words.ROWS_LEFT.text(language).format(count=len(grid.rows) - ROWS), 8.5, LIGHT.muted)


def _cell(cell: _Cell, text: str, size: float, colour: str, right: bool, line: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = Pt(2)
    _run(paragraph, text, size, colour)
    rule = f'<w:bottom w:val="single" w:sz="4" w:color="{line.removeprefix("#")}"/>'
    cell._tc.get_or_add_tcPr().append(parse_xml(f"<w:tcBorders {nsdecls('w')}>{rule}</w:tcBorders>"))


def _heading(document: Document, text: str, level: int) -> None:
    paragraph = document.add_heading("", level)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(14 if level else 0), Pt(6)
    _run(paragraph, text, 16 if level else 24, LIGHT.ink, bold=True)


def _words(document: Document, one: Paragraph) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(6)
    paragraph.paragraph_format.line_spacing = 1.25
    if one.mark:
        paragraph.paragraph_format.left_indent = Cm(0.6 * one.level)
        paragraph.paragraph_format.first_line_indent = Cm(-0.5)
        _run(paragraph, f"{one.mark} ", 11, LIGHT.ink)
    for run in one.runs:
        _run(paragraph, run.text, 11, LIGHT.ink, bold=run.bold or one.heading, italic=run.italic)


def _line(document: Document, text: str, size: float, colour: str, *, after: float = 6, keep: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(after)
    paragraph.paragraph_format.keep_with_next = keep
    _run(paragraph, text, size, colour)


def _run(
    paragraph: WordParagraph, text: str, size: float, colour: str, *, bold: bool = False, italic: bool = False
) -> None:
    """A run in our face, for Latin and Chinese letters alike."""
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.font.color.rgb = FACE, Pt(size), _rgb(colour)
    run.font.bold, run.font.italic = bold, italic
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FACE)


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#"))
