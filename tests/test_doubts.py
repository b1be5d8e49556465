"""A doubt stops every way in until it is answered, and is the same doubt by each of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import catalogue
from loaders import ACCEPTED, Answers, Choices, Doubt, Unanswered, load, load_in_bulk, read_file, take
from loaders.deciding.bulk import FEW
from loaders.deciding.commit import every_doubt, held_against
from loaders.deciding.doubts import KINDS
from loaders.reading.remarks import remarks
from schema import Dataset
from store import Store, open_store
from store.releases import latest, releases, undo
from store.rows import rows
from tests.conftest import build
from tests.stress.scale import PROFILE
from tests.test_partial_files import BY_ID, DATASETS, EVERY, as_csv, other_than

EMPLOYMENT = BY_ID["employment"]
CASES = Path(__file__).parent / "files" / "doubts"
UNANSWERED = Answers()


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with the report's figures; each test leaves it as it was."""
    return build(f"sqlite:///{tmp_path_factory.mktemp('doubts') / 'school.db'}")


def checked(store: Store, content: bytes, file: str = "part.csv", default: Choices | None = None) -> list[Doubt]:
    readings = read_file(file, content, DATASETS, default=default or Choices())
    assert [problem for reading in readings for problem in reading.problems] == []
    return every_doubt(readings, held_against(store, readings))


def by_load(store: Store, content: bytes, answers: Answers) -> list[Doubt]:
    try:
        take(store, read_file("part.csv", content, DATASETS), "tester", answers)
    except Unanswered as error:
        return list(error.doubts)
    return []


def by_bulk(store: Store, content: bytes, answers: Answers) -> list[Doubt]:
    done = load_in_bulk(store, "part.csv", content, DATASETS, "tester", lambda *_: None, answers)
    assert done.problems == ()
    return list(done.doubts)


def ids(doubts: list[Doubt]) -> set[tuple[str, str]]:
    return {(doubt.kind, doubt.id) for doubt in doubts}


@st.composite
def doubtful_lines(draw: st.DrawFn, dataset: Dataset, store: Store) -> list[dict[str, Any]]:
    """Stored rows of any years, moved on or not, with one other figure, and perhaps another name."""
    records = rows(store, dataset).to_dict("records")
    line = {str(name): value for name, value in draw(st.sampled_from(records)).items()}
    measure = draw(st.sampled_from(dataset.stored_measures))
    declared = dataset.measure(line["indicator"]) if dataset.indicators else measure
    line["year"] += draw(st.integers(0, 2))
    line[measure.id] = draw(st.sampled_from([line[measure.id], 0.5, other_than(line[measure.id], declared)]))
    if declared.is_whole_number and line[measure.id] == 0.5:
        line[measure.id] = 1.0
    is_renamed = draw(st.booleans())
    if is_renamed and not dataset.indicators:
        line[dataset.keys[0].id] = "从未见过"
    return [line]


@PROFILE
@given(st.data(), EVERY)
def test_every_doubt_of_check_stops_load_and_bulk_alike(kept: Store, data: st.DataObject, dataset: Dataset) -> None:
    lines = data.draw(doubtful_lines(dataset, kept))
    content = as_csv(dataset, lines, [*dataset.row_key, *(one.id for one in dataset.stored_measures)])
    before = latest(kept)
    found = checked(kept, content)
    if not found:
        return
    assert ids(by_load(kept, content, UNANSWERED)) == ids(found)
    assert ids(by_bulk(kept, content, UNANSWERED)) == ids(found)
    but_one = Answers(frozenset(doubt.id for doubt in found[1:]))
    assert ids(by_load(kept, content, but_one)) == ids(by_bulk(kept, content, but_one)) == ids(found[:1])
    assert latest(kept) == before
    assert by_load(kept, content, Answers(frozenset(doubt.id for doubt in found))) == []
    if latest(kept) > before:
        undo(kept, latest(kept), "tester")


def test_a_share_of_one_among_percents_is_not_stored_unasked(store: Store) -> None:
    content = "年份,专业,就业率\n2021,电子商务,0.9567\n".encode()
    [doubt] = checked(store, content)
    assert doubt.problem.text("zh") == ("part.csv:2:就业率: 就业率“0.9567”，是 95.67% 吗？这一列一向按百分数存")
    assert doubt.text("en").endswith(f" (--accept {doubt.id}: store it as written)")
    before = latest(store)
    for way in (by_load, by_bulk):
        assert ids(way(store, content, UNANSWERED)) == {("share", doubt.id)}
        assert latest(store) == before
    assert by_load(store, content, Answers(frozenset({doubt.id}))) == []
    assert releases(store)[0].reading.endswith("1 处可能不是百分数：照写存入")


