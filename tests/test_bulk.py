"""Large files: the same rows and the same problems as by the ordinary way, in parts; all of a file, or nothing."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import catalogue
from loaders import ACCEPTED, Bulk, load_in_bulk, read_file, take
from loaders.deciding.bulk import USE_LOAD
from loaders.deciding.progress import bars
from loaders.files import read
from loaders.problem import Problem
from loaders.reading.long_body import LISTED
from loaders.reading.table import Choices
from store import Accepted, Store, open_store
from store.aliases import aliases, remember
from store.releases import file_of, latest, releases, undo

ROOT = Path(__file__).parent.parent
FILES = Path(__file__).parent / "files"
HEADER = "序号,年份,专业,对口就业率（%）,就业率（%）,初次就业起薪（元/月）,备注,报告章节"
MAJORS = [f"合成专业{number:02}" for number in range(60)]


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts so small that a file of some thousand rows has many of them, here and in what is decoded and stored."""
    monkeypatch.setattr("loaders.deciding.bulk.PART", 37)
    monkeypatch.setattr("loaders.reading.long_body.REMEMBERED", 40)
    monkeypatch.setattr("loaders.reading.meaning.REMEMBERED", 50)
    monkeypatch.setattr("loaders.files.opening.delimited.PIECE", 1_001)
    monkeypatch.setattr("store.bulk.AT_ONCE", 100)
    monkeypatch.setattr("store.releases.PIECE", 1_000)


def synthetic(years: range = range(1980, 2030), salary: int = 2_000) -> str:
    """A synthetic file with what files have: keys written once, list numbers, totals, notes, headers again, reasons."""
    lines = ["合成数据：各专业就业情况", HEADER]
    for year in years:
        for number, major in enumerate(MAJORS):
            size = year * 7 + number * 13
            rate = "/" if size % 31 == 0 else f"{60 + size % 40}.{size % 10}%"
            paid = f"约{salary + size % 999}元" if size % 29 == 0 else f"{salary + size % 999}"
            named = "" if number and year % 3 == 0 else str(year)
            listed = f"{number + 1}. {major}" if year % 2 else major
            lines.append(f"{number + 1},{named},{listed},{rate},９９.５,{paid},{'待核' if size % 23 == 0 else ''},")
        lines += [f",{year},合计,90,90,3000,,", ""]
        if year % 10 == 0:
            lines += [HEADER, ",,,,,,注：合成数据,"]
    return "\n".join([*lines, "注：全部为合成数据,,,,,,,"])


def at(place: Path) -> Store:
    return open_store(f"sqlite:///{place}", catalogue.datasets())


def in_bulk(store: Store, content: bytes, file: str = "synthetic.csv") -> Bulk:
    return load_in_bulk(store, file, content, catalogue.datasets(), "tester", lambda *_: None, ACCEPTED)


def ordinarily(store: Store, content: bytes) -> list[Accepted]:
    choices = {"": Choices(names=aliases(store))}
    return take(store, read_file("synthetic.csv", content, catalogue.datasets(), choices), "tester", ACCEPTED)


def everything(store: Store) -> dict[str, list[Any]]:
    """All that the datasets' tables hold, ids and retired rows too, and the releases but for their times."""
    with store.reading() as connection:
        held = {
            name: [tuple(row) for row in connection.exec_driver_sql(f"select * from {name}_row order by id")]
            for name in store.tables
        }
        held["release"] = [
            tuple(row)
            for row in connection.exec_driver_sql(
                "select id, made_by, dataset, file_name, sha256, reading from release"
            )
        ]
    return held


def both(tmp_path: Path, *contents: bytes) -> tuple[Store, Store, list[Accepted | None]]:
    """The files loaded one after another, ordinarily into one store and in bulk into another."""
    one, other = at(tmp_path / "ordinary.db"), at(tmp_path / "bulk.db")
    outcomes: list[Accepted | None] = []
    for content in contents:
        [ordinary] = ordinarily(one, content)
        done = in_bulk(other, content)
        assert (done.problems, done.accepted) == ((), ordinary)
        outcomes.append(done.accepted)
    return one, other, outcomes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_same_rows_are_stored_as_by_an_ordinary_load(tmp_path: Path, encoding: str) -> None:
    one, other, [accepted] = both(tmp_path, synthetic().encode(encoding))
    assert accepted == Accepted("employment", 1, 3000, 0, 0)
    assert everything(one) == everything(other)
    assert {row[-3] for row in everything(other)["employment"]} >= {"", "待核", "约2079元", "待核；约2021元"}


