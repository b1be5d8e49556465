"""What a sentence says of a figure's history is held to the figures by other means: random years with gaps, ties and
breaks, the claim read back out of the sentence."""

import re
from collections.abc import Mapping

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

import frames
from insights.sentences import sentence
from insights.series import Fact, facts, history
from schema import PERCENT, Bars, Break, Dataset, Key, Label, Measure

FIRST = 2001
VALUES = st.dictionaries(st.integers(FIRST, 2014), st.integers(40, 48), min_size=1)
BREAKS = st.one_of(st.none(), st.integers(FIRST, 2014))
GROUP = Key("group", Label("组", "Group"))


def dataset(broken: int | None) -> Dataset:
    breaks = (Break(broken, Label("换了算法", "another formula")),) if broken else ()
    rate = Measure("rate", Label("合格率", "Pass rate"), PERCENT, minimum=0, maximum=100, breaks=breaks)
    return Dataset("tested", Label("测试", "Test"), "1", (GROUP,), (rate,))


def said(values: Mapping[int, int], broken: int | None, asked: list[int]) -> str:
    rows = pd.DataFrame([(year, "甲", value) for year, value in values.items()], columns=["year", "group", "rate"])
    view, declared = Bars("rate", "group"), dataset(broken)
    return sentence(view, declared, frames.of_view(view, declared, rows, "zh"), asked, "zh", room=1000)


def run_of(values: Mapping[int, int], broken: int | None) -> dict[int, int]:
    """The years before the last without a gap, on its side of the break: walked backwards, a year at a time."""
    year = max(values)
    run = {}
    while year in values and (broken is None or (year >= broken) == (max(values) >= broken)):
        run[year] = values[year]
        year -= 1
    return run


def facts_of(values: Mapping[int, int], broken: int | None) -> list[Fact]:
    rows = pd.DataFrame([(year, "甲", value) for year, value in values.items()], columns=["year", "group", "rate"])
    view, declared = Bars("rate", "group"), dataset(broken)
    return facts(history(frames.of_view(view, declared, rows, "zh"), max(values)))


@settings(max_examples=300, deadline=None)
@given(VALUES, BREAKS)
def test_every_claim_of_a_sentence_is_true_of_the_figures(values: dict[int, int], broken: int | None) -> None:
    text, run = said(values, broken, []), run_of(values, broken)
    last, now = run[max(run)], max(run)
    signs = "".join("+-="[(run[y] < run[y - 1]) + 2 * (run[y] == run[y - 1])] for y in sorted(run) if y - 1 in run)
    if found := re.search(r"为(\d+)年以来最(高|低)", text):
        since = [run[year] for year in range(int(found[1]), now)]
        assert len(since) >= 2
        assert all(one < last if found[2] == "高" else one > last for one in since)
    if found := re.search(r"已连续(\d+)年(上升|下降)", text):
        assert re.search(("\\+" if found[2] == "上升" else "-") + f"{{{found[1]}}}$", signs)
    if found := re.search(r"连(升|降)(\d+)年后首次(下降|回升)", text):
        before, after = ("\\+", "-") if found[1] == "升" else ("-", "\\+")
        assert re.search(f"{before}{{{found[2]}}}{after}$", signs)
    if found := re.search(r"回到(\d+)年的水平", text):
        between = [run[year] for year in range(int(found[1]) + 1, now)]
        assert run[int(found[1])] == last
        assert min(between) > last or max(between) < last
    if found := re.search(r"(升|降)幅为(\d+)年以来最大", text):
        moves = [abs(run[year] - run[year - 1]) for year in run if year - 1 in run and year != now]
        assert int(found[2]) == min(run)
        assert abs(last - run[now - 1]) > max(moves)
        assert (last > run[now - 1]) == (found[1] == "升")


@settings(max_examples=300, deadline=None)
@given(VALUES, BREAKS)
def test_what_is_true_of_three_years_or_more_is_found(values: dict[int, int], broken: int | None) -> None:
    run = run_of(values, broken)
    found = {one.kind: one for one in facts_of(values, broken)}
    told = [run[year] for year in sorted(run)]
    tops = [year for year in run if all(run[later] < told[-1] for later in run if year <= later < max(run))]
    lows = [year for year in run if all(run[later] > told[-1] for later in run if year <= later < max(run))]
    for kind, years in (("highest", tops), ("lowest", lows)):
        since = min(years)
        assert (kind in found) == (max(run) - since >= 2)
        assert [one.year for one in facts_of(values, broken) if one.kind == kind] in ([], [since])
    rises = next((n for n in range(1, len(told)) if told[-n] <= told[-n - 1]), len(told)) - 1
    assert ("rising" in found) == (rises >= 3)
    equal = [year for year in run if year < max(run) - 1 and run[year] == told[-1]]
    is_back = any(
        all(run[y] > told[-1] for y in range(year + 1, max(run)))
        or all(run[y] < told[-1] for y in range(year + 1, max(run)))
        for year in equal
    )
    assert ("back" in found) == is_back


@settings(deadline=None)
@given(VALUES, BREAKS, st.sets(st.integers(FIRST, 2016), max_size=4))
def test_a_sentence_names_its_years_wherever_the_filter_does_not(
    values: dict[int, int], broken: int | None, asked: set[int]
) -> None:
    chosen = sorted(asked)
    text = said(values, broken, chosen)
    held = sorted(year for year in values if not chosen or year <= chosen[-1])
    if not held:
        assert text == ""
        return
    assert str(values[held[-1]]) in text
    named = re.match(r"(\d+)年(?:与(\d+)年相比)?，", text)
    if named is None:
        assert chosen
        assert held[-1] == chosen[-1]
        return
    assert int(named[1]) == held[-1]
    if named[2] and broken:
        assert (int(named[2]) >= broken) == (held[-1] >= broken)


def test_a_break_is_said_with_its_reason_and_nothing_is_compared_across_it() -> None:
    values = {2018: 80, 2019: 81, 2020: 60, 2021: 61}
    assert said(values, 2020, [2019, 2020]) == "2020年，甲合格率60%，2020年起口径改变（换了算法），不与此前比较"
    assert said(values, 2020, [2018, 2021]).startswith("2021年与2020年相比，甲合格率由60%升至61%")
    assert "以来" not in said({2017: 50, **values}, 2020, [2020, 2021])


def test_a_missing_year_is_never_bridged_by_a_history() -> None:
    assert said({2015: 40, 2016: 41, 2018: 42, 2019: 43}, None, []) == (
        "2019年与2018年相比，甲合格率由42%升至43%（+1个百分点）"
    )
