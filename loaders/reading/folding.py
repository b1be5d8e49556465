"""Two ways to write one text, made the same: full width and half, blanks inside words, quotes, digits in words."""

from __future__ import annotations

import re

from loaders.files.text import folded

DIGITS_ONLY = {code: code - 0xFEE0 for code in range(ord("０"), ord("９") + 1)}
QUOTES = str.maketrans(dict.fromkeys("“”„‟＂『』「」″", '"') | dict.fromkeys("‘’‚‛＇", "'"))
BLANKS_IN_CHINESE = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
DIGITS = {"零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
YEAR_IN_WORDS = re.compile(r"[一二][〇零○OＯ0一二三四五六七八九]{3}(?=年|$)")
ARABIC = str.maketrans({word: str(digit) for word, digit in DIGITS.items()} | dict.fromkeys("〇○OＯ", "0"))
MARK = re.compile(
    r"(?<=.)\s*([*†‡※]+|[①-⑳㉑-㉟]+|(?<=[\d%])[⁰¹²³⁴-⁹]+|\^\d+|\[注?\s*[\d①-⑳]{1,3}\]|【注?\s*\d+】|〔注?\s*\d+〕"
    r"|\(注\s*[\d①-⑳一-九]*\)|注\s*\d+)$"
)


def tidy(text: str) -> str:
    """A name or words as they are kept: digits in half width; no blanks between Chinese letters, where they set words
    apart to the eye or break a line."""
    return BLANKS_IN_CHINESE.sub("", text.translate(DIGITS_ONLY).replace("\u3000", " ").strip())


def unquoted(text: str) -> str:
    """The text with plain quotes in place of any others."""
    return text.translate(QUOTES)


def same(text: str) -> str:
    """What all ways to write one name have in common: no blanks, no case, plain quotes, half width."""
    return re.sub(r"\s+", "", unquoted(folded(text))).casefold()


def marked(text: str) -> tuple[str, str]:
    """The text without the footnote mark that it ends with, and the mark, empty where there is none."""
    found = MARK.search(text)
    return (text[: found.start()].rstrip(), found[1]) if found else (text, "")


def with_arabic_years(text: str) -> str:
    """Years in words as digits: 二〇二三年 is 2023年."""
    return YEAR_IN_WORDS.sub(lambda found: found[0].translate(ARABIC), text)


def chinese_number(name: str) -> int | None:
    """一 to 九十九; None for anything else."""
    tens, ten, ones = name.rpartition("十")
    if not ten:
        return DIGITS.get(name)
    if tens not in ("", *DIGITS) or ones not in ("", *DIGITS):
        return None
    return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0)
