"""What a department is asked in a half-year, as rows with blanks: neutral to the form they take.

A department blanks for what it leads. What is recorded already stands in the blanks.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

from kehoach import amount
from kehoach.agenda import Due, Kind, due, suspended
from kehoach.indicator import Indicator, Measured
from kehoach.period import Period
from kehoach.plan import Department, Plan, Routine, Solution, Task
from kehoach.progress import Figure, Progress, TaskReport
from kehoach.question import questions
from kehoach.wording import form as words
from kehoach.wording import terms

Takes: TypeAlias = Literal[
    "numerator", "denominator", "number", "whole", "choice", "date", "percent", "amount", "text"
]
Value: TypeAlias = Fraction | date | str | None

VERSION = 1
_CODE = re.compile(r"kehoach (\d+) \| (\S+) \| (\S+) \| (\S+) \| (.+)")


class Code(NamedTuple):
    """Says on every page of a form what it is, so that each page can be read by itself."""

    version: int
    period: str
    department: str
    horizon: str
    organization: str

    @classmethod
    def find(cls, text: str) -> "Code | None":
        """The code in a line of a form, if it holds one."""
        _, mark, said = " ".join(text.split()).partition(words.CODE_MARK)
        match = _CODE.fullmatch(said.strip()) if mark else None
        return cls(int(match[1]), *match.groups()[1:]) if match else None

    def __str__(self) -> str:
        """The code as `find` reads it."""
        facts = (self.period, self.department, self.horizon, self.organization)
        return words.CODE.format(code=" | ".join([f"kehoach {self.version}", *facts]))


class Blank(NamedTuple):
    """A place for an answer: what it takes, and what is recorded of it."""

    takes: Takes
    caption: str
    value: Value = None
    choices: tuple[str, ...] = ()


class Row(NamedTuple):
    """What is asked of an item, or of a part of one. `told` and `blanks` by the column's key."""

    id: str
    told: Mapping[str, str]
    blanks: Mapping[str, Blank]
    is_part: bool = False
    may_exceed: bool = False


class Table(NamedTuple):
    """The rows of one kind of items."""

    kind: Kind
    rows: tuple[Row, ...]


class Form(NamedTuple):
    """What one department is asked. `start` and `cutoff` are the first and last day of the data."""

    plan: Plan
    period: Period
    department: Department
    start: date
    cutoff: date
    sample: bool
    tables: tuple[Table, ...]

    @property
    def code(self) -> Code:
        """What it says of itself."""
        return code_of(self.plan, self.period, self.department.id)


def code_of(plan: Plan, period: Period, department: str = "") -> Code:
    """The code of the forms of `plan` for `period`."""
    name = " ".join(plan.organization.name.split())
    return Code(VERSION, str(period), department, str(plan.horizon), name)


def forms(
    plan: Plan,
    entries: Mapping[Period, Progress],
    period: Period,
    department: str | None = None,
    *,
    coordinating: bool = False,
) -> tuple[Form, ...]:
    """A form for each department that is asked something in the half-year `period`.

    `department`: only the form of the one with this id. With `coordinating` a department is asked
    for what it has a share in, too.
    """
    tables = dict(_tables(plan, entries, period))
    items = {item.id: item for item in plan.items()}

    def asked(row: Row, of: str) -> bool:
        item = items[row.id.partition("/")[0]]
        shared = getattr(item, "coordinating", ()) if coordinating else ()
        return of in item.lead or of in shared

    sample = plan.sample or any(one.sample for key, one in entries.items() if key <= period)
    start, cutoff = plan.calendar.span(period)[0], plan.calendar.cutoff(period)
    found = []
    for one in plan.departments:
        own = [
            Table(kind, tuple(row for row in rows if asked(row, one.id)))
            for kind, rows in tables.items()
        ]
        asked_of = tuple(table for table in own if table.rows)
        if asked_of and department in (None, one.id):
            found.append(Form(plan, period, one, start, cutoff, sample, asked_of))
    return tuple(found)


def _tables(
    plan: Plan, entries: Mapping[Period, Progress], period: Period
) -> Iterator[tuple[Kind, list[Row]]]:
    """All rows of the half-year, whoever is asked."""
    entry = entries.get(period) or Progress.model_validate({"period": str(period)})
    asked = (*due(plan, entries, period), *map(Due, suspended(plan, entries, period)))
    last = {one.due.id: one.last for one in questions(plan, entries, period, asked)}
    yield "indicators", list(_indicator_rows(asked, entry, period, last))
    order = {task.id: place for place, task in enumerate(plan.tasks)}
    tasks = [one.item for one in asked if isinstance(one.item, Task)]
    yield (
        "tasks",
        [
            _task_row(plan, task, entry.tasks.get(task.id), last[task.id])
            for task in sorted(tasks, key=lambda task: order[task.id])
        ],
    )
    yield (
        "routines",
        [_routine_row(one, entry, last[one.id]) for one in asked if isinstance(one.item, Routine)],
    )
    before = [entries[key] for key in sorted(entries, reverse=True) if key < period]
    yield "measures", [_measure_row(item, entry, before) for item in plan.measures]


