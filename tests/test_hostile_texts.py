"""Texts made to harm, and files that are no tables: each has its sentence, and what works instead."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import catalogue
from loaders import read_file
from loaders.files import bounded

HEADER = "年份,专业,就业率\n"
TRADITIONAL = "年份,專業,就業率,備註\n2021,學前教育,98,無\n"
EDITING = bytes([6]) + b"office".ljust(54) + bytes([6, 0]) + "office".encode("utf-16-le").ljust(108, b"\x20")


def compound(stream: str) -> bytes:
    """The beginning of a compound file with one stream in its directory."""
    name = stream.encode("utf-16-le") + b"\0\0"
    entry = name.ljust(64, b"\0") + len(name).to_bytes(2, "little") + b"\x02"
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entry.ljust(128, b"\0")


def said(content: bytes, name: str = "x.csv") -> str:
    [reading] = read_file(name, content, catalogue.datasets())
    return reading.problems[0].text("zh")


LARGE: dict[str, tuple[Callable[[], bytes], str]] = {
    "ten million empty lines": (lambda: b"\n" * 10_000_000, "文件是空的，应有表头和数据行"),
    "five million lines of commas": (lambda: b",\n" * 5_000_000, "文件是空的，应有表头和数据行"),
    "ten million columns": (lambda: b"," * 10_000_000, "这一行有 10000001 列，最多 100 列"),
    "100 000 columns": (lambda: b"1," * 99_999 + b"1\n", "这一行有 100000 列，最多 100 列"),
    "two million cells": (lambda: ("a," * 99 + "b\n").encode() * 20_000, "填写的单元格超过 600000 个，请拆成几个文件"),
    "a cell of ten million letters": (lambda: b"a" * 10_000_000, "这一格超过 32767 字，请删短"),
    "a million rows": (lambda: b"1,2\n" * 1_000_000, "数据超过 20000 行，请拆成几个文件"),
    "nothing but zeros": (lambda: b"\0" * 10_000_000, "文件含有二进制内容"),
}


@pytest.mark.parametrize("case", LARGE)
def test_a_text_without_end_has_its_sentence(case: str) -> None:
    make, words = LARGE[case]
    assert words in said(make())


def test_a_large_text_is_not_opened_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []

    def told(content: bytes, *_: object) -> list[object]:
        opened.append(len(content))
        return [{"refused": "time"}]

    monkeypatch.setattr(bounded, "told", told)
    assert "读取超时" in said(b"\n" * 1_000_000)
    read_file("x.csv", HEADER.encode(), catalogue.datasets())
    assert opened == [1_000_000]


OTHERS = {
    "locked": (compound("EncryptedPackage"), "文件有密码，请用密码打开，取消密码后另存，再导入"),
    "an old workbook": (
        compound("Workbook"),
        "文件是旧版 Excel 或 WPS 工作簿（.xls、.et），请在 WPS",
    ),
    "an old document": (compound("WordDocument"), "文件是旧版 Word 或 WPS 文档（.doc、.wps），请"),
    "a file of an editor": (EDITING, "这是编辑软件的临时文件，不是表格，请关闭正在编辑它的软件"),
    "traditional characters": (
        TRADITIONAL.encode("big5"),
        "文件是 Big5 编码的繁体字",
    ),
    "an archive": (b"Rar!\x1a\x07\x01\x00", "文件是压缩包，请先解压"),
}


@pytest.mark.parametrize("case", OTHERS)
def test_what_is_no_table_is_called_by_its_name(case: str) -> None:
    content, words = OTHERS[case]
    assert words in said(content)


def test_the_temporary_file_of_an_editor_is_known_by_its_name_too() -> None:
    assert "请关闭正在编辑它的软件" in said(HEADER.encode(), "~$就业.xlsx")


@pytest.mark.parametrize(
    "text",
    [
        "年份,专业,就业率\n2021,学前教育,98\n",
        "测评对象,2023年及格率\n全校情况,95.67\n",
        "年份,专业,就业率\n2021,電子商務,98\n",
    ],
)
def test_simplified_text_in_gbk_is_not_taken_for_big5(text: str) -> None:
    readings = read_file("x.csv", text.encode("gb18030"), catalogue.datasets())
    assert {reading.encoding for reading in readings} == {"gb18030"}
