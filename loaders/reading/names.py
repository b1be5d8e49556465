"""How running text names what it counts: the declared names and sayings as patterns round a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.reading.figures import Stated, folded_with_places
from loaders.reading.notation import is_total
from schema import Dataset, Key, Measure

FILLER = r"(?:人数|总数|数)?(?:(?:已|共计|共有|共|总计|合计|累计|为|达到|达|是|有|约|近|超过|超|:|将)*)$"
NOUN = r"[^\d,。;:、()]{0,8}"  # what is counted, between a member's name and its figure: 社团, 获奖
LISTED = re.compile(r"(?:[^、,;:。]+、)+[^、,;:。]+(?<!等)$")
BRACKETS = re.compile(r"\([^()]*\)$")


@dataclass(frozen=True)
class Name:
    """One way of stating a measure: what stands before the figure and what behind it; `weight` is its length. `hint` is
    a piece of it that is quickly looked for."""

    measure: Measure
    before: re.Pattern[str] | None
    behind: re.Pattern[str] | None
    hint: str
    weight: int
    is_saying: bool = False

    def fits(self, before: str, behind: str) -> bool:
        if self.before is not None and not self.before.search(before):
            return False
        return self.behind is None or self.behind.match(behind) is not None


def names(measures: Sequence[Measure]) -> list[Name]:
    """Every way of stating each of the measures, the longest first; what stands behind the figure goes before."""
    found = [name for one in measures for name in _names(one)]
    return sorted(found, key=lambda name: (-name.weight, name.behind is None))


def _names(one: Measure) -> Iterator[Name]:
    for written in (one.label.zh, *one.aliases, *one.sayings):
        plain = BRACKETS.sub("", folded_with_places(written)[0])
        before, is_saying, behind = plain.partition("#")
        hint = max(re.split("[#…]", plain), key=len)
        weight = len(re.sub("[#…]", "", plain))
        if is_saying:
            no_figure = r"(?:[^。;\d]|\d{4}年)"
            yield Name(one, _pattern(before, "[^。;]", FILLER), _pattern(behind, no_figure), hint, weight, True)
        else:
            yield Name(one, _pattern(plain, "[^。;]", FILLER), None, hint, weight)
            yield Name(one, None, _pattern(plain, "[^。;]"), hint, weight)


def _pattern(words: str, between: str, end: str = "") -> re.Pattern[str] | None:
    """The words as a pattern; `between` is a letter that may stand where they leave some out."""
    pieces = [re.escape(piece) for piece in words.split("…")]
    return re.compile(f"{between}{{0,30}}?".join(pieces) + end) if words else None


def measure_of(figure: Stated, before: str, behind: str, known: Sequence[Name]) -> tuple[Measure, float] | None:
    """The measure that the words next to a figure name, and the figure in its unit."""
    near = f"{before}#{behind}"
    for name in known:
        if name.hint in near and name.fits(before, behind):
            value = figure.as_(name.measure, name.is_saying)
            is_listed = name.before is None and not name.is_saying and _is_listed(before, figure.value)
            if value is not None and not is_listed and is_possible(value, name.measure):
                return name.measure, value
    return None


def _is_listed(before: str, count: float) -> bool:
    """Whether what is counted has just been named in full: 学前教育、工业分析两个专业 are two of them, not all."""
    listed = LISTED.search(before)
    return listed is not None and listed[0].count("、") + 1 == count


def is_possible(value: float, measure: Measure) -> bool:
    low = measure.minimum is None or value >= measure.minimum
    return low and (measure.maximum is None or value <= measure.maximum)


@dataclass(frozen=True)
class Members:
    """The values of a dataset's keys as running text speaks of them, by key."""

    dataset: Dataset
    said: tuple[tuple[Key, tuple[tuple[str, str], ...]], ...]  # for each key: what is said, and the value it stands for
    measures: tuple[Name, ...]

    def of(self, figure: Stated, before: str, behind: str) -> tuple[Measure, float, tuple[tuple[str, str], ...]] | None:
        """The row that a figure belongs to: the last of its keys is named next to it, the others before."""
        *others, (last, values) = self.said
        held = tuple((key.id, named) for key, said in others if (named := _last_named(before, said)))
        if len(held) < len(others):
            return None
        if len(self.dataset.stored_measures) > 1:
            found = measure_of(figure, before, behind, self.measures)
            member = _last_named(before, values)
        else:
            [measure] = self.dataset.stored_measures
            value = figure.as_(measure)
            found = (measure, value) if value is not None and is_possible(value, measure) else None
            member = _next_to(before, behind, values)
        return (*found, (*held, (last.id, member))) if found and member else None


def members(dataset: Dataset) -> Members | None:
    """None for a dataset whose keys declare no values, or need not be told."""
    if dataset.indicators or any(key.optional or not (key.order or key.names) for key in dataset.keys):
        return None
    said = tuple((key, tuple(_said(key))) for key in dataset.keys)
    return Members(dataset, said, tuple(names(dataset.stored_measures)))


def _said(key: Key) -> Iterator[tuple[str, str]]:
    for value in dict.fromkeys((*key.order, *key.names)):
        sayings = (one for one in key.sayings.get(value, ()) if not is_total(one))  # 全市 is a mere place in a sentence
        for words in (value, *sayings):
            yield folded_with_places(words)[0], value


def _last_named(before: str, said: Sequence[tuple[str, str]]) -> str:
    """The value that is named last; of two that end together the longer."""
    ends = [(before.rfind(words) + len(words), len(words), value) for words, value in said if words in before]
    return max(ends, default=(0, 0, ""))[2]


def _next_to(before: str, behind: str, said: Sequence[tuple[str, str]]) -> str:
    """The value that stands right before or right behind a figure, the longest."""
    for words, value in sorted(said, key=lambda one: -len(one[0])):
        is_before = words in before and re.search(re.escape(words) + NOUN + FILLER, before)
        if is_before or behind.startswith((words, f"获{words}")):
            return value
    return ""
