"""Notebooks: pinned, edited, handed out."""
