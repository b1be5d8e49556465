"""Rows and releases: all SQL of the project. Nothing stored is ever lost or overwritten."""

from store.engine import DEFAULT_URL, Store, open_store
from store.releases import Accepted, File, Release, Row, Undone, UndoRefused

__all__ = ["DEFAULT_URL", "Accepted", "File", "Release", "Row", "Store", "UndoRefused", "Undone", "open_store"]
