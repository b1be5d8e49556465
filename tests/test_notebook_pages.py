"""Notebooks in the browser: pinned, drafted, written, put in order, presented by keyboard, left behind as files."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

import catalogue
from exports.content.draft import draft
from exports.content.library import Library
from schema import Cell, Notebook
from store import Store
from store.notebooks import notebooks, read, save
from tests.conftest import build, serving
from tests.visits import Visit, becomes, drawn, settled, visiting

READY = "body[data-ready=true]"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with the report's figures; each test has notebooks of its own in it."""
    return build(f"sqlite:///{tmp_path_factory.mktemp('store') / 'school.db'}")


@pytest.fixture(scope="module")
def address(store: Store) -> Iterator[str]:
    with serving(str(store.engine.url)) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    with visiting(browser, address) as visit:
        yield visit


def drafted(store: Store) -> Notebook:
    library = Library(store, catalogue.chapters(), catalogue.datasets(), catalogue.identities())
    one = draft(library, 2020, "zh")
    save(store, one, "王老师")
    return one


def present(visit: Visit, one: Notebook, query: str = "") -> Page:
    visit.page.goto(f"{visit.server}/present/{one.id}{query}")
    expect(visit.page.locator(READY)).to_be_visible()
    return visit.page


def counter(page: Page, text: str) -> None:
    expect(page.locator("#counter")).to_have_text(text)


def test_a_chart_is_pinned_with_its_filter_and_a_draft_is_made_for_free(visit: Visit, store: Store) -> None:
    page = visit.open("notebooks")
    page.get_by_role("button", name="新建空白笔记").click()
    expect(page.get_by_role("heading", name=re.compile(r"会议笔记 \d{4}"))).to_be_visible()
    one = notebooks(store)[0].notebook
    visit.open("employment?years=2019&major=电子商务&major=学前教育")
    drawn(page, 4)
    settled(page)
    page.get_by_role("button", name="收入笔记").nth(1).click()
    expect(page.get_by_text(f"已收入“{one.title}”")).to_be_visible()
    [cell] = read(store, one.id).notebook.cells
    assert (cell.chapter, cell.years, cell.shown) == ("employment", (2019,), ("电子商务", "学前教育"))
    visit.open("notebooks")
    page.get_by_role("button", name="为这一年起草").click()
    expect(page.get_by_role("heading", name="2020年质量年报要点")).to_be_visible()
    assert 8 <= len(notebooks(store)[0].notebook.cells) <= 10


def test_cells_are_written_moved_copied_removed_and_every_step_is_undone(visit: Visit, store: Store) -> None:
    one = Notebook("试写", (Cell("text", words="第一格", title="甲"), Cell("text", words="第二格", title="乙")))
    save(store, one, "王老师")
    page = visit.open(f"notebooks?notebook={one.id}")
    settled(page)
    page.get_by_role("button", name="编辑").first.click()
    page.get_by_label("旁边的话").fill("**要点** <b>不是标签</b> ![图](http://example.org/x.png)")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("strong").filter(has_text="要点")).to_be_visible()
    expect(page.get_by_test_id("stMarkdown").get_by_text("<b>不是标签</b>")).to_be_visible()

    def titles() -> list[str]:
        return [cell.title for cell in read(store, one.id).notebook.cells]

    for name, place, wanted in (
        ("下移", 0, ["乙", "甲"]),
        ("复制", 0, ["乙", "乙", "甲"]),
        ("移除", 2, ["乙", "乙"]),
        ("撤销上一步", 0, ["乙", "乙", "甲"]),
        ("撤销上一步", 0, ["乙", "甲"]),
        ("撤销上一步", 0, ["甲", "乙"]),
    ):
        settled(page)
        page.get_by_role("button", name=name).nth(place).click()
        becomes(page, titles, wanted)


def test_two_who_write_at_once_are_told(visit: Visit, store: Store) -> None:
    one = Notebook("试写", (Cell("text", words="第一格", title="甲"), Cell("text", words="第二格", title="乙")))
    save(store, one, "王老师")
    page = visit.open(f"notebooks?notebook={one.id}")
    settled(page)
    save(store, one.retitled("别人改过"), "李老师")
    page.get_by_role("button", name="下移").first.click()
    expect(page.get_by_text("别人刚改过这份笔记")).to_be_visible()
    expect(page.get_by_role("heading", name="别人改过")).to_be_visible()
    assert [cell.title for cell in read(store, one.id).notebook.cells] == ["甲", "乙"]


