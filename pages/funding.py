"""Funding: what the school receives and spends (report sections 6.1, 3.4.3, 3.6 and 7)."""

from schema import (
    HUNDRED_MILLION_YUAN,
    YUAN,
    AtMost,
    Chapter,
    Composition,
    Figures,
    Label,
    Quotient,
    money,
    scorecard,
)
from screen.chapter.chapter import show

FUNDING = scorecard(
    money(
        "total_funding",
        "总经费",
        "Total funding",
        "6.1",
        decimals=(2, 2),
        synonyms=("收入", "预算", "钱", "budget", "money"),
    ),
    money("fiscal_appropriation", "财政拨款收入", "Fiscal appropriation", "6.1", decimals=(2, 2)),
    money(
        "appropriation_per_student",
        "生均拨款",
        "Appropriation per student",
        "6.1",
        YUAN,
        better="higher",
        decimals=(2, 2),
        synonyms=("人均经费", "per head"),
    ),
    money("project_investment", "年度项目总投入", "Project investment", "6.1", decimals=(2, 2)),
    money("culture_fund", "文化建设专项资金", "Fund for campus culture", "7", sayings=("每年安排#…用于文化建设",)),
    money("landscape_investment", "环境美化绿化资金", "Landscape investment", "7", sayings=("政府重点建设资金#",)),
    money(
        "attracted_investment",
        "招商引资",
        "Investment attracted",
        "3.6",
        HUNDRED_MILLION_YUAN,
        decimals=(1, 3),
        sayings=("引来总投资#", "招商引资…#投资协议"),
    ),
)

CHAPTER = Chapter(
    "funding",
    Label("经费", "Funding"),
    section="6.1",
    datasets=(FUNDING,),
    synonyms=("钱", "财务", "预算", "money"),
    headline=("total_funding", "fiscal_appropriation"),
    views=(
        Figures(("total_funding", "fiscal_appropriation", "appropriation_per_student", "project_investment")),
        Composition(("fiscal_appropriation",), whole="total_funding"),
        Figures(
            ("culture_fund", "landscape_investment", "attracted_investment"),
            Label("专项与招商", "Special funds and investment"),
        ),
    ),
    identities=(
        Quotient("appropriation_per_student", "fiscal_appropriation", "students", factor=10_000),
        AtMost("fiscal_appropriation", "total_funding"),
    ),
)

if __name__ == "__main__":
    show(CHAPTER)
