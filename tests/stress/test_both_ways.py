"""Notation and loader driven both ways: what is written in any of the ways known is read for exactly what was meant."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import catalogue
from loaders import Choices, read_file, template_files
from loaders.files.text import guarded, unguarded, visible
from loaders.reading.folding import DIGITS
from loaders.reading.headings import names_of
from loaders.reading.notation import (
    MISSING,
    MOST,
    Figure,
    NotUnderstood,
    figure,
    folded,
    is_figure,
    member,
    name,
    text,
    year,
)
from loaders.reading.records import is_share, total
from schema import NOTE, Dataset, Key, Label, Measure, Unit
from tests.stress.scale import PROFILE

DATASETS = catalogue.datasets()
HEADINGS = names_of(DATASETS)
BY_ID = {dataset.id: dataset for dataset in DATASETS}
MEASURES = {
    f"{dataset.id}.{measure.id}": measure
    for dataset in DATASETS
    for measure in (dataset.stored_indicators or dataset.stored_measures)
}
PLAIN = Unit(Label("", ""), Label("", ""))
KINDS = [Measure("value", Label("数值", "Value"), PLAIN, kind=kind) for kind in ("number", "integer", "rank", "ratio")]
ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16"]
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def values(measure: Measure) -> st.SearchStrategy[Decimal]:
    """Any value within the measure's range, with as many places as a report has."""
    low, high = measure.minimum, measure.maximum
    lowest = Decimal(str(low)) if low is not None else Decimal(0 if measure.kind in ("rank", "ratio") else -(10**9))
    highest = Decimal(str(high)) if high is not None else Decimal(10**9)
    places = st.just(0) if measure.is_whole_number else st.integers(0, 4)
    return places.flatmap(lambda digits: st.decimals(lowest, highest, places=digits))


def chinese(number: int) -> str:
    one = {value: digit for digit, value in DIGITS.items()}
    tens, ones = divmod(number, 10)
    return f"{'' if tens < 2 else one[tens]}{'十' if tens else ''}{one[ones] if ones or not tens else ''}"


@st.composite
def written_figures(draw: st.DrawFn, measure: Measure) -> tuple[str, float, bool]:
    """A way to write a value of the measure, the value, and whether the cell says more than the value."""
    value = draw(values(measure))
    match measure.kind:
        case "rank":
            plain = [str(value), f"第{value}名", f"第{value}"]
            word = [chinese(int(value))] if value < 100 else []
            words = [f"{before}{one}{after}" for one in word for before in ("", "第") for after in ("", "名")]
            written, more = draw(st.sampled_from([*plain, *words])), False
        case "ratio":
            written, more = f"{value}{draw(st.sampled_from(['', ':1', '∶1', ' : 1', ':1.0']))}", False
        case _:
            written, more = draw(_numbers(measure, value))
    if draw(st.booleans()):
        written = written.translate(FULL_WIDTH)
    space = draw(st.sampled_from(["", " ", "\u3000"]))
    return f"{space}{written}{space}", float(value) + 0.0, more


@st.composite
def _numbers(draw: st.DrawFn, measure: Measure, value: Decimal) -> tuple[str, bool]:
    if draw(st.booleans()) and measure.kind == "integer" and value >= 0:
        part = draw(st.integers(0, int(value)))
        return f"{int(value) - part}+{part}", True
    digits = f"{abs(value):{draw(st.sampled_from(['', ',']))}f}"
    sign = draw(st.sampled_from(["-", "−", "–", "—", "- "])) if value < 0 else draw(st.sampled_from(["", "+"]))
    own = {measure.unit.label.zh, measure.unit.in_header.zh} - {"", ":1"}
    unit = draw(st.sampled_from(["", *sorted(own)]))
    written = f"{sign}{digits}{draw(st.sampled_from(['', ' ']))}{unit}".strip()
    said = draw(st.sampled_from(["", "约", "超", "超过", "余", "以上", "多", "（）"]))
    match said:
        case "":
            return written, False
        case "（）":
            return f"{written}（省一国二）", True
        case "约" | "超" | "超过":
            return f"{said}{written}", True
        case _:
            return draw(st.sampled_from([f"{written}{said}", f"{sign}{digits}{said}{unit}"])), True


