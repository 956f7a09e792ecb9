"""The JSON of `kehoach rollup`."""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction

from kehoach.contract.values import Json, number_text
from kehoach.result import IndicatorStatus, TaskStatus
from kehoach.rollup.item import IndicatorTotal, Key, Line, Spread, TaskTotal
from kehoach.rollup.school import Exact, Question, State
from kehoach.rollup.totals import Totals, ways
from kehoach.summary import Budget


def rollup_as_json(totals: Totals, question: Question) -> Json:
    """The object that `rollup --format json` prints.

    Statuses and keys are those of `status --format json`; sums are exact and other numbers have
    at most four decimals. Of one item asked for `lines` are all schools, else those behind.
    """
    item = totals.scope.item
    several = frozenset(ways(totals))
    return {
        "period": str(question.period),
        "as_of": question.as_of.isoformat() if question.as_of else None,
        "today": question.today.isoformat(),
        "department": totals.scope.department,
        "schools": {
            "found": totals.schools,
            **{state.value: totals.states[state] for state in State},
            "not_reported": len(totals.silent),
            "with_warnings": totals.warned,
            "sample": totals.samples,
        },
        "indicators": [
            _indicator(key, total, differs=key.id in several)
            for key, total in totals.indicators.items()
            if item in (None, key.id)
        ],
        "tasks": {
            "statuses": _counts(TaskStatus, totals.own_tasks),
            "external": _counts(TaskStatus, totals.external_tasks),
            "items": [
                _task(key, total) for key, total in totals.tasks.items() if item in (None, key)
            ],
        },
        "budget": _budget(totals.money),
        "not_reported": [
            {"school": s.school, "folder": s.folder, "missing": s.missing, "last": s.last or None}
            for s in totals.silent
        ],
        "broken": [
            {
                "school": one.school or None,
                "folder": one.folder,
                "errors": one.errors,
                "problems": [
                    {"path": p.path, "line": p.line, "column": p.column, "code": p.code.value}
                    for p in one.problems
                ],
            }
            for one in totals.broken
        ],
        "outside": [{"school": school, "folder": folder} for school, folder in totals.outside],
        "notices": [
            {"cause": one.cause.value, "place": one.place, "other": one.other or None}
            for one in totals.notices
        ],
    }


def _indicator(key: Key, total: IndicatorTotal, *, differs: bool) -> Json:
    return {
        **key._asdict(),
        "names": _names(total.names),
        "differs": differs,
        "schools": total.schools,
        "statuses": _counts(IndicatorStatus, total.statuses),
        "stale": total.stale,
        "numerator": _exact(total.numerator) if total.ratios else None,
        "denominator": _exact(total.denominator) if total.ratios else None,
        "share": number_text(total.share),
        "values": _spread(total.spread),
        "distribution": _distribution(total) if key.measure in ("level", "yes_no") else None,
        "lines": [_line(line) for line in total.lines],
    }


def _task(key: str, total: TaskTotal) -> Json:
    return {
        "id": key,
        "names": _names(total.names),
        "schools": total.schools,
        "statuses": _counts(TaskStatus, total.statuses),
        "budget": _budget(total.money),
        "lines": [
            {"school": one.school, "folder": one.folder, "status": one.status, "spent": one.value}
            for one in total.lines
        ],
    }


def _line(line: Line) -> Json:
    return {
        **line._asdict(),
        "value": _exact(line.value),
        "numerator": _exact(line.numerator),
        "denominator": _exact(line.denominator),
        "observed_in": line.observed_in or None,
    }


def _spread(spread: Spread | None) -> Json | None:
    if spread is None:
        return None
    size, *values = spread
    return {"count": size, **dict(zip(spread._fields[1:], map(number_text, values), strict=True))}


def _distribution(total: IndicatorTotal) -> dict[str, int]:
    """How many schools have each value; of yes/no 1 is yes."""
    return {str(value): total.values[value] for value in sorted(total.values)}


def _names(names: Mapping[str, int]) -> dict[str, int]:
    """The names that schools give it, the most common first."""
    return dict(sorted(names.items(), key=lambda named: (-named[1], named[0])))


def _counts(order: type[StrEnum], counts: Mapping[str, int]) -> dict[str, int]:
    return {status.value: counts[status] for status in order if counts.get(status)}


def _budget(money: Budget) -> dict[str, int]:
    return {"planned": money.planned, "spent": money.spent, "without_amount": money.without_amount}


def _exact(value: Exact | None) -> str | None:
    """Without rounding: a whole number, or a fraction where no decimal says it."""
    if value is None:
        return None
    near = number_text(Fraction(value))
    return near if near is not None and Fraction(near) == value else str(value)
