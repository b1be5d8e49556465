"""What the tests share: a store built from `data/`, the app over it, a running server, a browser."""

from __future__ import annotations

import logging
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
import streamlit as st
from playwright.sync_api import Browser, sync_playwright
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

import catalogue
import insights.__main__
import loaders.__main__
from loaders import load, read_file
from store import Store, open_store

ROOT = Path(__file__).parent.parent
BROWSER_FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync"
    " --no-first-run"
)


def build(url: str) -> Store:
    store = open_store(url, catalogue.datasets())
    files = sorted((ROOT / "data").glob("*.csv"))
    load(
        store,
        [one for file in files for one in read_file(str(file), file.read_bytes(), catalogue.datasets())],
        "report",
    )
    return store


@pytest.fixture(scope="session")
def built_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with the report's figures that no test changes."""
    url = f"sqlite:///{tmp_path_factory.mktemp('store') / 'school.db'}"
    build(url)
    return url


@pytest.fixture
def store(tmp_path: Path, built_url: str) -> Store:
    """A store with the report's figures, for one test alone."""
    copy = tmp_path / "school.db"
    with closing(sqlite3.connect(built_url.removeprefix("sqlite:///"))) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    return open_store(f"sqlite:///{copy}", catalogue.datasets())


class Ended(NamedTuple):
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """A command as a person types it after `python -m`, over a store of the test's own. It runs in this process:
    starting Python for each of a hundred takes minutes."""
    mains = {"loaders": loaders.__main__.main, "insights": insights.__main__.main}

    def ended(program: str, *arguments: str) -> Ended:
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'school.db'}")
        capsys.readouterr()
        try:
            code = mains[program](arguments)
        except SystemExit as stopped:  # what argparse refuses
            code = stopped.code if isinstance(stopped.code, int) else 1
        finally:
            logging.disable(logging.NOTSET)
        return Ended(code, *capsys.readouterr())

    return ended


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch, built_url: str) -> Callable[..., AppTest]:
    """Open a page of the app as a visitor would, with the query given; `page` is empty for the opening page."""

    def opened(page: str = "", url: str = built_url, **query: str) -> AppTest:
        monkeypatch.setenv("DATABASE_URL", url)
        st.cache_resource.clear()
        st.cache_data.clear()
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app._page_hash = calc_hash(page)  # AppTest.switch_page finds pages that are files, not those that are functions
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    return opened


@pytest.fixture(scope="session")
def server(built_url: str) -> Iterator[str]:
    """The address of the running server, over a store that no test changes."""
    with serving(built_url) as address:
        yield address


@contextmanager
def serving(url: str) -> Iterator[str]:
    """Run the server over the store at `url`; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "server.py", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, "DATABASE_URL": url}) as process:
        try:
            wait_for(f"{address}/_stcore/health", process)
            yield address
        finally:
            process.terminate()


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Until the address answers. Raises: RuntimeError where the server has ended before."""
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError as error:
            if process.poll() is not None:
                raise RuntimeError(f"the server ended with {process.returncode}") from error
            time.sleep(0.1)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; without it the browser tests are skipped, which under CI=true is a failure."""
    chromium = shutil.which("chromium")
    if chromium is None:
        reason = "no chromium on the PATH: `make test` installs it with apt where that is permitted"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium, args=BROWSER_FLAGS.split())
