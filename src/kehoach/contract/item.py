"""What `show` prints as JSON."""

from collections.abc import Sequence
from typing import assert_never

from kehoach.change import History
from kehoach.contract.status import indicator_as_json, routine_as_json, task_as_json
from kehoach.contract.values import Json, number_text, plain, target_as_json, value_text
from kehoach.indicator import Indicator
from kehoach.period import Period
from kehoach.plan import Item, Routine, Solution, Task
from kehoach.progress import Evidence, Progress
from kehoach.result import Evaluation, IndicatorResult


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
        "definition": plain(item),
        "standing": standing,
        "series": series,
        "evidence": [
            {"period": str(period), **plain(one), "found": found} for period, one, found in evidence
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
            return "routine", routine_as_json(routine), _told(known, "routines", item.id)
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
            "value": value_text(line.item, seen.value),
            "numerator": number_text(seen.figure.numerator),
            "denominator": number_text(seen.figure.denominator),
            "not_applicable": seen.figure.not_applicable,
            "target": target_as_json(line.item.target_in(seen.period)),
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
            keys = {"text": said} if isinstance(said, str) else plain(said)
            keys.pop("evidence", None)
            told.append({"period": str(entry.period), **keys})
    return told


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
