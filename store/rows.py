"""Reading a dataset's rows as a frame."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import sqlalchemy as sa

from schema import Dataset
from store.engine import Store
from store.tables import rows_table


def rows(store: Store, dataset: Dataset, as_of: int | None = None) -> pd.DataFrame:
    """The current rows, or those that were current after release `as_of`; none where the store has no such table.

    Where an indicator is computed of others, their rows come along, whichever chapter declares them.

    Columns: year, the keys (text), the measures (float, NaN where missing), note, section, words, release.
    """
    table = rows_table(dataset)
    columns = (table.c[column.id] for column in dataset.file_columns)
    query = (
        sa.select(*columns, table.c.added.label("release")).where(table.c.school == store.school).order_by(table.c.id)
    )
    if as_of is None:
        query = query.where(table.c.retired.is_(None))
    else:
        query = query.where(table.c.added <= as_of, table.c.retired.is_(None) | (table.c.retired > as_of))
    if dataset.indicators:
        operands = {name for ratio in dataset.ratios for name in (ratio.over, ratio.under)}
        query = query.where(table.c.indicator.in_({one.id for one in dataset.stored_indicators} | operands))
    with store.reading() as connection:
        if not sa.inspect(connection).has_table(table.name):
            return pd.DataFrame(columns=[*(column.id for column in dataset.file_columns), "release"])
        frame = pd.read_sql_query(query, connection)
    return frame.astype({measure.id: float for measure in dataset.stored_measures})


def key_names(store: Store, datasets: Sequence[Dataset]) -> dict[str, list[str]]:
    """Every name that current rows have under each key column, in the order in which they came."""
    found: dict[str, dict[str, None]] = {}
    with store.reading() as connection:
        for dataset in datasets:
            table = rows_table(dataset)
            if not sa.inspect(connection).has_table(table.name):
                continue
            for key in dataset.keys:
                query = (
                    sa.select(table.c[key.id])
                    .where(table.c.school == store.school, table.c.retired.is_(None))
                    .group_by(table.c[key.id])
                    .order_by(sa.func.min(table.c.id))
                )
                found.setdefault(key.id, {}).update(dict.fromkeys(connection.scalars(query)))
    return {key: list(names) for key, names in found.items()}
