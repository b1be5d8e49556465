"""Sheets understood: which dataset, which column is what, what each cell means: rows, or problems with places."""
