"""Clubs, the youth league, the party and the school's government (report sections 3.4, 3.5, 3.6 and 6.2.1)."""

from schema import (
    PIECES,
    TIMES,
    AtMost,
    Bars,
    Chapter,
    Dataset,
    Figures,
    Key,
    Label,
    Measure,
    Parts,
    Quotient,
    Total,
    counted,
    people,
    rate,
    scorecard,
    unit,
)
from screen.chapter.chapter import show

CLUB_COUNT = unit("个", "clubs")
RATINGS = {"四星级": "Four stars", "三星级": "Three stars", "二星级": "Two stars", "一星级": "One star"}

CLUBS = Dataset(
    "clubs",
    Label("社团星级", "Club ratings"),
    section="3.5.4",
    keys=(Key("rating", Label("星级", "Rating"), names=RATINGS, order=tuple(RATINGS)),),
    measures=(Measure("clubs", Label("社团数", "Clubs"), CLUB_COUNT, kind="integer", minimum=0, maximum=10_000),),
)
LIFE = scorecard(
    counted("student_clubs", "学生社团", "Student clubs", "3.5.4", CLUB_COUNT, sayings=("学生为主体的社团#",)),
    people("club_members", "参与学生", "Members of clubs", "3.5.4", sayings=("参与学生数#",)),
    counted("clubs_founded", "新增社团", "Clubs founded", "3.5.4", CLUB_COUNT),
    counted("clubs_closed", "停办社团", "Clubs closed", "3.5.4", CLUB_COUNT),
    counted("club_shows", "社团展演", "Club shows", "3.5.4", unit("场", "shows")),
    counted("club_outside_events", "校外活动", "Events outside the school", "3.5.4", unit("场", "events")),
    counted("theme_activities", "主题活动", "Theme activities", "3.5.3"),
    people("new_league_members", "发展团员", "New league members", "3.5.5"),
    rate("league_member_rate", "团员比例", "League members, share of students", "3.5.5", better=None),
    counted("model_league_branches", "先进团支部", "Model league branches", "3.5.5", PIECES),
    counted(
        "study_groups", "青年学习小组", "Youth study groups", "3.5.1", PIECES, sayings=("#青年马克思主义学习小组",)
    ),
    people("new_party_members", "发展预备党员", "New party members", "3.6", aliases=("发展党员教师",)),
    people("party_applicants", "入党积极分子", "Party applicants", "3.6"),
    people("confirmed_party_members", "预备党员转正", "Confirmed party members", "3.6"),
    counted("offices", "职能处室", "Offices", "6.2.1", PIECES),
    counted("teaching_regulations", "教学规章制度", "Teaching regulations", "3.4.1", sayings=("#规章制度",)),
    counted("leadership_talks", "领导谈心谈话", "Talks held by leaders", "3.4.7", TIMES, sayings=("谈心谈话#",)),
)

CHAPTER = Chapter(
    "clubs",
    Label("社团、团学与治理", "Clubs and youth league"),
    section="3.5.4",
    datasets=(CLUBS, LIFE),
    synonyms=("社团活动", "党建", "团委"),
    headline=("student_clubs", "new_league_members"),
    views=(
        Bars("clubs", by="rating"),
        Figures(
            (
                "student_clubs",
                "club_members",
                "clubs_founded",
                "clubs_closed",
                "club_shows",
                "club_outside_events",
                "theme_activities",
            ),
            Label("社团活动", "Club life"),
        ),
        Figures(
            (
                "new_league_members",
                "league_member_rate",
                "model_league_branches",
                "study_groups",
                "new_party_members",
                "party_applicants",
                "confirmed_party_members",
            ),
            Label("共青团与党建", "Youth league and party"),
        ),
        Figures(("offices", "teaching_regulations", "leadership_talks"), Label("治理", "Governance")),
    ),
    identities=(
        Parts((Total("clubs", "clubs"),), whole="student_clubs"),
        AtMost("club_members", "students"),
        AtMost("new_league_members", "students"),
        Quotient("league_member_rate", None, "students"),
    ),
)

if __name__ == "__main__":
    show(CHAPTER)
