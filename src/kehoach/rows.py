"""The lines of every table, in words: each figure as it will be read, with no form yet."""

from fractions import Fraction
from typing import NamedTuple

from kehoach.period import Period
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
from kehoach.wording import screen, terms


class IndicatorRow(NamedTuple):
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

    @property
    def dated(self) -> str:
        """The value, with the period it comes from where that is another than the one told of."""
        told = self.actual and self.observed_in
        return f"{self.actual} ({self.observed_in})" if told else self.actual


class TaskRow(NamedTuple):
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


class RoutineRow(NamedTuple):
    """One routine against its rhythm."""

    id: str
    name: str
    rhythm: str
    held: str
    expected: str
    label: str
    met: bool | None


class MoneyRow(NamedTuple):
    """One line of the money's table. `without_amount` of its `tasks` have no known budget."""

    name: str
    planned: str
    spent: str
    share: str
    tasks: int
    without_amount: int
    amounts: Budget

    @property
    def said(self) -> str:
        """The same as a sentence."""
        if self.without_amount == self.tasks:
            nothing = screen.MONEY_SPENT if self.amounts.reported else screen.MONEY_NOWHERE
            return nothing.format(spent=self.spent)
        sentence = screen.MONEY if self.amounts.reported else screen.MONEY_UNTOLD
        said = sentence.format(spent=self.spent, planned=self.planned, share=self.share)
        if self.amounts.unplanned:
            said += screen.MONEY_UNPLANNED.format(amount=terms.money(self.amounts.unplanned))
        if self.without_amount:
            said += screen.MONEY_UNKNOWN.format(count=self.without_amount)
        return said


class ScoreRow(NamedTuple):
    """One line of the scorecards, the shares in words."""

    card: Scorecard
    share_on_time: str
    share_late: str
    share_exceeded: str


def indicator_row(plan: Plan, result: IndicatorResult, period: Period) -> IndicatorRow:
    """An indicator, or a part of one, with its parts, as it is told of `period`.

    A value that was observed outside the period says where it comes from.
    """
    item, latest = result.item, result.latest
    other = result.observed_in is not None and result.observed_in not in period
    observed_in = terms.period_code(result.observed_in) if result.stale or other else ""
    held_against = result.target, result.required
    actual = terms.observed(item, latest, *held_against) if latest else terms.EMPTY
    parts = tuple(indicator_row(plan, part, period) for part in result.parts)
    row = IndicatorRow(
        id=item.id,
        number=result.whole.number,
        name=item.name,
        group=result.whole.group,
        lead=plan.named(result.whole.lead),
        unit="" if parts else terms.unit(item),
        target="" if parts else terms.target(item, result.target),
        required=_required(result),
        actual="" if parts else actual,
        observed_in=observed_in,
        previous="" if parts else _previous(result),
        compared="" if parts else _compared(result),
        status=result.status,
        label=terms.INDICATOR_STATUS[result.status],
        why="",
        trend=terms.TREND[result.trend] if result.trend else "",
        forecast=_forecast(result),
        note=_note(latest.figure) if latest else "",
        evidence=latest.figure.evidence if latest else (),
        result=result,
        parts=parts,
    )
    return row._replace(why=_why(row))


def _required(result: IndicatorResult) -> str:
    if result.required is None:
        return ""
    return terms.required(result.item, result.required, result.actual, result.target)


def _note(figure: Figure) -> str:
    """Why it does not apply, and what else was noted."""
    return ". ".join(told for told in (figure.not_applicable, figure.note) if told)


def _previous(result: IndicatorResult) -> str:
    earlier = [seen for seen in result.series[:-1] if seen.value is not None]
    if not earlier:
        return terms.EMPTY
    last = earlier[-1]
    return f"{terms.value(result.item, last.value)} ({terms.period_code(last.period)})"


def _compared(result: IndicatorResult) -> str:
    """The value against the target, in the unit of the indicator."""
    item, target, actual = result.item, result.target, result.actual
    if target is None or actual is None or item.measure in ("yes_no", "level"):
        return terms.EMPTY
    nearest = min((bound.value for bound in target.bounds), key=lambda bound: abs(bound - actual))
    if actual == nearest:
        return terms.EQUAL
    if target.between and target.holds(actual):
        return terms.WITHIN
    unit = terms.POINTS if terms.unit_after(item) == "%" else terms.unit_after(item)
    words = terms.ABOVE if actual > nearest else terms.BELOW
    return words.format(terms.number_beside(abs(actual - nearest), Fraction(0)) + unit)


