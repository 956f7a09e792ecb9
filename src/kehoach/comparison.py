"""What moved between two periods, in words: from what to what, line by line.

The terminal and the reports draw these rows and compute nothing themselves.
"""

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

from kehoach.movement import IndicatorMove, Movement, TaskMove, TaskTurn, Turn
from kehoach.period import Period
from kehoach.plan import Plan
from kehoach.result import IndicatorStatus, TaskStatus
from kehoach.rows import IndicatorRow, TaskRow, indicator_row, task_row
from kehoach.wording import movement as words
from kehoach.wording import terms

_ORDER = list(TaskStatus)


class IndicatorChange(NamedTuple):
    """One indicator that moved, or a part of one, with its parts that moved.

    `value`, `status` and `target` say `from → to`, or once what stayed the same. A side is None
    where the indicator is not in the plan.
    """

    id: str
    number: str
    name: str
    lead: str
    turn: Turn
    label: str
    value: str
    status: str
    target: str
    note: str
    before: IndicatorRow | None
    after: IndicatorRow | None
    parts: tuple["IndicatorChange", ...] = ()

    @property
    def told(self) -> str:
        """All that is said of it, on one line."""
        target = self.target if self.turn is Turn.REVISED else ""
        return "; ".join(filter(None, (target, self.value, self.status, self.note)))


class TaskChange(NamedTuple):
    """One task that moved. `spent` is what was spent between, empty where nothing was."""

    id: str
    number: str
    name: str
    lead: str
    turn: TaskTurn
    label: str
    status: str
    spent: str
    note: str
    before: TaskRow
    after: TaskRow

    @property
    def told(self) -> str:
        """All that is said of it, on one line."""
        return "; ".join(filter(None, (self.status, self.spent, self.note)))


class Section(NamedTuple):
    """The indicators that moved in one way; never empty."""

    turn: Turn
    title: str
    rows: tuple[IndicatorChange, ...]


class Comparison(NamedTuple):
    """Two periods beside one another: what moved, and counts that include what did not.

    `notes` are what must be known before the lines are read.
    """

    movement: Movement
    organization: str
    before: str
    after: str
    before_as_of: str
    after_as_of: str
    sample: bool
    notes: tuple[str, ...]
    sections: tuple[Section, ...]
    tasks: tuple[TaskChange, ...]
    money: str
    indicator_counts: tuple[tuple[Turn, str, int], ...]
    task_counts: tuple[tuple[TaskTurn, str, int], ...]


def compare(movement: Movement) -> Comparison:
    """Put what moved into words; tasks that came to another status first, in the order of it."""
    plan, before, after = movement.after.plan, movement.before, movement.after
    changes = [
        _indicator(movement, move) for move in movement.indicators if move.turn is not Turn.SAME
    ]
    tasks = [_task(plan, move) for move in movement.tasks if move.turn is not TaskTurn.SAME]
    return Comparison(
        movement=movement,
        organization=plan.organization.name,
        before=terms.period_name(before.period),
        after=terms.period_name(after.period),
        before_as_of=terms.day(before.as_of),
        after_as_of=terms.day(after.as_of),
        sample=movement.sample,
        notes=tuple(_notes(movement)),
        sections=tuple(_sections(changes)),
        tasks=tuple(sorted(tasks, key=_place)),
        money=_money(movement),
        indicator_counts=tuple(
            (turn, label, count)
            for turn, label in words.TURN.items()
            if (count := sum(move.turn is turn for move in movement.indicators))
        ),
        task_counts=tuple(
            (turn, label, count)
            for turn, label in words.TASK_TURN.items()
            if (count := sum(move.turn is turn for move in movement.tasks))
        ),
    )


def _notes(movement: Movement) -> Iterator[str]:
    after = movement.after
    if after.as_of < after.cutoff:
        yield words.NOT_CLOSED.format(
            period=terms.period_name(after.period).capitalize(), cutoff=terms.day(after.cutoff)
        )
    if not movement.reported:
        yield words.NOT_REPORTED.format(before=terms.period_name(movement.before.period))


def _place(row: TaskChange) -> tuple[bool, int]:
    return row.turn is not TaskTurn.STATUS, _ORDER.index(row.after.status)


