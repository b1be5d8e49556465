"""The upload page: files in, what was understood, what will change; then, and only then, it is stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace

import streamlit as st

from loaders import Preview, Problem, Reading, said_otherwise
from loaders.deciding.doubts import KINDS
from loaders.files.read import MAX_ROWS
from schema import Language
from screen.audit import draft
from screen.shell import data, ledger, words
from screen.shell.site import Site
from screen.shell.state import language, to_url
from screen.upload import answers, questions, reading, receiving, review, stored, targets, templates, uploads
from screen.upload import upload_words as said
from screen.upload.held import turn
from screen.upload.uploads import Upload, key


def show(site: Site) -> None:
    """Draw the page."""
    receiving.open_door()
    speech = language()
    to_url()
    st.title(said.UPLOAD.text(speech), anchor=False)
    stored.show(site, speech)
    st.markdown(words.plain(said.INTRO.text(speech)))
    draft.way(site, speech)
    _drop(speech)
    waiting = uploads.uploads()
    release = data.newest()
    if not waiting:
        templates.show(site, release, speech)
        targets.show(site, release, speech)
        return
    with ExitStack() as alone:
        with st.spinner(said.WAITING.text(speech)):
            alone.enter_context(turn(sum(one.spooled.size for one in waiting)))
        _waiting(site, release, waiting, speech)


def _waiting(site: Site, release: data.Release, waiting: Sequence[Upload], speech: Language) -> None:
    """What was understood of the files that wait, what they will change, and the button that stores them."""
    read = _read(site, waiting, speech)
    fit = [(upload, one) for upload, one in read if one.dataset is not None and not one.problems]
    with st.spinner(said.HOLDING.text(speech)):
        found = ledger.previews(site, release, [one for _, one in fit])
    previews = {key(upload, one): preview for (upload, one), preview in zip(fit, found, strict=True)}
    read = [(upload, _with_problems(one, previews.get(key(upload, one)))) for upload, one in read]
    headed: set[str] = set()
    for upload, one in read:
        if one.sheet and upload.id not in headed:
            headed.add(upload.id)
            reading.file(upload, upload.id, speech)
        with st.container(border=True, key=f"reading-{key(upload, one)}"):
            previewed = previews.get(key(upload, one))
            reading.show(site, upload, one, speech)
            questions.show(upload, one, previewed, key(upload, one), speech)
            if previewed is not None:
                review.show(previewed, speech)
    if all(reading.is_no_table(one) for _, one in read):
        return
    _accept(site, release, [(upload, one, previews.get(key(upload, one))) for upload, one in read], speech)


def _with_problems(one: Reading, previewed: Preview | None) -> Reading:
    """The reading with what only the stored rows show to be wrong with it, each problem once."""
    told = previewed.problems if previewed is not None and previewed.problems else one.problems
    return replace(one, problems=tuple(dict.fromkeys(told))) if told else one


def _drop(speech: Language) -> None:
    """The place to drop files; what is dropped moves to the list below, so that the place is empty again."""
    place = f"upload-files-{st.session_state.setdefault('upload-turn', 0)}"
    with st.container(key=f"drop-{speech}"):
        given = st.file_uploader(said.DROP.text(speech), accept_multiple_files=True, key=place)
    if given:
        taken = receiving.taken(given)
        st.session_state["upload-over"] = [
            name for name, spooled in taken if spooled is None or not uploads.add(Upload(name, spooled))
        ]
        st.session_state["upload-turn"] += 1
        st.session_state.pop("accepted", None)
        st.rerun()
    if over := st.session_state.pop("upload-over", None):
        st.warning(words.plain(said.OVER.text(speech).format(names="、".join(over))))


def _read(site: Site, waiting: Sequence[Upload], speech: Language) -> list[tuple[Upload, Reading]]:
    """Every table of the files; where all can be read, a row that two of them bring is a problem of the later one."""
    read = list(_together(site, waiting, speech))
    if any(one.problems for _, one in read):
        return read
    twice = said_otherwise([one for _, one in read])
    return [(upload, replace(one, problems=told)) for (upload, one), told in zip(read, twice, strict=True)]


def _together(site: Site, waiting: Sequence[Upload], speech: Language) -> Iterator[tuple[Upload, Reading]]:
    """The tables of the files as long as they have so many rows together; a file beyond is to wait for the others."""
    rows = 0
    for upload in waiting:
        found = _readings(site, upload, speech)
        held = sum(len(one.rows) for one in found)
        if rows and rows + held > MAX_ROWS:
            found = [Reading(upload.name, b"", problems=(Problem(upload.name, 0, "", *said.TOO_MANY_TOGETHER),))]
        else:
            rows += held
        yield from ((upload, one) for one in found)


def _readings(site: Site, upload: Upload, speech: Language) -> list[Reading]:
    with st.spinner(words.plain(said.READING.text(speech).format(name=upload.name))):
        return uploads.readings(upload, site.datasets, ledger.aliases(site))


Shown = tuple[Upload, Reading, Preview | None]


def _accept(site: Site, release: data.Release, shown: list[Shown], speech: Language) -> None:
    """What is still open, who does it, and the button that stores; the state previewed is the one that is stored on."""
    previewed = [(upload, one) for upload, _, one in shown if one is not None]
    with st.container(key="accept"):
        with st.spinner(said.HOLDING.text(speech)):
            findings = ledger.findings_to_come(site, release, [one for _, one in previewed])
        review.findings(findings, speech)
        open_questions = _open(shown, speech)
        new = sum(one.count("new") for _, one in previewed)
        changed = sum(one.count("changed") for _, one in previewed)
        moves = bool(new + changed)
        if not open_questions and not moves and not ledger.untold(release, [one for _, one in previewed]):
            st.info(said.NOTHING_NEW.text(speech))
            return
        who = st.text_input(said.WHO.text(speech), max_chars=80, key="who", value=st.session_state.get("who-last", ""))
        if not who.strip():
            open_questions.append(said.WHO_OPEN.text(speech))
        if open_questions:
            listed = ("；" if speech == "zh" else "; ").join(open_questions)
            st.warning(words.plain(said.OPEN.text(speech).format(questions=listed)))
        adds = said.ACCEPT_PRINTED if previewed and not any(one.problems for _, one, _ in shown) else said.ACCEPT
        label = (said.ACCEPT_COUNTS if moves else adds).text(speech).format(new=new, changed=changed)
        seen = st.session_state.get("upload-seen", release.number)
        if st.button(label, type="primary", disabled=bool(open_questions), key="upload-accept"):
            st.session_state["who-last"] = who.strip()
            by_hand = [doubt for upload, one in previewed if upload.reason for doubt in one.doubts]
            with st.spinner(said.STORING.text(speech)):
                stored.store(
                    site,
                    [replace(one, content=upload.content) for upload, one, _ in shown],
                    who.strip(),
                    seen,
                    {one.name: one.reason for one, *_ in shown},
                    answers.answers(by_hand),
                )
            st.rerun()
        st.session_state["upload-seen"] = release.number


def _open(shown: list[Shown], speech: Language) -> list[str]:
    problems = sum(len(one.problems) for _, one, _ in shown)
    found = [said.PROBLEMS_OPEN.text(speech).format(count=problems)] if problems else []
    still_open = {
        doubt.id: doubt
        for upload, one, previewed in shown
        for doubt in questions.left_open(upload, questions.doubts_of(one, previewed))
    }
    for kind in KINDS:
        if count := sum(doubt.kind == kind for doubt in still_open.values()):
            found.append(KINDS[kind].counted(count).text(speech))
    return found
