"""What a title says against its figures being the school's own actual ones of a year: another school, the whole city,
a target, a part of a year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.deciding.doubts import Doubt, doubt_id
from loaders.files.text import folded, quoted
from loaders.problem import Problem, letter
from loaders.reading import evidence, notation
from loaders.reading.table import Table
from schema import Dataset, Label

NAMED_SCHOOL = re.compile(r"^[\u4e00-\u9fff]{2,}?(?:学校|中专|职专|职高|技校|学院)+")
NO_NAME = re.compile(r"[对在的和与及各我本该全等为向到]")  # words of a sentence, which no school's name has
ANY_SCHOOL = re.compile(r"中等|高等|职业|专业|技术|技工|学校")
PLACE = re.compile(r"^[\u4e00-\u9fff]{2,3}(?:省|自治区)|(?<=[\u4e00-\u9fff]{2})[市县区]")
WHOLE_PLACE = re.compile(r"^(?:全市|全省|全县|全区|[\u4e00-\u9fff]{2,3}[省市县](?!级|教育|属|直|场))")
NOT_ACTUAL = re.compile(r"(?<!培养)目标|(?<!教学|培养|课程|招生|开课)计划|预计|预测|预期")
PART_OF_A_YEAR = re.compile(
    r"第?[一二三四1-4]季度|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?(?!\d*[日\d])|[上下]半年|[春秋]季|学期"
)
DATED = re.compile(r"截[至止]|统计时间|填报|制表|日期|时间")
ASKED = Label("表里是本校一年的实际数吗？", "are these the school's own actual figures of a year?")


def of_titles(file: str, table: Table, school: str, sheet: str = "") -> Iterator[Doubt]:
    """A doubt for each title that says something else, with what it says; `school` is the name of one's own."""
    for title in evidence.titles(table, sheet):
        for what, word in _claims(title.text, table.dataset, school):
            shown = quoted(title.text)
            found = Label(f"标题“{shown}”里有{what.zh}“{word}”", f"the title “{shown}” names {what.en}: “{word}”")
            place = Problem(file, title.row, letter(title.column), found, ASKED, title.column)
            yield Doubt("title", doubt_id("title", table.dataset.id, title.text, word), place)


def _claims(title: str, dataset: Dataset, school: str) -> Iterator[tuple[Label, str]]:
    """What a title says against its figures, each with the word that says it; not a word of the table's own columns."""
    own = "\n".join(_own_words(dataset))
    parts = [part for part in re.split(r"[\W_]+", notation.YEARS_IN_TEXT.sub(" ", folded(title))) if part]
    if other := next(filter(None, (_other_school(part, school) for part in parts)), ""):
        yield Label("另一所学校", "another school"), other
    elif "市" not in own and (place := next(filter(None, (_whole_place(part, school) for part in parts)), "")):
        yield Label("整个地区", "a whole region"), place
    if (found := NOT_ACTUAL.search(title)) and found[0] not in own:
        yield Label("不是实际数的字样", "figures that are not actual ones"), found[0]
    if (found := PART_OF_A_YEAR.search(title)) and not DATED.search(title) and not _has_terms(dataset):
        yield Label("不到一年的时间", "a part of a year"), found[0]


def _other_school(text: str, school: str) -> str:
    found = NAMED_SCHOOL.match(text)
    if found is None or _is_own(found[0], school) or _is_department(found[0], school) or _whole_place(text, school):
        return ""
    proper = ANY_SCHOOL.sub("", found[0])
    return found[0] if len(PLACE.sub("", proper)) > 1 and not NO_NAME.search(proper) else ""


def _is_own(name: str, school: str) -> bool:
    """Whether it is the school's name or a short form of it, which leaves letters out: 衢州中专."""
    letters = iter(school)
    return all(letter in letters for letter in PLACE.sub("", name))


def _is_department(name: str, school: str) -> bool:
    """Whether it may be a part of a school that calls itself 学院, as its parts do: 信息工程学院 names no place and no
    kind of school."""
    ends = all(one.endswith("学院") for one in (name, school))
    return ends and not ANY_SCHOOL.search(name) and not PLACE.search(name)


def _whole_place(text: str, school: str) -> str:
    found, named = WHOLE_PLACE.match(text), NAMED_SCHOOL.match(text)
    if found is None or (named and (_is_own(named[0], school) or not _is_any(named[0][len(found[0]) :]))):
        return ""
    return found[0]


def _is_any(name: str) -> bool:
    """Whether it names no school but its kind: 中等职业学校."""
    return not ANY_SCHOOL.sub("", name)


def _own_words(dataset: Dataset) -> Iterator[str]:
    for column in (*dataset.keys, *dataset.stored_measures):
        yield from column.headings
    for key in dataset.keys:
        yield from (*key.names, *key.wholes, *key.order)
    yield dataset.label.zh


def _has_terms(dataset: Dataset) -> bool:
    return any(key.endings for key in dataset.keys)