def _sections(changes: Iterable[IndicatorChange]) -> Iterator[Section]:
    told = list(changes)
    for turn, title in words.TURN.items():
        rows = tuple(change for change in told if change.turn is turn)
        if rows:
            yield Section(turn, title, rows)


def _indicator(movement: Movement, move: IndicatorMove) -> IndicatorChange:
    plan, earlier, later = movement.after.plan, movement.before.period, movement.after.period
    before = indicator_row(plan, move.before, earlier) if move.before else None
    after = indicator_row(plan, move.after, later) if move.after else None
    row = indicator_row(plan, move.known, later)
    return IndicatorChange(
        id=row.id,
        number=row.number,
        name=row.name,
        lead=row.lead,
        turn=move.turn,
        label=words.TURN[move.turn],
        value=_values(before, after),
        status=_sides(before, after, attrgetter("label")),
        target=_sides(before, after, attrgetter("target")),
        note=_note(move, row, later),
        before=before,
        after=after,
        parts=tuple(
            _indicator(movement, part) for part in move.parts if part.turn is not Turn.SAME
        ),
    )


def _values(before: IndicatorRow | None, after: IndicatorRow | None) -> str:
    """Both values, with enough decimals to see which way it went."""
    if before is None or after is None or before.actual != after.actual:
        return _sides(before, after, attrgetter("dated"))
    old, new = before.result.actual, after.result.actual
    if old is None or new is None or old == new:
        return after.dated
    unit = terms.unit_after(after.result.item)
    return _from_to(terms.number_beside(old, new) + unit, terms.number_beside(new, old) + unit)


def _sides(
    before: IndicatorRow | None, after: IndicatorRow | None, told: Callable[[IndicatorRow], str]
) -> str:
    return _from_to(*(told(row) if row else "" for row in (before, after)))


def _from_to(before: str, after: str) -> str:
    if not before or not after or before == after:
        return after or before
    return words.FROM_TO.format(before=before, after=after)


def _note(move: IndicatorMove, row: IndicatorRow, at: Period) -> str:
    """What the line needs beside it: a decision, what is lacking, or what was asked for."""
    result = row.result
    match move.turn:
        case Turn.RETIRED:
            return result.whole.retired_decision or ""
        case Turn.REVISED if not row.parts:
            revision = result.item.revision_in(at)
            return revision.decision if revision else ""
        case Turn.MISSING if result.expected_in and not row.parts:
            return terms.REASON["no_data"].format(period=terms.period_name(result.expected_in))
    match row.status:
        case IndicatorStatus.NOT_APPLICABLE:
            return row.why
        case IndicatorStatus.BEHIND | IndicatorStatus.AT_RISK if row.required:
            return words.REQUIRED.format(required=row.required)
        case IndicatorStatus.MISSED if result.target:
            return words.TARGET.format(target=terms.bounds(result.item, result.target))
    return ""


def _task(plan: Plan, move: TaskMove) -> TaskChange:
    before, after = task_row(plan, move.before), task_row(plan, move.after)
    return TaskChange(
        id=after.id,
        number=after.number,
        name=after.name,
        lead=after.lead,
        turn=move.turn,
        label=words.TASK_TURN[move.turn],
        status=_from_to(before.label, after.label),
        spent=_more(move.spent) if move.spent else "",
        note="; ".join(_task_notes(move, after)),
        before=before,
        after=after,
    )


def _task_notes(move: TaskMove, row: TaskRow) -> Iterator[str]:
    """How much is done of what is not finished, and why it stands where it came to stand."""
    if move.percent is not None and move.after.state != "done":
        before = move.before.report.percent if move.before.report else None
        told = "" if before is None else terms.percent(before)
        yield words.PERCENT.format(percent=_from_to(told, terms.percent(move.percent)))
    if move.turn is TaskTurn.STATUS and row.why:
        yield row.why


def _more(dong: int) -> str:
    return words.SPENT_MORE.format(amount=terms.money(dong))


def _money(movement: Movement) -> str:
    old, new = movement.money
    if not new.reported:
        return words.MONEY_UNTOLD
    before = terms.money(old.spent if old.reported else None)
    after = terms.money(new.spent)
    if not movement.spent:
        return words.MONEY_SAME.format(after=after)
    return words.MONEY.format(change=_more(movement.spent), before=before, after=after)