def test_a_printed_change_that_does_not_fit_is_said_with_its_cell_and_both_numbers(store: Store) -> None:
    content = "专业,2021年就业率,2022年就业率,变化情况\n电子商务,98.5,97.5,+9.99\n护理,98.2,98.4,+0.2\n".encode()
    doubts = [one for one in checked(store, content) if one.kind == "printed"]
    assert [(one.problem.cell, "9.99" in one.problem.found.zh, "−1" in one.problem.found.zh) for one in doubts] == [
        ("D2", True, True)
    ]
    assert "--accept" not in doubts[0].text("zh")
    assert by_load(store, content, Answers(frozenset({"name", "jump"}))) == []
    assert "1 处印出的合计或变化对不上" in releases(store)[0].reading


def test_a_printed_total_that_does_not_fit_is_said(store: Store) -> None:
    content = "年份,途径,升学人数\n2021,单独考试招生,500\n2021,五年一贯制,300\n2021,合计,900\n".encode()
    assert [(one.kind, one.problem.cell) for one in checked(store, content) if one.kind == "printed"] == [
        ("printed", "C4")
    ]


@pytest.mark.parametrize(
    ("file", "kind", "place"),
    [
        ("strike_row.xlsx", "struck", "3"),
        ("hidden_row.xlsx", "hidden", "4"),
        ("hidden_sheet.xlsx", "hidden", "0"),
    ],
)
def test_what_is_hidden_or_struck_out_is_left_out_unless_it_is_said_to_be_taken(
    store: Store, file: str, kind: str, place: str
) -> None:
    content = (CASES / file).read_bytes()
    [doubt] = [one for one in checked(store, content, file) if one.kind == kind]
    assert str(doubt.problem.row) == place
    without = read_file(file, content, DATASETS)
    with_it = read_file(file, content, DATASETS, default=Choices(taken=frozenset({doubt.id})))
    assert sum(len(one.rows) for one in with_it) == sum(len(one.rows) for one in without) + 1
    assert doubt.id in {one.id for one in every_doubt(with_it, [])}
    with pytest.raises(Unanswered):
        take(store, with_it, "tester", Answers(frozenset(set(KINDS) - {kind})))
    taken = Answers(frozenset(set(KINDS) - {kind}), frozenset({doubt.id}))
    before = latest(store)
    take(store, with_it, "tester", taken)
    assert latest(store) > before


def test_the_stored_figure_of_an_earlier_year_stays_where_that_is_the_answer(store: Store) -> None:
    content = "年份,专业,就业率,初次就业起薪\n2019,电子商务,90,3000\n".encode()
    before = rows(store, EMPLOYMENT)
    found = [one for one in checked(store, content) if one.kind == "earlier"]
    assert len(found) == 2
    stays = frozenset({found[0].id})
    for way in (by_load, by_bulk):
        assert way(store, content, Answers(frozenset({"all"}), stays)) == []
        after = rows(store, EMPLOYMENT)
        is_row = (after["year"] == 2019) & (after["major"] == "电子商务")
        was_row = (before["year"] == 2019) & (before["major"] == "电子商务")
        names = ["employment_rate", "starting_salary"]
        assert after[is_row][names].iloc[0].tolist() == [before[was_row]["employment_rate"].iloc[0], 3000]
        undo(store, latest(store), "tester")


def test_doubts_of_a_kind_are_answered_together(store: Store) -> None:
    lines = "".join(f"2021,未见过的专业{number},9{number % 10}\n" for number in range(FEW * 2))
    content = f"年份,专业,就业率\n{lines}".encode()
    asked = by_bulk(store, content, UNANSWERED)
    assert len(asked) == FEW + 1
    assert asked[-1].text("zh") == (
        f"part.csv:专业: 共有 {FEW * 2} 个没见过的名称，没有逐个列出（是新的请加 --accept name）"
    )
    assert len(by_load(store, content, UNANSWERED)) == FEW * 2
    assert by_bulk(store, content, Answers(frozenset({"name"}))) == []


def test_the_same_file_read_again_raises_no_doubt(store: Store) -> None:
    content = "年份,专业,就业率\n2021,电子商务,0.9567\n".encode()
    take(store, read_file("part.csv", content, DATASETS), "tester", ACCEPTED)
    assert checked(store, content) == []


def test_an_empty_store_knows_no_names_and_asks_nothing_of_them(tmp_path: Path) -> None:
    store = build_empty(tmp_path)
    assert checked(store, "年份,专业,就业率\n2021,电子商务,99\n".encode()) == []


