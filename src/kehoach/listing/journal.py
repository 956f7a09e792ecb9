"""Which commit changed what, as rows."""

from collections.abc import Sequence

from kehoach.journal import Entry
from kehoach.listing import Listing
from kehoach.wording import figures, screen


def of_journal(entries: Sequence[Entry]) -> Listing:
    """Which commit changed which figure, a change a row."""
    rows = []
    for entry in entries:
        commit, change = entry.commit, entry.change
        told: tuple[str, ...] = (screen.UNREADABLE, "", "")
        if change is not None:
            said = (figures.said(change.loc, one) for one in (change.before, change.after))
            told = (figures.label(change.loc), *said)
        rows.append(
            (
                commit.when.isoformat() if commit.when else screen.WORKING,
                commit.author,
                commit.name[:12],
                commit.summary,
                entry.place or screen.CATALOGUE,
                entry.item,
                *told,
            )
        )
    return Listing(tuple(screen.LOG_COLUMNS), tuple(screen.LOG_COLUMNS.values()), tuple(rows))
