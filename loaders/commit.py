"""Checked files into the store: all of them, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path

from loaders.check import Reading, repeated
from loaders.problem import Problem
from store import Accepted, File, Store
from store.releases import accept


class Refused(Exception):
    """Some file has problems; nothing was stored."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.problems = tuple(problems)


def load(
    store: Store,
    readings: Sequence[Reading],
    made_by: str,
    *,
    seen: int | None = None,
    names: Mapping[tuple[str, str], str] | None = None,
    reason: str = "",
) -> list[Accepted]:
    """Store the readings, a release each, in one transaction; `names` are the aliases that were confirmed for it.

    Raises: Refused with the problems of all files, Moved where the store has changed since release `seen`.
    """
    problems = [problem for reading in readings for problem in reading.problems]
    if problems := problems or list(chain.from_iterable(repeated(readings))):
        raise Refused(problems)
    arrivals = [
        (
            reading.dataset,
            reading.rows,
            File(Path(reading.file).name, reading.content, _words(reading, reason), reading.brings),
        )
        for reading in readings
        if reading.dataset is not None
    ]
    return accept(store, arrivals, made_by, seen=seen, names=names)


def _words(reading: Reading, reason: str) -> str:
    return "；".join(filter(None, (reason, reading.summary("zh"))))
