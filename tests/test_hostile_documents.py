"""Documents that are broken, locked or built to break what reads them: a sentence, bounded, and nothing is stored."""

import io
import zipfile
from collections.abc import Callable

import pytest

import catalogue
from loaders import Refused, load, read_file
from store import Store
from store.releases import latest
from tests.documents import RELATIONS, cell, of_blocks, paragraph, raw, table

LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY a{at} '{f'&a{at - 1 if at else str()};' * 10}'>" for at in range(9)
)
DAMAGED = "Word 文档已损坏"


def nested(depth: int) -> str:
    body = paragraph("x")
    for _ in range(depth):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc><w:tc/></w:tr></w:tbl>"
    return body


def a_zip(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    return out.getvalue()


DOCUMENTS: dict[str, tuple[Callable[[], bytes], str]] = {
    "cut off": (lambda: of_blocks("x")[:-100], DAMAGED),
    "no XML": (lambda: raw("<w:p>"), DAMAGED),
    "nothing but a name": (lambda: a_zip("word/document.xml"), "文件不是 Word 文档（.docx）"),
    "laughs": (lambda: raw(paragraph("&a8;"), before=LAUGHS + "]>"), DAMAGED),
    "a file of the server": (
        lambda: raw(paragraph("&x;"), before="<!DOCTYPE x [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"),
        DAMAGED,
    ),
    "macros": (lambda: raw(paragraph("x"), parts={"word/vbaProject.bin": b"x"}), "Word 文档带有宏，不导入"),
    "unpacks to 120 MB": (lambda: raw(" " * 120_000_000), "文档解压后超过 100 MB"),
    "10 000 tables": (lambda: raw(table(cell("a") + cell("b")) * 10_000), "文档里的表格超过 300 张"),
    "2 000 pages": (lambda: raw(paragraph("字" * 800) * 2_000), "文档超过 1000000 字"),
    "a million paragraphs": (lambda: raw(paragraph("") * 1_000_000), "文档超过 30000 段"),
    "100 000 figures": (lambda: raw(paragraph("招生1600人，" * 100_000)), "正文里的数超过 20000 个"),
    "30 000 rows": (lambda: raw(table(*["<w:tc/>"] * 30_000)), "表格超过 20000 行"),
    "1 000 columns": (lambda: raw(table(cell("a") * 1_000)), "有表格超过 100 列"),
    "a span of 100 000 columns": (lambda: raw(table(cell("a", '<w:gridSpan w:val="99999"/>') + cell("b"))), "100 列"),
    "tables in tables": (lambda: raw(nested(60)), "表格一层套一层，太深"),
    "elements without end": (lambda: raw("<w:ins>" * 100_000 + "</w:ins>" * 100_000), "表格一层套一层，太深"),
}


@pytest.mark.parametrize("case", DOCUMENTS)
def test_a_hostile_document_has_its_sentence_and_stores_nothing(case: str, store: Store) -> None:
    make, words = DOCUMENTS[case]
    readings = read_file("x.docx", make(), catalogue.datasets())
    problems = [problem for reading in readings for problem in reading.problems]
    assert words in problems[0].text("zh")
    before = latest(store)
    with pytest.raises(Refused):
        load(store, readings, "tester")
    assert latest(store) == before


def test_links_to_other_files_are_not_followed_and_that_is_said() -> None:
    links = RELATIONS.replace("officeDocument", "attachedTemplate").replace(
        'Target="word/document.xml"', 'Target="http://127.0.0.1:9/x.dotm" TargetMode="External"'
    )
    *_, text = read_file(
        "x.docx", raw(paragraph("教职工297人。"), parts={"word/_rels/document.xml.rels": links}), catalogue.datasets()
    )
    assert [one.reason.zh for one in text.left_out] == ["文档引用了外部文件，没有打开"]
