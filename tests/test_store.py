"""The store keeps everything: releases, past states, undo, and a table that its declaration describes."""

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

import catalogue
from loaders import load, read_file
from store import Accepted, Moved, Store, UndoRefused, open_store
from store.releases import latest, releases, taken_along, undo
from store.rows import rows

EMPLOYMENT = next(dataset for dataset in catalogue.datasets() if dataset.id == "employment")


def load_text(store: Store, text: str) -> Accepted:
    return load(store, read_file("later.csv", text.encode(), catalogue.datasets()), "tester")[0]


def changed(store: Store, rate: str) -> Accepted:
    return load_text(store, f"年份,专业,就业率,对口就业率,初次就业起薪\n2020,电子商务,99.8,{rate},3378\n")


def matched(store: Store, as_of: int | None = None) -> float:
    frame = rows(store, EMPLOYMENT, as_of)
    return float(frame[(frame["year"] == 2020) & (frame["major"] == "电子商务")]["matched_rate"].iloc[0])


def test_the_plain_name_is_the_current_table(store: Store) -> None:
    with store.reading() as connection:
        found = connection.exec_driver_sql(
            "select major, starting_salary from employment where year = 2020 order by starting_salary desc"
        ).all()
    assert len(found) == 10
    assert found[0] == ("数控技术应用", 4645)


def test_the_same_file_again_changes_nothing(store: Store) -> None:
    before = latest(store)
    data = Path(__file__).parent.parent / "data"
    contents = {str(file): file.read_bytes() for file in sorted(data.glob("*.csv"))}
    files = [one for file, content in contents.items() for one in read_file(file, content, catalogue.datasets())]
    assert [outcome.release for outcome in load(store, files, "tester")] == [None] * len(catalogue.datasets())
    assert latest(store) == before


def test_a_changed_figure_is_a_release_and_the_past_stays(store: Store) -> None:
    before = latest(store)
    outcome = changed(store, "97.1")
    assert (outcome.new, outcome.changed, outcome.unchanged) == (0, 1, 0)
    assert (matched(store), matched(store, as_of=before)) == (97.1, 96.7)
    newest = releases(store)[0]
    assert (newest.made_by, newest.file_name, newest.added, newest.retired) == ("tester", "later.csv", 1, 1)


def test_an_undo_brings_the_old_figure_back_and_can_be_undone(store: Store) -> None:
    release = changed(store, "97.1").release
    assert release is not None
    undone = undo(store, release, "tester")
    assert (undone.retired, undone.revived, matched(store)) == (1, 1, 96.7)
    undo(store, undone.release, "tester")
    assert matched(store) == 97.1


def test_a_release_under_a_later_one_is_not_undone(store: Store) -> None:
    first, second = changed(store, "97.1").release, changed(store, "97.2").release
    assert first is not None
    with pytest.raises(UndoRefused) as refused:
        undo(store, first, "tester")
    assert refused.value.later == (second,)
    assert matched(store) == 97.2


def test_an_undo_takes_later_releases_along_where_it_is_told_to(store: Store) -> None:
    first, second = changed(store, "97.1").release, changed(store, "97.2").release
    assert first is not None
    assert second is not None
    assert taken_along(store, first) == [second]
    undone = undo(store, first, "tester", along=[second])
    assert matched(store) == 96.7
    assert (undone.retired, undone.revived) == (1, 1)
    undo(store, undone.release, "tester")
    assert matched(store) == 97.2


def test_what_is_taken_back_already_is_not_taken_back_again(store: Store) -> None:
    release = changed(store, "97.1").release
    assert release is not None
    undone = undo(store, release, "tester")
    with pytest.raises(UndoRefused) as refused:
        undo(store, release, "tester", along=[undone.release])
    assert refused.value.is_undone
    assert latest(store) == undone.release


def test_a_load_is_refused_where_the_data_moved_since_it_was_previewed(store: Store) -> None:
    seen = latest(store)
    between = changed(store, "97.1").release
    readings = read_file("later.csv", "年份,专业,对口就业率\n2020,护理,90\n".encode(), catalogue.datasets())
    with pytest.raises(Moved) as moved:
        load(store, readings, "tester", seen=seen)
    assert moved.value.release == between
    assert latest(store) == between


@pytest.mark.parametrize("number", [0, -1, 99, 10**30])
def test_a_release_that_is_not_there_is_not_undone(store: Store, number: int) -> None:
    with pytest.raises(UndoRefused) as refused:
        undo(store, number, "tester")
    assert (refused.value.asked, refused.value.later) == (number, ())


def test_the_file_is_kept_byte_for_byte(store: Store) -> None:
    with store.reading() as connection:
        kept = connection.exec_driver_sql(
            "select content from upload join release using (sha256) where dataset = 'employment'"
        ).scalar_one()
    assert kept == (Path(__file__).parent.parent / "data" / "employment.csv").read_bytes()


@pytest.mark.parametrize(
    "row",
    [
        "(2020, '护理', 101, null, null)",
        "(2020, '护理', null, -1, null)",
        "(2020, '护理', null, null, 1)",
        "(1492, '护理', null, null, null)",
        "(2020, '电子商务', 99, 99, 3000)",
    ],
    ids=["above", "below", "salary", "year", "second current row"],
)
def test_the_database_itself_refuses_what_the_declaration_rules_out(store: Store, row: str) -> None:
    values = row.removeprefix("(")
    with pytest.raises(sa.exc.IntegrityError), store.writing() as connection:
        connection.exec_driver_sql(
            "insert into employment_row (school, added, year, major, employment_rate, matched_rate, starting_salary)"
            f" values (1, 1, {values}"
        )


def test_an_indicator_is_checked_by_its_own_range(store: Store) -> None:
    with pytest.raises(sa.exc.IntegrityError), store.writing() as connection:
        connection.exec_driver_sql(
            "insert into scorecard_row (school, added, year, indicator, value, section)"
            " values (1, 1, 2021, 'retention_rate', 100.5, '1.2')"
        )


def test_a_changed_declaration_rebuilds_the_table_and_keeps_every_row(store: Store) -> None:
    before = latest(store)
    changed(store, "97.1")
    salary = EMPLOYMENT.measure("starting_salary")
    wider = replace(EMPLOYMENT, measures=(*EMPLOYMENT.measures[:2], replace(salary, maximum=99_999)))
    again = open_store(str(store.engine.url), [wider])
    assert matched(again) == 97.1
    assert len(rows(again, wider, as_of=before)) == 20
    with again.writing() as connection:
        connection.exec_driver_sql("update employment_row set starting_salary = 60000 where id = 1")
    file = Path(str(store.engine.url.database))
    assert list(file.parent.glob("school.*.backup.db"))


def test_a_failed_write_leaves_nothing_half_done(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before, held = latest(store), len(rows(store, EMPLOYMENT))

    def broken(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("store.releases._retire", broken)
    with pytest.raises(OSError, match="disk full"):
        changed(store, "97.1")
    assert (latest(store), len(rows(store, EMPLOYMENT)), matched(store)) == (before, held, 96.7)
