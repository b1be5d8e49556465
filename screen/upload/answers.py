"""What the user has answered of the doubts of the files that wait, by the doubts' ids."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from loaders import Answers, Doubt
from loaders.deciding.doubts import Answer, DoubtKind

HELD = "upload-answers"
SAID_BY_HAND: tuple[DoubtKind, ...] = ("earlier", "emptied")  # of a correction by hand they are no question


def say(doubts: Iterable[str], answer: Answer) -> None:
    """Answer the doubts of these ids; an answer before is taken back."""
    _held().update(dict.fromkeys(doubts, answer))


def forget(doubts: Iterable[str]) -> None:
    for doubt in doubts:
        _held().pop(doubt, None)


def clear() -> None:
    _held().clear()


def answers(by_hand: Iterable[Doubt] = ()) -> Answers:
    """All that is answered. Who corrected a figure by hand has said already that it is to stand: `by_hand`."""
    held = _held()
    accepted = {told for told, answer in held.items() if answer == "accept"}
    accepted |= {doubt.id for doubt in by_hand if doubt.kind in SAID_BY_HAND}
    return Answers(frozenset(accepted), frozenset(told for told, answer in held.items() if answer == "instead"))


def _held() -> dict[str, Answer]:
    held: dict[str, Answer] = st.session_state.setdefault(HELD, {})
    return held
