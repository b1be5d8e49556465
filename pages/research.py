"""Research: projects and papers by level (report section 3.4.6)."""

from schema import (
    ITEMS,
    Chapter,
    Dataset,
    Figures,
    Key,
    Label,
    Measure,
    Parts,
    Stacked,
    Total,
    counted,
    people,
    scorecard,
    unit,
)
from screen.chapter.chapter import show

KINDS = {
    "课题立项": ("Projects approved", "projects_approved"),
    "课题结题或获奖": ("Projects concluded or awarded", "projects_concluded"),
    "市级课题获奖": ("City projects awarded", "city_projects_awarded"),
    "论文发表": ("Papers published", "papers_published"),
    "论文获奖": ("Papers awarded", "papers_awarded"),
}
LEVELS = {
    "国家课题": "National",
    "省级课题": "Provincial projects",
    "省“防疫与复学”选定性课题": "Provincial, on the epidemic",
    "市级课题": "City projects",
    "市重点课题": "City, key",
    "市一般课题": "City, general",
    "市教师小课题": "City, small",
    "一等奖": "First prize",
    "二等奖": "Second prize",
    "三等奖": "Third prize",
    "省级": "Provincial",
    "市级": "City",
    "一般刊物": "Ordinary journals",
}

RESEARCH = Dataset(
    "research",
    Label("教科研成果", "Research results"),
    section="3.4.6",
    keys=(
        Key(
            "kind",
            Label("类别", "Kind"),
            names={zh: en for zh, (en, _) in KINDS.items()},
            order=tuple(KINDS),
            sayings={"课题结题或获奖": ("成果结题或获奖",), "论文发表": ("发表论文",), "论文获奖": ("论文评比获奖",)},
        ),
        Key("level", Label("级别", "Level"), names=LEVELS, order=tuple(LEVELS)),
    ),
    measures=(Measure("count", Label("数量", "Count"), ITEMS, kind="integer", minimum=0, maximum=100_000),),
)
COUNTS = scorecard(
    counted("projects_approved", "课题立项", "Projects approved", "3.4.6", sayings=("#课题立项",)),
    counted("projects_concluded", "课题结题或获奖", "Projects concluded", "3.4.6", sayings=("#课题研究成果结题",)),
    counted("city_projects_awarded", "市级课题获奖", "City projects awarded", "3.4.6"),
    counted("papers_published", "发表论文", "Papers published", "3.4.6", unit("篇", "papers")),
    counted("papers_awarded", "获奖论文", "Papers awarded", "3.4.6", unit("篇", "papers"), sayings=("#论文参加…获奖",)),
    counted(
        "master_studios",
        "名师工作室",
        "Master teachers' studios",
        "3.4.6",
        unit("个", "studios"),
        sayings=("#…名师分别成立",),
    ),
    counted(
        "master_studio_subjects",
        "工作室学科",
        "Subjects of studios",
        "3.4.6",
        unit("个", "subjects"),
        sayings=("专业涉及…#学科",),
    ),
    people(
        "master_studio_members",
        "工作室核心成员",
        "Core members of studios",
        "3.4.6",
        sayings=("#…成为了工作室核心成员",),
    ),
)

CHAPTER = Chapter(
    "research",
    Label("教科研", "Research"),
    section="3.4.6",
    datasets=(RESEARCH, COUNTS),
    main_key="kind",
    synonyms=("论文", "课题", "papers"),
    headline=("projects_approved", "papers_published", "papers_awarded"),
    views=(
        Figures(
            ("projects_approved", "projects_concluded", "city_projects_awarded", "papers_published", "papers_awarded")
        ),
        *(
            Stacked("count", by=(), parts="level", where=("kind", (kind,)))
            for kind in ("课题立项", "课题结题或获奖", "市级课题获奖", "论文获奖")
        ),
        Figures(("master_studios", "master_studio_subjects", "master_studio_members")),
    ),
    identities=tuple(
        Parts((Total("research", "count", (("kind", kind),)),), whole=whole) for kind, (_, whole) in KINDS.items()
    ),
)

if __name__ == "__main__":
    show(CHAPTER)
