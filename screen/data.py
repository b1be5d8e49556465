"""The store as the pages see it: handed over by `app.py`, read through caches keyed by the newest release."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

import frames
from schema import Chapter, Dataset, Language
from store import Store, open_store
from store.releases import latest
from store.rows import rows


@st.cache_resource
def opened(url: str, _datasets: Sequence[Dataset]) -> Store:
    """The one store of this process."""
    return open_store(url, _datasets)


def provide(store: Store) -> None:
    """Hand the store to the page that runs next."""
    st.session_state["store"] = store


def rows_of(chapter: Chapter) -> dict[str, pd.DataFrame]:
    """The current rows of each dataset of the chapter, by dataset id."""
    store: Store = st.session_state["store"]
    return _rows(store, str(store.engine.url), latest(store), chapter.id, chapter)


@st.cache_data(max_entries=200, show_spinner=False)
def _rows(_store: Store, url: str, release: int, chapter_id: str, _chapter: Chapter) -> dict[str, pd.DataFrame]:
    return {dataset.id: rows(_store, dataset) for dataset in _chapter.datasets}


def frames_of(chapter: Chapter, language: Language) -> list[pd.DataFrame]:
    """The tidy frame of each view, in the views' order."""
    store: Store = st.session_state["store"]
    return _frames(str(store.engine.url), latest(store), chapter.id, language, chapter, rows_of(chapter))


@st.cache_data(max_entries=200, show_spinner=False)
def _frames(
    url: str,
    release: int,
    chapter_id: str,
    language: Language,
    _chapter: Chapter,
    _rows: dict[str, pd.DataFrame],
) -> list[pd.DataFrame]:
    return [
        frames.of_view(view, dataset, _rows[dataset.id], language, _chapter.main_key)
        for view in _chapter.views
        for dataset in (_chapter.dataset_of(*view.columns),)
    ]


def cache_key() -> tuple[str, int]:
    """What everything made of the store's rows is cached by."""
    store: Store = st.session_state["store"]
    return str(store.engine.url), latest(store)
