"""From a dataset's rows to the tidy frame of a view, and from a frame to the two years that are held against each
other: one place for members, wholes, computed measures, breaks in definition and the period."""

from frames.marks import ASKED, OPEN, Mark, asked_of, marked
from frames.period import Period, by_default, changes, period_between, period_of, periods_by, years_held
from frames.tidy import JOINT, joined_by_trade, of_any_year, of_view, stated_once, with_differences, with_ratios

__all__ = [
    "ASKED",
    "JOINT",
    "OPEN",
    "Mark",
    "Period",
    "asked_of",
    "by_default",
    "changes",
    "joined_by_trade",
    "marked",
    "of_any_year",
    "of_view",
    "period_between",
    "period_of",
    "periods_by",
    "stated_once",
    "with_differences",
    "with_ratios",
    "years_held",
]
