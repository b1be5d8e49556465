"""Templates to fill in, for those who have no table at hand."""

from __future__ import annotations

from functools import partial

import streamlit as st

from loaders import next_year, template_files
from loaders.template import Files
from schema import Language
from screen.shell import data
from screen.shell.data import Release
from screen.shell.site import Site
from screen.upload import upload_words as said


def show(site: Site, release: Release, speech: Language) -> None:
    """A choice of dataset and year, and both files of its template."""
    stored = data.stored_rows(site, release)
    labels = {dataset.id: dataset.label.text(speech) for dataset in site.datasets}
    st.subheader(said.TEMPLATES.text(speech), anchor=False)
    st.caption(said.TEMPLATES_SAY.text(speech))
    left, right = st.columns([2, 1])
    name = left.selectbox(said.TEMPLATE_FOR.text(speech), list(labels), format_func=labels.__getitem__, key="template")
    year = right.number_input(
        said.TEMPLATE_YEAR.text(speech),
        min_value=1949,
        max_value=2999,
        value=next_year(stored[name]),
        step=1,
        format="%d",
        key=f"template-year-{name}",
    )
    files = _files(release, name, year, speech, site)
    with st.container(horizontal=True):
        for ending, content in (("xlsx", files.xlsx), ("csv", files.csv)):
            label = said.DOWNLOAD.text(speech).format(kind=ending.upper())
            file = f"{files.name}.{ending}"
            given = partial(bytes, content)  # at the click: an address of its own would end with the page
            st.download_button(label, given, file_name=file, on_click="ignore", key=f"template-{ending}")


@st.cache_data(max_entries=60, show_spinner=False)
def _files(release: Release, name: str, year: int | None, speech: Language, _site: Site) -> Files:
    dataset = next(one for one in _site.datasets if one.id == name)
    return template_files(dataset, data.stored_rows(_site, release)[name], year, speech)
