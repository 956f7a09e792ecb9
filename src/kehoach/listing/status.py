"""How everything stands, and the scorecards, as rows."""

from collections.abc import Sequence

from kehoach.listing import Listing, titled
from kehoach.rows import ScoreRow
from kehoach.view import StatusView
from kehoach.wording import screen, terms


def of_status(view: StatusView) -> Listing:
    """All indicators, with their parts, then tasks, then routines, a row each."""
    rows: list[tuple[str, ...]] = []
    for row in view.indicators:
        for line in (row, *row.parts):
            key = row.id if line is row else f"{row.id}/{line.id}"
            rows.append((key, line.name, line.lead, line.target, line.actual, line.label, line.why))
    rows += [
        (row.id, row.name, row.lead, row.deadline, row.due, row.label, row.why)
        for row in view.tasks
    ]
    rows += [(row.id, row.name, "", row.expected, row.held, row.label, "") for row in view.routines]
    return titled(screen.STATUS_COLUMNS, rows, sample=view.sample)


def of_scores(
    departments: Sequence[ScoreRow], persons: Sequence[ScoreRow], *, sample: bool
) -> Listing:
    """The scorecards, a row each, departments first."""
    rows = [
        (
            kind,
            row.card.name,
            terms.YES if row.card.external else terms.NO,
            *map(str, (row.card.assigned, row.card.done_on_time, row.card.done_late)),
            *map(str, (row.card.overdue, row.card.open)),
            row.share_on_time,
            row.share_late,
            *map(str, (row.card.indicators, row.card.exceeded, row.card.achieved)),
            str(row.card.missed),
            row.share_exceeded,
        )
        for kind, cards in ((screen.DEPARTMENT, departments), (screen.PERSON, persons))
        for row in cards
    ]
    return titled(screen.SCORE_COLUMNS, rows, sample=sample)
