"""The report's own tables as people paste them from Word, three years on, come to exactly the rows of `data/`."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import catalogue
from loaders import read_file
from schema import Dataset
from tests import report_tables
from tests.report_tables import DATASETS, MOVED, Pasted

SHIPPED = Path(__file__).parent.parent / "data"
CASES = [
    pytest.param(name, table, id=f"{name}-{shape}".replace(" ", "-"))
    for name in report_tables.names()
    for shape, table in report_tables.shapes(name)
]

Rows = dict[str, set[tuple[Any, ...]]]


def columns(dataset: Dataset) -> list[str]:
    stored = (*dataset.keys, *dataset.stored_measures, *dataset.texts)
    return ["year", *(column.id for column in stored)]


@cache
def stored() -> Rows:
    """The rows of `data/` with their years, and the years in their names, moved on."""
    found: Rows = {}
    for dataset in catalogue.datasets():
        [reading] = read_file(dataset.id, (SHIPPED / f"{dataset.id}.csv").read_bytes(), catalogue.datasets())
        for row in reading.rows:
            later = dict(row) | {"year": row["year"] + MOVED}
            for key in dataset.keys:
                if key.endings:
                    later[key.id] = re.sub(r"\d{4}", lambda year: str(int(year[0]) + MOVED), row[key.id])
            found.setdefault(dataset.id, set()).add(tuple(later[column] for column in columns(dataset)))
    return found


def read(file: str, content: bytes) -> Rows:
    """The rows of a file by dataset; nothing in it is a problem."""
    readings = read_file(file, content, catalogue.datasets())
    assert [problem.text("zh") for reading in readings for problem in reading.problems] == []
    found: Rows = {}
    for reading in readings:
        if reading.dataset is not None:
            rows = [tuple(row[column] for column in columns(reading.dataset)) for row in reading.rows]
            found.setdefault(reading.dataset.id, set()).update(rows)
    return found


def assert_is(name: str, found: Rows) -> None:
    """Everything that the table says was read, and nothing else."""
    assert set(found) == set(DATASETS.get(name, (name,)))
    for dataset, rows in found.items():
        if dataset == "scorecard":
            lines = len(report_tables.pasted(name).cells) - 1
            assert len(rows) == 2 * lines
            assert rows <= stored()[dataset]
        else:
            assert rows == stored()[dataset]


@pytest.mark.parametrize(("name", "table"), CASES)
def test_a_pasted_table_is_read_for_what_it_says(name: str, table: Pasted) -> None:
    assert_is(name, read(f"{name}.csv", report_tables.as_csv(table)))
    assert_is(name, read(f"{name}.xlsx", report_tables.as_workbook(("Sheet1", table))))


@pytest.mark.parametrize("name", report_tables.names())
def test_how_a_file_was_saved_makes_no_difference(name: str) -> None:
    """Numbers as numbers, percents by their format; the encoding of a Chinese Windows, tabs between the cells."""
    table = report_tables.pasted(name)
    assert_is(name, read(f"{name}.xlsx", report_tables.as_workbook(("Sheet1", table), numbers=True)))
    assert_is(name, read(f"{name}.csv", report_tables.as_csv(table, "gb18030")))
    assert_is(name, read(f"{name}.csv", report_tables.as_csv(table, "utf-16", "\t")))
