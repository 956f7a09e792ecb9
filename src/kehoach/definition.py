"""What an item of the plan is, line by line in words, as the catalogue defines it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, assert_never

from kehoach.indicator import Indicator, Measured
from kehoach.plan import Item, Plan, Routine, Solution, Task
from kehoach.summary import CLARITIES
from kehoach.wording import screen, terms


class Line(NamedTuple):
    """One line of a card, `key` saying of what; `status` is the code of what a status line says."""

    key: str
    words: str
    of_part: bool = False
    status: str = ""


def define(plan: Plan, item: Item) -> tuple[Line, ...]:
    """The definition of `item`, without what the catalogue leaves out."""
    lines: list[Line]
    match item:
        case Indicator():
            lines = _indicator(plan, item)
        case Task():
            lines = _task(plan, item)
        case Solution():
            lines = [
                Line("number", item.number or ""),
                Line("lead", plan.named(item.lead)),
                *_linked("shows", plan, (*item.indicators, *item.tasks)),
            ]
        case Routine():
            lines = [
                Line("lead", plan.named(item.lead)),
                Line("rhythm", terms.RHYTHM[item.every]),
                Line("expected", _expected(item)),
            ]
        case _ as other:
            assert_never(other)
    return tuple(
        told(
            [
                *lines,
                Line("focus", plan.named(getattr(item, "focus", ()))),
                Line("source", item.source or ""),
                Line("note", item.note or ""),
            ]
        )
    )


def told(lines: Iterable[Line]) -> list[Line]:
    """The lines that say something."""
    return [line for line in lines if line.words]


def _indicator(plan: Plan, item: Indicator) -> list[Line]:
    return [
        Line("number", item.number),
        Line("group", plan.named([item.group])),
        Line("lead", plan.named(item.lead)),
        Line("coordinating", plan.named(item.coordinating)),
        Line("level", terms.LEVEL[item.level]),
        Line("measured", ", ".join(terms.HALF[half] for half in item.measured)),
        *_measured(item),
        *(line for part in item.parts for line in _part(part)),
        *_linked("conflicts", plan, item.conflicts_with),
    ]


def _part(part: Measured) -> list[Line]:
    lines = [*_measured(part), Line("note", part.note or "")]
    return [Line("part", part.name), *(line._replace(of_part=True) for line in lines)]


def _measured(item: Measured) -> list[Line]:
    """What an indicator and a part of one have in common."""
    unit = terms.unit(item)
    baseline = item.baseline
    return [
        Line("measure", terms.MEASURE[item.measure]),
        # Elsewhere the way it is measured says it.
        Line("unit", unit if item.measure == "number" and unit != terms.EMPTY else ""),
        Line("levels", "; ".join(f"{key} – {name}" for key, name in sorted(item.levels.items()))),
        Line("numerator", item.numerator or ""),
        Line("denominator", item.denominator or ""),
        Line("may_exceed", screen.MAY_EXCEED if item.may_exceed else ""),
        Line("target", terms.target(item, item.target) if item.target else ""),
        *(
            Line(
                "revisions",
                screen.REVISED.format(
                    period=terms.period_name(one.since),
                    target=terms.target(item, one.target),
                    decision=one.decision,
                ),
            )
            for one in sorted(item.revisions, key=lambda one: one.since)
        ),
        Line(
            "baseline",
            screen.KNOWN_AT.format(
                value=terms.value(item, baseline.value.value),
                period=terms.period_name(baseline.period),
            )
            if baseline
            else "",
        ),
        *(
            Line(
                "milestones",
                screen.KNOWN_AT.format(
                    value=terms.value(item, reading.value), period=terms.period_name(key)
                ),
            )
            for key, reading in sorted(item.milestones.items(), key=lambda known: known[0].last)
        ),
    ]


def _task(plan: Plan, item: Task) -> list[Line]:
    """Among the lines are the six of the 6 rõ, and which of them nobody has written."""
    columns = dict(zip(CLARITIES, screen.SIX_CLEAR_COLUMNS, strict=True))
    missing = [columns[name].lower() for name, stated in CLARITIES.items() if not stated(item)]
    external = plan.external.issuperset(item.lead)
    return [
        Line("number", item.number),
        Line("group", plan.named([item.group])),
        Line("lead", plan.named(item.lead) + (f" ({screen.EXTERNAL})" if external else "")),
        Line("coordinating", plan.named(item.coordinating)),
        Line("person", item.person or ""),
        Line("authority", item.authority or ""),
        Line("deadline", _deadline(plan, item)),
        Line("product", item.product or ""),
        Line("six_clear", screen.six_clear_of_one(len(CLARITIES), missing)),
        Line("budget", terms.money(item.budget) if item.budget is not None else ""),
        Line("sources", terms.sources(item.sources) if item.sources else ""),
        *_linked("shows", plan, item.shows),
    ]


def _deadline(plan: Plan, item: Task) -> str:
    words, last = terms.deadline(item.deadline), terms.day(plan.due_on(item))
    return words if words == last else f"{words} ({last})"


def _linked(key: str, plan: Plan, ids: Sequence[str]) -> list[Line]:
    """Other items by id and name, a line each."""
    names = {item.id: item.name for item in plan.items()}
    return [Line(key, f"{one} – {names.get(one, '')}".rstrip(" –")) for one in ids]


def _expected(item: Routine) -> str:
    due = item.expected
    return screen.EXPECTED.format(first=due.H1, second=due.H2) if due else ""
