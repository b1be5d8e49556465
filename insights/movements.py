"""What changed: the movements of all datasets, each in its own newest two years, as far as they are unusual."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

import frames
from insights.phrases import Told, composed, moved, of_history
from insights.series import History, facts, history
from schema import Bars, Chapter, Dataset, Figures, Language, Measure

FEW = 30  # people or things: a count below this moves by chance
LEAST_OF_A_KIND = 4  # movements there must be of a kind before one of them can be unusual
MAD_TO_DEVIATION = 1.4826  # of a normal distribution; Rousseeuw and Croux 1993
MEAN_TO_DEVIATION = 1.2533  # the mean in the median's place where most of a kind moved alike; Iglewicz and Hoaglin 1993
UNUSUAL = 3.5  # robust standard deviations from the median of its kind; Iglewicz and Hoaglin 1993
LEAST_POINTS = 0.5  # percentage points: a smaller movement of a rate is nobody's news, however still the others stood
LEAST_PERCENT = 1.0  # of itself, for what is no rate


@dataclass(frozen=True)
class Movement:
    """A member's change between its own two years, which may be others than its neighbours'.

    `unusual` is its distance from the median movement of its kind, in robust standard deviations; `history` its figures
    up to now.
    """

    chapter: Chapter
    dataset: Dataset
    measure: Measure
    member: str
    key: str | None
    first: float
    last: float
    years: tuple[int, int]
    unusual: float = 0.0
    history: History = ()

    def sentence(self, language: Language, asked: Sequence[int] = ()) -> str:
        """The movement in a sentence; its years are named where `asked`, a heading over it, does not."""
        row = pd.Series({"first": self.first, "last": self.last, "change": round(self.last - self.first, 6)})
        found = facts(self.history)
        more = of_history(found[0], self.measure, language) if found else ""
        return composed([Told(moved(self.member, row, self.measure, language) + more, self.years)], asked, language, 0)

    @property
    def is_good(self) -> bool | None:
        """Whether the movement is to the better; None where the declaration names no better direction."""
        return self.measure.improved(self.first, self.last)


def movements(
    chapters: Sequence[Chapter], rows: Mapping[str, pd.DataFrame], asked: Iterable[int], language: Language
) -> list[Movement]:
    """The unusual movements for the years asked for, by default each figure's newest two; `rows` by dataset id."""
    years = tuple(asked)
    return ranked([one for chapter in chapters for one in of_chapter(chapter, rows, years, language)])


def ranked(found: Sequence[Movement]) -> list[Movement]:
    """The movements that are unusual among their kind: of the newest year first, then the most unusual.

    A movement is held against all of its kind; where those do not differ, or it is next to nothing, none is unusual.
    """
    if not found:
        return []
    table = pd.DataFrame({"kind": [_kind(one.measure) for one in found], "size": [_size(one) for one in found]})
    enough = table.groupby("kind")["size"].transform("size") >= LEAST_OF_A_KIND
    middle = table.groupby("kind")["size"].transform("median")
    distance = (table["size"] - middle).abs()
    by_kind = distance.groupby(table["kind"])
    spread = by_kind.transform("median") * MAD_TO_DEVIATION
    spread = spread.where(spread > 0, by_kind.transform("mean") * MEAN_TO_DEVIATION)
    unusual = (distance / spread).where(enough & (spread > 0))
    scored = [replace(one, unusual=float(score)) for one, score in zip(found, unusual, strict=True) if score >= UNUSUAL]
    return sorted((one for one in scored if _is_large(one)), key=lambda one: (-one.years[1], -one.unusual))


def by_turns(found: Sequence[Movement]) -> list[Movement]:
    """The movements of each newest year so that no chapter has a second line before every other has had its first."""
    turns: Counter[tuple[int, str]] = Counter()
    placed = []
    for one in found:
        own = (one.years[1], one.chapter.id)
        placed.append((-one.years[1], turns[own], one))
        turns[own] += 1
    return [one for _, _, one in sorted(placed, key=lambda each: each[:2])]


def _is_large(one: Movement) -> bool:
    return abs(_size(one)) >= (LEAST_POINTS if one.measure.unit.is_rate else LEAST_PERCENT)


def of_chapter(
    chapter: Chapter, rows: Mapping[str, pd.DataFrame], asked: Sequence[int], language: Language
) -> list[Movement]:
    """A chapter's movements, not yet ranked. Ranks, counts of few and what is not the same thing in both years are no
    movements."""
    found: list[Movement] = []
    for dataset in chapter.datasets:
        if dataset.indicators:
            found += _of_indicators(chapter, dataset, rows[dataset.id], asked, language)
            continue
        for measure in dataset.measures:
            if measure.kind != "rank":
                found += _of_measure(chapter, dataset, measure, rows[dataset.id], asked, language)
    return found


def _of_indicators(
    chapter: Chapter, dataset: Dataset, rows: pd.DataFrame, asked: Sequence[int], language: Language
) -> list[Movement]:
    """Of all indicators at once: a frame for each would take ten times as long."""
    own = {one.id: one for one in dataset.indicators if one.kind != "rank"}
    frame = frames.of_view(Figures(tuple(own)), dataset, rows, language)
    names = {one: dataset.key("indicator").name(one, language) for one in own}
    return _of_frame(chapter, dataset, frame.assign(member=frame["indicator"]), asked, own, names, {})


def _of_measure(
    chapter: Chapter, dataset: Dataset, measure: Measure, rows: pd.DataFrame, asked: Sequence[int], language: Language
) -> list[Movement]:
    keys = tuple(key.id for key in dataset.keys)
    main = chapter.main_key if chapter.main_key in keys else None
    frame = frames.of_view(Bars(measure.id, by=keys), dataset, rows, language, main)
    members = [str(member) for member in frame["member"]]
    by_member = dict(zip(members, frame["key"], strict=True)) if main else {}
    measures, names = dict.fromkeys(members, measure), dict(zip(members, members, strict=True))
    return _of_frame(chapter, dataset, frame, asked, measures, names, by_member)


def _of_frame(
    chapter: Chapter,
    dataset: Dataset,
    frame: pd.DataFrame,
    asked: Sequence[int],
    measures: Mapping[str, Measure],
    names: Mapping[str, str],
    keys: Mapping[str, str],
) -> list[Movement]:
    """The movements of a frame's members: of each its measure, its name on screen, its value of the page's key."""
    own = {str(member): rows for member, rows in frame.groupby("member", sort=False)}
    return [
        Movement(
            chapter,
            dataset,
            measures[str(member)],
            names[str(member)],
            keys.get(str(member)),
            float(row["first"]),
            float(row["last"]),
            (int(row["before"]), int(row["now"])),
            history=history(own[str(member)], int(row["now"])),
        )
        for member, row in frames.changes(frame, asked).iterrows()
        if not (_is_count(measures[str(member)]) and min(row["first"], row["last"]) < FEW)
    ]


def _is_count(measure: Measure) -> bool:
    return measure.kind == "integer" and not measure.unit.is_rate


def _kind(measure: Measure) -> str:
    """Rates move in points, the rest in percent of itself; a unit of its own where money is counted by the month."""
    return measure.unit.in_header.zh if measure.unit.is_rate or measure.unit.header else "relative"


def _size(one: Movement) -> float:
    if one.measure.unit.is_rate:
        return one.last - one.first
    return (one.last - one.first) / one.first * 100 if one.first else float("nan")
