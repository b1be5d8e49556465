"""A notebook as a presentation whose charts are the office program's own, each with its figures behind it."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from pptx import Presentation
from pptx.chart.data import ChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from charts import LIGHT
from exports.content import words
from exports.content.content import About, Content
from exports.content.grids import Grid, Number, Value, text_of
from exports.content.markdown import Paragraph, Run, paragraphs, plain
from exports.content.measures import column_widths, lines_of
from exports.drawing.forms import Size
from exports.drawing.native import Native, native
from exports.drawing.plots import plot
from exports.office.slide_text import add_text, add_words, fitting, height_of, plain_frame, rgb, write_text
from schema import Language

Told = Callable[[int, int], None]
WIDTH, HEIGHT, MARGIN = 13.333, 7.5, 0.6  # inches, 16:9
BODY = WIDTH - 2 * MARGIN
TOP, BOTTOM = 1.9, 6.85  # of what stands between the title and the source
BESIDE = 3.7  # the width of the words beside a chart
TABLE_TYPE = 14
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # of tables: no fills, no lines but ours
BIG = 8  # as many figures are shown large
TITLE_ONLY = 5  # the layout of the default template


def as_pptx(contents: Sequence[Content], about: About, language: Language, told: Told) -> bytes:
    """One slide for the title and one for each cell. `told` hears how many of them are made, of how many."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    deck.core_properties.title = about.title
    deck.core_properties.author = words.SCHOOL.text(language)
    _opening(deck, about, language)
    for place, one in enumerate(contents, start=1):
        _slide(deck, one, about, language, place)
        told(place, len(contents))
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _opening(deck: Any, about: About, language: Language) -> None:
    slide = _titled(deck, about.title, 2.5, 1.4, 40)
    rule = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(MARGIN), Inches(4.05), Inches(1.2), Emu(38100))
    rule.fill.solid()
    rule.fill.fore_color.rgb = rgb(LIGHT.school)
    rule.line.fill.background()
    add_text(slide, about.line(language), MARGIN, 4.3, BODY, 0.8, 16, LIGHT.muted)


def _slide(deck: Any, one: Content, about: About, language: Language, place: int) -> None:
    slide = _titled(deck, one.title or about.title, 0.42, 1.2, 28)
    said = [*paragraphs(one.words), *([Paragraph((Run(one.note),))] if one.note else [])]
    if one.picture is not None or (one.grid is not None and _is_large(one.grid, language)):
        width = BODY - BESIDE - 0.4 if said else BODY
        add_words(slide, said, MARGIN + width + 0.4, TOP, BESIDE, BOTTOM - TOP, 16)
        if one.picture is not None:
            _chart(slide, one, language, width)
        elif one.grid is not None:
            _figures(slide, one.grid, language, width)
    else:
        room = BOTTOM - TOP if one.grid is None else min(1.6, height_of(said, 16, BODY) + 0.2)
        add_words(slide, said, MARGIN, TOP, BODY, room, 20 if one.grid is None else 16)
        if one.grid is not None:
            _table(slide, one.grid, language, BODY, TOP + (room if said else 0))
    add_text(slide, one.below, MARGIN, 6.95, BODY - 0.8, 0.42, 11, LIGHT.muted)
    add_text(slide, str(place), WIDTH - MARGIN - 0.6, 6.95, 0.6, 0.42, 11, LIGHT.muted, PP_ALIGN.RIGHT)
    notes = slide.notes_slide.notes_text_frame
    assert notes is not None
    notes.text = "\n\n".join(filter(None, (plain(one.notes), one.below, about.line(language))))


def _titled(deck: Any, title: str, top: float, height: float, size: float) -> Slide:
    """A slide with its title in the title's own place, so that outlines and screen readers find it."""
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    frame = slide.shapes.title
    frame.left, frame.top, frame.width, frame.height = (Inches(n) for n in (MARGIN, top, BODY, height))
    text = frame.text_frame
    plain_frame(text, MSO_ANCHOR.TOP if top < 1 else MSO_ANCHOR.BOTTOM)
    write_text(text.paragraphs[0], title, fitting(title, BODY, height, size, least=14), LIGHT.ink, bold=True)
    return slide


def _chart(slide: Slide, one: Content, language: Language, width: float) -> None:
    assert one.picture is not None
    drawn = plot(one.picture, language)
    high = BOTTOM - TOP
    with_caption = drawn.form in ("bars", "stacked", "lines", "ranks", "scatter")
    if with_caption:
        add_text(slide, drawn.caption, MARGIN, TOP - 0.12, width, 0.35, 14, LIGHT.muted)
        high -= 0.3
    used = min(high, max(1.6, 0.9 + 0.42 * len(drawn.names) * (len(drawn.series) if drawn.form == "bars" else 1)))
    if drawn.form in ("lines", "scatter", "ranks"):
        used = high
    made = native(drawn, Size(width * 72, used * 72), language)
    frame: Any = slide.shapes.add_chart(
        XL_CHART_TYPE.BAR_CLUSTERED, Inches(MARGIN), Inches(BOTTOM - high), Inches(width), Inches(used), _Made(made)
    )
    frame.name = one.title[:80]
    frame._element.nvGraphicFramePr.cNvPr.set("descr", f"{one.said} {drawn.caption}")
    beneath = BOTTOM - high + used + 0.25
    if one.grid is not None and sum(_heights(one.grid, language, width)) < BOTTOM - beneath:
        _table(slide, one.grid, language, width, beneath)


