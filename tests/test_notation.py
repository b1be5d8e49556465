"""The report's notation means what the dictionary says."""

import pytest

from loaders.reading.notation import NotUnderstood, figure, is_total, member, name, year
from schema import PEOPLE, PERCENT, RANK, YUAN, YUAN_A_MONTH, Label, Measure, Unit, unit

NAME = Label("数值", "Value")
RATE = Measure("value", NAME, PERCENT, reasons=("工种取消", "“1+X”证书试点"))
COUNT = Measure("value", NAME, PEOPLE, kind="integer")
SALARY = Measure("value", NAME, YUAN_A_MONTH, kind="integer")
MONEY = Measure("value", NAME, YUAN)
PLACE = Measure("value", NAME, RANK, kind="rank")
AREA = Measure("value", NAME, unit("万平方米", "× 10,000 m²"))
RATIO = Measure("value", NAME, Unit(Label("", ""), Label("", "")), kind="ratio")


@pytest.mark.parametrize(
    ("written", "measure", "value", "words"),
    [
        ("97.76%", RATE, 97.76, ""),
        ("92.25％", RATE, 92.25, ""),
        ("９７．７６％", RATE, 97.76, ""),
        ("8019元", MONEY, 8019, ""),
        ("7099500元", MONEY, 7099500, ""),
        ("4,645", SALARY, 4645, ""),
        ("3216元/月", SALARY, 3216, ""),
        ("约3127元", MONEY, 3127, "约3127元"),
        ("20余人", COUNT, 20, "20余人"),
        ("120人以上", COUNT, 120, "120人以上"),
        ("－1.23", RATE, -1.23, ""),
        ("＋1.21％", RATE, 1.21, ""),
        ("−1.23", RATE, -1.23, ""),
        ("–1.23", RATE, -1.23, ""),
        ("16.25:1", RATIO, 16.25, ""),
        ("16.7∶1", RATIO, 16.7, ""),
        ("１６．２５：１", RATIO, 16.25, ""),
        ("第一", PLACE, 1, ""),
        ("第三名", PLACE, 3, ""),
        ("3", PLACE, 3, ""),
        ("第十二名", PLACE, 12, ""),
        ("二十", PLACE, 20, ""),
        ("129+1", COUNT, 130, "129+1"),
        ("999999999999999", COUNT, 999_999_999_999_999, ""),
        ("1（省一国二）", COUNT, 1, "1(省一国二)"),
        ("/", RATE, None, ""),
        ("—", RATE, None, ""),
        ("-", COUNT, None, ""),
        ("--", COUNT, None, ""),
        ("无", COUNT, None, ""),
        ("　", COUNT, None, ""),
        ("工种取消", RATE, None, "工种取消"),
        (" “1+X”证书试点", RATE, None, "“1+X”证书试点"),
        ('"1+X"证书试点', RATE, None, "“1+X”证书试点"),
        ("工 种 取 消", RATE, None, "工种取消"),
        ("90％左右", RATE, 90, "90%左右"),
        ("≥92", RATE, 92, "≥92"),
        ("不低于95%", RATE, 95, "不低于95%"),
        ("近95", RATE, 95, "近95"),
        ("约 3,127 元以上", MONEY, 3127, "约 3,127 元以上"),
        ("97.2*", RATE, 97.2, "97.2*"),
        ("97.2①", RATE, 97.2, "97.2①"),
        ("97.2[1]", RATE, 97.2, "97.2[1]"),
        ("97.2（注1）", RATE, 97.2, "97.2(注1)"),
        ("97.2%²", RATE, 97.2, "97.2%²"),
        ("第三①", PLACE, 3, "第三①"),
        ("N/A", RATE, None, "N/A"),
        ("未统计", COUNT, None, "未统计"),
        ("暂 无", COUNT, None, "暂 无"),
        ("…", COUNT, None, ""),
        ("1 701", COUNT, 1701, ""),
        ("9.85E+01", RATE, 98.5, "9.85E+01（表格软件可能省去了末几位）"),
        ("13.85万平方米", AREA, 13.85, ""),
        ("13.85 万平方米", AREA, 13.85, ""),
        ("补助金额（每人1000元）合计：208000元", MONEY, 208000, "每人1000元"),
    ],
)
def test_a_figure_is_read_as_the_dictionary_says(
    written: str, measure: Measure, value: float | None, words: str
) -> None:
    read = figure(written, measure)
    assert (read.value, read.words) == (value, words)


