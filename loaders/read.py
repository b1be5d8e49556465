"""From bytes to sheets of text cells: workbooks, encodings, delimiters and limits. No cell is interpreted here."""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from loaders import workbook
from loaders.notation import unguarded
from schema import Label

SNIFFED = 2_000  # characters in which the commonest delimiter is looked for: a title line has none
PIECE = 1024 * 1024
MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 100
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
BINARY = (
    (
        b"\xd0\xcf\x11\xe0",
        Label("是旧版 Excel 工作簿（.xls）或有密码", "is an old Excel workbook (.xls), or has a password"),
    ),
    (b"%PDF", Label("是 PDF 文件", "is a PDF file")),
    (b"\x89PNG", Label("是图片", "is a picture")),
    (b"\xff\xd8\xff", Label("是图片", "is a picture")),
)
WORKBOOK = b"PK\x03\x04"
SAVE_AS = Label(
    "请在 WPS 或 Excel 中另存为 .xlsx 或“CSV UTF-8”后再导入",
    "save it as .xlsx or “CSV UTF-8” in WPS or Excel, then load that",
)


class Unreadable(Exception):
    """The file cannot be taken as a table: what was found and what was expected, at a row where one is known."""

    def __init__(self, found: Label, expected: Label, row: int = 0) -> None:
        super().__init__(found, expected)
        self.found, self.expected, self.row = found, expected, row


@dataclass(frozen=True, slots=True)
class Line:
    """One record with the number of the line on which it begins."""

    row: int
    cells: tuple[str, ...]

    @classmethod
    def of(cls, row: int, cells: Sequence[str]) -> Line:
        return cls(row, tuple(cells))


def encoding_of(content: bytes) -> str:
    """The encoding of a text, read in pieces: a byte-order mark, then strict UTF-8, then GB18030.

    UTF-8 goes first because much UTF-8 Chinese decodes as GB18030 without an error, as nonsense. The reverse is rare: a
    few short GBK texts are valid UTF-8 in other scripts; text with letters beyond ASCII but no Chinese is tried again.
    Raises: Unreadable where the text is in none of them.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            _checked(content, encoding)
            return encoding
    if content.isascii():
        return "utf-8"
    try:
        is_chinese = _has_chinese(content, "utf-8")
    except UnicodeDecodeError:
        _checked(content, "gb18030")
        return "gb18030"
    try:
        return "gb18030" if not is_chinese and _has_chinese(content, "gb18030") else "utf-8"
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


def _has_chinese(content: bytes, encoding: str) -> bool:
    """Whether there is a Chinese letter. Raises: UnicodeDecodeError, wherever in the text the error is."""
    found = False
    for piece in _pieces(content, encoding):
        found = found or any(unicodedata.name(letter, "").startswith("CJK") for letter in piece if letter > "\x7f")
    return found


def text_of(content: bytes, encoding: str) -> TextIO:
    """The text as a stream that decodes as it is read."""
    return io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="")


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
        size = f"{len(content) / 1024 / 1024:.1f} MB"
        raise Unreadable(Label(f"文件有 {size}", f"the file has {size}"), Label("最多 10 MB", "10 MB at most"))
    found = _of_workbook(content) if content.startswith(WORKBOOK) else _of_text(content)
    if not any(sheet.lines for sheet in found):
        raise empty()
    return [sheet for sheet in found if sheet.lines]


def empty() -> Unreadable:
    return Unreadable(
        Label("文件是空的", "the file is empty"), Label("应有表头和数据行", "a header and rows are expected")
    )


def _of_workbook(content: bytes) -> list[Sheet]:
    try:
        found = workbook.sheets(content, MAX_ROWS, MAX_COLUMNS)
    except workbook.BadWorkbook as error:
        raise Unreadable(error.reason, SAVE_AS) from error
    return [Sheet(one["name"], tuple(_line(*row) for row in one["rows"]), "xlsx") for one in found]


def _line(row: int, cells: Sequence[str]) -> Line:
    """The line without the apostrophes that our own files put before what would become a formula."""
    return Line(row, tuple(map(unguarded, cells)))


def _of_text(content: bytes) -> list[Sheet]:
    encoding = text_encoding(content)
    lines: list[Line] = []
    for line in lines_of(content, encoding):
        lines.append(line)
        if len(lines) > MAX_ROWS + 1:
            raise Unreadable(
                Label(f"数据超过 {MAX_ROWS} 行", f"there are more than {MAX_ROWS} rows"),
                Label("请拆成几个文件", "split it into several files"),
            )
    return [Sheet("", tuple(lines), encoding)]


def text_encoding(content: bytes) -> str:
    """The encoding of a file that is text. Raises: Unreadable for what is none."""
    for mark, found in BINARY:
        if content.startswith(mark):
            raise Unreadable(Label(f"文件{found.zh}", f"the file {found.en}"), SAVE_AS)
    encoding = encoding_of(content)
    if b"\0" in content and any("\0" in piece for piece in _pieces(content, encoding)):
        raise Unreadable(Label("文件含有二进制内容", "the file has binary content"), SAVE_AS)
    return encoding


def lines_of(content: bytes, encoding: str) -> Iterator[Line]:
    """The text's records one after another, without blank ones. Raises: Unreadable at a record that is none."""
    stream = text_of(content, encoding)
    beginning = text_of(content, encoding).read(SNIFFED)
    delimiter = max(",\t;", key=beginning.count)
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    line = _line if b"'" in content else Line.of
    start = 1
    try:
        for cells in reader:
            if len(cells) > MAX_COLUMNS:
                raise Unreadable(
                    Label(f"这一行有 {len(cells)} 列", f"this row has {len(cells)} columns"),
                    Label(f"最多 {MAX_COLUMNS} 列", f"{MAX_COLUMNS} columns at most"),
                    start,
                )
            if any(map(str.strip, cells)):
                yield line(start, cells)
            start = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(
            Label("引号没有成对", f"the quotes do not match ({error})"),
            Label("请检查这一行附近的双引号", "check the double quotes near this line"),
            start,
        ) from error
