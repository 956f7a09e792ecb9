"""What `status` and `show` print as JSON: a contract with other programs, to the letter.

Numbers of indicators are decimal strings with at most four decimals, amounts whole đồng, dates
ISO. yes/no values are written `có` and `không`, as everywhere in what the tool writes.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import fields
from enum import StrEnum
from fractions import Fraction
from typing import Any, assert_never

from kehoach.amount import Kind, Reading, decimal_text
from kehoach.change import History
from kehoach.fields import Model
from kehoach.indicator import Indicator, Measured
from kehoach.journal import Entry
from kehoach.period import Period
from kehoach.plan import Item, Routine, Solution, Task
from kehoach.progress import Evidence, Progress
from kehoach.result import (
    Evaluation,
    Forecast,
    IndicatorResult,
    IndicatorStatus,
    RoutineResult,
    TaskResult,
    TaskStatus,
)
from kehoach.summary import Scorecard, budget, personal_scorecards, scorecards
from kehoach.target import Target

Json = dict[str, Any]

ANSWERS = {True: "có", False: "không"}


def as_json(evaluation: Evaluation) -> Json:
    """The object that `status --format json` prints."""
    money = budget(evaluation.tasks)
    return {
        "period": str(evaluation.period),
        "as_of": evaluation.as_of.isoformat(),
        "cutoff": evaluation.cutoff.isoformat(),
        "sample": evaluation.sample,
        "indicators": [indicator_as_json(result) for result in evaluation.indicators],
        "tasks": [task_as_json(result) for result in evaluation.tasks],
        "routines": [_routine(result) for result in evaluation.routines],
        "summary": {
            "indicators": counts_by(IndicatorStatus, (r.status for r in evaluation.indicators)),
            "tasks": counts_by(TaskStatus, (r.status for r in evaluation.tasks)),
            "budget": {
                "planned": money.planned,
                "spent": money.spent,
                "without_amount": money.without_amount,
            },
        },
    }


def scorecards_as_json(evaluation: Evaluation) -> Json:
    """The object that `scorecard --format json` prints; shares in per cent, None when empty.

    `rules` are the legal bases that the shares serve.
    """
    return {
        "period": str(evaluation.period),
        "as_of": evaluation.as_of.isoformat(),
        "sample": evaluation.sample,
        "departments": [_scorecard(card) for card in scorecards(evaluation)],
        "persons": [_scorecard(card) for card in personal_scorecards(evaluation)],
        "rules": [_plain(basis) for basis in evaluation.plan.plan.bases if basis.serves],
    }


def _scorecard(card: Scorecard) -> Json:
    return {
        **{field.name: getattr(card, field.name) for field in fields(card)},
        "share_on_time": _number(card.share_on_time),
        "share_late": _number(card.share_late),
        "share_exceeded": _number(card.share_exceeded),
    }


def item_as_json(
    item: Item,
    evaluation: Evaluation,
    known: Sequence[Progress],
    evidence: Sequence[tuple[Period, Evidence, bool | None]],
    history: History | None,
) -> Json:
    """The object that `show --format json` prints.

    `definition` has the keys of the catalogue, `standing` those of `status --format json`, and
    each of `series` what one of the `known` entries says, under the keys of the entry. `found` of
    a piece of evidence is None for a link, `history` None where git cannot be asked.
    """
    kind, standing, series = _standing_and_series(item, evaluation, known)
    return {
        "id": item.id,
        "kind": kind,
        "name": item.name,
        "period": str(evaluation.period),
        "as_of": evaluation.as_of.isoformat(),
        "sample": evaluation.sample,
        "definition": _plain(item),
        "standing": standing,
        "series": series,
        "evidence": [
            {"period": str(period), **_plain(one), "found": found}
            for period, one, found in evidence
        ],
        "history": None if history is None else _history(history),
    }


def _standing_and_series(
    item: Item, evaluation: Evaluation, known: Sequence[Progress]
) -> tuple[str, Json | None, list[Json]]:
    match item:
        case Indicator():
            result = next(one for one in evaluation.indicators if one.item.id == item.id)
            return "indicator", indicator_as_json(result), _figures(result)
        case Task():
            task = next(one for one in evaluation.tasks if one.item.id == item.id)
            return "task", task_as_json(task), _told(known, "tasks", item.id)
        case Routine():
            routine = next(one for one in evaluation.routines if one.item.id == item.id)
            return "routine", _routine(routine), _told(known, "routines", item.id)
        case Solution():
            return "measure", None, _told(known, "measures", item.id)
        case _ as other:
            assert_never(other)


def _figures(result: IndicatorResult) -> list[Json]:
    """The observations, and those of its parts; what the whole has said has `part` None."""
    return [
        {
            "period": str(seen.period),
            "part": None if line is result else line.item.id,
            "value": _value(line.item, seen.value),
            "numerator": _number(seen.figure.numerator),
            "denominator": _number(seen.figure.denominator),
            "not_applicable": seen.figure.not_applicable,
            "target": _target(line.item.target_in(seen.period)),
            "note": seen.figure.note,
        }
        for line in (result, *result.parts)
        for seen in line.series
    ]


def _told(known: Sequence[Progress], kind: str, item: str) -> list[Json]:
    """What the entries say of a task or a routine, or, in words, of a measure."""
    told: list[Json] = []
    for entry in known:
        said = getattr(entry, kind).get(item)
        if said is not None:
            keys = {"text": said} if isinstance(said, str) else _plain(said)
            keys.pop("evidence", None)
            told.append({"period": str(entry.period), **keys})
    return told


def journal_as_json(entries: Iterable[Entry]) -> list[Json]:
    """The list that `log --format json` prints, the newest change first.

    `commit`, `author` and `when` are None for what is in no commit yet, `period` for the catalogue.
    `before` and `after` are texts, or objects of texts where a whole item came or went; a `key` of
    None says that the files could not be read in that commit.
    """
    return [
        {
            "commit": entry.commit.name or None,
            "author": entry.commit.author or None,
            "when": entry.commit.when.isoformat() if entry.commit.when else None,
            "summary": entry.commit.summary or None,
            "period": entry.place or None,
            "id": entry.item or None,
            "key": "/".join(map(str, entry.change.loc)) if entry.change else None,
            "before": entry.change.before if entry.change else None,
            "after": entry.change.after if entry.change else None,
        }
        for entry in entries
    ]


def _history(history: History) -> Json:
    return {
        "changes": [
            {
                "commit": change.commit,
                "author": change.author,
                "when": change.when.isoformat(),
                "summary": change.summary,
                "paths": list(change.paths),
            }
            for change in history.changes
        ],
        "uncommitted": history.uncommitted,
        "cut": history.cut,
    }


def _plain(value: Any) -> Any:
    """A model of the files as JSON, under the keys of the files."""
    match value:
        case Target():
            return _target(value)
        case Reading():
            return _reading(value)
        case Fraction():
            return decimal_text(value)
        case Model():
            known = type(value).model_fields.items()
            return {field.alias or name: _plain(getattr(value, name)) for name, field in known}
        case dict():
            return {str(key): _plain(one) for key, one in value.items()}
        case tuple():
            return [_plain(one) for one in value]
        case bool() | int() | None:
            return value
        case _:
            return str(value)


def indicator_as_json(result: IndicatorResult) -> Json:
    """How an indicator, or a part of one, stands."""
    item, whole, latest = result.item, result.whole, result.latest
    return {
        "id": item.id,
        "number": whole.number,
        "name": item.name,
        "group": whole.group,
        "status": result.status.value,
        "measure": item.measure,
        "actual": _value(item, result.actual),
        "numerator": _number(latest.figure.numerator if latest else None),
        "denominator": _number(latest.figure.denominator if latest else None),
        "target": _target(result.target),
        "required": _value(item, result.required),
        "observed_in": _period(result.observed_in),
        "expected_in": _period(result.expected_in),
        "stale": result.stale,
        "trend": result.trend.value if result.trend else None,
        "forecast": _forecast(result.forecast),
        "parts": [indicator_as_json(part) for part in result.parts],
    }


def task_as_json(result: TaskResult) -> Json:
    """How a task stands."""
    completed = result.report.completed if result.report else None
    return {
        "id": result.item.id,
        "status": result.status.value,
        "state": result.state,
        "due": result.due.isoformat(),
        "completed": completed.isoformat() if completed else None,
        "days_left": result.days_left,
        "due_soon": result.due_soon,
        "budget": result.item.budget,
        "spent": result.spent,
    }


def _routine(result: RoutineResult) -> Json:
    return {
        "id": result.item.id,
        "held": result.held,
        "expected": result.expected,
        "met": result.met,
    }


def counts_by(order: type[StrEnum], found: Iterable[StrEnum]) -> dict[str, int]:
    """How many there are of each kind that is there, in the kinds' own order."""
    counts = Counter(found)
    return {status.value: counts[status] for status in order if counts[status]}


def _target(target: Target | None) -> Json | None:
    if target is None:
        return None
    bounds = [_reading(bound) for bound in target.bounds]
    term = {"by": str(target.by)} if target.by else {"each": target.each} if target.each else {}
    return {target.comparison.value: bounds if target.between else bounds[0], **term}


def _reading(reading: Reading) -> str:
    if reading.kind is Kind.ANSWER:
        return ANSWERS[reading.value == 1]
    return decimal_text(reading.value)


def _value(item: Measured, value: Fraction | None) -> str | None:
    if item.measure == "yes_no" and value is not None:
        return ANSWERS[value == 1]
    return _number(value)


def _number(value: Fraction | None) -> str | None:
    return None if value is None else decimal_text(value)


def _period(period: Period | None) -> str | None:
    return None if period is None else str(period)


def _forecast(forecast: Forecast | None) -> Json | None:
    if forecast is None:
        return None
    value = decimal_text(forecast.value)
    return {"value": value, "points": forecast.points, "by": str(forecast.by)}
