"""What hinders a table from being read is named as it is: the school year, the strange heading, the table that a title
names; and what is no hindrance is read."""

from __future__ import annotations

import pytest

import catalogue
from loaders import Reading, read_file

DATASETS = catalogue.datasets()
NO_SCHOOL_YEAR = "应为自然年，如 2020；学年不能当作年份"


def of(text: str) -> Reading:
    [reading] = read_file("a.csv", text.encode(), DATASETS)
    return reading


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "年级,2020-2021学年,,2021-2022学年,\n,合格率,优良率,合格率,优良率\n一年级,93,30,94,31\n",
            ("2020-2021学年", "2021-2022学年"),
        ),
        ("专业,2021-2022学年,\n,就业率,起薪\n护理,98.5,3300\n", ("2021-2022学年",)),
        ("2020-2021学年体质测评\n测评对象,合格率,优良率\n一年级,93.1,30.2\n", ("2020-2021学年体质测评",)),
        ("学年,专业,就业率\n2020-2021学年,护理,98\n", ("学年",)),
    ],
    ids=["over several headings each", "over one year's headings", "in the title", "as a column"],
)
def test_a_school_year_is_the_only_thing_that_is_wrong(text: str, named: tuple[str, ...]) -> None:
    assert [(one.found.zh, one.expected.zh) for one in of(text).problems] == [
        (f"“{each}”是学年", NO_SCHOOL_YEAR) for each in named
    ]


def test_a_title_says_which_table_has_headings_of_its_own() -> None:
    [problem] = of("2021年学生体质测评情况\n年级段,达标比例,优秀比例\n新生,93.1,30.2\n").problems
    assert problem.found.zh == "表头都不认识：年级段、达标比例、优秀比例"
    assert problem.expected.zh.startswith("标题说的是“体质测评”，它的列有：年份、测评对象、及格率、优良率")


@pytest.mark.parametrize("title", ["教师职称结构", "2021年教师职称"])
def test_an_everyday_word_for_a_figure_does_not_make_a_table_another_one(title: str) -> None:
    [problem] = of(f"{title}\n职称,人数,占比\n高级,80,22%\n").problems
    assert problem.found.zh == "看不出这是哪张表（表头：职称、人数、占比）"


def test_a_heading_that_is_not_known_is_named_beside_the_column_that_is_missing() -> None:
    [problem] = of("2021年满意度\n项目,满意,基本满意,不满意\n课堂育人,90,9,1\n").problems
    assert problem.found.zh == "缺少“调查内容”列（不认识的表头：项目）"


@pytest.mark.parametrize("named", ["占比", "比例", "所占比例", "Percentage"])
@pytest.mark.parametrize(
    "text",
    [
        "年份,专业,就业率\n2021,护理,98\n{},,100%\n",
        "年份,专业,就业率\n2021,护理,98\n,{},100%\n",
        "专业,2021年就业率\n护理,98\n{},100%\n",
    ],
    ids=["in the year's column", "among the members", "in a wide table"],
)
def test_a_line_of_shares_is_no_member_and_is_said(named: str, text: str) -> None:
    reading = of(text.format(named))
    assert [row["major"] for row in reading.rows] == ["护理"] and not reading.problems
    assert f"“{named}”（占比行" in reading.summary("zh")


def test_a_column_of_units_may_have_blanks() -> None:
    reading = of("指标,单位,2021年\n在校生数,人,4900\n生师比,,14.5\n")
    assert not reading.problems and [row["value"] for row in reading.rows] == [4900, 14.5]
