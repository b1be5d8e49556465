"""The process that is killed: it opens the store, says so, and loads the files, all in one transaction."""

from __future__ import annotations

import sys
from pathlib import Path

import catalogue
from loaders import load, read_file
from store import open_store


def main(url: str, *files: str) -> None:
    store = open_store(url, catalogue.datasets())
    print("ready", flush=True)
    readings = [one for file in files for one in read_file(file, Path(file).read_bytes(), catalogue.datasets())]
    load(store, readings, "tester")
    print("stored", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
