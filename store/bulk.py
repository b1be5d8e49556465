"""A release of more rows than fit in memory: they wait in a temporary table, and become a release all at once.

What is new, changed and unchanged is told as `store.releases.accept` tells it, by queries in place of a loop.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import sqlalchemy as sa

from schema import NOTE, SECTION, Dataset, Evidence, Key
from store.engine import Store
from store.evidence import LINE, values_of
from store.releases import Accepted, File, Row, begin_release, unmoved
from store.tables import evidence

AT_ONCE = 20_000  # rows
Told = Callable[[int], None]
NoteOf = Callable[[Row, Row, str], str]


class Rewritten(NamedTuple):
    """A value of the file that is not the stored one."""

    line: int
    key: tuple[Any, ...]
    column: str
    new: Any
    old: Any


def bit_of(dataset: Dataset, name: str) -> int:
    """The bit that stands for a column among those of which a row says nothing."""
    return 1 << [column.id for column in dataset.file_columns].index(name)


@contextmanager
def waiting_room(store: Store, dataset: Dataset) -> Iterator[WaitingRoom]:
    """A place for checked rows. It is this connection's own and gone with it: no reader or writer sees or waits."""
    with store.engine.connect() as connection:
        room = WaitingRoom(store, dataset, connection)
        with connection.begin():
            room.waiting.create(connection)
        try:
            yield room
        finally:
            connection.execution_options(write=False)
            with connection.begin():
                room.waiting.drop(connection)


