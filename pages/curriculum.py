"""Common courses and their hours (report sections 3.2.1 and 3.2.4)."""

from schema import (
    HOURS,
    PIECES,
    Breakdown,
    Chapter,
    Count,
    Dataset,
    Equal,
    Figures,
    Key,
    Label,
    Measure,
    Parts,
    counted,
    rate,
    scorecard,
    unit,
)
from screen.chapter.chapter import show

COURSES = {
    "思想政治": "Politics",
    "语文": "Chinese",
    "历史": "History",
    "数学": "Mathematics",
    "外语": "Foreign language",
    "信息技术": "Information technology",
    "体育与健康": "Sport and health",
    "艺术": "Arts",
    "物理": "Physics",
    "化学": "Chemistry",
}
GROUPS = {
    "全体": "All majors",
    "机械、建筑、工业分析、护理": "Mechanics, building, industrial analysis, nursing",
    "护理": "Nursing",
    "机械": "Mechanics",
    "其它": "Others",
}


def hours(name: str, zh: str, en: str) -> Measure:
    return Measure(name, Label(zh, en), HOURS, kind="integer", minimum=0, maximum=2_000)


CURRICULUM = Dataset(
    "curriculum",
    Label("公共基础课程", "Common courses"),
    section="3.2.1",
    keys=(
        Key("course", Label("课程", "Course"), names=COURSES, order=tuple(COURSES), aliases=("课程名称",)),
        Key("majors", Label("适用专业", "For majors"), names=GROUPS, order=tuple(GROUPS), aliases=("专业",)),
    ),
    measures=(
        hours("required_hours", "必修", "Required"),
        hours("limited_elective_hours", "限定选修", "Limited electives"),
        hours("elective_hours", "任意选修", "Electives"),
    ),
)
COUNTS = scorecard(
    counted(
        "required_common_courses",
        "必修公共课",
        "Required common courses",
        "3.2.1",
        unit("门", "courses"),
        sayings=("#必修课程",),
    ),
    counted(
        "courses_by_major",
        "分专业公共课",
        "Common courses by major",
        "3.2.1",
        unit("门", "courses"),
        sayings=("分专业…#课程",),
    ),
    counted(
        "common_course_standards",
        "公共课课程标准",
        "Common courses with standards",
        "3.1.2",
        unit("门", "courses"),
        sayings=("#公共课课程标准", "#文化基础课的课程标准"),
    ),
    rate(
        "practice_hours_rate",
        "实践性教学学时比例",
        "Practice, share of hours",
        "3.2.4",
        sayings=("实践性教学学时占总学时数#",),
    ),
    counted("teaching_research_groups", "教研组", "Teaching research groups", "3.4.1", PIECES),
)

CHAPTER = Chapter(
    "curriculum",
    Label("课程", "Curriculum"),
    section="3.2.1",
    datasets=(CURRICULUM, COUNTS),
    main_key="course",
    synonyms=("课时", "选修课", "lessons"),
    headline=("required_common_courses", "practice_hours_rate"),
    views=(
        Figures(
            (
                "required_common_courses",
                "courses_by_major",
                "common_course_standards",
                "practice_hours_rate",
                "teaching_research_groups",
            )
        ),
        Breakdown(("required_hours", "limited_elective_hours", "elective_hours"), by=("course", "majors")),
    ),
    identities=(
        Equal("required_common_courses", Count("curriculum", "course", (("majors", "全体"),))),
        Parts(("required_common_courses", "courses_by_major"), whole="common_course_standards"),
        Equal("common_course_standards", Count("curriculum", "course")),
    ),
)

if __name__ == "__main__":
    show(CHAPTER)