def _indicator_rows(
    asked: Sequence[Due], entry: Progress, period: Period, last: Mapping[str, str]
) -> Iterator[Row]:
    """A row for each indicator, and below a compound one a row for each part."""
    empty = Figure()
    for one in asked:
        item = one.item
        if not isinstance(item, Indicator):
            continue
        figure = entry.indicators.get(item.id)
        if one.part is None:
            name = _numbered(item)
            yield _figure_row(item.id, name, item, figure or empty, period, last[one.id])
            continue
        if one.part is item.parts[0]:
            yield Row(
                item.id,
                {"name": _numbered(item), "asked": words.WHOLE_ASKED},
                _remarks(figure or empty),
            )
        own = figure.parts.get(one.part.id) if figure else None
        row = _figure_row(one.id, one.part.name, one.part, own or empty, period, last[one.id])
        yield Row(row.id, row.told, row.blanks, is_part=True, may_exceed=row.may_exceed)


def _numbered(item: Indicator) -> str:
    return f"{item.number}. {item.name}"


def _figure_row(
    key: str, name: str, item: Measured, figure: Figure, period: Period, last: str
) -> Row:
    told = {"name": name, "target": terms.target(item, item.target_in(period)), "last": last}
    blanks: dict[str, Blank] = {}
    if item.measure == "ratio":
        numerator = item.numerator or words.UNNAMED["numerator"]
        denominator = item.denominator or words.UNNAMED["denominator"]
        told["asked"] = words.SHARE_OF.format(numerator=numerator, denominator=denominator)
        blanks["numerator"] = Blank("numerator", numerator, figure.numerator)
        blanks["denominator"] = Blank("denominator", denominator, figure.denominator)
    else:
        told["asked"] = _asked(item)
        blanks["value"] = _value(item, told["asked"], figure.value)
    return Row(key, told, blanks | _remarks(figure), may_exceed=item.may_exceed)


def _asked(item: Measured) -> str:
    asked = words.VALUE_ASKED[item.measure]
    return words.UNIT.format(asked=asked, unit=item.unit) if item.unit else asked


def _value(item: Measured, caption: str, recorded: amount.Reading | None) -> Blank:
    number = recorded.value if recorded else None
    if item.measure == "number" or (item.measure == "level" and not item.levels):
        return Blank("number", caption, number)
    if item.measure == "yes_no":
        names = {Fraction(1): terms.YES, Fraction(0): terms.NO}
    else:
        names = {Fraction(level): name for level, name in sorted(item.levels.items())}
    chosen = names.get(number, number) if number is not None else None
    return Blank("choice", caption, chosen, tuple(names.values()))


def _remarks(figure: Figure) -> dict[str, Blank]:
    return {
        "not_applicable": Blank("text", "", figure.not_applicable),
        "note": Blank("text", "", figure.note),
    }


def _task_row(plan: Plan, task: Task, report: TaskReport | None, last: str) -> Row:
    day = terms.day(plan.due_on(task))
    told = {
        "name": task.name,
        "planned": task.product or "",
        "deadline": words.DEADLINE.format(deadline=task.deadline, day=day),
        "budget": terms.short_money(task.budget) if task.budget is not None else "",
        "last": last,
    }
    blanks = {
        "state": Blank(
            "choice",
            "",
            terms.STATE[report.state] if report else None,
            tuple(terms.STATE.values()),
        ),
        "completed": Blank("date", "", report.completed if report else None),
        "percent": Blank("percent", "", report.percent if report else None),
        "spent": Blank(
            "amount", "", Fraction(report.spent) if report and report.spent is not None else None
        ),
        "product": Blank("text", "", report.product if report else None),
        "reason": Blank("text", "", report.reason if report else None),
        "note": Blank("text", "", report.note if report else None),
    }
    return Row(task.id, told, blanks)


def _routine_row(asked: Due, entry: Progress, last: str) -> Row:
    report = entry.routines.get(asked.id)
    held = report.held if report else None
    told = {
        "name": asked.item.name,
        "rhythm": terms.RHYTHM[asked.item.every] if isinstance(asked.item, Routine) else "",
        "times": str(asked.times),
        "last": last,
    }
    blanks = {
        "held": Blank("whole", "", Fraction(held) if held is not None else None),
        "note": Blank("text", "", report.note if report else None),
    }
    return Row(asked.id, told, blanks)


def _measure_row(item: Solution, entry: Progress, before: Sequence[Progress]) -> Row:
    last = next((one.measures[item.id] for one in before if item.id in one.measures), "")
    told = {"name": item.name, "shows": ", ".join((*item.indicators, *item.tasks)), "last": last}
    return Row(item.id, told, {"note": Blank("text", "", entry.measures.get(item.id))})
