"""The store as the pages see it, read through caches that are keyed by the newest release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Release:
    """What everything made of the store's rows is cached by; asked for once a run, so that a page shows one state."""

    url: str
    number: int


def newest() -> Release:
    """The newest release of the store."""
    url = store_url()
    return Release(url, latest(_store(url)))


def rows_of(chapter: Chapter, release: Release) -> dict[str, pd.DataFrame]:
    """The current rows of each dataset of the chapter, by dataset id."""
    return _rows(release, chapter.id, chapter)


@st.cache_data(max_entries=200, show_spinner=False)
def _rows(release: Release, chapter_id: str, _chapter: Chapter) -> dict[str, pd.DataFrame]:
    return {dataset.id: rows(_store(release.url), dataset) for dataset in _chapter.datasets}


def frames_of(chapter: Chapter, release: Release, language: Language) -> list[pd.DataFrame]:
    """The tidy frame of each view, in the views' order."""
    return _frames(release, chapter.id, language, chapter)


@st.cache_data(max_entries=200, show_spinner=False)
def _frames(release: Release, chapter_id: str, language: Language, _chapter: Chapter) -> list[pd.DataFrame]:
    rows_by_dataset = rows_of(_chapter, release)
    return [
        frames.of_view(view, dataset, rows_by_dataset[dataset.id], language, _chapter.main_key)
        for view in _chapter.views
        for dataset in (_chapter.dataset_of(*view.columns),)
    ]
