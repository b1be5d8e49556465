"""The made-up school of the tests: it comes in by the public door, and every chapter of it can be shown."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import catalogue
from schema import Chapter
from store.rows import rows
from tests.made_up import YEARS, build_made_up


@pytest.fixture(scope="module")
def made_up_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('made-up') / 'school.db'}"
    build_made_up(url)
    return url


def test_every_dataset_has_every_year(tmp_path: Path) -> None:
    store = build_made_up(f"sqlite:///{tmp_path / 'school.db'}")
    for dataset in catalogue.datasets():
        assert sorted(set(rows(store, dataset)["year"])) == list(YEARS), dataset.id


@pytest.mark.parametrize("chapter", catalogue.chapters(), ids=lambda chapter: chapter.id)
def test_ten_years_are_shown_on_every_chapter(
    open_page: Callable[..., AppTest], made_up_url: str, chapter: Chapter
) -> None:
    page = open_page(chapter.id, url=made_up_url)
    assert not page.exception


def test_hundreds_of_findings_are_shown_part_by_part(open_page: Callable[..., AppTest], made_up_url: str) -> None:
    page = open_page("audit", url=made_up_url)
    parts = next(one for one in page.selectbox if one.label.startswith("看第几条"))
    first = [one.key for one in page.text_input if one.key and one.key.startswith("who-")]
    assert len(first) <= 30
    assert len(parts.options) > 2
    parts.select_index(len(parts.options) - 1).run()
    last = [one.key for one in page.text_input if one.key and one.key.startswith("who-")]
    assert last and not set(first) & set(last)
