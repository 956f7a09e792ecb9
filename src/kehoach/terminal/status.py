"""How the plan stands, and the scorecards, on the terminal."""

from collections.abc import Collection, Sequence

from kehoach import guidance
from kehoach.period import Period
from kehoach.rows import IndicatorRow, ScoreRow, TaskRow
from kehoach.terminal.console import (
    STYLE,
    Console,
    Piece,
    Styled,
    print_heading,
    print_list,
    print_sample,
    short_name,
)
from kehoach.view import StatusView
from kehoach.wording import report, screen


def print_status(here: Console, view: StatusView, closed: Collection[Period] = ()) -> None:
    """What is late and why, then the rest, the totals, and what to do next.

    `closed` are the periods that are signed off.
    """
    title, subtitle = guidance.heading(view)
    here.print(Styled(title, "bold"))
    here.print(subtitle)
    if view.sample:
        print_sample(here)
    if not (view.indicators or view.tasks or view.routines):
        here.print()
        planned = any(view.evaluation.plan.items())
        here.print(screen.NOTHING_FOUND if planned else screen.NOTHING_PLANNED)
        return
    _print_attention(here, view)
    urgent = {item.id for item in view.attention}
    _print_indicators(here, [row for row in view.indicators if row.id not in urgent])
    _print_tasks(here, [row for row in view.tasks if row.id not in urgent])
    _print_routines(here, view)
    print_heading(here, screen.TOTALS)
    print_list(here, [line for line in guidance.totals(view) if line])
    print_heading(here, screen.NEXT)
    print_list(here, guidance.next_steps(view, closed))


def _print_attention(here: Console, view: StatusView) -> None:
    print_heading(here, f"{screen.ATTENTION} ({len(view.attention)})", "bold red")
    if not view.attention:
        here.print(Styled(f"  {screen.NOTHING_TO_DO}", "green"))
        return
    rows = [
        (
            item.id,
            item.name + (f" ({screen.EXTERNAL}: {item.lead})" if item.external else ""),
            Styled(item.label, STYLE.get(item.status, "")),
            _sentence(item.why),
        )
        for item in view.attention
    ]
    columns = ((screen.ID, 0), (screen.WORK, 3), (screen.STATE, -12), (screen.WHY, 3))
    here.print_table(columns, rows)


def _print_indicators(here: Console, rows: Sequence[IndicatorRow]) -> None:
    if not rows:
        return
    print_heading(here, screen.OTHER_INDICATORS)
    cells: list[Sequence[Piece]] = []
    for row in rows:
        label = Styled(row.label, STYLE.get(row.status, ""))
        cells.append((row.id, short_name(here, row.name), row.target, row.dated, label))
        for part in row.parts:
            label = Styled(part.label, STYLE.get(part.status, ""))
            cells.append(("", f"- {short_name(here, part.name)}", part.target, part.dated, label))
    columns = (
        (screen.ID, 0),
        (screen.INDICATOR, 5),
        (screen.TARGET, 3),
        (screen.ACTUAL, 3),
        (screen.RATING, -12),
    )
    here.print_table(columns, cells)


def _print_tasks(here: Console, rows: Sequence[TaskRow]) -> None:
    if not rows:
        return
    print_heading(here, screen.OTHER_TASKS)
    cells = [
        (
            row.id,
            short_name(here, row.name)
            + (f" ({screen.EXTERNAL}: {row.lead})" if row.external else ""),
            row.due,
            Styled(row.label + (f" ({row.why})" if row.why else ""), STYLE.get(row.status, "")),
        )
        for row in rows
    ]
    columns = ((screen.ID, 0), (screen.TASK, 4), (screen.DUE, 0), (screen.STATE, 2))
    here.print_table(columns, cells)


def _print_routines(here: Console, view: StatusView) -> None:
    asked = [row for row in view.routines if row.met is not True or row.expected != "0"]
    if not asked:
        return
    print_heading(here, screen.ROUTINES)
    cells = [
        (row.name, f"{row.held}/{row.expected}", Styled(row.label, "" if row.met else "yellow"))
        for row in asked
    ]
    here.print_table(((screen.ROUTINE, 4), (screen.HELD, 0), (screen.RATING, 2)), cells)


def print_scores(
    here: Console, view: StatusView, departments: Sequence[ScoreRow], persons: Sequence[ScoreRow]
) -> None:
    """The scorecards: the school's own departments, persons, and the external ones apart."""
    title, subtitle = guidance.heading(view)
    here.print(Styled(title, "bold"))
    here.print(subtitle)
    if view.sample:
        print_sample(here)
    here.print(screen.COUNTS_ONLY)
    for rule in report.rules(view.evaluation.plan.plan.bases):
        here.print(rule)
    _print_scores(here, screen.OWN, [row for row in departments if not row.card.external])
    _print_scores(here, screen.PERSONS, [row for row in persons if not row.card.external])
    outside = [row for row in (*departments, *persons) if row.card.external]
    _print_scores(here, screen.OUTSIDE, outside)


def _print_scores(here: Console, title: str, rows: Sequence[ScoreRow]) -> None:
    if not rows:
        return
    print_heading(here, title)
    cells = []
    for row in rows:
        card = row.card
        late = card.done_late + card.overdue
        cells.append(
            (
                card.name,
                screen.part_of(card.done_on_time, card.assigned, row.share_on_time),
                screen.part_of(late, card.assigned, row.share_late),
                str(card.open),
                screen.part_of(card.exceeded, card.indicators, row.share_exceeded),
                str(card.achieved),
                str(card.missed),
            )
        )
    columns = (
        (screen.NAME, 3),
        (screen.ON_TIME, -10),
        (screen.LATE, -10),
        (screen.OPEN, -5),
        (screen.EXCEEDED, -11),
        (screen.ACHIEVED, -4),
        (screen.MISSED, -5),
    )
    here.print_table(columns, cells)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
