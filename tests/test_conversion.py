"""Files of other programs are turned by LibreOffice where it is installed; else a sentence says what to do."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

import catalogue
from loaders import read_file
from loaders.files import conversion
from tests.documents import of_blocks

ROWS = [["测评对象", "2031年及格率", "2031年优良率"], ["高一", "96.55%", "39.71%"], ["高二", "95.85%", "33.64%"]]
REFUSED = {
    "doc": ("文件是旧版 Word 或 WPS 文档（.doc、.wps）", ".docx"),
    "rtf": ("文件是 RTF 文档", ".docx"),
    "xls": ("文件是旧版 Excel 或 WPS 工作簿（.xls、.et）", ".xlsx"),
    "ods": ("文件是 OpenDocument 表格（.ods）", ".xlsx"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The same table as each of the older programs would have saved it."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("no LibreOffice (soffice) on the PATH: files of other programs are refused with a sentence")
    folder = tmp_path_factory.mktemp("made")
    (folder / "t.docx").write_bytes(of_blocks("体质测评合格率", ROWS))
    book = openpyxl.Workbook()
    for row in ROWS:
        book.worksheets[0].append(row)
    book.save(folder / "t.xlsx")
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    for source, ending in (("t.docx", "rtf"), ("t.rtf", "doc"), ("t.xlsx", "xls"), ("t.xlsx", "ods")):
        command = [program, "--headless", profile, "--convert-to", ending, "--outdir", str(folder), source]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return {ending: (folder / f"t.{ending}").read_bytes() for ending in REFUSED}


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(conversion, "_program", lambda: None)
    yield


@pytest.mark.parametrize("ending", REFUSED)
def test_a_file_of_another_program_is_turned_and_read(made: dict[str, bytes], ending: str) -> None:
    reading, *_ = read_file(f"t.{ending}", made[ending], catalogue.datasets())
    assert [problem.text("zh") for problem in reading.problems] == []
    assert [(row["cohort"], row["pass_rate"]) for row in reading.rows] == [("高一", 96.55), ("高二", 95.85)]
    assert reading.content == made[ending]


@pytest.mark.parametrize("ending", REFUSED)
def test_without_libreoffice_it_is_told_what_it_is_and_how_to_save_it(
    made: dict[str, bytes], without: None, ending: str
) -> None:
    [reading] = read_file(f"t.{ending}", made[ending], catalogue.datasets())
    [problem] = reading.problems
    assert problem.found.zh == REFUSED[ending][0]
    assert f"另存为 {REFUSED[ending][1]}" in problem.expected.zh


def test_what_only_claims_to_be_an_old_document_is_refused_all_the_same(tmp_path: Path) -> None:
    claims = b"{\\rtf1 " + b"\\par " * 1000
    readings = read_file("x.rtf", claims, catalogue.datasets())
    assert not any(reading.rows for reading in readings)
