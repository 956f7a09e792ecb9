"""What was recorded, in words: what was, what is now, and how the item stands for it."""

from datetime import date
from typing import NamedTuple

from kehoach.agenda import kind_of
from kehoach.load import Data
from kehoach.period import Period
from kehoach.plan import Plan
from kehoach.recording import Answer, Recorded
from kehoach.standing import stand, stands_at
from kehoach.status import entries_up_to, evaluate
from kehoach.view import status_view
from kehoach.wording import asking, terms


class Receipt(NamedTuple):
    """Lines, each with its label. `sample`: they rest on illustrative figures."""

    title: str
    lines: tuple[tuple[str, str], ...]
    sample: bool


def receipt(done: Recorded, answer: Answer, period: Period, as_of: date) -> Receipt:
    """What the answer changed in the half-year `period`, as known on `as_of`."""
    was, rated, before = _told(done.plan, done.was, answer, period, as_of)
    now, rated_now, after = _told(done.plan, done.now, answer, period, as_of)
    if rated and rated != rated_now:
        rated_now = asking.FROM_TO.format(was=rated, now=rated_now)
    gone = "; ".join(
        asking.REPLACED.format(caption=_caption(key), held=held)
        for key, held in done.replaced.items()
    )
    lines = [
        (asking.WAS, was or asking.NOTHING),
        (asking.NOW, now or asking.NOTHING),
        (asking.RATED, rated_now),
        (asking.GONE, gone),
        (asking.FILE, done.path),
    ]
    item = answer.item
    named = f"{item.id}/{answer.part}" if answer.part else item.id
    return Receipt(
        asking.RECORDED.format(id=named, name=item.name, period=terms.period_name(period)),
        tuple(line for line in lines if line[1]),
        before or after,
    )


def _caption(key: str) -> str:
    """`value`, or `parts/reached/value` of a part."""
    *before, last = key.split("/")
    return " ".join([*before[1:], asking.CAPTION[last].lower() if before else asking.CAPTION[last]])


def _told(
    plan: Plan, data: Data, answer: Answer, period: Period, as_of: date
) -> tuple[str, str, bool]:
    """What the entry of `period` says of the item, the status that follows, whether of samples."""
    item = answer.item
    at = stands_at(item, period)
    view = status_view(evaluate(plan, data.entries, at, as_of))
    lines, seen = stand(item, view, data.entries, entries_up_to(data.entries, at.end))
    of = f"{item.id}/{answer.part}" if answer.part else item.id
    said = [
        terms.with_note(one.words, one.note)
        for one in seen
        if one.period == period and (one.of == of or (not answer.part and one.of.startswith(of)))
    ]
    rated = next((line.words for line in lines if line.key == "status"), "")
    rating = "" if kind_of(item) == "measures" else rated
    return "; ".join(dict.fromkeys(said)), rating, view.sample
