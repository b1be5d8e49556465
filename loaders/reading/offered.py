"""The running text as tables: a line for each figure that was offered and is confirmed. Nothing is stored unasked.

What is confirmed goes the way of any sheet, so a range, a name or an earlier year is held against it as everywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from loaders.files.sheet import Line, Sheet
from loaders.problem import Problem
from loaders.reading.reading import Reading
from loaders.reading.records import Left
from loaders.reading.sentences import Offer
from schema import NOTE, SECTION, WORDS, YEAR, Dataset, Label

TEXT = "正文"
ALL = "all"
MOST_TOLD = 6  # figures of plans that are listed


def left(offers: Sequence[Offer], remarks: Sequence[Label], confirmed: Collection[str]) -> tuple[Left, ...]:
    """What is said of the running text: how many of its figures wait to be confirmed, and what was not read."""
    waiting = sum(one.id not in confirmed for one in offers) if ALL not in confirmed else 0
    told = Label(
        f"正文里有 {waiting} 个数可以导入，未确认的不入库",
        f"{waiting} figures of the running text may be taken; what is not confirmed is not stored",
    )
    return tuple(Left(0, TEXT, reason) for reason in (*([told] if waiting else []), *remarks))


def to_come(stated: Sequence[Offer]) -> tuple[Left, ...]:
    """The figures that are of plans and targets, each with its words: they are told, and not offered."""
    words = list(dict.fromkeys(one.nearby for one in stated if one.to_come))
    if not words:
        return ()
    more = max(0, len(words) - MOST_TOLD)
    shown = "、".join(f"“{one}”" for one in words[:MOST_TOLD])
    zh, en = (f"等 {len(words)} 处", f" and {more} more") if more else ("", "")
    told = Label(
        f"计划、目标或预计的数不当作实际数：{shown}{zh}",
        f"figures of plans, targets and forecasts are not taken as actual ones: {shown}{en}",
    )
    return (Left(0, TEXT, told),)


def unknown_ids(readings: Sequence[Reading], confirmed: Collection[str]) -> list[Problem]:
    """A problem for each id that is confirmed and was not offered."""
    known = {ALL, *(one.id for reading in readings for one in reading.offers)}
    listed = Label("代号见 check 列出的清单", "check lists the ids")
    return [
        Problem("--offered", 0, one, Label("没有这个代号的数", "no figure of this id was offered"), listed)
        for one in sorted(set(confirmed) - known)
    ]


def sheets(offers: Sequence[Offer], confirmed: Collection[str]) -> list[tuple[Dataset, Sheet]]:
    """The confirmed figures, a sheet for each dataset, a line for each row."""
    chosen = [(row, one) for row, one in enumerate(offers, 2) if ALL in confirmed or one.id in confirmed]
    datasets = dict.fromkeys(one.dataset for _, one in chosen)
    return [
        (dataset, _sheet(dataset, [(row, one) for row, one in chosen if one.dataset == dataset]))
        for dataset in datasets
    ]


def _sheet(dataset: Dataset, offers: Sequence[tuple[int, Offer]]) -> Sheet:
    """A line for each row, at the number of the offer that begins it, whichever others are confirmed."""
    columns = [YEAR.id, *(column.id for column in dataset.stored), NOTE.id, SECTION.id, WORDS.id]
    columns = [name for name in columns if name not in {column.id for column in dataset.texts}]
    rows: dict[tuple[object, ...], dict[str, str]] = {}
    numbers: dict[tuple[object, ...], int] = {}
    for number, one in offers:
        numbers.setdefault(one.key, number)
        row = rows.setdefault(one.key, {YEAR.id: str(one.year), **dict(one.members), SECTION.id: one.section})
        row[one.column] = f"{one.value:.15g}"
        row[WORDS.id] = one.sentence
        if one.note:
            row[NOTE.id] = "；".join(filter(None, (row.get(NOTE.id, ""), one.note)))
    brought = [name for name in columns if any(name in row for row in rows.values())]
    body = [Line(numbers[key], tuple(row.get(name, "") for name in brought)) for key, row in rows.items()]
    return Sheet(f"{TEXT}：{dataset.label.zh}", (Line(1, tuple(brought)), *body), "docx")
