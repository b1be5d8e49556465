"""What a sheet says by how it is laid out: several tables in it, titles, units, totals; and what is asked instead of
being guessed."""

import io

import pytest
from openpyxl import Workbook

import catalogue
from loaders import Choices, Reading, read_file
from tests import report_tables
from tests.report_tables import Pasted


def read(text: str) -> list[Reading]:
    return read_file("t.csv", text.encode(), catalogue.datasets())


def rows(*readings: Reading) -> list[tuple[object, ...]]:
    """The dataset, year and key of each row, and its figures as they are there; nothing is a problem."""
    assert [problem.text("zh") for one in readings for problem in one.problems] == []
    found: list[tuple[object, ...]] = []
    for one in readings:
        for row in one.rows:
            assert one.dataset is not None
            keys = (row[key.id] for key in one.dataset.keys)
            figures = (row[measure.id] for measure in one.dataset.stored_measures)
            found.append((one.dataset.id, row["year"], *keys, *(figure for figure in figures if figure is not None)))
    return found


def told(text: str) -> list[str]:
    """What is wrong with a file, without its place."""
    return [problem.text("zh").split(": ", 1)[1] for one in read(text) for problem in one.problems]


def workbook(**sheets: list[list[object]]) -> bytes:
    book = Workbook()
    for at, (title, lines) in enumerate(sheets.items()):
        sheet = book.active if at == 0 else book.create_sheet()
        assert sheet is not None
        sheet.title = title
        for line in lines:
            sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def above(*tables: Pasted, gap: int) -> Pasted:
    width = max(len(table.cells[0]) for table in tables)
    blank = [[""] * width] * gap
    cells = [
        line for table in tables for line in (*([*row, *[""] * (width - len(row))] for row in table.cells), *blank)
    ]
    return Pasted(cells, [], 1)


def beside(one: Pasted, other: Pasted) -> Pasted:
    height = max(len(one.cells), len(other.cells))
    columns = [table.cells + [[""] * len(table.cells[0])] * (height - len(table.cells)) for table in (one, other)]
    return Pasted([[*left, "", *right] for left, right in zip(*columns, strict=True)], [], 1)


@pytest.mark.parametrize("gap", [0, 1, 2])
def test_tables_above_one_another_are_read_one_by_one(gap: int) -> None:
    names = ["employment", "fitness", "certification", "students"]
    pasted = above(*map(report_tables.pasted, names), gap=gap)
    readings = read_file("a.csv", report_tables.as_csv(pasted), catalogue.datasets())
    alone = [
        read_file("a.csv", report_tables.as_csv(report_tables.pasted(name)), catalogue.datasets()) for name in names
    ]
    assert rows(*readings) == rows(*(one for each in alone for one in each))


@pytest.mark.parametrize(
    "text",
    [
        "专业,年份,起薪\n护理,2019,2020\n护理,2020,3000\n护理,2021,2022\n",
        "年份,专业,起薪\n2019,护理,2020\n2020,护理,3000\n2021,护理,2022\n",
    ],
)
def test_figures_that_look_like_years_begin_no_other_table(text: str) -> None:
    wanted = [(2019, 2020), (2020, 3000), (2021, 2022)]
    assert rows(*read(text)) == [("employment", year, "护理", salary) for year, salary in wanted]


def test_a_figure_alone_over_the_header_is_no_table() -> None:
    assert rows(*read("20余人,,\n年份,专业,就业率\n2021,护理,98.1\n")) == [("employment", 2021, "护理", 98.1)]


def test_a_table_of_the_sheet_that_is_not_understood_is_told_beside_one_that_is() -> None:
    [problem] = told("专业,2019年就业率\n护理,98\n专业,2019年,2020年\n护理,40,50\n")
    assert problem.startswith("看不出这是哪项指标")


