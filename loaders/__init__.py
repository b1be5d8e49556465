"""Files in: read → notation → shapes → check → commit. Pages and the command line go through the same doors."""

from loaders.bulk import Bulk, load_in_bulk
from loaders.check import Reading, read_file
from loaders.commit import Refused, load
from loaders.problem import Problem
from loaders.shapes import Choices
from loaders.template import template

__all__ = [
    "Bulk",
    "Choices",
    "Problem",
    "Reading",
    "Refused",
    "load",
    "load_in_bulk",
    "read_file",
    "template",
]
