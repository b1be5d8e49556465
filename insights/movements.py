"""What changed this year: the movements of all datasets, ranked by how unusual each is among its own kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

import frames
from insights.sentences import Period, changes, moved
from schema import Bars, Chapter, Dataset, Language, Measure

FEW = 30  # people or things: a count below this moves by chance
LEAST_OF_A_KIND = 4  # movements there must be of a kind before one of them can be unusual
MAD_TO_DEVIATION = 1.4826  # of a normal distribution; Rousseeuw and Croux 1993


@dataclass(frozen=True)
class Movement:
    """A member's change between the last two years, with the view that shows it.

    `unusual` is its distance from the median movement of its kind, in robust standard deviations.
    """

    chapter: Chapter
    dataset: Dataset
    measure: Measure
    member: str
    key: str | None
    first: float
    last: float
    years: tuple[int, int]
    unusual: float

    def sentence(self, language: Language) -> str:
        row = pd.Series({"first": self.first, "last": self.last, "change": round(self.last - self.first, 6)})
        return moved(self.member, row, self.measure, language)

    @property
    def is_good(self) -> bool | None:
        """Whether the movement is to the better; None where the declaration names no better direction."""
        if self.measure.better is None:
            return None
        return (self.last > self.first) == (self.measure.better == "higher")


def movements(
    chapters: Sequence[Chapter], rows: Mapping[str, pd.DataFrame], years: list[int], language: Language
) -> list[Movement]:
    """The movements from the last year but one to the last, the most unusual first; `rows` by dataset id."""
    return ranked([one for chapter in chapters for one in of_chapter(chapter, rows, years, language)])


def ranked(found: Sequence[Movement]) -> list[Movement]:
    """The movements with how unusual each is among its kind, the most unusual first; what did not move is left out."""
    if not found:
        return []
    table = pd.DataFrame({"kind": [_kind(one.measure) for one in found], "size": [_size(one) for one in found]})
    enough = table.groupby("kind")["size"].transform("size") >= LEAST_OF_A_KIND
    middle = table.groupby("kind")["size"].transform("median")
    spread = (table["size"] - middle).abs().groupby(table["kind"]).transform("median") * MAD_TO_DEVIATION
    unusual = ((table["size"] - middle).abs() / spread).where(enough & (spread > 0))
    scored = [_with(one, float(score)) for one, score in zip(found, unusual, strict=True) if pd.notna(score)]
    return sorted((one for one in scored if one.first != one.last), key=lambda one: -one.unusual)


def of_chapter(
    chapter: Chapter, rows: Mapping[str, pd.DataFrame], years: list[int], language: Language
) -> list[Movement]:
    """A chapter's movements, not yet ranked. Ranks, counts of few and what is not the same thing in both years are no
    movements."""
    if len(years) < 2:
        return []
    first, last = years[-2:]
    found = []
    for dataset in chapter.datasets:
        held = rows[dataset.id]
        if dataset.indicators:
            held = held[held["indicator"].isin([one.id for one in dataset.indicators])]
        for measure in dataset.indicators or dataset.measures:
            if measure.kind == "rank" or not measure.comparable:
                continue
            found += _of_measure(chapter, dataset, measure, held, (first, last), language)
    return found


def _of_measure(
    chapter: Chapter,
    dataset: Dataset,
    measure: Measure,
    rows: pd.DataFrame,
    years: tuple[int, int],
    language: Language,
) -> list[Movement]:
    name, keys = measure.id, tuple(key.id for key in dataset.keys)
    view = Bars("value", by="indicator", where=("indicator", (name,))) if dataset.indicators else Bars(name, by=keys)
    main = chapter.main_key if chapter.main_key in keys else None
    frame = frames.of_view(view, dataset, rows, language, main)
    pairs = changes(frame, Period(*years))
    by_member = dict(zip(frame["member"], frame["key"], strict=True)) if main else {}
    return [
        Movement(
            chapter,
            dataset,
            measure,
            str(member),
            by_member.get(str(member)),
            float(row["first"]),
            float(row["last"]),
            years,
            0.0,
        )
        for member, row in pairs.iterrows()
        if not (_is_count(measure) and min(row["first"], row["last"]) < FEW)
    ]


def _with(one: Movement, unusual: float) -> Movement:
    return Movement(**{**one.__dict__, "unusual": unusual})


def _is_count(measure: Measure) -> bool:
    return measure.kind == "integer" and not measure.unit.is_rate


def _kind(measure: Measure) -> str:
    """Rates move in points, the rest in percent of itself; a unit of its own where money is counted by the month."""
    return measure.unit.in_header.zh if measure.unit.is_rate or measure.unit.header else "relative"


def _size(one: Movement) -> float:
    if one.measure.unit.is_rate:
        return one.last - one.first
    return (one.last - one.first) / one.first * 100 if one.first else float("nan")
