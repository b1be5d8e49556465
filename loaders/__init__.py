"""Files in: read → notation → shapes → check → preview → commit. Pages and the command line use the same doors."""

from loaders.deciding.bulk import Bulk, load_in_bulk
from loaders.deciding.commit import Refused, Unanswered, load, take
from loaders.deciding.correction import correction
from loaders.deciding.doubts import ACCEPTED, Answers, Doubt
from loaders.deciding.merging import kept
from loaders.deciding.preview import Change, Preview, new_findings, preview, previews
from loaders.problem import Problem
from loaders.reading.check import read_file, said_otherwise
from loaders.reading.reading import Reading
from loaders.reading.table import LEAVE_OUT, Choices
from loaders.template import Files, next_year, template_files

__all__ = [
    "ACCEPTED",
    "LEAVE_OUT",
    "Answers",
    "Bulk",
    "Change",
    "Choices",
    "Doubt",
    "Files",
    "Preview",
    "Problem",
    "Reading",
    "Refused",
    "Unanswered",
    "correction",
    "kept",
    "load",
    "load_in_bulk",
    "new_findings",
    "next_year",
    "preview",
    "previews",
    "read_file",
    "said_otherwise",
    "take",
    "template_files",
]
