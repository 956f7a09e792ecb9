"""Of each item in a report: what it is, and where in the files its definition and figures stand."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kehoach import series
from kehoach.definition import Line, define
from kehoach.load import Mention
from kehoach.period import Period
from kehoach.plan import Item
from kehoach.series import Seen
from kehoach.status import Entries, entries_up_to
from kehoach.view import StatusView
from kehoach.wording import terms


class Trace(NamedTuple):
    """A figure in words, and the files and lines it comes from; `name` is that of a part."""

    name: str
    told: str
    places: tuple[str, ...]


class Reference(NamedTuple):
    """An item's definition with its place, and its figures with theirs."""

    id: str
    name: str
    lines: tuple[Line, ...]
    places: tuple[str, ...]
    figures: tuple[Trace, ...]


def references(
    view: StatusView, entries: Entries, mentions: Mapping[str, Sequence[Mention]], since: Period
) -> Iterator[Reference]:
    """Every indicator, task and routine of the view, in its order.

    Figures are those from `since` up to the view's period, or else the last one before. A
    routine's are added up over the period.
    """
    plan, period = view.evaluation.plan, view.evaluation.period
    known = entries_up_to(entries, period.end)

    def places(of: str, *told_in: Period | None) -> tuple[str, ...]:
        return tuple(str(one) for one in mentions.get(of, ()) if one.period in told_in)

    def trace(seen: Seen, names: Mapping[str, str]) -> Trace:
        whole = seen.of.partition("/")[0]
        # What does not apply as a whole is not written of its parts.
        found = places(seen.of, seen.period) or places(whole, seen.period)
        told = f"{seen.words} ({terms.period_code(seen.period)})"
        return Trace(names.get(seen.of, ""), told, found)

    def refer(item: Item, rows: Sequence[Seen]) -> Reference:
        names = {f"{item.id}/{part.id}": part.name for part in getattr(item, "parts", ())}
        traces: list[Trace] = []
        for of in dict.fromkeys(seen.of for seen in rows):
            told = [seen for seen in rows if seen.of == of and seen.words]
            recent = [seen for seen in told if seen.period.first >= since.first]
            traces += [trace(seen, names) for seen in recent or told[-1:]]
        lines = define(plan, item)
        return Reference(item.id, item.name, lines, places(item.id, None), tuple(traces))

    for row in view.indicators:
        yield refer(row.result.whole, series.of_indicator(row.result))
    for task in view.evaluation.tasks:
        yield refer(task.item, series.of_task(known, task.item))
    for routine, result in zip(view.routines, view.evaluation.routines, strict=True):
        defined = refer(result.item, [])
        found = places(routine.id, *period.halves())
        told = Trace("", f"{routine.held}/{routine.expected}", found)
        yield defined._replace(figures=(told,) if found else ())
