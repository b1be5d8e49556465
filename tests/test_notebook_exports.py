"""Notebooks as files: every kind of picture in every export, with the store's figures, safe whatever a user writes."""

import base64
import io
import json
import math
import re
import zipfile
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import docx
import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont
from playwright.sync_api import Browser
from pptx import Presentation
from pptx.oxml.ns import qn
from pypdf import PdfReader

import catalogue
from exports.__main__ import EXPORTERS
from exports.content.content import About, Content, contents
from exports.content.grids import name_of
from exports.content.library import Library
from exports.drawing import pictures
from exports.drawing.plots import Plot, plot
from exports.office.handout import as_docx
from exports.office.slides import as_pptx
from exports.office.workbook import as_workbook
from exports.page import paper
from exports.page.page import as_html
from exports.page.paper import as_pdf
from schema import Cell, Dumbbell, Figures, Language, Notebook, Pair, Scatter, Trend
from store import attach

LANGUAGES: tuple[Language, ...] = ("zh", "en")
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(2)> [链接](javascript:alert(3)) **粗体**"
ABOUT = About("二〇二〇年要点 <b>&", datetime(2026, 11, 24, tzinfo=UTC), 17)
FIGURE_COLUMNS = {Pair: ("school", "other"), Scatter: ("x", "y")}


def quiet(_done: int, _total: int) -> None:
    """Nobody listens."""


@pytest.fixture(scope="module")
def library(built_url: str) -> Library:
    return Library(attach(built_url), catalogue.chapters(), catalogue.datasets(), catalogue.identities())


@pytest.fixture(scope="module", params=LANGUAGES)
def every(request: pytest.FixtureRequest, library: Library) -> tuple[list[Content], Language]:
    """A cell for every view of every chapter, and one of each other kind."""
    cells = [Cell("view", view.name, chapter.id) for chapter in library.chapters for view in chapter.views]
    return contents(library, Notebook("全部", (*cells, *others())), request.param), request.param


@pytest.fixture(scope="module", params=LANGUAGES)
def each_kind(request: pytest.FixtureRequest, library: Library) -> tuple[list[Content], Language]:
    """A cell for each kind of view that the report's figures can draw, and one of each other kind."""
    found: dict[type, Cell] = {}
    for chapter in library.chapters:
        for view in chapter.views:
            if not isinstance(view, Trend) or chapter.id == "certification":
                found.setdefault(type(view), Cell("view", view.name, chapter.id, words=HOSTILE, notes="讲给家长听"))
    return contents(library, Notebook("各类", (*found.values(), *others())), request.param), request.param


def others() -> list[Cell]:
    return [
        Cell("figures", "students,graduates,retention_rate"),
        Cell("table", "employment", "employment"),
        Cell("finding"),
        Cell("text", title="=1+1", words=f"=2+3\n\n{HOSTILE}"),
    ]


def stored(one: Content) -> list[float]:
    """The figures that the picture draws, as the store has them."""
    assert one.picture is not None
    frame = one.picture.kept
    if isinstance(one.picture.view, Dumbbell):
        frame = frame[frame["year"].isin([frame["year"].min(), frame["year"].max()])]
    columns = FIGURE_COLUMNS.get(type(one.picture.view), ("value",))
    if isinstance(one.picture.view, Scatter):
        last = frame[frame["year"] == frame["year"].max()].dropna(subset=list(columns))
        frame = frame[frame["member"].isin(last["member"])]
    return sorted(float(value) for name in columns for value in frame[name].dropna())


def sheet_of(workbook: bytes) -> Worksheet:
    return load_workbook(io.BytesIO(workbook))["Sheet1"]


def charts_of(sheet: Any) -> list[object]:
    return list(sheet._charts)


def figures_of(sheet: Worksheet, drawn: Plot, top: int = 1) -> list[float]:
    """The figures in the sheet under the plot's own headings; a missing one must be an empty cell."""
    rows = list(sheet.iter_rows(min_row=top, values_only=True))
    width = len(drawn.series) * (2 if drawn.before[0] else 1)
    body = [row[1 : 1 + width] for row in rows[1 : 1 + len(drawn.names)]]
    return sorted(float(value) for row in body for value in row if isinstance(value, int | float))


