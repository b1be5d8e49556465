"""What a notebook's cells are resolved from: the chapters, and the store's rows at any release, each read once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pandas as pd

import frames
from frames import Mark
from insights.audit import audit
from insights.findings import Finding
from insights.former import answers
from insights.marks import marks
from schema import Chapter, Dataset, Identity, Statement
from store import Store
from store.evidence import Origins, evidence, origins
from store.explanations import explanations
from store.own_rules import own_identities
from store.releases import releases
from store.rows import rows
from store.statements import newest_version, statements


@dataclass(frozen=True)
class Library:
    """The catalogue over a store, for one run: what was read is kept.

    `audited` gives the findings of a release where somebody at hand keeps them already.
    """

    store: Store
    chapters: Sequence[Chapter]
    datasets: Sequence[Dataset]
    identities: Sequence[Identity]
    audited: Callable[[int], list[Finding]] | None = None
    _rows: dict[tuple[str, int], pd.DataFrame] = field(default_factory=dict, repr=False, compare=False)
    _findings: dict[int, list[Finding]] = field(default_factory=dict, repr=False, compare=False)
    _marks: dict[int, tuple[Mark, ...]] = field(default_factory=dict, repr=False, compare=False)
    _origins: dict[tuple[str, int], Origins] = field(default_factory=dict, repr=False, compare=False)
    _said: dict[int, list[Statement]] = field(default_factory=dict, repr=False, compare=False)
    _dates: dict[int, datetime] = field(default_factory=dict, repr=False, compare=False)

    @property
    def latest(self) -> int:
        """The newest release when it was first asked for; 0 for an empty store."""
        return max(self.dates, default=0)

    @property
    def dates(self) -> dict[int, datetime]:
        """When each release was made."""
        if not self._dates:
            self._dates.update({one.id: one.made_at for one in releases(self.store)})
        return self._dates

    def chapter(self, name: str) -> Chapter | None:
        """The chapter with what the school says of its figures."""
        return next((one.hearing(self.said) for one in self.chapters if one.id == name), None)

    @property
    def said(self) -> list[Statement]:
        """What the school says of its figures."""
        version = newest_version(self.store)
        if version not in self._said:
            self._said[version] = [one.statement for one in statements(self.store)]
        return self._said[version]

    def rows(self, dataset: str, release: int) -> pd.DataFrame:
        """A dataset's rows as they stood after a release, with the indicators that are computed."""
        key = (dataset, release)
        if key not in self._rows:
            declared = next(one for one in self.datasets if one.id == dataset)
            self._rows[key] = frames.with_ratios(declared, rows(self.store, declared, release))
        return self._rows[key]

    def origins(self, dataset: Dataset, release: int) -> Origins:
        """Where the dataset's figures came from, as they stood after a release."""
        key = (dataset.id, release)
        if key not in self._origins:
            years = {int(year) for year in self.rows(dataset.id, release)["year"]}
            self._origins[key] = origins(self.store, dataset, years, release)
        return self._origins[key]

    def all_rows(self, release: int) -> dict[str, pd.DataFrame]:
        return {one.id: self.rows(one.id, release) for one in self.datasets}

    def years(self, release: int) -> list[int]:
        """Every year that some dataset has a row of."""
        return sorted({int(year) for frame in self.all_rows(release).values() for year in frame["year"]})

    def findings(self, release: int) -> list[Finding]:
        """What the audit finds in the rows as they stood after a release."""
        if self.audited is not None:
            return self.audited(release)
        if release not in self._findings:
            stored = {one.id: rows(self.store, one, release) for one in self.datasets}
            rules = (*self.identities, *own_identities(self.store, self.datasets))
            self._findings[release] = audit(self.datasets, rules, stored, evidence(self.store, release))
        return self._findings[release]

    def marks(self, release: int) -> tuple[Mark, ...]:
        """What the audit asks of single figures at a release, and what was answered."""
        if release not in self._marks:
            found = self.findings(release)
            said = answers(found, explanations(self.store))
            self._marks[release] = marks(found, {name: one.reason for name, one in said.items()})
        return self._marks[release]
