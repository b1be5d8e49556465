"""A notebook to edit: its cells in order, the words beside each, and the ways out: the slide show and the files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from exports.content.content import Content
from exports.page.slideshow import too_much
from schema import Cell, Label, Language, Notebook
from schema.notebooks import LONGEST_TITLE, LONGEST_WORDS
from screen.notebook import cell, exporting, library
from screen.notebook import notebook_words as said
from screen.shell import words
from screen.shell.site import Site
from screen.shell.state import link
from store.notebooks import Kept


def show(site: Site, kept: Kept, speech: Language) -> None:
    """Draw the notebook."""
    one = kept.notebook
    st.session_state["notebook"] = one.id
    st.page_link(site.pages["notebooks"], label=f"← {said.ALL.text(speech)}", query_params=link())
    st.title(words.plain(one.title), anchor=False)
    if st.session_state.pop("notebook-changed", False):
        st.warning(said.CHANGED.text(speech))
    with st.container(horizontal=True, key="notebook-tools", vertical_alignment="bottom"):
        theme = "dark" if st.context.theme.type == "dark" else "light"
        st.link_button(
            said.PRESENT.text(speech),
            f"/present/{one.id}?{urlencode({'lang': speech, 'theme': theme})}",
            type="primary",
        )
        st.button(said.UNDO.text(speech), key="undo-notebook", on_click=partial(library.undo, site, one.id))
        with st.popover(said.EXPORT.text(speech)):
            exporting.show(site, one, speech)
        with st.popover(said.TITLE.text(speech)):
            _title(site, kept, speech)
    contents = [library.shown(site, each, speech) for each in one.cells]
    for place, each in enumerate(contents):
        with st.container(key=f"cell-{each.cell.id}"):
            cell.show(each, speech)
            _tools(site, kept, each, place, speech)
        st.divider()
    text = Cell("text", words=said.NEW_TEXT.text(speech), written_at=library.library(site).latest)
    st.button(said.ADD_TEXT.text(speech), key="add-text", on_click=_saving(site, kept, lambda: one.added(text)))


def _saving(site: Site, kept: Kept, change: Callable[[], Notebook]) -> Callable[[], None]:
    """What a click does: the change, kept as a version on top of the one that is shown."""

    def clicked() -> None:
        library.save(site, change(), kept.version)

    return clicked


def _title(site: Site, kept: Kept, speech: Language) -> None:
    key = f"title-{kept.notebook.id}-{kept.version}"

    def changed() -> None:
        if title := st.session_state[key].strip():
            library.save(site, kept.notebook.retitled(title), kept.version)

    st.text_input(said.TITLE.text(speech), kept.notebook.title, max_chars=LONGEST_TITLE, key=key, on_change=changed)


def _tools(site: Site, kept: Kept, each: Content, place: int, speech: Language) -> None:
    """What may be done with a cell, and a word where it would be too small on a screen."""
    own, one = each.cell.id, kept.notebook
    if (more := too_much(each)) is not None:
        told = said.TOO_LONG if more.is_words else said.TOO_MANY
        st.caption(words.plain(told.text(speech).format(room=more.room, count=more.count)))
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.popover(said.EDIT.text(speech), key=f"edit-{own}-{kept.version}"):
            _form(site, kept, each, speech)
        changes: list[tuple[Label, str, Callable[[], Notebook], bool]] = [
            (said.UP, "up", lambda: one.moved(own, -1), place == 0),
            (said.DOWN, "down", lambda: one.moved(own, 1), place == len(one.cells) - 1),
            (said.COPY, "copy", lambda: one.duplicated(own), False),
            (said.REMOVE, "remove", lambda: one.removed(own), False),
        ]
        for label, key, change, off in changes:
            on_click = _saving(site, kept, change)
            st.button(label.text(speech), key=f"{key}-{own}", type="tertiary", on_click=on_click, disabled=off)
        if each.picture is not None:
            exporting.pictures_of(each, place + 1, speech)


def _form(site: Site, kept: Kept, each: Content, speech: Language) -> None:
    """The cell's words. They are stored with the release that they were written at, so that later moves are told."""
    own = each.cell
    latest = library.library(site).latest
    key = f"{own.id}-{kept.version}"
    with st.form(f"form-{key}", border=False):
        title = st.text_input(
            said.CELL_TITLE.text(speech), own.title, max_chars=LONGEST_TITLE, placeholder=each.said, key=f"t-{key}"
        )
        beside = st.text_area(said.WORDS.text(speech), own.words, max_chars=LONGEST_WORDS, height=150, key=f"w-{key}")
        notes = st.text_area(said.NOTES.text(speech), own.notes, max_chars=LONGEST_WORDS, height=120, key=f"n-{key}")
        frozen = own.kind != "text" and st.checkbox(said.FREEZE.text(speech), own.frozen is not None, key=f"f-{key}")
        if st.form_submit_button(words.SAVE.text(speech)):
            kept_at = own.frozen if own.frozen is not None else latest
            changed = replace(
                own,
                title=title.strip(),
                words=beside,
                notes=notes,
                frozen=kept_at if frozen else None,
                written_at=latest,
            )
            library.save(site, kept.notebook.changed(own.id, lambda _: changed), kept.version)
            st.rerun()
