"""A dataset as a table to read: a row a member, the chosen years side by side, and the change between them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

import frames
from exports.content.words import RELEASE
from insights.numbers import number, signed
from schema import NOTE, SECTION, WORDS, YEAR, Dataset, Indicator, Language, Measure
from screen.shell import words

Heading = tuple[str, str]


def table(dataset: Dataset, rows: pd.DataFrame, years: tuple[int, ...], language: Language) -> None:
    """The dataset's table for the chosen years, then the report's own words for each of its rows."""
    held = frames.with_differences(dataset, rows[rows["year"].isin(years)])
    st.markdown(f"**{words.plain(dataset.label.text(language))}**")
    shown = _indicators(dataset, held, language) if dataset.indicators else _measures(dataset, held, language)
    words_after = 2 if dataset.indicators else 1 if (NOTE.label.text(language), "") in shown else 0
    figures = range(len(dataset.keys) + 1, len(shown.columns) + 1 - words_after)  # the hidden index is column 0
    right: Any = {place: st.column_config.TextColumn(alignment="right") for place in figures}
    with st.container(key=f"screen-{dataset.id}"):
        st.dataframe(shown, hide_index=True, height="content", column_config=right, alt=dataset.label.text(language))
    with st.container(key=f"paper-{dataset.id}"):
        st.table(_on_paper(shown))
    with st.expander(words.WORDS_OF_REPORT.text(language)):
        st.dataframe(_sources(dataset, held, language), hide_index=True)


def _on_paper(shown: pd.DataFrame) -> pd.DataFrame:
    """The table for print, where nothing scrolls: a heading in one piece, letter for letter."""
    names = [" ".join(name) if isinstance(name, tuple) else name for name in shown.columns]
    plain = shown.map(words.plain).set_axis([words.plain(name) for name in names], axis="columns")
    return plain.set_index(plain.columns[0])


def _measures(dataset: Dataset, rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    keys = [key.id for key in dataset.keys]
    names = rows.drop_duplicates(keys)[keys]
    index = pd.MultiIndex.from_frame(names)
    shown: dict[Heading, list[str] | pd.Series] = {
        (dataset.key(name).label.text(language), ""): [dataset.key(name).name(v, language) for v in names[name]]
        for name in keys
    }
    years = sorted(set(rows["year"]))
    for measure in dataset.measures:
        wide = rows.pivot_table(index=keys, columns="year", values=measure.id, aggfunc="first")
        wide = wide.reindex(index=index if len(keys) > 1 else names[keys[0]], columns=years)
        title = measure.title(language)
        for year in years:
            shown[title, str(year)] = _texts(wide[year], measure, language, number)
        if len(years) > 1:
            shown[title, _change(measure, language)] = _texts(
                wide[years[-1]] - wide[years[0]], measure, language, signed
            )
    notes = rows.groupby(keys, sort=False)[NOTE.id].agg(lambda column: "；".join(filter(None, dict.fromkeys(column))))
    if notes.any():
        shown[NOTE.label.text(language), ""] = list(notes.reindex(index if len(keys) > 1 else names[keys[0]]))
    return pd.DataFrame(shown)


def _indicators(dataset: Dataset, rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    years = sorted(set(rows["year"]))
    lines = []
    for indicator in dataset.indicators:
        own = rows[rows["indicator"] == indicator.id]
        for section, part in own.groupby("section", sort=False):
            lines.append(_line(indicator, str(section), part.set_index("year")["value"], years, language))
    return pd.DataFrame(lines)


def _line(
    indicator: Indicator, section: str, values: pd.Series, years: list[int], language: Language
) -> dict[str, str]:
    line = {words.NAME.text(language): indicator.label.text(language)}
    line |= {str(year): number(values.get(year, float("nan")), indicator, language) for year in years}
    if len(years) > 1:
        moved = values.get(years[-1], float("nan")) - values.get(years[0], float("nan"))
        line[words.CHANGE.text(language)] = signed(moved, indicator, language)
    unit = indicator.unit.in_header.text(language)
    return line | {words.UNIT.text(language): unit, SECTION.label.text(language): section}


def _texts(
    values: pd.Series, measure: Measure, language: Language, show: Callable[[float, Measure, Language], str]
) -> list[str]:
    return [show(value, measure, language) for value in values]


def _change(measure: Measure, language: Language) -> str:
    """The header of a change; a rate's says that it is in percentage points."""
    if not measure.unit.is_rate:
        return words.CHANGE.text(language)
    unit = measure.unit.change.text(language)
    return f"{words.CHANGE.zh}（{unit}）" if language == "zh" else f"{words.CHANGE.en} ({unit})"


def _sources(dataset: Dataset, rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    shown = {YEAR.label.text(language): rows["year"].astype(str)}
    for key in dataset.keys:
        shown[key.label.text(language)] = rows[key.id].map(lambda value, key=key: key.name(value, language))
    for column in (SECTION, WORDS, NOTE):
        shown[column.label.text(language)] = rows[column.id]
    return pd.DataFrame(shown | {RELEASE.text(language).format(releases="").strip(): rows["release"]})
