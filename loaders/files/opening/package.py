"""An office file: parts in a zip, and how they refer to each other."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import IO

from .refused import Refused
from .xml import Elements, Stop, attribute, take

OFFICE = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv", ".txt", ".docx", ".doc", ".wps", ".pdf")
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
IS_ENCRYPTED = 0x1


@dataclass(frozen=True)
class Relation:
    """What a part refers to: the kind, by the last word of its type, and the part's name."""

    kind: str
    target: str


class Package:
    """The parts by name; names are compared as programs write them, with either slash and in any case."""

    def __init__(self, content: bytes, most_unpacked: int) -> None:
        """Raises: Refused for a damaged zip, or one that says it unpacks to more."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise Refused("damaged") from error
        members = self._zip.infolist()
        if sum(one.file_size for one in members) > most_unpacked:
            raise Refused("large")
        self.parts = {_named(one.filename): one for one in members}

    def has(self, name: str) -> bool:
        return _named(name) in self.parts

    def open(self, name: str) -> IO[bytes]:
        """A part to be read. Raises: Refused where there is none, or it is locked."""
        member = self.parts.get(_named(name))
        if member is None:
            raise Refused("damaged")
        if member.flag_bits & IS_ENCRYPTED:
            raise Refused("locked")
        return self._zip.open(member)

    def relations(self, name: str) -> dict[str, Relation]:
        """What a part refers to, by the ids that it uses; what lies outside of the file is none of it."""
        folder, _, own = name.rpartition("/")
        place = f"{folder}/_rels/{own}.rels" if folder else f"_rels/{own}.rels"
        found = _Relations(folder)
        if self.has(place):
            take(self.open(place), found)
        return found.by_id

    @cached_property
    def main(self) -> str:
        """The part that the file begins with."""
        told = (one.target for one in self.relations("").values() if one.kind == "officeDocument")
        usual = (name for name in self.parts if name.endswith(("workbook.xml", "word/document.xml")))
        return next((name for name in (*told, *usual) if self.has(name)), "")

    @cached_property
    def kind(self) -> str:
        """What the file is: `workbook`, `document`, or a reason for which it is refused."""
        if self.main.endswith(".bin"):
            return "binary"
        if self.main:
            root = _Root()
            take(self.open(self.main), root)
            return root.name if root.name in ("workbook", "document", "presentation") else "other"
        if self.has("mimetype"):
            told = self.open("mimetype").read(200).decode(errors="replace")
            if told.startswith(OPEN_DOCUMENT):
                return "sheets" if "spreadsheet" in told else "other"
        return "archive" if any(name.endswith(OFFICE) for name in self.parts) else "other"


def _named(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


class _Root(Elements):
    name = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.name = name
        raise Stop


class _Relations(Elements):
    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.by_id: dict[str, Relation] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship" and attribute(attributes, "TargetMode").lower() != "external":
            target = attribute(attributes, "Target").replace("\\", "/")
            place = target if target.startswith("/") else posixpath.join(self.folder, target)
            kind = attribute(attributes, "Type").rpartition("/")[2]
            self.by_id[attribute(attributes, "Id")] = Relation(kind, _named(posixpath.normpath(place)))
