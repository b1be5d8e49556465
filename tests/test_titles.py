"""A title that says the figures are not the school's own actual ones stops every way in until it is answered."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

import catalogue
from loaders import Answers, Unanswered, load_in_bulk, read_file, take
from loaders.deciding.commit import every_doubt, held_against
from loaders.deciding.doubts import ACCEPTED, Doubt
from store import Store
from store.releases import latest
from store.tables import school

HEADER = "年份,专业,对口就业率,就业率\n2021,电子商务,84.1,97\n"
DATASETS = catalogue.datasets()


def doubts(store: Store, content: str) -> list[Doubt]:
    readings = read_file("part.csv", content.encode(), DATASETS)
    assert [problem for reading in readings for problem in reading.problems] == []
    return [one for one in every_doubt(readings, held_against(store, readings)) if one.kind == "title"]


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("江山中等专业学校2021年就业质量一览表", "江山中等专业学校"),
        ("表1 江山中专就业质量", "江山中专"),
        ("衢州职高2021年就业质量", "衢州职高"),
        ("2021年就业质量目标值", "目标"),
        ("2021年就业计划完成情况", "计划"),
        ("2021年第一季度就业质量", "第一季度"),
        ("2021年10月就业质量", "10月"),
        ("2021年秋季学期就业质量", "秋季"),
        ("衢州市2021年中职就业质量一览表", "衢州市"),
        ("全市就业质量", "全市"),
    ],
)
def test_a_title_that_says_something_else_stops_every_way_in(store: Store, title: str, word: str) -> None:
    content = f"{title},,,\n{HEADER}"
    [doubt] = doubts(store, content)
    assert f"“{title}”" in doubt.problem.found.zh
    assert f"“{word}”" in doubt.problem.found.zh
    before = latest(store)
    with pytest.raises(Unanswered) as refused:
        take(store, read_file("part.csv", content.encode(), DATASETS), "tester")
    assert doubt.id in {one.id for one in refused.value.doubts}
    bulk = load_in_bulk(store, "part.csv", content.encode(), DATASETS, "tester", lambda *_: None)
    assert doubt.id in {one.id for one in bulk.doubts}
    assert latest(store) == before
    take(store, read_file("part.csv", content.encode(), DATASETS), "tester", ACCEPTED)
    assert latest(store) > before


@pytest.mark.parametrize(
    "title",
    [
        "衢州中等专业学校2021年就业质量",
        "衢州中专就业质量一览表",
        "浙江省衢州市中等专业学校就业质量",
        "我校2021年各专业就业质量",
        "学校2021年就业质量（填报日期：2021年9月）",
        "衢州市教育局制 就业质量",
    ],
)
def test_a_title_that_agrees_asks_nothing(store: Store, title: str) -> None:
    assert doubts(store, f"{title},,,\n{HEADER}") == []


def test_a_title_that_names_the_city_asks_nothing_where_the_table_has_the_city_in_a_column(store: Store) -> None:
    assert doubts(store, "全市2021年学生职业能力赛项获奖,,,\n年份,参赛方,奖项,获奖数\n2021,衢州市,一等奖,3\n") == []


def test_an_answer_to_one_title_is_no_answer_to_another(store: Store) -> None:
    [one], [other] = (doubts(store, f"{title},,,\n{HEADER}") for title in ("江山中专就业质量", "常山职高就业质量"))
    assert Answers(frozenset({one.id})).left_open([one, other]) == [other]


@pytest.mark.parametrize(
    ("own", "title", "word"),
    [
        ("江山中等专业学校", "江山中专2021年就业质量", ""),
        ("江山中等专业学校", "衢州中专2021年就业质量", "衢州中专"),
        ("衢州职业技术学院", "信息工程学院2021年就业质量", ""),
        ("衢州职业技术学院", "金华职业技术学院2021年就业质量", "金华职业技术学院"),
        ("江山中等专业学校", "信息工程学院2021年就业质量", "信息工程学院"),
    ],
)
def test_titles_are_held_against_the_school_of_the_store(store: Store, own: str, title: str, word: str) -> None:
    with store.writing() as connection:
        connection.execute(sa.update(school).values(name=own))
    content = f"{title},,,\n{HEADER}"
    assert [f"“{word}”" in one.problem.found.zh for one in doubts(store, content)] == ([True] if word else [])
    bulk = load_in_bulk(store, "part.csv", content.encode(), DATASETS, "tester", lambda *_: None)
    assert [one.kind for one in bulk.doubts if one.kind == "title"] == (["title"] if word else [])
