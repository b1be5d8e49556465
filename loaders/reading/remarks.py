"""What is said of a sheet's cells without being asked about: footnote marks, numbers shown with other digits."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.files.sheet import Aside, Line
from loaders.problem import Problem, letter
from loaders.reading.reading import Reading
from schema import Label

POWERS = ("e+", "e-")  # as a spreadsheet writes a number that it has no room for


def remarks(reading: Reading) -> Iterator[Problem]:
    """Each with its cell, in the sheet's order."""
    for line in reading.sheet_lines if reading.table else ():
        for aside in line.asides:
            if aside.kind in ("mark", "digits") and 0 < aside.place <= len(line.cells):
                yield _remark(reading.name, line, aside)


def _remark(file: str, line: Line, aside: Aside) -> Problem:
    text = line.cells[aside.place - 1].strip()
    found = Label(f"“{text}”带有标记“{aside.text}”", f"“{text}” has the mark “{aside.text}”")
    said = Label("标记不算在数里", "the mark is no part of the figure")
    if aside.kind == "digits":
        found = Label(f"显示为“{aside.text}”，读作“{text}”", f"“{aside.text}” is shown, read as “{text}”")
        said = Label("按单元格里的值存", "stored as the cell has it")
        if any(power in aside.text.casefold() for power in POWERS):
            plain = _in_full(aside.text)
            found = Label(f"写作“{aside.text}”，读作“{plain}”", f"“{aside.text}” is written, read as “{plain}”")
            said = Label("表格软件可能截去了几位，请核对", "a spreadsheet may have cut digits; check it")
    return Problem(file, line.row, letter(aside.place), found, said, aside.place)


def _in_full(text: str) -> str:
    """A number written with a power of ten, written out."""
    try:
        return f"{float(text):.15g}"
    except ValueError:
        return text
