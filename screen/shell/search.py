"""Search from anywhere: an indicator's name in either language, and the view that shows it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from schema import Chapter, Language
from screen.shell import data, words
from screen.shell.once import once
from screen.shell.site import Site
from screen.shell.state import link


@dataclass(frozen=True)
class Entry:
    """A thing that can be found: its words in both languages, and the view that shows it."""

    text: str
    chapter: str
    place: int


def entries(site: Site, speech: Language) -> list[Entry]:
    """Every measure, indicator and chapter, once each, as the first view that draws it."""
    return _entries(speech, tuple(chapter.id for chapter in site.chapters), site)


@once(most=10)
def _entries(speech: Language, chapter_ids: tuple[str, ...], _site: Site) -> list[Entry]:
    found: dict[str, Entry] = {}
    for chapter in _site.chapters:
        found.setdefault(chapter.id, Entry(_named(chapter, speech), chapter.id, 0))
        for place, view in enumerate(chapter.views):
            for name in data.drawn_columns(chapter, view):
                dataset = next(one for one in chapter.datasets if one.id == name.split(".")[0])
                column = dataset.measure(name.split(".")[1])
                both = (column.label.zh, column.label.en) if speech == "zh" else (column.label.en, column.label.zh)
                text = f"{' · '.join((*both, *column.aliases))} — {chapter.label.text(speech)}"
                found.setdefault(name, Entry(text, chapter.id, place))
    return list(found.values())


def _named(chapter: Chapter, speech: Language) -> str:
    return f"{chapter.label.zh} · {chapter.label.en}" if speech == "zh" else f"{chapter.label.en} · {chapter.label.zh}"


def search(site: Site, speech: Language) -> None:
    """Draw the search box; what is chosen opens its view."""
    turn = st.session_state.setdefault("searches", 0)
    chosen = st.selectbox(
        words.SEARCH.text(speech),
        entries(site, speech),
        index=None,
        format_func=lambda entry: entry.text,
        placeholder=f"{words.SEARCH.text(speech)}　{words.FIND_HINT.text(speech)}",
        label_visibility="collapsed",
        key=f"search-{turn}",
    )
    if chosen is not None:
        st.session_state["searches"] = turn + 1
        st.switch_page(site.pages[chosen.chapter], query_params=link(view=str(chosen.place)))
