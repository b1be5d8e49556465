"""A figure of a file says its file, sheet, cell and headings wherever a shipped figure says section and words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import catalogue
from exports.content import tables
from exports.content.content import content
from exports.content.library import Library
from exports.content.provenance import of_row, with_origins
from loaders import load, load_in_bulk, read_file
from loaders.deciding.commit import held_against
from loaders.deciding.doubts import ACCEPTED
from schema import Cell, Language
from screen.shell.words import plain
from store import Store, attach, open_store
from store.evidence import origins
from store.rows import rows
from tests.tracing import traced

REPORT = Path(__file__).parent / "files" / "report" / "whole_report.xlsx"
DATASETS = catalogue.datasets()


@pytest.fixture(scope="module")
def uploaded(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store that has nothing but the uploaded workbook."""
    url = f"sqlite:///{tmp_path_factory.mktemp('uploaded') / 'school.db'}"
    store = open_store(url, DATASETS)
    load(store, read_file(REPORT.name, REPORT.read_bytes(), DATASETS), "tester")
    return store


def library(store: Store) -> Library:
    return Library(store, catalogue.chapters(), DATASETS, catalogue.identities())


def at(row: int, column: int) -> str:
    return f"{chr(64 + column)}{row}"


def test_each_figure_of_a_workbook_is_told_with_file_sheet_cell_and_headings(uploaded: Store) -> None:
    told = 0
    for figure in traced(uploaded, DATASETS):
        if figure.origin is None:
            assert pd.isna(figure.row[figure.measure])
            continue
        cell = figure.origin.evidence
        said = of_row(figure.dataset, figure.row, figure.origins, "zh", (figure.measure,))
        place = f"{REPORT.name}［{cell.sheet}］ {at(cell.row, cell.column)}："
        assert said.startswith(place + cell.path[0])
        assert all(heading in said for heading in cell.path)
        told += 1
    assert told > 300


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_table_and_picture_of_an_export_names_the_sheet_under_it(uploaded: Store, language: Language) -> None:
    held = library(uploaded)
    seen = 0
    for chapter in catalogue.chapters():
        tables = [Cell("table", dataset.id, chapter.id) for dataset in chapter.datasets]
        for cell in tables:
            shown = content(held, cell, language)
            dataset = next(one for one in chapter.datasets if one.id == cell.subject)
            own = rows(uploaded, dataset)
            if shown.source and not own["words"].any():
                assert REPORT.name in shown.source and "［" in shown.source
                seen += 1
    assert seen > 5


def take(store: Store, text: str, name: str) -> None:
    load(store, read_file(name, text.encode(), DATASETS), "tester")


def source(store: Store, **chosen: Any) -> str:
    return content(library(store), Cell("table", "employment", "employment", **chosen), "zh").source


def test_figures_of_one_table_are_told_from_the_first_cell_to_the_last(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'school.db'}", DATASETS)
    take(store, "年份,专业,就业率,对口就业率\n2021,护理,99,80\n2021,数控技术应用,98,70\n", "first.csv")
    assert source(store).endswith("第 1 次发布 · first.csv C2–D3")
    take(store, "年份,专业,起薪\n2021,护理,4000\n", "second.csv")
    assert "first.csv C2–D3；second.csv C2" in source(store)


def test_figures_of_a_large_file_are_told_by_their_lines(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'school.db'}", DATASETS)
    text = "年份,专业,就业率\n2021,护理,99\n2021,数控技术应用,98\n"
    load_in_bulk(store, "large.csv", text.encode(), DATASETS, "tester", lambda *_: None, ACCEPTED)
    assert source(store).endswith("large.csv 第 2–3 行")


def test_a_figure_that_quotes_the_report_is_told_by_its_section(store: Store) -> None:
    assert source(store).startswith("来源：质量年报第 2.4.1 节") and ".csv" not in source(store)


def test_the_line_under_a_page_s_pictures_names_the_cells(open_page: Callable[..., AppTest], uploaded: Store) -> None:
    app = open_page("employment", url=str(uploaded.engine.url))
    assert any(plain(f"{REPORT.name}［就业］") in one.value for one in app.caption)


def test_a_file_from_explore_names_the_cells_and_comes_back_as_what_is_stored(uploaded: Store) -> None:
    for dataset in DATASETS:
        held = rows(uploaded, dataset)
        told = with_origins(dataset, held, origins(uploaded, dataset, set(held["year"])), "zh")
        assert told.empty or told["origin"].str.contains(REPORT.name, regex=False).all()
        for name, made in (("a.csv", tables.as_csv), ("a.xlsx", tables.as_xlsx)):
            readings = read_file(name, made(dataset, told, "zh"), DATASETS) if len(held) else []
            found = held_against(uploaded, readings)
            assert not any(one.problems for one in readings)
            assert all(one.count("unchanged") == len(one.reading.rows) and not one.doubts for one in found)
            assert sum(len(one.rows) for one in readings) == len(held)


def test_a_file_from_explore_names_no_cell_where_the_report_itself_is_quoted(built_url: str) -> None:
    store = attach(built_url)
    for dataset in DATASETS:
        held = rows(store, dataset)
        quoted = held[held["words"] != ""]
        assert "origin" not in with_origins(dataset, quoted, origins(store, dataset, set(held["year"])), "zh")


def test_explore_shows_the_table_under_its_headings_with_the_cells(
    open_page: Callable[..., AppTest], uploaded: Store
) -> None:
    [shown] = open_page("explore", url=str(uploaded.engine.url)).dataframe
    assert list(shown.value.columns)[:2] == ["年份", "专业"] and "来自文件" in shown.value
