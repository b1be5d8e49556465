"""The report's own tables, retyped in the shapes that an office has them in, come to exactly the rows of `data/`."""

from collections import Counter
from pathlib import Path

import pytest

import catalogue
from loaders import load, read_file
from store import Store

TABLES = Path(__file__).parent / "files" / "report"
CSVS = sorted(TABLES.glob("*.csv"))
WORKBOOKS = sorted(TABLES.glob("*.xlsx"))
ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16"]
DATASETS = {
    "students": {"scorecard": 14},
    "teachers": {"scorecard": 12},
    "facilities": {"scorecard": 6},
    "exams": {"exams": 10},
    "competitions": {"competitions": 12},
    "certification": {"certification": 36},
    "fitness": {"fitness": 8},
    "satisfaction": {"satisfaction": 7},
    "aid": {"aid": 10, "aid_amounts": 4},
    "employment": {"employment": 20},
    "degree_admissions": {"degree_admissions": 4},
    "degree_by_major": {"degree_by_major": 11},
    "curriculum": {"curriculum": 13},
    "programmes": {"programmes": 28},
}


def reads_as_stored(store: Store, name: str, content: bytes) -> dict[str, int]:
    """Rows by dataset of a file, each of them already in the store."""
    readings = read_file(name, content, catalogue.datasets())
    assert [problem.text("zh") for reading in readings for problem in reading.problems] == []
    accepted = load(store, readings, "tester")
    assert [(one.new, one.changed) for one in accepted] == [(0, 0)] * len(accepted)
    found: Counter[str] = Counter()
    for one in accepted:
        found[one.dataset] += one.unchanged
    return dict(found)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("path", CSVS, ids=lambda path: path.stem)
def test_a_table_of_the_report_is_read_as_it_is(store: Store, path: Path, encoding: str) -> None:
    text = path.read_text(encoding="utf-8")
    found = reads_as_stored(store, path.name, text.replace("\n", "\r\n").encode(encoding))
    assert found == DATASETS[path.stem]


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_a_workbook_of_the_report_is_read_as_it_is(store: Store, path: Path) -> None:
    found = reads_as_stored(store, path.name, path.read_bytes())
    whole = sum((Counter(one) for one in DATASETS.values()), Counter[str]())
    assert found == (whole if path.stem == "whole_report" else DATASETS[path.stem])


def test_what_is_left_out_is_told_with_its_reason() -> None:
    [reading] = read_file("c.csv", (TABLES / "competitions.csv").read_bytes(), catalogue.datasets())
    assert [(left.row, left.text, left.reason.zh) for left in reading.left_out] == [(7, "合计", "合计行不作为成员入库")]
    [reading] = read_file("e.csv", (TABLES / "employment.csv").read_bytes(), catalogue.datasets())
    assert reading.table is not None
    assert [(slot.heading, slot.dropped.zh) for slot in reading.table.slots if slot.dropped] == [
        ("序号", "序号，不是数据")
    ]


def test_a_school_year_is_no_calendar_year() -> None:
    text = (TABLES / "fitness.csv").read_text(encoding="utf-8").replace("2019年度", "2018-2019学年")
    [reading] = read_file("f.csv", text.encode(), catalogue.datasets())
    assert {problem.expected.zh for problem in reading.problems} == {"应为自然年，如 2020；学年不能当作年份"}
    assert reading.rows == ()


def test_a_table_without_a_year_asks_for_it() -> None:
    text = (TABLES / "satisfaction.csv").read_text(encoding="utf-8").split("\n", 1)[1]
    [reading] = read_file("s.csv", text.encode(), catalogue.datasets())
    assert reading.problems[0].found.zh == "缺少“年份”列"
