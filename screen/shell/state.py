"""What the reader has chosen: kept in the URL, so that a link opens the same view, and remembered between pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from frames import by_default, period_between
from schema import Chapter, Language
from screen.shell import words


@dataclass(frozen=True)
class Chosen:
    """The chosen years, ascending; the values of the main key that are shown, none for all; the highlighted one."""

    years: tuple[int, ...]
    shown: tuple[str, ...] = ()
    pick: str | None = None


def language() -> Language:
    """The language of this session: what the switch says, or the URL while it has not been drawn."""
    asked = st.session_state.get("language") or st.query_params.get("lang")
    return "en" if asked == "en" else "zh"


def choose_language() -> Language:
    """The switch between the languages. The URL says the language at the start, the switch from then on."""
    st.session_state.setdefault("language", language())
    st.segmented_control(
        f"{words.LANGUAGE.zh} · {words.LANGUAGE.en}",
        list(words.LANGUAGES),
        key="language",
        required=True,
        format_func=words.LANGUAGES.__getitem__,
    )
    return language()


def as_of() -> int | None:
    """The release after which the pages show the data; None for the newest."""
    asked = st.session_state.setdefault("as_of", st.query_params.get("as_of", ""))
    return int(asked) if asked.isascii() and asked.isdigit() else None


def look_back(release: int | None) -> None:
    """Show every page as of a release from now on; None returns to the newest."""
    st.session_state["as_of"] = "" if release is None else str(release)


def link(**more: str) -> dict[str, str]:
    """The query of a link to another page: what all pages share, and what this link asks for."""
    past = as_of()
    return {"lang": language()} | ({} if past is None else {"as_of": str(past)}) | more


def from_url(chapter: Chapter, years: Sequence[int], members: Sequence[str]) -> Chosen:
    """The choice that the URL names, or the one remembered, or the last two years; what the data lacks is dropped."""
    query = st.query_params
    named = [int(year) for year in query.get("years", "").split(",") if year.isascii() and year.isdigit()]
    remembered: Sequence[int] = st.session_state.get("years", ())
    chosen = next((held for some in (named, remembered) if (held := _held(some, years))), by_default(years))
    if chapter.main_key is None:
        return Chosen(chosen)
    shown = tuple(value for value in query.get_all(chapter.main_key) if value in members)
    pick = query.get("pick")
    return Chosen(chosen, shown, pick if pick in members else None)


def _held(asked: Sequence[int], years: Sequence[int]) -> tuple[int, ...]:
    """The years asked for as far as the page has them; where it lacks some, the period that stands for them."""
    if not set(asked) & set(years):
        return ()
    period = period_between(dict.fromkeys(years, 0), asked)
    return period.drawn if period is not None else ()


def to_url(
    chapter: Chapter | None = None,
    chosen: Chosen | None = None,
    table: bool = False,
    otherwise: tuple[int, ...] = (),
    **rest: str | list[str] | None,
) -> None:
    """Write the page's state to the URL. For the next page, remember the years if they were chosen: `otherwise` are
    those of a reader who has chosen none, and the next page has newest years of its own."""
    wanted: dict[str, str | list[str]] = {**link()}
    wanted |= {name: value for name, value in rest.items() if value}
    if chosen is not None:
        st.session_state["years"] = () if chosen.years == otherwise else chosen.years
        wanted["years"] = ",".join(map(str, chosen.years))
        if chapter is not None and chapter.main_key is not None and chosen.shown:
            wanted[chapter.main_key] = list(chosen.shown)
        if chosen.pick is not None:
            wanted["pick"] = chosen.pick
    if table:
        wanted["table"] = "1"
    if {name: st.query_params.get_all(name) for name in st.query_params} != {
        name: value if isinstance(value, list) else [value] for name, value in wanted.items()
    }:
        st.query_params.from_dict(wanted)
