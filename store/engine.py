"""Opening a store: the engine with its pragmas, the core tables by Alembic, each dataset's table by its declaration."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import alembic.command
import sqlalchemy as sa
import sqlalchemy.event
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.schema import CreateIndex, CreateTable

from schema import Dataset
from store.tables import current_view, declared_table, rows_table, school

ROOT = Path(__file__).parent.parent
SCHOOL = "衢州中等专业学校"


@dataclass(frozen=True)
class Store:
    """An open store: its engine, and the tables of the declared datasets by id."""

    engine: sa.Engine
    datasets: dict[str, Dataset]
    tables: dict[str, sa.Table]
    school: int = 1

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """One short transaction that holds the write lock from its start; rolled back whole on any error."""
        with self.engine.connect().execution_options(write=True) as connection, connection.begin():
            yield connection


def newest_of(store: Store, table: sa.Table) -> int:
    """The number of the school's last row in a table to which rows are only added; 0 before the first."""
    with store.reading() as connection:
        if not sa.inspect(connection).has_table(table.name):
            return 0
        return connection.scalar(sa.select(sa.func.max(table.c.id)).where(table.c.school == store.school)) or 0


def school_name(store: Store) -> str:
    """The name of the school whose figures the store has; before there is a store, of the one that it will have."""
    with store.reading() as connection:
        if not sa.inspect(connection).has_table(school.name):
            return SCHOOL
        return connection.scalar(sa.select(school.c.name).where(school.c.id == store.school)) or SCHOOL


def store_url() -> str:
    """Where the store is: DATABASE_URL, or `data/school.db`."""
    return os.environ.get("DATABASE_URL") or f"sqlite:///{ROOT / 'data' / 'school.db'}"


def attach(url: str) -> Store:
    """The store at `url` for reading what is there; nothing is made or changed."""
    engine = sa.create_engine(url)
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    return Store(engine, {}, {})


def open_store(url: str, datasets: Sequence[Dataset]) -> Store:
    """The store at `url` (any SQLAlchemy URL), brought to the present schema; a file is copied before it is changed."""
    engine = attach(url).engine
    tables = {dataset.id: rows_table(dataset) for dataset in datasets}
    store = Store(engine, {dataset.id: dataset for dataset in datasets}, tables)
    changed = _stale(store)
    if changed is None:
        return store
    if changed and engine.dialect.name == "sqlite":
        _back_up(engine)
    _migrate(engine)
    with store.writing() as connection:
        if connection.execute(sa.select(school.c.id)).first() is None:
            connection.execute(sa.insert(school).values(id=store.school, name=SCHOOL))
        for dataset in datasets:
            _declare(connection, dataset, tables[dataset.id])
    return store


def _prepare_sqlite(engine: sa.Engine) -> None:
    """WAL, full sync, foreign keys, patience; and transactions that SQLAlchemy begins itself, DDL included."""

    @sqlalchemy.event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
            connection.execute(f"PRAGMA {pragma}")

    @sqlalchemy.event.listens_for(engine, "begin")
    def _begun(connection: sa.Connection) -> None:
        write = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _stale(store: Store) -> bool | None:
    """None where the store is as declared, False where it is empty, True where it holds an older schema."""
    heads = set(ScriptDirectory.from_config(_alembic(store.engine)).get_heads())
    with store.reading() as connection:
        at = set(MigrationContext.configure(connection).get_current_heads())
        if not at:
            return False
        if at != heads:
            return True
        made = dict(connection.execute(sa.select(declared_table.c.dataset, declared_table.c.ddl)).tuples().all())
    return True if any(made.get(name) != _ddl(store.engine, table) for name, table in store.tables.items()) else None


def _ddl(engine: sa.Engine, table: sa.Table) -> str:
    return str(CreateTable(table).compile(engine)).strip()


def _alembic(engine: sa.Engine) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["engine"] = engine
    return config


def _migrate(engine: sa.Engine) -> None:
    alembic.command.upgrade(_alembic(engine), "head")


def _back_up(engine: sa.Engine) -> None:
    """A whole copy beside the file, by VACUUM INTO: copying a live file can lose committed rows."""
    database = engine.url.database
    if not database or database == ":memory:":
        return
    copy = Path(database).with_suffix(f".{datetime.now(UTC):%Y%m%dT%H%M%S%f}.backup.db")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("VACUUM INTO ?", (str(copy),))


def _declare(connection: sa.Connection, dataset: Dataset, table: sa.Table) -> None:
    """The dataset's table and view as declared. A changed declaration rebuilds the table and keeps every row; a column
    that is declared no more stays in the backup only, and only if it is empty."""
    ddl = _ddl(connection.engine, table)
    made = connection.scalar(sa.select(declared_table.c.ddl).where(declared_table.c.dataset == dataset.id))
    if made == ddl:
        return
    old = f"{table.name}_old"
    connection.exec_driver_sql(f"DROP VIEW IF EXISTS {dataset.id}")
    if made is not None:
        connection.exec_driver_sql(f"DROP INDEX uq_{table.name}_current")
        connection.exec_driver_sql(f"ALTER TABLE {table.name} RENAME TO {old}")
    connection.execute(CreateTable(table))
    if made is not None:
        _move_rows(connection, old, table)
    for index in table.indexes:
        connection.execute(CreateIndex(index))
    connection.execute(current_view(dataset))
    connection.execute(sa.delete(declared_table).where(declared_table.c.dataset == dataset.id))
    connection.execute(sa.insert(declared_table).values(dataset=dataset.id, ddl=ddl))


def _move_rows(connection: sa.Connection, old: str, table: sa.Table) -> None:
    held = [column["name"] for column in sa.inspect(connection).get_columns(old)]
    for name in set(held) - set(table.c.keys()):
        used = connection.exec_driver_sql(f"SELECT count(*) FROM {old} WHERE {name} IS NOT NULL").scalar_one()
        if used:
            raise RuntimeError(f"{table.name}.{name} holds {used} values but is declared no more; nothing was changed")
    names = ", ".join(name for name in held if name in table.c)
    connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) SELECT {names} FROM {old}")
    connection.exec_driver_sql(f"DROP TABLE {old}")