def test_every_slide_has_a_native_chart_with_the_figures_of_the_store(every: tuple[list[Content], Language]) -> None:
    shown, language = every
    deck = Presentation(io.BytesIO(as_pptx(shown, ABOUT, language, quiet)))
    slides = list(deck.slides)[1:]
    assert len(slides) == len(shown)
    for slide, one in zip(slides, shown, strict=True):
        assert slide.shapes.title is not None
        assert slide.shapes.title.text_frame.text == one.title
        charts = [shape for shape in slide.shapes if shape.has_chart]
        assert len(charts) == (one.picture is not None)
        for shape in charts:
            assert one.picture is not None
            drawn = plot(one.picture, language)
            workbook = shape.chart.part.chart_workbook.xlsx_part.blob
            assert figures_of(sheet_of(workbook), drawn) == pytest.approx(stored(one)), one.title
            kept = [
                float(point.text)
                for cache in shape.chart._chartSpace.iter(qn("c:val"))
                for point in cache.iter(qn("c:v"))
            ]
            if drawn.form in ("bars", "stacked", "ranks"):
                assert sorted(kept) == pytest.approx(stored(one)), one.title


def test_no_name_and_no_word_is_lost_on_the_slides(each_kind: tuple[list[Content], Language]) -> None:
    shown, language = each_kind
    deck = Presentation(io.BytesIO(as_pptx(shown, ABOUT, language, quiet)))
    for slide, one in zip(list(deck.slides)[1:], shown, strict=True):
        text = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert one.below in text
        if one.cell.words == HOSTILE and one.picture is not None:
            assert "<script>alert(1)</script>" in text
            assert "讲给家长听" in slide.notes_slide.notes_text_frame.text
        for shape in slide.shapes:
            if shape.has_chart and one.picture is not None:
                xml = shape.chart.part.blob.decode()
                for name in one.picture.kept.dropna(subset=figure_columns(one))["member"]:
                    assert name_of(name).split(" ")[0] in xml
                sizes = [int(size) for size in re.findall(r'sz="(\d+)"', xml)]
                assert min(sizes) >= 1400
                assert '<a:ea typeface="Microsoft YaHei"/>' in xml
                assert '<c:dispBlanksAs val="gap"/>' in xml


def figure_columns(one: Content) -> list[str]:
    assert one.picture is not None
    return list(FIGURE_COLUMNS.get(type(one.picture.view), ("value",)))


@pytest.fixture(scope="module")
def bold_face() -> FreeTypeFont:
    """A Chinese face to measure in, at 100 points."""
    found = [
        file for folder in pictures.FONT_FOLDERS if folder.is_dir() for file in folder.rglob("NotoSansCJK-Bold.ttc")
    ]
    if not found:
        pytest.skip("no Noto Sans CJK on this computer: `make test` installs it with apt where that is permitted")
    return ImageFont.truetype(str(found[0]), 100)


def test_a_title_fits_its_place(every: tuple[list[Content], Language], bold_face: FreeTypeFont) -> None:
    shown, language = every
    deck = Presentation(io.BytesIO(as_pptx(shown, ABOUT, language, quiet)))
    for slide in list(deck.slides)[1:]:
        title = slide.shapes.title
        assert title is not None
        size = title.text_frame.paragraphs[0].runs[0].font.size
        assert size is not None
        lines = math.ceil(bold_face.getlength(title.text_frame.text) / 100 * size / title.width)
        assert lines * size * 1.2 <= title.height, title.text_frame.text


def test_every_sheet_has_the_figures_as_numbers_and_a_chart(every: tuple[list[Content], Language]) -> None:
    shown, language = every
    made = as_workbook(shown, ABOUT, language, quiet)
    book = load_workbook(io.BytesIO(made))
    assert len(book.sheetnames) == len(shown) + 1
    for name, one in zip(book.sheetnames[1:], shown, strict=True):
        sheet = book[name]
        texts = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
        assert any(one.title in text for text in texts)
        assert len(charts_of(sheet)) == (one.picture is not None)
        if one.picture is not None:
            drawn = plot(one.picture, language)
            heading = drawn.series[-1].name
            top = next(row for row in range(1, 60) if heading in [cell.value for cell in sheet[row]][1:])
            assert figures_of(sheet, drawn, top) == pytest.approx(stored(one)), one.title
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_every_section_of_the_handout_has_its_chart_and_its_words(every: tuple[list[Content], Language]) -> None:
    shown, language = every
    made = as_docx(shown, ABOUT, language, quiet)
    document = docx.Document(io.BytesIO(made))
    headings = [one.text for one in document.paragraphs if one.style is not None and one.style.name == "Heading 1"]
    assert headings == [one.title for one in shown]
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        for place, one in enumerate(shown, start=1):
            if one.picture is not None:
                drawn = plot(one.picture, language)
                assert figures_of(sheet_of(package.read(f"word/embeddings/chart{place}.xlsx")), drawn) == pytest.approx(
                    stored(one)
                )
                assert b"externalData" in package.read(f"word/charts/chart{place}.xml")


