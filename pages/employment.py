"""Employment by major: matched employment, employment rate and starting salary (report section 2.4.1)."""

from pages.majors import MAJOR
from schema import (
    PERCENT,
    YUAN_A_MONTH,
    Bars,
    Chapter,
    Dataset,
    Dumbbell,
    Label,
    Measure,
    PossibleRate,
    Scatter,
)
from screen.chapter.chapter import show

EMPLOYMENT = Dataset(
    "employment",
    Label("就业质量", "Employment quality"),
    section="2.4.1",
    keys=(MAJOR,),
    measures=(
        Measure(
            "matched_rate",
            Label("对口就业率", "Matched employment rate"),
            PERCENT,
            minimum=0,
            maximum=100,
            decimals=(0, 2),
            better="higher",
            aliases=("对口率",),
            synonyms=("专业对口", "jobs that fit"),
            definition=Label(
                "就业岗位与所学专业对口的毕业生占比", "Graduates whose job matches their major, of all employed"
            ),
        ),
        Measure(
            "employment_rate",
            Label("就业率", "Employment rate"),
            PERCENT,
            minimum=0,
            maximum=100,
            decimals=(0, 2),
            better="higher",
            synonyms=("找到工作", "jobs found"),
        ),
        Measure(
            "starting_salary",
            Label("初次就业起薪", "Starting salary"),
            YUAN_A_MONTH,
            kind="integer",
            minimum=500,
            maximum=50_000,
            better="higher",
            aliases=("起薪", "平均起薪"),
            synonyms=("工资", "薪水", "月薪", "收入", "待遇", "salary", "wage", "pay", "income"),
        ),
    ),
)

CHAPTER = Chapter(
    "employment",
    Label("就业质量", "Employment"),
    section="2.4.1",
    datasets=(EMPLOYMENT,),
    main_key="major",
    headline=("matched_rate", "starting_salary"),
    views=(
        Dumbbell("matched_rate", by="major"),
        Dumbbell("employment_rate", by="major"),
        Bars("starting_salary", by="major"),
        Scatter("starting_salary", "matched_rate", by="major"),
    ),
    synonyms=("找工作", "毕业去向", "jobs"),
    identities=(
        PossibleRate("employment", "employment_rate", whole="graduates", groups=True),
        PossibleRate("employment", "matched_rate", whole="graduates", groups=True),
    ),
)

if __name__ == "__main__":
    show(CHAPTER)
