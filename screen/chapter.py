"""A chapter as a page: what happened, the charts with their sentences and sources, the tables behind a switch."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from insights.numbers import MINUS, change, number, quantity, signed
from insights.sentences import Period, headline, sentence
from schema import Chapter, Dataset, Figures, Indicator, Language
from screen import data, words
from screen.filter import choose
from screen.picture import picture
from screen.state import Chosen, from_url, language, to_url
from screen.table import table


def show(chapter: Chapter) -> None:
    """Draw the page of a chapter."""
    speech = language()
    st.title(words.plain(chapter.label.text(speech)), anchor=False)
    rows = data.rows_of(chapter)
    years = sorted({int(year) for frame in rows.values() for year in frame["year"]})
    if not years:
        st.info(words.NO_DATA.text(speech))
        return
    lead = st.container()
    members = _members(chapter, rows)
    chosen = choose(chapter, years, members, from_url(chapter, years, members), speech)
    with lead:
        kept = {dataset_id: _kept(frame, chapter, chosen) for dataset_id, frame in rows.items()}
        st.markdown(f"#### {words.plain(headline(chapter, kept, list(chosen.years), speech))}")
    for place, frame in enumerate(data.frames_of(chapter, speech)):
        _view(chapter, place, frame, rows, chosen, speech)
    st.divider()
    with_table = st.toggle(words.SHOW_TABLE.text(speech), value="table" in st.query_params, key=f"table-{chapter.id}")
    if with_table:
        for dataset in chapter.datasets:
            table(dataset, _kept(rows[dataset.id], chapter, chosen), chosen.years, speech)
    to_url(chapter, chosen, with_table)


def _view(
    chapter: Chapter,
    place: int,
    frame: pd.DataFrame,
    rows: dict[str, pd.DataFrame],
    chosen: Chosen,
    speech: Language,
) -> None:
    view = chapter.views[place]
    dataset = chapter.dataset_of(*view.columns)
    if frame["year"].nunique() < view.needs_years:
        return
    kept = frame[frame["key"].isin(chosen.shown)] if chosen.shown and "key" in frame else frame
    said = sentence(view, dataset, kept, list(chosen.years), speech)
    if isinstance(view, Figures):
        _figures(view, dataset, frame, chosen, speech)
    else:
        if said:
            st.subheader(words.plain(said), anchor=False)
        elif not set(frame["year"]) & set(chosen.years):
            st.info(words.NO_YEAR.text(speech).format(years=_listed(chosen.years)))
        picture(chapter, place, dataset, frame, speech)
    _source(rows[dataset.id], chosen, speech)


def _figures(view: Figures, dataset: Dataset, frame: pd.DataFrame, chosen: Chosen, speech: Language) -> None:
    for indicator, column in zip(view.indicators, st.columns(len(view.indicators)), strict=True):
        declared = dataset.measure(indicator)
        assert isinstance(declared, Indicator)
        values = frame[frame["indicator"] == indicator].set_index("year")["value"].dropna()
        period = Period.of(pd.DataFrame({"year": values.index}), list(chosen.years))
        with column:
            _figure(declared, values, period, speech)


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
        delta_color={"higher": "normal", "lower": "inverse", None: "off"}[indicator.better],  # type: ignore[arg-type]
    )


def _moved(value: float, indicator: Indicator, speech: Language) -> str:
    return (change if indicator.unit.is_rate else signed)(value, indicator, speech)


def _source(rows: pd.DataFrame, chosen: Chosen, speech: Language) -> None:
    held = rows[rows["year"].isin(chosen.years)]
    sections = ", ".join(sorted(set(held["section"])))
    releases = ", ".join(str(number) for number in sorted(set(held["release"])))
    if not sections:
        return
    text = words.SOURCE.text(speech).format(section=sections)
    st.caption(words.plain(f"{text} · {words.RELEASE.text(speech).format(releases=releases)}"))


def _members(chapter: Chapter, rows: dict[str, pd.DataFrame]) -> list[str]:
    """The values of the main key that the chapter's rows have, in their declared order, then as they come."""
    if chapter.main_key is None:
        return []
    met = [value for frame in rows.values() if chapter.main_key in frame for value in frame[chapter.main_key]]
    order = [value for value in chapter.filter_key().order if value in met]
    return list(dict.fromkeys([*order, *met]))


def _kept(rows: pd.DataFrame, chapter: Chapter, chosen: Chosen) -> pd.DataFrame:
    if not chosen.shown or chapter.main_key not in rows:
        return rows
    return rows[rows[chapter.main_key].isin(chosen.shown)]


def _listed(years: tuple[int, ...]) -> str:
    return ", ".join(map(str, years))
