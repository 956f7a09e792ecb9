"""The lines around the figures: heading, totals, and what to do next."""

from collections.abc import Collection
from typing import NamedTuple

from kehoach.period import Period
from kehoach.result import IndicatorStatus, TaskStatus
from kehoach.view import LATE, ON_COURSE, StatusView
from kehoach.wording import page, screen


def heading(view: StatusView) -> tuple[str, str]:
    """The two lines on top: who and when, and up to which day."""
    return (
        screen.TITLE.format(organization=view.organization, period=view.period),
        screen.SUBTITLE.format(as_of=view.as_of, cutoff=view.cutoff),
    )


class Totals(NamedTuple):
    """The counts and the money, a line each; empty where there is nothing to count."""

    indicators: str
    tasks: str
    money: str


def totals(view: StatusView) -> Totals:
    """The totals of a view."""
    indicators = screen.counted(screen.COUNTED_INDICATORS, view.indicator_counts)
    tasks = screen.counted(screen.COUNTED_TASKS, view.task_counts) + _outside(view)
    return Totals(
        indicators if view.indicators else "",
        tasks if view.tasks else "",
        view.money.said if view.tasks else "",
    )


def _outside(view: StatusView) -> str:
    """How many tasks are led from outside, and how late those are: never the school's lateness."""
    outside = [row for row in view.tasks if row.external]
    late = sum(row.status is TaskStatus.OVERDUE for row in outside)
    if not outside:
        return ""
    told = screen.OUTSIDE_LATE.format(late=late) if late else ""
    return screen.OUTSIDE_COUNTED.format(count=len(outside), late=told)


def verdict(view: StatusView) -> str:
    """How the period goes, in one sentence: counts alone, those outside the school apart."""
    overdue = [row.external for row in view.tasks if row.status is TaskStatus.OVERDUE]
    asked = [one.external for one in view.attention]
    return page.verdict(
        on_course=sum(row.status in ON_COURSE for row in view.indicators),
        late=sum(row.status in LATE for row in view.indicators),
        indicators=len(view.indicators),
        tasks=len(view.tasks),
        overdue=overdue.count(False),
        overdue_outside=overdue.count(True),
        to_do=asked.count(False),
        to_do_outside=asked.count(True),
    )


def _unanswered(view: StatusView, closed: Collection[Period]) -> dict[Period, list[str]]:
    """What nobody has told, by the half-year in which it is to be told.

    None that is to come, and none that is `closed`.
    """
    evaluation = view.evaluation
    running = min(evaluation.period.end, evaluation.plan.calendar.containing(evaluation.as_of))
    missing: dict[Period, list[str]] = {}
    for row in view.indicators:
        if row.status is IndicatorStatus.NO_DATA:
            missing.setdefault(row.result.expected_in or running, []).append(row.id)
    for task in view.tasks:
        if task.status is TaskStatus.NOT_REPORTED:
            missing.setdefault(max(running, evaluation.plan.horizon.start), []).append(task.id)
    return {half: ids for half, ids in missing.items() if half not in closed}


def next_steps(view: StatusView, closed: Collection[Period]) -> list[str]:
    """What to do next, the most useful first; each is something to type or to write.

    Nothing can be written into periods that are `closed`, signed off.
    """
    period = view.evaluation.period
    steps = [
        screen.STEP_RECORD.format(ids=", ".join(ids), period=half)
        for half, ids in sorted(_unanswered(view, closed).items())
    ]
    if view.sample:
        steps.append(screen.STEP_SAMPLE)
    if view.attention:
        steps.append(screen.STEP_SHOW.format(id=view.attention[0].id, period=period))
    steps.append(screen.STEP_REPORT.format(period=period))
    return steps
