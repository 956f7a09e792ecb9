"""The lines of every table, in words: each figure as it will be read, with no form yet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from kehoach import wording
from kehoach.plan import Plan
from kehoach.progress import Evidence, Figure
from kehoach.result import (
    IndicatorResult,
    IndicatorStatus,
    RoutineResult,
    TaskResult,
    TaskStatus,
)
from kehoach.summary import Budget, Scorecard


@dataclass(frozen=True)
class IndicatorRow:
    """One line of the indicators' table: an indicator, or a part of one."""

    id: str
    number: str
    name: str
    group: str
    lead: str
    unit: str
    target: str
    required: str
    actual: str
    observed_in: str
    previous: str
    compared: str
    status: IndicatorStatus
    label: str
    why: str
    trend: str
    forecast: str
    note: str
    evidence: tuple[Evidence, ...]
    result: IndicatorResult
    parts: tuple["IndicatorRow", ...] = ()


@dataclass(frozen=True)
class TaskRow:
    """One line of the tasks' table."""

    id: str
    number: str
    name: str
    group: str
    lead: str
    coordinating: str
    person: str
    deadline: str
    due: str
    outcome: str
    budget: str
    spent: str
    sources: str
    status: TaskStatus
    label: str
    why: str
    note: str
    external: bool
    evidence: tuple[Evidence, ...]
    result: TaskResult


@dataclass(frozen=True)
class RoutineRow:
    """One routine against its rhythm."""

    id: str
    name: str
    rhythm: str
    held: str
    expected: str
    label: str
    met: bool | None


@dataclass(frozen=True)
class MoneyRow:
    """One line of the money's table. `without_amount` of its `tasks` have no known budget."""

    name: str
    planned: str
    spent: str
    share: str
    tasks: int
    without_amount: int
    amounts: Budget


@dataclass(frozen=True)
class ScoreRow:
    """One line of the scorecards, the shares in words."""

    card: Scorecard
    share_on_time: str
    share_late: str
    share_exceeded: str


def indicator_row(plan: Plan, result: IndicatorResult) -> IndicatorRow:
    """An indicator, or a part of one, with its parts."""
    item, latest = result.item, result.latest
    observed_in = wording.period_code(result.observed_in) if result.stale else ""
    actual = wording.observed(item, latest, result.target) if latest else wording.EMPTY
    parts = tuple(indicator_row(plan, part) for part in result.parts)
    row = IndicatorRow(
        id=item.id,
        number=result.whole.number,
        name=item.name,
        group=result.whole.group,
        lead=_names(plan, result.whole.lead),
        unit="" if parts else wording.unit(item),
        target="" if parts else wording.target(item, result.target),
        required="" if result.required is None else wording.value(item, result.required),
        actual="" if parts else actual,
        observed_in=observed_in,
        previous="" if parts else _previous(result),
        compared="" if parts else _compared(result),
        status=result.status,
        label=wording.INDICATOR_STATUS[result.status],
        why="",
        trend=wording.TREND[result.trend] if result.trend else "",
        forecast=_forecast(result),
        note=_note(latest.figure) if latest else "",
        evidence=latest.figure.evidence if latest else (),
        result=result,
        parts=parts,
    )
    return replace(row, why=_why(row))


def _note(figure: Figure) -> str:
    """Why it does not apply, and what else was noted."""
    return ". ".join(told for told in (figure.not_applicable, figure.note) if told)


def _previous(result: IndicatorResult) -> str:
    earlier = [seen for seen in result.series[:-1] if seen.value is not None]
    if not earlier:
        return wording.EMPTY
    last = earlier[-1]
    return f"{wording.value(result.item, last.value)} ({wording.period_code(last.period)})"


def _compared(result: IndicatorResult) -> str:
    """The value against the target, in the unit of the indicator."""
    item, target, actual = result.item, result.target, result.actual
    if target is None or actual is None or item.measure in ("yes_no", "level"):
        return wording.EMPTY
    nearest = min((bound.value for bound in target.bounds), key=lambda bound: abs(bound - actual))
    if actual == nearest:
        return wording.EQUAL
    if target.between and target.holds(actual):
        return wording.WITHIN
    unit = wording.POINTS if wording.unit_after(item) == "%" else wording.unit_after(item)
    words = wording.ABOVE if actual > nearest else wording.BELOW
    return words.format(wording.number_beside(abs(actual - nearest), Fraction(0)) + unit)


