"""What is coming, on the terminal."""

from collections.abc import Sequence

from kehoach.reminder import Reminder
from kehoach.result import Evaluation, TaskStatus
from kehoach.terminal.console import STYLE, Console, Styled, print_heading, print_sample, short_name
from kehoach.wording import agenda as words
from kehoach.wording import screen, terms


def print_agenda(
    here: Console, evaluation: Evaluation, rows: Sequence[Reminder], days: int
) -> None:
    """What is overdue, then what is to be done, kind by kind; what others lead stands apart."""
    organization = evaluation.plan.organization.name
    here.print(Styled(words.TITLE.format(organization=organization), "bold"))
    period, as_of = terms.period_name(evaluation.period), terms.day(evaluation.as_of)
    here.print(words.SUBTITLE.format(as_of=as_of, period=period, days=days))
    if evaluation.sample:
        print_sample(here)
    if not rows:
        here.print()
        here.print(Styled(words.NOTHING, "green"))
    own = [row for row in rows if not row.occasion.external]
    late = [row for row in own if row.occasion.overdue]
    _print_rows(here, words.OVERDUE, late, STYLE[TaskStatus.OVERDUE])
    for action, heading in words.HEADING.items():
        coming = [row for row in own if row.occasion.action is action and row not in late]
        _print_rows(here, heading, coming)
    _print_rows(here, words.OUTSIDE, [row for row in rows if row.occasion.external])


def _print_rows(here: Console, title: str, rows: Sequence[Reminder], style: str = "") -> None:
    if not rows:
        return
    print_heading(here, f"{title} ({len(rows)})", style or "bold")
    cells = [
        (
            row.id,
            row._replace(name=short_name(here, row.name)).what,
            Styled(words.DAY_AND_LEFT.format(day=row.day, left=row.left), style),
            short_name(here, row.who),
        )
        for row in rows
    ]
    columns = ((screen.ID, 0), (screen.WORK, 4), (words.DAY, -12), (words.WHO, 2))
    here.print_table(columns, cells)
