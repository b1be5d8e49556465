"""The figures that matter: what the school has a target for, then what the chapters' first sentences speak of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

import pandas as pd
import streamlit as st

import frames
from insights.numbers import MINUS, change, quantity, signed
from insights.series import history
from insights.targets import of_reference, standing
from schema import Bars, Chapter, Dataset, Figures, Language, Measure
from screen.chapter.chapter import DELTA_COLOURS
from screen.shell import data, words
from screen.shell.once import once
from screen.shell.site import Site
from screen.shell.state import link

MOST = 8
IN_A_ROW = 4


@dataclass(frozen=True)
class Card:
    """A figure with its history: `series` are its consecutive years of one definition up to the newest, `stands` is how
    it stands to its targets and lines, `column` what it is of as `dataset.column`, `pick` the page's member."""

    chapter: Chapter
    column: str
    label: str
    value: str
    moved: str
    better: str | None
    is_good: bool | None
    years: tuple[int, int]
    series: tuple[float, ...]
    stands: tuple[str, ...]
    pick: str | None = None
    is_wanted: bool = False


def cards(site: Site, release: data.Release, speech: Language) -> list[Card]:
    """What has a target first, then a figure of each chapter before a second one of any; what can be better or worse
    before what can not."""
    own = [_of_chapter(chapter, release, speech) for chapter in site.chapters]
    wanted = [card for each in own for card in each if card.is_wanted]
    others = [[card for card in each if not card.is_wanted] for each in own]
    turns = zip_longest(*others)
    said = [card for turn in turns for card in sorted(filter(None, turn), key=lambda one: one.better is None)]
    return [*wanted, *said][:MOST]


def draw(found: Sequence[Card], site: Site, speech: Language) -> None:
    """The cards in rows; each name leads to where the figure is drawn."""
    for start in range(0, len(found), IN_A_ROW):
        for card, column in zip(found[start : start + IN_A_ROW], st.columns(IN_A_ROW), strict=False):
            with column:
                label = words.plain(card.label)
                query = way_to(card.chapter, card.column, card.years, card.pick)
                st.page_link(site.pages[card.chapter.id], label=label, query_params=query)
                st.metric(
                    label,
                    card.value,
                    card.moved,
                    delta_color=DELTA_COLOURS[card.better],
                    label_visibility="collapsed",
                    chart_data=list(card.series),
                )
                verdict = {True: words.GOOD, False: words.BAD, None: None}[card.is_good]
                said = f"{card.years[0]}→{card.years[1]}" + (f" {verdict.text(speech)}" if verdict else "")
                st.caption(words.plain(" · ".join((said, *card.stands))))


def way_to(chapter: Chapter, column: str, years: tuple[int, int], pick: str | None) -> dict[str, str]:
    """The query of the chapter's first picture of a column in two years, with a member picked where there is one."""
    query = link(years=",".join(map(str, years)), view=str(view_of(chapter, column)))
    return query | ({"pick": pick} if pick else {})


def view_of(chapter: Chapter, column: str) -> int:
    """The place of the first view that draws a column."""
    places = (place for place, view in enumerate(chapter.views) if column in data.drawn_columns(chapter, view))
    return next(places, 0)


def _of_chapter(chapter: Chapter, release: data.Release, speech: Language) -> list[Card]:
    return _cards_of(data.standing(release, chapter.datasets), chapter.id, speech, chapter)


@once(most=200)
def _cards_of(release: data.Release, chapter_id: str, speech: Language, _chapter: Chapter) -> list[Card]:
    heard, rows = data.heard(_chapter, release), data.stated_rows(_chapter, release)
    return [
        card
        for column, targets in _columns(heard).items()
        for card in _of_column(heard, heard.dataset_of(column), column, rows, targets, speech)
    ]


def _columns(chapter: Chapter) -> dict[str, bool]:
    """The columns that cards are made of, and whether there is a target for it."""
    wanted = {one.column: True for dataset in chapter.datasets for one in dataset.said if one.kind == "target"}
    return wanted | {name: name in wanted for name in chapter.headline}


def _of_column(
    chapter: Chapter,
    dataset: Dataset,
    column: str,
    rows: Mapping[str, pd.DataFrame],
    is_wanted: bool,
    speech: Language,
) -> Iterator[Card]:
    """The card of a single figure, of the whole, or of the member that is furthest from its target."""
    measure = dataset.measure(column)
    view = Figures((column,)) if dataset.indicators else Bars(column, tuple(key.id for key in dataset.keys))
    frame = frames.of_view(view, dataset, rows[dataset.id], speech, None if dataset.indicators else chapter.main_key)
    if measure.kind == "rank" or frame.empty:
        return
    stands = [
        standing(one, dataset, rows[dataset.id], speech)
        for one in dataset.said
        if one.column == column and one.kind in ("target", "line") and one.is_certain
    ]
    furthest = next((name for one in stands if one.statement.kind == "target" for name, _ in one.each[:1]), "")
    if not dataset.indicators:
        frame = frame[frame["member"] == furthest] if furthest else frame[frame["whole"]]
    if (card := _card(chapter, dataset, measure, frame, speech)) is not None:
        yield replace(card, stands=(*card.stands, *(one.brief(speech) for one in stands)), is_wanted=is_wanted)


def _card(chapter: Chapter, dataset: Dataset, measure: Measure, own: pd.DataFrame, speech: Language) -> Card | None:
    """One member's figure with its change; None where there is no earlier year to hold it against."""
    members = [] if dataset.indicators else list(dict.fromkeys(own["member"]))
    period = frames.period_of(own)
    if len(members) > 1 or period is None or period.before is None:
        return None
    values = own.dropna(subset=["value"]).set_index("year")["value"]
    first, last = float(values[period.before]), float(values[period.now])
    by = (change if measure.unit.is_rate else signed)(round(last - first, 6), measure, speech)
    member = members[0] if members else ""
    return Card(
        chapter,
        f"{dataset.id}.{measure.id}",
        f"{member} {measure.label.text(speech)}".strip(),
        quantity(last, measure, speech),
        by.replace(MINUS, "-"),
        measure.better,
        measure.improved(first, last),
        (period.before, period.now),
        tuple(value for _, value in sorted(history(own, period.now))),
        (of_reference(line, period.now, last, measure, speech),) if (line := measure.reference) is not None else (),
        str(own["key"].iloc[0]) if "key" in own and not own["whole"].any() else None,
    )
