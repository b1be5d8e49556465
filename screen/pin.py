"""The button that pins what a page shows to a notebook, with the filter it is seen by."""

from __future__ import annotations

import streamlit as st

from schema import Cell, Language
from screen import library, words
from screen import notebook_words as said
from screen.site import current


def button(cell: Cell, key: str, speech: Language) -> None:
    """Draw the button; nothing on a page that stands alone."""
    site = current()
    if site is None:
        return
    label = said.PIN.text(speech)
    st.button(label, key=f"pin-{key}", type="tertiary", on_click=library.pin, args=(site, cell))


def told(speech: Language) -> None:
    """Say where the last pinned thing went."""
    if (title := st.session_state.pop("pinned", None)) is not None:
        st.toast(words.plain(said.PINNED.text(speech).format(title=title)))
