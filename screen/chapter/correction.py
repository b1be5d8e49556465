"""Correcting figures by hand: cells edited in a table become a file of their own, which is reviewed like any other."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from loaders import correction
from schema import Dataset, Key, Language, Measure
from screen.shell import words
from screen.shell.site import current
from screen.upload import reading, uploads
from screen.upload import upload_words as said
from screen.upload.held import Spooled
from screen.upload.uploads import Upload


def editor(dataset: Dataset, rows: pd.DataFrame, speech: Language) -> None:
    """A table of the rows whose figures and notes can be edited; what is edited goes on to the upload page."""
    site = current()
    if site is None or rows.empty:
        return
    with st.expander(said.CORRECTION.text(speech)):
        st.caption(words.plain(said.CORRECTION_SAY.text(speech)))
        stored = rows[[column.id for column in dataset.file_columns]].reset_index(drop=True)
        texts = stored.map(lambda value: "/" if pd.isna(value) else reading.value(value, speech))
        titles = {
            column.id: column.title(speech) if isinstance(column, Measure) else column.label.text(speech)
            for column in dataset.file_columns
        }
        names = {key.id: texts[key.id].map(lambda value, key=key: key.name(value, speech)) for key in dataset.keys}
        fixed = [
            column.id for column in dataset.file_columns if isinstance(column, Key) or column.id in dataset.row_key
        ]
        edited = st.data_editor(
            texts.assign(**names),
            hide_index=True,
            disabled=fixed,
            column_config={name: st.column_config.TextColumn(title) for name, title in titles.items()},
            key=f"edit-{dataset.id}-{abs(hash(tuple(texts.index))) + len(texts)}",
        )
        why = st.text_input(said.WHY.text(speech), max_chars=200, key=f"edit-why-{dataset.id}")
        if not st.button(said.TO_PREVIEW.text(speech), key=f"edit-go-{dataset.id}"):
            return
        corrected = edited.fillna("").assign(**{name: texts[name] for name in fixed})
        if corrected.equals(texts):
            st.info(said.NOTHING_CORRECTED.text(speech))
        elif not why.strip():
            st.info(said.WHY_OPEN.text(speech))
        else:
            content = correction(dataset, texts, corrected)
            uploads.add(Upload(f"{said.CORRECTION.zh}-{dataset.id}.csv", Spooled(content), why.strip()))
            st.switch_page(site.pages["upload"])
