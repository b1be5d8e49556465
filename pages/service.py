"""Training, technical service and partnership (report sections 5 and 7)."""

from schema import PIECES, TIMES, AtMost, Chapter, Composition, Figures, Label, counted, scorecard, unit
from screen.chapter.chapter import show

COMPANIES = unit("家", "companies")
SCHOOLS = unit("所", "schools")

SERVICE = scorecard(
    counted("domestic_service_trainees", "家政培训", "Trained in domestic service", "5.2.1", TIMES),
    counted(
        "assisted_companies", "技术服务企业", "Companies assisted", "5", COMPANIES, sayings=("#企业解决…技术问题",)
    ),
    counted("solved_problems", "解决技术问题", "Problems solved", "5", PIECES, sayings=("技术问题#",)),
    counted("patents_filed", "申报专利", "Patents filed", "2.5.3", sayings=("专利成果申报项目#",)),
    counted("patents_granted", "授权专利", "Patents granted", "2.5.3", sayings=("知识产权局授权#",)),
    counted("major_events", "承办省市重大活动", "Major events hosted", "前言", sayings=("#省市级重大活动",)),
    counted(
        "civilised_city_checks",
        "连续接受创文国测",
        "Civilised-city checks passed",
        "前言",
        unit("年", "years"),
        sayings=("连续#接受创文国测",),
    ),
    counted("media_reports", "主流媒体报道", "Reports in the media", "前言", unit("篇", "reports"), sayings=("#报道",)),
    counted(
        "platform_features",
        "登学习强国",
        "Featured on the national platform",
        "前言",
        unit("次", "times"),
        sayings=("#学习强国", "#“学习强国”"),
    ),
    counted("paired_schools", "结对学校", "Paired schools", "7", SCHOOLS, sayings=("结对…#学校",)),
    counted(
        "visiting_schools_three_years",
        "近三年来访院校",
        "Visiting schools, three years",
        "7",
        SCHOOLS,
        sayings=("近三年…#院校…来校考察",),
    ),
    counted(
        "visiting_delegations",
        "文化建设考察团",
        "Visiting delegations",
        "7",
        unit("批", "groups"),
        sayings=("#…考察团来我校",),
    ),
)

CHAPTER = Chapter(
    "service",
    Label("培训与社会服务", "Training and service"),
    section="5",
    datasets=(SERVICE,),
    synonyms=("社会培训", "专利", "patents"),
    headline=("domestic_service_trainees", "patents_granted"),
    views=(
        Composition(("patents_granted",), whole="patents_filed"),
        Figures(
            (
                "domestic_service_trainees",
                "assisted_companies",
                "solved_problems",
                "patents_filed",
                "patents_granted",
            ),
            Label("培训与技术服务", "Training and technical service"),
        ),
        Figures(
            (
                "major_events",
                "civilised_city_checks",
                "media_reports",
                "platform_features",
                "paired_schools",
                "visiting_schools_three_years",
                "visiting_delegations",
            ),
            Label("影响", "Reach"),
        ),
    ),
    identities=(
        AtMost("domestic_service_trainees", "trainees"),
        AtMost("patents_granted", "patents_filed"),
    ),
)

if __name__ == "__main__":
    show(CHAPTER)
