"""A rate's change is said in people where the heads are stored, and split into what came from within and from mix."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

import catalogue
from exports.content.content import content
from exports.content.library import Library
from insights.counted import counted, split
from schema import (
    PEOPLE,
    PERCENT,
    Break,
    Cell,
    Dataset,
    Indicator,
    Key,
    Label,
    Measure,
    Quotient,
    RowQuotient,
    scorecard,
)
from store import Store
from tests.made_up import build_made_up

RATE = Measure("rate", Label("就业率", "Employment rate"), PERCENT, decimals=(0, 2))
HEADS = Measure("heads", Label("毕业生数", "Graduates"), PEOPLE, kind="integer")
GROUP = Key("group", Label("专业", "Major"), wholes=("全校",))
TABLE = Dataset("tested", Label("测试", "Test"), "1", (GROUP,), (RATE, HEADS))
RULE = RowQuotient("tested", "rate", "employed", "heads")
GROUPS = st.dictionaries(st.sampled_from("甲乙丙丁戊"), st.tuples(st.floats(0, 100), st.integers(1, 500)), min_size=1)


@given(GROUPS, GROUPS)
def test_the_two_parts_make_the_change_of_the_whole_recomputed_from_heads(
    before: dict[str, tuple[float, int]], now: dict[str, tuple[float, int]]
) -> None:
    parts = split(before, now)
    held = [sum(rate / 100 * count for rate, count in year.values()) for year in (before, now)]
    heads = [sum(count for _, count in year.values()) for year in (before, now)]
    assert parts.within + parts.mix == pytest.approx(held[1] / heads[1] * 100 - held[0] / heads[0] * 100, abs=1e-6)


@given(GROUPS, st.integers(2, 5))
def test_with_the_same_shares_all_is_within_and_with_the_same_rates_all_is_mix(
    groups: dict[str, tuple[float, int]], times: int
) -> None:
    grown = {name: (rate / 2, count * times) for name, (rate, count) in groups.items()}
    assert split(groups, grown).mix == pytest.approx(0, abs=1e-6)
    moved = {name: (rate, count + place * times) for place, (name, (rate, count)) in enumerate(groups.items())}
    assert split(groups, moved).within == 0


def rows(*told: tuple[int, str, float | None, float | None]) -> pd.DataFrame:
    return pd.DataFrame(told, columns=["year", "group", "rate", "heads"])


WORKED = rows(
    (2019, "甲", 90.0, 100.0), (2019, "乙", 80.0, 100.0), (2019, "全校", 85.0, 200.0),
    (2020, "甲", 92.0, 50.0), (2020, "乙", 80.0, 150.0), (2020, "全校", 83.0, 200.0),
)  # fmt: skip


def said(held: pd.DataFrame, table: Dataset = TABLE, language: str = "zh") -> list[str]:
    return counted([RULE], [], table, ["rate"], held, (), "en" if language == "en" else "zh")


def test_a_worked_example() -> None:
    """By hand: 85 → 83 of 200; within (92 − 90) × (0.5 + 0.25) / 2 = 0.75, so the mix took 2.75."""
    assert said(WORKED) == [
        "就业率按毕业生数合计−2个百分点（2019→2020年）：各专业自身变化带来+0.75个百分点，构成变化带来−2.75个百分点；"
        "就业率−2个百分点（2019→2020年），按2020年毕业生数200人算约合4人"
    ]
    assert "about 4 of 200 people" in said(WORKED, language="en")[0]


@pytest.mark.parametrize(
    "held",
    [
        WORKED.query("year == 2020"),
        WORKED.query("group != '乙'"),
        WORKED.assign(heads=WORKED["heads"].where(WORKED["group"] != "甲")),
    ],
    ids=["one year", "one group", "a group without heads"],
)
def test_nothing_is_said_where_heads_or_years_are_wanting(held: pd.DataFrame) -> None:
    assert said(held) == []


def test_nothing_is_said_across_a_break() -> None:
    broken = Measure("rate", RATE.label, PERCENT, breaks=(Break(2020, Label("口径改了", "redefined")),))
    assert said(WORKED, Dataset("tested", TABLE.label, "1", (GROUP,), (broken, HEADS))) == []


def test_a_single_rate_is_said_of_the_count_it_is_declared_to_be_of() -> None:
    figures = {("rate", 2019): 98.1, ("rate", 2020): 97.2, ("heads", 2020): 2489}
    told = [(year, name, value, "2.4") for (name, year), value in figures.items()]
    held = pd.DataFrame(told, columns=["year", "indicator", "value", "section"])
    rate = Indicator("rate", RATE.label, PERCENT, decimals=(0, 2), section="2.4")
    heads = Indicator("heads", HEADS.label, PEOPLE, kind="integer", section="2.4")
    rule = Quotient("rate", None, "heads")
    own, other = scorecard(rate), scorecard(heads)
    assert counted([rule], [other], own, ["rate"], held, (), "zh") == [
        "就业率−0.9个百分点（2019→2020年），按2020年毕业生数2,489人算约合22人"
    ]
    assert counted([rule], [], own, ["rate"], held, (), "zh") == []
    assert counted([rule], [other], own, ["rate"], held[held["indicator"] == "rate"], (), "zh") == []


def test_page_and_files_say_the_same_of_the_report(open_page: Callable[..., AppTest], store: Store) -> None:
    library = Library(store, catalogue.chapters(), catalogue.datasets(), catalogue.identities())
    filed = content(library, Cell("figures", "senior_title_rate"), "zh").note
    assert "按2020年专任教师276人算约合3人" in filed
    page = open_page("teachers", url=str(store.engine.url))
    told = "\n".join(one.value.replace("\\", "") for one in page.caption)
    assert any(part in told for part in filed.split(" · ") if "约合" in part)


def test_a_value_by_heads_of_many_years_is_split_on_its_page(
    open_page: Callable[..., AppTest], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("ten") / "school.db"
    made = build_made_up(f"sqlite:///{path}", datasets=["training_equipment"])
    page = open_page("facilities", url=str(made.engine.url), lang="en")
    assert not page.exception
    assert any("from their mix" in one.value.replace("\\", "") for one in page.caption)
