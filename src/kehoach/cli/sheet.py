"""`kehoach sheet export` and `kehoach sheet import`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from kehoach.cli.common import (
    Command,
    Group,
    choose_period,
    open_workspace,
    optional_id,
    read_for_use,
    stop_at_sealed,
    write_out,
    writing_to,
    wrong_use,
)
from kehoach.wording import help as words

app = typer.Typer(cls=Group, no_args_is_help=True, rich_markup_mode=None)


@app.command("export", cls=Command, help=words.SHEET_EXPORT, short_help=words.SHEET_EXPORT)
def export(
    period: Annotated[str, typer.Argument(help=words.SHEET_PERIOD, metavar="PERIOD")],
    department: Annotated[str | None, typer.Option(help=words.SHEET_DEPARTMENT)] = None,
    coordinating: Annotated[
        bool, typer.Option("--coordinating", help=words.SHEET_COORDINATING)
    ] = False,
    output: Annotated[Path | None, typer.Option("--output", help=words.SHEET_OUTPUT)] = None,
    workspace: Annotated[Path | None, typer.Option(help=words.WORKSPACE)] = None,
) -> None:
    """Write the forms of a period, one for each department."""
    from kehoach.problem import Code
    from kehoach.sheet.form import forms
    from kehoach.sheet.workbook import write
    from kehoach.wording import asking

    here = open_workspace(workspace)
    data, plan = read_for_use(here, but=(Code.EVIDENCE_MISSING,))
    at = choose_period(plan, period)
    if not at.is_half_year:
        wrong_use(asking.HALF_ONLY, period=at, example=f"kehoach sheet export {at.end}")
    stop_at_sealed(data, at)
    chosen = optional_id(department, "--department", [one.id for one in plan.departments])
    found = forms(plan, data.entries, at, chosen, coordinating=coordinating)
    if not found:
        wrong_use(words.SHEET_NOTHING_OF if chosen else words.SHEET_NOTHING, period=at, id=chosen)
    folder = output or here.root / "reports"
    # All are made before the first is written.
    made = {folder / words.SHEET_NAME.format(at, one.department.id): write(one) for one in found}
    for path, content in made.items():
        with writing_to(path):
            here.write(path, content)
        write_out(f"{path}\n")
    sys.stderr.write(words.SHEET_NEXT.format(count=len(made)) + "\n")


@app.command("import", cls=Command, help=words.SHEET_IMPORT, short_help=words.SHEET_IMPORT)
def take_in(
    files: Annotated[list[Path], typer.Argument(help=words.SHEET_FILES, metavar="FILE")],
    period: Annotated[str | None, typer.Option("--period", help=words.SHEET_WANTED)] = None,
    yes: Annotated[bool, typer.Option("--yes", help=words.SHEET_YES)] = False,
    workspace: Annotated[Path | None, typer.Option(help=words.WORKSPACE)] = None,
) -> None:
    """Take the answers of forms in, after showing what they change."""
    from kehoach.cli.intake import run

    run(open_workspace(workspace), files, period, agreed=yes)
