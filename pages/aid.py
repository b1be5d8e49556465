"""Aid that reaches students: fee waivers and national grants (report section 2.3)."""

from schema import PEOPLE, YUAN, Bars, Chapter, Dataset, Groups, Key, Label, Measure, PerHead, Stacked
from screen.chapter.chapter import show

TERM = Key("term", Label("学期", "Term"), endings={"年春季学期": " spring", "年秋季学期": " autumn"})
FEE_WAIVER = "全校享受免学费学生数"
GRANT = "家庭经济困难享受国家助学金的学生数"
SCHEME = Key(
    "scheme",
    Label("资助项目", "Scheme"),
    aliases=("项目",),
    names={FEE_WAIVER: Label("免学费", "Fee waiver"), GRANT: Label("国家助学金", "National grant")},
)

AID = Dataset(
    "aid",
    Label("资助人数", "Aid recipients"),
    section="2.3",
    keys=(
        TERM,
        SCHEME,
        Key(
            "recipient_group",
            Label("受助对象", "Recipient group"),
            aliases=("对象",),
            names={
                "一年级学生数": Label("一年级", "First year"),
                "二年级学生数": Label("二年级", "Second year"),
                "三年级学生数": Label("三年级", "Third year"),
                "五类生人数": Label("五类生", "Five categories in need"),
                "低保边缘学生数": Label("低保边缘", "Low-income margin"),
            },
            order=("一年级学生数", "二年级学生数", "三年级学生数", "五类生人数", "低保边缘学生数"),
        ),
    ),
    measures=(
        Measure(
            "recipients",
            Label("受助人数", "Recipients"),
            PEOPLE,
            kind="integer",
            minimum=0,
            maximum=100_000,
            aliases=("人数",),
        ),
    ),
)

AID_AMOUNTS = Dataset(
    "aid_amounts",
    Label("资助金额", "Aid amounts"),
    section="2.3",
    keys=(TERM, SCHEME),
    measures=(
        Measure(
            "amount",
            Label("补助金额", "Amount"),
            YUAN,
            kind="integer",
            minimum=0,
            maximum=1_000_000_000,
            aliases=("金额", "资助金额"),
        ),
    ),
)

CHAPTER = Chapter(
    "aid",
    Label("学生资助", "Student aid"),
    section="2.3",
    datasets=(AID, AID_AMOUNTS),
    main_key="scheme",
    synonyms=("助学金", "奖学金", "免学费", "贫困生", "grants"),
    headline=("amount",),
    views=(
        Stacked("recipients", by="term", parts="recipient_group", where=("scheme", (FEE_WAIVER,))),
        Stacked("recipients", by="term", parts="recipient_group", where=("scheme", (GRANT,))),
        Bars("amount", by=("term", "scheme")),
    ),
    identities=(
        PerHead("aid_amounts", "amount", "aid", "recipients"),
        Groups("aid", "recipients", by=("term", "scheme"), whole="students"),
    ),
)

if __name__ == "__main__":
    show(CHAPTER)
