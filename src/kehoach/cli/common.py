"""What the commands share: finding the workspace, reading it, dates, periods, choices."""

import difflib
import os
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from typer.core import TyperCommand, TyperGroup, TyperOption

from kehoach.wording import help as words

if TYPE_CHECKING:
    from kehoach.compiled import Compiled
    from kehoach.load import Data
    from kehoach.period import Period
    from kehoach.plan import Plan
    from kehoach.problem import Code, Problem
    from kehoach.terminal.console import Console
    from kehoach.workspace import Workspace

# Viet Nam keeps one time zone without summer time.
HO_CHI_MINH = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")

DATA_WRONG, USE_WRONG = 1, 2

_workspace: list[Path] = []


def in_vietnamese(command: TyperCommand | TyperGroup, context: Any) -> None:
    """Put Vietnamese for what the framework names itself, before the help page is laid out."""
    command.options_metavar = words.OPTIONS
    if isinstance(command, TyperGroup):
        command.subcommand_metavar = words.COMMANDS
    for parameter in command.get_params(context):
        parameter.metavar = words.METAVAR.get(parameter.name or "", parameter.metavar)
        if parameter.name == "help" and isinstance(parameter, TyperOption):
            parameter.help = words.HELP


class Command(TyperCommand):
    """A command with its help page in Vietnamese."""

    def get_help(self, ctx: Any) -> str:
        """The framework's page, its own words translated."""
        in_vietnamese(self, ctx)
        return words.page(super().get_help(ctx))


class Group(TyperGroup):
    """The whole program, or a group of commands, with its help page in Vietnamese."""

    def get_help(self, ctx: Any) -> str:
        """The framework's page, its own words translated."""
        in_vietnamese(self, ctx)
        return words.page(super().get_help(ctx))


class Stop(Exception):
    """Ends a command with an exit status and a sentence on stderr."""

    def __init__(self, code: int, message: str = "") -> None:
        """Keep both."""
        super().__init__(message)
        self.code = code
        self.message = message


def wrong_use(sentence: str, **details: object) -> NoReturn:
    """Stop with a sentence about how the command was typed."""
    raise Stop(USE_WRONG, sentence.format_map(details))


def today() -> date:
    """Today in Viet Nam; `KEHOACH_TODAY` (ISO) in its place, so that a run can be repeated."""
    if set_day := os.environ.get("KEHOACH_TODAY"):
        return parse_day(set_day, words.BAD_TODAY)
    return datetime.now(UTC).astimezone(HO_CHI_MINH).date()


def now() -> datetime:
    """This moment in Viet Nam, to the second; the first of the day that `KEHOACH_TODAY` sets."""
    if os.environ.get("KEHOACH_TODAY"):
        return datetime.combine(today(), time(), HO_CHI_MINH)
    return datetime.now(UTC).astimezone(HO_CHI_MINH).replace(microsecond=0)


def remember_workspace(folder: Path | None) -> None:
    """Keep `--workspace` where it was given before the command."""
    _workspace[:] = [folder] if folder else []


def open_workspace(folder: Path | None) -> "Workspace":
    """The workspace named on the command line or in the environment, or found upwards."""
    from kehoach.workspace import Workspace

    typed = folder or (_workspace[0] if _workspace else None)
    named = typed or os.environ.get("KEHOACH_WORKSPACE")
    try:
        start = Path(os.path.abspath(named or Path.cwd()))  # noqa: PTH100 - resolve() would follow links
    except OSError:
        wrong_use(words.NO_FOLDER)
    found = Workspace.find(start)
    if named and (found is None or found.root != start):
        source = "--workspace" if typed else "KEHOACH_WORKSPACE"
        wrong_use(words.NOT_WORKSPACE, folder=start, source=source)
    if found is None:
        wrong_use(words.NO_WORKSPACE, folder=start)
    return found


