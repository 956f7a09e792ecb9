"""What a half-year asks for: the items due in it, and which of them nobody has answered yet."""

from collections.abc import Collection, Iterator, Mapping
from typing import Literal, NamedTuple, TypeAlias, assert_never

from kehoach.indicator import Indicator, Part
from kehoach.period import Period
from kehoach.plan import Item, Plan, Routine, Solution, Task
from kehoach.progress import Progress
from kehoach.result import Evaluation
from kehoach.status import evaluate, times_due

Kind: TypeAlias = Literal["indicators", "tasks", "routines", "measures"]

_KINDS: Mapping[type[Item], Kind] = {
    Indicator: "indicators",
    Task: "tasks",
    Routine: "routines",
    Solution: "measures",
}

CLOSED = frozenset({"done", "suspended", "cancelled"})
"""States in which a task is not asked for again: it stands until somebody reports another one."""


class Due(NamedTuple):
    """One thing to ask for: an indicator, a part of a compound one, a task or a routine.

    `times` is how often a routine was due in the half-year.
    """

    item: Indicator | Task | Routine
    part: Part | None = None
    times: int = 0

    @property
    def id(self) -> str:
        """The id as it is typed: `CT-4.4`, or `CT-4.5/reached` for a part."""
        return f"{self.item.id}/{self.part.id}" if self.part else self.item.id


def kind_of(item: Item) -> Kind:
    """The key under which an entry holds the item."""
    return _KINDS[type(item)]


def due(plan: Plan, entries: Mapping[Period, Progress], period: Period) -> tuple[Due, ...]:
    """What the half-year `period` asks for, in the catalogue's order.

    Indicators measured in it and not retired, part by part; tasks that no earlier half-year closed;
    routines that fall into it.
    """
    before = {key: entry for key, entry in entries.items() if key < period}
    found = evaluate(plan, before, period, plan.calendar.cutoff(period))
    return tuple(_due(found, period))


def suspended(plan: Plan, entries: Mapping[Period, Progress], period: Period) -> tuple[Task, ...]:
    """The tasks that an earlier half-year suspended: not asked for, and not to be forgotten."""
    before = {key: entry for key, entry in entries.items() if key < period}
    found = evaluate(plan, before, period, plan.calendar.cutoff(period))
    return tuple(task.item for task in found.tasks if task.state == "suspended")


def missing(plan: Plan, entries: Mapping[Period, Progress], period: Period) -> tuple[Due, ...]:
    """What is due in `period` and has no answer in its entry."""
    entry = entries.get(period)
    asked = due(plan, entries, period)
    return tuple(one for one in asked if entry is None or not _answered(entry, one))


def first_open(plan: Plan, item: Item, since: Period, closed: Collection[Period]) -> Period | None:
    """The first half-year from `since` on that takes a figure of the item and is not `closed`."""
    halves = (half for half in plan.horizon.halves() if half >= since and half not in closed)
    return next((half for half in halves if _takes(item, half)), None)


def _takes(item: Item, half: Period) -> bool:
    match item:
        case Indicator():
            return item.measured_in(half) and not item.retired_in(half)
        case Routine():
            return times_due(item, half) > 0
        case _:
            return True


def _due(found: Evaluation, period: Period) -> Iterator[Due]:
    for indicator in found.indicators:
        if indicator.whole.measured_in(period):
            yield from (Due(indicator.whole, part) for part in indicator.whole.parts or [None])
    for task in found.tasks:
        if task.state not in CLOSED:
            yield Due(task.item)
    for routine in found.routines:
        if routine.expected:
            yield Due(routine.item, times=routine.expected)


def _answered(entry: Progress, asked: Due) -> bool:
    item = asked.item
    match item:
        case Indicator():
            figure = entry.indicators.get(item.id)
            if figure is None or figure.not_applicable:
                return figure is not None
            if asked.part is None:
                return not figure.is_blank
            part = figure.parts.get(asked.part.id)
            return part is not None and not part.is_blank
        case Task():
            return item.id in entry.tasks
        case Routine():
            report = entry.routines.get(item.id)
            return report is not None and report.held is not None
        case _ as other:
            assert_never(other)
