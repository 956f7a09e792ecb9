"""Rules of the catalogue by itself."""

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import combinations

from kehoach.amount import Kind, Reading
from kehoach.check.data import Checked, nearest
from kehoach.document import Loc
from kehoach.indicator import Indicator, Measured
from kehoach.period import Period
from kehoach.problem import Code, Problem, Refusal
from kehoach.target import Comparison, Target

_ALL = 100
_WORD = re.compile(r"\w+")


def ids_are_unique(data: Checked) -> Iterator[Problem]:
    """An id names one thing: one item of the plan, and within its kind for all the rest."""
    plan = data.plan
    item_keys = ("indicators", "tasks", "measures", "routines")
    families = (item_keys, ("departments",), ("focus_areas",), ("groups",), ("phases",))
    for family in families:
        yield from _repeated(
            data, [((key, n), it.id) for key in family for n, it in enumerate(getattr(plan, key))]
        )
    for n, indicator in enumerate(plan.indicators):
        parts = enumerate(indicator.parts)
        yield from _repeated(data, [(("indicators", n, "parts", p), it.id) for p, it in parts])


def _repeated(data: Checked, ids: list[tuple[Loc, str]]) -> Iterator[Problem]:
    # In capitals it is no other id: it is typed in either, and names files on disks that know none.
    first: dict[str, Loc] = {}
    for loc, key in ids:
        same = key.casefold()
        if same in first:
            line = str(data.document.place((*first[same], "id")).line)
            yield data.document.problem(Code.DUPLICATE_ID, (*loc, "id"), value=key, line=line)
        first.setdefault(same, loc)


def references_exist(data: Checked) -> Iterator[Problem]:
    """Every id that an item names is in the catalogue."""
    for loc, named in _references(data):
        of = _NAMED_BY[str(loc[-1])]
        for place, key in enumerate(named):
            if not data.knows(of, key):
                near = nearest(key, [one.id for one in getattr(data.plan, of)])
                yield data.document.problem(Code.UNKNOWN_ID, (*loc, place), value=key, near=near)


def a_list_names_nothing_twice(data: Checked) -> Iterator[Problem]:
    """The same id twice in one list: probably another one was meant."""
    for loc, named in _references(data):
        for place, key in enumerate(named):
            if key in named[:place] and data.knows(_NAMED_BY[str(loc[-1])], key):
                yield data.document.problem(Code.REPEATED_REFERENCE, (*loc, place), value=key)


_NAMED_BY = {
    "lead": "departments",
    "coordinating": "departments",
    "focus": "focus_areas",
    "conflicts_with": "indicators",
    "shows": "indicators",
    "indicators": "indicators",
    "tasks": "tasks",
}
"""The keys of an item that name others, and what they name."""


def _references(data: Checked) -> Iterator[tuple[Loc, tuple[str, ...]]]:
    for kind in ("indicators", "tasks", "measures", "routines"):
        for n, item in enumerate(getattr(data.plan, kind)):
            for key in _NAMED_BY:
                yield (kind, n, key), getattr(item, key, ())


def items_stand_in_a_group_of_their_kind(data: Checked) -> Iterator[Problem]:
    """An indicator's group is one of indicators, a task's one of tasks."""
    groups = {group.id: group.kind for group in data.plan.groups}
    for kind in ("indicators", "tasks"):
        for n, item in enumerate(getattr(data.plan, kind)):
            loc = (kind, n, "group")
            if not data.knows("groups", item.group):
                near = nearest(item.group, groups)
                yield data.document.problem(Code.UNKNOWN_ID, loc, value=item.group, near=near)
            elif groups.get(item.group, kind) != kind:
                yield data.document.problem(Code.WRONG_GROUP, loc, value=item.group)


def targets_and_parts_fit_the_measure(data: Checked) -> Iterator[Problem]:
    """A compound indicator has parts and they have the targets; any other has a target."""
    for n, indicator in enumerate(data.plan.indicators):
        loc: Loc = ("indicators", n)
        compound = indicator.measure == "compound"
        if compound and not indicator.parts:
            yield data.document.problem(Code.PARTS_MISSING, loc)
        if not compound and indicator.parts:
            yield data.document.problem(Code.PARTS_UNEXPECTED, (*loc, "parts"), key=True)
        for key in ("target", "baseline", "milestones", "revisions"):
            if compound and getattr(indicator, key):
                yield data.document.problem(Code.PARTS_UNEXPECTED, (*loc, key), key=True)
        for place, measured in _measured(data, indicator, loc):
            astray = measured is indicator and indicator.parts
            if measured.measure != "compound" and measured.target is None and not astray:
                # A key that stands there with nothing after it is itself the place to write.
                at = (*place, "target")
                blank = at in data.document.keys
                yield data.document.problem(Code.TARGET_MISSING, at if blank else place, key=blank)


