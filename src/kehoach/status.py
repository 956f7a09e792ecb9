"""Status rules: pure functions of (plan, entries up to a period, `as_of`).

All arithmetic is exact, and nothing here asks for today's date. The numbered steps of
`_first_rule_that_fits` are those of the written rules.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from kehoach.period import Period
from kehoach.plan import Indicator, Measured, Plan, Routine, Task
from kehoach.progress import Figure, IndicatorFigure, Progress, State, TaskReport
from kehoach.target import Point, Target, extrapolate, value_on_path

Entries = Mapping[Period, Progress]

FEWEST_POINTS_OF_A_FORECAST = 3
_TIMES_IN_A_HALF = {"month": 6, "half_month": 12, "half_year": 1}


class IndicatorStatus(StrEnum):
    """Status of an indicator or a part, from the best to the worst, then the unknown ones."""

    EXCEEDED = "exceeded"
    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    IN_PROGRESS = "in_progress"
    AT_RISK = "at_risk"
    BEHIND = "behind"
    MISSED = "missed"
    NOT_DUE = "not_due"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"


_PASSED_OVER = (IndicatorStatus.NOT_DUE, IndicatorStatus.NOT_APPLICABLE)
_ORDER = {status: place for place, status in enumerate(IndicatorStatus)}


class TaskStatus(StrEnum):
    """Status of a task."""

    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    OVERDUE = "overdue"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    NOT_REPORTED = "not_reported"


OPEN = frozenset({TaskStatus.NOT_STARTED, TaskStatus.IN_PROGRESS, TaskStatus.NOT_REPORTED})


class Trend(StrEnum):
    """The latest value against the one before, in the sense of the target."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Observation:
    """What one period says of an indicator or a part. `value` is None where not applicable."""

    period: Period
    figure: Figure
    value: Fraction | None


@dataclass(frozen=True, slots=True)
class Forecast:
    """The least-squares line at the last half-year of `by`. Never used in a status."""

    value: Fraction
    points: int
    by: Period


@dataclass(frozen=True)
class IndicatorResult:
    """How an indicator, or a part of one, stands. Values in its own unit (a ratio: per cent).

    `item` is the indicator `whole` itself, or a part of it.
    `gap` is from the value to the bound of the target, 0 where it holds.
    """

    whole: Indicator
    item: Measured
    status: IndicatorStatus
    target: Target | None
    series: tuple[Observation, ...]
    required: Fraction | None
    gap: Fraction | None
    expected_in: Period | None
    trend: Trend | None
    forecast: Forecast | None
    parts: tuple["IndicatorResult", ...] = ()

    @property
    def latest(self) -> Observation | None:
        """The last observation, if there is one."""
        return self.series[-1] if self.series else None

    @property
    def actual(self) -> Fraction | None:
        """The latest value."""
        return self.latest.value if self.latest else None

    @property
    def observed_in(self) -> Period | None:
        """The half-year of the last observation."""
        return self.latest.period if self.latest else None

    @property
    def stale(self) -> bool:
        """Whether the last observation is older than the one that was due."""
        return bool(self.observed_in and self.expected_in and self.observed_in < self.expected_in)


@dataclass(frozen=True)
class TaskResult:
    """How a task stands. `due` is the last day on time; amounts in đồng."""

    item: Task
    status: TaskStatus
    report: TaskReport | None
    reported_in: Period | None
    due: date
    days_left: int
    due_soon: bool
    spent: int | None

    @property
    def state(self) -> State | None:
        """The state last reported."""
        return self.report.state if self.report else None


@dataclass(frozen=True)
class RoutineResult:
    """A routine's count against what its rhythm asks for. `held` is None where not reported."""

    item: Routine
    held: int | None
    expected: int

    @property
    def met(self) -> bool | None:
        """Whether it was held often enough; None where nothing was reported."""
        return None if self.held is None else self.held >= self.expected

    @property
    def share(self) -> Fraction | None:
        """Held against expected, in per cent."""
        known = self.held is not None and self.expected
        return Fraction(100 * self.held, self.expected) if known else None  # type: ignore[operator]


@dataclass(frozen=True)
class Evaluation:
    """Everything the plan's items say in one period, in the catalogue's order."""

    plan: Plan
    period: Period
    as_of: date
    cutoff: date
    sample: bool
    indicators: tuple[IndicatorResult, ...]
    tasks: tuple[TaskResult, ...]
    routines: tuple[RoutineResult, ...]


def evaluate(plan: Plan, entries: Entries, period: Period, as_of: date) -> Evaluation:
    """Evaluate `plan` at `period`, a half-year, a year or a stage, as known on `as_of`.

    A year and a stage stand where their last half-year does; routines are summed over them.
    """
    at = period.end
    known = [entries[key] for key in sorted(entries) if key.is_half_year and key <= at]
    return Evaluation(
        plan=plan,
        period=period,
        as_of=as_of,
        cutoff=plan.calendar.cutoff(at),
        sample=plan.sample or any(entry.sample for entry in known),
        indicators=tuple(
            _indicator(plan, indicator, known, at, as_of)
            for indicator in plan.indicators
            if not indicator.retired_in(at)
        ),
        tasks=tuple(_task(plan, task, known, as_of) for task in plan.tasks),
        routines=tuple(_routine(routine, known, period) for routine in plan.routines),
    )


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
        _measured(plan, indicator, part, _figures_of_part(part.id, figures), due, at)
        for part in indicator.parts
    )
    return _measured(plan, indicator, indicator, figures, due, at, parts)


