"""Starting and stopping what is measured; each server is a process of its own on a free port of this computer."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
PEERS = Path(__file__).parent / "peers"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@dataclass(frozen=True)
class Server:
    """How to start one, where it answers, and the page to measure."""

    command: list[str]
    folder: Path
    port: int
    ready: str
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def serving(server: Server) -> Iterator[float]:
    """Run a server until its address answers; gives the seconds that took. Raises: RuntimeError where it ends first."""
    started = time.perf_counter()
    quiet = subprocess.DEVNULL
    environment = os.environ | server.environment
    with subprocess.Popen(server.command, cwd=server.folder, env=environment, stdout=quiet, stderr=quiet) as process:
        try:
            while not _answers(server.address + server.ready):
                if process.poll() is not None:
                    raise RuntimeError(f"{' '.join(server.command)} ended with {process.returncode}")
                time.sleep(0.02)
            yield time.perf_counter() - started
        finally:
            process.kill()


def _answers(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=5).close()
    except OSError:
        return False
    return True


def notebook(url: str) -> Server:
    """Our app over the store at `url`."""
    port = free_port()
    command = [sys.executable, "server.py", "--port", str(port)]
    return Server(command, ROOT, port, "/_stcore/health", {"DATABASE_URL": url})


def dash(folder: Path) -> Server:
    port = free_port()
    return Server([sys.executable, str(PEERS / "dash_page.py"), str(port)], folder, port, "/")


def bare(folder: Path) -> Server:
    """A Streamlit page in a folder without our configuration, with Streamlit's own look."""
    port = free_port()
    options = {"headless": "true", "port": str(port), "address": "127.0.0.1", "fileWatcherType": "none"}
    flags = [f"--server.{name}={value}" for name, value in options.items()]
    command = [sys.executable, "-m", "streamlit", "run", str(PEERS / "bare_page.py"), *flags]
    return Server([*command, "--browser.gatherUsageStats=false"], folder, port, "/_stcore/health")
