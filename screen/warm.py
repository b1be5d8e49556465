"""What a release needs before it is read: looked up ahead of its first reader, so that none of them waits for it."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from threading import Event, Lock

import streamlit as st

from frames import by_default
from insights.numbers import LANGUAGES
from schema import Chapter, Figures, Language
from screen.chapter.picture import drawn
from screen.chapter.told import page_of, told
from screen.opening.overview import lines_of, opening
from screen.search.entries import of_chapter
from screen.shell import data, words
from screen.shell.site import Site
from screen.shell.state import Chosen
from store import STORE_ERRORS

Step = Callable[[], object]
LOOK_EVERY, LOOK_AGAIN = 1.0, 30.0  # seconds between looks for a new release, and for a store that cannot be read
AT_WORK = Lock()  # who waits for a bar goes first: the thread does nothing meanwhile
PAUSE = 0.01  # seconds between two steps, for the readers who are there


def steps(site: Site, release: data.Release, speech: Language, dark: bool, since: int = -1) -> Iterator[Step]:
    """What the pages of a language and a theme look up, the opening page's first; of the chapters, those that a release
    after `since` touched."""
    yield partial(data.findings, site, release)
    for chapter in site.chapters:
        yield partial(data.movements_of, chapter, release, speech)
        yield partial(lines_of, chapter, release, speech)
    yield partial(opening, site, release, speech)
    for chapter in site.chapters:
        yield partial(of_chapter, chapter, release)
    for chapter in site.chapters:
        if data.standing(release, chapter.datasets).number > since:
            yield from _of_chapter(site, chapter, release, speech, dark)


def _of_chapter(site: Site, chapter: Chapter, release: data.Release, speech: Language, dark: bool) -> Iterator[Step]:
    """The words of a chapter for the years that it opens with, and its charts; none while it has no figures."""
    page = page_of(chapter, release)
    if not page.years:
        return
    yield partial(told, chapter, release, Chosen(by_default(page.years)), speech)
    for place, view in enumerate(chapter.views):
        if not isinstance(view, Figures):
            yield partial(_draw, site, chapter, release, place, speech, dark)


def _draw(site: Site, chapter: Chapter, release: data.Release, place: int, speech: Language, dark: bool) -> None:
    marks = data.marks_of(site, chapter, release)
    for history in (False, True):
        drawn(chapter, release, place, speech, dark, marks, history=history)


def with_progress(site: Site, speech: Language, since: int) -> None:
    """Make what was changed after release `since`, in the reader's language and theme; a bar says how far it is."""
    found = list(steps(site, data.newest(), speech, st.context.theme.type == "dark", since))
    bar = st.progress(0.0)
    with AT_WORK:
        for done, step in enumerate(found):
            bar.progress(done / len(found), words.GETTING_READY.text(speech))
            _take(step)
    bar.empty()


def keep(site: Site, url: str, stopped: Event) -> None:
    """Until stopped, get every new release of the store ready in all languages and themes, whoever made it."""
    ready = None
    while not stopped.is_set():
        try:
            data.opened(url, site.datasets)
            release = data.newest_of(url)
            if release != ready:
                _get_ready(site, release, stopped)
                ready = release
            stopped.wait(LOOK_EVERY)
        except STORE_ERRORS:  # whoever opens a page is told; the store may be there later
            stopped.wait(LOOK_AGAIN)


def _get_ready(site: Site, release: data.Release, stopped: Event) -> None:
    for dark, speech in product((False, True), LANGUAGES):
        if data.newest_of(release.url) != release:
            return
        for step in steps(site, release, speech, dark):
            if stopped.wait(PAUSE):
                return
            with AT_WORK:
                _take(step)


def _take(step: Step) -> None:
    """A step ahead of time. What fails will fail again on the page that needs it, which says so; the rest goes on."""
    try:
        step()
    except Exception:
        traceback.print_exc()
