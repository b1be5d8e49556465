"""Word documents: every table as a sheet, the running text as passages, each with the section in which it stands.

A table is named by what stands over it; one that a page has cut is put together again, and a head that is repeated is
read once. What is not read as it stands (tracked changes, comments, boxes, links to other files) is said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from loaders.files import bounded
from loaders.files.read import MAX_BYTES, MAX_CELL, refused
from loaders.files.refusals import SHORTEN, Unreadable
from loaders.files.sections import Heading, headings
from loaders.files.sheet import Aside, Line, Sheet, Span
from loaders.files.text import folded, visible
from schema import Label

IS_DOCUMENT = re.compile(rb"word[/\\]document\d*\.xml")
IS_WORKBOOK = re.compile(rb"xl[/\\]workbook\.xml")
LIMITS = bounded.LIMITS | {"tables": 300, "paragraphs": 30_000, "text": 1_000_000, "figures": 20_000}
LONGEST_CAPTION = 40
LEAST_NAMED = 3  # so often a document must name a year that it is taken to be about
CONTINUED = re.compile(r"[(（]?(续表?|接上[表页]|continued)\s*[\d.\-]*[)）]?", re.IGNORECASE)
FIGURE = re.compile(r"\d+|[一二两三四五六七八九十百千万]+")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")
TO_COMPARE = re.compile("相比|比较|同期")
SAVE = Label(
    "请在 WPS 或 Word 中打开，接受修订后另存为 .docx 再导入", "open it in WPS or Word, save it as .docx, then load that"
)
PARTS = Label(
    "请只留要导入的章节，另存为 .docx 再导入", "keep the sections to load, save them as .docx, then load that"
)
REFUSALS = {
    "damaged": (Label("Word 文档已损坏", "the Word document is damaged"), SAVE),
    "other": (Label("文件不是 Word 文档（.docx）", "the file is no Word document (.docx)"), SAVE),
    "macros": (
        Label("Word 文档带有宏，不导入", "the Word document has macros and is not taken"),
        Label("请另存为不带宏的 .docx 再导入", "save it as .docx without macros, then load that"),
    ),
    "large": (Label("文档解压后超过 100 MB", "the document unpacks to more than 100 MB"), PARTS),
    "memory": (Label("文档太大，读取时内存不够", "the document is too large to read"), PARTS),
    "time": (Label("文档读取超时", "reading the document took too long"), PARTS),
    "tables": (Label("文档里的表格超过 {tables} 张", "there are more than {tables} tables"), PARTS),
    "paragraphs": (Label("文档超过 {paragraphs} 段", "there are more than {paragraphs} paragraphs"), PARTS),
    "text": (Label("文档超过 {text} 字", "there are more than {text} characters"), PARTS),
    "figures": (Label("正文里的数超过 {figures} 个", "the text has more than {figures} figures"), PARTS),
    "rows": (Label("表格超过 {rows} 行", "the tables have more than {rows} rows"), PARTS),
    "columns": (Label("有表格超过 {columns} 列", "a table has more than {columns} columns"), PARTS),
    "nested": (Label("表格一层套一层，太深", "tables stand in tables too deep"), PARTS),
}
REMARKS = {
    "changes": Label("文档有修订：按全部接受来读", "tracked changes are read as accepted"),
    "comments": Label("文档的批注不读", "comments are not read"),
    "notes": Label("脚注和尾注也读了", "footnotes and endnotes are read too"),
    "boxes": Label("文本框里的文字也读了", "text boxes are read too"),
    "hidden": Label("隐藏的文字不读", "hidden words are not read"),
    "links": Label("文档引用了外部文件，没有打开", "links to other files were not followed"),
    "nested": Label("表格里套的表格单独读", "tables inside of tables are read by themselves"),
}


@dataclass(frozen=True)
class Passage:
    """A paragraph of running text, with its place among the document's paragraphs (0: in a note) and its section."""

    place: int
    text: str
    section: str


@dataclass(frozen=True)
class Document:
    """`year` is the one that the document is about, None where it names none often; `places` are the paragraphs of each
    table's cells, by the sheet's name, row and column; `remarks` say what was not read as it stands."""

    sheets: tuple[Sheet, ...]
    passages: tuple[Passage, ...]
    year: int | None
    places: Mapping[tuple[str, int, int], int]
    remarks: tuple[Label, ...]

    def paragraph(self, sheet: str, row: int, column: int) -> int:
        """The paragraph at which a table's cell begins; row 0 is its title."""
        spans = (span for one in self.sheets if one.name == sheet for span in one.spans)
        at = next(
            (
                (span.row, span.column)
                for span in spans
                if span.row <= row < span.row + span.rows and span.column <= column < span.column + span.columns
            ),
            (row, column),
        )
        return self.places.get((sheet, *at), 0)


