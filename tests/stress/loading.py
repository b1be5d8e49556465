"""The process that forks the loads which are killed: what a load needs is imported once, not at each of them.

It reads a store's URL and files, as JSON, a line a load; of each load it says its process id when the store is open,
`stored` when it is done, and `ended` when the process has ended, by itself or not.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import catalogue
from loaders import load, read_file
from store import open_store


def say(word: object) -> None:
    print(word, flush=True)


def load_files(url: str, *files: str) -> None:
    store = open_store(url, catalogue.datasets())
    say(os.getpid())
    readings = [one for file in files for one in read_file(file, Path(file).read_bytes(), catalogue.datasets())]
    load(store, readings, "tester")
    say("stored")


def main() -> None:
    for line in sys.stdin:
        child = os.fork()
        if not child:
            load_files(*json.loads(line))
            os._exit(0)
        os.waitpid(child, 0)
        say("ended")


if __name__ == "__main__":
    main()
