"""Internships and work with companies (report sections 2.4.1, 4.1 and 5.4)."""

from schema import AtMost, Chapter, Composition, Figures, Label, Parts, Quotient, counted, people, rate, scorecard, unit
from screen.chapter.chapter import show

COMPANIES = unit("家", "companies")

INTERNSHIPS = scorecard(
    people("interns", "顶岗实习学生", "Interns", "2.4.1", sayings=("#学生参加顶岗实习",)),
    people("school_placed_interns", "学校推荐", "Placed by the school", "2.4.1"),
    people("self_found_interns", "自谋岗位", "Found a place themselves", "2.4.1", sayings=("自谋实习岗位#",)),
    rate("internship_rate", "顶岗实习率", "Internship rate", "2.4.1"),
    people("local_interns", "本地实习就业", "Local interns", "2.4.1", sayings=("本地就业#", "#同学在本地顶岗实习")),
    rate(
        "local_internship_rate",
        "本地就业率",
        "Local rate",
        "2.4.1",
        aliases=("本地实习就业率",),
        synonyms=("留在本地", "stay local"),
    ),
    counted("internship_employers", "实习单位", "Internship employers", "2.4.1", COMPANIES, sayings=("#单位",)),
    counted("job_fairs", "专场招聘会", "Job fairs", "2.4.1", unit("场", "fairs"), sayings=("#校企专场招聘会",)),
    counted(
        "new_partner_companies",
        "新增合作企业",
        "New partner companies",
        "4.1",
        COMPANIES,
        sayings=("新增签订校企合作企业#",),
    ),
    people(
        "returned_interns", "助力复工学生", "Interns back at work after the epidemic", "5.4", sayings=("#同学助力",)
    ),
    counted(
        "returned_companies", "助力复工企业", "Companies they helped", "5.4", COMPANIES, sayings=("助力#企业复工复产",)
    ),
)

CHAPTER = Chapter(
    "internships",
    Label("实习与校企合作", "Internships"),
    section="4.1",
    datasets=(INTERNSHIPS,),
    synonyms=("实习", "企业", "companies"),
    headline=("interns", "local_internship_rate"),
    views=(
        Figures(("interns", "internship_rate", "local_interns", "local_internship_rate", "internship_employers")),
        Composition(("school_placed_interns", "self_found_interns"), whole="interns"),
        Composition(("local_interns",), whole="interns"),
        Figures(("job_fairs", "new_partner_companies", "returned_interns", "returned_companies")),
    ),
    identities=(
        Parts(("school_placed_interns", "self_found_interns"), whole="interns"),
        Quotient("local_internship_rate", "local_interns", "interns"),
        AtMost("returned_interns", "interns"),
        AtMost("local_interns", "interns"),
        AtMost("interns", "students"),
        AtMost("returned_companies", "internship_employers", surely=False),
    ),
)

if __name__ == "__main__":
    show(CHAPTER)
