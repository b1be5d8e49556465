"""The process that opens a workbook: bytes on standard input, its sheets as JSON on standard output.

It stands alone, so that it starts quickly and nothing of the app is in the process that may run out of memory. Sheets
are read a row at a time: a limit is met before what lies behind it has been read, and what is no cell (merged ranges,
drawings, rules) is not built at all.
"""

from __future__ import annotations

import datetime
import io
import json
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import openpyxl
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils import range_boundaries
from openpyxl.worksheet._reader import COL_TAG, FORMULA_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.functions import iterparse

Limits = dict[str, int]
TRUE = ("1", "true")
MOST_COLUMNS = 16_384
MOST_SPANS = 20_000


class Refused(Exception):
    """The workbook is over a limit or none at all; the arguments are what the parent is told."""

    def __init__(self, reason: str, **place: Any) -> None:
        super().__init__(reason)
        self.told = {"refused": reason, **place}


class Cells(WorkSheetParser):
    """A sheet's cells: a formula is its value, or itself where the file keeps no value."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        if cell["value"] is None and (formula := element.find(FORMULA_TAG)) is not None:
            cell["value"] = f"={formula.text or ''}"
        return cell


def bound(limits: Limits) -> None:
    """Set the process's own limits, where the system has them (Windows has not: there the parent's clock holds)."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
        resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"]))


def read(content: bytes, limits: Limits) -> dict[str, Any]:
    """The sheets, or what was refused."""
    try:
        return {"sheets": list(_sheets(content, limits))}
    except Refused as refused:
        return refused.told


def _sheets(content: bytes, limits: Limits) -> Iterator[dict[str, Any]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(member.file_size for member in archive.infolist()) > limits["unpacked"]:
            raise Refused("large")
        if not any(name.lower().endswith("workbook.xml") for name in archive.namelist()):
            raise Refused("other")
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    if len(book.worksheets) > limits["sheets"]:
        raise Refused("sheets")
    left = limits["text"]
    for sheet in book.worksheets:
        lines: dict[int, dict[int, str]] = {}
        asides: dict[int, list[list[Any]]] = {}
        beside = Beside(asides)
        for row, column, text in _texts(book, sheet, beside):
            place = {"sheet": sheet.title, "row": row, "column": column}
            left -= len(text)
            if column > limits["columns"]:
                raise Refused("columns", **place)
            if len(text) > limits["cell"]:
                raise Refused("cell", **place)
            if left < 0:
                raise Refused("text", **place)
            lines.setdefault(row, {})[column] = text
            if len(lines) > limits["rows"] + 1:
                raise Refused("rows", sheet=sheet.title)
        width = max((max(cells) for cells in lines.values()), default=0)
        places = range(1, width + 1)
        yield {
            "name": sheet.title,
            "hidden": sheet.sheet_state != "visible",
            "hidden_columns": beside.hidden_columns,
            "spans": beside.spans,
            "rows": [[row, [lines[row].get(at, "") for at in places], asides.get(row, [])] for row in sorted(lines)],
        }


@dataclass
class Beside:
    """What a sheet says beside its cells' texts."""

    asides: dict[int, list[list[Any]]]
    hidden_columns: list[int] = field(default_factory=list)
    spans: list[list[int]] = field(default_factory=list)

    def take(self, element: Any) -> None:
        """A columns' or a merged range's own element."""
        if element.tag == COL_TAG and element.get("hidden") in TRUE:
            first, last = int(element.get("min")), int(element.get("max"))
            self.hidden_columns += range(first, min(last, MOST_COLUMNS) + 1)
        elif element.tag.endswith("}mergeCell") and len(self.spans) < MOST_SPANS:
            left, top, right, bottom = (number or 1 for number in range_boundaries(element.get("ref")))
            self.spans.append([top, left, bottom - top + 1, right - left + 1])


def _texts(book: Any, sheet: Any, beside: Beside) -> Iterator[tuple[int, int, str]]:
    """Each cell that shows something: its row, its column, its text."""
    with sheet._get_source() as source:
        cells = Cells(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for _, element in iterparse(source):
            beside.take(element)
            if element.tag == ROW_TAG:
                is_hidden = element.get("hidden") in TRUE
                row, found = cells.parse_row(element)
                element.clear()
                if is_hidden:
                    beside.asides.setdefault(int(row), []).append([0, "hidden", ""])
                for cell in found:
                    one = ReadOnlyCell(sheet, **cell)
                    if text := shown(one):
                        if one.font.strike:
                            beside.asides.setdefault(one.row, []).append([one.column, "struck", ""])
                        yield one.row, one.column, text


def shown(cell: Any) -> str:
    """A cell's value as its reader sees it, up to what a number format may hide of a number."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        if abs(value) > sys.float_info.max:
            return str(value)
        if "%" in str(cell.number_format):
            return f"{round(value * 100, 10):.15g}%"
        return f"{value:.15g}"
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S").removesuffix(" 00:00:00")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value).strip()


def main() -> None:
    limits = json.loads(sys.argv[1])
    bound(limits)
    sys.stdout.write(json.dumps(read(sys.stdin.buffer.read(), limits)))


if __name__ == "__main__":
    main()
