"""Whether what somebody wants to say of a figure can be said: each fault with its sentence, all at once."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from typing import Any

import pandas as pd

from insights.numbers import number, quantity
from insights.targets import histories_of
from schema import Dataset, Label, Language, Measure, Statement
from schema.statements import LONGEST_TEXT

NO_VALUE = Label("请写出数值，例如 {like}。", "Give the value, such as {like}.")
NO_NUMBER = Label(
    "“{text}”不是数。请只写数字，例如 {like}。", "“{text}” is no number. Write digits only, such as {like}."
)
OUTSIDE = Label(
    "{value} 超出了“{label}”的取值范围（{low} 到 {high}）。请改成范围以内的数。",
    "{value} is outside the valid range of “{label}” ({low} to {high}). Give a value within it.",
)
NO_YEAR = Label("请写出年份。", "Say which year.")
NO_FIGURES = Label(
    "“{label}”{year}年没有数据，备注没有地方可放。有数据的年份：{years}。",
    "“{label}” has no figure in {year} for a note to stand at. There are figures for {years}.",
)
NO_BREAK = Label(
    "“{label}”在{year}年以前或以后没有数据，口径变化没有可分开的。有数据的年份：{years}。",
    "“{label}” has no figures on both sides of {year}, so nothing is parted. There are figures for {years}.",
)
TWICE = Label("“{label}”{year}年的口径变化已经标过了。", "A break of “{label}” in {year} is marked already.")
NO_DIRECTION = Label("请说明是不低于还是不高于。", "Say whether at least or at most is meant.")
NO_TEXT = Label("请写出内容：{what}。", "Write the words: {what}.")
TOO_LONG = Label(
    "“{what}”有 {count} 个字，最多 {most} 个。请缩短。", "“{what}” has {count} characters, {most} at most. Shorten it."
)
TEXTS = {
    "text": Label("名称或说明", "name or words"),
    "source": Label("来源", "source"),
    "scope": Label("适用范围", "scope"),
    "office": Label("责任部门", "office"),
}
NONE = Label("没有", "none")
OPEN_END = Label("不限", "no limit")


def parsed(text: str, measure: Measure, language: Language) -> float | str:
    """The number that was written, or the sentence that says why it is none."""
    plain = unicodedata.normalize("NFKC", text).strip().replace(",", "").replace("−", "-").removesuffix("%").strip()
    like = number(float(measure.maximum if measure.maximum is not None else 100), measure, language)
    if not plain:
        return NO_VALUE.text(language).format(like=like)
    try:
        value = float(plain)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        return NO_NUMBER.text(language).format(text=text.strip(), like=like)
    return value


def faults(fields: Mapping[str, Any], dataset: Dataset, rows: pd.DataFrame, language: Language) -> list[str]:
    """Why these fields are no statement of the dataset's figures; empty where they are one.

    `dataset` is as declared, `rows` are its rows of all years.
    """
    kind, measure, year = fields["kind"], dataset.measure(fields["column"]), fields.get("year")
    label, found = measure.label.text(language), _of_texts(fields, language)
    if kind in ("target", "line"):
        found += _of_value(fields, measure, language)
    if year is None:
        return found if kind == "line" else [*found, NO_YEAR.text(language)]
    if kind in ("note", "break"):
        place = Statement("note", dataset.id, measure.id, year, fields.get("members", ()), text="·")
        own = {at for one in histories_of(place, dataset, rows, language).values() for at in one}
        years = ", ".join(map(str, sorted(own))) or NONE.text(language)
        if kind == "note" and year not in own:
            found.append(NO_FIGURES.text(language).format(label=label, year=year, years=years))
        if kind == "break" and not (own and min(own) < year <= max(own)):
            found.append(NO_BREAK.text(language).format(label=label, year=year, years=years))
        if kind == "break" and year in {one.year for one in dataset.breaks_of(measure.id)}:
            found.append(TWICE.text(language).format(label=label, year=year))
    return found


def _of_texts(fields: Mapping[str, Any], language: Language) -> list[str]:
    found = []
    for name, label in TEXTS.items():
        text, what = str(fields.get(name, "")), label.text(language)
        if len(text) > LONGEST_TEXT:
            found.append(TOO_LONG.text(language).format(what=what, count=len(text), most=LONGEST_TEXT))
    if fields["kind"] != "target" and not str(fields.get("text", "")).strip():
        found.append(NO_TEXT.text(language).format(what=TEXTS["text"].text(language)))
    return found


def _of_value(fields: Mapping[str, Any], measure: Measure, language: Language) -> list[str]:
    value, found = fields.get("value"), []
    if isinstance(value, str):
        value = parsed(value, measure, language)
    if isinstance(value, str):
        found.append(value)
    elif value is not None and not _is_within(value, measure):
        low, high = (
            OPEN_END.text(language) if end is None else quantity(end, measure, language)
            for end in (measure.minimum, measure.maximum)
        )
        shown = quantity(value, measure, language)
        text = OUTSIDE.text(language)
        found.append(text.format(value=shown, label=measure.label.text(language), low=low, high=high))
    if (fields.get("better") or measure.better) is None and fields.get("is_certain", True):
        found.append(NO_DIRECTION.text(language))
    return found


def _is_within(value: float, measure: Measure) -> bool:
    return (measure.minimum is None or value >= measure.minimum) and (
        measure.maximum is None or value <= measure.maximum
    )
