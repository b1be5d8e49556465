"""The banner of a reader who looks back: as of which release every page shows the data, and the way to the newest."""

from __future__ import annotations

import streamlit as st

from schema import Language
from screen.history import history
from screen.shell import data, ledger, words
from screen.shell.site import Site
from screen.shell.state import as_of, look_back
from screen.upload import upload_words as said


def banner(site: Site, speech: Language) -> None:
    """Draw the banner, where the pages do not show the newest data."""
    past, shown = as_of(), data.shown()
    if past is None:
        return
    release = next((one for one in ledger.history(site) if one.id == past), None)
    if release is None or shown == data.newest():
        look_back(None)
        return
    with st.container(key="past", horizontal=True, vertical_alignment="center"):
        text = said.PAST.text(speech).format(number=past, when=history.when(release), who=release.made_by)
        st.warning(words.plain(text))
        st.button(said.TO_NEWEST.text(speech), on_click=look_back, args=(None,), key="to-newest")
