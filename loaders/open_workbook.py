"""The process that opens a workbook: bytes on standard input, its sheets as JSON on standard output.

It stands alone, so that it starts quickly and nothing of the app is in the process that may run out of memory.
"""

from __future__ import annotations

import datetime
import io
import json
import sys
import zipfile
from typing import Any

import openpyxl


def bound(limits: dict[str, int]) -> None:
    """Set the process's own limits, where the system has them (Windows has not: there the parent's clock holds)."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
        resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"]))


def read(content: bytes, limits: dict[str, int]) -> dict[str, Any]:
    """The sheets, or what was refused."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(member.file_size for member in archive.infolist()) > limits["unpacked"]:
            return {"refused": "large"}
        has_formulas = any(
            b"<f" in archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")
        )
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(content)) if has_formulas else None
    found = []
    for sheet in values.worksheets:
        written = formulas[sheet.title]._cells if formulas is not None else {}
        cells = {place: text for place, cell in sheet._cells.items() if (text := shown(cell))}
        for place, cell in written.items():
            if place not in cells and cell.data_type == "f":
                cells[place] = str(cell.value)
        rows = sorted({row for row, _ in cells})
        width = max((column for _, column in cells), default=0)
        if len(rows) > limits["rows"] + 1:
            return {"refused": "rows", "sheet": sheet.title}
        if width > limits["columns"]:
            return {"refused": "columns", "sheet": sheet.title}
        lines = [[row, [cells.get((row, column), "") for column in range(1, width + 1)]] for row in rows]
        found.append({"name": sheet.title, "rows": lines})
    return {"sheets": found}


def shown(cell: Any) -> str:
    """A cell's value as its reader sees it, up to what a number format may hide of a number."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
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
    json.dump(read(sys.stdin.buffer.read(), limits), sys.stdout)


if __name__ == "__main__":
    main()