def is_document(content: bytes) -> bool:
    """Whether the bytes are a Word document, told by the names of its parts."""
    return content.startswith(b"PK") and bool(IS_DOCUMENT.search(content)) and not IS_WORKBOOK.search(content)


def document(content: bytes) -> Document:
    """The document's tables and running text. Raises: Unreadable."""
    told = _opened(content)
    blocks = [block for block in told["blocks"] if "cells" in block or block["text"].strip()]
    blocks = list(_without_frames(blocks))
    spoken = [one for block in blocks for one in _paragraphs(block)]
    found = headings([(one.get("number", "") + one["text"], one.get("level", 0)) for one in spoken])
    sections = _sections(spoken, found)
    passages = tuple(Passage(one["place"], visible(one["text"]), sections[id(one)]) for one in spoken)
    if sum(len(FIGURE.findall(one.text)) for one in passages) > LIMITS["figures"]:
        raise _refused("figures")
    year = _year(passages) or _year_of_title(passages, min((one.at for one in found), default=0))
    tables, places = _tables(_joined(blocks), sections, year)
    return Document(tables, passages, year, places, tuple(REMARKS[name] for name in told["seen"]))


def _opened(content: bytes) -> dict[str, Any]:
    if len(content) > MAX_BYTES:
        raise refused("size")
    [told] = bounded.told(content, LIMITS, "word")
    if "refused" in told:
        raise _refused(told["refused"])
    return dict(told)


def _refused(reason: str) -> Unreadable:
    found, expected = REFUSALS[reason]
    return Unreadable(Label(found.zh.format(**LIMITS), found.en.format(**LIMITS)), expected)


