"""Large long-form files: checked in parts while their rows wait in the store, then stored as one release."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd

from loaders.deciding.commit import held_against
from loaders.deciding.doubts import FEW, UNANSWERED, Answers, Doubt, counted, only_said, rewritten, told_answers, unseen
from loaders.deciding.merging import note_of, open_keys, undecided_row
from loaders.deciding.oddities import News, jump, may_be_share, of_shares, unusual
from loaders.deciding.preview import named_keys
from loaders.deciding.titles import of_titles
from loaders.files import read
from loaders.files.refusals import SPLIT, Unreadable
from loaders.files.sheet import Line
from loaders.files.text import visible
from loaders.problem import Problem
from loaders.reading import faults, shapes
from loaders.reading.check import problem_of, read_file, repeated, unreadable, without_rows
from loaders.reading.long_body import LISTED, LongBody
from loaders.reading.reading import omissions, summary, titles_left
from loaders.reading.table import Choices, Table
from schema import Dataset, Label, Language
from store import Accepted, File, Moved, Store
from store.aliases import aliases
from store.bulk import WaitingRoom, waiting_room
from store.engine import school_name
from store.releases import latest
from store.rows import rows

MAX_BYTES = 200 * 1024 * 1024  # the file is held in memory, its rows are not
HEAD = 100  # lines by which the table is recognised
PART = 500  # lines
ASKED = 1_000  # names, and figures of earlier years, that may be answered one by one
OVERTAKEN = (
    Label("检查的时候，别人改动了同一张表", "somebody changed the same table while this was checked"),
    Label("什么也没有入库，请再运行一次", "nothing was stored: run it again"),
)
NOT_CHECKED = Label(
    f"超过 {read.MAX_ROWS} 行，印出的合计和变化没有核对",
    f"more than {read.MAX_ROWS} rows: printed totals and changes were not looked at",
)
USE_LOAD = Label(
    "成批导入只收按模板逐行填写的 CSV；这个文件请用 load 命令导入",
    "bulk takes a CSV in the template's form, a row a line; use the command load for this one",
)

Task = Literal["check", "store"]
Told = Callable[[Task, int, int], None]  # the task, how many more lines or rows are done, of how many


@dataclass(frozen=True)
class Bulk:
    """What became of a file: what was understood, what it changed, or its problems and doubts. The first problems
    are listed, `more` counts the rest; `left` says what was left out, `printed` what does not fit the figures beside
    it: said to whoever loads, found again by the audit."""

    file: str
    dataset: Dataset | None = None
    encoding: str = ""
    rows: int = 0
    years: tuple[int, ...] = ()
    left: tuple[Label, ...] = ()
    printed: tuple[Label, ...] = ()
    problems: tuple[Problem, ...] = ()
    more: int = 0
    doubts: tuple[Doubt, ...] = ()
    accepted: Accepted | None = None

    def summary(self, language: Language) -> str:
        """What was understood, in a sentence."""
        if self.dataset is None:
            return ""
        return summary(self.dataset, self.rows, self.years, self.encoding, self.left, language)


def load_in_bulk(
    store: Store,
    file: str,
    content: bytes,
    datasets: Sequence[Dataset],
    made_by: str,
    told: Told,
    answers: Answers = UNANSWERED,
) -> Bulk:
    """Check a file by the rules of every other, and store it as one release where it has no problem and raises no
    question that `answers` leave open.

    Names are read by the aliases that were confirmed in the store. `told` hears how far it is.
    """
    file = visible(file)
    choices = Choices(names=aliases(store))
    try:
        encoding = _encoding(content)
        table, problems = _recognised(file, content, encoding, datasets, choices)
        if table is None or problems:
            return Bulk(file, encoding=encoding, problems=tuple(problems))
        with waiting_room(store, table.dataset) as room:
            body = LongBody(file, table, choices)
            _fill(room, body, content, encoding, told)
            found = _checked(Bulk(file, table.dataset, encoding), room, body)
            seen = latest(store)
            if not found.problems:
                found = replace(found, problems=tuple(_merged(file, room, table)))
            if not found.problems:
                raised = list(_doubts(file, room, table, answers))
                found = replace(found, doubts=tuple(chain.from_iterable(one.left_open(answers) for one in raised)))
                printed, unfit = _printed(store, content, datasets, choices, body, found)
                found = replace(found, printed=tuple(printed))
            if found.problems or found.doubts:
                return found
            said = told_answers(chain(*(one.counts for one in raised), ((doubt, 1) for doubt in unfit)), answers)
            kept = File(Path(file).name, content, "；".join(filter(None, (found.summary("zh"), said.zh))))
            heard = partial(_heard, told, found.rows)
            return replace(found, accepted=room.accept(kept, made_by, heard, table.brings, seen))
    except Moved:
        return Bulk(file, problems=(Problem(file, 0, "", *OVERTAKEN),))
    except Unreadable as error:
        return Bulk(file, problems=(unreadable(file, error),))


def _heard(told: Told, rows: int, done: int) -> None:
    told("store", done, rows)


def _encoding(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise Unreadable(Label("文件超过 200 MB", "the file has more than 200 MB"), SPLIT)
    if read.is_workbook(content):
        raise Unreadable(Label("文件是工作簿", "the file is a workbook"), USE_LOAD)
    return read.text_encoding(content)


def _recognised(
    file: str, content: bytes, encoding: str, datasets: Sequence[Dataset], choices: Choices
) -> tuple[Table | None, list[Problem]]:
    """The one dataset of the file by its headings and first lines; its body are those of the first lines below them."""
    head = list(islice(read.lines_of(content, encoding), HEAD))
    if not head:
        raise read.refused("empty")
    table = shapes.table(head, datasets, choices)
    if table is None:
        _, lacking = faults.unfit(head, datasets)
        return None, [problem_of(file, fault) for fault in lacking]
    has_year = table.year is not None or table.tells_year
    if (has_year and not table.is_long) or len(shapes.also(table, datasets)) > 1:
        wide = Label("这不是一行一条数据的长表", "this is no table with a row a line")
        return None, [Problem(file, table.header.row, "", wide, USE_LOAD)]
    found = faults.of_table(replace(table, body=_named_nowhere(table, content, encoding)))
    return table, [problem_of(file, fault) for fault in found]


def _named_nowhere(table: Table, content: bytes, encoding: str) -> tuple[Line, ...]:
    """The first line with a text in each column without a heading."""
    lines: list[Line] = []
    bare = {slot.place - 1 for slot in table.slots if slot.column is None and not slot.dropped and not slot.heading}
    for line in _below_header(table, content, encoding) if bare else ():
        if held := {place for place in bare if place < len(line.cells) and line.cells[place].strip()}:
            bare -= held
            lines.append(line)
        if not bare:
            break
    return tuple(lines)


def _below_header(table: Table, content: bytes, encoding: str) -> Iterator[Line]:
    first = table.body[0].row if table.body else None
    lines = read.lines_of(content, encoding)
    return (line for line in lines if first is not None and line.row >= first)


def _fill(room: WaitingRoom, body: LongBody, content: bytes, encoding: str, told: Told) -> None:
    lines = _below_header(body.table, content, encoding)
    every = content.count(b"\n")
    before = 0
    for first in lines:
        room.add(body.rows(chain((first,), islice(lines, PART - 1))))
        told("check", body.line - before, every)
        before = body.line


def _checked(blank: Bulk, room: WaitingRoom, body: LongBody) -> Bulk:
    """What the body says as a whole: its problems, those of repeated rows among them, in the file's order."""
    again, count = room.repeated(LISTED)
    problems = [*body.problems, *(repeated(blank.file, line, key, before) for line, before, key in again)]
    problems.sort(key=lambda problem: problem.row)
    more = len(body.problems) + body.more + count - len(problems[:LISTED])
    rows, titles = room.count(), titles_left(body.table)
    totals = [*body.totals, f"… {body.more_totals}"] if body.more_totals else body.totals
    if not rows and not problems and not body.blank:
        problems.append(without_rows(blank.file, body.table))
    return replace(
        blank,
        rows=rows,
        years=tuple(room.years()),
        left=tuple(omissions(totals, body.examples, body.blank, titles + body.words, len(titles) + body.count_words)),
        problems=tuple(problems[:LISTED]),
        more=more,
    )


