"""What many schools say together. A fold: in whatever order and grouping, the same totals.

Percentages are never averaged: numerators and denominators are added up. What counts in other
ways is told by its median and its quartiles. Only figures of the period that was due are added;
an older one counts in the statuses alone, and is counted as old. Where schools measure one id in
different ways, each way has a row of its own.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from kehoach.problem import Problem
from kehoach.result import IndicatorStatus, TaskStatus
from kehoach.rollup.mapping import Kind, Mapping
from kehoach.rollup.notice import Cause, Notice
from kehoach.rollup.school import Exact, Item, School, State, TaskItem
from kehoach.summary import Budget, budget_of

BEHIND = frozenset({IndicatorStatus.MISSED.value, IndicatorStatus.BEHIND.value})
LATE = frozenset({TaskStatus.OVERDUE.value, TaskStatus.DONE_LATE.value})

_NO_MONEY = budget_of(())
_PIECES = re.compile(r"(\d+)")


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
    """Of a number of values the least, the quartiles and the greatest. Exact.

    The quartile q of values sorted from 0 to n stands at q × n, linear between two of them (the
    inclusive method, Excel's QUARTILE.INC).
    """

    count: int
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

    def join(self, other: "IndicatorTotal") -> None:
        """Add what other schools say."""
        self.names += other.names
        self.statuses += other.statuses
        self.numerator += other.numerator
        self.denominator += other.denominator
        self.ratios += other.ratios
        self.values += other.values
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


def _quantile(values: list[Exact], upto: list[int], share: Fraction) -> Fraction:
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
    money: Budget = _NO_MONEY
    lines: list[Line] = field(default_factory=list)

    def add(self, task: TaskItem) -> None:
        """Count one school's task."""
        self.names[task.name] += 1
        self.statuses[task.status] += 1
        self.money += budget_of([(task.budget, task.spent)])

    def join(self, other: "TaskTotal") -> None:
        """Add what other schools say."""
        self.names += other.names
        self.statuses += other.statuses
        self.money += other.money
        self.lines += other.lines

    @property
    def schools(self) -> int:
        """How many schools have it."""
        return self.statuses.total()


class Silent(NamedTuple):
    """A school that has not reported: which half-years, and the last of which it did."""

    school: str
    folder: str
    missing: tuple[str, ...]
    last: str


class Broken(NamedTuple):
    """A school whose files have errors."""

    school: str
    folder: str
    errors: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """What of the schools counts: all, or what a department leads or coordinates.

    `item` is one of which every school is kept, as it stands.
    """

    mapping: Mapping = Mapping()
    department: str | None = None
    item: str | None = None

    def has(self, one: Item | TaskItem) -> bool:
        """Whether it counts."""
        return self.department is None or self.department in one.departments

    def ids(self, school: School, kind: Kind) -> dict[str, str]:
        """The shared ids of a school's own, where they are others."""
        return self.mapping.shared(school, kind)


@dataclass(slots=True)
class Totals:
    """All that was added up so far. What it holds of a school is little, and of most nothing."""

    scope: Scope = Scope()
    states: Counter[State] = field(default_factory=Counter)
    samples: int = 0
    names: Counter[str] = field(default_factory=Counter)
    indicators: dict[Key, IndicatorTotal] = field(default_factory=dict)
    tasks: dict[str, TaskTotal] = field(default_factory=dict)
    own_tasks: Counter[str] = field(default_factory=Counter)
    external_tasks: Counter[str] = field(default_factory=Counter)
    silent: list[Silent] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    outside: list[tuple[str, str]] = field(default_factory=list)
    warned: int = 0
    notices: list[Notice] = field(default_factory=list)

    def add(self, school: School) -> None:
        """Add one school; a broken one is told, and adds to no figure."""
        self.states[school.state] += 1
        self.names[school.name] += 1
        self.samples += school.sample
        self.warned += school.warnings > 0
        if school.state is State.BROKEN:
            told = Broken(school.name, school.folder, school.errors, school.problems)
            self.broken.append(told)
        elif school.state is State.OUTSIDE:
            self.outside.append((school.name, school.folder))
        if school.missing:
            self.silent.append(Silent(school.name, school.folder, school.missing, school.last))
        self._add_indicators(school)
        self._add_tasks(school)

    def _add_indicators(self, school: School) -> None:
        shared = self.scope.ids(school, "indicators")
        met: set[str] = set()
        for item in school.items:
            if not self.scope.has(item):
                continue
            key = Key(shared.get(item.id, item.id), item.measure, item.unit, item.direction)
            if key.id in met:
                self.notices.append(Notice(Cause.IDS_MEET, school.folder, key.id))
                continue
            met.add(key.id)
            total = self.indicators.setdefault(key, IndicatorTotal())
            total.add(item)
            if item.status in BEHIND or key.id == self.scope.item:
                total.lines.append(Line(school.name, school.folder, *item[6:]))

    def _add_tasks(self, school: School) -> None:
        shared = self.scope.ids(school, "tasks")
        met: set[str] = set()
        for task in school.tasks:
            if not self.scope.has(task):
                continue
            key = shared.get(task.id, task.id)
            if key in met:
                self.notices.append(Notice(Cause.IDS_MEET, school.folder, key))
                continue
            met.add(key)
            total = self.tasks.setdefault(key, TaskTotal())
            total.add(task)
            counts = self.external_tasks if task.external else self.own_tasks
            counts[task.status] += 1
            if task.status in LATE or key == self.scope.item:
                total.lines.append(Line(school.name, school.folder, task.status, task.spent))

    def join(self, other: "Totals") -> None:
        """Add what other schools say."""
        for counts, more in (
            (self.states, other.states),
            (self.names, other.names),
            (self.own_tasks, other.own_tasks),
            (self.external_tasks, other.external_tasks),
        ):
            counts.update(more)
        self.samples += other.samples
        self.warned += other.warned
        self.silent += other.silent
        self.broken += other.broken
        self.outside += other.outside
        self.notices += other.notices
        for key, total in other.indicators.items():
            self.indicators.setdefault(key, IndicatorTotal()).join(total)
        for key, done in other.tasks.items():
            self.tasks.setdefault(key, TaskTotal()).join(done)

    @property
    def schools(self) -> int:
        """How many there are."""
        return self.states.total()

    @property
    def money(self) -> Budget:
        """The money of all tasks."""
        return sum((task.money for task in self.tasks.values()), _NO_MONEY)

    def sorted(self) -> "Totals":
        """The same, all in an order that has nothing to do with that of the adding."""
        for total in (*self.indicators.values(), *self.tasks.values()):
            total.lines.sort(key=lambda line: natural(line.folder))
        self.silent.sort(key=lambda one: natural(one.folder))
        self.broken.sort(key=lambda one: natural(one.folder))
        self.outside.sort(key=lambda one: natural(one[1]))
        self.notices = sorted(set(self.notices))
        by_id = sorted(self.indicators, key=lambda key: (natural(key.id), key))
        self.indicators = {key: self.indicators[key] for key in by_id}
        self.tasks = {key: self.tasks[key] for key in sorted(self.tasks, key=natural)}
        return self

    def called(self, name: str, folder: str) -> str:
        """How a school is called: by its folder too where another has its name."""
        if not name:
            return folder
        return f"{name} ({folder})" if self.names[name] > 1 else name


def total(schools: Iterable[School], scope: Scope) -> Totals:
    """What the schools say together."""
    totals = Totals(scope)
    for school in schools:
        totals.add(school)
    return totals.sorted()


def natural(text: str) -> tuple[tuple[str, int], ...]:
    """A key by which `CT-2` comes before `CT-10`."""
    pieces = _PIECES.split(text)
    return tuple(zip(pieces[::2], map(int, [*pieces[1::2], "0"]), strict=True))


def ways(totals: Totals) -> Iterator[str]:
    """The ids that schools measure in more than one way."""
    counts = Counter(key.id for key in totals.indicators)
    return (key for key, count in counts.items() if count > 1)
