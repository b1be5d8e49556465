"""Rows as files that a spreadsheet opens: numbers stay numbers, and no text becomes a formula. Rows that say the file's
cells they came from (`with_origins`) say them in a column of their own."""

from __future__ import annotations

import csv
import io

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from schema import ORIGIN, Column, Dataset, Language, Measure

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
Cell = str | int | float | None


def as_csv(dataset: Dataset, rows: pd.DataFrame, language: Language) -> bytes:
    """The rows under their headings, in UTF-8 with the mark that Excel looks for."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings(dataset, rows, language))
    writer.writerows(_cells(dataset, rows))
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(dataset: Dataset, rows: pd.DataFrame, language: Language) -> bytes:
    """One sheet with the same cells, its header fixed and in bold."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = dataset.label.text(language)[:31]
    sheet.append(headings(dataset, rows, language))
    for cells in _cells(dataset, rows):
        sheet.append(cells)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for place, heading in enumerate(headings(dataset, rows, language), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = max(10, 2.2 * len(heading))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def columns(dataset: Dataset, rows: pd.DataFrame) -> list[Column]:
    """The columns of a table of these rows: those of the dataset's files, and where the figures came from."""
    return [*dataset.file_columns, *([ORIGIN] if ORIGIN.id in rows else [])]


def headings(dataset: Dataset, rows: pd.DataFrame, language: Language) -> list[str]:
    """The headings over `columns`, a measure's with its unit."""
    return [
        column.title(language) if isinstance(column, Measure) else column.label.text(language)
        for column in columns(dataset, rows)
    ]


def _cells(dataset: Dataset, rows: pd.DataFrame) -> list[list[Cell]]:
    return [[cell(row[column.id]) for column in columns(dataset, rows)] for row in rows.to_dict("records")]


def cell(value: object) -> Cell:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA_STARTS) else value
    if not isinstance(value, int | float) or pd.isna(value):
        return None
    return int(value) if value == int(value) else value
