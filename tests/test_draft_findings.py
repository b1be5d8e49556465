"""What a consistent draft says wrongly in one place is found there, with a cause that can be true."""

from collections.abc import Callable
from pathlib import Path

import pytest

import catalogue
from insights.findings import Finding
from loaders.deciding.draft import draft
from store import open_store
from store.rows import rows
from tests.documents import of_blocks

Check = Callable[..., list[Finding]]
Table = list[list[str]]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """What is found of a draft of these blocks, nothing being stored before it."""
    store = open_store(f"sqlite:///{tmp_path / 'empty.db'}", catalogue.datasets())
    held = {dataset.id: rows(store, dataset) for dataset in catalogue.datasets()}

    def found(*blocks: str | Table) -> list[Finding]:
        checked = draft("draft.docx", of_blocks(*blocks), catalogue.datasets(), catalogue.identities(), held)
        assert checked.problems == ()
        return [one.finding for one in checked.remarks]

    return found


def projects(other: int) -> str:
    return f"2031年12项课题立项，其中省课题{other}项、市重点课题2项、市一般课题5项、市教师小课题4项，比上年增加3项。"


def test_a_part_whose_name_nobody_declared_counts_in_its_list(check: Check) -> None:
    assert check("3.4.6教科研", projects(1)) == []


def test_a_list_that_does_not_make_its_whole_is_told_with_all_its_parts(check: Check) -> None:
    [finding] = check("3.4.6教科研", projects(2))
    assert "2+2+5+4" in finding.said.zh
    assert (finding.one.value, finding.other.value) == ("13项", "12项")


def test_an_area_in_square_metres_is_held_against_one_in_ten_thousands(check: Check) -> None:
    told = ["1.1概况", "2031年建筑面积13.85万平方米。", "6.1经费", "2031年建筑面积{}平方米。"]
    [finding] = check(*(text.format("185000") for text in told))
    assert (finding.kind, finding.one.value, finding.other.value) == ("sections", "13.85万平方米", "18.5万平方米")
    assert check(*(text.format("138500") for text in told)) == []


def test_a_part_with_the_digits_of_its_whole_is_not_called_reversed(check: Check) -> None:
    table = [["学生情况", "2031年"], ["升学班人数", "4500"], ["3+2和5年一贯制人数", "5400"]]
    [finding] = check("1.2学生情况", table)
    assert finding.kind == "at_most"
    assert "顺序" not in finding.reconcile.zh


@pytest.mark.parametrize("slip", ["44783", "43783", "3478", "347833"])
def test_a_rate_of_which_one_key_was_struck_wrongly_is_told_as_mistyped(check: Check, slip: str) -> None:
    text = "2031年现代制造类专业设备总值约3200万元，现代制造类专业学生920人，生均设备价值达{}元。"
    assert check("3.2.6实训基地", text.format("34783")) == []
    [finding] = check("3.2.6实训基地", text.format(slip))
    assert "应为 34,783元" in finding.reconcile.zh


def test_a_change_that_no_year_makes_is_no_repair(check: Check) -> None:
    table = [["项目", "指标", "2030年", "2031年", "增长情况%"], ["设备设施", "实训实习工位", "400个", "4800个", "1.37"]]
    [finding] = check("1.4设施设备", table)
    assert "请改为" not in finding.reconcile.zh
    assert "400个 和 4,800个" in finding.reconcile.zh
