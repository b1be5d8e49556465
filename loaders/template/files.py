"""A dataset's template as the files that are handed out."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import pandas as pd

from loaders.files.text import guarded
from loaders.template.lines import Template, filled_in
from loaders.template.workbook import as_xlsx
from schema import Dataset, Language


@dataclass(frozen=True)
class Files:
    """Both files of one template; `name` is theirs without its ending."""

    name: str
    csv: bytes
    xlsx: bytes


def template_files(dataset: Dataset, rows: pd.DataFrame | None, year: int | None, language: Language) -> Files:
    """The template of `dataset` for `year`, its keys and its example from the newest year of the stored `rows`.

    Where nothing is stored there is a header, and the scorecard's indicators; where no year is told, it is left blank.
    """
    template = filled_in(dataset, rows, year, language)
    name = dataset.id if year is None else f"{dataset.id}-{year}"
    return Files(name, _as_csv(template), as_xlsx(template))


def next_year(rows: pd.DataFrame | None) -> int | None:
    """The year after the newest stored one; None where nothing is stored."""
    return None if rows is None or rows.empty else int(rows["year"].max()) + 1


def _as_csv(template: Template) -> bytes:
    """In UTF-8 with the mark that Excel and WPS look for; no text becomes a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(template.headings)
    for line in template.all_lines:
        writer.writerow(guarded(cell) if isinstance(cell, str) else cell for cell in template.cells(line))
    return out.getvalue().encode("utf-8-sig")
