"""A workbook's sheets, as people see them. Cells come one by one, so that a limit is met before what lies behind it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from . import number_format
from .lines import Aside, Count, Limits, Line, Opened, line
from .package import Package
from .refused import Refused
from .rich_text import Run, Runs, SharedTexts, understood, unescaped
from .styles import PLAIN, Style, Styles
from .xml import ON, Elements, attribute, take

REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
YUAN = re.compile(r"(-?)[¥￥](-?)([\d.]+)")
ZERO_DAY = datetime(1899, 12, 30)


@dataclass(frozen=True)
class Workbook:
    """What all sheets of a workbook share."""

    texts: Sequence[Sequence[Run]]
    styles: Sequence[Style]
    is_1904: bool


@dataclass(frozen=True)
class Listed:
    """A sheet as the workbook lists it."""

    name: str
    part: str
    is_hidden: bool


def sheets(package: Package, limits: Limits) -> Iterator[Opened]:
    """The sheets one after another. Raises: Refused."""
    relations = package.relations(package.main)
    contents = _Contents()
    take(package.open(package.main), contents)
    listed = [
        Listed(unescaped(name), relations[id_].target, state in ("hidden", "veryHidden"))
        for name, id_, state in contents.sheets
        if id_ in relations and relations[id_].kind == "worksheet"
    ]
    if len(listed) > limits["sheets"]:
        raise Refused("too_many_sheets")
    parts = {one.kind: one.target for one in relations.values()}
    texts, styles = SharedTexts(), Styles()
    for kind, elements in (("sharedStrings", texts), ("styles", styles)):
        part = parts.get(kind, f"{package.main.rpartition('/')[0]}/{kind}.xml")
        if package.has(part):
            take(package.open(part), elements)
    book = Workbook(texts.texts, styles.of_cells, contents.is_1904)
    count = Count(limits)
    for one in listed:
        cells = _Cells(book, one, count)
        take(package.open(one.part), cells)
        yield cells.opened()


class _Contents(Elements):
    """The workbook's own part: its sheets, and the day from which it counts."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        self.is_1904 = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            ids = [told for key, told in attributes.items() if key.endswith(" id")]
            state = attribute(attributes, "state")
            self.sheets.append((attribute(attributes, "name"), ids[0] if ids else "", state))
        elif name == "workbookPr":
            self.is_1904 = attribute(attributes, "date1904") in ON


@dataclass(slots=True)
class _Cell:
    """A cell as the file has it."""

    row: int
    column: int
    kind: str
    style: Style
    value: str = ""
    formula: str | None = None
    runs: Sequence[Run] = field(default_factory=list)


