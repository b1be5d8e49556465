"""Why a file cannot be taken as a table, in sentences: the true obstacle, and a step that works."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from loaders.files.text import visible
from schema import Label

SAVE_AS = Label(
    "请在 WPS 或 Excel 中另存为 .xlsx 或“CSV UTF-8”后再导入",
    "save it as .xlsx or “CSV UTF-8” in WPS or Excel, then load that",
)
MEND = Label(
    "请在 WPS 或 Excel 中打开（它会试着修复），另存为 .xlsx 后再导入；打不开就请发送人重发",
    "open it in WPS or Excel, which try to mend it, and save it as .xlsx; if it does not open, ask for it again",
)
COPY = Label(
    "请把要导入的表格复制到一个新工作簿，另存为 .xlsx 后再导入",
    "copy the table to a new workbook, save it as .xlsx, then load that",
)
UNLOCK = Label(
    "请用密码打开，取消密码后另存，再导入",
    "open it with its password, remove the password, save it, then load that",
)
PASTE = Label(
    "请打开它，把表格复制到 WPS 或 Excel，存为 .xlsx 后再导入",
    "open it, copy the table to WPS or Excel, save that as .xlsx, then load it",
)
SAVE_DOCUMENT = Label("请在 WPS 或 Word 中另存为 .docx 后再导入", "save it as .docx in WPS or Word, then load that")
SAVE_EITHER = Label(
    "请用 WPS 或 Office 打开，表格另存为 .xlsx，文档另存为 .docx，再导入",
    "open it in WPS or Office, save a workbook as .xlsx, a document as .docx, then load that",
)
SPLIT = Label("请拆成几个文件", "split it into several files")
CLEAR = Label("请清除表格以外的内容", "clear what stands outside of the table")
SHORTEN = Label("请删短", "shorten it")
UNPACK = Label("请先解压，再导入里面的表格", "unpack it first, then load the tables in it")
CHOOSE = Label("请选 .xlsx 或 CSV 表格", "choose a table: .xlsx or CSV")
SIMPLIFY = Label(
    "表头和名称应为简体字：请在 WPS 或 Excel 中“繁转简”，另存为“CSV UTF-8”后再导入",
    "headings and names are expected in simplified characters: convert them in WPS or Excel, save as “CSV UTF-8”",
)
REAL_FILE = Label(
    "请关闭正在编辑它的软件，导入名字里没有“~$”的那个文件",
    "close the program that edits it, and load the file whose name is without “~$”",
)
REFUSALS = {
    "archive": (Label("文件是压缩包", "the file is an archive"), UNPACK),
    "big5": (Label("文件是 Big5 编码的繁体字", "the file is in traditional characters, encoded as Big5"), SIMPLIFY),
    "binary": (Label("文件是二进制工作簿（.xlsb）", "the file is a binary workbook (.xlsb)"), SAVE_AS),
    "bytes": (Label("文件含有二进制内容", "the file has binary content"), SAVE_AS),
    "cell": (Label("这一格超过 {cell} 字", "this cell has more than {cell} characters"), SHORTEN),
    "cells": (Label("填写的单元格超过 {cells} 个", "there are more than {cells} cells"), SPLIT),
    "columns": (Label("数据超过 {columns} 列", "there are more than {columns} columns"), CLEAR),
    "columns_of_row": (
        Label("这一行有 {count} 列", "this row has {count} columns"),
        Label("最多 {columns} 列", "{columns} columns at most"),
    ),
    "compound": (
        Label("文件是旧版 Office 文件（如 .xls、.doc）", "the file is an old Office file, such as .xls or .doc"),
        SAVE_EITHER,
    ),
    "damaged": (Label("工作簿已损坏", "the workbook is damaged"), MEND),
    "doc": (
        Label("文件是旧版 Word 或 WPS 文档（.doc、.wps）", "the file is an old Word document (.doc, .wps)"),
        SAVE_DOCUMENT,
    ),
    "document": (Label("文件是 Word 文档", "the file is a Word document"), PASTE),
    "empty": (
        Label("文件是空的", "the file is empty"),
        Label("应有表头和数据行", "a header and rows are expected"),
    ),
    "encoding": (Label("第 {at} 个字节不是 {encoding} 文字", "byte {at} is no {encoding} text"), SAVE_AS),
    "large": (Label("工作簿解压后超过 100 MB", "the workbook unpacks to more than 100 MB"), COPY),
    "lock": (
        Label("这是编辑软件的临时文件，不是表格", "this is a temporary file of the program that edits the table"),
        REAL_FILE,
    ),
    "locked": (Label("文件有密码", "the file has a password"), UNLOCK),
    "memory": (Label("文件太大，读取时内存不够", "the file is too large to read"), COPY),
    "other": (Label("文件不是 Excel 工作簿（.xlsx）", "the file is no Excel workbook (.xlsx)"), SAVE_AS),
    "pdf": (Label("文件是 PDF", "the file is a PDF"), PASTE),
    "picture": (Label("文件是图片", "the file is a picture"), CHOOSE),
    "presentation": (Label("文件是演示文稿", "the file is a presentation"), PASTE),
    "quotes": (
        Label("引号没有成对", "the quotes do not match ({error})"),
        Label("请检查这一行附近的双引号", "check the double quotes near this line"),
    ),
    "rows": (Label("数据超过 {rows} 行", "there are more than {rows} rows"), SPLIT),
    "rtf": (Label("文件是 RTF 文档", "the file is an RTF document"), SAVE_DOCUMENT),
    "sheets": (Label("文件是 OpenDocument 表格（.ods）", "the file is an OpenDocument sheet (.ods)"), SAVE_AS),
    "too_many_sheets": (Label("工作表超过 {sheets} 张", "there are more than {sheets} sheets"), SPLIT),
    "size": (Label("文件超过 10 MB", "the file has more than 10 MB"), SPLIT),
    "text": (Label("文字超过 {text} 字", "there are more than {text} characters"), SPLIT),
    "time": (Label("文件太复杂，读取超时", "the file is too complex: reading it took too long"), COPY),
    "web": (Label("文件是网页或 XML，不是表格", "the file is a web page or XML, no table"), SAVE_AS),
    "xls": (
        Label("文件是旧版 Excel 或 WPS 工作簿（.xls、.et）", "the file is an old workbook of Excel or WPS (.xls, .et)"),
        SAVE_AS,
    ),
}


class Unreadable(Exception):
    """The file cannot be taken as a table: what was found and what was expected, and where, as far as it is known."""

    def __init__(self, found: Label, expected: Label, row: int = 0, column: int = 0, sheet: str = "") -> None:
        super().__init__(found, expected)
        self.found, self.expected, self.row, self.column, self.sheet = found, expected, row, column, sheet


def unreadable(told: Mapping[str, Any], limits: Mapping[str, int]) -> Unreadable:
    """The refusal that another process, or a rule, has told by its reason."""
    found, expected = (_filled(label, {**limits, **told}) for label in REFUSALS[told["refused"]])
    return Unreadable(found, expected, told.get("row", 0), told.get("column", 0), visible(told.get("sheet", "")))


def _filled(label: Label, numbers: Mapping[str, Any]) -> Label:
    return Label(label.zh.format(**numbers), label.en.format(**numbers))
