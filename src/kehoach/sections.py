"""What stands in the parts of a report, each taken from the rows of a period and its entries."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from kehoach import guidance
from kehoach.comparison import Comparison, compare
from kehoach.definition import Line, define, told
from kehoach.indicator import Indicator
from kehoach.movement import between
from kehoach.outline import Cut
from kehoach.period import Period
from kehoach.plan import Plan, Solution, Task
from kehoach.result import Evaluation, IndicatorStatus, TaskStatus, Trend
from kehoach.rows import IndicatorRow, RoutineRow, TaskRow
from kehoach.series import Seen
from kehoach.standing import stand, stands_at
from kehoach.status import Entries, entries_up_to, evaluate
from kehoach.view import LATE, MET, StatusView, only, status_view
from kehoach.wording import report as words
from kehoach.wording import terms

_ASKED_OF_AN_ITEM = ("lead", "person", "part", "target", "deadline", "product")

Row = TypeVar("Row", IndicatorRow, TaskRow)


class Group(NamedTuple, Generic[Row]):
    """A heading of an appendix with its rows."""

    number: str
    name: str
    rows: tuple[Row, ...]


class Told(NamedTuple):
    """What was reported of a measure, and in which half-year."""

    half: str
    words: str


class ReportedMeasure(NamedTuple):
    """A measure (giải pháp) and what was reported of it, half-year by half-year."""

    id: str
    number: str
    name: str
    told: tuple[Told, ...]


class Highlights(NamedTuple):
    """What the figures count as done well."""

    indicators: tuple[IndicatorRow, ...]
    better: tuple[IndicatorRow, ...]
    tasks: tuple[TaskRow, ...]

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return any((self.indicators, self.better, self.tasks))


class Shortcomings(NamedTuple):
    """What the figures count as late, or do not know. External departments are set apart."""

    indicators: tuple[IndicatorRow, ...]
    unknown: tuple[IndicatorRow, ...]
    tasks: tuple[TaskRow, ...]
    external: tuple[TaskRow, ...]
    unreported: tuple[TaskRow, ...]
    routines: tuple[RoutineRow, ...]

    def __bool__(self) -> bool:
        """Whether there is anything."""
        own = (self.indicators, self.unknown, self.tasks, self.unreported, self.routines)
        return any((*own, self.external))


class Area(NamedTuple):
    """What belongs to one focus area; an item may belong to several."""

    name: str
    view: StatusView
    totals: guidance.Totals
    measures: tuple[ReportedMeasure, ...]


class SeriesRow(NamedTuple):
    """An indicator's value, or that of a part, in each half-year; empty where none was reported."""

    number: str
    name: str
    target: str
    values: tuple[str, ...]
    label: str
    forecast: str
    is_part: bool


class Chosen(NamedTuple):
    """One item that an ad-hoc report is about: what it asks for, how it stands, and its figures.

    `names` are those of its parts, by what the series says they are `of`.
    """

    id: str
    name: str
    lines: tuple[Line, ...]
    names: Mapping[str, str]
    series: tuple[Seen, ...]


def highlights(view: StatusView) -> Highlights:
    """What is met, what got better without being late, and what was done in time in the period."""
    met = tuple(row for row in view.indicators if row.status in MET)
    return Highlights(
        indicators=met,
        better=tuple(
            row
            for row in view.indicators
            if row.result.trend is Trend.BETTER
            and row.status not in (*MET, *LATE)
            and row.result.observed_in is not None
            and row.result.observed_in in view.evaluation.period
        ),
        tasks=tuple(
            row
            for row in view.tasks
            if row.status is TaskStatus.DONE_ON_TIME and _done_within(view, row)
        ),
    )


def shortcomings(view: StatusView) -> Shortcomings:
    """What bears on a shortcoming; what it means is for a person to write."""
    late = [
        row
        for row in view.tasks
        if row.status is TaskStatus.OVERDUE
        or (row.status is TaskStatus.DONE_LATE and _done_within(view, row))
    ]
    silent = [row for row in view.tasks if row.status is TaskStatus.NOT_REPORTED]
    return Shortcomings(
        indicators=tuple(row for status in LATE for row in view.indicators if row.status is status),
        unknown=tuple(row for row in view.indicators if row.status is IndicatorStatus.NO_DATA),
        tasks=tuple(row for row in late if not row.external),
        unreported=tuple(row for row in silent if not row.external),
        external=tuple(row for row in (*late, *silent) if row.external),
        # Before the cut-off nobody is behind: what is not told yet may have been held.
        routines=() if view.is_open else tuple(row for row in view.routines if row.met is False),
    )


def _done_within(view: StatusView, row: TaskRow) -> bool:
    """Whether a task was finished in the view's period: an earlier report told of the others."""
    first, last = view.evaluation.plan.calendar.span(view.evaluation.period)
    completed = row.result.report.completed if row.result.report else None
    return completed is not None and first <= completed <= last


