"""What a school says of a figure: said in the panel of a chapter's page, seen on the page, taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

import catalogue
from loaders import load, read_file
from schema import Statement
from store import Store
from store.statements import say, statements, withdraw

Opened = Callable[..., AppTest]
AT = ["employment.employment_rate", "2020"]


@pytest.fixture
def opened(open_page: Opened, store: Store) -> Callable[..., AppTest]:
    def at(*figure: str, page: str = "employment", **query: str) -> AppTest:
        return open_page(page, url=store.engine.url.render_as_string(False), figure=list(figure or AT), **query)

    return at


def texts(page: AppTest) -> str:
    return "\n".join(one.value.replace("\\", "") for one in (*page.markdown, *page.caption))


def errors(page: AppTest) -> list[str]:
    return [one.value.replace("\\", "") for one in page.error]


def filled(page: AppTest, kind: str, **fields: str) -> AppTest:
    """The page after the form of a kind was asked for, filled and sent."""
    page.button(key=f"add-{kind}").click().run()
    for name, text in {"who": "王老师", **fields}.items():
        boxes = [one for one in (*page.text_input, *page.text_area) if (one.key or "").endswith(f"-new-{name}")]
        boxes[0].set_value(text)
    sent = [one for one in page.button if one.label in ("保存", "Save")]
    return sent[0].click().run()


def test_one_button_opens_the_panel_and_the_address_says_so(open_page: Opened) -> None:
    page = open_page("employment")
    assert "figure" not in page.query_params
    page.button(key="figure-open").click().run()
    assert not page.exception
    assert page.query_params["figure"][0].startswith("employment.")
    page.button(key="figure-close").click().run()
    assert "figure" not in page.query_params


def test_a_link_opens_the_figure_with_its_source(opened: Opened) -> None:
    page = opened(*AT, "学前教育")
    assert not page.exception
    assert "第 9 次发布 · report · employment.csv" in texts(page)
    assert "“" in texts(page)


def test_a_figure_names_who_brought_it_though_another_file_came_to_its_row_since(opened: Opened, store: Store) -> None:
    for name, made_by, column in (("甲.csv", "甲", "就业率"), ("乙.csv", "乙", "对口就业率")):
        text = f"2021年就业质量,\n专业,{column}\n学前教育,98.5\n"
        load(store, read_file(name, text.encode(), catalogue.datasets()), made_by)
    page = opened("employment.employment_rate", "2021", "学前教育")
    assert "· 甲 · 甲.csv" in texts(page)
    assert "· 乙 · 乙.csv" not in texts(page)


@pytest.mark.parametrize("figure", [("nothing.here",), ("employment.__proto__", "x"), (*AT, "没有这个专业"), ("",)])
def test_an_address_that_names_nothing_breaks_nothing(opened: Opened, figure: tuple[str, ...]) -> None:
    assert not opened(*figure).exception


def test_a_target_is_seen_with_its_status_and_is_undone(opened: Opened, store: Store) -> None:
    page = filled(opened(), "target", value="99.9", year="2030", office="招就处")
    assert not page.exception and not errors(page)
    assert [one.statement.value for one in statements(store)] == [99.9]
    assert "2030年目标（招就处）：不低于99.9%" in texts(page)
    page.button(key="said-undo").click().run()
    assert statements(store) == []
    assert "2030年目标" not in texts(page)


@pytest.mark.parametrize(
    ("kind", "fields", "sentence"),
    [
        ("target", {"value": "120", "year": "2030"}, "超出了“"),
        ("target", {"value": "很高", "year": "2030"}, "不是数"),
        ("target", {"value": "99", "year": ""}, "请写出年份"),
        ("target", {"value": "99", "year": "明年"}, "不是年份"),
        ("note", {"text": "疫情停课", "year": "1999"}, "没有数据"),
        ("note", {"text": "停" * 600, "year": "2020"}, "有 600 个字"),
        ("break", {"text": "新口径", "year": "1999"}, "没有可分开的"),
        ("line", {"text": "", "value": "95", "year": ""}, "请写出内容"),
        ("note", {"text": "疫情停课", "year": "2020", "who": ""}, "请写明经手人"),
    ],
)
def test_bad_input_has_its_sentence_and_stores_nothing(
    opened: Opened, store: Store, kind: str, fields: dict[str, str], sentence: str
) -> None:
    page = filled(opened(), kind, **fields)
    assert not page.exception
    assert any(sentence in one for one in errors(page))
    assert statements(store) == []


def test_a_second_break_in_one_year_is_refused(opened: Opened, store: Store) -> None:
    say(store, Statement("break", "employment", "employment_rate", 2020, text="新口径"), "李老师")
    page = filled(opened(), "break", text="又一个口径", year="2020")
    assert any("李老师 已为同一处写过" in one for one in errors(page))
    assert len(statements(store)) == 1


def test_a_change_of_what_somebody_changed_meanwhile_is_told(opened: Opened, store: Store) -> None:
    note = Statement("note", "employment", "employment_rate", 2020, text="疫情停课")
    say(store, note, "李老师")
    page = opened()
    page.button(key=f"change-{note.id}").click().run()
    withdraw(store, note.id, "张老师")
    say(store, Statement(**{**note.__dict__, "text": "新校区启用"}), "张老师")
    box = next(one for one in page.text_area if (one.key or "").endswith("-text"))
    box.set_value("我的改动")
    who = next(one for one in page.text_input if (one.key or "").endswith("-who"))
    who.set_value("王老师")
    next(one for one in page.button if one.label == "保存").click().run()
    assert [one.statement.text for one in statements(store)] == ["新校区启用"]
    assert any("张老师 刚刚改过" in one for one in errors(page))


def test_a_note_is_written_out_under_its_picture_and_a_break_parts_the_years(opened: Opened, store: Store) -> None:
    say(
        store, Statement("note", "employment", "employment_rate", 2020, (("major", "护理"),), text="疫情停课"), "李老师"
    )
    say(store, Statement("break", "employment", "employment_rate", 2020, text="新口径"), "李老师")
    page = opened("")
    assert "疫情停课" in texts(page)
    assert "2020年起口径有变：新口径" in texts(page)


def test_the_panel_speaks_english(opened: Opened, store: Store) -> None:
    say(store, Statement("target", "employment", "employment_rate", 2030, value=99.9, better="higher"), "Wang")
    page = opened(lang="en")
    assert not page.exception
    assert "Target 2030: at least 99.9%" in texts(page)
