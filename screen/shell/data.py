"""The store as the pages see it: what belongs to a release is made once for it and looked up by every run after.

Of a chapter that is the last release that touched its datasets: a file about one of them leaves what was made of all
others standing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

import frames
from frames import Mark
from insights.audit import audit
from insights.findings import Finding
from insights.former import answers, names
from insights.headline import headline
from insights.marks import marks
from insights.movements import Movement, of_chapter, ranked
from schema import Chapter, Dataset, Evidence, Identity, Language, MeasureView, OwnRule, View
from screen.shell.once import once
from screen.shell.site import Site
from screen.shell.state import as_of
from store import Store, attach, open_store, store_url
from store import evidence as store_evidence
from store import explanations as store_explanations
from store import own_rules as store_own_rules
from store.evidence import Origins
from store.explanations import newest_answer
from store.own_rules import newest_rule
from store.releases import latest, touched
from store.rows import rows
from store.statements import Said, newest_version, spoken_of, statements


@once(most=4)
def opened(url: str, _datasets: Sequence[Dataset]) -> Store:
    """The store at `url`, brought to the present schema once in this process."""
    return open_store(url, _datasets)


@once(most=4)
def _store(url: str) -> Store:
    return attach(url)


def attached() -> Store:
    """The store of this process, as it is."""
    return _store(store_url())


@dataclass(frozen=True)
class Release:
    """The state of the store after a release, with what the school has said of its figures up to a version, its own
    rules and its answers to the audit: what is made of it is kept by it."""

    url: str
    number: int
    statements: int = 0
    rules: int = 0
    answers: int = 0


def begin(url: str, datasets: Sequence[Dataset]) -> None:
    """Open the store for this run, which shows one state from its beginning to its end."""
    opened(url, datasets)
    look()


def look() -> None:
    """Show the newest release from here on: at the beginning of a run, and after this run has made one."""
    st.session_state["newest"] = newest_of(store_url())


def newest() -> Release:
    """The newest release of the store, as this run saw it."""
    seen: Release | None = st.session_state.get("newest")
    return seen or newest_of(store_url())


def newest_of(url: str) -> Release:
    """The newest release of the store at `url`, as it is now."""
    store = _store(url)
    return Release(url, latest(store), newest_version(store), newest_rule(store), newest_answer(store))


def shown() -> Release:
    """The release as of which the pages show the data: the newest, unless the reader looks back."""
    release, past = newest(), as_of()
    return release if past is None or past >= release.number else replace(release, number=past)


def standing(release: Release, datasets: Sequence[Dataset]) -> Release:
    """The last release, up to this one, that touched any of the datasets: they stand as it left them."""
    last, said = _touched(release)
    numbers = [last.get(one.id, 0) for one in datasets]
    return Release(release.url, max(numbers, default=0), max((said.get(one.id, 0) for one in datasets), default=0))


@once(most=200)
def _touched(release: Release) -> tuple[dict[str, int], dict[str, int]]:
    """By dataset, the last release that touched it and the last statement about it."""
    store = _store(release.url)
    return (
        touched(store, release.number) if release.number else {},
        spoken_of(store, release.statements) if release.statements else {},
    )


def said(release: Release) -> list[Said]:
    """What the school says of its figures."""
    return _said(release.url, release.statements)


@once(most=20)
def _said(url: str, version: int) -> list[Said]:
    return statements(_store(url)) if version else []


def heard(chapter: Chapter, release: Release) -> Chapter:
    """The chapter with what the school says of its figures."""
    return _heard(standing(release, chapter.datasets), chapter.id, chapter)


@once(most=200)
def _heard(release: Release, chapter_id: str, _chapter: Chapter) -> Chapter:
    return _chapter.hearing([one.statement for one in said(release)])


def rows_of(chapter: Chapter, release: Release) -> dict[str, pd.DataFrame]:
    """The rows of each dataset of the chapter, by dataset id."""
    return _rows(standing(release, chapter.datasets), chapter.id, chapter)


@once(most=200)
def _rows(release: Release, chapter_id: str, _chapter: Chapter) -> dict[str, pd.DataFrame]:
    return {
        one.id: frames.with_ratios(one, rows(_store(release.url), one, release.number)) for one in _chapter.datasets
    }


def stated_rows(chapter: Chapter, release: Release) -> dict[str, pd.DataFrame]:
    """The chapter's rows with each indicator of a year once, as its pictures show it."""
    return _stated_rows(standing(release, chapter.datasets), chapter.id, chapter)


@once(most=200)
def _stated_rows(release: Release, chapter_id: str, _chapter: Chapter) -> dict[str, pd.DataFrame]:
    held = rows_of(_chapter, release)
    return {one.id: frames.stated_once(one, held[one.id]) for one in _chapter.datasets}


def frames_of(chapter: Chapter, release: Release, language: Language) -> list[pd.DataFrame]:
    """The tidy frame of each view, in the views' order."""
    return _frames(standing(release, chapter.datasets), chapter.id, language, chapter)


@once(most=200)
def _frames(release: Release, chapter_id: str, language: Language, _chapter: Chapter) -> list[pd.DataFrame]:
    rows_by_dataset, own = rows_of(_chapter, release), heard(_chapter, release)
    return [
        frames.of_view(view, dataset, rows_by_dataset[dataset.id], language, own.main_key)
        for view in own.views
        for dataset in (own.dataset_of(*view.columns),)
    ]


def stored_rows(site: Site, release: Release) -> dict[str, pd.DataFrame]:
    """The stored rows of every dataset, the chapters' parts of the scorecard as one."""
    return {one.id: _stored_rows(standing(release, [one]), one.id, one) for one in site.datasets}