@pytest.mark.parametrize("path", sorted((ROOT / "data").glob("*.csv")), ids=lambda path: path.stem)
def test_every_dataset_is_stored_as_by_an_ordinary_load(tmp_path: Path, path: Path) -> None:
    one, other, [accepted] = both(tmp_path, path.read_bytes())
    assert accepted is not None
    assert accepted.new > 0
    assert everything(one) == everything(other)


def test_new_changed_and_unchanged_rows_are_told_apart_alike(tmp_path: Path) -> None:
    first, second = synthetic(range(2000, 2010)), synthetic(range(2005, 2015), salary=2_001)
    lines = second.splitlines()
    mixed = "\n".join([*lines[:200], *synthetic(range(2005, 2015)).splitlines()[200:]])
    silent = "\n".join(",".join(line.split(",")[:6]) for line in first.splitlines())
    contents = [text.encode() for text in (first, mixed, silent)]
    one, other, outcomes = both(tmp_path, *contents)
    assert outcomes[1] == Accepted("employment", 2, 300, 192, 108)
    assert everything(one) == everything(other)


def test_a_changed_note_is_a_change_where_the_file_brings_notes(tmp_path: Path) -> None:
    first = synthetic(range(2000, 2003))
    one, other, outcomes = both(tmp_path, first.encode(), first.replace("待核", "已核").encode())
    assert outcomes[1] == Accepted("employment", 2, 0, first.count("待核"), 180 - first.count("待核"))
    assert everything(one) == everything(other)


def test_the_scorecard_is_read_by_each_indicators_own_rules(tmp_path: Path) -> None:
    rows = (ROOT / "data" / "scorecard.csv").read_text(encoding="utf-8").splitlines()
    later = "\n".join([rows[0], *(row.replace("2020,", "2021,", 1) for row in rows[1:])])
    one, other, _ = both(tmp_path, later.encode(), "\n".join(rows).encode())
    assert everything(one) == everything(other)
    wrong = later.replace("2021,interns,525", "2021,interns,525%").replace("internship_rate,100", "internship_rate,101")
    assert_same_problems(at(tmp_path / "wrong.db"), wrong)


def test_a_confirmed_alias_is_read_as_its_name(tmp_path: Path) -> None:
    stores = at(tmp_path / "ordinary.db"), at(tmp_path / "bulk.db")
    for store in stores:
        with store.writing() as connection:
            remember(connection, store, {("major", MAJORS[0]): "护理"}, "tester")
    ordinarily(stores[0], synthetic().encode())
    assert in_bulk(stores[1], synthetic().encode()).accepted is not None
    assert everything(stores[0]) == everything(stores[1])
    assert "护理" in {row[5] for row in everything(stores[1])["employment"]}


def ordinary_problems(content: bytes, file: str = "synthetic.csv") -> list[Problem]:
    return [problem for one in read_file(file, content, catalogue.datasets()) for problem in one.problems]


def assert_same_problems(store: Store, text: str) -> Bulk:
    """The problems of both ways are the same, and nothing is stored."""
    expected = ordinary_problems(text.encode())
    before = everything(store)
    done = in_bulk(store, text.encode())
    assert expected
    assert (list(done.problems), done.more) == (expected[:LISTED], len(expected[LISTED:]))
    assert done.accepted is None
    assert everything(store) == before
    return done


