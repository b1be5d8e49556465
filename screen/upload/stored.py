"""Storing what was reviewed, and what the page says of it afterwards: the counts, the rows, the charts they moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

import frames
from loaders import Answers, Reading, Refused, Unanswered
from schema import Chapter, Dataset, Figures, Language
from screen import warm
from screen.chapter import picture
from screen.chapter.told import page_of
from screen.shell import data, ledger, words
from screen.shell.site import Site
from screen.shell.state import language, link, look_back
from screen.upload import answers, review, uploads
from screen.upload import upload_words as said
from store import Accepted, Moved


def store(
    site: Site,
    readings: Sequence[Reading],
    made_by: str,
    seen: int,
    reasons: Mapping[str, str],
    answered: Answers,
) -> None:
    """Store the readings; the page says on its next run what came of it."""
    names = {
        told: name
        for upload in uploads.uploads()
        for one in uploads.choices(upload).values()
        for told, name in one.names.items()
    }
    try:
        accepted = ledger.accept(site, readings, made_by, seen, names, reasons, answered)
    except Moved as error:
        st.session_state["moved"] = error.release
        return
    except (Refused, Unanswered):
        return  # the preview says why
    look_back(None)
    uploads.clear()
    answers.clear()
    st.session_state["accepted"] = accepted
    warm.with_progress(site, language(), seen)


def show(site: Site, speech: Language) -> None:
    """What came of the last attempt to store: the data had moved, or what was changed."""
    if (release := st.session_state.pop("moved", None)) is not None:
        st.warning(words.plain(said.MOVED.text(speech).format(release=release)))
    for accepted in st.session_state.get("accepted", ()):
        _accepted(site, accepted, speech)


def _accepted(site: Site, accepted: Accepted, speech: Language) -> None:
    dataset = next(one for one in site.datasets if one.id == accepted.dataset)
    name = dataset.label.text(speech)
    if accepted.release is None:
        st.info(words.plain(said.SAME.text(speech).format(dataset=name)))
        return
    counts = {"new": accepted.new, "changed": accepted.changed, "unchanged": accepted.unchanged}
    moves = accepted.new + accepted.changed
    text = (said.DONE if moves else said.PRINTED).text(speech).format(release=accepted.release, dataset=name, **counts)
    st.success(words.plain(text))
    label = said.SEE_RELEASE.text(speech)
    st.page_link(site.pages["history"], label=label, query_params=link(release=str(accepted.release)))
    if not moves:
        return
    found = ledger.between(site, dataset, accepted.release - 1, accepted.release)
    review.changes(dataset, found, speech)
    moved = {column for one in found for column in (one.moved or tuple(one.row))}
    moved |= {str(one.row["indicator"]) for one in found if dataset.indicators}
    years = sorted({int(one.row["year"]) for one in found})
    _charts(site, dataset, moved, years, speech)


def _charts(site: Site, dataset: Dataset, moved: set[str], years: list[int], speech: Language) -> None:
    """The first chart that the release moved in each chapter of the dataset, and the way to the page, in the newest
    year that it moved and the one before."""
    release = data.newest()
    for chapter in site.chapters:
        places = [place for place, view in enumerate(chapter.views) if _draws(chapter, place, dataset, moved)]
        if not places:
            continue
        asked = frames.by_default(page_of(chapter, release).years, years[-1])
        drawn = next((place for place in places if not isinstance(chapter.views[place], Figures)), None)
        if drawn is not None:
            picture.still(chapter, release, drawn, asked, speech)
        query = link(view=str(places[0]), years=",".join(map(str, asked)))
        label = words.OPEN_CHAPTER.text(speech).format(chapter=chapter.label.text(speech))
        st.page_link(site.pages[chapter.id], label=words.plain(label), query_params=query)


def _draws(chapter: Chapter, place: int, dataset: Dataset, moved: set[str]) -> bool:
    drawn = data.drawn_columns(chapter, chapter.views[place])
    return any(name.split(".")[0] == dataset.id and name.split(".")[1] in moved for name in drawn)