def test_tables_beside_each_other_are_read_one_by_one() -> None:
    pasted = beside(report_tables.pasted("certification"), report_tables.pasted("students"))
    readings = read_file("b.csv", report_tables.as_csv(pasted), catalogue.datasets())
    assert [(one.dataset.id, len(one.rows)) for one in readings if one.dataset] == [
        ("certification", 36),
        ("scorecard", 14),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "专业,2023年就业率,专业,2023年就业率\n护理,98,会计,97\n电子商务,96,,\n",
            [("护理", 98), ("会计", 97), ("电子商务", 96)],
        ),
        ("专业 Major,2023年就业率 Employment rate\n护理,98\n", [("护理", 98)]),
        ("专业,2023年就业率\nMajor,Employment rate 2023\n护理,98\n", [("护理", 98)]),
        ("专业（全部）,2023年就业率（%）（含升学）\n护理,98\n", [("护理", 98)]),
        ("各专业就业率,\n专业\\年份,2023年\n护理,98\n", [("护理", 98)]),
        ("序号,专业,2023年就业率\n1,护理,98\n合计,,98\n", [("护理", 98)]),
        ("专业,2023年就业率\n护理,98\n,注：含升学\n填表人：张三,审核人：李四\n", [("护理", 98)]),
        ("就业情况,专业,2023年就业率\n,护理,98\n,某专业,97\n", [("护理", 98), ("某专业", 97)]),
        ("专业,2023年就业率\n,(%)\n护理,98\n", [("护理", 98)]),
        ("指标,单位,2023年\n", None),
    ],
)
def test_a_table_is_read_as_a_person_sees_it(text: str, wanted: list[tuple[str, int]] | None) -> None:
    if wanted is None:
        assert told(text) != []
        return
    assert rows(*read(text)) == [("employment", 2023, major, rate) for major, rate in wanted]


def test_a_column_may_state_the_unit_of_each_line() -> None:
    text = "序号,指标,单位,2023年\n1,总资产,万元,29883.57\n2,生均纸质图书,册,64\n"
    assert rows(*read(text)) == [
        ("scorecard", 2023, "total_assets", 29883.57),
        ("scorecard", 2023, "books_per_student", 64),
    ]
    assert told(text.replace("万元", "元")) == ["“29883.57”，单位应为“万元”"]


def test_the_schools_own_name_beside_the_whole_table_is_no_figure_and_several_schools_are_asked_about() -> None:
    text = "院校名称,序号,指标,单位,2023年\n某校,1,生师比,:1,16.7\n,2,招生规模,人,1566\n"
    found = [("scorecard", 2023, "student_teacher_ratio", 16.7), ("scorecard", 2023, "new_students", 1566)]
    assert rows(*read(text)) == found
    [problem] = told(text.replace("\n,2", "\n另一校,2"))
    assert problem.startswith("表头“院校名称”不认识")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("专业,2023年起薪（千元）\n护理,3\n", "表头的单位是“千元”，单位应为“元/月”"),
        ("专业,2023年起薪\n,万元\n护理,3\n", "表头的单位是“万元”，单位应为“元/月”"),
        (
            "单位：万元,,,\n年份,学期,项目,补助金额\n2023,2023年春季学期,某项目,70\n",
            "表上方的单位是“万元”，单位应为“元”",
        ),
    ],
)
def test_a_unit_that_is_not_the_measures_is_told(text: str, problem: str) -> None:
    assert told(text) == [problem]


@pytest.mark.parametrize("title", ["", "2023年各专业招生人数,,\n", "毕业率,,\n"])
def test_years_over_majors_are_of_no_measure_until_something_names_it(title: str) -> None:
    [problem] = told(f"{title}专业,2022年,2023年\n学前教育,40,45\n")
    assert problem.startswith("看不出这是哪项指标")


