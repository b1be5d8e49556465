"""What a draft's own words say wrongly: numbering, rough numbers, lists that are told again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

import catalogue
from insights.findings import Finding, Statement
from loaders.deciding.draft import Draft, draft
from store import Store, open_store
from store.engine import school_name
from store.rows import rows
from tests.documents import of_blocks
from tests.report_document import report_document

HEAD = ("1.概况", "1.1规模", "2031年毕业生数1480人，毕业率为97.2%。")
LIST = "一年来，学校承办省民学习周、市教育工作会议、省艺术节、市运动会等4项省市级重大活动。"


@pytest.fixture
def empty(tmp_path: Path) -> Store:
    return open_store(f"sqlite:///{tmp_path / 'empty.db'}", catalogue.datasets())


def checked(store: Store, content: bytes) -> Draft:
    held = {dataset.id: rows(store, dataset) for dataset in catalogue.datasets()}
    return draft("draft.docx", content, catalogue.datasets(), catalogue.identities(), held, school_name(store))


def told(store: Store, *paragraphs: str) -> list[tuple[str, Sequence[str]]]:
    """What is found in the words, with the words that are marked."""
    remarks = checked(store, of_blocks(*HEAD, *paragraphs)).remarks
    return [
        (one.finding.said.zh, [spot.words.partition("【")[2].partition("】")[0] for spot in one.spots])
        for one in remarks
    ]


@pytest.mark.parametrize(
    ("paragraphs", "marked"),
    [
        (("1.2文化", "要四个方面一直抓：（1）认同。（2）制度。（4）行为。（5）物质。"), "（4）"),
        (("1.2文化", "一是落实制度。", "三是加强队伍。"), "三是"),
        (("1.3队伍", "2031年教师队伍稳定。"), "1.3队伍"),
        (("1.2服务", "技术服务十多次，申请专利近十多项。"), "近十多"),
        (("1.2服务", "申报专利接近30余项。"), "接近30余"),
    ],
)
def test_a_gap_or_a_number_rough_both_ways_is_told_at_its_words(
    empty: Store, paragraphs: Sequence[str], marked: str
) -> None:
    [(said, spots)] = told(empty, *paragraphs)
    assert said.endswith("。")
    assert spots == [marked]


def test_a_list_told_again_with_more_members_than_its_number_is_told_at_both(empty: Store) -> None:
    again = "先后承办市教育工作会议、全市运动会、省民学习周活动、省艺术节活动、市合唱节。"
    [(said, spots)] = told(empty, LIST, "1.2党建", again)
    assert "列出了 5 个" in said
    assert spots == ["4", again.removesuffix("。")]


@pytest.mark.parametrize(
    ("paragraphs", "marked"),
    [
        (("设有电商、护理、数控、建筑3大专业群。",), ["设有电商、护理、数控、建筑3大"]),
        (("承办学习周、教育会议、艺术节等2项活动。",), ["承办学习周、教育会议、艺术节等2项"]),
        (("学校有13个专业。", "建有11个实训基地。", "每个专业都有一个实训基地。"), ["每个专业都有一个实训基地"]),
        (("打造“1+4”范式。", "推广“4+1”范式。"), ["1+4", "4+1"]),
    ],
    ids=["a closed list", "an open list", "one for each", "a name"],
)
def test_lists_and_names_are_held_against_the_draft_itself(
    empty: Store, paragraphs: Sequence[str], marked: Sequence[str]
) -> None:
    [(said, spots)] = told(empty, "1.2概况", *paragraphs)
    assert said.endswith("。")
    assert list(spots) == list(marked)


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("1.2文化", "（1）认同。（2）制度。（3）行为。", "（1）组织。（2）人员。"),
        ("1.2文化", "一是制度。二是队伍。", "1.3服务", "一是培训。二是帮扶。三是宣传。"),
        ("1.2服务", "见表（1）和表（3），近十项成果，多项专利，30余次服务。"),
        (LIST, "1.2党建", "先后承办市教育工作会议、全市运动会、省民学习周活动、省艺术节活动。"),
        (LIST, "1.2社团", "开展合唱、书法、篮球、足球、棋类等活动。"),
        ("1.2中心", "设有接待厅、调节室、阅览室及两间个体辅导室和四个团体辅导室。"),
        (
            "1.2中心",
            "设有财经、学前、机电、信息4个学部。",
            "共有11个专业，建有13个实训基地，每个专业均有一个实训基地。",
        ),
        ("1.2范式", "继续“1+4”范式，推行“1+4”做法，落实“三全育人”和“1+3”。"),
    ],
)
def test_words_that_fit_are_left_alone(empty: Store, paragraphs: Sequence[str]) -> None:
    assert told(empty, *paragraphs) == []


def test_the_shipped_report_has_its_own_five(empty: Store) -> None:
    remarks = checked(empty, report_document()).remarks
    own = [one for one in remarks if one.finding.kind == "wording" or not any(s.places for s in _sides(one.finding))]
    assert [(one.finding.one.section, one.finding.one.value) for one in own] == [
        ("6.1.2", "6.1.2"),
        ("8.1", "（4）"),
        ("5.2", "近十多"),
        ("前言", "4"),
        ("2.5.3", "1+4"),
    ]


def _sides(finding: Finding) -> tuple[Statement, Statement]:
    return finding.one, finding.other
