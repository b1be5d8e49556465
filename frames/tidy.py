"""From a dataset's rows to the tidy frame that one view shows: one place for members, wholes and computed measures.

Charts draw these frames and sentences are computed from them, so both speak of the same rows.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import replace
from functools import singledispatch
from typing import Any

import pandas as pd

from schema import (
    Breakdown,
    Composition,
    Dataset,
    Difference,
    Figures,
    Label,
    Language,
    Measure,
    MeasureView,
    Pair,
    Ratio,
    Scatter,
    Stacked,
    Statement,
    View,
    drawn_names,
)

JOINT = "\u2002"  # between the names of a member of several keys; a space to the eye, a place to break a line


def of_view(
    view: View, dataset: Dataset, rows: pd.DataFrame, language: Language, main_key: str | None = None
) -> pd.DataFrame:
    """The rows of `dataset` as `view` needs them.

    Columns: year; member (the name on screen), whole (stands for all members together), order; one column for each
    thing drawn (value, or school and other, or x and y); part, where the view has parts; stretch, alike for the years
    between which nothing that is drawn has come to mean something else; noted, what somebody has noted at the point,
    where anything is; key, the stored value of the page's main key where the dataset has it. Missing values stay
    missing.
    """
    rows = stated_once(dataset, rows)
    frame = _tidy(view, dataset, rows, language)
    frame = frame.assign(stretch=_stretches(view, dataset, rows, frame))
    if (noted := _noted(view, dataset, rows, frame)) is not None:
        frame = frame.assign(noted=noted.array)
    return frame.assign(key=rows[main_key].reindex(frame.index)) if main_key in rows else frame


def _noted(view: View, dataset: Dataset, rows: pd.DataFrame, frame: pd.DataFrame) -> pd.Series | None:
    """For each row of the frame, the notes on its point; None where nobody has noted anything of what is drawn."""
    if isinstance(view, Composition):
        return None
    notes = [one for one in dataset.said if one.kind == "note" and one.column in drawn_names(view)]
    if not notes:
        return None
    own = rows[["year", *(key.id for key in dataset.keys)]].reindex(frame.index).to_dict("records")
    said = ["；".join(one.text for one in notes if _is_of(one, row, dataset)) or None for row in own]
    return pd.Series(said, index=frame.index, dtype=object)


def _is_of(one: Statement, row: Mapping[Hashable, Any], dataset: Dataset) -> bool:
    members = (*one.members, *([("indicator", one.column)] if dataset.indicators else []))
    return row["year"] == one.year and all(row.get(key) == value for key, value in members)


def _stretches(view: View, dataset: Dataset, rows: pd.DataFrame, frame: pd.DataFrame) -> list[int]:
    """For each row of the frame, how often what it draws has come to mean something else by its year."""
    if dataset.indicators and not isinstance(view, Composition):
        drawn: list[tuple[str, ...]] = [(str(name),) for name in rows["indicator"].reindex(frame.index)]
    else:
        measures = {measure.id for measure in (*dataset.measures, *dataset.indicators)}
        drawn = [tuple(name for name in view.columns if name in measures)] * len(frame)
    asked = list(zip(drawn, (int(year) for year in frame["year"]), strict=True))
    known = {one: dataset.stretch(*one) for one in set(asked)}
    return [known[one] for one in asked]


@singledispatch
def _tidy(view: View, dataset: Dataset, rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    raise NotImplementedError(type(view).__name__)


def stated_once(dataset: Dataset, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with each indicator of a year once: as its own section gives it, or else the first section that does."""
    if not dataset.indicators or rows.empty:
        return rows
    home = rows["section"] == rows["indicator"].map(dataset.section_of)
    first = rows.assign(away=~home).sort_values(["year", "indicator", "away"], kind="stable")
    return rows.loc[sorted(first.drop_duplicates(["year", "indicator"]).index)]


Axis = tuple[Dataset, Measure, pd.DataFrame]


