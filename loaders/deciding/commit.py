"""Checked files into the store: all of them, or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path

from loaders.deciding.doubts import UNANSWERED, Answers, Doubt, of_reading, told_answers
from loaders.deciding.merging import kept, laid_on, settled, undecided
from loaders.deciding.preview import Preview, previews
from loaders.problem import Problem
from loaders.reading.check import said_otherwise
from loaders.reading.reading import Reading
from schema import Dataset
from store import Accepted, Arrival, File, Laid, Moved, Row, Store
from store.engine import school_name
from store.releases import accept, latest
from store.rows import key_names, rows


class Refused(Exception):
    """Some file has problems; nothing was stored."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.problems = tuple(problems)


class Unanswered(Exception):
    """Doubts have no answer yet; nothing was stored."""

    def __init__(self, doubts: Sequence[Doubt]) -> None:
        super().__init__(doubts)
        self.doubts = tuple(doubts)


def every_doubt(readings: Iterable[Reading], found: Iterable[Preview]) -> list[Doubt]:
    """All doubts of a load, each once: of what the sheets set aside, then of their titles and figures."""
    told = [doubt for reading in readings for doubt in of_reading(reading)]
    told += [doubt for one in found for doubt in one.doubts]
    return list({doubt.id: doubt for doubt in told}.values())


def decided(one: Preview, answers: Answers) -> Reading:
    """The reading without the figures for which the stored one is to stay."""
    stay = [doubt.figure for doubt in one.doubts if doubt.figure and answers.of(doubt) == "instead"]
    return kept(one.reading, stay)


def take(
    store: Store,
    readings: Sequence[Reading],
    made_by: str,
    answers: Answers = UNANSWERED,
    *,
    seen: int | None = None,
    names: Mapping[tuple[str, str], str] | None = None,
    reasons: Mapping[str, str] | None = None,
) -> list[Accepted]:
    """Store the readings where no problem and no doubt is left open: the way in for everyone who does not say `load`.

    Raises: Refused, Unanswered, Moved where the store has changed since release `seen`; without it they are held
    against the store anew.
    """
    if problems := [problem for reading in readings for problem in reading.problems]:
        raise Refused(problems)
    while True:
        at = latest(store) if seen is None else seen
        found = held_against(store, readings)
        if problems := [problem for one in found for problem in one.problems]:
            raise Refused(problems)
        doubts = every_doubt(readings, found)
        if still_open := answers.left_open(doubts):
            raise Unanswered(still_open)
        told = {one.reading.name: _answered(one, answers) for one in found}
        try:
            return load(
                store,
                [decided(one, answers) for one in found],
                made_by,
                seen=at,
                names=names,
                reasons=reasons,
                answered=told,
            )
        except Moved:
            if seen is not None:
                raise


def _answered(one: Preview, answers: Answers) -> str:
    return told_answers(((doubt, 1) for doubt in (*of_reading(one.reading), *one.doubts)), answers).zh


def held_against(store: Store, readings: Sequence[Reading]) -> list[Preview]:
    """The readings of known tables held against what is stored now."""
    fit = [one for one in readings if one.dataset is not None and not one.problems]
    stored = {dataset.id: rows(store, dataset) for one in fit if (dataset := one.dataset) is not None}
    return previews(fit, stored, key_names(store, list(store.datasets.values())), school_name(store))


def load(
    store: Store,
    readings: Sequence[Reading],
    made_by: str,
    *,
    seen: int | None = None,
    names: Mapping[tuple[str, str], str] | None = None,
    reasons: Mapping[str, str] | None = None,
    answered: Mapping[str, str] | None = None,
) -> list[Accepted]:
    """Store the readings as they are, a release each, in one transaction: doubts are answered before (see `take`).
    `names` are the aliases that were confirmed for it, `reasons` are given by the files' names, and by the readings'
    what was answered.

    Raises: Refused with the problems of all files, Moved where the store has changed since release `seen`.
    """
    problems = [problem for reading in readings for problem in reading.problems]
    if problems := problems or list(chain.from_iterable(said_otherwise(readings))):
        raise Refused(problems)
    arrivals = [
        _arrival(one, one.dataset, (reasons or {}).get(one.file, ""), (answered or {}).get(one.name, ""))
        for one in readings
        if one.dataset
    ]
    return accept(store, arrivals, made_by, seen=seen, names=names)


def _arrival(reading: Reading, dataset: Dataset, reason: str, answered: str) -> Arrival:
    words = _words(reading, reason, answered)
    file = File(Path(reading.file).name, reading.content, words)

    def laid(current: Sequence[Row]) -> Laid:
        if problems := undecided(reading, current):
            raise Refused(problems)
        known = settled(reading, current)
        return Laid(laid_on(known, current), (*known.evidence, *known.stays))

    return Arrival(dataset, file, laid)


def _words(reading: Reading, reason: str, answered: str) -> str:
    """What the history shows of a release: the reason given, what was understood, corrected and answered."""
    mended = "、".join(f"{place} “{written}”→“{text}”" for place, written, text in reading.corrections)
    corrected = f"导入时改正：{mended}" if mended else ""
    return "；".join(filter(None, (reason, reading.summary("zh"), corrected, answered)))
