"""Which form a view takes, decided here for the page, the slide show, pictures and office files alike.

It follows from what is stored, the years and the members of a view, and never from what is chosen: the filter narrows a
picture in the browser, and nothing that the server tells a chart may depend on it. Two years are compared; three or
more are a history.
"""

from __future__ import annotations

from typing import Literal

import pandas as pd

from frames import of_any_year, years_held
from schema import Bars, Pair, Ranks, Trend, View

Form = Literal["plain", "lines", "panels", "table", "ticks"]
MANY_YEARS = 3
MOST_LINES = 8  # more of them cannot be told apart in one picture, or named at their ends
MOST_PANELS = 16  # more small pictures are higher than a screen and a half


def form_of(view: View, frame: pd.DataFrame) -> Form:
    """Lines, small panels or a table of figures by how many members there are; ticks for what a bar was before."""
    members = frame["member"].nunique()
    if isinstance(view, Trend):
        return _lines(members)
    if len(years_held(frame)) < MANY_YEARS:
        return "plain"
    match view:
        case Bars():
            return "lines" if members == 1 else "ticks"
        case Ranks():
            return "lines" if members <= MOST_LINES else "table"
        case Pair():
            return "panels" if members <= MOST_PANELS else "plain"
        case _:
            return "plain"


def in_form(view: View, frame: pd.DataFrame) -> tuple[Form, pd.DataFrame]:
    """The form of a view, and its frame with members that every year has where it shows more than two years."""
    if form_of(view, frame) == "plain":
        return "plain", frame
    whole = of_any_year(frame)
    return form_of(view, whole), whole


def _lines(members: int) -> Form:
    if members <= MOST_LINES:
        return "lines"
    return "panels" if members <= MOST_PANELS else "table"
