"""Figures corrected by hand as a file: it is kept, previewed, released and undone like any other."""

from __future__ import annotations

import csv
import io

import pandas as pd

from schema import Dataset


def correction(dataset: Dataset, rows: pd.DataFrame) -> bytes:
    """The long-form CSV of these rows. Columns: those of the dataset's file by id, as texts.

    A figure that was emptied is written as missing: a line of blanks would be one that is not filled in.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = [column.id for column in dataset.file_columns]
    writer.writerow(names)
    emptied = {measure.id: rows[measure.id].replace(r"^\s*$", "/", regex=True) for measure in dataset.stored_measures}
    writer.writerows(rows.assign(**emptied)[names].itertuples(index=False))
    return out.getvalue().encode()
