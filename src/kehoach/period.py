"""Reporting periods, the calendar of their cut-offs, and deadlines.

A half-year (`2026H1`) is the unit of entry; a year (`2026`) and a stage (`2026-2030`) are made of
half-years. A half-year is not a school term, and with Vietnamese state reporting it is not the
half of a calendar year either: it begins on the day after the previous cut-off.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from kehoach.problem import Code, Refusal

YEARS = range(1990, 2200)
PERIOD = re.compile(r"(\d{4})(?:H([12])|-(\d{4}))?", re.ASCII)
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_DAY_FIRST_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_DAY_AND_MONTH = re.compile(r"(\d{1,2})/(\d{1,2})", re.ASCII)
QUARTER = re.compile(r"(\d{4})Q([1-4])", re.ASCII)
QUARTER_IN_WORDS = re.compile(r"quý (iv|i{1,3}|[1-4])(?: năm |/)(\d{4})", re.ASCII)
MONTH_IN_WORDS = re.compile(r"tháng (\d{1,2})(?: năm |/)(\d{4})", re.ASCII)
YEAR_IN_WORDS = re.compile(r"năm (\d{4})", re.ASCII)
STAGE_IN_WORDS = re.compile(r"(?:giai đoạn )?(\d{4}) ?[-–] ?(\d{4})", re.ASCII)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A run of half-years. `first` and `last` are both inside: `2 × year`, plus 1 for H2.

    The two numbers are the *half-year axis* on which paths and forecasts are linear.
    """

    first: int
    last: int

    @classmethod
    @lru_cache
    def parse(cls, text: str) -> "Period":
        """Read `2026H1`, `2026` or `2026-2030`; raise `Refusal` for anything else."""
        match = PERIOD.fullmatch(text)
        if match is None:
            raise Refusal(Code.BAD_PERIOD, value=text)
        year, half, end = match.groups()
        if int(year) not in YEARS or (end and int(end) not in YEARS):
            raise Refusal(Code.BAD_PERIOD, value=text)
        if end and int(end) <= int(year):
            raise Refusal(Code.BAD_PERIOD, value=text, form="reversed")
        if half:
            return cls.half_year(int(year), int(half))
        return cls(2 * int(year), 2 * int(end or year) + 1)

    @classmethod
    def half_year(cls, year: int, half: int) -> "Period":
        """The half-year `half` (1 or 2) of `year`."""
        return cls(2 * year + half - 1, 2 * year + half - 1)

    def __str__(self) -> str:
        """The code it is read from."""
        if self.is_half_year:
            return f"{self.year}H{self.half}"
        if self.is_year:
            return str(self.year)
        return f"{self.first // 2}-{self.year}"

    @property
    def is_half_year(self) -> bool:
        """Whether it is a single half-year."""
        return self.first == self.last

    @property
    def is_year(self) -> bool:
        """Whether it is both halves of one year."""
        return self.first + 1 == self.last and self.first % 2 == 0

    @property
    def year(self) -> int:
        """The year in which it ends."""
        return self.last // 2

    @property
    def half(self) -> int:
        """1 or 2: the half in which it ends."""
        return self.last % 2 + 1

    @property
    def end(self) -> "Period":
        """Its last half-year."""
        return Period(self.last, self.last)

    @property
    def start(self) -> "Period":
        """Its first half-year."""
        return Period(self.first, self.first)

    @property
    def years(self) -> range:
        """The years it touches."""
        return range(self.first // 2, self.year + 1)

    def halves(self) -> "Iterator[Period]":
        """Its half-years in order."""
        return (Period(index, index) for index in range(self.first, self.last + 1))

    def __contains__(self, other: "Period") -> bool:
        """Whether every half-year of `other` lies in this one."""
        return self.first <= other.first and other.last <= self.last


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """A day that every year has, written `14/06`."""

    month: int
    day: int

    @classmethod
    def parse(cls, text: str) -> "DayOfYear":
        """Read `14/06`; raise `Refusal` for a day that is not in every year."""
        match = _DAY_AND_MONTH.fullmatch(text)
        if match is None:
            raise Refusal(Code.BAD_DATE, value=text, form="day")
        day, month = (int(part) for part in match.groups())
        try:
            date(2001, month, day)
        except ValueError:
            raise Refusal(Code.BAD_DATE, value=text, form="day") from None
        return cls(month, day)

    def in_year(self, year: int) -> date:
        """That day in `year`."""
        return date(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The last day of each half-year, as `calendar.cutoffs` of the plan sets them."""

    first_half: DayOfYear = DayOfYear(6, 14)
    second_half: DayOfYear = DayOfYear(12, 14)

    def cutoff(self, period: Period) -> date:
        """The last day that belongs to `period`."""
        last = self.first_half if period.half == 1 else self.second_half
        return last.in_year(period.year)

    def span(self, period: Period) -> tuple[date, date]:
        """Half-open: from its first day up to, not including, the day after its cut-off."""
        before = Period(period.first - 1, period.first - 1)
        one_day = timedelta(days=1)
        return self.cutoff(before) + one_day, self.cutoff(period) + one_day

    def containing(self, day: date) -> Period:
        """The half-year to which `day` belongs."""
        if day <= self.first_half.in_year(day.year):
            return Period.half_year(day.year, 1)
        if day <= self.second_half.in_year(day.year):
            return Period.half_year(day.year, 2)
        return Period.half_year(day.year + 1, 1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as it is written; its last day counts.

    Years, stages, quarters and months are calendar time. A half-year is a reporting period, so
    its last day is its cut-off (decision 0003).
    """

    words: str
    last: date | Period

    @classmethod
    def parse(cls, text: str) -> "Deadline":
        """Read a date, a period, `2026Q2` or the official words; raise `Refusal` otherwise."""
        return cls(text, _last_of(text))

    def __str__(self) -> str:
        """The words it was written in."""
        return self.words

    def last_day(self, calendar: Calendar) -> date:
        """The last day on which the work is still on time."""
        return calendar.cutoff(self.last) if isinstance(self.last, Period) else self.last


def parse_half_year(text: str) -> Period:
    """Read `2026H1`; raise `Refusal` for anything else."""
    try:
        parsed = Period.parse(text)
    except Refusal:
        raise Refusal(Code.BAD_PERIOD, value=text, form="half") from None
    if not parsed.is_half_year:
        raise Refusal(Code.BAD_PERIOD, value=text, form="half")
    return parsed


def parse_year(text: str) -> int:
    """Read `2045`; raise `Refusal` for anything else."""
    if not (text.isascii() and text.isdecimal() and int(text) in YEARS):
        raise Refusal(Code.BAD_PERIOD, value=text, form="year")
    return int(text)


def parse_years(text: str) -> Period:
    """Read the time of a plan: a year or a stage; raise `Refusal` for anything else."""
    try:
        years = Period.parse(text)
    except Refusal:
        raise Refusal(Code.HORIZON_NOT_STAGE, value=text) from None
    if years.is_half_year:
        raise Refusal(Code.HORIZON_NOT_STAGE, value=text)
    return years


@lru_cache
def parse_date(text: str) -> date:
    """Read `2026-06-12` or `12/06/2026`; raise `Refusal` for anything else."""
    if match := _ISO_DATE.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
        return _date(text, year, month, day)
    if match := _DAY_FIRST_DATE.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
        return _date(text, year, month, day)
    raise Refusal(Code.BAD_DATE, value=text)


def _date(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Refusal(Code.BAD_DATE, value=text) from None


def _last_of(text: str) -> date | Period:
    words = " ".join(text.lower().split())
    if _ISO_DATE.fullmatch(text) or _DAY_FIRST_DATE.fullmatch(text):
        return parse_date(text)
    try:
        if match := QUARTER.fullmatch(text):
            return _end_of_month(int(match[1]), 3 * int(match[2]))
        if match := QUARTER_IN_WORDS.fullmatch(words):
            quarter = _ROMAN.get(match[1]) or int(match[1])
            return _end_of_month(int(match[2]), 3 * quarter)
        if match := MONTH_IN_WORDS.fullmatch(words):
            return _end_of_month(int(match[2]), int(match[1]))
        if match := YEAR_IN_WORDS.fullmatch(words):
            return date(Period.parse(match[1]).year, 12, 31)
        if match := STAGE_IN_WORDS.fullmatch(words):
            return date(Period.parse(f"{match[1]}-{match[2]}").year, 12, 31)
        period = Period.parse(text)
    except ValueError:
        raise Refusal(Code.BAD_DEADLINE, value=text) from None
    return period if period.is_half_year else date(period.year, 12, 31)


def _end_of_month(year: int, month: int) -> date:
    """Raise ValueError for a month or a year that does not exist."""
    known = Period.parse(str(year)).year
    return date(known, month, monthrange(known, month)[1])
