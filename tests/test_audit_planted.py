"""Contradictions planted one by one in a made-up report that adds up: each is found, and the report raises none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

import catalogue
from insights.audit import audit
from insights.findings import Finding
from loaders import load, read_file
from store import Store, open_store
from store.evidence import evidence
from store.explanations import explain, explanations
from store.rows import rows
from tests.consistent_school import CITY, SCHOOL, Report, plant, report

YEARS = (2031, 2032)


@dataclass
class Books:
    """A store that reports are loaded into."""

    store: Store

    def load(self, told: Report, year: int) -> None:
        readings = [
            reading
            for name, sheet in told.items()
            for reading in read_file(f"made-up-{name}-{year}.csv", sheet.text(), catalogue.datasets())
        ]
        assert [reading.problems for reading in readings if reading.problems] == []
        load(self.store, readings, "made up")

    def findings(self) -> list[Finding]:
        held = {dataset.id: rows(self.store, dataset) for dataset in catalogue.datasets()}
        return audit(catalogue.datasets(), catalogue.identities(), held, evidence(self.store))


@pytest.fixture
def books(tmp_path: Path) -> Books:
    return Books(open_store(f"sqlite:///{tmp_path / 'school.db'}", catalogue.datasets()))


def more(by: float) -> Callable[[str], str]:
    """A number that is so much more, in as many decimals as it has."""
    return lambda text: f"{float(text) + by:.{len(text.partition('.')[2])}f}"


def says(text: str) -> Callable[[str], str]:
    return lambda _: text


def indicator(name: str, **also: str) -> dict[str, str]:
    return {"year": str(YEARS[-1]), "indicator": name} | also


NOW = {"year": str(YEARS[-1])}
FIVE_EVENTS = "学校承办省民学习周、市教育工作会议、省艺术节、市运动会、市合唱节等4项省市级重大活动"
PLANTED: dict[str, tuple[str, Mapping[str, str], str, Callable[[str], str], str]] = {
    "tracks that do not make the students": (
        "scorecard",
        indicator("employment_track_students"),
        "value",
        more(10),
        "parts",
    ),
    "clubs by rating that do not make all clubs": ("clubs", NOW | {"rating": "二星级"}, "clubs", more(1), "parts"),
    "projects by level that do not make all projects": (
        "scorecard",
        indicator("projects_approved"),
        "value",
        more(2),
        "parts",
    ),
    "admissions by major that do not make the school's": (
        "degree_by_major",
        NOW | {"major": "虚构专业乙"},
        "admitted",
        more(3),
        "parts",
    ),
    "an amount that is not its people times the rate": ("aid_amounts", NOW, "amount", more(1000), "parts"),
    "a total over the years": (
        "competitions",
        {"year": "合计", "entrant": CITY, "award": "三等奖"},
        "awards",
        more(2),
        "total_row",
    ),
    "a total within a year": ("aid", NOW | {"recipient_group": "合计"}, "recipients", more(-9), "total_row"),
    "a printed change": ("scorecard", indicator("new_students"), "变化情况", more(30), "change"),
    "a printed change with its sign turned": (
        "scorecard",
        indicator("students"),
        "变化情况",
        lambda text: text.translate(str.maketrans("+-", "-+")),
        "change",
    ),
    "a printed growth": ("scorecard", indicator("workstations"), "增长情况%", more(1.5), "change"),
    "points printed as percent": (
        "scorecard",
        indicator("senior_title_rate"),
        "变化情况",
        lambda text: text.replace("个百分点", "%"),
        "change_unit",
    ),
    "a number said twice": ("scorecard", indicator("majors", section="3.2.6"), "value", more(1), "sections"),
    "first prizes of the text and of the table": (
        "scorecard",
        indicator("skill_competition_first_prizes"),
        "value",
        more(1),
        "sections",
    ),
    "students of the majors' equipment": (
        "training_equipment",
        NOW | {"major_group": "其它类专业"},
        "students",
        more(-60),
        "sections",
    ),
    "programmes far from the enrolment": ("programmes", NOW | {"major": "虚构专业丁"}, "places", more(150), "near"),
    "a rate against its counts": ("scorecard", indicator("progression_rate"), "value", more(0.4), "quotient"),
    "a figure per student against its total": (
        "scorecard",
        indicator("appropriation_per_student"),
        "value",
        more(90),
        "quotient",
    ),
    "a row's quotient": (
        "training_equipment",
        NOW | {"major_group": "现代制造类专业"},
        "value_per_student",
        more(500),
        "quotient",
    ),
    "a rate that no head count gives": (
        "employment",
        NOW | {"major": "虚构专业甲"},
        "employment_rate",
        says("99.99"),
        "head_count",
    ),
    "rates that have no room in the school together": (
        "employment",
        NOW | {"major": "虚构专业甲"},
        "employment_rate",
        says("99.93"),
        "head_count",
    ),
    "shares that make more than the whole": (
        "satisfaction",
        NOW | {"item": "生活满意度"},
        "mostly_satisfied",
        more(1),
        "shares",
    ),
    "a whole outside its groups": ("fitness", NOW | {"cohort": "全校情况"}, "good_rate", says("55.00"), "between"),
    "a school above its city": (
        "competitions",
        NOW | {"entrant": SCHOOL, "award": "二等奖"},
        "awards",
        says("40"),
        "at_most",
    ),
    "more recipients than students": (
        "aid",
        NOW | {"recipient_group": "一年级学生数"},
        "recipients",
        says("4900"),
        "at_most",
    ),
    "more teachers than staff": ("scorecard", indicator("staff"), "value", more(-40), "at_most"),
    "the first of the city below its mean": ("exams", NOW | {"city_rank": "1"}, "school_mean", more(-12), "rank"),
    "a list of more than its number": (
        "scorecard",
        indicator("major_events"),
        "words",
        says(FIVE_EVENTS),
        "listing",
    ),
    "a full list of fewer than its number": (
        "scorecard",
        indicator("model_students", section="2.1.1"),
        "words",
        says("王甲、李乙3位同学获评市新时代好少年称号"),
        "listing",
    ),
    "ranks that are not as many as the students": (
        "degree_by_major",
        NOW | {"major": "虚构专业甲"},
        "top10_ranks",
        says("5、7"),
        "listing",
    ),
    "each has one, and there are fewer": (
        "scorecard",
        indicator("training_bases"),
        "words",
        says("学校现有4个专业，建有3个实训基地，每个专业均有一个对应实训基地"),
        "each",
    ),
}


@pytest.mark.parametrize("seed", range(3))
def test_a_report_that_adds_up_raises_nothing_year_after_year(books: Books, seed: int) -> None:
    for year in (*YEARS, 2033):
        books.load(report(year, seed), year)
        assert books.findings() == []


@pytest.mark.parametrize("name", PLANTED, ids=str)
def test_what_is_planted_is_found(books: Books, name: str) -> None:
    sheet, where, column, new, kind = PLANTED[name]
    told = report(YEARS[-1])
    plant(told[sheet], where, column, new)
    books.load(report(YEARS[0]), YEARS[0])
    books.load(told, YEARS[-1])
    found = books.findings()
    assert kind in {one.kind for one in found}
    assert {one.year for one in found} == {YEARS[-1]}


def test_a_title_of_a_rate_over_a_table_of_scores_is_found(books: Books) -> None:
    told = report(YEARS[-1])
    told["exams"].title = "文化课合格率"
    books.load(told, YEARS[-1])
    assert [one.kind for one in books.findings()] == ["label"]


def test_a_past_year_told_anew_is_found_in_the_report_that_does_so(books: Books) -> None:
    books.load(report(YEARS[0]), YEARS[0])
    told = report(YEARS[-1])
    plant(told["employment"], {"year": str(YEARS[0]), "major": "虚构专业甲"}, "starting_salary", more(100))
    books.load(told, YEARS[-1])
    assert [(one.kind, one.year) for one in books.findings()] == [("restated", YEARS[-1])]


def test_a_later_year_leaves_findings_and_their_explanations_as_they_are(books: Books) -> None:
    """Totals are of their own table, changes of their own year, and what was explained stays so."""
    told = report(YEARS[-1])
    for name in (
        "a total over the years",
        "a printed change",
        "a rate against its counts",
        "clubs by rating that do not make all clubs",
    ):
        sheet, where, column, new, _ = PLANTED[name]
        plant(told[sheet], where, column, new)
    books.load(told, YEARS[-1])
    before = books.findings()
    for one in before:
        explain(books.store, one.id, "王老师", "已核实")
    books.load(report(2033), 2033)
    after = books.findings()
    assert len(before) == 4
    assert after == before
    assert {one.id for one in after} == explanations(books.store).keys()


def test_a_table_printed_anew_replaces_what_it_printed_before(books: Books) -> None:
    told = report(YEARS[-1])
    plant(told["scorecard"], indicator("new_students"), "变化情况", more(30))
    books.load(told, YEARS[-1])
    assert [one.kind for one in books.findings()] == ["change"]
    mended = report(YEARS[-1])
    for column in ("value", "变化情况"):
        plant(mended["scorecard"], indicator("new_students"), column, more(5))
    books.load(mended, YEARS[-1])
    assert books.findings() == []
