"""The whole report as a Word file, alone in an empty store, comes to the rows of `data/`."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import catalogue
from loaders import Choices, Reading, load, read_file
from loaders.reading.offered import TEXT
from schema import Dataset
from store import open_store
from store.rows import rows
from tests.conftest import ROOT
from tests.documents import of_blocks
from tests.report_document import report_document

Rows = Mapping[tuple[Any, ...], dict[str, Any]]
IN_NO_FIGURE = {"skill_competition_first_prizes", "skill_competition_national_second_prizes",
                "innovation_provincial_first_prizes"}  # fmt: skip


@cache
def whole(styled: bool) -> list[Reading]:
    """The report with every figure of its text confirmed."""
    return readings(report_document(styled=styled), "all")


@pytest.fixture(scope="module")
def content() -> bytes:
    return report_document()


def readings(content: bytes, *confirmed: str) -> list[Reading]:
    return read_file("r.docx", content, catalogue.datasets(), {TEXT: Choices(offered=frozenset(confirmed))})


def by_key(dataset: Dataset, found: Iterator[dict[str, Any]]) -> Rows:
    columns = [column.id for column in (*dataset.stored_measures, *dataset.texts)]
    return {dataset.key_of(row): {name: row[name] for name in columns} for row in found}


def shipped(dataset: Dataset) -> Rows:
    file = ROOT / "data" / f"{dataset.id}.csv"
    [reading] = read_file(file.name, file.read_bytes(), [dataset])
    return by_key(dataset, iter(reading.rows))


def read_from(found: list[Reading], dataset: Dataset) -> Rows:
    return by_key(dataset, (row for one in found if one.dataset == dataset for row in one.rows))


@pytest.mark.parametrize("styled", [False, True], ids=["plain", "with headings"])
@pytest.mark.parametrize("name", [one.id for one in catalogue.datasets() if not one.indicators])
def test_the_report_comes_to_the_rows_of_data(name: str, styled: bool) -> None:
    dataset = next(one for one in catalogue.datasets() if one.id == name)
    assert read_from(whole(styled), dataset) == shipped(dataset)


def test_the_tables_and_the_running_text_state_the_yearly_indicators() -> None:
    dataset = next(one for one in catalogue.datasets() if one.indicators)
    found, wanted = read_from(whole(False), dataset), shipped(dataset)
    assert {key[1] for key in wanted if key not in found} == IN_NO_FIGURE
    assert {key: found[key] for key in found if key in wanted} == {key: wanted[key] for key in wanted if key in found}
    assert {key for key in found if key not in wanted} == {(2020, "departments", "7")}


def test_figures_of_the_text_are_offered_and_none_is_taken_unasked(content: bytes) -> None:
    found = readings(content)
    [text] = [one for one in found if one.offers]
    assert len(text.offers) > 200
    assert not [one for one in found if one.sheet.startswith(TEXT) and one.rows]
    waiting = f"正文里有 {len(text.offers)} 个数可以导入，未确认的不入库"
    assert [one.reason.zh for one in text.left_out if "可以导入" in one.reason.zh] == [waiting]


def test_an_offer_says_what_it_is_and_marks_its_figure_in_its_sentence(content: bytes) -> None:
    [text] = [one for one in readings(content) if one.offers]
    offer = next(one for one in text.offers if one.measure.id == "trainees" and one.section == "5.2.1")
    assert (offer.label.zh, offer.year, offer.value, offer.text) == ("培训", 2020, 7004, "7004人次")
    assert offer.sentence.startswith("2020年培训人员达7004人次")


def test_only_the_confirmed_figures_are_stored(content: bytes, tmp_path: Path) -> None:
    [text] = [one for one in readings(content) if one.offers]
    wanted = [one for one in text.offers if one.measure.id in ("teaching_computers", "employer_satisfaction")]
    found = [one for one in readings(content, *(one.id for one in wanted)) if one.sheet.startswith(TEXT)]
    store = open_store(f"sqlite:///{tmp_path / 'empty.db'}", catalogue.datasets())
    load(store, found, "tester")
    dataset = next(one for one in catalogue.datasets() if one.indicators)
    stored = rows(store, dataset)
    assert sorted(zip(stored["indicator"], stored["section"], stored["value"], strict=True)) == [
        ("employer_satisfaction", "5.1", 95.9),
        ("teaching_computers", "3.2.5", 1544),
    ]
    assert "用人单位满意率达95.9%" in stored.set_index("indicator")["words"]["employer_satisfaction"]


def test_members_named_in_full_are_no_count_of_all() -> None:
    lines = ("2031年开设13个专业。", "2031年，办好学前教育、工业分析两个专业。", "2031年有机电、艺术等2个学部。")
    [text] = [one for one in readings(of_blocks("1.概况", "1.1专业", *lines)) if one.offers]
    assert [(one.measure.id, one.value) for one in text.offers] == [("majors", 13), ("departments", 2)]


@pytest.mark.parametrize(
    ("sentence", "value", "note"),
    [
        ("2031年招生1600人", 1600, ""),
        ("2031年招生人数达１６００人", 1600, ""),
        ("2031年招生约1600人", 1600, "约1600人"),
        ("2031年招生1600余人", 1600, "1600余人"),
        ("2031年招生一千六百名", 1600, "一千六百名"),
        ("2031年招生 1,600 人", 1600, ""),
    ],
)
def test_figures_are_read_as_people_write_them(sentence: str, value: float, note: str) -> None:
    content = of_blocks("1.概况", "1.1规模", f"{sentence}。")
    found = [row for one in readings(content, "all") if one.sheet.startswith(TEXT) for row in one.rows]
    assert [(row["indicator"], row["value"], row.get("note", "")) for row in found] == [("new_students", value, note)]


@pytest.mark.parametrize(
    "sentence",
    [
        "2031年力争招生1600人", "2031年计划招生1600人", "2031年招生计划为1600人", "2031年预计招生1600人",
        "2032年计划招生1700人，新增招生1600人", "2031年招生将达到1600人", "全市招生1600人",
        "2031年招生16.5%", "2031级招生的班级1600人", "2031年招生第三", "2031年食堂1600人就餐",
    ],
)  # fmt: skip
def test_a_wish_another_unit_and_another_thing_are_not_offered(sentence: str) -> None:
    assert not [one for one in readings(of_blocks("1.概况", "1.1规模", f"{sentence}。")) if one.offers]


def test_figures_of_plans_are_told_and_not_taken_and_what_came_of_a_plan_is() -> None:
    content = of_blocks("1.概况", "1.1规模", "2031年计划招生1700人，实际招生1600人。", "2032年计划招生1650人。")
    [text] = [one for one in readings(content, "all") if one.sheet == TEXT]
    assert [(one.measure.id, one.value) for one in text.offers] == [("new_students", 1600)]
    assert [one.reason.zh for one in text.left_out] == [
        "计划、目标或预计的数不当作实际数：“2031年计划招生【1700人】，实际招生1600人”、“2032年计划招生【1650人】”"
    ]


def test_a_sentence_that_begins_with_another_year_states_that_year() -> None:
    lines = (
        "2031年招生1600人。",
        "2031年毕业生数1400人。",
        "2030年，学校招生1500人，比2029年多。",
        "2031年教职工280人。",
    )
    [text] = [one for one in readings(of_blocks("1.概况", "1.1规模", *lines)) if one.offers]
    assert [(one.measure.id, one.year) for one in text.offers] == [
        ("new_students", 2031), ("graduates", 2031), ("new_students", 2030), ("staff", 2031),
    ]  # fmt: skip
