"""Chapters: datasets and views in reading order, checked against each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from schema.columns import DeclarationError, Key, Label
from schema.datasets import Dataset
from schema.identities import Identity
from schema.statements import Statement
from schema.views import View, asked_view, history_of


@dataclass(frozen=True)
class Chapter:
    """One page: its datasets, and its views in reading order.

    `main_key` is the key that the page filters and highlights by; `headline` names the measures (or indicators) whose
    movements make the page's first sentence; `section` places the page in the report's order; `identities` are what the
    chapter's figures must satisfy, among themselves and with other chapters'; by `synonyms` people look for the page.
    """

    id: str
    label: Label
    section: str
    datasets: tuple[Dataset, ...]
    views: tuple[View, ...]
    headline: tuple[str, ...]
    main_key: str | None = None
    identities: tuple[Identity, ...] = ()
    synonyms: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        histories = {history.name for view in self.views if (history := history_of(view)) is not None}
        if led := {view.name for view in self.views} & histories:
            raise DeclarationError(f"{self.id}: view {sorted(led)} leads another already")
        for view in self.views:
            self.dataset_of(*view.columns)
        names = [view.name for view in self.views]
        if repeated := {name for name in names if names.count(name) > 1}:
            raise DeclarationError(f"{self.id}: view {sorted(repeated)} is declared twice")
        for name in self.headline:
            self.dataset_of(name)
        if self.main_key is not None:
            self.filter_key()

    def dataset_of(self, *columns: str) -> Dataset:
        """The one dataset of the chapter that has all these columns (or indicators)."""
        found = [
            dataset
            for dataset in self.datasets
            if {*columns}
            <= {"year", *(column.id for column in (*dataset.keys, *dataset.measures, *dataset.indicators))}
        ]
        if len(found) != 1:
            which = [dataset.id for dataset in found] or "no dataset"
            raise DeclarationError(f"{self.id}: columns {columns} are in {which}; one dataset must hold them")
        return found[0]

    def hearing(self, said: Sequence[Statement]) -> Chapter:
        """The chapter with what a school says of its datasets."""
        datasets = tuple(one.hearing(said) for one in self.datasets)
        return self if datasets == self.datasets else replace(self, datasets=datasets)

    def view(self, name: str) -> View | None:
        """The view of that name, declared or asked for; None where the chapter's datasets have no such view."""
        declared = next((view for view in self.views if view.name == name), None)
        try:
            return declared or asked_view(name, self.datasets)[0]
        except DeclarationError:
            return None

    def filter_key(self) -> Key:
        """The key that the page filters by."""
        for dataset in self.datasets:
            for key in dataset.keys:
                if key.id == self.main_key:
                    return key
        raise DeclarationError(f"{self.id}: main key {self.main_key!r} is no key of its datasets")