class WaitingRoom:
    """The rows of one file with their lines, in a temporary table of an open connection."""

    def __init__(self, store: Store, dataset: Dataset, connection: sa.Connection) -> None:
        self.store, self.dataset, self.connection = store, dataset, connection
        self.table = store.tables[dataset.id]
        self.columns = tuple(column.id for column in dataset.file_columns)
        self._free = [name for name in self.columns if name not in dataset.row_key]
        self.waiting = sa.Table(
            f"{dataset.id}_waiting",
            sa.MetaData(),
            sa.Column("line", sa.Integer, primary_key=True, autoincrement=False),
            sa.Column("silent", sa.Integer, nullable=False),
            *(sa.Column(name, self.table.c[name].type) for name in self.columns),
            prefixes=["TEMPORARY"],
        )

    def add(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Let rows in: tuples of the line, the bits of the columns of which it says nothing (see `bit_of`), and the
        values of `columns`, which nothing has to be converted for."""
        if not rows:
            return
        names = self.waiting.c.keys()
        insert = sa.insert(self.waiting)
        with self.connection.begin():
            if self.connection.dialect.positional:
                self.connection.exec_driver_sql(str(insert.compile(self.connection)), list(rows))
            else:
                self.connection.execute(insert, [dict(zip(names, row, strict=True)) for row in rows])

    def repeated(self, most: int) -> tuple[list[tuple[int, int, tuple[Any, ...]]], int]:
        """The rows whose key an earlier row has, in the file's order: the first of them, each by its line, the first
        such line and the key; and how many they are."""
        key = [self.waiting.c[name] for name in self.dataset.row_key]
        several = sa.select(sa.literal(1)).select_from(self.waiting).group_by(*key).having(sa.func.count() > 1)
        first = sa.func.min(self.waiting.c.line).over(partition_by=key).label("first_line")
        every = sa.select(self.waiting.c.line, first, *key).subquery()
        again = sa.select(every).where(every.c.line > every.c.first_line)
        with self.connection.begin():
            if self.connection.execute(several.limit(1)).first() is None:
                return [], 0
            told = self.connection.execute(again.order_by(every.c.line).limit(most)).all()
            count = self.connection.scalar(sa.select(sa.func.count()).select_from(again.subquery())) or 0
        return [(line, before, tuple(values)) for line, before, *values in told], count

    def count(self) -> int:
        with self.connection.begin():
            return self.connection.scalar(sa.select(sa.func.count()).select_from(self.waiting)) or 0

    def years(self) -> list[int]:
        with self.connection.begin():
            year = self.waiting.c.year
            return list(self.connection.scalars(sa.select(year).distinct().order_by(year)))

    def unseen(self, key: Key, most: int) -> tuple[list[tuple[int, str]], int]:
        """The names under a key that no dataset's current rows have, in the file's order: the first of them, each by
        its first line; and how many they are. None are where no row has any name yet."""
        name = self.waiting.c[key.id]
        seen = [
            sa.select(table.c[key.id]).where(table.c.school == self.store.school, table.c.retired.is_(None))
            for dataset, table in ((one, self.store.tables[one.id]) for one in self.store.datasets.values())
            if key.id in (one.id for one in dataset.keys)
        ]
        new = (
            sa.select(sa.func.min(self.waiting.c.line).label("line"), name.label("name"))
            .where(name.not_in(sa.union_all(*seen)), name.not_in(list(key.names)))
            .where(*(~name.endswith(ending, autoescape=True) for ending in key.endings))
            .group_by(name)
            .subquery()
        )
        with self.connection.begin():
            if all(self.connection.execute(one.limit(1)).first() is None for one in seen):
                return [], 0
            count = self.connection.scalar(sa.select(sa.func.count()).select_from(new)) or 0
            told = self.connection.execute(sa.select(new).order_by(new.c.line).limit(most)) if count else ()
            return [(line, found) for line, found in told], count

    def settle(self, open_keys: Sequence[str]) -> dict[int, int]:
        """Give each row that has no current row of its own what the one current row that else is the same has under the
        keys of which the file has no column. Those that may be several rows: their lines, and how many these are."""
        if not open_keys:
            return {}
        shared = self._is_twin([name for name in self.dataset.row_key if name not in open_keys])
        alone = ~sa.exists().where(self._is_twin()).correlate(self.waiting)
        fit = sa.select(self.waiting.c.line, *(self.table.c[name] for name in open_keys))
        found: dict[int, list[tuple[Any, ...]]] = {}
        with self.connection.begin():
            for line, *values in self.connection.execute(fit.join_from(self.waiting, self.table, shared).where(alone)):
                found.setdefault(line, []).append(tuple(values))
            self._set(open_keys, [(line, *fits[0]) for line, fits in found.items() if len(fits) == 1])
            several = {line: len(fits) for line, fits in found.items() if len(fits) > 1}
            return several | (self._stated_again(open_keys) if SECTION.id in open_keys else {})

    def _stated_again(self, open_keys: Sequence[str]) -> dict[int, int]:
        """The rows that say something else than their current row, where other sections have such a row as well: their
        lines, and how many these are."""
        other = self.table.alias()
        same = (other.c[name] == self.waiting.c[name] for name in self.dataset.row_key if name not in open_keys)
        in_sections = sa.select(sa.func.count()).where(
            other.c.school == self.store.school, other.c.retired.is_(None), *same
        )
        count = in_sections.correlate(self.waiting).scalar_subquery()
        moved = sa.select(self.waiting.c.line, count.label("stated")).join_from(
            self.waiting, self.table, self._is_twin()
        )
        told = moved.where(self._differs()).subquery()
        lines = sa.select(told).where(told.c.stated > 1)
        return {row.line: row.stated for row in self.connection.execute(lines)}

    def merge(self, note_of: NoteOf) -> None:
        """Make each row whole that differs from its current row: where it says nothing, what is stored stays. `note_of`
        gives the note of one whose figures are others than those for which words are kept, from the stored row, the
        whole one and its own words."""
        differs = self._differs()
        stored = [self.table.c[name].label(f"stored_{name}") for name in self.columns]
        with self.connection.begin():
            for name in self._free:
                if name != NOTE.id:
                    own = sa.update(self.waiting).where(self._is_twin(), self._is_silent(name), differs)
                    self.connection.execute(own.values({name: self.table.c[name]}))
            noted = sa.select(self.waiting, *stored).join_from(self.waiting, self.table, self._is_twin())
            noted = noted.where(_given(self._is_silent(NOTE.id) & (self.table.c.note != ""), differs))
            notes = []
            for row in self.connection.execute(noted).mappings():
                old = {name: row[f"stored_{name}"] for name in self.columns}
                notes.append((row["line"], note_of(old, row, row[NOTE.id])))
            self._set([NOTE.id], notes)

    def _set(self, names: Sequence[str], values: Sequence[tuple[Any, ...]]) -> None:
        """Write these columns of the lines: tuples of the line and a value a column."""
        told: dict[str, Any] = {name: sa.bindparam(f"new_{name}") for name in names}
        one = sa.update(self.waiting).where(self.waiting.c.line == sa.bindparam("at")).values(told)
        keys = ("at", *(f"new_{name}" for name in names))
        if values:
            self.connection.execute(one, [dict(zip(keys, row, strict=True)) for row in values])

    def _is_silent(self, name: str) -> sa.ColumnElement[bool]:
        return self.waiting.c.silent.bitwise_and(bit_of(self.dataset, name)) != 0

    def rewritten(self, most: int, *, missing: bool) -> tuple[list[Rewritten], int]:
        """The figures and words of years before the newest that are not as they are stored, or those of any year that
        are said to be missing, in the file's order: those of the first lines, and how many they are."""
        compared = self._free
        moved = self._rewrites(missing)
        both = self.waiting.join(self.table, self._is_twin())
        each = (sa.func.sum(sa.case((one, 1), else_=0)) for one in moved.values())
        counts = sa.select(*each).select_from(both)
        pairs = [self.waiting.c[name] for name in compared] + [self.table.c[name] for name in compared]
        line, silent = self.waiting.c.line, self.waiting.c.silent
        key = [self.waiting.c[name] for name in self.dataset.row_key]
        rows = sa.select(line, silent, *key, *pairs).select_from(both).where(sa.or_(*moved.values()))
        with self.connection.begin():
            count = sum(one or 0 for one in self.connection.execute(counts).one())
            told = self.connection.execute(rows.order_by(line).limit(most)).all() if count else []
        found = [
            Rewritten(line, tuple(values[: len(key)]), name, new, old)
            for line, silent, *values in told
            for name, new, old in zip(compared, values[len(key) :], values[len(key) + len(compared) :], strict=False)
            if new != old and (new is None) == missing and not silent & bit_of(self.dataset, name)
        ]
        return found, count

    def _rewrites(self, missing: bool) -> dict[str, sa.ColumnElement[bool]]:
        """Whether a row says of a column that a stored figure is missing, or of an earlier year something else."""
        waiting, earlier = self.waiting.c, self.waiting.c.year < self.newest_year()
        return {
            name: _given(
                waiting[name].is_(None) if missing else earlier & waiting[name].is_not(None), self._moves(name)
            )
            for name in self._free
        }

    def news(self, measures: Sequence[str]) -> Iterator[tuple[int, tuple[Any, ...], str, float, float | None]]:
        """The figures that are not stored so yet: each with its line, the row's key, its column, and the figure of the
        year before, from the file or from what is stored."""
        waiting, last, stored = self.waiting, self.waiting.alias("last"), self.table.alias("stored")
        key = [waiting.c[name] for name in self.dataset.row_key]
        others = [name for name in self.dataset.row_key if name != "year"]
        before = waiting.c.year - 1
        is_last = sa.and_(last.c.year == before, *(last.c[name] == waiting.c[name] for name in others))
        was_last = sa.and_(
            stored.c.school == self.store.school,
            stored.c.retired.is_(None),
            stored.c.year == before,
            *(stored.c[name] == waiting.c[name] for name in others),
        )
        figures = []
        for name in measures:
            is_silent = waiting.c.silent.bitwise_and(bit_of(self.dataset, name)) != 0
            same = self.table.c.id.is_not(None) & self.table.c[name].is_not_distinct_from(waiting.c[name])
            was_said = last.c.line.is_not(None) & (last.c.silent.bitwise_and(bit_of(self.dataset, name)) == 0)
            figures.append(sa.case((is_silent | same, None), else_=waiting.c[name]))
            figures.append(sa.case((was_said, last.c[name]), else_=stored.c[name]))
        both = waiting.outerjoin(last, is_last).outerjoin(stored, was_last).outerjoin(self.table, self._is_twin())
        with self.connection.begin():
            sa.Index(f"ix_{waiting.name}", *key).create(self.connection, checkfirst=True)
            query = sa.select(waiting.c.line, *key, *figures).select_from(both).order_by(waiting.c.line)
            for line, *values in self.connection.execute(query):
                told = values[len(key) :]
                for name, new, old in zip(measures, told[::2], told[1::2], strict=True):
                    if new is not None:
                        yield line, tuple(values[: len(key)]), name, new, old

    def keep_stored(self, figures: Sequence[tuple[int, str]]) -> None:
        """Let the stored figure stay, of lines and columns in which the file says another one."""
        with self.connection.begin():
            for name in {name for _, name in figures}:
                bit = bit_of(self.dataset, name)
                lines = [line for line, column in figures if column == name]
                told = {name: self.table.c[name], "silent": self.waiting.c.silent.bitwise_or(bit)}
                one = sa.update(self.waiting).where(self._is_twin(), self.waiting.c.line.in_(lines))
                self.connection.execute(one.values(told))

    def keep_every_stored(self, *, missing: bool, after: int) -> None:
        """Let what is stored stay wherever `rewritten` finds something else in lines after this one."""
        for name, rewrites in self._rewrites(missing).items():
            told = {
                name: self.table.c[name],
                "silent": self.waiting.c.silent.bitwise_or(bit_of(self.dataset, name)),
            }
            one = sa.update(self.waiting).where(self._is_twin(), self.waiting.c.line > after, rewrites)
            with self.connection.begin():
                self.connection.execute(one.values(told))

    def newest_year(self) -> int:
        """Of the file and of what is stored."""
        of_store = sa.select(sa.func.max(self.table.c.year)).where(
            self.table.c.school == self.store.school, self.table.c.retired.is_(None)
        )
        with self.connection.begin():
            waiting = self.connection.scalar(sa.select(sa.func.max(self.waiting.c.year)))
            return max(waiting or 0, self.connection.scalar(of_store) or 0)

    def accept(
        self, file: File, made_by: str, told: Told, brings: Collection[str], seen: int | None = None
    ) -> Accepted:
        """Store the rows of a file with these columns as one release, in one transaction; `told` hears of each part of
        them that is stored.

        No two rows may have one key. Raises: Moved where the dataset has had a release after `seen`.
        """
        rows = self.count()
        self.connection.execution_options(write=True)
        with self.connection.begin():
            unmoved(self.connection, [self.dataset.id], seen)
            twins, changed = self._twins()
            new, unchanged = rows - twins, twins - changed
            if not new and not changed:
                return Accepted(self.dataset.id, None, 0, 0, unchanged)
            number = begin_release(self.connection, self.store, self.dataset, file, made_by)
            self._retire(number)
            self._insert(number, told, brings)
        return Accepted(self.dataset.id, number, new, changed, unchanged)

    def _is_twin(self, keys: Sequence[str] | None = None) -> sa.ColumnElement[bool]:
        """Whether a stored row is the current one under the waiting row's key, or under some of its columns."""
        same = (self.table.c[name] == self.waiting.c[name] for name in keys or self.dataset.row_key)
        return sa.and_(self.table.c.school == self.store.school, self.table.c.retired.is_(None), *same)

    def _moves(self, name: str) -> sa.ColumnElement[bool]:
        """Whether the row says something else of a column than is stored."""
        return ~self._is_silent(name) & self.table.c[name].is_distinct_from(self.waiting.c[name])

    def _differs(self) -> sa.ColumnElement[bool]:
        """Whether the row says something else than is stored."""
        return _given(sa.or_(*(self._moves(name) for name in self._free)), sa.true())

    def _twins(self) -> tuple[int, int]:
        """How many waiting rows have a current row under their key, and how many of these differ from it."""
        differing = sa.func.sum(sa.case((self._differs(), 1), else_=0))
        query = sa.select(sa.func.count(), differing).select_from(self.waiting).join(self.table, self._is_twin())
        twins, changed = self.connection.execute(query).one()
        return twins, changed or 0

    def _retire(self, number: int) -> None:
        changed = sa.select(self.table.c.id).select_from(self.waiting).join(self.table, self._is_twin())
        ids = changed.where(self._differs()).scalar_subquery()
        self.connection.execute(sa.update(self.table).where(self.table.c.id.in_(ids)).values(retired=number))

    def _insert(self, number: int, told: Told, brings: Collection[str]) -> None:
        """The rows that now have no current row under their key, in the file's order, and where each of them stands."""
        line = self.waiting.c.line
        values = {name: self.waiting.c[name] for name in self.columns} | {"school": self.store.school, "added": number}
        rows = self._fresh(self.table, values)
        lines = self._fresh(evidence, self._line_evidence(number, brings))
        after, last = 0, self.connection.scalar(sa.select(sa.func.max(line))) or 0
        while after < last:
            until = min(after + AT_ONCE, last)
            part = {"after": after, "until": until}
            self.connection.execute(lines, part)
            stored = self.connection.execute(rows, part).rowcount
            told(stored)
            after = until

    def _fresh(self, table: sa.Table, values: Mapping[str, Any]) -> sa.Insert:
        """A part of the rows that have no current row under their key into a table: its columns, what each is."""
        line = self.waiting.c.line
        fresh = (
            sa.select(
                *(value if isinstance(value, sa.ColumnElement) else sa.literal(value) for value in values.values())
            )
            .select_from(self.waiting)
            .where(~sa.exists().where(self._is_twin()).correlate(self.waiting))
            .where(line > sa.bindparam("after"), line <= sa.bindparam("until"))
            .order_by(line)
        )
        return sa.insert(table).from_select(list(values), fresh)

    def _line_evidence(self, number: int, brings: Collection[str]) -> dict[str, Any]:
        """Where a row stands in the file, as a row of evidence."""
        waiting, keys = self.waiting.c, [key.id for key in self.dataset.keys if not self.dataset.indicators]
        one = Evidence("figure", self.dataset.id, "", path=tuple(name for name in self._free if name in brings))
        array = sa.func.json_array if self.connection.dialect.name == "sqlite" else sa.func.json_build_array
        members = array(*(array(sa.literal(name), waiting[name]) for name in keys))
        return values_of(one, self.store, number) | {
            "kind": LINE,
            "row": waiting.line,
            "year": waiting.year,
            "section": waiting.section,
            "members": sa.cast(members, sa.Text),
            "column_id": waiting.indicator if self.dataset.indicators else "",
        }


def _given(condition: sa.ColumnElement[bool], then: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Both, in words that a planner takes for no reason to join by anything but the key: SQLite would go through all
    waiting rows for each stored one."""
    return sa.case((condition, then), else_=sa.false())