def joined_by_trade(one: Axis, other: Axis) -> tuple[Dataset, pd.DataFrame]:
    """Two datasets' measures as one dataset's `x` and `y`, joined by year and by the trade of their aliased keys.

    Where several members of a dataset belong to one trade, the first of them stands for it.
    """
    (first, x, left), (second, y, right) = _by_trade(one, "x"), _by_trade(other, "y")
    rows = left.merge(right, on=["year", "trade"], suffixes=("", "_y"))
    key = replace(next(key for key in first.keys if key.trades), id="trade", aliases=())
    label = Label(f"{first.label.zh}与{second.label.zh}", f"{first.label.en} and {second.label.en.lower()}")
    measures = (replace(x, id="x", aliases=()), replace(y, id="y", aliases=()))
    return Dataset("joined", label, f"{first.section}, {second.section}", (key,), measures), rows


def _by_trade(axis: Axis, name: str) -> tuple[Dataset, Measure, pd.DataFrame]:
    dataset, measure, rows = axis
    key = next(key for key in dataset.keys if key.trades)
    held = with_differences(dataset, rows)
    trade = held[key.id].map(lambda value: key.trades.get(value, value))
    told = pd.DataFrame({"year": held["year"], "trade": trade, name: held[measure.id]})
    return dataset, measure, told.drop_duplicates(["year", "trade"])


