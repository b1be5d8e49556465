"""Number formats: what a cell shows of the number that it holds.

A format is up to four sections (positive; negative; zero; text), each of placeholders, literals, a condition. It is
taken apart, never searched: a percent sign between quotes is a letter, one outside makes a hundred of one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from operator import eq, ge, gt, le, lt, ne

from .date_format import of_serial

TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|(?P<blank>[_*].)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<exponent>E[+-])|(?P<clock>AM/PM|A/P|上午/下午)"
    r"|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|aaa+|[eEgGbB]+)|(?P<digits>[0#?]+)|(?P<sign>[.,%/@])|(?P<plain>.)",
    re.DOTALL,
)
CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[\d.]+)")
ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
CURRENCY = re.compile(r"\$([^-]*)(-.*)?")
HOLDS: dict[str, Callable[[float, float], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne}
MINUS = str.maketrans("", "", "-−–－()（）▲△▼")  # how a section of its own writes that a number is below zero
GENERAL = "General"
LONGEST = 255  # characters of a format: a spreadsheet writes no longer one
TEXT_SECTION = 3  # its place, after positive, negative and zero
Part = tuple[str, str]


@dataclass(frozen=True)
class Section:
    """One section: its parts in order, each a kind and what it says."""

    parts: tuple[Part, ...]
    condition: tuple[str, float] | None

    @cached_property
    def kinds(self) -> frozenset[str]:
        return frozenset(kind for kind, _ in self.parts)

    @property
    def is_date(self) -> bool:
        return bool(self.kinds & {"date", "elapsed"})

    def suits(self, number: float) -> bool:
        return self.condition is None or HOLDS[self.condition[0]](number, self.condition[1])


@dataclass(frozen=True)
class Seen:
    """A number as text: in full, in the unit that its format gives it, and as the cell shows it."""

    text: str
    shown: str

    @property
    def is_whole(self) -> bool:
        return self.text == self.shown


@lru_cache(maxsize=1024)
def sections(code: str) -> tuple[Section, ...]:
    """The format taken apart."""
    found: list[list[Part]] = [[]]
    conditions: list[tuple[str, float] | None] = [None]
    for match in TOKEN.finditer(code[:LONGEST]):
        kind, told = match.lastgroup or "plain", match[match.lastgroup or 0]
        if kind == "plain" and told == ";":
            found.append([])
            conditions.append(None)
        elif kind == "bracket":
            if condition := CONDITION.fullmatch(told):
                conditions[-1] = (condition[1], float(condition[2]))
            elif ELAPSED.fullmatch(told):
                found[-1].append(("elapsed", told.lower()))
            elif currency := CURRENCY.fullmatch(told):
                found[-1].append(("literal", currency[1]))
        elif kind in ("quoted", "escaped", "plain"):
            found[-1].append(("literal", told))
        elif kind != "blank":
            found[-1].append((kind, told))
    return tuple(Section(tuple(parts), one) for parts, one in zip(found, conditions, strict=True))


def of_text(text: str, code: str) -> str:
    """What a cell shows of a text."""
    found = sections(code)
    last = found[min(len(found) - 1, TEXT_SECTION)]
    if len(found) <= TEXT_SECTION and ("sign", "@") not in last.parts:
        return text
    return "".join(text if part == ("sign", "@") else part[1] for part in last.parts if part[0] in ("literal", "sign"))


def of_number(number: float, code: str, is_1904: bool = False) -> Seen:
    """What a cell shows of a number, and the number itself in the same dress."""
    if code == GENERAL and "e" not in (plain := f"{number:.15g}"):
        return Seen(plain, plain)
    section, takes_sign = _section(sections(code), number)
    if section is None:
        return Seen(_plain(_exact(number)), "#" * 8)
    if section.is_date:
        told = of_serial(number, section.parts, is_1904)
        return Seen(told, told) if told else Seen(_plain(_exact(number)), "#" * 8)
    return _dressed(_exact(number), section, takes_sign)


def _section(found: tuple[Section, ...], number: float) -> tuple[Section | None, bool]:
    """The section that a number is written by, and whether it writes itself that the number is below zero."""
    several = found[:TEXT_SECTION]
    if any(one.condition for one in several):
        chosen = next((one for one in several if one.suits(number)), None)
        own = chosen is not None and (chosen.condition is None or chosen.condition[0] in ("<", "<="))
        return chosen, own and len(several) > 1
    if len(several) == 1:
        return several[0], False
    place = 1 if number < 0 else 2 if number == 0 and len(several) == TEXT_SECTION else 0
    return several[place], place == 1


def _exact(number: float) -> Decimal:
    """The number as a spreadsheet has it, by fifteen digits."""
    return Decimal(f"{number:.15g}")


def _plain(number: Decimal) -> str:
    """All its digits, without an exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _dressed(number: Decimal, section: Section, takes_sign: bool) -> Seen:
    if ("sign", "@") in section.parts:
        return Seen(_plain(number), _plain(number))
    if not section.kinds & {"digits", "general"}:
        return Seen(_plain(number), "".join(told for kind, told in section.parts if kind == "literal"))
    factors = section.parts.count(("sign", "%"))
    scaled = abs(number).scaleb(2 * factors - 3 * _thousands(section.parts))
    shown, full = (_written(scaled, section, in_full=in_full) for in_full in (False, True))
    if number == 0 and not any(map(str.isdigit, shown)):
        return Seen("0", shown)
    if number >= 0:
        return Seen(full, shown)
    nothing = not any(letter in "123456789" for letter in shown)
    sign = "" if takes_sign or nothing else "-"
    return Seen(f"-{full.translate(MINUS) if takes_sign else full}", f"{sign}{shown}")


