"""What a reading will change, and what has to be said before it may: names never seen, figures of earlier years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from insights.differences import Difference, difference
from insights.findings import Finding
from loaders import Choices, Preview
from loaders.deciding.preview import Unknown
from schema import YEAR, Dataset, Language
from screen.shell import words
from screen.upload import reading, uploads
from screen.upload import upload_words as said
from screen.upload.uploads import Upload

AS_NEW = ""


def show(upload: Upload, one: Preview, key: str, speech: Language) -> None:
    """Draw the review of a reading."""
    counts = {kind: one.count(kind) for kind in ("new", "changed", "unchanged")}
    st.markdown(words.plain(said.COUNTS.text(speech).format(**counts, absent=len(one.absent))))
    for unknown in one.unknown:
        _name(upload, one, unknown, key, speech)
    if not upload.reason:
        _earlier(one, key, speech)
    _warnings(upload, one, key, speech)
    moved = [change for change in one.changes if change.kind != "unchanged"]
    if moved:
        st.markdown(f"**{said.CHANGES.text(speech)}**")
        changes(one.dataset, [difference(one.dataset, change.stored, change.row) for change in moved], speech)
    if one.absent:
        with st.expander(said.ABSENT.text(speech).format(count=len(one.absent))):
            changes(one.dataset, [Difference("gone", row, None) for row in one.absent], speech, with_kind=False)


def changes(dataset: Dataset, found: Sequence[Difference], speech: Language, *, with_kind: bool = True) -> None:
    """A table of rows that differ: a changed value as old → new."""
    rows = [_line(dataset, one, speech, with_kind) for one in found[: reading.MOST_ROWS]]
    frame = pd.DataFrame(rows)
    filled = [name for name in frame.columns if frame[name].astype(bool).any()]
    st.dataframe(frame[filled], hide_index=True)
    reading.cut(len(found), speech)


def _line(dataset: Dataset, one: Difference, speech: Language, with_kind: bool) -> dict[str, str]:
    line = {said.KIND.text(speech): said.KINDS[one.kind].text(speech)} if with_kind else {}
    keys = {key.id: key for key in dataset.keys}
    for column in dataset.file_columns:
        shown = reading.value(one.row.get(column.id, ""), speech)
        if column.id in keys:
            shown = keys[column.id].name(shown, speech)
        elif column.id in one.moved and one.before is not None:
            shown = f"{reading.value(one.before[column.id], speech) or '—'} → {shown or '—'}"
        line[column.label.text(speech)] = shown
    return line


def open_names(one: Preview) -> list[Unknown]:
    """The names that nobody has said anything of yet."""
    return [unknown for unknown in one.unknown if (unknown.key.id, unknown.name) not in uploads.new_names()]


def _name(upload: Upload, one: Preview, unknown: Unknown, key: str, speech: Language) -> None:
    """Ask what a name is: new, or another way of writing a stored one. Near names come first."""
    told = (unknown.key.id, unknown.name)
    widget = f"name-{key}-{unknown.key.id}-{unknown.name}"

    def answered() -> None:
        answer = st.session_state[widget]
        if answer == AS_NEW:
            uploads.new_names()[told] = True
        elif answer is not None:
            uploads.new_names().pop(told, None)
            uploads.choose(upload, one.reading.sheet, Choices(names={told: answer}))

    label = said.UNKNOWN.text(speech).format(name=unknown.name, key=unknown.key.label.text(speech).lower())
    options = [*unknown.near, AS_NEW, *(name for name in unknown.known if name not in unknown.near)]
    st.selectbox(
        words.plain(label),
        options,
        index=options.index(AS_NEW) if told in uploads.new_names() else None,
        format_func=lambda name: (
            said.AS_ALIAS.text(speech).format(name=unknown.key.name(name, speech)) if name else said.AS_NEW.text(speech)
        ),
        placeholder=said.NOT_KNOWN.text(speech),
        key=widget,
        on_change=answered,
    )


def _figures(one: Preview) -> list[tuple[int, str]]:
    """The figures of earlier years that differ from the stored ones, by the row's place and the column."""
    return [(change.place, column) for change, column in one.rewritten]


def open_figures(upload: Upload, one: Preview, key: str) -> list[tuple[int, str]]:
    """Those for which nobody has chosen yet; a correction by hand has chosen already."""
    if upload.reason:
        return []
    return [figure for figure in _figures(one) if figure not in uploads.stays(key)]


def _earlier(one: Preview, key: str, speech: Language) -> None:
    """Choose, figure by figure, whether the stored one of an earlier year stays."""
    figures = _figures(one)
    if not figures:
        return
    chosen = uploads.stays(key)
    names = {True: said.STORED.text(speech), False: said.IN_FILE.text(speech)}
    st.markdown(f"**{words.plain(said.EARLIER.text(speech).format(count=len(figures)))}**")
    by_place = {change.place: change for change in one.earlier}
    lines = []
    for place, column in figures:
        change = by_place[place]
        assert change.stored is not None
        lines.append(
            _keys(one.dataset, change.row, speech)
            | {
                said.COLUMN.text(speech): reading.title_of(one.dataset, column, speech),
                said.STORED.text(speech): reading.value(change.stored[column], speech),
                said.IN_FILE.text(speech): reading.value(change.row[column], speech),
                said.USED.text(speech): names[chosen[place, column]] if (place, column) in chosen else "",
            }
        )
    shown = pd.DataFrame(lines)
    turn = st.session_state.setdefault(f"earlier-turn-{key}", 0)
    editor = f"earlier-{key}-{turn}"
    used = said.USED.text(speech)

    def answered() -> None:
        for row, cells in st.session_state[editor]["edited_rows"].items():
            if cells.get(used):
                chosen[figures[row]] = cells[used] == names[True]

    def all_of(stay: bool) -> None:
        chosen.update(dict.fromkeys(figures, stay))
        st.session_state[f"earlier-turn-{key}"] += 1

    st.data_editor(
        shown,
        hide_index=True,
        disabled=[name for name in shown.columns if name != used],
        column_config={used: st.column_config.SelectboxColumn(options=list(names.values()), width="medium")},
        key=editor,
        on_change=answered,
    )
    with st.container(horizontal=True):
        st.button(said.ALL_STORED.text(speech), key=f"all-stored-{key}", on_click=all_of, args=(True,))
        st.button(said.ALL_FILE.text(speech), key=f"all-file-{key}", on_click=all_of, args=(False,))


def _keys(dataset: Dataset, row: Mapping[str, Any], speech: Language) -> dict[str, str]:
    keys = {key.label.text(speech): key.name(row[key.id], speech) for key in dataset.keys}
    return {YEAR.label.text(speech): str(row["year"])} | keys


def _warnings(upload: Upload, one: Preview, key: str, speech: Language) -> None:
    """What looks odd, in one table that leads to its cell; it may be corrected there, or stored as it is."""
    if not one.warnings:
        return
    st.markdown(f"**{words.plain(said.WARNINGS.text(speech).format(count=len(one.warnings)))}**")
    chosen = reading.listed(one.warnings, f"warnings-{key}", speech)
    if chosen is not None:
        reading.in_place(one.reading, chosen, speech)
        reading.correct(upload, one.reading, chosen, f"{key}-warning", speech)


def doubts(findings: Sequence[Finding], speech: Language) -> None:
    """What the audit would find of the new figures."""
    if not findings:
        return
    st.markdown(f"**{words.plain(said.DOUBTS.text(speech).format(count=len(findings)))}**")
    for finding in findings:
        st.markdown(f"- {words.plain(finding.said.text(speech))}")