def _merged(file: str, room: WaitingRoom, table: Table) -> list[Problem]:
    """Make the rows whole by what is stored; the problems of those that may be several stored ones."""
    keys = open_keys(table.dataset, table.brings)
    several = room.settle([key.id for key in keys])
    if not several:
        room.merge(partial(note_of, table.dataset))
    return [undecided_row(file, line, keys, count) for line, count in sorted(several.items())[:LISTED]]


@dataclass(frozen=True)
class Raised:
    """The doubts of a kind: the first of them, and how many they are."""

    file: str
    told: Sequence[Doubt]
    count: int
    heading: str = ""

    @property
    def counts(self) -> Iterator[tuple[Doubt, int]]:
        """Each doubt, and one for those that are not listed, with how many it stands for."""
        yield from ((doubt, 1) for doubt in self.told)
        if unlisted := self.count - len(self.told):
            yield counted(self.file, self.told[0].kind, unlisted), unlisted

    def left_open(self, answers: Answers) -> Iterator[Doubt]:
        """The first doubts that are open, and how many there are where that is not all."""
        still_open = answers.left_open(self.told)
        unlisted = sum(count for doubt, count in self.counts if not doubt.id and answers.of(doubt) is None)
        yield from still_open[:FEW]
        if len(still_open) > FEW or unlisted:
            yield counted(self.file, self.told[0].kind, len(still_open) + unlisted, self.heading)


