"""A synthetic file of half a million rows, checked and stored by us, and inserted as it is by sqlite-utils."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import catalogue
from benchmarks.servers import ROOT
from loaders import template_files
from store import open_store
from store.releases import releases

CHILD = Path(__file__).parent / "child.py"
ROWS = 500_000
YEARS = range(1949, 3000)


@dataclass(frozen=True)
class Cost:
    """What a process took: seconds from start to end, and its peak memory in MB."""

    seconds: float
    peak: float


def synthetic_file(folder: Path, rows: int = ROWS) -> Path:
    """A file of synthetic figures in the template's form, the same at every call: invented majors in valid years."""
    dataset = next(dataset for dataset in catalogue.datasets() if dataset.id == "employment")
    file = folder / "synthetic-employment.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        out.write(template_files(dataset, None, None, "zh").csv.decode("utf-8-sig"))
        csv.writer(out, lineterminator="\n").writerows(_synthetic_rows(rows))
    return file


def _synthetic_rows(rows: int) -> Iterator[tuple[object, ...]]:
    majors = -(-rows // len(YEARS))
    for number in range(rows):
        year, major = divmod(number, majors)
        drawn = number * 7_919 % 10_007
        matched, employed = f"{60 + drawn % 4_001 / 100:.2f}", f"{80 + drawn % 2_001 / 100:.2f}"
        yield YEARS[year], f"合成专业{major + 1:04}", matched, employed, 2_000 + drawn % 4_000, "合成数据", "", ""


def our_load(folder: Path, file: Path, number: int) -> Cost:
    """`loaders bulk` into a store that holds the report. Raises: RuntimeError where not every row was stored."""
    url = f"sqlite:///{folder / f'bulk-{number}.db'}"
    loaders = [sys.executable, "-m", "loaders"]
    environment = {**os.environ, "DATABASE_URL": url}
    subprocess.run([*loaders, "build"], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    cost = _cost([*loaders, "bulk", "--accept", "all", str(file)], environment)
    newest = releases(open_store(url, catalogue.datasets()))[0]
    if (newest.file_name, newest.added) != (file.name, ROWS):
        raise RuntimeError(newest)
    return cost


def peer_load(folder: Path, file: Path, number: int) -> Cost:
    """`sqlite-utils insert` of the same file into a new database; it checks nothing."""
    database = str(folder / f"peer-{number}.db")
    return _cost(
        [sys.executable, "-m", "sqlite_utils", "insert", database, "employment", str(file), "--csv"], os.environ
    )


def _cost(command: list[str], environment: Mapping[str, str]) -> Cost:
    measured = subprocess.run(
        [sys.executable, "-I", str(CHILD), *command],
        cwd=ROOT,
        env=dict(environment),
        check=True,
        capture_output=True,
        text=True,
    )
    told = json.loads(measured.stdout)
    if told["code"]:
        raise RuntimeError(measured.stderr)
    return Cost(told["seconds"], told["peak"])