def _figures_of_part(
    part: str, figures: Iterable[tuple[Period, IndicatorFigure]]
) -> list[tuple[Period, Figure]]:
    """The part's own figures; what says that the whole is not applicable says it of the part."""
    own = [
        (period, figure if figure.not_applicable else figure.parts.get(part, Figure()))
        for period, figure in figures
    ]
    return [(period, figure) for period, figure in own if not figure.is_blank]


def _measured(
    plan: Plan,
    indicator: Indicator,
    item: Measured,
    figures: Sequence[tuple[Period, Figure]],
    due: Sequence[Period],
    at: Period,
    parts: tuple[IndicatorResult, ...] = (),
) -> IndicatorResult:
    """Evaluate `item`, which is `indicator` itself or one of its parts."""
    series = tuple(Observation(period, figure, _value(figure)) for period, figure in figures)
    target = item.target_in(at)
    path = _path(item, target, plan.horizon)
    valued = [(seen.period, seen.value) for seen in series if seen.value is not None]
    latest = series[-1].value if series else None
    return IndicatorResult(
        whole=indicator,
        item=item,
        status=_first_rule_that_fits(plan, indicator, item, target, path, series, due, at, parts),
        target=target,
        series=series,
        required=value_on_path(path, at.last, stepwise=_is_stepwise(item)),
        gap=target.gap(latest) if target and latest is not None else None,
        expected_in=due[-1] if due else None,
        trend=_trend(target, [value for _, value in valued]) if latest is not None else None,
        forecast=_forecast(item, target, plan.horizon, valued, at),
        parts=parts,
    )


def _first_rule_that_fits(
    plan: Plan,
    indicator: Indicator,
    item: Measured,
    target: Target | None,
    path: Sequence[Point],
    series: Sequence[Observation],
    due: Sequence[Period],
    at: Period,
    parts: Sequence[IndicatorResult],
) -> IndicatorStatus:
    """The seven steps, in their order."""
    latest = series[-1] if series else None
    if latest and latest.figure.not_applicable:  # 1
        return IndicatorStatus.NOT_APPLICABLE
    if latest is None:  # 2
        return IndicatorStatus.NO_DATA if due else IndicatorStatus.NOT_DUE
    if parts:  # 3
        return worst([part.status for part in parts])
    actual = latest.value
    if target is None or actual is None:
        # Only a workspace that `check` refuses comes here.
        return IndicatorStatus.NO_DATA
    if target.holds(actual):  # 4
        beyond = target.exceeded_by(actual)
        return IndicatorStatus.EXCEEDED if beyond else IndicatorStatus.ACHIEVED
    if target.each:  # 5
        last_measured = max(indicator.measured)
        earlier = f"H{latest.period.half}" < last_measured
        return IndicatorStatus.IN_PROGRESS if earlier else IndicatorStatus.MISSED
    if at.last >= _term(target, plan.horizon).last:
        return IndicatorStatus.MISSED
    required = value_on_path(path, at.last, stepwise=_is_stepwise(item))
    if required is None:  # 6
        return IndicatorStatus.IN_PROGRESS
    if target.goodness(actual) >= target.goodness(required):  # 7
        return IndicatorStatus.ON_TRACK
    baseline = item.baseline
    if baseline and target.goodness(actual) < target.goodness(baseline.value.value):
        return IndicatorStatus.BEHIND
    shortfall = target.goodness(required) - target.goodness(actual)
    whole_way = abs(target.goodness(target.bound) - target.goodness(path[0][1]))
    within = shortfall <= plan.thresholds.at_risk / 100 * whole_way
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


def _term(target: Target, horizon: Period) -> Period:
    return target.by or horizon


def _is_stepwise(item: Measured) -> bool:
    return item.measure in ("level", "yes_no")


def _path(item: Measured, target: Target | None, horizon: Period) -> list[Point]:
    """The known points in order. None where a path would be invented: `between`, `each`."""
    if target is None or target.between or target.each:
        return []
    points = {key.last: reading.value for key, reading in item.milestones.items()}
    if item.baseline:
        points[item.baseline.period.last] = item.baseline.value.value
    term = _term(target, horizon).last
    return [(place, points[place]) for place in sorted(points) if place < term] + [
        (term, target.bound)
    ]


def _trend(target: Target | None, values: Sequence[Fraction]) -> Trend | None:
    if target is None or len(values) < 2:  # noqa: PLR2004 - a pair
        return None
    before, latest = target.goodness(values[-2]), target.goodness(values[-1])
    if before == latest:
        return Trend.SAME
    return Trend.BETTER if latest > before else Trend.WORSE


def _forecast(
    item: Measured,
    target: Target | None,
    horizon: Period,
    valued: Sequence[tuple[Period, Fraction]],
    at: Period,
) -> Forecast | None:
    """None for yes/no, for `each: year`, and once the term is reached: nothing is ahead."""
    if target is None or target.each or item.measure == "yes_no":
        return None
    term = _term(target, horizon).end
    if len(valued) < FEWEST_POINTS_OF_A_FORECAST or at >= term:
        return None
    points = [(period.last, value) for period, value in valued]
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
        expected=sum(_times_due(routine, half) for half in period.halves()),
    )


def _times_due(routine: Routine, half: Period) -> int:
    if routine.expected:
        return routine.expected.H1 if half.half == 1 else routine.expected.H2
    if routine.every == "year":
        return half.half - 1
    return _TIMES_IN_A_HALF[routine.every]
