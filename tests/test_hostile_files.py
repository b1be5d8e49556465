"""Files made to harm, or harmed: each has its one sentence, nothing is stored, time and memory stay bounded."""

import datetime
import io
import json
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence

import openpyxl
import pytest

import catalogue
from loaders import Choices, Reading, load, read_file
from loaders.deciding.commit import Refused
from loaders.files.bounded import CHILD, LIMITS
from loaders.files.read import MAX_CELL, MAX_ROWS
from loaders.files.text import quoted, visible
from loaders.problem import Problem
from schema import Label
from store import Store
from store.releases import latest, releases

SHEET = "xl/worksheets/sheet1.xml"
HEADER = ["年份", "专业", "就业率"]
ROW = [2020, "护理", 99]
TEXTS = "xl/sharedStrings.xml"
END = "</sheetData>"
DAMAGED = "工作簿已损坏"
ENTITIES = "".join(f'<!ENTITY a{level + 1} "{f"&a{level};" * 10}">' for level in range(9))
LAUGHS = f'<!DOCTYPE x [<!ENTITY a0 "ha">{ENTITIES}]>'
FILE_INSIDE = '<!DOCTYPE x [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>'


def workbook(*rows: Sequence[object], **more: Sequence[Sequence[object]]) -> bytes:
    """A workbook of a sheet of these rows, and more sheets by name."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, lines in {"Sheet": rows, **more}.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def with_part(content: bytes, name: str, change: Callable[[str], str], **more: str) -> bytes:
    """The workbook with one of its XML parts changed, and more parts."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            part = old.read(member)
            new.writestr(member, change(part.decode()) if member == name else part)
        for member, text in more.items():
            new.writestr(member, text)
    return written.getvalue()


def in_sheet(inserted: str) -> bytes:
    """A sound workbook with XML inserted at the end of its rows."""
    return with_part(workbook(HEADER, ROW), SHEET, lambda xml: xml.replace(END, f"{inserted}{END}"))