@pytest.mark.parametrize(
    ("written", "measure"),
    [
        ("1:20", RATIO),
        ("①97.2", RATE),
        ("97.76%", SALARY),
        ("3元", RATE),
        ("1e3", COUNT),
        ("1,23", COUNT),
        ("6 7", COUNT),
        ("138500平方米", AREA),
        ("3人", MONEY),
        ("3万元", MONEY),
        ("20~30", COUNT),
        ("12.5", COUNT),
        ("5、7", PLACE),
        ("第几", PLACE),
        ("=1+1", COUNT),
        ("#N/A", COUNT),
        ("工种取消", COUNT),
        ("nan", RATE),
        ("inf", RATE),
        ("9" * 400, COUNT),
        ("9" * 5000, PLACE),
        (f"{'9' * 400}+1", COUNT),
        (f"{'9' * 400}:1", RATIO),
        ("9" * 16, RATIO),
        ("٩٩", RATE),
        ("2021/3/2", PLACE),
        ("2021-03-02 00:00:00", COUNT),
        ("5月7日", PLACE),
        ("2-Mar", COUNT),
    ],
)
def test_what_is_no_such_figure_is_not_guessed(written: str, measure: Measure) -> None:
    with pytest.raises(NotUnderstood):
        figure(written, measure)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2019年", 2019),
        ("19年", 2019),
        ("2019年度", 2019),
        ("２０１９", 2019),
        ("2023 年", 2023),
        ("二〇二三年", 2023),
        ("二○一九年", 2019),
        ("2023.0", 2023),
    ],
)
def test_a_year_is_a_calendar_year(written: str, value: int) -> None:
    assert year(written) == value


@pytest.mark.parametrize(
    "written", ["合　计", "总 计", "平均值", "全校", "合计：", "机电学部小计", "Total", "Grand total"]
)
def test_a_whole_is_known_by_any_of_its_names(written: str) -> None:
    assert is_total(written)


@pytest.mark.parametrize("written", ["护理", "会计", "平均主义研究", "全体", "总务"])
def test_a_member_is_no_whole(written: str) -> None:
    assert not is_total(written)


def test_a_name_is_the_same_however_it_is_set() -> None:
    assert {name(one) for one in ("学前教育", "学前 教育", "学　前　教　育", "6.学前教育", "学前教育*")} == {"学前教育"}
    assert name("3D Printing") == "3D Printing"


def test_a_wrong_unit_is_told_with_the_one_expected() -> None:
    with pytest.raises(NotUnderstood) as refused:
        figure("138500平方米", AREA)
    assert refused.value.expected.zh == "单位应为“万平方米”"


@pytest.mark.parametrize("written", ["2018-2019学年", "今年", "去年", "19", "2019-2020", ""])
def test_what_may_be_another_year_is_asked_about(written: str) -> None:
    with pytest.raises(NotUnderstood):
        year(written)


def test_there_is_no_minus_nought() -> None:
    assert str(figure("-0", RATE).value) == "0.0"


@pytest.mark.parametrize("written", ["=A1", "＝A1", "#N/A", "#DIV/0!", "2021-03-02", "5月7日", "Mar-02", "长" * 101])
def test_what_a_spreadsheet_made_of_a_name_is_none(written: str) -> None:
    with pytest.raises(NotUnderstood):
        name(written)


def test_a_name_written_as_missing_is_missing() -> None:
    assert [name(written) for written in ("/", " — ", "无", "护理")] == ["", "", "", "护理"]


def test_a_name_loses_its_list_number_and_nothing_else() -> None:
    assert member("12. 数控技术应用") == "数控技术应用"
    assert member("1、护理") == "护理"
    assert member("3+2和5年一贯制") == "3+2和5年一贯制"
    assert member("2.5万人计划") == "2.5万人计划"
