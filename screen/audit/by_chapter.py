"""The findings of one chapter, where the reader asks for them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from insights.findings import Finding
from schema import Chapter, Language
from screen.audit import audit_words as said
from screen.shell.site import Site


def chosen(site: Site, found: Sequence[Finding], key: str, speech: Language) -> Sequence[Finding]:
    """A choice of the chapters that have any, each with their number; the findings of the one chosen, or all."""
    held = {one.id: count for one in site.chapters if (count := len(_of_chapter(one, found)))}
    chapter = st.selectbox(
        said.CHAPTER.text(speech), [one for one in site.chapters if one.id in held], index=None, key=key,
        placeholder=said.ALL_CHAPTERS.text(speech),
        format_func=lambda one: f"{one.label.text(speech)} {held[one.id]}",
    )  # fmt: skip
    return found if chapter is None else _of_chapter(chapter, found)


def _of_chapter(chapter: Chapter, found: Sequence[Finding]) -> list[Finding]:
    """The findings of which a figure in question is the chapter's."""
    own = {
        f"{dataset.id}.{column.id}"
        for dataset in chapter.datasets
        for column in (*(dataset.indicators or dataset.measures), *dataset.keys)
    }
    return [one for one in found if not own.isdisjoint(one.columns)]
