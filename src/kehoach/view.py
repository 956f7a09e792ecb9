"""An evaluation in words: its rows, what needs someone to act, and the totals.

The terminal and the reports draw these rows and compute nothing themselves.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kehoach.result import Evaluation, IndicatorStatus, TaskResult, TaskStatus
from kehoach.rows import (
    IndicatorRow,
    MoneyRow,
    RoutineRow,
    ScoreRow,
    TaskRow,
    indicator_row,
    money_row,
    routine_row,
    score_row,
    task_row,
)
from kehoach.summary import budget, budget_by_source, personal_scorecards, scorecards
from kehoach.wording import terms

LATE = (IndicatorStatus.MISSED, IndicatorStatus.BEHIND, IndicatorStatus.AT_RISK)
MET = (IndicatorStatus.EXCEEDED, IndicatorStatus.ACHIEVED)
ON_COURSE = (*MET, IndicatorStatus.ON_TRACK)


class Attention(NamedTuple):
    """One thing that someone must act on: what, how it stands, why, and who is to."""

    id: str
    name: str
    status: str
    label: str
    why: str
    lead: str
    person: str
    external: bool


class StatusView(NamedTuple):
    """An evaluation in words."""

    evaluation: Evaluation
    organization: str
    period: str
    as_of: str
    cutoff: str
    sample: bool
    indicators: tuple[IndicatorRow, ...]
    tasks: tuple[TaskRow, ...]
    routines: tuple[RoutineRow, ...]
    attention: tuple[Attention, ...]
    indicator_counts: tuple[tuple[IndicatorStatus, str, int], ...]
    task_counts: tuple[tuple[TaskStatus, str, int], ...]
    money: MoneyRow
    money_by_source: tuple[MoneyRow, ...]

    @property
    def is_open(self) -> bool:
        """Whether the cut-off is still to come: what is told is provisional."""
        return self.evaluation.as_of < self.evaluation.cutoff


def status_view(evaluation: Evaluation) -> StatusView:
    """Put an evaluation into words."""
    plan = evaluation.plan
    indicators = tuple(
        indicator_row(plan, result, evaluation.period) for result in evaluation.indicators
    )
    tasks = tuple(task_row(plan, result) for result in evaluation.tasks)
    return StatusView(
        evaluation=evaluation,
        organization=plan.organization.name,
        period=terms.period_name(evaluation.period),
        as_of=terms.day(evaluation.as_of),
        cutoff=terms.day(evaluation.cutoff),
        sample=evaluation.sample,
        indicators=indicators,
        tasks=tasks,
        routines=tuple(routine_row(result) for result in evaluation.routines),
        attention=tuple(_attention(indicators, tasks)),
        indicator_counts=tuple(
            (status, label, count)
            for status, label in terms.INDICATOR_STATUS.items()
            if (count := sum(row.status is status for row in indicators))
        ),
        task_counts=tuple(
            (status, label, count)
            for status, label in terms.TASK_STATUS.items()
            if (count := sum(row.status is status for row in tasks))
        ),
        money=money_row(terms.TOTAL, budget(evaluation.tasks)),
        money_by_source=tuple(
            money_row(terms.sources(sources), amounts)
            for sources, amounts in budget_by_source(evaluation.tasks)
        ),
    )


def score_rows(evaluation: Evaluation) -> tuple[list[ScoreRow], list[ScoreRow]]:
    """The scorecards of departments, and of persons."""
    departments = [score_row(card) for card in scorecards(evaluation)]
    return departments, [score_row(card) for card in personal_scorecards(evaluation)]


def only(
    evaluation: Evaluation,
    *,
    department: str | None = None,
    group: str | None = None,
    focus: str | None = None,
    statuses: Iterable[str] = (),
    ids: Iterable[str] = (),
) -> Evaluation:
    """The evaluation cut to what is asked for; its totals are then those of the cut.

    A department is asked for as lead or as coordinating; `due_soon` counts as a status.
    """
    wanted, named = frozenset(statuses), frozenset(ids)

    def fits(item: object, found: set[str]) -> bool:
        bodies = (*getattr(item, "lead", ()), *getattr(item, "coordinating", ()))
        return (
            (department is None or department in bodies)
            and (group is None or group == getattr(item, "group", None))
            and (focus is None or focus in getattr(item, "focus", ()))
            and (not wanted or not wanted.isdisjoint(found))
            and (not named or getattr(item, "id", None) in named)
        )

    return evaluation._replace(
        indicators=tuple(r for r in evaluation.indicators if fits(r.whole, {r.status.value})),
        tasks=tuple(r for r in evaluation.tasks if fits(r.item, statuses_of(r))),
        routines=tuple(r for r in evaluation.routines if fits(r.item, set())),
    )


def statuses_of(result: TaskResult) -> set[str]:
    """The statuses by which a task can be asked for."""
    return {result.status.value, *(["due_soon"] if result.due_soon else [])}


def _attention(indicators: Sequence[IndicatorRow], tasks: Sequence[TaskRow]) -> Iterator[Attention]:
    """What needs someone to act: overdue first, then missed, behind, at risk, and the unknown.

    Within a kind the school's own come before those of external departments.
    """
    by_status: list[TaskRow | IndicatorRow] = []
    by_status += [row for row in tasks if row.status is TaskStatus.OVERDUE]
    for late in LATE:
        by_status += [row for row in indicators if row.status is late]
    by_status += [row for row in tasks if row.result.due_soon]
    by_status += [row for row in indicators if row.status is IndicatorStatus.NO_DATA]
    by_status += [
        row for row in tasks if row.status is TaskStatus.NOT_REPORTED and not row.result.due_soon
    ]
    for row in by_status:
        soon = isinstance(row, TaskRow) and row.result.due_soon
        yield Attention(
            id=row.id,
            name=row.name,
            status="due_soon" if soon else row.status.value,
            label=terms.DUE_SOON if soon else row.label,
            why=row.why,
            lead=row.lead,
            person=row.person if isinstance(row, TaskRow) else "",
            external=isinstance(row, TaskRow) and row.external,
        )
