"""A draft is checked before it is signed: nothing is stored, findings stand at their places, and go out as comments."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import pytest
from docx.document import Document
from playwright.sync_api import Browser, expect

import catalogue
from exports.office.comments import commented
from insights.audit import audit
from insights.findings import Finding
from insights.remarks import Remark, Spot
from loaders import read_file
from loaders.deciding.draft import Draft, draft
from schema import Evidence, Label
from store import Store, attach, open_store
from store.engine import school_name
from store.releases import latest
from store.rows import rows
from tests.conftest import ROOT, Ended
from tests.documents import of_blocks
from tests.report_document import report_document
from tests.visits import settled, visiting

TEXT = ("1.概况", "1.1规模", "2031年毕业生数1480人，毕业率为97.2%。", "1.2队伍", "2031年专任教师300人，教职工280人。")


@pytest.fixture
def empty(tmp_path: Path) -> Store:
    return open_store(f"sqlite:///{tmp_path / 'empty.db'}", catalogue.datasets())


def checked(content: bytes, store: Store, file: str = "draft.docx", evidence: Sequence[Evidence] = ()) -> Draft:
    held = {dataset.id: rows(store, dataset) for dataset in catalogue.datasets()}
    return draft(file, content, catalogue.datasets(), catalogue.identities(), held, school_name(store), evidence)


def kinds(found: Draft) -> list[str]:
    return [one.finding.kind for one in found.remarks]


def test_what_does_not_fit_is_told_with_its_sentences(empty: Store) -> None:
    found = checked(of_blocks(*TEXT), empty)
    [remark] = [one for one in found.remarks if one.finding.kind == "at_most"]
    assert [(spot.words, spot.where.zh) for spot in remark.spots] == [
        ("2031年专任教师【300人】，教职工280人", "正文 1.2"),
        ("…031年专任教师300人，教职工【280人】", "正文 1.2"),
    ]


def test_nothing_is_stored(empty: Store) -> None:
    checked(of_blocks(*TEXT), empty)
    assert latest(empty) == 0
    assert all(rows(empty, dataset).empty for dataset in catalogue.datasets())


def test_one_section_that_states_a_figure_twice_is_held_against_itself(empty: Store) -> None:
    twice = (*TEXT[:3], "2031年全年毕业生数1490人。")
    [remark] = [one for one in checked(of_blocks(*twice), empty).remarks if one.finding.kind == "sections"]
    assert [spot.words for spot in remark.spots] == [
        "2031年毕业生数【1480人】，毕业率为97.2%",
        "2031年全年毕业生数【1490人】",
    ]


def test_a_table_and_the_text_over_it_are_held_against_each_other(empty: Store) -> None:
    table = [["学生情况", "2030年", "2031年"], ["毕业生规模", "1400", "1474"], ["招生规模", "1500", "1600"]]
    found = checked(of_blocks(*TEXT[:3], table), empty)
    [remark] = [one for one in found.remarks if one.finding.kind == "sections"]
    assert {spot.words for spot in remark.spots} == {"2031年毕业生数【1480人】，毕业率为97.2%", "【1474】"}
    assert {spot.where.zh for spot in remark.spots} == {"正文 1.1", "“1.1规模”第 2 行第 3 列"}


def test_the_report_as_a_document_has_the_findings_of_its_data(empty: Store, built_url: str) -> None:
    """Wherever both hold the same statements."""
    files = sorted((ROOT / "data").glob("*.csv"))
    readings = [one for file in files for one in read_file(str(file), file.read_bytes(), catalogue.datasets())]
    printed = [one for reading in readings for one in reading.evidence]
    held = {dataset.id: rows(attach(built_url), dataset) for dataset in catalogue.datasets()}
    shipped = audit(catalogue.datasets(), catalogue.identities(), held, printed)
    found = [one.finding for one in checked(report_document(), empty).remarks if one.finding.places]
    assert numbers(shipped) - numbers(found) <= {("sections", "1项", "0项")}  # 省一、国二 is no figure
    assert {one[0] for one in numbers(found) - numbers(shipped)} <= {"sections", "label"}


def numbers(found: Sequence[Finding]) -> set[tuple[str, str, str]]:
    return {(one.kind, one.one.value, one.other.value) for each in found for one in (each, *each.doubles)}


def test_a_draft_is_held_against_the_stored_years(store: Store) -> None:
    table = [["教师队伍", "2020年", "2021年"], ["生师比", "15.1:1", "16.1:1"]]
    content = of_blocks("1.概况", "1.3教师队伍", table, "2021年专任教师300人。", "2021年在校生4830人。")
    [remark] = [one for one in checked(content, store).remarks if one.finding.year == 2020]
    assert [spot.words for spot in remark.spots] == ["【15.1:1】"]


def test_a_file_that_cannot_be_read_says_why(empty: Store) -> None:
    found = checked(of_blocks("x")[:-50], empty)
    assert (found.figures, found.remarks) == (0, ())
    assert [problem.found.zh for problem in found.problems] == ["Word 文档已损坏"]


def test_a_workbook_is_checked_as_well(empty: Store) -> None:
    file = ROOT / "tests" / "files" / "report" / "whole_report.xlsx"
    found = checked(file.read_bytes(), empty, file.name)
    assert {"total_row", "change", "label"} <= set(kinds(found))
    assert all(spot.paragraph == 0 for one in found.remarks for spot in one.spots)


def test_comments_stand_at_the_very_words_and_change_nothing_else(empty: Store) -> None:
    content = of_blocks(*TEXT)
    found = checked(content, empty)
    made = docx.Document(io.BytesIO(commented(content, found.remarks, "zh")))
    assert [one.text for one in made.paragraphs] == list(TEXT)
    [about] = [one for one in found.remarks if one.finding.kind == "at_most"]
    [told] = [one for one in made.comments if about.finding.said.zh in one.text]
    assert (told.author, marked(made, told.comment_id)) == ("数据核对", "300人")
    [other] = [one for one in made.comments if one.text == "必有一错：与正文 1.2的“300人”有关，说明见那里的批注"]
    assert marked(made, other.comment_id) == "280人"


def test_a_comment_on_a_cell_stands_in_the_cell(empty: Store) -> None:
    content = of_blocks("体质", [["对象", "及格率"], ["高一", "96.5%"]])
    spot = Spot(5, 0, 0, "【96.5%】", Label("表", "table"))
    remark = Remark(checked(of_blocks(*TEXT), empty).remarks[0].finding, (spot,))
    made = docx.Document(io.BytesIO(commented(content, [remark], "en")))
    [comment] = made.comments
    assert marked(made, comment.comment_id) == "96.5%"


def test_what_is_printed_wrong_has_the_comment_itself(empty: Store) -> None:
    """A change, a total, a title: the first comment is at its own cell, those at its figures refer to it."""
    change = [["学生情况", "2030年", "2031年", "变化情况"], ["毕业生规模", "1400", "1474", "+46"]]
    contest = [
        ["年度", "", "一等奖", "二等奖", "三等奖"],
        ["2030", "衢州中专", "0", "0", "1"], ["2030", "衢州市", "0", "0", "3"],
        ["2031", "衢州中专", "1", "2", "3"], ["2031", "衢州市", "1", "4", "9"], ["合计", "", "1/1", "2/4", "4/13"],
    ]  # fmt: skip
    titled = [
        ["文化课合格率", "学段", "学科", "2031年校平均分", "2031年市平均分", "2031年市排名"],
        ["", "高一", "语文", "73.1", "70.2", "第一"], ["", "高一", "数学", "67.2", "53.1", "第一"],
    ]  # fmt: skip
    tables = {"学生": (change, "+46"), "职业能力赛项获奖": (contest, "4/13"), "成绩": (titled, "文化课合格率")}
    for name, (table, wrong) in tables.items():
        content = of_blocks("1.概况", f"1.1{name}", table)
        remarks = checked(content, empty).remarks
        made = docx.Document(io.BytesIO(commented(content, remarks, "zh")))
        full = [one for one in made.comments if any(about.finding.said.zh in one.text for about in remarks)]
        assert wrong in [marked(made, one.comment_id) for one in full], name


def marked(document: Document, number: int) -> str:
    """The words over which a comment stands."""
    found, inside = [], False
    for element in document.element.iter():
        name = element.tag.rpartition("}")[2]
        own = element.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}id") == str(number)
        if name in ("commentRangeStart", "commentRangeEnd") and own:
            inside = name == "commentRangeStart"
        elif name == "t" and inside:
            found.append(element.text)
    return "".join(found)


def test_the_command_tells_the_findings_and_exits_1(tmp_path: Path, typed: Callable[..., Ended]) -> None:
    path, out = tmp_path / "draft.docx", tmp_path / "out.docx"
    path.write_bytes(of_blocks(*TEXT))
    done = typed("insights", "audit", "--file", str(path), "--comments", str(out))
    assert done.returncode == 1
    assert any(line.startswith("  正文 1.2: 2031年专任教师【300人】") for line in done.stdout.splitlines())
    assert len(list(docx.Document(str(out)).comments)) >= 2
    path.write_bytes(of_blocks("1.概况", "1.1规模", "2031年教职工280人。"))
    assert typed("insights", "audit", "--file", str(path)).returncode == 0
    missing = typed("insights", "audit", "--file", str(tmp_path / "no.docx"))
    assert (missing.returncode, missing.stderr.splitlines()[-1].endswith("No such file or directory")) == (1, True)


def test_the_page_is_reached_from_the_audit_and_gives_the_draft_with_comments(
    browser: Browser, server: str, tmp_path: Path
) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(of_blocks(*TEXT))
    with visiting(browser, server) as visit:
        page = visit.open("audit?lang=zh")
        settled(page)
        page.get_by_text("报告还没定稿？签发前先核对").click()
        settled(page)
        page.locator("input[type=file]").set_input_files(str(path))
        expect(page.get_by_text("2031年专任教师【300人】，教职工280人")).to_be_visible()
        with page.expect_download() as waiting:
            page.get_by_role("button", name="下载带批注的 Word 稿").click()
        waiting.value.save_as(tmp_path / "out.docx")
    assert len(list(docx.Document(str(tmp_path / "out.docx")).comments)) >= 2
