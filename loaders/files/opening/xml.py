"""XML read an element at a time, without document types: no entity is known, nothing outside is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO
from xml.parsers.expat import ExpatError, ParserCreate

from .refused import Refused

PIECE = 64 * 1024
ON = ("1", "true", "on")


class Stop(Exception):
    """Enough has been read."""


class Elements:
    """What is done at each element's beginning and end; names are local, whatever their space or prefix is.

    Text is kept while `listens` is set, and is given to `end`.
    """

    listens = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str, text: str) -> None:
        """An element ends, with the text since it was last listened for."""


def take(part: IO[bytes], elements: Elements) -> None:
    """Read a part through. Raises: Refused for what is no XML, or has a document type."""
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    local: dict[str, str] = {}
    heard: list[str] = []

    def named(name: str) -> str:
        return local.setdefault(name, name.rpartition(" ")[2])

    def start(name: str, attributes: dict[str, str]) -> None:
        heard.clear()
        elements.start(local.get(name) or named(name), attributes)

    def end(name: str) -> None:
        elements.end(local.get(name) or named(name), "".join(heard))
        heard.clear()

    def text(told: str) -> None:
        if elements.listens:
            heard.append(told)

    def refuse(*_: object) -> None:
        raise Refused("damaged")

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.StartDoctypeDeclHandler = refuse
    try:
        while piece := part.read(PIECE):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except Stop:
        return
    except ExpatError as error:
        raise Refused("damaged") from error


def attribute(attributes: Mapping[str, str], name: str) -> str:
    """An attribute by its local name; Strict and Transitional files keep theirs in different spaces."""
    return next((told for key, told in attributes.items() if key.rpartition(" ")[2] == name), "")
