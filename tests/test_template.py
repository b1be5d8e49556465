"""Templates: filled in with figures they are read back without a question; untouched they store nothing."""

import csv
import io
from dataclasses import replace
from typing import Any, get_args

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import catalogue
from loaders import Files, Reading, load, next_year, read_file, template_files
from loaders.deciding.preview import preview
from loaders.files.text import unguarded
from loaders.reading.check import IS_HELP
from loaders.reading.notation import figure, text, year
from loaders.reading.records import IS_EXAMPLE, IS_NOT_FILLED
from loaders.template import help as helping
from loaders.template.lines import filled_in
from loaders.template.rules import LONGEST_FORMULA, formula, prompt
from schema import PERCENT, PROVENANCE, YEAR, Column, Dataset, Key, Label, Language, Measure
from store import Store, attach
from store.releases import latest
from store.rows import rows

LANGUAGES: tuple[Language, ...] = get_args(Language)
DATASETS = catalogue.datasets()
SCORECARD = next(dataset for dataset in DATASETS if dataset.indicators)
EMPLOYMENT = next(dataset for dataset in DATASETS if dataset.id == "employment")
EVERY = pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.id)
BOTH = pytest.mark.parametrize("language", LANGUAGES)
EITHER = pytest.mark.parametrize("ending", ["csv", "xlsx"])
Row = dict[str, Any]


@pytest.fixture(scope="module")
def stored(built_url: str) -> dict[str, pd.DataFrame]:
    """The report's figures by dataset."""
    return {dataset.id: rows(attach(built_url), dataset) for dataset in DATASETS}


def last_year(dataset: Dataset, frame: pd.DataFrame) -> list[Row]:
    """The newest stored rows, missing figures as None."""
    newest = frame[frame["year"] == frame["year"].max()].to_dict("records")
    return [
        {str(name): None if isinstance(value, float) and pd.isna(value) else value for name, value in row.items()}
        for row in newest
    ]


def synthetic(dataset: Dataset, frame: pd.DataFrame) -> dict[tuple[str, ...], Row]:
    """Last year's figures as if they were next year's, a made-up year, by what tells the rows apart beside the year."""
    told = {}
    for row in last_year(dataset, frame):
        keys = {key.id: row[key.id].replace("2020年", "2021年") if key.endings else row[key.id] for key in dataset.keys}
        made_up = row | keys | {"year": 2021, "words": ""}
        told[tuple(made_up[name] for name in dataset.row_key[1:])] = made_up
    return told


def files(dataset: Dataset, frame: pd.DataFrame | None, language: Language) -> Files:
    return template_files(dataset, frame, next_year(frame), language)


def written(value: Any, column: Column) -> str | float:
    """What a person types into a cell: no figure is a stroke."""
    if isinstance(column, Measure):
        return "/" if value is None else int(value) if value == int(value) else value
    return value or ("/" if column not in PROVENANCE else "")


def line_key(dataset: Dataset, cells: dict[str, str]) -> tuple[str, ...]:
    by_title = {one.title(language): one.id for one in dataset.stored_indicators for language in LANGUAGES}
    return tuple(by_title.get(cells[name], cells[name]) for name in dataset.row_key[1:])


def to_fill_in(dataset: Dataset) -> list[tuple[int, Column]]:
    """The columns that the template leaves blank, by place."""
    given = (YEAR.id, "section")
    return [
        (place, column)
        for place, column in enumerate(dataset.file_columns)
        if not isinstance(column, Key) and column.id not in given
    ]


def filled_csv(content: bytes, dataset: Dataset, told: dict[tuple[str, ...], Row]) -> bytes:
    header, *lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    for line in lines[1:]:
        cells = dict(zip((column.id for column in dataset.file_columns), map(unguarded, line), strict=True))
        row = told.get(line_key(dataset, cells))
        for place, column in to_fill_in(dataset) if row else ():
            line[place] = str(written(row[column.id], column)) if row else ""
    out = io.StringIO()
    csv.writer(out).writerows([header, *lines])
    return out.getvalue().encode("utf-8-sig")


