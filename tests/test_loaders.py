"""Files in, through the reader's public door: what is accepted, what is refused and in which words."""

from pathlib import Path

import pytest

import catalogue
from loaders import Answers, Reading, load, load_in_bulk, read_file
from loaders.deciding.commit import Refused
from loaders.files.read import MAX_BYTES, MAX_ROWS
from store import Store
from store.releases import latest

FILES = Path(__file__).parent / "files"
REFUSED = {
    "above_range": (2, "对口就业率（%）", "“101.5”，应在 0 到 100 之间"),
    "below_range": (2, "对口就业率（%）", "“-3”，应在 0 到 100 之间"),
    "not_a_number": (2, "就业率（%）", "“一百”，应为数字（%），没有数据请写“/”"),
    "wrong_unit": (2, "初次就业起薪（元/月）", "“96%”，单位应为“元/月”"),
    "fraction_of_a_count": (2, "初次就业起薪（元/月）", "“3000.5”，应为整数"),
    "formula": (2, "就业率（%）", "“=B2*100”，应为数值；这是公式或公式出错，请粘贴为数值"),
    "excel_error": (2, "就业率（%）", "“#DIV/0!”，应为数值；这是公式或公式出错，请粘贴为数值"),
    "school_year": (2, "年份", "“2018-2019学年”，应为自然年，如 2020；学年不能当作年份"),
    "bare_year": (2, "年份", "“19”，应为四位年份，如 2020"),
    "this_year": (2, "年份", "“今年”，应为四位年份，如 2020"),
    "blank_key": (2, "专业", "“空白”，应写明专业"),
    "duplicate_key": (3, "", "“2020 护理”与第 2 行重复，同一年同一项只能有一行"),
    "ragged_row": (2, "", "这一行有 4 格，应与表头一样有 5 格"),
    "unknown_heading": (1, "C", "表头“就业比例”不认识，“就业质量”的列有：年份、专业、对口就业率、就业率、初次就业起薪"),
    "repeated_heading": (1, "E", "表头“对口就业率”重复，每列只能出现一次"),
    "missing_key_column": (1, "", "缺少“专业”列，“就业质量”的列有：年份、专业、对口就业率、就业率、初次就业起薪"),
    "no_known_table": (1, "", "看不出这是哪张表（表头：甲、乙）"),
    "header_only": (1, "", "只有表头，没有数据，表头下面应有数据行"),
    "empty": (0, "", "文件是空的，应有表头和数据行"),
    "workbook_named_csv": (
        0,
        "",
        "工作簿已损坏，请在 WPS 或 Excel 中打开",
    ),
    "open_quote": (2, "", "引号没有成对，请检查这一行附近的双引号"),
    "unknown_indicator": (2, "指标", "“食堂座位”，应为词典里的指标名或代号"),
    "indicator_out_of_range": (2, "数值", "“199.47%”，应在 0 到 100 之间"),
    "too_many_digits": (2, "初次就业起薪", "应为不超过 15 位的数"),
    "date_for_a_rank": (2, "市排名", "“2021/3/2”，应为数值；这是日期"),
    "date_for_ranks": (2, "全省前10名次", "“5月7日”，应为文字，如 5、7；这是日期"),
    "date_for_a_name": (2, "专业", "“2021-03-02”，应为名称；这是日期"),
    "formula_for_a_name": (2, "专业", "“=B2”，应为名称；这是公式或公式出错，请粘贴为数值"),
    "excel_error_for_a_name": (2, "专业", "“#N/A”，应为名称；这是公式或公式出错，请粘贴为数值"),
    "missing_name": (2, "专业", "“/”，应写明专业"),
    "long_name": (2, "专业", "护理”，应为不超过 100 字的名称"),
    "long_cell": (2, "B", "这一格超过 32767 字，请删短"),
    "not_a_rank": (2, "市排名", "“前三”，应为名次，如 3 或 第三名"),
    "ratio_upside_down": (2, "数值", "“1:20”，应为比值，如 16.25:1；不能写成倒过来的比"),
    "digits_of_another_script": (2, "就业率", "“٩٩”，应为数字（%），没有数据请写“/”"),
    "year_out_of_range": (2, "年份", "“1900”，应在 1949 到 2999 之间"),
    "column_without_heading": (1, "D", "这一列有内容，却没有表头"),
    "missing_year_column": (1, "", "缺少“年份”列"),
    "same_but_for_the_invisible": (3, "", "“2020 护理”与第 2 行重复，同一年同一项只能有一行"),
    "blank_lines_only": (0, "", "文件是空的，应有表头和数据行"),
    "byte_order_mark_only": (0, "", "文件是空的，应有表头和数据行"),
    "old_workbook": (0, "", "文件是旧版 Office 文件（如 .xls、.doc），请用 WPS 或 Office 打开，表格另存为 .xlsx"),
    "picture_png": (0, "", "文件是图片，请选 .xlsx 或 CSV 表格"),
    "picture_jpeg": (0, "", "文件是图片，请选 .xlsx 或 CSV 表格"),
    "pdf": (0, "", "文件是 PDF，请打开它，把表格复制到 WPS 或 Excel"),
    "web_page": (0, "", "文件是网页或 XML，不是表格"),
    "binary": (0, "", "文件含有二进制内容"),
    "neither_utf8_nor_gb18030": (0, "", "第 23 个字节不是 gb18030 文字"),
    "half_a_utf16_letter": (0, "", "第 49 个字节不是 utf-16 文字"),
    "no_measure_named": (2, "B", "看不出这是哪项指标（标题：2020年各专业招生人数）"),
    "title_of_another_table": (1, "A", "标题说的是“对口就业率”，表头却是“中级工合格率”"),
    "unit_in_a_heading": (1, "C", "表头的单位是“千元”，单位应为“元/月”"),
    "unit_over_the_table": (2, "", "表上方的单位是“万元”，单位应为“元”"),
    "unit_of_another_size": (2, "数值", "“138500平方米”，单位应为“万平方米”"),
    "no_indicator_known": (2, "A", "没有叫“师生比”的指标"),
    "column_of_ones_own": (1, "C", "表头“辅助列”不认识"),
}
NURSING: dict[str, object] = {
    "year": 2020,
    "major": "护理",
    "employment_rate": 100,
    "matched_rate": 90,
    "starting_salary": 3000,
}
ACCEPTED: dict[str, dict[str, object]] = {
    "headings_in_english": NURSING | {"employment_rate": None},
    "gb18030_with_tabs": NURSING | {"matched_rate": 90.5},
    "utf16_of_excel": NURSING | {"matched_rate": 90.5},
    "byte_order_mark": NURSING | {"employment_rate": None, "matched_rate": None},
    "words_in_the_cell": NURSING | {"note": "约3000元"},
    "total_row": NURSING,
    "blank_lines": NURSING,
    "ranks_in_words": {"grade": "高三", "city_rank": 3},
    "unit_row": NURSING,
    "year_in_words": NURSING,
    "year_with_a_blank": NURSING,
    "blanks_in_a_name": NURSING,
    "name_over_two_lines": NURSING,
    "footnote_marks": NURSING | {"note": "90①；3000(注1)"},
    "at_least": {"employment_rate": 95, "note": "≥95"},
    "about": {"employment_rate": 95, "note": "95%左右"},
    "not_told": NURSING | {"employment_rate": None, "starting_salary": None, "note": "未统计；N/A"},
    "digits_cut_by_a_spreadsheet": {"employment_rate": 98.5, "note": "9.85E+01（表格软件可能省去了末几位）"},
    "plain_quotes": {"major": "电子商务", "pass_rate": None, "note": "“1+X”证书试点"},
    "own_unit": {"indicator": "building_area", "value": 13.85},
    "title_at_the_side": NURSING,
    "note_and_signatures": NURSING,
    "two_languages": NURSING,
    "total_over_the_number": NURSING,
    "indicator_as_heading": {"year": 2020, "indicator": "new_students", "value": 1566},
}


