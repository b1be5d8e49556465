"""The report's notation means what the dictionary says."""

import pytest

from loaders.reading.notation import NotUnderstood, figure, member, name, year
from schema import PEOPLE, PERCENT, RANK, YUAN, YUAN_A_MONTH, Label, Measure, Unit

NAME = Label("数值", "Value")
RATE = Measure("value", NAME, PERCENT, reasons=("工种取消", "“1+X”证书试点"))
COUNT = Measure("value", NAME, PEOPLE, kind="integer")
SALARY = Measure("value", NAME, YUAN_A_MONTH, kind="integer")
MONEY = Measure("value", NAME, YUAN)
PLACE = Measure("value", NAME, RANK, kind="rank")
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
    ("written", "value"), [("2019年", 2019), ("19年", 2019), ("2019年度", 2019), ("２０１９", 2019)]
)
def test_a_year_is_a_calendar_year(written: str, value: int) -> None:
    assert year(written) == value


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
