"""What app.py hands the screen: all chapters, their datasets and identities, and where each page is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from schema import Chapter, Dataset, Identity


@dataclass(frozen=True)
class Site:
    """`pages` by chapter id, with the site's own under `audit`, `explore` and `dictionary`."""

    chapters: Sequence[Chapter]
    datasets: Sequence[Dataset]
    identities: Sequence[Identity]
    pages: Mapping[str, StreamlitPage]


def hand(site: Site) -> None:
    """Keep the site for this run."""
    st.session_state["site"] = site


def current() -> Site | None:
    """The site of this run; None for a page that stands alone."""
    return st.session_state.get("site")