def _without_frames(blocks: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The blocks; a table of one cell is a frame round paragraphs."""
    for block in blocks:
        if len(block.get("cells", ())) == 1:
            yield from block["cells"][0]["paragraphs"]
        elif "cells" not in block or any(one["text"].strip() for cell in block["cells"] for one in cell["paragraphs"]):
            yield block


def _paragraphs(block: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A block's running text: a paragraph itself; of a table, the rows that are one cell from side to side."""
    if "cells" not in block:
        yield block
        return
    wide = _width(block)
    for cell in block["cells"]:
        if cell["columns"] == wide or len(cell["paragraphs"]) > 1:
            yield from (one for one in cell["paragraphs"] if one["text"].strip())


def _width(block: dict[str, Any]) -> int:
    return max(cell["column"] + cell["columns"] - 1 for cell in block["cells"])


def _sections(spoken: Sequence[dict[str, Any]], found: Sequence[Heading]) -> dict[int, str]:
    """Each paragraph's section, by its identity."""
    begins = {heading.at: heading.number for heading in found}
    current, sections = "", {}
    for at, one in enumerate(spoken):
        current = begins.get(at, current)
        sections[id(one)] = current
    return sections


def _year(passages: Sequence[Passage]) -> int | None:
    """The year that the document names most often, and often enough."""
    named = Counter(int(year) for one in passages for year in YEAR.findall(folded(one.text)))
    ordered = named.most_common(2)
    if not ordered or ordered[0][1] < LEAST_NAMED or (len(ordered) > 1 and ordered[1][1] == ordered[0][1]):
        return None
    return ordered[0][0]


def _year_of_title(passages: Sequence[Passage], end: int) -> int | None:
    """The one year that the words before the first heading name."""
    named = {int(year) for one in passages[:end] for year in YEAR.findall(folded(one.text))}
    return named.pop() if len(named) == 1 else None


@dataclass(frozen=True)
class Placed:
    """A table with the paragraphs that stand over it since the table before."""

    cells: list[dict[str, Any]]
    above: list[dict[str, Any]]


def _joined(blocks: Sequence[dict[str, Any]]) -> list[Placed]:
    """The tables; two with nothing between them and the same head are one that a page has cut."""
    tables: list[Placed] = []
    above: list[dict[str, Any]] = []
    for block in blocks:
        if "cells" not in block:
            above.append(block)
            continue
        between = [one for one in above if not CONTINUED.fullmatch(one["text"].strip())]
        if tables and not between and (head := _common_head(tables[-1].cells, block["cells"])):
            down = max(cell["row"] + cell["rows"] for cell in tables[-1].cells) - 1 - head
            moved = [cell | {"row": cell["row"] + down} for cell in block["cells"] if cell["row"] > head]
            tables[-1] = replace(tables[-1], cells=[*tables[-1].cells, *moved])
        else:
            tables.append(Placed(block["cells"], above))
        above = []
    return tables


def _common_head(first: Sequence[dict[str, Any]], second: Sequence[dict[str, Any]]) -> int:
    """With how many rows that are the same two tables begin."""
    rows = zip(_rows(first), _rows(second), strict=False)
    return next((count for count, (one, other) in enumerate(rows) if one != other), 0)


def _rows(cells: Sequence[dict[str, Any]]) -> list[list[tuple[int, int, int, str]]]:
    ordered = sorted(cells, key=lambda cell: (cell["row"], cell["column"]))
    return [
        [(cell["column"], cell["columns"], cell["rows"], _text(cell)) for cell in row]
        for _, row in groupby(ordered, key=lambda cell: cell["row"])
    ]


def _text(cell: dict[str, Any]) -> str:
    """What a cell says; where all of it is struck out, it still says that."""
    return _written(cell) or _struck(cell)


def _written(cell: dict[str, Any]) -> str:
    return visible("\n".join(one["text"] for one in cell["paragraphs"])).strip()


def _struck(cell: dict[str, Any]) -> str:
    return visible("".join(one["text"] for one in cell["asides"] if one["kind"] == "struck")).strip()


def _asides(cell: dict[str, Any]) -> Iterator[Aside]:
    """What stands beside a cell's text; what is struck out of it, in however many runs, is one."""
    for one in cell["asides"]:
        if one["kind"] != "struck":
            yield Aside(cell["column"], one["kind"], one["text"])
    if struck := _struck(cell):
        yield Aside(cell["column"], "struck", struck if _written(cell) else "")


def _tables(
    tables: Sequence[Placed], sections: Mapping[int, str], year: int | None
) -> tuple[tuple[Sheet, ...], dict[tuple[str, int, int], int]]:
    found: list[Sheet] = []
    places: dict[tuple[str, int, int], int] = {}
    section = ""
    for number, table in enumerate(tables, 1):
        own = [sections[id(one)] for one in (*table.above, *_paragraphs({"cells": table.cells}))]
        section = own[-1] if own else section
        over = [one for one in table.above if sections[id(one)] == section and _is_caption(one["text"])][-2:]
        captions = [visible(one["text"]).strip() for one in over]
        name = _named([*captions, *_title(table.cells)], number, {one.name for one in found})
        sheet = _sheet(name, table.cells, captions)
        found.append(replace(sheet, section=section, year=year))
        first = over or [table.cells[0]["paragraphs"][0]]
        places[(name, 0, 0)] = first[-1]["place"]
        for row, caption in enumerate(over, 1 - len(over)):
            places[(name, row, 1)] = caption["place"]
        for cell in table.cells:
            places[(name, cell["row"], cell["column"])] = cell["paragraphs"][0]["place"]
    return tuple(found), places


def _title(cells: Sequence[dict[str, Any]]) -> list[str]:
    """What a table's first row says where it is one cell from side to side: its first paragraph."""
    first = [cell for cell in cells if cell["row"] == 1]
    return [visible(first[0]["paragraphs"][0]["text"]).strip()[:LONGEST_CAPTION]] if len(first) == 1 else []


def _is_caption(text: str) -> bool:
    """Whether a paragraph over a table is its title, rather than a sentence that happens to end there."""
    written = text.strip()
    return len(written) <= LONGEST_CAPTION and not re.search("[。；]", written) and not TO_COMPARE.search(written)


def _named(captions: Sequence[str], number: int, taken: set[str]) -> str:
    told = [name for one in captions if (name := one.rstrip("：: "))]
    name = told[-1] if told else f"表{number}"
    return name if name not in taken else f"{name}（{number}）"


def _sheet(name: str, cells: Sequence[dict[str, Any]], captions: Sequence[str]) -> Sheet:
    """The table as lines of cells, counted from 1; its captions stand above it, where no row of it is."""
    grid: dict[int, dict[int, str]] = {row: {1: caption} for row, caption in enumerate(captions, 1 - len(captions))}
    asides: dict[int, list[Aside]] = {}
    spans = []
    for cell in cells:
        row, text = cell["row"], _text(cell)
        if len(text) > MAX_CELL:
            found = Label(f"这一格超过 {MAX_CELL} 字", f"this cell has more than {MAX_CELL} characters")
            raise Unreadable(found, SHORTEN, row, cell["column"], name)
        grid.setdefault(row, {})[cell["column"]] = text
        asides.setdefault(row, []).extend(_asides(cell))
        if cell["rows"] > 1 or cell["columns"] > 1:
            spans.append(Span(row, cell["column"], cell["rows"], cell["columns"]))
    width = max(max(row) for row in grid.values())
    lines = (
        Line(row, tuple(grid[row].get(at, "") for at in range(1, width + 1)), tuple(asides.get(row, ())))
        for row in sorted(grid)
    )
    return Sheet(name, tuple(line for line in lines if not line.is_blank), "docx", spans=tuple(spans))
