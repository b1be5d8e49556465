"""Real files, changed at random as hands, spreadsheets and lines of transmission change them."""

from __future__ import annotations

import csv
import datetime
import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import openpyxl

ROOT = Path(__file__).parent.parent.parent
GOOD, ODD, BAD = (
    [path for folder in folders for path in sorted((ROOT / folder).glob("*.csv"))]
    for folders in (("data", "tests/files/report"), ("tests/files/accepted",), ("tests/files/refused",))
)
CSVS = [*GOOD, *ODD, *BAD[::4]]
WORKBOOKS = sorted((ROOT / "tests/files/report").glob("*.xlsx"))
HOSTILE = (
    "", " ", "/", "—", "无", "合计", "小计", "注：以上", "工种取消", "今年", "19", "2019年", "2018-2019学年", "1949",
    "0", "-0", "-1", "1e3", "1e400", "inf", "nan", "9" * 20, "9" * 400, "0." + "9" * 400, "1,234", "1,23", "１２％",
    "99.99%", "129+1", "1（省一国二）", "约3000", "20余人", "16.7:1", "1:20", "第三名", "5、7", "5/7", "2021-03-02",
    "3月2日", "=1+1", '=HYPERLINK("http://x")', "+1", "@x", "#N/A", "#DIV/0!", "TRUE", "'", '"', '""', '"x', ",",
    ";", "\t", "\n", "\r\n", "a\nb", "\u2028", "\u200b", "护\u200b理", "\u202e文本", "\ufeff", "\u00a0", "\u3000",
    "\x07\x1b[31m", "\x85", "é", "Ａ", "①97.2", "²", "٩٩", "𠮷", "👩\u200d👧", "e\u0301" * 50,
    "<script>alert(1)</script>", "'; DROP TABLE release; --", "{{7*7}}", "../../x", "%s%n", "长" * 200, "长" * 40_000,
    "年份", "专业", "就业率（%）", "2020年就业率", "备注", "\U000e0001", "\uffff", "\ue000",
)  # fmt: skip
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Grid = list[list[str]]


def mutated_csv(draw: random.Random) -> bytes:
    """The bytes of a real CSV after a few changes of its cells, its shape, its text and its bytes."""
    if draw.random() < 0.5:
        return _next_file(draw)
    text = _decoded(draw.choice(CSVS).read_bytes())
    if draw.random() < 0.85:
        grid = _grid(text)
        for _ in range(draw.choice((1, 1, 1, 2, 3, 6))):
            draw.choice(OF_GRID)(grid, draw)
        text = _written(grid, draw)
    for _ in range(draw.choice((0, 0, 0, 0, 1, 2))):
        text = draw.choice(OF_TEXT)(text, draw)
    content = _encoded(text, draw)
    for _ in range(draw.choice((0, 0, 0, 0, 0, 1, 4))):
        content = draw.choice(OF_BYTES)(content, draw)
    return content


def _next_file(draw: random.Random) -> bytes:
    """A file as it may well come next: other figures, another year, another order."""
    grid = _grid(_decoded(draw.choice([*GOOD, *ODD]).read_bytes()))
    for _ in range(draw.choice((1, 2, 3))):
        draw.choice(LIKELY)(grid, draw)
    if draw.random() < 0.2:
        _hostile_cell(grid, draw)
    return _written(grid, draw).encode(draw.choice(("utf-8", "utf-8-sig", "gb18030", "utf-16")))


def mutated_workbook(draw: random.Random) -> bytes:
    """A workbook of a mutated table, or a real one whose parts or bytes are changed."""
    match draw.randrange(4):
        case 0:
            return draw.choice(OF_BYTES)(draw.choice(WORKBOOKS).read_bytes(), draw)
        case 1:
            return _with_changed_part(draw.choice(WORKBOOKS).read_bytes(), draw)
        case _:
            return _of_grids(draw)


