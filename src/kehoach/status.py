"""Status rules: pure functions of (plan, entries up to a period, `as_of`).

All arithmetic is exact, and nothing here asks for today's date. The numbered steps of
`_first_rule_that_fits` are those of the written rules.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from kehoach.indicator import Indicator, Measured
from kehoach.period import Period
from kehoach.plan import Plan, Routine, Task
from kehoach.progress import Figure, IndicatorFigure, Progress, TaskReport
from kehoach.result import (
    OPEN,
    Evaluation,
    Forecast,
    IndicatorResult,
    IndicatorStatus,
    Observation,
    RoutineResult,
    TaskResult,
    TaskStatus,
    Trend,
)
from kehoach.target import Point, Target, extrapolate, value_on_path

Entries = Mapping[Period, Progress]

FEWEST_POINTS_OF_A_FORECAST = 3
_TIMES_IN_A_HALF = {"month": 6, "half_month": 12, "half_year": 1}
_PASSED_OVER = (IndicatorStatus.NOT_DUE, IndicatorStatus.NOT_APPLICABLE)
_ORDER = {status: place for place, status in enumerate(IndicatorStatus)}


def evaluate(plan: Plan, entries: Entries, period: Period, as_of: date) -> Evaluation:
    """Evaluate `plan` at `period`, a half-year, a year or a stage, as known on `as_of`.

    A year and a stage stand where their last half-year does; routines are summed over them.
    """
    at = period.end
    known = entries_up_to(entries, at)
    return Evaluation(
        plan=plan,
        period=period,
        as_of=as_of,
        cutoff=plan.calendar.cutoff(at),
        sample=is_sample(plan, known),
        indicators=tuple(
            _indicator(plan, indicator, known, at, as_of)
            for indicator in plan.indicators
            if not indicator.retired_in(at)
        ),
        tasks=tuple(_task(plan, task, known, as_of) for task in plan.tasks),
        routines=tuple(_routine(routine, known, period) for routine in plan.routines),
    )


def is_sample(plan: Plan, known: Iterable[Progress]) -> bool:
    """Whether what is told of these entries rests on illustrative figures."""
    return plan.sample or any(entry.sample for entry in known)


def entries_up_to(entries: Entries, at: Period) -> list[Progress]:
    """The half-years' entries up to the half-year `at`, from the earliest on."""
    return [entries[key] for key in sorted(entries) if key.is_half_year and key <= at]


def _indicator(
    plan: Plan, indicator: Indicator, known: Sequence[Progress], at: Period, as_of: date
) -> IndicatorResult:
    figures = [
        (entry.period, entry.indicators[indicator.id])
        for entry in known
        if indicator.id in entry.indicators and not entry.indicators[indicator.id].is_blank
    ]
    due = [
        half
        for half in plan.horizon.halves()
        if half <= at and indicator.measured_in(half) and plan.calendar.cutoff(half) <= as_of
    ]
    parts = tuple(
        _result(_Case(plan, indicator, part, _series(_of_part(part.id, figures)), due, at))
        for part in indicator.parts
    )
    return _result(_Case(plan, indicator, indicator, _series(figures), due, at, parts))


def _series(figures: Iterable[tuple[Period, Figure]]) -> tuple[Observation, ...]:
    return tuple(Observation(period, figure, _value(figure)) for period, figure in figures)


def _of_part(
    part: str, figures: Iterable[tuple[Period, IndicatorFigure]]
) -> list[tuple[Period, Figure]]:
    """The part's own figures; what says that the whole is not applicable says it of the part."""
    own = [
        (period, figure if figure.not_applicable else figure.parts.get(part, Figure()))
        for period, figure in figures
    ]
    return [(period, figure) for period, figure in own if not figure.is_blank]


@dataclass(frozen=True)
class _Case:
    """An indicator or a part of one, and all that the rules look at."""

    plan: Plan
    whole: Indicator
    item: Measured
    series: tuple[Observation, ...]
    due: Sequence[Period]
    at: Period
    parts: tuple[IndicatorResult, ...] = ()

    @cached_property
    def target(self) -> Target | None:
        """The target in force."""
        return self.item.target_in(self.at)

    @cached_property
    def term(self) -> Period:
        """The period at whose end the target is due."""
        return (self.target.by if self.target else None) or self.plan.horizon

    @cached_property
    def path(self) -> list[Point]:
        """The known points in order. None where a path would be invented: `between`, `each`."""
        if self.target is None or self.target.between or self.target.each:
            return []
        points = {key.last: reading.value for key, reading in self.item.milestones.items()}
        if self.item.baseline:
            points[self.item.baseline.period.last] = self.item.baseline.value.value
        before = [(place, points[place]) for place in sorted(points) if place < self.term.last]
        return [*before, (self.term.last, self.target.bound)]

    @cached_property
    def required(self) -> Fraction | None:
        """The value that the path asks for at `at`."""
        stepwise = self.item.measure in ("level", "yes_no")
        return value_on_path(self.path, self.at.last, stepwise=stepwise)


def _result(case: _Case) -> IndicatorResult:
    latest = case.series[-1].value if case.series else None
    return IndicatorResult(
        whole=case.whole,
        item=case.item,
        status=_first_rule_that_fits(case),
        target=case.target,
        series=case.series,
        required=case.required,
        gap=case.target.gap(latest) if case.target and latest is not None else None,
        expected_in=case.due[-1] if case.due else None,
        trend=_trend(case) if latest is not None else None,
        forecast=_forecast(case),
        parts=case.parts,
    )


