"""Notebooks: kept in versions, undone, live or frozen; a cell says when its figures have moved; the first draft."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command

import catalogue
from exports.content.content import Content, content, contents
from exports.content.draft import NoSuchYear, draft
from exports.content.library import Library
from loaders import load, read_file
from schema import Cell, Chapter, DeclarationError, Figures, Language, Notebook
from store import Store, attach, open_store
from store.engine import _alembic
from store.notebooks import ChangedMeanwhile, NoNotebook, notebooks, read, remove, save, undo, versions
from store.releases import undo as undo_release

ROOT = Path(__file__).parent.parent
MATCHED = Cell("view", "Dumbbell:matched_rate,major", "employment", years=(2019, 2020))


def library(store: Store) -> Library:
    return Library(store, catalogue.chapters(), catalogue.datasets(), catalogue.identities())


@pytest.fixture(scope="module")
def held(built_url: str) -> Library:
    """The report's figures, which no test changes."""
    return library(attach(built_url))


def change(store: Store, file: str, old: str, new: str) -> None:
    """Load a CSV of `data/` with one text replaced: synthetic, for the test alone."""
    text = (ROOT / "data" / file).read_text(encoding="utf-8")
    assert old in text
    load(store, list(read_file(file, text.replace(old, new).encode(), catalogue.datasets())), "test")


@pytest.mark.parametrize("chapter", catalogue.chapters(), ids=lambda chapter: chapter.id)
def test_every_view_has_a_name_of_its_own(chapter: Chapter) -> None:
    assert [chapter.view(view.name) for view in chapter.views] == list(chapter.views)


@pytest.mark.parametrize(
    ("chapter", "name", "first"),
    [
        ("employment", "Dumbbell:starting_salary,major", "服装设计与制作"),
        ("employment", "Scatter:employment_rate,starting_salary,major", "服装设计与制作"),
        ("exams", "Bars:school_mean,subject@grade=高一", "数学"),
        ("enrolment", "Bars:value,indicator@indicator=staff", None),
        ("enrolment", "Bars:value,indicator@indicator=students", "在校生"),
        ("employment", "Bars:major,starting_salary", None),
        ("employment", "Bars:starting_salary,major; drop", None),
        ("employment", "Stacked:starting_salary,major", None),
        ("employment", "Bars:starting_salary,major@gone=x", None),
    ],
)
def test_a_view_that_no_chapter_declares_is_asked_for_by_name(
    held: Library, chapter: str, name: str, first: str | None
) -> None:
    shown = content(held, Cell("view", name, chapter), "zh")
    assert (shown.picture is not None) == (first is not None)
    assert first is None or first in str(shown.grid)


def test_a_view_declared_twice_is_refused() -> None:
    chapter = catalogue.chapters()[0]
    with pytest.raises(DeclarationError, match="declared twice"):
        replace(chapter, views=(*chapter.views, chapter.views[0]))


def test_cells_are_added_moved_duplicated_changed_and_removed() -> None:
    one, two, three = (Cell("text", title=title) for title in ("一", "二", "三"))
    book = Notebook("笔记", (one, two))
    assert [cell.title for cell in book.added(three, after=one.id).cells] == ["一", "三", "二"]
    assert [cell.title for cell in book.moved(two.id, -5).cells] == ["二", "一"]
    assert [cell.title for cell in book.moved(one.id, 1).cells] == ["二", "一"]
    doubled = book.duplicated(one.id)
    assert [cell.title for cell in doubled.cells] == ["一", "一", "二"]
    assert doubled.cells[0].id != doubled.cells[1].id
    assert book.changed(two.id, lambda cell: replace(cell, words="写")).cells[1].words == "写"
    assert book.removed(one.id).cells == (two,)
    assert book.copied("另一本").id != book.id
    assert book.moved("unknown", 1) == book.duplicated("unknown") == book.removed("unknown") == book


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Notebook(" "),
        lambda: Cell("script"),  # type: ignore[arg-type] # a file or a link can say what the types forbid
        lambda: Cell("text", title="长" * 301),
        lambda: Cell("text", words="长" * 20_001),
        lambda: Notebook("重复", (MATCHED, MATCHED)),
    ],
)
def test_what_no_notebook_can_be_is_refused(wrong: Callable[[], object]) -> None:
    with pytest.raises(DeclarationError):
        wrong()


def test_a_notebook_comes_back_as_it_was_saved(store: Store) -> None:
    book = Notebook(
        "年度要点", (replace(MATCHED, shown=("会计电算化",), words="**升**", frozen=3, written_at=2), Cell("text"))
    )
    version = save(store, book, "王老师")
    kept = read(store, book.id)
    assert (kept.notebook, kept.version, kept.made_by) == (book, version, "王老师")
    assert save(store, book, "李老师") == version
    assert [one.notebook for one in notebooks(store)] == [book]


