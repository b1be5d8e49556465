"""Excel workbooks, opened in a process of their own whose memory and time are bounded.

A workbook of 4 KB can hold a cell at XFD1048576, or unpack to gigabytes; what it does to a reader must not reach ours.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from schema import Label

CHILD = Path(__file__).parent / "open_workbook.py"
SECONDS = 20
LIMITS = {
    "unpacked": 100 * 1024 * 1024,
    "memory": 512 * 1024 * 1024,
    "seconds": SECONDS,
    "sheets": 50,
    "text": 10_000_000,  # characters of all cells: one shared text can stand in two million of them
}
SAVE_AS = Label(
    "请在 WPS 或 Excel 中另存为 .xlsx 或“CSV UTF-8”后再导入",
    "save it as .xlsx or “CSV UTF-8” in WPS or Excel, then load that",
)
COPY = Label(
    "请把要导入的表格复制到一个新工作簿，另存为 .xlsx 后再导入",
    "copy the table to a new workbook, save it as .xlsx, then load that",
)
SPLIT = Label("请拆成几个文件", "split it into several files")
REFUSALS = {
    "damaged": (Label("工作簿有密码或已损坏", "the workbook has a password or is damaged"), SAVE_AS),
    "other": (Label("文件不是 Excel 工作簿（.xlsx）", "the file is no Excel workbook (.xlsx)"), SAVE_AS),
    "large": (Label("工作簿解压后超过 100 MB", "the workbook unpacks to more than 100 MB"), COPY),
    "memory": (Label("工作簿太大，读取时内存不够", "the workbook is too large to read"), COPY),
    "time": (Label("工作簿读取超时", "reading the workbook took too long"), COPY),
    "sheets": (Label("工作表超过 {sheets} 张", "there are more than {sheets} sheets"), SPLIT),
    "text": (Label("文字超过 {text} 字", "there are more than {text} characters"), SPLIT),
    "rows": (Label("数据超过 {rows} 行", "there are more than {rows} rows"), SPLIT),
    "columns": (
        Label("数据超过 {columns} 列", "there are more than {columns} columns"),
        Label("请清除表格以外的内容", "clear what stands outside of the table"),
    ),
    "cell": (
        Label("这一格超过 {cell} 字", "this cell has more than {cell} characters"),
        Label("请删短", "shorten it"),
    ),
}


class BadWorkbook(Exception):
    """The workbook cannot be read, or is over a limit: what was found, what was expected, and where, if it is known."""

    def __init__(self, reason: str, limits: Mapping[str, int], place: Mapping[str, Any] | None = None) -> None:
        super().__init__(reason)
        found, self.expected = REFUSALS[reason]
        self.found = Label(found.zh.format(**limits), found.en.format(**limits))
        self.place = place or {}


def sheets(content: bytes, max_rows: int, max_columns: int, max_cell: int) -> list[dict[str, Any]]:
    """Each sheet as `{"name": str, "hidden": bool, "hidden_columns": […], "spans": [[row, column, rows, columns], …],
    "rows": [[row number, [cell text, …], [[place, kind, text], …]], …]}`, blank lines left out.

    Cells are texts as a reader of the sheet sees them: 0.9776 shown as a percentage is 97.76%; a formula is its value,
    or itself where the file keeps no value; a date is written YYYY-MM-DD. Raises: BadWorkbook.
    """
    limits = {**LIMITS, "rows": max_rows, "columns": max_columns, "cell": max_cell}
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(CHILD), json.dumps(limits)],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={
                **os.environ,
                "OPENBLAS_NUM_THREADS": "1",  # its threads reserve memory that is bounded here
                "OPENPYXL_LXML": "False",  # whatever else is installed, defusedxml reads every part
            },
        )
    except subprocess.TimeoutExpired as error:
        raise BadWorkbook("time", limits) from error
    if done.returncode:
        raise BadWorkbook(_reason(done), limits)
    told = json.loads(done.stdout)
    if "refused" in told:
        raise BadWorkbook(told["refused"], limits, told)
    return list(told["sheets"])


def _reason(ended: subprocess.CompletedProcess[bytes]) -> str:
    if sys.platform != "win32" and ended.returncode == -signal.SIGXCPU:
        return "time"
    return "memory" if b"MemoryError" in ended.stderr or ended.returncode < 0 else "damaged"
