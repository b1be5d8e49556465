"""A reading keeps what the file prints beside its figures, each with its cell and what it speaks of."""

from pathlib import Path

import catalogue
from loaders import Reading, read_file
from schema import Evidence, EvidenceKind

TABLES = Path(__file__).parent / "files" / "report"
LONG = """职业能力赛项获奖
year,entrant,award,awards,awards change,words
2019,衢州中专,一等奖,1,,
2020,衢州中专,一等奖,0,-1,原话
合计,,一等奖,1/1,,
,合计,一等奖,1/2,,
2020,合计,一等奖,1/3,,
"""


def of(file: str, content: bytes) -> Reading:
    [reading] = read_file(file, content, catalogue.datasets())
    assert [problem.text("zh") for problem in reading.problems] == []
    return reading


def report(name: str) -> Reading:
    return of(name, (TABLES / name).read_bytes())


def told(reading: Reading, kind: EvidenceKind) -> list[Evidence]:
    return [one for one in reading.evidence if one.kind == kind]


def test_a_figure_is_found_in_its_cell_under_its_headings() -> None:
    found = {(one.column_id, one.year, one.members): one for one in told(report("fitness.csv"), "figure")}
    cell = found["good_rate", 2020, (("cohort", "高二"),)]
    assert (cell.text, cell.row, cell.column, cell.path) == ("26.86%", 6, 5, ("2020年度", "优良率", "高二"))
    assert len(found) == 16


def test_a_printed_change_speaks_of_the_later_year() -> None:
    changes = told(report("facilities.csv"), "change")
    assert [(one.text, one.column_id, one.year, one.unit) for one in changes] == [
        ("0.90", "equipment_value_per_student", 2020, "%"),
        ("2.20", "workstations", 2020, "%"),
        ("0.01", "books_per_student", 2020, "%"),
    ]


def test_a_row_of_totals_says_over_what_it_adds() -> None:
    """The years and the entrants are added over; the award is kept."""
    totals = told(report("competitions.csv"), "total")
    assert [(one.text, one.year, one.members, one.row) for one in totals] == [
        ("1/1", None, (("award", "一等奖"),), 7),
        ("2/2", None, (("award", "二等奖"),), 7),
        ("5/18", None, (("award", "三等奖"),), 7),
    ]


def test_a_row_of_means_is_no_total() -> None:
    text = "年份,途径,升学人数\n2023,五年一贯制,300\n2023,自主招生,200\n2023,合　计,500\n2023,平均,250\n"
    reading = of("m.csv", text.encode())
    assert [(one.text, one.row) for one in told(reading, "total")] == [("500", 4)]
    assert [(one.text, one.row, one.column_id) for one in told(reading, "note")] == [("250", 5, "students")]


def test_a_column_of_totals_keeps_its_lines_member() -> None:
    text = "年度,参赛方,一等奖,二等奖,合计\n2023,甲校,1,2,3\n2023,乙市,4,5,9\n"
    totals = told(of("c.csv", text.encode()), "total")
    assert [(one.text, one.year, one.members) for one in totals] == [
        ("3", 2023, (("entrant", "甲校"),)),
        ("9", 2023, (("entrant", "乙市"),)),
    ]


def test_a_footnote_mark_is_kept_at_its_figure() -> None:
    marks = told(of("f.csv", "专业,2023年就业率\n护理,97.2（注1）\n会计,95\n".encode()), "mark")
    assert [(one.text, one.row, one.column_id) for one in marks] == [("(注1)", 2, "employment_rate")]


def test_the_long_form_has_titles_changes_and_totals_too() -> None:
    reading = of("long.csv", LONG.encode())
    assert len(reading.rows) == 2
    assert [one.text for one in told(reading, "caption")] == ["职业能力赛项获奖"]
    assert [(one.text, one.year, one.column_id) for one in told(reading, "change")] == [("-1", 2020, "awards")]
    assert [(one.text, one.year) for one in told(reading, "total")] == [("1/1", None), ("1/2", None), ("1/3", 2020)]
    assert [(one.text, one.year, one.row) for one in told(reading, "sentence")] == [("原话", 2020, 4)]


def test_titles_and_notes_are_kept_with_their_cells() -> None:
    text = "各专业就业率一览,,\n单位：%,,\n专业,2019年就业率,2020年就业率\n护理,98,99\n注：数据截至年底,,\n"
    reading = of("t.csv", text.encode())
    assert [(one.kind, one.text, one.row, one.unit) for one in reading.evidence if one.kind != "figure"] == [
        ("caption", "各专业就业率一览", 1, ""),
        ("unit", "单位：%", 2, "%"),
        ("note", "注：数据截至年底", 5, ""),
    ]


def test_every_stored_figure_of_a_workbook_has_its_sheet_and_cell() -> None:
    name = "whole_report.xlsx"
    for reading in read_file(name, (TABLES / name).read_bytes(), catalogue.datasets()):
        assert reading.dataset is not None
        figures = {(one.column_id, one.year, one.members) for one in told(reading, "figure")}
        assert {one.sheet for one in reading.evidence} == {reading.sheet}
        for row in reading.rows:
            members = () if reading.dataset.indicators else tuple((k.id, row[k.id]) for k in reading.dataset.keys)
            for measure in reading.dataset.stored_measures:
                if row[measure.id] is not None:
                    column = row["indicator"] if reading.dataset.indicators else measure.id
                    assert (column, row["year"], members) in figures
