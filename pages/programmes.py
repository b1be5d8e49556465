"""Programmes: places by department, major and track, and the partner colleges (report sections 3.2.2 and 3.1)."""

from pages.majors import MAJOR
from schema import (
    PEOPLE,
    PIECES,
    AtMost,
    Chapter,
    Count,
    Dataset,
    Equal,
    Figures,
    Key,
    Label,
    Measure,
    Near,
    Stacked,
    Total,
    counted,
    scorecard,
)
from screen.chapter.chapter import show

TRACKS = {
    "中本一体": "With a university",
    "中高职一体": "With a college",
    "三年制": "Three years",
    "三年": "Three years (written 三年)",
    "二年": "Two years",
}

PROGRAMMES = Dataset(
    "programmes",
    Label("专业设置", "Programmes"),
    section="3.2.2",
    keys=(
        Key(
            "department",
            Label("学部", "Department"),
            names={
                "机电工程学部": "Mechanical and electrical engineering",
                "学前艺术学部": "Preschool education and arts",
                "信息康养学部": "Information and health",
                "财经商贸学部": "Finance and trade",
            },
        ),
        MAJOR,
        Key("track", Label("学制", "Track"), names=TRACKS, order=tuple(TRACKS)),
        Key("partner", Label("合作院校", "Partner"), optional=True),
    ),
    measures=(Measure("places", Label("人数", "Places"), PEOPLE, kind="integer", minimum=0, maximum=100_000),),
)
COUNTS = scorecard(
    counted("departments", "学部", "Departments", "1.1", PIECES),
    counted("majors", "专业", "Majors", "1.1", PIECES),
    counted("programme_tracks", "学制种类", "Kinds of tracks", "3.2.2", PIECES, sayings=("#学制",)),
    counted("provincial_demonstration_majors", "省示范专业", "Provincial demonstration majors", "1.1", PIECES),
    counted("provincial_backbone_majors", "省级骨干专业", "Provincial backbone majors", "1.1", PIECES),
)

CHAPTER = Chapter(
    "programmes",
    Label("专业设置", "Programmes"),
    section="3.2.2",
    datasets=(PROGRAMMES, COUNTS),
    main_key="department",
    synonyms=("专业", "招生计划", "majors"),
    headline=("majors", "programme_tracks"),
    views=(
        Figures(
            (
                "departments",
                "majors",
                "programme_tracks",
                "provincial_demonstration_majors",
                "provincial_backbone_majors",
            )
        ),
        Stacked("places", by="department", parts="track"),
        Stacked("places", by="major", parts="track"),
    ),
    identities=(
        Equal("departments", Count("programmes", "department")),
        Equal("majors", Count("programmes", "major")),
        Equal("programme_tracks", Count("programmes", "track")),
        Near("new_students", Total("programmes", "places")),
        AtMost("provincial_demonstration_majors", "majors"),
        AtMost("provincial_backbone_majors", "majors"),
    ),
)

if __name__ == "__main__":
    show(CHAPTER)
