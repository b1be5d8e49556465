"""From bytes to sheets of text cells: workbooks, encodings, delimiters and limits. No cell is interpreted here."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TextIO

from loaders.files import workbook
from loaders.files.sheet import Aside, Line, Sheet, Span
from loaders.files.text import unguarded, visible
from loaders.files.workbook import SAVE_AS, SPLIT
from schema import Label

SNIFFED = 4_000  # characters in which the delimiter is looked for: a title line has none
PIECE = 1024 * 1024
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
ODD = re.compile("[\u0100-\u07ff]")  # letters of two bytes in UTF-8, but for those of Western Europe
WIDE = re.compile("[\u0800-\U0010ffff]")  # of more bytes, which GBK words are not: – “ ” ’ and all Chinese
CHINESE = re.compile("[\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

csv.field_size_limit(MAX_BYTES)  # a cell's length has a sentence of its own


class Unreadable(Exception):
    """The file cannot be taken as a table: what was found and what was expected, and where, as far as it is known."""

    def __init__(self, found: Label, expected: Label, row: int = 0, column: int = 0, sheet: str = "") -> None:
        super().__init__(found, expected)
        self.found, self.expected, self.row, self.column, self.sheet = found, expected, row, column, sheet


def encoding_of(content: bytes) -> str:
    """The encoding of a text, read in pieces: a byte-order mark, then strict UTF-8, then GB18030.

    UTF-8 goes first because much UTF-8 Chinese decodes as GB18030 without an error, as nonsense. The reverse is rare: a
    few short GBK texts are valid UTF-8, all of two bytes a letter, in other scripts; such a text is tried again.
    Raises: Unreadable where the text is in none of them.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            _checked(content, encoding)
            return encoding
    if content.isascii():
        return "utf-8"
    try:
        is_odd, is_wide = _seen((ODD, WIDE), content, "utf-8")
    except UnicodeDecodeError:
        _checked(content, "gb18030")
        return "gb18030"
    try:
        return "gb18030" if is_odd and not is_wide and all(_seen((CHINESE,), content, "gb18030")) else "utf-8"
    except UnicodeDecodeError:
        return "utf-8"


def _checked(content: bytes, encoding: str) -> None:
    try:
        for _ in _pieces(content, encoding):
            pass
    except UnicodeDecodeError as error:
        at = error.start + 1
        raise Unreadable(
            Label(f"第 {at} 个字节不是 {encoding} 文字", f"byte {at} is no {encoding} text"), SAVE_AS
        ) from error


def _pieces(content: bytes, encoding: str) -> Iterator[str]:
    """The text, a piece at a time. Raises: UnicodeDecodeError whose place counts from the file's beginning."""
    decoder = codecs.getincrementaldecoder(encoding)()
    for start in range(0, len(content), PIECE):
        held = len(decoder.getstate()[0])
        try:
            yield decoder.decode(content[start : start + PIECE], final=start + PIECE >= len(content))
        except UnicodeDecodeError as error:
            error.start += start - held
            raise


def _seen(patterns: Sequence[re.Pattern[str]], content: bytes, encoding: str) -> list[bool]:
    """Whether each of the patterns is in the text. Raises: UnicodeDecodeError, wherever in the text the error is."""
    found = [False for _ in patterns]
    for piece in _pieces(content, encoding):
        found = [told or pattern.search(piece) is not None for told, pattern in zip(found, patterns, strict=True)]
    return found


def text_of(content: bytes, encoding: str) -> TextIO:
    """The text as a stream that decodes as it is read."""
    return io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="")


def sheets(content: bytes) -> list[Sheet]:
    """The file's sheets that hold anything, whatever the file is called.

    Raises: Unreadable for what is neither a workbook nor text, is empty, or is over a limit.
    """
    if len(content) > MAX_BYTES:
        raise Unreadable(Label("文件超过 10 MB", "the file has more than 10 MB"), SPLIT)
    found = _of_workbook(content) if content.startswith(WORKBOOK) else _of_text(content)
    if not any(sheet.lines for sheet in found):
        raise empty()
    return [sheet for sheet in found if sheet.lines]


