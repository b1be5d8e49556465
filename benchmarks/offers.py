"""How well figures of running text are found: precision and recall on the shipped report, and by its labels alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import catalogue
from loaders import read_file
from loaders.files.document import Document, document
from loaders.reading.sentences import Offer, offers
from schema import Dataset
from tests.report_document import report_document

DATA = Path(__file__).parent.parent / "data"
TABLES = ("1.2", "1.3", "1.4")  # sections whose tables state indicators too: those are no figures of the text


def main() -> None:
    """Print the figures of the scorecard that the report's text states and are offered, with and without sayings."""
    report = document(report_document())
    [scorecard] = [dataset for dataset in catalogue.datasets() if dataset.indicators]
    bare = replace(scorecard, indicators=tuple(replace(one, sayings=()) for one in scorecard.indicators))
    told("by names and sayings", _actual(report, scorecard), scorecard)
    told("by names alone", _actual(report, bare), scorecard)


def _actual(report: Document, scorecard: Dataset) -> list[Offer]:
    return [one for one in offers(report, [scorecard]) if not one.to_come]


def told(how: str, found: Sequence[Offer], scorecard: Dataset) -> None:
    file = DATA / "scorecard.csv"
    [reading] = read_file(file.name, file.read_bytes(), [scorecard])
    stated = {scorecard.key_of(row): row for row in reading.rows}
    in_text = {key for key, row in stated.items() if "表：" not in row["words"] and "表（" not in row["words"]}
    offered = {one.key[1:]: one for one in found if one.key[1:] not in stated or one.key[1:] in in_text}
    right = {key for key, one in offered.items() if key in stated and stated[key]["value"] == one.value}
    print(f"figures offered {how:22} {len(offered):4}   precision {len(right) / len(offered):6.1%}", end="   ")
    print(f"recall {len(right) / len(in_text):6.1%} of {len(in_text)}", flush=True)
    for key in sorted(offered.keys() - right, key=str):
        print(f"  not in the data: {offered[key].label.zh} {offered[key].text} [{offered[key].section}]")


if __name__ == "__main__":
    main()
