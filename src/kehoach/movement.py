"""What moved between two evaluations of one plan. No status is computed here.

Better and worse are told by the order of `IndicatorStatus` and, where the status is the same, by
the value in the sense of the target. What can't be compared is never called either (decision
0022).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from kehoach.result import Evaluation, IndicatorResult, IndicatorStatus, TaskResult
from kehoach.status import worst
from kehoach.summary import Budget, budget

_UNRATED = (IndicatorStatus.NOT_DUE, IndicatorStatus.NO_DATA, IndicatorStatus.NOT_APPLICABLE)


class Turn(StrEnum):
    """What became of an indicator or a part; each has exactly one."""

    BETTER = "better"
    WORSE = "worse"
    NEW = "new"
    """It is rated now and was not before."""
    MISSING = "missing"
    """A figure fell due and is not there."""
    REVISED = "revised"
    """The target in force is another one, so nothing is called better or worse."""
    RETIRED = "retired"
    APPEARED = "appeared"
    OTHER = "other"
    SAME = "same"


class TaskTurn(StrEnum):
    """What became of a task: another status or state, only other figures, or nothing."""

    STATUS = "status"
    FIGURES = "figures"
    SAME = "same"


class IndicatorMove(NamedTuple):
    """An indicator, or a part of one, on both sides; None where it is not in the plan.

    `known` is the later side, or the earlier one of what is retired.
    """

    known: IndicatorResult
    before: IndicatorResult | None
    after: IndicatorResult | None
    turn: Turn
    parts: tuple["IndicatorMove", ...] = ()


class TaskMove(NamedTuple):
    """A task on both sides."""

    before: TaskResult
    after: TaskResult

    @property
    def turn(self) -> TaskTurn:
        """What became of it. That its last day came nearer is nothing."""
        if (self.before.status, self.before.state) != (self.after.status, self.after.state):
            return TaskTurn.STATUS
        return TaskTurn.FIGURES if self.spent or self.percent is not None else TaskTurn.SAME

    @property
    def percent(self) -> Fraction | None:
        """The share done that is told now, where it is another one than before."""
        before, after = (
            side.report.percent if side.report else None for side in (self.before, self.after)
        )
        return None if after == before else after

    @property
    def spent(self) -> int:
        """Đồng spent between the two."""
        return (self.after.spent or 0) - (self.before.spent or 0)


@dataclass(frozen=True)
class Movement:
    """Everything on both sides, with what did not move, in the catalogue's order."""

    before: Evaluation
    after: Evaluation
    indicators: tuple[IndicatorMove, ...]
    tasks: tuple[TaskMove, ...]

    @property
    def sample(self) -> bool:
        """Whether either side rests on illustrative figures."""
        return self.before.sample or self.after.sample

    @cached_property
    def money(self) -> tuple[Budget, Budget]:
        """The money on both sides."""
        return budget(self.before.tasks), budget(self.after.tasks)

    @property
    def spent(self) -> int:
        """Đồng spent between the two."""
        before, after = self.money
        return after.spent - before.spent

    @property
    def reported(self) -> bool:
        """Whether anything was reported of these items after the earlier period."""
        seen = [result.observed_in for result in self.after.indicators]
        seen += [result.reported_in for result in self.after.tasks]
        return any(period > self.before.period.end for period in seen if period)


def between(before: Evaluation, after: Evaluation) -> Movement:
    """What moved from `before` to `after`, two evaluations of one plan cut in the same way.

    A year and a stage stand where their last half-year does, as everywhere.
    """
    old, new = ({result.item.id: result for result in side.indicators} for side in (before, after))
    done = {result.item.id: result for result in before.tasks}
    return Movement(
        before=before,
        after=after,
        indicators=tuple(
            _move(known, old.get(item.id), new.get(item.id))
            for item in after.plan.indicators
            if (known := new.get(item.id) or old.get(item.id))
        ),
        tasks=tuple(TaskMove(done[result.item.id], result) for result in after.tasks),
    )


def _move(
    known: IndicatorResult, before: IndicatorResult | None, after: IndicatorResult | None
) -> IndicatorMove:
    if before is None or after is None:
        return IndicatorMove(known, before, after, Turn.RETIRED if before else Turn.APPEARED)
    parts = tuple(map(_move, after.parts, before.parts, after.parts))
    return IndicatorMove(known, before, after, _turn(before, after, parts), parts)


def _turn(before: IndicatorResult, after: IndicatorResult, parts: Sequence[IndicatorMove]) -> Turn:
    turns = {part.turn for part in parts}
    if before.target != after.target or Turn.REVISED in turns:
        return Turn.REVISED
    same = before.status is after.status
    if not same and not _due_anew(before, after):
        return _of_statuses(before.status, after.status)
    turn = _of_parts(turns) if parts else _of_values(before, after)
    return Turn.OTHER if turn is Turn.SAME and not same else turn


def _due_anew(before: IndicatorResult, after: IndicatorResult) -> bool:
    """Whether a target of each year was rated in two years.

    "Missed" last year and "in progress" this year tell where in the year it is; only the values
    can be compared.
    """
    if before.status in _UNRATED or after.status in _UNRATED:
        return False
    yearly = any(one.target and one.target.each for one in (after, *after.parts))
    years = {side.observed_in.year for side in (before, after) if side.observed_in}
    return yearly and len(years) > 1


def _of_statuses(before: IndicatorStatus, after: IndicatorStatus) -> Turn:
    if after in _UNRATED:
        return Turn.MISSING if after is IndicatorStatus.NO_DATA else Turn.OTHER
    if before in _UNRATED:
        return Turn.NEW
    return Turn.BETTER if worst([before, after]) is before else Turn.WORSE


def _of_parts(turns: set[Turn]) -> Turn:
    """The one way that parts went; where none is better or worse, what all that moved share."""
    ways = turns & {Turn.BETTER, Turn.WORSE} or turns - {Turn.SAME}
    return ways.pop() if len(ways) == 1 else Turn.OTHER if ways else Turn.SAME


def _of_values(before: IndicatorResult, after: IndicatorResult) -> Turn:
    if before.actual == after.actual:
        return Turn.MISSING if after.stale and not before.stale else Turn.SAME
    if after.target is None or before.actual is None or after.actual is None:
        # Only a workspace that `check` refuses comes here.
        return Turn.OTHER
    worth = after.target.goodness(after.actual) - after.target.goodness(before.actual)
    return Turn.BETTER if worth > 0 else Turn.WORSE if worth < 0 else Turn.OTHER
