"""The script that Streamlit runs on every visit: language, navigation, and the page asked for."""

from functools import partial
from pathlib import Path

import streamlit as st

import catalogue
from screen.audit import audit
from screen.explore import dictionary, explore
from screen.history import history
from screen.notebook import notebook_words, notebooks, pin
from screen.opening import overview
from screen.shell import data, document, past, words
from screen.shell.search import search
from screen.shell.site import Site, hand
from screen.shell.state import choose_language
from screen.upload import upload, upload_words
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
opening = st.Page(partial(overview.show, site), title=words.OPENING.text(language), url_path="overview", default=True)
pages["audit"] = st.Page(partial(audit.show, site), title=words.AUDIT.text(language), url_path="audit")
pages["explore"] = st.Page(partial(explore.show, site), title=words.EXPLORE.text(language), url_path="explore")
pages["notebooks"] = st.Page(
    partial(notebooks.show, site), title=notebook_words.NOTEBOOKS.text(language), url_path="notebooks"
)
pages["upload"] = st.Page(partial(upload.show, site), title=upload_words.UPLOAD.text(language), url_path="upload")
pages["history"] = st.Page(partial(history.show, site), title=upload_words.HISTORY.text(language), url_path="history")
pages["dictionary"] = st.Page(
    partial(dictionary.show, site), title=words.DICTIONARY.text(language), url_path="dictionary"
)
hand(site)
menu = {
    words.TITLE.text(language): [
        opening,
        *(pages[name] for name in ("notebooks", "explore", "audit", "upload", "history")),
    ]
}
for chapter in chapters:
    menu.setdefault(words.GROUPS[chapter.section[0]].text(language), []).append(pages[chapter.id])
menu[words.ABOUT.text(language)] = [pages["dictionary"]]

navigation = st.navigation(menu, expanded=True)
search(site, language)
past.banner(site, language)
navigation.run()
pin.told(language)
