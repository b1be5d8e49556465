"""The form in which something is said of a figure: one for every kind, with the fields that the kind has."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from insights.stating import faults, parsed
from schema import Language, Statement, StatementKind
from screen.figure import figure_words as said
from screen.figure import stating
from screen.figure.place import Place
from screen.shell import words
from store.statements import Said


def form(place: Place, kind: StatementKind, known: Said | None, rows: pd.DataFrame, speech: Language) -> None:
    """Draw the form, of a new statement or of one that is known; what is faulty stays in it with its sentences."""
    key = f"say-{kind}-{place.dataset.id}-{place.column}-{known.statement.id if known else 'new'}"
    with st.form(key, border=False, enter_to_submit=False):
        fields = _fields(place, kind, known.statement if known else None, key, speech)
        who = st.text_input(said.WHO.text(speech), value=st.session_state.get("who-last", ""), key=f"{key}-who").strip()
        sent = st.form_submit_button(said.SAVE.text(speech))
    if not sent:
        return
    problems = _read(fields, speech) + faults(fields, place.dataset, rows, speech)
    problems += [] if who else [said.WHO_OPEN.text(speech)]
    if not problems:
        if isinstance(fields.get("value"), str):
            fields["value"] = parsed(fields["value"], place.measure, speech)
        one = replace(known.statement, **fields) if known else Statement(**fields)
        problem = stating.say(one, who, st.session_state.get("seen") if known else None, speech)
        problems = [problem] if problem else []
    for problem in problems:
        st.error(words.plain(problem))
    if not problems:
        st.session_state["who-last"] = who
        st.session_state.pop("saying", None)
        st.session_state["said-last"] = one.id
        st.rerun()


def _fields(place: Place, kind: StatementKind, known: Statement | None, key: str, speech: Language) -> dict[str, Any]:
    """What is written in the form's fields, the value and the year as text."""
    fields: dict[str, Any] = {"kind": kind, "dataset": place.dataset.id, "column": place.column}
    fields["members"] = known.members if known else () if kind == "break" else place.named
    if kind == "break" and place.named:
        st.caption(words.plain(said.BREAK_OF_ALL.text(speech)))
    if kind in ("target", "line"):
        fields |= _of_value(place, known, key, speech)
    year = {"target": said.TARGET_YEAR, "line": said.LINE_YEAR, "note": said.YEAR, "break": said.FROM_YEAR}[kind]
    first = known.year if known else place.year if kind in ("note", "break") else None
    fields["year"] = st.text_input(year.text(speech), value=str(first or ""), key=f"{key}-year")
    text = {"target": said.REASON, "line": said.LINE_NAME, "note": said.NOTE_TEXT, "break": said.BREAK_TEXT}[kind]
    box = st.text_input if kind == "line" else st.text_area
    fields["text"] = box(text.text(speech), value=known.text if known else "", key=f"{key}-text").strip()
    more = {"target": ("office",), "line": ("source", "scope")}.get(kind, ())
    for name in more:
        label = {"office": said.OFFICE, "source": said.SOURCE, "scope": said.SCOPE}[name].text(speech)
        start = getattr(known, name) if known else ""
        fields[name] = st.text_input(label, value=start, key=f"{key}-{name}").strip()
    if kind == "line":
        start = known.is_certain if known else True
        fields["is_certain"] = st.checkbox(said.CERTAIN.text(speech), value=start, key=f"{key}-certain")
    return fields


def _of_value(place: Place, known: Statement | None, key: str, speech: Language) -> dict[str, Any]:
    unit = place.measure.unit.in_header.text(speech)
    label = said.VALUE.text(speech).format(unit=unit) if unit else said.VALUE_ALONE.text(speech)
    start = f"{known.value:g}" if known and known.value is not None else ""
    value = st.text_input(label, value=start, key=f"{key}-value")
    options = list(said.DIRECTIONS)
    own = (known.better if known else None) or place.measure.better or "higher"
    better = st.selectbox(
        said.DIRECTION.text(speech),
        options,
        index=options.index(own),
        format_func=lambda one: said.DIRECTIONS[one].text(speech),
        key=f"{key}-better",
    )
    return {"value": value, "better": better}


def _read(fields: dict[str, Any], speech: Language) -> list[str]:
    """Read the year in its place; the sentence where it is none."""
    text = fields["year"].strip()
    fields["year"] = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None
    return [said.BAD_YEAR.text(speech).format(text=text)] if text and fields["year"] is None else []
