"""Enrolment and structure: how many students, on which track, and who stays (report section 1.2)."""

from schema import (
    BATCHES,
    PEOPLE,
    PERCENT,
    TIMES,
    Bars,
    Chapter,
    Composition,
    Figures,
    Indicator,
    Label,
    Unit,
    scorecard,
)
from screen.chapter import show


def head_count(name: str, zh: str, en: str, unit: Unit = PEOPLE, alias: str = "") -> Indicator:
    return Indicator(
        name,
        Label(zh, en),
        unit,
        kind="integer",
        section="1.2",
        minimum=0,
        maximum=100_000,
        aliases=(alias,) if alias else (),
    )


def rate(name: str, zh: str, en: str) -> Indicator:
    return Indicator(
        name, Label(zh, en), PERCENT, section="1.2", minimum=0, maximum=100, decimals=(2, 2), better="higher"
    )


ENROLMENT = scorecard(
    head_count("students", "在校生", "Students", alias="现在校生数"),
    head_count("new_students", "招生", "New students", alias="招生规模"),
    head_count("graduates", "毕业生", "Graduates", alias="毕业生规模"),
    head_count("progression_track_students", "升学班", "Progression track", alias="升学班人数"),
    head_count("integrated_track_students", "3+2和5年一贯制", "3+2 and five-year track", alias="3+2和5年一贯制人数"),
    head_count("employment_track_students", "就业班", "Employment track", alias="就业班人数"),
    rate("retention_rate", "巩固率", "Retention rate"),
    rate("graduation_rate", "毕业率", "Graduation rate"),
    head_count("trainees", "培训", "Trainees", TIMES),
    head_count("assessment_batches", "技能鉴定考试", "Skill assessment sessions", BATCHES),
    head_count("assessed", "鉴定人数", "Assessed"),
    head_count("certified", "获证人数", "Certified"),
    rate("certified_rate", "获证率", "Certified rate"),
)

CHAPTER = Chapter(
    "enrolment",
    Label("招生与学生结构", "Enrolment and structure"),
    section="1.2",
    datasets=(ENROLMENT,),
    headline=("students", "new_students"),
    views=(
        Figures(("students", "new_students", "graduates", "retention_rate", "graduation_rate")),
        Composition(("progression_track_students", "employment_track_students"), whole="students"),
        Bars(
            "value",
            by="indicator",
            where=("indicator", ("new_students", "graduates", "integrated_track_students")),
        ),
        Figures(("trainees", "assessment_batches", "assessed", "certified", "certified_rate")),
    ),
)

if __name__ == "__main__":
    show(CHAPTER)
