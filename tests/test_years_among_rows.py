"""A year that stands alone among the rows is the year of those below it; no row is lost without a word."""

from __future__ import annotations

import pytest

import catalogue
from loaders import Reading, read_file

HEADER = "专业,对口就业率,就业率,初次就业起薪\n"
ONE, OTHER = "学前教育,83.1,98.5,3300\n", "电子商务,84.1,99,3350\n"


def read(text: str) -> list[Reading]:
    return read_file("years.csv", text.encode(), catalogue.datasets())


def told(text: str) -> list[tuple[int, str, float]]:
    readings = read(text)
    assert [problem.text("zh") for one in readings for problem in one.problems] == []
    return [(row["year"], row["major"], row["matched_rate"]) for one in readings for row in one.rows]


@pytest.mark.parametrize(
    "text",
    [
        f"就业质量一览表\n2021年\n{HEADER}{ONE}2022年\n{HEADER}{OTHER}",
        f"2021年就业质量\n{HEADER}{ONE}2022年就业质量\n{HEADER}{OTHER}",
        f"就业质量一览表（2021年）\n{HEADER}{ONE},,,\n2022年,,,\n{OTHER}",
        f"{HEADER}2021年,,,\n{ONE}2022年度,,,\n{OTHER}",
        f"2021年\n{HEADER}{ONE}2022\n{OTHER}注：以上为初次就业数据。\n",
    ],
    ids=["header again", "title again", "alone", "below the header", "bare, with a note"],
)
def test_rows_belong_to_the_year_over_them(text: str) -> None:
    assert told(text) == [(2021, "学前教育", 83.1), (2022, "电子商务", 84.1)]


def test_the_same_members_in_two_years_are_no_row_told_twice() -> None:
    assert told(f"2021年\n{HEADER}{ONE}2022年\n{ONE}") == [(2021, "学前教育", 83.1), (2022, "学前教育", 83.1)]


def test_a_header_printed_again_where_a_page_was_cut_begins_nothing() -> None:
    assert told(f"2021年就业质量\n{HEADER}{ONE}{HEADER}{OTHER}") == [(2021, "学前教育", 83.1), (2021, "电子商务", 84.1)]


def test_a_year_among_rows_that_have_a_column_of_years_is_left_to_them() -> None:
    rows = "年份,专业,对口就业率\n2021,学前教育,83.1\n2022,电子商务,84.1\n"
    assert told(rows) == [(2021, "学前教育", 83.1), (2022, "电子商务", 84.1)]


def test_a_figure_that_looks_like_a_year_begins_no_table() -> None:
    [reading] = read("年份,指标,数值\n2021,在校生,4902\n2023,毕业生,1914\n2023,在校生,4800\n")
    assert [row["value"] for row in reading.rows] == [4902, 1914, 4800]


def test_rows_above_the_first_figure_with_a_unit_are_not_lost() -> None:
    head = "学期,资助项目,金额\n2021年春季学期,全校享受免学费学生数,"
    rows = "7125000\n2021年秋季学期,全校享受免学费学生数,208000元\n"
    found = read(head + rows)
    assert sum(len(one.rows) for one in found) == 2 or any(one.problems for one in found)
