"""Word documents: tables as Word has them, sections by the headings' numbers, and what is said of the rest."""

from typing import Any

import pytest

import catalogue
from loaders import read_file
from loaders.files.document import Document, document
from loaders.files.sheet import Sheet, Span
from tests.documents import cell, of_blocks, paragraph, raw, table

FITNESS = [["测评对象", "2023年及格率", "2023年优良率"], ["高一", "96.55%", "39.71%"], ["高二", "95.85%", "33.64%"]]
VALUES = [("高一", 96.55, 39.71), ("高二", 95.85, 33.64)]


def texts(sheet: Sheet) -> list[tuple[str, ...]]:
    return [line.cells for line in sheet.lines if line.row > 0]


def sections(held: Document) -> list[tuple[str, str]]:
    return [(one.section, one.text) for one in held.passages]


def test_a_table_goes_the_way_a_sheet_goes() -> None:
    reading, _ = read_file("w.docx", of_blocks("体质测评合格率", FITNESS), catalogue.datasets())
    assert (reading.name, reading.problems) == ("w.docx［体质测评合格率］", ())
    assert [(row["cohort"], row["pass_rate"], row["good_rate"]) for row in reading.rows] == VALUES


def test_merged_cells_are_spans_and_are_written_once() -> None:
    across = '<w:gridSpan w:val="2"/>'
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        cell("测评对象", down) + cell("2023年", across),
        cell("", on) + cell("及格率") + cell("优良率"),
        cell("高一") * 3,
    )
    [sheet] = document(raw(body)).sheets
    assert texts(sheet) == [("测评对象", "2023年", ""), ("", "及格率", "优良率"), ("高一", "高一", "高一")]
    assert sheet.spans == (Span(1, 1, 2, 1), Span(1, 2, 1, 2))


def test_a_row_that_begins_further_right_keeps_its_columns() -> None:
    later = f'<w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("及格率")}{cell("优良率")}'
    [sheet] = document(raw(table(cell("测评对象") * 3, later))).sheets
    assert texts(sheet)[1] == ("", "及格率", "优良率")


@pytest.mark.parametrize("between", [[""], ["续表"], ["（续表）"], ["续表 2.1"]])
def test_a_table_that_a_page_cut_is_one_and_its_head_is_read_once(between: list[str]) -> None:
    content = of_blocks("体质测评合格率", FITNESS[:2], *between, [FITNESS[0], FITNESS[2]])
    [sheet] = document(content).sheets
    assert texts(sheet) == [tuple(row) for row in FITNESS]


def test_two_tables_of_one_head_with_a_title_between_are_two() -> None:
    held = document(of_blocks("甲校体质测评", FITNESS, "乙校体质测评", FITNESS))
    assert [sheet.name for sheet in held.sheets] == ["甲校体质测评", "乙校体质测评"]


def test_tables_of_one_title_keep_their_names_apart() -> None:
    held = document(of_blocks("体质测评", FITNESS, "体质测评", FITNESS))
    assert [sheet.name for sheet in held.sheets] == ["体质测评", "体质测评（2）"]


def test_a_table_in_a_table_is_read_by_itself() -> None:
    def nest(made: Any) -> None:
        inner = made.tables[0].cell(1, 1).add_table(2, 2)
        for at, text in enumerate(("专业", "2023年就业率", "护理", "99.1")):
            inner.cell(at // 2, at % 2).text = text

    held = document(of_blocks([["内容", "说明"], ["就业", "见下"]], change=nest))
    assert [texts(sheet) for sheet in held.sheets] == [
        [("内容", "说明"), ("就业", "见下")],
        [("专业", "2023年就业率"), ("护理", "99.1")],
    ]
    assert [one.en for one in held.remarks] == ["tables inside of tables are read by themselves"]


def test_a_table_of_one_cell_is_a_frame_round_words() -> None:
    held = document(of_blocks([["2023年毕业生数1474人。"]]))
    assert (held.sheets, [one.text for one in held.passages]) == ((), ["2023年毕业生数1474人。"])


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        (
            ["1.概况", "1.1规模", "1.2学生", "2.发展", "2.1.1思想", "2.1.3竞赛"],
            ["1", "1.1", "1.2", "2", "2.1.1", "2.1.3"],
        ),
        (["一、概况", "（一）规模", "（二）学生", "二、发展", "（一）思想"], ["1", "1.1", "1.2", "2", "2.1"]),
        (["1 概况", "1.1 规模", "１．２　学生"], ["1", "1.1", "1.2"]),
    ],
)
def test_sections_are_told_by_the_numbers_of_headings(numbers: list[str], found: list[str]) -> None:
    assert [section for section, _ in sections(document(of_blocks(*numbers)))] == found


