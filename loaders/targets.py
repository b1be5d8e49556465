"""A table of targets: each row a target for a year, of a measure as a whole or of one of its members.

It is stored as a whole or not at all. A row whose place has a target already is a new version of that one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from insights.stating import faults, parsed
from loaders.files import read
from loaders.files.sheet import Line, Sheet
from loaders.files.text import visible
from loaders.problem import Problem
from loaders.reading.notation import YEARS
from schema import Dataset, Difference, Label, Measure, Statement
from schema.columns import Better
from schema.statements import Members

DATASET = Label("数据集", "Dataset")
MEASURE = Label("指标", "Measure")
MEMBER = Label("名称", "Name")
YEAR = Label("年份", "Year")
VALUE = Label("目标值", "Target")
DIRECTION = Label("怎样算达到", "Met by")
OFFICE = Label("责任部门", "Responsible office")
WORDS = Label("说明", "Words")
HEADINGS = (DATASET, MEASURE, MEMBER, YEAR, VALUE, DIRECTION, OFFICE, WORDS)
NEEDED = (MEASURE, YEAR, VALUE)
TWICE = Label("文件里这一处有两个目标", "the file has two targets for this place")
ONCE = Label("请只留一个", "leave one of them")
A_ROW = Label("每个目标请写一行", "write each target in a row")
A_YEAR = Label("请写四位数字，例如 2030", "write four digits, such as 2030")
STORED = Label("存入 {count} 个目标，{same} 个没有变化。", "{count} targets stored, {same} as they were.")
TAKEN_BACK = Label("收回了 {count} 个目标。", "{count} targets taken back.")
LAST_OF_HEADINGS = 10  # lines of a sheet among which the headings stand
BETWEEN = "/"  # the names of a member of several keys
WAYS: Mapping[str, Better | None] = {
    "": None,
    **dict.fromkeys(("不低于", "至少", "at least", "≥"), "higher"),
    **dict.fromkeys(("不高于", "至多", "at most", "≤"), "lower"),
}


@dataclass(frozen=True)
class Targets:
    """What a file of targets holds: statements, or the problems for which none of them is taken."""

    file: str
    statements: tuple[Statement, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class _Row:
    """A line of the file: its cells by what they mean, and how a problem of one of them is told."""

    line: Line
    columns: Mapping[Label, int]
    problem: Callable[[Line, Label, Label, Label], Problem]

    def text(self, what: Label) -> str:
        at = self.columns.get(what)
        return "" if at is None else unicodedata.normalize("NFKC", self.line.cells[at]).strip()

    def wrong(self, what: Label, found: Label, expected: Label) -> Problem:
        return self.problem(self.line, what, found, expected)


def read_targets(file: str, content: bytes, datasets: Sequence[Dataset], rows: Mapping[str, pd.DataFrame]) -> Targets:
    """The targets of a CSV or a workbook; `rows` of each dataset, whose names and figures they speak of."""
    name = visible(file)
    try:
        sheets = read.sheets(content, file)
    except read.Unreadable as error:
        return Targets(name, problems=(Problem(name, 0, "", error.found, error.expected),))
    lines = next((held for one in sheets if (held := _rows(name, one)) is not None), None)
    if lines is None:
        return Targets(name, problems=(_no_header(name),))
    found: list[Statement] = []
    problems: list[Problem] = []
    for row in lines:
        one, wrong = _target(row, datasets, rows)
        if one is not None and any(one.place == other.place for other in found):
            wrong = [row.wrong(MEASURE, TWICE, ONCE)]
        problems += wrong
        found += [one] if one is not None and not wrong else []
    if not found and not problems:
        problems = [Problem(name, 0, "", Label("表头下面没有目标", "no target stands below the headings"), A_ROW)]
    return Targets(name, () if problems else tuple(found), tuple(problems))


def template() -> str:
    """The headings of a file of targets, and what an empty row has."""
    return "\ufeff" + ",".join(one.zh for one in HEADINGS) + "\r\n"


def same_place(found: Sequence[Statement], standing: Sequence[Statement]) -> list[Statement]:
    """The targets, each under the id of the one that stands at its place."""
    known = {one.place: one.id for one in standing}
    return [replace(one, id=known.get(one.place, one.id)) for one in found]


def _header(sheet: Sheet) -> tuple[Line, dict[Label, int]] | None:
    for line in sheet.lines[:LAST_OF_HEADINGS]:
        texts = [unicodedata.normalize("NFKC", cell).strip().casefold() for cell in line.cells]
        names = [(one, text.casefold()) for one in HEADINGS for text in (one.en, one.zh)]
        columns = {one: texts.index(text) for one, text in names if text in texts}
        if all(one in columns for one in NEEDED):
            return line, columns
    return None


def _no_header(name: str) -> Problem:
    found = Label("没有目标表的表头", "there are no headings of a table of targets")
    zh, en = "、".join(one.zh for one in NEEDED), ", ".join(one.en for one in NEEDED)
    return Problem(name, 1, "", found, Label(f"第一行要有这几列：{zh}", f"the first row must have the columns {en}"))


def _rows(name: str, sheet: Sheet) -> list[_Row] | None:
    """The lines below the headings; None of a sheet without them."""
    header = _header(sheet)
    if header is None:
        return None
    first, columns = header

    def problem(line: Line, what: Label, found: Label, expected: Label) -> Problem:
        at = columns.get(what)
        heading = what.zh if at is None else first.cells[at].strip()
        return Problem(name, line.row, heading, found, expected, 0 if at is None else at + 1)

    return [_Row(line, columns, problem) for line in sheet.lines if line.row > first.row]


def _target(
    row: _Row, datasets: Sequence[Dataset], rows: Mapping[str, pd.DataFrame]
) -> tuple[Statement | None, list[Problem]]:
    """The row's target, or what is wrong with it: all at once."""
    place = _measure(row, datasets)
    if isinstance(place, Problem):
        return None, [place]
    dataset, measure = place
    members = _members(row, dataset, rows[dataset.id])
    problems = [members] if isinstance(members, Problem) else []
    year = row.text(YEAR).removesuffix("年")
    if not (year.isascii() and year.isdigit() and int(year) in YEARS):
        found = Label(f"“{row.text(YEAR)}”不是年份", f"“{row.text(YEAR)}” is no year")
        problems.append(row.wrong(YEAR, found, A_YEAR))
    way = row.text(DIRECTION).casefold()
    if way not in WAYS:
        found = Label(f"“{way}”没有说清方向", f"“{way}” is no direction")
        problems.append(row.wrong(DIRECTION, found, Label("请写“不低于”或“不高于”", "write “at least” or “at most”")))
    fields: dict[str, Any] = {
        "kind": "target",
        "dataset": dataset.id,
        "column": measure.id,
        "value": row.text(VALUE),
        "better": WAYS.get(way) or measure.better,
        "office": row.text(OFFICE),
        "text": row.text(WORDS),
    }
    asked = fields | {"year": 2000}  # a year that is none has its own sentence
    told = zip(
        faults(asked, dataset, rows[dataset.id], "zh"), faults(asked, dataset, rows[dataset.id], "en"), strict=True
    )
    problems += [row.wrong(VALUE, *_halves(zh, en)) for zh, en in told]
    if problems or isinstance(members, Problem):
        return None, problems
    fields["value"] = parsed(row.text(VALUE), measure, "zh")
    return Statement(**fields, year=int(year), members=members), []


