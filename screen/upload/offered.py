"""The figures that a document's running text states, in one list: what is ticked is taken, nothing else is."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from loaders import Reading
from schema import Language
from screen.upload import upload_words as said
from screen.upload import uploads
from screen.upload.uploads import Upload

HEIGHT = 420


def show(upload: Upload, one: Reading, key: str, speech: Language) -> None:
    """Draw the list of a document's offers."""
    everything = frozenset(offer.id for offer in one.offers)
    confirmed = one.choices.offered & everything
    st.markdown(f"**{said.OFFERED.text(speech)}**")
    every, none, _ = st.columns([1, 1, 3])
    every.button(
        said.TAKE_ALL.text(speech), key=f"all-{key}", on_click=uploads.confirm, args=(upload, one.sheet, everything)
    )
    none.button(
        said.TAKE_NONE.text(speech), key=f"none-{key}", on_click=uploads.confirm, args=(upload, one.sheet, frozenset())
    )
    take = said.TAKE.text(speech)
    shown = pd.DataFrame(
        {
            take: offer.id in confirmed,
            said.INDICATOR.text(speech): offer.label.text(speech),
            said.OF_YEAR.text(speech): str(offer.year),
            said.VALUE.text(speech): f"{offer.value:,.15g}",
            said.SECTION.text(speech): offer.section,
            said.SENTENCE.text(speech): offer.nearby,
        }
        for offer in one.offers
    )
    # a new list begins without edits: its key changes with what is confirmed
    editor = f"offered-{key}-{hash(confirmed)}"
    sheet, ids = one.sheet, [offer.id for offer in one.offers]

    def changed() -> None:
        edited = st.session_state[editor]["edited_rows"]
        ticked = {ids[row]: cells[take] for row, cells in edited.items() if take in cells}
        chosen = (confirmed | {name for name, is_ticked in ticked.items() if is_ticked}) - {
            name for name, is_ticked in ticked.items() if not is_ticked
        }
        uploads.confirm(upload, sheet, chosen)

    st.data_editor(
        shown,
        hide_index=True,
        height=HEIGHT,
        disabled=[name for name in shown.columns if name != take],
        column_config={
            take: st.column_config.CheckboxColumn(width="small"),
            said.SENTENCE.text(speech): st.column_config.TextColumn(width="large"),
        },
        key=editor,
        on_change=changed,
    )
