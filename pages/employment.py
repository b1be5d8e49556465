"""Employment by major: matched employment, employment rate and starting salary (report section 2.4.1)."""

from schema import PERCENT, YUAN_A_MONTH, Bars, Chapter, Dataset, Dumbbell, Key, Label, Measure, Scatter, Trend
from screen.chapter import show

MAJORS = {
    "服装设计与制作": "Fashion design and making",
    "工业与民用建筑": "Industrial and civil building",
    "美术设计与制作": "Art design and making",
    "计算机技术应用": "Applied computing",
    "旅游服务与酒店管理": "Tourism and hotel management",
    "学前教育": "Preschool education",
    "电子商务": "E-commerce",
    "会计电算化": "Computerised accounting",
    "机电一体化": "Mechatronics",
    "数控技术应用": "CNC technology",
}

EMPLOYMENT = Dataset(
    "employment",
    Label("就业质量", "Employment quality"),
    section="2.4.1",
    keys=(Key("major", Label("专业", "Major"), names=MAJORS),),
    measures=(
        Measure(
            "matched_rate",
            Label("对口就业率", "Matched employment rate"),
            PERCENT,
            minimum=0,
            maximum=100,
            decimals=(0, 2),
            better="higher",
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
        Trend("matched_rate", by="major"),
    ),
)

if __name__ == "__main__":
    show(CHAPTER)
