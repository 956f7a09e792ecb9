"""What stands in the way of signing a period off: values, all of them at once."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from kehoach.agenda import missing
from kehoach.indicator import Indicator
from kehoach.load import Data
from kehoach.plan import Routine, Task
from kehoach.result import Evaluation


class Obstacle(StrEnum):
    """A reason why a period can't be signed."""

    NO_ENTRY = "no_entry"
    NOT_OVER = "not_over"
    SAMPLE = "sample"
    HALVES_OPEN = "halves_open"
    FIGURES = "figures"
    TASKS = "tasks"
    ROUTINES = "routines"
    UNWRITTEN = "unwritten"
    WAIVER_UNKNOWN = "waiver_unknown"
    WAIVER_NEEDLESS = "waiver_needless"


_KINDS: Mapping[Obstacle, type] = {
    Obstacle.FIGURES: Indicator,
    Obstacle.TASKS: Task,
    Obstacle.ROUTINES: Routine,
}


class Found(NamedTuple):
    """An obstacle, and the files, periods, ids or keys that it is about."""

    obstacle: Obstacle
    about: tuple[str, ...]


def obstacles(
    evaluation: Evaluation,
    data: Data,
    waivers: Collection[str],
    unwritten: Sequence[str],
    today: date,
) -> list[Found]:
    """Everything that keeps the evaluation's period from being signed today.

    `waivers` are the ids whose lack is accepted; that of a whole stands for its parts.
    `unwritten` are the keys of the narrative that the report asks for.
    """
    period = evaluation.period
    lacking = _lacking(evaluation, data)
    known = evaluation.plan.by_id
    lacked = {one for ids in lacking.values() for one in ids}
    lacked |= {one.partition("/")[0] for one in lacked}
    told = {
        Obstacle.NO_ENTRY: () if period in data.entries else (str(period),),
        Obstacle.NOT_OVER: (evaluation.cutoff.isoformat(),) if today < evaluation.cutoff else (),
        Obstacle.SAMPLE: _samples(evaluation, data),
        Obstacle.HALVES_OPEN: _halves_open(evaluation, data),
        **{
            kind: tuple(one for one in ids if not _waived(one, waivers))
            for kind, ids in lacking.items()
        },
        Obstacle.UNWRITTEN: tuple(unwritten),
        Obstacle.WAIVER_UNKNOWN: tuple(one for one in waivers if one not in known),
        Obstacle.WAIVER_NEEDLESS: tuple(
            one for one in waivers if one in known and one not in lacked
        ),
    }
    return [Found(obstacle, about) for obstacle, about in told.items() if about]


def _waived(lacking: str, waivers: Collection[str]) -> bool:
    return lacking in waivers or lacking.partition("/")[0] in waivers


def _lacking(evaluation: Evaluation, data: Data) -> Mapping[Obstacle, tuple[str, ...]]:
    """What the period asks for and nobody has given, by kind.

    Of a year or a stage nothing: its half-years are signed before it.
    """
    asked = evaluation.period.is_half_year
    lacking = missing(evaluation.plan, data.entries, evaluation.period) if asked else ()
    return {
        obstacle: tuple(one.id for one in lacking if isinstance(one.item, kind))
        for obstacle, kind in _KINDS.items()
    }


def _samples(evaluation: Evaluation, data: Data) -> tuple[str, ...]:
    """The files with illustrative figures on which the period rests."""
    plan, end = data.plan_document, evaluation.period.end
    own = (plan.path,) if evaluation.plan.sample and plan else ()
    entries = (
        file.document.path
        for file in data.files
        if file.progress.sample and file.progress.period.end <= end
    )
    return (*own, *entries)


def _halves_open(evaluation: Evaluation, data: Data) -> tuple[str, ...]:
    """Of a year or a stage its half-years with an entry that are not signed themselves."""
    if evaluation.period.is_half_year:
        return ()
    return tuple(
        str(half)
        for half in evaluation.period.halves()
        if half in data.entries and data.sealed(half) is None
    )
