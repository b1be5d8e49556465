"""What changed this year: ranked among its own kind; nothing rests on few or compares unlike things."""

import pandas as pd

import catalogue
from insights.movements import Movement, movements
from store import attach
from store.rows import rows


def found(built_url: str) -> list[Movement]:
    store = attach(built_url)
    held = {dataset.id: rows(store, dataset) for dataset in catalogue.datasets()}
    return movements(catalogue.chapters(), held, [2019, 2020], "zh")


def test_the_most_unusual_movement_comes_first(built_url: str) -> None:
    first = found(built_url)[0]
    assert first.sentence("zh", (2019, 2020)) == "工业与民用建筑对口就业率由73.6%升至85.5%（+11.9个百分点）"
    assert first.is_good
    assert (first.chapter.id, first.key) == ("employment", "工业与民用建筑")
    scores = [one.unusual for one in found(built_url)]
    assert scores == sorted(scores, reverse=True)


def test_counts_of_few_ranks_and_means_of_different_papers_are_no_findings(built_url: str) -> None:
    told = {(one.dataset.id, one.measure.id) for one in found(built_url)}
    assert not told & {("competitions", "awards"), ("exams", "school_mean"), ("exams", "city_rank")}


def test_a_fall_of_what_should_be_high_is_bad(built_url: str) -> None:
    dual = next(one for one in found(built_url) if one.measure.id == "dual_qualified_rate")
    assert dual.is_good is False


def test_one_year_has_no_movements(built_url: str) -> None:
    store = attach(built_url)
    held: dict[str, pd.DataFrame] = {dataset.id: rows(store, dataset) for dataset in catalogue.datasets()}
    assert movements(catalogue.chapters(), held, [2020], "zh") == []
