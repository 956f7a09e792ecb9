"""Geometry of the report's pictures: where each bar, tick and label stands. No form, no colour.

Lengths are in SVG units on a page `WIDTH` wide. Positions are exact and rounded once, to two
decimals, so that the same figures give the same bytes.
"""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kehoach.amount import decimal_text
from kehoach.period import Period
from kehoach.rows import IndicatorRow, MoneyRow, TaskRow
from kehoach.wording import terms

WIDTH = 640
_LETTERS_ON_A_LINE = 100
_LINE = 17
_BAR = 14
_GAP = 12
_ROOM_FOR_VALUE = 180
_WHOLE = Fraction(100)


@dataclass(frozen=True)
class Label:
    """One line of text, by its baseline."""

    text: str
    y: int


@dataclass(frozen=True)
class Tick:
    """A mark on an axis with what it says."""

    x: str
    text: str


@dataclass(frozen=True)
class Strip:
    """One line of a picture, which may be drawn by itself: from `top`, `height` high.

    Its name comes first; what is drawn begins at `y`.
    """

    top: int
    height: int
    labels: tuple[Label, ...]
    y: int


@dataclass(frozen=True)
class Level:
    """An indicator's value as a bar, with what is required now and in the end."""

    strip: Strip
    row: IndicatorRow
    told: str
    length: str
    required: str | None
    target: str | None


@dataclass(frozen=True)
class Levels:
    """Ratios on one axis from 0 to 100 per cent, or as far as the greatest goes."""

    end: int
    bottom: int
    ticks: tuple[Tick, ...]
    lines: tuple[Level, ...]


@dataclass(frozen=True)
class Stretch:
    """A task: a line to its deadline; `completed` where it is done."""

    strip: Strip
    row: TaskRow
    due: str
    completed: str | None


@dataclass(frozen=True)
class Timeline:
    """Tasks along the years of the plan; `today` is the day of the figures, if it lies there."""

    end: int
    bottom: int
    ticks: tuple[Tick, ...]
    today: str | None
    lines: tuple[Stretch, ...]


@dataclass(frozen=True)
class Purse:
    """One source's money: planned as an outline, spent as a bar inside it."""

    strip: Strip
    row: MoneyRow
    planned: str
    spent: str


@dataclass(frozen=True)
class Money:
    """Money by source on one scale."""

    lines: tuple[Purse, ...]


def levels(rows: Sequence[IndicatorRow]) -> Levels | None:
    """The ratios that have a value; None where there are none."""
    shown = [
        line
        for row in rows
        for line in (row, *row.parts)
        if line.result.item.measure == "ratio" and line.result.actual is not None
    ]
    if not shown:
        return None
    known = (
        value
        for line in shown
        for value in (line.result.actual, line.result.required, _wanted(line))
        if value is not None
    )
    most = max(_WHOLE, *known)
    end = WIDTH - _ROOM_FOR_VALUE
    strips, bottom = _strips(f"{line.result.whole.id}. {line.name}" for line in shown)
    return Levels(
        end=end,
        bottom=bottom,
        ticks=tuple(
            Tick(_along(Fraction(share), most, end), f"{share}%") for share in range(0, 101, 25)
        ),
        lines=tuple(
            Level(
                strip=strip,
                row=line,
                told=terms.value(line.result.item, line.result.actual, line.result.target),
                length=_along(line.result.actual, most, end),
                required=_place(line.result.required, most, end),
                target=_place(_wanted(line), most, end),
            )
            for strip, line in zip(strips, shown, strict=True)
        ),
    )


def timeline(rows: Sequence[TaskRow], horizon: Period, as_of: date) -> Timeline | None:
    """The tasks' deadlines; the axis begins and ends with the plan's years."""
    if not rows:
        return None
    years = range(horizon.start.year, horizon.end.year + 1)
    first, last = date(years[0], 1, 1), date(years[-1], 12, 31)
    days, end = Fraction((last - first).days), WIDTH - _BAR

    def place(day: date | None) -> str | None:
        if day is None:
            return None
        inside = min(max(day, first), last)
        return _along(Fraction((inside - first).days), days, end)

    def completed(row: TaskRow) -> str | None:
        return place(row.result.report.completed) if row.result.report else None

    strips, bottom = _strips(f"{row.id}. {row.name}" for row in rows)
    return Timeline(
        end=end,
        bottom=bottom,
        ticks=tuple(Tick(place(date(year, 1, 1)) or "0", str(year)) for year in years),
        today=place(as_of) if first <= as_of <= last else None,
        lines=tuple(
            Stretch(strip, row, place(row.result.due) or "0", completed(row))
            for strip, row in zip(strips, rows, strict=True)
        ),
    )


def money(rows: Sequence[MoneyRow]) -> Money | None:
    """Planned and spent of each source; None where no amount is known."""
    known = [row for row in rows if row.amounts.planned or row.amounts.spent]
    if not known:
        return None
    most = Fraction(max(max(row.amounts.planned, row.amounts.spent) for row in known))
    told = (terms.planned_and_spent(row.amounts.planned, row.amounts.spent) for row in known)
    strips, _ = _strips(f"{row.name}: {words}" for row, words in zip(known, told, strict=True))
    return Money(
        tuple(
            Purse(
                strip=strip,
                row=row,
                planned=_along(Fraction(row.amounts.planned), most, WIDTH - 1),
                spent=_along(Fraction(row.amounts.spent), most, WIDTH - 1),
            )
            for strip, row in zip(strips, known, strict=True)
        )
    )


def _wanted(row: IndicatorRow) -> Fraction | None:
    """The bound of the target; of `between` the lower one."""
    return row.result.target.bounds[0].value if row.result.target else None


def _strips(names: Iterable[str]) -> tuple[list[Strip], int]:
    """A strip for each name, in as many lines as it takes, and where the last one ends."""
    strips, top = [], 0
    for name in names:
        lines = textwrap.wrap(name, _LETTERS_ON_A_LINE)
        labels = tuple(Label(line, top + _LINE * n - 4) for n, line in enumerate(lines, 1))
        y = top + _LINE * len(lines)
        strips.append(Strip(top, y + _BAR + _GAP - top, labels, y))
        top = y + _BAR + _GAP
    return strips, top


def _along(value: Fraction | None, most: Fraction, length: int) -> str:
    """Where `value` lies on an axis of `length` that ends at `most`; below 0 is 0."""
    return decimal_text(max(value or Fraction(0), Fraction(0)) * length / most, 2)


def _place(value: Fraction | None, most: Fraction, length: int) -> str | None:
    return None if value is None else _along(value, most, length)