def _forecast(result: IndicatorResult) -> str:
    forecast = result.forecast
    if forecast is None:
        return ""
    unit = wording.unit_after(result.item)
    return wording.FORECAST.format(
        value=wording.number(forecast.value, 1) + unit,
        period=wording.period_name(forecast.by),
        points=forecast.points,
    )


def _why(row: IndicatorRow) -> str:
    """Why an indicator stands where it does, for those that need someone to act."""
    result = row.result
    if row.parts:
        responsible = [part for part in row.parts if part.status is row.status and part.why]
        return "; ".join(f"{part.name}: {part.why}" for part in responsible)
    match row.status:
        case IndicatorStatus.MISSED if result.target:
            wanted = wording.bounds(result.item, result.target)
            why = wording.REASON["target"].format(actual=row.actual, target=wanted)
        case IndicatorStatus.BEHIND | IndicatorStatus.AT_RISK:
            why = wording.REASON["required"].format(actual=row.actual, required=row.required)
        case IndicatorStatus.NO_DATA if result.expected_in:
            period = wording.period_name(result.expected_in)
            return wording.REASON["no_data"].format(period=period)
        case IndicatorStatus.NOT_APPLICABLE if result.latest:
            return result.latest.figure.not_applicable or ""
        case _:
            return ""
    if row.observed_in:
        return wording.REASON["stale"].format(why=why, period=row.observed_in)
    return why


def task_row(plan: Plan, result: TaskResult) -> TaskRow:
    """A task as it stands."""
    task, report = result.item, result.report
    return TaskRow(
        id=task.id,
        number=task.number,
        name=task.name,
        group=task.group,
        lead=_names(plan, task.lead),
        coordinating=_names(plan, task.coordinating),
        person=task.person or "",
        deadline=str(task.deadline),
        due=wording.day(result.due),
        outcome=(report.product if report and report.product else task.product) or "",
        budget=wording.money(task.budget),
        spent=wording.money(result.spent),
        sources=wording.sources(task.sources) if task.sources else "",
        status=result.status,
        label=wording.task_status(result),
        why=_task_why(result),
        note=report.note or "" if report else "",
        external=plan.external.issuperset(task.lead),
        evidence=report.evidence if report else (),
        result=result,
    )


def _task_why(result: TaskResult) -> str:
    report = result.report
    reason = report.reason if report and report.reason else ""
    completed = report.completed if report else None
    if result.due_soon:
        key = "due_soon"
    elif result.status is TaskStatus.SUSPENDED or result.status is TaskStatus.CANCELLED:
        key = "reason"
    elif result.status.value in wording.REASON:
        key = result.status.value
    else:
        return ""
    return wording.REASON[key].format(
        due=wording.day(result.due),
        days=wording.days_left(result),
        completed=wording.day(completed),
        reason=reason,
    )


def routine_row(result: RoutineResult) -> RoutineRow:
    """A routine against its rhythm."""
    return RoutineRow(
        id=result.item.id,
        name=result.item.name,
        rhythm=wording.RHYTHM[result.item.every],
        held=wording.EMPTY if result.held is None else str(result.held),
        expected=str(result.expected),
        label=wording.MET[result.met] if result.expected else wording.NOT_EXPECTED,
        met=result.met if result.expected else True,
    )


def money_row(name: str, amounts: Budget) -> MoneyRow:
    """Money under a name."""
    return MoneyRow(
        name=name,
        # What nobody has written is not nothing.
        planned=wording.money(amounts.planned if amounts.without_amount < amounts.tasks else None),
        spent=wording.money(amounts.spent),
        share=wording.percent(amounts.share),
        tasks=amounts.tasks,
        without_amount=amounts.without_amount,
        amounts=amounts,
    )


def score_row(card: Scorecard) -> ScoreRow:
    """A scorecard with its shares in words."""
    return ScoreRow(
        card=card,
        share_on_time=wording.percent(card.share_on_time),
        share_late=wording.percent(card.share_late),
        share_exceeded=wording.percent(card.share_exceeded),
    )


def _names(plan: Plan, ids: Sequence[str]) -> str:
    return ", ".join(plan.names.get(key, key) for key in ids)
