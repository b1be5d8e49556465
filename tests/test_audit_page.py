"""The audit page: findings in sentences, the surest first, filtered by state, weight and chapter."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest


def said(page: AppTest) -> list[str]:
    """The sentences of the findings that are shown, in their order."""
    return [one.value for one in page.markdown if one.value.startswith("**") and one.value.endswith("。**")]


def test_the_surest_findings_come_first_in_sentences(open_page: Callable[..., AppTest]) -> None:
    page = open_page("audit")
    assert not page.exception
    weights = [one.value.partition(" ")[0] for one in page.caption if " · " in one.value and "2020" in one.value]
    assert weights[0] == "必有一错"
    assert "升学比例" in " ".join(said(page))


def test_a_choice_of_weight_and_chapter_leaves_its_own(open_page: Callable[..., AppTest]) -> None:
    page = open_page("audit")
    everything = said(page)
    page.button_group(key="audit-weights").set_value([1]).run()
    lightest = said(page)
    assert 0 < len(lightest) < len(everything)
    assert set(lightest) < set(everything)
    page.button_group(key="audit-weights").set_value([]).run()
    chapter = page.selectbox(key="audit-chapter")
    chapter.select_index(next(place for place, one in enumerate(chapter.options) if one.startswith("升学"))).run()
    assert said(page) != []
    assert all("升学" in one for one in said(page))


def test_the_state_leaves_the_explained_ones_when_asked(open_page: Callable[..., AppTest]) -> None:
    page = open_page("audit")
    page.button_group(key="audit-states").set_value(["explained"]).run()
    assert said(page) == []
    assert any("没有对不上的数" in one.value for one in page.info)


def test_a_finding_that_a_link_names_comes_first(open_page: Callable[..., AppTest]) -> None:
    page = open_page("audit")
    wanted = said(page)[-1]
    finding = next(key for key in reversed([one.key for one in page.text_input if one.key]) if key.startswith("who-"))
    page = open_page("audit", finding=finding.removeprefix("who-"))
    assert said(page)[0] == wanted


def test_english_sentences_are_english(open_page: Callable[..., AppTest]) -> None:
    page = open_page("audit", lang="en")
    assert any("“Progression rate” is 65" in one.value for one in page.markdown)
