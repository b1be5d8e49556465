"""What a file prints beside its figures and what its figures come to: a contradiction is said before it is stored."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from insights.audit.book import Book
from insights.audit.printed import changes, totals
from insights.findings import Finding
from loaders.deciding.doubts import Doubt, doubt_id
from loaders.problem import Problem, letter
from loaders.reading.reading import Reading
from schema import Dataset, Evidence, Label


def contradictions(reading: Reading, dataset: Dataset, after: pd.DataFrame) -> Iterator[Doubt]:
    """The printed changes and totals that do not fit the rows as they will stand."""
    evidence = (*reading.evidence, *reading.stays)
    if not any(one.kind in ("change", "total") for one in evidence):
        return
    book = Book({dataset.id: dataset}, {dataset.id: after}, evidence)
    for table in book.tables:
        for rule, kind in ((changes, "change"), (totals, "total")):
            for finding in rule(table, book):
                place = next((one for one in finding.one.printed if one.kind == kind), None)
                yield Doubt("printed", doubt_id("printed", *finding.numbers), _problem(reading.name, finding, place))


def _problem(file: str, finding: Finding, cell: Evidence | None) -> Problem:
    row, place = (cell.row, cell.column) if cell else (0, 0)
    found = Label(finding.said.zh.rstrip("。"), finding.said.en.rstrip("."))
    return Problem(file, row, letter(place), found, finding.reconcile, place)
