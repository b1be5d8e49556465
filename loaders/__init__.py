"""Files in: read → notation → shapes → check → commit. Pages and the command line go through the same doors."""

from loaders.check import Reading, read_file
from loaders.commit import Refused, load
from loaders.problem import Problem
from loaders.shapes import Choices
from loaders.template import Files, next_year, template_files

__all__ = [
    "Choices",
    "Files",
    "Problem",
    "Reading",
    "Refused",
    "load",
    "next_year",
    "read_file",
    "template_files",
]
