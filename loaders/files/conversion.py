"""Older and other programs' files, turned into .docx or .xlsx by LibreOffice where it is installed.

It runs in a bounded process of its own, with a profile that is thrown away, without macros and without a network; what
it makes is then opened as carefully as any file. Where it is not installed, or cannot turn a file, the file is what it
was, and the sentence that refuses it says how to save it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore

from loaders.files.kind import other_kind
from loaders.files.opening.process import ZIP

SECONDS = 40  # it starts slowly where the profile is new
TURNS = {"doc": "docx", "rtf": "docx", "text": "docx", "xls": "xlsx", "spreadsheet": "xlsx"}
OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument."
BOUNDED = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
resource.setrlimit(resource.RLIMIT_FSIZE, (200 << 20, 200 << 20))
resource.setrlimit(resource.RLIMIT_DATA, (2 << 30, 2 << 30))
os.execv(sys.argv[1], sys.argv[1:])
"""
SETTINGS = {
    ("Security/Scripting", "DisableMacrosExecution"): "true",
    ("Security/Scripting", "DisableActiveContent"): "true",
    ("Security/Scripting", "BlockUntrustedRefererLinks"): "true",
    ("Security/Scripting", "MacroSecurityLevel"): "3",
}
NOWHERE = "http://127.0.0.1:9"  # a proxy that is none
MOST = 10 * 1024 * 1024  # bytes
AT_ONCE = BoundedSemaphore(1)


def turned(content: bytes) -> bytes:
    """The file as .docx or .xlsx where it can be turned into one; else as it is."""
    ending = TURNS.get(_kind(content), "") if len(content) <= MOST else ""
    program = _program()
    if not ending or program is None:
        return content
    with AT_ONCE, TemporaryDirectory() as folder:
        made = _made(program, Path(folder), content, ending)
    return made if made.startswith(ZIP) else content


def _kind(content: bytes) -> str:
    beginning = content[:200]
    if OPEN_DOCUMENT in beginning:
        return beginning.partition(OPEN_DOCUMENT)[2][:11].decode("ascii", "replace").partition("PK")[0]
    return other_kind(content)


@cache
def _program() -> str | None:
    """LibreOffice; on Windows its processes cannot be bounded as here, so it is not asked."""
    return None if sys.platform == "win32" else shutil.which("soffice")


@cache
def _without_network() -> tuple[str, ...]:
    """What runs a command without a network, where the system permits it."""
    command = shutil.which("unshare")
    if command is None:
        return ()
    tried = subprocess.run([command, "-rn", "true"], capture_output=True, check=False)
    return (command, "-rn") if tried.returncode == 0 else ()


def _made(program: str, folder: Path, content: bytes, ending: str) -> bytes:
    """What LibreOffice makes of the file; nothing where it fails or takes too long."""
    (folder / "file").write_bytes(content)
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
    command = [
        *_without_network(),
        *(sys.executable, "-I", "-S", "-c", BOUNDED, program),
        *("--headless", "--norestore", "--nologo", "--nolockcheck", f"-env:UserInstallation=file://{profile.parent}"),
        *("--convert-to", ending, "--outdir", str(folder / "made"), str(folder / "file")),
    ]
    env = {**os.environ, "http_proxy": NOWHERE, "https_proxy": NOWHERE, "HOME": str(folder)}
    with subprocess.Popen(
        command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    made = folder / "made" / f"file.{ending}"
    return made.read_bytes() if made.is_file() else b""


def _settings() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.Common/{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for (path, name), value in SETTINGS.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>'
    )
