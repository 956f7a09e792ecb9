"""What is asked for of one due item, in words: for the conversation and for the new file."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kehoach import series
from kehoach.agenda import Due
from kehoach.indicator import Indicator, Measured
from kehoach.period import Period
from kehoach.plan import Plan, Routine, Task
from kehoach.progress import Progress
from kehoach.result import Evaluation
from kehoach.status import entries_up_to, evaluate
from kehoach.wording import asking, terms

_BOTH = re.compile(r"([^/]+?) */ *([^/]+)")


class Question(NamedTuple):
    """A due item in words. `captions`: of each key what to write there, in the order asked.

    `name` is that of the item, `part` that of the part, empty where there is none; `facts` are
    lines, and `last` is what the half-years before said, with its period.
    """

    due: Due
    name: str
    part: str
    facts: tuple[str, ...]
    last: str
    captions: Mapping[str, str]


def questions(
    plan: Plan, entries: Mapping[Period, Progress], period: Period, asked: tuple[Due, ...]
) -> tuple[Question, ...]:
    """The questions for what is due in the half-year `period`."""
    before = {key: entry for key, entry in entries.items() if key < period}
    found = evaluate(plan, before, period, plan.calendar.cutoff(period))
    known = entries_up_to(before, period)
    last = {one.of: one for one in _seen(found, known)}
    return tuple(
        Question(
            due=one,
            name=one.item.name,
            part=one.part.name if one.part else "",
            facts=tuple(_facts(plan, one, period)),
            last=_said(last.get(one.id)),
            captions=dict(_captions(one)),
        )
        for one in asked
    )


def _seen(found: Evaluation, known: list[Progress]) -> Iterator[series.Seen]:
    """What the half-years said of every item, in order: the last of an item counts."""
    for result in found.indicators:
        yield from series.of_indicator(result)
    for task in found.tasks:
        yield from series.of_task(known, task.item)
    for entry in known:
        for routine, report in entry.routines.items():
            if report.held is not None:
                words = asking.times(report.held)
                yield series.Seen(routine, entry.period, words, report.note or "", {})


def _said(seen: series.Seen | None) -> str:
    if seen is None:
        return asking.NO_LAST
    return asking.LAST_AT.format(said=seen.words, period=terms.period_code(seen.period))


def _facts(plan: Plan, asked: Due, period: Period) -> Iterator[str]:
    item, part = asked.item, asked.part
    yield asking.LEAD.format(lead=", ".join(plan.names[key] for key in item.lead) or terms.EMPTY)
    if isinstance(item, Indicator):
        of = part or item
        yield asking.TARGET.format(target=terms.target(of, of.target_in(period)))
        if of.levels:
            scale = "; ".join(f"{level} – {name}" for level, name in sorted(of.levels.items()))
            yield asking.SCALE.format(scale=scale)
    if isinstance(item, Task):
        day = terms.day(plan.due_on(item))
        yield asking.DEADLINE.format(deadline=item.deadline, day=day)
    if note := (part.note if part else None) or item.note:
        yield asking.NOTE.format(note=note)


def _captions(asked: Due) -> Iterator[tuple[str, str]]:
    """The keys that are asked for, with what to write there."""
    item, caption = asked.item, asking.CAPTION
    match item:
        case Indicator():
            yield from _of_measure(asked.part or item)
        case Task():
            yield "state", caption["state"]
            yield "completed", caption["completed"]
            yield "percent", caption["percent"]
            spent = caption["spent"]
            budget = terms.short_money(item.budget) if item.budget is not None else ""
            yield "spent", asking.BUDGET.format(caption=spent, budget=budget) if budget else spent
            yield "reason", caption["reason"]
        case Routine():
            times = asking.times(asked.times)
            due = asking.DUE_TIMES.format(caption=caption["held"], times=times)
            yield "held", due if asked.times else caption["held"]
    yield "note", caption["note"]


def _of_measure(of: Measured) -> Iterator[tuple[str, str]]:
    if of.measure == "ratio":
        for key, named in (("numerator", of.numerator), ("denominator", of.denominator)):
            caption = asking.CAPTION[key]
            yield key, f"{caption}: {named}" if named else caption
    else:
        unit = of.unit or asking.OF_MEASURE[of.measure]
        yield "value", asking.WITH_UNIT.format(caption=asking.ANSWER, unit=unit)


def states() -> list[str]:
    """The states of a task with the numbers they may be chosen by: `3 hoàn thành`."""
    return [f"{number} {label.lower()}" for number, label in enumerate(terms.STATE.values(), 1)]


def state_of(said: str) -> str | None:
    """The state that was meant: its code, its number, or its label with or without its marks."""
    named = {code: code for code in terms.STATE} | asking.STATES
    for number, (code, label) in enumerate(terms.STATE.items(), 1):
        named |= {str(number): code, asking.bare(label): code}
    return named.get(asking.bare(said))


def understood(of: object, key: str, text: str) -> dict[str, str]:
    """What a person typed for `key` of an item or a part, as the file has it.

    `3/7` gives both numbers of a ratio, a number of the menu or a label its state, the name of a
    level its number, and `co` is `có`. It is empty for a state that is none; whatever else was
    typed stays, for the fields to refuse.
    """
    if key == "state":
        state = state_of(text)
        return {key: state} if state else {}
    if key == "numerator" and (match := _BOTH.fullmatch(text)):
        return {"numerator": match[1], "denominator": match[2]}
    if key == "value" and isinstance(of, Measured):
        text = value_of(of, text)
    return {key: text}


def value_of(of: Measured, text: str) -> str:
    """A value as the file has it: the number of a level by its name, `có` by `co`."""
    names = {asking.bare(name): str(level) for level, name in of.levels.items()}
    if of.measure == "yes_no":
        names |= asking.ANSWERS
    return names.get(asking.bare(text), text)