def values_fit_the_measure(data: Checked) -> Iterator[Problem]:
    """Targets, baselines and milestones are of the kind and on the scale of their measure."""
    for n, indicator in enumerate(data.plan.indicators):
        for loc, item in _measured(data, indicator, ("indicators", n)):
            for place, target in _targets(item, loc):
                off = any(wrong_reading(item, bound) for bound in target.bounds)
                if not off and (wrong := _wrong_target(item, target)):
                    yield data.document.problem(wrong, place)
            for place, reading in readings(item, loc):
                if refused := wrong_reading(item, reading):
                    yield data.document.refused(refused, place)


def _wrong_target(item: Measured, target: Target) -> Code | None:
    """What is wrong with a target beside the kind and the scale of its bounds."""
    answers = all(bound.kind is Kind.ANSWER for bound in target.bounds)
    if item.measure == "yes_no":
        wrong = answers and target.comparison is not Comparison.EQUALS
        return Code.TARGET_OF_ANSWER if wrong else None
    ends = {"ratio": [0, _ALL], "level": list(item.levels)}.get(item.measure, [])
    if item.may_exceed or answers or not ends:
        return None
    possible = [*map(Fraction, ends), *(bound.value for bound in target.bounds)]
    return None if any(map(target.holds, possible)) else Code.TARGET_UNREACHABLE


def _measured(data: Checked, indicator: Indicator, loc: Loc) -> Iterator[tuple[Loc, Measured]]:
    yield loc, indicator
    for n, part in enumerate(indicator.parts):
        yield (*loc, "parts", n), part


def _targets(item: Measured, loc: Loc) -> Iterator[tuple[Loc, Target]]:
    if item.target:
        yield (*loc, "target"), item.target
    for n, revision in enumerate(item.revisions):
        yield (*loc, "revisions", n, "target"), revision.target


def readings(item: Measured, loc: Loc) -> Iterator[tuple[Loc, Reading]]:
    """Every value that the plan sets for an item at `loc`: bounds, baseline, milestones."""
    for place, target in _targets(item, loc):
        for n, bound in enumerate(target.bounds):
            last = (n,) if target.between else ()
            yield (*place, target.comparison.value, *last), bound
    if item.baseline:
        yield (*loc, "baseline", "value"), item.baseline.value
    for key, reading in item.milestones.items():
        yield (*loc, "milestones", str(key)), reading


def wrong_reading(item: Measured, reading: Reading) -> Refusal | None:
    """What is wrong with a value written for `item`, if anything: its kind, or its scale."""
    value, kind = reading.value, reading.kind
    if (kind is Kind.ANSWER) != (item.measure == "yes_no"):
        return Refusal(Code.WRONG_KIND, measure=item.measure)
    if kind is Kind.PERCENT and (item.measure == "level" or item.unit not in (None, "%")):
        return Refusal(Code.WRONG_KIND, measure=item.measure)
    match item.measure:
        case "level":
            whole = value.denominator == 1
            if not whole or (item.levels and value.numerator not in item.levels):
                scale = ", ".join(f"{level} ({name})" for level, name in item.levels.items())
                return Refusal(Code.OFF_SCALE, scale=scale)
        case "ratio" if value < 0:
            return Refusal(Code.NEGATIVE)
        case "ratio" if value > _ALL and not item.may_exceed:
            return Refusal(Code.OVER_100)
    return None


def milestones_come_before_the_target(data: Checked) -> Iterator[Problem]:
    """A milestone, like the baseline, lies before the half-year in which the target is due."""
    for n, indicator in enumerate(data.plan.indicators):
        for loc, item in _measured(data, indicator, ("indicators", n)):
            term = item.target.by if item.target and item.target.by else data.plan.horizon
            places = {(*loc, "milestones", str(key)): key for key in item.milestones}
            if item.baseline:
                places[*loc, "baseline", "period"] = item.baseline.period
            for place, period in places.items():
                if period.last >= term.last:
                    yield data.document.problem(
                        Code.MILESTONE_AFTER_TARGET, place, value=str(period), by=str(term)
                    )


def a_known_point_is_one(data: Checked) -> Iterator[Problem]:
    """Of one half-year there is one value on the path, and one target in force."""
    for n, indicator in enumerate(data.plan.indicators):
        for loc, item in _measured(data, indicator, ("indicators", n)):
            known = {key.last for key in item.milestones}
            if item.baseline and item.baseline.period.last in known:
                yield data.document.problem(Code.MILESTONES_COINCIDE, (*loc, "baseline", "period"))
            since: set[Period] = set()
            for r, revision in enumerate(item.revisions):
                if revision.since in since:
                    place = (*loc, "revisions", r, "from")
                    value = str(revision.since)
                    yield data.document.problem(Code.REVISIONS_COINCIDE, place, value=value)
                since.add(revision.since)


