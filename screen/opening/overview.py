"""The opening page: the figures that matter, what changed, what does not add up, questions, each chapter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

import frames
from insights.findings import WEIGHTS, Finding, Weight
from insights.movements import LEAST_PERCENT, LEAST_POINTS, UNUSUAL, Movement, by_turns
from insights.numbers import change, number, signed
from schema import Cell, Chapter, Dataset, Figures, Language
from screen.notebook import pin
from screen.opening import cards, questions
from screen.shell import data, words
from screen.shell.once import once
from screen.shell.site import Site
from screen.shell.state import language, link, to_url

MOST = 5  # movements
MOST_FINDINGS = 3
ORDER: tuple[Weight, ...] = (3, 2, 1)


@dataclass(frozen=True)
class Opening:
    """What the opening page says of a release: how much it holds, its figures, what moved, a sentence a chapter."""

    holds: str
    cards: Sequence[cards.Card]
    moved: Sequence[Movement]
    scorecard: Mapping[str, dict[str, object]]
    questions: Sequence[questions.Question]
    headlines: Sequence[tuple[Chapter, str]]


def show(site: Site) -> None:
    """Draw the opening page."""
    speech = language()
    to_url()
    st.title(words.plain(words.TITLE.text(speech)), anchor=False)
    release = data.shown()
    said = opening(site, release, speech)
    if said is None:
        st.info(words.NO_DATA.text(speech))
        return
    st.caption(words.plain(said.holds))
    cards.draw(said.cards, site, speech)
    _movements(site, said.moved, release, speech)
    _audit(site, release, speech)
    st.subheader(words.ASK.text(speech), anchor=False)
    questions.draw(said.questions, site, speech)
    _scorecard(said.scorecard, release, speech)
    st.subheader(words.CHAPTERS.text(speech), anchor=False)
    for chapter, headline_said in said.headlines:
        st.page_link(
            site.pages[chapter.id],
            label=f"**{words.plain(chapter.label.text(speech))}**",
            query_params=link(),
        )
        st.markdown(words.plain(headline_said))


def opening(site: Site, release: data.Release, speech: Language) -> Opening | None:
    """What the page says; None where the store has no figures yet."""
    return _opening(release, speech, site)


@once(most=20)
def _opening(release: data.Release, speech: Language, _site: Site) -> Opening | None:
    years = data.years_of(_site, release)
    if not years:
        return None
    return Opening(
        _holds(_site, data.stored_rows(_site, release), years, speech),
        cards.cards(_site, release, speech),
        by_turns(data.movements(_site, release, speech))[:MOST],
        _lines(_site, release, speech),
        questions.questions(_site, release),
        [(chapter, data.headline_of(chapter, release, (), speech)) for chapter in _site.chapters],
    )


def _holds(site: Site, rows: dict[str, pd.DataFrame], years: list[int], speech: Language) -> str:
    figures = sum(
        int(rows[dataset.id][measure.id].notna().sum())
        for dataset in site.datasets
        for measure in dataset.stored_measures
    )
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    return words.HOLDS.text(speech).format(chapters=len(site.chapters), figures=figures, years=span)


def _audit(site: Site, release: data.Release, speech: Language) -> None:
    """The findings that nobody has explained, the surest first."""
    found = data.findings(site, release)
    explained = data.explained(found)
    left = sorted((one for one in found if one.id not in explained), key=lambda one: -one.weight)
    st.subheader(words.DOES_NOT_ADD_UP.text(speech), anchor=False)
    for one in left[:MOST_FINDINGS]:
        label = words.plain(f"{WEIGHTS[one.weight].text(speech)} · {one.said.text(speech)}")
        st.page_link(site.pages["audit"], label=label, query_params=link(finding=one.id))
    told = words.AUDIT_SAID.text(speech).format(found=len(found), open=len(left))
    label = words.plain(" · ".join((told, *_by_weight(left, speech))))
    st.page_link(site.pages["audit"], label=label, query_params=link())


def _by_weight(found: Sequence[Finding], speech: Language) -> Iterator[str]:
    for weight in ORDER:
        if count := sum(one.weight == weight for one in found):
            yield f"{WEIGHTS[weight].text(speech)} {count}"


def _movements(site: Site, found: Sequence[Movement], release: data.Release, speech: Language) -> None:
    ranked_by = words.plain(
        words.HOW_RANKED.text(speech).format(threshold=UNUSUAL, points=LEAST_POINTS, percent=LEAST_PERCENT)
    )
    if not found:
        st.subheader(words.plain(words.NOTHING_UNUSUAL.text(speech)), anchor=False)
        st.caption(ranked_by)
        return
    years = found[0].years
    heading = words.MOVED.text(speech).format(first=years[0], last=years[1])
    st.subheader(words.plain(heading), anchor=False)
    for one in found:
        sign = {True: words.GOOD, False: words.BAD, None: words.NEUTRAL}[one.is_good].text(speech)
        label = f"{sign} {one.chapter.label.text(speech)} · {one.sentence(speech, years)}"
        query = cards.way_to(one.chapter, f"{one.dataset.id}.{one.measure.id}", one.years, one.key)
        st.page_link(site.pages[one.chapter.id], label=words.plain(label), query_params=query)
    st.caption(ranked_by)
    said = "\n".join(f"- {words.plain(one.sentence(speech, years))}" for one in found)
    pin.button(Cell("text", title=heading, words=said, written_at=release.number), "movements", speech)


def _lines(site: Site, release: data.Release, speech: Language) -> dict[str, dict[str, object]]:
    """The scorecard's lines by indicator."""
    found: dict[str, dict[str, object]] = {}
    for chapter in site.chapters:
        found |= lines_of(chapter, release, speech)
    return found


