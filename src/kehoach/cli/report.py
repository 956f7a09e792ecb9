"""`kehoach report`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from kehoach.cli.common import (
    choices,
    choose_as_of,
    choose_period,
    open_workspace,
    read_for_use,
    write_out,
    wrong_use,
)
from kehoach.wording import help as words


def report(
    period: Annotated[str | None, typer.Option("--period", help=words.REPORT_PERIOD)] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help=words.AS_OF)] = None,
    form: Annotated[str, typer.Option("--format", help=words.FORMAT_REPORT)] = "md,html",
    output: Annotated[str | None, typer.Option("--output", help=words.OUTPUT)] = None,
    workspace: Annotated[Path | None, typer.Option(help=words.WORKSPACE)] = None,
) -> None:
    """Write the report of a period."""
    from jinja2 import TemplateError, TemplateSyntaxError

    from kehoach import history
    from kehoach.report import render
    from kehoach.status import evaluate
    from kehoach.view import status_view
    from kehoach.wording import screen

    forms = choices(form, "--format", ("md", "html"))
    here = open_workspace(workspace)
    data, plan = read_for_use(here)
    at = choose_period(plan, period)
    view = status_view(evaluate(plan, data.entries, at, choose_as_of(plan, at, as_of)))
    revision = history.revision(here.root, "data", "templates")
    source = screen.provenance(
        revision.commit if revision else None, clean=bool(revision and revision.clean)
    )
    package = Path(__file__).parents[1]
    folders = [here.root / "templates", package / "templates", package.parents[1] / "templates"]
    for one in forms:
        try:
            text = render(one, view, data.entries.get(at), folders, source)
        except TemplateSyntaxError as error:
            wrong_use(
                words.TEMPLATE, name=error.name, line=error.lineno, reason=error.message or ""
            )
        except TemplateError as error:
            wrong_use(words.TEMPLATE_FAILED, name=f"report.{one}.j2", reason=error.message or "")
        if output == "-":
            write_out(text)
            continue
        folder = Path(output) if output else here.root / "reports"
        path = folder / f"bao-cao-{at}.{one}"
        try:
            here.write(path, text)
        except OSError as error:
            wrong_use(words.DISK, path=path, reason=error.strerror or "")
        sys.stderr.write(screen.WRITTEN.format(path=path) + "\n")
