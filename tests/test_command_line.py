"""`python -m loaders`, as a person or a script types it."""

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import catalogue
from store import Store
from tests.conftest import Ended

ROOT = Path(__file__).parent.parent
FILES = Path(__file__).parent / "files"
Run = Callable[..., Ended]


@pytest.fixture
def run(typed: Callable[..., Ended]) -> Run:
    return partial(typed, "loaders")


def test_build_check_load_releases_undo(run: Run) -> None:
    later = str(FILES / "accepted" / "headings_in_english.csv")
    built = run("build")
    assert (built.returncode, built.stderr) == (0, "")
    assert "就业质量，20 行，2019、2020 年" in built.stdout
    checked = run("check", later)
    assert checked.returncode == 0
    assert "Major → major（专业）" in checked.stdout
    assert len(run("releases").stdout.splitlines()) == len(catalogue.datasets())
    following = len(catalogue.datasets()) + 1
    loaded = run("load", later, "--by", "王老师")
    assert f"第 {following} 次发布：新增 / 更改 / 未变 1 / 0 / 0 行" in loaded.stdout
    assert "王老师\temployment\theadings_in_english.csv\t+1 −0" in run("releases").stdout.splitlines()[0]
    assert run("undo", str(following)).returncode == 0
    assert f"撤销第 {following} 次" in run("releases").stdout.splitlines()[0]
    assert "没有第 99 次发布" in run("undo", "99").stderr


def test_problems_are_one_line_each_and_exit_1(run: Run) -> None:
    bad = [str(FILES / "refused" / f"{name}.csv") for name in ("formula", "above_range")]
    refused = run("load", *bad)
    assert refused.returncode == 1
    lines = refused.stdout.splitlines()
    assert [line.split(":")[1:3] for line in lines] == [["2", "就业率（%）"], ["2", "对口就业率（%）"]]
    assert run("releases").stdout == ""


def test_english_on_request(run: Run) -> None:
    bad = run("--language", "en", "check", str(FILES / "refused" / "above_range.csv"))
    assert bad.stdout.strip().endswith("“101.5”, a value from 0 to 100 is expected")


def test_a_file_without_end_is_too_large(run: Run) -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("no /dev/zero")
    answer = run("check", "/dev/zero")
    assert (answer.returncode, answer.stdout) == (1, "/dev/zero: 文件超过 10 MB，请拆成几个文件\n")


@pytest.mark.skipif(sys.platform != "linux", reason="only there may a name be any bytes")
def test_names_that_are_no_text_are_shown_and_stored_as_such(run: Run, tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode("半\n张".encode() + b"\x80.csv")
    file.write_text("年份,专业,就业率\n2020,护理,99\n", encoding="utf-8")
    loaded = run("load", str(file), "--by", os.fsdecode(b"\x80"))
    assert (loaded.returncode, loaded.stderr) == (0, "")
    assert len(loaded.stdout.splitlines()) == 2
    assert len(run("releases").stdout.splitlines()) == 1


@pytest.mark.parametrize("file", ["nowhere.csv", "."])
def test_a_file_that_cannot_be_opened_is_a_problem_not_a_traceback(run: Run, file: str) -> None:
    answer = run("check", file)
    assert answer.returncode == 1
    assert "Traceback" not in answer.stdout + answer.stderr
    assert answer.stdout.startswith(f"{file}: 文件打不开")


def test_a_wrong_database_url_is_one_sentence() -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "loaders", "releases"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": "no database", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 1
    assert answer.stderr.startswith("数据库 no database 不可用：")
    assert "Traceback" not in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_a_template_is_printed_or_written_and_taken_back(run: Run, tmp_path: Path) -> None:
    [headings] = run("template", "employment").stdout.splitlines()
    assert headings == "\ufeff年份,专业,对口就业率（%）,就业率（%）,初次就业起薪（元/月）,备注,报告章节,报告原文"
    run("build")
    printed = run("template", "employment", "--year", "2022")
    assert (printed.returncode, printed.stderr) == (0, "")
    assert printed.stdout.splitlines()[2] == "2022,服装设计与制作,,,,,2.4.1,"
    book = tmp_path / "employment.xlsx"
    written = run("--language", "en", "template", "employment", "--xlsx", str(book))
    assert (written.returncode, written.stdout) == (0, "")
    loaded = run("load", str(book))
    assert loaded.returncode == 0
    assert "就业质量，0 行，编码 xlsx；示例行不入库；10 行没有填数，不入库" in loaded.stdout
    assert "没有可入库的行，没有改动" in loaded.stdout
    assert "［Help］: 填写说明，不是数据" in run("check", str(book)).stdout
    refused = run("template", "employment", "--xlsx", str(tmp_path))
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"{tmp_path} 不能写入：")
    assert "a year of four digits is expected" in run("template", "employment", "--year", "21").stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there a pipe ends otherwise")
@pytest.mark.parametrize(
    "command", [["loaders", "releases"], ["insights", "audit"], ["exports", "draft", "--year", "2020"]], ids=" ".join
)
def test_a_command_whose_output_nobody_reads_ends_without_a_word(store: Store, command: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": str(store.engine.url), "PYTHONUTF8": "1"},
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert (ended.stderr, ended.returncode) == ("", 141)


def test_many_problems_and_doubts_of_a_kind_are_told_by_the_first_and_counted(run: Run, tmp_path: Path) -> None:
    run("build")
    names, indicators = tmp_path / "names.csv", tmp_path / "indicators.csv"
    lines = [f"2021,虚构{number:04},98" for number in range(2_000)]
    names.write_text("\n".join(["年份,专业,就业率", *lines]), encoding="utf-8")
    indicators.write_text("\n".join(["年份,指标,数值", *lines]), encoding="utf-8")
    told = run("check", str(names)).stdout.splitlines()
    assert sum("没见过“虚构" in line for line in told) == 10
    assert told[-1].endswith("共有 2000 个没见过的名称，没有逐个列出（是新的请加 --accept name）")
    told = run("check", str(indicators)).stdout.splitlines()
    assert len(told) == 21
    assert told[-1].endswith(":指标: 这一列另有 1980 处问题，没有逐个列出")
