"""The report's own tables, cell by cell from its text, their years moved on, in the shapes that people have them in.

`tests/files/report/tables.txt` is cut from the report as it is: a cell begins with a tab, a row ends with a blank line.
Word joins cells: what it joined down is blank below the first, what it joined across is missing from the row.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from openpyxl import Workbook

MOVED = 3  # years
TEXT = Path(__file__).parent / "files" / "report" / "tables.txt"
YEAR = re.compile(r"(?<!\d)(20(?:18|19|20)|(?:19|20)(?=年[校市]))(?!\d)")

# what is joined across, by row: the widths of a row's cells; a row without widths has all its cells
ACROSS: dict[str, dict[int, tuple[int, ...]]] = {
    "students": {0: (2, 1, 1, 1), 1: (2, 1, 1, 1), 2: (2, 1, 1, 1), 3: (2, 1, 1, 1), 7: (2, 1, 1, 1)},
    "competitions": {5: (2, 1, 1, 1)},
    "fitness": {0: (1, 1, 2, 2)},
    "satisfaction": {0: (5,)},
    "employment": {0: (1, 1, 2, 2, 2)},
}
# the lines that stand over a table in the report and give its year
OVER = {
    "satisfaction": "",
    "employment": "就业质量一览表",
    "degree_by_major": "（2）2020年我校各专业本科上线情况",
    "curriculum": "2020年学校公共基础课",
    "programmes": "2020年学校开设13个专业",
}
DATASETS = {
    "students": ("scorecard",),
    "teachers": ("scorecard",),
    "facilities": ("scorecard",),
    "aid": ("aid", "aid_amounts"),
}
TITLES = {"teachers": "教师队伍情况", "facilities": "设施设备情况", "students": "学生情况一览", "aid": "资助情况"}


@dataclass(frozen=True)
class Pasted:
    """A table as a sheet has it: its cells, and which are joined (row, column, rows, columns, from 0)."""

    cells: list[list[str]]
    joined: list[tuple[int, int, int, int]]
    head: int  # rows of titles and header


def names() -> list[str]:
    return list(_blocks())


@cache
def _blocks() -> dict[str, str]:
    found = re.split(r"^# (\w+)\n", TEXT.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return dict(zip(found[::2], found[1::2], strict=True))


def moved(text: str) -> str:
    return YEAR.sub(lambda found: str(int(found[0]) + MOVED), text)


def _rows(name: str) -> list[list[str]]:
    rows = re.split(r"\n[ ]*\n", _blocks()[name].strip("\n"))
    return [[moved(cell.rstrip("\n")) for cell in row.split("\t")[1:]] for row in rows if row.strip("\n")]


def pasted(name: str) -> Pasted:
    """The table as it comes from Word."""
    cells: list[list[str]] = []
    joined = []
    for at, row in enumerate(_rows(name)):
        widths = ACROSS.get(name, {}).get(at, (1,) * len(row))
        spread: list[str] = []
        for cell, width in zip(row, widths, strict=True):
            if width > 1:
                joined.append((at, len(spread), 1, width))
            spread += [cell, *[""] * (width - 1)]
        cells.append(spread)
    assert len({len(row) for row in cells}) == 1, name
    table = Pasted(cells, joined, 2 if name in ("fitness", "employment", "satisfaction") else int(name != "aid"))
    over = moved(OVER.get(name, ""))
    return with_title(table, over) if over else table


def with_title(table: Pasted, title: str) -> Pasted:
    """The table below one more line, which is joined across."""
    width = len(table.cells[0])
    down = [(row + 1, column, rows, columns) for row, column, rows, columns in table.joined]
    return Pasted([[title, *[""] * (width - 1)], *table.cells], [(0, 0, 1, width), *down], table.head + 1)


def with_unit_at_the_right(table: Pasted, unit: str) -> Pasted:
    below = with_title(table, "")
    return replace(below, cells=[[*[""] * (len(table.cells[0]) - 1), unit], *below.cells[1:]], joined=below.joined[1:])


def with_title_at_the_side(table: Pasted, title: str) -> Pasted:
    """The table beside one more column, whose title is joined down."""
    cells = [[title if at == 0 else "", *row] for at, row in enumerate(table.cells)]
    right = [(row, column + 1, rows, columns) for row, column, rows, columns in table.joined]
    return replace(table, cells=cells, joined=[(0, 0, len(cells), 1), *right])


def with_lines_below(table: Pasted, *lines: tuple[str, ...]) -> Pasted:
    width = len(table.cells[0])
    return replace(table, cells=[*table.cells, *([*line, *[""] * (width - len(line))] for line in lines)])


def with_figures(table: Pasted, written: dict[int, int]) -> Pasted:
    """The table with its letters below the header as they are otherwise written."""
    below = [[cell.translate(written) for cell in row] for row in table.cells[table.head :]]
    return replace(table, cells=[*table.cells[: table.head], *below])


def with_broken_names(table: Pasted, by: str) -> Pasted:
    """The table with its long Chinese names broken in the middle, by a line's end or a blank."""

    def broken(cell: str) -> str:
        return f"{cell[:2]}{by}{cell[2:]}" if re.fullmatch(r"[\u4e00-\u9fff]{4,}", cell) else cell

    return replace(table, cells=[[broken(cell) for cell in row] for row in table.cells])


