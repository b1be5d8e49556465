"""The chapters, found in `pages/`: there is no list to edit."""

from __future__ import annotations

import importlib
import pkgutil
import re
from functools import cache, reduce

import pages
from schema import Chapter, Dataset, Identity, joined


@cache
def chapters() -> tuple[Chapter, ...]:
    """Every page's CHAPTER, in the order of the report's sections. A page that declares none is not listed."""
    found = (importlib.import_module(f"pages.{module.name}") for module in pkgutil.iter_modules(pages.__path__))
    declared = [page.CHAPTER for page in found if hasattr(page, "CHAPTER")]
    return tuple(sorted(declared, key=lambda chapter: _place(chapter.section)))


@cache
def datasets() -> tuple[Dataset, ...]:
    """Every dataset, the chapters' parts of the scorecard joined into one. Raises: DeclarationError for a clash."""
    by_id: dict[str, list[Dataset]] = {}
    for chapter in chapters():
        for dataset in chapter.datasets:
            by_id.setdefault(dataset.id, []).append(dataset)
    return tuple(reduce(joined, parts) for parts in by_id.values())


def identities() -> tuple[Identity, ...]:
    """What the report's figures must satisfy, as every chapter declares it."""
    return tuple(identity for chapter in chapters() for identity in chapter.identities)


def _place(section: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", section))
