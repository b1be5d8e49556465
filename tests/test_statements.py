"""What a school says about its figures is kept by version: nothing is overwritten, and everything can be taken back."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import catalogue
from schema import DeclarationError, Statement
from store import Store, open_store
from store.statements import AlreadySaid, NoStatement, newest_version, say, statements, undo, versions, withdraw

TARGET = Statement("target", "employment", "employment_rate", 2030, value=98.5, better="higher", office="招就处")
NOTE = Statement("note", "employment", "employment_rate", 2020, (("major", "护理"),), text="疫情停课")


@pytest.fixture
def empty(tmp_path: Path) -> Store:
    return open_store(f"sqlite:///{tmp_path / 'school.db'}", catalogue.datasets())


def said(store: Store) -> list[Statement]:
    return [one.statement for one in statements(store)]


def test_what_is_said_is_read_back_as_it_was_said(empty: Store) -> None:
    say(empty, TARGET, "王老师")
    say(empty, NOTE, "李老师")
    assert said(empty) == [TARGET, NOTE]
    assert [one.made_by for one in statements(empty)] == ["王老师", "李老师"]


def test_a_change_is_a_version_and_the_same_words_are_none(empty: Store) -> None:
    first = say(empty, TARGET, "王老师")
    assert say(empty, TARGET, "李老师") == first == newest_version(empty)
    say(empty, replace(TARGET, value=99.0), "李老师")
    assert [one.statement.value for one in versions(empty, TARGET.id)] == [99.0, 98.5]
    assert [one.value for one in said(empty)] == [99.0]


def test_an_undo_goes_a_version_back_each_time_and_at_last_withdraws(empty: Store) -> None:
    for value in (98.5, 98.0, 97.0):
        say(empty, replace(TARGET, value=value), "王老师")
    found = []
    for _ in range(3):
        undo(empty, TARGET.id, "王老师")
        found.append([one.value for one in said(empty)])
    assert found == [[98.0], [98.5], []]
    assert len(versions(empty, TARGET.id)) == 6


def test_what_is_withdrawn_comes_back_by_an_undo(empty: Store) -> None:
    say(empty, NOTE, "王老师")
    withdraw(empty, NOTE.id, "王老师")
    assert said(empty) == []
    undo(empty, NOTE.id, "王老师")
    assert said(empty) == [NOTE]


def test_a_place_has_one_target_and_one_break_but_any_notes(empty: Store) -> None:
    say(empty, TARGET, "王老师")
    with pytest.raises(AlreadySaid) as refused:
        say(empty, replace(TARGET, id="another", value=90.0), "李老师")
    assert refused.value.standing.statement == TARGET
    say(empty, NOTE, "王老师")
    say(empty, replace(NOTE, id="another"), "李老师")
    assert len(said(empty)) == 3


@pytest.mark.parametrize(
    "wrong", [{"value": None}, {"year": None}, {"text": "长" * 501}, {"kind": "wish"}], ids=lambda one: next(iter(one))
)
def test_a_statement_that_lacks_what_it_needs_is_none(wrong: dict[str, Any]) -> None:
    with pytest.raises(DeclarationError):
        replace(TARGET, **wrong)


def test_nobody_takes_back_what_was_never_said(empty: Store) -> None:
    with pytest.raises(NoStatement):
        withdraw(empty, "nothing", "王老师")
