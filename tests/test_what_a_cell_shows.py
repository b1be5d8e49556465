"""A sheet is read as a person sees it: what its formats, runs, strikes and hidden parts say of a figure."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

import catalogue
from loaders import read_file
from loaders.files.read import sheets
from loaders.files.sheet import Aside, Line, Sheet

FILES = Path(__file__).parent / "files" / "sheets"
HEADER = ["年份", "专业", "就业率"]
BASE = [("学前教育", 83.1, 98.5, 3300), ("电子商务", 85, 97.25, 3400)]


def written(write: Callable[[Any, Any], None]) -> bytes:
    """A workbook of one sheet."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        write(book, book.add_worksheet("表"))
    return content.getvalue()


def changed_in(content: bytes, old: str, new: str) -> bytes:
    """The workbook with other words in its parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(changed := io.BytesIO(), "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(old.encode(), new.encode()))
    return changed.getvalue()


def cell(number: float, code: str) -> tuple[str, tuple[Aside, ...]]:
    """The text of a number by its format, and what stands beside it."""

    def write(book: Any, sheet: Any) -> None:
        sheet.write(0, 0, "值")
        sheet.write_number(0, 1, number, book.add_format({"num_format": code}))

    [sheet] = sheets(written(write))
    return sheet.lines[0].cells[1] if len(sheet.lines[0].cells) > 1 else "", sheet.lines[0].asides


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        (98.5, '0.00"%"', "98.50%"),
        (98.5, "0.00\\%", "98.50%"),
        (0.58, '0.00"%"', "0.58%"),
        (0.985, "0.00%", "98.50%"),
        (-0.0123, "0.00%;-0.00%", "-1.23%"),
        (21, '"20"00"年"', "2021年"),
        (2021, "#,##0", "2021"),
        (3302, '#,##0"元"', "3302元"),
        (3302, "[$¥-804]#,##0", "3302元"),
        (44197, 'yyyy"年"', "2021年"),
        (44197, '[$-804]yyyy"年"m"月"d"日";@', "2021年1月1日"),
        (44197.75, "yyyy/m/d h:mm", "2021/1/1 18:00"),
        (1.2, "+0.0;-0.0;0.0", "+1.2"),
        (3, '"第"0"名"', "第3名"),
        (16.25, '0.00":1"', "16.25:1"),
        (98.5, '[>=90]0.0"优";0.0', "98.5优"),
        (0.1 + 0.2, "General", "0.3"),
        (5, "@", "5"),
    ],
)
def test_a_number_is_read_as_its_format_shows_it(number: float, code: str, text: str) -> None:
    assert cell(number, code) == (text, ())


@pytest.mark.parametrize(
    ("number", "code", "text", "shown"),
    [
        (97.764, "0.0", "97.764", "97.8"),
        (0.97764, "0.0%", "97.764%", "97.8%"),
        (3302.6667, '#,##0"元"', "3302.6667元", "3303元"),
        (-1.23, "0.00;[Red]0.00", "-1.23", "1.23"),
        (-1.23, "0.00_);(0.00)", "-1.23", "(1.23)"),
        (0, '#,##0.00;-#,##0.00;"-"??', "0", "-"),
        (12345678, "0.0,,", "12.345678", "12.3"),
        (0.5, "# ?/?", "0.5", "1/2"),
        (98.53, "0.00E+00", "98.53", "9.85E+01"),
    ],
)
def test_digits_that_a_format_hides_are_kept_and_said(number: float, code: str, text: str, shown: str) -> None:
    assert cell(number, code) == (text, (Aside(2, "digits", shown),))


@pytest.mark.parametrize(("number", "code"), [(98.5, ";;;"), (0, "0;-0;;@")])
def test_a_number_that_its_format_hides_is_no_text_but_is_told(number: float, code: str) -> None:
    text, asides = cell(number, code)
    assert text == ""
    assert asides == (Aside(2, "hidden", f"{number:g}"),)


def rich(*runs: object) -> tuple[str, tuple[Aside, ...]]:
    """A cell of runs: a text, or a format and a text."""

    def write(book: Any, sheet: Any) -> None:
        kinds = {
            "raised": book.add_format({"font_script": 1}),
            "lowered": book.add_format({"font_script": 2}),
            "struck": book.add_format({"font_strikeout": True}),
        }
        sheet.write_rich_string(0, 0, *(kinds.get(str(run), run) for run in runs))

    [sheet] = sheets(written(write))
    return sheet.lines[0].cells[0], sheet.lines[0].asides


@pytest.mark.parametrize(
    ("runs", "text", "aside"),
    [
        (("97.2", "raised", "1"), "97.2", Aside(1, "mark", "1")),
        (("97.2%", "raised", "[注1]"), "97.2%", Aside(1, "mark", "[注1]")),
        (("就业率", "raised", "①"), "就业率", Aside(1, "mark", "①")),
        (("98", "struck", "97"), "98", Aside(1, "struck", "97")),
    ],
)
def test_a_raised_run_is_a_mark_and_a_struck_one_is_said_no_more(runs: Sequence[str], text: str, aside: Aside) -> None:
    assert rich(*runs) == (text, (aside,))


@pytest.mark.parametrize(("runs", "text"), [(("面积 m", "raised", "2"), "面积 m²"), (("CO", "lowered", "2"), "CO2")])
def test_a_power_and_a_formula_are_no_marks(runs: Sequence[str], text: str) -> None:
    assert rich(*runs) == (text, ())


@pytest.mark.parametrize(
    "name", ["literal_percent", "strict", "bad_fill", "x000D_name", "year_custom", "strike_row", "hidden_row"]
)
def test_what_dresses_a_sheet_does_not_hide_its_figures(name: str) -> None:
    [sheet] = sheets((FILES / f"{name}.xlsx").read_bytes())
    told = [line.cells for line in sheet.lines[1:3]]
    assert [
        (major.strip(), float(matched), float(rate.rstrip("%")), float(pay)) for _, major, matched, rate, pay in told
    ] == BASE
    assert {year.removesuffix("年") for year, *_ in told} == {"2021"}


def test_a_quoted_percent_sign_makes_no_hundredfold_of_a_small_share() -> None:
    [reading] = read_file("s.xlsx", (FILES / "satisf_literal.xlsx").read_bytes(), catalogue.datasets())
    assert [row["dissatisfied"] for row in reading.rows] == [0.58, 0.72]


def line_asides(name: str) -> list[tuple[int, tuple[Aside, ...]]]:
    [sheet] = sheets((FILES / f"{name}.xlsx").read_bytes())
    return [(line.row, line.asides) for line in sheet.lines if line.asides]


def test_struck_and_hidden_lines_and_sheets_are_told() -> None:
    assert line_asides("strike_row") == [(3, (Aside(0, "struck"),))]
    assert line_asides("hidden_row") == [(4, (Aside(0, "hidden"),))]
    assert line_asides("superscript_note") == [(2, (Aside(4, "mark", "1"),))]
    told = sheets((FILES / "hidden_sheet.xlsx").read_bytes())
    assert [sheet.is_hidden for sheet in told] == [False, True]


def test_hidden_columns_are_told_within_the_sheet() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, [2020, "护理", 99])
        sheet.set_column(1, 1, None, None, {"hidden": True})
        sheet.set_column(7, 9, None, None, {"hidden": True})

    [sheet] = sheets(written(write))
    assert sheet.hidden_columns == {2}


@pytest.mark.parametrize("nought", ["0", "0.0", "0.00"])
def test_a_line_or_a_column_without_a_size_is_hidden(nought: str) -> None:
    rows = [HEADER, [2021, "护理", 99], [2021, "会计", 97]]

    def write(book: Any, sheet: Any) -> None:
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
        sheet.set_column(3, 3, 8)
        sheet.write(0, 3, "初次就业起薪")

    size = f'ht="{nought}" customHeight="1"'
    line = changed_in(written(write), '<row r="3"', f'<row r="3" {size}')
    assert [line.asides for line in sheets(line)[0].lines] == [(), (), (Aside(0, "hidden"),)]
    column = changed_in(written(write), 'width="8.7109375"', f'width="{nought}"')
    assert sheets(column)[0].hidden_columns == {4}


@pytest.mark.parametrize(
    ("escaped", "text"), [("护_x7406_", "护理"), ("护理_x000D_", "护理"), ("_x005F_x000D_", "_x000D_"), ("_x_", "_x_")]
)
def test_escapes_are_undone_once(escaped: str, text: str) -> None:
    [sheet] = sheets(changed_in(written(lambda _, sheet: sheet.write(0, 0, "MARK")), "MARK", escaped))
    assert sheet.lines[0].cells == (text,)


def csv_of(text: str) -> Sheet:
    [sheet] = sheets(text.encode())
    return sheet


def test_a_power_of_ten_in_a_text_is_told() -> None:
    sheet = csv_of("年份,专业,就业率\n2021,护理,9.85E+01\n")
    assert sheet.lines[1].asides == (Aside(3, "digits", "9.85E+01"),)


@pytest.mark.parametrize(
    "text",
    [
        "年份|专业|就业率\n2021|护理|98\n",
        "| 年份 | 专业 | 就业率 |\n|---|:---|---:|\n| 2021 | 护理 | 98 |\n",
        "sep=;\n年份;专业;就业率\n2021;护理;98\n",
    ],
    ids=["pipes", "a table drawn with pipes", "a named delimiter"],
)
def test_a_text_is_cut_where_its_writer_cut_it(text: str) -> None:
    assert [line.cells for line in csv_of(text).lines] == [("年份", "专业", "就业率"), ("2021", "护理", "98")]


def test_the_lines_of_a_text_are_counted_as_an_editor_counts_them() -> None:
    sheet = csv_of('sep=,\n\n年份,专业,就业率\n2021,"护\n理",98\n2021,会计,97\n')
    assert [(line.row, len(line.cells)) for line in sheet.lines] == [(3, 3), (4, 3), (6, 3)]
    assert isinstance(sheet.lines[0], Line)
