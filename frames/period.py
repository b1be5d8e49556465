"""The period: which year is now and which is before, decided here for every sentence, chart, table, card and file.

Whoever asks names the years that its filter says, or none: by default. Now is the newest year with a figure that is no
later than the newest year asked for. Before is the earliest year asked for that can be held against it, or else the
newest year that can. A year can be held against another where it has a figure and nothing has broken the measure's
definition between them. So a new year that has come in part leaves everything else with its own newest two years.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

FIGURES = ("value", "school", "x", "y")  # the columns of a frame that hold what is drawn; a scatter needs both

CHANGES = ["member", "whole", "before", "now", "first", "last", "change"]
Changed = tuple[str, bool, int, int, float, float, float]


@dataclass(frozen=True)
class Period:
    """Two years of one thing that is told.

    `before` is None where one year was asked for, or where no earlier year can be held against `now`. `asked` is what
    the filter says, empty by default. `held` are the years with a figure up to now; `drawn` those that a picture shows.
    `broken` says that a break in definition keeps an earlier year from being compared.
    """

    now: int
    before: int | None
    asked: tuple[int, ...] = ()
    held: tuple[int, ...] = ()
    broken: bool = False

    @property
    def drawn(self) -> tuple[int, ...]:
        """The years asked for that have a figure, and the two that are compared."""
        ends = {self.now} if self.before is None else {self.before, self.now}
        return tuple(sorted({year for year in self.asked if year in self.held} | ends))

    def shown(self, least: int) -> tuple[int, ...]:
        """The years of a picture that needs so many: where fewer were asked for, all with a figure up to now."""
        return self.drawn if len(self.drawn) >= least else self.held

    @property
    def missing(self) -> tuple[int, ...]:
        """The years asked for that have no figure."""
        return tuple(year for year in self.asked if year not in self.held)

    @property
    def is_as_asked(self) -> bool:
        """Whether these two are the years that the filter says; otherwise whoever speaks of them names both."""
        if not self.asked or self.asked[-1] != self.now:
            return False
        return len(self.asked) == 1 or self.asked[0] == self.before


def period_between(stretches: Mapping[int, int], asked: Iterable[int] = ()) -> Period | None:
    """The period of a thing whose years with a figure are the keys; years of one stretch can be held against each
    other. None where there is no figure, or none so early."""
    chosen = tuple(sorted(set(asked)))
    held = tuple(sorted(year for year in stretches if not chosen or year <= chosen[-1]))
    if not held:
        return None
    now = held[-1]
    if len(chosen) == 1:
        return Period(now, None, chosen, held)
    earlier = held[:-1]
    alike = [year for year in earlier if stretches[year] == stretches[now]]
    before = next((year for year in alike if year in chosen), alike[-1] if alike else None)
    wanted = next((year for year in earlier if year in chosen), earlier[-1] if earlier else None)
    return Period(now, before, chosen, held, broken=before != wanted)


def by_default(years: Iterable[int], now: int | None = None) -> tuple[int, ...]:
    """The years that are shown where nobody has chosen any, of those with figures: the newest, no later than `now`, and
    the one before it."""
    period = period_between({int(year): 0 for year in years if now is None or year <= now})
    return () if period is None else period.drawn


def period_of(frame: pd.DataFrame, asked: Iterable[int] = ()) -> Period | None:
    """The period of a view's frame (`of_view`), or of some members' rows of it."""
    return period_between(years_held(frame), asked)


def periods_by(frame: pd.DataFrame, column: str, asked: Iterable[int] = ()) -> dict[str, Period]:
    """The period of each value of a column: of each indicator, say, that has a figure."""
    years = tuple(asked)
    found = {str(value): period_of(own, years) for value, own in frame.groupby(column, sort=False)}
    return {value: period for value, period in found.items() if period is not None}


def years_held(frame: pd.DataFrame) -> dict[int, int]:
    """The years with a figure, in order, each with the stretch of the definition that it lies in.

    Asked a hundred times for one page, so it goes over plain values: a frame of its own took a fifth of a first visit.
    """
    figures = [frame[name].notna().tolist() for name in FIGURES if name in frame]
    stretches = frame["stretch"].tolist() if "stretch" in frame else [0] * len(frame)
    held: dict[int, int] = {}
    for year, stretch, *known in zip(frame["year"].tolist(), stretches, *figures, strict=True):
        if all(known):
            held.setdefault(int(year), stretch)
    return dict(sorted(held.items()))


def changes(frame: pd.DataFrame, asked: Iterable[int] = ()) -> pd.DataFrame:
    """Each member's figure now and before, from a frame with `value`. Index: member.

    Columns: whole; before and now, its own two years; first and last, the figures of those; change, their difference.
    Members that no year can be held against are left out.
    """
    asked = tuple(asked)
    stretch = frame.get("stretch", pd.Series(0, index=frame.index))
    own: dict[str, dict[int, tuple[float, int, bool]]] = {}
    for member, year, value, part, whole in zip(
        frame["member"], frame["year"], frame["value"], stretch, frame["whole"], strict=True
    ):
        if pd.notna(value):
            own.setdefault(str(member), {}).setdefault(int(year), (float(value), int(part), bool(whole)))
    return pd.DataFrame(_changed(own, asked), columns=CHANGES).set_index("member")


def _changed(own: Mapping[str, Mapping[int, tuple[float, int, bool]]], asked: tuple[int, ...]) -> list[Changed]:
    found = []
    for member, figures in own.items():
        period = period_between({year: part for year, (_, part, _) in figures.items()}, asked)
        if period is not None and period.before is not None:
            (first, _, _), (last, _, whole) = figures[period.before], figures[period.now]
            found.append((member, whole, period.before, period.now, first, last, round(last - first, 6)))
    return found
