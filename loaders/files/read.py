"""From bytes to sheets of text cells, whatever the file is called. No cell is interpreted here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from loaders.files import bounded
from loaders.files.bounded import LIMITS
from loaders.files.kind import other_kind
from loaders.files.opening import delimited, process
from loaders.files.opening.process import ZIP
from loaders.files.opening.refused import Refused
from loaders.files.refusals import Unreadable, unreadable
from loaders.files.sheet import Aside, Line, Sheet
from loaders.files.text import visible

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = LIMITS["rows"]
MAX_COLUMNS = LIMITS["columns"]
MAX_CELL = LIMITS["cell"]
SMALL = 256 * 1024  # bytes of a text that are read at once here: no line of it can do harm
TEMPORARY = ("~$", ".~")  # how the names of an editor's own files begin


def sheets(content: bytes, file: str = "") -> list[Sheet]:
    """The file's sheets that hold anything. The name only tells an editor's temporary file.

    Raises: Unreadable for what is neither a workbook nor text, is empty, or is over a limit.
    """
    if len(content) > MAX_BYTES:
        raise refused("size")
    if PurePath(file).name.startswith(TEMPORARY):
        raise refused("lock")
    if not is_workbook(content):
        _check_kind(content)
    is_small = len(content) < SMALL and not is_workbook(content)
    found = _sheets(process.told(content, LIMITS) if is_small else bounded.told(content, LIMITS))
    if not any(sheet.lines for sheet in found):
        raise refused("empty")
    return [sheet for sheet in found if sheet.lines]


def is_workbook(content: bytes) -> bool:
    """Whether the file is a package of parts, as workbooks are."""
    return content.startswith(ZIP)


def refused(reason: str) -> Unreadable:
    """Why a file is not taken, in a sentence."""
    return unreadable({"refused": reason}, LIMITS)


def text_encoding(content: bytes) -> str:
    """The encoding of a file that is text. Raises: Unreadable for what is none."""
    _check_kind(content)
    try:
        return delimited.text_encoding(content)
    except Refused as error:
        raise unreadable(error.told, LIMITS) from error


def lines_of(content: bytes, encoding: str) -> Iterator[Line]:
    """The text's records one after another, without blank ones. Raises: Unreadable at a record that is none."""
    try:
        for row, cells, asides in delimited.lines_of(content, encoding, LIMITS):
            yield Line(row, tuple(cells), _asides(asides) if asides else ())
    except Refused as error:
        raise unreadable(error.told, LIMITS) from error


def _check_kind(content: bytes) -> None:
    if reason := other_kind(content):
        raise refused(reason)


def _sheets(told: Iterable[Any]) -> list[Sheet]:
    """The sheets of what was told of a file, value by value. Raises: Unreadable where it was refused."""
    found: list[tuple[Mapping[str, Any], list[Line]]] = []
    same: dict[str, str] = {}
    for value in told:
        if not isinstance(value, Mapping):
            row, cells, asides = value
            texts = tuple(same.setdefault(cell, cell) for cell in cells)
            width = found[-1][0]["width"]
            found[-1][1].append(Line(row, texts + ("",) * (width - len(texts)), _asides(asides)))
        elif "refused" in value:
            raise unreadable(value, LIMITS)
        else:
            found.append((value, []))
    return [_sheet(facts, lines) for facts, lines in found]


def _asides(told: Sequence[Sequence[Any]]) -> tuple[Aside, ...]:
    return tuple(Aside(place, kind, text) for place, kind, text in told)


def _sheet(facts: Mapping[str, Any], lines: Sequence[Line]) -> Sheet:
    return Sheet(
        visible(facts["name"]),
        tuple(line for line in lines if not line.is_blank),
        facts["encoding"],
        facts["is_hidden"],
        frozenset(facts["hidden_columns"]),
    )
