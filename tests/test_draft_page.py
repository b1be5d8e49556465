"""The page on which a draft is checked: its findings by chapter, what is only quoted apart, a sentence for a PDF."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.documents import of_blocks

Open = Callable[..., AppTest]
STUDENTS = [["学生情况", "2020年", "2021年"], ["现在校生数", "4902", "4900"], ["毕业生规模", "1474", "1480"]]
STAFF = [["教师队伍", "2020年", "2021年"], ["生师比", "16.7:1", "17.5:1"], ["专任教师（人）", "276", "280"]]
TEXT = (
    "1.概况", "1.1规模", "2031年在校生4900人，毕业生数1480人。", "1.2队伍", "2031年专任教师300人，教职工280人。",
    "2.学生", "2031年在校生4800人，毕业生数1490人。", "2031年专任教师290人，教职工270人。",
    "3.总结", "2031年在校生4700人，毕业生数1470人。", "2031年招生1600人。", "2031年招生1500人。",
)  # fmt: skip


def dropped(open_page: Open, name: str, content: bytes) -> AppTest:
    page = open_page("draft", lang="zh")
    page.file_uploader[0].set_value((name, content, "application/octet-stream"))
    return page.run()


def told(page: AppTest) -> list[str]:
    return [one.value for one in page.markdown]


def test_what_is_only_quoted_stands_under_its_own_heading(open_page: Open) -> None:
    page = dropped(open_page, "draft.docx", of_blocks("1.概况", "1.1学生", STUDENTS, "1.2教师", STAFF))
    assert any(one.startswith("#### 读到 8 处数，没有发现对不上的") for one in told(page))
    heading = next(at for at, one in enumerate(told(page)) if "已存年份里本来就有的" in one)
    assert any("生师比" in one for one in told(page)[heading:])


def test_findings_of_many_chapters_are_chosen_by_chapter(open_page: Open) -> None:
    page = dropped(open_page, "draft.docx", of_blocks(*TEXT))
    before = len([one for one in told(page) if one.startswith("**")])
    choice = page.selectbox(key="draft-chapter")
    choice.select_index(0).run()
    after = len([one for one in told(page) if one.startswith("**")])
    assert 0 < after < before
    assert choice.options[0].endswith(str(after))


def test_a_pdf_is_one_sentence(open_page: Open) -> None:
    page = dropped(open_page, "draft.pdf", b"%PDF-1.7")
    [warning] = page.warning
    assert warning.value.startswith("文件是 PDF，请打开它，把表格复制到 WPS 或 Excel")
    assert not any("draft.pdf" in one for one in told(page))
