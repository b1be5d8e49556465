"""What is struck out in a workbook's or a document's cells: it is no figure, and that is asked."""

from __future__ import annotations

from typing import Any

import pytest

from loaders import Answers, Choices, Unanswered, read_file, take
from loaders.deciding.commit import every_doubt, held_against
from loaders.deciding.doubts import KINDS
from store import Store
from tests.documents import raw, table
from tests.test_partial_files import DATASETS
from tests.test_what_a_cell_shows import written

HEADER = ["年份", "专业", "就业率"]


def struck_in_part(book: Any, sheet: Any) -> None:
    struck = book.add_format({"font_strikeout": True})
    sheet.write_row(0, 0, HEADER)
    sheet.write(1, 0, 2021)
    sheet.write_rich_string(1, 1, "学前", struck, "（幼儿）", "教育")
    sheet.write_rich_string(1, 2, struck, "97", "98")


def cell(*runs: str) -> str:
    """A cell of a document; a run that begins with ~ is struck out."""
    told = "".join(
        f"<w:r><w:rPr>{'<w:strike/>' if run.startswith('~') else ''}</w:rPr><w:t>{run.removeprefix('~')}</w:t></w:r>"
        for run in runs
    )
    return f"<w:tc><w:tcPr/><w:p>{told}</w:p></w:tc>"


def document(*rows: list[tuple[str, ...]]) -> bytes:
    return raw(table("".join(map(cell, HEADER)), *("".join(cell(*runs) for runs in row) for row in rows)))


BY_HAND = {
    "workbook": written(struck_in_part),
    "document": document([("2021",), ("学前", "~（幼儿）", "教育"), ("~9", "~7", "98")]),
}


@pytest.mark.parametrize("content", BY_HAND.values(), ids=BY_HAND)
@pytest.mark.parametrize("taken", [frozenset(), frozenset({"struck", "partly"})], ids=["left out", "taken"])
def test_of_a_cell_struck_out_in_part_only_the_rest_is_taken_and_that_is_asked(
    store: Store, content: bytes, taken: frozenset[str]
) -> None:
    readings = read_file("p", content, DATASETS, default=Choices(taken=taken))
    doubts = every_doubt(readings, held_against(store, readings))
    assert [one.problem.cell for one in doubts if one.kind == "partly"] == ["B2", "C2"]
    [row] = readings[0].rows
    assert (row["major"], row["employment_rate"]) == ("学前教育", 98)
    with pytest.raises(Unanswered):
        take(store, readings, "tester", Answers(frozenset(set(KINDS) - {"partly"}), taken))


@pytest.mark.parametrize(("taken", "rates"), [(frozenset(), [97]), (frozenset({"struck"}), [97, 98])])
def test_a_cell_of_a_document_that_is_struck_out_is_left_out_unless_it_is_taken(
    taken: frozenset[str], rates: list[float]
) -> None:
    content = document([("2021",), ("会计",), ("97",)], [("2021",), ("护理",), ("~98",)])
    readings = read_file("p.docx", content, DATASETS, default=Choices(taken=taken))
    assert [row["employment_rate"] for row in readings[0].rows] == rates
