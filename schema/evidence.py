"""Evidence: what a file printed beside the figures that it brought, cell by cell.

It is kept with the release that brought the figures. The audit holds figures against it; a figure's provenance is it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EvidenceKind = Literal["figure", "restated", "change", "total", "caption", "note", "unit", "mark", "sentence"]


@dataclass(frozen=True)
class Evidence:
    """One printed cell, and what it speaks of.

    `figure` is the cell that a stored figure came from; `restated` one that says another figure than the stored one,
    which stayed; `change` a printed change from the year before (`unit` says in
    what it is printed: "%" for growth or a wrongly named point, "" where nothing is written); `total` a cell in a row
    or a column of totals: `members` are the key values that it keeps, the ones that it adds over are left out, and so
    is `year` where it adds over the years; `caption` is what stands over the table; `note` a line beside or below it;
    `unit` a printed unit; `mark` a footnote mark at a figure; `sentence` the running text that states a figure.

    `text` is the cell as its reader sees it; `row` and `column` count from 1, as a spreadsheet does (0: no one cell);
    `path` are the headings over the cell from the outermost in, then the labels of its line. `column_id` is the
    measure, or in the scorecard the indicator, that it speaks of (it is then no
    member); empty where it speaks of the whole row.
    """

    kind: EvidenceKind
    dataset: str
    text: str
    sheet: str = ""
    row: int = 0
    column: int = 0
    path: tuple[str, ...] = ()
    column_id: str = ""
    year: int | None = None
    members: tuple[tuple[str, str], ...] = ()
    section: str = ""
    unit: str = ""
    release: int = 0
