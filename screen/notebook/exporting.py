"""A notebook as a file: made on a click, with progress, then handed out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import streamlit as st

from exports.content.content import Content, about, contents
from exports.content.subjects import Picture
from exports.drawing.pictures import NoChineseFont, as_png, as_svg, has_chinese_font, spec_of
from exports.exporters import EXPORTERS
from schema import Language, Notebook
from screen.notebook import library
from screen.notebook import notebook_words as said
from screen.shell import words
from screen.shell.site import Site


def show(site: Site, one: Notebook, speech: Language) -> None:
    """A button for each kind of file; what was made last is ready to download while the notebook stays as it is."""
    for kind, label in said.EXPORTS.items():
        if st.button(label.text(speech), key=f"export-{kind}", width="stretch"):
            _make(site, one, kind, speech)
    made = st.session_state.get("exported")
    if made is not None and made[0] == repr((one, speech)):
        _, name, content = made
        st.download_button(
            words.plain(said.SAVE_FILE.text(speech).format(name=name)),
            content,
            file_name=name,
            type="primary",
            on_click="ignore",
            key="exported-file",
            width="stretch",
        )


def _make(site: Site, one: Notebook, kind: str, speech: Language) -> None:
    label = said.EXPORTS[kind].text(speech)
    bar = st.progress(0.0)

    def told(done: int, of: int) -> None:
        bar.progress(done / of if of else 1.0, said.MAKING.text(speech).format(kind=label, done=done, all=of))

    told(0, len(one.cells))
    found = library.library(site)
    try:
        content = EXPORTERS[kind](contents(found, one, speech), about(found, one, datetime.now(UTC)), speech, told)
    except NoChineseFont:
        st.warning(said.NO_FONT.text(speech).format(kind=label))
        return
    finally:
        bar.empty()
    st.session_state["exported"] = (repr((one, speech)), f"{_file_name(one.title)}.{kind}", content)


def pictures_of(one: Content, number: int, speech: Language) -> None:
    """One chart as PNG and SVG, drawn when they are asked for."""
    if one.picture is None or not has_chinese_font():
        return
    picture = one.picture
    for kind, drawn in (("png", as_png), ("svg", as_svg)):
        content = partial(_drawn, picture, drawn, speech)
        name = f"{number}-{one.cell.chapter}.{kind}"
        st.download_button(
            kind.upper(), content, file_name=name, type="tertiary", on_click="ignore", key=f"{kind}-{one.cell.id}"
        )


def _drawn(picture: Picture, drawn: Callable[[dict[str, Any]], str | bytes], speech: Language) -> str | bytes:
    return drawn(spec_of(picture, speech))


def _file_name(title: str) -> str:
    """The title without what no file name may hold."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", title).strip()[:80] or "notebook"
