"""One item of the plan as a card: what it is, how it stands, its figures, evidence and history."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, assert_never

from kehoach.change import Change
from kehoach.indicator import Indicator, Measured
from kehoach.listing import Listing
from kehoach.period import Period
from kehoach.plan import Plan, Routine, Solution, Task
from kehoach.progress import Evidence, Progress
from kehoach.rows import IndicatorRow, RoutineRow, TaskRow
from kehoach.view import StatusView
from kehoach.wording import screen, terms

Item = Indicator | Task | Solution | Routine
Entries = Mapping[Period, Progress]
Lines = list[tuple[str, str]]

_WIDEST_BAR = 16


@dataclass(frozen=True)
class Card:
    """`lines` are (key, words) of the definition; `bars` draw the series, a bar a row.

    `history` is None where git cannot be asked.
    """

    id: str
    name: str
    sample: bool
    lines: tuple[tuple[str, str], ...]
    series: Listing
    bars: tuple[str, ...]
    evidence: tuple[tuple[str, bool], ...]
    history: tuple[Change, ...] | None = None


def card(
    item: Item, view: StatusView, entries: Entries, evidence_found: Callable[[str], bool]
) -> Card:
    """The card of `item` as it stands in the view's period."""
    plan, at = view.evaluation.plan, view.evaluation.period.end
    known = [entries[key] for key in sorted(entries) if key.is_half_year and key <= at]
    lines: Lines = []
    series: list[tuple[str, ...]] = []
    bars: Sequence[str] = ()
    evidence: tuple[Evidence, ...] = ()
    match item:
        case Indicator():
            # An indicator retired by this period has a definition, but stands nowhere.
            row = next((row for row in view.indicators if row.id == item.id), None)
            lines = [*_indicator(plan, item), *(_standing(row) if row else ())]
            series, bars = _figures(row) if row else ([], [])
            evidence = row.evidence if row else ()
        case Task():
            task = next(row for row in view.tasks if row.id == item.id)
            lines, series, evidence = _task(plan, task), _reports(known, item), task.evidence
        case Routine():
            routine = next(row for row in view.routines if row.id == item.id)
            lines, series = _routine(plan, item, routine), _counts(known, item)
        case Solution():
            lines = _measure(plan, item)
            series = [
                (item.id, str(entry.period), entry.measures[item.id], "")
                for entry in known
                if item.id in entry.measures
            ]
        case _ as other:
            assert_never(other)
    named: Lines = [
        *lines,
        ("focus", _names(plan, getattr(item, "focus", ()))),
        ("source", item.source or ""),
        ("note", item.note or ""),
    ]
    return Card(
        id=item.id,
        name=item.name,
        sample=view.sample,
        lines=tuple((key, words) for key, words in named if words),
        series=Listing(("id", "period", "value", "note"), screen.CARD_TITLES, tuple(series)),
        bars=tuple(bars),
        evidence=tuple(
            (_piece(one), one.path is None or evidence_found(one.path)) for one in evidence
        ),
    )


def as_data(card: Card) -> dict[str, Any]:
    """The card for programs: the keys are those of the catalogue, the words those of the card."""
    history = [
        {
            "commit": one.commit,
            "author": one.author,
            "day": one.day.isoformat(),
            "summary": one.summary,
        }
        for one in card.history or ()
    ]
    return {
        "id": card.id,
        "name": card.name,
        "sample": card.sample,
        "definition": [{"key": key, "text": words} for key, words in card.lines],
        "series": [dict(zip(card.series.keys, row, strict=True)) for row in card.series.rows],
        "evidence": [{"text": words, "found": found} for words, found in card.evidence],
        "history": None if card.history is None else history,
    }


def with_history(card: Card, changes: Iterable[Change] | None) -> Card:
    """The card with the commits that gave its lines their form, newest first."""
    if changes is None:
        return card
    newest = sorted(set(changes), key=lambda change: (change.day, change.commit), reverse=True)
    return replace(card, history=tuple(newest))


def _indicator(plan: Plan, item: Indicator) -> Lines:
    return [
        ("number", item.number),
        ("group", plan.names.get(item.group, item.group)),
        ("lead", _names(plan, item.lead)),
        ("coordinating", _names(plan, item.coordinating)),
        ("measure", terms.MEASURE[item.measure]),
        ("level", terms.LEVEL[item.level]),
        ("measured", ", ".join(terms.HALF[half] for half in item.measured)),
        *_measured(item),
        *(("part", f"{part.name}: {_flat(_measured(part))}") for part in item.parts),
        ("conflicts", ", ".join(item.conflicts_with)),
        ("retired", _retired(item)),
    ]


