"""What browser tests share: a page of the running app, with what went wrong on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Page, expect

BARS = "svg.marks .mark-rect path"
expect.set_options(timeout=30_000)  # patience, not a limit: a slow machine is no failure
LABELS = "svg.marks .role-axis-label text"


RESTING = '[data-testid="stApp"][data-test-script-state="notRunning"]'
Value = TypeVar("Value")


class Visit:
    """A page of the running app, with what went wrong on it."""

    def __init__(self, page: Page, server: str) -> None:
        self.page, self.server = page, server
        self.errors: list[str] = []
        self.outside: list[str] = []
        page.on("console", lambda message: self._said(message.type, message.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self._from(request.url))
        page.on("websocket", lambda socket: self._from(socket.url))

    def _said(self, kind: str, text: str) -> None:
        if kind == "error":
            self.errors.append(text)

    def _from(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != urlsplit(self.server).netloc:
            self.outside.append(url)

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.server}/{path}")
        expect(self.page.locator("h1")).to_be_visible(timeout=30_000)
        expect(self.page.locator(RESTING)).to_be_visible()
        return self.page

    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.page.url).query)


@contextmanager
def visiting(browser: Browser, server: str) -> Iterator[Visit]:
    """A visit that ends with no error in the console and no request to any other host."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="zh-CN")
    visit = Visit(context.new_page(), server)
    yield visit
    context.close()
    assert visit.errors == [], visit.errors
    assert visit.outside == []


def drawn(page: Page, number: int) -> None:
    """Wait until that many charts are drawn."""
    expect(page.locator("svg.marks")).to_have_count(number)


def settled(page: Page) -> None:
    """Wait until the page's script has run to its end."""
    page.wait_for_timeout(300)
    expect(page.locator(RESTING)).to_be_visible()


def becomes(page: Page, value: Callable[[], Value], wanted: Value) -> None:
    """Wait, with patience, until something that the page changes is as it should be."""
    for _ in range(300):
        if value() == wanted:
            return
        page.wait_for_timeout(100)
    assert value() == wanted
