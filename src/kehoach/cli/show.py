"""`kehoach show`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kehoach.cli.common import (
    choice,
    choose_as_of,
    choose_period,
    console,
    known_item,
    open_workspace,
    read_for_use,
    write_out,
)
from kehoach.wording import help as words

if TYPE_CHECKING:
    from kehoach.plan import Item, Plan


def show(
    item: Annotated[str, typer.Argument(help=words.ITEM, metavar="ID")],
    period: Annotated[str | None, typer.Option("--period", help=words.PERIOD)] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help=words.AS_OF)] = None,
    form: Annotated[str, typer.Option("--format", help=words.FORMAT_STATUS)] = "table",
    workspace: Annotated[Path | None, typer.Option(help=words.WORKSPACE)] = None,
) -> None:
    """Show one item of the plan: what it is, how it went, and who changed it."""
    from kehoach import listing
    from kehoach.card import as_page, card, evidence_of
    from kehoach.contract.item import item_as_json
    from kehoach.history import last_changes
    from kehoach.problem import Code
    from kehoach.standing import stands_at
    from kehoach.status import entries_up_to, evaluate

    choice(form, "--format", ("table", "json", "csv", "md"))
    here = open_workspace(workspace)
    # Beside each piece of evidence it is told whether the file is there.
    data, plan = read_for_use(here, but=(Code.EVIDENCE_MISSING,))
    chosen = _find(plan, item)
    at = stands_at(chosen, choose_period(plan, period))
    evaluation = evaluate(plan, data.entries, at, choose_as_of(plan, at, as_of))
    known = entries_up_to(data.entries, at.end)
    evidence = evidence_of(chosen, known, here.evidence_found)
    # Nobody who asks for the series alone waits for its history.
    places = ((one.document.path, *one.lines) for one in data.mentions[chosen.id])
    history = None if form == "csv" else last_changes(here.root, places)
    if form == "json":
        told = item_as_json(chosen, evaluation, known, evidence, history)
        write_out(listing.dump(told))
        return
    shown = card(chosen, evaluation, data.entries, evidence, history, data.closed)
    if form == "csv":
        write_out(listing.as_csv(shown.listing))
    elif form == "md":
        write_out(as_page(shown))
    else:
        from kehoach.terminal.card import print_card

        print_card(console(), shown)


def _find(plan: "Plan", text: str) -> "Item":
    """The item with this id; a part, `CT-4.5/reached`, is shown on the card of its whole."""
    return plan.by_id[known_item(text, plan.by_id)]
