"""The app in a real browser, as a principal uses it: no error in the console, no request to any other host."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

import catalogue
from insights.numbers import LANGUAGES
from loaders import read_file
from schema import Chapter, Figures, View
from tests.conftest import ROOT
from tests.visits import BARS, LABELS, Visit, drawn, settled, visiting


@pytest.fixture
def visit(browser: Browser, server: str) -> Iterator[Visit]:
    with visiting(browser, server) as visit:
        yield visit


def stored_years(view: View, chapter: Chapter) -> int:
    """How many years `data/` holds of what a view shows."""
    file = ROOT / "data" / f"{chapter.dataset_of(*view.columns).id}.csv"
    return len({year for one in read_file(file.name, file.read_bytes(), catalogue.datasets()) for year in one.years})


def press(page: Page, name: str) -> None:
    page.locator(".notebook-filter").get_by_role("button", name=name, exact=True).click()


@pytest.mark.parametrize("chapter", catalogue.chapters(), ids=lambda chapter: chapter.id)
def test_every_chapter_draws_its_charts_from_a_link_in_both_languages(visit: Visit, chapter: Chapter) -> None:
    views = [
        view
        for view in chapter.views
        if not isinstance(view, Figures) and view.needs_years <= stored_years(view, chapter)
    ]
    for language in LANGUAGES:
        page = visit.open(f"{chapter.id}?lang={language}")
        drawn(page, len(views))
        expect(page.locator("h1")).to_have_text(chapter.label.text(language))
        assert all(text.strip() and not text.endswith("…") for text in page.locator(LABELS).all_text_contents())


def test_the_year_changes_the_charts_then_the_words_and_the_link(visit: Visit) -> None:
    page = visit.open("employment")
    drawn(page, 4)
    expect(page.locator(BARS)).to_have_count(20)
    press(page, "看一年")
    expect(page.locator(BARS)).to_have_count(10)
    press(page, "2019")
    expect(page.locator("h4")).to_contain_text("2019年，对口就业率最高的是数控技术应用（99.4%）")
    expect(page).to_have_url(f"{visit.server}/employment?lang=zh&years=2019")
    page.reload()
    drawn(page, 4)
    expect(page.locator(BARS)).to_have_count(10)
    expect(page.get_by_role("button", name="2019", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(page.locator("h4")).to_contain_text("2019年")


def test_the_charts_answer_while_the_server_is_silent(visit: Visit) -> None:
    page = visit.open("employment")
    drawn(page, 4)
    page.wait_for_timeout(1000)
    page.context.set_offline(True)
    press(page, "看一年")
    expect(page.locator(BARS)).to_have_count(10)
    page.context.set_offline(False)


def test_a_click_on_a_bar_highlights_its_major_in_every_chart(visit: Visit) -> None:
    page = visit.open("employment")
    drawn(page, 4)
    page.wait_for_timeout(500)
    page.locator(BARS).first.click()
    faint = page.locator("svg.marks").nth(0).locator(".mark-symbol path[opacity='0.22']")
    expect(faint).to_have_count(18)
    expect(page.get_by_role("button", name="取消高亮")).to_be_visible()
    expect(page).to_have_url(re.compile("pick="))
    page.get_by_role("button", name="取消高亮").click()
    expect(faint).to_have_count(0)


def test_a_filter_by_major_is_kept_in_the_link(visit: Visit) -> None:
    page = visit.open("employment")
    drawn(page, 4)
    press(page, "电子商务")
    press(page, "学前教育")
    expect(page.locator(BARS)).to_have_count(4)
    expect(page).to_have_url(re.compile("major=.*major="))
    assert visit.query()["major"] == ["电子商务", "学前教育"]
    page.reload()
    drawn(page, 4)
    expect(page.locator(BARS)).to_have_count(4)


def test_the_language_switch_keeps_the_view(visit: Visit) -> None:
    page = visit.open("employment?years=2019")
    drawn(page, 4)
    page.get_by_test_id("stSidebar").get_by_text("English", exact=True).click()
    expect(page.locator("h1")).to_have_text("Employment")
    expect(page.locator("h4")).to_contain_text("In 2019: Matched employment rate: highest CNC technology (99.4%)")
    expect(page).to_have_url(f"{visit.server}/employment?lang=en&years=2019")
    expect(page.locator(BARS)).to_have_count(10)
    page.get_by_test_id("stSidebarNavLink").get_by_text("Fitness", exact=True).click()
    expect(page.locator("h1")).to_have_text("Fitness")
    drawn(page, 2)
    expect(page).to_have_url(f"{visit.server}/fitness?lang=en&years=2019")


def test_pages_turned_quickly_stay_bound_to_their_filters(visit: Visit) -> None:
    page = visit.open("exams")
    for name in ("体质测评", "就业质量", "学业水平考试") * 3:
        page.get_by_test_id("stSidebarNavLink").get_by_text(name, exact=True).click()
        page.wait_for_timeout(150)
    expect(page.locator("h1")).to_have_text("学业水平考试")
    drawn(page, 3)
    expect(page.locator(BARS)).to_have_count(10)
    press(page, "看一年")
    expect(page.locator(BARS)).to_have_count(6)


def test_every_control_of_the_filter_is_reached_by_keyboard(visit: Visit) -> None:
    page = visit.open("employment")
    drawn(page, 4)
    page.get_by_role("button", name="看一年").focus()
    page.keyboard.press("Enter")
    expect(page.locator(BARS)).to_have_count(10)
    expect(page.get_by_role("button", name="看一年")).to_be_focused()
    page.get_by_role("button", name="2019").focus()
    page.keyboard.press("Space")
    expect(page.locator("h4")).to_contain_text("2019年，")


def test_searching_a_salary_lands_on_its_chart(visit: Visit) -> None:
    page = visit.open("fitness")
    for text in ("起薪", "salary"):
        page.get_by_role("searchbox").fill(text)
        page.get_by_role("link", name=re.compile("初次就业起薪.*就业质量")).first.click()
        expect(page.locator("h1")).to_have_text("就业质量")
        expect(page.locator(".st-key-view-employment-2")).to_be_in_viewport()
        expect(page.get_by_role("searchbox")).to_have_value("")


def test_a_value_is_asked_and_answered_by_the_keyboard(visit: Visit) -> None:
    page = visit.open("")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("33.33")
    first = page.locator(".st-key-search-list a").first
    expect(first).to_contain_text("33.33%（2020年）")
    for _ in range(3):  # past what clears the box
        if first.evaluate("link => link === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("教师队伍")
    expect(page.locator(".st-key-figure-panel")).to_contain_text("33.33")


def test_a_finding_is_explained_and_its_mark_leads_to_it(visit: Visit) -> None:
    page = visit.open("internships")
    page.get_by_role("link", name=re.compile("两处说法：实习单位 40家")).first.click()
    expect(page.locator("h1")).to_have_text("数据核对")
    finding = page.locator("[class*=st-key-finding]").first
    expect(finding).to_contain_text("38家")
    finding.get_by_text("说明这一处").click()
    finding.get_by_role("textbox", name="说明人").fill("王老师")
    finding.get_by_role("textbox", name="原因").fill("统计时间不同 <b>")
    finding.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已说明 · 王老师：统计时间不同 <b>")).to_be_visible()
    settled(page)
    finding.get_by_text("改写说明").click()
    finding.get_by_role("button", name="撤回说明").click()
    expect(page.get_by_text("已说明 · 王老师")).to_have_count(0)


def test_exploring_is_kept_in_the_link_and_downloads_a_picture(visit: Visit) -> None:
    page = visit.open(
        "explore?dataset=employment&form=scatter&measure=starting_salary&against=degree_by_major.admitted"
    )
    drawn(page, 1)
    expect(page.locator("h3")).to_contain_text("初次就业起薪与本科上线人数")
    with page.expect_download() as download:
        page.get_by_role("button", name="SVG").click()
    assert "旅游" in download.value.path().read_text(encoding="utf-8")
    page.get_by_role("radio", name="条形").click()
    expect(page).to_have_url(re.compile("form=bars"))
    expect(page.locator(BARS)).to_have_count(20)


def test_chinese_is_drawn_with_a_chinese_font(visit: Visit) -> None:
    page = visit.open("employment")
    drawn(page, 4)
    assert "Noto Sans CJK SC" in str(page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily"))
    assert page.evaluate("document.fonts.check('15px \"Noto Sans CJK SC\"', '衢州')")
