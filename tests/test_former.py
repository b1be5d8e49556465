"""Explanations given by an earlier version: each finds its finding, by whatever name it goes now."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

import catalogue
from insights.audit import audit
from insights.findings import Finding
from insights.former import answers, names
from store import Store
from store.evidence import evidence
from store.explanations import explain, explanations
from store.rows import rows

# The ids by which the version before printed evidence was kept knew the shipped report's findings that still stand.
FORMER = [
    "387f81e2e178",
    "a16e2a6b17a4",
    "0b0b9d968dbd",
    "dcdc32adf87e",
    "4ce047d00b0d",
    "0deeab590195",
    "09085ecdf9b4",
    "8e278855c344",
    "5c599af4aa44",
    "613e56d11893",
    "f593e0e3fcca",
    "99203a5e6df5",
    "76b21e76e0f7",
    "b909c3ffee36",
    "cea6081ee546",
    "facd95ec92fe",
    "9c9d8d581fa2",
    "e9089f453c30",
    "379a211c54d2",
    "6208859b73ac",
    "4803dea06bd7",
    "100763c307e6",
    "96928615f471",
    "ab5da4ba10f8",
    "6ecb5d842084",
    "09b5108f50d7",
]


@pytest.fixture
def shipped(store: Store) -> list[Finding]:
    held = {dataset.id: rows(store, dataset) for dataset in catalogue.datasets()}
    return audit(catalogue.datasets(), catalogue.identities(), held, evidence(store))


@pytest.mark.parametrize("former", FORMER)
def test_what_was_said_before_is_said_of_one_finding_now(former: str, shipped: list[Finding]) -> None:
    assert len([one for one in shipped if former in names(one)]) == 1


def test_findings_that_became_one_are_answered_when_each_was(shipped: list[Finding]) -> None:
    joined = next(one for one in shipped if len(one.doubles) > 1)
    each = [name for name in FORMER if name in names(joined)]
    assert len(each) == len(joined.doubles) + 1
    assert answers(shipped, dict.fromkeys(each[1:], "已核实")) == {}
    assert answers(shipped, dict.fromkeys(each, "已核实")) == {joined.id: "已核实"}


def test_an_old_explanation_is_shown_and_can_be_taken_back(store: Store, open_page: Callable[..., AppTest]) -> None:
    explain(store, "99203a5e6df5", "王老师", "设备值按年初数")
    page = open_page("audit", url=str(store.engine.url))
    assert any("王老师：设备值按年初数" in one.value for one in page.success)
    next(one for one in page.button if one.key and one.key.startswith("back-")).click().run()
    assert not page.success
    assert explanations(store) == {}
