"""The script that Streamlit runs on every visit: language, navigation, and the page asked for."""

from functools import partial
from pathlib import Path

import streamlit as st

import catalogue
from screen import data, dictionary, overview, words
from screen.state import choose_language
from store import store_url

HERE = Path(__file__).parent

st.set_page_config(page_title=words.TITLE.zh, layout="wide", initial_sidebar_state=290)
st.html(HERE / "screen" / "style.css")
data.ensure(store_url(), catalogue.datasets())

with st.sidebar:
    language = choose_language()
    st.caption(words.LOCAL.text(language))

chapters = catalogue.chapters()
pages = {
    chapter.id: st.Page(HERE / "pages" / f"{chapter.id}.py", title=chapter.label.text(language), url_path=chapter.id)
    for chapter in chapters
}
opening = st.Page(
    partial(overview.show, chapters, pages), title=words.OPENING.text(language), url_path="overview", default=True
)
explaining = st.Page(
    partial(dictionary.show, catalogue.datasets()), title=words.DICTIONARY.text(language), url_path="dictionary"
)
menu = {words.TITLE.text(language): [opening]}
for chapter in chapters:
    menu.setdefault(words.GROUPS[chapter.section[0]].text(language), []).append(pages[chapter.id])
menu[words.ABOUT.text(language)] = [explaining]

st.navigation(menu, expanded=True).run()
