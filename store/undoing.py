"""Which releases stand on the rows of another, and what these rows were before it; queries, for rows may be many."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from schema import Dataset
from store.engine import Store


def standing_on(connection: sa.Connection, store: Store, dataset: Dataset, number: int) -> set[int]:
    """The release, and the later ones that touched its rows, or rows of those."""
    found: set[int] = set()
    to_look_at = {number}
    while to_look_at:
        one = to_look_at.pop()
        found.add(one)
        to_look_at |= _later(connection, store, dataset, one) - found
    return found


def _later(connection: sa.Connection, store: Store, dataset: Dataset, number: int) -> set[int]:
    """The releases after `number` that added or retired a row under a key of which it added or retired a row."""
    table = store.tables[dataset.id]
    key = [table.c[name] for name in dataset.row_key]
    own = table.c.school == store.school
    touched = sa.select(*key).where(own, (table.c.added == number) | (table.c.retired == number))
    return {
        later
        for at in (table.c.added, table.c.retired)
        for later in connection.scalars(sa.select(at).distinct().where(own, at > number, sa.tuple_(*key).in_(touched)))
    }


def take_back(
    connection: sa.Connection, store: Store, dataset: Dataset, releases: Collection[int], undoing: int
) -> tuple[int, int]:
    """Each row that the releases touched is again as it was before the first of them that touched it: how many rows
    the release `undoing` retires, and how many it brings back."""
    table = store.tables[dataset.id]
    now, before = table.alias("now"), table.alias("before")
    first = _first_touched(store, dataset, releases)
    # what is being retired was current until now
    is_now = sa.and_(now.c.school == store.school, now.c.retired.is_(None) | (now.c.retired == undoing))
    is_before = sa.and_(
        before.c.school == store.school,
        before.c.added < first.c.at,
        before.c.retired.is_(None) | (before.c.retired >= first.c.at),
    )
    differs = sa.or_(*(now.c[one.id].is_distinct_from(before.c[one.id]) for one in dataset.file_columns))

    def same(one: sa.FromClause) -> sa.ColumnElement[bool]:
        return sa.and_(*(one.c[name] == first.c[name] for name in dataset.row_key))

    taken = (
        sa.select(now.c.id)
        .select_from(first)
        .join(now, sa.and_(same(now), is_now))
        .outerjoin(before, sa.and_(same(before), is_before))
        .where(before.c.id.is_(None) | differs)
    )
    kept = [column.name for column in table.c if column.name not in ("id", "added", "retired")]
    revived = (
        sa.select(sa.literal(undoing), *(before.c[name] for name in kept))
        .select_from(first)
        .join(before, sa.and_(same(before), is_before))
        .outerjoin(now, sa.and_(same(now), is_now))
        .where(now.c.id.is_(None) | differs)
        .order_by(before.c.id)
    )
    retired = connection.execute(sa.update(table).where(table.c.id.in_(taken)).values(retired=undoing)).rowcount
    return retired, connection.execute(sa.insert(table).from_select(["added", *kept], revived)).rowcount


def _first_touched(store: Store, dataset: Dataset, releases: Collection[int]) -> sa.Subquery:
    """The keys of the rows that the releases touched, each with the first release that did, as `at`."""
    table = store.tables[dataset.id]
    key = [table.c[name] for name in dataset.row_key]
    touches = sa.union_all(
        *(
            sa.select(*key, at.label("at")).where(table.c.school == store.school, at.in_(releases))
            for at in (table.c.added, table.c.retired)
        )
    ).subquery()
    keys = [touches.c[name] for name in dataset.row_key]
    return sa.select(*keys, sa.func.min(touches.c.at).label("at")).group_by(*keys).subquery("first_touched")
