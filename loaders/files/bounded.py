"""Files opened in a process of their own whose memory and time are bounded.

A workbook of 4 KB can hold a cell at XFD1048576, or unpack to gigabytes, and a text can have ten million lines; what a
file does to its reader must not reach ours.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import Any

HERE = Path(__file__).parent
CHILD = f"import sys; sys.path.insert(0, {str(HERE.parent)!r}); from {HERE.name}.%s.process import main; main()"
SECONDS = 7  # of the processor; by the clock two more
LIMITS = {
    "unpacked": 100 * 1024 * 1024,
    "memory": 512 * 1024 * 1024,
    "seconds": SECONDS,
    "sheets": 50,
    "rows": 20_000,
    "columns": 100,
    "cell": 32_767,  # characters: a spreadsheet's cell holds no more
    "cells": 600_000,
    "text": 10_000_000,  # characters of all cells: one shared text can stand in two million of them
}
AT_ONCE = BoundedSemaphore(2)  # so many are opened at a time; others wait


def told(content: bytes, limits: Mapping[str, int] = LIMITS, room: str = "opening") -> Iterator[Any]:
    """What the process says of a file: see `opening.process`, and `word.process` for documents. It ends well, or says
    why in its only value."""
    with TemporaryFile() as written:
        if reason := _run(content, limits, room, written):
            yield {"refused": reason}
            return
        written.seek(0)
        yield from map(json.loads, written)


def _run(content: bytes, limits: Mapping[str, int], room: str, written: Any) -> str:
    """Let it open the file; why it could not, where it could not say so itself."""
    with AT_ONCE:
        try:
            done = subprocess.run(
                [sys.executable, "-I", "-S", "-c", CHILD % room, json.dumps(dict(limits))],
                input=content,
                stdout=written,
                stderr=subprocess.PIPE,
                timeout=SECONDS + 2,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return "time"
    if not done.returncode:
        return ""
    if sys.platform != "win32" and done.returncode == -signal.SIGXCPU:
        return "time"
    return "memory" if b"MemoryError" in done.stderr or done.returncode < 0 else "damaged"
