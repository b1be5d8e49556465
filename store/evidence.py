"""What files printed beside their figures: kept with the release that brought them, read as far as it still holds."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import sqlalchemy as sa

from schema import SECTION, YEAR, Dataset, Evidence
from store.engine import Store
from store.tables import evidence as kept
from store.tables import release, undone

LINE = "line"  # where a row of a large file stands, in place of its cells; its path are the columns that the file has
LISTS = ("path", "members")
SPEAKING = ("figure", "change", "total")  # what a figure is traced by and held against


@dataclass(frozen=True)
class Origin:
    """The cell that a stored figure came from, and the file that it is in."""

    file: str
    evidence: Evidence


@dataclass(frozen=True)
class Origins:
    """Where the figures of a dataset came from: the newest cell of each, by the row's key and the column's id."""

    figures: Mapping[tuple[Any, ...], Origin] = field(default_factory=dict)
    lines: Mapping[tuple[Any, ...], Origin] = field(default_factory=dict)

    def of(self, key: Sequence[Any], column: str) -> Origin | None:
        """The cell, or of a large file the line; None where no file that was kept with its cells has it."""
        cell, line = self.figures.get((*key, column)), self.lines.get(tuple(key))
        if line is None or column not in line.evidence.path:
            return cell
        return line if cell is None or cell.evidence.release < line.evidence.release else cell


def keep(connection: sa.Connection, store: Store, number: int, found: Sequence[Evidence]) -> None:
    """Keep what the file of a release printed, in the release's own transaction."""
    if found:
        connection.execute(sa.insert(kept), [values_of(one, store, number) for one in found])


def evidence(store: Store, as_of: int | None = None) -> list[Evidence]:
    """All that the files printed whose releases are not taken back, oldest first; with `as_of` as it was after that
    release. Of large files no cells are kept."""
    with store.reading() as connection:
        if not sa.inspect(connection).has_table(kept.name):
            return []
        query = sa.select(kept).where(kept.c.kind != LINE, *_stands(connection, store, as_of)).order_by(kept.c.id)
        return [_evidence(row) for row in connection.execute(query).mappings()]


def untold(known: Iterable[Evidence], fresh: Iterable[Evidence]) -> list[Evidence]:
    """What no file has said yet: a printed change or total, and the cell of a figure that had none. A cell without a
    digit says that there is no figure."""
    told = {_said(one) for one in known}
    speaking = (one for one in fresh if one.kind in SPEAKING and any(map(str.isdigit, one.text)))
    return [one for one in speaking if _said(one) not in told]


def is_new(connection: sa.Connection, store: Store, dataset: Dataset, fresh: Sequence[Evidence]) -> bool:
    """Whether a file says something beside figures of the dataset that no standing release has kept."""
    query = sa.select(kept).where(kept.c.dataset == dataset.id, kept.c.kind.in_(SPEAKING))
    known = connection.execute(query.where(*_stands(connection, store, None))).mappings()
    return bool(untold(map(_evidence, known), fresh))


def is_kept(connection: sa.Connection, store: Store, number: int) -> bool:
    """Whether something that the file of a release printed still stands."""
    return bool(
        connection.scalar(sa.select(sa.exists().where(kept.c.release == number, *_stands(connection, store, None))))
    )


def _said(one: Evidence) -> tuple[object, ...]:
    text = "" if one.kind == "figure" else one.text
    return one.kind, one.column_id, one.year, frozenset(one.members), one.section, one.unit, text


def origins(store: Store, dataset: Dataset, years: Collection[int], as_of: int | None = None) -> Origins:
    """Where the figures of these years came from, now or after release `as_of`."""
    figures: dict[tuple[Any, ...], Origin] = {}
    lines: dict[tuple[Any, ...], Origin] = {}
    with store.reading() as connection:
        if not sa.inspect(connection).has_table(kept.name):
            return Origins()
        query = (
            sa.select(kept, release.c.file_name)
            .join(release, release.c.id == kept.c.release)
            .where(kept.c.kind.in_(("figure", LINE)), kept.c.dataset == dataset.id, kept.c.year.in_(years))
            .where(*_stands(connection, store, as_of))
            .order_by(kept.c.release, kept.c.id)
        )
        for row in connection.execute(query).mappings():
            one = Origin(row["file_name"], _evidence(row))
            key = _key(dataset, one.evidence)
            if row["kind"] == LINE:
                lines[key] = one
            else:
                figures[*key, dataset.stored_measures[0].id if dataset.indicators else row["column_id"]] = one
    return Origins(figures, lines)


def _key(dataset: Dataset, one: Evidence) -> tuple[Any, ...]:
    """The key of the row that the evidence speaks of."""
    told: dict[str, Any] = {YEAR.id: one.year, SECTION.id: one.section, **dict(one.members)}
    if dataset.indicators:
        told["indicator"] = one.column_id
    return tuple(told.get(name, "") for name in dataset.row_key)


def _stands(connection: sa.Connection, store: Store, as_of: int | None) -> list[sa.ColumnElement[bool]]:
    """Of this school, and of a release that is not taken back."""
    told = [kept.c.school == store.school, kept.c.release.not_in(_taken_back(connection, as_of))]
    return told if as_of is None else [*told, kept.c.release <= as_of]


def _taken_back(connection: sa.Connection, as_of: int | None) -> set[int]:
    """The releases that are undone by an undo which is not undone itself."""
    query = sa.select(undone.c.release, undone.c.by).order_by(undone.c.by.desc())
    found: set[int] = set()
    for number, by in connection.execute(query if as_of is None else query.where(undone.c.by <= as_of)):
        if by not in found:  # later undos are looked at first: whether this one stands is known
            found.add(number)
    return found


def values_of(one: Evidence, store: Store, number: int) -> dict[str, Any]:
    """The table's row of evidence that a release brings; lists as JSON."""
    told = asdict(one) | {"school": store.school, "release": number}
    return told | {name: json.dumps(told[name], ensure_ascii=False) for name in LISTS}


def _evidence(row: sa.RowMapping) -> Evidence:
    told = {name: row[name] for name in Evidence.__dataclass_fields__}
    path, members = (json.loads(row[name]) for name in LISTS)
    return Evidence(**told | {"path": tuple(path), "members": tuple((key, value) for key, value in members)})
