"""Files out: every kind of picture with its Chinese, tables whose numbers are numbers and whose text is text."""

import io
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

import catalogue
import frames
from charts import LIGHT, draw
from exports.content import tables
from exports.drawing import pictures
from schema import Chapter, Figures
from store import attach
from store.rows import rows


@pytest.mark.parametrize("chapter", catalogue.chapters(), ids=lambda chapter: chapter.id)
def test_every_picture_of_a_chapter_becomes_an_svg_with_its_words(chapter: Chapter, built_url: str) -> None:
    store = attach(built_url)
    for view in chapter.views:
        if isinstance(view, Figures):
            continue
        dataset = chapter.dataset_of(*view.columns)
        frame = frames.of_view(view, dataset, rows(store, dataset), "zh", chapter.main_key)
        if frame["year"].nunique() < view.needs_years:
            continue
        spec = draw(view, dataset, frame, sorted(set(frame["year"]))[-2:], "zh", LIGHT).to_dict()
        drawn = pictures.as_svg(spec)
        assert str(frame["member"].iloc[0]).split(frames.JOINT)[0] in drawn


def test_a_png_is_a_picture() -> None:
    spec = {"data": {"values": [{"a": "衢州"}]}, "mark": "text", "encoding": {"text": {"field": "a"}}}
    assert pictures.as_png(spec).startswith(b"\x89PNG")


def test_without_a_chinese_font_nothing_is_drawn(tmp_path: Path) -> None:
    assert not pictures.has_chinese_font((tmp_path,))
    (tmp_path / "NotoSansCJK-Regular.ttc").touch()
    assert pictures.has_chinese_font((tmp_path, tmp_path))


def test_tables_keep_numbers_and_disarm_formulas(built_url: str) -> None:
    dataset = next(dataset for dataset in catalogue.datasets() if dataset.id == "employment")
    held = rows(attach(built_url), dataset).head(2).assign(note=["=1+1", ""])
    text = tables.as_csv(dataset, held, "zh").decode("utf-8-sig").splitlines()
    assert text[0].startswith("年份,专业,对口就业率（%）,就业率（%）,初次就业起薪（元/月）")
    assert "'=1+1" in text[1]
    sheet = load_workbook(io.BytesIO(tables.as_xlsx(dataset, held, "zh"))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][:5] == [2019, "服装设计与制作", 82, 100, 2935]
    assert sheet["F2"].value == "'=1+1"


def test_majors_are_joined_by_the_alias_list(built_url: str) -> None:
    by_id = {dataset.id: dataset for dataset in catalogue.datasets()}
    salary, degrees = by_id["employment"], by_id["degree_by_major"]
    store = attach(built_url)
    _, joined = frames.joined_by_trade(
        (salary, salary.measure("starting_salary"), rows(store, salary)),
        (degrees, degrees.measure("admitted"), rows(store, degrees)),
    )
    assert isinstance(joined, pd.DataFrame)
    tourism = joined[joined["trade"] == "旅游"].iloc[0]
    assert (tourism["year"], tourism["x"], tourism["y"]) == (2020, 3476, 8)
