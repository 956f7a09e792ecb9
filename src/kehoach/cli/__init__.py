"""The command line: arguments, printing and the exit status, a file per command.

0: fine. 1: the data have problems, or `--fail-on` matched. 2: wrong use, or the environment
failed. What a command needs is imported inside it, so that `--help` stays quick.
"""

import io
import os
import shutil
import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer
from typer import TyperException
from typer.main import get_command, get_group

from kehoach import __version__
from kehoach.cli.common import Command, Group, Stop, remember_workspace
from kehoach.wording import help as words

COMMANDS = {
    "init": ("init:init", words.INIT),
    "check": ("check:check", words.CHECK),
    "status": ("status:status", words.STATUS),
    "show": ("show:show", words.SHOW),
    "new": ("new:new", words.NEW),
    "record": ("record:record", words.RECORD),
    "report": ("report:report", words.REPORT),
    "scorecard": ("scorecard:scorecard", words.SCORECARD),
    "diff": ("diff:diff", words.DIFF),
    "seal": ("seal:seal", words.SEAL),
    "reopen": ("seal:reopen", words.REOPEN),
    "log": ("log:log", words.LOG),
    "due": ("due:due", words.DUE),
    "rollup": ("rollup:rollup", words.ROLLUP),
    "schema": ("schema:schema", words.SCHEMA),
    "sheet": ("sheet:app", words.SHEET),
}
"""Each command: where below this package it is defined, and what it does."""


class Program(Group):
    """The whole program, of which a command is imported when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the framework's
        """All of them, in the order in which a school needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """One of them; of a name that is none the framework looks for the nearest among all."""
        for name in [cmd_name] if cmd_name in COMMANDS else COMMANDS:
            if name not in self.commands:
                self.add_command(_command(name), name)
        return super().get_command(ctx, cmd_name)


def _command(name: str) -> Any:
    place, text = COMMANDS[name]
    module, _, within = place.partition(":")
    found = getattr(import_module(f"kehoach.cli.{module}"), within)
    around = typer.Typer(rich_markup_mode=None)
    # The short help too: the framework cuts a long one in the list of commands.
    if isinstance(found, typer.Typer):
        around.add_typer(found, name=name, help=text, short_help=text)
    else:
        around.command(name, cls=Command, help=text, short_help=text)(found)
    return get_group(around).commands[name]


app = typer.Typer(
    name="kehoach",
    cls=Program,
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


_NARROW = 52


def main() -> None:
    """Run the program and leave with its exit status; nothing ends in a traceback."""
    # No plugin of pydantic's that happens to be installed beside sees the school's data; and to
    # look for one is to read what every package says of itself.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    _prepare_streams()
    code = 0
    try:
        code = _run()
        sys.stdout.flush()
    except OSError as error:
        # A full disk behind `>`.
        _silence(sys.stdout)
        _tell(words.NO_OUTPUT.format(reason=words.disk_reason(error)))
        code = 2
    except (KeyboardInterrupt, typer.Abort):
        _silence(sys.stdout)
        _tell(words.INTERRUPTED)
        code = 130
    sys.exit(code)


def _run() -> int:
    """Run the command that was typed, and say what went wrong; the exit status.

    The framework's own `app()` is not called: it turns a broken pipe into exit status 1.
    """
    try:
        # The framework takes no terminal for narrower than 52 columns.
        columns = shutil.get_terminal_size().columns
        width = columns - 2 if columns < _NARROW else None
        command = get_command(app)
        with command.make_context("kehoach", sys.argv[1:], terminal_width=width) as context:
            context.command.invoke(context)
    except typer.Exit as done:
        return done.exit_code
    except Stop as stop:
        if stop.message:
            _tell(stop.message)
        return stop.code
    except TyperException as error:
        return _wrong_use(error)
    except ModuleNotFoundError as error:
        if error.name == "yaml._yaml":
            _tell(words.NO_LIBYAML)
        elif wanted := words.EXTRA.get(error.name or ""):
            extra, purpose = wanted
            _tell(words.NO_EXTRA.format(name=error.name, purpose=purpose, extra=extra))
        elif (error.name or "kehoach").startswith("kehoach"):
            raise
        else:
            _tell(words.NO_PACKAGE.format(name=error.name))
        return 2
    return 0


def _wrong_use(error: TyperException) -> int:
    context = getattr(error, "ctx", None)
    message = error.format_message()
    if context is not None and "\n" in message:
        # Nothing was typed, and the message is the help page itself.
        _tell(message)
        return 2
    _tell(words.error(message))
    if context is not None:
        _tell(words.TRY_HELP.format(command=context.command_path))
    return 2


def _tell(sentence: str) -> None:
    """Say it on stderr; where even that is refused, the exit status must do."""
    try:
        print(sentence, file=sys.stderr, flush=True)
    except OSError:
        _silence(sys.stderr)


def _silence(stream: TextIO) -> None:
    """Let what is left in a stream go nowhere, so that leaving stays silent."""
    if isinstance(stream, io.TextIOWrapper):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class _Pipe(io.FileIO):
    """A file whose reader may leave (`| head`): what is still to come is then given up.

    The command runs to its end all the same, so that its exit status says what it always says.
    """

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            return memoryview(data).nbytes


def _prepare_streams() -> None:
    """Vietnamese must come out whatever the locale: UTF-8 in a pipe, no crash on a terminal.

    A stream that was closed (`>&-`, `<&-`) is one that nobody reads, or writes.
    """
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - open until the end
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open until the end
            setattr(sys, name, nowhere)
        elif isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
                continue
            if stream is getattr(sys, f"__{name}__"):
                pipe = io.BufferedWriter(_Pipe(stream.fileno(), "wb", closefd=False))
                stream = io.TextIOWrapper(pipe, line_buffering=stream.line_buffering)
                setattr(sys, name, stream)
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