@pytest.mark.parametrize("path", sorted((FILES / "refused").iterdir()), ids=lambda path: path.stem)
def test_a_bad_file_is_refused_in_the_same_words(path: Path, tmp_path: Path) -> None:
    store = at(tmp_path / "school.db")
    done = in_bulk(store, path.read_bytes(), path.name)
    expected = ordinary_problems(path.read_bytes(), path.name)
    if [problem.expected for problem in done.problems] != [USE_LOAD]:  # a workbook, or a wide table
        assert list(done.problems) == expected
    assert (done.accepted, latest(store)) == (None, 0)


def test_bad_rows_are_told_in_the_files_order_with_those_that_repeat(tmp_path: Path) -> None:
    lines = synthetic().splitlines()
    lines[40] = lines[40].replace(",９９.５", ",一百")
    lines[1200] = lines[1200] + ",多一格"
    lines[2500] = ",今年,,101,x,1,,"
    lines.insert(300, lines[60])
    lines.append(lines[70])
    done = assert_same_problems(at(tmp_path / "school.db"), "\n".join(lines))
    assert len(done.problems) == 8
    assert [problem.row for problem in done.problems] == sorted(problem.row for problem in done.problems)


def test_more_problems_than_are_listed_are_counted(tmp_path: Path) -> None:
    twice = synthetic(range(2001, 2003))
    bad = "\n".join([twice, *twice.splitlines()[2:]]).replace("９９.５", "九九", 150)
    done = assert_same_problems(at(tmp_path / "school.db"), bad)
    assert done.more > 0


def test_a_text_in_a_column_without_heading_is_found_wherever_it_is(tmp_path: Path) -> None:
    lines = [f"{line}," for line in synthetic().splitlines()]
    assert in_bulk(at(tmp_path / "good.db"), "\n".join(lines).encode()).accepted is not None
    lines[2000] += "旁注"
    assert_same_problems(at(tmp_path / "bad.db"), "\n".join(lines))


@pytest.mark.parametrize("name", ["exams", "fitness", "aid", "competitions"])
def test_a_wide_table_is_sent_to_load(tmp_path: Path, name: str) -> None:
    done = in_bulk(at(tmp_path / "school.db"), (FILES / "report" / f"{name}.csv").read_bytes())
    assert [problem.text("zh").split(": ")[1] for problem in done.problems] == [
        "这不是一行一条数据的长表，成批导入只收按模板逐行填写的 CSV；这个文件请用 load 命令导入"
    ]


def test_a_file_over_the_limit_has_its_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loaders.deciding.bulk.MAX_BYTES", 1_000)
    [problem] = in_bulk(at(tmp_path / "school.db"), synthetic().encode()).problems
    assert problem.text("zh") == "synthetic.csv: 文件超过 200 MB，请拆成几个文件"


def test_the_same_file_again_is_no_release(tmp_path: Path) -> None:
    store = at(tmp_path / "school.db")
    content = synthetic().encode()
    in_bulk(store, content)
    before = everything(store)
    assert in_bulk(store, content).accepted == Accepted("employment", None, 0, 0, 3000)
    assert everything(store) == before


def test_the_file_is_kept_and_its_release_is_undone_and_brought_back(tmp_path: Path) -> None:
    store = at(tmp_path / "school.db")
    first, second = synthetic().encode(), synthetic(salary=2_001).encode()
    in_bulk(store, first)
    accepted = in_bulk(store, second).accepted
    assert accepted == Accepted("employment", 2, 0, 3000, 0)
    assert [file_of(store, number) for number in (1, 2)] == [first, second]
    undone = undo(store, 2, "tester")
    assert (undone.retired, undone.revived) == (3000, 3000)
    assert in_bulk(store, first).accepted == Accepted("employment", None, 0, 0, 3000)
    undo(store, undone.release, "tester")
    assert in_bulk(store, second).accepted == Accepted("employment", None, 0, 0, 3000)
    assert [(one.added, one.retired) for one in releases(store)] == [
        (3000, 3000),
        (3000, 3000),
        (3000, 3000),
        (3000, 0),
    ]


