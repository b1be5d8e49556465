"""A chapter as a page: what happened, the charts with their sentences and sources, the tables behind a switch."""

from __future__ import annotations

from typing import Literal

import pandas as pd
import streamlit as st

from exports.content.words import LACKING, RELEASE, section
from insights.findings import KINDS, Finding
from insights.numbers import MINUS, change, number, quantity, signed
from insights.sentences import Period, headline, missing, sentence
from schema import Cell, Chapter, Dataset, Figures, Indicator, Language, MeasureView, View
from screen.chapter import correction
from screen.chapter.filter import choose
from screen.chapter.picture import picture
from screen.chapter.table import table
from screen.notebook import pin
from screen.shell import data, words
from screen.shell.once import once
from screen.shell.site import current
from screen.shell.state import Chosen, from_url, language, link, to_url

IN_A_ROW = 5
DELTA_COLOURS: dict[str | None, Literal["normal", "inverse", "off"]] = {
    "higher": "normal",
    "lower": "inverse",
    None: "off",
}


def show(chapter: Chapter) -> None:
    """Draw the page of a chapter."""
    speech = language()
    st.title(words.plain(chapter.label.text(speech)), anchor=False)
    release = data.shown()
    rows = data.rows_of(chapter, release)
    years = sorted({int(year) for frame in rows.values() for year in frame["year"]})
    if not years:
        st.info(words.NO_DATA.text(speech))
        return
    lead = st.container()
    members = _members(chapter, rows)
    chosen = choose(chapter, years, members, from_url(chapter, years, members), speech)
    first, each = _said(
        data.standing(release, chapter.datasets), chapter.id, speech, chosen.years, chosen.shown, chapter
    )
    questions = _questions(release)
    stated = data.stated_rows(chapter, release)
    with lead:
        st.markdown(f"#### {words.plain(first)}")
        pin.button(Cell("text", words=words.plain(first), written_at=release.number), f"{chapter.id}-lead", speech)
    for place, (frame, said) in enumerate(zip(data.frames_of(chapter, release, speech), each, strict=True)):
        with st.container(key=f"view-{chapter.id}-{place}"):
            _view(chapter, release, place, frame, said, stated, chosen, speech)
            _marks(data.drawn_columns(chapter, chapter.views[place]), questions, chosen, speech)
    st.divider()
    with_table = st.toggle(words.SHOW_TABLE.text(speech), value="table" in st.query_params, key=f"table-{chapter.id}")
    if with_table:
        for dataset in chapter.datasets:
            kept = _kept(rows[dataset.id], chapter.main_key, chosen.shown)
            table(dataset, kept, chosen.years, speech)
            cell = Cell("table", dataset.id, chapter.id, chosen.years, chosen.shown, written_at=release.number)
            pin.button(cell, f"{chapter.id}-{dataset.id}", speech)
            if release == data.newest():
                correction.editor(dataset, _stored(dataset, kept, chosen.years), speech)
    to_url(chapter, chosen, with_table)


def _stored(dataset: Dataset, rows: pd.DataFrame, years: tuple[int, ...]) -> pd.DataFrame:
    """The rows of these years, without what is computed of others."""
    held = rows[rows["year"].isin(years)]
    return held[~held["indicator"].isin([one.id for one in dataset.ratios])] if dataset.indicators else held


@once(most=500)
def _said(
    release: data.Release,
    chapter_id: str,
    speech: Language,
    years: tuple[int, ...],
    shown: tuple[str, ...],
    _chapter: Chapter,
) -> tuple[str, list[str]]:
    """The page's first sentence, and the sentence of each view in their order."""
    rows = {name: _kept(frame, _chapter.main_key, shown) for name, frame in data.rows_of(_chapter, release).items()}
    each = [
        sentence(view, _chapter.dataset_of(*view.columns), _kept(frame, "key", shown), list(years), speech)
        for view, frame in zip(_chapter.views, data.frames_of(_chapter, release, speech), strict=True)
    ]
    return headline(_chapter, rows, list(years), speech), each


def _questions(release: data.Release) -> list[Finding]:
    """The findings that nobody has explained; none for a page that stands alone."""
    site = current()
    if site is None:
        return []
    said = data.explained()
    return [finding for finding in data.findings(site, release) if finding.id not in said]


def _marks(columns: set[str], questions: list[Finding], chosen: Chosen, speech: Language) -> None:
    """A mark under a picture whose figure is in question, leading to the finding."""
    site = current()
    for finding in questions:
        if site is not None and finding.year in chosen.years and columns & set(finding.columns):
            text = words.QUESTIONED.text(speech).format(
                kind=KINDS[finding.kind].text(speech), value=finding.one.shown(speech)
            )
            query = link(finding=finding.id)
            st.page_link(site.pages["audit"], label=words.plain(text), query_params=query)


