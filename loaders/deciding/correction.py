"""Figures corrected by hand as a file: it is kept, previewed, released and undone like any other."""

from __future__ import annotations

import csv
import io

import pandas as pd

from schema import SECTION, Dataset


def correction(dataset: Dataset, before: pd.DataFrame, after: pd.DataFrame) -> bytes:
    """The long-form CSV of the rows that differ: their keys, and the cells that are other ones now.

    Frames of texts with the columns of the dataset's file, by the same index. What was emptied is written as missing:
    a blank cell says nothing, and what was not corrected stays as it is.
    """
    keys = list(dataset.row_key)
    free = [column.id for column in dataset.file_columns if column.id not in keys]
    moved = after[free] != before[free]
    is_told = moved.copy()
    for measure in dataset.stored_measures:  # a line of a section alone would be one that is not filled in
        is_told[measure.id] |= ~moved.drop(columns=SECTION.id, errors="ignore").any(axis=1)
    told = after[free].replace(r"^\s*$", "/", regex=True).where(is_told, "")
    names = [column.id for column in dataset.file_columns]
    lines = after[keys].join(told)[moved.any(axis=1)][names]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(lines.itertuples(index=False))
    return out.getvalue().encode()
