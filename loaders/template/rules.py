"""A declared range as a spreadsheet's rule, and in words for who fills the template in.

The rule asks no more than the reader does: a number must lie in its range, and text must be missing, a reason, or hold
a digit (约3127万元, 129+1), which the reader will understand or ask about.
"""

from __future__ import annotations

from typing import Literal

from loaders.reading.notation import YEARS
from schema import YEAR, Column, Dataset, Indicator, Key, Label, Language, Measure

MISSING = ("/", "／", "—", "-", "无")  # the ways to write it that a rule names; the reader knows more
LONGEST_FORMULA = 255  # characters that Excel takes in one rule

Strictness = Literal["stop", "warning"]


def formula(measure: Measure, cell: str) -> str:
    """A formula that is true where `cell` may hold what it holds in the measure's column."""
    words = [f'{cell}="{word.replace(chr(34), chr(34) * 2)}"' for word in (*MISSING, *measure.reasons)]
    if measure.kind == "ratio":  # the cell is text, for a spreadsheet takes 16:1 for a time of day
        number = f'VALUE(SUBSTITUTE(SUBSTITUTE({cell},"∶",":"),":1",""))'
        return f"IF(OR({','.join(words)}),TRUE,IFERROR({_within(measure, number)},FALSE))"
    if measure.kind == "rank":
        words.append(f'LEFT({cell},1)="第"')
    else:
        words.append(f"COUNT({','.join(f'FIND({digit},{cell})' for digit in range(10))})>0")
    exact = f"IF(ISNUMBER({cell}),{_within(measure, cell)},OR({','.join(words)}))"
    return exact if len(exact) <= LONGEST_FORMULA else f"IF(ISNUMBER({cell}),{_within(measure, cell)},TRUE)"


def _within(measure: Measure, number: str) -> str:
    conditions = []
    if measure.minimum is not None:
        conditions.append(f"{number}>={measure.minimum:.15g}")
    if measure.maximum is not None:
        conditions.append(f"{number}<={measure.maximum:.15g}")
    if measure.is_whole_number:
        conditions.append(f"INT({number})={number}")
    return f"AND({','.join(conditions)})" if conditions else "TRUE"


def strictness(dataset: Dataset, measure: Measure) -> Strictness:
    """Whether a cell that breaks its rule is refused, or asked about only: ranks and ratios have more spellings than a
    formula knows, and the scorecard's rules stay where they are when its lines are sorted."""
    return "warning" if dataset.indicators or measure.kind in ("rank", "ratio") else "stop"


def valid_range(column: Column) -> Label:
    """The valid range in words; empty where the column has none."""
    if column == YEAR:
        return Label(f"{YEARS[0]} 到 {YEARS[-1]} 的整数", f"whole, {YEARS[0]} to {YEARS[-1]}")
    if not isinstance(column, Measure):
        return Label("", "")
    low, high = (None if end is None else f"{end:.15g}" for end in (column.minimum, column.maximum))
    zh, en = "", ""
    if low is not None and high is not None:
        zh, en = f"{low} 到 {high}", f"{low} to {high}"
    elif low is not None:
        zh, en = f"不小于 {low}", f"at least {low}"
    elif high is not None:
        zh, en = f"不大于 {high}", f"at most {high}"
    if column.is_whole_number:
        zh, en = f"{zh} 的整数".strip(), f"whole, {en}".removesuffix(", ")
    return Label(zh, en)


def missing(column: Column, dataset: Dataset) -> Label:
    """How a cell of the column says that there is nothing."""
    if isinstance(column, Measure):
        others = "".join(f"，或“{reason}”" for reason in column.reasons)
        also = "".join(f", or “{reason}”" for reason in column.reasons)
        return Label(f"写“/”{others}", f"write “/”{also}")
    if column == YEAR or (isinstance(column, Key) and not column.optional):
        return Label("不能空", "never blank")
    if column in dataset.texts:
        return Label("写“/”", "write “/”")
    return Label("可留空", "may be blank")


def expected(measure: Measure, dataset: Dataset, language: Language) -> str:
    """What a rule says that is broken: the range, the unit, and how to write that there is nothing."""
    unit, reach, absent = measure.unit.in_header, valid_range(measure), missing(measure, dataset)
    zh = f"{measure.label.zh}应为 {reach.zh}{f'（{unit.zh}）' if unit.zh else ''}。没有数据请{absent.zh}。"
    en = f"{measure.label.en}: {reach.en}{f' ({unit.en})' if unit.en else ''}. Where there is none, {absent.en}."
    return Label(zh, en).text(language)


def prompt(column: Column, dataset: Dataset, language: Language) -> str:
    """What stands beside a cell while it is filled in: unit, range, meaning, and how to write that there is nothing."""
    measure = column if isinstance(column, Measure) else None
    unit = measure.unit.in_header.text(language) if measure else ""
    facts = (
        (Label("单位：", "Unit: "), unit),
        (Label("范围：", "Range: "), valid_range(column).text(language)),
        (Label("含义：", "Meaning: "), column.definition.text(language) if column.definition else ""),
        (Label("章节：", "Section: "), column.section if isinstance(column, Indicator) else ""),
        (Label("没有数据：", "No figure: ") if measure else Label("", ""), missing(column, dataset).text(language)),
    )
    return "\n".join(f"{name.text(language)}{fact}" for name, fact in facts if fact)
