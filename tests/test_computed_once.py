"""What belongs to a release is made once for it, shared by all sessions, made anew only where a release touched it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from streamlit.testing.v1 import AppTest

import catalogue
from loaders import load, read_file
from schema import Cell, Notebook
from screen.rooms import ROOMS
from screen.shell.once import SHELVES, Shelf, once
from store import Store, notebooks
from store.releases import latest, undo

Open = Callable[..., AppTest]
PAGES = (*(room.path for room in ROOMS), *(chapter.id for chapter in catalogue.chapters()))
NEXT_YEAR = "年份,专业,就业率,对口就业率,初次就业起薪\n2021,电子商务,99,98,3333\n2021,学前教育,98,97,3200\n"


def made() -> dict[str, int]:
    """How often each function that keeps what it makes has made something."""
    return {name: shelf.made for name, shelf in SHELVES.items()}


def load_next_year(store: Store) -> None:
    load(store, read_file("synthetic.csv", NEXT_YEAR.encode(), catalogue.datasets()), "tester")


def said(app: AppTest) -> str:
    return "\n".join(element.value for kind in (app.markdown, app.subheader, app.caption) for element in kind).replace(
        "\\", ""
    )


def test_ten_who_ask_at_once_have_it_made_once() -> None:
    together = Barrier(10)
    made_by: list[int] = []

    @once(most=5)
    def slow(number: int) -> object:
        made_by.append(number)
        return object()

    def ask(_visitor: int) -> object:
        together.wait()
        return slow(1)

    with ThreadPoolExecutor(10) as visitors:
        answers = list(visitors.map(ask, range(10)))
    assert made_by == [1]
    assert len(set(map(id, answers))) == 1


def test_the_one_asked_for_longest_ago_makes_room() -> None:
    shelf: Shelf[str] = Shelf(2)
    for key in ("a", "b", "a", "c"):
        shelf.get(key, key.upper)
    assert len(shelf) == 2
    assert shelf.get("a", lambda: "made anew") == "A"
    assert shelf.get("b", lambda: "made anew") == "made anew"


def test_what_failed_is_not_kept_and_who_waited_tries_anew() -> None:
    shelf: Shelf[str] = Shelf(2)
    begun, tries = Barrier(2), []

    def fails_at_first() -> str:
        tries.append(1)
        if len(tries) == 1:
            begun.wait()
            raise ValueError("the first time")
        return "made"

    with ThreadPoolExecutor(2) as visitors:
        first = visitors.submit(shelf.get, "key", fails_at_first)
        begun.wait()
        second = visitors.submit(shelf.get, "key", fails_at_first)
        with pytest.raises(ValueError, match="the first time"):
            first.result()
        assert second.result() == "made"


@pytest.mark.parametrize("page", PAGES)
def test_a_second_run_and_a_second_session_make_nothing_again(open_page: Open, page: str) -> None:
    app = open_page(page)
    before = made()
    app.run()
    again = open_page(page)
    assert not app.exception
    assert not again.exception
    assert made() == before


def test_a_new_release_is_seen_at_once_and_leaves_the_other_chapters_standing(open_page: Open, store: Store) -> None:
    url = str(store.engine.url)
    for page in ("", "employment", "fitness"):
        open_page(page, url=url)
    load_next_year(store)
    before = made()
    assert "2020年与2019年相比" in said(open_page("fitness", url=url))
    assert all(made()[name] == before[name] for name in made() if name.startswith("screen.chapter"))
    assert "2021年与2020年相比" in said(open_page("employment", url=url))
    assert "2018–2021" in said(open_page(url=url))


def test_an_undone_release_is_gone_at_once_and_still_there_for_who_looks_back(open_page: Open, store: Store) -> None:
    url = str(store.engine.url)
    load_next_year(store)
    with_it = str(latest(store))
    assert "2021年与2020年相比" in said(open_page("employment", url=url))
    undo(store, int(with_it), "tester")
    assert "2021" not in said(open_page("employment", url=url))
    assert "2021年与2020年相比" in said(open_page("employment", url=url, as_of=with_it))
    before_it = str(int(with_it) - 1)
    assert "2021" not in said(open_page("employment", url=url, as_of=before_it))


def test_what_is_written_beside_a_chart_does_not_draw_it_again(open_page: Open, store: Store) -> None:
    cell = Cell("view", "Bars:starting_salary,major", "employment", (2019, 2020))
    one = Notebook("会议笔记", (cell,))
    notebooks.save(store, one, "tester")
    app = open_page("notebooks", url=str(store.engine.url), notebook=one.id)
    drawn = SHELVES["screen.notebook.library._spec"].made
    written = one.changed(cell.id, lambda own: replace(own, words="起薪都涨了"))
    notebooks.save(store, written.added(replace(cell, id="another")), "tester")
    app.run()
    assert len(app.get("vega_lite_chart")) == 2
    assert "起薪都涨了" in said(app)
    assert SHELVES["screen.notebook.library._spec"].made == drawn


def test_no_more_is_kept_than_was_meant() -> None:
    assert SHELVES
    assert all(len(shelf) <= shelf.most for shelf in SHELVES.values())
