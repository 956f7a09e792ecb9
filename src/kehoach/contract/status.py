"""What `status` and `scorecard` print as JSON, and the pieces that others share."""

from kehoach.amount import decimal_text
from kehoach.contract.values import Json, counts_by, number_text, plain, target_as_json, value_text
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
from kehoach.summary import Scorecard, budget, personal_scorecards, scorecards


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
        "routines": [routine_as_json(result) for result in evaluation.routines],
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
        "rules": [plain(basis) for basis in evaluation.plan.plan.bases if basis.serves],
    }


def _scorecard(card: Scorecard) -> Json:
    return {
        **card._asdict(),
        "share_on_time": number_text(card.share_on_time),
        "share_late": number_text(card.share_late),
        "share_exceeded": number_text(card.share_exceeded),
    }


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
        "actual": value_text(item, result.actual),
        "numerator": number_text(latest.figure.numerator if latest else None),
        "denominator": number_text(latest.figure.denominator if latest else None),
        "target": target_as_json(result.target),
        "required": value_text(item, result.required),
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


def routine_as_json(result: RoutineResult) -> Json:
    """How a routine stands."""
    return {
        "id": result.item.id,
        "held": result.held,
        "expected": result.expected,
        "met": result.met,
    }


def _period(period: Period | None) -> str | None:
    return None if period is None else str(period)


def _forecast(forecast: Forecast | None) -> Json | None:
    if forecast is None:
        return None
    value = decimal_text(forecast.value)
    return {"value": value, "points": forecast.points, "by": str(forecast.by)}
