"""The opening page: what changed this year, the scorecard at a glance, what does not add up, the way to each page."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

import frames
from insights.movements import Movement, movements
from insights.numbers import change, number, signed
from insights.sentences import headline
from schema import Cell, Chapter, Indicator, Language
from screen.notebook import pin
from screen.shell import data, words
from screen.shell.site import Site
from screen.shell.state import language, link, to_url

MOST = 8


def show(site: Site) -> None:
    """Draw the opening page."""
    speech = language()
    to_url()
    st.title(words.plain(words.TITLE.text(speech)), anchor=False)
    release = data.shown()
    rows = {name: frame for chapter in site.chapters for name, frame in data.rows_of(chapter, release).items()}
    rows |= data.all_rows(site, release)
    years = sorted({int(year) for frame in rows.values() for year in frame["year"]})
    if not years:
        st.info(words.NO_DATA.text(speech))
        return
    st.markdown(f"#### {words.plain(_holds(site, data.stored_rows(site, release), years, speech))}")
    _audit(site, release, speech)
    _movements(site, rows, years, speech)
    _scorecard(site, rows, speech)
    st.subheader(words.CHAPTERS.text(speech), anchor=False)
    for chapter in site.chapters:
        said = headline(chapter, data.rows_of(chapter, release), years[-2:], speech)
        st.page_link(
            site.pages[chapter.id],
            label=f"**{words.plain(chapter.label.text(speech))}**",
            query_params=link(),
        )
        st.markdown(words.plain(said))


def _holds(site: Site, rows: dict[str, pd.DataFrame], years: list[int], speech: Language) -> str:
    figures = sum(
        int(rows[dataset.id][measure.id].notna().sum())
        for dataset in site.datasets
        for measure in dataset.stored_measures
    )
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    return words.HOLDS.text(speech).format(chapters=len(site.chapters), figures=figures, years=span)


def _audit(site: Site, release: data.Release, speech: Language) -> None:
    found, said = data.findings(site, release), data.explained()
    left = sum(one.id not in said for one in found)
    text = words.AUDIT_SAID.text(speech).format(found=len(found), open=left)
    label = words.plain(f"{words.AUDIT.text(speech)}：{text}")
    st.page_link(site.pages["audit"], label=label, query_params=link())


def _movements(site: Site, rows: dict[str, pd.DataFrame], years: list[int], speech: Language) -> None:
    found = movements(site.chapters, rows, years, speech)[:MOST]
    if not found:
        return
    heading = words.MOVED.text(speech).format(first=found[0].years[0], last=found[0].years[1])
    st.subheader(words.plain(heading), anchor=False)
    for one in found:
        sign = {True: words.GOOD, False: words.BAD, None: words.NEUTRAL}[one.is_good].text(speech)
        label = f"{sign} {one.chapter.label.text(speech)} · {one.sentence(speech)}"
        st.page_link(site.pages[one.chapter.id], label=words.plain(label), query_params=_query(one, speech))
    st.caption(words.plain(words.HOW_RANKED.text(speech)))
    said = "\n".join(f"- {words.plain(one.sentence(speech))}" for one in found)
    pin.button(Cell("text", title=heading, words=said, written_at=data.shown().number), "movements", speech)


def _query(one: Movement, speech: Language) -> dict[str, str]:
    shown = next(
        (
            place
            for place, view in enumerate(one.chapter.views)
            if f"{one.dataset.id}.{one.measure.id}" in data.drawn_columns(one.chapter, view)
        ),
        0,
    )
    query = link(years=",".join(map(str, one.years)), view=str(shown))
    return query | ({"pick": one.key} if one.key else {})


def _scorecard(site: Site, rows: dict[str, pd.DataFrame], speech: Language) -> None:
    found = {
        indicator.id: line
        for chapter in site.chapters
        for dataset in chapter.datasets
        for indicator in dataset.indicators
        if (line := _line(chapter, indicator, frames.stated_once(dataset, rows["scorecard"]), speech))
    }
    if not found:
        return
    st.subheader(words.SCORECARD.text(speech), anchor=False)
    trend = words.TREND.text(speech)
    event: Any = st.dataframe(
        pd.DataFrame(list(found.values())),
        hide_index=True,
        height="content",
        column_config={trend: st.column_config.LineChartColumn(width="small")},
        on_select="rerun",
        selection_mode="multi-row",
        key="scorecard",
        alt=words.SCORECARD.text(speech),
    )
    chosen = [name for place, name in enumerate(found) if place in event.selection.rows]
    cell = Cell("figures", ",".join(chosen), written_at=data.shown().number)
    pin.rows_button(cell, "scorecard", speech)


def _line(chapter: Chapter, indicator: Indicator, rows: pd.DataFrame, speech: Language) -> dict[str, object] | None:
    """An indicator with two years or more: its last value, its change, and whether that is good."""
    own = rows[rows["indicator"] == indicator.id].dropna(subset=["value"]).sort_values("year")
    if len(own) < 2:
        return None
    first, last = float(own["value"].iloc[-2]), float(own["value"].iloc[-1])
    better = indicator.better is not None and first != last
    good = (last > first) == (indicator.better == "higher")
    moved = (
        change(last - first, indicator, speech) if indicator.unit.is_rate else signed(last - first, indicator, speech)
    )
    return {
        words.NAME.text(speech): indicator.title(speech),
        str(int(own["year"].iloc[-1])): number(last, indicator, speech),
        words.CHANGE.text(speech): moved,
        words.DIRECTION.text(speech): (words.GOOD if good else words.BAD).text(speech) if better else "",
        words.TREND.text(speech): list(own["value"]),
        words.CHAPTER.text(speech): chapter.label.text(speech),
    }
