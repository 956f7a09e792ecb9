"""`kehoach status`."""

from pathlib import Path
from typing import Annotated

import typer

from kehoach.cli.common import (
    DATA_WRONG,
    Stop,
    choice,
    choices,
    choose_as_of,
    choose_period,
    console,
    open_workspace,
    optional_id,
    read_for_use,
    write_out,
)
from kehoach.wording import help as words


def status(
    period: Annotated[str | None, typer.Option("--period", help=words.PERIOD)] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help=words.AS_OF)] = None,
    department: Annotated[str | None, typer.Option(help=words.DEPARTMENT)] = None,
    group: Annotated[str | None, typer.Option(help=words.GROUP)] = None,
    focus: Annotated[str | None, typer.Option(help=words.FOCUS)] = None,
    only: Annotated[str | None, typer.Option("--only", help=words.ONLY)] = None,
    fail_on: Annotated[str | None, typer.Option("--fail-on", help=words.FAIL_ON)] = None,
    form: Annotated[str, typer.Option("--format", help=words.FORMAT_STATUS)] = "table",
    workspace: Annotated[Path | None, typer.Option(help=words.WORKSPACE)] = None,
) -> None:
    """Show how everything stands in a period."""
    from kehoach import listing, view
    from kehoach.result import IndicatorStatus, TaskStatus
    from kehoach.status import evaluate

    statuses = [*IndicatorStatus, *TaskStatus, "due_soon"]
    wanted = choices(only, "--only", statuses)
    failing = set(choices(fail_on, "--fail-on", statuses))
    choice(form, "--format", ("table", "json", "csv", "md"))
    data, plan = read_for_use(open_workspace(workspace))
    at = choose_period(plan, period)
    evaluation = view.only(
        evaluate(plan, data.entries, at, choose_as_of(plan, at, as_of)),
        department=optional_id(department, "--department", [d.id for d in plan.departments]),
        group=optional_id(group, "--group", [g.id for g in plan.groups]),
        focus=optional_id(focus, "--focus", [f.id for f in plan.focus_areas]),
        statuses=wanted,
    )
    if form == "json":
        from kehoach.contract.status import as_json

        write_out(listing.dump(as_json(evaluation)))
    elif form == "table":
        from kehoach.terminal.status import print_status

        print_status(console(), view.status_view(evaluation), data.closed)
    else:
        from kehoach.listing.status import of_status

        rows = of_status(view.status_view(evaluation))
        write_out(listing.in_form(form, rows))
    found = {result.status.value for result in evaluation.indicators}
    found = found.union(*(view.statuses_of(result) for result in evaluation.tasks))
    if found & failing:
        raise Stop(DATA_WRONG)