def test_a_failure_while_storing_leaves_nothing_and_holds_nobody(tmp_path: Path) -> None:
    store = at(tmp_path / "school.db")

    def broken(task: str, *_: int) -> None:
        if task == "store":
            raise OSError("terminal closed")

    with pytest.raises(OSError, match="terminal closed"):
        load_in_bulk(store, "synthetic.csv", synthetic().encode(), catalogue.datasets(), "tester", broken, ACCEPTED)
    assert (latest(store), everything(store)["employment"]) == (0, [])
    assert in_bulk(store, synthetic().encode()).accepted == Accepted("employment", 1, 3000, 0, 0)


KILLED = """
import os, signal, sys
import catalogue, loaders.deciding.bulk, store.bulk
from store import open_store
store.bulk.AT_ONCE = 100
heard = []
def told(task, *_):
    heard.append(task)
    if heard.count(sys.argv[3]) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
loaders.deciding.bulk.PART = 100
opened = open_store(sys.argv[1], catalogue.datasets())
content = open(sys.argv[2], "rb").read()
answered = loaders.ACCEPTED
loaders.load_in_bulk(opened, "synthetic.csv", content, catalogue.datasets(), "tester", told, answered)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
@pytest.mark.parametrize("task", ["check", "store"])
def test_a_killed_process_leaves_nothing_half_there(tmp_path: Path, task: str) -> None:
    store = at(tmp_path / "school.db")
    file = tmp_path / "synthetic.csv"
    file.write_text(synthetic(), encoding="utf-8")
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(store.engine.url), str(file), task],
        cwd=ROOT,
        check=False,
        capture_output=True,
    )
    assert killed.returncode == -signal.SIGKILL
    assert (latest(store), everything(store)["employment"]) == (0, [])
    with store.reading() as connection:
        assert connection.exec_driver_sql("pragma integrity_check").scalar_one() == "ok"
    assert in_bulk(store, file.read_bytes()).accepted == Accepted("employment", 1, 3000, 0, 0)


@pytest.mark.parametrize("place", [0, 999, 1_000, 1_001, 1_002, 2_500])
def test_a_byte_that_is_no_text_is_found_at_its_place(place: int) -> None:
    content = bytearray("合成".encode("gb18030") * 800)
    content[place] = 0xFF
    with pytest.raises(UnicodeDecodeError) as whole:
        bytes(content).decode("gb18030")
    with pytest.raises(read.Unreadable) as refused:
        read.text_encoding(bytes(content))
    assert refused.value.found.en == f"byte {whole.value.start + 1} is no gb18030 text"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (b"x" * 3_000, "utf-8"),
        (("é" * 3_000 + "中").encode(), "utf-8"),
        (("中" * 3_000).encode("gb18030"), "gb18030"),
        ("联通".encode("gb18030"), "gb18030"),
        ("选,系,目,史".encode("gb18030"), "gb18030"),
        ("Student–teacher ratio".encode(), "utf-8"),
        ("“a” ‘b’ c’s 1 × 2 · 3 — café".encode(), "utf-8"),
        ("Łódź – Žilina".encode(), "utf-8"),
        (b"\xef\xbb\xbf" + ("中" * 3_000).encode(), "utf-8-sig"),
        (("中" * 3_000).encode("utf-16"), "utf-16"),
        (("€ " * 1_000).encode(), "utf-8"),
    ],
    ids=[
        "ascii",
        "Chinese at the end",
        "GB18030",
        "GBK",
        "GBK that is UTF-8",
        "dash",
        "quotes",
        "letters and a dash",
        "mark",
        "UTF-16",
        "no Chinese",
    ],
)
def test_the_encoding_is_told_from_pieces_as_from_the_whole(content: bytes, encoding: str) -> None:
    assert read.text_encoding(content) == encoding


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_a_bar_for_each_task(monkeypatch: pytest.MonkeyPatch) -> None:
    screen, file = Terminal(), io.StringIO()
    for where in (screen, file):
        monkeypatch.setattr(sys, "stderr", where)
        with bars("zh") as told:
            told("check", 40, 100)
            told("check", 60, 100)
            told("store", 100, 100)
    assert "检查: 100%" in screen.getvalue()
    assert "入库: 100%" in screen.getvalue()
    assert file.getvalue() == ""
