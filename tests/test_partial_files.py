"""A file changes what it says and nothing else: a column that it lacks, and a blank cell, leave what is stored."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import catalogue
from insights.differences import differences
from loaders import ACCEPTED, Reading, load, load_in_bulk, preview, read_file
from loaders.deciding.commit import Refused
from loaders.files.text import guarded
from schema import Dataset, Measure
from store import Accepted, Store
from store.releases import latest, taken_along, undo
from store.rows import rows
from tests.conftest import build
from tests.stress.scale import PROFILE

DATASETS = catalogue.datasets()
BY_ID = {dataset.id: dataset for dataset in DATASETS}
EVERY = st.sampled_from(DATASETS)
LATER = 11  # years
Way = Callable[[Store, bytes], list[Accepted]]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with the report's figures; each test leaves it as it was."""
    return build(f"sqlite:///{tmp_path_factory.mktemp('partial') / 'school.db'}")


def read(content: bytes, file: str = "part.csv") -> list[Reading]:
    return read_file(file, content, DATASETS)


def by_load(store: Store, content: bytes) -> list[Accepted]:
    return load(store, read(content), "tester")


def by_bulk(store: Store, content: bytes) -> list[Accepted]:
    done = load_in_bulk(store, "part.csv", content, DATASETS, "tester", lambda *_: None, ACCEPTED)
    assert done.problems == ()
    return [done.accepted] if done.accepted else []


BOTH_WAYS = pytest.mark.parametrize("way", [by_load, by_bulk])


