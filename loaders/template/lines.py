"""The lines of a template: last year's keys under the new year with blank figures, and a real line as an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from loaders.reading.records import EXAMPLE
from schema import PROVENANCE, SECTION, YEAR, Dataset, Key, Language, Measure

Cell = str | int | float
Line = Mapping[str, Cell]
Row = dict[str, Any]


@dataclass(frozen=True)
class Template:
    """A dataset to be filled in: lines are cells by column id, a column that is left out is blank. `known` are the
    values that each key has had, by key id; `source` is the stored year that the keys and the example come from."""

    dataset: Dataset
    language: Language
    source: int | None
    example: Line | None
    lines: tuple[Line, ...]
    known: Mapping[str, tuple[str, ...]]

    @property
    def headings(self) -> list[str]:
        return [
            column.title(self.language) if isinstance(column, Measure) else column.label.text(self.language)
            for column in self.dataset.file_columns
        ]

    @property
    def all_lines(self) -> tuple[Line, ...]:
        """The example, where there is one, and the lines to fill in."""
        return (*([self.example] if self.example else ()), *self.lines)

    def cells(self, line: Line) -> list[Cell]:
        return [line.get(column.id, "") for column in self.dataset.file_columns]


def filled_in(dataset: Dataset, rows: pd.DataFrame | None, year: int | None, language: Language) -> Template:
    """The template of `dataset` for `year` by the newest year of its stored rows, a frame as the store gives it."""
    records = [] if rows is None else rows.to_dict("records")
    stored: list[Row] = [{str(name): value for name, value in row.items()} for row in records]
    source = max((int(row["year"]) for row in stored), default=None)
    last = [row for row in stored if row["year"] == source]
    if dataset.indicators:
        lines = tuple(_of_indicators(dataset, last, year, language))
    else:
        lines = tuple(_blank(dataset, row, year) for row in last)
    example = _example(dataset, last, language)
    return Template(dataset, language, source, example, lines, _known(dataset, stored, lines))


def _blank(dataset: Dataset, row: Row, year: int | None) -> Line:
    keys = {key.id: _moved(key, row, year) for key in dataset.keys}
    return {YEAR.id: "" if year is None else year, **keys, SECTION.id: row[SECTION.id]}


def _moved(key: Key, row: Row, year: int | None) -> str:
    """The key's value; one that begins with its row's year (2020年春季学期) begins with the new one."""
    value, old = str(row[key.id]), str(row["year"])
    if key.endings and year is not None and value.startswith(old):
        return f"{year}{value.removeprefix(old)}"
    return value


def _of_indicators(dataset: Dataset, last: list[Row], year: int | None, language: Language) -> Iterator[Line]:
    """A line for each indicator declared; for one that several sections gave last year, a line each."""
    told: dict[str, list[str]] = {}
    for row in last:
        told.setdefault(row["indicator"], []).append(row[SECTION.id])
    for one in dataset.stored_indicators:
        for section in told.get(one.id, [one.section]):
            yield {
                YEAR.id: "" if year is None else year,
                "indicator": one.title(language),
                SECTION.id: section,
            }


def _example(dataset: Dataset, last: list[Row], language: Language) -> Line | None:
    """Last year's first row with the most figures as it is stored; its year says that it is an example."""
    measures = [measure.id for measure in dataset.stored_measures]
    if not last:
        return None
    row = max(last, key=lambda row: sum(not pd.isna(row[name]) for name in measures))
    cells: dict[str, Cell] = {
        column.id: _shown(row[column.id], column.id in measures) for column in dataset.file_columns
    }
    if dataset.indicators:
        cells["indicator"] = dataset.measure(row["indicator"]).title(language)
    for column in (*dataset.texts, *(key for key in dataset.keys if key.optional), *PROVENANCE):
        cells[column.id] = str(row[column.id])
    why = f"（{row['year']}年，不入库）" if language == "zh" else f" ({row['year']}, not loaded)"
    return cells | {YEAR.id: EXAMPLE.text(language) + why}


def _shown(value: Any, is_figure: bool) -> Cell:
    if not is_figure:
        return str(value)
    if pd.isna(value):
        return "/"
    return int(value) if value == int(value) else float(value)


def _known(dataset: Dataset, stored: list[Row], lines: tuple[Line, ...]) -> dict[str, tuple[str, ...]]:
    """The values of each key, those of the template first; terms of past years are no choice for the new one."""
    known = {}
    for key in dataset.keys:
        before = [] if dataset.indicators or key.endings else [str(row[key.id]) for row in stored]
        values = [*(str(line[key.id]) for line in lines), *before]
        known[key.id] = tuple(value for value in dict.fromkeys(values) if value)
    return known
