"""`kehoach show`."""

from pathlib import Path
from typing import Annotated

import typer

from kehoach.cli.common import (
    choice,
    choose_as_of,
    choose_period,
    known_id,
    open_workspace,
    read_for_use,
    write_out,
)
from kehoach.wording import help as words


def show(
    item: Annotated[str, typer.Argument(help=words.ITEM, metavar="ID")],
    period: Annotated[str | None, typer.Option("--period", help=words.PERIOD)] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help=words.AS_OF)] = None,
    form: Annotated[str, typer.Option("--format", help=words.FORMAT_STATUS)] = "table",
    workspace: Annotated[Path | None, typer.Option(help=words.WORKSPACE)] = None,
) -> None:
    """Show one indicator or task: what it is, how it went, and who changed it."""
    from kehoach import listing, terminal
    from kehoach.card import card, series
    from kehoach.status import evaluate
    from kehoach.view import only, status_view

    choice(form, "--format", ("table", "json", "csv", "md"))
    here = open_workspace(workspace)
    data, plan = read_for_use(here)
    known_id(item, "ID", [known.id for known in (*plan.indicators, *plan.tasks)])
    at = choose_period(plan, period)
    evaluation = evaluate(plan, data.entries, at, choose_as_of(plan, at, as_of))
    view = status_view(only(evaluation, ids=[item]))
    rows = series(view)
    if form == "json":
        write_out(listing.as_json(rows))
    elif form == "csv":
        write_out(listing.as_csv(rows))
    elif form == "md":
        write_out(listing.as_markdown(rows))
    else:
        terminal.print_card(terminal.console(), card(view), rows, sample=view.sample)
