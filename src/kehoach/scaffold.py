"""The new file of a period: every item that is due, its keys blank, with what each asks for."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from kehoach.agenda import due, kind_of, suspended
from kehoach.period import Period
from kehoach.plan import Plan
from kehoach.progress import Causes, Narrative, Progress
from kehoach.question import Question, questions
from kehoach.wording import asking, terms

_WIDTH = 96


def scaffold(
    plan: Plan, entries: Mapping[Period, Progress], period: Period
) -> tuple[str, dict[str, int]]:
    """The text of the file for `period`, and how many items of each kind stand in it.

    Every key that is blank is one not given, so the file is valid as it is. That of a year or a
    stage holds only `narrative`.
    """
    if not period.is_half_year:
        head = asking.NEW_HEAD_OF_WORDS.format(period=terms.period_name(period))
        return _text([*_comment(head), f"period: {period}", "", *_narrative()]), {}
    asked = questions(plan, entries, period, due(plan, entries, period))
    kinds = {kind: list(group) for kind, group in groupby(asked, lambda one: kind_of(one.due.item))}
    start, end = plan.calendar.span(period)[0], plan.calendar.cutoff(period)
    lines = [
        *_comment(
            asking.NEW_HEAD.format(
                period=terms.period_name(period),
                start=terms.day(start),
                end=terms.day(end),
                code=period,
            )
        ),
        f"period: {period}",
    ]
    for kind, group in kinds.items():
        lines += ["", *_comment(asking.NEW_SECTION[kind]), f"{kind}:"]
        for item, parts in groupby(group, lambda one: one.due.item.id):
            lines += _item(item, list(parts), spaced=kind != "routines")
        if kind == "tasks" and (waiting := suspended(plan, entries, period)):
            ids = ", ".join(task.id for task in waiting)
            lines += [*_comment(asking.SUSPENDED.format(ids=ids), "  "), ""]
        while not lines[-1]:
            lines.pop()
    if plan.measures:
        example = plan.measures[0].id
        said = asking.NEW_SECTION["measures"].format(example=example)
        lines += ["", *_comment(said), "measures:"]
    lines += ["", *_comment(asking.NEW_SECTION["narrative"]), *_narrative()]
    counts: dict[str, int] = {
        kind: len({one.due.item.id for one in group}) for kind, group in kinds.items()
    }
    return _text(lines), counts


def _item(item: str, asked: list[Question], *, spaced: bool) -> Iterator[str]:
    first = asked[0]
    said = [f"{item}: {first.name}"]
    if not first.part:
        said += _told(first)
    yield from _comment("\n".join(said), "  ")
    yield f"  {item}:"
    if not first.part:
        yield from _keys(first, "    ")
    else:
        yield "    parts:"
        for one in asked:
            yield from _comment("\n".join([one.part, *_told(one)]), "      ")
            yield f"      {one.due.id.partition('/')[2]}:"
            yield from _keys(one, "        ", without="note")
        yield "    note:"
    if spaced:
        yield ""


def _told(asked: Question) -> list[str]:
    captions = [
        asked.captions[key] for key in ("numerator", "denominator") if key in asked.captions
    ]
    value = [asked.captions["value"]] if "value" in asked.captions else []
    return [*asked.facts, *captions, *value, asking.LAST.format(last=asked.last)]


def _keys(asked: Question, indent: str, without: str = "") -> Iterator[str]:
    return (f"{indent}{key}:" for key in asked.captions if key != without)


def _narrative() -> Iterator[str]:
    yield "narrative:"
    for key in Narrative.model_fields:
        yield from _comment(asking.NARRATIVE[key], "  ")
        yield f"  {key}:"
        if key == "causes":
            yield from (f"    {cause}:" for cause in Causes.model_fields)


def _comment(said: str, indent: str = "") -> Iterator[str]:
    for line in said.splitlines():
        wrapped = textwrap.wrap(line, _WIDTH - len(indent), break_on_hyphens=False)
        yield from (f"{indent}# {part}" for part in wrapped)


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"
