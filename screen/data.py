"""The store as the pages see it, read through caches that are keyed by the newest release."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

import frames
from schema import Chapter, Dataset, Language
from store import Store, attach, open_store, store_url
from store.releases import latest
from store.rows import rows


@st.cache_resource
def ensure(url: str, _datasets: Sequence[Dataset]) -> None:
    """Bring the store at `url` to the present schema, once in this process."""
    open_store(url, _datasets)


@st.cache_resource
def _store(url: str) -> Store:
    return attach(url)


def rows_of(chapter: Chapter) -> dict[str, pd.DataFrame]:
    """The current rows of each dataset of the chapter, by dataset id."""
    return _rows(*cache_key(), chapter.id, chapter)


@st.cache_data(max_entries=200, show_spinner=False)
def _rows(url: str, release: int, chapter_id: str, _chapter: Chapter) -> dict[str, pd.DataFrame]:
    return {dataset.id: rows(_store(url), dataset) for dataset in _chapter.datasets}


def frames_of(chapter: Chapter, language: Language) -> list[pd.DataFrame]:
    """The tidy frame of each view, in the views' order."""
    return _frames(*cache_key(), chapter.id, language, chapter, rows_of(chapter))


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
    url = store_url()
    return url, latest(_store(url))
