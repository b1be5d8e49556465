"""The search box of every page: answers as one types, each a link to where it is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import streamlit as st

from frames import by_default
from schema import Chapter, Label, Language
from screen.chapter.told import page_of, told
from screen.notebook import library
from screen.rooms import BESIDE, ROOMS
from screen.search import search_words as said
from screen.search.asking import Answer, answer
from screen.search.entries import Entry, of_chapter, searchable
from screen.shell import data, words
from screen.shell.once import once
from screen.shell.site import Site
from screen.shell.state import Chosen, link

KEY = "search"
ARRIVED = "found"  # in the address of who comes by a link of the list
MOST = 5  # of a group
LONGEST = 90  # characters of a quotation in the list


def search(site: Site, speech: Language) -> None:
    """Draw the search box, and what was found while something is asked."""
    if st.query_params.pop(ARRIVED, None) is not None:
        st.session_state[KEY] = ""
        st.session_state["searches"] = st.session_state.get("searches", 0) + 1
    _box(site, speech)


@st.fragment
def _box(site: Site, speech: Language) -> None:
    asked = st.text_input(
        said.SEARCH.text(speech),
        key=KEY,
        type="search",
        live=True,
        placeholder=said.HINT.text(speech),
        label_visibility="collapsed",
    )
    if asked and asked.strip():
        with st.container(key="search-list", gap="xsmall"):
            _list(site, asked.strip(), answered(site, asked, data.shown()), speech)


def entries(site: Site, release: data.Release) -> list[Entry]:
    """What can be found in a release."""
    return _entries(release, site)


@once(most=10)
def _entries(release: data.Release, _site: Site) -> list[Entry]:
    return [*_pages(_site), *(entry for chapter in _site.chapters for entry in of_chapter(chapter, release))]


def answered(site: Site, asked: str, release: data.Release) -> Answer:
    """What a question finds in a release, among its findings, and among the notebooks as they are now."""
    return answer(asked, [*entries(site, release), *_findings(site, release), *_notebooks(site)])


def _pages(site: Site) -> Iterator[Entry]:
    """The site's own pages; not those that are reached from others only."""
    for room in ROOMS:
        if room.path in site.pages and room not in BESIDE:
            names = (searchable(room.label.zh), searchable(room.label.en))
            yield Entry("page", room.label, searchable(*names), room.path, names=names)


def _findings(site: Site, release: data.Release) -> Iterator[Entry]:
    for one in data.findings(site, release):
        yield Entry("finding", one.said, searchable(one.said.zh, one.said.en), "audit", (("finding", one.id),))


def _notebooks(site: Site) -> Iterator[Entry]:
    for one in library.listed(site):
        title, words_in = one.notebook.title, [text for cell in one.notebook.cells for text in (cell.title, cell.words)]
        query = (("notebook", one.notebook.id),)
        yield Entry(
            "notebook", Label(title, title), searchable(title, *words_in), "notebooks", query, (searchable(title),)
        )


def _list(site: Site, asked: str, found: Answer, speech: Language) -> None:
    if not found.found:
        st.markdown(words.plain(said.NOTHING.text(speech).format(asked=asked)))
        st.caption(words.plain((said.NEAR if found.near else said.TRY_ANOTHER).text(speech)))
        for entry in found.near:
            _entry(site, entry, speech)
        return
    if found.loosely:
        st.caption(words.plain(said.LOOSELY.text(speech).format(asked=asked)))
    for group, label in said.GROUPS.items():
        own = found.found.get(group, [])
        if own:
            st.caption(f"**{label.text(speech)}**")
        for entry in own[:MOST]:
            _entry(site, entry, speech)
        if len(own) > MOST:
            st.caption(words.plain(said.MORE.text(speech).format(count=len(own) - MOST)))


def _entry(site: Site, entry: Entry, speech: Language) -> None:
    """A thing that was found, with its answer beside it: text, letter for letter, in a link of our own."""
    title = _short(entry.title.text(speech))
    beside = [entry.figure.text(speech)] if entry.figure is not None else []
    beside += [entry.meaning.text(speech)] if entry.meaning is not None else []
    if (chapter := _chapter_of(site, entry)) is not None and entry.group != "page":
        beside += [_finding(chapter, entry, speech)] if entry.group == "measure" and entry.figure is None else []
        beside.append(chapter.label.text(speech))
    said_of = words.plain(" · ".join(filter(None, beside)))
    label = f"**{words.plain(title)}**" + (f"　{said_of}" if said_of else "")
    st.page_link(site.pages[entry.page], label=label, query_params=_query(entry))


def _query(entry: Entry) -> Mapping[str, str | list[str]]:
    own = {name: value if isinstance(value, str) else list(value) for name, value in entry.query}
    return {**link(), **own, ARRIVED: "1"}


def _finding(chapter: Chapter, entry: Entry, speech: Language) -> str:
    """What the picture of a measure says of its members in their newest years."""
    release, place = data.shown(), int(str(dict(entry.query)["view"]))
    years = page_of(chapter, release).years
    one = told(chapter, release, Chosen(by_default(years)), speech)[1][place] if years else None
    return one.finding if one is not None else ""


def _chapter_of(site: Site, entry: Entry) -> Chapter | None:
    return next((chapter for chapter in site.chapters if chapter.id == entry.page), None)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
