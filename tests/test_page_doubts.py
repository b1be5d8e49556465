"""The upload page asks what the command line asks, and stores nothing before all of it is answered."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from loaders import Reading, Unanswered, read_file, take
from screen.upload.held import Spooled, remembered
from screen.upload.uploads import Upload
from store import Store
from store.releases import latest, releases
from tests.documents import of_blocks
from tests.test_partial_files import DATASETS

FILES = Path(__file__).parent / "files"
SHARE = "年份,专业,就业率\n2021,电子商务,0.9567\n2021,护理,0.98\n".encode()
EMPTIED = "年份,专业,起薪\n2020,学前教育,2300\n2020,电子商务,/\n".encode()
CONTRADICTION = "专业,2021年就业率,2022年就业率,变化情况\n电子商务,98.5,97.5,+9.99\n".encode()


@pytest.fixture
def dropped(open_page: Callable[..., AppTest], store: Store) -> Callable[[str, bytes], AppTest]:
    """The upload page on which a file was dropped and a name was given."""

    def drop(name: str, content: bytes) -> AppTest:
        page = open_page("upload", url=str(store.engine.url), lang="zh")
        upload = Upload(name, Spooled(content))
        page.session_state["upload-uploads"] = {upload.id: upload}
        page.session_state["who"] = "王老师"
        return page.run()

    return drop


def click(page: AppTest, label: str) -> AppTest:
    return next(button for button in page.button if button.label == label).click().run()


@pytest.mark.parametrize(
    ("name", "content", "asked", "answer"),
    [
        ("s.csv", SHARE, "2 处可能不是百分数", "都照写存入"),
        ("e.csv", EMPTIED, "1 处写着没有，库里有数", "都清空"),
        ("h.xlsx", (FILES / "doubts" / "hidden_row.xlsx").read_bytes(), "1 处是隐藏的", "都不导入"),
        ("s.xlsx", (FILES / "doubts" / "strike_row.xlsx").read_bytes(), "1 处画了删除线", "都不导入"),
    ],
    ids=["share", "emptied", "hidden", "struck"],
)
def test_nothing_is_stored_before_a_doubt_is_answered(
    dropped: Callable[[str, bytes], AppTest], store: Store, name: str, content: bytes, asked: str, answer: str
) -> None:
    before = latest(store)
    with pytest.raises(Unanswered):
        take(store, read_file(name, content, DATASETS), "tester")
    page = dropped(name, content)
    assert any(asked in warning.value for warning in page.warning)
    assert next(button for button in page.button if button.key == "upload-accept").disabled
    page = click(page, answer)
    assert not page.warning
    page = next(button for button in page.button if button.key == "upload-accept").click().run()
    assert not page.exception
    assert latest(store) == before + 1
    assert asked.split(maxsplit=1)[0] + " 处" in releases(store)[0].reading
    assert re.search(answer.removeprefix("都"), releases(store)[0].reading)


def test_a_contradiction_is_said_and_stored(dropped: Callable[[str, bytes], AppTest], store: Store) -> None:
    page = dropped("c.csv", CONTRADICTION)
    assert any("1 处印出的合计或变化对不上" in text.value for text in page.markdown)
    assert not page.warning
    next(button for button in page.button if button.key == "upload-accept").click().run()
    assert "1 处印出的合计或变化对不上" in releases(store)[0].reading


def test_what_is_hidden_comes_in_where_that_is_said(dropped: Callable[[str, bytes], AppTest], store: Store) -> None:
    page = dropped("h.xlsx", (FILES / "doubts" / "hidden_row.xlsx").read_bytes())
    assert any("新增 2 行" in text.value for text in page.markdown)
    page = click(page, "都仍要导入")
    assert any("更改 1 行" in text.value for text in page.markdown)
    assert any("往年的数" in warning.value for warning in page.warning)


def test_many_names_never_seen_are_one_table_and_answered_together(
    dropped: Callable[[str, bytes], AppTest], store: Store
) -> None:
    lines = "".join(f"2021,虚构专业{number:03},98\n" for number in range(300))
    page = dropped("n.csv", f"年份,专业,就业率\n{lines}".encode())
    assert any("300 个没见过的名称" in text.value for text in page.markdown)
    assert not [box for box in page.selectbox if "没见过" in box.label]
    page = click(page, "都是新的")
    next(button for button in page.button if button.key == "upload-accept").click().run()
    assert "300 个没见过的名称：是新的" in releases(store)[0].reading


def test_a_year_that_the_title_says_is_shown_as_the_titles(dropped: Callable[[str, bytes], AppTest]) -> None:
    page = dropped("t.csv", "2021年就业质量,,\n专业,就业率,起薪\n电子商务,98,3300\n".encode())
    assert [(one.label, one.value) for one in page.number_input] == [("年份（取自标题，可改）", 2021)]
    page = dropped("t.csv", "专业,就业率,起薪\n电子商务,98,3300\n".encode())
    assert [(one.label, one.value) for one in page.number_input] == [("表里没写年份，请填", None)]


def test_a_problem_of_a_cell_that_speaks_for_several_years_is_told_once(
    dropped: Callable[[str, bytes], AppTest],
) -> None:
    page = dropped("s.csv", "指标,2020年,2021年\n不曾有的指标,1,2\n".encode())
    assert any(text.value.startswith("**1 处要改正") for text in page.markdown)


def test_one_table_of_a_document_is_left_out_alone_and_taken_after_all(
    dropped: Callable[[str, bytes], AppTest],
) -> None:
    fitness = [["测评对象", "2023年及格率", "2023年优良率"], ["高一", "96.55%", "39.71%"]]
    clubs = [["年份", "星级", "社团数"], ["2023", "四星级", "3"]]
    page = dropped("r.docx", of_blocks("体质测评", fitness, "社团星级", clubs))
    assert any(button.label == "不导入整个文件" for button in page.button)
    page = click(page, "不导入这张表")
    assert "按您的选择不导入" in [one.value for one in page.markdown]
    assert any(button.label.startswith("存入：新增 1 行") for button in page.button)
    page = click(page, "还是导入这张表")
    assert any(button.label.startswith("存入：新增 2 行") for button in page.button)
    page = click(page, "不导入整个文件")
    assert "r.docx［体质测评］" not in "".join(one.value for one in page.markdown)


def test_a_session_keeps_nothing_that_was_read_of_a_file_that_waits(dropped: Callable[[str, bytes], AppTest]) -> None:
    content = "年份,专业,就业率,未知\n2021,护理,0.98,1\n2021,没见过,98.1,2\n".encode()
    page = dropped("held in vain.csv", content)
    assert page.selectbox and page.button
    remembered.forget([upload.id for upload in page.session_state["upload-uploads"].values()])
    gc.collect()
    assert [one for one in gc.get_objects() if isinstance(one, Reading) and one.name == "held in vain.csv"] == []
