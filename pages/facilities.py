"""Facilities: site, assets, equipment, workstations and books (report sections 1.1, 1.4, 3.2.5 to 3.2.7)."""

from schema import (
    PIECES,
    TEN_THOUSAND_YUAN,
    YUAN,
    Bars,
    Chapter,
    Dataset,
    Equal,
    Figures,
    Key,
    Label,
    Measure,
    Quotient,
    Ratio,
    Reference,
    RowQuotient,
    Total,
    counted,
    money,
    people,
    scorecard,
    unit,
)
from screen.chapter.chapter import show

TERABYTES = unit("TB", "TB")
COMPANIES = unit("家", "companies")
MAJOR_COUNT = unit("个", "majors")
SQUARE_METRES = unit("平方米", "m²")
SQUARE_METRES_A_MU = 2000 / 3


def area_per_student(name: str, zh: str, en: str, area: str, factor: float, least: float) -> Ratio:
    """Square metres of the school's `area` for each student, beside the national condition."""
    condition = Label(f"条件达标：不低于{least:g}平方米", f"National condition: at least {least:g}")
    return Ratio(
        name,
        Label(zh, f"{en} per student"),
        SQUARE_METRES,
        section="1.1",
        minimum=0,
        decimals=(1, 1),
        better="higher",
        reference=Reference(least, condition, "higher"),
        over=area,
        under="students",
        factor=factor,
    )


FACILITIES = scorecard(
    money("campus_area", "校园占地", "Campus", "1.1", unit("亩", "mu"), sayings=("占地#",)),
    money("building_area", "建筑面积", "Buildings", "1.1", unit("万平方米", "× 10,000 m²")),
    area_per_student("campus_per_student", "生均占地", "Campus", "campus_area", SQUARE_METRES_A_MU, 33),
    area_per_student("building_area_per_student", "生均建筑面积", "Buildings", "building_area", 10_000, 20),
    money("total_assets", "总资产", "Total assets", "1.4"),
    money("facility_investment", "实训与环境建设投入", "Spent on facilities", "1.4", sayings=("#用于实训",)),
    money(
        "hardware_investment_three_years",
        "近三年硬件投资",
        "Hardware, three years",
        "3.2.6",
        sayings=("近三年…硬件投资#",),
    ),
    money(
        "tourism_base_investment",
        "旅游健康实训基地总投资",
        "Tourism training base, investment",
        "前言",
        sayings=("总投资#的…旅游健康公共实训基地",),
    ),
    money(
        "equipment_value_per_student",
        "生均教学仪器设备值",
        "Teaching equipment per student",
        "1.4",
        YUAN,
        better="higher",
        reference=Reference(2500, Label("条件达标：不低于2,500元", "National condition: at least 2,500"), "higher"),
        synonyms=("生均设备", "实训设备", "equipment"),
    ),
    counted(
        "workstations",
        "实训实习工位",
        "Training workstations",
        "1.4",
        PIECES,
        better="higher",
        aliases=("生均实训实习工位数", "工位数"),
        synonyms=("工位",),
    ),
    money(
        "books_per_student",
        "生均纸质图书",
        "Printed books per student",
        "1.4",
        unit("册", "books"),
        better="higher",
        aliases=("生均纸质图书数",),
        reference=Reference(30, Label("条件达标：不少于30册", "National condition: at least 30"), "higher"),
        synonyms=("藏书", "图书馆", "library"),
    ),
    counted("teaching_computers", "教学用计算机", "Teaching computers", "3.2.5", unit("台", "computers")),
    counted(
        "renovated_computer_rooms",
        "改造计算机实训室",
        "Computer rooms renovated",
        "3.2.5",
        PIECES,
        sayings=("改造升级了#计算机实训室",),
    ),
    counted("training_bases", "实训基地", "Training bases", "3.2.6", PIECES),
    counted("major_groups", "专业群", "Groups of majors", "3.2.6", PIECES, aliases=("专业集群",)),
    counted(
        "majors_with_partner",
        "有校外基地的专业",
        "Majors with a base at a company",
        "3.2.6",
        MAJOR_COUNT,
        sayings=("#专业,以点对点的方式",),
    ),
    counted(
        "base_partner_companies",
        "共建基地企业",
        "Companies that share a base",
        "3.2.6",
        COMPANIES,
        sayings=("#企业签订了校企共建",),
    ),
    counted(
        "school_digital_resources",
        "校级数字资源",
        "Digital resources of the school",
        "3.2.7",
        TERABYTES,
        sayings=("校级数字化资源,资源量#",),
    ),
    counted(
        "major_digital_resources",
        "专业级优质资源",
        "Digital resources of majors",
        "3.2.7",
        TERABYTES,
        sayings=("优质资源量#",),
    ),
    counted("resource_packs", "学科资源包", "Resource packs", "3.2.7", PIECES),
    counted("online_classes", "省级网络同步课堂", "Provincial online classes", "3.2.7", PIECES),
    people(
        "online_class_students",
        "网络课堂学生",
        "Students of online classes",
        "3.2.7",
        sayings=("先后招收了#…网络学生",),
    ),
    people(
        "teachers_with_model_space",
        "精品网络空间教师",
        "Teachers with a model web space",
        "3.2.7",
        sayings=("#老师的网络空间",),
    ),
)
EQUIPMENT = Dataset(
    "training_equipment",
    Label("专业设备", "Training equipment"),
    section="3.2.6",
    keys=(
        Key(
            "major_group",
            Label("专业类", "Group of majors"),
            names={"现代制造类专业": "Modern manufacturing", "其它类专业": "Other majors"},
        ),
    ),
    measures=(
        Measure("equipment_value", Label("设备总值", "Equipment"), TEN_THOUSAND_YUAN, minimum=0, maximum=1e6),
        Measure(
            "students",
            Label("学生数", "Students"),
            unit("人", "people"),
            kind="integer",
            minimum=0,
            maximum=1e5,
            sayings=("学生#",),
        ),
        Measure(
            "value_per_student",
            Label("生均设备价值", "Equipment per student"),
            YUAN,
            kind="integer",
            minimum=0,
            maximum=1e6,
            better="higher",
        ),
    ),
)

