"""How much room text needs, as near as it can be told without the reader's own fonts: a little more than less."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from exports.content.grids import Grid
from schema import Language

# What is never parted: a Chinese character with the marks that may not begin or end a line, a word, a space.
PIECES = re.compile("[（《“‘]*(?:[\u2e80-\uffff]|[^\\s\u2e80-\uffff]+)[，。、；：？！）》”’％…]*|\\s")
FACE = "Microsoft YaHei"  # of Windows and WPS; others take what they have of that kind
SLACK = 1.08
NARROW, BROAD = " .,:;'|!ijlI()[]-", "mw%@&—→…"
PADDING = 20.0  # of a table's cell, both sides, in points
TIGHT = 12.0  # the least of it, where columns are many
TYPE = (9.0, 8.0, 7.0, 6.0)  # of a table on paper


def width_of(text: str, size: float) -> float:
    """About how wide a text is, in points: a Chinese character is as wide as it is high."""
    return sum(map(_wide, text)) * size


def _wide(letter: str) -> float:
    if ord(letter) > 0x2E7F:
        return 1.0
    if letter in NARROW:
        return 0.34
    return 0.78 if letter in BROAD or letter.isupper() else 0.58


def lines_of(text: str, size: float, width: float) -> int:
    """In how many lines a text stands in a width in points."""
    return sum(max(1, -int(-width_of(line, size) * SLACK // width)) for line in text.split("\n"))


def table_type(grid: Grid, language: Language, width: float) -> float:
    """The largest type of a table on paper with which no figure is parted, or else the smallest."""
    sizes = TYPE if len(grid.headings) < 7 else TYPE[1:]
    columns = _columns(grid, language)
    return next((size for size in sizes if sum(_least(columns, width, size)) <= width), sizes[-1])


def column_widths(grid: Grid, language: Language, width: float, size: float) -> list[float]:
    """Short columns have the room that they need; the long ones share what is left by the length of their texts."""
    columns = _columns(grid, language)
    least = _least(columns, width, size)
    fixed = [max(one, low) for one, low in zip(_short_of(columns, width, size), least, strict=True)]
    if sum(fixed) > width:
        fixed = least
    over = [max(one.needs(size) - room, 0) for one, room in zip(columns, fixed, strict=True)]
    if not sum(over) or sum(fixed) > width:
        return [one * width / sum(fixed) for one in fixed]
    share = (width - sum(fixed)) / sum(over)
    return [one + more * share for one, more in zip(fixed, over, strict=True)]


class _Column(NamedTuple):
    """How wide the longest text of a column is, and the longest that is never parted, in type of size 1."""

    text: float
    piece: float
    has_figures: bool

    def needs(self, size: float) -> float:
        """The room for the longest text in one line."""
        return self.text * size * SLACK + PADDING


def _columns(grid: Grid, language: Language) -> list[_Column]:
    found = []
    for has_figures, *texts in zip(grid.has_figures, grid.headings, *grid.texts(language), strict=True):
        pieces = [piece for text in texts for piece in PIECES.findall(text)]
        widest = max((width_of(piece, 1) for piece in pieces), default=0.0)
        found.append(_Column(max(width_of(text, 1) for text in texts), widest, has_figures))
    return found


def _short_of(columns: Sequence[_Column], width: float, size: float) -> list[float]:
    """What each column needs, of the long ones a few letters."""
    few = min(7 * size, width / len(columns))
    return [min(one.needs(size), few) for one in columns]


def _least(columns: Sequence[_Column], width: float, size: float) -> list[float]:
    """The room without which a column's figures, or the words of its heading, are parted; of words, a few letters."""
    return [
        one.piece * size * SLACK + TIGHT if one.has_figures else short
        for one, short in zip(columns, _short_of(columns, width, size), strict=True)
    ]


def in_lines(text: str, size: float, width: float) -> list[str]:
    """The text broken into lines of a width in points: between Chinese characters, or at a space between words."""
    found = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _short(PIECES.findall(paragraph), size, width):
            if line and width_of((line + piece).rstrip(), size) * SLACK > width:
                found.append(line.rstrip())
                line = ""
            line += piece if line or piece != " " else ""
        found.append(line.rstrip())
    return found


def _short(pieces: list[str], size: float, width: float) -> Iterator[str]:
    """The pieces, those that no line can hold cut into letters."""
    for piece in pieces:
        if width_of(piece, size) * SLACK > width:
            yield from piece
        else:
            yield piece
