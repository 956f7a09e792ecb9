"""`kehoach log`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kehoach.cli.common import (
    USE_WRONG,
    Stop,
    choice,
    console,
    known_item,
    open_workspace,
    parse_period,
    write_out,
)
from kehoach.wording import help as words

if TYPE_CHECKING:
    from kehoach.journal import Entry
    from kehoach.workspace import Workspace


def log(
    item: Annotated[str | None, typer.Argument(help=words.LOG_ITEM, metavar="ID")] = None,
    period: Annotated[str | None, typer.Option("--period", help=words.LOG_PERIOD)] = None,
    form: Annotated[str, typer.Option("--format", help=words.FORMAT_STATUS)] = "table",
    workspace: Annotated[Path | None, typer.Option(help=words.WORKSPACE)] = None,
) -> None:
    """Tell which commit changed which figure, from what to what."""
    from kehoach import listing
    from kehoach.contract.journal import journal_as_json
    from kehoach.wording import screen

    choice(form, "--format", ("table", "json", "csv", "md"))
    at = str(parse_period(period)) if period else None
    entries, cut = _entries(open_workspace(workspace))
    if item is not None:
        ids = {entry.item for entry in entries} - {""}
        wanted = known_item(item, ids | {one.partition("/")[0] for one in ids}, words.NOT_IN_LOG)
        entries = [one for one in entries if f"{one.item}/".startswith(f"{wanted}/")]
    if at is not None:
        entries = [one for one in entries if one.place == at]
    if cut and form != "table":
        sys.stderr.write(screen.SHALLOW + "\n")
    if form == "json":
        write_out(listing.dump(journal_as_json(entries)))
    elif form == "table":
        from kehoach.terminal.log import print_log

        print_log(console(), entries, cut=cut)
    else:
        from kehoach.listing.journal import of_journal

        rows = of_journal(entries)
        write_out(listing.in_form(form, rows))


def _entries(here: "Workspace") -> "tuple[list[Entry], bool]":
    """Every change of the data, and whether older ones are missing; works on data with errors."""
    from kehoach.journal import Commit, journal, snapshot
    from kehoach.versions import versions

    held, _ = here.files()
    files = {file.path: file.data for file in held}
    now = snapshot([(path, path) for path in files])
    with versions(here.root) as found:
        if found is None:
            raise Stop(USE_WRONG, words.NO_LOG)
        commits, kept = found
        working = Commit("", "", None, "", ("HEAD",))
        entries = journal(
            [working, *commits],
            lambda commit: kept.files_of(commit) if commit else now,
            lambda name: files.get(name) if name in files else kept.read(name),
        )
    return entries, any(commit.cut for commit in commits)
