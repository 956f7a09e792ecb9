"""`kehoach scorecard`."""

from pathlib import Path
from typing import Annotated

import typer

from kehoach.cli.common import (
    choice,
    choose_as_of,
    choose_period,
    console,
    open_workspace,
    read_for_use,
    write_out,
)
from kehoach.wording import help as words


def scorecard(
    period: Annotated[str | None, typer.Option("--period", help=words.PERIOD)] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help=words.AS_OF)] = None,
    form: Annotated[str, typer.Option("--format", help=words.FORMAT_STATUS)] = "table",
    workspace: Annotated[Path | None, typer.Option(help=words.WORKSPACE)] = None,
) -> None:
    """Count what each department and person leads: facts for a rating, never a rating."""
    from kehoach import listing
    from kehoach.contract.status import scorecards_as_json
    from kehoach.status import evaluate
    from kehoach.view import score_rows, status_view

    choice(form, "--format", ("table", "json", "csv", "md"))
    data, plan = read_for_use(open_workspace(workspace))
    at = choose_period(plan, period)
    evaluation = evaluate(plan, data.entries, at, choose_as_of(plan, at, as_of))
    if form == "json":
        write_out(listing.dump(scorecards_as_json(evaluation)))
        return
    departments, persons = score_rows(evaluation)
    if form == "table":
        from kehoach.terminal.status import print_scores

        print_scores(console(), status_view(evaluation), departments, persons)
        return
    from kehoach.listing.status import of_scores

    rows = of_scores(departments, persons, sample=evaluation.sample)
    write_out(listing.in_form(form, rows))