def _halves(zh: str, en: str) -> tuple[Label, Label]:
    """What is wrong and how to mend it, of a sentence that says both."""
    (one, _, other), (first, _, second) = zh.partition("。"), en.partition(". ")
    return Label(one, first.rstrip(".")), Label(other.rstrip("。"), second.rstrip("."))


def _measure(row: _Row, datasets: Sequence[Dataset]) -> tuple[Dataset, Measure] | Problem:
    asked, among = row.text(MEASURE).casefold(), row.text(DATASET).casefold()
    found = [
        (dataset, one)
        for dataset in datasets
        if not among or among in {name.casefold() for name in (dataset.id, dataset.label.zh, dataset.label.en)}
        for one in (dataset.indicators or dataset.measures)
        if not isinstance(one, Difference) and asked in {heading.casefold() for heading in one.headings}
    ]
    if len(found) == 1:
        return found[0]
    said = row.text(MEASURE)
    if not found:
        unknown = Label(f"没有叫“{said}”的指标", f"there is no measure “{said}”")
        return row.wrong(MEASURE, unknown, Label("请照指标词典里的名称写", "write it as the dictionary does"))
    several = Label(f"“{said}”在几个数据集里都有", f"several datasets have a “{said}”")
    zh, en = "、".join(one.label.zh for one, _ in found), ", ".join(one.label.en for one, _ in found)
    expected = Label(f"请在“{DATASET.zh}”列写明是哪一个：{zh}", f"say which in the column “{DATASET.en}”: {en}")
    return row.wrong(MEASURE, several, expected)


def _members(row: _Row, dataset: Dataset, rows: pd.DataFrame) -> Members | Problem:
    """The key values that the name speaks of; none for the whole measure."""
    said = row.text(MEMBER)
    if not said or dataset.indicators:
        return ()
    found: dict[str, str] = {}
    for part in (one.strip() for one in said.split(BETWEEN)):
        met = [
            (key.id, str(value))
            for key in dataset.keys
            for value in dict.fromkeys(rows[key.id])
            if key.id not in found and part in (value, key.name(value, "zh"), key.name(value, "en"))
        ]
        if not met:
            unknown = Label(f"“{dataset.label.zh}”里没有“{part}”", f"“{dataset.label.en}” has no “{part}”")
            return row.wrong(
                MEMBER, unknown, Label("请照库里的名称写；整个指标就留空", "write a stored name, or nothing")
            )
        found[met[0][0]] = met[0][1]
    return tuple(sorted(found.items()))
