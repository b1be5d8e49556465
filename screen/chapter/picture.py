"""A view's chart on the page: built once for each release, language and theme, and bound to the page's filter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import streamlit as st

from charts import DARK, LIGHT, specification
from exports.content.expectation import beneath, can_be_drawn, with_range
from frames import Mark, asked_of, marked, period_of
from insights.marks import in_words
from insights.sentences import sentence
from schema import Chapter, Dataset, Language, View, history_of
from screen.chapter.filter import element
from screen.chapter.told import kept
from screen.shell import words
from screen.shell.data import Release, frames_of, heard, marks_of, rows_of, standing
from screen.shell.once import once
from screen.shell.site import current
from screen.shell.state import Chosen


@dataclass(frozen=True)
class Drawn:
    """A chart as it is sent, its description, and whether next year's expected range can be drawn in it."""

    spec: dict[str, Any]
    alt: str
    can_expect: bool


def picture(chapter: Chapter, release: Release, place: int, chosen: Chosen, language: Language) -> None:
    """Draw the chart of the chapter's view at `place`, after the lines that lead it where there are enough years.

    Nothing that the server tells a chart depends on the filter, its description included: a chart that is told
    something new is drawn anew, and the redraw in the browser would be done twice. So the lines are always there, and
    the page shows them while three years or more are chosen (`filter.css`).
    """
    dark, marks = st.context.theme.type == "dark", _marks(chapter, release)
    expects = is_expected(chapter, place)
    history = drawn(chapter, release, place, language, dark, marks, history=True, expects=expects)
    if history is not None:
        with st.container(key=f"history-{chapter.id}-{place}"):
            _chart(history, f"{chapter.id}-{place}-history")
            _expected(chapter, release, place, chosen, history, language)
    own = drawn(chapter, release, place, language, dark, marks, expects=expects and history is None)
    if own is not None:
        _chart(own, f"{chapter.id}-{place}")
        if history is None:
            _expected(chapter, release, place, chosen, own, language)


def is_expected(chapter: Chapter, place: int) -> bool:
    """Whether the reader, or the link at first, asks for next year's expected range in the view at `place`."""
    asked = str(place) in st.query_params.get_all("expected")
    return bool(st.session_state.get(_switch(chapter, place), asked))


def _switch(chapter: Chapter, place: int) -> str:
    return f"expected-{chapter.id}-{place}"


def _expected(chapter: Chapter, release: Release, place: int, chosen: Chosen, chart: Drawn, language: Language) -> None:
    """The switch under a chart that can draw next year's expected range and, when it is on, the words under it."""
    if not chart.can_expect:
        return
    on = is_expected(chapter, place)
    if not st.toggle(words.EXPECT.text(language), value=on, key=_switch(chapter, place)):
        return
    view = leading(chapter, release, place, chosen.years, language)
    dataset = heard(chapter, release).dataset_of(*view.columns)
    frame = kept(frames_of(chapter, release, language)[place], "key", chosen.shown)
    for line in beneath(view, dataset, frame, chosen.years, language):
        st.caption(words.plain(line))


def leading(chapter: Chapter, release: Release, place: int, years: Sequence[int], language: Language) -> View:
    """The view that leads at `place` while these years are chosen: its lines, or itself."""
    view = chapter.views[place]
    history = history_of(view)
    if history is None or len(years) < history.needs_years:
        return view
    held = frames_of(chapter, release, language)[place]["year"].nunique()
    return history if held >= history.needs_years else view


def _marks(chapter: Chapter, release: Release) -> tuple[Mark, ...]:
    site = current()
    return () if site is None else marks_of(site, chapter, release)


def _chart(chart: Drawn, key: str) -> None:
    st.vega_lite_chart(spec=chart.spec, theme=None, width="stretch", key=key, alt=chart.alt)


def drawn(
    chapter: Chapter,
    release: Release,
    place: int,
    language: Language,
    dark: bool,
    marks: tuple[Mark, ...],
    *,
    history: bool = False,
    expects: bool = False,
) -> Drawn | None:
    """The specification of the chart, bound to the chapter's filter, and its description; of its lines, where there are
    enough years for some."""
    at = standing(release, chapter.datasets)
    return _drawn(at, chapter.id, place, language, dark, marks, history, expects, chapter)


