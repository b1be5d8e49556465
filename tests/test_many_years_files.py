"""Files of many years: made-up figures below nought as above it, on paper and in the charts of Word."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

import catalogue
from exports.content.content import About, Content, content
from exports.content.grids import Number
from exports.content.library import Library
from exports.office.handout import as_docx
from exports.page.paper import ROWS, as_pdf
from schema import Cell, Trend
from tests.made_up import YEARS, build_made_up
from tests.test_one_period import drawn_views

ABOUT = About("十年", datetime(2026, 1, 2, tzinfo=UTC), 1)


@pytest.fixture(scope="module")
def ten_years(tmp_path_factory: pytest.TempPathFactory) -> list[Content]:
    """Ten years of every view of the site that is drawn as lines."""
    store = build_made_up(f"sqlite:///{tmp_path_factory.mktemp('ten') / 'school.db'}")
    library = Library(store, catalogue.chapters(), catalogue.datasets(), catalogue.identities())
    cells = [
        Cell("view", view.name, chapter.id, years=YEARS) for chapter, view in drawn_views() if isinstance(view, Trend)
    ]
    return [content(library, cell, "zh") for cell in cells]


def test_on_paper_no_figure_of_a_wide_table_is_parted(ten_years: list[Content]) -> None:
    tables = [replace(one, picture=None) for one in ten_years if one.grid is not None]
    rows = [row for one in tables if one.grid is not None for row in one.grid.rows[:ROWS]]
    figures = {value.text("zh") for row in rows for value in row if isinstance(value, Number)}
    made = PdfReader(io.BytesIO(as_pdf(tables, ABOUT, "zh", lambda *_: None)))
    words = set(re.split(r"\s", " ".join(page.extract_text() for page in made.pages)))
    assert len(figures) > 100
    assert figures - words == set()


def test_in_word_the_years_stand_beneath_lines_that_go_below_nought(ten_years: list[Content]) -> None:
    below = [one for one in ten_years if one.picture is not None and (one.picture.frame["value"] < 0).any()]
    for one in below:
        parts = zipfile.ZipFile(io.BytesIO(as_docx([one], ABOUT, "zh", lambda *_: None)))
        chart = parts.read("word/charts/chart1.xml").decode()
        axes = re.findall(r"<c:(catAx|dateAx|valAx)>(.*?)</c:\1>", chart, re.S)
        assert any('<c:tickLblPos val="low"/>' in axis for _, axis in axes), one.title
    assert below
