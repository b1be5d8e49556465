"""The small symbol that pins what a page shows to a notebook, with the filter it is seen by."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from schema import Cell, Language
from screen.notebook import library
from screen.notebook import notebook_words as said
from screen.shell import words
from screen.shell.site import current
from screen.shell.state import as_of


def button(cell: Cell, key: str, speech: Language) -> None:
    """Draw the symbol, whose name is there for who points at it or hears it; nothing on a page that stands alone. What
    is seen as of a release is pinned as of it."""
    site = current()
    if site is None:
        return
    cell = replace(cell, frozen=as_of())
    label, icon = said.PIN.text(speech), ":material/bookmark_add:"
    st.button(label, key=f"pin-{key}", type="tertiary", icon=icon, help=label, on_click=library.pin, args=(site, cell))


def rows_button(cell: Cell, key: str, speech: Language) -> None:
    """The same in words for rows chosen in a table; nothing while none is chosen."""
    site = current()
    if site is not None and cell.subject:
        label = said.PIN_ROWS.text(speech)
        own = replace(cell, frozen=as_of())
        st.button(label, key=f"pins-{key}", on_click=library.pin, args=(site, own))


def told(speech: Language) -> None:
    """Say where the last pinned thing went."""
    if (title := st.session_state.pop("pinned", None)) is not None:
        st.toast(words.plain(said.PINNED.text(speech).format(title=title)))