def _thousands(parts: tuple[Part, ...]) -> int:
    """How many commas follow the last digit, before the point or at the end: each divides by a thousand."""
    point = _point(parts)
    return _commas_after(parts[:point]) + _commas_after(parts[point:])


def _commas_after(parts: tuple[Part, ...]) -> int:
    digits = [at for at, (kind, _) in enumerate(parts) if kind == "digits"]
    return parts[digits[-1] :].count(("sign", ",")) if digits else 0


def _point(parts: tuple[Part, ...]) -> int:
    """The place of the decimal point, or the end."""
    return parts.index(("sign", ".")) if ("sign", ".") in parts else len(parts)


def _written(number: Decimal, section: Section, *, in_full: bool) -> str:
    """The number between the section's literals. Commas between thousands are left out."""
    parts = section.parts
    if "general" in section.kinds:
        return "".join(_plain(number) if kind == "general" else told for kind, told in parts if kind != "sign")
    point = _point(parts)
    decimals = "".join(told for kind, told in parts[point:] if kind == "digits")
    is_other = "exponent" in section.kinds or _is_fraction(parts)
    digits = _plain(number) if is_other else _digits(number, decimals, in_full=in_full)
    if is_other:
        digits = digits if in_full else _otherwise(number, parts)
        places = [at for at, (kind, _) in enumerate(parts) if kind == "digits"]
        return _literals(parts[: places[0]]) + digits + _literals(parts[places[-1] + 1 :])
    whole, _, rest = digits.partition(".")
    if not in_full and not rest and whole == "0" and "0" not in "".join(t for kind, t in parts if kind == "digits"):
        return _literals(parts)
    end = max((at for at, (kind, _) in enumerate(parts[:point]) if kind == "digits"), default=-1) + 1
    return _filled(whole, parts[:end]) + (f".{rest}" if rest else "") + _literals(parts[end:])


def _literals(parts: tuple[Part, ...]) -> str:
    return "".join(told for kind, told in parts if kind == "literal" or told == "%")


def _is_fraction(parts: tuple[Part, ...]) -> bool:
    if ("sign", "/") not in parts:
        return False
    at = parts.index(("sign", "/"))
    return "digits" in {kind for kind, _ in parts[:at]}


def _digits(number: Decimal, decimals: str, *, in_full: bool) -> str:
    """The digits with the decimals of the format, or with all there are; at least those that the format wants."""
    least = decimals.rstrip("#?")
    exact = _plain(number)
    held = len(exact.partition(".")[2])
    count = max(held, len(least)) if in_full else min(max(held, len(least)), len(decimals))
    return f"{number.quantize(Decimal(1).scaleb(-count), ROUND_HALF_UP):f}" if count != held else exact


def _filled(whole: str, parts: tuple[Part, ...]) -> str:
    """The whole part's digits from the right into their placeholders, among which literals may stand."""
    room = sum(len(told) for kind, told in parts if kind == "digits")
    wanted = len("".join(told for kind, told in parts if kind == "digits").lstrip("#?"))
    padded = whole.rjust(max(wanted, 1), "0")
    left, found = max(len(padded) - room, 0), []
    padded = padded.rjust(room, "\0")
    at = 0
    for kind, told in parts:
        if kind == "digits":
            end = at + len(told) + (left if not at else 0)
            found.append(padded[at:end].replace("\0", ""))
            at = end
        elif kind == "literal" or told == "%":
            found.append(told)
    return "".join(found) if room else _literals(parts) + whole


def _otherwise(number: Decimal, parts: tuple[Part, ...]) -> str:
    """As a power of ten, or as a fraction."""
    if not _is_fraction(parts):
        power = next(at for at, (kind, _) in enumerate(parts) if kind == "exponent")
        places = sum(len(told) for kind, told in parts[_point(parts) : power] if kind == "digits")
        mantissa, exponent = f"{float(number):.{places}E}".split("E")
        return f"{mantissa}E{exponent[0]}{exponent[1:].zfill(2)}"
    at = parts.index(("sign", "/"))
    below = next((told for kind, told in parts[at:] if kind == "digits"), "?")
    whole, rest = divmod(Fraction(number), 1)
    near = rest.limit_denominator(10 ** min(len(below), 5) - 1)
    shown = f"{near.numerator}/{near.denominator}" if near else ""
    return " ".join(filter(None, (str(whole) if whole else "", shown))) or "0"
