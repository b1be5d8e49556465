"""The kinds of file that a notebook can be, each by its ending."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from exports.content.content import About, Content
from exports.office.handout import as_docx
from exports.office.slides import as_pptx
from exports.office.workbook import as_workbook
from exports.page.page import as_html
from exports.page.paper import as_pdf
from schema import Language

Exporter = Callable[[Sequence[Content], About, Language, Callable[[int, int], None]], bytes]
EXPORTERS: dict[str, Exporter] = {
    "pptx": as_pptx,
    "docx": as_docx,
    "xlsx": as_workbook,
    "html": as_html,
    "pdf": as_pdf,
}