class _Made(ChartData):
    """A chart that is made already, where python-pptx asks for data to make one of."""

    def __init__(self, made: Native) -> None:
        super().__init__()
        self._made = made

    def xml_bytes(self, _chart_type: Any) -> bytes:
        return self._made.xml

    @property
    def xlsx_blob(self) -> bytes:
        return self._made.workbook


def _is_large(grid: Grid, language: Language) -> bool:
    """Whether these are few figures under plain years, which are shown large rather than in a table."""
    figures = [heading for heading, is_figure in zip(grid.headings, grid.has_figures, strict=True) if is_figure]
    plain_years = all(heading.isdigit() or heading == words.CHANGE.text(language) for heading in figures)
    return bool(figures) and plain_years and 0 < len(grid.rows) <= BIG


def _figures(slide: Slide, grid: Grid, language: Language, width: float) -> None:
    """The figures of a year or two, large."""
    columns = _columns(len(grid.rows)) if width > 9 else 2
    for place, row in enumerate(grid.rows):
        left, top = MARGIN + place % columns * width / columns, TOP + place // columns * (2.0 if columns > 2 else 1.25)
        _large(slide, grid, row, language, left, top, width / columns - 0.3)


def _columns(count: int) -> int:
    return count if count <= 4 else 3 if count <= 6 else 4


def _large(
    slide: Slide, grid: Grid, row: tuple[Value, ...], language: Language, left: float, top: float, width: float
) -> None:
    """The last figure large under its name and year, the earlier one and the change beneath."""
    known = [
        (heading, value)
        for heading, value in zip(grid.headings, row, strict=True)
        if isinstance(value, Number) and not value.is_change
    ]
    heading, last = known[-1]
    named = f"{text_of(row[0], language)}  {heading}"
    under = [f"{year}  {value.text(language)}" for year, value in known[:-1]]
    under += [value.text(language) for value in row if isinstance(value, Number) and value.is_change]
    add_text(slide, named, left, top, width, 0.5, 14, LIGHT.muted, anchor=MSO_ANCHOR.BOTTOM)
    add_text(slide, last.text(language), left, top + 0.5, width, 0.62, 34, LIGHT.school, bold=True)
    add_text(slide, "    ".join(under), left, top + 1.14, width, 0.3, 14, LIGHT.muted)


def _table(slide: Slide, grid: Grid, language: Language, width: float, top: float) -> None:
    """A table with rules only; the rows that have no room are counted."""
    widths, heights = column_widths(grid, language, width * 72, TABLE_TYPE), _heights(grid, language, width)
    figures = grid.has_figures
    kept = len(grid.rows)
    if sum(heights) > BOTTOM - top:
        kept = max(at for at in range(kept) if sum(heights[: at + 1]) <= BOTTOM - top - 0.4)
        left = words.ROWS_LEFT.text(language).format(count=len(grid.rows) - kept)
        add_text(slide, left, MARGIN, BOTTOM - 0.3, width, 0.3, 12, LIGHT.muted)
    shape: Any = slide.shapes.add_table(
        kept + 1, len(grid.headings), Inches(MARGIN), Inches(top), Inches(width), Inches(sum(heights[: kept + 1]))
    )
    table = shape.table
    properties = shape._element.graphic.graphicData.tbl.tblPr
    properties.set("bandRow", "0")
    properties.find(qn("a:tableStyleId")).text = NO_STYLE
    for place, wide in enumerate(widths):
        table.columns[place].width = Pt(wide)
        _cell(table.cell(0, place), grid.headings[place], LIGHT.muted, figures[place], line=LIGHT.other)
    for at, high in enumerate(heights[: kept + 1]):
        table.rows[at].height = Inches(high)
    for at, row in enumerate(grid.rows[:kept], start=1):
        for place, value in enumerate(row):
            _cell(table.cell(at, place), text_of(value, language), LIGHT.ink, figures[place], line=LIGHT.rule)


def _heights(grid: Grid, language: Language, width: float) -> list[float]:
    """The height of each row (inches), its head first, as its longest cell needs."""
    widths = column_widths(grid, language, width * 72, TABLE_TYPE)
    return [
        0.1 + 0.25 * max(lines_of(text, TABLE_TYPE, (wide - 13) * 0.94) for text, wide in zip(row, widths, strict=True))
        for row in (grid.headings, *grid.texts(language))
    ]


def _cell(cell: Any, text: str, colour: str, right: bool, line: str) -> None:
    cell.fill.background()
    cell.margin_left = cell.margin_right = Inches(0.08)
    cell.margin_top = cell.margin_bottom = Inches(0.04)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    write_text(paragraph, text, TABLE_TYPE, colour)
    properties = cell._tc.get_or_add_tcPr()
    for edge in ("lnL", "lnR", "lnT", "lnB"):
        drawn = properties.makeelement(qn(f"a:{edge}"), {"w": "9525"} if edge == "lnB" else {"w": "0"})
        fill = drawn.makeelement(qn("a:solidFill" if edge == "lnB" else "a:noFill"), {})
        if edge == "lnB":
            fill.append(fill.makeelement(qn("a:srgbClr"), {"val": line.removeprefix("#")}))
        drawn.append(fill)
        properties.insert(("lnL", "lnR", "lnT", "lnB").index(edge), drawn)
