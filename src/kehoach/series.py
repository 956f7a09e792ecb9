"""What each period said of an item, in words, with a bar against the target."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import floor
from typing import NamedTuple

from kehoach.amount import decimal_text
from kehoach.indicator import Indicator, Measured
from kehoach.listing import Listing
from kehoach.period import Period
from kehoach.plan import Solution, Task
from kehoach.progress import Progress
from kehoach.result import IndicatorResult, Observation, RoutineResult
from kehoach.wording import screen, terms

WIDTH = 16
"""Cells of a bar as long as its axis; each mark of a target takes one more."""

_WHOLE = Fraction(100)


class Seen(NamedTuple):
    """What one period said of the item, or of a part of it.

    `of` is the item's id, or `item/part`; `cells` holds the same apart, for a listing.
    """

    of: str
    period: Period
    words: str
    note: str
    cells: Mapping[str, str]
    bar: str = ""


def of_indicator(result: IndicatorResult) -> list[Seen]:
    """The figures of an indicator; of a compound one those of its parts, then its own notes."""
    if not result.parts:
        return _figures(result.whole.id, result)
    rows = [
        row for part in result.parts for row in _figures(f"{result.whole.id}/{part.item.id}", part)
    ]
    notes = [
        Seen(result.whole.id, seen.period, "", seen.figure.note, {})
        for seen in result.series
        # One that does not apply has said so in every part.
        if seen.figure.note and not seen.figure.not_applicable
    ]
    return rows + notes


def _figures(of: str, result: IndicatorResult) -> list[Seen]:
    item, series = result.item, result.series
    most = _axis(item, series)
    return [
        Seen(
            of=of,
            period=seen.period,
            words=terms.observed(item, seen, item.target_in(seen.period)),
            note=_sentences(seen.figure.not_applicable, seen.figure.note),
            cells={
                "value": _value(item, seen),
                "numerator": _number(seen.figure.numerator),
                "denominator": _number(seen.figure.denominator),
                "target": terms.target(item, item.target_in(seen.period)),
            },
            bar=_bar(seen.value, item.bounds_in(seen.period), most),
        )
        for seen in series
    ]


def of_task(entries: Iterable[Progress], task: Task) -> list[Seen]:
    """What was reported of a task."""
    reports = [(entry, entry.tasks[task.id]) for entry in entries if task.id in entry.tasks]
    rows: list[Seen] = []
    for entry, report in reports:
        cells = {
            "state": terms.STATE[report.state],
            "completed": terms.day(report.completed) if report.completed else "",
            "percent": terms.percent(report.percent) if report.percent is not None else "",
            "spent": terms.money(report.spent) if report.spent is not None else "",
        }
        said = cells | {"spent": screen.SPENT.format(amount=cells["spent"])}
        rows.append(
            Seen(
                of=task.id,
                period=entry.period,
                words=", ".join(said[key] for key in cells if cells[key]),
                note=_sentences(report.product, report.reason, report.note),
                cells=cells,
            )
        )
    return rows


def of_routine(
    entries: Iterable[Progress], routine: str, counted: Mapping[Period, RoutineResult]
) -> list[Seen]:
    """How often a routine was held, against what each half-year asks for."""
    rows: list[Seen] = []
    for entry in entries:
        report, result = entry.routines.get(routine), counted[entry.period]
        if report is None or report.held is None:
            continue
        held, expected = Fraction(report.held), Fraction(result.expected)
        times = screen.TIMES_OF if expected else screen.TIMES
        rows.append(
            Seen(
                of=routine,
                period=entry.period,
                words=times.format(held=report.held, expected=result.expected),
                note=report.note or "",
                cells={"held": str(report.held), "expected": str(result.expected)},
                bar=_bar(held, [expected], max(held, expected)),
            )
        )
    return rows


def of_solution(entries: Iterable[Progress], item: Solution) -> list[Seen]:
    """What was done for a measure, in the words of the entries."""
    return [
        Seen(item.id, entry.period, entry.measures[item.id], "", {"value": entry.measures[item.id]})
        for entry in entries
        if item.id in entry.measures
    ]


_COLUMNS: dict[type, tuple[str, ...]] = {
    Indicator: ("value", "numerator", "denominator", "target"),
    Task: ("state", "completed", "percent", "spent"),
    Solution: ("value",),
}


def as_listing(item: object, rows: Sequence[Seen], sample: frozenset[Period]) -> Listing:
    """The series as a table of its own; `sample` are the periods of illustrative figures."""
    columns = _COLUMNS.get(type(item), ("held", "expected"))
    keys = ("id", "period", *columns, "note", "sample")
    return Listing(
        keys,
        tuple(screen.SERIES_COLUMNS[key] for key in keys),
        tuple(
            (
                row.of,
                str(row.period),
                *(row.cells.get(key, "") for key in columns),
                row.note,
                terms.YES if row.period in sample else "",
            )
            for row in rows
        ),
    )


def _value(item: Measured, seen: Observation) -> str:
    """The value alone: both numbers of a ratio have their own columns."""
    if seen.value is None:
        return terms.observed(item, seen)
    return terms.value(item, seen.value, item.target_in(seen.period))


def _number(figure: Fraction | None) -> str:
    return "" if figure is None else decimal_text(figure).replace(".", ",")


def _sentences(*said: str | None) -> str:
    *before, last = [words for words in said if words] or [""]
    return " ".join([*(f"{words.rstrip('.')}." for words in before), last])


def _axis(item: Measured, series: Iterable[Observation]) -> Fraction:
    """Where the bars' axis ends: at 100 for a ratio, at the last level, or at the greatest."""
    ends = [_WHOLE] if item.measure == "ratio" else [Fraction(level) for level in item.levels]
    for seen in series:
        ends += [seen.value or Fraction(0), *item.bounds_in(seen.period)]
    # An answer is no quantity.
    return Fraction(0) if item.measure == "yes_no" else max(ends, default=Fraction(0))


def _bar(value: Fraction | None, bounds: Sequence[Fraction], most: Fraction) -> str:
    """`value` on an axis from 0 to `most`, with a mark behind the cell in which each bound ends.

    A value short of a bound never reaches its mark, and one beyond it always passes it.
    """
    if value is None or most <= 0:
        return ""
    length = _cells(value, most)
    if value > 0:
        length = WIDTH if value == most else min(max(length, 1), WIDTH - 1)
    cells = "█" * length + " " * (WIDTH - length)
    for bound in sorted(bounds, reverse=True):
        mark = _cells(bound, most)
        if value != bound:
            mark = max(mark, length + 1) if value < bound else min(mark, length - 1)
        cells = cells[:mark] + "│" + cells[mark:]
    return cells.rstrip()


def _cells(value: Fraction, most: Fraction) -> int:
    """How many cells `value` is long, from none to all."""
    return floor(max(value, Fraction(0)) / most * WIDTH + Fraction(1, 2))