def lines_of(chapter: Chapter, release: data.Release, speech: Language) -> dict[str, dict[str, object]]:
    """A chapter's lines of the scorecard."""
    return _lines_of(data.standing(release, chapter.datasets), chapter.id, speech, chapter)


@once(most=200)
def _lines_of(
    release: data.Release, chapter_id: str, speech: Language, _chapter: Chapter
) -> dict[str, dict[str, object]]:
    stated, heard = data.stated_rows(_chapter, release), data.heard(_chapter, release)
    return {
        name: line
        for dataset in heard.datasets
        if dataset.indicators
        for name, own in _by_indicator(dataset, stated[dataset.id], speech)
        if (line := _line(heard, dataset, name, own, speech))
    }


def _by_indicator(dataset: Dataset, rows: pd.DataFrame, speech: Language) -> Iterator[tuple[str, pd.DataFrame]]:
    """Each indicator's figures, in the order declared: from one frame, as one for each takes ten times as long."""
    names = [one.id for one in dataset.indicators]
    frame = frames.of_view(Figures(tuple(names)), dataset, rows, speech).dropna(subset=["value"])
    found = dict(iter(frame.groupby("indicator")))
    return ((name, found[name]) for name in names if name in found)


def _scorecard(found: Mapping[str, dict[str, object]], release: data.Release, speech: Language) -> None:
    if not found:
        return
    with st.expander(words.SCORECARD.text(speech)):
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
        cell = Cell("figures", ",".join(chosen), written_at=release.number)
        pin.rows_button(cell, "scorecard", speech)


def _line(
    chapter: Chapter, dataset: Dataset, name: str, own: pd.DataFrame, speech: Language
) -> dict[str, object] | None:
    """An indicator with two years to compare: its newest figure, its change, and whether that is good."""
    indicator = dataset.measure(name)
    period = frames.period_of(own)
    if period is None or period.before is None:
        return None
    values = own.set_index("year")["value"].sort_index()
    first, last = float(values[period.before]), float(values[period.now])
    verdict = {True: words.GOOD, False: words.BAD, None: None}[indicator.improved(first, last)]
    moved = round(last - first, 6)
    return {
        words.NAME.text(speech): indicator.title(speech),
        words.NEWEST.text(speech): number(last, indicator, speech),
        words.YEARS.text(speech): f"{period.before}→{period.now}",
        words.CHANGE.text(speech): (change if indicator.unit.is_rate else signed)(moved, indicator, speech),
        words.DIRECTION.text(speech): verdict.text(speech) if verdict else "",
        words.TREND.text(speech): list(values),
        words.CHAPTER.text(speech): chapter.label.text(speech),
    }