def as_csv(dataset: Dataset, lines: Iterable[Mapping[Any, Any]], columns: Sequence[str]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(column.label.zh for name in columns for column in dataset.file_columns if column.id == name)
    writer.writerows([guarded(shown(line[name])) for name in columns] for line in lines)
    return out.getvalue().encode()


def shown(value: Any) -> str:
    if isinstance(value, float):
        return "/" if pd.isna(value) else f"{value:.15g}"
    return str(value)


def free(dataset: Dataset) -> list[str]:
    """The columns that are no part of the key."""
    return [column.id for column in dataset.file_columns if column.id not in dataset.row_key]


@st.composite
def some_columns(draw: st.DrawFn, dataset: Dataset) -> list[str]:
    """Any columns with one measure at least, and the keys, in any order."""
    measure = draw(st.sampled_from([one.id for one in dataset.stored_measures]))
    others = draw(st.sets(st.sampled_from(free(dataset))))
    return draw(st.permutations([*dataset.row_key, *sorted(others | {measure})]))


@BOTH_WAYS
@PROFILE
@given(st.data(), EVERY)
def test_any_columns_of_what_is_stored_change_nothing(
    kept: Store, way: Way, data: st.DataObject, dataset: Dataset
) -> None:
    frame = rows(kept, dataset)
    content = as_csv(dataset, frame.to_dict("records"), data.draw(some_columns(dataset)))
    before = latest(kept)
    assert [(one.new, one.changed, one.release) for one in way(kept, content)] == [(0, 0, None)]
    assert latest(kept) == before


@BOTH_WAYS
@PROFILE
@given(st.data(), EVERY)
def test_one_other_figure_is_one_change_and_undone_it_is_as_it_was(
    kept: Store, way: Way, data: st.DataObject, dataset: Dataset
) -> None:
    before = rows(kept, dataset)
    measure = data.draw(st.sampled_from(dataset.stored_measures))
    place = data.draw(st.integers(0, len(before) - 1))
    line = before.to_dict("records")[place]
    declared = dataset.measure(line["indicator"]) if dataset.indicators else measure
    line[measure.id] = other_than(line[measure.id], declared)
    [accepted] = way(kept, as_csv(dataset, [line], [*dataset.row_key, measure.id]))
    assert (accepted.new, accepted.changed) == (0, 1)
    [changed] = differences(dataset, before, rows(kept, dataset))
    assert set(changed.moved) - {"note"} == {measure.id}
    assert accepted.release is not None
    undo(kept, accepted.release, "tester")
    assert differences(dataset, before, rows(kept, dataset)) == []


def other_than(value: float, measure: Measure) -> float:
    low = measure.minimum if measure.minimum is not None else 1.0
    return low if value != low else low + 1


def next_years(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The stored rows as if they were of later years."""
    return [
        {str(name): value for name, value in line.items()} | {"year": line["year"] + LATER}
        for line in frame.to_dict("records")
    ]


@PROFILE
@given(st.data(), EVERY)
def test_two_files_that_bring_different_columns_of_rows_make_whole_rows(
    kept: Store, data: st.DataObject, dataset: Dataset
) -> None:
    measures = [one.id for one in dataset.stored_measures]
    before = rows(kept, dataset)
    lines = next_years(before)
    first = data.draw(st.sets(st.sampled_from(free(dataset))))
    second = set(free(dataset)) - first
    if not (first & set(measures) and second & set(measures)):
        first, second = {measures[0]}, set(free(dataset))
    parts = [as_csv(dataset, lines, [*dataset.row_key, *sorted(part)]) for part in (first, second)]
    accepted = load(kept, [one for number, part in enumerate(parts) for one in read(part, f"{number}.csv")], "tester")
    assert accepted[0].new == len(lines)
    assert all(one.new == 0 for one in accepted[1:])
    after = rows(kept, dataset)
    held = after[after["year"].isin({line["year"] for line in lines}) & ~after["year"].isin(set(before["year"]))]
    wanted = [line for line in lines if line["year"] not in set(before["year"])]
    for name in (*dataset.row_key, *free(dataset)):
        assert list(map(shown, held.sort_values(list(dataset.row_key))[name])) == [
            shown(line[name]) for line in sorted(wanted, key=lambda line: [line[key] for key in dataset.row_key])
        ]
    assert accepted[0].release is not None
    undo(kept, accepted[0].release, "tester", along=taken_along(kept, accepted[0].release))
    assert differences(dataset, before, rows(kept, dataset)) == []


@PROFILE
@given(st.data(), st.sampled_from([one for one in DATASETS if len(one.stored_measures) > 1]))
def test_two_lines_that_bring_different_figures_of_a_row_make_it_whole(
    kept: Store, data: st.DataObject, dataset: Dataset
) -> None:
    measures = [one.id for one in dataset.stored_measures]
    part = data.draw(st.sets(st.sampled_from(measures), min_size=1, max_size=len(measures) - 1))
    lines = rows(kept, dataset).assign(note="", words="").to_dict("records")
    halves = [
        line | dict.fromkeys((name for name in measures if (name in part) != is_first), "")
        for line in lines
        for is_first in (True, False)
    ]
    [whole], [halved] = (read(as_csv(dataset, each, [*dataset.row_key, *free(dataset)])) for each in (lines, halves))
    assert not halved.problems
    assert halved.rows == whole.rows


def test_two_lines_that_say_different_figures_of_a_row_are_refused() -> None:
    [reading] = read("年份,专业,就业率,起薪\n2021,护理,98.5,3200\n2021,护理,,3300\n".encode())
    assert [problem.found.zh for problem in reading.problems] == ["“2021 护理”与第 2 行重复"]


def test_an_optional_key_that_a_file_lacks_is_no_blank_key(store: Store) -> None:
    dataset = BY_ID["programmes"]
    partner = rows(store, dataset)
    one = partner[partner["partner"] != ""].iloc[0]
    same = partner[(partner[["department", "major", "track"]] == one[["department", "major", "track"]]).all(axis=1)]
    line = one.to_dict() | {"places": 7}
    names = ["year", "department", "major", "track", "places"]
    content = as_csv(dataset, [line], names)
    if len(same) == 1:
        [accepted] = load(store, read(content), "tester")
        assert (accepted.new, accepted.changed) == (0, 1)
    several = partner[partner.duplicated(["year", "department", "major", "track"], keep=False)].iloc[0]
    [reading] = read(as_csv(dataset, [several.to_dict() | {"places": 7}], names))
    [problem] = preview(reading, rows(store, dataset), {}).problems
    assert problem.expected.zh == "请加上“合作院校”一列"
    with pytest.raises(Refused):
        load(store, [reading], "tester")
    done = load_in_bulk(store, "part.csv", reading.content, DATASETS, "tester", lambda *_: None)
    assert [one.expected for one in done.problems] == [problem.expected]


TWO = ("年份,专业,就业率\n2021,护理,99\n", "年份,专业,就业率,对口就业率\n2021,护理,99,80\n2021,会计,90,70\n")


def test_two_files_may_say_the_same_of_a_row(store: Store) -> None:
    readings = [one for number, text in enumerate(TWO) for one in read(text.encode(), f"{number}.csv")]
    assert [(one.new, one.changed) for one in load(store, readings, "tester")] == [(1, 0), (1, 1)]


def test_two_files_that_say_different_things_of_a_cell_are_told_with_both_places(store: Store) -> None:
    texts = (TWO[0].replace("99", "98"), TWO[1])
    readings = [one for number, text in enumerate(texts) for one in read(text.encode(), f"{number}.csv")]
    with pytest.raises(Refused) as refused:
        load(store, readings, "tester")
    assert [problem.text("zh") for problem in refused.value.problems] == [
        "1.csv:2:就业率: “99”，而“0.csv”的 C2 写的是“98”，两处应当一致，请改正其中一处"
    ]


def test_a_stroke_says_that_there_is_no_figure_and_a_blank_says_nothing(store: Store) -> None:
    dataset = BY_ID["employment"]
    before = rows(store, dataset)
    text = "年份,专业,就业率,对口就业率,初次就业起薪\n2020,电子商务,/,,3378\n"
    [accepted] = load(store, read(text.encode()), "tester")
    [changed] = differences(dataset, before, rows(store, dataset))
    assert (accepted.changed, changed.moved) == (1, ("employment_rate",))
    assert changed.row["employment_rate"] is None


@BOTH_WAYS
def test_words_kept_for_a_figure_go_with_it_and_other_notes_stay(store: Store, way: Way) -> None:
    dataset = BY_ID["degree_admissions"]
    way(store, "年份,范围,本科上线人数,备注\n2020,衢州中专,129+1,已复核\n".encode())
    way(store, "年份,范围,本科上线人数\n2020,衢州中专,130+1\n".encode())
    frame = rows(store, dataset)
    found = frame[(frame["year"] == 2020) & (frame["area"] == "衢州中专")].iloc[0]
    assert (found["admitted"], found["note"], found["provincial_rank"]) == (131, "已复核；130+1", 3)


def of_indicator(store: Store, indicator: str) -> dict[str, float]:
    frame = rows(store, BY_ID["scorecard"])
    return {row["section"]: row["value"] for row in frame[frame["indicator"] == indicator].to_dict("records")}


def test_an_indicator_that_sections_state_alike_is_corrected_in_all_of_them(store: Store) -> None:
    [accepted] = load(store, read("指标,2020年\n在校生,4709\n".encode()), "tester")
    assert (accepted.new, accepted.changed) == (0, 2)
    assert of_indicator(store, "students") == {"1.1": 4709, "1.2": 4709}
    assert accepted.release is not None
    undo(store, accepted.release, "tester")
    assert of_indicator(store, "students") == {"1.1": 4902, "1.2": 4902}


def test_which_of_two_sections_is_corrected_is_asked_where_they_differ(store: Store) -> None:
    before = of_indicator(store, "workstations")
    assert len(set(before.values())) == 2
    [reading] = read("指标,2020年\n实训实习工位,4000\n".encode())
    with pytest.raises(Refused) as refused:
        load(store, [reading], "tester")
    assert [one.text("zh") for one in refused.value.problems] == [
        "part.csv:2: 库里有 2 行都可能是它，请加上“报告章节”一列"
    ]
    usual = f"指标,2020年\n实训实习工位,{before['1.4']:g}\n"
    assert [one.release for one in load(store, read(usual.encode()), "tester")] == [None]
    [accepted] = load(store, read("年份,指标,数值,报告章节\n2020,实训实习工位,4000,1.4\n".encode()), "tester")
    assert accepted.changed == 1
    assert of_indicator(store, "workstations") == before | {"1.4": 4000}


def test_a_large_file_asks_for_the_section_of_an_indicator_that_several_state(store: Store) -> None:
    content = "年份,指标,数值\n2020,在校生,{}\n"
    done = load_in_bulk(store, "part.csv", content.format(4709).encode(), DATASETS, "tester", lambda *_: None, ACCEPTED)
    assert [one.text("en") for one in done.problems] == [
        "part.csv:2: 2 stored rows may be meant, add the column Report section"
    ]
    assert [one.release for one in by_bulk(store, content.format(4902).encode())] == [None]