def measures_in(plan: Plan, cut: Cut) -> tuple[Solution, ...]:
    """The measures that a report cut like this is about."""
    return tuple(
        measure
        for measure in plan.measures
        if cut.department in (None, *measure.lead) and (not cut.ids or measure.id in cut.ids)
    )


def reported(
    measures: Iterable[Solution], entries: Entries, period: Period
) -> Iterator[ReportedMeasure]:
    """Those of which anything was reported, in the order given."""
    halves = [half for half in period.halves() if half in entries]
    for measure in measures:
        told = tuple(
            Told(terms.period_code(half), entries[half].measures[measure.id])
            for half in halves
            if measure.id in entries[half].measures
        )
        if told:
            yield ReportedMeasure(measure.id, measure.number or measure.id, measure.name, told)


def areas(evaluation: Evaluation, entries: Entries) -> Iterator[Area]:
    """The period cut by the focus areas of the yearly review (section VI of the plan).

    What belongs to none of them stands in an area of its own: nothing is left out.
    """
    plan = evaluation.plan
    items: list[Indicator | Task | Solution] = [*plan.indicators, *plan.tasks, *plan.measures]
    named = {area.id: area.name for area in plan.focus_areas}
    if any(not item.focus for item in items):
        named[""] = words.NO_AREA
    for key, name in named.items():
        inside = [item.id for item in items if key in (item.focus or ("",))]
        view = status_view(only(evaluation, ids=inside))
        own = [measure for measure in plan.measures if measure.id in inside]
        yield Area(
            name=name,
            view=view,
            totals=guidance.totals(view),
            measures=tuple(reported(own, entries, evaluation.period)),
        )


def moved(now: Evaluation, entries: Entries, cut: Cut) -> Comparison:
    """What moved since the year before; in the plan's first year, since its first half."""
    plan, year = now.plan, now.period
    before = Period(year.first - 2, year.last - 2)
    if before not in plan.horizon:
        before = year.start
    as_of = min(now.as_of, plan.calendar.cutoff(before))
    then = evaluate(plan, entries, before, as_of)
    sides = (only(side, department=cut.department, ids=cut.ids) for side in (then, now))
    return compare(between(*sides))


def chosen(view: StatusView, entries: Entries, cut: Cut) -> Iterator[Chosen]:
    """The chosen items, in the order in which they were named; a retired one as it last stood."""
    plan, period = view.evaluation.plan, view.evaluation.period
    for key in cut.ids:
        item = plan.by_id[key]
        at = stands_at(item, period)
        then = view if at == period else _view_at(view, entries, at)
        standing, seen = stand(item, then, entries, entries_up_to(entries, at.end))
        asked = [line for line in define(plan, item) if line.key in _ASKED_OF_AN_ITEM]
        names = {f"{key}/{part.id}": part.name for part in getattr(item, "parts", ())}
        yield Chosen(key, item.name, tuple(_once(asked, told(standing))), names, tuple(seen))


def _view_at(view: StatusView, entries: Entries, at: Period) -> StatusView:
    """The same in an earlier period, as of its cut-off at the latest."""
    plan, as_of = view.evaluation.plan, view.evaluation.as_of
    return status_view(evaluate(plan, entries, at, min(as_of, plan.calendar.cutoff(at))))


def _once(asked: Sequence[Line], standing: Sequence[Line]) -> Iterator[Line]:
    """What is asked for and how it stands: of the whole, then of each part; no key of one twice.

    How it stands says it where both do, as of a target that was revised.
    """
    for one, other in zip(_of_each(asked), _of_each(standing), strict=True):
        yield from {line.key: line for line in (*one, *other)}.values()


def _of_each(lines: Iterable[Line]) -> list[list[Line]]:
    """The lines of the whole, then those of each part, the one that names it first."""
    found: list[list[Line]] = [[]]
    for line in lines:
        if line.key == "part":
            found.append([])
        found[-1 if line.of_part or line.key == "part" else 0].append(line)
    return found


def series(view: StatusView) -> Iterator[SeriesRow]:
    """Every indicator, and every part, over all half-years of the view's period."""
    halves = list(view.evaluation.period.halves())
    for row in view.indicators:
        for line in (row, *row.parts):
            result = line.result
            values = {
                seen.period: terms.value(result.item, seen.value) if seen.value is not None else ""
                for seen in result.series
            }
            yield SeriesRow(
                number=row.number if line is row else "",
                name=line.name,
                target=line.target,
                values=tuple(values.get(half, "") for half in halves),
                label=line.label,
                forecast=line.forecast,
                is_part=line is not row,
            )


def groups(plan: Plan, rows: Sequence[Row]) -> tuple[Group[Row], ...]:
    """The rows under the headings of the catalogue; a heading with none is left out."""
    grouped = (
        Group(group.number, group.name, tuple(row for row in rows if row.group == group.id))
        for group in plan.groups
    )
    return tuple(group for group in grouped if group.rows)
