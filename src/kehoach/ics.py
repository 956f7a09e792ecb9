"""What is coming as a calendar file, RFC 5545: all-day events that a calendar can import.

An event keeps its UID as long as the ids in it stay, so that importing the file anew updates it.
Nothing in the file tells when it was made: DTSTAMP is the day the data are looked at.
"""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from kehoach.occasion import Action
from kehoach.reminder import Reminder
from kehoach.result import Evaluation
from kehoach.wording import agenda as words
from kehoach.wording import terms

_PRODUCT = "-//kehoach//kehoach//VI"
# A week before, at eight in the morning: of an all-day event the trigger counts from midnight.
_ALARM = timedelta(hours=8) - timedelta(days=7)


def render(evaluation: Evaluation, rows: Sequence[Reminder]) -> str:
    """The calendar, with an event for each task and each report; `rows` are not empty.

    The figures of a half-year that the same departments lead are one event, and so are its
    routines: a cut-off would fill with twenty otherwise.
    """
    organization = evaluation.plan.organization
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", words.CALENDAR.format(organization=organization.name))
    # Two schools have events of one id in the same calendar.
    school = uuid.uuid5(uuid.NAMESPACE_OID, f"{organization.parent}\n{organization.name}")
    groups: dict[str, list[Reminder]] = {}
    for row in rows:
        groups.setdefault(_key(row), []).append(row)
    for key, together in groups.items():
        event = _event(together, sample=evaluation.sample)
        event.add("uid", f"{key}@{school}")
        event.add("dtstamp", datetime.combine(evaluation.as_of, time(), UTC))
        calendar.add_component(event)
    return str(calendar.to_ical(), "utf-8")


def _key(row: Reminder) -> str:
    """What makes an event the same one when the file is made anew."""
    occasion = row.occasion
    if occasion.action in (Action.MEASURE, Action.HOLD):
        return "-".join((occasion.action, str(occasion.period), *occasion.lead))
    return row.id


def _event(rows: Sequence[Reminder], *, sample: bool) -> Event:
    """An all-day event for one or several rows of the same day and lead."""
    occasion = rows[0].occasion
    summary = _summary(rows)
    if sample:
        summary = words.EVENT_OF_SAMPLE.format(sample=terms.SAMPLE, summary=summary)
    event = Event()
    event.add("summary", summary)
    event.add("description", "\n".join(_description(rows)))
    event.add("categories", [words.ACTION[occasion.action]])
    event.add("dtstart", occasion.day)
    event.add("dtend", occasion.day + timedelta(days=1))
    # Nobody is busy the whole day with it.
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", _ALARM)
    event.add_component(alarm)
    return event


def _summary(rows: Sequence[Reminder]) -> str:
    first = rows[0]
    action, period = first.occasion.action, terms.period_name(first.occasion.period)
    if action is Action.MEASURE:
        summary = words.EVENT_OF_FIGURES.format(period=period, count=len(rows))
    elif action is Action.HOLD:
        summary = words.EVENT_OF_ROUTINES.format(period=period, count=len(rows))
    elif action is Action.REPORT:
        return first.name
    else:
        summary = words.EVENT.format(action=words.ACTION[action], name=first.name)
    return words.EVENT_BY.format(summary=summary, lead=first.lead) if first.lead else summary


def _description(rows: Sequence[Reminder]) -> list[str]:
    first = rows[0]
    lines = [f"{row.id}  {row.what}" for row in rows]
    if first.lead:
        lines.append(words.LEAD.format(names=first.lead))
    if first.person:
        lines.append(words.PERSON.format(name=first.person))
    if first.occasion.external:
        lines.append(words.EXTERNAL)
    return lines