def of(file: str, content: bytes) -> Reading:
    """The one reading of a file with one table."""
    [reading] = read_file(file, content, catalogue.datasets())
    return reading


def read(path: Path) -> Reading:
    return of(path.name, path.read_bytes())


@pytest.mark.parametrize("path", sorted((FILES / "refused").iterdir()), ids=lambda path: path.stem)
def test_a_bad_file_is_refused_by_exactly_its_rule(path: Path, store: Store) -> None:
    reading = read(path)
    row, column, words = REFUSED[path.stem]
    assert [(problem.row, problem.column) for problem in reading.problems] == [(row, column)]
    line = reading.problems[0].text("zh")
    assert line.startswith(":".join(filter(None, (path.name, str(row or ""), column))) + ": ")
    assert words in line
    assert "\n" not in line + reading.problems[0].text("en")
    before = latest(store)
    with pytest.raises(Refused):
        load(store, [reading], "tester")
    assert latest(store) == before


@pytest.mark.parametrize("path", sorted((FILES / "accepted").iterdir()), ids=lambda path: path.stem)
def test_an_odd_file_is_read_for_what_it_says(path: Path) -> None:
    reading = read(path)
    assert [problem.text("zh") for problem in reading.problems] == []
    assert len(reading.rows) == 1
    assert ACCEPTED[path.stem].items() <= reading.rows[0].items()


