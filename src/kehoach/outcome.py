"""What is signed with a period's figures: what the plan makes of them, and what it calls things.

A change of the catalogue that changes what was signed is found by comparing two of these trees.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from kehoach import canonical
from kehoach.document import Tree
from kehoach.load import SealFile
from kehoach.period import Period
from kehoach.plan import Plan
from kehoach.result import Evaluation, IndicatorResult
from kehoach.seal import Sealed, Unlike
from kehoach.status import Entries, entries_up_to, evaluate

_NAMING = ("lead", "coordinating", "focus")
_HEADINGS = ("departments", "focus_areas", "groups")


class Moved(NamedTuple):
    """The first thing of its kind that stands elsewhere in the catalogue: `after` which it stood.

    A part is `CT-4.5/reached`.
    """

    kind: str
    id: str
    after: str


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
    for key in _HEADINGS:
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


def order(plan: Plan) -> Tree:
    """The ids in the order in which reports print them, under the plan's keys."""
    told = {
        key: tuple(name for one in getattr(plan, key) for name in _named(one))
        for key in (*canonical.ITEMS, *_HEADINGS)
    }
    return canonical.tree(told)


def _named(item: Any) -> Iterator[str]:
    yield item.id
    for part in getattr(item, "parts", ()):
        yield f"{item.id}/{part.id}"


def moved(sealed: Sealed, plan: Plan) -> Iterator[Moved]:
    """What no longer stands where it stood when a period was signed; what came or went moves none.

    A seal that holds no order doesn't tell.
    """
    for kind, ids in order(plan).items():
        signed = sealed.order.get(kind, ())
        before = [one for one in dict.fromkeys(signed) if one in ids]
        now = [one for one in dict.fromkeys(ids) if one in signed]
        first = next((new for old, new in zip(before, now, strict=True) if old != new), None)
        if first is not None:
            above = before[before.index(first) - 1]
            yield Moved(kind, first, above if "/" in first else above.split("/")[0])


def kept(sealed: Sealed, plan: Plan | None, entries: Entries, period: Period) -> dict[str, bool]:
    """Whether the entry, the result and the catalogue of a period are as they were signed."""
    entry = entries.get(period)
    same = entry is not None and canonical.digest(canonical.tree(entry)) == sealed.sha256
    if plan is None or period not in plan.horizon:
        return {"content": same, "result": False, "catalogue": False}
    result = outcome(plan, entries, period)
    return {
        "content": same,
        "result": canonical.digest(result) == sealed.result_sha256,
        "catalogue": is_catalogue_of(sealed, plan, period, result),
    }


def unlike(
    sealed: Sealed, plan: Plan, entries: Entries, seals: Mapping[Period, SealFile], period: Period
) -> Unlike:
    """Why the report of a period is not the signed one, where it is known not to be."""
    now = earlier(as_signed(entries, seals), period)
    drawn_on = not sealed.catalogue or canonical.tree(sealed.earlier) == now
    if not (drawn_on and all(kept(sealed, plan, entries, period).values())):
        return Unlike.CONTENT
    if any(moved(sealed, plan)):
        return Unlike.ORDER
    return Unlike.FORM if sealed.order else Unlike.UNKNOWN


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
