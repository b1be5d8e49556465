"""A document's paragraphs and tables in the order in which they stand; each is let go when it has been read.

Paragraphs are counted over the whole part in the order of their beginnings: so a comment finds its place again. Changes
that are tracked are read as accepted; hidden and struck-out words are told apart from what is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any
from xml.etree.ElementTree import Element

from ..opening.refused import Refused
from .parts import Limits, child, local, parsed, value
from .styles import Numbers, Styles

TEXT_BOX = "txbxContent"
GONE = {"del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "sdtPr", "tcPr", "tblPr"}
BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
DEEPEST = 20  # tables in tables, boxes in boxes
ON = (None, "1", "true", "on")


class Reader:
    """Reads the blocks of one part, within the limits; `seen` tells what was met that is not read as it stands."""

    def __init__(self, styles: Styles, numbers: Numbers, limits: Limits) -> None:
        self.styles, self.numbers, self.limits = styles, numbers, limits
        self.seen: set[str] = set()
        self.left = {name: limits[name] for name in ("tables", "paragraphs", "text", "rows")}

    def blocks(self, part: IO[bytes]) -> Iterator[dict[str, Any]]:
        """Paragraphs and tables in the order in which they stand; each is let go when it has been read."""
        path: list[Element] = []
        paragraphs = 0
        for event, element in parsed(part):
            name = local(element)
            if event == "start":
                path.append(element)
                if name == "p":
                    paragraphs += 1
                    element.set("place", str(paragraphs))
                    self._count("paragraphs")
                elif name in ("tbl", "tr"):
                    self._count("tables" if name == "tbl" else "rows")
                continue
            path.pop()
            if path and self._is_whole(path, name):
                yield from self.block(element, 0)
                element.clear()
                path[-1].remove(element)

    @staticmethod
    def _is_whole(path: list[Element], name: str) -> bool:
        """Whether a block that stands in no other has ended."""
        return name in ("p", "tbl") and not any(local(one) in ("p", "tbl") for one in path)

    def _count(self, what: str, amount: int = 1) -> None:
        self.left[what] -= amount
        if self.left[what] < 0:
            raise Refused(what)

    def block(self, element: Element, depth: int) -> Iterator[dict[str, Any]]:
        """The block, then what stands in boxes and tables inside it."""
        if depth > DEEPEST:
            raise Refused("nested")
        if local(element) == "tbl":
            yield from self.table(element, depth)
            return
        yield self.paragraph(element)
        for box in self.boxes(element):
            self.seen.add("boxes")
            for inner in self.inside(box):
                yield from self.block(inner, depth + 1)

    def inside(self, element: Element) -> Iterator[Element]:
        """The blocks directly inside an element, through what only wraps them."""
        for one in element:
            if local(one) in ("p", "tbl"):
                yield one
            elif local(one) not in GONE:
                yield from self.inside(one)

    def boxes(self, element: Element) -> Iterator[Element]:
        for one in element:
            if local(one) == TEXT_BOX:
                yield one
            elif local(one) not in GONE:
                yield from self.boxes(one)

    def paragraph(self, element: Element) -> dict[str, Any]:
        properties = child(element, "pPr")
        told: dict[str, Any] = {"text": self.text(element), "place": int(element.get("place", "0"))}
        if level := self.styles.level(properties):
            told["level"] = level
        numbered = self.styles.numbering(properties)
        if numbered is not None and told["text"].strip() and (number := self.numbers.next(*numbered)):
            told["number"] = number
        return told

    def text(self, element: Element, asides: list[dict[str, str]] | None = None) -> str:
        """What a paragraph says, its boxes left out; in a table, marks and struck-out words are put with the asides."""
        pieces = list(self._pieces(element, asides))
        whole = "".join(pieces)
        self._count("text", len(whole))
        return whole

    def _pieces(self, element: Element, asides: list[dict[str, str]] | None) -> Iterator[str]:
        for one in element:
            name = local(one)
            if name in GONE:
                if name in ("del", "moveFrom"):
                    self.seen.add("changes")
                continue
            if name in ("ins", "moveTo"):
                self.seen.add("changes")
            if name == "r":
                yield self._run(one, asides)
            elif name not in (TEXT_BOX, "tbl", "p"):
                yield from self._pieces(one, asides)

    def _run(self, run: Element, asides: list[dict[str, str]] | None) -> str:
        properties = child(run, "rPr")
        words = "".join(self._written(run))
        if self._is(properties, "vanish"):
            if words.strip():
                self.seen.add("hidden")
            return ""
        if self._is(properties, "strike") or self._is(properties, "dstrike"):
            if words.strip() and asides is not None:
                asides.append({"kind": "struck", "text": words})
                return ""
        elif value(child(properties, "vertAlign")) in ("superscript", "subscript") and asides is not None:
            asides.append({"kind": "mark", "text": words})
            return ""
        return words

    @staticmethod
    def _is(properties: Element | None, name: str) -> bool:
        found = child(properties, name)
        return found is not None and value(found) in ON

    def _written(self, run: Element) -> Iterator[str]:
        for one in run:
            name = local(one)
            if name == "t":
                yield one.text or ""
            elif name in BREAKS:
                yield BREAKS[name]
            elif name == "AlternateContent":
                yield from self._written(run=next((c for c in one if local(c) == "Choice"), one))

    def table(self, element: Element, depth: int) -> Iterator[dict[str, Any]]:
        """The table's cells by grid row and column, what is merged, and then the tables that stand inside of it."""
        cells: list[dict[str, Any]] = []
        open_merges: dict[int, dict[str, Any]] = {}
        inner: list[Element] = []
        rows = [row for row in self.rows(element) if not self._is_deleted(row)]
        for number, row in enumerate(rows, 1):
            column = 1 + _count_of(child(row, "trPr", "gridBefore"), 0)
            for cell in self.cells(row):
                properties = child(cell, "tcPr")
                width = _count_of(child(properties, "gridSpan"), 1)
                merge = child(properties, "vMerge")
                if column + width - 1 > self.limits["columns"]:
                    raise Refused("columns")
                if merge is not None and value(merge) != "restart" and column in open_merges:
                    open_merges[column]["rows"] = number - open_merges[column]["row"] + 1
                else:
                    told = self.cell(cell, number, column, width)
                    inner += told.pop("inner")
                    cells.append(told)
                    open_merges.pop(column, None)
                    if merge is not None:
                        open_merges[column] = told
                column += width
        yield {"cells": cells}
        for one in inner:
            self.seen.add("nested")
            yield from self.block(one, depth + 1)

    def cell(self, cell: Element, row: int, column: int, width: int) -> dict[str, Any]:
        asides: list[dict[str, str]] = []
        blocks = list(self.inside(cell))
        paragraphs = [block for block in blocks if local(block) == "p"]
        told: list[dict[str, Any]] = [
            {"text": self.text(one, asides), "place": int(one.get("place", "0"))} for one in paragraphs
        ]
        boxes = [block for one in paragraphs for box in self.boxes(one) for block in self.inside(box)]
        spoken = [one for one in told if one["text"].strip()]
        return {
            "row": row,
            "column": column,
            "columns": width,
            "rows": 1,
            "paragraphs": spoken or told[:1],
            "asides": asides,
            "inner": [*(block for block in blocks if local(block) == "tbl"), *boxes],
        }

    def rows(self, element: Element) -> Iterator[Element]:
        for one in element:
            if local(one) == "tr":
                yield one
            elif local(one) not in (*GONE, "tc", "p"):
                yield from self.rows(one)

    def cells(self, element: Element) -> Iterator[Element]:
        for one in element:
            if local(one) == "tc":
                yield one
            elif local(one) not in (*GONE, "tbl", "p"):
                yield from self.cells(one)

    def _is_deleted(self, row: Element) -> bool:
        if child(row, "trPr", "del") is None:
            return False
        self.seen.add("changes")
        return True


def _count_of(element: Element | None, otherwise: int) -> int:
    told = value(element) or ""
    return int(told) if told.isdecimal() and len(told) < 6 else otherwise
