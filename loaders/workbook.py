"""Excel workbooks, opened in a process of their own whose memory and time are bounded.

A workbook of 4 KB can hold a cell at XFD1048576, or unpack to gigabytes; what it does to a reader must not reach ours.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from schema import Label

CHILD = Path(__file__).parent / "open_workbook.py"
SECONDS = 20
MAX_UNPACKED = 100 * 1024 * 1024
MAX_MEMORY = 1024 * 1024 * 1024
REFUSALS = {
    "password": Label("工作簿有密码或已损坏", "the workbook has a password or is damaged"),
    "large": Label("工作簿解压后超过 100 MB", "the workbook unpacks to more than 100 MB"),
    "memory": Label("工作簿太大，读取时内存不够", "the workbook is too large to read"),
    "time": Label("工作簿读取超时", "reading the workbook took too long"),
    "rows": Label("数据超过 {limit} 行", "there are more than {limit} rows"),
    "columns": Label("数据超过 {limit} 列", "there are more than {limit} columns"),
}


class BadWorkbook(Exception):
    """The workbook cannot be read, or is over a limit; `reason` says which."""

    def __init__(self, reason: Label, sheet: str = "") -> None:
        super().__init__(reason, sheet)
        self.reason, self.sheet = reason, sheet


def sheets(content: bytes, max_rows: int, max_columns: int) -> list[dict[str, Any]]:
    """Each sheet as `{"name": str, "rows": [[row number, [cell text, …]], …]}`, blank lines left out.

    Cells are texts as a reader of the sheet sees them: 0.9776 shown as a percentage is 97.76%; a formula is its value,
    or itself where the file keeps no value; a date is written YYYY-MM-DD. Raises: BadWorkbook.
    """
    limits = json.dumps(
        {"rows": max_rows, "columns": max_columns, "unpacked": MAX_UNPACKED, "memory": MAX_MEMORY, "seconds": SECONDS}
    )
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(CHILD), limits],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},  # its threads reserve memory that is bounded here
        )
    except subprocess.TimeoutExpired as error:
        raise BadWorkbook(REFUSALS["time"]) from error
    if done.returncode:
        raise BadWorkbook(REFUSALS["memory" if b"MemoryError" in done.stderr or done.returncode < 0 else "password"])
    told = json.loads(done.stdout)
    if "refused" in told:
        reason, limit = REFUSALS[told["refused"]], max_rows if told["refused"] == "rows" else max_columns
        raise BadWorkbook(Label(reason.zh.format(limit=limit), reason.en.format(limit=limit)), told.get("sheet", ""))
    return list(told["sheets"])
