"""`kehoach schema`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from kehoach.cli.common import choice, open_workspace, write_out, writing_to, wrong_use
from kehoach.wording import help as words


def schema(
    which: Annotated[
        str | None, typer.Argument(help=words.SCHEMA_NAME, metavar="[plan|progress]")
    ] = None,
    output: Annotated[str | None, typer.Option("--output", help=words.SCHEMA_OUTPUT)] = None,
    workspace: Annotated[Path | None, typer.Option(help=words.WORKSPACE)] = None,
) -> None:
    """Print the JSON Schema of a file, or write both into the workspace, for editors."""
    from kehoach.disk import write
    from kehoach.schema import FILES, file_name, written
    from kehoach.wording import screen
    from kehoach.workspace import SCHEMAS_PATH

    names = [choice(which, "schema", [*FILES])] if which else [*FILES]
    if output == "-" and not which:
        wrong_use(words.SCHEMA_WHICH)
    if output == "-" or (which and output is None):
        write_out(written(names[0]))
        return
    folder = Path(output) if output else open_workspace(workspace).root / SCHEMAS_PATH
    for one in names:
        path = folder / file_name(one)
        with writing_to(path):
            write(path, written(one))
        sys.stderr.write(screen.WRITTEN.format(path=path) + "\n")
