"""What is to be finished, measured, held and reported, and by which day.

That is the work of the half-year that is running, and the tasks that fall due within some days.
"""

from collections.abc import Collection, Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from kehoach.outline import Kind, kind_of
from kehoach.period import Period
from kehoach.plan import Plan
from kehoach.result import OPEN, Evaluation, IndicatorResult, RoutineResult, TaskResult, TaskStatus


class Action(StrEnum):
    """What is to be done by the day."""

    FINISH = "finish"
    MEASURE = "measure"
    HOLD = "hold"
    REPORT = "report"


Subject: TypeAlias = TaskResult | IndicatorResult | RoutineResult | Kind


class Occasion(NamedTuple):
    """Something to be done by `day`, that day included.

    `period` is what a report is about, otherwise the half-year that asks for it.
    `asked`: how many times a routine should have been held by now.
    """

    action: Action
    subject: Subject
    period: Period
    day: date
    days_left: int
    lead: tuple[str, ...] = ()
    external: bool = False
    asked: int | None = None

    @property
    def overdue(self) -> bool:
        """Whether the day is past."""
        return self.days_left < 0


def running_half(plan: Plan, day: date) -> Period:
    """The half-year that holds `day`; before and after the horizon its first and its last."""
    horizon = plan.horizon
    return min(max(plan.calendar.containing(day), horizon.start), horizon.end)


def agenda(
    evaluation: Evaluation, days: int, closed: Collection[Period] = ()
) -> tuple[Occasion, ...]:
    """All occasions of an evaluation at a half-year, from the earliest day on.

    Tasks within `days` after `as_of`, and those that are overdue. Figures, routines and reports
    of the whole half-year, by its cut-off; figures of a half-year that is over stay due. Nothing is
    asked for that could only be recorded in a period that is `closed`, signed off.
    """
    found = (
        *_finished(evaluation, days),
        *_measured(evaluation),
        *_held(evaluation, days),
        *_reported(evaluation),
    )
    open_ones = [one for one in found if not _is_closed(one, evaluation.plan, closed)]
    order = list(Action)
    return tuple(sorted(open_ones, key=lambda one: (one.day, order.index(one.action))))


def _is_closed(occasion: Occasion, plan: Plan, closed: Collection[Period]) -> bool:
    """Whether nobody can record it any more. A task can be told of in a later half-year."""
    match occasion.subject:
        case TaskResult():
            return plan.horizon.end in closed
        case Kind() as kind:
            return kind is kind_of(occasion.period) and occasion.period in closed
        case _:
            return occasion.period in closed


def _finished(evaluation: Evaluation, days: int) -> Iterator[Occasion]:
    for result in evaluation.tasks:
        unfinished = result.status in OPEN or result.status is TaskStatus.OVERDUE
        if unfinished and result.days_left <= days:
            yield _occasion(
                evaluation, Action.FINISH, result, day=result.due, lead=result.item.lead
            )


def _measured(evaluation: Evaluation) -> Iterator[Occasion]:
    running = evaluation.period
    for result in evaluation.indicators:
        asked = {half for half in (result.expected_in, running) if half}
        for half in sorted(asked):
            if result.whole.measured_in(half) and lacking(result, half):
                yield _occasion(evaluation, Action.MEASURE, result, half, lead=result.whole.lead)


def lacking(result: IndicatorResult, half: Period) -> tuple[IndicatorResult, ...]:
    """The indicator, or those of its parts, that no figure of `half` or later is known of."""
    lines = result.parts or (result,)
    return tuple(line for line in lines if line.observed_in is None or line.observed_in < half)


def _held(evaluation: Evaluation, days: int) -> Iterator[Occasion]:
    """The routines behind what their rhythm asks for by now.

    That is its share of the half-year gone by, rounded down, and all of it once the cut-off lies
    within `days`. What nobody has reported is not known to have been held.
    """
    running, as_of = evaluation.period, evaluation.as_of
    start, end = evaluation.plan.calendar.span(running)
    gone = min(max((as_of - start).days + 1, 0), (end - start).days)
    closing = (evaluation.cutoff - as_of).days <= days
    for result in evaluation.routines:
        expected = result.expected
        asked = expected if closing else expected * gone // (end - start).days
        if (result.held or 0) < asked:
            yield _occasion(evaluation, Action.HOLD, result, lead=result.item.lead, asked=asked)


def _reported(evaluation: Evaluation) -> Iterator[Occasion]:
    """The reports of section VI; whether one has been sent is not known once its day is past."""
    plan, running = evaluation.plan, evaluation.period
    if evaluation.cutoff < evaluation.as_of:
        return
    if running.half == 1:
        yield _occasion(evaluation, Action.REPORT, Kind.HALF_YEAR)
        return
    year = Period(running.last - 1, running.last)
    yield _occasion(evaluation, Action.REPORT, Kind.YEAR, year)
    if plan.focus_areas:
        yield _occasion(evaluation, Action.REPORT, Kind.FOCUS, year)
    if running == plan.horizon.end and not plan.horizon.is_year:
        yield _occasion(evaluation, Action.REPORT, Kind.STAGE, plan.horizon)


def _occasion(
    evaluation: Evaluation,
    action: Action,
    subject: Subject,
    period: Period | None = None,
    *,
    day: date | None = None,
    lead: tuple[str, ...] = (),
    asked: int | None = None,
) -> Occasion:
    """An occasion, by default of the running half-year, and by the cut-off of its period."""
    plan = evaluation.plan
    at = period or evaluation.period
    when = day or plan.calendar.cutoff(at)
    return Occasion(
        action=action,
        subject=subject,
        period=at,
        day=when,
        days_left=(when - evaluation.as_of).days,
        lead=lead,
        external=bool(lead) and plan.external.issuperset(lead),
        asked=asked,
    )