def read(workspace: "Workspace") -> "Data":
    """Read the data; a seal that git has ever held and that is gone is a problem.

    Of one that is broken or gone the problem names the commit to take it back from.
    """
    from dataclasses import replace

    from kehoach import history
    from kehoach.load import SEALED_PATH, File, load
    from kehoach.problem import Code, Problem
    from kehoach.workspace import is_seal

    def place(path: str) -> str:
        for commit in kept.get(path, ()):
            seal = File(path, history.content(workspace.root, commit, path))
            if not load([seal]).problems:
                return f"--source={commit} {path}"
        return ""

    data = workspace.read()
    kept = history.kept(workspace.root, SEALED_PATH)
    gone = [p for p in kept if is_seal(p) and not os.path.lexists(workspace.root / p)]
    problems = [
        replace(one, details={"restore": place(one.path)}) if one.code is Code.SEAL_BROKEN else one
        for one in data.problems
    ]
    # A name that never held a whole seal of its period is not missed.
    problems += [
        Problem(path, 1, 1, Code.SEAL_GONE, {"restore": found})
        for path in gone
        if (found := place(path))
    ]
    return replace(data, problems=tuple(sorted(problems)))


def read_for_use(workspace: "Workspace", *, but: "Collection[Code]" = ()) -> "tuple[Data, Plan]":
    """Read and check; with an error the problems are told and the command ends.

    `but`: errors that leave the data usable, which the command tells in its own way.
    """
    data = read(workspace)
    errors = [error for error in errors_of(workspace, data) if error.code not in but]
    if errors or data.plan is None:
        tell(errors, data.lines)
        raise Stop(DATA_WRONG, words.NOTHING_DONE)
    return data, data.plan


def tell(problems: "Sequence[Problem]", lines: "Mapping[str, Sequence[str]]") -> None:
    """Name problems on stderr, each with its line of the file at its path."""
    from kehoach.complaint import complaints

    sys.stderr.write(complaints(problems, lines, columns_of(sys.stderr)))


def errors_of(workspace: "Workspace", data: "Data") -> "list[Problem]":
    """What keeps the data from being used."""
    from kehoach.check import check
    from kehoach.problem import Severity

    problems = check(data, workspace.evidence_found)
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def stop_at_sealed(data: "Data", period: "Period") -> None:
    """Stop where nothing can be asked for, since the period is signed off."""
    if sealed := data.sealed(period):
        day = sealed.at.strftime("%d/%m/%Y")
        wrong_use(words.SEALED_CLOSED, period=period, day=day, by=sealed.by)


def parse_period(text: str) -> "Period":
    """A period from the command line."""
    from kehoach.period import Period

    try:
        return Period.parse(text.strip().upper())
    except ValueError:
        wrong_use(words.BAD_PERIOD, value=text)


def parse_day(text: str, refusal: str = words.BAD_DATE) -> date:
    """A date as a person types it."""
    from kehoach.period import parse_date

    try:
        return parse_date(text.strip())
    except ValueError:
        wrong_use(refusal, value=text)


def choose_period(plan: "Plan", text: str | None, day: date | None = None) -> "Period":
    """The period asked for, or the half-year of `day` or today; it lies in the plan's horizon."""
    if text is None:
        period = plan.calendar.containing(day or today())
        if period in plan.horizon:
            return period
        if day:
            wrong_use(words.OUTSIDE_HORIZON, value=period, horizon=plan.horizon)
        told = today().strftime("%d/%m/%Y")
        wrong_use(words.TODAY_OUTSIDE, today=told, horizon=plan.horizon, example=plan.horizon.start)
    period = parse_period(text)
    if period not in plan.horizon:
        wrong_use(words.OUTSIDE_HORIZON, value=period, horizon=plan.horizon)
    return period


def choose_as_of(plan: "Plan", period: "Period", text: str | None) -> date:
    """The day asked for, or today or the cut-off, whichever is earlier."""
    return parse_day(text) if text else min(today(), plan.calendar.cutoff(period))


