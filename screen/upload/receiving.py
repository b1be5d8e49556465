"""Files as they come from a browser: only while its visitor has the upload page open, and not into memory.

Streamlit holds what it receives in memory, for as long as a session lasts. Here the disk holds it until the page's next
run takes it; what is too much is let go at once, and the page says so in our own words.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from streamlit.runtime import get_instance, memory_uploaded_file_manager
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

from screen.upload.held import Spooled, has_room

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3  # as <malloc.h> numbers them
LARGE_BLOCK = 1024 * 1024

_welcome: dict[str, ScriptRunContext] = {}  # sessions that have such a page open, with the run that last said so


@dataclass(frozen=True)
class Received:
    """A file that came; without its bytes where they were too much."""

    name: str
    type: str
    spooled: Spooled | None


class OnDisk(MemoryUploadedFileManager):
    """What Streamlit's own manager does, with the bytes on the disk."""

    def __init__(self, upload_endpoint: str) -> None:
        super().__init__(upload_endpoint)
        self._received: dict[str, dict[str, Received]] = {}
        self._guard = Lock()

    def add_file(self, session_id: str, file: UploadedFileRec) -> None:
        with self._guard:
            own = self._received.setdefault(session_id, {})
            waiting = [one.spooled for one in own.values() if one.spooled]
            spooled = Spooled(file.data) if has_room(waiting, len(file.data)) else None
            own[file.file_id] = Received(file.name, file.type, spooled)

    def get_files(self, session_id: str, file_ids: Sequence[str]) -> list[UploadedFileRec]:
        own = self._received.get(session_id, {})
        return [
            UploadedFileRec(id_, own[id_].name, own[id_].type, held.read() if (held := own[id_].spooled) else b"")
            for id_ in file_ids
            if id_ in own
        ]

    def remove_file(self, session_id: str, file_id: str) -> None:
        self.take(session_id, file_id)

    def remove_session_files(self, session_id: str) -> None:
        with self._guard:
            self._received.pop(session_id, None)

    def take(self, session_id: str, file_id: str) -> Received | None:
        """A file, which is held here no more."""
        with self._guard:
            return self._received.get(session_id, {}).pop(file_id, None)


def install() -> None:
    """Have the server keep what it receives on the disk, and give its memory back; to be said before it starts."""
    vars(memory_uploaded_file_manager)["MemoryUploadedFileManager"] = OnDisk
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is not None:  # glibc: what is once freed as a large block is otherwise kept for ever larger ones
        for option in (M_MMAP_THRESHOLD, M_TRIM_THRESHOLD):
            mallopt(option, LARGE_BLOCK)


def is_welcome(session: str) -> bool:
    """Whether a session's visitor has the upload page open."""
    return session in _welcome


def open_door() -> None:
    """The page that is run takes files; visitors who are gone are forgotten."""
    if context := get_script_run_ctx():
        for gone in [one for one in _welcome if not get_instance().is_active_session(one)]:
            _welcome.pop(gone, None)
        _welcome[context.session_id] = context


def close_door() -> bool:
    """A page has run: where it is none that takes files, what came is let go. Whether one that does was open before."""
    context = get_script_run_ctx()
    if context is None or _welcome.get(context.session_id, context) is context:
        return False
    _welcome.pop(context.session_id, None)
    context.uploaded_file_mgr.remove_session_files(context.session_id)
    return True


def taken(given: Sequence[UploadedFile]) -> list[tuple[str, Spooled | None]]:
    """The files that the page was given, by name, taken from Streamlit; those that were too much without bytes."""
    context = get_script_run_ctx()
    manager = context.uploaded_file_mgr if context else None
    found: list[tuple[str, Spooled | None]] = []
    for file in given:
        if context and isinstance(manager, OnDisk):
            received = manager.take(context.session_id, file.file_id)
            found.append((file.name, received.spooled if received else None))
        else:
            found.append((file.name, Spooled(file.getvalue())))
    return found
