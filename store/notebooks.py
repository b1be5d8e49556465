"""Notebooks in the store: a save appends a version, an undo appends an earlier one again; nothing is overwritten."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from schema import Cell, Notebook
from store.engine import Store
from store.tables import notebook, notebook_version


@dataclass(frozen=True)
class Kept:
    """A stored version of a notebook: the newest that stands, as `notebooks` and `read` give it."""

    notebook: Notebook
    version: int
    made_at: datetime
    made_by: str
    removed: bool = False
    restores: int | None = None


class NoNotebook(LookupError):
    """The store has no notebook of that id."""


class ChangedMeanwhile(Exception):
    """Somebody saved the notebook after the version that this change began from: `version` is theirs."""

    def __init__(self, version: int) -> None:
        super().__init__(version)
        self.version = version


def save(store: Store, one: Notebook, made_by: str, *, seen: int | None = None) -> int:
    """Append a version of the notebook, a new one or known; gives the version's number.

    A notebook saved as it stands gets no version. Raises: ChangedMeanwhile where its newest version is not `seen`.
    """
    with store.writing() as connection:
        newest = _newest(connection, store, one.id)
        if newest is None:
            made = {"id": one.id, "school": store.school, "made_at": _now(), "made_by": made_by}
            connection.execute(sa.insert(notebook).values(made))
        elif seen is not None and newest.version != seen:
            raise ChangedMeanwhile(newest.version)
        elif newest.notebook == one and not newest.removed:
            return newest.version
        return _append(connection, one, made_by)


def remove(store: Store, notebook_id: str, made_by: str) -> int:
    """Put a notebook away, by a version that says so; `undo` brings it back. Raises: NoNotebook."""
    with store.writing() as connection:
        return _append(connection, _required(connection, store, notebook_id).notebook, made_by, removed=True)


def undo(store: Store, notebook_id: str, made_by: str) -> int | None:
    """Append the version before the one that stands, whatever that one changed; None where there is none before.

    A second undo goes one version further back. Raises: NoNotebook.
    """
    with store.writing() as connection:
        standing = _required(connection, store, notebook_id)
        at = standing.restores or standing.version
        own = notebook_version.c
        query = sa.select(notebook_version).where(own.notebook == notebook_id, own.id < at)
        before = connection.execute(query.order_by(own.id.desc())).mappings().first()
        if before is None:
            return None
        origin = before["restores"] or before["id"]
        return _append(connection, _kept(before).notebook, made_by, removed=before["removed"], restores=origin)


def notebooks(store: Store) -> list[Kept]:
    """The newest version of every notebook that is not put away, the last saved first."""
    newest = sa.select(sa.func.max(notebook_version.c.id)).group_by(notebook_version.c.notebook)
    query = (
        sa.select(notebook_version)
        .join(notebook, notebook.c.id == notebook_version.c.notebook)
        .where(notebook.c.school == store.school, notebook_version.c.id.in_(newest), ~notebook_version.c.removed)
        .order_by(notebook_version.c.id.desc())
    )
    with store.reading() as connection:
        if not sa.inspect(connection).has_table(notebook.name):
            return []
        return [_kept(row) for row in connection.execute(query).mappings()]


def read(store: Store, notebook_id: str) -> Kept:
    """The newest version of a notebook, put away or not. Raises: NoNotebook."""
    with store.reading() as connection:
        if not sa.inspect(connection).has_table(notebook.name):
            raise NoNotebook(notebook_id)
        return _required(connection, store, notebook_id)


def versions(store: Store, notebook_id: str) -> list[Kept]:
    """Every version of a notebook, the newest first; none where there is no such notebook."""
    with store.reading() as connection:
        if not sa.inspect(connection).has_table(notebook.name):
            return []
        return [_kept(row) for row in connection.execute(_versions(store, notebook_id)).mappings()]


def _versions(store: Store, notebook_id: str) -> sa.Select[Any]:
    return (
        sa.select(notebook_version)
        .join(notebook, notebook.c.id == notebook_version.c.notebook)
        .where(notebook.c.school == store.school, notebook.c.id == notebook_id)
        .order_by(notebook_version.c.id.desc())
    )


def _newest(connection: sa.Connection, store: Store, notebook_id: str) -> Kept | None:
    row = connection.execute(_versions(store, notebook_id).limit(1)).mappings().first()
    return None if row is None else _kept(row)


def _required(connection: sa.Connection, store: Store, notebook_id: str) -> Kept:
    found = _newest(connection, store, notebook_id)
    if found is None:
        raise NoNotebook(notebook_id)
    return found


def _append(
    connection: sa.Connection, one: Notebook, made_by: str, *, removed: bool = False, restores: int | None = None
) -> int:
    cells = json.dumps([asdict(cell) for cell in one.cells], ensure_ascii=False)
    values = {"notebook": one.id, "made_at": _now(), "made_by": made_by, "title": one.title, "cells": cells}
    made = connection.execute(sa.insert(notebook_version).values(**values, removed=removed, restores=restores))
    assert made.inserted_primary_key is not None
    return int(made.inserted_primary_key[0])


def _kept(row: sa.RowMapping) -> Kept:
    cells = tuple(_cell(one) for one in json.loads(row["cells"]))
    return Kept(
        Notebook(row["title"], cells, row["notebook"]),
        row["id"],
        datetime.fromisoformat(row["made_at"]),
        row["made_by"],
        row["removed"],
        row["restores"],
    )


def _cell(stored: dict[str, Any]) -> Cell:
    return Cell(**stored | {"years": tuple(stored["years"]), "shown": tuple(stored["shown"])})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
