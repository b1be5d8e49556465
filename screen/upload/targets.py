"""A table of targets, on the upload page: read, shown, and only then stored, with its undo."""

from __future__ import annotations

import streamlit as st

from insights.targets import standing
from loaders import targets
from loaders.problem import bounded
from schema import Language, Statement
from screen.figure.figure_words import WHO_OPEN
from screen.shell import data, words
from screen.shell.site import Site
from screen.upload import upload_words as said
from store import statements as store_statements

MOST_SHOWN = 30


def show(site: Site, release: data.Release, speech: Language) -> None:
    """The place for a table of targets, behind a button of its own: other files are not dropped there."""
    _undoing(speech)
    with st.popover(said.TARGETS.text(speech)):
        _table(site, release, speech)


def _table(site: Site, release: data.Release, speech: Language) -> None:
    """What a table of targets is like, the place to drop it, and what it holds."""
    st.caption(words.plain(said.TARGETS_SAY.text(speech)))
    label = said.DOWNLOAD.text(speech).format(kind="CSV")
    st.download_button(
        label, targets.template().encode(), file_name="targets.csv", on_click="ignore", key="targets-csv"
    )
    key = f"targets-file-{st.session_state.setdefault('targets-turn', 0)}"
    given = st.file_uploader(said.TARGETS_DROP.text(speech), key=key)
    if given is None:
        return
    rows = data.stored_rows(site, release)
    found = targets.read_targets(given.name, given.getvalue(), site.datasets, rows)
    for problem in bounded(found.problems):
        st.error(words.plain(problem.text(speech)))
    if found.problems:
        return
    known = [one.statement for one in data.said(release)]
    wanted = targets.same_place(found.statements, known)
    for one in wanted[:MOST_SHOWN]:
        dataset = next(each for each in site.datasets if each.id == one.dataset)
        st.markdown(f"- {words.plain(standing(one, dataset, rows[dataset.id], speech).text(speech))}")
    if len(wanted) > MOST_SHOWN:
        st.caption(words.plain(said.TARGETS_MORE.text(speech).format(count=len(wanted) - MOST_SHOWN)))
    _storing(wanted, speech)


def _storing(wanted: list[Statement], speech: Language) -> None:
    """Who stores them, and the button."""
    with st.form("targets-store", border=False, enter_to_submit=False):
        start = st.session_state.get("who-last", "")
        who = st.text_input(said.WHO.text(speech), value=start, key="targets-who").strip()
        sent = st.form_submit_button(said.TARGETS_STORE.text(speech).format(count=len(wanted)))
    if not sent:
        return
    if not who:
        st.error(words.plain(WHO_OPEN.text(speech)))
        return
    try:
        made = store_statements.say_all(data.attached(), wanted, who)
    except store_statements.AlreadySaid as refused:
        st.error(words.plain(said.TARGETS_MEANWHILE.text(speech).format(by=refused.standing.made_by)))
        return
    st.session_state.update(
        {"who-last": who, "targets-made": made, "targets-turn": st.session_state["targets-turn"] + 1}
    )
    st.session_state["targets-told"] = targets.STORED.text(speech).format(count=len(made), same=len(wanted) - len(made))
    data.look()
    st.rerun()


def _undoing(speech: Language) -> None:
    """What was stored last in this session, and its undo."""
    if told := st.session_state.get("targets-told"):
        st.success(words.plain(told))
    if st.session_state.get("targets-made"):
        st.button(said.TARGETS_UNDO.text(speech), key="targets-undo", on_click=_undo, args=(speech,))


def _undo(speech: Language) -> None:
    made = st.session_state.pop("targets-made")
    count = store_statements.undo_all(data.attached(), made, st.session_state.get("who-last", "—"))
    st.session_state["targets-told"] = targets.TAKEN_BACK.text(speech).format(count=count)
    data.look()
