"""Geometry of the report's pictures: where each bar, tick and point stands. No form, no colour.

On a bar or a line of time a place is per cent of the axis; a curve lies on a field `WIDTH` by
`HEIGHT`. Places are exact and rounded once, to two decimals, so that the same figures give the
same bytes.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from kehoach.amount import decimal_text
from kehoach.period import Period
from kehoach.rows import IndicatorRow, MoneyRow, TaskRow
from kehoach.wording import terms

WIDTH, HEIGHT = 240, 60
_WHOLE = Fraction(100)


class Tick(NamedTuple):
    """A mark on an axis with what it says."""

    x: str
    text: str


class Level(NamedTuple):
    """An indicator's value as a bar, with what is required now and in the end."""

    row: IndicatorRow
    told: str
    length: str
    required: str | None
    target: str | None


class Levels(NamedTuple):
    """Ratios on one axis from 0 to 100 per cent, or as far as the greatest goes."""

    ticks: tuple[Tick, ...]
    lines: tuple[Level, ...]


class Stretch(NamedTuple):
    """A task: a line to its deadline; `completed` where it is done."""

    row: TaskRow
    due: str
    completed: str | None


class Timeline(NamedTuple):
    """Tasks along the years of the plan; `today` is the day of the figures, if it lies there."""

    ticks: tuple[Tick, ...]
    today: str | None
    lines: tuple[Stretch, ...]


class Purse(NamedTuple):
    """One source's money: planned as an outline, spent as a bar inside it."""

    row: MoneyRow
    told: str
    planned: str
    spent: str


class Money(NamedTuple):
    """Money by source on one scale."""

    lines: tuple[Purse, ...]


class Point(NamedTuple):
    """The value of one half-year on a curve, and what it says."""

    x: str
    y: str
    told: str


class Step(NamedTuple):
    """A bound of the target as it was in force: from `start` to `end`, at `y`."""

    start: str
    end: str
    y: str


class Curve(NamedTuple):
    """An indicator's values over the half-years, each in the middle of its share of the width."""

    row: IndicatorRow
    first: str
    last: str
    points: tuple[Point, ...]
    steps: tuple[Step, ...]


def levels(rows: Sequence[IndicatorRow]) -> Levels | None:
    """The ratios that have a value; None where there are none."""
    shown = [
        line
        for line in _lines(rows)
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
    return Levels(
        ticks=tuple(Tick(_share(Fraction(mark), most), f"{mark}%") for mark in range(0, 101, 25)),
        lines=tuple(
            Level(
                row=line,
                told=terms.value(line.result.item, line.result.actual, line.result.target),
                length=_share(line.result.actual or Fraction(0), most),
                required=_place(line.result.required, most),
                target=_place(_wanted(line), most),
            )
            for line in shown
        ),
    )


def timeline(rows: Sequence[TaskRow], horizon: Period, as_of: date) -> Timeline | None:
    """The tasks by their deadlines; the axis begins and ends with the plan's years."""
    if not rows:
        return None
    years = range(horizon.start.year, horizon.end.year + 1)
    first, last = date(years[0], 1, 1), date(years[-1], 12, 31)
    days = Fraction((last - first).days)

    def place(day: date) -> str:
        inside = min(max(day, first), last)
        return _share(Fraction((inside - first).days), days)

    def completed(row: TaskRow) -> str | None:
        day = row.result.report.completed if row.result.report else None
        return place(day) if day else None

    return Timeline(
        ticks=tuple(Tick(place(date(year, 1, 1)), str(year)) for year in years),
        today=place(as_of) if first <= as_of <= last else None,
        lines=tuple(Stretch(row, place(row.result.due), completed(row)) for row in rows),
    )


def money(rows: Sequence[MoneyRow]) -> Money | None:
    """Planned and spent of each source; None where no amount is known."""
    known = [row for row in rows if row.amounts.planned or row.amounts.spent]
    if not known:
        return None
    most = Fraction(max(max(row.amounts.planned, row.amounts.spent) for row in known))
    return Money(
        tuple(
            Purse(
                row=row,
                told=terms.planned_and_spent(row.amounts.planned, row.amounts.spent),
                planned=_share(Fraction(row.amounts.planned), most),
                spent=_share(Fraction(row.amounts.spent), most),
            )
            for row in known
        )
    )


def curves(rows: Sequence[IndicatorRow], over: Period) -> tuple[Curve, ...]:
    """The ratios and numbers that have a value, each on its own scale from 0."""
    found = (curve(line, over) for line in _lines(rows))
    return tuple(one for one in found if one is not None)


def curve(row: IndicatorRow, over: Period) -> Curve | None:
    """The values in `over` with the target in force; None for an answer, a level, or no value."""
    item, halves = row.result.item, list(over.halves())
    seen = {
        one.period: one.value
        for one in row.result.series
        if one.value is not None and one.period in over
    }
    if item.measure not in ("ratio", "number") or not seen:
        return None
    bounds = {half: item.bounds_in(half) for half in halves}
    least = _WHOLE if item.measure == "ratio" else Fraction(0)
    most = max(least, *seen.values(), *(bound for known in bounds.values() for bound in known))
    places = [Fraction(WIDTH * n, len(halves)) for n in range(len(halves) + 1)]
    return Curve(
        row=row,
        first=terms.period_code(over.start),
        last=terms.period_code(over.end),
        points=tuple(
            Point(
                x=decimal_text((places[n] + places[n + 1]) / 2, 2),
                y=_height(seen[half], most),
                told=f"{terms.period_code(half)}: {terms.value(item, seen[half])}",
            )
            for n, half in enumerate(halves)
            if half in seen
        ),
        steps=tuple(
            Step(decimal_text(places[n], 2), decimal_text(places[n + 1], 2), _height(bound, most))
            for n, half in enumerate(halves)
            for bound in bounds[half]
        ),
    )


def spark(row: IndicatorRow) -> Curve | None:
    """The curve from the first value to the last; None where there are not two."""
    known = [one.period for one in row.result.series if one.value is not None]
    if len(known) < 2:  # noqa: PLR2004
        return None
    return curve(row, Period(known[0].first, known[-1].last))


def _lines(rows: Sequence[IndicatorRow]) -> Iterator[IndicatorRow]:
    for row in rows:
        yield from (row, *row.parts)


def _wanted(row: IndicatorRow) -> Fraction | None:
    """The bound of the target; of `between` the lower one."""
    return row.result.target.bounds[0].value if row.result.target else None


def _share(value: Fraction, most: Fraction) -> str:
    """Where `value` lies on an axis that ends at `most`, in per cent; below 0 is 0."""
    return decimal_text(100 * max(value, Fraction(0)) / most, 2)


def _place(value: Fraction | None, most: Fraction) -> str | None:
    return None if value is None else _share(value, most)


def _height(value: Fraction, most: Fraction) -> str:
    """From the top of the field, where `most` is; below 0 is its foot."""
    share = max(value, Fraction(0)) / most if most else Fraction(0)
    return decimal_text(HEIGHT - HEIGHT * share, 2)
