"""A figure corrected by hand: a file of its own that says what was corrected and nothing else."""

import pandas as pd
import pytest

import catalogue
from insights.differences import differences
from loaders import correction, load, read_file
from store import Store
from store.rows import rows

DATASETS = catalogue.datasets()
EMPLOYMENT = next(dataset for dataset in DATASETS if dataset.id == "employment")


def test_a_correction_says_what_was_corrected_and_nothing_else() -> None:
    names = [column.id for column in EMPLOYMENT.file_columns]
    line = dict.fromkeys(names, "words") | {"year": "2021", "major": "护理", "matched_rate": "90", "section": "2"}
    before = pd.DataFrame([line | {"employment_rate": "99", "starting_salary": "3000"}, line | {"major": "会计"}])
    after = before.assign(starting_salary=["", before["starting_salary"][1]])
    [reading] = read_file("c.csv", correction(EMPLOYMENT, before, after), DATASETS)
    assert [(row["major"], row["starting_salary"]) for row in reading.rows] == [("护理", None)]
    assert reading.said == ({"year", "major", "starting_salary"},)


@pytest.mark.parametrize(("column", "text"), [("note", "复核"), ("words", ""), ("section", "9"), ("matched_rate", " ")])
def test_any_column_of_a_row_can_be_corrected_alone(column: str, text: str, store: Store) -> None:
    stored = rows(store, EMPLOYMENT)
    texts = stored[[one.id for one in EMPLOYMENT.file_columns]].map(lambda value: "/" if pd.isna(value) else str(value))
    after = texts.copy()
    after.loc[3, column] = text
    load(store, read_file("c.csv", correction(EMPLOYMENT, texts, after), DATASETS), "tester")
    [changed] = differences(EMPLOYMENT, stored, rows(store, EMPLOYMENT))
    assert changed.moved == (column,)
