"""Where a stored figure came from, in words: the file, the sheet, the cell and the headings over it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import chain, takewhile
from typing import Any

import pandas as pd

from exports.content import words
from schema import ORIGIN, Dataset, Difference, Language, View, drawn_names
from store.evidence import Origin, Origins

IN_HEADINGS = " › "
JOINT = "；"
MOST_SHEETS = 3  # named in one line


def in_words(origin: Origin, language: Language) -> str:
    """The cell of a figure; of a large file the line."""
    found = origin.evidence
    if not found.column:
        line = f" 第 {found.row} 行" if language == "zh" else f", row {found.row}"
        return f"{origin.file}{line}"
    return f"{_sheet(origin)} {_cell(found.row, found.column)}：{IN_HEADINGS.join(found.path)} “{found.text}”"


def of_row(
    dataset: Dataset, row: Mapping[Any, Any], origins: Origins, language: Language, columns: Collection[str] = ()
) -> str:
    """Where the figures of a row came from, cell by cell; of these columns alone, where some are named."""
    found = origins_of(dataset, row, origins, columns)
    return JOINT.join(dict.fromkeys(in_words(origin, language) for origin in found))


def with_origins(dataset: Dataset, rows: pd.DataFrame, origins: Origins, language: Language) -> pd.DataFrame:
    """The rows, each for which no words are quoted with its cells in a column `origin`; without it where none has."""
    told = ["" if row["words"] else of_row(dataset, row, origins, language) for row in rows.to_dict("records")]
    return rows.assign(**{ORIGIN.id: told}) if any(told) else rows


def source_line(rows: pd.DataFrame, from_files: str, language: Language) -> str:
    """The line under a picture or a table: the report's sections, the releases, and the files' cells."""
    sections = words.sections(set(rows["section"]), language)
    if not sections:
        return from_files
    releases = words.listed([str(int(one)) for one in sorted(set(rows["release"]))], language)
    source = words.SOURCE.text(language).format(section=sections)
    return " · ".join(filter(None, (source, words.RELEASE.text(language).format(releases=releases), from_files)))


def of_rows(
    dataset: Dataset, rows: pd.DataFrame, origins: Origins, language: Language, columns: Collection[str] = ()
) -> str:
    """Where the figures came from for which no words of a report are quoted: one figure's cell, or of each sheet the
    cells from the first to the last under the headings that they share."""
    unquoted = rows[rows["words"] == ""].to_dict("records")
    found = list(dict.fromkeys(chain.from_iterable(origins_of(dataset, row, origins, columns) for row in unquoted)))
    if len(found) == 1:
        return in_words(found[0], language)
    sheets: dict[tuple[str, str], list[Origin]] = {}
    for one in found:
        sheets.setdefault((one.file, one.evidence.sheet), []).append(one)
    told = [_of_sheet(held, language) for held in list(sheets.values())[:MOST_SHEETS]]
    if len(sheets) > MOST_SHEETS:
        told.append(words.AND_MORE.text(language).format(count=len(sheets)))
    return JOINT.join(told)


def stored_columns(dataset: Dataset, view: View) -> tuple[str, ...]:
    """The measures of a row whose cells a view draws, a difference by its two sides."""
    names = set(drawn_names(view))
    for measure in dataset.measures:
        if isinstance(measure, Difference) and measure.id in names:
            names |= {measure.minuend, measure.subtrahend}
    return tuple(one.id for one in dataset.stored_measures if one.id in names)


def origins_of(
    dataset: Dataset, row: Mapping[Any, Any], origins: Origins, columns: Collection[str] = ()
) -> list[Origin]:
    """The cells of a row's figures, as far as they are known; of these columns alone, where some are named."""
    measures = [one.id for one in dataset.stored_measures if not columns or one.id in columns]
    return list(filter(None, (origins.of(dataset.key_of(row), measure) for measure in measures)))


def _sheet(origin: Origin) -> str:
    return f"{origin.file}［{origin.evidence.sheet}］" if origin.evidence.sheet else origin.file


def _of_sheet(found: list[Origin], language: Language) -> str:
    """Several figures of one sheet: where the cells begin and end, or of a large file the lines."""
    cells = [one.evidence for one in found if one.evidence.column]
    lines = [one.evidence.row for one in found if not one.evidence.column]
    told = []
    if cells:
        rows, columns = [one.row for one in cells], [one.column for one in cells]
        first, last = _cell(min(rows), min(columns)), _cell(max(rows), max(columns))
        shared = IN_HEADINGS.join(_shared([one.path for one in cells]))
        told.append(f"{_sheet(found[0])} {first}–{last}" + (f"：{shared}" if shared else ""))
    if lines:
        named = f"第 {min(lines)}–{max(lines)} 行" if language == "zh" else f"rows {min(lines)}–{max(lines)}"
        told.append(f"{found[0].file} {named}")
    return JOINT.join(told)


def _shared(paths: list[tuple[str, ...]]) -> list[str]:
    """The headings that all the paths begin with."""
    return [first[0] for first in takewhile(lambda met: len(set(met)) == 1, zip(*paths, strict=False))]


def _cell(row: int, column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
