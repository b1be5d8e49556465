"""Enrolment and structure: how many students, on which track, and who stays (report section 1.2)."""

from schema import AtMost, Bars, Chapter, Composition, Figures, Label, Parts, Quotient, people, rate, scorecard
from screen.chapter.chapter import show

ENROLMENT = scorecard(
    people(
        "students",
        "在校生",
        "Students",
        "1.2",
        aliases=("现在校生数", "在校生数", "在校学生数"),
        synonyms=("学生数", "enrolment", "pupils"),
    ),
    people(
        "new_students",
        "招生",
        "New students",
        "1.2",
        aliases=("招生规模", "招生数", "招生人数"),
        synonyms=("新生", "intake", "freshmen"),
    ),
    people(
        "graduates",
        "毕业生",
        "Graduates",
        "1.2",
        aliases=("毕业生规模", "毕业生数", "毕业生人数"),
        synonyms=("毕业人数", "leavers"),
    ),
    people("progression_track_students", "升学班", "Progression track", "1.2", aliases=("升学班人数",)),
    people(
        "integrated_track_students", "3+2和5年一贯制", "3+2 and five-year track", "1.2", aliases=("3+2和5年一贯制人数",)
    ),
    people("employment_track_students", "就业班", "Employment track", "1.2", aliases=("就业班人数",)),
    rate(
        "retention_rate",
        "巩固率",
        "Retention rate",
        "1.2",
        decimals=(2, 2),
        synonyms=("流失", "退学", "辍学", "drop-out"),
    ),
    rate("graduation_rate", "毕业率", "Graduation rate", "1.2", decimals=(2, 2)),
)

CHAPTER = Chapter(
    "enrolment",
    Label("招生与学生结构", "Enrolment and structure"),
    section="1.2",
    datasets=(ENROLMENT,),
    synonyms=("学生人数", "规模", "students"),
    headline=("students", "new_students"),
    views=(
        Figures(("students", "new_students", "graduates", "retention_rate", "graduation_rate")),
        Composition(("progression_track_students", "employment_track_students"), whole="students"),
        Bars(
            "value",
            by="indicator",
            where=("indicator", ("new_students", "graduates", "integrated_track_students")),
        ),
    ),
    identities=(
        Parts(("progression_track_students", "employment_track_students"), whole="students"),
        AtMost("integrated_track_students", "progression_track_students"),
        AtMost("new_students", "students"),
        Quotient("graduation_rate", "graduates"),
    ),
)

if __name__ == "__main__":
    show(CHAPTER)
