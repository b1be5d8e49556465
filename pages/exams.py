"""Academic tests: the school's mean against the city's, and its rank in the city (report section 2.1.2)."""

from schema import POINTS, RANK, Bars, Chapter, Dataset, Difference, FirstPlace, Key, Label, Measure, Pair, Ranks
from screen.chapter.chapter import show

EXAMS = Dataset(
    "exams",
    Label("学业水平考试", "Academic tests"),
    section="2.1.2",
    keys=(
        Key(
            "grade",
            Label("学段", "Grade"),
            names={"高一": "Grade 10", "高二": "Grade 11", "高三": "Grade 12"},
            order=("高一", "高二", "高三"),
            aliases=("年级",),
        ),
        Key(
            "subject",
            Label("学科", "Subject"),
            names={
                "语文": "Chinese",
                "数学": "Mathematics",
                "英语": "English",
                "计算机": "Computing",
                "职业与人文素养": "Vocational and humane literacy",
            },
            order=("语文", "数学", "英语", "计算机", "职业与人文素养"),
            aliases=("科目",),
        ),
    ),
    measures=(
        Measure(
            "school_mean",
            Label("校平均分", "School mean"),
            POINTS,
            minimum=0,
            maximum=150,
            decimals=(0, 2),
            better="higher",
            comparable=False,
            aliases=("学校平均分", "我校平均分", "本校平均分"),
        ),
        Measure(
            "city_mean",
            Label("市平均分", "City mean"),
            POINTS,
            minimum=0,
            maximum=150,
            decimals=(0, 2),
            comparable=False,
            aliases=("全市平均分",),
        ),
        Measure(
            "city_rank",
            Label("市排名", "City rank"),
            RANK,
            kind="rank",
            minimum=1,
            maximum=100,
            better="lower",
            aliases=("全市排名", "全市名次", "市名次"),
        ),
        Difference(
            "lead",
            Label("领先分数", "Lead over the city"),
            POINTS,
            decimals=(2, 2),
            better="higher",
            minuend="school_mean",
            subtrahend="city_mean",
            definition=Label("校平均分减市平均分", "School mean less city mean"),
        ),
    ),
)

CHAPTER = Chapter(
    "exams",
    Label("学业水平考试", "Academic tests"),
    section="2.1.2",
    datasets=(EXAMS,),
    main_key="subject",
    synonyms=("学考", "成绩", "考试", "分数", "marks", "grades"),
    headline=("lead", "city_rank"),
    views=(
        Pair("school_mean", "city_mean", by=("grade", "subject")),
        Bars("lead", by=("grade", "subject")),
        Ranks("city_rank", by=("grade", "subject")),
    ),
    identities=(FirstPlace("exams", "city_rank", "school_mean", against="city_mean"),),
)

if __name__ == "__main__":
    show(CHAPTER)
