"""One table of a file on the upload page: what it was taken for, what to mend, and each cell as it was understood.

What a control does on a change holds the table's name only: a session keeps it, and with it all that it names.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from loaders import LEAVE_OUT, Choices, Problem, Reading
from loaders.problem import letter
from loaders.reading.offered import TEXT
from loaders.reading.remarks import remarks
from schema import Dataset, Language
from screen.shell import words
from screen.shell.site import Site
from screen.upload import offered, uploads
from screen.upload import upload_words as said
from screen.upload.uploads import Upload

MOST_ROWS = 2_000
WIDTHS = {said.CELL: 60, said.ANSWER: 110, said.FOUND: 285, said.EXPECTED: 385}  # of a page of 1280 points
AROUND = 3  # lines shown above and below a problem
SAMPLES = 3
MARKED = "background-color: #C4622D33; font-weight: 600"


def show(site: Site, upload: Upload, one: Reading, speech: Language) -> None:
    """Draw the reading; whatever is changed here is read again at once."""
    key = uploads.key(upload, one)
    title, remove = st.columns([4, 1], vertical_alignment="center")
    title.markdown(f"#### {words.plain(one.name)}")
    with remove:
        _remove(upload, one, key, speech)
    if is_no_table(one):
        for problem in one.problems:
            st.warning(words.plain(problem.sentence(speech)))
        return
    if one.dataset is not None or one.left_out:
        st.markdown(words.plain(one.summary(speech)))
    if one.offers:
        offered.show(upload, one, key, speech)
    if not one.sheet_lines or (one.dataset is None and one.left_out):
        _problems(upload, one, key, speech)
        return
    _dataset(site, upload, one, key, speech)
    _columns(upload, one, key, speech)
    _problems(upload, one, key, speech)
    _mended(upload, one, key, speech)
    _remarks(one, speech)
    _cells(one, speech)
    _left_out(one, speech)


def is_no_table(one: Reading) -> bool:
    """Whether the file could not be opened at all: there is nothing in it to mend here."""
    return bool(one.problems) and not one.sheet_lines and one.table is None


def _remove(upload: Upload, one: Reading, key: str, speech: Language) -> None:
    """The button that leaves a table out, the file where it holds but one."""
    if not one.sheet:
        st.button(said.REMOVE.text(speech), key=f"remove-{key}", on_click=uploads.remove, args=(upload,))
    elif not one.sheet.startswith(TEXT):
        is_left = one.choices.dataset == LEAVE_OUT
        label = said.TAKE_TABLE if is_left else said.REMOVE_TABLE
        args = (upload, one.sheet, not is_left)
        st.button(label.text(speech), key=f"remove-{key}", on_click=uploads.leave_out, args=args)


def file(upload: Upload, key: str, speech: Language) -> None:
    """The head of a file that holds several tables, with the button that removes all of it."""
    title, remove = st.columns([4, 1], vertical_alignment="center")
    title.markdown(f"### {words.plain(upload.name)}")
    remove.button(said.REMOVE_ALL.text(speech), key=f"remove-{key}", on_click=uploads.remove, args=(upload,))


def _dataset(site: Site, upload: Upload, one: Reading, key: str, speech: Language) -> None:
    """Which dataset the sheet is, to be corrected; and its year, where neither heading nor column tells it."""
    names = {dataset.id: dataset.label.text(speech) for dataset in site.datasets}
    ids = list(names)
    sheet = one.sheet
    left, right = st.columns(2)

    def changed() -> None:
        uploads.choose(upload, sheet, Choices(dataset=st.session_state[f"dataset-{key}"]))

    left.selectbox(
        said.DATASET.text(speech),
        ids,
        index=ids.index(one.dataset.id) if one.dataset else None,
        format_func=names.__getitem__,
        placeholder=said.NOT_KNOWN.text(speech),
        key=f"dataset-{key}",
        on_change=changed,
    )
    if one.table is not None and (one.choices.year or not one.table.tells_year):

        def dated() -> None:
            uploads.choose(upload, sheet, Choices(year=st.session_state[f"year-{key}"]))

        right.number_input(
            (said.YEAR_OF_TITLE if one.table.year else said.YEAR).text(speech),
            min_value=1949,
            max_value=2999,
            value=one.choices.year or one.table.year,
            step=1,
            format="%d",
            key=f"year-{key}",
            on_change=dated,
        )


def _columns(upload: Upload, one: Reading, key: str, speech: Language) -> None:
    """Each column with what it was taken for; a choice is another meaning, or to leave it out."""
    if one.table is None or one.dataset is None:
        return
    options = {column.id: column.label.text(speech) for column in one.dataset.file_columns}
    ids = {label: name for name, label in options.items()} | {said.LEFT_OUT.text(speech): LEAVE_OUT}
    body = one.table.body[:SAMPLES]
    shown = pd.DataFrame(
        {
            said.HEADING.text(speech): slot.heading or letter(slot.place),
            said.SAMPLE.text(speech): " | ".join(_cell(line.cells, slot.place) for line in body),
            said.TAKEN_FOR.text(speech): options.get(slot.column.id if slot.column else "", _nothing(slot, speech)),
            said.ALSO.text(speech): _also(slot, speech),
        }
        for slot in one.table.slots
    )
    editor, sheet = f"columns-{key}", one.sheet

    def changed() -> None:
        edited = st.session_state[editor]["edited_rows"]
        taken = said.TAKEN_FOR.text(speech)
        chosen = {row + 1: ids[cells[taken]] for row, cells in edited.items() if cells.get(taken)}
        uploads.choose(upload, sheet, Choices(columns=chosen))

    unknown = any(slot.column is None and slot.dropped is None and slot.heading for slot in one.table.slots)
    with st.expander(said.COLUMNS.text(speech), expanded=unknown):
        st.data_editor(
            shown,
            hide_index=True,
            disabled=[name for name in shown.columns if name != said.TAKEN_FOR.text(speech)],
            column_config={said.TAKEN_FOR.text(speech): st.column_config.SelectboxColumn(options=list(ids))},
            key=editor,
            on_change=changed,
        )


def _nothing(slot: Any, speech: Language) -> str | None:
    return said.LEFT_OUT.text(speech) if slot.dropped or not slot.heading else None


def _also(slot: Any, speech: Language) -> str:
    member = slot.member[0].name(slot.member[1], speech) if slot.member else ""
    reason = slot.dropped.text(speech) if slot.dropped else ""
    return " ".join(filter(None, (str(slot.year or ""), member, reason)))


def _problems(upload: Upload, one: Reading, key: str, speech: Language) -> None:
    """All problems in one table; the chosen one is shown in its place, with a field to correct it."""
    if not one.problems:
        return
    st.markdown(f"**{words.plain(said.PROBLEMS.text(speech).format(count=len(one.problems)))}**")
    chosen = listed(one.problems, f"problems-{key}", speech)
    problem = one.problems[chosen or 0]
    in_place(one, problem, speech)
    correct(upload, one, problem, f"{key}-problem", speech)


def listed(problems: Sequence[Problem], key: str, speech: Language, answered: Sequence[str] = ()) -> int | None:
    """A table of problems, or of doubts with what is answered; gives the place of the one whose line is chosen."""
    names = [one.text(speech) for one in (said.CELL, said.FOUND, said.EXPECTED, said.COLUMN)]
    shown = pd.DataFrame([_told(one, speech) for one in problems[:MOST_ROWS]], columns=names)
    if any(answered):
        shown.insert(1, said.ANSWER.text(speech), list(answered[:MOST_ROWS]))
    event: Any = st.dataframe(
        shown,
        hide_index=True,
        height=min(38 * (len(shown) + 1), 360),
        column_config={one.text(speech): st.column_config.TextColumn(width=width) for one, width in WIDTHS.items()},
        on_select="rerun",
        selection_mode="single-row",
        key=key,
    )
    cut(len(problems), speech)
    rows = [row for row in event.selection.rows if row < len(shown)]
    if not rows:
        return None
    _, found, expected, _ = _told(problems[rows[0]], speech)
    st.markdown(words.plain(f"{found} — {expected}"))
    return rows[0]


def _told(one: Problem, speech: Language) -> tuple[str, str, str, str]:
    """The cell, what was found, what was expected, and the column: what has no room comes last."""
    place = one.cell or (f"{said.LINE.text(speech)} {one.row}" if one.row else "")
    return place, one.found.text(speech), one.expected.text(speech), one.column


def in_place(one: Reading, problem: Problem, speech: Language) -> None:
    """The lines around a problem as they stand in the file, its cell marked."""
    lines = [line for line in one.sheet_lines if abs(line.row - problem.row) <= AROUND]
    if problem.row not in {line.row for line in lines}:
        return
    width = max(problem.place, *(len(line.cells) for line in lines))
    grid = pd.DataFrame(
        [
            [one.choices.cells.get((line.row, place), _cell(line.cells, place)) for place in range(1, width + 1)]
            for line in lines
        ],
        index=pd.Index([str(line.row) for line in lines], name=said.LINE.text(speech)),
        columns=[letter(place) for place in range(1, width + 1)],
    )

    def marks(frame: pd.DataFrame) -> pd.DataFrame:
        styles = pd.DataFrame("", index=frame.index, columns=frame.columns)
        if problem.place:
            styles.loc[str(problem.row), letter(problem.place)] = MARKED
        else:
            styles.loc[str(problem.row), :] = MARKED
        return styles

    st.caption(said.IN_PLACE.text(speech))
    st.dataframe(grid.style.apply(marks, axis=None), alt=said.IN_PLACE.text(speech))


def correct(upload: Upload, one: Reading, problem: Problem, key: str, speech: Language) -> None:
    """A field for what the cell should say; the file itself is kept as it came."""
    written = next((line.cells for line in one.sheet_lines if line.row == problem.row), ())
    if not problem.place or problem.place > len(written):
        return
    at = (problem.row, problem.place)
    with st.form(f"correct-{key}-{problem.cell}", border=False):
        field, button = st.columns([3, 1], vertical_alignment="bottom")
        text = field.text_input(
            said.CORRECTED.text(speech).format(cell=problem.cell), value=one.choices.cells.get(at, written[at[1] - 1])
        )
        if button.form_submit_button(said.CORRECT.text(speech)):
            uploads.choose(upload, one.sheet, Choices(cells={at: text}))
            st.rerun()


def _mended(upload: Upload, one: Reading, key: str, speech: Language) -> None:
    """What was corrected here, and the names read by an alias chosen here; both can be taken back."""
    cells = "，".join(f"{place} “{written}”→“{text}”" for place, written, text in one.corrections)
    own = uploads.choices(upload).get(one.sheet, Choices()).names
    names = "，".join(f"“{written}”→“{name}”" for (_, written), name in own.items())
    if cells:
        st.caption(words.plain(said.MENDED.text(speech).format(cells=cells)))
    if names:
        st.caption(words.plain(said.ALIASED.text(speech).format(names=names)))
    if cells or names:
        st.button(said.RESTORE.text(speech), key=f"restore-{key}", on_click=partial(uploads.restore, upload, one.sheet))


def _remarks(one: Reading, speech: Language) -> None:
    """What is said of cells without being asked about: footnote marks, numbers shown with other digits."""
    told = list(remarks(one))
    if told:
        with st.expander(said.REMARKS.text(speech).format(count=len(told))):
            listed(told[:MOST_ROWS], f"remarks-{one.name}-{one.dataset.id if one.dataset else ''}", speech)
            cut(len(told), speech)


def _cells(one: Reading, speech: Language) -> None:
    """Each cell as it is written beside what it was understood to mean."""
    if not one.cells:
        return
    with st.expander(said.CELLS.text(speech).format(count=len(one.cells))):
        shown = pd.DataFrame(
            {
                said.CELL.text(speech): f"{letter(one_cell.cell.column)}{one_cell.cell.row}",
                said.COLUMN.text(speech): one_cell.column.label.text(speech),
                said.WRITTEN.text(speech): one_cell.cell.text,
                said.UNDERSTOOD.text(speech): value(one_cell.value, speech),
            }
            for one_cell in one.cells[:MOST_ROWS]
        )
        st.dataframe(shown, hide_index=True)
        cut(len(one.cells), speech)


def _left_out(one: Reading, speech: Language) -> None:
    if not one.left_out:
        return
    with st.expander(said.NOT_STORED.text(speech).format(count=len(one.left_out))):
        shown = pd.DataFrame(
            {
                said.LINE.text(speech): left.row,
                said.WRITTEN.text(speech): left.text,
                said.REASON.text(speech): left.reason.text(speech),
            }
            for left in one.left_out[:MOST_ROWS]
        )
        st.dataframe(shown, hide_index=True)


def value(stored: Any, speech: Language) -> str:
    """A stored value as text, to the digit."""
    if stored is None:
        return said.MISSING.text(speech)
    return f"{stored:.15g}" if isinstance(stored, int | float) else str(stored)


def cut(count: int, speech: Language) -> None:
    """Says so where a table lists its first rows only."""
    if count > MOST_ROWS:
        st.caption(said.FIRST_SHOWN.text(speech).format(count=MOST_ROWS))


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place - 1] if place <= len(cells) else ""


def title_of(dataset: Dataset, name: str, speech: Language) -> str:
    """A column's label, by its id."""
    return next(column.label.text(speech) for column in dataset.file_columns if column.id == name)
