"""What `due` prints as JSON: a contract with other programs, to the letter."""

from collections.abc import Iterable
from typing import Any

from kehoach.occasion import Occasion
from kehoach.outline import Kind
from kehoach.result import Evaluation, RoutineResult, TaskResult


def agenda_as_json(evaluation: Evaluation, occasions: Iterable[Occasion]) -> dict[str, Any]:
    """The object that `due --format json` prints. The id of a report is its kind.

    `asked` and `held`: of a routine, how many times by now, and how many are reported.
    """
    return {
        "period": str(evaluation.period),
        "as_of": evaluation.as_of.isoformat(),
        "cutoff": evaluation.cutoff.isoformat(),
        "sample": evaluation.sample,
        "occasions": [_occasion(occasion) for occasion in occasions],
    }


def _occasion(occasion: Occasion) -> dict[str, Any]:
    subject = occasion.subject
    return {
        "action": occasion.action.value,
        "id": subject.value if isinstance(subject, Kind) else subject.item.id,
        "period": str(occasion.period),
        "day": occasion.day.isoformat(),
        "days_left": occasion.days_left,
        "lead": list(occasion.lead),
        "person": subject.item.person if isinstance(subject, TaskResult) else None,
        "external": occasion.external,
        "held": subject.held if isinstance(subject, RoutineResult) else None,
        "asked": occasion.asked,
    }
