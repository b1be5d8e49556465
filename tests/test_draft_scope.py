"""What a check of a draft counts as the draft's: not what stored years say already, never what was not read."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from docx.document import Document

import catalogue
from insights.__main__ import main
from loaders.deciding.draft import Draft, draft
from store import Store, open_store
from store.engine import school_name
from store.evidence import evidence
from store.rows import rows
from store.tables import school
from tests.documents import of_blocks

STAFF = [["教师队伍", "2020年", "2021年"], ["生师比", "16.7:1", "17.5:1"], ["专任教师（人）", "276", "280"]]
STUDENTS = [["学生情况", "2020年", "2021年"], ["现在校生数", "4902", "4900"], ["毕业生规模", "1474", "1480"]]
HEALTH = ["测评对象", "2021年度 及格率", "2021年度 优良率"]


@pytest.fixture
def empty(tmp_path: Path) -> Store:
    return open_store(f"sqlite:///{tmp_path / 'empty.db'}", catalogue.datasets())


def checked(content: bytes, store: Store, file: str = "draft.docx") -> Draft:
    held = {dataset.id: rows(store, dataset) for dataset in catalogue.datasets()}
    return draft(file, content, catalogue.datasets(), catalogue.identities(), held, school_name(store), evidence(store))


def command(
    content: bytes, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str = "draft.docx"
) -> int:
    path = tmp_path / name
    path.write_bytes(content)
    monkeypatch.setenv("DATABASE_URL", str(store.engine.url))
    return main(["audit", "--file", str(path)])


def test_what_stored_years_say_already_is_told_apart_and_leaves_the_draft_without_fault(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    content = of_blocks("1.概况", "1.1学生", STUDENTS, "1.2教师", STAFF)
    found = checked(content, store)
    assert found.remarks == ()
    assert {one.finding.year for one in found.quoted} == {2020}
    assert command(content, store, tmp_path, monkeypatch) == 0
    assert "已存年份里本来就有的" in capsys.readouterr().out.splitlines()[0]


def test_an_earlier_year_that_the_draft_tells_otherwise_is_the_drafts(store: Store) -> None:
    changed = [row.copy() for row in STUDENTS]
    changed[1][1] = "4962"
    found = checked(of_blocks("1.概况", "1.1学生", changed, "1.2教师", STAFF), store)
    assert {one.finding.year for one in found.remarks if "4,962" in one.finding.said.zh} == {2020}
    assert all("4,962" not in one.finding.said.zh for one in found.quoted)


def test_a_year_that_is_stored_and_drafted_again_is_still_the_drafts(store: Store) -> None:
    of_2020 = [[row[0], row[1]] for row in STUDENTS], [[row[0], row[1]] for row in STAFF]
    found = checked(of_blocks("1.概况", "1.1学生", of_2020[0], "1.2教师", of_2020[1]), store)
    assert found.quoted == ()
    assert "quotient" in {one.finding.kind for one in found.remarks}


@pytest.mark.parametrize("content", [b"{\\rtf1 hello}", of_blocks(), of_blocks("一切都好。")])
def test_nothing_wrong_is_never_said_of_a_file_in_which_nothing_was_read(
    content: bytes,
    empty: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert command(content, empty, tmp_path, monkeypatch) == 1
    [said] = capsys.readouterr().out.splitlines()
    assert said.partition(": ")[2].startswith(("没有读到认识的数", "文件"))


def test_a_figure_that_cannot_be_is_a_finding_and_the_rest_of_its_table_is_checked(empty: Store) -> None:
    table = [HEALTH, ["全校情况", "101.2%", "39.50%"], ["高一", "93.10%", "33.20%"], ["高二", "92.90%", "28.10%"]]
    found = checked(of_blocks("1.体质测评合格率", table), empty)
    assert found.problems == ()
    [wrong, outside] = sorted(found.remarks, key=lambda one: one.finding.kind != "cell")
    assert [spot.words for spot in wrong.spots] == ["【101.2%】"]
    assert wrong.finding.said.zh == "“1.体质测评合格率”第 2 行第 2 列写的是“101.2%”：应在 0 到 100 之间。"
    assert outside.finding.kind == "between"
    assert "【39.50%】" in {spot.words for spot in outside.spots}


def test_two_tables_that_say_two_things_of_one_figure_are_a_finding_at_a_cell(empty: Store) -> None:
    table = [HEALTH, ["高一", "93.10%", "33.20%"]]
    again = [HEALTH, ["高一", "91.10%", "33.20%"]]
    found = checked(of_blocks("体质测评合格率", table, "体质测评合格率（续）", again), empty)
    assert found.problems == ()
    assert "【91.10%】" in {spot.words for one in found.remarks for spot in one.spots}


def test_a_table_that_could_not_be_read_is_named_with_its_reason(
    empty: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clubs = [["星级", "社团数"], ["四星级", "3"]]
    unknown = [["甲", "乙"], ["一", "二"]]
    content = of_blocks("1.概况", STUDENTS, "社团星级统计", clubs, "会议安排", unknown)
    assert command(content, empty, tmp_path, monkeypatch) == 1
    problem, *others = capsys.readouterr().out.splitlines()
    assert "draft.docx［社团星级统计］:1: 缺少“年份”列" in problem
    assert "不认识的表没有参加核对：“会议安排”" in others


def test_a_table_of_another_school_takes_no_part_and_is_named(empty: Store) -> None:
    theirs = [["学生情况", "2021年"], ["现在校生数", "2800"]]
    found = checked(of_blocks("1.概况", "1.1学生", STUDENTS, "附：江山中等专业学校学生情况", theirs), empty)
    assert found.remarks == ()
    assert [one.zh for one in found.left_out] == [
        "“附：江山中等专业学校学生情况”没有参加核对：标题“附：江山中等专业学校学生情况”里有另一所学校“江山中等专业学校”"
    ]


def test_the_command_line_takes_the_school_of_the_store_for_the_drafts(
    empty: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with empty.writing() as connection:
        connection.execute(sa.update(school).values(name="江山中等专业学校"))
    content = of_blocks("1.概况", "1.1学生", "附：江山中等专业学校学生情况", STUDENTS)
    command(content, empty, tmp_path, monkeypatch)
    assert "没有参加核对" not in capsys.readouterr().out


def test_a_table_inside_of_a_table_has_a_name_and_keeps_none_of_the_others(empty: Store) -> None:
    content = of_blocks("1.概况", "1.1学生", STUDENTS, [["", ""], ["x", "y"]], change=_nested)
    found = checked(content, empty)
    assert found.figures > 0
    assert [one.file.partition("［")[2] for one in found.problems] == ["表3］"]


def _nested(document: Document) -> None:
    outer = document.tables[1].cell(0, 0)
    inner = outer.add_table(2, 2)
    for row, cells in enumerate([["星级", "社团数"], ["四星级", "3"]]):
        for column, text in enumerate(cells):
            inner.cell(row, column).text = text


def test_sections_without_the_ones_before_them_are_one_finding(empty: Store) -> None:
    text = ("1.概况", "1.2规模", "2031年毕业生数1480人。", "1.4队伍", "2031年教职工280人。")
    [one] = checked(of_blocks(*text), empty).remarks
    assert one.finding.said.zh == ("第 1.2 节之前没有第 1.1 节、第 1.4 节之前没有第 1.3 节：同一部分的节号应当连着。")
    assert [spot.words for spot in one.spots] == ["【1.2规模】", "【1.4队伍】"]


def test_of_two_figures_in_a_section_the_one_in_question_is_marked(empty: Store) -> None:
    more = ("2031年毕业生数1490人。", "2031年全年毕业生数1470人。")
    for one in checked(of_blocks("1.概况", "1.1规模", "2031年毕业生数1480人。", "1.2去向", *more), empty).remarks:
        parts = (one.finding, *one.finding.doubles)
        values = {side.value.replace(",", "") for part in parts for side in (part.one, part.other)}
        assert {spot.words.partition("【")[2].partition("】")[0] for spot in one.spots} == values


def test_a_region_and_last_year_are_not_held_against_this_years_school(empty: Store) -> None:
    text = (
        "某校2031年度质量报告", "1.概况", "1.1规模", "2031年在校生4900人。", "全市中职在校生32000人。",
        "1.2去向", "毕业生数1480人。", "去年毕业生数1470人。",
    )  # fmt: skip
    assert checked(of_blocks(*text), empty).remarks == ()
