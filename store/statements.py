"""What a school says about its figures, in the store: each change appends a version; nothing is overwritten."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from schema import Statement
from store.engine import Store, newest_of
from store.tables import statement


@dataclass(frozen=True)
class Said:
    """A version of a statement: who said it, and when; `withdrawn` where it holds no more."""

    statement: Statement
    version: int
    made_at: datetime
    made_by: str
    withdrawn: bool = False
    restores: int | None = None


class AlreadySaid(Exception):
    """Another statement of the same kind speaks of the same place: `standing` is it."""

    def __init__(self, standing: Said) -> None:
        super().__init__(standing)
        self.standing = standing


class NoStatement(LookupError):
    """The store has no statement of that id."""


class SaidMeanwhile(Exception):
    """Somebody has said a newer version: `newest` is it."""

    def __init__(self, newest: Said) -> None:
        super().__init__(newest)
        self.newest = newest


def say(store: Store, one: Statement, made_by: str, seen: int | None = None) -> int:
    """Append a version of the statement, a new one or known; gives the version's number.

    `seen` is the version that was changed. Notes may stand several at one point. Raises: AlreadySaid for a second
    target, line or break of one place, SaidMeanwhile where the version seen is not the newest.
    """
    with store.writing() as connection:
        _hold(connection, store, one.id, seen)
        standing = _standing(connection, store)
        if one.kind != "note":
            twin = next((own for own in standing if own.statement.place == one.place), None)
            if twin is not None and twin.statement.id != one.id:
                raise AlreadySaid(twin)
        known = next((own for own in standing if own.statement == one), None)
        return known.version if known is not None else _append(connection, store, one, made_by)


def say_all(store: Store, found: Sequence[Statement], made_by: str) -> list[int]:
    """Append a version of each statement in one transaction, all or none; gives those that were made: what stands
    already word for word has none. Each has the id of the one that stands at its place. Raises: AlreadySaid."""
    with store.writing() as connection:
        standing = {own.statement.place: own for own in _standing(connection, store)}
        for one in found:
            twin = standing.get(one.place)
            if twin is not None and twin.statement.id != one.id:
                raise AlreadySaid(twin)
        fresh = [one for one in found if one not in {own.statement for own in standing.values()}]
        return [_append(connection, store, one, made_by) for one in fresh]


def undo_all(store: Store, made: Sequence[int], made_by: str) -> int:
    """Take back versions that were made together, in one transaction, as far as each is still its statement's newest;
    gives how many."""
    own = statement.c
    query = sa.select(own.statement).distinct().where(own.id.in_(made), own.school == store.school)
    with store.writing() as connection:
        known = {name: _versions(connection, store, name) for name in connection.scalars(query)}
        newest = [one for one in known.values() if one[0].version in made]
        for one in newest:
            _take_back(connection, store, one, made_by)
        return len(newest)


def withdraw(store: Store, statement_id: str, made_by: str, seen: int | None = None) -> int:
    """Take a statement back, by a version that says so; `undo` brings it back. Raises: NoStatement, SaidMeanwhile."""
    with store.writing() as connection:
        _hold(connection, store, statement_id, seen)
        newest = _versions(connection, store, statement_id)[0]
        return _append(connection, store, newest.statement, made_by, withdrawn=True)


def undo(store: Store, statement_id: str, made_by: str) -> int:
    """Append the version before the one that stands; the first version undone is withdrawn.

    A second undo goes one version further back. Raises: NoStatement.
    """
    with store.writing() as connection:
        return _take_back(connection, store, _versions(connection, store, statement_id), made_by)


def _take_back(connection: sa.Connection, store: Store, known: Sequence[Said], made_by: str) -> int:
    """Append what stood before the newest of a statement's versions."""
    newest, *older = known
    at = newest.restores or newest.version
    before = next((one for one in older if one.version < at), None)
    if before is None:
        return _append(connection, store, newest.statement, made_by, withdrawn=True)
    origin = before.restores or before.version
    return _append(connection, store, before.statement, made_by, withdrawn=before.withdrawn, restores=origin)


def statements(store: Store, *, withdrawn: bool = False) -> list[Said]:
    """The newest version of every statement that stands, or of those withdrawn, in the order they were first said."""
    with store.reading() as connection:
        if not sa.inspect(connection).has_table(statement.name):
            return []
        return _standing(connection, store, withdrawn=withdrawn)


def versions(store: Store, statement_id: str) -> list[Said]:
    """Every version of a statement, the newest first. Raises: NoStatement."""
    with store.reading() as connection:
        return _versions(connection, store, statement_id)


def newest_version(store: Store) -> int:
    """The number of the newest version of any statement; 0 where there is none. Whoever caches keeps it in the key."""
    return newest_of(store, statement)


def spoken_of(store: Store, up_to: int) -> dict[str, int]:
    """The newest version, up to this one, of any statement about each dataset."""
    own = statement.c
    query = sa.select(own.dataset, sa.func.max(own.id)).where(own.id <= up_to).group_by(own.dataset)
    with store.reading() as connection:
        return dict(connection.execute(query).tuples().all())


def _hold(connection: sa.Connection, store: Store, statement_id: str, seen: int | None) -> None:
    if seen is not None and (newest := _versions(connection, store, statement_id)[0]).version != seen:
        raise SaidMeanwhile(newest)


def _standing(connection: sa.Connection, store: Store, *, withdrawn: bool = False) -> list[Said]:
    own = statement.c
    newest = sa.select(sa.func.max(own.id)).where(own.school == store.school).group_by(own.statement)
    first = sa.select(own.statement, sa.func.min(own.id).label("first")).group_by(own.statement).subquery()
    query = (
        sa.select(statement)
        .join(first, first.c.statement == own.statement)
        .where(own.id.in_(newest), own.withdrawn == sa.literal(withdrawn))
        .order_by(first.c.first)
    )
    return [_said(row) for row in connection.execute(query).mappings()]


def _versions(connection: sa.Connection, store: Store, statement_id: str) -> list[Said]:
    own = statement.c
    query = sa.select(statement).where(own.school == store.school, own.statement == statement_id)
    found = [_said(row) for row in connection.execute(query.order_by(own.id.desc())).mappings()]
    if not found:
        raise NoStatement(statement_id)
    return found


def _append(
    connection: sa.Connection,
    store: Store,
    one: Statement,
    made_by: str,
    *,
    withdrawn: bool = False,
    restores: int | None = None,
) -> int:
    values = {
        "statement": one.id,
        "school": store.school,
        "kind": one.kind,
        "dataset": one.dataset,
        "content": json.dumps(asdict(one), ensure_ascii=False),
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "made_by": made_by,
        "withdrawn": withdrawn,
        "restores": restores,
    }
    made = connection.execute(sa.insert(statement).values(values))
    assert made.inserted_primary_key is not None
    return int(made.inserted_primary_key[0])


def _said(row: sa.RowMapping) -> Said:
    content: dict[str, Any] = json.loads(row["content"])
    members = tuple((key, value) for key, value in content["members"])
    return Said(
        Statement(**content | {"members": members}),
        row["id"],
        datetime.fromisoformat(row["made_at"]),
        row["made_by"],
        row["withdrawn"],
        row["restores"],
    )
