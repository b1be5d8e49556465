"""Rules that a school adds to the audit in the app: found, withdrawn, brought back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import catalogue
from insights.audit import audit
from schema import DeclarationError, OwnRule
from store import Store, attach
from store.evidence import evidence
from store.own_rules import add, own_identities, own_rules, withdraw
from store.rows import rows
from tests.conftest import build


def found(store: Store) -> set[tuple[str, str]]:
    """The two sides of what the school's own rules alone find."""
    held = {dataset.id: rows(store, dataset) for dataset in catalogue.datasets()}
    own = own_identities(store, catalogue.datasets())
    both = [audit(catalogue.datasets(), rules, held, evidence(store)) for rules in (own, ())]
    with_own, without = ({(one.one.value, one.other.value) for one in some} for some in both)
    return with_own - without


@pytest.mark.parametrize(
    ("rule", "sides"),
    [
        (OwnRule("at_most", ("students", "graduates")), ("4,902人", "1,474人")),
        (OwnRule("parts", ("interns", "local_interns", "self_found_interns")), ("474人", "525人")),
        (OwnRule("quotient", ("retention_rate", "graduates", "students")), ("99.47%", "30.0694")),
        (OwnRule("parts", ("student_clubs", "research.count")), ("154项", "34个")),
    ],
    ids=["at most", "three parts", "quotient", "a part of a table"],
)
def test_a_rule_of_our_own_is_checked_until_it_is_withdrawn(
    store: Store, rule: OwnRule, sides: tuple[str, str]
) -> None:
    add(store, rule, "王老师")
    assert sides in found(store)
    withdraw(store, rule, "李老师")
    assert found(store) == set()
    assert [(one.made_by, one.withdrawn) for one in own_rules(store)] == [("李老师", True)]
    add(store, rule, "王老师")
    assert sides in found(store)


def test_a_rule_of_a_column_that_is_declared_no_more_waits(store: Store) -> None:
    add(store, OwnRule("at_most", ("students", "moon_phases")), "王老师")
    assert own_identities(store, catalogue.datasets()) == ()


def test_a_rule_says_in_words_what_it_demands() -> None:
    rule = OwnRule("parts", ("students", "progression_track_students", "employment_track_students"))
    assert rule.in_words(catalogue.datasets()).zh == "在校生（1.2） = 升学班（1.2） + 就业班（1.2）"
    assert rule.in_words(catalogue.datasets()).en == "Students (1.2) = Progression track (1.2) + Employment track (1.2)"


@pytest.mark.parametrize(
    "terms", [("students",), ("students", "students"), ("students", "graduates", "interns")], ids=str
)
def test_a_rule_that_says_nothing_is_refused(terms: tuple[str, ...]) -> None:
    with pytest.raises(DeclarationError):
        OwnRule("at_most", terms)


@pytest.fixture
def own_url(tmp_path: Path) -> Iterator[str]:
    url = f"sqlite:///{tmp_path / 'school.db'}"
    build(url)
    yield url


def test_a_rule_is_added_withdrawn_and_brought_back_on_the_page(
    open_page: Callable[..., AppTest], own_url: str
) -> None:
    page = open_page("audit", url=own_url)
    page.selectbox(key="rule-kind").set_value("at_most").run()
    for place, label in enumerate(("在校生（1.2）", "毕业生（1.2）")):
        chosen = page.selectbox(key=f"rule-at_most-{place}")
        chosen.select_index(chosen.options.index(label))
    page.text_input(key="rule-who").set_value("王老师")
    next(one for one in page.button if one.label == "加上这条规则").click().run()
    assert not page.exception
    assert ("4,902人", "1,474人") in found(attach(own_url))
    assert any("在校生" in one.value and "4,902人" in one.value and "1,474人" in one.value for one in page.markdown)
    next(one for one in page.button if one.label == "停用").click().run()
    assert found(attach(own_url)) == set()
    next(one for one in page.button if one.label == "恢复").click().run()
    assert ("4,902人", "1,474人") in found(attach(own_url))