def test_a_missing_figure_is_a_gap_and_never_nought(library: Library) -> None:
    shown = contents(library, Notebook("一", (Cell("view", "Trend:pass_rate,major", "certification"),)), "zh")
    assert shown[0].picture is not None
    drawn = plot(shown[0].picture, "zh")
    building = next(one for one in drawn.series if one.name == "建筑施工")
    assert (drawn.names, building.values) == (("2018", "2019", "2020"), (95.0, 96.92, None))
    deck = Presentation(io.BytesIO(as_pptx(shown, ABOUT, "zh", quiet)))
    chart = next(shape.chart for shape in list(deck.slides)[1].shapes if shape.has_chart)
    sheet = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))["Sheet1"]
    column = next(cell.column for cell in sheet[1] if cell.value == "建筑施工")
    assert [sheet.cell(row, column).value for row in (2, 3, 4)] == [95, 96.92, None]
    series = next(one for one in chart.plots[0].series if one.name == "建筑施工")
    known = [(p.get("idx"), p[0].text) for p in series._element.find(qn("c:yVal")).iter(qn("c:pt"))]
    assert known[:2] == [("0", "95"), ("1", "96.92")]
    assert all(place != "2" for place, _ in known)
    assert "没有数据的原因" in shown[0].note


def test_the_page_holds_every_word_as_text_and_fetches_nothing(each_kind: tuple[list[Content], Language]) -> None:
    shown, language = each_kind
    page = as_html(shown, ABOUT, language, quiet).decode()
    body = page.split("<body>")[1].split("</main>")[0]
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert not re.search(r"<(?:img|iframe|link|object|embed|base|form)\b", body)
    assert not re.search(r"<[^>]*\b(?:src|srcset|action|onerror)=", body)
    assert set(re.findall(r'<a href="([^"]*)"', page)) == {f"#cell-{n}" for n in range(1, len(shown) + 1)}
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert "default-src &#x27;none&#x27;" in policy[1]
    assert "unsafe-eval" not in policy[1]
    for script in re.findall(r"<script>(.*?)</script>", page, re.DOTALL):
        assert base64.b64encode(sha256(script.encode()).digest()).decode() in policy[1]
    for specification in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL):
        assert json.loads(specification)["params"]


