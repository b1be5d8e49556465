"""The door to the charts: a view, its tidy frame and its declaration give an `alt.Chart`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import altair as alt
import pandas as pd
from altair.utils.schemapi import debug_mode

from charts import ahead, change, lines, marks, pair, panels, rank, scatter, size, table
from charts.controls import parameters
from charts.form import Form, in_form
from charts.palette import Palette
from schema import (
    Bars,
    Breakdown,
    Composition,
    Dataset,
    Dumbbell,
    Language,
    Measure,
    MeasureView,
    Pair,
    Ranks,
    Scatter,
    Stacked,
    View,
    drawn_measure,
)

UNSEEN = "\u200b"


def _whole(dataset: Dataset, view: Breakdown) -> Measure:
    """What the parts of a breakdown make together: their unit under the dataset's name."""
    return replace(dataset.measure(view.measures[0]), label=dataset.label)


def draw(
    view: View, dataset: Dataset, frame: pd.DataFrame, years: list[int], language: Language, palette: Palette
) -> alt.LayerChart | alt.FacetChart:
    """The chart of a view over all the years of `frame` (see `frames.of_view`), filtered to `years` by itself.

    Raises: TypeError for a view that is no picture (`Figures` is drawn as text).
    """
    form, frame = in_form(view, frame)
    layers, more = _layers(view, form, dataset, _safe(frame), language, palette)
    points = [layer for layer in layers if _shows_points(layer)]
    if "noted" in frame:
        layers += [marks.noted(layer, palette) for layer in points]
    layers += [mark for layer in points for mark in marks.asked(layer, frame, palette)]
    more += ahead.parameters(frame)
    layers[0] = layers[0].add_params(*parameters(frame, years, view.needs_years), *more)
    return _layered(layers).properties(
        width="container", autosize=alt.AutoSizeParams(type="fit-x", contains="padding"), config=palette.config()
    )


def specification(
    view: View, dataset: Dataset, frame: pd.DataFrame, years: list[int], language: Language, palette: Palette
) -> dict[str, Any]:
    """The chart as it is sent. The tests hold every drawing to Vega-Lite's schema; a reader does not wait for that."""
    with debug_mode(False):  # altair holds each part to the schema as it is made, too
        return draw(view, dataset, frame, years, language, palette).to_dict(validate=False)


def _layered(layers: list[alt.Chart]) -> alt.LayerChart | alt.FacetChart:
    """The layers over one another; how those of the same data transform it alike is said once."""
    data = layers[0].data
    shared = [layer for layer in layers if layer.data is data]
    lists = [[] if layer.transform is alt.Undefined else list(layer.transform) for layer in shared]
    count = next((at for at, same in enumerate(zip(*lists, strict=False)) if not _alike(same)), min(map(len, lists)))
    for layer, transforms in zip(shared, lists, strict=True):
        layer.data = alt.Undefined
        layer.transform = transforms[count:] or alt.Undefined
    chart = alt.layer(*layers, data=data)
    chart.transform = lists[0][:count] or alt.Undefined
    return chart


def _alike(transforms: tuple[Any, ...]) -> bool:
    return all(one == transforms[0] for one in transforms)


def _shows_points(layer: alt.Chart) -> bool:
    """Whether a layer's marks are figures: those answer a pointer with their words. A line from one to another, or as
    high as a range, is none."""
    if layer.encoding is alt.Undefined or layer.encoding.tooltip is alt.Undefined:
        return False
    return layer.mark.type not in ("line", "rule")


def _safe(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with names that are no property of an object: Vega groups and places rows by name in plain objects, in
    which `__proto__` and `constructor` are something already. What is added has no width."""
    names = [name for name in ("member", "part") if name in frame]
    return frame.assign(**{name: frame[name].where(frame[name].str.isdigit(), frame[name] + UNSEEN) for name in names})


Layers = tuple[list[alt.Chart], list[alt.Parameter]]


def _layers(
    view: View, form: Form, dataset: Dataset, frame: pd.DataFrame, language: Language, palette: Palette
) -> Layers:
    """The layers of a view in its form, and the parameters that they need of their own."""
    match view:
        case Pair():
            school, other = dataset.measure(view.school), dataset.measure(view.other)
            if form == "panels":
                drawn = panels.paired(frame, school, other, language, palette)
                return drawn, [panels.columns(frame["member"].nunique())]
            return pair.pair(frame, school, other, language, palette), []
        case Scatter():
            return scatter.scatter(frame, dataset.measure(view.x), dataset.measure(view.y), language, palette), []
        case Breakdown():
            return size.stacked(frame, _whole(dataset, view), language, palette), []
        case Composition():
            return size.stacked(frame, dataset.measure(view.whole), language, palette), []
        case MeasureView():
            return _of_measure(view, form, drawn_measure(dataset, view), frame, language, palette)
        case _:
            raise TypeError(f"{type(view).__name__} is not drawn as a chart")


def _of_measure(
    view: MeasureView, form: Form, measure: Measure, frame: pd.DataFrame, language: Language, palette: Palette
) -> Layers:
    match form, view:
        case "panels", _:
            more = [panels.columns(frame["member"].nunique())]
            return panels.panels(frame, measure, language, palette), more
        case "lines", _:
            return lines.lines(frame, measure, language, palette), []
        case "table", _:
            return table.table(frame, measure, language, palette), []
        case "ticks", _:
            return size.ticks(frame, measure, language, palette), []
        case _, Dumbbell():
            return change.dumbbell(frame, measure, language, palette), []
        case _, Bars():
            return size.bars(frame, measure, language, palette), []
        case _, Stacked():
            return size.stacked(frame, measure, language, palette), []
        case _, Ranks():
            return rank.ranks(frame, measure, language, palette), []
        case _:
            raise TypeError(f"{type(view).__name__} is not drawn as a chart")
