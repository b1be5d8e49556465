"""The report as a Word file, made from its own text: its paragraphs, and its tables cell by cell with real merges.

In the text a table's cell begins with a tab, its rows stand one blank line apart and two follow the table; a merged
cell is written once where it lies across columns, and is blank below its first row where it lies across rows.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx

REPORT = Path(__file__).parent / "files" / "report" / "report.txt"
HEADING = re.compile(r"(?:\d+(?:\.\d+)*[.．]?\s*[^\d\s].{0,28}|前\s*言)")
SUM = "补助金额"  # the columns from here on are merged down in the table of aid


@dataclass(frozen=True)
class Merged:
    """A cell of a table with its place and size, all counted from 0."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


Block = str | list[Merged]


def blocks(text: str | None = None) -> Iterator[Block]:
    """The report's paragraphs and tables in their order."""
    for piece in re.split(r"(?m)(^\t(?:.|\n(?!\n\n))*)", text or REPORT.read_text(encoding="utf-8")):
        if piece.startswith("\t"):
            yield merged([row.split("\n\t") for row in piece[1:].rstrip("\n").split("\n\n\t")])
        else:
            yield from (line for line in piece.split("\n") if line.strip())


def merged(rows: Sequence[Sequence[str]]) -> list[Merged]:
    """A table's cells; the blank ones that begin a row belong to the cell above."""
    width = max(map(len, rows))
    cells: dict[tuple[int, int], Merged] = {}
    above: list[Merged | None] = [None] * width
    for row, texts in enumerate(rows):
        following = rows[row + 1] if row + 1 < len(rows) else ()
        column = 0
        lead = True
        for text, span in zip(texts, _spans(texts, width, following), strict=True):
            before = above[column]
            lead = lead and not text.strip()
            down = lead or (before is not None and (SUM in before.text or before.text.startswith("合计：")))
            if not text.strip() and down and before is not None and before.columns == span:
                told = Merged(before.row, before.column, row - before.row + 1, span, before.text)
            else:
                told = Merged(row, column, 1, span, text.strip(" "))
            cells[told.row, told.column] = told
            above[column : column + span] = [told] * span
            column += span
    return list(cells.values())


def _spans(texts: Sequence[str], width: int, following: Sequence[str]) -> list[int]:
    """How many columns each cell of a row lies across."""
    spare = width - len(texts)
    lead = next((at for at, text in enumerate(following) if text.strip()), 0)
    if spare and lead and len(following) == width and len(texts) > lead:
        across = (width - lead) // (len(texts) - lead)
        return [1] * lead + [across] * (len(texts) - lead)
    return [1 + spare, *[1] * (len(texts) - 1)]


def report_document(text: str | None = None, *, styled: bool = False) -> bytes:
    """The report as .docx; with `styled`, its headings have Word's own styles."""
    document = docx.Document()
    for block in blocks(text):
        if isinstance(block, str):
            line = block.strip()
            heading = styled and HEADING.fullmatch(line) is not None and not line.endswith("。")
            level = line.split()[0].count(".") + 1 if heading else 0
            document.add_paragraph(line, style=f"Heading {min(level, 3)}" if heading else None)
        else:
            _table(document, block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _table(document: Any, cells: Sequence[Merged]) -> None:
    down = max(cell.row + cell.rows for cell in cells)
    across = max(cell.column + cell.columns for cell in cells)
    table = document.add_table(down, across, style="Table Grid")
    for cell in cells:
        first = table.cell(cell.row, cell.column)
        last = table.cell(cell.row + cell.rows - 1, cell.column + cell.columns - 1)
        held = first.merge(last) if first != last else first
        first_line, *lines = cell.text.split("\n")
        held.text = first_line
        for line in lines:
            held.add_paragraph(line)