@pytest.fixture(scope="module")
def page_file(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    cells = (
        Cell("view", "Dumbbell:matched_rate,major", "employment", years=(2019, 2020), words=HOSTILE, title=HOSTILE),
        Cell("view", "Pair:school_mean,city_mean,grade,subject", "exams", shown=("数学",)),
    )
    file = tmp_path_factory.mktemp("page") / "年报.html"
    file.write_bytes(as_html(contents(library, Notebook("页", cells), "zh"), ABOUT, "zh", quiet))
    return file


def test_the_page_draws_and_filters_with_the_network_off(page_file: Path, browser: Browser) -> None:
    context = browser.new_context(offline=True, viewport={"width": 1100, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto(page_file.as_uri())
    page.locator("figure[data-drawn=true]").nth(1).wait_for()
    first, second = page.locator("section").first, page.locator("section").nth(1)
    chart = first.locator("svg.marks")
    assert chart.get_by_text("85.5 +11.9", exact=False).count() == 1
    first.get_by_role("button", name="2019").click()
    chart.get_by_text("85.5", exact=True).wait_for()
    assert chart.get_by_text("+11.9", exact=False).count() == 0
    first.locator("summary").first.click()
    first.get_by_role("checkbox", name="会计电算化").check()
    chart.get_by_text("工业与民用建筑").wait_for(state="detached")
    assert chart.get_by_text("会计电算化").count() == 1
    assert second.locator("svg.marks").get_by_text("语文").count() == 0
    assert second.locator("svg.marks").get_by_text("数学").count() > 0
    chart.locator(".mark-symbol.role-mark path").first.hover()
    page.locator("#vg-tooltip-element.visible").get_by_text("会计电算化").wait_for()
    context.close()
    assert wrong == []
    assert asked == [page_file.as_uri()]


def test_the_pages_to_print_hold_every_title_and_name(each_kind: tuple[list[Content], Language]) -> None:
    shown, language = each_kind
    shown = shown if language == "zh" else shown[:2]
    reader = PdfReader(io.BytesIO(as_pdf(shown, ABOUT, language, quiet)))
    text = squeezed("".join(page.extract_text() for page in reader.pages))
    for one in shown:
        assert squeezed(one.title)[:24] in text
        if one.picture is not None:
            assert squeezed(str(one.picture.kept.dropna(subset=figure_columns(one))["member"].iloc[0])[:6]) in text
    assert squeezed("<script>alert(1)</script>") in text


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_without_a_chinese_font_no_pdf_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "has_chinese_font", lambda: False)
    with pytest.raises(pictures.NoChineseFont):
        as_pdf([], ABOUT, "zh", quiet)


def test_one_picture_of_a_notebook_keeps_its_filter(library: Library) -> None:
    cell = Cell(
        "view", "Bars:starting_salary,major", "employment", years=(2020,), shown=("会计电算化",), pick="会计电算化"
    )
    one = contents(library, Notebook("一", (cell,)), "zh")[0]
    assert one.picture is not None
    drawn = pictures.as_svg(pictures.spec_of(one.picture, "zh"))
    assert "会计电算化" in drawn
    assert "数控技术应用" not in drawn
    assert pictures.as_png(pictures.spec_of(one.picture, "zh")).startswith(b"\x89PNG")


def test_no_text_becomes_a_formula(library: Library) -> None:
    shown = contents(library, Notebook("一", (Cell("text", title="=1+1", words="=2+3\n\n@sum\n\n-4"),)), "zh")
    made = as_workbook(shown, About("=cmd", ABOUT.made_at, 1), "zh", quiet)
    cells = [cell for sheet in load_workbook(io.BytesIO(made)) for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value} <= {"s", "n"}
    texts = [str(cell.value) for cell in cells if cell.value]
    assert {"'=cmd", "'=1+1", "'=2+3", "'@sum"} <= set(texts)


def test_sheet_names_are_such_as_excel_takes(library: Library) -> None:
    titles = ["a/b\\c:d*e?f[g]h'i", "长" * 60, "😀" * 60, "一样", "一样"]
    cells = tuple(Cell("text", title=title) for title in titles)
    made = as_workbook(contents(library, Notebook("名", cells), "zh"), ABOUT, "zh", quiet)
    names = load_workbook(io.BytesIO(made)).sheetnames[1:]
    assert len(set(names)) == len(titles)
    assert all(len(name.encode("utf-16-le")) <= 62 and not re.search(r"[\[\]:*?/\\']", name) for name in names)


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_export_tells_how_far_it_is(name: str, library: Library) -> None:
    told: list[tuple[int, int]] = []
    cells = tuple(Cell("text", title=title) for title in "一二三")
    made = EXPORTERS[name](contents(library, Notebook("三", cells), "zh"), ABOUT, "zh", lambda *at: told.append(at))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert made


def test_a_name_that_looks_like_a_reference_stays_a_name(library: Library) -> None:
    one = contents(library, Notebook("一", (Cell("view", "Dumbbell:matched_rate,major", "employment"),)), "zh")[0]
    assert one.picture is not None
    frame = one.picture.frame.assign(member=one.picture.frame["member"].replace("会计电算化", "Sheet1!A1"))
    assert isinstance(frame, pd.DataFrame)
    renamed = type(one)(**{**one.__dict__, "picture": type(one.picture)(**{**one.picture.__dict__, "frame": frame})})
    deck = Presentation(io.BytesIO(as_pptx([renamed], ABOUT, "zh", quiet)))
    chart = next(shape.chart for shape in list(deck.slides)[1].shapes if shape.has_chart)
    assert "Sheet1！A1" in chart.part.blob.decode()


def test_every_kind_of_view_is_among_those_tested(each_kind: tuple[list[Content], Language], library: Library) -> None:
    kinds = {type(view) for chapter in library.chapters for view in chapter.views} - {Figures}
    assert {type(one.picture.view) for one in each_kind[0] if one.picture is not None} == kinds
