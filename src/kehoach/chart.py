"""Geometry of the report's pictures: where each bar, tick and label stands. No form, no colour.

Lengths are in SVG units on a page `WIDTH` wide. Positions are exact and rounded once, to two
decimals, so that the same figures give the same bytes.
"""

import textwrap
from collections.abc import Sequence
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
_ROOM_FOR_VALUE = 150
_WHOLE = Fraction(100)


@dataclass(frozen=True)
class Label:
    """One line of text, by its baseline."""

    text: str
    y: str


@dataclass(frozen=True)
class Tick:
    """A mark on an axis with what it says."""

    x: str
    text: str


@dataclass(frozen=True)
class Strip:
    """One line of a picture, which may be drawn by itself: from `top`, `height` high."""

    top: str
    height: str
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class Level(Strip):
    """An indicator's value as a bar, with what is required now and in the end."""

    row: IndicatorRow
    y: str
    length: str
    text_y: str
    required: str | None
    target: str | None


@dataclass(frozen=True)
class Levels:
    """Ratios on one axis from 0 to 100 per cent, or as far as the greatest goes."""

    end: str
    bottom: str
    ticks: tuple[Tick, ...]
    lines: tuple[Level, ...]


@dataclass(frozen=True)
class Stretch(Strip):
    """A task: a line to its deadline; `completed` where it is done."""

    row: TaskRow
    y: str
    due: str
    completed: str | None


@dataclass(frozen=True)
class Timeline:
    """Tasks along the years of the plan; `today` is the day of the figures, if it lies there."""

    end: str
    bottom: str
    ticks: tuple[Tick, ...]
    today: str | None
    lines: tuple[Stretch, ...]


@dataclass(frozen=True)
class Purse(Strip):
    """One source's money: planned as an outline, spent as a bar inside it."""

    row: MoneyRow
    y: str
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
    lines, y = [], 0
    for line in shown:
        top = y
        labels, y = _labels(f"{line.result.whole.id}. {line.name}", y)
        lines.append(
            Level(
                top=str(top),
                height=str(y + _BAR + _GAP - top),
                labels=labels,
                row=line,
                y=str(y),
                length=_along(line.result.actual, most, end),
                text_y=str(y + _BAR - 3),
                required=_place(line.result.required, most, end),
                target=_place(_wanted(line), most, end),
            )
        )
        y += _BAR + _GAP
    ticks = tuple(
        Tick(_along(Fraction(share), most, end), f"{share}%") for share in range(0, 101, 25)
    )
    return Levels(str(end), str(y), ticks, tuple(lines))


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

    lines, y = [], 0
    for row in rows:
        top = y
        labels, y = _labels(f"{row.id}. {row.name}", y)
        report = row.result.report
        lines.append(
            Stretch(
                top=str(top),
                height=str(y + _BAR + _GAP - top),
                labels=labels,
                row=row,
                y=str(y + _BAR // 2),
                due=place(row.result.due) or "0",
                completed=place(report.completed if report else None),
            )
        )
        y += _BAR + _GAP
    return Timeline(
        end=str(end),
        bottom=str(y),
        ticks=tuple(Tick(place(date(year, 1, 1)) or "0", str(year)) for year in years),
        today=place(as_of) if first <= as_of <= last else None,
        lines=tuple(lines),
    )


def money(rows: Sequence[MoneyRow]) -> Money | None:
    """Planned and spent of each source; None where no amount is known."""
    known = [row for row in rows if row.amounts.planned or row.amounts.spent]
    if not known:
        return None
    most = Fraction(max(max(row.amounts.planned, row.amounts.spent) for row in known))
    lines, y = [], 0
    for row in known:
        top = y
        told = terms.planned_and_spent(row.amounts.planned, row.amounts.spent)
        labels, y = _labels(f"{row.name}: {told}", y)
        lines.append(
            Purse(
                top=str(top),
                height=str(y + _BAR + _GAP - top),
                labels=labels,
                row=row,
                y=str(y),
                planned=_along(Fraction(row.amounts.planned), most, WIDTH - 1),
                spent=_along(Fraction(row.amounts.spent), most, WIDTH - 1),
            )
        )
        y += _BAR + _GAP
    return Money(tuple(lines))


def _wanted(row: IndicatorRow) -> Fraction | None:
    """The bound of the target; of `between` the lower one."""
    return row.result.target.bounds[0].value if row.result.target else None


def _labels(text: str, y: int) -> tuple[tuple[Label, ...], int]:
    """A name in as many lines as it takes, and where what follows may begin."""
    lines = textwrap.wrap(text, _LETTERS_ON_A_LINE)
    labels = tuple(Label(line, str(y + _LINE * n - 4)) for n, line in enumerate(lines, 1))
    return labels, y + _LINE * len(lines)


def _along(value: Fraction | None, most: Fraction, length: int) -> str:
    """Where `value` lies on an axis of `length` that ends at `most`; below 0 is 0."""
    return decimal_text(max(value or Fraction(0), Fraction(0)) * length / most, 2)


def _place(value: Fraction | None, most: Fraction, length: int) -> str | None:
    return None if value is None else _along(value, most, length)