def _view(
    chapter: Chapter,
    release: data.Release,
    place: int,
    frame: pd.DataFrame,
    said: str,
    rows: dict[str, pd.DataFrame],
    chosen: Chosen,
    speech: Language,
) -> None:
    view = chapter.views[place]
    dataset = chapter.dataset_of(*view.columns)
    if frame["year"].nunique() < view.needs_years:
        return
    if isinstance(view, Figures):
        _figures(view, dataset, frame, chosen, speech)
    else:
        if said:
            st.subheader(words.plain(said), anchor=False)
        elif not set(frame["year"]) & set(chosen.years):
            st.info(words.NO_YEAR.text(speech).format(years=_listed(chosen.years)))
        else:
            st.info(words.HIDDEN.text(speech))
        picture(chapter, release, place, dataset, frame, speech)
        held = rows[dataset.id]
        measures = tuple(name for name in view.columns if name in {one.id for one in dataset.stored_measures})
        if lacking := missing(dataset, held[held["year"].isin(chosen.years)], measures, speech):
            st.caption(words.plain(LACKING.text(speech).format(members=lacking)))
    _source(_drawn(view, dataset, rows[dataset.id]), chosen, speech)
    pick = chosen.pick or ""
    cell = Cell("view", view.name, chapter.id, chosen.years, chosen.shown, pick, written_at=release.number)
    pin.button(cell, f"{chapter.id}-{place}", speech)


def _figures(view: Figures, dataset: Dataset, frame: pd.DataFrame, chosen: Chosen, speech: Language) -> None:
    if view.heading is not None:
        st.subheader(words.plain(view.heading.text(speech)), anchor=False)
    for start in range(0, len(view.indicators), IN_A_ROW):
        row = view.indicators[start : start + IN_A_ROW]
        for indicator, column in zip(row, st.columns(max(len(row), min(len(view.indicators), IN_A_ROW))), strict=False):
            declared = dataset.measure(indicator)
            assert isinstance(declared, Indicator)
            own = frame[frame["indicator"] == indicator].set_index("year")
            values = own["value"].dropna()
            period = Period.of(pd.DataFrame({"year": values.index}), list(chosen.years))
            with column:
                _figure(declared, values, period, speech)
                if period is not None and own["note"][period.last]:
                    st.caption(words.plain(own["note"][period.last]))


def _figure(indicator: Indicator, values: pd.Series, period: Period | None, speech: Language) -> None:
    label = words.plain(indicator.label.text(speech) if indicator.unit.is_rate else indicator.title(speech))
    if period is None:
        st.metric(label, "—")
        return
    moved = None if period.first is None else float(values[period.last] - values[period.first])
    st.metric(
        f"{label} {period.last}",
        (quantity if indicator.unit.is_rate else number)(float(values[period.last]), indicator, speech),
        None if moved is None else _moved(moved, indicator, speech).replace(MINUS, "-"),  # the arrow's sign is ASCII
        delta_color=DELTA_COLOURS[indicator.better],
    )
    if indicator.reference is not None:
        st.caption(words.plain(indicator.reference.label.text(speech)))


def _moved(value: float, indicator: Indicator, speech: Language) -> str:
    return (change if indicator.unit.is_rate else signed)(value, indicator, speech)


def _source(rows: pd.DataFrame, chosen: Chosen, speech: Language) -> None:
    held = rows[rows["year"].isin(chosen.years)]
    sections = ", ".join(section(name, speech) for name in sorted(set(held["section"])))
    releases = ", ".join(str(number) for number in sorted(set(held["release"])))
    if not sections:
        return
    text = words.SOURCE.text(speech).format(section=sections)
    st.caption(words.plain(f"{text} · {RELEASE.text(speech).format(releases=releases)}"))


def _members(chapter: Chapter, rows: dict[str, pd.DataFrame]) -> list[str]:
    """The values of the main key that the chapter's rows have, in their declared order, then as they come."""
    if chapter.main_key is None:
        return []
    met = [value for frame in rows.values() if chapter.main_key in frame for value in frame[chapter.main_key]]
    order = [value for value in chapter.filter_key().order if value in met]
    return list(dict.fromkeys([*order, *met]))


def _kept(rows: pd.DataFrame, key: str | None, shown: tuple[str, ...]) -> pd.DataFrame:
    return rows[rows[key].isin(shown)] if shown and key in rows else rows


def _drawn(view: View, dataset: Dataset, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that the view shows: of the scorecard, those of its indicators."""
    if not dataset.indicators:
        return rows
    shown = view.where[1] if isinstance(view, MeasureView) and view.where else view.columns
    return rows[rows["indicator"].isin(shown)]


def _listed(years: tuple[int, ...]) -> str:
    return ", ".join(map(str, years))