def filled_xlsx(content: bytes, dataset: Dataset, told: dict[tuple[str, ...], Row]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    for line in sheet.iter_rows(min_row=3, max_row=sheet.max_row, max_col=len(dataset.file_columns)):
        if line[0].value is None:
            continue
        cells = {column.id: str(line[place].value or "") for place, column in enumerate(dataset.file_columns)}
        row = told.get(line_key(dataset, cells))
        for place, column in to_fill_in(dataset) if row else ():
            told_here = written(row[column.id], column) if row else ""
            line[place].value = None if told_here == "" else told_here
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(dataset: Dataset, content: bytes, ending: str) -> Reading:
    """The reading of a template's first sheet; its second is left out as help."""
    first, *others = read_file(f"{dataset.id}.{ending}", content, DATASETS)
    assert [left.reason for other in others for left in other.left_out] == [IS_HELP] * (ending == "xlsx")
    assert [problem.text("zh") for reading in (first, *others) for problem in reading.problems] == []
    return first


@EVERY
@BOTH
@EITHER
def test_a_filled_template_is_read_without_a_question(
    stored: dict[str, pd.DataFrame], dataset: Dataset, language: Language, ending: str
) -> None:
    frame = stored[dataset.id]
    told = synthetic(dataset, frame)
    template = getattr(files(dataset, frame, language), ending)
    content = (filled_csv if ending == "csv" else filled_xlsx)(template, dataset, told)
    reading = read(dataset, content, ending)
    assert reading.dataset == dataset
    got = {tuple(row[name] for name in dataset.row_key[1:]): row for row in reading.rows}
    assert len(got) == len(reading.rows)
    assert got == {
        key: {name: value for name, value in row.items() if name not in ("release",)} for key, row in told.items()
    }
    names: dict[str, list[str]] = {
        key.id: sorted({name for one in stored.values() if key.id in one for name in one[key.id]})
        for key in dataset.keys
    }
    seen = preview(reading, frame, names)
    assert (seen.count("new"), seen.unknown, seen.doubts) == (len(told), (), ())


@EVERY
@BOTH
@EITHER
def test_an_untouched_template_stores_nothing_and_says_so(
    stored: dict[str, pd.DataFrame], dataset: Dataset, language: Language, ending: str
) -> None:
    frame = stored[dataset.id]
    reading = read(dataset, getattr(files(dataset, frame, language), ending), ending)
    assert (reading.dataset, reading.rows) == (dataset, ())
    example, *others = reading.left_out
    assert (example.row, example.reason) == (2, IS_EXAMPLE)
    assert {left.reason for left in others} == {IS_NOT_FILLED}
    lines = len(others)
    assert f"示例行不入库；{lines} 行没有填数，不入库" in reading.summary("zh")
    if not dataset.indicators:
        assert lines == len(last_year(dataset, frame))


@EITHER
def test_loading_an_untouched_template_makes_no_release(store: Store, ending: str) -> None:
    before = latest(store)
    content = getattr(files(EMPLOYMENT, rows(store, EMPLOYMENT), "zh"), ending)
    accepted = load(store, read_file("t", content, DATASETS), "tester")
    assert [(one.release, one.new, one.changed, one.unchanged) for one in accepted] == [(None, 0, 0, 0)]
    assert latest(store) == before


@EVERY
@BOTH
def test_without_a_store_there_is_a_header_and_the_scorecards_indicators(dataset: Dataset, language: Language) -> None:
    empty = files(dataset, None, language)
    header, *lines = csv.reader(io.StringIO(empty.csv.decode("utf-8-sig"), newline=""))
    assert header[0] == YEAR.label.text(language)
    assert len(lines) == len(dataset.stored_indicators)
    [reading] = read_file("t.csv", empty.csv, DATASETS)
    assert reading.dataset == dataset
    assert [problem.found.zh for problem in reading.problems] == ([] if lines else ["只有表头，没有数据"])


def test_the_example_is_a_stored_row_of_last_year(stored: dict[str, pd.DataFrame]) -> None:
    example = filled_in(EMPLOYMENT, stored["employment"], 2021, "zh").example
    assert example is not None
    first = last_year(EMPLOYMENT, stored["employment"])[0]
    assert [example[name] for name in ("major", "matched_rate", "starting_salary", "words")] == [
        first[name] for name in ("major", "matched_rate", "starting_salary", "words")
    ]
    assert example["year"] == "示例（2020年，不入库）"


def test_an_example_with_figures_is_left_out_wherever_it_stands() -> None:
    content = "Year,Major,Matched employment rate\n2021,护理,90\nexample 2020,会计,80\n示例,电子商务,70\n"
    [reading] = read_file("e.csv", content.encode(), DATASETS)
    assert [row["major"] for row in reading.rows] == ["护理"]
    assert [(left.row, left.reason) for left in reading.left_out] == [(3, IS_EXAMPLE), (4, IS_EXAMPLE)]
    assert reading.problems == ()


@pytest.mark.parametrize("said", ["/", "—", "无"])
def test_a_line_that_says_that_there_is_nothing_is_a_row(said: str) -> None:
    content = f"年份,专业,对口就业率,就业率,备注\n2021,护理,{said},,\n2021,会计,,,停招\n2021,电子商务, ,,\n"
    [reading] = read_file("e.csv", content.encode(), DATASETS)
    assert [(row["major"], row["matched_rate"], row["note"]) for row in reading.rows] == [
        ("护理", None, ""),
        ("会计", None, "停招"),
    ]
    assert [(left.row, left.text, left.reason) for left in reading.left_out] == [(4, "电子商务", IS_NOT_FILLED)]


def test_an_indicator_of_two_sections_has_both_lines(stored: dict[str, pd.DataFrame]) -> None:
    frame = stored["scorecard"]
    template = filled_in(SCORECARD, frame, 2021, "zh")
    told = {(line["indicator"], line["section"]) for line in template.lines}
    assert len(told) == len(template.lines)
    for row in last_year(SCORECARD, frame):
        assert (SCORECARD.measure(row["indicator"]).title("zh"), row["section"]) in told
    assert {name for name, _ in told} == {one.title("zh") for one in SCORECARD.stored_indicators}


@BOTH
def test_an_indicator_is_known_by_every_name_the_template_gives_it(language: Language) -> None:
    header = "year,indicator,value,section\n"
    for one in SCORECARD.stored_indicators:
        for name in (one.title(language), one.label.text(language)):
            content = f'{header}2021,"{name}",/,1\n'
            [reading] = read_file("s.csv", content.encode("utf-8-sig"), DATASETS)
            assert [row["indicator"] for row in reading.rows] == [one.id]


def test_a_term_moves_to_the_new_year(stored: dict[str, pd.DataFrame]) -> None:
    aid = next(dataset for dataset in DATASETS if dataset.id == "aid")
    lines = filled_in(aid, stored["aid"], 2021, "zh").lines
    assert {line["term"] for line in lines} == {"2021年春季学期", "2021年秋季学期"}


# The workbook


def rules_by_cell(sheet: Worksheet) -> dict[str, Any]:
    """The rule of each cell of the first line to fill in, and of every line where each has its own."""
    return {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}


@EVERY
@BOTH
def test_every_column_to_fill_in_has_its_declared_rule(
    stored: dict[str, pd.DataFrame], dataset: Dataset, language: Language
) -> None:
    template = files(dataset, stored[dataset.id], language)
    book = openpyxl.load_workbook(io.BytesIO(template.xlsx))
    sheet, helped = book.worksheets
    assert helped.title == {"zh": "填写说明", "en": "Help"}[language]
    assert sheet.freeze_panes == "A2"
    found = rules_by_cell(sheet)
    assert (found["A3"].type, found["A3"].formula1, found["A3"].formula2) == ("whole", "1949", "2999")
    for place, column in enumerate(dataset.file_columns):
        letter = chr(65 + place)
        heading = sheet[f"{letter}1"]
        assert heading.font.bold
        if isinstance(column, Measure) and not dataset.indicators:
            assert heading.value == column.title(language)
            rule = found[f"{letter}3"]
            assert (rule.type, rule.formula1) == ("custom", formula(column, f"{letter}3"))
            assert (f">={column.minimum:.15g}" in rule.formula1) == (column.minimum is not None)
            assert (f"<={column.maximum:.15g}" in rule.formula1) == (column.maximum is not None)
            assert all(reason in rule.formula1 for reason in column.reasons)
            assert rule.errorStyle == ("warning" if column.kind == "rank" else "stop")
            assert f"{column.maximum:.15g}" in rule.error and "/" in rule.error
            assert rule.prompt == prompt(column, dataset, language)
        elif isinstance(column, Key):
            rule = found[f"{letter}3"]
            assert (rule.type, rule.errorStyle) == ("list", "warning")
            name, cells = rule.formula1.split("!")
            assert name.strip("'") == helped.title
            listed = {cell.value for [cell] in helped[cells.replace("$", "")]}
            assert {sheet[f"{letter}{row}"].value for row in range(3, 5)} - {None} <= listed
        elif column in dataset.texts:
            assert sheet[f"{letter}3"].number_format == "@"
            assert found[f"{letter}3"].prompt


@BOTH
def test_every_line_of_the_scorecard_has_its_own_indicators_rule(
    stored: dict[str, pd.DataFrame], language: Language
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files(SCORECARD, stored["scorecard"], language).xlsx))
    sheet = book.worksheets[0]
    found = rules_by_cell(sheet)
    by_title = {one.title(language): one for one in SCORECARD.stored_indicators}
    lines = filled_in(SCORECARD, stored["scorecard"], 2021, language).lines
    assert sheet.max_row == len(lines) + 2
    for row in range(3, sheet.max_row + 1):
        one = by_title[str(sheet[f"B{row}"].value)]
        rule = found[f"C{row}"]
        assert rule.formula1 == formula(one, f"C{row}")
        assert rule.errorStyle == "warning"
        assert (sheet[f"C{row}"].number_format == "@") == (one.kind == "ratio")


