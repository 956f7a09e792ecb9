"""Which commit changed what, as rows."""

from collections.abc import Sequence

from kehoach.journal import Entry
from kehoach.listing import Listing, titled
from kehoach.wording import figures, screen, terms


def of_journal(entries: Sequence[Entry]) -> Listing:
    """Which commit changed which figure, a change a row."""
    rows: list[tuple[str, ...]] = []
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
    titles = screen.LOG_COLUMNS
    if any(entry.sample for entry in entries):
        titles = titles | {"sample": screen.SERIES_COLUMNS["sample"]}
        marks = (terms.YES if entry.sample else "" for entry in entries)
        rows = [(*row, mark) for row, mark in zip(rows, marks, strict=True)]
    return titled(titles, rows)
