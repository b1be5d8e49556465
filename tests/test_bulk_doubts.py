"""A large file raises the doubts that a small one raises, the first of them listed and all of them counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders import ACCEPTED, Answers, Bulk, Unanswered, load, load_in_bulk, read_file, take
from loaders.deciding.bulk import FEW
from store import Accepted, Store
from store.releases import latest, releases
from tests.test_bulk import MAJORS, at, everything, in_bulk, synthetic
from tests.test_partial_files import DATASETS

ODD = frozenset({"jump", "share", "printed"})


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts so small that a file of some hundred rows has many of them."""
    monkeypatch.setattr("loaders.deciding.bulk.PART", 37)
    monkeypatch.setattr("store.bulk.AT_ONCE", 100)


def asked(store: Store, text: str, *kinds: str, instead: frozenset[str] = frozenset()) -> Bulk:
    answers = Answers(ODD.union(kinds), instead)
    return load_in_bulk(store, "synthetic.csv", text.encode(), DATASETS, "tester", lambda *_: None, answers)


def with_unseen_names(text: str, count: int) -> str:
    for number in range(count):
        text = text.replace(f"合成专业{number:02}", f"合成专业之{number:02}")
    return text


def test_names_never_seen_are_asked_about_and_taken_where_they_are_said_to_be_new(tmp_path: Path) -> None:
    store = at(tmp_path / "school.db")
    assert asked(store, synthetic(range(2000, 2002))).accepted == Accepted("employment", 1, 120, 0, 0)
    text = with_unseen_names(synthetic(range(2002, 2004)), 2)
    done = asked(store, text, "earlier")
    assert [doubt.problem.text("zh") for doubt in done.doubts] == [
        f"synthetic.csv:{line}:专业: 没见过“合成专业之{line - 3:02}”，是新的，还是写法不同？" for line in (3, 4)
    ]
    assert (done.accepted, latest(store)) == (None, 1)
    assert asked(store, text, "name").accepted == Accepted("employment", 2, 120, 0, 0)
    assert asked(store, text).accepted == Accepted("employment", None, 0, 0, 120)


def test_many_names_never_seen_are_counted(tmp_path: Path) -> None:
    store = at(tmp_path / "school.db")
    in_bulk(store, synthetic(range(2000, 2002)).encode())
    done = asked(store, with_unseen_names(synthetic(range(2002, 2004)), 25))
    assert len(done.doubts) == FEW + 1
    assert done.doubts[-1].text("en") == (
        "synthetic.csv:专业: 25 names never seen before in all, not all are listed (--accept name: it is a new one)"
    )


def test_a_name_of_another_dataset_and_a_declared_one_are_known(tmp_path: Path) -> None:
    store = at(tmp_path / "school.db")
    in_bulk(store, synthetic(range(2000, 2001)).encode())
    load(store, read_file("c.csv", "年份,专业,中级工合格率\n2020,机电,99\n".encode(), DATASETS), "tester")
    done = asked(store, "年份,专业,就业率\n2021,机电,99\n2021,不曾有,99\n")
    assert [(one.problem.row, one.problem.found.en) for one in done.doubts] == [(3, "“不曾有” was never seen before")]


@pytest.mark.parametrize("rows", [range(2000, 2001), range(2000, 2003)], ids=["few", "many"])
def test_figures_of_earlier_years_are_asked_about_as_load_asks(tmp_path: Path, rows: range) -> None:
    one, other = at(tmp_path / "ordinary.db"), at(tmp_path / "bulk.db")
    first = synthetic(range(2000, 2004))
    lines = synthetic(rows, salary=2_001).splitlines()
    second = "\n".join([*lines[: 9 if len(rows) == 1 else None], *synthetic(range(2003, 2005)).splitlines()[2:]])
    for store in (one, other):
        in_bulk(store, first.encode())
    readings = read_file("synthetic.csv", second.encode(), DATASETS)
    with pytest.raises(Unanswered) as refused:
        take(one, readings, "tester", Answers(ODD))
    expected = [(doubt.id, doubt.problem.row, doubt.problem.found) for doubt in refused.value.doubts]
    done = asked(other, second)
    assert [(doubt.id, doubt.problem.row, doubt.problem.found) for doubt in done.doubts][:FEW] == expected[:FEW]
    assert [doubt.problem.found.en for doubt in done.doubts[FEW:]] == (
        [f"{len(expected)} figures of earlier years that differ from what is stored in all"]
        if len(expected) > FEW
        else []
    )
    assert (done.accepted, latest(other)) == (None, 1)
    stored = frozenset({"earlier"})
    [ordinary] = take(one, readings, "tester", Answers(ODD, stored))
    assert asked(other, second, instead=stored).accepted == ordinary
    assert everything(one)["employment"] == everything(other)["employment"]
    rewriting = asked(other, second, "earlier").accepted
    assert rewriting is not None
    assert 0 < rewriting.changed <= len(expected)


def test_unusual_changes_are_those_that_load_finds(tmp_path: Path) -> None:
    one, other = at(tmp_path / "ordinary.db"), at(tmp_path / "bulk.db")
    text = synthetic(range(2000, 2004))
    with pytest.raises(Unanswered) as refused:
        take(one, read_file("synthetic.csv", text.encode(), DATASETS), "tester")
    done = load_in_bulk(other, "synthetic.csv", text.encode(), DATASETS, "tester", lambda *_: None)
    found = [doubt.id for doubt in refused.value.doubts]
    assert {doubt.kind for doubt in refused.value.doubts} == {"jump"}
    assert [doubt.id for doubt in done.doubts][:FEW] == found[:FEW]
    every = load_in_bulk(
        other, "synthetic.csv", text.encode(), DATASETS, "tester", lambda *_: None, Answers(frozenset(found))
    )
    assert (every.doubts, every.accepted) == ((), Accepted("employment", 1, 240, 0, 0))
    assert take(one, read_file("synthetic.csv", text.encode(), DATASETS), "tester", ACCEPTED)[0] == every.accepted


def test_more_missing_marks_than_are_listed_leave_what_is_stored_where_that_is_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loaders.deciding.bulk.ASKED", 5)
    store = at(tmp_path / "school.db")
    first = synthetic(range(2000, 2004))
    in_bulk(store, first.encode())
    before = everything(store)["employment"]
    marks = "\n".join(["年份,专业,初次就业起薪", *(f"{year},{major},/" for year in (2001, 2003) for major in MAJORS)])
    done = asked(store, marks, "earlier")
    assert done.doubts[-1].problem.found.en == "120 said to be missing that are stored in all"
    assert asked(store, marks, instead=frozenset({"emptied"})).accepted == Accepted("employment", None, 0, 0, 120)
    assert everything(store)["employment"] == before
    assert asked(store, marks, "emptied").accepted == Accepted("employment", 2, 0, 120, 0)
    assert releases(store)[0].reading.endswith("；120 处写着没有，库里有数：清空")
