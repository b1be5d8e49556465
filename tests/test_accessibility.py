"""Every page, in either language and theme, is free of what axe-core calls critical or serious (WCAG 2.2 AA)."""

from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.visits import RESTING, settled

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
MENU = '[data-testid="stSidebarNavLink"]'


@pytest.fixture
def visit(browser: Browser, request: pytest.FixtureRequest) -> Page:
    """A page in the theme asked for."""
    theme: Literal["light", "dark"] = request.param
    context = browser.new_context(viewport={"width": 1280, "height": 720}, color_scheme=theme, locale="zh-CN")
    request.addfinalizer(context.close)
    return context.new_page()


def pages_of(page: Page, server: str) -> list[str]:
    """The addresses of all pages that the menu has."""
    page.goto(server)
    expect(page.locator(MENU).first).to_be_visible()
    return [str(link.get_attribute("href")) for link in page.locator(MENU).all()]


def faults(page: Page) -> list[tuple[str, str, str]]:
    """What axe finds critical or serious: each by its weight, its rule and its place."""
    found: list[Any] = Axe().run(page, options=RULES).response["violations"]
    return [
        (str(one["impact"]), str(one["id"]), str(node["html"])[:200])
        for one in found
        if one["impact"] in ("critical", "serious")
        for node in one["nodes"]
    ]


@pytest.mark.parametrize(("visit", "language"), [("light", "zh"), ("dark", "en")], indirect=["visit"])
def test_no_page_has_a_critical_or_serious_fault(visit: Page, server: str, language: str) -> None:
    told = {}
    for address in pages_of(visit, server):
        visit.goto(f"{address}?lang={language}")
        expect(visit.locator("h1")).to_be_visible()
        expect(visit.locator(RESTING)).to_be_visible()
        expect(visit.locator("#skip-menu")).to_be_attached()  # the frame has been mended: a slow machine does it later
        settled(visit)
        if found := faults(visit):
            told[address] = found
    assert told == {}


@pytest.mark.parametrize("visit", ["light"], indirect=True)
def test_the_document_speaks_the_readers_language(visit: Page, server: str) -> None:
    for language, spoken in (("zh", "zh-CN"), ("en", "en")):
        visit.goto(f"{server}/employment?lang={language}")
        expect(visit.locator(f'html[lang="{spoken}"]')).to_be_attached()


@pytest.mark.parametrize("visit", ["light"], indirect=True)
def test_the_filter_is_reached_within_ten_stops_past_the_menu(visit: Page, server: str) -> None:
    visit.goto(f"{server}/employment?lang=zh")
    expect(visit.locator(".notebook-filter button").first).to_be_visible()
    visit.locator("#skip-menu").focus()
    visit.keyboard.press("Enter")
    stops = 0
    while not visit.evaluate("document.activeElement.closest('.notebook-filter') !== null"):
        visit.keyboard.press("Tab")
        stops += 1
        assert stops <= 10


@pytest.mark.parametrize("visit", ["light"], indirect=True)
def test_a_chart_is_reached_by_tab_and_says_its_finding(visit: Page, server: str) -> None:
    visit.goto(f"{server}/employment?lang=zh")
    view = visit.locator('[class*="st-key-view-employment-0"]')  # another chart may be drawn before it
    chart = view.locator('[data-testid="stVegaLiteChart"][tabindex="0"]').first
    expect(chart).to_be_visible()
    finding = visit.locator(f"id={chart.get_attribute('aria-describedby')}")
    expect(finding).to_have_text(view.locator("h3").inner_text())