def _decoded(content: bytes) -> str:
    for encoding in ("utf-16" if content[:2] == b"\xff\xfe" else "utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _grid(text: str) -> Grid:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in text else ",")) or [[""]]


def _written(grid: Grid, draw: random.Random) -> str:
    out = io.StringIO()
    quoting: Literal[0, 1] = draw.choice((csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    ending = draw.choice(("\n", "\r\n", "\r\n", "\r"))
    csv.writer(out, delimiter=draw.choice(",,,\t;"), quoting=quoting, lineterminator=ending).writerows(grid)
    return out.getvalue()


def _encoded(text: str, draw: random.Random) -> bytes:
    encoding = draw.choice(("utf-8",) * 4 + ("utf-8-sig", "gb18030", "utf-16", "utf-16-le", "big5", "utf-7"))
    return text.encode(encoding, errors="replace")


def _place(grid: Grid, draw: random.Random) -> tuple[int, int]:
    row = draw.randrange(len(grid))
    return row, draw.randrange(max(len(grid[row]), 1))


def _put(grid: Grid, row: int, column: int, value: str) -> None:
    grid[row][column : column + 1] = [value]


def _hostile_cell(grid: Grid, draw: random.Random) -> None:
    _put(grid, *_place(grid, draw), draw.choice(HOSTILE))


def _moved_figure(grid: Grid, draw: random.Random) -> None:
    """Another figure for one of the figures: what next year's file does."""
    figures = [
        (row, column)
        for row, cells in enumerate(grid)
        for column, cell in enumerate(cells)
        if cell.replace(".", "").replace("%", "").isdigit()
    ]
    if figures:
        row, column = draw.choice(figures)
        _put(grid, row, column, str(round(draw.uniform(0, 100), draw.randrange(3))))


def _next_year(grid: Grid, draw: random.Random) -> None:
    told, meant = draw.choice((("2020", "2021"), ("2019", "2022"), ("20年", "23年")))
    for cells in grid:
        cells[:] = [cell.replace(told, meant) for cell in cells]


def _copied_cell(grid: Grid, draw: random.Random) -> None:
    row, column = _place(grid, draw)
    if grid[row]:
        _put(grid, *_place(grid, draw), grid[row][column])


def _rows_shuffled(grid: Grid, draw: random.Random) -> None:
    first = draw.choice((0, 1, 1, 1))
    body = grid[first:]
    draw.shuffle(body)
    grid[first:] = body


def _columns_shuffled(grid: Grid, draw: random.Random) -> None:
    width = max(map(len, grid))
    order = draw.sample(range(width), width)
    for cells in grid:
        cells[:] = [cells[place] if place < len(cells) else "" for place in order]


def _row_again(grid: Grid, draw: random.Random) -> None:
    grid.insert(draw.randrange(len(grid) + 1), list(draw.choice(grid)))


def _row_lost(grid: Grid, draw: random.Random) -> None:
    if len(grid) > 1:
        grid.pop(draw.randrange(len(grid)))


def _row_of_junk(grid: Grid, draw: random.Random) -> None:
    junk = [draw.choice(HOSTILE) for _ in range(draw.choice((1, 2, len(grid[0]), 30)))]
    grid.insert(draw.randrange(len(grid) + 1), junk)


def _column_of_junk(grid: Grid, draw: random.Random) -> None:
    at = draw.randrange(len(grid[0]) + 1)
    for cells in grid:
        cells.insert(at, draw.choice(HOSTILE))


def _column_lost(grid: Grid, draw: random.Random) -> None:
    at = draw.randrange(len(grid[0]) or 1)
    for cells in grid:
        del cells[at : at + 1]


def _merged(grid: Grid, draw: random.Random) -> None:
    """A value over several cells, as a merged range leaves it: the first holds it."""
    row, column = _place(grid, draw)
    for below in range(row, min(row + draw.choice((1, 1, 2, 4)), len(grid))):
        for beside in range(column, min(column + draw.choice((1, 2, 4)), len(grid[below]))):
            if (below, beside) != (row, column):
                grid[below][beside] = ""


def _ragged(grid: Grid, draw: random.Random) -> None:
    cells = draw.choice(grid)
    if cells and draw.random() < 0.5:
        cells.pop()
    else:
        cells.extend([""] * draw.choice((1, 3, 120)))


def _joined(grid: Grid, draw: random.Random) -> None:
    grid += _grid(_decoded(draw.choice(CSVS).read_bytes()))


LIKELY: tuple[Callable[[Grid, random.Random], None], ...] = (
    _moved_figure, _moved_figure, _next_year, _rows_shuffled, _columns_shuffled, _row_lost,
)  # fmt: skip
OF_GRID: tuple[Callable[[Grid, random.Random], None], ...] = (
    *LIKELY, _hostile_cell, _hostile_cell, _copied_cell, _row_again, _row_of_junk, _column_of_junk, _column_lost,
    _merged, _ragged, _joined,
)  # fmt: skip


def _junk_between(text: str, draw: random.Random) -> str:
    at = draw.randrange(len(text) + 1)
    return text[:at] + draw.choice(HOSTILE) + text[at:]


def _letter_lost(text: str, draw: random.Random) -> str:
    at = draw.randrange(len(text) or 1)
    return text[:at] + text[at + 1 :]


def _cut(text: str, draw: random.Random) -> str:
    return text[: draw.randrange(len(text) + 1)]


def _quotes_lost(text: str, draw: random.Random) -> str:
    return text.replace('"', draw.choice(("", "'", "“")))


OF_TEXT: tuple[Callable[[str, random.Random], str], ...] = (_junk_between, _letter_lost, _cut, _quotes_lost)


def _flipped(content: bytes, draw: random.Random) -> bytes:
    changed = bytearray(content)
    if changed:
        changed[draw.randrange(len(changed))] ^= 1 << draw.randrange(8)
    return bytes(changed)


def _bytes_cut(content: bytes, draw: random.Random) -> bytes:
    return content[: draw.randrange(len(content) + 1)]


def _bytes_between(content: bytes, draw: random.Random) -> bytes:
    at = draw.randrange(len(content) + 1)
    return content[:at] + draw.choice((b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\x80", b"PK\x03\x04")) + content[at:]


OF_BYTES: tuple[Callable[[bytes, random.Random], bytes], ...] = (_flipped, _bytes_cut, _bytes_between)


def _with_changed_part(content: bytes, draw: random.Random) -> bytes:
    """The workbook packed again with bytes of one of its XML parts changed: it still opens as a zip."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        wanted = draw.choice([name for name in old.namelist() if name.startswith("xl/")])
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, draw.choice(OF_BYTES)(part, draw) if name == wanted else part)
    return written.getvalue()


def _of_grids(draw: random.Random) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number in range(draw.choice((1, 1, 1, 2, 3))):
        grid = _grid(_decoded(draw.choice(CSVS).read_bytes()))
        for _ in range(draw.choice((0, 1, 2, 4))):
            draw.choice(LIKELY if number == 0 else OF_GRID)(grid, draw)
        sheet = book.create_sheet(f"表{number}")
        sheet.sheet_state = draw.choice(("visible", "visible", "hidden")) if number else "visible"
        for row, cells in enumerate(grid, 1):
            for column, cell in enumerate(cells[:120], 1):
                sheet.cell(row, column).value = _typed(cell, draw)
        if draw.random() < 0.3:
            sheet.merge_cells(start_row=1, end_row=draw.randint(1, 4), start_column=1, end_column=draw.randint(1, 6))
        if draw.random() < 0.3:
            sheet.cell(2, draw.randint(1, 4)).number_format = draw.choice(("0.00%", "yyyy-mm-dd", "@", "[h]:mm:ss"))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _typed(cell: str, draw: random.Random) -> object:
    """The cell as a spreadsheet may hold it: a number, a date, a truth, an error; control characters it cannot hold."""
    kind = draw.random()
    if kind < 0.01:
        return draw.choice((datetime.date(2021, 3, 2), datetime.time(5, 7), True, 1e300, "#REF!", "=SUM(A1)"))
    try:
        return float(cell if kind < 0.9 and len(cell) < 16 else "no number")
    except ValueError:
        return NOT_IN_XML.sub("", cell)
