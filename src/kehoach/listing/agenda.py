"""What is coming, as rows."""

from collections.abc import Sequence

from kehoach.listing import Listing, titled
from kehoach.reminder import Reminder
from kehoach.wording import agenda, terms


def of_reminders(rows: Sequence[Reminder], *, sample: bool) -> Listing:
    """What is coming, a row each, in the order of the days."""
    told = tuple(
        (
            agenda.ACTION[row.occasion.action],
            *(row.id, row.name, row.day, row.left, row.lead, row.person, row.note),
            terms.YES if row.occasion.external else terms.NO,
        )
        for row in rows
    )
    return titled(agenda.COLUMNS, told, sample=sample)
