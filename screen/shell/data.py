"""The store as the pages see it, read through caches that are keyed by the newest release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

import frames
from insights.audit import audit
from insights.findings import Finding
from schema import Chapter, Dataset, Language, MeasureView, View
from screen.shell.site import Site
from screen.shell.state import as_of
from store import Store, attach, open_store, store_url
from store import explanations as store_explanations
from store.releases import latest
from store.rows import rows


@st.cache_resource
def opened(url: str, _datasets: Sequence[Dataset]) -> Store:
    """The store at `url`, brought to the present schema once in this process."""
    return open_store(url, _datasets)


@st.cache_resource
def _store(url: str) -> Store:
    return attach(url)


@dataclass(frozen=True)
class Release:
    """The state of the store after a release. What is made of its rows is cached by it; it is asked for once a run, so
    that a page shows one state."""

    url: str
    number: int


def newest() -> Release:
    """The newest release of the store."""
    url = store_url()
    return Release(url, latest(_store(url)))


def shown() -> Release:
    """The release as of which the pages show the data: the newest, unless the reader looks back."""
    release, past = newest(), as_of()
    return release if past is None or past >= release.number else Release(release.url, past)


def rows_of(chapter: Chapter, release: Release) -> dict[str, pd.DataFrame]:
    """The rows of each dataset of the chapter, by dataset id."""
    return _rows(release, chapter.id, chapter)


@st.cache_data(max_entries=200, show_spinner=False)
def _rows(release: Release, chapter_id: str, _chapter: Chapter) -> dict[str, pd.DataFrame]:
    return {
        one.id: frames.with_ratios(one, rows(_store(release.url), one, release.number)) for one in _chapter.datasets
    }


def stated_rows(chapter: Chapter, release: Release) -> dict[str, pd.DataFrame]:
    """The chapter's rows with each indicator of a year once, as its pictures show it."""
    return _stated_rows(release, chapter.id, chapter)


@st.cache_data(max_entries=200, show_spinner=False)
def _stated_rows(release: Release, chapter_id: str, _chapter: Chapter) -> dict[str, pd.DataFrame]:
    held = rows_of(_chapter, release)
    return {one.id: frames.stated_once(one, held[one.id]) for one in _chapter.datasets}


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


def stored_rows(site: Site, release: Release) -> dict[str, pd.DataFrame]:
    """The stored rows of every dataset, the chapters' parts of the scorecard as one."""
    return _stored_rows(release, site)


@st.cache_data(max_entries=20, show_spinner=False)
def _stored_rows(release: Release, _site: Site) -> dict[str, pd.DataFrame]:
    return {dataset.id: rows(_store(release.url), dataset, release.number) for dataset in _site.datasets}


def all_rows(site: Site, release: Release) -> dict[str, pd.DataFrame]:
    """The stored rows and what is computed of them."""
    return _all_rows(release, site)


@st.cache_data(max_entries=20, show_spinner=False)
def _all_rows(release: Release, _site: Site) -> dict[str, pd.DataFrame]:
    stored = stored_rows(_site, release)
    return {dataset.id: frames.with_ratios(dataset, stored[dataset.id]) for dataset in _site.datasets}


def findings(site: Site, release: Release) -> list[Finding]:
    """What the audit finds in the rows."""
    return _findings(release, site)


@st.cache_data(max_entries=20, show_spinner=False)
def _findings(release: Release, _site: Site) -> list[Finding]:
    return audit(_site.datasets, _site.identities, stored_rows(_site, release))


def explained() -> dict[str, store_explanations.Explanation]:
    """The findings that somebody has explained, by their ids."""
    return store_explanations.explanations(_store(store_url()))


def explain(finding: str, made_by: str, reason: str) -> None:
    store_explanations.explain(_store(store_url()), finding, made_by, reason)


def drawn_columns(chapter: Chapter, view: View) -> set[str]:
    """The measures and indicators that a view draws, each as `dataset.column`."""
    dataset = chapter.dataset_of(*view.columns)
    named = view.where[1] if isinstance(view, MeasureView) and view.where and dataset.indicators else view.columns
    declared = {measure.id for measure in (dataset.indicators or dataset.measures)}
    return {f"{dataset.id}.{name}" for name in named if name in declared}
