"""Where next year's expected range can be drawn and what is said of it: for the page, slides, print and files alike."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from charts.form import form_of
from frames import of_any_year, period_of
from insights.expected import has_enough_years, told_of_expected, with_expected
from schema import Dataset, Language, MeasureView, View, drawn_measure


def can_be_drawn(view: View, dataset: Dataset, frame: pd.DataFrame) -> bool:
    """Whether the view draws lines, and enough years stand behind the newest of one."""
    if not isinstance(view, MeasureView) or drawn_measure(dataset, view).kind == "rank":
        return False
    whole = of_any_year(frame)
    return form_of(view, whole) in ("lines", "panels") and has_enough_years(whole)


def with_range(view: View, dataset: Dataset, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the ranges beside its figures, where they can be drawn."""
    if not isinstance(view, MeasureView) or not can_be_drawn(view, dataset, frame):
        return frame
    return with_expected(frame, drawn_measure(dataset, view))


def beneath(view: View, dataset: Dataset, frame: pd.DataFrame, asked: Sequence[int], language: Language) -> list[str]:
    """The words under the ranges of the chosen members, the rows of `frame`, for the years asked for."""
    period = period_of(frame, asked)
    if period is None or not isinstance(view, MeasureView):
        return []
    return told_of_expected(frame, drawn_measure(dataset, view), period.now, language)