@EVERY
def test_rules_fit_into_what_a_spreadsheet_takes(dataset: Dataset) -> None:
    for measure in (*dataset.stored_measures, *dataset.stored_indicators):
        assert len(formula(measure, "AA20000")) <= LONGEST_FORMULA
        assert len(formula(measure, "C3")) <= LONGEST_FORMULA
        if measure.kind in ("number", "integer"):
            assert "FIND(9,C3)" in formula(measure, "C3")


@EVERY
@BOTH
def test_the_help_says_each_column_and_gives_only_notation_that_is_read(
    stored: dict[str, pd.DataFrame], dataset: Dataset, language: Language
) -> None:
    template = filled_in(dataset, stored[dataset.id], 2021, language)
    told = list(helping.entries(template))
    columns: list[Column] = [*dataset.file_columns, *dataset.stored_indicators]
    titles = [one.title(language) for one in dataset.stored_indicators]
    assert [cells[0] for cells in told] == [*template.headings, *titles]
    for column, cells in zip(columns, told, strict=True):
        examples = [one for one in cells[5].split(" ｜ ") if one]
        for example in examples:
            if isinstance(column, Measure):
                assert figure(example, column).value is not None
            else:
                assert year(example) == 2019 if column == YEAR else text(example)
        if isinstance(column, Measure) and not (dataset.indicators and column in dataset.measures):
            assert f"{column.maximum:.15g}" in cells[2]
            assert cells[6]


