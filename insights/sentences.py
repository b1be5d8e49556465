"""Computed sentences: what a view shows, for the years that somebody has asked for.

Members are compared with themselves in another year only; a whole is named beside its members, never among them. Which
two years are compared is the period's to say (`frames/period.py`); a sentence names them wherever the filter does not.
"""

from __future__ import annotations

import pandas as pd

from frames import Period, period_of
from insights import pictures
from insights.movement import level, movement
from insights.phrases import TITLE, Told, composed, named_by
from schema import (
    Breakdown,
    Composition,
    Dataset,
    Figures,
    Label,
    Language,
    MeasureView,
    Pair,
    Ranks,
    Scatter,
    Stacked,
    View,
    drawn_measure,
)

BROKEN = Label(
    "{year}年起口径改变（{reason}），不与此前比较", "redefined in {year} ({reason}), not held against earlier years"
)
UNLIKE = Label("各年不是同一把尺子，不算变化", "not the same thing in each year, so no change is given")


def sentence(
    view: View, dataset: Dataset, frame: pd.DataFrame, asked: list[int], language: Language, *, room: float = TITLE
) -> str:
    """The finding of a view for the years asked for, none by default; `frame` is `frames.of_view` over all its years.

    Empty where there is no figure.
    """
    return composed(told_of(view, dataset, frame, asked, language), asked, language, room)


def told_of(
    view: View, dataset: Dataset, frame: pd.DataFrame, asked: list[int], language: Language, *, brief: bool = False
) -> list[Told]:
    """The clauses of a view's sentence; in brief, what a page's first sentence says of it."""
    match view:
        case Pair():
            return pictures.pair(view, dataset, frame, asked, language)
        case Scatter():
            return pictures.scatter(view, dataset, frame, asked, language)
        case Stacked():
            told = pictures.stacked(view, dataset, frame, asked, language)
        case Breakdown():
            told = pictures.breakdown(view, dataset, frame, asked, language)
        case Composition():
            told = pictures.composition(view, dataset, frame, asked, language)
        case Figures():
            return []
        case MeasureView() if dataset.indicators:
            return _each(view, dataset, frame, asked, language)
        case Ranks():
            told = pictures.ranks(drawn_measure(dataset, view), frame, asked, language)
        case MeasureView():
            noun = dataset.key(view.keys[-1]).label if len(view.keys) == 1 else pictures.ITEM
            told = movement(drawn_measure(dataset, view), frame, asked, language, noun, brief=brief)
        case _:
            raise TypeError(type(view).__name__)
    return [*told, *_broken(view, dataset, frame, asked, told, language)]


def _each(view: MeasureView, dataset: Dataset, frame: pd.DataFrame, asked: list[int], language: Language) -> list[Told]:
    """Indicators have nothing in common but their page: each speaks for itself, in the order declared.

    One that has no figure of the newest year of them all is named below the picture.
    """
    period = period_of(frame, asked)
    if period is None:
        return []
    if frame["member"].nunique() > pictures.MOST_SAID and len(named_by(asked)) == 1:
        return level(drawn_measure(dataset, view), frame, period.now, language, pictures.ITEM)
    said: list[Told] = []
    for _, own in frame.sort_values("order").groupby("order", sort=False):
        measure = next(one for one in dataset.indicators if one.label.text(language) == own["member"].iloc[0])
        its = period_of(own, asked)
        if its is None or its.now != period.now:
            continue
        told = movement(measure, own, asked, language, measure.label)
        told += _why(dataset, measure.id, its, told, language)
        said += [Told(one.text, one.years, one.more, optional=bool(said)) for one in told]
    return said


def _broken(
    view: View, dataset: Dataset, frame: pd.DataFrame, asked: list[int], told: list[Told], language: Language
) -> list[Told]:
    """Why there is no change to tell, or none of all the years asked for."""
    period = period_of(frame, asked)
    measures = [name for name in view.columns if name in {one.id for one in (*dataset.measures, *dataset.indicators)}]
    return _why(dataset, measures[0], period, told, language) if measures else []


def _why(dataset: Dataset, measure: str, period: Period | None, told: list[Told], language: Language) -> list[Told]:
    if period is None or not period.broken or not told:
        return []
    wanted = next((year for year in period.held if year in period.asked), period.held[0])
    crossed = [one for one in dataset.breaks_of(measure) if wanted < one.year <= period.now]
    if not crossed:
        return [Told(UNLIKE.text(language), told[-1].years, optional=True)]
    text = BROKEN.text(language).format(year=crossed[-1].year, reason=crossed[-1].reason.text(language))
    return [Told(text, told[-1].years)]
