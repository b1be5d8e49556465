"""Releases as the pages ask for them: history, differences, the files themselves; and what changes the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from insights.differences import Difference, differences
from insights.findings import Finding
from loaders import Answers, Preview, Reading, new_findings, take
from loaders import previews as every_preview
from schema import Dataset, Evidence
from screen.shell import data
from screen.shell.data import Release
from screen.shell.once import once
from screen.shell.site import Site
from store import Accepted, Store, Undone, store_url
from store import releases as store_releases
from store.aliases import aliases as store_aliases
from store.engine import school_name
from store.evidence import untold as untold_of
from store.rows import key_names, rows


def store(site: Site) -> Store:
    return data.opened(store_url(), site.datasets)


def aliases(site: Site) -> dict[tuple[str, str], str]:
    """The stored name by key column and written name, as confirmed in earlier uploads."""
    return store_aliases(store(site))


def history(site: Site) -> list[store_releases.Release]:
    """Every release, newest first."""
    return _history(data.newest(), site)


@once(most=10)
def _history(release: Release, _site: Site) -> list[store_releases.Release]:
    return store_releases.releases(store(_site))


def file_of(site: Site, number: int) -> bytes:
    """The bytes that a release came from, as they were."""
    return store_releases.file_of(store(site), number) or b""


def between(site: Site, dataset: Dataset, first: int, last: int) -> list[Difference]:
    """What differs in a dataset after release `last` from what stood after release `first`."""
    return _between(dataset.id, first, last, store_url(), dataset, site)


@once(most=60)
def _between(name: str, first: int, last: int, url: str, _dataset: Dataset, _site: Site) -> list[Difference]:
    before, after = (rows(store(_site), _dataset, at) for at in (first, last))
    return differences(_dataset, before, after)


def taken_along(site: Site, number: int) -> list[int]:
    return store_releases.taken_along(store(site), number)


def undo(site: Site, number: int, made_by: str, along: Sequence[int]) -> Undone:
    """Raises: UndoRefused."""
    undone = store_releases.undo(store(site), number, made_by, along=along)
    data.look()
    return undone


def accept(
    site: Site,
    readings: Sequence[Reading],
    made_by: str,
    seen: int,
    names: Mapping[tuple[str, str], str],
    reasons: Mapping[str, str],
    answers: Answers,
) -> list[Accepted]:
    """Store the readings as they were previewed after release `seen`. Raises: Moved, Refused, Unanswered."""
    accepted = take(store(site), readings, made_by, answers, seen=seen, names=names, reasons=reasons)
    data.look()
    return accepted


def previews(site: Site, release: Release, readings: Sequence[Reading]) -> list[Preview]:
    """Each reading held against the rows of the release, with the readings before it in place."""
    return every_preview(readings, data.stored_rows(site, release), _key_names(release, site), school(site))


def school(site: Site) -> str:
    """The school's name."""
    return school_name(store(site))


@once(most=10)
def _key_names(release: Release, _site: Site) -> dict[str, list[str]]:
    return key_names(store(_site), _site.datasets)


def untold(release: Release, previewed: Sequence[Preview]) -> bool:
    """Whether the files print something beside their figures that no stored file has said."""
    fresh = [one for each in previewed for one in (*each.reading.evidence, *each.reading.stays)]
    return bool(untold_of(data.printed(release), fresh))


def findings_to_come(site: Site, release: Release, previewed: Sequence[Preview]) -> list[Finding]:
    """What the audit would find of the previewed rows that it does not find now."""
    told = [
        (one.reading.file, one.reading.sheet, one.dataset.id, one.reading.rows, _beside(one.reading))
        for one in previewed
    ]
    return _new_findings(release, repr(told), site, previewed)


def _beside(reading: Reading) -> list[Evidence]:
    """What the file prints beside its rows."""
    return [one for one in reading.evidence if one.kind not in ("figure", "sentence")]


@once(most=20)
def _new_findings(release: Release, told: str, _site: Site, _previewed: Sequence[Preview]) -> list[Finding]:
    known = {finding.id for finding in data.findings(_site, release)}
    rows_now, printed = data.stored_rows(_site, release), data.printed(release)
    return new_findings(_site.datasets, data.identities(_site), rows_now, printed, _previewed, known)
