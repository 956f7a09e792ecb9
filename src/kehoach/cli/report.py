"""`kehoach report`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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

if TYPE_CHECKING:
    from kehoach.briefing import Briefing


def report(
    period: Annotated[str | None, typer.Option("--period", help=words.REPORT_PERIOD)] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help=words.AS_OF)] = None,
    form: Annotated[str, typer.Option("--format", help=words.FORMAT_REPORT)] = "md,html",
    output: Annotated[str | None, typer.Option("--output", help=words.OUTPUT)] = None,
    workspace: Annotated[Path | None, typer.Option(help=words.WORKSPACE)] = None,
) -> None:
    """Write the report of a period."""
    from kehoach import history
    from kehoach.briefing import brief
    from kehoach.report import SUFFIXES
    from kehoach.status import evaluate
    from kehoach.view import status_view
    from kehoach.wording import screen

    forms = choices(form, "--format", [*SUFFIXES])
    here = open_workspace(workspace)
    data, plan = read_for_use(here)
    at = choose_period(plan, period)
    view = status_view(evaluate(plan, data.entries, at, choose_as_of(plan, at, as_of)))
    revision = history.revision(here.root, "data", "templates")
    source = screen.provenance(
        revision.commit if revision else None, clean=bool(revision and revision.clean)
    )
    briefing = brief(view, data.entries, source)
    folders = _template_folders(here.root)
    # All forms are made before the first is written: a broken template leaves nothing half done.
    texts = {one: _render(one, briefing, folders) for one in forms}
    for one, text in texts.items():
        if output == "-":
            write_out(text)
            continue
        folder = Path(output) if output else here.root / "reports"
        path = folder / f"bao-cao-{at}.{SUFFIXES[one]}"
        try:
            here.write(path, text)
        except OSError as error:
            wrong_use(words.DISK, path=path, reason=words.disk_reason(error))
        sys.stderr.write(screen.WRITTEN.format(path=path) + "\n")
    # The short form has no place for what a person writes.
    if briefing.missing and set(forms) != {"text"}:
        sys.stderr.write(screen.not_written(f"data/progress/{at}.yaml", briefing.missing))


def _template_folders(root: Path) -> list[Path]:
    """Where templates are looked for: the workspace's own, the wheel's, then the checkout's."""
    package = Path(__file__).parents[1]
    return [root / "templates", package / "templates", package.parents[1] / "templates"]


def _render(form: str, briefing: "Briefing", folders: list[Path]) -> str:
    from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

    from kehoach.report import render

    name = f"report.{form}.j2"
    try:
        return render(form, briefing, folders)
    except TemplateNotFound as error:
        wrong_use(words.NO_TEMPLATE, name=error.name)
    except TemplateSyntaxError as error:
        wrong_use(words.TEMPLATE, name=error.name, line=error.lineno, reason=error.message or "")
    except TemplateError as error:
        wrong_use(words.TEMPLATE_FAILED, name=name, reason=error.message or "")
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        # What a school's own template may do with the values it is given.
        wrong_use(words.TEMPLATE_FAILED, name=name, reason=error)