def deadlines_lie_in_the_horizon(data: Checked) -> Iterator[Problem]:
    """Work that ends before the plan begins, or after its last year: probably a wrong year."""
    horizon = data.plan.horizon
    for n, task in enumerate(data.plan.tasks):
        if data.plan.due_on(task).year not in horizon.years:
            yield data.document.problem(
                Code.DEADLINE_OUTSIDE,
                ("tasks", n, "deadline"),
                value=str(task.deadline),
                horizon=str(horizon),
            )


def periods_lie_in_the_horizon(data: Checked) -> Iterator[Problem]:
    """A target falls due or changes, a milestone is reached, an item ends in a period of the plan.

    Only a baseline may lie before it.
    """
    horizon = data.plan.horizon
    for n, indicator in enumerate(data.plan.indicators):
        places: list[tuple[Loc, Period]] = []
        if indicator.retired_from:
            places.append((("indicators", n, "retired_from"), indicator.retired_from))
        for loc, item in _measured(data, indicator, ("indicators", n)):
            revisions = enumerate(item.revisions)
            places += [((*loc, "revisions", r, "from"), it.since) for r, it in revisions]
            targets = _targets(item, loc)
            places += [((*place, "by"), target.by) for place, target in targets if target.by]
            # One behind its target's term is told as that.
            early = (key for key in item.milestones if key.last < horizon.first)
            places += [((*loc, "milestones", str(key)), key) for key in early]
        for place, period in places:
            if period not in horizon:
                yield data.document.problem(
                    Code.OUTSIDE_HORIZON, place, value=str(period), horizon=str(horizon)
                )


def a_retirement_names_its_decision(data: Checked) -> Iterator[Problem]:
    """Who ended an item, and by what: asked for, not required. A decision alone ends nothing."""
    for n, indicator in enumerate(data.plan.indicators):
        since, decision = indicator.retired_from, indicator.retired_decision
        if since and not decision:
            yield data.document.problem(
                Code.RETIRED_WITHOUT_DECISION, ("indicators", n, "retired_from")
            )
        if decision and not since:
            yield data.document.problem(
                Code.DECISION_WITHOUT_RETIREMENT, ("indicators", n, "retired_decision")
            )


def known_tensions(data: Checked) -> Iterator[Problem]:
    """Two indicators that the plan itself sets against each other: named once a pair."""
    named: set[frozenset[str]] = set()
    for n, indicator in enumerate(data.plan.indicators):
        for place, other in enumerate(indicator.conflicts_with):
            pair = frozenset((indicator.id, other))
            loc = ("indicators", n, "conflicts_with", place)
            if other == indicator.id:
                yield data.document.problem(Code.CONFLICT_WITH_ITSELF, loc, value=other)
            elif other in data.indicators and pair not in named:
                named.add(pair)
                yield data.document.problem(
                    Code.CONFLICTING_TARGETS,
                    loc,
                    one=indicator.id,
                    one_name=indicator.name,
                    other=other,
                    other_name=data.indicators[other].name,
                )


def names_are_spelt_one_way(data: Checked) -> Iterator[Problem]:
    """`hòa` and `hoà`, or `Đ` (U+0110) and `Ð` (U+00D0), in two names of the catalogue."""
    plan = data.plan
    places: list[tuple[Loc, str]] = []
    for kind in ("departments", "focus_areas", "groups", "indicators", "tasks", "routines"):
        for n, item in enumerate(getattr(plan, kind)):
            places.append(((kind, n, "name"), item.name))
    places += [(("tasks", n, "person"), task.person or "") for n, task in enumerate(plan.tasks)]
    words: dict[str, dict[str, tuple[str, Loc]]] = {}
    for loc, name in places:
        for word in _WORD.findall(name):
            words.setdefault(_letters(word), {}).setdefault(word.casefold(), (word, loc))
    for spellings in words.values():
        for (one, _), (other, loc) in combinations(list(spellings.values())[:2], 2):
            yield data.document.problem(Code.LOOKALIKE_NAMES, loc, one=one, other=other)


_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))


@lru_cache(4_096)  # the same words again and again
def _letters(word: str) -> str:
    """A word with its tone moved to the end, so that only where the tone stands is lost."""
    decomposed = unicodedata.normalize("NFD", word.replace("\u00d0", "\u0110").casefold())
    bare = decomposed.translate(_TONES)
    return bare + "".join(mark for mark in decomposed if ord(mark) in _TONES)
