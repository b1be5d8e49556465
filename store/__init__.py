"""Rows and releases: all SQL of the project. Nothing stored is ever lost or overwritten."""

from store.engine import Store, attach, open_store, store_url
from store.releases import Accepted, File, Release, Row, Undone, UndoRefused

__all__ = [
    "Accepted",
    "File",
    "Release",
    "Row",
    "Store",
    "UndoRefused",
    "Undone",
    "attach",
    "open_store",
    "store_url",
]
