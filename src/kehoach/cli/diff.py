"""`kehoach diff`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kehoach.cli.common import (
    choice,
    choose_period,
    console,
    open_workspace,
    optional_id,
    parse_day,
    read_for_use,
    today,
    write_out,
    wrong_use,
)
from kehoach.wording import help as words

if TYPE_CHECKING:
    from kehoach.period import Period
    from kehoach.plan import Plan


def diff(
    earlier: Annotated[str, typer.Argument(help=words.EARLIER, metavar=words.EARLIER_PERIOD)],
    later: Annotated[str, typer.Argument(help=words.LATER, metavar=words.LATER_PERIOD)],
    as_of: Annotated[str | None, typer.Option("--as-of", help=words.AS_OF_BOTH)] = None,
    department: Annotated[str | None, typer.Option(help=words.DEPARTMENT)] = None,
    group: Annotated[str | None, typer.Option(help=words.GROUP)] = None,
    focus: Annotated[str | None, typer.Option(help=words.FOCUS)] = None,
    form: Annotated[str, typer.Option("--format", help=words.FORMAT_STATUS)] = "table",
    workspace: Annotated[Path | None, typer.Option(help=words.WORKSPACE)] = None,
) -> None:
    """Show what moved between two periods."""
    from kehoach import listing
    from kehoach.comparison import compare
    from kehoach.contract.movement import movement_as_json
    from kehoach.movement import between
    from kehoach.status import evaluate
    from kehoach.view import only

    choice(form, "--format", ("table", "json", "csv", "md"))
    last_day = parse_day(as_of) if as_of else today()
    data, plan = read_for_use(open_workspace(workspace))
    before, after = (
        only(
            evaluate(plan, data.entries, at, min(last_day, plan.calendar.cutoff(at))),
            department=optional_id(department, "--department", [d.id for d in plan.departments]),
            group=optional_id(group, "--group", [g.id for g in plan.groups]),
            focus=optional_id(focus, "--focus", [f.id for f in plan.focus_areas]),
        )
        for at in _in_order(plan, earlier, later)
    )
    movement = between(before, after)
    if form == "json":
        write_out(listing.dump(movement_as_json(movement)))
    elif form == "table":
        from kehoach.terminal.movement import print_comparison

        print_comparison(console(), compare(movement))
    else:
        from kehoach.listing.movement import of_comparison

        rows = of_comparison(compare(movement))
        write_out(listing.in_form(form, rows))


def _in_order(plan: "Plan", earlier: str, later: str) -> "tuple[Period, Period]":
    """Both periods; a pair that stands in no order is refused rather than turned round."""
    before, after = choose_period(plan, earlier), choose_period(plan, later)
    if before.end == after.end:
        wrong_use(words.SAME_END, before=before, after=after, end=before.end)
    if before.end > after.end:
        wrong_use(words.REVERSED, before=before, after=after)
    return before, after
