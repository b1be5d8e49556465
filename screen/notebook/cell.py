"""A notebook's cell on the page: its title, the words beside it, its chart or table, its source."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from exports.content.content import Content
from exports.content.grids import Grid, Number, text_of
from exports.content.markdown import Paragraph, paragraphs
from schema import Language
from screen.notebook import library
from screen.shell import words


def show(one: Content, speech: Language) -> None:
    """Draw the cell. What was written is shown letter for letter, but for bold, italics and lists."""
    if one.title:
        st.subheader(words.plain(one.title), anchor=False)
    if one.words.strip():
        st.markdown("\n\n".join(_paragraph(each) for each in paragraphs(one.words)))
    if one.picture is not None:
        spec = library.spec(one.picture, one.cell, speech, st.context.theme.type == "dark")
        st.vega_lite_chart(spec=spec, theme=None, width="stretch", key=f"cell-{one.cell.id}", alt=one.said or one.title)
    elif one.grid is not None:
        _table(one.grid, speech)
    if one.note:
        st.caption(words.plain(one.note))
    if one.below:
        st.caption(words.plain(one.below))


def _table(grid: Grid, speech: Language) -> None:
    texts = [[text_of(value, speech) for value in row] for row in grid.rows]
    frame = pd.DataFrame(texts, columns=_told_apart(grid.headings))
    right = {
        frame.columns[at]: st.column_config.TextColumn(alignment="right")
        for at in range(len(grid.headings))
        if any(isinstance(row[at], Number) for row in grid.rows)
    }
    st.dataframe(frame, hide_index=True, height="content", column_config=right)


def _told_apart(headings: tuple[str, ...]) -> list[str]:
    """Headings as a table takes them: one that stands twice has a blank behind it."""
    return [heading + " " * headings[:place].count(heading) for place, heading in enumerate(headings)]


def _paragraph(one: Paragraph) -> str:
    inside = "".join(_run(run.text, "**" * run.bold + "*" * run.italic) for run in one.runs)
    if one.heading:
        return f"#### {inside}"
    if not one.level:
        return inside
    mark = "-" if one.mark == "•" else one.mark
    return "  " * 2 * (one.level - 1) + (f"{mark} {inside}" if mark else f"  {inside}")


def _run(text: str, mark: str) -> str:
    """A run with its marks close to its letters, as Markdown wants them."""
    bare = text.strip()
    if not bare or not mark:
        return _plain(text)
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{mark}{_plain(bare)}{mark[::-1]}{after}"


def _plain(text: str) -> str:
    return "  \n".join(words.plain(line) + (" " if line.endswith(" ") else "") for line in text.split("\n"))
