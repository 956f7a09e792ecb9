"""`kehoach new`."""

from pathlib import Path
from typing import Annotated

import typer

from kehoach.cli.common import (
    choose_period,
    open_workspace,
    read_for_use,
    write_out,
    writing_to,
    wrong_use,
)
from kehoach.wording import asking
from kehoach.wording import help as words


def new(
    period: Annotated[str, typer.Argument(help=words.NEW_PERIOD)],
    workspace: Annotated[Path | None, typer.Option(help=words.WORKSPACE)] = None,
) -> None:
    """Make the file of a period, with all that is due in it."""
    from kehoach.load import PROGRESS_PATH
    from kehoach.problem import Code
    from kehoach.recording import paths_of
    from kehoach.scaffold import scaffold
    from kehoach.workspace import ChangedMeanwhileError

    here = open_workspace(workspace)
    data, plan = read_for_use(here, but=(Code.EVIDENCE_MISSING,))
    at = choose_period(plan, period)
    path = f"{PROGRESS_PATH}/{at}.yaml"
    exists = asking.EXISTS if at.is_half_year else asking.EXISTS_OF_WORDS
    if there := paths_of(data.lines, at):
        wrong_use(exists, period=at, path=there[0])
    text, counts = scaffold(plan, data.entries, at)
    try:
        with writing_to(path), here.lock() as writer:
            writer.replace(path, text, before=None)
    except ChangedMeanwhileError:
        wrong_use(exists, period=at, path=path)
    if not counts:
        write_out(asking.CREATED_EMPTY.format(path=path) + "\n")
        return
    write_out(asking.CREATED.format(path=path, counts=asking.counts(counts)) + "\n")
    write_out(asking.CREATED_NEXT.format(period=at) + "\n")
