"""Nothing unusual is said to be unusual: a file in which every major rises by a tenth gives no headline."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import catalogue
from exports.content.draft import draft
from exports.content.library import Library
from insights.movements import LEAST_PERCENT, LEAST_POINTS, UNUSUAL
from loaders import load, read_file
from store import Store, open_store

MAJORS = [f"虚构专业{number:02}" for number in range(1, 9)]


def employment(rise: dict[str, float]) -> str:
    """Two made-up years: every rate a tenth higher, but for the majors named."""
    lines = ["年份,专业,对口就业率,就业率,初次就业起薪"]
    for place, name in enumerate(MAJORS):
        first = 80 + place
        lines += [
            f"2031,{name},{first:.1f},{first + 5:.1f},3000",
            f"2032,{name},{first + rise.get(name, 0.1):.2f},{first + 5 + abs(rise.get(name, 0.1)) % 1:.2f},3000",
        ]
    return "\n".join(lines)


def loaded(path: Path, text: str) -> Store:
    store = open_store(f"sqlite:///{path}", catalogue.datasets())
    load(store, read_file("虚构.csv", text.encode(), catalogue.datasets()), "王老师")
    return store


def told(page: AppTest) -> str:
    values = [one.value for one in (*page.subheader, *page.caption)] + [
        one.proto.label for one in page.get("page_link")
    ]
    return "\n".join(values).replace("\\", "")


@pytest.mark.parametrize(("language", "nothing"), [("zh", "没有不寻常的变化"), ("en", "Nothing moved unusually")])
def test_a_tenth_more_everywhere_is_no_headline_and_the_threshold_is_stated(
    open_page: Callable[..., AppTest], tmp_path: Path, language: str, nothing: str
) -> None:
    store = loaded(tmp_path / "school.db", employment({}))
    page = open_page(url=str(store.engine.url), lang=language)
    assert not page.exception
    said = told(page)
    assert nothing in said
    assert all(f"{limit:g}" in said for limit in (UNUSUAL, LEAST_POINTS, LEAST_PERCENT))
    library = Library(store, catalogue.chapters(), catalogue.datasets(), catalogue.identities())
    assert "不寻常" not in draft(library, 2032, "zh").cells[0].words


@pytest.mark.parametrize("apart", [0, 100], ids=["the others alike", "the others nearly alike"])
def test_the_one_that_did_move_is_the_headline_and_the_others_are_not(
    open_page: Callable[..., AppTest], tmp_path: Path, apart: int
) -> None:
    moved = {name: 0.1 + place * apart / 10_000 for place, name in enumerate(MAJORS)} | {MAJORS[3]: -9.13}
    store = loaded(tmp_path / "school.db", employment(moved))
    said = told(open_page(url=str(store.engine.url)))
    assert "没有不寻常的变化" not in said
    assert MAJORS[3] in said and "−9.13个百分点" in said
    assert not any(name in said.replace(MAJORS[3], "") for name in MAJORS if name != MAJORS[3])
