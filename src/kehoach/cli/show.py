"""`kehoach show`."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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

if TYPE_CHECKING:
    from kehoach.change import Change
    from kehoach.load import Data


def show(
    item: Annotated[str, typer.Argument(help=words.ITEM, metavar="ID")],
    period: Annotated[str | None, typer.Option("--period", help=words.PERIOD)] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help=words.AS_OF)] = None,
    form: Annotated[str, typer.Option("--format", help=words.FORMAT_STATUS)] = "table",
    workspace: Annotated[Path | None, typer.Option(help=words.WORKSPACE)] = None,
) -> None:
    """Show one item of the plan: what it is, how it went, and who changed it."""
    from kehoach import listing, terminal
    from kehoach.card import as_data, card, with_history
    from kehoach.status import evaluate
    from kehoach.view import status_view

    choice(form, "--format", ("table", "json", "csv", "md"))
    here = open_workspace(workspace)
    data, plan = read_for_use(here)
    items = {known.id: known for known in plan.items()}
    # A part is shown on the card of its whole.
    chosen = known_id(item.partition("/")[0], "ID", items)
    at = choose_period(plan, period)
    view = status_view(evaluate(plan, data.entries, at, choose_as_of(plan, at, as_of)))
    shown = card(items[chosen], view, data.entries, here.evidence_found)
    if form == "csv":
        write_out(listing.as_csv(shown.series))
        return
    if form == "md":
        write_out(listing.as_markdown(shown.series))
        return
    shown = with_history(shown, _changes(here.root, data, chosen))
    if form == "json":
        write_out(listing.dump(as_data(shown)))
    else:
        terminal.print_card(terminal.console(), shown)


def _changes(root: Path, data: "Data", item: str) -> "list[Change] | None":
    """Who gave the lines of an item their form, in the catalogue and in every entry."""
    from kehoach import history

    changes: list[Change] = []
    for path, first, last in _places(data, item):
        found = history.last_changes(root, path, first, last)
        if found is None:
            return None
        changes += found
    return changes


def _places(data: "Data", item: str) -> Iterator[tuple[str, int, int]]:
    kinds = ("indicators", "tasks", "routines", "measures")
    if data.plan and data.plan_document:
        for kind in kinds:
            for n, known in enumerate(getattr(data.plan, kind)):
                if known.id == item:
                    document = data.plan_document
                    yield document.path, *document.lines_of((kind, n))
    for file in data.files:
        for kind in kinds:
            if item in getattr(file.progress, kind):
                yield file.document.path, *file.document.lines_of((kind, item))
