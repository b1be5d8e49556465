"""A release is got ready ahead of its first reader: after a load, an undo or a correction, and whoever made it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from streamlit.testing.v1 import AppTest

import catalogue
from screen import warm
from screen.chapter import picture
from screen.shell import data
from screen.shell.once import SHELVES
from screen.shell.site import Site
from store import Store
from tests.test_computed_once import load_next_year, made

Open = Callable[..., AppTest]
SITE = Site(catalogue.chapters(), catalogue.datasets(), catalogue.identities(), {})


@contextmanager
def kept_ready(url: str) -> Iterator[None]:
    """A server's thread over the store at `url`."""
    stopped = Event()
    keeper = Thread(target=warm.keep, args=(SITE, url, stopped))
    keeper.start()
    try:
        yield
    finally:
        stopped.set()
        keeper.join()


def until(holds: Callable[[], bool]) -> None:
    """Wait, with patience, until something holds."""
    while not holds():
        time.sleep(0.05)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_first_reader_waits_for_nothing(
    open_page: Open, store: Store, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "current", lambda: SITE)  # a page that a test opens stands alone, without its marks
    url = str(store.engine.url)
    data.opened(url, SITE.datasets)
    for step in warm.steps(SITE, data.newest_of(url), "en" if language == "en" else "zh", dark=False):
        step()
    before = made()
    for page in ("", *(chapter.id for chapter in catalogue.chapters())):
        assert not open_page(page, url=url, lang=language).exception
        assert made() == before, page


def test_a_release_made_elsewhere_is_got_ready(store: Store) -> None:
    url = str(store.engine.url)
    openings = SHELVES["screen.opening.overview._opening"]
    with kept_ready(url):
        until_made = openings.made + 1
        until(lambda: openings.made >= until_made)
        load_next_year(store)
        number = data.newest_of(url).number
        until(lambda: (data.Release(url, number), "zh") in openings)


def test_what_cannot_be_made_ahead_does_not_stop_the_rest(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    taken = []

    def fails() -> None:
        raise ValueError("one chart")

    monkeypatch.setattr(warm, "steps", lambda *_asked, **_named: iter((fails, lambda: taken.append("the next"))))
    with kept_ready(str(store.engine.url)):
        until(lambda: bool(taken))


def test_a_store_that_cannot_be_read_is_waited_for() -> None:
    with kept_ready("sqlite:////nowhere/at/all.db"):
        time.sleep(0.2)