def _refuse(text: str, option: str, allowed: Sequence[str]) -> NoReturn:
    """Stop with all that is allowed, and the nearest of it."""
    ids = {one.casefold(): one for one in allowed}
    found = difflib.get_close_matches(text.strip().casefold(), ids, 3, 0.6)
    near = words.NEAR.format(near=", ".join(ids[one] for one in found)) if found else ""
    told = words.BAD_CHOICE.format(value=text, option=option, allowed=", ".join(allowed))
    raise Stop(USE_WRONG, told + near)


def choices(text: str | None, option: str, allowed: Sequence[str]) -> tuple[str, ...]:
    """A comma-separated choice, each of it allowed; what is asked for is never nothing."""
    if text is None:
        return ()
    parts = [part.strip() for part in text.split(",") if part.strip()]
    return tuple(known_id(part, option, allowed) for part in parts or [""])


def choice(text: str, option: str, allowed: Sequence[str]) -> str:
    """One value of several."""
    if text not in allowed:
        _refuse(text, option, allowed)
    return text


def known_id(text: str, option: str, known: Iterable[str]) -> str:
    """An id, as it is written where it is known; capitals need not be typed."""
    ids = {one.casefold(): str(one) for one in known}
    found = ids.get(text.strip().casefold())
    if found is None:
        _refuse(text, option, list(ids.values()))
    return found


def known_item(text: str, known: Iterable[str], refusal: str = words.UNKNOWN_ID) -> str:
    """The id of an item, as it is written where it is known; capitals need not be typed."""
    if not text.strip():
        wrong_use(words.BLANK_ID)
    ids = {one.casefold(): one for one in known}
    found = ids.get(text.strip().casefold())
    if found is None:
        near = [ids[one] for one in difflib.get_close_matches(text.strip().casefold(), ids, 3, 0.5)]
        told = words.NEAR.format(near=", ".join(near)) if near else ""
        wrong_use(refusal, value=text, near=told)
    return found


def optional_id(text: str | None, option: str, known: Iterable[str]) -> str | None:
    """An id of the catalogue where one is asked for."""
    return None if text is None else known_id(text, option, known)


@contextmanager
def writing_to(path: object) -> Iterator[None]:
    """Say in a sentence why the disk, or another process, does not let `path` be written."""
    from kehoach.disk import BusyError

    try:
        yield
    except BusyError:
        wrong_use(words.BUSY)
    except OSError as error:
        wrong_use(words.DISK, path=path, reason=words.disk_reason(error))


def template_folders(root: Path) -> list[Path]:
    """Where templates are looked for: the workspace's own, the wheel's, then the checkout's."""
    package = Path(__file__).parents[1]
    return [root / "templates", package / "templates", package.parents[1] / "templates"]


def cache_folder() -> Path | None:
    """The user's folder for what only makes the next run faster; None where there is none."""
    if sys.platform == "win32":  # pragma: no cover
        base = os.environ.get("LOCALAPPDATA")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111
    return Path(base, "kehoach") if base and os.path.isabs(base) else None  # noqa: PTH117


def compiled_templates() -> "Compiled | None":
    """The templates as they were compiled before, where they can be kept."""
    from kehoach.compiled import Compiled

    folder = cache_folder()
    return Compiled(folder) if folder else None


def columns_of(stream: TextIO) -> int:
    """How wide the terminal is on which a text will be read; 0 where no person reads it there."""
    if not stream.isatty():
        return 0
    from shutil import get_terminal_size

    return get_terminal_size().columns


def write_out(content: str | bytes) -> None:
    """Print a finished text, or the bytes of a file, as they are."""
    if isinstance(content, str):
        sys.stdout.write(content)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)


def console() -> "Console":
    """Where a view is printed.

    Whether it is a terminal is asked of the stream: `FORCE_COLOR`, which build servers set, makes
    none of it.
    """
    if sys.stdout.isatty():
        from kehoach.terminal.coloured import Coloured, rich_console

        return Coloured(rich_console())
    from kehoach.terminal.console import Pipe

    return Pipe()
