"""The audit: what it finds in the shipped report, what it leaves alone, and how explanations stand."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
import pytest

import catalogue
from insights.audit import audit
from insights.findings import Finding, Place
from insights.fits import fit, least_head_count, parts_that_fit, wholes_that_fit
from loaders import load, read_file
from schema import PERCENT, Dataset, Equal, Indicator, Key, Label, Measure, Quotient, Shares, scorecard
from store import Store, attach, open_store
from store.evidence import evidence
from store.explanations import explain, explanations
from store.rows import rows
from tests.conftest import Ended

ROOT = Path(__file__).parent.parent


def found(store: Store) -> list[Finding]:
    held = {dataset.id: rows(store, dataset) for dataset in catalogue.datasets()}
    return audit(catalogue.datasets(), catalogue.identities(), held, evidence(store))


@pytest.fixture(scope="module")
def shipped(built_url: str) -> list[Finding]:
    return found(attach(built_url))


def sides(finding: Finding) -> tuple[str, str, str]:
    return finding.kind, finding.one.value, finding.other.value


def each(findings: Sequence[Finding]) -> list[tuple[str, str, str]]:
    """The two sides of every finding, and of those that it stands for."""
    return [sides(one) for finding in findings for one in (finding, *finding.doubles)]


REAL = [
    ("sections", "33.33%", "34.65%"),
    ("sections", "40家", "38家"),
    ("sections", "4,735个", "2,777个"),
    ("sections", "1项", "0项"),
    ("sections", "13个", "12个"),
    ("sections", "4,843人", "4,902人"),
    ("near", "1,566人", "1,650人"),
    ("parts", "16项", "12项"),
    ("parts", "33个", "34个"),
    ("total_row", "2项", "0项"),
    ("total_row", "5项", "3项"),
    ("total_row", "18项", "16项"),
    ("change", "0.01", "+0.31%"),
    ("change_unit", "1.71%", "+1.71个百分点"),
    ("change_unit", "＋1.21％", "+1.21个百分点"),
    ("change_unit", "＋1.23％", "+1.23个百分点"),
    ("head_count", "99.95%", "1,474人"),
    ("quotient", "65.65%", "65.6038"),
    ("quotient", "34.65%", "34.7826"),
    ("quotient", "50.54%", "50.7246"),
    ("quotient", "93.52%", "1,474人"),
    ("quotient", "84.28%", "140人"),
    ("quotient", "6.2%", "15.9420"),
    ("quotient", "16.7:1", "17.7609"),
    ("quotient", "8,091元", "12,635.66"),
    ("at_most", "83家", "40家"),
    ("each", "13", "11"),
    ("label", "生均实训实习工位数", "4,735个"),
    ("label", "文化课合格率", "校平均分、市平均分、市排名"),
    ("unlike", "75.9分", "66.56分"),
]


@pytest.mark.parametrize("sides_wanted", REAL, ids=str)
def test_a_contradiction_of_the_report_is_found(shipped: list[Finding], sides_wanted: tuple[str, str, str]) -> None:
    assert sides_wanted in each(shipped)


def test_nothing_else_is_found_but_these(shipped: list[Finding]) -> None:
    assert set(each(shipped)) == set(REAL)


def test_what_is_one_trouble_to_a_reader_is_one_finding(shipped: list[Finding]) -> None:
    joined = [[sides(one) for one in (finding, *finding.doubles)] for finding in shipped if finding.doubles]
    assert sorted(len(one) for one in joined) == [2, 2, 4]
    assert [("quotient", "34.65%", "34.7826"), ("quotient", "50.54%", "50.7246")] in joined
    assert any("专业教师比例 50.54%，应为 50.72%" in finding.said.zh for finding in shipped)


def test_the_surest_come_first(shipped: list[Finding]) -> None:
    weights = [finding.weight for finding in shipped]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] == 3


def test_each_finding_says_in_both_languages_what_is_wrong_and_what_to_look_at(shipped: list[Finding]) -> None:
    for finding in shipped:
        for text in (finding.said, finding.reconcile):
            assert text.zh
            assert text.en
            assert "—" not in text.zh + text.en
        assert finding.said.zh.endswith("。")
        assert (
            finding.one.section == finding.other.section or finding.one.section in finding.said.zh + finding.one.words
        )


def test_english_has_no_chinese_but_quotations(shipped: list[Finding]) -> None:
    for finding in shipped:
        for text in (finding.said.en, finding.reconcile.en):
            assert not re.search("[\u4e00-\u9fff]", re.sub("“[^”]*”", "", text)), text


def test_each_side_shows_its_section_and_its_words(shipped: list[Finding]) -> None:
    for finding in shipped:
        for statement in (finding.one, finding.other):
            assert statement.value
            assert statement.section
            assert statement.words


def test_a_finding_names_the_figures_in_question_with_their_members(shipped: list[Finding]) -> None:
    finding = next(one for one in shipped if one.kind == "head_count")
    assert Place("employment", "employment_rate", 2020, (("major", "工业与民用建筑"),)) in finding.places
    assert "employment.employment_rate" in finding.columns


def test_what_would_make_a_rate_true_is_named(shipped: list[Finding]) -> None:
    said = {finding.one.value: finding.reconcile.zh for finding in shipped if finding.kind == "quotient"}
    assert "毕业生为 1,473（按四舍五入）" in said["65.65%"]
    assert "专任教师为 277（按截去尾数）" in said["34.65%"]
    assert "分母为 1,576 时是 93.53%" in said["93.52%"]


def test_no_repair_is_named_that_lies_far_from_what_is_stored(shipped: list[Finding]) -> None:
    """6.2 % of part-time teachers would need 705 full-time teachers where 276 are stored."""
    said = next(one.reconcile for one in shipped if one.one.value == "6.2%")
    assert not re.search(r"\d", said.zh + said.en)


def test_what_the_report_explains_itself_is_no_contradiction(shipped: list[Finding]) -> None:
    """129+1 makes 130; 三年 and 三年制 are one kind of track; 1.3 is 1.322 rounded; shares of 100.01 are rounding."""
    columns = {column for finding in shipped for column in finding.columns}
    assert (
        not {"scorecard.bachelor_admissions", "scorecard.programme_tracks", "scorecard.attracted_investment"} & columns
    )
    assert "shares" not in {finding.kind for finding in shipped}


OF_TABLES = {"near", "total_row", "change", "change_unit", "head_count", "label", "unlike"}


def loaded_alone(url: str, *files: tuple[str, bytes]) -> set[tuple[str, str, str]]:
    """What the audit finds in an empty store that these files alone are loaded into."""
    store = open_store(url, catalogue.datasets())
    load(store, [one for name, content in files for one in read_file(name, content, catalogue.datasets())], "tester")
    return set(each(found(store)))


def test_the_report_s_own_tables_say_as_a_workbook_and_as_csv_what_the_shipped_figures_say(tmp_path: Path) -> None:
    """Loaded alone into an empty store: no finding of the tables is missing, and none is other than of data/*.csv."""
    folder = ROOT / "tests" / "files" / "report"
    workbook = folder / "whole_report.xlsx"
    of_workbook = loaded_alone(f"sqlite:///{tmp_path / 'xlsx.db'}", (workbook.name, workbook.read_bytes()))
    texts = [(file.name, file.read_text(encoding="utf-8-sig")) for file in sorted(folder.glob("*.csv"))]
    of_texts = loaded_alone(
        f"sqlite:///{tmp_path / 'csv.db'}", *((name, text.encode("gb18030")) for name, text in texts)
    )
    for told in (of_workbook, of_texts):
        assert told <= set(REAL)
        assert {kind for kind, _, _ in told} == OF_TABLES
    assert of_texts == of_workbook


def test_a_printed_table_of_another_year_with_its_totals_raises_nothing(store: Store) -> None:
    """Synthetic figures, invented for this test only: totals are those of their own table, not of all years stored."""
    before = each(found(store))
    text = "年度,,一等奖,二等奖,三等奖\n2031,衢州中专,1,0,2\n,衢州市,1,3,4\n2032,衢州中专,0,2,5\n,衢州市,2,2,6\n"
    totals = "合计,,1/3,2/5,7/10\n"
    load(store, read_file("awards.csv", (text + totals).encode(), catalogue.datasets()), "tester")
    assert each(found(store)) == before
    wrong = text + totals.replace("7/10", "7/11")
    load(store, read_file("awards.csv", wrong.replace("2032", "2033").encode(), catalogue.datasets()), "tester")
    assert ("total_row", "11项", "10项") in each(found(store))


def test_an_empty_store_has_no_findings(tmp_path: Path) -> None:
    assert found(open_store(f"sqlite:///{tmp_path / 'school.db'}", catalogue.datasets())) == []


def test_numbers_fit_exactly_rounded_or_truncated() -> None:
    assert fit(31.43, 44 / 140 * 100) == "rounded"
    assert fit(93.52, 1474 / 1576 * 100) == "truncated"
    assert fit(60, 315 / 525 * 100) == "exact"
    assert fit(65.65, 967 / 1474 * 100) is None
    assert wholes_that_fit(65.65, 967, 100, 1474)[0] == (1473, "rounded")
    assert parts_that_fit(33.33, 276, 100)[0] == (92, "rounded")
    assert least_head_count(99.95, 5000) == 1819
    assert least_head_count(99.95, 1474) is None


def declared(*indicators: Indicator) -> Dataset:
    return scorecard(*indicators)


def frame(**columns: list[object]) -> pd.DataFrame:
    rest = {name: ["2.9"] * len(columns["year"]) for name in ("section", "words", "note") if name not in columns}
    return pd.DataFrame(columns | rest)


def test_a_planted_contradiction_of_another_school_is_found_too() -> None:
    """Synthetic figures, invented for this test only."""
    meals = Indicator("meals", Label("就餐人数", "Meals"), PERCENT, section="9.1", decimals=(0, 0))
    guests = Indicator("guests", Label("来客", "Guests"), PERCENT, section="9.1", decimals=(0, 0))
    share = Indicator("share", Label("占比", "Share"), PERCENT, section="9.1", minimum=0, maximum=100, decimals=(0, 2))
    dataset = declared(meals, guests, share)
    held = frame(
        year=[2031, 2031, 2031, 2031],
        indicator=["meals", "guests", "share", "meals"],
        value=[200.0, 50.0, 26.0, 210.0],
        section=["9.1", "9.1", "9.1", "9.2"],
        words=["a", "b", "c", "d"],
    )
    said = audit([dataset], [Quotient("share", "guests", "meals"), Equal("guests", "share")], {"scorecard": held})
    assert sorted(kind for kind, _, _ in each(said)) == ["quotient", "sections", "sections"]


def test_shares_that_do_not_make_a_hundred_are_found() -> None:
    """Synthetic figures, invented for this test only."""
    measures = tuple(Measure(name, Label(name, name), PERCENT, decimals=(1, 1)) for name in ("yes", "no"))
    dataset = Dataset("poll", Label("测", "Poll"), "9.9", (Key("item", Label("项", "Item")),), measures)
    held = frame(year=[2031, 2031], item=["甲", "乙"], yes=[60.0, 60.1], no=[40.0, 39.0])
    said = audit([dataset], [Shares("poll", ("yes", "no"))], {"poll": held})
    assert [(one.kind, one.difference) for one in said] == [("shares", "0.90")]


def test_a_whole_outside_its_groups_is_found(store: Store) -> None:
    text = "年份,测评对象,及格率,优良率\n2021,全校情况,99,30\n2021,高一,90,29\n2021,高二,91,31\n"
    load(store, read_file("synthetic.csv", text.encode(), catalogue.datasets()), "tester")
    assert ("between", "99.00%", "91.00%") in [sides(finding) for finding in found(store)]


def test_an_explanation_stands_until_the_numbers_change_and_can_be_taken_back(store: Store) -> None:
    finding = next(one for one in found(store) if one.other.value == "38家")
    explain(store, finding.id, "王老师", "两处统计时间不同")
    assert explanations(store)[finding.id].reason == "两处统计时间不同"
    text = "年份,指标,数值,报告章节\n2020,internship_employers,39,前言\n"
    load(store, read_file("synthetic.csv", text.encode(), catalogue.datasets()), "tester")
    now = next(one for one in found(store) if one.other.value == "39家")
    assert now.id not in explanations(store)
    explain(store, finding.id, "王老师", "")
    assert explanations(store) == {}


def test_the_command_prints_findings_and_exits_1_until_all_are_explained(
    tmp_path: Path, typed: Callable[..., Ended]
) -> None:
    assert typed("loaders", "build").returncode == 0
    printed = typed("insights", "audit")
    lines = printed.stdout.splitlines()
    assert printed.returncode == 1
    assert any("33.33% [1.3] ≠ " in line and "34.65% [3.2.3]" in line for line in lines)
    store = attach(f"sqlite:///{tmp_path / 'school.db'}")
    for line in lines[1:]:
        explain(store, line.split("\t")[0], "王老师", "已核实")
    assert typed("insights", "audit").returncode == 1
    last = lines[0].split("\t")[0]
    assert typed("insights", "explain", last, "--by", "王老师", "--why", "已核实").returncode == 0
    done = typed("insights", "audit")
    assert (done.returncode, done.stdout.count("✓ 王老师")) == (0, len(lines))
    assert typed("insights", "explain", "nothing", "--by", "x", "--why", "y").returncode == 1
