"""What the plan makes of a period's figures, as the tree that is signed with them.

A change of the catalogue that changes what was signed is found by comparing two of these.
"""

from collections.abc import Mapping

from kehoach import canonical
from kehoach.load import SealFile
from kehoach.period import Period
from kehoach.plan import Plan
from kehoach.result import Evaluation, IndicatorResult
from kehoach.source import Tree
from kehoach.status import Entries, evaluate


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


def as_signed(entries: Entries, seals: Mapping[Period, SealFile]) -> Entries:
    """The entries with what was signed in place of what stands in the files now."""
    signed = {
        period: file.seal.sealed.content for period, file in seals.items() if file.seal.sealed
    }
    return {**entries, **signed}