@once(most=200)
def _stored_rows(release: Release, dataset_id: str, _dataset: Dataset) -> pd.DataFrame:
    return rows(_store(release.url), _dataset, release.number)


def all_rows(site: Site, release: Release) -> dict[str, pd.DataFrame]:
    """The stored rows and what is computed of them."""
    return {one.id: _all_rows(standing(release, [one]), one.id, one) for one in site.datasets}


@once(most=200)
def _all_rows(release: Release, dataset_id: str, _dataset: Dataset) -> pd.DataFrame:
    return frames.with_ratios(_dataset, _stored_rows(release, dataset_id, _dataset))


def findings(site: Site, release: Release) -> list[Finding]:
    """What the audit finds in the rows and what their files printed beside them, by all rules that stand now."""
    return _findings(replace(release, statements=0, answers=0), site)


def identities(site: Site) -> tuple[Identity, ...]:
    """What the figures must satisfy, as the chapters declare it and as the school added."""
    return (*site.identities, *store_own_rules.own_identities(_store(store_url()), site.datasets))


def own_rules() -> list[store_own_rules.Added]:
    """The school's own rules, the withdrawn ones too."""
    return store_own_rules.own_rules(_store(store_url()))


def set_own_rule(rule: OwnRule, made_by: str, *, withdrawn: bool) -> None:
    """Add a rule, or take it back."""
    (store_own_rules.withdraw if withdrawn else store_own_rules.add)(_store(store_url()), rule, made_by)


@once(most=20)
def _findings(release: Release, _site: Site) -> list[Finding]:
    return audit(_site.datasets, identities(_site), stored_rows(_site, release), printed(release))


def marks_of(site: Site, chapter: Chapter, release: Release) -> tuple[Mark, ...]:
    """What the audit asks of the chapter's figures, and what was answered."""
    names = {one.id for one in chapter.datasets}
    return tuple(one for one in _marks(replace(release, statements=0), site) if one.dataset in names)


@once(most=20)
def _marks(release: Release, _site: Site) -> tuple[Mark, ...]:
    found = findings(_site, release)
    return marks(found, {name: one.reason for name, one in explained(found).items()})


def printed(release: Release) -> list[Evidence]:
    """What the files printed beside their figures, as far as they still stand."""
    return _printed(release.url, release.number)


@once(most=20)
def _printed(url: str, number: int) -> list[Evidence]:
    return store_evidence.evidence(_store(url), number)


def origins(dataset: Dataset, release: Release, years: Collection[int]) -> Origins:
    """Where the dataset's figures of these years came from."""
    return _origins(standing(release, [dataset]), dataset.id, tuple(sorted(years)), dataset)


@once(most=100)
def _origins(release: Release, dataset_id: str, years: tuple[int, ...], _dataset: Dataset) -> Origins:
    return store_evidence.origins(_store(release.url), _dataset, years, release.number)


def years_of(site: Site, release: Release) -> list[int]:
    """Every year that some dataset has a row of, ascending."""
    return list(_years(release, site))


@once(most=50)
def _years(release: Release, _site: Site) -> list[int]:
    return sorted({int(year) for frame in stored_rows(_site, release).values() for year in set(frame["year"])})


def movements(site: Site, release: Release, language: Language) -> list[Movement]:
    """What changed, each figure in its own newest two years: the newest first, then the most unusual."""
    return _movements(release, language, site)


@once(most=20)
def _movements(release: Release, language: Language, _site: Site) -> list[Movement]:
    return ranked([one for chapter in _site.chapters for one in movements_of(chapter, release, language)])


def movements_of(chapter: Chapter, release: Release, language: Language) -> list[Movement]:
    """A chapter's movements, not yet ranked among all."""
    return _movements_of(standing(release, chapter.datasets), chapter.id, language, chapter)


@once(most=200)
def _movements_of(release: Release, chapter_id: str, language: Language, _chapter: Chapter) -> list[Movement]:
    return of_chapter(heard(_chapter, release), rows_of(_chapter, release), (), language)


def headline_of(chapter: Chapter, release: Release, years: Sequence[int], language: Language) -> str:
    """The chapter's first sentence for these years, none by default, of all its members."""
    return _headline(standing(release, chapter.datasets), chapter.id, tuple(years), language, chapter)


@once(most=400)
def _headline(release: Release, chapter_id: str, years: tuple[int, ...], language: Language, _chapter: Chapter) -> str:
    return headline(heard(_chapter, release), rows_of(_chapter, release), list(years), language)


def explained(found: Sequence[Finding]) -> dict[str, store_explanations.Explanation]:
    """Those of the findings that somebody has explained, by their ids."""
    return answers(found, store_explanations.explanations(attached()))


def explain(finding: Finding, made_by: str, reason: str) -> None:
    store_explanations.explain(attached(), finding.id, made_by, reason)


def take_back(finding: Finding, made_by: str) -> None:
    """Take back what was said of a finding, under whichever id it was said."""
    for name in store_explanations.explanations(attached()).keys() & set(names(finding)):
        store_explanations.explain(attached(), name, made_by, "")


def drawn_columns(chapter: Chapter, view: View) -> set[str]:
    """The measures and indicators that a view draws, each as `dataset.column`."""
    dataset = chapter.dataset_of(*view.columns)
    named = view.where[1] if isinstance(view, MeasureView) and view.where and dataset.indicators else view.columns
    declared = {measure.id for measure in (dataset.indicators or dataset.measures)}
    return {f"{dataset.id}.{name}" for name in named if name in declared}
