"""What one school says in a period: all that a roll-up asks of it, small and by itself.

A school whose files have an error says nothing but its problems: no figure is taken from it.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, NamedTuple, TypeAlias, TypeVar

from kehoach.check import check
from kehoach.indicator import Indicator
from kehoach.load import Data
from kehoach.period import Calendar, Period
from kehoach.plan import Plan
from kehoach.problem import Code, Problem, Severity
from kehoach.result import Evaluation, IndicatorResult, TaskResult
from kehoach.status import evaluate
from kehoach.target import Comparison, Target

MOST_PROBLEMS = 20
"""As many of a school's errors are told one by one; all are counted."""

Exact: TypeAlias = int | Fraction
"""A number without rounding: whole where it is whole, which most figures are."""


class State(StrEnum):
    """Whether the figures of a school count."""

    COUNTED = "counted"
    BROKEN = "broken"
    OUTSIDE = "outside"


class Direction(StrEnum):
    """Which way an indicator gets better; what is to stay at a value has none."""

    UP = "up"
    DOWN = "down"
    NONE = ""


class Question(NamedTuple):
    """What is asked of every school: a period, as it was known on a day.

    Without `as_of` that is `today` or the school's own cut-off, whichever is earlier.
    """

    period: Period
    today: date
    as_of: date | None = None

    def day(self, cutoff: date) -> date:
        """The day as of which a school with that cut-off is evaluated."""
        return self.as_of or min(self.today, cutoff)


class Item(NamedTuple):
    """An indicator, or a part of one (`CT-4.5/reached`), as it stands.

    `value` is None where the numerator and the denominator say it. `departments` lead it or
    coordinate. `stale`: the figure is older than the one that was due.
    """

    id: str
    name: str
    measure: str
    unit: str
    direction: str
    departments: tuple[str, ...]
    status: str
    value: Exact | None
    numerator: Exact | None
    denominator: Exact | None
    observed_in: str
    stale: bool


class TaskItem(NamedTuple):
    """A task as it stands; amounts in đồng. `external`: led by none of the school's own."""

    id: str
    name: str
    departments: tuple[str, ...]
    external: bool
    status: str
    budget: int | None
    spent: int | None


AnyItem = TypeVar("AnyItem", Item, TaskItem)


class School(NamedTuple):
    """One school's answer. `folder` is where it lies, as a person named it.

    `as_of` and `cutoff` are None where nothing was evaluated. `missing` are the half-years of the
    period that have begun and of which nothing is reported; `last` is the last with a report.
    """

    folder: str
    name: str
    state: State
    sample: bool = False
    as_of: date | None = None
    cutoff: date | None = None
    last: str = ""
    missing: tuple[str, ...] = ()
    errors: int = 0
    warnings: int = 0
    problems: tuple[Problem, ...] = ()
    items: tuple[Item, ...] = ()
    tasks: tuple[TaskItem, ...] = ()

    def answers(self, question: Question) -> bool:
        """Whether it would say the same again, asked with these days, of the same files."""
        return self.cutoff is None or question.day(self.cutoff) == self.as_of


def ask(folder: str, data: Data, question: Question) -> School:
    """What a school's files say of the period asked for.

    Whether evidence can be found is left to the school: what is gathered is its figures.
    """
    problems = check(data, lambda _: True)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    plan = data.plan or data.remains.plan
    name = plan.organization.name if plan else ""
    warnings = len(problems) - len(errors)
    if errors or data.plan is None:
        told = tuple(errors[:MOST_PROBLEMS])
        return School(
            folder,
            name,
            State.BROKEN,
            errors=len(errors),
            warnings=warnings,
            problems=told,
        )
    plan, last = data.plan, _last_reported(data)
    if question.period not in plan.horizon:
        return School(folder, name, State.OUTSIDE, plan.sample, last=last, warnings=warnings)
    as_of = question.day(plan.calendar.cutoff(question.period))
    found = evaluate(plan, data.entries, question.period, as_of)
    return School(
        folder,
        name,
        State.COUNTED,
        sample=found.sample,
        as_of=as_of,
        cutoff=found.cutoff,
        last=last,
        missing=tuple(_missing(data, plan.calendar, found)),
        warnings=warnings,
        items=tuple(_items(found)),
        tasks=tuple(_task(plan, result) for result in found.tasks),
    )


