"""Releases: what one accepted file changed, and how it is taken back.

A row is never updated or deleted; a release adds rows, and marks as retired the rows that they replace.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from schema import PROVENANCE, Dataset
from store.aliases import remember
from store.engine import Store
from store.tables import release, upload

Row = Mapping[str, Any] | sa.RowMapping


@dataclass(frozen=True)
class File:
    """A file as it came; `reading` is what the reader understood of it, in words.

    `brings` are the columns it has: notes, sections and words that it lacks are not compared with what is stored.
    """

    name: str
    content: bytes
    reading: str
    brings: frozenset[str] = frozenset()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Accepted:
    """What a load changed; `release` is None where every row was already there, and nothing was stored."""

    dataset: str
    release: int | None
    new: int
    changed: int
    unchanged: int


@dataclass(frozen=True)
class Release:
    """One release as the history shows it; `added` and `retired` count its rows."""

    id: int
    made_at: datetime
    made_by: str
    dataset: str
    file_name: str | None
    sha256: str | None
    reading: str
    undoes: int | None
    added: int
    retired: int


@dataclass(frozen=True)
class Undone:
    """The release that took another back, with the rows it retired and brought back."""

    release: int
    undoes: int
    retired: int
    revived: int


class Moved(Exception):
    """The data changed since it was previewed: `release` is the one that came between."""

    def __init__(self, release: int) -> None:
        super().__init__(release)
        self.release = release


class UndoRefused(Exception):
    """The release is unknown, or later ones stand on its rows: `later` names those to undo first."""

    def __init__(self, asked: int, later: Sequence[int] = ()) -> None:
        super().__init__(asked, later)
        self.asked, self.later = asked, tuple(later)


def accept(
    store: Store,
    arrivals: Sequence[tuple[Dataset, Sequence[Row], File]],
    made_by: str,
    *,
    seen: int | None = None,
    names: Mapping[tuple[str, str], str] | None = None,
) -> list[Accepted]:
    """Store checked rows, a release a file, all in one transaction, with the aliases by which names were read.

    Rows are dicts of the dataset's stored columns. Raises: Moved where one of the datasets has had a release after
    `seen`, the newest one when the rows were previewed.
    """
    with store.writing() as connection:
        if seen is not None and (newer := _newest(connection, [dataset.id for dataset, *_ in arrivals])) > seen:
            raise Moved(newer)
        remember(connection, store, names or {}, made_by)
        return [_accept_one(connection, store, *arrival, made_by) for arrival in arrivals]


def _newest(connection: sa.Connection, datasets: Sequence[str]) -> int:
    return connection.scalar(sa.select(sa.func.max(release.c.id)).where(release.c.dataset.in_(datasets))) or 0


def _accept_one(
    connection: sa.Connection, store: Store, dataset: Dataset, rows: Sequence[Row], file: File, made_by: str
) -> Accepted:
    table = store.tables[dataset.id]
    stored = {_key(dataset, row): row for row in _current(connection, store, table)}
    silent = {column.id for column in PROVENANCE} - file.brings
    fresh, replaced = [], []
    for row in rows:
        old = stored.get(_key(dataset, row))
        if old is None:
            fresh.append(row)
        elif any(old[name] != value for name, value in row.items() if name not in silent):
            fresh.append(row)
            replaced.append(old["id"])
    unchanged = len(rows) - len(fresh)
    if not fresh:
        return Accepted(dataset.id, None, 0, 0, unchanged)
    if not connection.scalar(sa.select(sa.exists().where(upload.c.sha256 == file.sha256))):
        connection.execute(sa.insert(upload).values(sha256=file.sha256, content=file.content))
    number = _new_release(
        connection,
        store,
        made_by=made_by,
        dataset=dataset.id,
        file_name=file.name,
        sha256=file.sha256,
        reading=file.reading,
    )
    _retire(connection, table, replaced, number)
    blank = {column.id: "" for column in PROVENANCE}
    connection.execute(sa.insert(table), [{**blank, **row, "school": store.school, "added": number} for row in fresh])
    return Accepted(dataset.id, number, len(fresh) - len(replaced), len(replaced), unchanged)


def undo(store: Store, number: int, made_by: str) -> Undone:
    """Take a release back by a new one: its rows are retired, the rows it retired come back as they were.

    Raises: UndoRefused where there is no such release, or a later one touched the same rows.
    """
    if number > latest(store):  # however large a number is asked about, SQLite is not
        raise UndoRefused(number)
    with store.writing() as connection:
        target = connection.execute(sa.select(release).where(release.c.id == number)).mappings().first()
        if target is None or target["dataset"] not in store.tables:
            raise UndoRefused(number)
        table = store.tables[target["dataset"]]
        brought = connection.execute(sa.select(table).where(table.c.added == number)).mappings().all()
        taken = connection.execute(sa.select(table).where(table.c.retired == number)).mappings().all()
        if later := _later(connection, store, table, number, [*brought, *taken]):
            raise UndoRefused(number, later)
        undoing = _new_release(
            connection,
            store,
            made_by=made_by,
            dataset=target["dataset"],
            reading=f"撤销第 {number} 次发布",
            undoes=number,
        )
        _retire(connection, table, [row["id"] for row in brought], undoing)
        revived = [{k: v for k, v in row.items() if k != "id"} | {"added": undoing, "retired": None} for row in taken]
        if revived:
            connection.execute(sa.insert(table), revived)
        return Undone(undoing, number, len(brought), len(revived))


def _later(connection: sa.Connection, store: Store, table: sa.Table, number: int, rows: Sequence[Row]) -> list[int]:
    """The releases after `number` that added or retired a row under one of these rows' keys."""
    dataset = store.datasets[table.name.removesuffix("_row")]
    keys = {_key(dataset, row) for row in rows}
    since = connection.execute(
        sa.select(table).where(table.c.school == store.school, (table.c.added > number) | (table.c.retired > number))
    ).mappings()
    touched = [row for row in since if _key(dataset, row) in keys]
    return sorted({at for row in touched for at in (row["added"], row["retired"]) if at and at > number})


