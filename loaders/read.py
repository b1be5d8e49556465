"""From bytes to sheets of text cells: workbooks, encodings, delimiters and limits. No cell is interpreted here."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from dataclasses import dataclass

from loaders import workbook
from loaders.text import visible
from loaders.workbook import SAVE_AS, SPLIT
from schema import Label

SNIFFED = 4_000  # characters in which the delimiter is looked for: a title line has none
MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 100
MAX_CELL = 32_767  # characters: a spreadsheet's cell holds no more
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CHOOSE = Label("请选 .xlsx 或 CSV 表格", "choose a table: .xlsx or CSV")
PICTURE = Label("是图片", "is a picture")
OTHERS = (
    (
        b"\xd0\xcf\x11\xe0",
        Label("是旧版 Excel 工作簿（.xls）或有密码", "is an old Excel workbook (.xls), or has a password"),
        SAVE_AS,
    ),
    (b"%PDF", Label("是 PDF 文件", "is a PDF file"), CHOOSE),
    (b"\x89PNG", PICTURE, CHOOSE),
    (b"\xff\xd8\xff", PICTURE, CHOOSE),
    (b"GIF8", PICTURE, CHOOSE),
    (b"{\\rtf", Label("是 Word 文档", "is a Word document"), CHOOSE),
    (b"<", Label("是网页或 XML，不是表格", "is a web page or XML, no table"), SAVE_AS),
)
WORKBOOK = b"PK\x03\x04"
CHINESE = re.compile("[\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


csv.field_size_limit(MAX_BYTES)  # a cell's length has a sentence of its own


class Unreadable(Exception):
    """The file cannot be taken as a table: what was found and what was expected, and where, as far as it is known."""

    def __init__(self, found: Label, expected: Label, row: int = 0, column: int = 0, sheet: str = "") -> None:
        super().__init__(found, expected)
        self.found, self.expected, self.row, self.column, self.sheet = found, expected, row, column, sheet


@dataclass(frozen=True)
class Line:
    """One record with the number of the line on which it begins."""

    row: int
    cells: tuple[str, ...]


def decode(content: bytes) -> tuple[str, str]:
    """The text and the encoding it was in: a byte-order mark, then strict UTF-8, then GB18030.

    UTF-8 goes first because much UTF-8 Chinese decodes as GB18030 without an error, as nonsense. The reverse is rare: a
    few short GBK texts are valid UTF-8 in other scripts; text with letters beyond ASCII but no Chinese is tried again.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding), encoding
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(content, "gb18030"), "gb18030"
    if not text.isascii() and not _has_chinese(text):
        try:
            other = content.decode("gb18030")
        except UnicodeDecodeError:
            return text, "utf-8"
        if _has_chinese(other):
            return other, "gb18030"
    return text, "utf-8"


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(
            Label(f"第 {error.start + 1} 个字节不是 {encoding} 文字", f"byte {error.start + 1} is no {encoding} text"),
            SAVE_AS,
        ) from error


def _has_chinese(text: str) -> bool:
    return CHINESE.search(text) is not None


@dataclass(frozen=True)
class Sheet:
    """One table's worth of lines, without blank ones: a workbook's sheet by its name, or a whole CSV without one."""

    name: str
    lines: tuple[Line, ...]
    encoding: str


def sheets(content: bytes) -> list[Sheet]:
    """The file's sheets that hold anything, whatever the file is called.

    Raises: Unreadable for what is neither a workbook nor text, is empty, or is over a limit.
    """
    if len(content) > MAX_BYTES:
        raise Unreadable(Label("文件超过 10 MB", "the file has more than 10 MB"), SPLIT)
    found = _of_workbook(content) if content.startswith(WORKBOOK) else _of_text(content)
    found = [Sheet(visible(one.name), tuple(map(_visible, one.lines)), one.encoding) for one in found]
    if not any(sheet.lines for sheet in found):
        raise Unreadable(
            Label("文件是空的", "the file is empty"), Label("应有表头和数据行", "a header and rows are expected")
        )
    return [sheet for sheet in found if sheet.lines]


def _visible(line: Line) -> Line:
    return Line(line.row, tuple(map(visible, line.cells)))


def _of_workbook(content: bytes) -> list[Sheet]:
    try:
        found = workbook.sheets(content, MAX_ROWS, MAX_COLUMNS, MAX_CELL)
    except workbook.BadWorkbook as error:
        at = error.place
        row, column, sheet = at.get("row", 0), at.get("column", 0), visible(at.get("sheet", ""))
        raise Unreadable(error.found, error.expected, row, column, sheet) from error
    return [Sheet(one["name"], tuple(Line(row, tuple(cells)) for row, cells in one["rows"]), "xlsx") for one in found]


def _of_text(content: bytes) -> list[Sheet]:
    for mark, found, expected in OTHERS:
        if content[:SNIFFED].lstrip().startswith(mark):
            raise Unreadable(Label(f"文件{found.zh}", f"the file {found.en}"), expected)
    text, encoding = decode(content)
    if "\0" in text:
        raise Unreadable(Label("文件含有二进制内容", "the file has binary content"), SAVE_AS)
    return [Sheet("", tuple(_records(text)), encoding)]


def _delimiter(text: str) -> str:
    """The one that cuts most of the first lines into the same number of cells: words may hold any of them."""

    def fit(delimiter: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(text[:SNIFFED], newline=""), delimiter=delimiter)
        widths = Counter(len(cells) for cells in reader if len(cells) > 1)
        return max(((lines, width) for width, lines in widths.items()), default=(0, 0))

    return max(",\t;", key=fit)


def _records(text: str) -> list[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    records: list[Line] = []
    start = 1
    try:
        for cells in reader:
            if len(cells) > MAX_COLUMNS:
                raise Unreadable(
                    Label(f"这一行有 {len(cells)} 列", f"this row has {len(cells)} columns"),
                    Label(f"最多 {MAX_COLUMNS} 列", f"{MAX_COLUMNS} columns at most"),
                    start,
                )
            if long := next((place for place, cell in enumerate(cells, 1) if len(cell) > MAX_CELL), 0):
                found = Label(f"这一格超过 {MAX_CELL} 字", f"this cell has more than {MAX_CELL} characters")
                raise Unreadable(found, Label("请删短", "shorten it"), start, long)
            if any(cell.strip() for cell in cells):
                records.append(Line(start, tuple(cells)))
            if len(records) > MAX_ROWS + 1:
                raise Unreadable(
                    Label(f"数据超过 {MAX_ROWS} 行", f"there are more than {MAX_ROWS} rows"),
                    SPLIT,
                )
            start = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(
            Label("引号没有成对", f"the quotes do not match ({error})"),
            Label("请检查这一行附近的双引号", "check the double quotes near this line"),
            start,
        ) from error
    return records