def _doubts(file: str, room: WaitingRoom, table: Table, answers: Answers) -> Iterator[Raised]:
    """What `take` asks too, kind by kind; where what is stored is to stay, it does from here on."""
    titles = list(of_titles(file, table, school_name(room.store)))
    yield Raised(file, titles, len(titles))
    for key in named_keys(table.dataset):
        names, count = room.unseen(key, ASKED)
        yield Raised(file, [unseen(file, line, key, name) for line, name in names], count, key.label.zh)
    headings = {slot.column.id: slot.heading for slot in table.slots if slot.column}
    for missing in (False, True):
        figures, count = room.rewritten(ASKED, missing=missing)
        told = [
            rewritten(_place(file, one.line, headings, one.column), one.key, one.column, one.key[0], one.new, one.old)
            for one in figures
        ]
        stay = [
            (figure.line, figure.column)
            for figure, one in zip(figures, told, strict=True)
            if answers.of(one) == "instead"
        ]
        room.keep_stored(stay)
        if count > len(told) and answers.of(counted(file, told[0].kind, count)) == "instead":
            room.keep_every_stored(missing=missing, after=figures[-1].line)
        yield Raised(file, told, count)
    yield from (Raised(file, found, count) for found, count in _odd(file, room, table, headings))


def _odd(file: str, room: WaitingRoom, table: Table, headings: Mapping[str, str]) -> Iterator[tuple[list[Doubt], int]]:
    """The figures that look odd, the shares first: the first of them, and how many they are. The figures of a large
    file are gone through twice, for only numbers are held of them."""
    dataset = table.dataset
    moves: dict[tuple[str, bool], tuple[array[int], array[float], array[float]]] = {}
    shares: set[tuple[int, str]] = set()
    for line, key, name, new, old in room.news(measures := [one.id for one in dataset.stored_measures]):
        measure = dataset.measure(key[1]) if dataset.indicators else dataset.measure(name)
        if may_be_share(measure, new):
            shares.add((line, name))
        if old is not None and measure.kind != "rank":
            held = moves.setdefault((name, measure.unit.is_rate), (array("q"), array("d"), array("d")))
            held[0].append(line)
            held[1].append(old)
            held[2].append(new)
    jumps = {
        (lines[place], name)
        for (name, is_rate), (lines, old, new) in moves.items()
        for place in np.flatnonzero(unusual(np.array(old), np.array(new), np.full(len(old), is_rate)))
    }
    first = {*sorted(shares)[:ASKED], *sorted(jumps)[:ASKED]}
    news = {
        (line, name): News(
            key,
            name,
            dataset.measure(key[1]) if dataset.indicators else dataset.measure(name),
            new,
            old,
            _place(file, line, headings, name),
        )
        for line, key, name, new, old in (room.news(measures) if first else ())
        if (line, name) in first
    }
    stored = rows(room.store, dataset) if shares else pd.DataFrame()
    asked = list(of_shares(dataset, [news[at] for at in sorted(shares)[:ASKED]], stored))
    told = {(one.problem.row, one.problem.column) for one in asked}
    others = [one for at, one in news.items() if at in jumps and (one.place.row, one.place.column) not in told]
    if asked:
        yield asked, len(asked) if len(asked) < ASKED else len(shares)
    if others:
        yield [jump(one) for one in others[:ASKED]], max(len(others[:ASKED]), len(jumps) - len(told))


def _printed(
    store: Store, content: bytes, datasets: Sequence[Dataset], choices: Choices, body: LongBody, found: Bulk
) -> tuple[list[Label], list[Doubt]]:
    """What the file prints beside its figures and does not fit them, as far as an ordinary load could read it, in words
    and as doubts; else the words that it was not looked at."""
    if not body.totals and not any(slot.printed for slot in body.table.slots):
        return [], []
    if len(content) > read.MAX_BYTES or found.rows > read.MAX_ROWS:
        return [NOT_CHECKED], []
    readings = read_file(found.file, content, datasets, default=choices)
    said = only_said(doubt for one in held_against(store, readings) for doubt in one.doubts)
    return [Label(one.problem.text("zh"), one.problem.text("en")) for one in said], said


def _place(file: str, line: int, headings: Mapping[str, str], column: str) -> Problem:
    return Problem(file, line, headings.get(column, column), Label("", ""), Label("", ""))
