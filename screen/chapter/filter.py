"""The page's filter: years and main key, answered by the charts themselves before the server hears of it.

Each chart binds its parameters to an element of this component (Vega's direct binding: an element with a `value` that
fires `input`), so one click redraws every chart of the page in the browser; the server is told afterwards, and
sentences, tables and the URL follow. See docs/decisions/0001-filter.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2 import component

from charts import SEPARATOR
from schema import Chapter, Language
from screen.shell import words
from screen.shell.state import Chosen

HERE = Path(__file__).parent
SIGNALS = ("years", "shown", "pick")


def element(chapter: Chapter, signal: str) -> str:
    """The selector of the element that carries a signal on this chapter's page."""
    return f".st-key-filter-{chapter.id}-{signal}"


@cache
def _component(chapter_id: str) -> Any:
    return component(
        f"filter_{chapter_id}",
        html='<div class="notebook-filter"><div class="controls"></div></div>',
        css=(HERE / "filter.css").read_text(encoding="utf-8"),
        js=(HERE / "filter.js").read_text(encoding="utf-8"),
        isolate_styles=False,
    )


def choose(
    chapter: Chapter, years: Sequence[int], members: Sequence[str], at_first: Chosen, language: Language
) -> Chosen:
    """Draw the filter and return what is chosen now.

    The elements that carry the signals are containers around the component: Streamlit draws those at once, whereas the
    component itself comes when its script has, too late for a quick chart.
    """
    start: dict[str, str | None] = {
        "years": _joined(at_first.years),
        "shown": SEPARATOR.join(at_first.shown),
        "pick": at_first.pick,
    }
    with ExitStack() as carriers:
        for signal in SIGNALS:
            carriers.enter_context(st.container(key=f"filter-{chapter.id}-{signal}"))
        told = _draw(chapter, years, members, start, language)
    return _chosen(told.chosen, years, members, at_first)


def _draw(
    chapter: Chapter, years: Sequence[int], members: Sequence[str], start: dict[str, str | None], language: Language
) -> Any:
    """The component with its buttons; what it tells is under `chosen`."""
    key = chapter.filter_key() if chapter.main_key is not None else None
    return _component(chapter.id)(
        key=f"filter-{chapter.id}",
        data={
            "years": [str(year) for year in years],
            "members": [{"value": value, "name": key.name(value, language)} for value in members] if key else [],
            "start": start,
            "elements": {signal: element(chapter, signal) for signal in SIGNALS},
            "separator": SEPARATOR,
            "focus": _focus(chapter),
            "turn": st.session_state.get("searches", 0),
            "words": {
                "years": words.YEARS.text(language),
                "one": words.ONE.text(language),
                "two": words.TWO.text(language),
                "several": words.SEVERAL.text(language),
                "range": words.RANGE.text(language),
                "all": words.ALL.text(language),
                "clear": words.CLEAR.text(language),
                "key": key.label.text(language) if key else "",
            },
        },
        default={"chosen": start},
        on_chosen_change=lambda: None,
    )


def _focus(chapter: Chapter) -> str:
    """The key of the view that the link asks for, to be brought into sight; empty for the top of the page."""
    place = st.query_params.get("view", "")
    known = place.isascii() and place.isdigit() and 0 < int(place) < len(chapter.views)
    return f"view-{chapter.id}-{place}" if known else ""


def _chosen(told: Any, years: Sequence[int], members: Sequence[str], otherwise: Chosen) -> Chosen:
    """What the browser told, as far as the data has it; a browser may tell anything."""
    if not isinstance(told, dict):
        return otherwise
    names = {str(year): year for year in years}
    chosen = tuple(names[part] for part in str(told.get("years") or "").split(",") if part in names)
    shown = tuple(value for value in str(told.get("shown") or "").split(SEPARATOR) if value in members)
    pick = told.get("pick")
    return Chosen(tuple(sorted(chosen)) or otherwise.years, shown, pick if pick in members else None)


def _joined(years: Sequence[int]) -> str:
    return ",".join(map(str, years))
