"""A dataset as a table to read: a row a member, the chosen years side by side, and the change between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

import frames
from exports.content.provenance import with_origins
from exports.content.words import RELEASE
from insights.numbers import number, signed
from schema import NOTE, ORIGIN, SECTION, WORDS, YEAR, Dataset, Indicator, Language, Measure
from screen.shell import data, words

Heading = tuple[str, str]


def table(dataset: Dataset, rows: pd.DataFrame, years: tuple[int, ...], language: Language) -> None:
    """The dataset's table for the years asked for, then the report's own words for each of its rows.

    Where the dataset lacks one of them, it is shown for the period that stands for them.
    """
    held = frames.with_differences(dataset, rows)
    period = frames.period_between({int(year): 0 for year in rows["year"]}, years)
    st.markdown(f"**{words.plain(dataset.label.text(language))}**")
    if period is None:
        st.caption(words.plain(words.NO_YEAR.text(language).format(years=", ".join(map(str, years)))))
        return
    if dataset.indicators:
        shown = _indicators(dataset, held, years, language)
    else:
        shown = _measures(dataset, held, period.drawn, years, language)
    held = held[held["year"].isin(period.drawn)]
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


def _measures(
    dataset: Dataset, rows: pd.DataFrame, years: tuple[int, ...], asked: tuple[int, ...], language: Language
) -> pd.DataFrame:
    keys = [key.id for key in dataset.keys]
    drawn = rows[rows["year"].isin(years)]
    names = drawn.drop_duplicates(keys)[keys]
    index = pd.MultiIndex.from_frame(names) if len(keys) > 1 else names[keys[0]]
    shown: dict[Heading, list[str] | pd.Series] = {
        (dataset.key(name).label.text(language), ""): [dataset.key(name).name(v, language) for v in names[name]]
        for name in keys
    }
    for measure in dataset.measures:
        wide = drawn.pivot_table(index=keys, columns="year", values=measure.id, aggfunc="first")
        wide = wide.reindex(index=index, columns=years)
        title = measure.title(language)
        for year in years:
            shown[title, str(year)] = _texts(wide[year], measure, language, number)
        ends = _ends(dataset, measure, rows, asked)
        if ends is not None and set(ends) <= set(years):
            heading = _change(measure, ends, years, language)
            shown[title, heading] = _texts(wide[ends[1]] - wide[ends[0]], measure, language, signed)
    notes = drawn.groupby(keys, sort=False)[NOTE.id].agg(lambda column: "；".join(filter(None, dict.fromkeys(column))))
    if notes.any():
        shown[NOTE.label.text(language), ""] = list(notes.reindex(index))
    return pd.DataFrame(shown)


def _ends(dataset: Dataset, measure: Measure, rows: pd.DataFrame, asked: tuple[int, ...]) -> tuple[int, int] | None:
    """The two years that a measure is compared in: the same that its pictures and sentences speak of."""
    own = {
        int(year): dataset.stretch((measure.id,), int(year))
        for year in rows.loc[rows[measure.id].notna(), "year"].unique()
    }
    period = frames.period_between(own, asked)
    return None if period is None or period.before is None else (period.before, period.now)


def _indicators(dataset: Dataset, rows: pd.DataFrame, asked: tuple[int, ...], language: Language) -> pd.DataFrame:
    told = []
    for indicator in dataset.indicators:
        own = rows[rows["indicator"] == indicator.id].dropna(subset=["value"])
        for section, part in own.groupby("section", sort=False):
            values = {int(year): float(value) for year, value in zip(part["year"], part["value"], strict=True)}
            period = frames.period_between({year: dataset.stretch((indicator.id,), year) for year in values}, asked)
            if period is not None:
                told.append((indicator, str(section), values, period))
    shown = tuple(sorted({year for *_, period in told for year in period.drawn}))
    return pd.DataFrame([_line(*one, shown, language) for one in told])


def _line(
    indicator: Indicator,
    section: str,
    values: Mapping[int, float],
    period: frames.Period,
    years: tuple[int, ...],
    language: Language,
) -> dict[str, str]:
    """An indicator in its own two years, which it names where they are not the first and the last of the table."""
    line = {words.NAME.text(language): indicator.label.text(language)}
    line |= {str(year): number(values.get(year, float("nan")), indicator, language) for year in years}
    moved = ""
    if period.before is not None:
        moved = signed(round(values[period.now] - values[period.before], 6), indicator, language)
        if (period.before, period.now) != (years[0], years[-1]):
            moved += f" ({period.before}→{period.now})"
    if len(years) > 1:
        line[words.CHANGE.text(language)] = moved
    unit = indicator.unit.in_header.text(language)
    return line | {words.UNIT.text(language): unit, SECTION.label.text(language): section}


def _texts(
    values: pd.Series, measure: Measure, language: Language, show: Callable[[float, Measure, Language], str]
) -> list[str]:
    return [show(value, measure, language) for value in values]


def _change(measure: Measure, ends: tuple[int, int], years: tuple[int, ...], language: Language) -> str:
    """The header of a change: in percentage points where it is a rate's; years that are not the table's are named."""
    named = words.CHANGE.text(language)
    if ends != (years[0], years[-1]):
        named += f" {ends[0]}→{ends[1]}"
    if not measure.unit.is_rate:
        return named
    unit = measure.unit.change.text(language)
    return f"{named}（{unit}）" if language == "zh" else f"{named} ({unit})"


def _sources(dataset: Dataset, rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    shown = {YEAR.label.text(language): rows["year"].astype(str)}
    for key in dataset.keys:
        shown[key.label.text(language)] = rows[key.id].map(lambda value, key=key: key.name(value, language))
    for column in (SECTION, WORDS, NOTE):
        shown[column.label.text(language)] = rows[column.id]
    origins = data.origins(dataset, data.shown(), {int(year) for year in rows["year"]})
    rows = with_origins(dataset, rows, origins, language)
    if ORIGIN.id in rows:
        shown[ORIGIN.label.text(language)] = rows[ORIGIN.id]
    return pd.DataFrame(shown | {RELEASE.text(language).format(releases="").strip(): rows["release"]})
