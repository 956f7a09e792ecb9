"""`kehoach show`."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kehoach.cli.common import (
    choice,
    choose_as_of,
    choose_period,
    known_item,
    open_workspace,
    read_for_use,
    write_out,
)
from kehoach.wording import help as words

if TYPE_CHECKING:
    from kehoach.load import Data
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
    from kehoach.contract import item_as_json
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
    # Nobody who asks for the series alone waits for git.
    history = None if form == "csv" else last_changes(here.root, _places(data, chosen.id))
    if form == "json":
        told = item_as_json(chosen, evaluation, known, evidence, history)
        write_out(listing.dump(told))
        return
    shown = card(chosen, evaluation, data.entries, evidence, history)
    if form == "csv":
        write_out(listing.as_csv(shown.listing))
    elif form == "md":
        write_out(as_page(shown))
    else:
        from kehoach.terminal import console
        from kehoach.terminal_card import print_card

        print_card(console(), shown)


def _find(plan: "Plan", text: str) -> "Item":
    """The item with this id; a part, `CT-4.5/reached`, is shown on the card of its whole."""
    items = {item.id: item for item in plan.items()}
    for indicator in plan.indicators:
        items |= {f"{indicator.id}/{part.id}": indicator for part in indicator.parts}
    return items[known_item(text, items)]


def _places(data: "Data", item: str) -> Iterator[tuple[str, int, int]]:
    """The lines that are about an item, in the catalogue and in every entry."""
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
