"""Which figure the panel is open at: a column of a dataset, a year, members. It is in the address, so a link opens it.

What an address says is text from outside: it is looked up among what is declared and stored, and dropped where it is
neither.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from schema import Chapter, Dataset, Measure
from schema.statements import Members

PARAMETER = "figure"


@dataclass(frozen=True)
class Place:
    """`members` are key values in the dataset's order of keys, empty where all are meant."""

    dataset: Dataset
    column: str
    year: int | None = None
    members: tuple[str, ...] = ()

    @property
    def measure(self) -> Measure:
        return self.dataset.measure(self.column)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that a member is named by; a single figure has none."""
        return () if self.dataset.indicators else tuple(key.id for key in self.dataset.keys)

    @property
    def named(self) -> Members:
        """The members that are named, as a statement says them."""
        given = (*self.members, *[""] * len(self.keys))
        return tuple(sorted((key, value) for key, value in zip(self.keys, given, strict=False) if value))

    @property
    def is_one_figure(self) -> bool:
        return len(self.named) == len(self.keys)

    def with_member(self, at: int, value: str) -> Place:
        given = [*self.members, *[""] * (len(self.keys) - len(self.members))]
        given[at] = value
        return replace(self, members=tuple(given))

    def in_address(self) -> list[str]:
        year = "" if self.year is None else str(self.year)
        return [f"{self.dataset.id}.{self.column}", year, *self.members]


def asked(chapter: Chapter) -> Place | None:
    """The place that the address names, where it is one of the chapter's."""
    given = st.query_params.get_all(PARAMETER)
    if not given:
        return None
    dataset, _, column = given[0].partition(".")
    found = next((one for one in places(chapter) if (one.dataset.id, one.column) == (dataset, column)), None)
    if found is None:
        return None
    year = given[1] if len(given) > 1 else ""
    members = tuple(given[2 : 2 + len(found.keys)])
    return replace(found, year=int(year) if year.isascii() and year.isdigit() else None, members=members)


def places(chapter: Chapter) -> list[Place]:
    """Every column of the chapter that has figures."""
    return [
        Place(dataset, measure.id)
        for dataset in chapter.datasets
        for measure in (dataset.indicators or dataset.measures)
    ]


def open_at(place: Place | None) -> None:
    """Open the panel at a place, or close it: the address says it from here on, and its selectors begin anew."""
    st.session_state["figure-turn"] = st.session_state.get("figure-turn", 0) + 1
    if place is None:
        st.query_params.pop(PARAMETER, None)
    else:
        st.query_params[PARAMETER] = place.in_address()
