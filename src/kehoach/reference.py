"""Of each item in a report: what it is, and where in the files its definition and figures stand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kehoach.definition import Line, define
from kehoach.load import Mention
from kehoach.period import Period
from kehoach.plan import Item
from kehoach.rows import IndicatorRow
from kehoach.view import StatusView
from kehoach.wording import terms


@dataclass(frozen=True)
class Trace:
    """A figure in words, and the files and lines it comes from; `name` is that of a part."""

    name: str
    told: str
    places: tuple[str, ...]


@dataclass(frozen=True)
class Reference:
    """An item's definition with its place, and its figures with theirs."""

    id: str
    name: str
    lines: tuple[Line, ...]
    places: tuple[str, ...]
    figures: tuple[Trace, ...]


def references(view: StatusView, mentions: Mapping[str, Sequence[Mention]]) -> Iterator[Reference]:
    """Every indicator, task and routine of the view, in its order.

    Of an indicator all figures of the period, or else the last one before it; of a task the last
    report; of a routine those of the period, which are added up.
    """
    plan, period = view.evaluation.plan, view.evaluation.period

    def places(of: str, *told_in: Period | None) -> tuple[str, ...]:
        return tuple(str(one) for one in mentions.get(of, ()) if one.period in told_in)

    def figures(row: IndicatorRow) -> Iterator[Trace]:
        whole = row.result.whole.id
        for line in row.parts or (row,):
            result = line.result
            inside = [seen for seen in result.series if seen.period in period]
            for seen in inside or result.series[-1:]:
                told = terms.observed(result.item, seen, result.item.target_in(seen.period))
                # What does not apply as a whole is not written of its parts.
                found = places(f"{whole}/{line.id}", seen.period) or places(whole, seen.period)
                name = "" if line is row else line.name
                yield Trace(name, f"{told} ({terms.period_code(seen.period)})", found)

    def refer(item: Item, traces: Iterable[Trace]) -> Reference:
        told = tuple(trace for trace in traces if trace.places)
        return Reference(item.id, item.name, define(plan, item), places(item.id, None), told)

    for row in view.indicators:
        yield refer(row.result.whole, figures(row))
    for task in view.tasks:
        at = task.result.reported_in
        told = f"{task.label} ({terms.period_code(at)})"
        yield refer(task.result.item, [Trace("", told, places(task.id, at))] if at else [])
    for routine, result in zip(view.routines, view.evaluation.routines, strict=True):
        told = f"{routine.held}/{routine.expected}"
        yield refer(result.item, [Trace("", told, places(routine.id, *period.halves()))])
