"""The script that Streamlit runs on every visit: language, navigation, and the page asked for."""

from functools import partial
from pathlib import Path

import streamlit as st

import catalogue
from screen.notebook import pin
from screen.rooms import ABOUT, BESIDE, OPENING, ROOMS, WORK
from screen.search.search import search
from screen.shell import data, document, past, words
from screen.shell.site import Site, hand
from screen.shell.state import choose_language
from screen.upload import uploads
from store import store_url

HERE = Path(__file__).parent

st.set_page_config(page_title=words.TITLE.zh, layout="wide", initial_sidebar_state=290)
st.html(HERE / "screen" / "shell" / "style.css")
data.begin(store_url(), catalogue.datasets())

with st.sidebar:
    language = choose_language()
    st.caption(words.LOCAL.text(language))
    document.describe(language)

chapters = catalogue.chapters()
pages = {
    chapter.id: st.Page(HERE / "pages" / f"{chapter.id}.py", title=chapter.label.text(language), url_path=chapter.id)
    for chapter in chapters
}
site = Site(chapters, catalogue.datasets(), catalogue.identities(), pages)
for room in ROOMS:
    pages[room.path] = st.Page(
        partial(room.show, site),
        title=room.label.text(language),
        url_path=room.path or "overview",
        default=room is OPENING,
        visibility="hidden" if room in BESIDE else "visible",
    )
hand(site)
menu = {words.TITLE.text(language): [pages[room.path] for room in (OPENING, *WORK, *BESIDE)]}
for chapter in chapters:
    menu.setdefault(words.GROUPS[chapter.section[0]].text(language), []).append(pages[chapter.id])
menu[words.ABOUT.text(language)] = [pages[room.path] for room in ABOUT]

navigation = st.navigation(menu, expanded=True)
search(site, language)
past.banner(site, language)
navigation.run()
uploads.leave()
pin.told(language)
