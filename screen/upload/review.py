"""What a reading will change, row by row."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from insights.differences import Difference, difference
from insights.findings import Finding
from loaders import Preview
from schema import Dataset, Language
from screen.shell import words
from screen.upload import reading
from screen.upload import upload_words as said


def show(one: Preview, speech: Language) -> None:
    """Draw the review of a reading."""
    counts = {kind: one.count(kind) for kind in ("new", "changed", "unchanged")}
    st.markdown(words.plain(said.COUNTS.text(speech).format(**counts, absent=len(one.absent))))
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


def findings(found: Sequence[Finding], speech: Language) -> None:
    """What the audit would find of the new figures."""
    if not found:
        return
    st.markdown(f"**{words.plain(said.DOUBTS.text(speech).format(count=len(found)))}**")
    for finding in found:
        st.markdown(f"- {words.plain(finding.said.text(speech))}")
