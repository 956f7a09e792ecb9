"""`kehoach record`."""

from pathlib import Path
from typing import Annotated

import typer

from kehoach.cli.common import open_workspace
from kehoach.wording import help as words


def record(
    item: Annotated[str | None, typer.Argument(help=words.RECORD_ITEM, metavar="ID")] = None,
    period: Annotated[str | None, typer.Option("--period", help=words.RECORD_PERIOD)] = None,
    value: Annotated[str | None, typer.Option("--value", help=words.VALUE)] = None,
    numerator: Annotated[str | None, typer.Option("--numerator", help=words.NUMERATOR)] = None,
    denominator: Annotated[
        str | None, typer.Option("--denominator", help=words.DENOMINATOR)
    ] = None,
    part: Annotated[str | None, typer.Option("--part", help=words.PART)] = None,
    not_applicable: Annotated[
        str | None, typer.Option("--not-applicable", help=words.NOT_APPLICABLE)
    ] = None,
    state: Annotated[str | None, typer.Option("--state", help=words.STATE)] = None,
    completed: Annotated[str | None, typer.Option("--completed", help=words.COMPLETED)] = None,
    percent: Annotated[str | None, typer.Option("--percent", help=words.PERCENT)] = None,
    spent: Annotated[str | None, typer.Option("--spent", help=words.SPENT)] = None,
    product: Annotated[str | None, typer.Option("--product", help=words.PRODUCT)] = None,
    reason: Annotated[str | None, typer.Option("--reason", help=words.REASON)] = None,
    held: Annotated[str | None, typer.Option("--held", help=words.HELD)] = None,
    note: Annotated[str | None, typer.Option("--note", help=words.NOTE)] = None,
    file: Annotated[str | None, typer.Option("--file", help=words.FILE)] = None,
    workspace: Annotated[Path | None, typer.Option(help=words.WORKSPACE)] = None,
) -> None:
    """Record one figure, or ask for all that are missing."""
    options = {
        "value": value,
        "numerator": numerator,
        "denominator": denominator,
        "not_applicable": not_applicable,
        "state": state,
        "completed": completed,
        "percent": percent,
        "spent": spent,
        "product": product,
        "reason": reason,
        "held": held,
        "note": note,
    }
    given = {key: text for key, text in options.items() if text is not None}
    from kehoach.cli.recording import run

    run(open_workspace(workspace), item, period, part, given, file)
