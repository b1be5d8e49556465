"""Files on their way in: what was given, and what the user said of each, until it is stored or removed.

They wait for the session on the disk, so that a look at another page loses nothing and holds no memory; nothing of them
is in the store yet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

import streamlit as st

from loaders import LEAVE_OUT, Choices, Reading, read_file
from schema import Dataset
from screen.upload import receiving
from screen.upload.answers import answers
from screen.upload.held import LARGE, Spooled, has_room, remembered


@dataclass(frozen=True)
class Upload:
    """A file as it was given. One that the app wrote for a correction by hand has the reason for it."""

    name: str
    spooled: Spooled
    reason: str = ""

    @property
    def content(self) -> bytes:
        return self.spooled.read()

    @property
    def id(self) -> str:
        return sha256(f"{self.name}\0{self.spooled.digest}".encode(errors="surrogatepass")).hexdigest()[:16]


def key(upload: Upload, reading: Reading) -> str:
    """Tells a reading apart on the page: a file may hold several sheets, a sheet several tables of several datasets."""
    return f"{upload.id}-{reading.sheet}-{reading.begins}-{reading.dataset.id if reading.dataset else ''}"


def uploads() -> list[Upload]:
    """The files that wait, in the order in which they came."""
    return list(_held("uploads").values())


def add(upload: Upload) -> bool:
    """Have a file wait; whether there is room for it."""
    held = _held("uploads")
    if upload.id not in held:
        if not has_room((one.spooled for one in held.values()), upload.spooled.size):
            return False
        held[upload.id] = upload
    return True


def remove(upload: Upload) -> None:
    for held in ("uploads", "choices"):
        _held(held).pop(upload.id, None)


def clear() -> None:
    for held in ("uploads", "choices"):
        _held(held).clear()


def choices(upload: Upload) -> Mapping[str, Choices]:
    """What the user said of each sheet, by its name."""
    return _held("choices").get(upload.id, {})


def choose(upload: Upload, sheet: str, said: Choices) -> None:
    """Add to what the user said of a sheet. Another dataset has other columns: those said before are forgotten."""
    before = choices(upload).get(sheet, Choices())
    _held("choices").setdefault(upload.id, {})[sheet] = Choices(
        dataset=said.dataset or before.dataset,
        year=said.year or before.year,
        columns={**({} if said.dataset else before.columns), **said.columns},
        names={**before.names, **said.names},
        cells={**before.cells, **said.cells},
        offered=before.offered,
    )


def confirm(upload: Upload, sheet: str, offered: frozenset[str]) -> None:
    """Say which of the figures that a document's running text offers are taken."""
    before = choices(upload).get(sheet, Choices())
    _held("choices").setdefault(upload.id, {})[sheet] = replace(before, offered=offered)


def restore(upload: Upload, sheet: str) -> None:
    """Take back what was said of a sheet's cells and names."""
    _held("choices")[upload.id][sheet] = replace(choices(upload)[sheet], cells={}, names={})


def leave_out(upload: Upload, sheet: str, is_left: bool) -> None:
    """Leave one table of a file out, or take it after all; what else was said of it is forgotten."""
    _held("choices").setdefault(upload.id, {})[sheet] = Choices(dataset=LEAVE_OUT if is_left else None)


def _held(name: str) -> dict[Any, Any]:
    return st.session_state.setdefault(f"upload-{name}", {})


def readings(upload: Upload, datasets: Sequence[Dataset], aliases: Mapping[tuple[str, str], str]) -> list[Reading]:
    """What the file was understood to say, with what the user said of it; its bytes stay on the disk."""
    said, default = choices(upload), Choices(taken=answers().instead)

    def read() -> list[Reading]:
        found = read_file(upload.name, upload.content, datasets, said, aliases, default)
        return [replace(one, content=b"") for one in found]

    return remembered.get(upload.id, repr((said, aliases, default)), read, upload.spooled.size >= LARGE)


def leave() -> None:
    """The page that ran may be another one: the files wait on the disk, what was read of them is let go."""
    if receiving.close_door():
        remembered.forget(_held("uploads"))