CHAPTER = Chapter(
    "facilities",
    Label("设施设备", "Facilities"),
    section="1.4",
    datasets=(FACILITIES, EQUIPMENT),
    synonyms=("场地", "实训室", "campus"),
    headline=("equipment_value_per_student", "workstations", "books_per_student"),
    views=(
        Figures(("campus_area", "building_area", "total_assets", "facility_investment", "teaching_computers")),
        Bars("value", by="indicator", where=("indicator", ("equipment_value_per_student",))),
        Bars("value", by="indicator", where=("indicator", ("books_per_student",))),
        Bars("value", by="indicator", where=("indicator", ("campus_per_student",))),
        Bars("value", by="indicator", where=("indicator", ("building_area_per_student",))),
        Bars("value", by="indicator", where=("indicator", ("workstations",))),
        Bars("value_per_student", by="major_group"),
        Figures(
            (
                "training_bases",
                "major_groups",
                "majors_with_partner",
                "base_partner_companies",
                "hardware_investment_three_years",
                "tourism_base_investment",
                "renovated_computer_rooms",
            ),
            Label("实训基地", "Training bases"),
        ),
        Figures(
            (
                "school_digital_resources",
                "major_digital_resources",
                "resource_packs",
                "online_classes",
                "online_class_students",
                "teachers_with_model_space",
            ),
            Label("教学资源", "Teaching resources"),
        ),
    ),
    identities=(
        RowQuotient("training_equipment", "value_per_student", "equipment_value", "students", factor=10_000),
        Equal(Total("training_equipment", "students"), "students"),
        Equal("majors", "majors_with_partner"),
        Quotient(
            "equipment_value_per_student", Total("training_equipment", "equipment_value"), "students", factor=10_000
        ),
    ),
)

if __name__ == "__main__":
    show(CHAPTER)