def as_csv(table: Pasted, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(table.cells)
    return out.getvalue().encode(encoding)


def as_workbook(*sheets: tuple[str, Pasted], numbers: bool = False) -> bytes:
    """The tables as sheets, joined as they are; `numbers` are stored as numbers, percents by their format."""
    book = Workbook()
    for at, (title, table) in enumerate(sheets):
        sheet = book.active if at == 0 else book.create_sheet()
        assert sheet is not None
        sheet.title = title
        for row, cells in enumerate(table.cells, 1):
            for column, text in enumerate(cells, 1):
                if text:
                    cell = sheet.cell(row, column, text)
                    if numbers and (found := _number(text)) is not None:
                        cell.value, cell.number_format = found
        for row, column, rows, columns in table.joined:
            sheet.merge_cells(
                start_row=row + 1, start_column=column + 1, end_row=row + rows, end_column=column + columns
            )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _number(text: str) -> tuple[float, str] | None:
    """A number as a cell stores it, with its format; None for what is more than a number."""
    if found := re.fullmatch(r"(\d+(?:\.(\d+))?)[%％]", text):
        places = len(found[2] or "")
        return round(float(found[1]) / 100, places + 4), f"0.{'0' * places}%" if places else "0%"
    return (float(text), "General") if re.fullmatch(r"\d+(\.\d+)?", text) else None


def shapes(name: str) -> Iterator[tuple[str, Pasted]]:
    """The table in each of the shapes that people have it in, by its name."""
    table, title = pasted(name), TITLES.get(name, f"{moved('2020年')}{name}")
    note = ("注：数据截至2023年12月31日，由教务处提供。",)
    yield "as pasted", table
    yield "title above", with_title(table, title)
    yield "title and unit above", with_title(with_unit_at_the_right(table, "单位：人、%"), title)
    yield "title at the side", with_title_at_the_side(table, TITLES.get(name, "情况表"))
    yield (
        "note and signatures below",
        with_lines_below(table, note, ("填表人：张三", "审核人：李四"), ("2024年1月5日",)),
    )
    yield "full width", with_figures(table, {code: code + 0xFEE0 for code in range(ord("0"), ord("9") + 1)})
    yield "names over two lines", with_broken_names(table, "\n")
    yield "names with blanks", with_broken_names(table, "\u3000")
    around = with_unit_at_the_right(with_title_at_the_side(with_lines_below(table, note), "情况"), "单位：人、%")
    yield "title, unit, lead and note", with_title(around, title)
