"""Files in: read → notation → shapes → check → commit. Pages and the command line go through the same doors."""

from loaders.check import Reading, read_file
from loaders.commit import Refused, load
from loaders.problem import Problem
from loaders.shapes import Choices
from loaders.template import template

__all__ = ["Choices", "Problem", "Reading", "Refused", "load", "read_file", "template"]