@PROFILE
@given(st.data(), st.sampled_from(sorted(MEASURES)))
def test_a_value_is_read_from_every_way_to_write_it(data: st.DataObject, name_of_measure: str) -> None:
    measure = MEASURES[name_of_measure]
    written, value, more = data.draw(written_figures(measure))
    assert figure(written, measure) == Figure(value, folded(written) if more else "")


SIGNS = st.text("0123456789０９.,:∶/+-−–—－＋%％元人个分名第一二十约余以上多()（）=#\u3000 \u200be", max_size=12)


@PROFILE
@given(st.one_of(st.text(max_size=40), SIGNS), st.sampled_from([*KINDS, *MEASURES.values()]))
def test_any_text_is_a_figure_or_not_understood(written: str, measure: Measure) -> None:
    try:
        read = figure(written, measure)
    except NotUnderstood as error:
        assert error.expected.zh and error.expected.en
        return
    assert isinstance(read, Figure)
    if read.value is not None:
        assert abs(read.value) < MOST
        assert not measure.is_whole_number or read.value == int(read.value)


@PROFILE
@given(st.one_of(st.text(max_size=40), SIGNS), st.sampled_from([year, name, text, member, folded, is_figure, visible]))
def test_any_text_has_a_meaning_or_a_sentence(written: str, reader: Callable[[str], object]) -> None:
    try:
        reader(written)
    except NotUnderstood as error:
        assert error.expected.zh and error.expected.en


@PROFILE
@given(st.text(max_size=60))
def test_what_is_seen_is_seen_the_same_again(written: str) -> None:
    seen = visible(written)
    assert visible(seen) == seen
    assert not set("\n\r\t\0\u200b\u202e\u2028\ufeff\u00a0") & set(seen)


@PROFILE
@given(st.one_of(st.text(max_size=40), st.text("'=+-@\t\rx", max_size=6)))
def test_what_is_guarded_is_no_formula_and_is_read_as_it_was(written: str) -> None:
    assert not guarded(written).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(guarded(written)) == written


def is_plain_name(word: str, key: Key) -> bool:
    try:
        kept = name(visible(word)) == word
    except NotUnderstood:
        return False
    is_heading = any(HEADINGS.count([word]))
    return kept and bool(word) and total(word, key) is None and not is_share(word, key) and not is_heading


def names(key: Key) -> st.SearchStrategy[str]:
    known = [*key.order, *key.names]
    anything = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=12).map(str.strip)
    written = st.one_of(st.sampled_from(known), anything) if known else anything
    told = written.filter(lambda word: is_plain_name(word, key))
    return st.one_of(st.just(""), told) if key.optional else told


def notes() -> st.SearchStrategy[str]:
    written = st.text(st.characters(exclude_categories=["C"]), max_size=12).map(str.strip).map(visible)
    return written.map(lambda note: "" if folded(note) in MISSING else note)


def cells(measure: Measure) -> st.SearchStrategy[Decimal | None]:
    return st.one_of(st.none(), values(measure))


@st.composite
def rows_of(draw: st.DrawFn, dataset: Dataset, years: st.SearchStrategy[int]) -> list[dict[str, Any]]:
    """Rows as the store takes them, no two of one key."""
    found: dict[tuple[object, ...], dict[str, Any]] = {}
    indicators = [indicator.id for indicator in dataset.stored_indicators]
    for _ in range(draw(st.integers(1, 4))):
        row: dict[str, Any] = {"year": draw(years)}
        for key in dataset.keys:
            row[key.id] = draw(st.sampled_from(indicators) if indicators else names(key))
        for measure in dataset.stored_measures:
            declared = dataset.measure(row["indicator"]) if dataset.indicators else measure
            value = draw(cells(declared))
            row[measure.id] = None if value is None else int(value) if measure.is_whole_number else float(value) + 0.0
        for column in dataset.texts:
            row[column.id] = draw(st.sampled_from(["", "5、7", "第3"]))
        row[NOTE.id] = draw(notes())
        found[tuple(row[name] for name in dataset.row_key if name in row)] = row
    return list(found.values())


