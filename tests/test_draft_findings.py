"""What a consistent draft says wrongly in one place is found there, with a cause that can be true."""

from collections.abc import Callable
from pathlib import Path

import pytest

import catalogue
from insights.findings import Finding
from loaders.deciding.draft import draft
from store import open_store
from store.engine import school_name
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
        content = of_blocks(*blocks)
        checked = draft("draft.docx", content, catalogue.datasets(), catalogue.identities(), held, school_name(store))
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


STAFF = [["教师队伍", "2031年"], ["生师比", "17.5:1"], ["专任教师高级职称比例", "35%"]]
TEXT = (
    "2031年在校生共4900人，其中升学班人数4500人，就业班人数400人。",
    "2031年教职工300人。",
    "2031年专任教师数为{}人，取得高级职称教师人数为98人，比例达35%。学校专业教师141人，占比例达50.36%。",
)


def school(teachers: str) -> tuple[str | Table, ...]:
    students, staff, taught = TEXT
    return ("1.1学生情况", students, staff, "1.2教师队伍", STAFF, "1.3师资队伍", taught.format(teachers))


def test_one_wrong_figure_is_one_finding_that_names_it_and_what_speaks_against_it(check: Check) -> None:
    assert check(*school("280")) == []
    [finding] = check(*school("310"))
    assert "专任教师 310人（第 1.3 节）填错：若为 280人" in finding.reconcile.zh
    against = {one.kind for one in (finding, *finding.doubles)}
    assert against == {"at_most", "quotient"}
    assert all(text in finding.said.zh for text in ("教职工是 300人", "生师比 17.5:1", "专业教师比例 50.36%"))


def test_what_no_one_figure_explains_stays_apart(check: Check) -> None:
    """Two slips are two findings: no value of either figure would mend both."""
    students = TEXT[0].replace("400", "420")
    found = check("1.1学生情况", students, TEXT[1], "1.2师资队伍", TEXT[2].format("280").replace("141", "151"))
    assert sorted(one.kind for one in found) == ["parts", "quotient"]
    assert all(one.doubles == () for one in found)


def test_a_part_and_its_printed_change_are_mended_by_one_value(check: Check) -> None:
    table = [
        ["学生情况", "2030年", "2031年", "变化情况"],
        ["升学班人数", "4400", "4520", "+100"],
        ["就业班人数", "450", "400", "-50"],
        ["现在校生数", "4850", "4900", "+50"],
    ]
    [finding] = check("1.2学生情况", table)
    assert {one.kind for one in (finding, *finding.doubles)} == {"parts", "change"}
    assert "升学班 4,520人（第 1.2 节）填错：若为 4,500人" in finding.reconcile.zh


def test_a_count_in_a_sentence_and_its_list_are_mended_together(check: Check) -> None:
    """The number that is changed is changed in its words too."""
    told = "2031年现有财经商贸、学前艺术、机电工程、信息康养等3个学部。"
    table = [["学部", "专业", "学制", "人数"]]
    table += [[name, f"专业{name}", "三年制", "40"] for name in ("财经", "学前", "机电", "信息")]
    found = check("1.1概况", told, "3.2.2专业设置", "2031年专业设置", table)
    [finding] = [one for one in found if one.kind == "sections"]
    assert [one.kind for one in finding.doubles] == ["listing"]


CHANGES = {
    "a number": ("比上年增加88人", "增加88人"),
    "growth": ("同比增长3.04%", "增长3.04%"),
    "growth behind a number": ("较上年增加98人，增长3.04%", "增长3.04%"),
    "the wrong way": ("比2030年减少98人", "减少98人"),
}


@pytest.mark.parametrize(("told", "wrong"), CHANGES.values(), ids=CHANGES)
def test_a_change_told_in_words_is_what_the_two_years_come_to(check: Check, told: str, wrong: str) -> None:
    text = f"2030年在校生4804人。2031年在校生4902人，{told}。"
    [finding] = check("1.2学生情况", text)
    assert (finding.kind, finding.one.value) == ("change", wrong)
    assert "+98" in finding.said.zh or "+2.04%" in finding.said.zh


@pytest.mark.parametrize(
    "told",
    ["比上年增加98人", "同比增长2.04%", "比2030年增加了98人，增长2.04%", "比2029年增加300人", "比上年增加9个专业"],
)
def test_a_change_that_fits_or_is_of_another_thing_is_no_finding(check: Check, told: str) -> None:
    assert check("1.2学生情况", f"2030年在校生4804人。2031年在校生4902人，{told}。") == []


def test_a_rate_that_a_sentence_lets_grow_by_percent_is_said_to_grow_by_points(check: Check) -> None:
    text = "2030年巩固率97.76%。2031年巩固率99.47%，比上年提高{}。"
    assert check("1.2学生情况", text.format("1.71个百分点")) == []
    [finding] = check("1.2学生情况", text.format("1.71%"))
    assert finding.kind == "change_unit"