@once(most=600)
def _drawn(
    release: Release,
    chapter_id: str,
    place: int,
    language: Language,
    dark: bool,
    marks: tuple[Mark, ...],
    history: bool,
    expects: bool,
    _chapter: Chapter,
) -> Drawn | None:
    own = _chapter.views[place]
    view = history_of(own) if history else own
    plain = frames_of(_chapter, release, language)[place]
    if view is None or plain["year"].nunique() < view.needs_years:
        return None
    dataset = heard(_chapter, release).dataset_of(*view.columns)
    rows = rows_of(_chapter, release)[dataset.id]
    frame = marked(own, dataset, rows, plain, marks, language)
    frame = with_range(view, dataset, frame) if expects else frame
    period = period_of(frame)
    years = list(period.drawn) if period is not None else []
    spec = specification(view, dataset, frame, years, language, DARK if dark else LIGHT)
    for parameter in spec["params"]:
        bind(parameter, _chapter)
    described = _described(dataset, view, language, asked_of(own, dataset, rows, plain, marks))
    return Drawn(as_sent(spec), described, can_be_drawn(view, dataset, plain))


def still(chapter: Chapter, release: Release, place: int, asked: tuple[int, ...], language: Language) -> None:
    """The chart of a chapter's view with its sentence for these years, on a page without the chapter's filter."""
    dark = st.context.theme.type == "dark"
    marks = _marks(chapter, release)
    at_rest = _still(standing(release, chapter.datasets), chapter.id, place, asked, language, dark, marks, chapter)
    if at_rest is None:
        return
    spec, said = at_rest
    st.subheader(words.plain(said), anchor=False)
    st.vega_lite_chart(spec=spec, theme=None, width="stretch", key=f"still-{chapter.id}-{place}", alt=said)


@once(most=100)
def _still(
    release: Release,
    chapter_id: str,
    place: int,
    asked: tuple[int, ...],
    language: Language,
    dark: bool,
    marks: tuple[Mark, ...],
    _chapter: Chapter,
) -> tuple[dict[str, Any], str] | None:
    view = _chapter.views[place]
    dataset = heard(_chapter, release).dataset_of(*view.columns)
    frame = frames_of(_chapter, release, language)[place]
    frame = marked(view, dataset, rows_of(_chapter, release)[dataset.id], frame, marks, language)
    period = period_of(frame, asked)
    if period is None or len(period.held) < view.needs_years:
        return None
    said, years = sentence(view, dataset, frame, list(asked), language), list(period.shown(view.needs_years))
    return as_sent(specification(view, dataset, frame, years, language, DARK if dark else LIGHT)), said


def as_sent(spec: dict[str, Any]) -> dict[str, Any]:
    """The specification with its rows as the tables that go to the browser: put together now, not at every run."""
    tables = {name: pa.Table.from_pylist(rows) for name, rows in spec.get("datasets", {}).items()}
    return spec | {"datasets": tables} if tables else spec


def _described(dataset: Dataset, view: View, language: Language, marks: Sequence[Mark]) -> str:
    """What the chart shows and which of its figures are marked, for those who cannot see it; its finding is the heading
    before it."""
    columns = (*dataset.keys, *dataset.measures, *dataset.indicators)
    shown = [column.label.text(language) for name in view.columns for column in columns if column.id == name]
    said = words.CHART_OF.text(language).format(columns=("、" if language == "zh" else ", ").join(shown))
    return "\n".join([said, *in_words(marks, language)])


def bind(parameter: dict[str, Any], chapter: Chapter) -> None:
    """Let the page's filter drive a chart's parameter, and hear of it."""
    if parameter["name"] in ("years", "shown", "pick"):
        source = {"element": element(chapter, parameter["name"]), "event": "input"}
        parameter["bind"] = {"key": source} if "select" in parameter else source
