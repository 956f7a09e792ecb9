"""What `diff` prints as JSON: a contract with other programs, to the letter.

Each side of an item is what `status --format json` says of it in that period.
"""

from kehoach.amount import decimal_text
from kehoach.contract.status import indicator_as_json, task_as_json
from kehoach.contract.values import Json, counts_by
from kehoach.movement import IndicatorMove, Movement, TaskMove, TaskTurn, Turn
from kehoach.result import Evaluation


def movement_as_json(movement: Movement) -> Json:
    """The object that `diff --format json` prints.

    Of `indicators` and `tasks` those that moved; `summary` counts all, under their `turn`. A side
    of an indicator is None where it is not in the plan. `spent` is the later total less the
    earlier one, in đồng; `percent` the share done, None where it is no other than before.
    """
    before, after = movement.money
    return {
        "before": _side(movement.before),
        "after": _side(movement.after),
        "sample": movement.sample,
        "indicators": [_indicator(m) for m in movement.indicators if m.turn is not Turn.SAME],
        "tasks": [_task(m) for m in movement.tasks if m.turn is not TaskTurn.SAME],
        "summary": {
            "indicators": counts_by(Turn, (move.turn for move in movement.indicators)),
            "tasks": counts_by(TaskTurn, (move.turn for move in movement.tasks)),
            "budget": {
                "spent_before": before.spent,
                "spent_after": after.spent,
                "spent": movement.spent,
            },
        },
    }


def _side(evaluation: Evaluation) -> Json:
    return {
        "period": str(evaluation.period),
        "as_of": evaluation.as_of.isoformat(),
        "cutoff": evaluation.cutoff.isoformat(),
    }


def _indicator(move: IndicatorMove) -> Json:
    return {
        "id": move.known.item.id,
        "turn": move.turn.value,
        "before": move.before and indicator_as_json(move.before),
        "after": move.after and indicator_as_json(move.after),
        "parts": {part.known.item.id: part.turn.value for part in move.parts},
    }


def _task(move: TaskMove) -> Json:
    return {
        "id": move.after.item.id,
        "turn": move.turn.value,
        "before": task_as_json(move.before),
        "after": task_as_json(move.after),
        "percent": None if move.percent is None else decimal_text(move.percent),
        "spent": move.spent,
    }