def _first_rule_that_fits(case: _Case) -> IndicatorStatus:
    """The seven steps, in their order."""
    latest = case.series[-1] if case.series else None
    if latest and latest.figure.not_applicable:  # 1
        return IndicatorStatus.NOT_APPLICABLE
    if latest is None:  # 2
        return IndicatorStatus.NO_DATA if case.due else IndicatorStatus.NOT_DUE
    if case.parts:  # 3
        return worst([part.status for part in case.parts])
    target, actual = case.target, latest.value
    if target is None or actual is None:
        # Only a workspace that `check` refuses comes here.
        return IndicatorStatus.NO_DATA
    if target.holds(actual):  # 4
        beyond = target.exceeded_by(actual)
        return IndicatorStatus.EXCEEDED if beyond else IndicatorStatus.ACHIEVED
    if target.each:  # 5
        last_measured = max(case.whole.measured)
        earlier = f"H{latest.period.half}" < last_measured
        return IndicatorStatus.IN_PROGRESS if earlier else IndicatorStatus.MISSED
    if case.at.last >= case.term.last:
        return IndicatorStatus.MISSED
    if case.required is None:  # 6
        return IndicatorStatus.IN_PROGRESS
    return _against_the_path(case, target, actual, case.required)  # 7


def _against_the_path(
    case: _Case, target: Target, actual: Fraction, required: Fraction
) -> IndicatorStatus:
    shortfall = target.goodness(required) - target.goodness(actual)
    if shortfall <= 0:
        return IndicatorStatus.ON_TRACK
    baseline = case.item.baseline
    if baseline and target.goodness(actual) < target.goodness(baseline.value.value):
        return IndicatorStatus.BEHIND
    whole_way = abs(target.goodness(target.bound) - target.goodness(case.path[0][1]))
    within = shortfall <= case.plan.thresholds.at_risk / 100 * whole_way
    return IndicatorStatus.AT_RISK if within else IndicatorStatus.BEHIND


def worst(statuses: Iterable[IndicatorStatus]) -> IndicatorStatus:
    """The status of a whole from those of its parts, by step 3.

    Of parts that are all passed over, one that is not due yet decides: something is to come.
    """
    found = set(statuses)
    if IndicatorStatus.NO_DATA in found:
        return IndicatorStatus.NO_DATA
    counted = found.difference(_PASSED_OVER)
    if counted:
        return max(counted, key=_ORDER.__getitem__)
    return min(found, key=_ORDER.__getitem__)


def _value(figure: Figure) -> Fraction | None:
    """The value of a figure; a ratio's in per cent."""
    if figure.not_applicable:
        return None
    if figure.value is not None:
        return figure.value.value
    if figure.numerator is None or not figure.denominator:
        return None
    return 100 * figure.numerator / figure.denominator


def _trend(case: _Case) -> Trend | None:
    values = [seen.value for seen in case.series if seen.value is not None]
    if case.target is None or len(values) < 2:  # noqa: PLR2004 - a pair
        return None
    before, latest = case.target.goodness(values[-2]), case.target.goodness(values[-1])
    if latest > before:
        return Trend.BETTER
    return Trend.WORSE if latest < before else Trend.SAME


def _forecast(case: _Case) -> Forecast | None:
    """None for yes/no, for `each: year`, and once the term is reached: nothing is ahead."""
    if case.target is None or case.target.each or case.item.measure == "yes_no":
        return None
    term = case.term.end
    points = [(seen.period.last, seen.value) for seen in case.series if seen.value is not None]
    if len(points) < FEWEST_POINTS_OF_A_FORECAST or case.at >= term:
        return None
    return Forecast(extrapolate(points, term), len(points), term)


def _task(plan: Plan, task: Task, known: Sequence[Progress], as_of: date) -> TaskResult:
    reports = [(entry.period, entry.tasks[task.id]) for entry in known if task.id in entry.tasks]
    reported_in, report = reports[-1] if reports else (None, None)
    amounts = [given.spent for _, given in reports if given.spent is not None]
    due = plan.due_on(task)
    status = _task_status(report, due, as_of)
    days_left = (due - as_of).days
    return TaskResult(
        item=task,
        status=status,
        report=report,
        reported_in=reported_in,
        due=due,
        days_left=days_left,
        due_soon=status in OPEN and 0 <= days_left <= plan.thresholds.due_soon_days,
        spent=amounts[-1] if amounts else None,
    )


def _task_status(report: TaskReport | None, due: date, as_of: date) -> TaskStatus:
    if report and report.state == "done":
        late = report.completed is not None and report.completed > due
        return TaskStatus.DONE_LATE if late else TaskStatus.DONE_ON_TIME
    if report and report.state in ("suspended", "cancelled"):
        return TaskStatus(report.state)
    if as_of > due:
        return TaskStatus.OVERDUE
    return TaskStatus(report.state) if report else TaskStatus.NOT_REPORTED


def _routine(routine: Routine, known: Sequence[Progress], period: Period) -> RoutineResult:
    """Count over `period`; a yearly routine in a half-year counts over its year so far."""
    yearly = routine.every == "year" and routine.expected is None
    start = 2 * period.year if yearly and period.is_half_year else period.first
    reports = [
        entry.routines[routine.id].held
        for entry in known
        if entry.period.first >= start and routine.id in entry.routines
    ]
    counts = [held for held in reports if held is not None]
    return RoutineResult(
        item=routine,
        held=sum(counts) if counts else None,
        expected=sum(times_due(routine, half) for half in period.halves()),
    )


def times_due(routine: Routine, half: Period) -> int:
    """How many times the rhythm of a routine asks for it in a half-year; a yearly one in H2."""
    if routine.expected:
        return routine.expected.H1 if half.half == 1 else routine.expected.H2
    if routine.every == "year":
        return half.half - 1
    return _TIMES_IN_A_HALF[routine.every]
