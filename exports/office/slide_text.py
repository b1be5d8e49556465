"""Text on slides: measured, so that it fits its place in every program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Emu, Inches, Pt

from charts import LIGHT
from exports.content.markdown import Paragraph
from exports.content.measures import FACE, lines_of


def fitting(text: str, width: float, height: float, size: float, least: float = 16) -> float:
    """The largest type in which the text fits the box (inches): measured, since viewers do not shrink what we write."""
    while size > least and lines_of(text, size, width * 72) * size * 1.25 > height * 72:
        size -= 1
    return size


def add_words(
    slide: Slide, said: Sequence[Paragraph], left: float, top: float, width: float, height: float, size: float
) -> None:
    """Words in type that lets them fit."""
    if not said:
        return
    while size > 10 and height_of(said, size, width) > height:
        size -= 1
    box = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(height))
    plain_frame(box.text_frame, MSO_ANCHOR.TOP)
    for place, one in enumerate(said):
        paragraph = box.text_frame.paragraphs[0] if place == 0 else box.text_frame.add_paragraph()
        paragraph.space_after = Pt(size * 0.5)
        paragraph.line_spacing = 1.15
        indent = f"{'    ' * max(0, one.level - 1)}{one.mark} " if one.mark else ""
        if indent:
            add_run(paragraph, indent, size, LIGHT.ink)
        for run in one.runs:
            add_run(paragraph, run.text, size, LIGHT.ink, bold=run.bold or one.heading, italic=run.italic)


def height_of(said: Sequence[Paragraph], size: float, width: float) -> float:
    """How high the words stand in that type, in inches."""
    return sum((lines_of(one.text, size, width * 68) * 1.4 + 0.5) * size / 72 for one in said)


def add_text(
    slide: Slide,
    text: str,
    left: float,
    top: float,
    width: float,
    height: float,
    size: float,
    colour: str,
    align: Any = PP_ALIGN.LEFT,
    *,
    bold: bool = False,
    anchor: Any = MSO_ANCHOR.TOP,
) -> None:
    if not text:
        return
    box = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(height))
    plain_frame(box.text_frame, anchor)
    paragraph = box.text_frame.paragraphs[0]
    paragraph.alignment = align
    write_text(paragraph, text, fitting(text, width, height, size, least=8), colour, bold=bold)


def plain_frame(frame: TextFrame, anchor: Any) -> None:
    frame.word_wrap = True
    frame.vertical_anchor = anchor
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)


def write_text(paragraph: _Paragraph, text: str, size: float, colour: str, *, bold: bool = False) -> None:
    if paragraph.alignment is None:
        paragraph.alignment = PP_ALIGN.LEFT
    add_run(paragraph, text, size, colour, bold=bold)


def add_run(
    paragraph: _Paragraph, text: str, size: float, colour: str, *, bold: bool = False, italic: bool = False
) -> None:
    """A run in our face, for Latin and Chinese letters alike."""
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.italic = Pt(size), bold, italic or None
    run.font.color.rgb = rgb(colour)
    run.font.name = FACE
    properties = run._r.get_or_add_rPr()
    properties.append(properties.makeelement(qn("a:ea"), {"typeface": FACE}))


def rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#"))
