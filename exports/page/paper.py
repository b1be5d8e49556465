"""A notebook on paper: A4 pages drawn as pictures whose text stays text, and bound into one PDF."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from operator import itemgetter

import vl_convert
from pypdf import PdfReader, PdfWriter

from charts import LIGHT
from charts.palette import FONTS
from exports.content import words
from exports.content.content import About, Content
from exports.content.grids import Grid, text_of
from exports.content.markdown import Paragraph, Run, paragraphs
from exports.content.measures import PADDING, column_widths, in_lines, table_type
from exports.drawing.pictures import NoChineseFont, as_svg, has_chinese_font, spec_of
from schema import Language

Told = Callable[[int, int], None]
WIDTH, HEIGHT, MARGIN = 595.28, 841.89, 56.0  # points
BODY = WIDTH - 2 * MARGIN
END = HEIGHT - 70
DRAWN = 640  # the width at which a chart is drawn before it is scaled to the page
TALLEST = 560.0
ROWS = 60  # of a table; more are counted
SIZE = re.compile(r'<svg[^>]*?width="([\d.]+)"[^>]*?height="([\d.]+)"[^>]*>')


@dataclass(frozen=True)
class Block:
    """Something as high as it is, drawn from its top; `joined` blocks stay on one page with the next."""

    height: float
    at: Callable[[float], str]
    joined: bool = False


def as_pdf(contents: Sequence[Content], about: About, language: Language, told: Told) -> bytes:
    """The pages. `told` hears how many cells are made, of how many. Raises: NoChineseFont."""
    if not has_chinese_font():
        raise NoChineseFont
    blocks = [*_lines(about.title, 24, bold=True), *_lines(about.line(language), 10, LIGHT.muted), _space(14)]
    for place, one in enumerate(contents, start=1):
        blocks += _section(one, about, language, place)
        told(place, len(contents))
    pages = _pages(blocks)
    binder = PdfWriter()
    for number, page in enumerate(pages, start=1):
        binder.append(PdfReader(io.BytesIO(_printed(page, number, about, language))))
    binder.add_metadata({"/Title": about.title, "/Author": words.SCHOOL.text(language)})
    out = io.BytesIO()
    binder.write(out)
    return out.getvalue()


def _section(one: Content, about: About, language: Language, place: int) -> list[Block]:
    found = [*_lines(one.title or about.title, 16, bold=True, joined=True), _space(4, joined=True)]
    for paragraph in paragraphs(one.words):
        found += _words(paragraph)
    if one.picture is not None:
        found.append(_picture(as_svg(spec_of(one.picture, language, picked=False), DRAWN), place))
    if one.grid is not None:
        found += [*_table(one.grid, language), _space(4)]
    for line in filter(None, (one.note, one.below)):
        found += _lines(line, 8.5, LIGHT.muted)
    return [*found, _space(22)]


def _pages(blocks: Sequence[Block]) -> list[list[str]]:
    """The blocks in their order, on as many pages as they need; joined ones are not parted."""
    pages: list[list[str]] = [[]]
    top = MARGIN
    place = 0
    while place < len(blocks):
        run = [blocks[place]]
        while run[-1].joined and place + len(run) < len(blocks):
            run.append(blocks[place + len(run)])
        if top + sum(one.height for one in run) > END and pages[-1]:
            pages.append([])
            top = MARGIN
        for one in run:
            pages[-1].append(one.at(top))
            top += one.height
        place += len(run)
    return pages


def _printed(drawn: Sequence[str], number: int, about: About, language: Language) -> bytes:
    foot = _text(about.line(language), MARGIN, HEIGHT - 34, 8, LIGHT.muted)
    page = _text(str(number), WIDTH - MARGIN, HEIGHT - 34, 8, LIGHT.muted, anchor="end")
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    size = f'width="{WIDTH}" height="{HEIGHT}"'
    svg = (
        f'<svg {names} {size} viewBox="0 0 {WIDTH} {HEIGHT}"><rect {size} fill="{LIGHT.paper}"/>'
        f"{''.join(drawn)}{foot}{page}</svg>"
    )
    return vl_convert.svg_to_pdf(svg, scale=1)


def _space(height: float, *, joined: bool = False) -> Block:
    return Block(height, lambda _top: "", joined)


def _text(
    text: str, left: float, base: float, size: float, colour: str, *, bold: bool = False, anchor: str = "start"
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{left:.2f}" y="{base:.2f}" font-size="{size}" fill="{colour}" text-anchor="{anchor}"{weight} '
        f"font-family='{FONTS}' xml:space=\"preserve\">{escape(text)}</text>"
    )


def _lines(text: str, size: float, colour: str = LIGHT.ink, *, bold: bool = False, joined: bool = False) -> list[Block]:
    def of(line: str) -> Block:
        return Block(size * 1.45, lambda top: _text(line, MARGIN, top + size, size, colour, bold=bold), joined)

    return [of(line) for line in in_lines(text, size, BODY)]


def _words(one: Paragraph) -> list[Block]:
    """A paragraph, broken into lines, each letter in its own style."""
    size, left = 11.0, 14.0 * one.level
    styles = [_style(run, one) for run in one.runs for letter in run.text if not letter.isspace()]
    found: list[Block] = []
    place = 0
    for line in in_lines(one.text, size, BODY - left):
        count = sum(not letter.isspace() for letter in line)
        mark = "" if found else one.mark
        found.append(Block(size * 1.55, _styled(line, styles[place : place + count], mark, left, size)))
        place += count
    return [*found, _space(5)]


def _style(run: Run, paragraph: Paragraph) -> str:
    bold = ' font-weight="bold"' if run.bold or paragraph.heading else ""
    return bold + (' font-style="italic"' if run.italic else "")


def _styled(line: str, styles: Sequence[str], mark: str, left: float, size: float) -> Callable[[float], str]:
    """A line whose letters other than spaces have these styles; a space goes with the letter before it."""
    each, style, told = iter(styles), "", []
    for letter in line:
        style = style if letter.isspace() else next(each)
        told.append((style, letter))
    inside = "".join(
        f"<tspan{own}>{escape(''.join(letter for _, letter in letters))}</tspan>"
        for own, letters in groupby(told, key=itemgetter(0))
    )

    def drawn(top: float) -> str:
        bullet = _text(mark, MARGIN + left - 14, top + size, size, LIGHT.ink) if mark else ""
        return (
            f'{bullet}<text x="{MARGIN + left:.2f}" y="{top + size:.2f}" font-size="{size}" fill="{LIGHT.ink}" '
            f"font-family='{FONTS}' xml:space=\"preserve\">{inside}</text>"
        )

    return drawn


def _picture(svg: str, place: int) -> Block:
    """A chart's own drawing, set into the page; its names are its own, so that two charts do not share one."""
    found = SIZE.search(svg)
    assert found is not None
    wide, high = float(found[1]), float(found[2])
    scale = min(BODY / wide, TALLEST / high)
    inside = re.sub(r'(id="|url\(#|href="#)', rf"\g<1>c{place}-", svg[found.start() :])
    head = f'width="{wide * scale:.2f}" height="{high * scale:.2f}" viewBox="0 0 {wide:g} {high:g}"'
    inside = re.sub(r"^<svg[^>]*>", f'<svg xmlns="http://www.w3.org/2000/svg" x="{MARGIN}" y="TOP" {head}>', inside)
    return Block(high * scale + 10, lambda top: inside.replace('y="TOP"', f'y="{top:.2f}"', 1))


