"""A made-up school whose report adds up, year after year: a page of invented counts, and every rate computed of them.

For tests only. A report is the files of one year and the year before it, in the long form, with the changes and totals
that a report prints; `plant` changes one printed number in it.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

SCHOOL, CITY = "衢州中专", "衢州市"
MAJORS = ("虚构专业甲", "虚构专业乙", "虚构专业丙", "虚构专业丁")
GRADES = ("高一", "高二", "高三")
Row = dict[str, str]


@dataclass
class Sheet:
    """One file: its rows, the title over them, and the rows of totals below."""

    rows: list[Row]
    title: str = ""
    totals: list[Row] = field(default_factory=list)

    def text(self) -> bytes:
        out = io.StringIO()
        columns = list(dict.fromkeys(name for row in (*self.rows, *self.totals) for name in row))
        writer = csv.DictWriter(out, columns, lineterminator="\n", restval="")
        if self.title:
            out.write(f"{self.title}\n")
        writer.writeheader()
        writer.writerows([*self.rows, *self.totals])
        return out.getvalue().encode()


Report = dict[str, Sheet]


def report(year: int, seed: int = 1) -> Report:
    """The files of the report of a year: that year and, where its tables compare, the year before."""
    now, before = Figures(year, seed), Figures(year - 1, seed)
    both = (before, now)
    return {
        "scorecard": Sheet(_scorecard(now, before)),
        "exams": Sheet([row for one in both for row in one.exams()], title="学业水平考试成绩"),
        "competitions": Sheet([row for one in both for row in one.competitions()], totals=_awards_in_all(both)),
        "certification": Sheet([row for one in both for row in one.certification()]),
        "fitness": Sheet([row for one in both for row in one.fitness()], title="体质测评合格率"),
        "satisfaction": Sheet(now.satisfaction()),
        "aid": Sheet(now.aid(), totals=now.aid_in_all()),
        "aid_amounts": Sheet(now.aid_amounts()),
        "employment": Sheet([row for one in both for row in one.employment()]),
        "progression": Sheet(now.progression()),
        "degree_admissions": Sheet([row for one in both for row in one.degree_admissions()]),
        "degree_by_major": Sheet(now.degree_by_major()),
        "programmes": Sheet(now.programmes()),
        "training_equipment": Sheet(now.training_equipment()),
        "research": Sheet(now.research()),
        "clubs": Sheet(now.clubs()),
    }


def of(part: float, whole: float, decimals: int = 2) -> str:
    """A rate as it is printed."""
    return f"{part * 100 / whole:.{decimals}f}"


class Figures:
    """The invented counts of one year, and what the report prints of them."""

    def __init__(self, year: int, seed: int) -> None:
        chance = random.Random(f"{seed}-{year}")
        some = chance.randint
        self.year = year
        self.progression_track, self.employment_track = some(3_900, 4_400), some(400, 800)
        self.students = self.progression_track + self.employment_track
        self.new, self.graduates = some(1_450, 1_600), some(1_400, 1_500)
        self.teachers, self.professional, self.part_time = some(260, 300), some(130, 160), some(30, 50)
        self.senior, self.skilled, self.masters = some(80, 110), some(100, 125), some(25, 45)
        self.dual, self.technicians = some(90, 125), some(15, 29)
        self.interns_placed, self.interns_own, self.local = some(300, 380), some(100, 160), some(200, 320)
        self.assessed, self.progressed = some(900, 1_200), some(850, 1_000)
        self.certified = self.assessed - some(5, 30)
        self.posts, self.posts_left = some(285, 300), some(10, 20)
        self.talents, self.recruits = some(1, 3), some(2, 5)
        self.equipment = (some(3_000, 3_400), some(2_800, 3_200))
        self.makers = some(850, 1_000)
        self.funding, self.appropriation = some(9_500, 10_500), some(8_000, 9_000)
        self.workstations, self.books = some(4_500, 4_900), some(600, 700) / 10
        self.routes = _parts(chance, self.progressed, 4)
        self.degrees = [some(5, 30) for _ in MAJORS]
        self.city_degrees = sum(self.degrees) + some(60, 160)
        self.degree_rank, self.first_prizes = some(2, 9), some(0, 3)
        self.awards = (self.first_prizes, some(0, 4), some(1, 6))
        self.city_awards = tuple(count + some(0, 9) for count in self.awards)
        self.groups = [some(200, 330) for _ in MAJORS]
        self.rated_clubs = [some(2, 12) for _ in range(4)]
        self.chance = chance

    def both_sections(self) -> list[tuple[str, str, Sequence[str], str]]:
        """The running text: what it counts, the number, the sections that say it, and the words."""
        bases = f"学校现有{len(MAJORS)}个专业，建有{len(MAJORS) + 1}个实训基地，每个专业均有一个对应实训基地"
        named = "王甲、李乙、赵丙3位同学获评市新时代好少年称号"
        events = "学校承办省民学习周、市教育工作会议等4项省市级重大活动"
        return [
            ("majors", str(len(MAJORS)), ("1.1", "3.2.6"), bases),
            ("training_bases", str(len(MAJORS) + 1), ("3.2.6",), bases),
            ("departments", "2", ("1.1", "6.2.1"), "现有财经商贸、机电工程等2个学部"),
            ("model_students", "3", ("前言", "2.1.1"), named),
            ("major_events", "4", ("前言",), events),
        ]

    def scorecard(self) -> dict[str, tuple[str, str]]:
        """Each figure of the yearly indicators, as printed, with its section."""
        interns = self.interns_placed + self.interns_own
        return {
            "students": (str(self.students), "1.2"),
            "new_students": (str(self.new), "1.2"),
            "graduates": (str(self.graduates), "1.2"),
            "progression_track_students": (str(self.progression_track), "1.2"),
            "integrated_track_students": (str(self.progression_track // 3), "1.2"),
            "employment_track_students": (str(self.employment_track), "1.2"),
            "retention_rate": (of(self.students - 31, self.students), "1.2"),
            "graduation_rate": (of(self.graduates, self.graduates + 23), "1.2"),
            "assessed": (str(self.assessed), "1.2"),
            "certified": (str(self.certified), "1.2"),
            "certified_rate": (of(self.certified, self.assessed), "1.2"),
            "student_teacher_ratio": (f"{self.students / self.teachers:.2f}", "1.3"),
            "full_time_teachers": (str(self.teachers), "3.2.3"),
            "staff": (str(self.teachers + 22), "1.1"),
            "dual_qualified_rate": (of(self.dual, self.professional), "1.3"),
            "part_time_rate": (of(self.part_time, self.teachers), "1.3"),
            "bachelor_rate": ("100", "1.3"),
            "master_rate": (of(self.masters, self.teachers), "1.3"),
            "senior_title_rate": (of(self.senior, self.teachers), "1.3"),
            "senior_title_teachers": (str(self.senior), "3.2.3"),
            "professional_teachers": (str(self.professional), "3.2.3"),
            "professional_teacher_rate": (of(self.professional, self.teachers), "3.2.3"),
            "skilled_teachers": (str(self.skilled), "3.2.3"),
            "skilled_teacher_rate": (of(self.skilled, self.professional, 1), "3.2.3"),
            "part_time_teachers": (str(self.part_time), "3.2.3"),
            "part_time_technicians": (str(self.technicians), "3.2.3"),
            "part_time_to_professional_rate": (of(self.part_time, self.professional), "3.2.3"),
            "part_time_technician_rate": (of(self.technicians, self.part_time, 1), "3.2.3"),
            "equipment_value_per_student": (f"{sum(self.equipment) * 10_000 / self.students:.0f}", "1.4"),
            "workstations": (str(self.workstations), "1.4"),
            "books_per_student": (f"{self.books:.1f}", "1.4"),
            "interns": (str(interns), "2.4.1"),
            "school_placed_interns": (str(self.interns_placed), "2.4.1"),
            "self_found_interns": (str(self.interns_own), "2.4.1"),
            "local_interns": (str(self.local), "2.4.1"),
            "local_internship_rate": (of(self.local, interns), "2.4.1"),
            "internship_employers": ("88", "2.4.1"),
            "returned_companies": ("83", "5.4"),
            "progressed_students": (str(self.progressed), "2.4.2"),
            "progression_rate": (of(self.progressed, self.graduates), "2.4.2"),
            "bachelor_admissions": (str(sum(self.degrees)), "2.4.2"),
            "bachelor_provincial_rank": (str(self.degree_rank), "2.4.2"),
            "provincial_top10_students": (str(len(MAJORS)), "前言"),
            "provincial_top100_students": ("40", "前言"),
            "skill_competition_first_prizes": (str(self.first_prizes), "前言"),
            "posts": (str(self.posts), "6.2.2"),
            "posts_used": (str(self.posts - self.posts_left), "6.2.2"),
            "posts_left": (str(self.posts_left), "6.2.2"),
            "talent_recruits": (str(self.talents), "6.2.2"),
            "graduate_recruits": (str(self.recruits), "6.2.2"),
            "new_teachers": (str(self.talents + self.recruits), "前言"),
            "total_funding": (f"{self.funding}.00", "6.1"),
            "fiscal_appropriation": (f"{self.appropriation}.00", "6.1"),
            "appropriation_per_student": (f"{self.appropriation * 10_000 / self.students:.2f}", "6.1"),
            "programme_tracks": ("2", "3.2.2"),
            "student_clubs": (str(sum(self.rated_clubs)), "3.5.4"),
            "projects_approved": ("11", "3.4.6"),
        }

    def row(self, **columns: object) -> Row:
        return {"year": str(self.year)} | {name: str(value) for name, value in columns.items()}

    def exams(self) -> list[Row]:
        """The first of the city is above its mean."""
        return [
            self.row(grade=grade, subject=subject, school_mean=mean + 6.5, city_mean=mean, city_rank=place % 3 + 1)
            for place, (grade, subject) in enumerate(
                (grade, subject) for grade in GRADES for subject in ("语文", "数学")
            )
            for mean in (self.chance.randint(500, 700) / 10,)
        ]

    def competitions(self) -> list[Row]:
        return [
            self.row(entrant=entrant, award=award, awards=count)
            for entrant, counts in ((SCHOOL, self.awards), (CITY, self.city_awards))
            for award, count in zip(("一等奖", "二等奖", "三等奖"), counts, strict=True)
        ]

    def certification(self) -> list[Row]:
        return [self.row(major=major, pass_rate=of(40 + place, 41 + place)) for place, major in enumerate(MAJORS)]

    def fitness(self) -> list[Row]:
        size = [self.students // 3, self.students // 3, self.students - 2 * (self.students // 3)]
        passed, good = ([heads * self.chance.randint(*span) // 100 for heads in size] for span in ((90, 97), (25, 40)))
        whole = self.row(
            cohort="全校情况", pass_rate=of(sum(passed), self.students), good_rate=of(sum(good), self.students)
        )
        rates = zip(GRADES, size, passed, good, strict=True)
        return [whole, *(self.row(cohort=one, pass_rate=of(p, n), good_rate=of(g, n)) for one, n, p, g in rates)]

    def satisfaction(self) -> list[Row]:
        return [
            self.row(item=item, satisfied=of(yes, 800), mostly_satisfied=of(790 - yes, 800), dissatisfied=of(10, 800))
            for item in ("理论学习满意度", "专业学习满意度", "生活满意度")
            for yes in (self.chance.randint(690, 730),)
        ]

    def aid(self) -> list[Row]:
        groups = {"一年级学生数": 1_500, "二年级学生数": 1_400, "三年级学生数": 1_200}
        return [
            *(self._aid("全校享受免学费学生数", group, heads) for group, heads in groups.items()),
            self._aid("家庭经济困难享受国家助学金的学生数", "五类生人数", 100 + self.year % 7),
            self._aid("家庭经济困难享受国家助学金的学生数", "低保边缘学生数", 80),
        ]

    def _aid(self, scheme: str, group: str, heads: int) -> Row:
        return self.row(term=f"{self.year}年春季学期", scheme=scheme, recipient_group=group, recipients=heads)

    def aid_in_all(self) -> list[Row]:
        return [self._aid("全校享受免学费学生数", "合计", 4_100)]

    def aid_amounts(self) -> list[Row]:
        heads = 180 + self.year % 7
        scheme = "家庭经济困难享受国家助学金的学生数"
        return [self.row(term=f"{self.year}年春季学期", scheme=scheme, amount=heads * 1_000, note="每人1000元")]

    def employment(self) -> list[Row]:
        return [
            self.row(
                major=major, employment_rate=of(n - 2, n, 1), matched_rate=of(n - 30, n, 1), starting_salary=3_000 + n
            )
            for major, n in zip(MAJORS, self.groups, strict=True)
        ]

    def progression(self) -> list[Row]:
        names = ("单独考试招生", "五年一贯制", "自主招生", "其它升学方式")
        return [self.row(route=name, students=heads) for name, heads in zip(names, self.routes, strict=True)]

    def degree_admissions(self) -> list[Row]:
        own = self.row(area=SCHOOL, admitted=sum(self.degrees), provincial_rank=self.degree_rank)
        return [own, self.row(area="全市", admitted=self.city_degrees)]

    def degree_by_major(self) -> list[Row]:
        return [
            self.row(major=major, admitted=heads, provincial_rank=place + 3, top10_students=1, top10_ranks=place + 4)
            for place, (major, heads) in enumerate(zip(MAJORS, self.degrees, strict=True))
        ]

    def programmes(self) -> list[Row]:
        places = _parts(random.Random(self.year), self.new, len(MAJORS))
        tracks = ("三年制", "三年", "中高职一体", "三年制")  # one track by two names
        both = ("机电工程学部", "财经商贸学部") * 2
        told = zip(both, MAJORS, tracks, places, strict=True)
        return [self.row(department=one, major=major, track=track, places=heads) for one, major, track, heads in told]

    def training_equipment(self) -> list[Row]:
        sizes = (self.makers, self.students - self.makers)
        names = ("现代制造类专业", "其它类专业")
        return [
            self.row(
                major_group=name, equipment_value=value, students=heads, value_per_student=round(value * 10_000 / heads)
            )
            for name, value, heads in zip(names, self.equipment, sizes, strict=True)
        ]

    def research(self) -> list[Row]:
        levels = {"市重点课题": 2, "市一般课题": 5, "市教师小课题": 4}
        return [self.row(kind="课题立项", level=level, count=count) for level, count in levels.items()]

    def clubs(self) -> list[Row]:
        names = ("四星级", "三星级", "二星级", "一星级")
        return [self.row(rating=name, clubs=count) for name, count in zip(names, self.rated_clubs, strict=True)]


def _parts(chance: random.Random, whole: int, count: int) -> list[int]:
    """A whole in so many parts, none empty."""
    cuts = sorted(chance.sample(range(1, whole), count - 1))
    return [high - low for low, high in zip([0, *cuts], [*cuts, whole], strict=True)]


def _scorecard(now: Figures, before: Figures) -> list[Row]:
    """Both years of the three tables of 1.2 to 1.4 with their printed changes; the rest of the year alone."""
    figures, earlier = now.scorecard(), before.scorecard()
    rows = [
        before.row(indicator=name, value=value, section=section)
        for name, (value, section) in earlier.items()
        if section in ("1.2", "1.3", "1.4")
    ]
    for name, (value, section) in figures.items():
        row = now.row(indicator=name, value=value, section=section)
        apart = float(value) - float(earlier[name][0])
        if section == "1.4":
            row["增长情况%"] = f"{apart * 100 / float(earlier[name][0]):.2f}"
        elif section in ("1.2", "1.3"):
            rate = name.endswith("rate")
            row["变化情况"] = f"{apart:+.2f}个百分点" if rate else f"{apart:+.2f}" if "." in value else f"{apart:+.0f}"
        rows.append(row)
    for name, value, sections, words in now.both_sections():
        rows += [now.row(indicator=name, value=value, section=section, words=words) for section in sections]
    return rows


def _awards_in_all(both: Sequence[Figures]) -> list[Row]:
    return [
        {
            "year": "合计",
            "entrant": entrant,
            "award": award,
            "awards": str(sum(getattr(one, name)[place] for one in both)),
        }
        for entrant, name in ((SCHOOL, "awards"), (CITY, "city_awards"))
        for place, award in enumerate(("一等奖", "二等奖", "三等奖"))
    ]


def plant(sheet: Sheet, where: Mapping[str, str], column: str, new: Callable[[str], str]) -> None:
    """Change one printed cell: of the row (a total's too) that has these values, the last of them."""
    found = [
        row for row in (*sheet.rows, *sheet.totals) if all(row.get(name) == value for name, value in where.items())
    ]
    found[-1][column] = new(found[-1].get(column, ""))