def as_csv(lines: list[list[str]], delimiter: str) -> str:
    """The lines as our own files have them."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(map(guarded, line) for line in lines)
    return out.getvalue()


@cache
def header_of(table: str) -> list[str]:
    """The template's."""
    template = template_files(BY_ID[table], None, None, "zh").csv.decode("utf-8-sig")
    return next(csv.reader(io.StringIO(template)))


def shown(value: object) -> str:
    return "" if value is None else f"{value:f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def like(rows: tuple[dict[str, Any], ...], wanted: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows' columns that are told of the wanted ones."""
    return [{name: row[name] for name in one} for row, one in zip(rows, wanted, strict=True)]


@pytest.mark.parametrize("encoding", ENCODINGS)
@PROFILE
@given(st.data(), st.sampled_from(sorted(BY_ID)))
def test_rows_in_the_form_of_the_template_are_read_back(encoding: str, data: st.DataObject, table: str) -> None:
    """A line that says nothing of its item is not filled in, and no row."""
    dataset = BY_ID[table]
    spoken = (*(measure.id for measure in dataset.stored_measures), *(column.id for column in dataset.texts), NOTE.id)
    rows = [
        row
        for row in data.draw(rows_of(dataset, st.integers(1949, 2999)))
        if any(row[name] not in (None, "") for name in spoken)
    ]
    lines = [[shown(row.get(column.id, "")) for column in dataset.file_columns] for row in rows]
    content = as_csv([header_of(table), *lines], data.draw(st.sampled_from(",\t;"))).encode(encoding)
    [reading] = read_file("t.csv", content, DATASETS)
    if not rows:
        assert reading.rows == ()
        return
    assert [problem.text("zh") for problem in reading.problems] == []
    assert reading.dataset == dataset
    assert like(reading.rows, rows) == rows


@pytest.mark.parametrize("encoding", ENCODINGS)
@PROFILE
@given(st.data(), st.sampled_from(sorted(BY_ID)))
def test_rows_with_the_years_side_by_side_are_read_back(encoding: str, data: st.DataObject, table: str) -> None:
    """A column for each measure and year; an item that a year has no figure of is no row of that year."""
    dataset, years = BY_ID[table], st.integers(1990, 2030)
    rows = [
        row
        for row in data.draw(rows_of(dataset, years))
        if any(row[measure.id] is not None for measure in dataset.stored_measures)
    ]
    told = sorted({row["year"] for row in rows}) or [2020]
    measures = dataset.stored_measures
    keys = [key.id for key in dataset.keys]
    header = [key.label.zh for key in dataset.keys]
    header += [f"{at}年" if dataset.indicators else f"{at}年{one.title('zh')}" for at in told for one in measures]
    by_key: dict[tuple[str, ...], dict[int, dict[str, Any]]] = {}
    for row in rows:
        by_key.setdefault(tuple(row[key] for key in keys), {})[row["year"]] = row
    lines = [
        [*at, *(shown(own.get(one, {}).get(measure.id)) for one in told for measure in measures)]
        for at, own in by_key.items()
    ]
    content = as_csv([["2020年报表"], header, *lines], ",").encode(encoding)
    readings = read_file("w.csv", content, DATASETS, {"": Choices(dataset=dataset.id)})
    if not rows:
        assert all(reading.rows == () for reading in readings)
        return
    [reading] = readings
    assert [problem.text("zh") for problem in reading.problems] == []
    wanted = [
        {name: value for name, value in row.items() if name in ("year", *keys, *(one.id for one in measures))}
        for own in by_key.values()
        for _, row in sorted(own.items())
    ]
    assert like(reading.rows, wanted) == wanted
