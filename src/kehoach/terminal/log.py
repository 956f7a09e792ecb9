"""Who changed which figure, on the terminal: a commit a heading, a change a line."""

from collections.abc import Sequence
from itertools import groupby

from kehoach.journal import CATALOGUE, Entry
from kehoach.terminal.console import Console, Styled, longest_name, print_sample, print_wrapped
from kehoach.wording import figures, screen, terms

_INDENT = "  • "
# Of a file that is new as a whole a person wants its size, not every line of it.
_MOST_NEW = 5
_BEFORE = 12


def print_log(here: Console, entries: Sequence[Entry], *, cut: bool) -> None:
    """The changes, newest first; `cut` tells that older ones are not here."""
    if any(entry.sample for entry in entries):
        print_sample(here)
    for number, (commit, told) in enumerate(groupby(entries, key=lambda one: one.commit)):
        if number:
            here.print()
        head = screen.WORKING
        if commit.when:
            head = screen.LOG_HEAD.format(
                day=terms.day(commit.when.date()),
                author=commit.author,
                summary=commit.summary,
                commit=commit.name[:7],
            )
        here.print(Styled(head, "bold"))
        for (place, _), changes in groupby(told, key=lambda one: (one.place, one.of_seal)):
            _print_changes(here, place, list(changes))
    if not entries:
        here.print(screen.LOG_EMPTY)
    if cut:
        here.print(screen.SHALLOW)


def _print_changes(here: Console, place: str, entries: Sequence[Entry]) -> None:
    where = f"{screen.CATALOGUE if place == CATALOGUE else place}  "
    new = len(entries) > _MOST_NEW and all(
        one.change and one.change.before is None for one in entries
    )
    if new:
        print_wrapped(here, _INDENT, screen.LOG_NEW.format(place=where, count=len(entries)))
        return
    for entry in entries:
        print_wrapped(here, _INDENT, _line(where, entry, longest_name(here)))


def _line(where: str, entry: Entry, longest: int) -> str:
    if entry.change is None:
        return screen.LOG_UNREADABLE.format(place=where)
    loc = entry.change.loc
    before, after = (figures.said(loc, one) for one in (entry.change.before, entry.change.after))
    if entry.of_seal:
        # Who signed, when and why is told whole.
        sentence = screen.LOG_SIGNED if entry.change.before is None else screen.LOG_UNSIGNED
        said = after if entry.change.before is None else before
        if None in (entry.change.before, entry.change.after):
            return sentence.format(place=where, at=figures.place(loc), said=said)
    return screen.LOG_LINE.format(
        place=where,
        at=figures.place(loc),
        before=_shortened(before, longest, beside=after),
        after=_shortened(after, longest, beside=before),
    )


def _shortened(said: str, longest: int, *, beside: str) -> str:
    """A long text from a little before the place at which it differs from the other."""
    if len(said) > longest:
        pairs = zip(said, beside, strict=False)
        same = next((n for n, (one, other) in enumerate(pairs) if one != other), len(beside))
        start = said.rfind(" ", 0, max(0, same - _BEFORE)) + 1
        said = ("… " if start else "") + said[start:]
    return terms.shorten(said, longest)
