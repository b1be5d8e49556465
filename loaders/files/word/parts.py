"""A document's parts, read an element at a time: no entity is known, nothing outside is asked."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import IO, Any
from xml.etree.ElementTree import Element
from xml.parsers.expat import ExpatError, ParserCreate

from ..opening.refused import Refused

Limits = dict[str, int]
PIECE = 64 * 1024
DEEPEST = 250  # elements in elements
DOCUMENT = "officeDocument"


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
            *_, (_, root) = parsed(part)
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


def parsed(part: IO[bytes]) -> Iterator[tuple[str, Element]]:
    """The part's elements as they begin and end. Raises: Refused for what is no XML, or declares entities."""
    parser = ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    path: list[Element] = []
    found: list[tuple[str, Element]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(path) == DEEPEST:
            raise Refused("nested")
        path.append(Element(name, attributes))
        if len(path) > 1:
            path[-2].append(path[-1])
        found.append(("start", path[-1]))

    def text(told: str) -> None:
        path[-1].text = (path[-1].text or "") + told

    def refuse(*_: object) -> None:
        raise Refused("damaged")

    parser.StartElementHandler, parser.CharacterDataHandler = start, text
    parser.EndElementHandler = lambda _: found.append(("end", path.pop()))
    parser.StartDoctypeDeclHandler = refuse
    try:
        while piece := part.read(PIECE):
            parser.Parse(piece, False)
            yield from found
            found.clear()
        parser.Parse(b"", True)
    except ExpatError as error:
        raise Refused("damaged") from error
    yield from found


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