def _current(connection: sa.Connection, store: Store, table: sa.Table) -> Sequence[Row]:
    query = sa.select(table).where(table.c.school == store.school, table.c.retired.is_(None))
    return connection.execute(query).mappings().all()


def _key(dataset: Dataset, row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in dataset.row_key)


def _new_release(connection: sa.Connection, store: Store, **values: Any) -> int:
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    made = connection.execute(sa.insert(release).values(school=store.school, made_at=made_at, **values))
    assert made.inserted_primary_key is not None
    return int(made.inserted_primary_key[0])


def _retire(connection: sa.Connection, table: sa.Table, ids: Sequence[int], number: int) -> None:
    if ids:
        connection.execute(
            sa.update(table).where(table.c.id == sa.bindparam("row")).values(retired=number),
            [{"row": one} for one in ids],
        )


def releases(store: Store) -> list[Release]:
    """Every release, newest first."""
    with store.reading() as connection:
        found = connection.execute(sa.select(release).order_by(release.c.id.desc())).mappings().all()
        counts: dict[tuple[str, str], dict[int, int]] = {
            (name, column): dict(
                connection.execute(sa.select(table.c[column], sa.func.count()).group_by(table.c[column])).tuples().all()
            )
            for name, table in store.tables.items()
            for column in ("added", "retired")
        }
    return [
        Release(
            **{name: row[name] for name in ("id", "made_by", "dataset", "file_name", "sha256", "reading", "undoes")},
            made_at=datetime.fromisoformat(row["made_at"]),
            added=counts.get((row["dataset"], "added"), {}).get(row["id"], 0),
            retired=counts.get((row["dataset"], "retired"), {}).get(row["id"], 0),
        )
        for row in found
    ]


def file_of(store: Store, number: int) -> bytes | None:
    """The bytes of the file that a release came from, as they were; None for an undo."""
    query = sa.select(upload.c.content).join(release, release.c.sha256 == upload.c.sha256).where(release.c.id == number)
    with store.reading() as connection:
        return connection.scalar(query)


def latest(store: Store) -> int:
    """The number of the newest release; 0 for an empty store. Whoever caches rows keeps it in the key."""
    with store.reading() as connection:
        if not sa.inspect(connection).has_table(release.name):
            return 0
        return connection.scalar(sa.select(sa.func.max(release.c.id))) or 0
