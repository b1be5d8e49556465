"""Checked files into the store: all of them, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path

from loaders.deciding.merging import laid_on, settled, undecided
from loaders.problem import Problem
from loaders.reading.check import said_otherwise
from loaders.reading.reading import Reading
from schema import Dataset
from store import Accepted, Arrival, File, Laid, Row, Store
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
    reasons: Mapping[str, str] | None = None,
) -> list[Accepted]:
    """Store the readings, a release each, in one transaction; `names` are the aliases that were confirmed for it, and
    `reasons` are given by the files' names.

    Raises: Refused with the problems of all files, Moved where the store has changed since release `seen`.
    """
    problems = [problem for reading in readings for problem in reading.problems]
    if problems := problems or list(chain.from_iterable(said_otherwise(readings))):
        raise Refused(problems)
    arrivals = [_arrival(reading, reading.dataset, reasons or {}) for reading in readings if reading.dataset]
    return accept(store, arrivals, made_by, seen=seen, names=names)


def _arrival(reading: Reading, dataset: Dataset, reasons: Mapping[str, str]) -> Arrival:
    words = _words(reading, reasons.get(reading.file, ""))
    file = File(Path(reading.file).name, reading.content, words)

    def laid(current: Sequence[Row]) -> Laid:
        if problems := undecided(reading, current):
            raise Refused(problems)
        known = settled(reading, current)
        return Laid(laid_on(known, current), (*known.evidence, *known.stays))

    return Arrival(dataset, file, laid)


def _words(reading: Reading, reason: str) -> str:
    """What the history shows of a release: the reason given, what was understood, and the cells that were corrected."""
    mended = "、".join(f"{place} “{written}”→“{text}”" for place, written, text in reading.corrections)
    return "；".join(filter(None, (reason, reading.summary("zh"), f"导入时改正：{mended}" if mended else "")))
