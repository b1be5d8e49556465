"""The releases: who stored what and when, what each changed, the file it came from, and the way back."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from schema import Dataset, Language
from screen import warm
from screen.shell import data, ledger, words
from screen.shell.site import Site
from screen.shell.state import language, look_back, to_url
from screen.upload import review
from screen.upload import upload_words as said
from store import Release, Undone, UndoRefused

WHEN = "%Y-%m-%d %H:%M"


def show(site: Site) -> None:
    """Draw the page."""
    speech = language()
    wanted = st.query_params.get("release", "")
    st.title(said.HISTORY.text(speech), anchor=False)
    st.markdown(words.plain(said.HISTORY_INTRO.text(speech)))
    _outcome(speech)
    releases = ledger.history(site)
    if not releases:
        to_url()
        st.info(said.NO_RELEASES.text(speech))
        return
    chosen = _list(site, releases, wanted, speech)
    to_url(release=str(chosen.id) if chosen else None)
    if chosen is not None:
        with st.container(border=True, key="release"):
            _release(site, chosen, speech)
    _compare(site, releases, speech)


def when(release: Release) -> str:
    """The time of a release on this computer's clock."""
    return release.made_at.astimezone().strftime(WHEN)


def file_name(release: Release, speech: Language) -> str:
    return release.file_name or said.UNDOES.text(speech).format(number=release.undoes)


def _dataset(site: Site, name: str) -> Dataset | None:
    return next((one for one in site.datasets if one.id == name), None)


def _list(site: Site, releases: list[Release], wanted: str, speech: Language) -> Release | None:
    undone = {one.undoes: one.id for one in reversed(releases) if one.undoes}
    frame = pd.DataFrame(
        {
            said.NUMBER.text(speech): one.id,
            said.STATE.text(speech): (
                said.UNDONE_BY.text(speech).format(number=undone[one.id]) if one.id in undone else ""
            ),
            said.WHEN.text(speech): when(one),
            said.WHO.text(speech): one.made_by,
            words.DATASET.text(speech): (
                found.label.text(speech) if (found := _dataset(site, one.dataset)) else one.dataset
            ),
            said.FILE.text(speech): file_name(one, speech),
            said.ADDED.text(speech): one.added,
            said.RETIRED.text(speech): one.retired,
        }
        for one in releases
    )
    ids = [str(one.id) for one in releases]
    event: Any = st.dataframe(
        frame,
        hide_index=True,
        height=min(38 * (len(frame) + 1), 420),
        on_select="rerun",
        selection_mode="single-row",
        selection_default={"selection": {"rows": [ids.index(wanted)]}} if wanted in ids else None,
        key="releases",
        alt=said.HISTORY.text(speech),
    )
    rows = [row for row in event.selection.rows if row < len(releases)]
    return releases[rows[0]] if rows else None


def _release(site: Site, release: Release, speech: Language) -> None:
    """One release: its words, its rows, its file, and what may be done with it."""
    dataset = _dataset(site, release.dataset)
    title = f"{said.NUMBER.text(speech)} {release.id} · {file_name(release, speech)}"
    st.markdown(f"#### {words.plain(title)}")
    st.markdown(words.plain(f"{when(release)} · {release.made_by} · {release.reading}"))
    if dataset is None:
        return
    st.markdown(f"**{words.plain(said.THIS_RELEASE.text(speech).format(number=release.id))}**")
    review.changes(dataset, ledger.between(site, dataset, release.id - 1, release.id), speech)
    with st.container(horizontal=True):
        if release.file_name is not None:
            content = ledger.file_of(site, release.id)
            st.download_button(
                said.ORIGINAL.text(speech), content, release.file_name, on_click="ignore", key=f"file-{release.id}"
            )
        st.button(said.LOOK_BACK.text(speech), key="look-back", on_click=look_back, args=(release.id,))
    with st.expander(said.UNDO.text(speech)):
        _undo(site, release, speech)


def _undo(site: Site, release: Release, speech: Language) -> None:
    """The undo, with what it would take along: that has to be agreed to."""
    along = ledger.taken_along(site, release.id)
    agreed = True
    if along:
        numbers = ("、" if speech == "zh" else ", ").join(map(str, along))
        st.warning(words.plain(said.ALONG.text(speech).format(numbers=numbers)))
        agreed = st.checkbox(said.ALONG_OK.text(speech), key=f"along-{release.id}-{numbers}")
    who = st.text_input(said.WHO.text(speech), value=st.session_state.get("who-last", ""), max_chars=80, key="undo-who")
    ready = agreed and bool(who.strip())
    if st.button(said.UNDO.text(speech), type="primary", key="undo", disabled=not ready):
        st.session_state["who-last"] = who.strip()
        try:
            before = data.newest().number
            st.session_state["undone"] = ledger.undo(site, release.id, who.strip(), along)
            warm.with_progress(site, speech, before)
        except UndoRefused as error:
            st.session_state["undone"] = error
        st.rerun()


def _outcome(speech: Language) -> None:
    """What came of the last undo."""
    match st.session_state.pop("undone", None):
        case Undone(release, undoes, retired, revived):
            text = said.UNDO_DONE.text(speech)
            st.success(words.plain(text.format(release=release, undoes=undoes, retired=retired, revived=revived)))
        case UndoRefused() as refused if refused.later:
            numbers = ", ".join(map(str, refused.later))
            st.warning(words.plain(said.ALONG.text(speech).format(numbers=numbers)))
        case UndoRefused() as refused:
            st.info(words.plain(said.IS_UNDONE.text(speech).format(number=refused.asked)))


def _compare(site: Site, releases: list[Release], speech: Language) -> None:
    """The difference between any two states, dataset by dataset."""
    with st.expander(said.COMPARE.text(speech)):
        names = {0: "0"} | {one.id: f"{one.id} · {when(one)} · {file_name(one, speech)}" for one in releases}
        numbers = sorted(names, reverse=True)
        left, right = st.columns(2)
        first = left.selectbox(said.FROM.text(speech), numbers, index=1, format_func=names.__getitem__, key="from")
        last = right.selectbox(said.TO.text(speech), numbers, index=0, format_func=names.__getitem__, key="to")
        moved = {one.dataset for one in releases if min(first, last) < one.id <= max(first, last)}
        found = [
            (dataset, differing)
            for dataset in site.datasets
            if dataset.id in moved and (differing := ledger.between(site, dataset, first, last))
        ]
        if not found:
            st.info(said.NO_DIFFERENCE.text(speech))
        for dataset, differing in found:
            st.markdown(f"**{words.plain(dataset.label.text(speech))}**")
            review.changes(dataset, differing, speech)
