"""Texts: the encoding, the delimiter, and the records one after another."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TextIO

from .lines import Aside, Limits, Line, line
from .refused import Refused

SNIFFED = 4_000  # characters in which the delimiter is looked for: a title line has none
PIECE = 1024 * 1024
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ODD = re.compile("[\u0100-\u07ff]")  # letters of two bytes in UTF-8, but for those of Western Europe
WIDE = re.compile("[\u0800-\U0010ffff]")  # of more bytes, which GBK words are not: – “ ” ’ and all Chinese
CHINESE = re.compile("[\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
BIG5 = "big5"
SEEN_OF_BIG5 = 20_000  # bytes by which the two Chinese encodings are told apart
MOST, FEW = 0.9, 0.7  # shares of common letters
LARGEST_FIELD = 200 * 1024 * 1024  # a cell's length has a sentence of its own
DELIMITERS = ",\t;|"
NAMED_DELIMITER = re.compile(r"sep=(.)\s*", re.IGNORECASE)  # a first line that only a spreadsheet reads
RULE = re.compile(r":?-{2,}:?")  # the line below a header that is drawn with pipes
POWER_OF_TEN = re.compile(r"[+-]?\d+(\.\d+)?[eE][+-]?\d+")

csv.field_size_limit(LARGEST_FIELD)


def text_encoding(content: bytes) -> str:
    """The encoding of a file that is text. Raises: Refused for what is none."""
    encoding = encoding_of(content)
    if b"\0" in content and any("\0" in piece for piece in _pieces(content, encoding)):
        raise Refused("bytes")
    if encoding == "gb18030" and _is_big5(content[:SEEN_OF_BIG5]):
        raise Refused(BIG5)
    return encoding


def encoding_of(content: bytes) -> str:
    """The encoding of a text, read in pieces: a byte-order mark, then strict UTF-8, then GB18030.

    UTF-8 goes first because much UTF-8 Chinese decodes as GB18030 without an error, as nonsense. The reverse is rare: a
    few short GBK texts are valid UTF-8, all of two bytes a letter, in other scripts; such a text is tried again.
    Raises: Refused where the text is in none of them.
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
        if encoding == "gb18030" and _is_big5(content[:SEEN_OF_BIG5]):
            raise Refused(BIG5) from error
        raise Refused("encoding", at=error.start + 1, encoding=encoding) from error


def _is_big5(beginning: bytes) -> bool:
    """Whether the text is rather Big5 than GBK: in its own encoding, nearly all letters of a text are common ones,
    which stand together; in the other's they lie anywhere."""
    common = {encoding: _common(beginning, encoding) for encoding in ("gb2312", BIG5)}
    return common[BIG5] > MOST and common["gb2312"] < FEW


def _common(beginning: bytes, encoding: str) -> float:
    """The share of the letters beyond ASCII that stand where the encoding has its common ones and its punctuation."""
    text = beginning.decode("gb18030" if encoding == "gb2312" else encoding, errors="replace")
    letters = [letter for letter in text if not letter.isascii()]
    held = 0
    for letter in letters:
        try:
            first = letter.encode(encoding)[0]
        except UnicodeEncodeError:
            continue
        held += first <= (0xD7 if encoding == "gb2312" else 0xC6)
    return held / len(letters) if letters else 1.0


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


def _text(content: bytes, encoding: str) -> TextIO:
    """The text as a stream that decodes as it is read."""
    return io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="")


def _delimiter(beginning: str) -> str:
    """The one that cuts most of the first lines into the same number of cells: words may hold any of them."""

    def fit(delimiter: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(beginning, newline=""), delimiter=delimiter)
        widths = Counter(len(cells) for cells in reader if len(cells) > 1)
        return max(((lines, width) for width, lines in widths.items()), default=(0, 0))

    return max(DELIMITERS, key=fit)


def _check_lengths(cells: Sequence[str], row: int, longest: int) -> None:
    """Raises: Refused where a cell is longer than a spreadsheet's."""
    if long := next((place for place, cell in enumerate(cells, 1) if len(cell) > longest), 0):
        raise Refused("cell", row=row, column=long)


def lines_of(content: bytes, encoding: str, limits: Limits) -> Iterator[Line]:
    """The text's records, without blank ones. Raises: Refused at a record that is none, or over a limit of its own."""
    stream = _text(content, encoding)
    beginning = _text(content, encoding).read(SNIFFED)
    most, longest = limits["columns"], limits["cell"]
    start = 1
    if named := NAMED_DELIMITER.fullmatch(beginning.partition("\n")[0]):
        stream.readline()
        start = 2
    delimiter = named[1] if named else _delimiter(beginning)
    first = start
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if cells:
                if len(cells) > most + (2 if delimiter == "|" else 0):
                    raise Refused("columns_of_row", row=start, count=len(cells))
                whole = "".join(cells)
                if len(whole) > longest:
                    _check_lengths(cells, start, longest)
                if whole.strip():
                    told = cells if delimiter != "|" else _between_pipes(cells)
                    if told:
                        yield _line(start, told, whole)
            start = first + reader.line_num
    except csv.Error as error:
        raise Refused("quotes", row=start, error=str(error)) from error


def _line(row: int, cells: Sequence[str], whole: str) -> Line:
    asides = _powers(cells) if "E" in whole or "e" in whole else ()
    return (row, cells, asides) if whole.isprintable() and "'" not in whole else line(row, cells, asides)


def _powers(cells: Sequence[str]) -> list[Aside]:
    """Numbers written with a power of ten, as a spreadsheet writes those that do not fit."""
    return [(place, "digits", cell) for place, cell in enumerate(cells, 1) if POWER_OF_TEN.fullmatch(cell.strip())]


def _between_pipes(cells: Sequence[str]) -> Sequence[str]:
    """The cells of a table that is drawn with pipes: without the outer ones, and without the rule below its header."""
    told = [cell.strip() for cell in cells]
    if len(told) > 2 and not told[0] and not told[-1]:
        told = told[1:-1]
    return [] if all(RULE.fullmatch(cell) for cell in told) else told