def build_empty(folder: Path) -> Store:
    return open_store(f"sqlite:///{folder / 'empty.db'}", catalogue.datasets())


def test_names_near_a_new_one_are_told(store: Store) -> None:
    [doubt] = checked(store, "年份,专业,就业率\n2021,电子商务专业,99\n".encode())
    assert doubt.kind == "name"
    assert "相近的有：电子商务" in doubt.problem.text("zh")
    load(store, read_file("part.csv", "年份,专业,就业率\n2021,电子商务专业,99\n".encode(), DATASETS), "tester")


def test_a_column_of_the_offices_own_can_be_left_out_by_its_heading_or_letter() -> None:
    content = "专业,2023年就业率,辅助列\n护理,98,x\n".encode()
    assert [len(one.problems) for one in read_file("h.csv", content, DATASETS)] == [1]
    for told in ("辅助列", "C"):
        [reading] = read_file("h.csv", content, DATASETS, default=Choices(left_out=frozenset({told})))
        assert (reading.problems, len(reading.rows)) == ((), 1)


def test_a_number_that_a_spreadsheet_cut_short_is_read_and_said() -> None:
    content = "年份,专业,就业率\n2021,护理,9.85E+01\n".encode()
    [reading] = read_file("e.csv", content, DATASETS)
    assert [row["employment_rate"] for row in reading.rows] == [98.5]
    assert [remark.text("zh") for remark in remarks(reading)] == [
        "e.csv:2:C: 写作“9.85E+01”，读作“98.5”，表格软件可能截去了几位，请核对"
    ]


def test_small_counts_that_differ_by_chance_are_not_asked_about(store: Store) -> None:
    content = "年份,途径,升学人数\n2021,其它升学方式,5\n2021,自主招生,70\n2021,五年一贯制,900\n".encode()
    asked = [one for one in checked(store, content) if one.kind == "jump"]
    assert [one.problem.row for one in asked] == [4]


def test_a_low_share_beside_others_is_asked_about_too(store: Store) -> None:
    content = "年份,测评内容,满意,基本满意,不满意\n2021,理论学习满意度,88,11,0.5\n2021,生活满意度,0.88,0.11,0.01\n"
    asked = [one.problem for one in checked(store, content.encode()) if one.kind == "share"]
    assert [(one.row, one.column) for one in asked] == [(3, "满意"), (3, "基本满意"), (3, "不满意")]


def test_a_small_movement_is_not_asked_about_however_still_the_others_stood(store: Store) -> None:
    held = rows(store, EMPLOYMENT)
    held = held[held["year"] == 2020]
    rates = [round(value - 0.01, 2) for value in held["employment_rate"]]
    rates[0] = round(rates[0] - 0.9, 2)
    lines = [f"2021,{major},{rate}" for major, rate in zip(held["major"], rates, strict=True)]
    content = "\n".join(["年份,专业,就业率", *lines]).encode()
    assert [one for one in checked(store, content) if one.kind == "jump"] == []


def test_each_stored_figure_that_becomes_another_is_told(store: Store) -> None:
    content = "年份,专业,初次就业起薪\n2020,学前教育,2300\n2020,电子商务,/\n".encode()
    [one] = held_against(store, read_file("c.csv", content, DATASETS))
    told = [label.zh for label in one.moves]
    assert told == ["2020 学前教育 初次就业起薪：2295 → 2300", "2020 电子商务 初次就业起薪：3378 → /"]


@pytest.mark.parametrize("way", [by_load, by_bulk])
@PROFILE
@given(st.data(), EVERY)
def test_no_stored_figure_of_any_year_is_emptied_unasked(
    kept: Store, way: Callable[[Store, bytes, Answers], list[Doubt]], data: st.DataObject, dataset: Dataset
) -> None:
    frame = rows(kept, dataset)
    measure = data.draw(st.sampled_from([one.id for one in dataset.stored_measures]))
    lines = frame[frame[measure].notna()].to_dict("records")
    line = data.draw(st.sampled_from(lines)) | {measure: float("nan")}
    content = as_csv(dataset, [line], [*dataset.row_key, measure])
    before = latest(kept)
    assert [one.kind for one in way(kept, content, Answers(frozenset({"earlier"})))] == ["emptied"]
    assert way(kept, content, Answers(instead=frozenset({"emptied"}))) == []
    assert latest(kept) == before
    assert way(kept, content, Answers(frozenset({"emptied"}))) == []
    undo(kept, latest(kept), "tester")
    assert latest(kept) == before + 2
