"""Templates: what a dataset is filled in with, as CSV and as a workbook, and what the reader takes back unasked."""

from loaders.template.files import Files, next_year, template_files

__all__ = ["Files", "next_year", "template_files"]
