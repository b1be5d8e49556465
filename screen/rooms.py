"""The site's own pages beside the chapters': each one's address, its name in the menu, and what draws it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from schema import Label
from screen.audit import audit, draft, draft_words
from screen.explore import dictionary, explore
from screen.history import history
from screen.notebook import notebook_words, notebooks
from screen.opening import overview
from screen.shell import words
from screen.shell.site import Site
from screen.upload import upload, upload_words


@dataclass(frozen=True)
class Room:
    """A page of the site; the opening page has no path."""

    path: str
    label: Label
    show: Callable[[Site], None]


OPENING = Room("", words.OPENING, overview.show)
WORK = (
    Room("notebooks", notebook_words.NOTEBOOKS, notebooks.show),
    Room("explore", words.EXPLORE, explore.show),
    Room("audit", words.AUDIT, audit.show),
    Room("upload", upload_words.UPLOAD, upload.show),
    Room("history", upload_words.HISTORY, history.show),
)
BESIDE = (Room("draft", draft_words.DRAFT, draft.show),)  # reached from other pages, not from the menu
ABOUT = (Room("dictionary", words.DICTIONARY, dictionary.show),)
ROOMS = (OPENING, *WORK, *BESIDE, *ABOUT)
