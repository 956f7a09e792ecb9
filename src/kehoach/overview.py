"""A roll-up in words: its rows, as the terminal, the page, the workbook and the CSV draw them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple, TypeVar

from kehoach.result import IndicatorStatus, TaskStatus
from kehoach.rollup.item import BEHIND, IndicatorTotal, Key, Line, TaskTotal
from kehoach.rollup.school import Exact, Question, State
from kehoach.rollup.totals import Totals, ways
from kehoach.rows import MoneyRow, money_row
from kehoach.wording import rollup as words
from kehoach.wording import screen, terms
from kehoach.wording.problems import describe

Status = TypeVar("Status", IndicatorStatus, TaskStatus)


class SchoolRow(NamedTuple):
    """How one school stands in one item."""

    school: str
    folder: str
    status: str
    label: str
    actual: str
    line: Line


class ItemRow(NamedTuple):
    """An indicator, a part of one, or a task over all schools."""

    kind: str
    id: str
    name: str
    notes: tuple[str, ...]
    schools: int
    counts: tuple[tuple[str, str, int], ...]
    result: str
    totals: Totals
    total: IndicatorTotal | TaskTotal
    key: Key

    @property
    def rating(self) -> str:
        """The counts in one line, the best status first."""
        return screen.counts(self.counts)

    @property
    def lines(self) -> Iterator[SchoolRow]:
        """The schools behind, or all of them where the item was asked for; put into words anew."""
        row = _school_row if self.kind == "indicator" else _task_line
        return (row(self.totals, line, self.key) for line in self.total.lines)


class Overview(NamedTuple):
    """All of it."""

    totals: Totals
    title: str
    subtitle: str
    scope: str
    sample: str
    facts: tuple[str, ...]
    indicators: tuple[ItemRow, ...]
    tasks: tuple[ItemRow, ...]
    money: MoneyRow
    task_facts: tuple[str, ...]
    silent: tuple[tuple[str, str, str], ...]
    broken: tuple[tuple[str, str, str], ...]
    outside: tuple[str, ...]
    notices: tuple[str, ...]
    steps: tuple[str, ...]

    @property
    def items(self) -> tuple[ItemRow, ...]:
        """Indicators, then tasks."""
        return (*self.indicators, *self.tasks)


def overview(totals: Totals, question: Question) -> Overview:
    """Put totals into words."""
    item = totals.scope.item
    indicators = tuple(row for row in _indicator_rows(totals) if item is None or row.key.id == item)
    tasks = tuple(
        _task_row(totals, key, one)
        for key, one in totals.tasks.items()
        if item is None or key == item
    )
    up_to = words.UP_TO if question.as_of else words.UP_TO_CUTOFFS
    department = totals.scope.department
    samples = words.SAMPLE.format(samples=totals.samples, schools=totals.schools)
    return Overview(
        totals=totals,
        title=words.TITLE.format(schools=totals.schools, period=terms.period_name(question.period)),
        subtitle=up_to.format(day=terms.day(question.as_of or question.today)),
        scope=words.OF_DEPARTMENT.format(department=department) if department else "",
        sample=samples if totals.samples else "",
        facts=tuple(_facts(totals)),
        indicators=indicators,
        tasks=tasks,
        money=money_row(terms.TOTAL, totals.money),
        task_facts=tuple(_task_facts(totals)),
        silent=tuple(
            (
                totals.called(one.school, one.folder),
                ", ".join(one.missing),
                one.last or words.NEVER,
            )
            for one in totals.silent
        ),
        broken=tuple(_broken(totals)),
        outside=tuple(totals.called(*one) for one in totals.outside),
        notices=tuple(
            words.NOTICE[one.cause].format(place=one.place, other=one.other)
            for one in totals.notices
        ),
        steps=tuple(_steps(totals, indicators)),
    )


def _facts(totals: Totals) -> Iterator[str]:
    for sentence, count in (
        (words.COUNTED, totals.states[State.COUNTED]),
        (words.BROKEN_COUNT, len(totals.broken)),
        (words.SILENT_COUNT, len(totals.silent)),
        (words.OUTSIDE_COUNT, len(totals.outside)),
        (words.WARNED_COUNT, totals.warned),
    ):
        if count or sentence is words.COUNTED:
            yield sentence.format(count=terms.number(Fraction(count)))
    if any(one.stale for one in totals.indicators.values()):
        yield words.STALE_MEANS


def _task_facts(totals: Totals) -> Iterator[str]:
    for counts, sentence in (
        (totals.own_tasks, "{sentence}"),
        (totals.external_tasks, words.OUTSIDE_TASKS),
    ):
        if counts:
            told = screen.counted(screen.COUNTED_TASKS, _counts(counts, terms.TASK_STATUS))
            yield sentence.format(sentence=told)


def _broken(totals: Totals) -> Iterator[tuple[str, str, str]]:
    for one in totals.broken:
        first = one.problems[0]
        told = f"{first.path}:{first.line}:{first.column}: {describe(first)[0]}"
        yield totals.called(one.school, one.folder), str(one.errors), told


def _steps(totals: Totals, indicators: Iterable[ItemRow]) -> Iterator[str]:
    if totals.scope.item is None and (worst := _most_behind(indicators)):
        yield words.STEP_ITEM.format(id=worst)
    if totals.broken:
        yield words.STEP_BROKEN.format(folder=totals.broken[0].folder)
    if any(one.schools == 1 for one in totals.indicators.values()) and totals.schools > 1:
        yield words.STEP_MAPPING


def _most_behind(rows: Iterable[ItemRow]) -> str:
    most = max(rows, key=_behind, default=None)
    return most.id if most and _behind(most) else ""


def _behind(row: ItemRow) -> int:
    return sum(row.total.statuses[status] for status in BEHIND)


def _counts(
    counts: Mapping[str, int], labels: Mapping[Status, str]
) -> tuple[tuple[str, str, int], ...]:
    return tuple(
        (status.value, label, counts[status.value])
        for status, label in labels.items()
        if counts[status.value]
    )


def _indicator_rows(totals: Totals) -> Iterator[ItemRow]:
    several = frozenset(ways(totals))
    for key, one in totals.indicators.items():
        name = _common(one.names)
        yield ItemRow(
            kind="indicator",
            id=key.id,
            name=name,
            notes=tuple(_notes(key, one, name, differs=key.id in several)),
            schools=one.schools,
            counts=_counts(one.statuses, terms.INDICATOR_STATUS),
            result=_result(key, one),
            totals=totals,
            total=one,
            key=key,
        )


def _common(names: Counter[str]) -> str:
    """The name that most schools use; of several the first in the alphabet."""
    return min(names, key=lambda name: (-names[name], name))


def _notes(key: Key, one: IndicatorTotal, name: str, *, differs: bool) -> Iterator[str]:
    if differs:
        way = words.WAY.format(
            measure=terms.MEASURE[key.measure],
            unit=f" ({key.unit})" if key.unit else "",
            direction=words.DIRECTION[key.direction],
        )
        yield words.DIFFERS.format(way=way)
    if others := one.schools - one.names[name]:
        yield words.OTHER_NAMES.format(count=others)


def _result(key: Key, one: IndicatorTotal) -> str:
    said = _said(key, one)
    return words.STALE.format(result=said, count=one.stale) if one.stale else said


def _said(key: Key, one: IndicatorTotal) -> str:
    if key.measure == "compound":
        return terms.EMPTY
    if one.denominator:
        return _share(one.numerator, one.denominator)
    spread = one.spread
    if spread is None:
        return words.NOTHING
    if key.measure == "yes_no":
        return words.YES.format(yes=one.values[1], count=spread.size)
    told = {name: terms.number(value) for name, value in spread._asdict().items()}
    return words.SPREAD.format(**told, unit=f" {key.unit}" if key.unit else "")


def _task_row(totals: Totals, key: str, one: TaskTotal) -> ItemRow:
    name = _common(one.names)
    others = one.schools - one.names[name]
    money = one.money
    spent = terms.short_money(money.spent if money.reported else None)
    return ItemRow(
        kind="task",
        id=key,
        name=name,
        notes=(words.OTHER_NAMES.format(count=others),) if others else (),
        schools=one.schools,
        counts=_counts(one.statuses, terms.TASK_STATUS),
        result=words.SPENT_OF.format(
            spent=spent,
            planned=terms.short_money(money.planned),
            share=terms.percent(money.share),
        )
        if money.planned
        else spent,
        totals=totals,
        total=one,
        key=Key(key, "", "", ""),
    )


def _task_line(totals: Totals, line: Line, _: Key) -> SchoolRow:
    return SchoolRow(
        school=totals.called(line.school, line.folder),
        folder=line.folder,
        status=line.status,
        label=terms.TASK_STATUS[TaskStatus(line.status)],
        actual=terms.money(int(line.value)) if line.value is not None else terms.EMPTY,
        line=line,
    )


def _school_row(totals: Totals, line: Line, key: Key) -> SchoolRow:
    actual = _actual(line, key)
    if line.stale:
        actual = words.OLD.format(value=actual, period=line.observed_in)
    return SchoolRow(
        school=totals.called(line.school, line.folder),
        folder=line.folder,
        status=line.status,
        label=terms.INDICATOR_STATUS[IndicatorStatus(line.status)],
        actual=actual,
        line=line,
    )


def _actual(line: Line, key: Key) -> str:
    if line.numerator is not None and line.denominator:
        return _share(line.numerator, line.denominator)
    if line.value is None:
        return terms.EMPTY
    if key.measure == "yes_no":
        return terms.YES if line.value else terms.NO
    return terms.number(Fraction(line.value)) + (f" {key.unit}" if key.unit else "")


def _share(numerator: Exact, denominator: Exact) -> str:
    return words.SHARE.format(
        share=terms.percent(100 * Fraction(numerator) / denominator),
        numerator=terms.number(Fraction(numerator), 4),
        denominator=terms.number(Fraction(denominator), 4),
    )
