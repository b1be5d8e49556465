"""What every command line does alike: it knows who types it, and ends quietly where nobody reads on."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable

UNREAD = 141  # as a shell counts a program that a closed pipe ended: 128 + SIGPIPE


def user() -> str:
    """The name of whoever is logged in; a dash where the system has none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "—"


def until_unread(main: Callable[[], int]) -> int:
    """The exit code of a command; where its output is no longer read (`| head`), that of any program it so ends."""
    try:
        try:
            return main()
        finally:  # --help and what is refused leave by SystemExit
            sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is flushed at the exit has no reader
        return UNREAD
