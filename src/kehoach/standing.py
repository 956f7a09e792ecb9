"""How an item of the plan stands, line by line in words, and the figures that say so."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import assert_never

from kehoach import series
from kehoach.definition import Line
from kehoach.indicator import Indicator
from kehoach.period import Period
from kehoach.plan import Item, Routine, Solution, Task
from kehoach.progress import Progress
from kehoach.result import OPEN, RoutineResult, TaskStatus
from kehoach.rows import IndicatorRow, RoutineRow, TaskRow
from kehoach.series import Seen
from kehoach.status import Entries, evaluate
from kehoach.view import StatusView
from kehoach.wording import screen, terms


def stands_at(item: Item, at: Period) -> Period:
    """The period in which to look at `item`: `at`, or the last half-year before it was retired."""
    if isinstance(item, Indicator) and item.retired_from and item.retired_in(at):
        before = item.retired_from.first - 1
        return Period(before, before)
    return at


def stand(
    item: Item, view: StatusView, entries: Entries, known: Sequence[Progress]
) -> tuple[list[Line], list[Seen]]:
    """How an item stands in the view's period, and what each of the `known` entries said of it."""
    match item:
        case Indicator():
            row = next(row for row in view.indicators if row.id == item.id)
            retired = Line("retired", _retired(item))
            return [retired, *_indicator(row)], series.of_indicator(row.result)
        case Task():
            task = next(row for row in view.tasks if row.id == item.id)
            return _task(task), series.of_task(known, item)
        case Routine():
            routine = next(row for row in view.routines if row.id == item.id)
            counted = _by_period(view, entries, known, item)
            return [_routine(routine)], series.of_routine(known, item.id, counted)
        case Solution():
            seen = series.of_solution(known, item)
            return [_solution(seen, view)], seen
        case _ as other:
            assert_never(other)


def _by_period(
    view: StatusView, entries: Entries, known: Iterable[Progress], item: Routine
) -> dict[Period, RoutineResult]:
    """How a routine stood in each half-year."""
    found: dict[Period, RoutineResult] = {}
    for entry in known:
        then = evaluate(view.evaluation.plan, entries, entry.period, view.evaluation.as_of)
        found[entry.period] = next(one for one in then.routines if one.item.id == item.id)
    return found


def _indicator(row: IndicatorRow) -> list[Line]:
    """How it stands, then each part of a compound one."""
    lines = _figure(row)
    for part in row.parts:
        lines.append(Line("part", part.name))
        lines += [line._replace(of_part=True) for line in _figure(part)]
    return lines


def _figure(row: IndicatorRow) -> list[Line]:
    result, expected = row.result, row.result.expected_in
    observed = f"{row.actual} ({terms.period_code(result.observed_in)})" if row.actual else ""
    missing = terms.period_name(expected) if result.stale and expected else ""
    return [
        Line(
            "status", _with_reason(row.label, row.why if not row.parts else ""), status=row.status
        ),
        Line("actual", observed if result.actual is not None else ""),
        Line("stale", screen.STALE.format(period=missing) if missing else ""),
        # The definition gives the first target; this is the one in force.
        Line("target", row.target if result.item.revisions else ""),
        Line("required", row.required),
        Line("compared", row.compared if row.compared != terms.EMPTY else ""),
        Line("trend", row.trend),
        # The label says that it is one.
        Line("forecast", row.forecast.removeprefix(f"{screen.DEFINITION['forecast'].lower()} ")),
    ]


def _retired(item: Indicator) -> str:
    if item.retired_from is None:
        return ""
    since = screen.FROM.format(period=terms.period_name(item.retired_from))
    return _with_reason(since, item.retired_decision or "")


def _task(row: TaskRow) -> list[Line]:
    result = row.result
    report = result.report
    running = result.status in OPEN or result.status is TaskStatus.OVERDUE
    days = terms.days_left(result.days_left)
    percent = report.percent if report else None
    spent = row.spent if result.spent is not None else ""
    if spent and result.item.budget:
        share = terms.percent(Fraction(100 * (result.spent or 0), result.item.budget))
        spent = screen.SPENT_OF.format(spent=spent, planned=row.budget, share=share)
    status = "due_soon" if result.due_soon else row.status.value
    return [
        Line("status", _with_reason(row.label, row.why), status=status),
        Line("days_left", days if running and days not in row.why else ""),
        Line("percent", terms.percent(percent) if percent is not None else ""),
        Line("spent", spent),
        Line("reported_in", terms.period_name(result.reported_in) if result.reported_in else ""),
    ]


def _routine(row: RoutineRow) -> Line:
    return Line("status", f"{row.label} ({row.held}/{row.expected})")


def _solution(seen: Sequence[Seen], view: StatusView) -> Line:
    if not seen:
        return Line("reported", screen.MEASURE_SILENT.format(period=view.period))
    told_in = ", ".join(terms.period_name(one.period) for one in seen)
    return Line("reported", screen.MEASURE_TOLD.format(periods=told_in))


def _with_reason(words: str, reason: str) -> str:
    return f"{words} ({reason})" if reason else words