def with_shared_text(text: str, rows: str, declaration: str = "") -> bytes:
    """A workbook whose cells may share a text, which stands in a part of its own."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    told = f"<Override PartName='/{TEXTS}' ContentType='{kind}'/></Types>"
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    texts = f"{declaration}<sst xmlns='{space}'><si><t>{text}</t></si></sst>"
    content = in_sheet(rows)
    return with_part(content, "[Content_Types].xml", lambda xml: xml.replace("</Types>", told), **{TEXTS: texts})


def declared(part: str, declaration: str) -> bytes:
    """A workbook with a document type before a part, and its entity in a cell."""
    cell = "<row r='3'><c r='A3' t='inlineStr'><is><t>&a9;</t></is></c></row>"
    content = in_sheet(cell) if part == SHEET else workbook(HEADER, ROW)
    return with_part(content, part, lambda xml: f"<?xml version='1.0'?>{declaration}{xml[xml.index('<', 2) :]}")


def far_cell() -> bytes:
    return in_sheet("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>")


def lying_about_its_size() -> bytes:
    """A zip whose headers say 5000 bytes where 150 MB unpack."""
    content = in_sheet(" " * 150_000_000)
    size = zipfile.ZipFile(io.BytesIO(content)).getinfo(SHEET).file_size
    assert struct.pack("<I", size) in content
    return content.replace(struct.pack("<I", size), struct.pack("<I", 5000))


def many_sheets() -> bytes:
    return workbook(HEADER, ROW, **{str(number): [] for number in range(50)})


def one_text_in_many_cells() -> bytes:
    """Ten kilobytes that would be 750 million characters: a shared text in 25 000 cells."""
    cell = "<c t='s'><v>0</v></c>"
    content = with_shared_text("长" * 30_000, f"<row>{cell * 50}</row>" * 500)
    assert len(content) < 20_000
    return content


def a_zip(name: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(name, "x")
    return written.getvalue()


WORKBOOKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "far cell": (far_cell, "x.xlsx［Sheet］:1048576:XFD: 数据超过 100 列，请清除表格以外的内容"),
    "far row": (
        lambda: in_sheet("<row r='1048576'><c><v>1</v></c><c/><c><v>1</v></c></row>"),
        ":1048576:年份: “1”，应为四位年份",
    ),
    "20 001 rows": (lambda: in_sheet("<row><c><v>1</v></c></row>" * MAX_ROWS), ": 数据超过 20000 行，请拆成几个文件"),
    "long cell": (
        lambda: in_sheet(f"<row r='3'><c r='B3' t='inlineStr'><is><t>{'长' * (MAX_CELL + 1)}</t></is></c></row>"),
        "x.xlsx［Sheet］:3:B: 这一格超过 32767 字，请删短",
    ),
    "unpacks to 120 MB": (lambda: in_sheet(" " * 120_000_000), ": 工作簿解压后超过 100 MB，请把要导入的表格复制到"),
    "lies about its size": (lying_about_its_size, DAMAGED),
    "one text in many cells": (one_text_in_many_cells, "文字超过 10000000 字，请拆成几个文件"),
    "51 sheets": (many_sheets, ": 工作表超过 50 张，请拆成几个文件"),
    "laughs in the sheet": (lambda: declared(SHEET, LAUGHS), DAMAGED),
    "laughs in the workbook": (lambda: declared("xl/workbook.xml", LAUGHS), DAMAGED),
    "laughs in the styles": (lambda: declared("xl/styles.xml", LAUGHS), DAMAGED),
    "laughs in the texts": (lambda: with_shared_text("&a9;", "", LAUGHS), DAMAGED),
    "a file of the server": (lambda: declared(SHEET, FILE_INSIDE), DAMAGED),
    "no workbook in it": (lambda: a_zip("x.bin"), "文件不是 Excel 工作簿（.xlsx）"),
    "a zip of tables": (lambda: a_zip("就业.xlsx"), "文件是压缩包，请先解压，再导入里面的表格"),
    "cut off": (lambda: workbook(HEADER, ROW)[:-100], DAMAGED),
    "date for a figure": (
        lambda: workbook(HEADER, [2020, "护理", datetime.date(2021, 3, 2)]),
        "“2021-03-02”，应为数值",
    ),
    "date for a name": (lambda: workbook(HEADER, [2020, datetime.date(2021, 3, 2), 99]), "“2021-03-02”，应为名称"),
    "error for a figure": (
        lambda: workbook(HEADER, [2020, "护理", "#DIV/0!"]),
        "“#DIV/0!”，应为数值；这是公式或公式出错",
    ),
    "error for a name": (lambda: workbook(HEADER, [2020, "#N/A", 99]), "“#N/A”，应为名称；这是公式或公式出错"),
    "formula": (lambda: workbook(HEADER, [2020, "护理", "=1+1"]), "“=1+1”，应为数值；这是公式或公式出错"),
    "array formula": (
        lambda: in_sheet("<row r='3'><c><v>2020</v></c><c><v>1</v></c><c><f t='array' ref='C3'>SUM(1)</f></c></row>"),
        "“=SUM(1)”，应为数值；这是公式或公式出错",
    ),
    "digits without end": (
        lambda: in_sheet(f"<row r='3'><c><v>{'9' * 400}</v></c><c/><c><v>1</v></c></row>"),
        "应为四位年份",
    ),
}


@pytest.mark.parametrize("case", WORKBOOKS)
def test_a_hostile_workbook_has_its_sentence_and_stores_nothing(case: str, store: Store) -> None:
    make, words = WORKBOOKS[case]
    readings = read_file("x.xlsx", make(), catalogue.datasets())
    problems = [problem for reading in readings for problem in reading.problems]
    assert words in problems[0].text("zh")
    before = latest(store)
    with pytest.raises(Refused):
        load(store, readings, "tester")
    assert latest(store) == before


@pytest.mark.parametrize(
    "make",
    [
        far_cell,
        lying_about_its_size,
        one_text_in_many_cells,
        lambda: in_sheet(" " * 90_000_000),
        lambda: in_sheet(f"<row>{'<c><v>1</v></c>' * 50}</row>" * 20_000),
        lambda: declared(SHEET, LAUGHS),
        lambda: with_part(
            workbook(HEADER, ROW),
            SHEET,
            lambda xml: xml.replace(END, f"{END}<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>"),
        ),
    ],
    ids=["far cell", "lie", "one text", "90 MB of blanks", "a million cells", "laughs", "all merged"],
)
@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
def test_a_workbook_is_read_within_half_the_memory_it_may_have(make: Callable[[], bytes]) -> None:
    """The child's own peak: what it is given may unpack to 100 MB, and it may have 512 MB."""
    told_at_exit = "import atexit, sys; atexit.register(lambda: sys.stderr.write(open('/proc/self/status').read()));"
    command = [sys.executable, "-I", "-S", "-c", told_at_exit + CHILD % "opening", json.dumps(LIMITS)]
    done = subprocess.run(command, input=make(), capture_output=True, check=False)
    [peak] = [line.split()[1] for line in done.stderr.decode().splitlines() if line.startswith("VmHWM")]
    assert int(peak) * 1024 < LIMITS["memory"] / 2


def test_ranges_merged_over_the_whole_sheet_change_nothing() -> None:
    content = with_part(
        workbook(HEADER, ROW),
        SHEET,
        lambda xml: xml.replace(END, f"{END}<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>"),
    )
    [reading] = read_file("x.xlsx", content, catalogue.datasets())
    assert [(row["major"], row["employment_rate"]) for row in reading.rows] == [("护理", 99)]