def test_undo_goes_back_version_by_version_and_nothing_is_lost(store: Store) -> None:
    book = Notebook("甲")
    save(store, book, "王")
    save(store, book.retitled("乙"), "王")
    save(store, book.retitled("丙"), "王")
    assert undo(store, book.id, "王") is not None
    assert read(store, book.id).notebook.title == "乙"
    undo(store, book.id, "王")
    assert read(store, book.id).notebook.title == "甲"
    assert undo(store, book.id, "王") is None
    save(store, book.retitled("丁"), "王")
    undo(store, book.id, "王")
    assert read(store, book.id).notebook.title == "甲"
    assert [one.notebook.title for one in versions(store, book.id)] == ["甲", "丁", "甲", "乙", "丙", "乙", "甲"]


def test_a_removed_notebook_is_put_away_and_comes_back(store: Store) -> None:
    book = Notebook("甲")
    save(store, book, "王")
    remove(store, book.id, "王")
    assert notebooks(store) == []
    assert read(store, book.id).removed
    undo(store, book.id, "王")
    assert [one.notebook for one in notebooks(store)] == [book]


def test_a_change_from_an_old_version_is_refused(store: Store) -> None:
    book = Notebook("甲")
    seen = save(store, book, "王")
    theirs = save(store, book.retitled("乙"), "李")
    with pytest.raises(ChangedMeanwhile) as refused:
        save(store, book.retitled("丙"), "王", seen=seen)
    assert refused.value.version == theirs
    assert read(store, book.id).notebook.title == "乙"


def test_a_store_without_notebooks_has_none(tmp_path: Path) -> None:
    bare = attach(f"sqlite:///{tmp_path / 'bare.db'}")
    assert notebooks(bare) == versions(bare, "x") == []
    with pytest.raises(NoNotebook):
        read(bare, "x")


def test_an_unknown_notebook_is_neither_read_undone_nor_removed(store: Store) -> None:
    for asked in (read, lambda s, n: undo(s, n, "王"), lambda s, n: remove(s, n, "王")):
        with pytest.raises(NoNotebook):
            asked(store, "unknown")


