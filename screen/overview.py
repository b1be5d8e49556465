"""The opening page: what the notebook holds, each chapter's first sentence, and the way there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from insights.sentences import headline
from schema import Chapter
from screen import data, words
from screen.state import language, to_url


def show(chapters: Sequence[Chapter], pages: Mapping[str, StreamlitPage]) -> None:
    """Draw the opening page; `pages` are the chapters' pages by chapter id."""
    speech = language()
    to_url()
    st.title(words.plain(words.TITLE.text(speech)), anchor=False)
    release = data.newest()
    rows = {chapter.id: data.rows_of(chapter, release) for chapter in chapters}
    years = sorted({int(year) for held in rows.values() for frame in held.values() for year in frame["year"]})
    if not years:
        st.info(words.NO_DATA.text(speech))
        return
    figures = sum(
        int(held[dataset.id][measure.id].notna().sum())
        for chapter in chapters
        for held in (rows[chapter.id],)
        for dataset in chapter.datasets
        for measure in dataset.stored_measures
    )
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    holds = words.HOLDS.text(speech).format(chapters=len(chapters), figures=figures, years=span)
    st.markdown(f"#### {words.plain(holds)}")
    for chapter in chapters:
        said = headline(chapter, rows[chapter.id], years[-2:], speech)
        st.subheader(words.plain(chapter.label.text(speech)), anchor=False)
        st.markdown(words.plain(said))
        label = words.OPEN_CHAPTER.text(speech).format(chapter=chapter.label.text(speech))
        st.page_link(pages[chapter.id], label=words.plain(label), query_params={"lang": speech})
