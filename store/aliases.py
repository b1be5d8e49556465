"""The names under which files bring a stored name, as users confirmed them; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import sqlalchemy as sa

from store.engine import Store
from store.tables import alias


def aliases(store: Store) -> dict[tuple[str, str], str]:
    """The stored name by key column and written name; of several, the last that was confirmed."""
    query = sa.select(alias.c.key, alias.c.written, alias.c.name).where(alias.c.school == store.school)
    with store.reading() as connection:
        if not sa.inspect(connection).has_table(alias.name):
            return {}
        return {(key, written): name for key, written, name in connection.execute(query.order_by(alias.c.id))}


def remember(connection: sa.Connection, store: Store, names: Mapping[tuple[str, str], str], made_by: str) -> None:
    """Keep the aliases, within the transaction of the release that read by them."""
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    rows = [
        {"school": store.school, "key": key, "written": written, "name": name, "made_at": made_at, "made_by": made_by}
        for (key, written), name in names.items()
    ]
    if rows:
        connection.execute(sa.insert(alias), rows)
