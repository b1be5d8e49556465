"""The panel in which a figure answers for itself: where it is from, what it means, what is said of it.

It is no dialog: the page goes on beside it. It opens by one button of a chapter's page or by a link, closes by its
button or Esc, and the charts are not drawn anew by either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

import frames
from exports.content.provenance import of_row, origins_of
from exports.content.words import section
from insights.numbers import quantity
from schema import Chapter, Difference, Language
from screen.figure import figure_words as said
from screen.figure import stating
from screen.figure.form import form
from screen.figure.place import Place, asked, open_at, places
from screen.shell import data, words
from screen.shell.once import once
from screen.shell.state import as_of
from store.evidence import Origins
from store.releases import Release, releases
from store.statements import Said


def door(chapter: Chapter, year: int, speech: Language) -> None:
    """The button that opens the panel."""
    if places(chapter):
        first = _first(chapter, year)
        st.button(said.OPEN.text(speech), key="figure-open", type="tertiary", on_click=open_at, args=(first,))


def panel(chapter: Chapter, release: data.Release, year: int, speech: Language) -> list[str]:
    """Draw the panel where the address asks for one; what the address is to say of it from here on."""
    place = asked(chapter)
    if place is None:
        return []
    with st.container(key="figure-panel"):
        st.markdown(f"##### {words.plain(said.PANEL.text(speech))}")
        st.button(said.CLOSE.text(speech), key="figure-close", on_click=open_at, args=(None,), shortcut="Escape")
        place = _of_column(chapter, place, speech)
        rows = data.rows_of(chapter, release)[place.dataset.id]
        place = _of_row(_held(place, rows, year), rows, speech)
        _answer(place, rows, release, speech)
        _sayings(place, rows, speech)
    return place.in_address()


def _first(chapter: Chapter, year: int) -> Place:
    """What the chapter speaks of first."""
    named = {name: place for place in reversed(places(chapter)) for name in (place.column,)}
    own = [named[name] for name in chapter.headline if name in named]
    return replace((own or places(chapter))[0], year=year)


def _held(place: Place, rows: pd.DataFrame, year: int) -> Place:
    """The place without members that the data lacks, at a year that it has."""
    members = tuple(
        value if value in set(rows[key]) else "" for key, value in zip(place.keys, place.members, strict=False)
    )
    years = set(rows["year"])
    return replace(place, members=members, year=place.year if place.year in years else year)


def _turn() -> int:
    """What the selectors' keys hold: they begin anew when the panel is opened at another place."""
    turn: int = st.session_state.get("figure-turn", 0)
    return turn


def _of_column(chapter: Chapter, place: Place, speech: Language) -> Place:
    """The selector of the column; another column is looked into in the same year."""
    columns = {f"{one.dataset.id}.{one.column}": one for one in places(chapter)}
    own = f"{place.dataset.id}.{place.column}"
    picked = st.selectbox(
        said.COLUMN.text(speech),
        list(columns),
        index=list(columns).index(own),
        format_func=lambda name: columns[name].measure.label.text(speech),
        key=f"figure-column-{_turn()}",
    )
    found = columns[picked]
    members = place.members if found.dataset == place.dataset else ()
    return replace(found, year=place.year, members=members)


def _of_row(place: Place, rows: pd.DataFrame, speech: Language) -> Place:
    """The selectors of the members and of the year."""
    for at, key in enumerate(place.keys):
        names = ["", *dict.fromkeys(str(value) for value in rows[key])]
        given = place.members[at] if at < len(place.members) else ""
        declared = place.dataset.key(key)
        shown = {one: declared.name(one, speech) if one else said.EVERY.text(speech) for one in names}
        value = st.selectbox(
            declared.label.text(speech),
            names,
            index=names.index(given),
            format_func=shown.__getitem__,
            key=f"figure-{place.dataset.id}-{key}-{_turn()}",
        )
        place = place.with_member(at, value or "")
    years = sorted({int(year) for year in rows["year"]}, reverse=True)
    at_year = years.index(place.year) if place.year in years else 0
    key = f"figure-{place.dataset.id}-year-{_turn()}"
    return replace(place, year=st.selectbox(said.YEAR.text(speech), years, index=at_year, key=key))


