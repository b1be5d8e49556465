"""The opening page: the figures that matter, what moved, what does not add up, questions that lead to their answers."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

import catalogue
from schema import Statement
from store import Store
from store.statements import say
from tests.made_up import build_made_up

Open = Callable[..., AppTest]


def captions(app: AppTest) -> str:
    return "\n".join(one.value for one in app.caption).replace("\\", "")


def links(app: AppTest) -> dict[str, str]:
    """The links of the page's own, by their labels: where each leads and with what query."""
    return {
        one.proto.label.replace("\\", ""): f"{one.proto.page}?{one.proto.query_string}" for one in app.get("page_link")
    }


def test_a_figure_of_each_chapter_comes_before_a_second_one_of_any(open_page: Open) -> None:
    app = open_page()
    shown = [one.label.replace("\\", "") for one in app.metric]
    assert shown[:3] == ["生师比", "生均教学仪器设备值", "全校情况 及格率"]
    assert len(shown) == len(set(shown)) == 8
    assert "2019→2020 ▼ 变差 · 条件达标：不超过20:1 ✓ 已达到" in captions(app)


def test_a_figure_with_a_target_leads_and_says_how_it_stands(open_page: Open, store: Store) -> None:
    major = "会计电算化"
    target = Statement("target", "employment", "matched_rate", 2020, (("major", major),), 90.0)
    say(store, target, "王老师")
    app = open_page(url=str(store.engine.url))
    assert app.metric[0].label.replace("\\", "") == f"{major} 对口就业率"
    assert "2020年目标 90% ✗ 没有达到，差14.9个百分点" in captions(app)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_question_leads_into_a_view(open_page: Open, language: str) -> None:
    mark = "？" if language == "zh" else "?"
    asked = {label: to for label, to in links(open_page(lang=language)).items() if label.endswith(mark)}
    assert len(asked) == 5
    assert sum("years=2019%2C2020" in to or "years=2019,2020" in to for to in asked.values()) == 3


def test_no_chapter_has_a_second_line_of_what_moved_before_another_has_its_first(
    open_page: Open, tmp_path_factory: pytest.TempPathFactory
) -> None:
    url = f"sqlite:///{tmp_path_factory.mktemp('ten') / 'school.db'}"
    build_made_up(url)
    app = open_page(url=url)
    moved = [label for label in links(app) if label[:1] in "▲▼●"]
    chapters = [one.label.zh for one in catalogue.chapters()]
    own = [next(name for name in chapters if f" {name} · " in label) for label in moved]
    assert len(own) == len(set(own)) == 5
