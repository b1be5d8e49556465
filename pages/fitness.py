"""Fitness tests: pass and good rates by cohort (report section 2.1.5)."""

from schema import PERCENT, Chapter, Dataset, Dumbbell, Key, Label, Measure, PossibleRate
from screen.chapter.chapter import show

FITNESS = Dataset(
    "fitness",
    Label("体质测评", "Fitness tests"),
    section="2.1.5",
    keys=(
        Key(
            "cohort",
            Label("测评对象", "Cohort"),
            names={"全校情况": "Whole school", "高一": "Grade 10", "高二": "Grade 11", "高三": "Grade 12"},
            wholes=("全校情况",),
            order=("全校情况", "高一", "高二", "高三"),
            sayings={"全校情况": ("全校",)},
        ),
    ),
    measures=(
        Measure(
            "pass_rate",
            Label("及格率", "Pass rate"),
            PERCENT,
            minimum=0,
            maximum=100,
            decimals=(2, 2),
            better="higher",
            aliases=("合格率",),
        ),
        Measure(
            "good_rate",
            Label("优良率", "Good rate"),
            PERCENT,
            minimum=0,
            maximum=100,
            decimals=(2, 2),
            better="higher",
        ),
    ),
)

CHAPTER = Chapter(
    "fitness",
    Label("体质测评", "Fitness"),
    section="2.1.5",
    datasets=(FITNESS,),
    main_key="cohort",
    synonyms=("体育", "体测", "体检", "sport", "health"),
    headline=("pass_rate", "good_rate"),
    views=(
        Dumbbell("pass_rate", by="cohort"),
        Dumbbell("good_rate", by="cohort"),
    ),
    identities=tuple(
        PossibleRate("fitness", rate, whole="students", groups=True) for rate in ("pass_rate", "good_rate")
    ),
)

if __name__ == "__main__":
    show(CHAPTER)
