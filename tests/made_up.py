"""A made-up school with as many years as wanted: every name and figure in it is invented, by a seed.

For tests and benchmarks only. What is made is files, in the template's long form, and they come in by the public door.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator, Sequence
from itertools import product

import catalogue
from loaders import load, read_file
from schema import Dataset, Key, Measure, MeasureView, Shares
from store import Store, open_store

YEARS = tuple(range(2016, 2026))
MEMBERS = 4  # invented names for a key that declares none
MOST_ROWS = 24  # members a year: keys that cross are thinned to about so many
FREE_TOP = {"number": 5_000.0, "integer": 2_000.0, "rank": 12.0, "ratio": 25.0}


def build_made_up(
    url: str, years: Sequence[int] = YEARS, seed: int = 1, datasets: Sequence[str] = (), members: int = MEMBERS
) -> Store:
    """The store at `url`, filled with made-up figures of the years for the datasets named, or for all."""
    store = open_store(url, catalogue.datasets())
    readings = [
        reading
        for dataset in catalogue.datasets()
        if not datasets or dataset.id in datasets
        for reading in read_file(
            f"made-up-{dataset.id}.csv", made_up_csv(dataset, years, seed, members), catalogue.datasets()
        )
    ]
    load(store, readings, "made up")
    return store


def made_up_csv(dataset: Dataset, years: Sequence[int] = YEARS, seed: int = 1, members: int = MEMBERS) -> bytes:
    """A CSV of the dataset in the template's long form: the same members each year, each figure on its own walk."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    columns = (*dataset.keys, *dataset.stored_measures, *dataset.texts)
    writer.writerow(["year", *(column.id for column in columns)])
    for values in _rows(dataset, years, random.Random(f"{seed}-{dataset.id}"), members):
        writer.writerow([values["year"], *(values.get(column.id, "") for column in columns)])
    return out.getvalue().encode()


def _rows(dataset: Dataset, years: Sequence[int], chance: random.Random, members: int) -> Iterator[dict[str, object]]:
    for names in _members(dataset, members):
        keys = dict(zip((key.id for key in dataset.keys), names, strict=True))
        declared = [dataset.measure(names[0])] if dataset.indicators else list(dataset.stored_measures)
        walks = {measure.id: _walk(measure, len(years), chance) for measure in declared}
        for place, year in enumerate(years):
            figures = {name: walk[place] for name, walk in walks.items()}
            if dataset.indicators:
                figures = {"value": next(iter(figures.values()))}
            yield {"year": year, **_dated(keys, dataset, year), **_sharing(dataset, figures)}


def _dated(keys: dict[str, str], dataset: Dataset, year: int) -> dict[str, str]:
    """The key values of a year: a term begins with its year."""
    return {
        key.id: f"{year}{keys[key.id]}" if key.endings and not keys[key.id][:4].isdigit() else keys[key.id]
        for key in dataset.keys
    }


def _members(dataset: Dataset, members: int) -> list[tuple[str, ...]]:
    if dataset.indicators:
        return [(one.id,) for one in dataset.stored_indicators]
    every = list(product(*(_names(key, members) for key in dataset.keys)))
    step = max(1, len(every) // MOST_ROWS)
    return every[::step]


def _names(key: Key, members: int) -> list[str]:
    if key.endings:
        return list(key.endings)
    declared = list(dict.fromkeys([*key.wholes, *key.order]))
    invented = [f"虚构{key.label.zh}{number:02}" for number in range(1, members + 1)]
    return declared or [*_drawn_alone(key), *invented][: max(members, len(_drawn_alone(key)))]


def _drawn_alone(key: Key) -> list[str]:
    """The values of the key that some picture is made for."""
    kept = (
        view.where[1]
        for chapter in catalogue.chapters()
        for view in chapter.views
        if isinstance(view, MeasureView) and view.where is not None and view.where[0] == key.id
    )
    return list(dict.fromkeys(value for values in kept for value in values))


def _walk(measure: Measure, steps: int, chance: random.Random) -> list[float | int]:
    """A walk within the measure's range, each step a few hundredths of it."""
    low = measure.minimum if measure.minimum is not None else 0.0
    high = min(measure.maximum if measure.maximum is not None else FREE_TOP[measure.kind], FREE_TOP[measure.kind])
    if measure.unit.is_rate:
        low, high = max(low, 40.0), min(measure.maximum or 100.0, 100.0)
    low = min(low, high)
    if measure.kind == "rank":
        low = max(low, 1.0)
    value = chance.uniform(low + (high - low) * 0.3, low + (high - low) * 0.9)
    walk: list[float | int] = []
    for _ in range(steps):
        value = min(high, max(low, value + chance.gauss(0, (high - low) * 0.03)))
        walk.append(round(value) if measure.is_whole_number else round(value, measure.decimals[1]))
    return walk


def _sharing(dataset: Dataset, figures: dict[str, float | int]) -> dict[str, float | int]:
    """The figures with those that are shares of one whole scaled to 100."""
    for identity in catalogue.identities():
        if isinstance(identity, Shares) and identity.dataset == dataset.id:
            *first, last = identity.measures
            whole = sum(figures[name] for name in identity.measures)
            scaled = {name: round(figures[name] * 100 / whole, 2) for name in first}
            figures = {**figures, **scaled, last: round(100 - sum(scaled.values()), 2)}
    return figures
