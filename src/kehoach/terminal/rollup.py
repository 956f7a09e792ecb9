"""Many schools, on the terminal."""

from collections.abc import Collection, Sequence

from kehoach.overview import ItemRow, Overview
from kehoach.result import TaskStatus
from kehoach.rollup.item import BEHIND, LATE
from kehoach.terminal.console import (
    STYLE,
    Console,
    Styled,
    print_heading,
    print_list,
    print_sample,
    short_name,
)
from kehoach.view import MET
from kehoach.wording import rollup as words
from kehoach.wording import screen

# On a terminal; a pipe gets all of them.
_MOST_SCHOOLS = 20


def print_overview(here: Console, shown: Overview) -> None:
    """The totals, who is missing, and what to do next; of one item every school as it stands."""
    here.print(Styled(shown.title, "bold"))
    here.print(shown.subtitle)
    if shown.scope:
        here.print(shown.scope)
    if shown.sample:
        print_sample(here, shown.sample)
    print_list(here, shown.facts)
    if not shown.items:
        here.print()
        here.print(words.NONE)
    _print_indicators(here, shown.indicators)
    _print_tasks(here, shown)
    if shown.totals.scope.item:
        for row in shown.items:
            _print_schools(here, row)
    else:
        _print_missing(here, shown)
    if shown.notices:
        print_heading(here, f"{words.NOTICES} ({len(shown.notices)})", "yellow")
        print_list(here, shown.notices)
    if shown.steps:
        print_heading(here, screen.NEXT)
        print_list(here, shown.steps)


def _print_indicators(here: Console, rows: Sequence[ItemRow]) -> None:
    titles = (words.INDICATORS, screen.INDICATOR, words.RESULT, words.ACHIEVED, words.BEHIND)
    _print_items(here, titles, rows, MET, BEHIND)


def _print_tasks(here: Console, shown: Overview) -> None:
    titles = (words.TASKS, screen.TASK, words.SPENT, words.ON_TIME, words.LATE)
    _print_items(here, titles, shown.tasks, (TaskStatus.DONE_ON_TIME,), LATE)
    if shown.tasks:
        here.print()
        print_list(here, (*shown.task_facts, shown.money.said))


def _print_items(
    here: Console,
    titles: tuple[str, str, str, str, str],
    rows: Sequence[ItemRow],
    good: Collection[str],
    bad: Collection[str],
) -> None:
    """A row an item: how many schools have it, and of them the good, the bad and the rest."""
    if not rows:
        return
    title, name, result, fine, late = titles
    print_heading(here, title)
    cells = [
        (
            row.id,
            "; ".join((short_name(here, row.name), *row.notes)),
            row.result,
            *_counted(row, good, bad),
        )
        for row in rows
    ]
    columns = (
        *((screen.ID, 0), (name, 5), (result, 5), (words.SCHOOLS, -6)),
        *((fine, -5), (late, -5), (words.REST, -4)),
    )
    here.print_table(columns, cells)


def _counted(row: ItemRow, good: Collection[str], bad: Collection[str]) -> tuple[str, ...]:
    fine = sum(count for status, _, count in row.counts if status in good)
    late = sum(count for status, _, count in row.counts if status in bad)
    return str(row.schools), str(fine), str(late), str(row.schools - fine - late)


def _print_schools(here: Console, row: ItemRow) -> None:
    print_heading(here, f"{row.id} ({len(row.total.lines)}): {row.rating}")
    cells = [
        (one.school, Styled(one.label, STYLE.get(one.status, "")), one.actual) for one in row.lines
    ]
    here.print_table(((words.SCHOOL, 4), (words.RATING, -16), (screen.ACTUAL, 4)), cells)


def _print_missing(here: Console, shown: Overview) -> None:
    silent = ((words.SCHOOL, 4), (words.MISSING, 2), (words.LAST, -12))
    _print_some(here, words.SILENT, silent, shown.silent)
    broken = ((words.SCHOOL, 3), (words.ERRORS, 0), (words.FIRST_ERROR, 5))
    _print_some(here, words.BROKEN, broken, shown.broken)
    _print_some(here, words.OUTSIDE, ((words.SCHOOL, 1),), [(one,) for one in shown.outside])


def _print_some(
    here: Console,
    title: str,
    columns: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[str]],
) -> None:
    if not rows:
        return
    print_heading(here, f"{title} ({len(rows)})", "bold red")
    most = _MOST_SCHOOLS if here.is_terminal else len(rows)
    here.print_table(columns, rows[:most])
    if len(rows) > most:
        here.print(Styled(f"  {words.MORE.format(count=len(rows) - most)}"))
