"""Why a file is not taken: a reason by name, and where. The sentences are told on the other side."""

from typing import Any


class Refused(Exception):
    """The file is over a limit or none that is read; `told` is what the other side is told."""

    def __init__(self, reason: str, **place: Any) -> None:
        super().__init__(reason)
        self.told = {"refused": reason, **place}