def _table(grid: Grid, language: Language) -> list[Block]:
    size = table_type(grid, language, BODY)
    widths = column_widths(grid, language, BODY, size)
    figures = grid.has_figures
    found = [_row(grid.headings, widths, figures, size, LIGHT.muted, LIGHT.other, joined=True)]
    for row in grid.rows[:ROWS]:
        texts = [text_of(value, language) for value in row]
        found.append(_row(texts, widths, figures, size, LIGHT.ink, LIGHT.rule))
    if len(grid.rows) > ROWS:
        found += _lines(words.ROWS_LEFT.text(language).format(count=len(grid.rows) - ROWS), 8.5, LIGHT.muted)
    return found


def _row(
    texts: Sequence[str],
    widths: Sequence[float],
    figures: Sequence[bool],
    size: float,
    colour: str,
    rule: str,
    *,
    joined: bool = False,
) -> Block:
    lines = [in_lines(text, size, wide - PADDING / 2) for text, wide in zip(texts, widths, strict=True)]
    height = max(map(len, lines)) * size * 1.35 + 6

    def drawn(top: float) -> str:
        parts, left = [], MARGIN
        for cell, wide, is_figure in zip(lines, widths, figures, strict=True):
            for place, line in enumerate(cell):
                base = top + 3 + size + place * size * 1.35
                edge = left + wide - PADDING / 4 if is_figure else left
                parts.append(_text(line, edge, base, size, colour, anchor="end" if is_figure else "start"))
            left += wide
        parts.append(f'<rect x="{MARGIN}" y="{top + height:.2f}" width="{BODY}" height="0.7" fill="{rule}"/>')
        return "".join(parts)

    return Block(height, drawn, joined)
