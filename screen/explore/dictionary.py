"""The dictionary: what every indicator means, made from the chapters' declarations."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from exports.content.provenance import of_rows
from schema import (
    Column,
    Count,
    Dataset,
    Difference,
    Indicator,
    Key,
    Language,
    Measure,
    Quotient,
    RowQuotient,
    Total,
    columns_of,
)
from screen.shell import data, words
from screen.shell.once import once
from screen.shell.site import Site
from screen.shell.state import language, to_url


def show(site: Site) -> None:
    """Draw the dictionary page."""
    speech = language()
    to_url()
    st.title(words.DICTIONARY.text(speech), anchor=False)
    st.markdown(words.plain(words.DICTIONARY_INTRO.text(speech)))
    asked = st.text_input(words.FIND.text(speech), placeholder=words.FIND_HINT.text(speech), key="find").strip()
    every = _entries(data.shown(), speech, site)
    entries = [entry for dataset, column, entry in every if _matches(asked, dataset, column)]
    if not entries:
        st.info(words.plain(words.NOTHING_FOUND.text(speech).format(text=asked)))
        return
    wide = {
        label.text(speech): st.column_config.TextColumn(width=width)
        for label, width in ((words.NAME, 200), (words.MEANING, 150), (words.FORMULA, 210))
    }
    st.dataframe(pd.DataFrame(entries), hide_index=True, height="content", column_config=wide)
    _aliases(site, speech)


@once(most=20)
def _entries(release: data.Release, speech: Language, _site: Site) -> list[tuple[Dataset, Column, dict[str, str]]]:
    """Every column of every dataset with its line."""
    rows = data.all_rows(_site, release)
    formulas = _formulas(_site, speech)
    return [
        (part, column, _entry(part, column, rows[part.id], formulas, speech, release))
        for dataset in _site.datasets
        for part, column in columns_of(dataset)
    ]


def _aliases(site: Site, speech: Language) -> None:
    """The visible alias list: each stored name with the name that joins it across datasets."""
    keys = {key.id: key for dataset in site.datasets for key in dataset.keys if key.trades}
    for key in keys.values():
        st.subheader(words.ALIASES.text(speech), anchor=False)
        st.markdown(words.plain(words.ALIASES_SAY.text(speech)))
        lines = [
            {key.label.text(speech): key.name(name, speech), "→": key.name(trade, speech)}
            for name, trade in key.trades.items()
        ]
        st.dataframe(pd.DataFrame(lines), hide_index=True, height="content")


def _formulas(site: Site, speech: Language) -> dict[str, str]:
    """The formula of each figure that an identity or its own declaration computes, by `dataset.column`."""
    labels = {one.id: one.label.text(speech) for dataset in site.datasets for one in dataset.indicators}
    found = {}
    for identity in site.identities:
        if isinstance(identity, Quotient) and isinstance(identity.value, str):
            terms = [term for term in (identity.over, identity.under) if term is not None]
            if len(terms) < 2:
                continue
            over, under = (labels[term] if isinstance(term, str) else _named(site, term, speech) for term in terms)
            found[f"scorecard.{identity.value}"] = f"{over} ÷ {under}"
        elif isinstance(identity, RowQuotient):
            dataset = next(one for one in site.datasets if one.id == identity.dataset)
            over, under = (dataset.measure(name).label.text(speech) for name in (identity.over, identity.under))
            found[f"{dataset.id}.{identity.value}"] = f"{over} ÷ {under}"
    for dataset in site.datasets:
        for ratio in dataset.ratios:
            found[f"{dataset.id}.{ratio.id}"] = f"{labels[ratio.over]} ÷ {labels[ratio.under]}"
        for measure in dataset.measures:
            if isinstance(measure, Difference):
                both = (dataset.measure(name).label.text(speech) for name in (measure.minuend, measure.subtrahend))
                found[f"{dataset.id}.{measure.id}"] = " − ".join(both)
    return found


def _named(site: Site, term: Total | Count, speech: Language) -> str:
    return next(one.label.text(speech) for one in site.datasets if one.id == term.dataset)


def _matches(asked: str, dataset: Dataset, column: Column) -> bool:
    texts = (*column.headings, dataset.id, dataset.label.zh, dataset.label.en)
    return any(asked.casefold() in text.casefold() for text in texts)


def _entry(
    dataset: Dataset,
    column: Column,
    rows: pd.DataFrame,
    formulas: dict[str, str],
    speech: Language,
    release: data.Release,
) -> dict[str, str]:
    measure = column if isinstance(column, Measure) else None
    section = column.section if isinstance(column, Indicator) else dataset.section
    shown = {
        words.NAME: column.label.text(speech),
        words.UNIT: measure.unit.in_header.text(speech) if measure else "",
        words.BETTER: words.DIRECTIONS[measure.better].text(speech) if measure else "",
        words.MEANING: _meaning(column, speech),
        words.FORMULA: formulas.get(f"{dataset.id}.{column.id}", ""),
        words.SECTION: section,
        words.WORDS_OF_REPORT: _told(dataset, column, rows, release, speech),
        words.RANGE: _range(measure) if measure else "",
        words.IDENTIFIER: f"{dataset.id}.{column.id}",
    }
    return {label.text(speech): text for label, text in shown.items()}


def _told(dataset: Dataset, column: Column, rows: pd.DataFrame, release: data.Release, speech: Language) -> str:
    """The newest words of the report that give an indicator; the cell of a file where none are quoted."""
    if not isinstance(column, Indicator) or (own := rows[rows["indicator"] == column.id]).empty:
        return ""
    newest = own.iloc[-1:]
    origins = data.origins(dataset, release, {int(year) for year in newest["year"]})
    return str(newest["words"].iloc[0]) or of_rows(dataset, newest, origins, speech)


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
