"""Skill certificates: pass rates by major over three years (report sections 2.1.4 and 1.2)."""

from pages.majors import MAJOR
from schema import (
    BATCHES,
    PERCENT,
    TIMES,
    AtMost,
    Chapter,
    Dataset,
    Figures,
    Label,
    Measure,
    PossibleRate,
    Quotient,
    Trend,
    counted,
    people,
    rate,
    scorecard,
)
from screen.chapter.chapter import show

CERTIFICATION = Dataset(
    "certification",
    Label("专业技能鉴定", "Skill certification"),
    section="2.1.4",
    keys=(MAJOR,),
    measures=(
        Measure(
            "pass_rate",
            Label("中级工合格率", "Intermediate worker pass rate"),
            PERCENT,
            minimum=0,
            maximum=100,
            decimals=(0, 2),
            better="higher",
            reasons=("工种取消", "“1+X”证书试点"),
            aliases=("中级工合格率（或其它技能测试）", "专业技能合格率"),
        ),
    ),
)
ASSESSMENT = scorecard(
    people("assessed", "鉴定人数", "Assessed", "1.2"),
    people("certified", "获证人数", "Certified", "1.2", sayings=("获证#",)),
    rate("certified_rate", "获证率", "Certified rate", "1.2", decimals=(2, 2), synonyms=("考证", "certificates")),
    counted("assessment_batches", "技能鉴定考试", "Skill assessment sessions", "1.2", BATCHES),
    counted("trainees", "培训", "Trainees", "1.2", TIMES, sayings=("培训人员#",)),
    counted(
        "certificate_pilot_majors",
        "“1+X”试点专业",
        "Majors in the 1+X pilot",
        "5.2.1",
        sayings=("#专业获职业技能等级证书试点",),
    ),
)

CHAPTER = Chapter(
    "certification",
    Label("技能鉴定", "Certification"),
    section="2.1.4",
    datasets=(CERTIFICATION, ASSESSMENT),
    main_key="major",
    synonyms=("考证", "技能证书", "certificates"),
    headline=("pass_rate",),
    views=(
        Trend("pass_rate", by="major"),
        Figures(
            ("trainees", "assessment_batches", "assessed", "certified", "certified_rate", "certificate_pilot_majors")
        ),
    ),
    identities=(
        Quotient("certified_rate", "certified", "assessed"),
        AtMost("certified", "assessed"),
        PossibleRate("certification", "pass_rate", whole="assessed", groups=True),
        AtMost("certificate_pilot_majors", "majors"),
    ),
)

if __name__ == "__main__":
    show(CHAPTER)
