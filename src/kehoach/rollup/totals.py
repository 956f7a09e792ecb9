"""What many schools say together. A fold: in whatever order and grouping, the same totals.

Only figures of the period that was due are added; an older one counts in the statuses alone, and
is counted as old. Where schools measure one id in different ways, each way has a row of its own.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from kehoach.problem import Problem
from kehoach.rollup.item import (
    BEHIND,
    LATE,
    URGENT,
    IndicatorTotal,
    Key,
    Line,
    TaskTotal,
)
from kehoach.rollup.mapping import NO_MAPPING, Mapping
from kehoach.rollup.notice import Cause, Notice
from kehoach.rollup.school import Item, School, State, TaskItem
from kehoach.summary import Budget, budget_of

# A folder is compared once for each item in which its school is behind.
_MOST_FOLDERS = 65_536
_PIECES = re.compile(r"(\d+)")


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


class Scope(NamedTuple):
    """What of the schools counts: all, or what a department leads or coordinates.

    How single schools stand is kept of one `item` asked for; else where they are behind, unless
    that is not shown.
    """

    mapping: Mapping = NO_MAPPING
    department: str | None = None
    item: str | None = None
    shows_behind: bool = True

    def has(self, one: Item | TaskItem) -> bool:
        """Whether it counts; capitals need not be typed."""
        if self.department is None:
            return True
        return self.department.casefold() in map(str.casefold, one.departments)

    def shows(self, one: Item | TaskItem) -> bool:
        """Whether it is kept how its school stands in it; capitals need not be typed."""
        if self.item is not None:
            return one.id.casefold() == self.item.casefold()
        return self.shows_behind and one.status in (*BEHIND, *LATE)


ALL = Scope()


@dataclass(slots=True)
class Totals:
    """All that was added up so far. What it holds of a school is little, and of most nothing.

    `scope` is that of the whole: a part is sent without, as a mapping may be longer than all sums.
    """

    scope: Scope = ALL
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
    mapped: set[str] = field(default_factory=set)
    notices: list[Notice] = field(default_factory=list)

    def add(self, school: School, scope: Scope) -> None:
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
        self.mapped.update(scope.mapping.keys_of(school))
        placed, notices = scope.mapping.apply(school)
        self.notices += notices
        for item in placed.items:
            if scope.has(item):
                self._add_item(school, item, shown=scope.shows(item))
        for task in placed.tasks:
            if scope.has(task):
                self._add_task(school, task, shown=scope.shows(task))

    def _add_item(self, school: School, item: Item, *, shown: bool) -> None:
        key = Key(item.id, item.measure, item.unit, item.direction)
        total = self.indicators.get(key)
        if total is None:
            total = self.indicators[key] = IndicatorTotal()
        total.add(item)
        if shown:
            total.lines.append(Line(school.name, school.folder, *item[6:]))

    def _add_task(self, school: School, task: TaskItem, *, shown: bool) -> None:
        total = self.tasks.get(task.id)
        if total is None:
            total = self.tasks[task.id] = TaskTotal()
        total.add(task)
        counts = self.external_tasks if task.external else self.own_tasks
        counts[task.status] += 1
        if shown:
            total.lines.append(Line(school.name, school.folder, task.status, task.spent))

    def merge(self, other: "Totals") -> None:
        """Add what was added up of other schools, in the same scope."""
        self.states.update(other.states)
        self.samples += other.samples
        self.names.update(other.names)
        for key, indicator in other.indicators.items():
            self.indicators.setdefault(key, IndicatorTotal()).merge(indicator)
        for name, task in other.tasks.items():
            self.tasks.setdefault(name, TaskTotal()).merge(task)
        self.own_tasks.update(other.own_tasks)
        self.external_tasks.update(other.external_tasks)
        self.silent += other.silent
        self.broken += other.broken
        self.outside += other.outside
        self.warned += other.warned
        self.mapped |= other.mapped
        self.notices += other.notices

    @property
    def schools(self) -> int:
        """How many there are."""
        return self.states.total()

    @property
    def money(self) -> Budget:
        """The money of all tasks."""
        amounts = (task.amounts.elements() for task in self.tasks.values())
        return budget_of(chain.from_iterable(amounts))

    def sorted(self) -> "Totals":
        """The same, all in an order that has nothing to do with that of the adding."""
        indicators, tasks = self.indicators.values(), self.tasks.values()
        for lines in (*(one.lines for one in indicators), *(one.lines for one in tasks)):
            lines.sort(key=_urgency)
        self.silent.sort(key=lambda one: natural(one.folder))
        self.broken.sort(key=lambda one: natural(one.folder))
        self.outside.sort(key=lambda one: natural(one[1]))
        self.notices = sorted(set(self.notices))
        by_id = sorted(self.indicators.items(), key=lambda one: (natural(one[0].id), one[0]))
        self.indicators = dict(by_id)
        self.tasks = {key: self.tasks[key] for key in sorted(self.tasks, key=natural)}
        return self

    def unused(self) -> Iterator[Notice]:
        """The schools that the mapping names and that are not there."""
        for name in self.scope.mapping.schools.keys() - self.mapped:
            yield Notice(Cause.UNUSED, name)

    def called(self, name: str, folder: str) -> str:
        """How a school is called: by its folder too where another has its name."""
        if not name:
            return folder
        return f"{name} ({folder})" if self.names[name] > 1 else name


def total(schools: Iterable[School], scope: Scope) -> Totals:
    """What some schools say together."""
    totals = Totals()
    for school in schools:
        totals.add(school, scope)
    return totals


def whole(parts: Iterable[Totals], scope: Scope) -> Totals:
    """What the schools of all parts say together, in order."""
    totals = Totals(scope)
    for part in parts:
        totals.merge(part)
    return totals.sorted()


def _urgency(line: Line) -> tuple[int, tuple[tuple[str, int], ...]]:
    place = URGENT.index(line.status) if line.status in URGENT else len(URGENT)
    return place, natural(line.folder)


@lru_cache(_MOST_FOLDERS)
def natural(text: str) -> tuple[tuple[str, int], ...]:
    """A key by which `CT-2` comes before `CT-10`."""
    pieces = _PIECES.split(text)
    return tuple(zip(pieces[::2], map(int, [*pieces[1::2], "0"]), strict=True))


def ways(totals: Totals) -> Iterator[str]:
    """The ids that schools measure in more than one way."""
    counts = Counter(key.id for key in totals.indicators)
    return (key for key, count in counts.items() if count > 1)
