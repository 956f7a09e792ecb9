"""The report as data: its sections, facts and tables, and what a person has yet to write.

Every form of the report draws this and computes nothing. The facts come from the figures alone;
what they mean is for a person to write.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from kehoach import chart, guidance, sections
from kehoach.comparison import Comparison
from kehoach.load import Mention
from kehoach.outline import ASKED, CUT, OUTLINES, Cut, Kind, Outline
from kehoach.plan import Plan
from kehoach.progress import Narrative, Progress
from kehoach.reference import Reference, references
from kehoach.result import Evaluation
from kehoach.rows import IndicatorRow, ScoreRow, TaskRow
from kehoach.sections import (
    Area,
    Chosen,
    Group,
    Highlights,
    ReportedMeasure,
    SeriesRow,
    Shortcomings,
)
from kehoach.status import Entries
from kehoach.view import StatusView, only, score_rows, status_view
from kehoach.wording import report as words
from kehoach.wording import terms


class Charts(NamedTuple):
    """The pictures of the report; None where there is nothing to draw."""

    levels: chart.Levels | None
    timeline: chart.Timeline | None
    money: chart.Money | None
    curves: tuple[chart.Curve, ...]


class Briefing(NamedTuple):
    """The whole report of a period, neutral to its form.

    `outline` names its parts in their order. `missing` is what only a person can write and nobody
    has: the key in the entry, empty where there is none, and the heading in the report. `narrative`
    is None in a report that is cut: it is about the whole.
    """

    kind: Kind
    outline: Outline
    subject: str
    scope: str
    view: StatusView
    plan: Plan
    totals: guidance.Totals
    verdict: str
    narrative: Narrative | None
    missing: tuple[tuple[str, str], ...]
    highlights: Highlights
    shortcomings: Shortcomings
    measures: tuple[ReportedMeasure, ...]
    measures_planned: int
    without_amount: tuple[TaskRow, ...]
    areas: tuple[Area, ...]
    items: tuple[Chosen, ...]
    indicators: tuple[Group[IndicatorRow], ...]
    tasks: tuple[Group[TaskRow], ...]
    moved: Comparison | None
    halves: tuple[str, ...]
    series: tuple[SeriesRow, ...]
    departments: tuple[ScoreRow, ...]
    persons: tuple[ScoreRow, ...]
    rules: tuple[str, ...]
    charts: Charts
    references: tuple[Reference, ...]
    provenance: str


def brief(
    evaluation: Evaluation,
    entries: Entries,
    kind: Kind,
    provenance: str,
    cut: Cut,
    mentions: Mapping[str, Sequence[Mention]],
) -> Briefing:
    """Gather the report of the evaluation's period from its rows and its entries.

    What people wrote is that of the period itself; measures are those of all its half-years. An
    ad-hoc report with nothing chosen is about what needs someone to act.
    """
    plan, period = evaluation.plan, evaluation.period
    if kind is Kind.AD_HOC and not cut:
        cut = Cut(ids=tuple(one.id for one in status_view(evaluation).attention))
    view = status_view(only(evaluation, department=cut.department, ids=cut.ids))
    is_part = bool(cut) and kind is not Kind.AD_HOC
    outline = _of_a_part(view) if is_part else OUTLINES[kind]
    narrative = None if is_part else _narrative(outline, entries.get(period))
    departments, persons = score_rows(evaluation)
    measures = sections.measures_in(plan, cut)
    return Briefing(
        kind=kind,
        outline=outline,
        subject=words.subject(kind, view.period, view.as_of, plan.plan.title),
        scope=_scope(plan, cut),
        view=view,
        plan=plan,
        totals=guidance.totals(view),
        verdict=guidance.verdict(view),
        narrative=narrative,
        missing=tuple(_missing(outline, narrative)),
        highlights=sections.highlights(view),
        shortcomings=sections.shortcomings(view),
        measures=tuple(sections.reported(measures, entries, period)),
        measures_planned=len(measures),
        without_amount=tuple(row for row in view.tasks if row.result.item.budget is None),
        areas=tuple(sections.areas(evaluation, entries)) if "areas" in outline.sections else (),
        items=tuple(sections.chosen(view, entries, cut)) if "items" in outline.sections else (),
        indicators=sections.groups(plan, view.indicators),
        tasks=sections.groups(plan, view.tasks),
        moved=sections.moved(evaluation, entries, cut) if kind is Kind.YEAR else None,
        halves=tuple(terms.period_code(half) for half in period.halves()),
        series=tuple(sections.series(view)) if "series" in outline.appendices else (),
        departments=tuple(departments),
        persons=tuple(persons),
        rules=tuple(words.rules(plan.plan.bases)),
        charts=Charts(
            levels=chart.levels(view.indicators),
            timeline=chart.timeline(view.tasks, plan.horizon, evaluation.as_of),
            money=chart.money(view.money_by_source),
            curves=(
                chart.curves(view.indicators, period) if "series" in outline.appendices else ()
            ),
        ),
        references=tuple(
            references(view, entries, mentions, plan.horizon if kind is Kind.AD_HOC else period)
        ),
        provenance=provenance,
    )


def _of_a_part(view: StatusView) -> Outline:
    """The parts of a report that is cut: an appendix of which nothing is chosen is left out."""
    held = {"indicators": view.indicators, "tasks": view.tasks}
    return replace(CUT, appendices=tuple(one for one in CUT.appendices if held[one]))


def _narrative(outline: Outline, own: Progress | None) -> Narrative:
    """What people wrote of the whole period; for an ad-hoc report nobody has written anything."""
    return own.narrative if own and outline is not OUTLINES[Kind.AD_HOC] else Narrative()


def _scope(plan: Plan, cut: Cut) -> str:
    if cut.department:
        return words.OF_DEPARTMENT.format(name=plan.names[cut.department])
    return words.OF_ITEMS.format(ids=", ".join(cut.ids)) if cut.ids else ""


def _missing(outline: Outline, narrative: Narrative | None) -> Iterator[tuple[str, str]]:
    """What a report of this outline asks of a person, and nobody has written."""
    if narrative is None:
        return
    written = {
        "direction": narrative.direction,
        "highlights": narrative.highlights,
        "shortcomings": narrative.shortcomings,
        "causes.objective": narrative.causes.objective,
        "causes.subjective": narrative.causes.subjective,
        "next": narrative.next,
        "proposals": narrative.proposals,
    }
    in_entry = outline is not OUTLINES[Kind.AD_HOC]
    for section in outline.sections:
        for key in ASKED.get(section, ()):
            if not written.get(key):
                yield (f"narrative.{key}" if in_entry else ""), words.SECTION[key]