def _answer(place: Place, rows: pd.DataFrame, release: data.Release, speech: Language) -> None:
    """The figure with its definition, the report's words, its release and its file; then its years."""
    measure = place.measure
    if measure.definition is not None:
        st.caption(words.plain(measure.definition.text(speech)))
    if not place.is_one_figure:
        st.caption(words.plain(said.CHOOSE_MEMBER.text(speech)))
        return
    column = "value" if place.dataset.indicators else place.column
    own = frames.with_differences(place.dataset, rows)
    own = own[own["indicator"] == place.column] if place.dataset.indicators else own
    for key, value in place.named:
        own = own[own[key] == value]
    now = own[own["year"] == place.year]
    if now.empty:
        st.caption(words.plain(said.NONE_STORED.text(speech)))
    parts = (measure.minuend, measure.subtrahend) if isinstance(measure, Difference) else (column,)
    by_number = _releases(data.newest())
    for row in now.to_dict("records"):
        shown = "—" if pd.isna(row[column]) else quantity(float(row[column]), measure, speech)
        st.markdown(f"### {words.plain(shown)}")
        told = [section(row["section"], speech) if row["section"] else "", f"“{row['words']}”" if row["words"] else ""]
        origins = data.origins(place.dataset, release, [int(row["year"])])
        made = by_number.get(_brought(place, row, parts, origins))
        if made is not None:
            told.append(said.RELEASED.text(speech).format(number=made.id, by=made.made_by, file=made.file_name or "—"))
        told += [row["note"], of_row(place.dataset, row, origins, speech, parts)]
        for line in filter(None, told):
            st.caption(words.plain(line))
    known = own.dropna(subset=[column]).sort_values("year")
    if known["year"].nunique() > 1:
        with st.expander(said.HISTORY.text(speech)):
            table = pd.DataFrame(
                {
                    said.YEAR.text(speech): known["year"].astype(str),
                    measure.title(speech): [quantity(float(value), measure, speech) for value in known[column]],
                    words.RELEASED.text(speech): known["release"].astype(str),
                }
            )
            st.dataframe(table, hide_index=True, height="content")


def _brought(place: Place, row: Mapping[Any, Any], columns: Sequence[str], origins: Origins) -> int:
    """The release that brought these figures of the row; another one may have brought the rest of it since."""
    found = [origin.evidence.release for origin in origins_of(place.dataset, row, origins, columns)]
    return max(found) if len(found) == len(columns) else int(row["release"])


@once(most=10)
def _releases(release: data.Release) -> dict[int, Release]:
    return {one.id: one for one in releases(data.attached())}


def _sayings(place: Place, rows: pd.DataFrame, speech: Language) -> None:
    """What is said of the figure, with what can be done about it, and the ways to say more."""
    st.markdown(f"**{words.plain(said.SAID.text(speech))}**")
    standing, withdrawn = stating.of_place(place)
    if place.measure.reference is not None:
        st.markdown(words.plain(place.measure.reference.label.text(speech)))
    elif not standing:
        st.caption(words.plain(said.NOTHING_SAID.text(speech)))
    is_now = as_of() is None
    for one in standing:
        st.markdown(words.plain(stating.in_words(one.statement, place, rows, speech)))
        st.caption(words.plain(said.BY.text(speech).format(by=one.made_by, date=f"{one.made_at:%Y-%m-%d %H:%M}")))
        if is_now:
            _deeds(one, speech)
            if st.session_state.get("saying") == one.statement.id:
                form(place, one.statement.kind, one, rows, speech)
    if is_now:
        _undoing(standing, withdrawn, speech)
        _adding(place, rows, speech)
    else:
        st.caption(words.plain(said.PAST.text(speech)))


def _undoing(standing: list[Said], withdrawn: list[Said], speech: Language) -> None:
    """The last step of this visit is undone by one button; what was withdrawn earlier is brought back by its own."""
    last = st.session_state.get("said-last", "")
    who = st.session_state.get("who-last", "")
    if any(one.statement.id == last for one in (*standing, *withdrawn)) and st.button(
        said.UNDO.text(speech), key="said-undo"
    ):
        _done(stating.undo(last, who, speech))
    for one in withdrawn:
        if one.statement.id != last:
            st.caption(words.plain(f"{said.WITHDRAWN.text(speech)}：{stating.in_short(one.statement)}"))
            if st.button(said.BRING_BACK.text(speech), key=f"back-{one.statement.id}", type="tertiary"):
                _done(stating.undo(one.statement.id, who or one.made_by, speech))


def _adding(place: Place, rows: pd.DataFrame, speech: Language) -> None:
    with st.container(horizontal=True, key="figure-add"):
        for kind, label in said.KINDS.items():
            st.button(label.text(speech), key=f"add-{kind}", on_click=_begin, args=(kind,))
    for kind in said.KINDS:
        if st.session_state.get("saying") == kind:
            form(place, kind, None, rows, speech)


def _deeds(one: Said, speech: Language) -> None:
    with st.container(horizontal=True):
        st.button(
            said.CHANGE.text(speech),
            key=f"change-{one.statement.id}",
            type="tertiary",
            on_click=_begin,
            args=(one.statement.id, one.version),
        )
        if st.button(said.WITHDRAW.text(speech), key=f"withdraw-{one.statement.id}", type="tertiary"):
            who = st.session_state.get("who-last") or one.made_by
            st.session_state["said-last"] = one.statement.id
            _done(stating.withdraw(one, who, speech))


def _begin(saying: str, seen: int | None = None) -> None:
    """Ask for a form; of what is changed, the version that was seen is remembered until it is sent."""
    st.session_state["saying"], st.session_state["seen"] = saying, seen


def _done(problem: str) -> None:
    if problem:
        st.error(words.plain(problem))
    else:
        st.rerun()
