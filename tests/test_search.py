"""Search from anywhere: by a value, a synonym, a definition or the report's words, in both languages."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import catalogue
from schema import Cell, Notebook
from store import Store, notebooks
from tests.made_up import build_made_up

Open = Callable[..., AppTest]


def asked(app: AppTest, text: str) -> AppTest:
    app.text_input(key="search").input(text).run()
    assert not app.exception
    return app


def listed(app: AppTest) -> list[str]:
    """The lines of the list, as they read."""
    links = [one for one in app.get("page_link") if "found=1" in one.proto.query_string]
    return [one.proto.label.replace("\\", "").replace("*", "") for one in links]


def addresses(app: AppTest) -> list[str]:
    links = [one.proto for one in app.get("page_link") if "found=1" in one.proto.query_string]
    return [f"{one.page}?{one.query_string}" for one in links]


def told(app: AppTest) -> str:
    return "\n".join(one.value for kind in (app.markdown, app.caption) for one in kind).replace("\\", "")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("33.33", "高级职称比例　33.33%（2020年）"),
        ("98.5", "会计电算化 就业率　98.5%（2020年）"),
        ("98.5%", "会计电算化 就业率　98.5%（2020年）"),
        ("2,295", "学前教育 初次就业起薪　2,295元（2020年）"),
        ("２２９５元", "学前教育 初次就业起薪　2,295元（2020年）"),
        ("16.25:1", "生师比　16.25:1（2019年）"),
        ("33.33从哪里来", "高级职称比例　33.33%（2020年）"),
        ("电子商务的起薪是多少", "电子商务 初次就业起薪　3,378元（2020年）"),
        ("电子商务 2019年 起薪", "电子商务 初次就业起薪　3,167元（2019年）"),
    ],
)
def test_a_value_is_found_with_its_name_and_year(open_page: Open, text: str, answer: str) -> None:
    assert any(line.startswith(answer) for line in listed(asked(open_page(), text)))


def test_a_value_of_another_unit_is_none(open_page: Open) -> None:
    assert not any("就业率" in line for line in listed(asked(open_page(), "98.5元")))


def test_a_value_leads_to_the_panel_that_says_where_it_is_from(open_page: Open) -> None:
    address = next(one for one in addresses(asked(open_page(), "33.33")) if "figure=" in one)
    assert address.startswith("teachers?")
    assert "figure=scorecard.senior_title_rate&figure=2020" in address


@pytest.mark.parametrize("text", ["工资", "salary", "WAGE", "谁的工资涨得最多", "whose salary rose most"])
def test_a_synonym_finds_the_measure_and_what_its_picture_says(open_page: Open, text: str) -> None:
    line = listed(asked(open_page(), text))[0]
    assert line.startswith("初次就业起薪")
    assert "涨幅最大" in line or "升幅最大" in line or "最高" in line


@pytest.mark.parametrize("text", ["生师比", "what is 生师比", "在校生数与专任教师数之比"])
def test_what_a_measure_means_is_told_in_the_list(open_page: Open, text: str) -> None:
    lines = listed(asked(open_page(), text))
    assert any("16.7:1（2020年）" in line and "在校生数与专任教师数之比" in line for line in lines)


def test_a_word_of_the_report_finds_its_place(open_page: Open) -> None:
    app = asked(open_page(), "专任教师高级职称比例 32.1")
    assert any("教师队伍表" in line for line in listed(app))
    assert "报告原文" in told(app)


def test_a_member_leads_to_its_chapters_with_itself_in_the_foreground(open_page: Open) -> None:
    assert any(
        one.startswith("employment?") and "pick=%E5%AD%A6%E5%89%8D" in one
        for one in addresses(asked(open_page(), "学前教育"))
    )


def test_the_list_speaks_english(open_page: Open) -> None:
    app = asked(open_page(lang="en"), "starting salary")
    assert listed(app)[0].startswith("Starting salary")
    assert any("yuan (2020)" in line for line in listed(app))
    assert "Measures" in told(app)


def test_a_page_and_a_notebook_are_found_by_their_names(open_page: Open, store: Store) -> None:
    notebooks.save(store, Notebook("十月<b>例会</b>", (Cell("text", words="起薪都涨了"),)), "tester")
    app = open_page(url=str(store.engine.url))
    assert listed(asked(app, "例会")) == ["十月<b>例会</b>"]
    assert any("起薪都涨了" not in line and "例会" in line for line in listed(asked(app, "都涨了")))
    assert "数据核对" in listed(asked(app, "数据核对"))


@pytest.mark.parametrize(("speech", "sentence"), [("zh", "没有找到“起新”"), ("en", "Nothing found for “起新”")])
def test_nothing_found_says_so_and_offers_near_names(open_page: Open, speech: str, sentence: str) -> None:
    app = asked(open_page(lang=speech), "起新")
    assert sentence in told(app)
    assert any("起薪" in line or "Starting salary" in line for line in listed(app))


def test_what_is_asked_is_shown_letter_for_letter(open_page: Open) -> None:
    app = asked(open_page(), "<b>[x](y)</b> **z**")
    assert any(r"\<b\>\[x\]\(y\)\</b\> \*\*z\*\*" in one.value for one in app.markdown)


def test_who_comes_by_the_list_finds_it_closed(open_page: Open) -> None:
    app = open_page("audit", found="1", finding="x")
    assert app.text_input(key="search").value == ""
    assert "found" not in app.query_params


def test_every_page_has_the_search_and_the_list_stays_short_over_ten_years(open_page: Open, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'school.db'}"
    build_made_up(url)
    app = asked(open_page("history", url=url), "a")
    assert 0 < len(listed(app)) <= 40
    assert "另有" in told(app)


def test_an_empty_store_finds_its_pages(open_page: Open, tmp_path: Path) -> None:
    app = open_page(url=f"sqlite:///{tmp_path / 'empty.db'}")
    assert any(line.startswith("就业质量") for line in listed(asked(app, "就业质量")))


def test_no_synonym_is_a_name_of_two_measures() -> None:
    """A synonym that is the label of another measure would hide it."""
    columns = [one for dataset in catalogue.datasets() for one in (dataset.indicators or dataset.measures)]
    labels = {label: one.id for one in columns for label in (one.label.zh, one.label.en)}
    clashes = [(one.id, word) for one in columns for word in one.synonyms if labels.get(word, one.id) != one.id]
    assert clashes == []
