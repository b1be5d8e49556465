"""The doubts of a file on the upload page: each kind in a table that leads to its cells, with its answers below it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from loaders import Choices, Doubt, Preview, Reading
from loaders.deciding.commit import every_doubt
from loaders.deciding.doubts import FEW, KINDS, Answer, DoubtKind
from loaders.deciding.preview import Unknown
from schema import Label, Language
from screen.shell import words
from screen.upload import answers, reading, uploads
from screen.upload import upload_words as said
from screen.upload.uploads import Upload

AS_NEW = ""


def doubts_of(one: Reading, previewed: Preview | None) -> list[Doubt]:
    return every_doubt([one], [previewed] if previewed is not None else [])


def left_open(upload: Upload, doubts: Sequence[Doubt]) -> list[Doubt]:
    return answers.answers(doubts if upload.reason else ()).left_open(doubts)


def show(upload: Upload, one: Reading, previewed: Preview | None, key: str, speech: Language) -> None:
    """Ask what is in doubt; what is answered stays in sight with its answer."""
    doubts = doubts_of(one, previewed)
    for kind in KINDS:
        own = [doubt for doubt in doubts if doubt.kind == kind]
        unknown = {(name.key.id, name.name): name for name in (previewed.unknown if previewed else ())}
        if kind == "name" and len(own) <= FEW:
            for doubt in own:
                _name(upload, one, doubt, unknown[_asked_for(doubt)], key, speech)
        elif kind == "name":
            chosen = _kind(upload, one, kind, own, f"{kind}-{key}", speech)
            if chosen is not None:
                _name(upload, one, chosen, unknown[_asked_for(chosen)], key, speech)
        elif own and not (kind in answers.SAID_BY_HAND and upload.reason):
            _kind(upload, one, kind, own, f"{kind}-{key}", speech)


def _asked_for(doubt: Doubt) -> tuple[str, str]:
    assert doubt.name is not None
    return doubt.name


def _kind(
    upload: Upload, one: Reading, kind: DoubtKind, doubts: Sequence[Doubt], key: str, speech: Language
) -> Doubt | None:
    """The doubts of one kind: a line is chosen to see it in its place, to correct it, and to answer it alone; gives the
    one that is chosen."""
    st.markdown(f"**{words.plain(KINDS[kind].counted(len(doubts)).text(speech))}**")
    held = answers.answers()
    labels = {answer: label.text(speech) for answer, label in _labels(kind).items()}
    told = [labels.get(answer, "") if (answer := held.of(doubt)) is not None else "" for doubt in doubts]
    problems = [doubt.problem for doubt in doubts]
    chosen = reading.listed(problems, f"doubts-{key}", speech, answered=told)
    if chosen is not None:
        reading.in_place(one, problems[chosen], speech)
        reading.correct(upload, one, problems[chosen], key, speech)
    with st.container(horizontal=True):
        for answer, told_answer in labels.items():
            own, label = doubts, said.ALL_OF
            if chosen is not None:
                own, label = [doubts[chosen]], said.THIS_ONE
            st.button(
                label.text(speech).format(answer=told_answer),
                key=f"answer-{answer}-{key}",
                on_click=answers.say,
                args=([doubt.id for doubt in own], answer),
            )
    return doubts[chosen] if chosen is not None else None


def _labels(kind: DoubtKind) -> dict[Answer, Label]:
    told: dict[Answer, Label] = {}
    if (accept := KINDS[kind].accept) is not None:
        told["accept"] = accept
    if (other := KINDS[kind].instead) is not None:
        told["instead"] = other
    return told


def _name(upload: Upload, one: Reading, doubt: Doubt, unknown: Unknown, key: str, speech: Language) -> None:
    """Ask what a name is: new, or another way of writing a stored one. Near names come first."""
    told, asked, sheet = (unknown.key.id, unknown.name), [doubt.id], one.sheet
    widget = f"name-{key}-{unknown.key.id}-{unknown.name}"

    def answered() -> None:
        answer = st.session_state[widget]
        if answer == AS_NEW:
            answers.say(asked, "accept")
        elif answer is not None:
            answers.forget(asked)
            uploads.choose(upload, sheet, Choices(names={told: answer}))

    label = said.UNKNOWN.text(speech).format(name=unknown.name, key=unknown.key.label.text(speech).lower())
    options = [*unknown.near, AS_NEW, *(name for name in unknown.known if name not in unknown.near)]
    st.selectbox(
        words.plain(label),
        options,
        index=options.index(AS_NEW) if answers.answers().of(doubt) else None,
        format_func=lambda name: (
            said.AS_ALIAS.text(speech).format(name=unknown.key.name(name, speech)) if name else said.AS_NEW.text(speech)
        ),
        placeholder=said.NOT_KNOWN.text(speech),
        key=widget,
        on_change=answered,
    )
