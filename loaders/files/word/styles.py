"""What a paragraph's style says of it, and the numbers that Word puts before paragraphs by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from .parts import child, local, value

CHINESE = "零一二三四五六七八九十"


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
        number = next((told for one in numbered if (told := value(child(one, "numId")))), "0")
        level = next((told for one in numbered if (told := value(child(one, "ilvl")))), "0")
        return (number, int(level)) if number != "0" and level.isdecimal() else None


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
