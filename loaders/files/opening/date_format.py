"""Dates and times as a sheet shows them: a serial number by the parts of a date's format."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

LAST = 2_958_465  # 9999-12-31
LEAP = 60  # 1900-02-29, a day that Excel has and the calendar has not
TO_1904 = 1462
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEK = "一二三四五六日"
# Formats that a file names by number only, as a Chinese spreadsheet shows them.
BUILT_IN = {
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip


def of_serial(number: float, parts: Sequence[tuple[str, str]], is_1904: bool) -> str:
    """The moment as the format shows it; empty where the number is none."""
    days = number + (TO_1904 if is_1904 else 0)
    if not 0 <= days <= LAST:
        return ""
    seconds = round(days * 86_400)
    moment = datetime(1899, 12, 30) + timedelta(days=int(days < LEAP), seconds=seconds)
    half = any(kind == "clock" for kind, _ in parts)
    found = []
    for at, (kind, told) in enumerate(parts):
        if kind == "date":
            found.append(_part(moment, told.lower(), half, is_minute=_is_minute(parts, at)))
        elif kind == "elapsed":
            found.append(str(seconds // {"h": 3600, "m": 60, "s": 1}[told[0]]).zfill(len(told)))
        elif kind == "clock":
            found.append(_half_of_day(moment, told))
        elif kind in ("literal", "digits") or told in "./,":
            found.append(told)
    return "".join(found)


def _is_minute(parts: Sequence[tuple[str, str]], at: int) -> bool:
    """Whether an m is of a time: after hours or before seconds."""
    times = [(place, told[0].lower()) for place, (kind, told) in enumerate(parts) if kind in ("date", "elapsed")]
    before = [letter for place, letter in times if place < at][-1:]
    after = [letter for place, letter in times if place > at][:1]
    return before == ["h"] or after == ["s"]


def _half_of_day(moment: datetime, told: str) -> str:
    morning, evening = told.split("/")
    return morning if moment.hour < 12 else evening


def _part(moment: datetime, told: str, half: bool, *, is_minute: bool) -> str:
    size = len(told)
    hour = (moment.hour % 12 or 12) if half else moment.hour
    match told[0]:
        case "y":
            return f"{moment.year:04}" if size > 2 else f"{moment.year % 100:02}"
        case "e":
            return f"{moment.year:04}"
        case "m" if is_minute:
            return str(moment.minute).zfill(size)
        case "m":
            name = MONTHS[moment.month - 1]
            return {1: str(moment.month), 2: f"{moment.month:02}", 3: name[:3], 5: name[0]}.get(size, name)
        case "d":
            name = DAYS[moment.weekday()]
            return {1: str(moment.day), 2: f"{moment.day:02}", 3: name[:3]}.get(size, name)
        case "a":
            return ("星期" if size > 3 else "") + WEEK[moment.weekday()]
        case "h":
            return str(hour).zfill(size)
        case "s":
            return str(moment.second).zfill(size)
    return ""
