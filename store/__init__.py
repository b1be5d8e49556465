"""Rows and releases: all SQL of the project. Nothing stored is ever lost or overwritten."""

from sqlalchemy.exc import ArgumentError, DatabaseError

from store.engine import Store, attach, open_store, store_url
from store.releases import Accepted, Arrival, File, Laid, Moved, Release, Row, Undone, UndoRefused

# What any call may raise where the store cannot be reached or used.
STORE_ERRORS = (ArgumentError, DatabaseError)

__all__ = [
    "STORE_ERRORS",
    "Accepted",
    "Arrival",
    "File",
    "Laid",
    "Moved",
    "Release",
    "Row",
    "Store",
    "UndoRefused",
    "Undone",
    "attach",
    "open_store",
    "store_url",
]
