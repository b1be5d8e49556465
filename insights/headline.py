"""The first sentence of a page: a clause for each measure of the chapter's headline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

import pandas as pd

import frames
from insights.phrases import LEAD, Told, comma, composed, semicolon
from insights.sentences import told_of
from schema import Bars, Chapter, Dataset, Language, MeasureView, Ranks

ALWAYS_SAID = 2  # measures; further ones where there is room


def headline(chapter: Chapter, rows: Mapping[str, pd.DataFrame], asked: Iterable[int], language: Language) -> str:
    """What the chapter's year was like, for the years asked for or, by default, each measure's own newest two.

    `rows` by dataset id. The years are always named; empty where no measure has a figure.
    """
    said: list[Told] = []
    for place, name in enumerate(chapter.headline):
        dataset = chapter.dataset_of(name)
        view = _told_by(dataset, name)
        frame = frames.of_view(view, dataset, rows[dataset.id], language)
        told = told_of(view, dataset, frame, list(asked), language, brief=True)
        said += _as_one(told, language, optional=place >= ALWAYS_SAID)
    text = composed(said, (), language, LEAD, semicolon(language))
    return text and f"{text}{'。' if language == 'zh' else '.'}"


def _as_one(told: list[Told], language: Language, *, optional: bool) -> list[Told]:
    """A measure's clauses in one, for each of the years that they speak of."""
    return [
        Told(comma(language).join(one.text for one in own), years, own[-1].more, optional)
        for years, group in groupby(told, key=lambda one: one.years)
        for own in [list(group)]
    ]


def _told_by(dataset: Dataset, name: str) -> MeasureView:
    if dataset.indicators:
        return Bars("value", by="indicator", where=("indicator", (name,)))
    keys = tuple(key.id for key in dataset.keys)
    return Ranks(name, keys) if dataset.measure(name).kind == "rank" else Bars(name, keys)
