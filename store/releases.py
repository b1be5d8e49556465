"""Releases: what one accepted file changed, and how it is taken back.

A row is never updated or deleted; a release adds rows, and marks as retired the rows that they replace.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from schema import Dataset, Evidence
from store.aliases import remember
from store.engine import Store, newest_of
from store.evidence import is_kept, is_new, keep
from store.tables import release, undone, upload
from store.undoing import standing_on, take_back

PIECE = 1024 * 1024
Row = Mapping[str, Any] | sa.RowMapping


@dataclass(frozen=True)
class File:
    """A file as it came; `reading` is what the reader understood of it, in words."""

    name: str
    content: bytes
    reading: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Laid:
    """Rows as they will stand, whole, and what the file printed beside their figures."""

    rows: Sequence[Row]
    evidence: Sequence[Evidence] = ()


@dataclass(frozen=True)
class Arrival:
    """A file on its way in; `laid_on` lays what it says on the dataset's current rows."""

    dataset: Dataset
    file: File
    laid_on: Callable[[Sequence[Row]], Laid]


@dataclass(frozen=True)
class Accepted:
    """What a load changed; `release` is None where every row was already there and the file printed nothing new beside
    them: nothing was stored. One that brings no row keeps what was printed."""

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
    """The release is unknown, or is taken back already, or `later` ones touched the same rows and would go with it."""

    def __init__(self, asked: int, later: Sequence[int] = (), *, is_undone: bool = False) -> None:
        super().__init__(asked, later, is_undone)
        self.asked, self.later, self.is_undone = asked, tuple(later), is_undone


def accept(
    store: Store,
    arrivals: Sequence[Arrival],
    made_by: str,
    *,
    seen: int | None = None,
    names: Mapping[tuple[str, str], str] | None = None,
) -> list[Accepted]:
    """Store checked rows, a release a file, all in one transaction, with the aliases by which names were read.

    Rows are whole, dicts of all of the dataset's file columns. Raises: Moved where one of the datasets has had a
    release after `seen`, the newest one when the rows were previewed.
    """
    with store.writing() as connection:
        unmoved(connection, [one.dataset.id for one in arrivals], seen)
        remember(connection, store, names or {}, made_by)
        return [_accept_one(connection, store, arrival, made_by) for arrival in arrivals]


def unmoved(connection: sa.Connection, datasets: Sequence[str], seen: int | None) -> None:
    """Raises: Moved where one of the datasets has had a release after `seen`; none is asked about where it is None."""
    of_datasets = sa.select(sa.func.max(release.c.id)).where(release.c.dataset.in_(datasets))
    if seen is not None and (newest := connection.scalar(of_datasets) or 0) > seen:
        raise Moved(newest)


def _accept_one(connection: sa.Connection, store: Store, arrival: Arrival, made_by: str) -> Accepted:
    dataset = arrival.dataset
    table = store.tables[dataset.id]
    current = _current(connection, store, table)
    stored = {dataset.key_of(row): row for row in current}
    laid = arrival.laid_on(current)
    fresh, replaced = [], []
    for row in laid.rows:
        old = stored.get(dataset.key_of(row))
        if old is None:
            fresh.append(row)
        elif any(old[name] != value for name, value in row.items()):
            fresh.append(row)
            replaced.append(old["id"])
    unchanged = len(laid.rows) - len(fresh)
    if not fresh and not is_new(connection, store, dataset, laid.evidence):
        return Accepted(dataset.id, None, 0, 0, unchanged)
    number = begin_release(connection, store, dataset, arrival.file, made_by)
    _retire(connection, table, replaced, number)
    if fresh:
        connection.execute(sa.insert(table), [{**row, "school": store.school, "added": number} for row in fresh])
    keep(connection, store, number, laid.evidence)
    return Accepted(dataset.id, number, len(fresh) - len(replaced), len(replaced), unchanged)


def begin_release(connection: sa.Connection, store: Store, dataset: Dataset, file: File, made_by: str) -> int:
    """Keep the file's bytes, and the release that it is: its number. The rows follow in the same transaction."""
    sha256 = file.sha256
    if not connection.scalar(sa.select(sa.exists().where(upload.c.sha256 == sha256))):
        _keep(connection, sha256, file.content)
    return _new_release(
        connection,
        store,
        made_by=made_by,
        dataset=dataset.id,
        file_name=file.name,
        sha256=sha256,
        reading=file.reading,
    )


def _keep(connection: sa.Connection, sha256: str, content: bytes) -> None:
    """Store a file's bytes; in SQLite piece by piece, for it holds a value given to it several times over."""
    if connection.dialect.name != "sqlite":
        connection.execute(sa.insert(upload).values(sha256=sha256, content=content))
        return
    connection.execute(sa.insert(upload).values(sha256=sha256, content=sa.func.zeroblob(len(content))))
    row = connection.scalar(sa.select(sa.literal_column("rowid")).select_from(upload).where(upload.c.sha256 == sha256))
    driver = connection.connection.driver_connection
    assert driver is not None
    with driver.blobopen(upload.name, upload.c.content.name, row) as blob:
        for start in range(0, len(content), PIECE):
            blob.write(content[start : start + PIECE])


def undo(store: Store, number: int, made_by: str, *, along: Collection[int] = ()) -> Undone:
    """Take a release back by a new one: each row that it touched is again as it was before it.

    Raises: UndoRefused where there is no such release, where later ones that touched the same rows are not named in
    `along`, or where there is nothing left to take back.
    """
    if number > latest(store):  # however large a number is asked about, SQLite is not
        raise UndoRefused(number)
    with store.writing() as connection:
        dataset = _dataset_of(connection, store, number)
        standing = standing_on(connection, store, dataset, number)
        printed = is_kept(connection, store, number)
        if later := sorted(standing - {number, *along}):
            raise UndoRefused(number, later)
        with_others = f"，连带第 {'、'.join(map(str, sorted(along)))} 次" if along else ""
        undoing = _new_release(
            connection,
            store,
            made_by=made_by,
            dataset=dataset.id,
            reading=f"撤销第 {number} 次发布{with_others}",
            undoes=number,
        )
        retired, revived = take_back(connection, store, dataset, standing, undoing)
        if not retired and not revived and not printed:
            raise UndoRefused(number, is_undone=True)
        connection.execute(sa.insert(undone), [{"release": one, "by": undoing} for one in sorted(standing)])
        return Undone(undoing, number, retired, revived)


def taken_along(store: Store, number: int) -> list[int]:
    """The later releases that an undo of this one would take back with it, since they touched the same rows.

    Raises: UndoRefused where there is no such release.
    """
    with store.reading() as connection:
        dataset = _dataset_of(connection, store, number)
        return sorted(standing_on(connection, store, dataset, number) - {number})


def _dataset_of(connection: sa.Connection, store: Store, number: int) -> Dataset:
    name = connection.scalar(sa.select(release.c.dataset).where(release.c.id == number))
    if name not in store.tables:
        raise UndoRefused(number)
    return store.datasets[name]


def _current(connection: sa.Connection, store: Store, table: sa.Table) -> Sequence[Row]:
    query = sa.select(table).where(table.c.school == store.school, table.c.retired.is_(None))
    return connection.execute(query).mappings().all()


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
    return newest_of(store, release)


def touched(store: Store, as_of: int) -> dict[str, int]:
    """The last release up to `as_of` that touched each dataset: its rows have stood unchanged since."""
    query = sa.select(release.c.dataset, sa.func.max(release.c.id)).where(release.c.id <= as_of)
    with store.reading() as connection:
        return dict(connection.execute(query.group_by(release.c.dataset)).tuples().all())