def _measured(item: Measured) -> Lines:
    """What an indicator and a part of one have in common."""
    baseline = item.baseline
    return [
        ("numerator", item.numerator or ""),
        ("denominator", item.denominator or ""),
        ("target", terms.target(item, item.target) if item.target else ""),
        (
            "baseline",
            f"{terms.value(item, baseline.value.value)} ({baseline.period})" if baseline else "",
        ),
        (
            "milestones",
            "; ".join(
                f"{key}: {terms.value(item, reading.value)}"
                for key, reading in sorted(item.milestones.items())
            ),
        ),
        *(
            (
                "revisions",
                screen.REVISED.format(
                    period=terms.period_name(one.since),
                    target=terms.target(item, one.target),
                    decision=one.decision,
                ),
            )
            for one in item.revisions
        ),
    ]


def _flat(lines: Lines) -> str:
    told = (f"{screen.DEFINITION[key].lower()} {words}" for key, words in lines if words)
    return "; ".join(told)


def _retired(item: Indicator) -> str:
    if item.retired_from is None:
        return ""
    told = screen.FROM.format(period=terms.period_name(item.retired_from))
    return f"{told} ({item.retired_decision})" if item.retired_decision else told


def _standing(row: IndicatorRow) -> Lines:
    """How it stands, each part of a compound one on a line of its own."""
    lines = [
        ("status", f"{row.label} ({row.why})" if row.why and not row.parts else row.label),
        ("required", row.required),
        ("trend", row.trend),
        ("forecast", row.forecast),
    ]
    for part in row.parts:
        told = [part.label, part.actual, part.trend, part.forecast]
        lines.append(("status", f"{part.name}: {', '.join(word for word in told if word)}"))
    return lines


def _task(plan: Plan, row: TaskRow) -> Lines:
    task = row.result.item
    return [
        ("number", task.number),
        ("group", plan.names.get(task.group, task.group)),
        ("lead", row.lead + (f" ({screen.EXTERNAL})" if row.external else "")),
        ("coordinating", row.coordinating),
        ("person", row.person),
        ("authority", task.authority or ""),
        ("deadline", f"{row.deadline} ({row.due})"),
        ("product", task.product or ""),
        ("budget", row.budget if task.budget is not None else ""),
        ("sources", row.sources),
        ("shows", ", ".join(task.shows)),
        ("status", f"{row.label} ({row.why})" if row.why else row.label),
        ("spent", row.spent if row.result.spent is not None else ""),
    ]


def _routine(plan: Plan, item: Routine, row: RoutineRow) -> Lines:
    return [
        ("lead", _names(plan, item.lead)),
        ("rhythm", row.rhythm),
        ("status", f"{row.label} ({row.held}/{row.expected})"),
    ]


def _measure(plan: Plan, item: Solution) -> Lines:
    return [
        ("number", item.number or ""),
        ("lead", _names(plan, item.lead)),
        ("shows", ", ".join((*item.indicators, *item.tasks))),
    ]


def _figures(row: IndicatorRow) -> tuple[list[tuple[str, ...]], list[str]]:
    rows: list[tuple[str, ...]] = []
    bars: list[str] = []
    for line in row.parts or (row,):
        item, seen = line.result.item, line.result.series
        # A ratio is drawn against the whole, anything else against its own greatest.
        whole = [Fraction(100)] if item.measure == "ratio" else []
        most = max((abs(one.value) for one in seen if one.value), default=None)
        most = max((most or Fraction(0), *whole)) or None
        key = f"{row.id}/{line.id}" if row.parts else row.id
        for one in seen:
            rows.append((key, str(one.period), terms.observed(item, one), one.figure.note or ""))
            length = abs(one.value) / most * _WIDEST_BAR if one.value and most else Fraction(0)
            bars.append("█" * round(length))
    return rows, bars


def _reports(known: Sequence[Progress], task: Task) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for entry in known:
        if report := entry.tasks.get(task.id):
            told = [
                terms.STATE[report.state],
                terms.day(report.completed) if report.completed else "",
                terms.percent(report.percent) if report.percent is not None else "",
                screen.SPENT.format(amount=terms.money(report.spent))
                if report.spent is not None
                else "",
            ]
            said = [report.product, report.reason, report.note]
            rows.append(
                (
                    task.id,
                    str(entry.period),
                    ", ".join(word for word in told if word),
                    ". ".join(word for word in said if word),
                )
            )
    return rows


def _counts(known: Sequence[Progress], routine: Routine) -> list[tuple[str, ...]]:
    return [
        (routine.id, str(entry.period), screen.TIMES.format(count=told.held), told.note or "")
        for entry in known
        if (told := entry.routines.get(routine.id)) and told.held is not None
    ]


def _piece(one: Evidence) -> str:
    place = one.path or one.url
    words = terms.evidence(one)
    return words if not place or place == words else f"{words} ({place})"


def _names(plan: Plan, ids: Sequence[str]) -> str:
    return ", ".join(plan.names.get(key, key) for key in ids)