NAMES = {
    "../../etc/passwd": "passwd",
    "a\nb\r\x00c.csv": "a b  c.csv",
    "\u202evsc.exe": "vsc.exe",
    "半\udc80.csv": "半�.csv",
    "长" * 300 + ".csv": "长" * 300 + ".csv",
    "<script>alert(1)<script>.csv": "<script>alert(1)<script>.csv",
    "'; DROP TABLE release; --.csv": "'; DROP TABLE release; --.csv",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_file_name_is_kept_as_text_on_one_line(name: str, store: Store) -> None:
    good, bad = "年份,专业,就业率\n2020,护理,99.1\n", "年份,专业,就业率\n2020,护理,101\n"
    [refused] = read_file(name, bad.encode(), catalogue.datasets())
    for language in ("zh", "en"):
        line = refused.problems[0].text("zh" if language == "zh" else "en")
        assert line.isprintable()
        assert len(line) < 200
    load(store, read_file(name, good.encode(), catalogue.datasets()), "tester")
    assert releases(store)[0].file_name == NAMES[name]


def test_a_problem_is_on_one_line_whatever_it_quotes() -> None:
    hostile = Label("“a\nb\u2028c\u202ed\x1b[31m”", "“\x00”")
    for language in ("zh", "en"):
        line = Problem("f\n.csv", 1, "列\u200b\n", hostile, hostile).text("zh" if language == "zh" else "en")
        assert line.isprintable()


def test_what_nobody_sees_is_no_part_of_a_cell() -> None:
    assert visible("护\u200b理\ufeff\u202e") == "护理"
    assert visible("a\u00a0b\nc\x07d\u2003e") == "a b c d e"
    assert visible("全\u3000角") == "全\u3000角"
    assert visible("\ud800") == "�"
    assert quoted("长" * 1000) == "长" * 40 + "…" + "长" * 20


def csv_of(rate: str, major: str = "护理") -> list[Reading]:
    return read_file(f"{rate}.csv", f"年份,专业,就业率\n2020,{major},{rate}\n".encode(), catalogue.datasets())


def test_two_files_that_say_a_cell_differently_are_refused_together(store: Store) -> None:
    before = latest(store)
    with pytest.raises(Refused) as refused:
        load(store, [*csv_of("98"), *csv_of("97")], "tester")
    assert [problem.text("zh") for problem in refused.value.problems] == [
        "97.csv:2:就业率: “97”，而“98.csv”的 C2 写的是“98”，两处应当一致，请改正其中一处"
    ]
    assert latest(store) == before
    load(store, [*csv_of("98"), *csv_of("97", "会计")], "tester")
    assert latest(store) == before + 2


def test_two_sheets_that_say_the_same_of_a_row_agree_and_others_are_told() -> None:
    first, same = read_file("x.xlsx", workbook(HEADER, ROW, 二=[HEADER, ROW]), catalogue.datasets())
    assert (first.problems, same.problems) == ((), ())
    first, other = read_file("x.xlsx", workbook(HEADER, ROW, 二=[HEADER, [2020, "护理", 98]]), catalogue.datasets())
    assert first.problems == ()
    assert [(problem.file, problem.row) for problem in other.problems] == [("x.xlsx［二］", 2)]


def test_a_sheet_that_lacks_a_column_is_told_and_one_without_a_table_left_out() -> None:
    content = workbook(HEADER, ROW, 缺专业=[["年份", "就业率"], [2020, 99]], 说明=[["本表由办公室填写", "谢谢"]])
    good, lacking, left = read_file("x.xlsx", content, catalogue.datasets())
    assert good.problems == ()
    assert [problem.found.zh for problem in lacking.problems] == ["缺少“专业”列"]
    assert (left.problems, [one.reason.zh for one in left.left_out]) == ((), ["这张工作表里没有认识的表"])


def test_words_that_hold_another_delimiter_do_not_cut_the_lines() -> None:
    content = "年份,专业,就业率,备注\n2020,护理,99,甲;乙;丙;丁;戊;己;庚\n2020,会计,98,子;丑;寅;卯;辰\n"
    [reading] = read_file("d.csv", content.encode(), catalogue.datasets())
    assert [row["note"] for row in reading.rows] == ["甲;乙;丙;丁;戊;己;庚", "子;丑;寅;卯;辰"]


def test_choices_are_found_by_the_name_that_the_sheet_is_shown_with() -> None:
    second: list[list[object]] = [["专业", "就业率"], ["护理", 99]]
    content = workbook(HEADER, [2019, "护理", 98], **{"就业\u200b率": second})
    _, other = read_file("x.xlsx", content, catalogue.datasets(), {"就业率": Choices(year=2021)})
    assert [row["year"] for row in other.rows] == [2021]
