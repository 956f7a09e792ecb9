"""The command line: arguments, printing and the exit status, a file per command.

0: fine. 1: the data have problems, or `--fail-on` matched. 2: wrong use, or the environment
failed. What a command needs is imported inside it, so that `--help` stays quick.
"""

import io
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer import TyperException
from typer.core import TyperGroup

from kehoach import __version__
from kehoach.cli import check, report, show, status
from kehoach.cli.common import Command, Stop, remember_workspace
from kehoach.wording import help as words


class Group(TyperGroup):
    """The whole program, with its help page in Vietnamese."""

    def get_help(self, ctx: Any) -> str:
        """The framework's page, its own words translated."""
        return words.page(super().get_help(ctx))


app = typer.Typer(
    name="kehoach",
    cls=Group,
    help=words.APP,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _version(asked: bool) -> None:
    if asked:
        print(f"kehoach {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    workspace: Annotated[
        Path | None, typer.Option("--workspace", help=words.WORKSPACE, show_envvar=False)
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", help=words.VERSION, callback=_version, is_eager=True)
    ] = False,
) -> None:
    remember_workspace(workspace)


for name, command, text in (
    ("check", check.check, words.CHECK),
    ("status", status.status, words.STATUS),
    ("show", show.show, words.SHOW),
    ("report", report.report, words.REPORT),
):
    app.command(name, cls=Command, help=text)(command)


def main() -> None:
    """Run the program and leave with its exit status; nothing ends in a traceback."""
    _prepare_streams()
    try:
        code = app(prog_name="kehoach", standalone_mode=False)
        sys.stdout.flush()
    except Stop as stop:
        if stop.message:
            print(stop.message, file=sys.stderr)
        code = stop.code
    except TyperException as error:
        code = _wrong_use(error)
    except BrokenPipeError:
        # The reader has seen enough (`| head`); nothing more may be written at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except ImportError as error:
        if error.name != "yaml._yaml":
            raise
        print(words.NO_LIBYAML, file=sys.stderr)
        code = 2
    except OSError as error:
        # A full disk behind `>`: what was to be written is given up, so that exit stays silent.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print(words.NO_OUTPUT.format(reason=words.disk_reason(error)), file=sys.stderr)
        code = 2
    except (KeyboardInterrupt, typer.Abort):
        print(words.INTERRUPTED, file=sys.stderr)
        code = 130
    sys.exit(code)


def _wrong_use(error: TyperException) -> int:
    print(words.error(error.format_message()), file=sys.stderr)
    context = getattr(error, "ctx", None)
    if context is not None:
        print(words.TRY_HELP.format(command=context.command_path), file=sys.stderr)
    return 2


def _prepare_streams() -> None:
    """Vietnamese must come out whatever the locale: UTF-8 in a pipe, no crash on a terminal."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