def _forecast(result: IndicatorResult) -> str:
    forecast = result.forecast
    if forecast is None:
        return ""
    unit = terms.unit_after(result.item)
    return terms.FORECAST.format(
        value=terms.number(forecast.value, 1) + unit,
        period=terms.period_name(forecast.by),
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
            wanted = terms.bounds(result.item, result.target)
            why = terms.REASON["target"].format(actual=_told(row), target=wanted)
        case IndicatorStatus.BEHIND | IndicatorStatus.AT_RISK:
            why = terms.REASON["required"].format(actual=_told(row), required=row.required)
        case IndicatorStatus.NO_DATA if result.expected_in:
            period = terms.period_name(result.expected_in)
            return terms.REASON["no_data"].format(period=period)
        case IndicatorStatus.NOT_APPLICABLE if result.latest:
            return result.latest.figure.not_applicable or ""
        case _:
            return ""
    if row.observed_in:
        return terms.REASON["stale"].format(why=why, period=row.observed_in)
    return why


def _told(row: IndicatorRow) -> str:
    """The actual inside a sentence: a level or an answer is a word, and stands in quotes."""
    worded = row.result.item.measure in ("level", "yes_no")
    return f"“{row.actual}”" if worded else row.actual


def task_row(plan: Plan, result: TaskResult) -> TaskRow:
    """A task as it stands."""
    task, report = result.item, result.report
    return TaskRow(
        id=task.id,
        number=task.number,
        name=task.name,
        group=task.group,
        lead=plan.named(task.lead),
        coordinating=plan.named(task.coordinating),
        person=task.person or "",
        deadline=terms.deadline(task.deadline),
        due=terms.day(result.due),
        outcome=_outcome(result),
        budget=terms.money(task.budget),
        spent=terms.money(result.spent),
        sources=terms.sources(task.sources) if task.sources else "",
        status=result.status,
        label=terms.task_status(result),
        why=_task_why(result),
        note=report.note or "" if report else "",
        external=plan.external.issuperset(task.lead),
        evidence=report.evidence if report else (),
        result=result,
    )


def _outcome(result: TaskResult) -> str:
    """The product that was reported; a planned one says that it is no result yet."""
    if result.report and result.report.product:
        return result.report.product
    planned = result.item.product
    return terms.PLANNED_PRODUCT.format(product=planned) if planned else ""


def _task_why(result: TaskResult) -> str:
    report = result.report
    reason = report.reason if report and report.reason else ""
    completed = report.completed if report else None
    if result.due_soon:
        key = "due_soon"
    elif result.status is TaskStatus.SUSPENDED or result.status is TaskStatus.CANCELLED:
        key = "reason"
    elif result.status.value in terms.REASON:
        key = result.status.value
    else:
        return ""
    return terms.REASON[key].format(
        due=terms.day(result.due),
        days=terms.days_left(result.days_left),
        completed=terms.day(completed),
        reason=reason,
    )


def routine_row(result: RoutineResult) -> RoutineRow:
    """A routine against its rhythm."""
    return RoutineRow(
        id=result.item.id,
        name=result.item.name,
        rhythm=terms.RHYTHM[result.item.every],
        held=terms.EMPTY if result.held is None else str(result.held),
        expected=str(result.expected),
        label=terms.MET[result.met] if result.expected else terms.NOT_EXPECTED,
        met=result.met if result.expected else True,
    )


def money_row(name: str, amounts: Budget) -> MoneyRow:
    """Money under a name."""
    return MoneyRow(
        name=name,
        # What nobody has written is not nothing.
        planned=terms.money(amounts.planned if amounts.without_amount < amounts.tasks else None),
        spent=terms.money(amounts.spent if amounts.reported else None),
        share=terms.percent(amounts.share),
        tasks=amounts.tasks,
        without_amount=amounts.without_amount,
        amounts=amounts,
    )


def score_row(card: Scorecard) -> ScoreRow:
    """A scorecard with its shares in words."""
    return ScoreRow(
        card=card,
        share_on_time=terms.percent(card.share_on_time),
        share_late=terms.percent(card.share_late),
        share_exceeded=terms.percent(card.share_exceeded),
    )