# Text is text


def test_no_stored_name_becomes_a_formula_and_each_is_read_back_as_it_was() -> None:
    """But one that begins as a formula does, which no file brings any more."""
    names = ["=1+1", "+86", "-x", "@SUM(A1)", "护理"]
    rate = Measure("rate", Label("率", "Rate"), PERCENT, minimum=0, maximum=100)
    hostile = Dataset("hostile", Label("表[1/2]", "Table"), "9", (Key("name", Label("名称", "Name")),), (rate,))
    frame = pd.DataFrame(
        [
            {"year": 2020, "name": name, "rate": 50.0, "note": "", "section": "9", "words": "=x", "release": 1}
            for name in names
        ]
    )
    template = template_files(hostile, frame, 2021, "zh")
    book = openpyxl.load_workbook(io.BytesIO(template.xlsx))
    assert [cell.data_type for line in book.worksheets[0]["B2:B7"] for cell in line] == ["s"] * 6
    lines = list(csv.reader(io.StringIO(template.csv.decode("utf-8-sig"), newline="")))
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line)
    told: dict[tuple[str, ...], Row] = {(name,): {"rate": 50.0, "note": "", "words": ""} for name in names}
    for content in (filled_csv(template.csv, hostile, told), filled_xlsx(template.xlsx, hostile, told)):
        reading = read_file("h", content, [hostile])[0]
        assert [row["name"] for row in reading.rows] == names[1:]
        assert [problem.found.zh for problem in reading.problems] == ["“=1+1”"]


def test_a_list_of_ranks_keeps_its_text() -> None:
    degrees = next(dataset for dataset in DATASETS if dataset.id == "degree_by_major")
    book = openpyxl.load_workbook(io.BytesIO(template_files(degrees, None, 2021, "zh").xlsx))
    place = [column.id for column in degrees.file_columns].index("top10_ranks") + 1
    assert book.worksheets[0].cell(2, place).number_format == "@"


def test_a_column_without_bounds_has_a_rule_all_the_same() -> None:
    free = Measure("free", Label("数", "Number"), PERCENT, reasons=("甲" * 200,))
    assert formula(free, "C3") == "IF(ISNUMBER(C3),TRUE,TRUE)"
    short = replace(free, reasons=('“a"b”',))
    assert 'C3="“a""b”"' in formula(short, "C3")


def test_the_file_is_named_for_the_dataset_and_the_year(stored: dict[str, pd.DataFrame]) -> None:
    assert files(EMPLOYMENT, stored["employment"], "zh").name == "employment-2021"
    assert files(EMPLOYMENT, None, "zh").name == "employment"
