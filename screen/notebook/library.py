"""Notebooks as the pages see them: what a cell shows, cached by release, and saving what was changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from charts import DARK, LIGHT
from exports.content.content import Content, content
from exports.content.library import Library
from exports.content.subjects import Picture
from exports.drawing.pictures import spec_of
from insights.findings import Finding
from schema import Cell, Language, Notebook
from screen.chapter.picture import as_sent
from screen.notebook import notebook_words as said
from screen.shell import data, ledger
from screen.shell.data import Release
from screen.shell.once import once
from screen.shell.site import Site
from screen.shell.state import language
from store import notebooks
from store.notebooks import ChangedMeanwhile, Kept, NoNotebook


def library(site: Site) -> Library:
    """The catalogue over the newest release."""
    return _library(data.newest(), site)


@once(most=4)
def _library(release: Release, _site: Site) -> Library:
    def audited(number: int) -> list[Finding]:
        return data.findings(_site, replace(release, number=number))

    return Library(ledger.store(_site), _site.chapters, _site.datasets, _site.identities, audited)


def shown(site: Site, cell: Cell, speech: Language) -> Content:
    """The cell as it is drawn now."""
    return _content(data.newest(), repr(cell), speech, site, cell)


@once(most=400)
def _content(release: Release, told_apart: str, speech: Language, _site: Site, _cell: Cell) -> Content:
    return content(_library(release, _site), _cell, speech)


def spec(picture: Picture, cell: Cell, speech: Language, dark: bool) -> dict[str, Any]:
    """The chart of a cell: the same whatever is written beside it."""
    subject = replace(cell, id="", title="", words="", notes="", written_at=0)
    return _spec(data.newest(), repr(subject), speech, dark, picture)


@once(most=400)
def _spec(release: Release, told_apart: str, speech: Language, dark: bool, _picture: Picture) -> dict[str, Any]:
    return as_sent(spec_of(_picture, speech, palette=DARK if dark else LIGHT))


def listed(site: Site) -> list[Kept]:
    return notebooks.notebooks(ledger.store(site))


def read(site: Site, notebook_id: str) -> Kept | None:
    """The notebook as it stands; None where there is none."""
    try:
        return notebooks.read(ledger.store(site), notebook_id)
    except NoNotebook:
        return None


def save(site: Site, one: Notebook, seen: int | None = None) -> None:
    """Keep a version; it is the notebook that is pinned to from now on. Where somebody changed it meanwhile, the page
    says so on its next run."""
    try:
        notebooks.save(ledger.store(site), one, who(), seen=seen)
    except ChangedMeanwhile:
        st.session_state["notebook-changed"] = True
    st.session_state["notebook"] = one.id


def undo(site: Site, notebook_id: str) -> None:
    notebooks.undo(ledger.store(site), notebook_id, who())


def remove(site: Site, notebook_id: str) -> None:
    notebooks.remove(ledger.store(site), notebook_id, who())


def who() -> str:
    """Who is working here, as far as they have said."""
    return st.session_state.get("who-last") or "—"


def untitled() -> str:
    """The title of a notebook that has been given none."""
    return said.UNTITLED.text(language()).format(date=f"{datetime.now(UTC).astimezone():%Y-%m-%d}")


def pin(site: Site, cell: Cell) -> None:
    """Add a cell to the notebook that was opened or pinned to last, or to a new one."""
    known = listed(site)
    at_hand = next((one for one in known if one.notebook.id == st.session_state.get("notebook")), None)
    held = at_hand or (known[0] if known else None)
    one = held.notebook if held else Notebook(untitled())
    save(site, one.added(cell), held.version if held else None)
    st.session_state["pinned"] = one.title