def test_a_notebook_is_presented_by_keyboard_with_the_network_gone(visit: Visit, store: Store) -> None:
    one = drafted(store)
    page = present(visit, one)
    last = len(one.cells)
    counter(page, f"1 / {last}")
    page.context.set_offline(True)
    for number in range(2, last + 1):
        page.keyboard.press("ArrowRight" if number % 2 else " ")
        counter(page, f"{number} / {last}")
        slide = page.locator(".slide.current")
        expect(slide).to_have_count(1)
        assert fits(page)
    page.keyboard.press("ArrowRight")
    counter(page, f"{last} / {last}")
    page.keyboard.press("Home")
    counter(page, f"1 / {last}")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    counter(page, f"{last - 1} / {last}")
    page.keyboard.press("n")
    expect(page.locator("#notes")).to_be_visible()
    page.context.set_offline(False)
    page.keyboard.press("Escape")
    expect(page.locator("h1").first).to_have_text(one.title)


def fits(page: Page) -> bool:
    """Whether nothing of the slide lies outside the screen or scrolls."""
    return bool(
        page.evaluate(
            """() => {
              const slide = document.querySelector('.slide.current');
              const parts = slide.querySelectorAll('h1, .words, .stage, svg, tr:not([hidden]), .source');
              const inside = [...parts].every((one) => {
                const box = one.getBoundingClientRect();
                return box.top >= -1 && box.left >= -1 && box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1;
              });
              return inside && document.documentElement.scrollHeight <= innerHeight;
            }"""
        )
    )


@pytest.mark.parametrize(
    ("width", "height", "query"), [(1280, 720, "?lang=en&theme=dark"), (1920, 1080, "?lang=zh&theme=light")]
)
def test_every_slide_fits_its_screen(visit: Visit, store: Store, width: int, height: int, query: str) -> None:
    many = "很多很多的话。" * 120
    extra = (Cell("text", words=many, title="长话"), Cell("table", "programmes", "programmes", words=many))
    one = Notebook("放得下", (*drafted(store).cells, *extra))
    save(store, one, "王老师")
    visit.page.set_viewport_size({"width": width, "height": height})
    page = present(visit, one, query)
    for _ in one.cells:
        assert fits(page), page.locator("#counter").text_content()
        page.keyboard.press("ArrowRight")


def test_the_year_filter_works_on_a_slide(visit: Visit, store: Store) -> None:
    one = Notebook("筛选", (Cell("view", "Bars:starting_salary,major", "employment", (2019, 2020)),))
    save(store, one, "王老师")
    page = present(visit, one)
    bars = page.locator("svg .mark-rect path")
    expect(bars).to_have_count(20)
    page.locator(".filter").get_by_role("button", name="2019").click()
    expect(bars).to_have_count(10)
    page.keyboard.press(" ")
    expect(bars).to_have_count(10)


@pytest.mark.parametrize(
    ("label", "ending", "inside"),
    [
        ("PPT（图表可编辑）", "pptx", "ppt/charts/"),
        ("Word 讲义", "docx", "word/charts/"),
        ("Excel 数据", "xlsx", "xl/charts/"),
    ],
)
def test_a_notebook_is_left_behind_as_a_file(visit: Visit, store: Store, label: str, ending: str, inside: str) -> None:
    one = Notebook("会后材料：2020/要点", (Cell("view", "Bars:starting_salary,major", "employment", (2019, 2020)),))
    save(store, one, "王老师")
    page = visit.open(f"notebooks?notebook={one.id}")
    settled(page)
    page.get_by_role("button", name="导出").click()
    page.get_by_role("button", name=label).click()
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("^下载")).click()
    assert download.value.suggested_filename == f"会后材料：2020 要点.{ending}"
    content = zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes()))
    assert any(name.startswith(inside) for name in content.namelist())


def test_a_page_prints_without_what_is_not_of_it(visit: Visit) -> None:
    page = visit.open("employment")
    drawn(page, 4)
    page.emulate_media(media="print")
    for gone in ("stSidebar", "stHeader"):
        expect(page.get_by_test_id(gone)).to_be_hidden()
    for name in ("收入笔记", "看一年"):
        expect(page.get_by_role("button", name=name).first).to_be_hidden()
    expect(page.locator("svg.marks").first).to_be_visible()
