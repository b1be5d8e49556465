"""Where a stored figure came from, in words: the file, the sheet, the cell and the headings over it."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from schema import Dataset, Language
from store.evidence import Origin, Origins

IN_HEADINGS = " › "
JOINT = "；"


def in_words(origin: Origin, language: Language) -> str:
    """The cell of a figure; of a large file the line."""
    found = origin.evidence
    sheet = f"［{found.sheet}］" if found.sheet else ""
    if not found.column:
        line = f" 第 {found.row} 行" if language == "zh" else f", row {found.row}"
        return f"{origin.file}{line}"
    return f"{origin.file}{sheet} {_cell(found.row, found.column)}：{IN_HEADINGS.join(found.path)} “{found.text}”"


def of_row(
    dataset: Dataset, row: pd.Series, origins: Origins, language: Language, columns: Collection[str] = ()
) -> str:
    """Where the figures of a row came from, cell by cell; of these columns alone, where some are named."""
    key = [row[name] for name in dataset.row_key]
    measures = [one for one in dataset.stored_measures if not columns or one.id in columns]
    found = (origins.of(key, measure.id) for measure in measures)
    return JOINT.join(dict.fromkeys(in_words(origin, language) for origin in found if origin is not None))


def _cell(row: int, column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