def _says_something(data: Data, period: Period) -> bool:
    """Whether the entry of a half-year holds a figure, the state of a task or a routine."""
    entry = data.entries.get(period)
    return entry is not None and (
        any(not figure.is_blank for figure in entry.indicators.values())
        or bool(entry.tasks)
        or any(routine.held is not None for routine in entry.routines.values())
    )


def _last_reported(data: Data) -> str:
    told = (one for one in data.entries if one.is_half_year and _says_something(data, one))
    return str(max(told, default=""))


def _missing(data: Data, calendar: Calendar, found: Evaluation) -> Iterator[str]:
    for half in found.period.halves():
        if calendar.span(half)[0] <= found.as_of and not _says_something(data, half):
            yield str(half)


def _items(found: Evaluation) -> Iterator[Item]:
    for result in found.indicators:
        yield _item(result.whole, result, result.item.id)
        for part in result.parts:
            yield _item(result.whole, part, f"{result.item.id}/{part.item.id}")


def _item(whole: Indicator, result: IndicatorResult, key: str) -> Item:
    item, latest = result.item, result.latest
    figure = latest.figure if latest else None
    is_ratio = item.measure == "ratio"
    return Item(
        id=key,
        name=item.name,
        measure=item.measure,
        unit="%" if is_ratio else item.unit or "",
        direction=_direction(result.target),
        departments=(*whole.lead, *whole.coordinating),
        status=result.status.value,
        value=None if is_ratio else _exact(result.actual),
        numerator=_exact(figure.numerator) if figure else None,
        denominator=_exact(figure.denominator) if figure else None,
        observed_in=str(latest.period) if latest else "",
        stale=result.stale,
    )


def _direction(target: Target | None) -> Direction:
    match target.comparison if target else None:
        case Comparison.AT_LEAST | Comparison.MORE_THAN:
            return Direction.UP
        case Comparison.AT_MOST | Comparison.LESS_THAN:
            return Direction.DOWN
        case _:
            return Direction.NONE


def _task(plan: Plan, result: TaskResult) -> TaskItem:
    task = result.item
    return TaskItem(
        id=task.id,
        name=task.name,
        departments=(*task.lead, *task.coordinating),
        external=plan.external.issuperset(task.lead),
        status=result.status.value,
        budget=task.budget,
        spent=result.spent,
    )


def _exact(value: Fraction | None) -> Exact | None:
    return value.numerator if value is not None and value.denominator == 1 else value


def packed(school: School) -> str:
    """The school as a line of JSON, to be kept; fractions are written `1/3`.

    Items are written by columns: they are read in two thirds of the time that rows take.
    """
    columns = ([*zip(*rows, strict=True)] for rows in (school.items, school.tasks))
    told = (*school[1:-2], *columns)
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, Problem):
        return [value.path, value.line, value.column, value.code, dict(value.details)]
    return str(value)  # a date, a fraction


def unpacked(line: str | bytes, folder: str) -> School:
    """The school that was packed, from wherever it lies now. Raise ValueError for another text."""
    try:
        name, state, sample, as_of, cutoff, *rest = json.loads(line)
        last, missing, errors, warnings, problems, items, tasks = rest
        return School(
            folder,
            name,
            State(state),
            sample=sample,
            as_of=date.fromisoformat(as_of) if as_of else None,
            cutoff=date.fromisoformat(cutoff) if cutoff else None,
            last=last,
            missing=tuple(missing),
            errors=errors,
            warnings=warnings,
            problems=tuple(
                Problem(path, row, column, Code(code), details)
                for path, row, column, code, details in problems
            ),
            items=_rows(Item, items),
            tasks=_rows(TaskItem, tasks),
        )
    except (TypeError, LookupError, AttributeError) as error:
        raise ValueError(str(line[:80])) from error


def _number(written: Any) -> Any:
    return Fraction(written) if isinstance(written, str) else written


# What JSON holds otherwise: a tuple as a list, a fraction as a text.
_READ: Mapping[str, Callable[[Any], Any]] = {
    "departments": tuple,
    **dict.fromkeys(("value", "numerator", "denominator"), _number),
}


def _rows(kind: type[AnyItem], columns: list[list[Any]]) -> tuple[AnyItem, ...]:
    if not columns:
        return ()
    read = (
        map(_READ[name], column) if name in _READ else column
        for name, column in zip(kind._fields, columns, strict=True)
    )
    return tuple(map(kind._make, zip(*read, strict=True)))
