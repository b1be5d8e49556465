"""What differs between two states of a dataset: rows that are new, changed or gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from schema import PROVENANCE, Dataset

Kind = Literal["new", "changed", "gone"]
Values = dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """A row that is not the same in both states; `moved` are the columns whose values differ."""

    kind: Kind
    before: Values | None
    after: Values | None
    moved: tuple[str, ...] = ()

    @property
    def row(self) -> Values:
        """The later of the two."""
        found = self.after or self.before
        assert found is not None
        return found


def differences(dataset: Dataset, before: pd.DataFrame, after: pd.DataFrame) -> list[Difference]:
    """Every row that differs, in the order of `after`, then what is gone. Frames: as `store.rows` gives them."""
    old, new = (by_key(dataset, frame) for frame in (before, after))
    found: list[Difference] = []
    for key, row in new.items():
        one = difference(dataset, old.get(key), row)
        if one.kind == "new" or one.moved:
            found.append(one)
    return found + [Difference("gone", row, None) for key, row in old.items() if key not in new]


def difference(dataset: Dataset, before: Values | None, after: Values) -> Difference:
    """What a row becomes; words that the later one lacks are gone. `moved` is empty where nothing changes."""
    if before is None:
        return Difference("new", None, after)
    told = dict.fromkeys((column.id for column in PROVENANCE), "") | after
    moved = tuple(column.id for column in dataset.file_columns if before[column.id] != told[column.id])
    return Difference("changed", before, told, moved)


def by_key(dataset: Dataset, frame: pd.DataFrame) -> dict[tuple[Any, ...], Values]:
    """The rows of a frame by their key, with None for what is missing."""
    return {dataset.key_of(row): row for row in map(_row, frame.to_dict("records"))}


def _row(record: Mapping[Any, Any]) -> Values:
    return {str(name): None if isinstance(value, float) and pd.isna(value) else value for name, value in record.items()}