class _Cells(Elements):
    """The cells of a sheet, and what is hidden in it."""

    def __init__(self, book: Workbook, sheet: Listed, count: Count) -> None:
        self.book, self.sheet, self.count = book, sheet, count
        self.rows: dict[int, dict[int, str]] = {}
        self.asides: dict[int, list[Aside]] = {}
        self.hidden_columns: set[int] = set()
        self.row, self.column = 0, 0
        self.shows_zeros = True
        self.cell: _Cell | None = None
        self.runs = Runs()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._begin(attributes)
        elif self.cell is not None:
            self.listens = name in ("v", "f", "t")
            self.runs.start(name, attributes)
        elif name == "row":
            self.row, self.column = _whole(attributes.get("r")) or self.row + 1, 0
            if attributes.get("hidden") in ON or _is_nought(attributes.get("ht")):
                self.asides.setdefault(self.row, []).append((0, "hidden", ""))
        elif name == "col" and (attributes.get("hidden") in ON or _is_nought(attributes.get("width"))):
            first, last = _whole(attributes.get("min")), _whole(attributes.get("max"))
            self.hidden_columns.update(range(first, min(last, self.count.limits["columns"]) + 1))
        elif name == "sheetView":
            self.shows_zeros = attributes.get("showZeros", "1") in ON

    def end(self, name: str, text: str) -> None:
        cell = self.cell
        if cell is None:
            return
        self.listens = False
        match name:
            case "v":
                cell.value = text
            case "f":
                cell.formula = text
            case "c":
                cell.runs = self.runs.found if cell.kind == "inlineStr" else cell.runs
                self._keep(cell)
                self.cell = None
            case _:
                self.runs.end(name, text)

    def _begin(self, attributes: Mapping[str, str]) -> None:
        row, column = self.row, self.column + 1
        if place := REFERENCE.fullmatch(attributes.get("r", "")):
            row, column = int(place[2]), _column(place[1])
        self.column = column
        style = _whole(attributes.get("s"))
        styles = self.book.styles
        self.cell = _Cell(row, column, attributes.get("t", "n"), styles[style] if style < len(styles) else PLAIN)
        self.runs.begin()

    def _keep(self, cell: _Cell) -> None:
        text, asides = self._said(cell)
        told = [(cell.column, kind, words) for kind, words in asides]
        if told:
            self.asides.setdefault(cell.row, []).extend(told)
        if text:
            self.count.cell(text, cell.row, cell.column, self.sheet.name)
            line = self.rows.get(cell.row)
            if line is None:
                line = self.rows[cell.row] = {}
                self.count.line(len(self.rows), self.sheet.name)
            line[cell.column] = text

    def _said(self, cell: _Cell) -> tuple[str, list[tuple[str, str]]]:
        """The text that a cell shows, and what it shows beside that."""
        struck = [("struck", "")] if cell.style.is_struck else []
        if cell.formula is not None and not cell.value and not cell.runs:
            return ("" if cell.kind == "str" else f"={cell.formula}"), struck
        match cell.kind:
            case "s" | "inlineStr":
                return self._of_runs(cell)
            case "n":
                text, asides = self._of_number(cell)
            case "b":
                text, asides = ("TRUE" if cell.value in ON else "FALSE") if cell.value else "", []
            case "d":
                text, asides = self._of_date(cell)
            case _:
                text, asides = number_format.of_text(unescaped(cell.value).strip(), cell.style.format), []
        return text, asides + struck if text else asides

    def _of_runs(self, cell: _Cell) -> tuple[str, list[tuple[str, str]]]:
        runs = cell.runs
        if cell.kind == "s":
            runs = self._shared(cell.value.strip())
        told = understood(runs, cell.style.is_struck)
        asides = [("mark", mark) for mark in told.marks]
        if told.is_struck or told.struck:
            asides.append(("struck", told.struck))
        return number_format.of_text(told.text, cell.style.format) if told.text else "", asides

    def _shared(self, place: str) -> Sequence[Run]:
        if not place:
            return ()
        if _whole(place) >= len(self.book.texts):
            raise Refused("damaged")
        return self.book.texts[_whole(place)]

    def _of_number(self, cell: _Cell) -> tuple[str, list[tuple[str, str]]]:
        written = cell.value.strip()
        number = _number(written)
        if number is None:
            return written, []
        seen = number_format.of_number(number, cell.style.format, self.book.is_1904)
        text, shown = _in_yuan(seen.text), _in_yuan(seen.shown)
        if not shown.strip() or (number == 0 and not self.shows_zeros):
            return "", [("hidden", text)]
        return text, [("digits", shown)] if text != shown else []

    def _of_date(self, cell: _Cell) -> tuple[str, list[tuple[str, str]]]:
        try:
            moment = datetime.fromisoformat(cell.value.strip().removesuffix("Z"))
        except ValueError:
            return cell.value.strip(), []
        days = (moment.replace(tzinfo=None) - ZERO_DAY).total_seconds() / 86_400
        form = cell.style.format
        if not any(one.is_date for one in number_format.sections(form)):
            form = "yyyy-mm-dd" if days == int(days) else "yyyy-mm-dd hh:mm:ss"
        return number_format.of_number(days, form).text, []

    def opened(self) -> Opened:
        width = max((max(cells) for cells in self.rows.values()), default=0)
        hidden = sorted(one for one in self.hidden_columns if one <= width)
        return Opened(self.sheet.name, self.sheet.is_hidden, hidden, width, self._lines())

    def _lines(self) -> Iterator[Line]:
        for row in sorted(self.rows):
            cells = self.rows.pop(row)
            width = max(cells)
            yield line(row, [cells.get(at, "") for at in range(1, width + 1)], self._asides(row, set(cells)))

    def _asides(self, row: int, filled: set[int]) -> list[Aside]:
        """What stands beside the cells of a row; where all of them are struck, the row is."""
        found = self.asides.get(row, [])
        struck = {place for place, kind, words in found if kind == "struck" and not words}
        if filled <= struck:
            return [(0, "struck", ""), *(one for one in found if one[1] != "struck")]
        return found


def _whole(text: str | None) -> int:
    return int(text) if text and text.strip().isascii() and text.strip().isdigit() else 0


def _is_nought(size: str | None) -> bool:
    """Whether a height or a width is written as nothing: 0, 0.0."""
    return _number(size or "") == 0


def _number(text: str) -> float | None:
    """The number that a cell holds, if it is one that a spreadsheet can count with."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _in_yuan(text: str) -> str:
    """An amount with its unit after it, as the report writes one."""
    found = YUAN.fullmatch(text)
    return f"{found[1] or found[2]}{found[3]}元" if found else text
