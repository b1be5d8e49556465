"""The door to the charts: a view, its tidy frame and its declaration give an `alt.Chart`."""

from __future__ import annotations

from dataclasses import replace

import altair as alt
import pandas as pd

from charts import change, pair, rank, scatter, size
from charts.controls import parameters
from charts.palette import Palette
from schema import (
    Bars,
    Breakdown,
    Composition,
    Dataset,
    Dumbbell,
    Language,
    Measure,
    Pair,
    Ranks,
    Scatter,
    Stacked,
    Trend,
    View,
    drawn_measure,
)


def _whole(dataset: Dataset, view: Breakdown) -> Measure:
    """What the parts of a breakdown make together: their unit under the dataset's name."""
    return replace(dataset.measure(view.measures[0]), label=dataset.label)


def draw(
    view: View, dataset: Dataset, frame: pd.DataFrame, years: list[int], language: Language, palette: Palette
) -> alt.LayerChart | alt.FacetChart:
    """The chart of a view over all the years of `frame` (see `frames.of_view`), filtered to `years` by itself.

    Raises: TypeError for a view that is no picture (`Figures` is drawn as text).
    """
    match view:
        case Dumbbell():
            layers = change.dumbbell(frame, drawn_measure(dataset, view), language, palette)
        case Trend():
            layers = change.trend(frame, drawn_measure(dataset, view), language, palette)
        case Bars():
            layers = size.bars(frame, drawn_measure(dataset, view), language, palette)
        case Stacked():
            layers = size.stacked(frame, drawn_measure(dataset, view), language, palette)
        case Breakdown():
            layers = size.stacked(frame, _whole(dataset, view), language, palette)
        case Composition():
            layers = size.stacked(frame, dataset.measure(view.whole), language, palette)
        case Ranks():
            layers = rank.ranks(frame, drawn_measure(dataset, view), language, palette)
        case Pair():
            layers = pair.pair(frame, dataset.measure(view.school), dataset.measure(view.other), language, palette)
        case Scatter():
            layers = scatter.scatter(frame, dataset.measure(view.x), dataset.measure(view.y), language, palette)
        case _:
            raise TypeError(f"{type(view).__name__} is not drawn as a chart")
    layers[0] = layers[0].add_params(*parameters(frame, years))
    return alt.layer(*layers).properties(
        width="container", autosize=alt.AutoSizeParams(type="fit-x", contains="padding"), config=palette.config()
    )
