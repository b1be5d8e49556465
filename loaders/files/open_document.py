"""The process that opens a Word document: bytes on standard input, paragraphs and tables as JSON on standard output.

It stands alone, as `open_workbook` does: nothing of the app is in the process that may run out of memory. The body is
read a block at a time and let go; links to other files are never followed, macros are never looked into.

Paragraphs are counted over the whole document in the order of their beginnings: so a comment finds its place again.
Changes that are tracked are read as accepted; hidden and struck-out words are told apart from what is read.
"""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse, parse

Limits = dict[str, int]
DOCUMENT = "officeDocument"
CHINESE = "零一二三四五六七八九十"
TEXT_BOX = "txbxContent"
GONE = {"del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "sdtPr", "tcPr", "tblPr"}
BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
DEEPEST = 20  # tables in tables, boxes in boxes
ON = (None, "1", "true", "on")


class Refused(Exception):
    """The document is over a limit or none at all; the arguments are what the parent is told."""

    def __init__(self, reason: str, **place: Any) -> None:
        super().__init__(reason)
        self.told = {"refused": reason, **place}


def bound(limits: Limits) -> None:
    """Set the process's own limits, where the system has them (Windows has not: there the parent's clock holds)."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
        resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"]))


def read(content: bytes, limits: Limits) -> dict[str, Any]:
    """The blocks, and what of the document was not read as it stands; or what was refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _document(Package(archive, limits), limits)
    except Refused as refused:
        return refused.told
    except RecursionError:
        return Refused("nested").told


class Package:
    """The parts of the file by their names, whichever slash they are written with."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        members = archive.infolist()
        if sum(member.file_size for member in members) > limits["unpacked"]:
            raise Refused("large")
        self.archive = archive
        self.members = {member.filename.replace("\\", "/").lstrip("/").lower(): member for member in members}

    def open(self, name: str) -> Any:
        return self.archive.open(self.members[name])

    def tree(self, name: str) -> Element | None:
        if name not in self.members:
            return None
        with self.open(name) as part:
            root: Element = parse(part, forbid_dtd=True).getroot()
            return root

    def main(self) -> str:
        """The name of the part that holds the document's body."""
        relations = self.tree("_rels/.rels")
        for one in relations if relations is not None else ():
            if one.get("Type", "").endswith(DOCUMENT):
                name = one.get("Target", "").replace("\\", "/").lstrip("/").lower()
                if name in self.members:
                    return name
        raise Refused("other")


def local(element: Element) -> str:
    """The element's name without its namespace, which Strict Open XML has another of."""
    return str(element.tag).rpartition("}")[2]


def value(element: Element | None, name: str = "val") -> str | None:
    """The attribute of that local name."""
    held = element.items() if element is not None else ()
    return next((text for key, text in held if key.rpartition("}")[2] == name), None)


def child(element: Element | None, *names: str) -> Element | None:
    """The descendant at the end of that path of local names."""
    for name in names:
        element = next((one for one in element if local(one) == name), None) if element is not None else None
    return element


def _document(package: Package, limits: Limits) -> dict[str, Any]:
    main = package.main()
    if any(name.endswith("vbaproject.bin") for name in package.members):
        raise Refused("macros")
    folder = main.rpartition("/")[0]
    beside = f"{folder}/" if folder else ""
    styles, numbers = Styles(package.tree(f"{beside}styles.xml")), Numbers(package.tree(f"{beside}numbering.xml"))
    reader = Reader(styles, numbers, limits)
    with package.open(main) as part:
        blocks = list(reader.blocks(part))
    for name in (f"{beside}footnotes.xml", f"{beside}endnotes.xml"):
        if name in package.members:
            with package.open(name) as part:
                notes = Reader(styles, numbers, limits).blocks(part)
                blocks += [note | {"place": 0} for note in notes if "text" in note]
    links = package.tree(f"{beside}_rels/{main.rpartition('/')[2]}.rels")
    outside = [one for one in (links if links is not None else ()) if one.get("TargetMode") == "External"]
    if any(not one.get("Type", "").endswith("hyperlink") for one in outside):
        reader.seen.add("links")
    if f"{beside}comments.xml" in package.members:
        reader.seen.add("comments")
    return {"blocks": blocks, "seen": sorted(reader.seen)}


class Styles:
    """What a paragraph's style says of it: the level of a heading, the list that it is numbered by."""

    def __init__(self, root: Element | None) -> None:
        held = {value(one, "styleId"): one for one in (root if root is not None else ()) if local(one) == "style"}
        self.held = {name: one for name, one in held.items() if name}

    def lineage(self, name: str | None) -> Iterator[Element]:
        """The style and those that it is based on."""
        seen: set[str] = set()
        while name in self.held and name not in seen:
            seen.add(name)
            yield self.held[name]
            name = value(child(self.held[name], "basedOn"))

    def level(self, properties: Element | None) -> int:
        """1 for a heading of the first level; 0 for a paragraph that is no heading."""
        named = list(self.lineage(value(child(properties, "pStyle"))))
        told = [properties, *(child(style, "pPr") for style in named)]
        for one in told:
            if (outline := value(child(one, "outlineLvl"))) and outline.isdecimal():
                return int(outline) + 1 if int(outline) < 9 else 0
        for style in named:
            if found := re.fullmatch(r"(?:heading|标题)\s*(\d)", (value(child(style, "name")) or "").lower()):
                return int(found[1])
        return 0

    def numbering(self, properties: Element | None) -> tuple[str, int] | None:
        """The list and the level in it."""
        styles = self.lineage(value(child(properties, "pStyle")))
        numbered = [child(one, "numPr") for one in (properties, *(child(style, "pPr") for style in styles))]
        number = next((value(child(one, "numId")) for one in numbered if child(one, "numId") is not None), None)
        level = next((value(child(one, "ilvl")) for one in numbered if child(one, "ilvl") is not None), "0")
        return (number, int(level)) if number not in (None, "0") and (level or "").isdecimal() else None


class Numbers:
    """The numbers that Word puts before paragraphs by itself."""

    def __init__(self, root: Element | None) -> None:
        parts = list(root) if root is not None else []
        self.lists = {value(one, "numId"): value(child(one, "abstractNumId")) for one in parts if local(one) == "num"}
        self.levels = {
            value(one, "abstractNumId"): {value(level, "ilvl"): level for level in one if local(level) == "lvl"}
            for one in parts
            if local(one) == "abstractNum"
        }
        self.counts: dict[str | None, dict[int, int]] = {}

    def next(self, number: str, level: int) -> str:
        """The number of the next paragraph of that list and level, as Word shows it; empty for a bullet."""
        kind = self.lists.get(number)
        levels = self.levels.get(kind, {})
        counts = self.counts.setdefault(kind, {})
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        counts[level] = counts.get(level, self._start(levels, level) - 1) + 1
        shape = value(child(levels.get(str(level)), "lvlText")) or ""

        def counted(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            how = value(child(levels.get(str(at)), "numFmt")) or "decimal"
            return formatted(counts.get(at, self._start(levels, at)), how)

        return re.sub(r"%(\d)", counted, shape) if "%" in shape else ""

    @staticmethod
    def _start(levels: dict[str | None, Element], level: int) -> int:
        start = value(child(levels.get(str(level)), "start")) or "1"
        return int(start) if start.isdecimal() else 1


def formatted(count: int, how: str) -> str:
    """A list's count in the digits of its kind."""
    if how in ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital") and count < 100:
        tens, ones = divmod(count, 10)
        return f"{CHINESE[tens] if tens > 1 else ''}{'十' if tens else ''}{CHINESE[ones] if ones or not tens else ''}"
    return str(count)


class Reader:
    """Reads the blocks of one part, within the limits; `seen` tells what was met that is not read as it stands."""

    def __init__(self, styles: Styles, numbers: Numbers, limits: Limits) -> None:
        self.styles, self.numbers, self.limits = styles, numbers, limits
        self.seen: set[str] = set()
        self.left = {name: limits[name] for name in ("tables", "paragraphs", "text", "rows")}

    def blocks(self, part: Any) -> Iterator[dict[str, Any]]:
        """Paragraphs and tables in the order in which they stand; each is let go when it has been read."""
        path: list[Element] = []
        paragraphs = 0
        for event, element in iterparse(part, events=("start", "end"), forbid_dtd=True):
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
        inner = {local(one) for one in path}
        return name in ("p", "tbl") and not inner & {"p", "tbl"}

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
        """What a paragraph says, its boxes left out; marks and struck-out words are put with the asides."""
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
        told = [{"text": self.text(one, asides), "place": int(one.get("place", "0"))} for one in paragraphs]
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


def main() -> None:
    limits = json.loads(sys.argv[1])
    bound(limits)
    sys.stdout.write(json.dumps(read(sys.stdin.buffer.read(), limits)))


if __name__ == "__main__":
    main()
