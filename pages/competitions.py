"""Competitions and honours of students (report sections 2.1.1, 2.1.3 and 3.6)."""

from schema import ITEMS, Bars, Chapter, Dataset, Equal, Figures, Key, Label, Measure, Total, counted, people, scorecard
from screen.chapter.chapter import show

SCHOOL = "衢州中专"

COMPETITIONS = Dataset(
    "competitions",
    Label("职业能力赛项获奖", "Skill competition awards"),
    section="2.1.3",
    keys=(
        Key(
            "entrant",
            Label("参赛方", "Entrant"),
            names={SCHOOL: "The school", "衢州市": "The whole city"},
            wholes=("衢州市",),
            sayings={"衢州市": ("全市",)},
            order=(SCHOOL, "衢州市"),
        ),
        Key(
            "award",
            Label("奖项", "Award"),
            names={"一等奖": "First prize", "二等奖": "Second prize", "三等奖": "Third prize"},
            order=("一等奖", "二等奖", "三等奖"),
        ),
    ),
    measures=(Measure("awards", Label("获奖数", "Awards"), ITEMS, kind="integer", minimum=0, maximum=10_000),),
)
HONOURS = scorecard(
    counted(
        "skill_competition_first_prizes",
        "职业能力赛一等奖",
        "Skill competition, first prizes",
        "前言",
        sayings=("职业能力大赛…一等奖#",),
    ),
    counted(
        "skill_competition_national_second_prizes",
        "职业能力赛国赛二等奖",
        "Skill competition, national second",
        "前言",
        sayings=("职业能力大赛…国家级二等奖#",),
    ),
    people(
        "national_scholarships",
        "国家奖学金",
        "National scholarships",
        "2.1.1",
        sayings=("#学生获全国职业院校奖学金", "#同学荣获国家奖学金", "#学生获国家奖学金"),
    ),
    people(
        "company_scholarships", "中环集团奖学金", "Company scholarships", "2.1.1", sayings=("#学生获中环集团奖学金",)
    ),
    people("model_students", "市新时代好少年", "City model students", "2.1.1", sayings=("#同学获评…新时代好少年",)),
    people(
        "model_student_nominees",
        "新时代好少年提名",
        "Nominated as model students",
        "2.1.1",
        sayings=("#同学获…新时代好少年提名",),
    ),
    people("student_entrepreneurs", "在校创业学子", "Student entrepreneurs honoured", "2.1.1"),
    counted(
        "dragon_dance_golds", "舞龙锦标赛金奖", "Dragon dance, gold", "2.1.1", sayings=("舞龙队…龙狮锦标赛获#金奖",)
    ),
    counted("basketball_golds", "篮球联赛金奖", "Basketball, gold", "2.1.1", sayings=("篮球队…篮球联赛…#",)),
    counted("basketball_silvers", "篮球联赛银奖", "Basketball, silver", "2.1.1", sayings=("篮球队…篮球联赛…金#",)),
    people(
        "second_grade_athletes",
        "国家二级运动员（人次）",
        "Second-grade athletes",
        "2.1.1",
        sayings=("#获国家二级运动员",),
    ),
    counted("provincial_awards", "师生省级奖项", "Provincial awards", "3.6", sayings=("技能大赛省级奖项#",)),
    people("city_honours", "师生市级以上荣誉（人次）", "City honours or above", "3.6"),
    counted(
        "innovation_provincial_first_prizes",
        "省创新创业一等奖",
        "Provincial innovation, first prize",
        "前言",
        sayings=("浙江省创业创新大赛一等奖#", "省创业创新大赛一等奖#"),
    ),
    counted(
        "innovation_provincial_second_prizes",
        "省创新创业二等奖",
        "Provincial innovation, second prize",
        "2.5.3",
        sayings=("省创业创新大赛二等奖#",),
    ),
    counted(
        "innovation_provincial_third_prizes",
        "省创新创业三等奖",
        "Provincial innovation, third prize",
        "2.5.3",
        sayings=("省创业创新大赛…三等奖#",),
    ),
    counted(
        "innovation_city_first_prizes",
        "创新作品市一等奖",
        "City innovation, first prize",
        "2.5.3",
        sayings=("创新作品获市一等奖#",),
    ),
    counted(
        "entrepreneurship_city_first_prizes",
        "创业作品市一等奖",
        "City entrepreneurship, first prize",
        "2.5.3",
        sayings=("创业作品获市一等奖#",),
    ),
    counted(
        "national_first_prizes_three_years",
        "近三年国家级一等奖",
        "National first prizes, three years",
        "7",
        sayings=("国家级一等奖#",),
    ),
    counted(
        "national_second_prizes_three_years",
        "近三年国家级二等奖",
        "National second prizes, three years",
        "7",
        sayings=("国家级一等奖…二等奖#",),
    ),
    counted(
        "national_honours_three_years",
        "近三年全国性荣誉",
        "National honours, three years",
        "7",
        sayings=("#全国性高端荣誉", "#全国性荣誉"),
    ),
)

CHAPTER = Chapter(
    "competitions",
    Label("竞赛与荣誉", "Competitions and honours"),
    section="2.1.3",
    datasets=(COMPETITIONS, HONOURS),
    synonyms=("比赛", "获奖", "荣誉", "prizes"),
    headline=("awards",),
    views=(
        Bars("awards", by=("entrant", "award")),
        Figures(
            ("national_scholarships", "company_scholarships", "model_students", "model_student_nominees"),
            Label("奖学金与荣誉", "Scholarships and honours"),
        ),
        Figures(
            (
                "dragon_dance_golds",
                "basketball_golds",
                "basketball_silvers",
                "second_grade_athletes",
                "student_entrepreneurs",
                "provincial_awards",
                "city_honours",
            ),
            Label("体育与师生奖项", "Sports, and awards of students and teachers"),
        ),
        Figures(
            (
                "skill_competition_first_prizes",
                "skill_competition_national_second_prizes",
                "innovation_provincial_first_prizes",
                "innovation_provincial_second_prizes",
                "innovation_provincial_third_prizes",
                "innovation_city_first_prizes",
                "entrepreneurship_city_first_prizes",
            ),
            Label("创新创业", "Innovation and entrepreneurship"),
        ),
        Figures(
            (
                "national_first_prizes_three_years",
                "national_second_prizes_three_years",
                "national_honours_three_years",
            ),
            Label("近三年", "The last three years"),
        ),
    ),
    identities=(
        Equal(
            "skill_competition_first_prizes",
            Total("competitions", "awards", (("entrant", SCHOOL), ("award", "一等奖"))),
        ),
    ),
)

if __name__ == "__main__":
    show(CHAPTER)