def test_the_title_or_the_sheets_name_or_the_user_names_the_measure() -> None:
    lines: list[list[object]] = [["专业", "2022年", "2023年"], ["护理", 98, 97]]
    wanted = [("employment", 2022, "护理", 98), ("employment", 2023, "护理", 97)]
    assert rows(*read("2023年各专业就业率统计表,,\n专业,2022年,2023年\n护理,98,97\n")) == wanted
    assert rows(*read_file("t.xlsx", workbook(就业率=lines), catalogue.datasets())) == wanted
    said = {"": Choices(dataset="certification")}
    [reading] = read_file("t.csv", "专业,2022年\n护理,98\n".encode(), catalogue.datasets(), said)
    assert rows(reading) == [("certification", 2022, "护理", 98)]


def test_a_title_that_names_another_tables_measure_is_asked_about() -> None:
    [problem] = told("2023年各专业对口就业率,\n专业,2023年中级工合格率\n学前教育,45\n")
    assert problem.startswith("标题说的是“对口就业率”，表头却是“中级工合格率”")


@pytest.mark.parametrize("column", [["班主任", "张三", "李四"], ["辅助列", "7", "8"]])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_column_of_ones_own_is_asked_about_wherever_it_stands(column: list[str], at: int) -> None:
    lines = [["专业", "2023年就业率"], ["护理", "98"], ["会计", "97"]]
    for line, cell in zip(lines, column, strict=True):
        line.insert(at, cell)
    [problem] = told("\n".join(map(",".join, lines)))
    assert problem.startswith(f"表头“{column[0]}”不认识")


def test_a_sheet_that_is_no_data_is_left_out_by_name() -> None:
    content = workbook(
        封面=[["衢州中专"], ["2023年质量年报数据"]],
        数据=[["专业", "2023年就业率"], ["护理", 98]],
        透视=[["行标签", "平均值项:就业率"], ["护理", 98], ["总计", 98]],
        通讯录=[["专业", "负责人", "电话"], ["护理", "张三", 13800000000]],
    )
    readings = read_file("w.xlsx", content, catalogue.datasets())
    assert rows(*readings) == [("employment", 2023, "护理", 98)]
    assert [left.text for one in readings for left in one.left_out] == ["封面", "透视", "通讯录"]


def test_unknown_indicators_are_named_with_what_may_be_meant() -> None:
    [problem] = told("教师队伍,2022年,2023年\n师生比,1:20,1:19.5\n")
    assert problem.startswith("没有叫“师生比”的指标")
    assert "若是“生师比”，应写成 20:1" in problem


@pytest.mark.parametrize("name", ["总数", "社团总数", "累计", "以上合计"])
def test_a_whole_number_of_something_is_a_total_and_no_member(name: str) -> None:
    [reading] = read_file("t.csv", f"星级,2021年社团数\n四星级,3\n三星级,9\n{name},12\n".encode(), catalogue.datasets())
    assert [row["rating"] for row in reading.rows] == ["四星级", "三星级"]
    assert [left.text for left in reading.left_out] == [name]


def test_an_indicator_that_is_a_whole_number_is_no_total() -> None:
    [reading] = read("指标,2021年\n编制总数,297\n毕业生总数,1474\n")
    assert [one.cell.text for one in reading.cells if one.value == "posts"] == ["编制总数"]
    assert ["毕业生总数" in one.found.zh for one in reading.problems] == [True]


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("2021年职业能力赛项获奖,,\n参赛方,一等奖,二等奖\n衢州中专,1,2\n全市,3,4\n", {"衢州中专", "衢州市"}),
        ("年份,测评对象,及格率,优良率\n2021,全校,93,29\n2021,高一,92,28\n", {"全校情况", "高一"}),
    ],
)
def test_a_whole_by_another_of_its_names_is_the_declared_one(text: str, stored: set[str]) -> None:
    [reading] = read_file("w.csv", text.encode(), catalogue.datasets())
    assert (reading.problems, reading.left_out) == ((), ())
    assert reading.dataset is not None
    assert {row[reading.dataset.keys[0].id] for row in reading.rows} == stored
