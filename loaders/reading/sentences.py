"""What the running text states, offered as figures: matched by declared names and sayings and by units, never stored
unasked.

A figure belongs to the name that stands next to it, before it (`毕业生数1474人`) or behind it (`13个专业`); of several
names the longest is meant. Its year is the one that its sentence begins with, or the one that the document is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import chain

from loaders.files.document import Document, Passage
from loaders.reading.figures import Stated, folded_with_places, stated
from loaders.reading.names import Members, Name, measure_of, members, names
from schema import Dataset, Indicator, Label, Measure

REACH = 60  # characters before and behind a figure in which its name is looked for
ROUGH = re.compile("(约|超过|超|近|不少于|不足|不低于)$")
SHOWN = 16  # of them are shown on either side where there is little room
LONGEST = 400  # characters on either side of a figure that may be of its sentence
ENDS = re.compile(r"[。;!?]")
BEGINS_WITH_YEAR = re.compile(r"[(“]?((?:19|20)\d{2})年(?!级|制)")
DONE_BY = ("根据", "按照", "依据", "落实", "实施", "执行", "完成", "培养", "教学", "课程", "开课", "，按")
PLANNED = "".join(f"(?<!{word})" for word in DONE_BY)  # a plan that something was done by
YEAR_BEFORE = re.compile("[(“]?(?:去年|上一?年|前一年)")
OF_A_REGION = re.compile("(?:^|,)(?:[全本我][国省市县区]|各地)(?![^,]*(?:我校|学校|第|排名|位))[^,]*$")
WISH = re.compile(f"努力实现|力争|争取(?!到)|预计|预期|拟[招建增开]|有望|目标[是为达]|{PLANNED}计划")
COMING = re.compile("将(?:要|会)?(?:达|增|扩|升|超|突破|招|新|建成|有)[^,]*$")  # in the figure's own clause
DONE = re.compile("实际|实有|已|完成|目前|现有")  # what is: behind a wish, what came of it


@dataclass(frozen=True)
class Offer:
    """A figure of the running text taken for a row's figure. It stands in the paragraph `place`, from `start` to `end`
    of its words; `sentence` is the one that states it, `at` its place in that; `note` are the figure's words where
    they say more than a number. One that is `to_come` is a plan or a target: it is told, and never taken."""

    dataset: Dataset
    members: tuple[tuple[str, str], ...]
    measure: Measure
    year: int
    value: float
    text: str
    section: str
    sentence: str
    place: int
    start: int
    end: int
    at: int
    note: str
    to_come: bool = False

    @cached_property
    def id(self) -> str:
        """The same for the same figure, said of the same thing in the same section."""
        told = (self.dataset.id, self.members, self.measure.id, self.year, self.value, self.section)
        return sha256(repr(told).encode()).hexdigest()[:8]

    @property
    def marked(self) -> str:
        """The sentence with the figure marked in it."""
        return f"{self.sentence[: self.at]}【{self.text}】{self.sentence[self.at + len(self.text) :]}"

    @property
    def nearby(self) -> str:
        """The words next to the figure, it marked in them."""
        return nearby(self.sentence, self.at, self.at + len(self.text))

    @property
    def column(self) -> str:
        """The stored column that the figure goes to."""
        return "value" if self.dataset.indicators else self.measure.id

    @property
    def key(self) -> tuple[object, ...]:
        """What tells the stored row apart."""
        section = (self.section,) if self.dataset.indicators else ()
        return (self.dataset.id, self.year, *(value for _, value in self.members), *section)

    @property
    def label(self) -> Label:
        """What the figure was taken for."""
        if self.dataset.indicators:
            return self.measure.label
        keys = {key.id: key for key in self.dataset.keys}
        zh = " ".join(keys[name].name(value, "zh") for name, value in self.members)
        en = " ".join(keys[name].name(value, "en") for name, value in self.members)
        return Label(f"{zh} {self.measure.label.zh}", f"{en}: {self.measure.label.en}")


def nearby(text: str, start: int, end: int) -> str:
    """The words next to those from `start` to `end`, these marked in them."""
    before, behind = text[:start], text[end:]
    cut = "…" if len(before) > SHOWN else ""
    return f"{cut}{before[-SHOWN:]}【{text[start:end]}】{behind[:SHOWN]}{'…' if len(behind) > SHOWN else ''}"


def offers(document: Document, datasets: Sequence[Dataset]) -> list[Offer]:
    """The figures of the running text that rows hold, in the order of the text, those of plans among them."""
    single = [(dataset, names(dataset.stored_indicators)) for dataset in datasets if dataset.indicators]
    by_member = [one for dataset in datasets if (one := members(dataset))]
    passages = (_of_passage(passage, document.year, single, by_member) for passage in document.passages)
    return list(chain.from_iterable(passages))


def _of_passage(
    passage: Passage,
    year: int | None,
    single: Sequence[tuple[Dataset, Sequence[Name]]],
    by_member: Sequence[Members],
) -> Iterator[Offer]:
    text, places = folded_with_places(passage.text)
    for figure in stated(text):
        earliest, latest = max(0, figure.start - LONGEST), min(len(text), figure.end + LONGEST)
        begin = max((found.end() for found in ENDS.finditer(text, earliest, figure.start)), default=earliest)
        ending = ENDS.search(text, figure.end, latest)
        end = ending.start() if ending else latest
        before, behind = text[begin : figure.start], text[figure.end : end][:REACH]
        told = _year(before, year) or year
        if told is None or OF_A_REGION.search(before):
            continue
        start, stop = places[figure.start], places[figure.end - 1] + 1
        sentence = passage.text[places[begin] : places[end - 1] + 1]
        for dataset, measure, value, row in _meant(figure, before, behind, single, by_member):
            yield Offer(
                dataset,
                row,
                measure,
                told,
                value,
                passage.text[start:stop],
                passage.section,
                sentence,
                passage.place,
                start,
                stop,
                start - places[begin],
                _note(figure, before),
                _is_to_come(before),
            )


def _is_to_come(before: str) -> bool:
    """Whether the words before a figure say that it is one of a plan, and none behind them what came of it."""
    wish = next(WISH.finditer(before), None)
    if COMING.search(before) and not DONE.search(before):
        return True
    return wish is not None and not DONE.search(before, wish.end())


Meant = tuple[Dataset, Measure, float, tuple[tuple[str, str], ...]]


def _meant(
    figure: Stated,
    before: str,
    behind: str,
    single: Sequence[tuple[Dataset, Sequence[Name]]],
    by_member: Sequence[Members],
) -> Iterator[Meant]:
    """The indicator that the figure states, and the rows of other datasets."""
    for dataset, known in single:
        if (named := measure_of(figure, before[-REACH:], behind, known)) and isinstance(named[0], Indicator):
            yield dataset, *named, (("indicator", named[0].id),)
    for one in by_member:
        if found := one.of(figure, before, behind):
            measure, value, row = found
            yield one.dataset, measure, value, row


def _note(figure: Stated, before: str) -> str:
    """The figure as it is written, where its words say more than the number: 约3127万元, 20余项, 第三名."""
    rough = ROUGH.search(before)
    is_plain = rough is None and not figure.is_round and figure.text[0].isdigit()
    return "" if is_plain else f"{rough[0] if rough else ''}{figure.text}"


def _year(before: str, current: int | None) -> int | None:
    """The year that a clause of the sentence begins with, the last one before the figure; last year is the one before
    the document's own."""
    years: list[int] = []
    for clause in re.split("[,、]", before):
        if found := BEGINS_WITH_YEAR.match(clause):
            years.append(int(found[1]))
        elif current is not None and YEAR_BEFORE.match(clause):
            years.append((years[-1] if years else current) - 1)
    return years[-1] if years else None
