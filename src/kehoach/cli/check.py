"""`kehoach check`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from kehoach.cli.common import (
    DATA_WRONG,
    Stop,
    choice,
    columns_of,
    console,
    open_workspace,
    read,
    read_for_use,
    write_out,
    wrong_use,
)
from kehoach.wording import help as words


def check(
    form: Annotated[str, typer.Option("--format", help=words.FORMAT_CHECK)] = "",
    strict: Annotated[bool, typer.Option("--strict", help=words.STRICT)] = False,
    six_clear: Annotated[bool, typer.Option("--six-clear", help=words.SIX_CLEAR)] = False,
    workspace: Annotated[Path | None, typer.Option(help=words.WORKSPACE)] = None,
) -> None:
    """Name every problem in every file, or check the 6 rõ."""
    if six_clear and strict:
        wrong_use(words.NOT_TOGETHER, one="--strict", other="--six-clear")
    if six_clear:
        _six_clear(form or "table", workspace)
    else:
        _problems(form or "text", workspace, strict=strict)


def _problems(form: str, folder: Path | None, *, strict: bool) -> None:
    from kehoach import complaint
    from kehoach.check import check as find_problems
    from kehoach.problem import Severity
    from kehoach.wording import screen

    choice(form, "--format", ("text", "json", "github"))
    workspace = open_workspace(folder)
    data = read(workspace)
    problems = find_problems(data, workspace.evidence_found)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    if form == "json":
        from kehoach.listing.check import of_problems

        write_out(of_problems(problems))
    elif form == "github":
        write_out("".join(complaint.github(problem) for problem in problems))
    else:
        write_out(complaint.complaints(problems, data.lines, columns_of(sys.stdout)))
        sys.stdout.flush()
        sys.stderr.write(screen.problem_count(errors, len(problems) - errors) + "\n")
    if errors or (strict and problems):
        raise Stop(DATA_WRONG)


def _six_clear(form: str, folder: Path | None) -> None:
    from kehoach import listing
    from kehoach.listing.check import of_clarity
    from kehoach.summary import six_clear

    choice(form, "--format", ("table", "json", "csv", "md"))
    _, plan = read_for_use(open_workspace(folder))
    rows, told = of_clarity(six_clear(plan))
    if form != "table":
        write_out(listing.in_form(form, rows))
    else:
        here = console()
        columns = [(rows.titles[0], 0), (rows.titles[1], 3), *((t, -5) for t in rows.titles[2:])]
        here.print_table(columns, rows.rows)
        for line in told:
            here.print(line)