def test_a_list_with_numbers_and_a_paragraph_that_begins_with_a_figure_are_no_sections() -> None:
    lines = [
        "1.概况",
        "1.1规模",
        "13.85万平方米建筑。",
        "2.发展",
        "2.1学生",
        "1.拉高标准",
        "2.主动对接",
        "3.联合医院",
        "2.2就业",
    ]
    assert [section for section, _ in sections(document(of_blocks(*lines)))] == [
        "1", "1.1", "1.1", "2", "2.1", "2.1", "2.1", "2.1", "2.2",
    ]  # fmt: skip


def test_what_stands_before_the_first_number_is_the_foreword() -> None:
    held = document(of_blocks("前   言", "2020年，学校有了新的发展。", "1.学校情况", "1.1概况"))
    assert [section for section, _ in sections(held)] == ["前言", "前言", "1", "1.1"]


def test_numbers_that_word_counts_by_itself_are_numbers_of_sections() -> None:
    level = '<w:lvl w:ilvl="{0}"><w:numFmt w:val="decimal"/><w:lvlText w:val="{1}"/></w:lvl>'
    numbering = (
        f'<w:numbering xmlns:w="{"http://schemas.openxmlformats.org/wordprocessingml/2006/main"}">'
        f'<w:abstractNum w:abstractNumId="0">{level.format(0, "%1.")}{level.format(1, "%1.%2")}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    number = '<w:outlineLvl w:val="{0}"/><w:numPr><w:ilvl w:val="{0}"/><w:numId w:val="7"/></w:numPr>'
    titles = [("概况", 0), ("规模", 1), ("学生", 1), ("发展", 0), ("思想", 1)]
    body = "".join(paragraph(title, number.format(at)) + paragraph("正文。") for title, at in titles)
    held = document(raw(body, parts={"word/numbering.xml": numbering}))
    assert [section for section, text in sections(held) if text != "正文。"] == ["1", "1.1", "1.2", "2", "2.1"]
    assert [section for section, text in sections(held) if text == "正文。"] == ["1", "1.1", "1.2", "2", "2.1"]


def test_tracked_changes_are_read_as_accepted_and_that_is_said() -> None:
    changed = (
        "<w:p><w:r><w:t>毕业生数</w:t></w:r><w:del><w:r><w:delText>1400</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>1474</w:t></w:r></w:ins><w:r><w:t>人。</w:t></w:r></w:p>"
    )
    held = document(raw(changed))
    assert [one.text for one in held.passages] == ["毕业生数1474人。"]
    assert [one.zh for one in held.remarks] == ["文档有修订：按全部接受来读"]


def test_a_row_deleted_by_a_tracked_change_is_gone() -> None:
    gone = f"<w:trPr><w:del/></w:trPr>{cell('高二') * 2}"
    [sheet] = document(raw(table(cell("对象") * 2, gone, cell("高三") * 2))).sheets
    assert texts(sheet) == [("对象", "对象"), ("高三", "高三")]


def test_boxes_and_notes_are_read_and_hidden_words_are_not() -> None:
    box = f"<w:p><w:r><w:pict><w:txbxContent>{paragraph('教职工297人。')}</w:txbxContent></w:pict></w:r></w:p>"
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>教职工1人。</w:t></w:r></w:p>"
    notes = f'<w:footnotes xmlns:w="{"http://schemas.openxmlformats.org/wordprocessingml/2006/main"}"><w:footnote>'
    notes += paragraph("专任教师276人。") + "</w:footnote></w:footnotes>"
    held = document(raw(box + hidden, parts={"word/footnotes.xml": notes}))
    assert [one.text for one in held.passages] == ["教职工297人。", "专任教师276人。"]
    assert [one.zh for one in held.remarks] == ["文本框里的文字也读了", "隐藏的文字不读", "脚注和尾注也读了"]


def test_comments_are_not_read_and_that_is_said() -> None:
    def comment(made: Any) -> None:
        made.add_comment(made.paragraphs[0].runs, text="教职工是300人吗？", author="王老师")

    held = document(of_blocks("教职工297人。", change=comment))
    assert [one.text for one in held.passages] == ["教职工297人。"]
    assert [one.zh for one in held.remarks] == ["文档的批注不读"]


def test_a_mark_in_a_cell_is_no_digit_of_its_figure() -> None:
    marked = '<w:tc><w:p><w:r><w:t>97.2</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    marked += "<w:t>1</w:t></w:r></w:p></w:tc>"
    struck = "<w:tc><w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>98.6</w:t></w:r></w:p></w:tc>"
    [sheet] = document(raw(table(marked + struck))).sheets
    [line] = sheet.lines
    assert line.cells == ("97.2", "98.6")
    assert [(one.place, one.kind, one.text) for one in line.asides] == [(1, "mark", "1"), (2, "struck", "")]


def test_the_year_is_the_one_that_the_document_names_most() -> None:
    named = ["2023年毕业。", "2023年招生。", "2022年底。", "2023年就业。"]
    assert document(of_blocks(*named)).year == 2023
    assert document(of_blocks("2023年毕业。", "2022年招生。")).year is None


def test_a_table_without_a_year_has_the_year_of_its_document() -> None:
    rows = [["测评对象", "及格率", "优良率"], ["高一", "96.55%", "39.71%"]]
    content = of_blocks("2023年招生。", "2023年毕业。", "2023年就业。", "体质测评合格率", rows)
    reading, *_ = read_file("w.docx", content, catalogue.datasets())
    assert [row["year"] for row in reading.rows] == [2023]


def test_a_table_says_in_which_section_of_the_document_it_stands() -> None:
    content = of_blocks("1.概况", "1.1规模", "2.发展", "2.2体质测评", FITNESS)
    reading, *_ = read_file("w.docx", content, catalogue.datasets())
    assert {row["section"] for row in reading.rows} == {"2.2"}


def test_a_table_that_holds_nothing_known_is_left_out_and_refuses_nothing() -> None:
    content = of_blocks("签字", [["校长", "日期"], ["", ""]], "体质测评合格率", FITNESS)
    signed, reading, _ = read_file("w.docx", content, catalogue.datasets())
    assert [(one.text, one.reason.zh) for one in signed.left_out] == [("签字", "这张工作表里没有认识的表")]
    assert (signed.problems, len(reading.rows)) == ((), 2)


@pytest.mark.parametrize("numbers", [["3.4", "3.4.6"], ["3.4.1", "3.4.6"], ["1.2", "2.4.1", "9.8.7"]])
def test_what_the_document_makes_a_heading_is_a_section_however_far_its_number_jumps(numbers: list[str]) -> None:
    def styled(made: Any) -> None:
        for one in made.paragraphs[::2]:
            one.style = "Heading 3"

    held = document(of_blocks(*(text for one in numbers for text in (f"{one}教学", "正文。")), change=styled))
    assert [section for section, text in sections(held) if text == "正文。"] == numbers
