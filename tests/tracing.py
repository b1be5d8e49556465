"""Each figure of a store with the cell that it came from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from schema import Dataset
from store import Store
from store.evidence import Origin, Origins, origins
from store.rows import rows


class Traced(NamedTuple):
    """A stored measure of a row; `origin` is None where no file has a cell of it."""

    dataset: Dataset
    row: dict[str, Any]
    measure: str
    origins: Origins
    origin: Origin | None


def traced(store: Store, datasets: Sequence[Dataset]) -> Iterator[Traced]:
    """Every measure of every row."""
    for dataset in datasets:
        frame = rows(store, dataset)
        found = origins(store, dataset, set(frame["year"]))
        for record in frame.to_dict("records"):
            row = {str(name): value for name, value in record.items()}
            for measure in dataset.stored_measures:
                yield Traced(dataset, row, measure.id, found, found.of(dataset.key_of(row), measure.id))