def test_a_store_of_the_schema_before_is_upgraded_with_its_rows(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    old = attach(url)
    command.upgrade(_alembic(old.engine), "0003")
    with old.engine.begin() as connection:
        connection.execute(sa.text("INSERT INTO school (id, name) VALUES (1, '测试学校')"))
    upgraded = open_store(url, catalogue.datasets())
    with upgraded.reading() as connection:
        assert connection.scalar(sa.text("SELECT name FROM school")) == "测试学校"
    save(upgraded, Notebook("甲"), "王")
    assert len(notebooks(upgraded)) == 1
    assert list(tmp_path.glob("old.*.backup.db"))


def test_a_live_cell_says_that_its_figures_moved_and_a_frozen_one_stays(store: Store) -> None:
    before = library(store)
    written = replace(MATCHED, words="最高 99.4%", written_at=before.latest)
    assert content(before, written, "zh").moved == ""
    change(store, "employment.csv", "2020,数控技术应用,99.8,99.3,4645", "2020,数控技术应用,99.8,91.5,4645")
    after = library(store)
    live = content(after, written, "zh")
    assert "数控技术应用 对口就业率（%） 2020 99.3 → 91.5" in live.moved
    assert f"第 {after.latest} 次发布" in live.state
    assert live.state.startswith("实时")
    frozen = content(after, replace(written, frozen=before.latest), "zh")
    assert (frozen.moved, frozen.state[:2]) == ("", "冻结")
    assert frozen.grid == content(before, written, "zh").grid != live.grid
    assert "99.3 → 91.5" in content(after, written, "en").moved
    other = replace(MATCHED, shown=("会计电算化",), written_at=before.latest)
    assert content(after, other, "zh").moved == ""


def test_a_finding_that_no_longer_stands_is_shown_as_it_was_and_says_so(store: Store) -> None:
    before = library(store)
    found = next(one for one in before.findings(before.latest) if "employment.employment_rate" in one.columns)
    cell = Cell("finding", found.id, written_at=before.latest)
    assert content(before, cell, "zh").note == ""
    change(store, "employment.csv", "2020,工业与民用建筑,99.95,", "2020,工业与民用建筑,100,")
    gone = content(library(store), cell, "zh")
    assert "已不成立" in gone.note
    assert "99.95" in gone.title


def test_a_year_taken_back_is_a_movement_and_so_are_other_findings(store: Store) -> None:
    change(store, "satisfaction.csv", "2020,", "2021,")
    before = library(store)
    live = Cell("view", "Bars:dissatisfied,item", "satisfaction", years=(2021,), written_at=before.latest)
    audit = Cell("finding", written_at=before.latest)
    undo_release(store, before.latest, "test")
    after = library(store)
    assert "0.94 → 无" in content(after, live, "zh").moved
    assert content(after, live, "zh").note == "2021年没有数据"
    assert bool(content(after, audit, "zh").moved) == (
        len(before.findings(before.latest)) != len(after.findings(after.latest))
    )


@pytest.mark.parametrize(
    "cell",
    [
        Cell("view", "Bars:gone,major", "employment", words="我的话"),
        Cell("view", MATCHED.subject, "gone", words="我的话"),
        Cell("table", "gone", "employment", words="我的话"),
        Cell("figures", "gone", words="我的话"),
        Cell("finding", "gone", words="我的话"),
    ],
    ids=lambda cell: f"{cell.kind} {cell.subject}",
)
def test_a_cell_whose_subject_is_no_more_says_so_and_keeps_its_words(cell: Cell, held: Library) -> None:
    shown = content(held, cell, "zh")
    assert "已不在" in shown.title
    assert (shown.words, shown.picture, shown.grid) == ("我的话", None, None)


def test_a_title_is_computed_until_it_is_written(held: Library) -> None:
    assert content(held, MATCHED, "zh").title.startswith("10个专业的对口就业率7个上升、3个下降")
    assert content(held, MATCHED, "en").title.startswith("Matched employment rate in 10 majors: 7 up, 3 down")
    own = content(held, replace(MATCHED, title="对口率\n普遍上升\x00"), "zh")
    assert (own.title, own.said[:5]) == ("对口率 普遍上升", "10个专业")


def test_a_filter_reaches_the_figures_the_sentence_and_the_source(held: Library) -> None:
    shown = content(held, replace(MATCHED, shown=("数控技术应用",), years=(2020,)), "zh")
    assert shown.grid is not None
    assert shown.grid.texts("zh") == [["数控技术应用", "99.3"]]
    assert shown.title == "数控技术应用对口就业率99.3%"
    assert shown.source == "来源：质量年报第 2.4.1 节 · 第 9 次发布"
    empty = content(held, replace(MATCHED, years=(1999,)), "zh")
    assert (empty.note, empty.picture) == ("所选年份没有数据", None)


@pytest.mark.parametrize(("year", "least", "language"), [(2020, 8, "en"), (2019, 8, "zh"), (2018, 2, "zh")])
def test_a_draft_has_a_sentence_for_every_cell(held: Library, year: int, least: int, language: Language) -> None:
    book = draft(held, year, language)
    shown = contents(held, book, language)
    assert least <= len(shown) <= 10
    assert str(year) in book.title
    assert all(one.title for one in shown)
    assert all(one.words for one in shown if one.cell.kind in ("text", "finding"))
    assert all(one.notes for one in shown if one.cell.kind == "view")
    pinned = [(one.cell.chapter, one.cell.subject) for one in shown if one.cell.kind == "view"]
    assert len(pinned) == len(set(pinned))
    assert all(one.picture is not None for one in shown if one.cell.kind == "view")
    assert all(year in one.picture.years for one in shown if one.picture is not None)


def test_a_draft_names_the_most_unusual_movement_first(held: Library) -> None:
    book = draft(held, 2020, "zh")
    assert "工业与民用建筑对口就业率由73\\.6%升至85\\.5%" in book.cells[0].words.splitlines()[2]
    assert [cell.kind for cell in book.cells[:2]] == ["text", "figures"]
    assert book.cells[-1].kind == "finding"
    assert all(cell.written_at and cell.frozen is None for cell in book.cells)


def test_a_store_of_one_year_is_drafted_too(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'one.db'}", catalogue.datasets())
    file = ROOT / "data" / "satisfaction.csv"
    load(store, list(read_file(file.name, file.read_bytes(), catalogue.datasets())), "test")
    held = library(store)
    shown = contents(held, draft(held, 2020, "zh"), "zh")
    assert [one.cell.chapter for one in shown if one.picture is not None] == ["satisfaction", "satisfaction"]
    assert "库中2020年的数据如下" in shown[0].words


def test_a_year_that_the_store_has_not_is_said(held: Library) -> None:
    with pytest.raises(NoSuchYear) as refused:
        draft(held, 1999, "zh")
    assert refused.value.args[1] == [2018, 2019, 2020]


def test_every_view_of_every_chapter_can_be_pinned(held: Library) -> None:
    for chapter in held.chapters:
        for view in chapter.views:
            for language in ("zh", "en"):
                shown: Content = content(held, Cell("view", view.name, chapter.id), language)
                assert shown.title
                assert shown.source
                assert shown.grid is not None
                assert shown.grid.rows
                assert (shown.picture is None) == (isinstance(view, Figures) or bool(shown.note and not shown.picture))
