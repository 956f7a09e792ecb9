"""An agenda in words, row by row: what, by which day, by whom."""

from collections.abc import Iterable
from typing import NamedTuple, assert_never

from kehoach.occasion import Occasion, lacking
from kehoach.outline import Kind
from kehoach.plan import Plan
from kehoach.result import IndicatorResult, RoutineResult, TaskResult
from kehoach.wording import agenda as words
from kehoach.wording import terms
from kehoach.wording.help import REPORT_NAME


class Reminder(NamedTuple):
    """One occasion in words. `id` is that of the item; of a report, the name of its file."""

    id: str
    name: str
    lead: str
    person: str
    note: str
    day: str
    left: str
    occasion: Occasion

    @property
    def what(self) -> str:
        """The name with the note."""
        return words.WITH_NOTE.format(name=self.name, note=self.note) if self.note else self.name

    @property
    def who(self) -> str:
        """Who leads it and who is in charge; a name that is both stands once."""
        return "; ".join(dict.fromkeys(name for name in (self.lead, self.person) if name))


def reminders(plan: Plan, occasions: Iterable[Occasion]) -> list[Reminder]:
    """The occasions in words, in their order."""
    return [_reminder(plan, occasion) for occasion in occasions]


def _reminder(plan: Plan, occasion: Occasion) -> Reminder:
    key, name, person, note = _about(plan, occasion)
    return Reminder(
        id=key,
        name=name,
        lead=plan.named(occasion.lead),
        person=person,
        note=note,
        day=terms.day(occasion.day),
        left=terms.days_left(occasion.days_left),
        occasion=occasion,
    )


def _about(plan: Plan, occasion: Occasion) -> tuple[str, str, str, str]:
    """The id, the name, the person in charge, and a note."""
    subject, period = occasion.subject, occasion.period
    match subject:
        case TaskResult():
            task = subject.item
            return task.id, task.name, task.person or "", terms.task_status(subject)
        case IndicatorResult():
            return subject.item.id, subject.item.name, "", _figures(occasion, subject)
        case RoutineResult():
            return subject.item.id, subject.item.name, "", _times(occasion, subject)
        case Kind():
            signatory = plan.organization.signatory
            name = words.REPORT[subject].format(period=terms.period_name(period))
            return (
                REPORT_NAME[subject].format(period),
                name,
                f"{signatory.position.capitalize()} {signatory.name}",
                words.REPORT_BY.format(kind=subject, period=period),
            )
        case _ as other:
            assert_never(other)


def _figures(occasion: Occasion, result: IndicatorResult) -> str:
    period = occasion.period
    parts = lacking(result, period)
    if len(parts) < len(result.parts):
        return words.LACKING_PARTS.format(parts=", ".join(part.item.id for part in parts))
    return words.FIGURE_OF.format(period=terms.period_name(period)) if occasion.overdue else ""


def _times(occasion: Occasion, result: RoutineResult) -> str:
    sentence = words.NOT_HELD if result.held is None else words.HELD
    return sentence.format(held=result.held, expected=result.expected, asked=occasion.asked)
