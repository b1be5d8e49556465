"""The dictionary: what every indicator means, made from the chapters' declarations."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from schema import Column, Dataset, Difference, Indicator, Key, Language, Measure, columns_of
from screen import words
from screen.state import language, to_url


def show(datasets: Sequence[Dataset]) -> None:
    """Draw the dictionary page."""
    speech = language()
    to_url()
    st.title(words.DICTIONARY.text(speech), anchor=False)
    st.markdown(words.plain(words.DICTIONARY_INTRO.text(speech)))
    asked = st.text_input(words.FIND.text(speech), placeholder=words.FIND_HINT.text(speech), key="find").strip()
    entries = [
        _entry(dataset, column, speech)
        for dataset in datasets
        for dataset, column in columns_of(dataset)
        if _matches(asked, dataset, column)
    ]
    if not entries:
        st.info(words.plain(words.NOTHING_FOUND.text(speech).format(text=asked)))
        return
    wide = {words.MEANING.text(speech): st.column_config.TextColumn(width="medium")}
    st.dataframe(pd.DataFrame(entries), hide_index=True, height="content", column_config=wide)


def _matches(asked: str, dataset: Dataset, column: Column) -> bool:
    texts = (*column.headings, dataset.id, dataset.label.zh, dataset.label.en)
    return any(asked.casefold() in text.casefold() for text in texts)


def _entry(dataset: Dataset, column: Column, speech: Language) -> dict[str, str]:
    measure = column if isinstance(column, Measure) else None
    section = column.section if isinstance(column, Indicator) else dataset.section
    shown = {
        words.NAME: column.label.text(speech),
        words.UNIT: measure.unit.in_header.text(speech) if measure else "",
        words.RANGE: _range(measure) if measure else "",
        words.BETTER: words.DIRECTIONS[measure.better].text(speech) if measure else "",
        words.MEANING: _meaning(column, speech),
        words.SECTION: section,
        words.IDENTIFIER: f"{dataset.id}.{column.id}",
    }
    return {label.text(speech): text for label, text in shown.items()}


def _range(measure: Measure) -> str:
    if isinstance(measure, Difference) or (measure.minimum is None and measure.maximum is None):
        return ""
    low, high = ("" if end is None else f"{end:,.15g}" for end in (measure.minimum, measure.maximum))
    return f"{low} – {high}"


def _meaning(column: Column, speech: Language) -> str:
    if column.definition is not None:
        return column.definition.text(speech)
    if isinstance(column, Key) and column.order:
        return ("、" if speech == "zh" else ", ").join(column.name(value, speech) for value in column.order)
    return ""
