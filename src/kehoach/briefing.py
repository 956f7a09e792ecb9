"""The report as data: its sections, facts and tables, and what a person has yet to write.

Every form of the report draws this and computes nothing. The facts come from the figures alone;
what they mean is for a person to write.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from kehoach import chart
from kehoach.period import Period
from kehoach.plan import Plan
from kehoach.progress import Narrative, Progress
from kehoach.result import IndicatorStatus, TaskStatus, Trend
from kehoach.rows import IndicatorRow, RoutineRow, ScoreRow, TaskRow
from kehoach.view import LATE, MET, StatusView, score_rows
from kehoach.wording import report as words

Row = TypeVar("Row", IndicatorRow, TaskRow)


@dataclass(frozen=True)
class Group(Generic[Row]):
    """A heading of an appendix with its rows."""

    number: str
    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class ReportedMeasure:
    """A measure (giải pháp) and what was reported of it."""

    number: str
    name: str
    told: str


@dataclass(frozen=True)
class Highlights:
    """What the figures count as done well."""

    indicators: tuple[IndicatorRow, ...]
    better: tuple[IndicatorRow, ...]
    tasks: tuple[TaskRow, ...]


@dataclass(frozen=True)
class Shortcomings:
    """What the figures count as late, or do not know. External departments are set apart."""

    indicators: tuple[IndicatorRow, ...]
    unknown: tuple[IndicatorRow, ...]
    tasks: tuple[TaskRow, ...]
    external: tuple[TaskRow, ...]
    unreported: tuple[TaskRow, ...]
    routines: tuple[RoutineRow, ...]


@dataclass(frozen=True)
class Charts:
    """The pictures of the report; None where there is nothing to draw."""

    levels: chart.Levels | None
    timeline: chart.Timeline | None
    money: chart.Money | None


@dataclass(frozen=True)
class Briefing:
    """The whole report of a period, neutral to its form."""

    view: StatusView
    plan: Plan
    narrative: Narrative
    missing: tuple[tuple[str, str], ...]
    highlights: Highlights
    shortcomings: Shortcomings
    measures: tuple[ReportedMeasure, ...]
    without_amount: tuple[TaskRow, ...]
    indicators: tuple[Group[IndicatorRow], ...]
    tasks: tuple[Group[TaskRow], ...]
    departments: tuple[ScoreRow, ...]
    persons: tuple[ScoreRow, ...]
    charts: Charts
    provenance: str


def brief(view: StatusView, entries: Mapping[Period, Progress], provenance: str) -> Briefing:
    """Gather the report of the view's period from its rows and its entries.

    What people wrote is that of the period itself; measures are those of all its half-years.
    """
    plan, period = view.evaluation.plan, view.evaluation.period
    own = entries.get(period)
    narrative = own.narrative if own else Narrative()
    departments, persons = score_rows(view.evaluation)
    return Briefing(
        view=view,
        plan=plan,
        narrative=narrative,
        missing=tuple(_missing(narrative)),
        highlights=_highlights(view),
        shortcomings=_shortcomings(view),
        measures=_measures(plan, [entries[half] for half in period.halves() if half in entries]),
        without_amount=tuple(row for row in view.tasks if row.result.item.budget is None),
        indicators=_groups(plan, view.indicators),
        tasks=_groups(plan, view.tasks),
        departments=tuple(departments),
        persons=tuple(persons),
        charts=Charts(
            levels=chart.levels(view.indicators),
            timeline=chart.timeline(view.tasks, plan.horizon, view.evaluation.as_of),
            money=chart.money(view.money_by_source),
        ),
        provenance=provenance,
    )


def _missing(narrative: Narrative) -> Iterable[tuple[str, str]]:
    """The key in the entry, and the heading in the report, of what nobody has written."""
    written = {
        "direction": narrative.direction,
        "highlights": narrative.highlights,
        "shortcomings": narrative.shortcomings,
        "causes.objective": narrative.causes.objective,
        "causes.subjective": narrative.causes.subjective,
        "next": narrative.next,
        "proposals": narrative.proposals,
    }
    for key, paragraphs in written.items():
        if not paragraphs:
            yield f"narrative.{key}", words.SECTION[key]


def _highlights(view: StatusView) -> Highlights:
    met = tuple(row for row in view.indicators if row.status in MET)
    return Highlights(
        indicators=met,
        better=tuple(
            row
            for row in view.indicators
            if row.result.trend is Trend.BETTER and row.status not in MET
        ),
        tasks=tuple(row for row in view.tasks if row.status is TaskStatus.DONE_ON_TIME),
    )


def _shortcomings(view: StatusView) -> Shortcomings:
    late = [row for row in view.tasks if row.status in (TaskStatus.OVERDUE, TaskStatus.DONE_LATE)]
    return Shortcomings(
        indicators=tuple(row for status in LATE for row in view.indicators if row.status is status),
        unknown=tuple(row for row in view.indicators if row.status is IndicatorStatus.NO_DATA),
        tasks=tuple(row for row in late if not row.external),
        external=tuple(row for row in late if row.external),
        unreported=tuple(row for row in view.tasks if row.status is TaskStatus.NOT_REPORTED),
        routines=tuple(row for row in view.routines if row.met is False),
    )


def _measures(plan: Plan, entries: Sequence[Progress]) -> tuple[ReportedMeasure, ...]:
    """In the catalogue's order; of several half-years the later follows the earlier."""
    return tuple(
        ReportedMeasure(measure.number or measure.id, measure.name, entry.measures[measure.id])
        for measure in plan.measures
        for entry in entries
        if measure.id in entry.measures
    )


def _groups(plan: Plan, rows: Sequence[Row]) -> tuple[Group[Row], ...]:
    grouped = (
        Group(group.number, group.name, tuple(row for row in rows if row.group == group.id))
        for group in plan.groups
    )
    return tuple(group for group in grouped if group.rows)
