"""`python -m exports`: a notebook drafted, listed and written from the command line."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pptx import Presentation

from exports.__main__ import main
from schema import Cell, Notebook
from store import Store
from store.notebooks import save


@pytest.fixture
def run(
    store: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., tuple[int, str, str]]]:
    """The command line over a store of its own, in this process."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'school.db'}")
    monkeypatch.setattr(logging, "disable", lambda _level: None)

    def command(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        said = capsys.readouterr()
        return code, said.out.strip(), said.err.strip()

    yield command


def test_a_yearly_job_drafts_lists_and_writes(run: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    code, notebook, _ = run("draft", "--year", "2020", "--by", "王老师")
    assert code == 0
    assert run("list")[1].split("\t")[::2] == [notebook, "王老师", "2020年质量年报要点"]
    code, out, err = run("pptx", notebook, str(tmp_path / "out.pptx"))
    assert (code, out, err.split("\r")[-1]) == (0, "", "10/10")
    assert len(Presentation(str(tmp_path / "out.pptx")).slides) == 11


def test_a_file_that_cannot_be_written_is_said(
    run: Callable[..., tuple[int, str, str]], store: Store, tmp_path: Path
) -> None:
    save(store, book := Notebook("一", (Cell("text", title="一"),)), "王")
    code, _, err = run("docx", book.id, str(tmp_path / "no" / "x.docx"))
    assert code == 1
    assert err.splitlines()[-1].endswith("x.docx 写不进去（No such file or directory）")


def test_what_cannot_be_done_is_said_in_one_sentence(run: Callable[..., tuple[int, str, str]]) -> None:
    assert run("draft", "--year", "1999") == (1, "", "库中没有 1999 年的数据，有的年份：2018, 2019, 2020")
    assert run("pptx", "nope", "x.pptx", "--language", "en") == (1, "", "there is no notebook nope")