def _line(row: int, cells: Sequence[str], asides: Sequence[Sequence[Any]] = ()) -> Line:
    """The line without the apostrophes that our own files put before what would become a formula, and without what
    nobody sees."""
    told = tuple(Aside(place, kind, visible(text)) for place, kind, text in asides)
    return Line(row, tuple(visible(unguarded(cell)) for cell in cells), told)


def empty() -> Unreadable:
    return Unreadable(
        Label("文件是空的", "the file is empty"), Label("应有表头和数据行", "a header and rows are expected")
    )


def _of_workbook(content: bytes) -> list[Sheet]:
    try:
        found = workbook.sheets(content, MAX_ROWS, MAX_COLUMNS, MAX_CELL)
    except workbook.BadWorkbook as error:
        at = error.place
        row, column, sheet = at.get("row", 0), at.get("column", 0), visible(at.get("sheet", ""))
        raise Unreadable(error.found, error.expected, row, column, sheet) from error
    return [_sheet(one) for one in found]


def _sheet(told: Mapping[str, Any]) -> Sheet:
    return Sheet(
        visible(told["name"]),
        tuple(line for row in told["rows"] if not (line := _line(*row)).is_blank),
        "xlsx",
        told["hidden"],
        frozenset(told["hidden_columns"]),
        tuple(Span(*one) for one in told["spans"]),
    )


def _of_text(content: bytes) -> list[Sheet]:
    encoding = text_encoding(content)
    lines: list[Line] = []
    for line in lines_of(content, encoding):
        lines.append(line)
        if len(lines) > MAX_ROWS + 1:
            raise Unreadable(Label(f"数据超过 {MAX_ROWS} 行", f"there are more than {MAX_ROWS} rows"), SPLIT)
    return [Sheet("", tuple(lines), encoding)]


def text_encoding(content: bytes) -> str:
    """The encoding of a file that is text. Raises: Unreadable for what is none."""
    for mark, found, expected in OTHERS:
        if content[:SNIFFED].lstrip().startswith(mark):
            raise Unreadable(Label(f"文件{found.zh}", f"the file {found.en}"), expected)
    encoding = encoding_of(content)
    if b"\0" in content and any("\0" in piece for piece in _pieces(content, encoding)):
        raise Unreadable(Label("文件含有二进制内容", "the file has binary content"), SAVE_AS)
    return encoding


def _delimiter(beginning: str) -> str:
    """The one that cuts most of the first lines into the same number of cells: words may hold any of them."""

    def fit(delimiter: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(beginning, newline=""), delimiter=delimiter)
        widths = Counter(len(cells) for cells in reader if len(cells) > 1)
        return max(((lines, width) for width, lines in widths.items()), default=(0, 0))

    return max(",\t;", key=fit)


def _check_lengths(cells: Sequence[str], row: int) -> None:
    """Raises: Unreadable where a cell is longer than a spreadsheet's."""
    if long := next((place for place, cell in enumerate(cells, 1) if len(cell) > MAX_CELL), 0):
        found = Label(f"这一格超过 {MAX_CELL} 字", f"this cell has more than {MAX_CELL} characters")
        raise Unreadable(found, Label("请删短", "shorten it"), row, long)


def lines_of(content: bytes, encoding: str) -> Iterator[Line]:
    """The text's records one after another, without blank ones. Raises: Unreadable at a record that is none."""
    stream = text_of(content, encoding)
    delimiter = _delimiter(text_of(content, encoding).read(SNIFFED))
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    start = 1
    try:
        for cells in reader:
            if len(cells) > MAX_COLUMNS:
                raise Unreadable(
                    Label(f"这一行有 {len(cells)} 列", f"this row has {len(cells)} columns"),
                    Label(f"最多 {MAX_COLUMNS} 列", f"{MAX_COLUMNS} columns at most"),
                    start,
                )
            whole = "".join(cells)
            if len(whole) > MAX_CELL:
                _check_lengths(cells, start)
            is_plain = whole.isprintable() and "'" not in whole
            line = Line(start, tuple(cells)) if is_plain else _line(start, cells)
            if not line.is_blank:
                yield line
            start = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(
            Label("引号没有成对", f"the quotes do not match ({error})"),
            Label("请检查这一行附近的双引号", "check the double quotes near this line"),
            start,
        ) from error
