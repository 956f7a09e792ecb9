"""What is signed with a period's figures: what the plan makes of them, and what it calls things.

A change of the catalogue that changes what was signed is found by comparing two of these trees.
"""

from collections.abc import Mapping

from kehoach import canonical
from kehoach.load import SealFile
from kehoach.period import Period
from kehoach.plan import Plan
from kehoach.result import Evaluation, IndicatorResult
from kehoach.seal import Sealed
from kehoach.source import Tree
from kehoach.status import Entries, entries_up_to, evaluate

_NAMING = ("lead", "coordinating", "focus")


def outcome(plan: Plan, entries: Entries, period: Period) -> Tree:
    """The result of every item as of the cut-off, by its kind and id."""
    return of_evaluation(evaluate(plan, entries, period, plan.calendar.cutoff(period)))


def of_evaluation(evaluation: Evaluation) -> Tree:
    """The part of an evaluation that is signed: all that a report draws its ratings from."""
    told = {
        "cutoff": evaluation.cutoff,
        "indicators": {one.item.id: _indicator(one) for one in evaluation.indicators},
        "tasks": {
            one.item.id: {
                "status": one.status,
                "due": one.due,
                "budget": one.item.budget,
                "spent": one.spent,
            }
            for one in evaluation.tasks
        },
        "routines": {
            one.item.id: {"held": one.held, "expected": one.expected} for one in evaluation.routines
        },
    }
    return canonical.tree(told)


def _indicator(result: IndicatorResult) -> dict[str, object]:
    return {
        "status": result.status,
        "actual": result.actual,
        "observed_in": result.observed_in,
        "required": result.required,
        "target": result.target,
        "parts": {part.item.id: _indicator(part) for part in result.parts},
    }


# What a result resolves to its period, and what only explains an item: no report's table holds it.
_LEFT_OUT = frozenset(
    {
        *("id", "target", "baseline", "milestones", "revisions", "budget"),
        *("retired_from", "retired_decision", "at_risk", "vision", "issued"),
        *("source", "note", "duties", "shows", "conflicts_with", "indicators", "tasks"),
    }
)


def catalogue(plan: Plan, period: Period, result: Tree) -> Tree:
    """What the reports of a period print of the plan beside its `result`, under the plan's keys.

    The items are those of the result, and the measures (giải pháp), with the departments and
    headings that they name; of the calendar the first day.
    """
    whole = canonical.tree(plan)
    told = {key: _definition(whole.get(key, {})) for key in ("organization", "plan", "thresholds")}
    told["sample"] = whole.get("sample", "")
    told["calendar"] = {"begins": plan.calendar.span(period)[0]}
    named: set[str] = set()
    for key in canonical.ITEMS:
        for item in whole.get(key, ()):
            if key == "measures" or item["id"] in result.get(key, {}):
                told.setdefault(key, {})[item["id"]] = _definition(item)
                named |= {
                    item.get("group", ""),
                    *(one for by in _NAMING for one in item.get(by, ())),
                }
    for key in ("departments", "focus_areas", "groups"):
        told[key] = {o["id"]: _definition(o) for o in whole.get(key, ()) if o["id"] in named}
    return canonical.tree(told)


def _definition(item: Tree) -> Tree:
    told = {key: one for key, one in item.items() if key not in _LEFT_OUT}
    if "parts" in told:
        told["parts"] = {part["id"]: _definition(part) for part in told["parts"]}
    return told


def is_catalogue_of(sealed: Sealed, plan: Plan, period: Period, result: Tree) -> bool:
    """Whether the catalogue is as it was signed; a seal of version 1 doesn't tell."""
    before = canonical.tree(sealed.catalogue)
    return not before or before == catalogue(plan, period, result)


def earlier(entries: Entries, period: Period) -> Tree:
    """The digests of the other entries that a period's reports draw on: all up to its end."""
    return {
        str(entry.period): canonical.digest(canonical.tree(entry))
        for entry in entries_up_to(entries, period.end)
        if entry.period != period
    }


def as_signed(entries: Entries, seals: Mapping[Period, SealFile]) -> Entries:
    """The entries with what was signed in place of what stands in the files now."""
    signed = {
        period: file.seal.sealed.content for period, file in seals.items() if file.seal.sealed
    }
    return {**entries, **signed}
