"""What files printed is kept with their releases; a figure is traced to its cell, through undo as well."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

import catalogue
from loaders import ACCEPTED, kept, load, load_in_bulk, preview, read_file
from loaders.files.read import sheets
from store import Store, open_store
from store.evidence import Origin, evidence, origins
from store.releases import UndoRefused, taken_along, undo
from store.rows import rows
from store.tables import evidence as kept_evidence
from store.tables import undone
from tests.tracing import traced

REPORT = Path(__file__).parent / "files" / "report" / "whole_report.xlsx"
DATASETS = catalogue.datasets()
EMPLOYMENT = next(dataset for dataset in DATASETS if dataset.id == "employment")
NURSE = (2021, "护理")


@pytest.fixture
def empty(tmp_path: Path) -> Store:
    return open_store(f"sqlite:///{tmp_path / 'school.db'}", DATASETS)


def take(store: Store, text: str, name: str = "first.csv") -> int:
    [accepted] = load(store, read_file(name, text.encode(), DATASETS), "tester")
    assert accepted.release is not None
    return accepted.release


def origin(store: Store, column: str, as_of: int | None = None) -> Origin | None:
    return origins(store, EMPLOYMENT, [2021], as_of).of(NURSE, column)


def place(found: Origin | None) -> tuple[Any, ...]:
    assert found is not None
    return found.file, found.evidence.row, found.evidence.column, found.evidence.text


PRINTED = """2021年就业质量,,
专业,就业率,较上年
护理,{rate},{change}
"""


def changes(store: Store) -> list[str]:
    return [one.text for one in evidence(store) if one.kind == "change"]


def test_the_same_figures_with_another_printed_change_are_a_release_that_can_be_undone(empty: Store) -> None:
    first = PRINTED.format(rate="98.2", change="+0.5")
    take(empty, first)
    [again] = load(empty, read_file("again.csv", first.encode(), DATASETS), "tester")
    assert again.release is None
    mended = read_file("mended.csv", PRINTED.format(rate="98.2", change="+0.2").encode(), DATASETS)
    [accepted] = load(empty, mended, "tester")
    assert (accepted.release, accepted.new, accepted.changed, accepted.unchanged) == (2, 0, 0, 1)
    assert changes(empty) == ["+0.5", "+0.2"]
    undo(empty, 2, "tester")
    assert changes(empty) == ["+0.5"]
    with pytest.raises(UndoRefused):
        undo(empty, 2, "tester")


def test_a_store_without_cells_gets_them_from_the_same_file(empty: Store) -> None:
    text = PRINTED.format(rate="98.2", change="+0.5")
    take(empty, text)
    with empty.writing() as connection:
        connection.execute(sa.delete(kept_evidence))
    [accepted] = load(empty, read_file("first.csv", text.encode(), DATASETS), "tester")
    assert accepted.release == 2
    assert place(origin(empty, "employment_rate")) == ("first.csv", 3, 2, "98.2")


def test_each_figure_of_a_workbook_is_traced_to_its_cell(empty: Store) -> None:
    content = REPORT.read_bytes()
    load(empty, read_file(REPORT.name, content, DATASETS), "tester")
    cells = {
        (sheet.name, line.row, at): text
        for sheet in sheets(content)
        for line in sheet.lines
        for at, text in enumerate(line.cells, 1)
    }
    found = [one for figure in traced(empty, DATASETS) if (one := figure.origin) is not None]
    for one in found:
        cell = one.evidence
        assert one.file == REPORT.name
        assert cells[cell.sheet, cell.row, cell.column].strip() == cell.text
        assert cell.path
    assert len(found) > 300


def test_what_was_printed_is_read_back_as_the_reading_has_it(empty: Store) -> None:
    readings = read_file(REPORT.name, REPORT.read_bytes(), DATASETS)
    load(empty, readings, "tester")
    held = {one.release: one for one in evidence(empty)}
    assert len(held) > 10
    told = [one for reading in readings if reading.dataset for one in reading.evidence]
    assert len(evidence(empty)) == len(told)
    assert {one.kind for one in evidence(empty)} == {one.kind for one in told}


def test_each_figure_of_a_row_comes_from_the_file_that_brought_it(empty: Store) -> None:
    take(empty, "年份,专业,就业率\n2021,护理,99\n")
    second = take(empty, "年份,专业,对口就业率\n2021,护理,80\n", "second.csv")
    assert place(origin(empty, "employment_rate")) == ("first.csv", 2, 3, "99")
    assert place(origin(empty, "matched_rate")) == ("second.csv", 2, 3, "80")
    assert origin(empty, "starting_salary") is None
    assert origin(empty, "matched_rate", as_of=second - 1) is None


def test_an_undone_file_is_no_origin_until_the_undo_is_undone(empty: Store) -> None:
    first = take(empty, "年份,专业,就业率\n2021,护理,99\n")
    second = take(empty, "年份,专业,就业率\n2021,护理,98\n", "second.csv")
    undoing = undo(empty, second, "tester").release
    assert place(origin(empty, "employment_rate")) == ("first.csv", 2, 3, "99")
    assert place(origin(empty, "employment_rate", as_of=second)) == ("second.csv", 2, 3, "98")
    undo(empty, undoing, "tester")
    assert place(origin(empty, "employment_rate")) == ("second.csv", 2, 3, "98")
    undo(empty, first, "tester", along=taken_along(empty, first))
    assert origin(empty, "employment_rate") is None
    assert evidence(empty) == []


def test_a_figure_that_was_not_taken_is_kept_as_restated(empty: Store) -> None:
    take(empty, "年份,专业,就业率\n2021,护理,99\n2022,护理,90\n")
    text = "年份,专业,就业率,对口就业率\n2021,护理,98,80\n"
    [reading] = read_file("second.csv", text.encode(), DATASETS)
    seen = preview(reading, rows(empty, EMPLOYMENT), {})
    stay = [(change.place, name) for change, name in seen.rewritten if name == "employment_rate"]
    load(empty, [kept(reading, stay)], "tester")
    assert place(origin(empty, "employment_rate")) == ("first.csv", 2, 3, "99")
    assert place(origin(empty, "matched_rate")) == ("second.csv", 2, 4, "80")
    assert [(one.text, one.column_id) for one in evidence(empty) if one.kind == "restated"] == [
        ("98", "employment_rate")
    ]


def test_a_row_of_a_large_file_is_traced_to_its_line(empty: Store) -> None:
    take(empty, "年份,专业,就业率\n2021,护理,99\n")
    content = "年份,专业,对口就业率\n2020,护理,70\n2021,护理,80\n".encode()
    done = load_in_bulk(empty, "b.csv", content, DATASETS, "t", lambda *_: None, ACCEPTED)
    assert done.accepted is not None
    assert place(origin(empty, "matched_rate")) == ("b.csv", 3, 0, "")
    assert place(origin(empty, "employment_rate")) == ("first.csv", 2, 3, "99")
    assert {one.release for one in evidence(empty)} == {1}
    undo(empty, 2, "tester")
    assert origin(empty, "matched_rate") is None


def test_a_store_from_before_evidence_is_upgraded_with_what_was_undone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    store = open_store(url, DATASETS)
    first = take(store, "年份,专业,就业率\n2021,护理,99\n")
    take(store, "年份,专业,就业率\n2021,护理,98\n", "second.csv")
    undo(store, first, "tester", along=taken_along(store, first))
    with store.reading() as connection:
        told = connection.execute(sa.select(undone.c.release, undone.c.by).order_by(undone.c.id)).all()
    back_to_0005(store)
    again = open_store(url, DATASETS)
    with again.reading() as connection:
        assert connection.execute(sa.select(undone.c.release, undone.c.by).order_by(undone.c.id)).all() == told
    assert rows(again, EMPLOYMENT).empty
    take(again, "年份,专业,就业率\n2021,护理,97\n", "third.csv")
    assert place(origin(again, "employment_rate")) == ("third.csv", 2, 3, "97")
    assert list(tmp_path.glob("*.backup.db"))


def back_to_0005(store: Store) -> None:
    """The store as its schema was before evidence was kept."""
    with store.writing() as connection:
        for table in ("evidence", "undone", "own_rule"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0005'")
