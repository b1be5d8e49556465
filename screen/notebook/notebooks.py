"""The notebooks page: the list of notebooks, and one of them to edit."""

from __future__ import annotations

from functools import partial

import streamlit as st

from exports.content.draft import draft
from schema import Language, Notebook
from screen.notebook import library, notebook
from screen.notebook import notebook_words as said
from screen.shell import words
from screen.shell.site import Site
from screen.shell.state import language, link, to_url
from store.notebooks import Kept


def show(site: Site) -> None:
    """Draw the page: the notebook that the link names, or all."""
    speech = language()
    asked = st.query_params.get("notebook") or st.session_state.pop("notebook-opened", None)
    kept = library.read(site, asked) if asked else None
    if kept is not None and not kept.removed:
        to_url(notebook=asked)
        notebook.show(site, kept, speech)
        return
    to_url()
    st.title(said.NOTEBOOKS.text(speech), anchor=False)
    st.markdown(words.plain(said.INTRO.text(speech)))
    if asked and kept is None:
        st.info(said.NOT_FOUND.text(speech))
    _new(site, speech)
    _removed(site, speech)
    held = library.listed(site)
    if not held:
        st.info(said.NONE.text(speech))
    for one in held:
        _line(site, one, speech)


def _new(site: Site, speech: Language) -> None:
    """A draft for a year, or an empty notebook."""
    found = library.library(site)
    years = sorted(found.years(found.latest), reverse=True)
    left, middle, right = st.columns([1, 2, 2], vertical_alignment="bottom")
    year = left.selectbox(said.DRAFT_YEAR.text(speech), years, key="draft-year")
    if middle.button(said.DRAFT.text(speech), type="primary", key="draft", disabled=not years) and year:
        with st.spinner(said.DRAFTING.text(speech)):
            _open(site, draft(found, year, speech))
    if right.button(said.NEW.text(speech), key="new"):
        _open(site, Notebook(library.untitled()))


def _open(site: Site, one: Notebook) -> None:
    library.save(site, one)
    st.session_state["notebook-opened"] = one.id
    st.rerun()


def _line(site: Site, one: Kept, speech: Language) -> None:
    with st.container(border=True, key=f"notebook-{one.notebook.id}"):
        left, right = st.columns([3, 2], vertical_alignment="center")
        label = f"**{words.plain(one.notebook.title)}**"
        query = link(notebook=one.notebook.id)
        left.page_link(site.pages["notebooks"], label=label, query_params=query)
        when = f"{one.made_at.astimezone():%Y-%m-%d %H:%M}"
        text = said.CELLS.text(speech).format(count=len(one.notebook.cells), when=when, who=one.made_by)
        left.caption(words.plain(text))
        with right.container(horizontal=True, horizontal_alignment="right"):
            key = one.notebook.id
            copy = one.notebook.copied(said.COPY_OF.text(speech).format(title=one.notebook.title)[:300])
            st.button(said.COPY.text(speech), key=f"copy-{key}", on_click=partial(library.save, site, copy))
            st.button(said.REMOVE.text(speech), key=f"remove-{key}", on_click=partial(_remove, site, one))


def _remove(site: Site, one: Kept) -> None:
    library.remove(site, one.notebook.id)
    st.session_state["notebook-removed"] = one.notebook


def _removed(site: Site, speech: Language) -> None:
    """The way back for the notebook that was removed last."""
    gone: Notebook | None = st.session_state.get("notebook-removed")
    if gone is None:
        return

    def bring_back() -> None:
        library.undo(site, gone.id)
        st.session_state.pop("notebook-removed", None)

    with st.container(horizontal=True, vertical_alignment="center", key="removed"):
        st.info(words.plain(said.REMOVED.text(speech).format(title=gone.title)))
        st.button(said.BRING_BACK.text(speech), key="bring-back", on_click=bring_back)