def with_differences(dataset: Dataset, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the measures that are computed, not stored; missing where a part is missing."""
    computed = {
        measure.id: (rows[measure.minuend] - rows[measure.subtrahend]).round(6)
        for measure in dataset.measures
        if isinstance(measure, Difference)
    }
    return rows.assign(**computed)


def with_ratios(dataset: Dataset, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with one more for each year of an indicator that is computed of two others, where the year has both."""
    computed = [row for ratio in dataset.ratios for row in _ratio_rows(ratio, dataset, rows)]
    return pd.concat([rows, pd.DataFrame(computed, columns=rows.columns)], ignore_index=True) if computed else rows


def _ratio_rows(ratio: Ratio, dataset: Dataset, rows: pd.DataFrame) -> list[dict[str, object]]:
    told = stated_once(dataset, rows).dropna(subset=["value"])
    over, under = (told[told["indicator"] == name].set_index("year") for name in (ratio.over, ratio.under))
    both = over.join(under[["value", "release"]], rsuffix="_under", how="inner")
    both = both[both["value_under"] > 0]
    return [
        {
            "year": year,
            "indicator": ratio.id,
            "value": row["value"] * ratio.factor / row["value_under"],
            "note": "",
            "section": row["section"],
            "words": row["words"],
            "release": max(row["release"], row["release_under"]),
        }
        for year, row in both.iterrows()
    ]


def _members(dataset: Dataset, keys: tuple[str, ...], rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    if not keys:
        years = rows["year"]
        return pd.DataFrame({"year": years, "member": years.astype(str), "whole": False, "order": years})
    named = [[dataset.key(name).name(value, language) for value in rows[name]] for name in keys]
    return pd.DataFrame(
        {
            "year": rows["year"],
            "member": pd.Series(map(JOINT.join, zip(*named, strict=True)), index=rows.index, dtype=str),
            "whole": pd.concat([rows[name].isin(dataset.key(name).wholes) for name in keys], axis=1).any(axis=1),
            "order": [
                sum(place * 1000 ** (len(keys) - level - 1) for level, place in enumerate(places))
                for places in zip(*(_places(dataset, name, rows) for name in keys), strict=True)
            ],
        }
    )


def _places(dataset: Dataset, name: str, rows: pd.DataFrame) -> list[int]:
    declared = dataset.key(name).order
    met = [*declared, *(value for value in dict.fromkeys(rows[name]) if value not in declared)]
    places = {value: place for place, value in reversed(list(enumerate(met)))}
    return [places[value] for value in rows[name]]


def _kept(view: MeasureView, dataset: Dataset, rows: pd.DataFrame) -> pd.DataFrame:
    rows = with_differences(dataset, rows)
    return rows if view.where is None else rows[rows[view.where[0]].isin(view.where[1])]


@_tidy.register
def _(view: MeasureView, dataset: Dataset, rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    keys = (*view.keys, view.parts) if isinstance(view, Stacked) else view.keys
    kept = _summed(keys, view.measure, _kept(view, dataset, rows))
    frame = _members(dataset, view.keys, kept, language).assign(value=kept[view.measure])
    if isinstance(view, Stacked):
        parts = _members(dataset, (view.parts,), kept, language)
        frame = frame.assign(part=parts["member"], part_order=parts["order"])
    return frame


def _summed(keys: tuple[str, ...], measure: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the measure summed over the keys that the view leaves out, on the first row of each sum."""
    told = ["year", *keys]
    if not rows.duplicated(told).any():
        return rows
    sums = rows.groupby(told, sort=False)[measure].transform(lambda part: part.sum(min_count=1))
    return rows.assign(**{measure: sums}).drop_duplicates(told)


@_tidy.register
def _(view: Breakdown, dataset: Dataset, rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    """One row a part and row; a missing part is no part."""
    members = _members(dataset, view.keys, rows, language)
    pieces = [
        members.assign(part=dataset.measure(name).label.text(language), part_order=place, value=rows[name])
        for place, name in enumerate(view.measures)
    ]
    return pd.concat(pieces)


@_tidy.register
def _(view: Pair, dataset: Dataset, rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    rows = with_differences(dataset, rows)
    frame = _members(dataset, view.keys, rows, language).assign(school=rows[view.school], other=rows[view.other])
    return frame.assign(difference=(frame["school"] - frame["other"]).round(6))


@_tidy.register
def _(view: Scatter, dataset: Dataset, rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    rows = with_differences(dataset, rows)
    return _members(dataset, (view.by,), rows, language).assign(x=rows[view.x], y=rows[view.y])


@_tidy.register
def _(view: Figures, dataset: Dataset, rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    kept = rows[rows["indicator"].isin(view.indicators)]
    return _members(dataset, ("indicator",), kept, language).assign(
        indicator=kept["indicator"], value=kept["value"], note=kept["note"]
    )


@_tidy.register
def _(view: Composition, dataset: Dataset, rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    """One row a part and year; what the parts leave of the whole is a row of its own, with an empty `indicator`."""
    wide = rows.pivot_table(index="year", columns="indicator", values="value", aggfunc="first")
    wide = wide.reindex(columns=[*view.parts, view.whole]).dropna()
    rest = (wide[view.whole] - wide[list(view.parts)].sum(axis=1)).round(6)
    key = dataset.key("indicator")
    pieces = [
        pd.DataFrame({"year": wide.index, "part": key.name(part, language), "part_order": place, "value": wide[part]})
        for place, part in enumerate(view.parts)
    ]
    if (rest > 0).any():
        left = "其余（计算得出）" if language == "zh" else "The rest (computed)"
        pieces.append(pd.DataFrame({"year": wide.index, "part": left, "part_order": len(pieces), "value": rest}))
    frame = pd.concat(pieces, ignore_index=True)
    return frame.assign(member=frame["year"].astype(str), whole=False, order=frame["year"])


def of_any_year(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with members that every year has: where each is named for its own year (2020年春季学期), without it."""
    if not _are_dated(frame):
        return frame
    names = [
        re.sub(rf"^{year}\s*年?\s*", "", member) for member, year in zip(frame["member"], frame["year"], strict=True)
    ]
    places = {name: place for place, name in enumerate(dict.fromkeys(names))}
    return frame.assign(member=names, order=[places[name] for name in names])


def _are_dated(frame: pd.DataFrame) -> bool:
    """Whether each member begins with its year, and says more than it."""
    pairs = set(zip(frame["member"].astype(str), frame["year"].astype(int).astype(str), strict=True))
    return len(pairs) > 0 and all(member.startswith(year) and member != year for member, year in pairs)
