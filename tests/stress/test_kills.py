"""kill -9 at random moments of a load: each release is whole or absent, what was there is there, the next one works."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from itertools import count, islice
from pathlib import Path

import pytest

from tests.stress.scale import SEED, scaled

ROOT = Path(__file__).parent.parent.parent
LINES = scaled(600, 800)
STORES = scaled(1, 10)  # a new store after some kills: all of its rows are compared at each
ROUNDS = scaled(4, 18)
COMMAND_LINE_ROUNDS = scaled(1, 2)
DATASETS = ("employment", "certification")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'school.db'}"


def files(folder: Path, number: int) -> list[str]:
    """Two large files that change most of the rows that the ones before them brought, and add one."""
    made = []
    for dataset, rate in zip(DATASETS, ("就业率", "中级工合格率"), strict=True):
        lines = [f"{2000 + at % 20},专业{at // 20},{(at + number) % 101}" for at in range(LINES)]
        path = folder / f"{dataset}-{number}.csv"
        path.write_text("\n".join([f"年份,专业,{rate}", *lines, f"2020,第{number}次,{number % 101}"]), encoding="utf-8")
        made.append(str(path))
    return made


def begin(command: list[str], url: str, stdin: int | None = None) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "DATABASE_URL": url}
    return subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment, stdin=stdin, stdout=subprocess.PIPE)


@pytest.fixture
def loader(url: str) -> Iterator[subprocess.Popen[bytes]]:
    """The process that forks the loads."""
    with begin(["-m", "tests.stress.loading"], url, stdin=subprocess.PIPE) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def heard(loader: subprocess.Popen[bytes]) -> str:
    assert loader.stdout is not None
    return loader.stdout.readline().decode().strip()


def begin_load(loader: subprocess.Popen[bytes], url: str, paths: list[str]) -> int:
    """The process of a load that is about to begin."""
    assert loader.stdin is not None
    loader.stdin.write(json.dumps([url, *paths]).encode() + b"\n")
    loader.stdin.flush()
    return int(heard(loader))


def load_whole(loader: subprocess.Popen[bytes], url: str, paths: list[str]) -> float:
    """Seconds that the load takes from the moment at which the store is open."""
    begin_load(loader, url, paths)
    began = time.monotonic()
    assert heard(loader) == "stored"
    seconds = time.monotonic() - began
    assert heard(loader) == "ended"
    return seconds


def kill_while_loading(loader: subprocess.Popen[bytes], url: str, paths: list[str], seconds: float) -> bool:
    """Whether the load was still there to be killed."""
    process = begin_load(loader, url, paths)
    time.sleep(seconds)
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return False
    finally:
        while heard(loader) != "ended":
            pass
    return True


def kill_the_command_line(url: str, paths: list[str], seconds: float) -> None:
    with begin(["-m", "loaders", "load", *paths, "--by", "tester"], url) as process:
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)


UNIX = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL and no fork")
Row = tuple[object, ...]


def rows(path: Path) -> Iterator[tuple[str, Row, int | None]]:
    """Every row ever stored: its table, all of it but when it was retired, and that."""
    with closing(sqlite3.connect(path)) as connection:
        for dataset in DATASETS:
            for row in connection.execute(f"SELECT retired, * FROM {dataset}_row"):
                columns = [name for name, *_ in connection.execute(f"SELECT * FROM {dataset}_row LIMIT 0").description]
                kept = tuple(value for name, value in zip(columns, row[1:], strict=True) if name != "retired")
                yield dataset, kept, row[0]


def newest(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT coalesce(max(id), 0) FROM release").fetchone()[0])


def assert_sound(path: Path, before: set[tuple[str, Row, int | None]], release: int) -> int:
    """The store after a kill; whether the load was stored (1) or not (0)."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        found = connection.execute("SELECT id, dataset, sha256 FROM release WHERE id > ?", (release,)).fetchall()
        assert [dataset for _, dataset, _ in found] in ([], list(DATASETS))
        for number, dataset, digest in found:
            [content] = connection.execute("SELECT content FROM upload WHERE sha256 = ?", (digest,)).fetchone()
            assert sha256(content).hexdigest() == digest
            told = content.decode().splitlines()[1:]
            current = connection.execute(f"SELECT year, major FROM {dataset}").fetchall()
            assert {tuple(line.split(",")[:2]) for line in told} <= {(str(year), major) for year, major in current}
            [added] = connection.execute(f"SELECT count(*) FROM {dataset}_row WHERE added = ?", (number,)).fetchone()
            [taken] = connection.execute(f"SELECT count(*) FROM {dataset}_row WHERE retired = ?", (number,)).fetchone()
            assert (added, taken) == (len(told), len(told) - 1)
        uploads = connection.execute("SELECT count(*) FROM upload WHERE sha256 NOT IN (SELECT sha256 FROM release)")
        assert uploads.fetchone() == (0,)
    after = set(rows(path))
    kept = {(dataset, row, None if at and at > release else at) for dataset, row, at in after}
    assert before <= kept
    if not found:
        assert after == before
    return bool(found)


@UNIX
@pytest.mark.parametrize("turn", range(STORES))
def test_a_killed_load_is_stored_whole_or_not_at_all(
    turn: int, loader: subprocess.Popen[bytes], url: str, tmp_path: Path
) -> None:
    """Half of the moments are anywhere in the load, half near its end, where rows are written and committed; some come
    after it, and count only where the load was still there."""
    draw = random.Random(f"{SEED} {turn}")
    path = tmp_path / "school.db"
    seconds = min(load_whole(loader, url, files(tmp_path, number)) for number in range(2))
    stored = killed = 0
    numbers = count(2)
    while killed < ROUNDS:
        before, release = set(rows(path)), newest(path)
        first = draw.choice((0.0, 0.7)) * seconds
        moment = draw.uniform(first, 1.2 * seconds)
        killed += kill_while_loading(loader, url, files(tmp_path, next(numbers)), moment)
        stored += assert_sound(path, before, release)
    for number in islice(numbers, COMMAND_LINE_ROUNDS):
        before, release = set(rows(path)), newest(path)
        kill_the_command_line(url, files(tmp_path, number), draw.uniform(0, 2 * seconds + 2))
        stored += assert_sound(path, before, release)
    print(f"seed {SEED}: {ROUNDS + COMMAND_LINE_ROUNDS} kills, {stored} loads stored; a load takes {seconds:.2f} s")
    before, release = set(rows(path)), newest(path)
    load_whole(loader, url, files(tmp_path, next(numbers)))
    assert assert_sound(path, before, release)


@UNIX
def test_a_store_whose_making_was_killed_is_made_by_the_next_start(tmp_path: Path) -> None:
    draw = random.Random(SEED)
    for number in range(scaled(1, 20)):
        path = tmp_path / f"{number}.db"
        url = f"sqlite:///{path}"
        with begin(["-m", "loaders", "build"], url) as process:
            waited = draw.uniform(0.5, 2.5)
            while not path.exists() and process.poll() is None:
                time.sleep(0.01)
            time.sleep(waited - 0.5)
            process.send_signal(signal.SIGKILL)
        with begin(["-m", "loaders", "build"], url) as process:
            assert process.wait() == 0
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("SELECT count(*) FROM employment").fetchone() == (20,)
            assert connection.execute("SELECT count(*), count(DISTINCT dataset) FROM release").fetchone() == (17, 17)
