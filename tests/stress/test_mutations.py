"""Ten thousand mutated files: no traceback, a line for each problem, no stored row that was not previewed.

The files are made of a seed and a number; a failure says both, and STRESS_SEED repeats the run.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import catalogue
from loaders import Reading, load, read_file
from loaders.deciding.commit import Refused
from loaders.deciding.preview import Change, previews
from loaders.files import bounded
from loaders.files.opening import process
from loaders.files.text import visible
from loaders.reading.check import said_otherwise
from schema import PROVENANCE, Dataset
from store import Store
from store.engine import school_name
from store.releases import UndoRefused, latest, releases, undo
from store.rows import rows
from tests.stress.mutations import mutated_csv, mutated_workbook
from tests.stress.scale import SEED, scaled

DATASETS = catalogue.datasets()
Key = tuple[Any, ...]
State = dict[str, dict[Key, dict[str, Any]]]


@pytest.mark.parametrize(("name", "mutated", "first", "count"), [
    ("csv", mutated_csv, 0, scaled(150, 9_000)),
    ("xlsx", mutated_workbook, 0, scaled(25, 900)),
])  # fmt: skip
def test_a_mutated_file_is_read_previewed_and_stored_as_it_was_previewed(
    name: str,
    mutated: Callable[[random.Random], bytes],
    first: int,
    count: int,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Workbooks are opened in this process, to open many of them; below some go through the real child."""
    monkeypatch.setattr(bounded, "told", opened_here)
    accepted = sum(go(store, name, mutated, number) for number in range(first, first + count))
    assert count / 20 < accepted < count, f"{accepted} of {count}: mutations that show little"


def test_a_mutated_workbook_goes_through_the_child_as_well(store: Store) -> None:
    for number in range(10_000, 10_000 + scaled(3, 100)):
        go(store, "xlsx", mutated_workbook, number)


def opened_here(content: bytes, limits: Mapping[str, int]) -> list[Any]:
    try:
        return list(process.told(content, limits))
    except Exception:  # whatever ends the child
        return [{"refused": "damaged"}]


def go(store: Store, name: str, mutated: Callable[[random.Random], bytes], number: int) -> bool:
    """Take one file through; whether it was accepted."""
    content = mutated(random.Random(f"{SEED} {name} {number}"))
    try:
        readings = read_file(f"{number}.{name}", content, DATASETS)
        problems = [problem for reading in readings for problem in reading.problems]
        assert readings
        for problem in problems:
            for line in (problem.text("zh"), problem.text("en")):
                assert line.startswith(f"{number}.{name}")
                assert visible(line) == line
        if problems:
            with pytest.raises(Refused):
                load(store, readings, "tester")
            return False
        stored_as_previewed(store, readings)
    except Exception as error:
        Path(f"/tmp/stress-{SEED}-{number}.{name}").write_bytes(content)
        raise AssertionError(f"STRESS_SEED={SEED}, file {number}.{name}, kept in /tmp") from error
    return any(reading.rows for reading in readings)


def stored_as_previewed(store: Store, readings: Sequence[Reading]) -> None:
    assert not any(said_otherwise(readings))
    before, newest = state(store), latest(store)
    wanted: State = {dataset: dict(held) for dataset, held in before.items()}
    bringing = 0
    stored = {dataset.id: rows(store, dataset) for dataset in DATASETS}
    for seen in previews([one for one in readings if one.dataset], stored, {}, school_name(store)):
        dataset = seen.dataset
        changes = [change for change in seen.changes if change.kind != "unchanged"]
        bringing += bool(changes)
        wanted[dataset.id].update(dict(previewed(dataset, changes)))
    accepted = load(store, readings, "tester", seen=newest)
    assert state(store) == wanted
    made = [one for one in accepted if one.release is not None]
    assert sum(bool(one.new + one.changed) for one in made) == bringing
    assert latest(store) == newest + len(made)
    for one in reversed(accepted):
        if one.release is not None:
            taken_back(store, one.release)
    assert state(store) == before


def taken_back(store: Store, release: int) -> None:
    """Undo a release, with what stands on it where two tables of the file bring parts of one row."""
    try:
        undo(store, release, "tester")
    except UndoRefused as refused:
        undo(store, release, "tester", along=refused.later)


def previewed(dataset: Dataset, changes: Sequence[Change]) -> Iterator[tuple[Key, dict[str, Any]]]:
    blank = {column.id: "" for column in PROVENANCE}
    for change in changes:
        yield dataset.key_of(change.row), blank | change.row


def state(store: Store) -> State:
    """The current rows of all datasets, as SQLite has them."""
    with closing(sqlite3.connect(str(store.engine.url.database))) as connection:
        connection.row_factory = sqlite3.Row
        return {dataset.id: dict(_current(connection, dataset)) for dataset in DATASETS}


def _current(connection: sqlite3.Connection, dataset: Dataset) -> Iterator[tuple[Key, dict[str, Any]]]:
    columns = ", ".join(column.id for column in dataset.file_columns)
    for found in connection.execute(f"SELECT {columns} FROM {dataset.id}"):
        row = dict(found)
        yield dataset.key_of(row), row


def test_every_release_of_the_run_is_in_the_history(store: Store) -> None:
    assert [release.id for release in releases(store)] == list(range(latest(store), 0, -1))
