"""How a sheet is laid out: titles, units and notes among its lines, and the tables that stand in it above or beside
each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from loaders.files.sheet import Line
from loaders.files.text import folded
from loaders.reading import notation
from loaders.reading.headings import Names
from schema import YEAR

FOOTNOTE = re.compile(
    r"^[*※]?\s*(表?注|说明|备注|附注|数据来源|资料来源|来源|填[表报]|制表|审核|复核|校对|统计|负责|分管|联系|电话|日期|盖章|签[字名章]|单位"
    r"|notes?|source|prepared by|checked by|approved by|date)[^:]{0,8}:"
    r"|^[*※†‡①-⑳]\s*\D|^\[\d+\]|^表?注\s*[\d.①-⑳]|^\(?(盖章|公章|签字)\)?",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[，。；].*[。；]$|^.{30,}$")
YEAR_HEADINGS = frozenset(map(folded, YEAR.headings))
PIVOT = re.compile(
    r"^(行标签|列标签|数据透视表\d*|(求和|计数|平均值|最大值|最小值|乘积|方差)项\s*:.*"
    r"|row labels|column labels|(sum|count|average|max|min) of .+)$",
    re.IGNORECASE,
)


def texts(line: Line) -> list[str]:
    return [told for cell in line.cells if (told := cell.strip())]


def is_note(line: Line) -> bool:
    """Whether a line is a note or signatures beside the table, and no part of it."""
    told = texts(line)
    if len(told) == 1 and (SENTENCE.search(told[0]) or notation.DATE.fullmatch(folded(told[0]))):
        return True
    return bool(told and FOOTNOTE.match(folded(told[0]))) and not any(map(notation.is_figure, told[1:]))


def is_pivot(lines: Sequence[Line]) -> bool:
    """Whether a sheet is computed from others by a spreadsheet's pivot table."""
    return any(PIVOT.match(folded(cell)) for line in lines[:10] for cell in texts(line))


def has_figures(lines: Sequence[Line]) -> bool:
    return any(notation.is_figure(cell) for line in lines for cell in texts(line))


def heads(line: Line, names: Names) -> bool:
    """Whether a line is a header of some table: all words, most of them names of columns or years. Bare numbers are
    years only beside a name: by themselves they are figures."""
    told = texts(line)
    if len(told) < 2 or any(cell[0] in "0123456789-+/" and cell[:2] not in ("19", "20") for cell in told):
        return False
    named, years = names.count(told)
    if not named and any(cell.isdigit() for cell in told):
        return False
    if (years < 2 and (not named or named + years < 2)) or (named + years) * 2 < len(told):
        return False
    return not any(map(notation.is_figure, told))


def parts(lines: Sequence[Line], names: Names) -> Iterator[tuple[Line, ...]]:
    """The tables that stand above one another: a header below figures begins another one, with the titles over it, and
    so does a year that stands alone among the rows."""
    for part in _below_headers(lines, names):
        yield from _by_year(part, names)


def _below_headers(lines: Sequence[Line], names: Names) -> Iterator[tuple[Line, ...]]:
    start, below_figures, first = 0, False, set[tuple[str, ...]]()
    for at, line in enumerate(lines):
        if not heads(line, names) or (below_figures and _is_row_of(line, first)):
            below_figures = below_figures or has_figures((line,))
        elif not below_figures:
            first.add(line.cells)
        else:
            above = at
            while above > start and len(texts(lines[above - 1])) == 1 and not is_note(lines[above - 1]):
                above -= 1
            if line.cells in first and not any(map(_years, lines[above:at])):
                continue  # printed again where a page was cut
            if above > start:
                yield tuple(lines[start:above])
            start, below_figures, first = above, False, {line.cells}
    yield tuple(lines[start:])


def _by_year(part: tuple[Line, ...], names: Names) -> list[tuple[Line, ...]]:
    """The rows under each year that stands alone among them, each with the header and without another year's title;
    the part as a whole where none does, or where it has a column of years."""
    header = next((at for at, line in enumerate(part) if heads(line, names)), None)
    if header is None:
        return [part]
    begins = next((at for at in range(header, len(part)) if _is_year(part[at]) or has_figures(part[at : at + 1])), 0)
    alone = [at for at in range(begins, len(part)) if _is_year(part[at])] if begins else []
    dated = any(folded(cell) in YEAR_HEADINGS for line in part[:begins] for cell in line.cells)
    told = {year for line in part[:begins] if _is_year_title(line) for year in _years(line)}
    if not alone or dated or {year for at in alone for year in _years(part[at])} == told:
        return [part]
    head = tuple(line for line in part[:begins] if not _is_year_title(line))
    found = [part[: alone[0]]] if has_figures(part[begins : alone[0]]) else []
    for at, end in zip(alone, [*alone[1:], len(part)], strict=True):
        if has_figures(part[at + 1 : end]):
            found.append((part[at], *head, *part[at + 1 : end]))
    return found or [part]


def _years(line: Line) -> list[int]:
    return [year for cell in texts(line) for year in notation.years_in(cell)]


def _is_year_title(line: Line) -> bool:
    """Whether a line is a title that names a year."""
    return len(texts(line)) == 1 and bool(_years(line))


def _is_year(line: Line) -> bool:
    """Whether a line says one year and nothing else."""
    told = set(texts(line))
    return len(told) == 1 and len(_years(line)) == 1 and not notation.without_years(folded(*told)).strip("年度 ")


def _is_row_of(line: Line, headers: Iterable[tuple[str, ...]]) -> bool:
    """Whether a line has a year in the column that a header calls the year: whatever else it says, it is a row."""
    return any(
        folded(heading) in YEAR_HEADINGS and len(notation.years_in(cell)) == 1
        for header in headers
        for heading, cell in zip(header, line.cells, strict=False)
    )


def strips(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """The columns that stand together between blank ones, each with its lines; one strip where none stand apart."""
    width = max(len(line.cells) for line in lines)
    filled = [
        place for place in range(width) if any(place < len(line.cells) and line.cells[place].strip() for line in lines)
    ]
    gaps = [one for one, following in pairwise(filled) if following > one + 1]
    if not gaps:
        return [tuple(lines)]
    ends = [*gaps, width - 1]
    starts = [0, *(gap + 1 for gap in gaps)]
    return [tuple(_cut(lines, start, end)) for start, end in zip(starts, ends, strict=True)]


def _cut(lines: Sequence[Line], start: int, end: int) -> Iterator[Line]:
    """The lines with what stands in their columns from `start` to `end` only, in its place."""
    for line in lines:
        cells = tuple(cell if start <= place <= end else "" for place, cell in enumerate(line.cells))
        if any(map(str.strip, cells)):
            yield replace(line, cells=cells)
