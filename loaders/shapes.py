"""Which dataset a header belongs to, and what each of its columns is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.notation import folded
from schema import PROVENANCE, YEAR, Column, Dataset, Label


@dataclass(frozen=True)
class Header:
    """The dataset, its columns in the file's order, and what does not fit: (column number, found, expected)."""

    dataset: Dataset | None
    columns: tuple[Column | None, ...]
    faults: tuple[tuple[int, Label, Label], ...]


def header(cells: Sequence[str], datasets: Sequence[Dataset]) -> Header:
    """The header as the dataset that knows most of its headings, among those whose keys it has if there are any."""
    read = {dataset.id: [_column(cell, dataset) for cell in cells] for dataset in datasets}
    known = {name: {column.id for column in columns if column} for name, columns in read.items()}

    def fit(dataset: Dataset) -> tuple[bool, int, int]:
        found = known[dataset.id]
        own = sum(measure.id in found for measure in dataset.stored_measures)
        return _required(dataset) <= found and own > 0, len(found), -len(dataset.stored)

    best = max(datasets, key=fit, default=None)
    if best is None or not (known[best.id] & {column.id for column in best.stored}):
        return Header(None, (), ((0, _told(cells), _expected_any(datasets)),))
    return Header(best, tuple(read[best.id]), tuple(_faults(cells, read[best.id], best)))


def _required(dataset: Dataset) -> set[str]:
    return {YEAR.id, *(key.id for key in dataset.keys if not key.optional)}


def _heading(text: str) -> str:
    """A heading without its unit in brackets, spaces or case: 就业率（%） and 就业率 are one."""
    return re.sub(r"\s+", "", re.sub(r"\([^()]*\)$", "", folded(text))).casefold()


def _column(cell: str, dataset: Dataset) -> Column | None:
    return next((c for c in dataset.file_columns if _heading(cell) in map(_heading, c.headings)), None)


def _faults(cells: Sequence[str], columns: Sequence[Column | None], dataset: Dataset) -> list[tuple[int, Label, Label]]:
    names = _listed(dataset)
    faults = []
    for place, (cell, column) in enumerate(zip(cells, columns, strict=True)):
        if column is None:
            found = Label(f"表头“{cell}”不认识", f"the heading “{cell}” is unknown")
            faults.append(
                (place + 1, found, Label(f"“{dataset.label.zh}”的列有：{names.zh}", f"columns are: {names.en}"))
            )
        elif column in columns[:place]:
            found = Label(f"表头“{cell}”重复", f"the heading “{cell}” is there twice")
            faults.append((place + 1, found, Label("每列只能出现一次", "each column may stand once")))
    needed = [c for c in (YEAR, *dataset.keys) if c.id in _required(dataset) and c not in columns]
    if not any(measure in columns for measure in dataset.stored_measures):
        needed += dataset.stored_measures[:1]
    for column in needed:
        found = Label(f"缺少“{column.label.zh}”列", f"the column “{column.label.en}” is missing")
        faults.append((0, found, Label(f"“{dataset.label.zh}”的列有：{names.zh}", f"columns are: {names.en}")))
    return faults


def _listed(dataset: Dataset) -> Label:
    columns = [column for column in dataset.file_columns if column not in PROVENANCE]
    return Label("、".join(c.label.zh for c in columns), ", ".join(c.label.en for c in columns))


def _told(cells: Sequence[str]) -> Label:
    shown = "、".join(cells[:6])
    return Label(f"看不出这是哪张表（表头：{shown}）", f"this is no table known here (header: {shown})")


def _expected_any(datasets: Sequence[Dataset]) -> Label:
    return Label(
        f"应为其中之一：{'、'.join(dataset.label.zh for dataset in datasets)}；可先下载模板",
        f"one of these is expected: {', '.join(dataset.label.en for dataset in datasets)}; start from a template",
    )
