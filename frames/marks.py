"""Marks on a view's points: what is asked of a figure, at the rows of the frame that draw it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from frames.tidy import stated_once
from schema import (
    Breakdown,
    Composition,
    Dataset,
    Difference,
    Figures,
    Label,
    Language,
    MeasureView,
    Pair,
    Ratio,
    Scatter,
    Stacked,
    View,
)

ASKED, OPEN = "asked_", "open_"  # before the name of a drawn field: what is asked of it, and whether it is unanswered


@dataclass(frozen=True)
class Mark:
    """What is asked of a figure, and the answer where there is one. `column` is in the scorecard the indicator."""

    dataset: str
    column: str
    year: int
    members: tuple[tuple[str, str], ...]
    said: Label
    answer: str | None = None

    @property
    def is_open(self) -> bool:
        return self.answer is None

    def text(self, language: Language) -> str:
        said = self.said.text(language)
        if self.answer is None:
            return f"▲ {said}"
        return f"△ {said}{'已说明：' if language == 'zh' else ' Explained: '}{self.answer}"


def marked(
    view: View, dataset: Dataset, rows: pd.DataFrame, frame: pd.DataFrame, marks: Sequence[Mark], language: Language
) -> pd.DataFrame:
    """The frame of a view (`of_view` of the same rows) with what is asked of each field that it draws, for every field
    of which something is asked."""
    for field, each in _at_rows(view, dataset, rows, frame, marks).items():
        texts = ["\n".join(one.text(language) for one in at) or None for at in each]
        frame = frame.assign(
            **{
                ASKED + field: pd.Series(texts, dtype=object).array,
                OPEN + field: [any(one.is_open for one in at) for at in each],
            }
        )
    return frame


def asked_of(
    view: View, dataset: Dataset, rows: pd.DataFrame, frame: pd.DataFrame, marks: Sequence[Mark]
) -> list[Mark]:
    """The marks that stand at points of the view, the open ones first."""
    held = _at_rows(view, dataset, rows, frame, marks)
    met = dict.fromkeys(one for each in held.values() for at in each for one in at)
    return sorted(met, key=lambda one: (not one.is_open, -one.year))


def _at_rows(
    view: View, dataset: Dataset, rows: pd.DataFrame, frame: pd.DataFrame, marks: Sequence[Mark]
) -> dict[str, list[list[Mark]]]:
    """For each field of which something is asked, the marks at each row of the frame."""
    of_figure: dict[tuple[str, int], list[Mark]] = {}
    for one in marks:
        if one.dataset == dataset.id:
            of_figure.setdefault((one.column, one.year), []).append(one)
    if not of_figure or isinstance(view, Figures):
        return {}
    held: dict[str, list[list[Mark]]] = {}
    told = _told(view, dataset, stated_once(dataset, rows), frame)
    for place, row in enumerate(told):
        for field, columns in _columns(view, dataset, row).items():
            near = (one for name in sorted(columns) for one in of_figure.get((name, int(row["year"])), ()))
            if at := [one for one in near if _is_at(one, view, dataset, row)]:
                held.setdefault(field, [[] for _ in told])[place] = at
    return held


Row = Mapping[str, Any]


def _told(view: View, dataset: Dataset, rows: pd.DataFrame, frame: pd.DataFrame) -> list[Row]:
    """For each row of the frame, its year, the keys of the row that it was made of, and the part that it is."""
    names = [key.id for key in dataset.keys]
    if isinstance(view, Composition):
        told = pd.DataFrame({"year": frame["year"]})
    else:
        told = rows[["year", *names]].reindex(frame.index)
    if "part_order" in frame:
        told = told.assign(part=frame["part_order"].array)
    return [{str(name): value for name, value in row.items()} for row in told.to_dict("records")]


def _columns(view: View, dataset: Dataset, row: Row) -> dict[str, set[str]]:
    """The stored columns behind each field that a row draws."""
    match view:
        case Composition():
            part = int(row["part"])
            return {"value": set(view.parts[part : part + 1])}
        case Breakdown():
            return {"value": _stored(dataset, view.measures[int(row["part"])])}
        case Pair():
            return {"school": _stored(dataset, view.school), "other": _stored(dataset, view.other)}
        case Scatter():
            return {"x": _stored(dataset, view.x), "y": _stored(dataset, view.y)}
        case MeasureView():
            name = str(row["indicator"]) if dataset.indicators else view.measure
            return {"value": _stored(dataset, name)}
        case _:
            return {}


def _stored(dataset: Dataset, name: str) -> set[str]:
    """A column, and where it is computed those that it is computed of."""
    declared = next((one for one in (*dataset.measures, *dataset.indicators) if one.id == name), None)
    match declared:
        case Difference():
            return {name, declared.minuend, declared.subtrahend}
        case Ratio():
            return {name, declared.over, declared.under}
        case _:
            return {name}


def _is_at(mark: Mark, view: View, dataset: Dataset, row: Row) -> bool:
    """Whether a row of the mark's year draws its figure; one that stands for several adds them over the keys left
    out."""
    if dataset.indicators:
        return True
    of = dict(mark.members)
    if isinstance(view, MeasureView) and view.where is not None and of.get(view.where[0]) not in view.where[1]:
        return False
    return all(of.get(key) == (row[key] or "") for key in _keys(view))


def _keys(view: View) -> tuple[str, ...]:
    match view:
        case Stacked():
            return (*view.keys, view.parts)
        case MeasureView() | Pair() | Breakdown():
            return view.keys
        case Scatter():
            return (view.by,)
        case _:
            return ()
