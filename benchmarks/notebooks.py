"""`python -m benchmarks.notebooks`: how long a ten-cell notebook takes to become each kind of file."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import catalogue
from benchmarks.servers import ROOT
from exports.content.content import about, contents
from exports.content.draft import draft
from exports.content.library import Library
from exports.exporters import EXPORTERS, Exporter
from schema import Notebook
from store import Store, open_store

TIMES = 5
TARGET = 5.0  # seconds for the slides, at worst
YEAR = 2020


def main() -> None:
    logging.disable(logging.WARNING)  # pages import Streamlit, which warns that nothing serves them
    with tempfile.TemporaryDirectory() as folder:
        store = built(f"sqlite:///{Path(folder) / 'bench.db'}")
        notebook = draft(library(store), YEAR, "zh")
        print(f"{'draft of a year':28} {told(seconds(lambda: draft(library(store), YEAR, 'zh')))}")
        for name, export in EXPORTERS.items():
            measured = seconds(partial(written, store, notebook, export))
            met = (
                f"   target below {TARGET:g} s: {'met' if max(measured) < TARGET else 'missed'}"
                if name == "pptx"
                else ""
            )
            print(f"{f'{len(notebook.cells)} cells as {name}':28} {told(measured)}{met}", flush=True)


def built(url: str) -> Store:
    """A store with the report's figures."""
    command = [sys.executable, "-m", "loaders", "build"]
    environment = os.environ | {"DATABASE_URL": url}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return open_store(url, catalogue.datasets())


def library(store: Store) -> Library:
    return Library(store, catalogue.chapters(), catalogue.datasets(), catalogue.identities())


def written(store: Store, notebook: Notebook, export: Exporter) -> bytes:
    """From the store to the file's bytes, with nothing kept from the run before."""
    fresh = library(store)
    return export(contents(fresh, notebook, "zh"), about(fresh, notebook, datetime.now(UTC)), "zh", lambda *_at: None)


def seconds(run: Callable[[], object]) -> list[float]:
    measured = []
    for _ in range(TIMES):
        began = time.perf_counter()
        run()
        measured.append(time.perf_counter() - began)
    return measured


def told(measured: list[float]) -> str:
    return f"median {sorted(measured)[len(measured) // 2]:6.2f} s   max {max(measured):6.2f} s   n={len(measured)}"


if __name__ == "__main__":
    main()
