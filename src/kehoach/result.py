"""What an evaluation finds, as data: statuses, observations and results. No rule is here."""

from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from kehoach.indicator import Indicator, Measured
from kehoach.period import Period
from kehoach.plan import Plan, Routine, Task
from kehoach.progress import Figure, State, TaskReport
from kehoach.target import Target


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


class Observation(NamedTuple):
    """What one period says of an indicator or a part. `value` is None where not applicable."""

    period: Period
    figure: Figure
    value: Fraction | None


class Forecast(NamedTuple):
    """The least-squares line at the last half-year of `by`. Never used in a status."""

    value: Fraction
    points: int
    by: Period


class IndicatorResult(NamedTuple):
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
        """Whether the last observation, or that of a part, is older than the one that was due."""
        if self.parts:
            return any(part.stale for part in self.parts)
        return bool(self.observed_in and self.expected_in and self.observed_in < self.expected_in)


class TaskResult(NamedTuple):
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


class RoutineResult(NamedTuple):
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
        if self.held is None or not self.expected:
            return None
        return Fraction(100 * self.held, self.expected)


class Evaluation(NamedTuple):
    """Everything the plan's items say in one period, in the catalogue's order."""

    plan: Plan
    period: Period
    as_of: date
    cutoff: date
    sample: bool
    indicators: tuple[IndicatorResult, ...]
    tasks: tuple[TaskResult, ...]
    routines: tuple[RoutineResult, ...]
