"""Progression to college and degree admissions (report section 2.4.2)."""

from typing import Any

from pages.majors import MAJOR
from schema import (
    PEOPLE,
    RANK,
    AtMost,
    Bars,
    Chapter,
    Column,
    Dataset,
    Dumbbell,
    Equal,
    Figures,
    Indicator,
    Key,
    Label,
    Listing,
    Measure,
    Parts,
    Quotient,
    Ranks,
    Stacked,
    Total,
    people,
    rate,
    scorecard,
)
from screen.chapter.chapter import show

SCHOOL = "衢州中专"

PROGRESSION = Dataset(
    "progression",
    Label("升学途径", "Routes to college"),
    section="2.4.2",
    keys=(
        Key(
            "route",
            Label("途径", "Route"),
            names={
                "单独考试招生": "Separate entrance examination",
                "五年一贯制": "Five-year track",
                "自主招生": "Independent admission",
                "其它升学方式": "Other routes",
            },
            order=("单独考试招生", "五年一贯制", "自主招生", "其它升学方式"),
        ),
    ),
    measures=(Measure("students", Label("升学人数", "Students"), PEOPLE, kind="integer", minimum=0, maximum=100_000),),
)


def admitted(english: str) -> Measure:
    return Measure(
        "admitted",
        Label("本科上线人数", english),
        PEOPLE,
        kind="integer",
        minimum=0,
        maximum=100_000,
        better="higher",
    )


def ranked(name: str, zh: str, en: str, section: str, **more: Any) -> Indicator:
    return Indicator(
        name, Label(zh, en), RANK, kind="rank", section=section, minimum=1, maximum=100_000, better="lower", **more
    )


RANKED = Measure(
    "provincial_rank",
    Label("全省排名", "Provincial rank"),
    RANK,
    kind="rank",
    minimum=1,
    maximum=1_000,
    better="lower",
    aliases=("全省排名名次",),
)
DEGREES = Dataset(
    "degree_admissions",
    Label("本科上线总体情况", "Degree admissions"),
    section="2.4.2",
    keys=(
        Key(
            "area",
            Label("范围", "Area"),
            names={SCHOOL: "The school", "全市": "The whole city"},
            wholes=("全市",),
            order=(SCHOOL, "全市"),
        ),
    ),
    measures=(admitted("Degree admissions"), RANKED),
    crossed={
        SCHOOL: ("admitted", "area", SCHOOL),
        "全市": ("admitted", "area", "全市"),
        "我校在全省排名": ("provincial_rank", "area", SCHOOL),
    },
)
BY_MAJOR = Dataset(
    "degree_by_major",
    Label("各专业本科上线", "Degree admissions by major"),
    section="2.4.2",
    keys=(MAJOR,),
    measures=(
        admitted("Degree admissions"),
        RANKED,
        Measure(
            "top10_students",
            Label("全省前10人数", "Students in the provincial top ten"),
            PEOPLE,
            kind="integer",
            minimum=0,
            maximum=10,
            better="higher",
        ),
    ),
    texts=(Column("top10_ranks", Label("全省前10名次", "Ranks in the provincial top ten")),),
)
TOTALS = scorecard(
    people("progressed_students", "升学人数", "Went on to college", "2.4.2", sayings=("#学生升入全日制普通高职院校",)),
    rate(
        "progression_rate",
        "升学比例",
        "Progression rate",
        "2.4.2",
        decimals=(2, 2),
        synonyms=("升学率", "考大学", "college"),
    ),
    people(
        "bachelor_admissions", "本科上线", "Admitted to degree courses", "2.4.2", sayings=("本科人数#", "#学生本科上线")
    ),
    ranked(
        "bachelor_provincial_rank",
        "本科上线全省排名",
        "Provincial rank by degree admissions",
        "2.4.2",
        sayings=("本科人数…全省排名#", "本科线…全省…#"),
    ),
    ranked(
        "best_student_rank",
        "学生个人全省最好名次",
        "Best provincial rank of a student",
        "前言",
        sayings=("同学名列全省#", "同学位列全省…#"),
    ),
    people(
        "provincial_top10_students",
        "全省前10名",
        "In the provincial top ten",
        "前言",
        sayings=("#学生全省排名前十", "#学生进入前10"),
    ),
    people(
        "provincial_top100_students",
        "全省前100名",
        "In the provincial top hundred",
        "前言",
        sayings=("#学生进入前100",),
    ),
)

CHAPTER = Chapter(
    "progression",
    Label("升学", "Progression"),
    section="2.4.2",
    datasets=(PROGRESSION, DEGREES, BY_MAJOR, TOTALS),
    synonyms=("高考", "升学率", "考大学", "university"),
    headline=("progressed_students", "progression_rate", "bachelor_admissions"),
    views=(
        Figures(
            (
                "progressed_students",
                "progression_rate",
                "bachelor_admissions",
                "bachelor_provincial_rank",
                "best_student_rank",
                "provincial_top10_students",
                "provincial_top100_students",
            )
        ),
        Stacked("students", by=(), parts="route"),
        Dumbbell("admitted", by="area"),
        Bars("admitted", by="major"),
        Ranks("provincial_rank", by="major"),
    ),
    identities=(
        Parts((Total("progression", "students"),), whole="progressed_students"),
        Quotient("progression_rate", "progressed_students", "graduates"),
        Equal("bachelor_admissions", Total("degree_admissions", "admitted", (("area", SCHOOL),))),
        Equal("bachelor_provincial_rank", Total("degree_admissions", "provincial_rank", (("area", SCHOOL),))),
        Parts((Total("degree_by_major", "admitted"),), whole="bachelor_admissions"),
        Parts((Total("degree_by_major", "top10_students"),), whole="provincial_top10_students"),
        AtMost("progressed_students", "graduates"),
        AtMost("bachelor_admissions", "graduates"),
        AtMost("provincial_top10_students", "provincial_top100_students"),
        Listing("degree_by_major", "top10_students", "top10_ranks"),
    ),
)

if __name__ == "__main__":
    show(CHAPTER)
