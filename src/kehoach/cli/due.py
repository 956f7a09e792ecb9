"""`kehoach due`."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kehoach.cli.common import (
    choice,
    console,
    open_workspace,
    optional_id,
    parse_day,
    read_for_use,
    today,
    write_out,
    writing_to,
    wrong_use,
)
from kehoach.wording import help as words

if TYPE_CHECKING:
    from kehoach.reminder import Reminder
    from kehoach.result import Evaluation
    from kehoach.workspace import Workspace

_MOST_DAYS = 3_650


def due(
    days: Annotated[str, typer.Option("--days", help=words.DAYS)] = "60",
    as_of: Annotated[str | None, typer.Option("--as-of", help=words.DUE_AS_OF)] = None,
    department: Annotated[str | None, typer.Option(help=words.DEPARTMENT)] = None,
    ics: Annotated[str | None, typer.Option("--ics", help=words.ICS)] = None,
    form: Annotated[str, typer.Option("--format", help=words.FORMAT_STATUS)] = "table",
    workspace: Annotated[Path | None, typer.Option(help=words.WORKSPACE)] = None,
) -> None:
    """Tell what is to be finished, measured, held and reported next, and by whom."""
    from kehoach import listing, view
    from kehoach.contract.agenda import agenda_as_json
    from kehoach.occasion import Action, agenda, running_half
    from kehoach.reminder import reminders
    from kehoach.status import evaluate

    choice(form, "--format", ("table", "json", "csv", "md"))
    if ics is not None and form != "table":
        wrong_use(words.NOT_TOGETHER, one="--ics", other="--format")
    within = _count(days)
    here = open_workspace(workspace)
    data, plan = read_for_use(here)
    day = parse_day(as_of) if as_of else today()
    chosen = optional_id(department, "--department", [one.id for one in plan.departments])
    evaluation = view.only(
        evaluate(plan, data.entries, running_half(plan, day), day), department=chosen
    )
    # A report is the whole school's.
    occasions = [
        one
        for one in agenda(evaluation, within, data.closed)
        if not (chosen and one.action is Action.REPORT)
    ]
    rows = reminders(plan, occasions)
    if ics is not None:
        _write_calendar(here, ics, evaluation, rows)
        return
    if form == "json":
        write_out(listing.dump(agenda_as_json(evaluation, occasions)))
    elif form == "table":
        from kehoach.terminal.agenda import print_agenda

        print_agenda(console(), evaluation, rows, within)
    else:
        from kehoach.listing.agenda import of_reminders

        told = of_reminders(rows, sample=evaluation.sample)
        write_out(listing.in_form(form, told))


def _write_calendar(
    here: "Workspace", target: str, evaluation: "Evaluation", rows: "list[Reminder]"
) -> None:
    from kehoach.ics import render
    from kehoach.wording import agenda, screen

    if not rows:
        # A calendar without an event is none, and programs refuse to import it.
        sys.stderr.write(agenda.NO_CALENDAR + "\n")
        return
    text = render(evaluation, rows)
    if target == "-":
        write_out(text)
        return
    with writing_to(target):
        here.write(Path(target), text)
    sys.stderr.write(screen.WRITTEN.format(path=target) + "\n")


def _count(text: str) -> int:
    """A number of days as it is typed; ten years are enough for everyone."""
    if not re.fullmatch(r"\d{1,4}", text, re.ASCII) or int(text) > _MOST_DAYS:
        wrong_use(words.BAD_DAYS, value=text, most=_MOST_DAYS)
    return int(text)
