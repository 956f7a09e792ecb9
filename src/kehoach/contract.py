"""`kehoach status --format json`: a contract with other programs, to the letter.

Numbers of indicators are decimal strings with at most four decimals, amounts whole đồng, dates
ISO. yes/no values are written `có` and `không`, as everywhere in what the tool writes.
"""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction
from typing import Any

from kehoach.amount import Kind, Reading, decimal_text
from kehoach.indicator import Measured
from kehoach.period import Period
from kehoach.result import (
    Evaluation,
    Forecast,
    IndicatorResult,
    IndicatorStatus,
    RoutineResult,
    TaskResult,
    TaskStatus,
)
from kehoach.summary import budget
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
        "indicators": [_indicator(result) for result in evaluation.indicators],
        "tasks": [_task(result) for result in evaluation.tasks],
        "routines": [_routine(result) for result in evaluation.routines],
        "summary": {
            "indicators": _counts(IndicatorStatus, (r.status for r in evaluation.indicators)),
            "tasks": _counts(TaskStatus, (r.status for r in evaluation.tasks)),
            "budget": {
                "planned": money.planned,
                "spent": money.spent,
                "without_amount": money.without_amount,
            },
        },
    }


def _indicator(result: IndicatorResult) -> Json:
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
        "parts": [_indicator(part) for part in result.parts],
    }


def _task(result: TaskResult) -> Json:
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


def _counts(order: type[StrEnum], found: Iterable[StrEnum]) -> dict[str, int]:
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
