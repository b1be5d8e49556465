"""Student satisfaction by item (report section 2.2), and employers' (section 5.1)."""

from schema import (
    PERCENT,
    TIMES,
    Bars,
    Breakdown,
    Chapter,
    Dataset,
    Figures,
    Key,
    Label,
    Measure,
    PossibleRate,
    Shares,
    Trend,
    counted,
    rate,
    scorecard,
)
from screen.chapter.chapter import show

PARTS = ("satisfied", "mostly_satisfied", "dissatisfied")
ITEMS = {
    "理论学习满意度": Label("理论学习", "Theory lessons"),
    "专业学习满意度": Label("专业学习", "Lessons of the trade"),
    "实习实训满意度": Label("实习实训", "Internship and training"),
    "校园文化与社团活动满意度": Label("校园文化与社团活动", "Campus culture and clubs"),
    "生活满意度": Label("生活", "Daily life"),
    "校园安全满意度": Label("校园安全", "Safety on campus"),
    "毕业生对学校满意度": Label("毕业生对学校", "Graduates, of the school"),
}
SATISFACTION = Dataset(
    "satisfaction",
    Label("学生满意度", "Student satisfaction"),
    section="2.2",
    keys=(Key("item", Label("调查内容", "Item"), names=ITEMS, order=tuple(ITEMS), aliases=("满意度调查内容",)),),
    measures=(
        Measure(
            "satisfied",
            Label("满意", "Satisfied"),
            PERCENT,
            minimum=0,
            maximum=100,
            decimals=(2, 2),
            better="higher",
        ),
        Measure(
            "mostly_satisfied", Label("基本满意", "Mostly satisfied"), PERCENT, minimum=0, maximum=100, decimals=(2, 2)
        ),
        Measure(
            "dissatisfied",
            Label("不满意", "Dissatisfied"),
            PERCENT,
            minimum=0,
            maximum=100,
            decimals=(2, 2),
            better="lower",
        ),
    ),
)
OTHERS = scorecard(
    rate(
        "employer_satisfaction",
        "用人单位满意率",
        "Employer satisfaction",
        "5.1",
        synonyms=("企业满意度", "雇主", "companies satisfied"),
    ),
    counted(
        "development_centre_visits",
        "素养中心接待",
        "Visits to the development centre",
        "2.2",
        TIMES,
        sayings=("中心全年接待…#",),
    ),
)

CHAPTER = Chapter(
    "satisfaction",
    Label("满意度", "Satisfaction"),
    section="2.2",
    datasets=(SATISFACTION, OTHERS),
    main_key="item",
    synonyms=("评价", "问卷", "survey"),
    headline=("satisfied", "employer_satisfaction"),
    views=(
        Breakdown(PARTS, by="item"),
        Bars("dissatisfied", by="item"),
        Trend("satisfied", by="item"),
        Figures(("employer_satisfaction", "development_centre_visits")),
    ),
    identities=(
        Shares("satisfaction", PARTS),
        *(PossibleRate("satisfaction", part, whole="students") for part in PARTS),
    ),
)

if __name__ == "__main__":
    show(CHAPTER)