def test_every_problem_of_a_file_is_told_at_once() -> None:
    header = "年份,专业,就业率,对口就业率,初次就业起薪\n"
    reading = of("two.csv", f"{header}2020,护理,101,x,3000\n今年,会计,1,2,1\n".encode())
    assert [(problem.row, problem.column) for problem in reading.problems] == [
        (2, "就业率"),
        (2, "对口就业率"),
        (3, "年份"),
        (3, "初次就业起薪"),
    ]


def test_a_member_in_a_heading_is_no_key_of_another_dataset() -> None:
    """护理 heads a rate of its major; the figures of degree admissions beside it have no major."""
    reading = of("m.csv", "年份,护理,全省排名名次,本科上线人数\n2020,99,3,120\n".encode())
    assert [problem.found.zh for problem in reading.problems] == ["缺少“范围”列（不认识的表头：护理）"]


def test_one_bad_file_keeps_the_good_ones_out(store: Store) -> None:
    good, bad = read(FILES / "accepted" / "blank_lines.csv"), read(FILES / "refused" / "formula.csv")
    before = latest(store)
    with pytest.raises(Refused):
        load(store, [good, bad], "tester")
    assert latest(store) == before


def test_a_total_row_is_left_out_and_said() -> None:
    reading = read(FILES / "accepted" / "total_row.csv")
    assert [(left.row, left.text) for left in reading.left_out] == [(3, "合计")]
    assert "合计行不入库：第 3（合计） 行" in reading.summary("zh")


def test_titles_notes_and_signatures_are_said_by_the_first_of_them_whichever_way_a_file_comes(store: Store) -> None:
    rows = "".join(f"2021,{major},98\n" for major in ("护理", "会计"))
    notes = "注：截至2021年底,,\n数据来源：学生处,,\n审核：王老师,,\n"
    content = f"毕业生就业质量一览表,,\n年份,专业,就业率\n{rows}{notes}".encode()
    reading = of("n.csv", content)
    said = "不是数据：第 1 行“毕业生就业质量一览表”（标题）、第 5 行“注：截至2021年底”（表下说明）"
    assert f"{said}、第 6 行“数据来源：学生处”（表下说明）等 4 处" in reading.summary("zh")
    assert "(a note below the table) and 1 more" in reading.summary("en")
    body = f"年份,专业,就业率\n{rows}{notes}".encode()
    done = load_in_bulk(store, "n.csv", body, catalogue.datasets(), "王", lambda *_: None, Answers(frozenset({"all"})))
    assert "第 6 行“审核：王老师”（表下说明）" in done.summary("zh")


def test_limits_have_their_sentence() -> None:
    header = "年份,专业,就业率\n"
    many = of("m.csv", (header + "2020,护理,1\n" * (MAX_ROWS + 1)).encode())
    large = of("l.csv", b"x" * (MAX_BYTES + 1))
    wide = of("w.csv", b",".join([b"x"] * 101))
    lines = "".join(f"专业{n}{',1' * 20}\n" for n in range(1001))
    years = "".join(f",{2000 + place}年就业率" for place in range(20))
    items = of("i.csv", f"专业{years}\n{lines}".encode())
    told = [reading.problems[0].text("zh") for reading in (many, large, wide, items)]
    assert [line.split(": ", 1)[1] for line in told] == [
        "数据超过 20000 行，请拆成几个文件",
        "文件超过 10 MB，请拆成几个文件",
        "这一行有 101 列，最多 100 列",
        "每年每项算一行，数据超过 20000 行，请拆成几个文件",
    ]


def test_a_hostile_name_in_a_file_is_kept_as_text(store: Store) -> None:
    name = "'; DROP TABLE employment_row; --<script>alert(1)</script>"
    content = f'年份,专业,就业率\n2020,"{name}",99\n'.encode()
    load(store, read_file("x.csv", content, catalogue.datasets()), "tester")
    with store.reading() as connection:
        found = connection.exec_driver_sql("select major from employment where employment_rate = 99").scalar_one()
    assert found == name


def test_a_figure_that_could_be_a_year_does_not_begin_another_table() -> None:
    text = "year,indicator,value\n2019,students,1999\n2020,students,2000\n2019,graduates,700\n2020,graduates,720\n"
    (reading,) = read_file("long.csv", text.encode(), catalogue.datasets())
    assert not reading.problems
    assert [row["value"] for row in reading.rows] == [1999, 2000, 700, 720]
