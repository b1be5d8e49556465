"""Next year's figures in the browser: dropped, previewed, mended, stored, seen, undone. The files are synthetic."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

import catalogue
from loaders import load, read_file
from store import Store, attach
from store.releases import latest, releases
from store.rows import rows
from tests.conftest import serving
from tests.visits import BARS, Visit, drawn, settled, visiting

EMPLOYMENT = next(dataset for dataset in catalogue.datasets() if dataset.id == "employment")
HEADER = (
    "就业质量一览表（合成数据，仅供测试）,,,,,,,\n"
    "序号,专业,就业率（%）,,对口就业率（%）,,初次就业起薪（元）,\n"
    ",,2020年,2021年,2020年,2021年,2020年,2021年\n"
)
KNOWN = "1,电子商务,99.8,99.9,96.7,97.3,3378,3400\n2,学前教育,100,99.7,98.6,98.9,2295,2310\n"


@pytest.fixture
def visit(browser: Browser, store: Store) -> Iterator[Visit]:
    """A visit to a server over a store of its own."""
    with serving(str(store.engine.url)) as address, visiting(browser, address) as visit:
        yield visit


@pytest.fixture
def look(browser: Browser, server: str) -> Iterator[Visit]:
    """A visit to the server whose store no test changes, for those who store nothing."""
    with visiting(browser, server) as visit:
        yield visit


def drop(visit: Visit, text: str, name: str = "synthetic-2021.csv") -> Page:
    page = visit.open("upload?lang=zh")
    file: FilePayload = {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text(name).first).to_be_visible()
    return page


def sign(page: Page) -> None:
    page.get_by_label("经手人").fill("王老师")
    page.get_by_label("经手人").press("Enter")


def accept(page: Page) -> None:
    settled(page)
    page.get_by_role("button", name=re.compile("^存入：")).click()
    expect(page.get_by_text(re.compile("第 \\d+ 次发布：就业质量"))).to_be_visible()


def answer(page: Page, name: str, option: str) -> None:
    settled(page)
    box = page.get_by_role("combobox", name=f"“{name}”是没见过的专业。它是")
    box.click()
    box.press_sequentially(option)
    page.get_by_role("option").filter(has_text=option).first.click()


def held(store: Store, year: int) -> dict[str, float]:
    frame = rows(store, EMPLOYMENT)
    frame = frame[frame["year"] == year]
    return dict(zip(frame["major"], frame["matched_rate"], strict=True))


def test_a_next_year_file_is_dropped_mended_stored_seen_undone_and_gone(visit: Visit, store: Store) -> None:
    before = latest(store)
    page = drop(visit, HEADER + KNOWN.replace("97.3", "197.3"))
    expect(page.get_by_text("1 处要改正").first).to_be_visible()
    expect(page.get_by_role("button", name="存入", exact=True)).to_be_disabled()
    page.get_by_label("把 F4 改成").fill("97.3")
    page.get_by_role("button", name="改正", exact=True).click()
    expect(page.get_by_text("已改正：F4 “197.3”→“97.3”")).to_be_visible()
    expect(page.get_by_text("新增 2 行，更改 0 行，未变 2 行；库里同年有而文件没有的 8 行保持不动。")).to_be_visible()
    assert latest(store) == before
    sign(page)
    accept(page)
    assert held(store, 2021) == {"电子商务": 97.3, "学前教育": 98.9}
    drawn(page, 1)
    page.get_by_role("link", name="打开“就业质量”").click()
    expect(page.locator("h1")).to_have_text("就业质量")
    expect(page.get_by_role("button", name="2021", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(BARS).first).to_be_visible()
    page.get_by_role("button", name="看一年").click()
    expect(page.locator(BARS)).to_have_count(2)

    visit.open(f"history?release={before + 1}")
    expect(page.get_by_text("导入时改正：F4 “197.3”→“97.3”")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载原文件").click()
    assert download.value.path().read_text(encoding="utf-8") == HEADER + KNOWN.replace("97.3", "197.3")
    page.get_by_text("撤销这次发布").first.click()
    page.get_by_label("经手人").fill("王老师")
    page.get_by_label("经手人").press("Enter")
    page.get_by_role("button", name="撤销这次发布").click()
    expect(
        page.get_by_text(f"第 {before + 2} 次发布：撤销了第 {before + 1} 次，换下 2 行，恢复 0 行。")
    ).to_be_visible()
    assert held(store, 2021) == {}
    visit.open("employment")
    drawn(page, 4)
    expect(page.get_by_role("button", name="2021", exact=True)).to_have_count(0)


def test_a_name_never_seen_is_asked_about_and_the_answer_is_remembered(visit: Visit, store: Store) -> None:
    row = "1,电子商务专业,99.8,99.9,96.7,97.3,3378,3400\n2,无人机操控,/,99,/,90,/,4100\n"
    page = drop(visit, HEADER + row)
    answer(page, "电子商务专业", "“电子商务”的另一种写法")
    expect(page.get_by_text("按别名读：“电子商务专业”→“电子商务”")).to_be_visible()
    expect(page.get_by_text("1 个没见过的名称")).to_be_visible()
    answer(page, "无人机操控", "新的")
    expect(page.get_by_text("没见过的名称")).to_have_count(0)
    sign(page)
    accept(page)
    assert held(store, 2021) == {"电子商务": 97.3, "无人机操控": 90}
    assert held(store, 2020)["电子商务"] == 96.7
    page = drop(visit, HEADER.replace("2021", "2022") + row, "synthetic-2022.csv")
    expect(page.get_by_text("新增 2 行，更改 0 行，未变")).to_be_visible()
    expect(page.get_by_text("没见过")).to_have_count(0)


def test_a_figure_of_an_earlier_year_stays_unless_the_file_is_chosen(visit: Visit, store: Store) -> None:
    page = drop(visit, HEADER + KNOWN.replace("96.7,97.3", "95.5,97.3"))
    expect(page.get_by_text("存入之前还差：1 个往年的数与库里的不同")).to_be_visible()
    page.get_by_role("button", name="都用库里的").click()
    sign(page)
    accept(page)
    assert held(store, 2020)["电子商务"] == 96.7
    assert held(store, 2021)["电子商务"] == 97.3


def test_the_second_of_two_people_previews_again(visit: Visit, store: Store) -> None:
    page = drop(visit, HEADER + KNOWN)
    sign(page)
    expect(page.get_by_role("button", name=re.compile("^存入："))).to_be_enabled()
    other = "年份,专业,就业率,对口就业率,初次就业起薪\n2021,电子商务,98,95,3300\n"
    first = load(store, read_file("other.csv", other.encode(), catalogue.datasets()), "李老师")[0]
    page.get_by_role("button", name=re.compile("^存入：")).click()
    expect(page.get_by_text(f"别人存入了第 {first.release} 次发布")).to_be_visible()
    settled(page)
    expect(page.get_by_text("新增 1 行，更改 1 行，未变 2 行")).to_be_visible()
    assert latest(store) == first.release
    accept(page)
    assert held(store, 2021)["电子商务"] == 97.3


def test_two_files_that_bring_the_same_row_are_told_before_anything_is_stored(look: Visit, built_url: str) -> None:
    before = latest(attach(built_url))
    page = drop(look, HEADER + KNOWN)
    other = "年份,专业,就业率,对口就业率,初次就业起薪\n2021,电子商务,98,95,3300\n".encode()
    second: FilePayload = {"name": "synthetic-again.csv", "mimeType": "text/csv", "buffer": other}
    expect(page.get_by_label("经手人")).to_be_visible()
    settled(page)
    page.locator("input[type=file]").set_input_files(second)
    expect(page.get_by_text("存入之前还差：3 处要改正")).to_be_visible()
    page.get_by_role("button", name="不导入这个文件").last.click()
    expect(page.get_by_text("处要改正")).to_have_count(0)
    assert latest(attach(built_url)) == before


def test_a_figure_corrected_by_hand_is_a_release_with_its_reason(visit: Visit, store: Store) -> None:
    page = visit.open("employment?years=2020&table=1")
    page.get_by_text("更正数据").click()
    editor = page.get_by_test_id("stDataFrame").last
    expect(editor).to_be_visible()
    editor.scroll_into_view_if_needed()
    settled(page)
    box = editor.bounding_box()
    assert box is not None
    page.mouse.dblclick(box["x"] + 260, box["y"] + 58)
    page.wait_for_timeout(500)
    page.keyboard.press("Control+A")
    page.keyboard.type("84.5", delay=50)
    page.wait_for_timeout(500)
    page.keyboard.press("Enter")
    settled(page)
    page.get_by_label("更正的原因").fill("复核后更正")
    page.get_by_label("更正的原因").press("Enter")
    settled(page)
    page.get_by_role("button", name="去预览").click()
    expect(page.get_by_text("新增 0 行，更改 1 行，")).to_be_visible()
    sign(page)
    accept(page)
    assert held(store, 2020)["服装设计与制作"] == 84.5
    newest = releases(store)[0]
    assert newest.reading.startswith("复核后更正；")
    frame = rows(store, EMPLOYMENT)
    corrected = frame[(frame["year"] == 2020) & (frame["major"] == "服装设计与制作")].iloc[0]
    assert corrected["words"].startswith("就业质量一览表")


def test_every_page_can_be_seen_as_of_a_release(visit: Visit, store: Store) -> None:
    before = latest(store)
    load(store, read_file("synthetic.csv", (HEADER + KNOWN).encode(), catalogue.datasets()), "王老师")
    page = visit.open(f"history?release={before}")
    page.get_by_role("button", name="按这次发布之后的数据看各页").click()
    expect(page.get_by_text(f"现在看到的是第 {before} 次发布之后的数据")).to_be_visible()
    page.get_by_test_id("stSidebarNavLink").get_by_text("就业质量", exact=True).click()
    drawn(page, 4)
    expect(page.get_by_role("button", name="2021", exact=True)).to_have_count(0)
    expect(page).to_have_url(re.compile(f"as_of={before}"))
    page.get_by_role("button", name="回到最新").click()
    expect(page.get_by_role("button", name="2021", exact=True)).to_be_visible()


def test_a_file_that_cannot_be_read_is_told_in_a_sentence(look: Visit) -> None:
    page = look.open("upload")
    picture: FilePayload = {"name": "照片.csv", "mimeType": "text/csv", "buffer": b"\x89PNG\r\n\x1a\n"}
    page.locator("input[type=file]").set_input_files(picture)
    expect(page.get_by_text("文件是图片，请选 .xlsx 或 CSV 表格")).to_be_visible()
    expect(page.get_by_label("经手人")).to_have_count(0)
    page.get_by_role("button", name="不导入这个文件").click()
    expect(page.get_by_text("文件是图片")).to_have_count(0)


def test_tables_of_one_sheet_are_shown_one_by_one_and_an_unnamed_measure_is_asked_about(look: Visit) -> None:
    tables = "专业,2021年就业率\n学前教育,99\n2021年各专业招生人数,\n专业,2021年\n学前教育,40\n"
    page = drop(look, f"{tables}专业,2021年起薪\n学前教育,3000\n")
    expect(page.get_by_text("看不出这是哪项指标（标题：2021年各专业招生人数）").first).to_be_attached()
    expect(page.get_by_text(re.compile("^就业质量，1 行"))).to_have_count(2)
    settled(page)


def test_a_template_filled_in_is_accepted_without_a_question(visit: Visit, store: Store) -> None:
    page = visit.open("upload")
    page.get_by_role("combobox", name="哪张表").click()
    page.get_by_role("option").filter(has_text="就业质量").first.click()
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 CSV 模板").click()
    assert download.value.suggested_filename == "employment-2021.csv"
    template = download.value.path().read_text(encoding="utf-8-sig")
    filled = template.replace("\n2021,电子商务,,,", "\n2021,电子商务,97.3,99.9,3400")
    assert filled != template
    drop(visit, filled)
    expect(page.get_by_text("新增 1 行，更改 0 行，")).to_be_visible()
    sign(page)
    accept(page)
    assert held(store, 2021) == {"电子商务": 97.3}
