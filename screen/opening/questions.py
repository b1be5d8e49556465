"""Questions to begin with, made of what the chapters declare and the release holds; each leads to its answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import streamlit as st

import frames
from schema import Chapter, Dataset, Label, Language, MeasureView
from screen.opening.cards import view_of
from screen.shell import data, words
from screen.shell.site import Site
from screen.shell.state import link

MOST_OF_MEMBERS = 3
MEMBERS = Label("哪个{key}的{measure}变化最大？", "Which {key} moved most in {measure}?")
DOES_NOT_ADD_UP = Label("报告里哪些数对不上？", "Which figures of the report do not add up?")
TOGETHER = Label("两个指标之间有没有关系？", "Do two measures go together?")
Question = tuple[Label, str, tuple[tuple[str, str], ...]]


def draw(found: Sequence[Question], site: Site, speech: Language) -> None:
    for asked, page, query in found:
        st.page_link(site.pages[page], label=words.plain(asked.text(speech)), query_params=link(**dict(query)))


def questions(site: Site, release: data.Release) -> list[Question]:
    """Each with its page and the query that shows the answer: few, and one a chapter."""
    by_members = list(islice((one for chapter in site.chapters for one in _of(chapter, release)), MOST_OF_MEMBERS))
    return [*by_members, (DOES_NOT_ADD_UP, "audit", ()), (TOGETHER, "explore", ())]


def _of(chapter: Chapter, release: data.Release) -> Iterator[Question]:
    """A chapter's question: of its members where its first sentence's measure has several with two years to compare."""
    name = chapter.headline[0]
    dataset = chapter.dataset_of(name)
    if chapter.main_key is None or dataset.measure(name).kind == "rank":
        return
    place = view_of(chapter, f"{dataset.id}.{name}")
    view = chapter.views[place]
    if not isinstance(view, MeasureView):
        return
    frame = frames.of_view(view, dataset, data.stated_rows(chapter, release)[dataset.id], "zh", chapter.main_key)
    period = frames.period_of(frame)
    if len(frames.changes(frame)) > 1 and period is not None and period.before is not None:
        years = ("years", f"{period.before},{period.now}")
        asked = _filled(MEMBERS, dataset, name, chapter.main_key)
        yield asked, chapter.id, (years, ("view", str(place)))


def _filled(text: Label, dataset: Dataset, name: str, key: str) -> Label:
    measure, by = dataset.measure(name).label, dataset.key(key).label
    zh, en = (text.text(one).format(measure=measure.text(one), key=by.text(one)) for one in ("zh", "en"))
    return Label(zh, en)
