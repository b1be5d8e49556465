"""A draft checked before it is signed: each finding beside what it speaks of in the draft; nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from pathlib import PurePath

import streamlit as st

from exports.office.comments import commented, is_too_large
from insights.findings import KINDS, WEIGHTS
from insights.remarks import QUOTED, Remark
from loaders.deciding.draft import Draft, draft
from loaders.files.document import is_document
from schema import Language
from screen.audit import by_chapter
from screen.audit import draft_words as said
from screen.shell import data, ledger, words
from screen.shell.data import Release
from screen.shell.site import Site
from screen.shell.state import language, link, to_url
from screen.upload import receiving
from store.explanations import Explanation

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_SPOTS = 6
FEW = 5  # findings that are read without a choice of chapters


def show(site: Site) -> None:
    """Draw the page."""
    receiving.open_door()
    speech = language()
    to_url()
    st.title(said.DRAFT.text(speech), anchor=False)
    st.markdown(words.plain(said.INTRO.text(speech)))
    with st.container(key=f"drop-{speech}"):
        given = st.file_uploader(said.DROP.text(speech), key="draft-file")
    if given is None:
        return
    content = given.getvalue()
    with st.spinner(words.plain(said.CHECKING.text(speech).format(name=given.name))):
        rules = repr(data.identities(site))
        found = _checked(given.name, sha256(content).hexdigest(), data.newest(), rules, content, site)
    explained = data.explained([one.finding for one in (*found.remarks, *found.quoted)])
    findings = [one.finding for one in found.remarks]
    open_ones = [one for one in found.remarks if one.finding.id not in explained]
    _summary(found, len(open_ones), speech)
    if open_ones and is_document(content):
        _download(given.name, content, open_ones, speech)
    chosen = found.remarks
    if len(found.remarks) > FEW:
        ids = {one.id for one in by_chapter.chosen(site, findings, "draft-chapter", speech)}
        chosen = tuple(one for one in found.remarks if one.finding.id in ids)
    for one in chosen:
        _remark(one, explained.get(one.finding.id), speech)
    if found.quoted:
        st.markdown(f"#### {words.plain(QUOTED.text(speech))}")
    for one in found.quoted:
        _remark(one, explained.get(one.finding.id), speech)


def way(site: Site, speech: Language) -> None:
    """The way to this page, from the pages on which one thinks of it."""
    st.page_link(site.pages["draft"], label=words.plain(said.TO_DRAFT.text(speech)), query_params=link())


@st.cache_resource(max_entries=4, show_spinner=False)
def _checked(name: str, digest: str, release: Release, rules: str, _content: bytes, _site: Site) -> Draft:
    return draft(
        name,
        _content,
        _site.datasets,
        data.identities(_site),
        data.stored_rows(_site, release),
        ledger.school(_site),
        data.printed(release),
        ledger.aliases(_site),
    )


def _summary(found: Draft, open_ones: int, speech: Language) -> None:
    if not found.figures and all(problem.file == found.file for problem in found.problems):
        for problem in found.problems:
            st.warning(words.plain(problem.sentence(speech)))
        return
    summary = said.SAID if found.remarks else said.NOTHING
    if not found.figures:
        summary = said.NONE_READ
    told = summary.text(speech).format(figures=found.figures, found=len(found.remarks), open=open_ones)
    st.markdown(f"#### {words.plain(told)}")
    for note in found.left_out:
        st.caption(words.plain(note.text(speech)))
    if found.problems:
        st.warning(words.plain(said.UNREAD.text(speech)))
        for problem in found.problems:
            st.markdown(words.plain(problem.text(speech)))


def _remark(one: Remark, explained: Explanation | None, speech: Language) -> None:
    finding = one.finding
    with st.container(border=True, key=f"draft-{finding.id}"):
        kind, weight = KINDS[finding.kind].text(speech), WEIGHTS[finding.weight].text(speech)
        st.caption(words.plain(f"{weight} · {kind} · {finding.year}"))
        st.markdown(f"**{words.plain(finding.said.text(speech))}**")
        st.markdown(words.plain(finding.reconcile.text(speech)))
        st.caption(words.plain(said.WHERE.text(speech)))
        for spot in one.spots[:MOST_SPOTS]:
            st.markdown(f"- {words.plain(spot.where.text(speech))}　{words.plain(spot.words)}")
        if (rest := len(one.spots) - MOST_SPOTS) > 0:
            st.caption(words.plain(said.MORE.text(speech).format(count=rest)))
        if explained is not None:
            st.success(words.plain(f"{said.EXPLAINED.text(speech)} · {explained.made_by}：{explained.reason}"))


def _download(name: str, content: bytes, remarks: Sequence[Remark], speech: Language) -> None:
    """The button for the draft with its comments, made when it is pressed: another draft may be dropped any time."""
    if is_too_large(content):
        st.info(said.TOO_LARGE.text(speech))
        return
    st.caption(said.COMMENTING.text(speech))
    made = partial(commented, content, remarks, speech)
    st.download_button(
        said.COMMENTED.text(speech), made, f"{PurePath(name).stem}-{said.DRAFT.text(speech)}.docx", DOCX, type="primary"
    )
