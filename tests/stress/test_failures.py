"""A failure at each statement of a load and of an undo, at the commit, and for want of room: nothing is changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
import sqlalchemy.event

import catalogue
from loaders import load, read_file
from store import Store
from store.releases import latest, undo

CHANGED = "年份,专业,就业率,对口就业率,初次就业起薪\n2020,电子商务,99.8,97.1,3378\n2021,护理,99,98,3500\n"
FITNESS = "年份,测评对象,及格率,优良率\n2020,高一,91,31\n2021,高一,92,32\n"


class Injected(Exception):
    """The failure that the test brings about."""


def two_files(store: Store) -> None:
    """One release replaces a row and adds one, the other too; an alias is kept with them."""
    readings = [
        one
        for name, text in (("e.csv", CHANGED), ("f.csv", FITNESS))
        for one in read_file(name, text.encode(), catalogue.datasets())
    ]
    load(store, readings, "tester", seen=latest(store), names={("major", "电商"): "电子商务"})


def undo_of_the_last(store: Store) -> None:
    undo(store, latest(store), "tester")


def dump(store: Store) -> list[str]:
    with closing(sqlite3.connect(str(store.engine.url.database))) as connection:
        return list(connection.iterdump())


@contextmanager
def failing_at(store: Store, number: int) -> Iterator[list[str]]:
    """The engine with a failure before its statement of that number; yields the statements that it was asked."""
    asked: list[str] = []

    def before(_connection: object, _cursor: object, statement: str, *_: Any) -> None:
        asked.append(statement)
        if len(asked) == number:
            raise Injected(statement)

    sqlalchemy.event.listen(store.engine, "before_cursor_execute", before)
    try:
        yield asked
    finally:
        sqlalchemy.event.remove(store.engine, "before_cursor_execute", before)


BOTH = pytest.mark.parametrize(
    ("prepare", "change"), [(None, two_files), (two_files, undo_of_the_last)], ids=["load", "undo"]
)


@BOTH
def test_a_failure_at_any_statement_changes_nothing(
    store: Store, prepare: Callable[[Store], None] | None, change: Callable[[Store], None]
) -> None:
    if prepare:
        prepare(store)
    before = dump(store)
    number = 0
    while True:
        number += 1
        with failing_at(store, number) as asked:
            try:
                change(store)
            except Injected:
                assert dump(store) == before, asked[-1]
                continue
        break
    writes = [statement.split()[0] for statement in asked if statement.split()[0] in ("INSERT", "UPDATE")]
    assert writes.count("INSERT") >= 2
    assert "UPDATE" in writes
    assert number == len(asked) + 1
    assert dump(store) != before


@BOTH
def test_a_failure_at_the_commit_changes_nothing(
    store: Store, prepare: Callable[[Store], None] | None, change: Callable[[Store], None]
) -> None:
    if prepare:
        prepare(store)
    before = dump(store)

    def failed(connection: sa.Connection) -> None:
        if connection.get_execution_options().get("write"):
            raise Injected("COMMIT")

    sqlalchemy.event.listen(store.engine, "commit", failed)
    with pytest.raises(Injected):
        change(store)
    assert dump(store) == before
    sqlalchemy.event.remove(store.engine, "commit", failed)
    change(store)
    assert dump(store) != before


def test_a_full_disk_changes_nothing(store: Store) -> None:
    """SQLite itself fails, wherever in the transaction the last page is used up."""
    lines = "".join(f"2021,专业{number}{'长' * 40},{number % 100}\n" for number in range(400))
    readings = read_file("e.csv", f"年份,专业,就业率\n{lines}".encode(), catalogue.datasets())
    before = dump(store)
    with store.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    more, failed = 0, 0
    while True:
        allowed = pages + more

        def limit(connection: sqlite3.Connection, _record: object, allowed: int = allowed) -> None:
            connection.execute(f"PRAGMA max_page_count = {allowed}")

        store.engine.dispose()
        sqlalchemy.event.listen(store.engine, "connect", limit)
        try:
            load(store, readings, "tester")
        except sa.exc.DatabaseError as error:
            assert "full" in str(error)
            assert dump(store) == before
            more, failed = more + 3, failed + 1
            continue
        finally:
            sqlalchemy.event.remove(store.engine, "connect", limit)
        break
    assert failed > 5
    assert dump(store) != before
