"""A chapter as a page: what happened, the charts with their sentences and sources, the tables behind a switch."""

from __future__ import annotations

from typing import Literal

import pandas as pd
import streamlit as st

from frames import by_default
from insights.findings import KINDS, Finding
from schema import Cell, Chapter, Dataset, Figures, Language
from screen.chapter import correction
from screen.chapter.filter import choose
from screen.chapter.picture import is_expected, leading, picture
from screen.chapter.table import table
from screen.chapter.told import Figure, Told, kept, page_of, told
from screen.figure import panel
from screen.notebook import pin
from screen.shell import data, words
from screen.shell.site import current
from screen.shell.state import Chosen, from_url, language, link, to_url

IN_A_ROW = 5
MOST_MARKS = 3
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
    page = page_of(chapter, release)
    if not page.years:
        st.info(words.NO_DATA.text(speech))
        return
    lead = st.container()
    chosen = choose(chapter, page.years, page.members, from_url(chapter, page.years, page.members), speech)
    panel.door(chapter, chosen.years[-1], speech)
    first, each = told(chapter, release, chosen, speech)
    with lead:
        st.markdown(f"#### {words.plain(first)}")
        pin.button(Cell("text", words=words.plain(first), written_at=release.number), f"{chapter.id}-lead", speech)
    for place, one in enumerate(each):
        with st.container(key=f"view-{chapter.id}-{place}"):
            if one is not None:
                _view(chapter, release, place, one, chosen, speech)
            _marks(release, data.drawn_columns(chapter, chapter.views[place]), chosen, speech)
    st.divider()
    with_table = st.toggle(words.SHOW_TABLE.text(speech), value="table" in st.query_params, key=f"table-{chapter.id}")
    if with_table:
        _tables(chapter, release, chosen, speech)
    looked_into = panel.panel(chapter, release, chosen.years[-1], speech)
    expected = [str(place) for place in range(len(chapter.views)) if is_expected(chapter, place)]
    to_url(chapter, chosen, with_table, by_default(page.years), figure=looked_into, expected=expected)


def _view(chapter: Chapter, release: data.Release, place: int, one: Told, chosen: Chosen, speech: Language) -> None:
    view = chapter.views[place]
    if isinstance(view, Figures):
        _figures(view, one.figures, speech)
    else:
        if one.finding:
            st.subheader(words.plain(one.finding), anchor=False)
        else:
            st.info(one.instead)
        picture(chapter, release, place, chosen, speech)
        for line in (*one.lacking, *one.said):
            st.caption(words.plain(line))
    if one.source:
        st.caption(words.plain(one.source))
    pick = chosen.pick or ""
    pinned = leading(chapter, release, place, chosen.years, speech)
    expected = is_expected(chapter, place)
    cell = Cell("view", pinned.name, chapter.id, chosen.years, chosen.shown, pick, expected, written_at=release.number)
    pin.button(cell, f"{chapter.id}-{place}", speech)


def _figures(view: Figures, figures: tuple[Figure, ...], speech: Language) -> None:
    if view.heading is not None:
        st.subheader(words.plain(view.heading.text(speech)), anchor=False)
    for start in range(0, len(figures), IN_A_ROW):
        row = figures[start : start + IN_A_ROW]
        for one, column in zip(row, st.columns(max(len(row), min(len(figures), IN_A_ROW))), strict=False):
            with column:
                st.metric(words.plain(one.label), one.value, one.moved, delta_color=DELTA_COLOURS[one.better])
                for text in one.beside:
                    st.caption(words.plain(text))


def _marks(release: data.Release, columns: set[str], chosen: Chosen, speech: Language) -> None:
    """A mark under a picture for each figure of it that is in question, by name, leading to the finding; what somebody
    has explained stays, marked so."""
    site = current()
    if site is None:
        return
    own = [one for one in data.findings(site, release) if one.year in chosen.years and columns & set(one.columns)]
    explained = data.explained(own)
    own.sort(key=lambda one: one.id in explained)
    for finding in own[:MOST_MARKS]:
        mark = words.ANSWERED if finding.id in explained else words.QUESTIONED
        text = mark.text(speech).format(kind=KINDS[finding.kind].text(speech), item=_item(finding, columns, speech))
        st.page_link(site.pages["audit"], label=words.plain(text), query_params=link(finding=finding.id))
    if len(own) > MOST_MARKS:
        text = words.MORE_QUESTIONED.text(speech).format(count=len(own) - MOST_MARKS)
        st.page_link(site.pages["audit"], label=words.plain(text), query_params=link())


def _item(finding: Finding, columns: set[str], speech: Language) -> str:
    """The figure of the picture that a finding questions, with its value; what is computed of several has none."""
    sides = [side for one in (finding, *finding.doubles) for side in (one.one, one.other)]
    single = [one for one in sides if {f"{at.dataset}.{at.column}" for at in one.places} <= columns and one.places]
    own = next((one for one in single if len(one.places) == 1), sides[0])
    return f"{own.label.text(speech)} {own.shown(speech)}"


def _tables(chapter: Chapter, release: data.Release, chosen: Chosen, speech: Language) -> None:
    rows = data.rows_of(chapter, release)
    for dataset in chapter.datasets:
        shown = kept(rows[dataset.id], chapter.main_key, chosen.shown)
        table(dataset, shown, chosen.years, speech)
        cell = Cell("table", dataset.id, chapter.id, chosen.years, chosen.shown, written_at=release.number)
        pin.button(cell, f"{chapter.id}-{dataset.id}", speech)
        if release == data.newest():
            correction.editor(dataset, _stored(dataset, shown, chosen.years), speech)


def _stored(dataset: Dataset, rows: pd.DataFrame, years: tuple[int, ...]) -> pd.DataFrame:
    """The rows of these years, without what is computed of others."""
    held = rows[rows["year"].isin(years)]
    return held[~held["indicator"].isin([one.id for one in dataset.ratios])] if dataset.indicators else held
