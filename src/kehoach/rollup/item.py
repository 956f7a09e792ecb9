"""One indicator or one task over many schools: counts, sums, and where the values lie.

Percentages are never averaged: numerators and denominators are added up. What counts in other
ways is told by its median and its quartiles.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from kehoach.result import IndicatorStatus, TaskStatus
from kehoach.rollup.school import Exact, Item, TaskItem
from kehoach.summary import Budget, budget_of

BEHIND = (IndicatorStatus.MISSED.value, IndicatorStatus.BEHIND.value)
LATE = (TaskStatus.OVERDUE.value, TaskStatus.DONE_LATE.value)
URGENT = (*BEHIND, *LATE, IndicatorStatus.AT_RISK.value)
"""The statuses that a list of schools begins with, the worst first."""

Amounts: TypeAlias = tuple[int | None, int | None]
"""What is planned for a task in a school, and what was spent."""


class Key(NamedTuple):
    """What must agree for figures to be added up."""

    id: str
    measure: str
    unit: str
    direction: str


class Line(NamedTuple):
    """How one school stands in one item; of a task `value` is what was spent."""

    school: str
    folder: str
    status: str
    value: Exact | None
    numerator: Exact | None = None
    denominator: Exact | None = None
    observed_in: str = ""
    stale: bool = False


class Spread(NamedTuple):
    """Of `size` values the least, the quartiles and the greatest. Exact.

    The quartile q of values sorted from 0 to n stands at q × n, linear between two of them (the
    inclusive method, Excel's QUARTILE.INC).
    """

    size: int
    least: Fraction
    lower: Fraction
    median: Fraction
    upper: Fraction
    greatest: Fraction


@dataclass(slots=True)
class IndicatorTotal:
    """An indicator, or a part of one, over all schools that measure it in the same way.

    `stale` figures are neither in the sums nor among the `values`. `lines` are the schools
    behind, or all of them where the item was asked for.
    """

    names: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    numerator: Exact = 0
    denominator: Exact = 0
    ratios: int = 0
    values: Counter[Exact] = field(default_factory=Counter)
    stale: int = 0
    lines: list[Line] = field(default_factory=list)

    def add(self, item: Item) -> None:
        """Count one school's item."""
        self.names[item.name] += 1
        self.statuses[item.status] += 1
        if item.stale:
            self.stale += 1
        elif item.value is not None:
            self.values[item.value] += 1
        elif item.numerator is not None and item.denominator is not None:
            self.numerator += item.numerator
            self.denominator += item.denominator
            self.ratios += 1

    def merge(self, other: "IndicatorTotal") -> None:
        """Count what was counted elsewhere, of other schools."""
        self.names.update(other.names)
        self.statuses.update(other.statuses)
        self.numerator += other.numerator
        self.denominator += other.denominator
        self.ratios += other.ratios
        self.values.update(other.values)
        self.stale += other.stale
        self.lines += other.lines

    @property
    def schools(self) -> int:
        """How many schools have it."""
        return self.statuses.total()

    @property
    def share(self) -> Fraction | None:
        """The sum of the numerators in per cent of that of the denominators."""
        return 100 * Fraction(self.numerator) / self.denominator if self.denominator else None

    @property
    def spread(self) -> Spread | None:
        """Where the values lie; None where there are none."""
        if not self.values:
            return None
        values = sorted(self.values)
        upto = list(accumulate(self.values[value] for value in values))
        quarters = (_quantile(values, upto, Fraction(n, 4)) for n in range(5))
        return Spread(upto[-1], *quarters)


def _quantile(values: Sequence[Exact], upto: Sequence[int], share: Fraction) -> Fraction:
    place = share * (upto[-1] - 1)
    low = place.numerator // place.denominator

    def at(index: int) -> Fraction:
        return Fraction(next(v for v, n in zip(values, upto, strict=True) if n > index))

    below = at(low)
    rest = place - low
    return below + rest * (at(low + 1) - below) if rest else below


@dataclass(slots=True)
class TaskTotal:
    """A task over all schools that have it. `lines` are those that are late, or all asked for."""

    names: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    amounts: Counter[Amounts] = field(default_factory=Counter)
    lines: list[Line] = field(default_factory=list)

    def add(self, task: TaskItem) -> None:
        """Count one school's task."""
        self.names[task.name] += 1
        self.statuses[task.status] += 1
        self.amounts[task.budget, task.spent] += 1

    def merge(self, other: "TaskTotal") -> None:
        """Count what was counted elsewhere, of other schools."""
        self.names.update(other.names)
        self.statuses.update(other.statuses)
        self.amounts.update(other.amounts)
        self.lines += other.lines

    @property
    def schools(self) -> int:
        """How many schools have it."""
        return self.statuses.total()

    @property
    def money(self) -> Budget:
        """The money of all of them."""
        return budget_of(self.amounts.elements())
