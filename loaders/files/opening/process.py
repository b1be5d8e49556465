"""The process itself: a file on standard input; its sheets, or why there are none, on standard output, JSON by lines.

First a line for a sheet, then one for each of its lines. What was written before a refusal is not taken.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from . import workbook
from .delimited import lines_of, text_encoding
from .lines import Count, Limits, Line, Opened
from .package import Package
from .refused import Refused

ZIP = b"PK\x03\x04"


def opened(content: bytes, limits: Limits) -> Iterator[Opened]:
    """A file's sheets, one after another; the lines of one are read before the next is. Raises: Refused."""
    if not content.startswith(ZIP):
        yield text(content, limits)
        return
    package = Package(content, limits["unpacked"])
    if package.kind != "workbook":
        raise Refused(package.kind)
    yield from workbook.sheets(package, limits)


def text(content: bytes, limits: Limits) -> Opened:
    """A text as a sheet without a name. Raises: Refused, here or where its lines are read."""
    encoding = text_encoding(content)
    return Opened("", False, (), 0, _counted(content, encoding, limits), encoding)


def _counted(content: bytes, encoding: str, limits: Limits) -> Iterator[Line]:
    count = Count(limits)
    for place, (row, cells, asides) in enumerate(lines_of(content, encoding, limits), 1):
        count.line(place)
        for column, cell in enumerate(cells, 1):
            if cell:
                count.cell(cell, row, column)
        yield row, cells, asides


def bound(limits: Limits) -> None:
    """Set the process's own limits, where the system has them (Windows has not: there the parent's clock holds)."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
        resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"]))


def told(content: bytes, limits: Limits) -> Iterator[Any]:
    """What is written, a value a line."""
    try:
        for sheet in opened(content, limits):
            yield {key: value for key, value in vars(sheet).items() if key != "lines"}
            yield from sheet.lines
    except Refused as refused:
        yield refused.told


def main() -> None:
    limits = json.loads(sys.argv[1])
    bound(limits)
    for value in told(sys.stdin.buffer.read(), limits):
        line = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        sys.stdout.buffer.write(line.encode(errors="surrogatepass") + b"\n")
