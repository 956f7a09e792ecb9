"""What the commands share: finding the workspace, reading it, dates, periods, choices."""

import difflib
import os
import sys
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from typer.core import TyperCommand

from kehoach.wording import help as words

if TYPE_CHECKING:
    from kehoach.load import Data
    from kehoach.period import Period
    from kehoach.plan import Plan
    from kehoach.problem import Code
    from kehoach.workspace import Workspace

# Viet Nam keeps one time zone without summer time.
HO_CHI_MINH = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")

DATA_WRONG, USE_WRONG = 1, 2

_workspace: list[Path] = []


class Command(TyperCommand):
    """A command with its help page in Vietnamese."""

    def get_help(self, ctx: Any) -> str:
        """The framework's page, its own words translated."""
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
        return parse_day(set_day)
    return datetime.now(UTC).astimezone(HO_CHI_MINH).date()


def remember_workspace(folder: Path | None) -> None:
    """Keep `--workspace` where it was given before the command."""
    _workspace[:] = [folder] if folder else []


def open_workspace(folder: Path | None) -> "Workspace":
    """The workspace named on the command line or in the environment, or found upwards."""
    from kehoach.workspace import Workspace

    named = os.environ.get("KEHOACH_WORKSPACE")
    chosen = folder or (_workspace[0] if _workspace else None) or (Path(named) if named else None)
    found = Workspace.find(chosen or Path.cwd())
    if found is None or (chosen and found.root != Path(os.path.abspath(chosen))):  # noqa: PTH100 - resolve() would follow links
        wrong_use(words.NO_WORKSPACE, folder=chosen or Path.cwd())
    return found


def read_for_use(workspace: "Workspace", *, but: "Collection[Code]" = ()) -> "tuple[Data, Plan]":
    """Read and check; with an error the problems are told and the command ends.

    `but`: errors that leave the data usable, which the command tells in its own way.
    """
    from kehoach.check import check
    from kehoach.complaint import complaints
    from kehoach.problem import Severity

    data = workspace.read()
    errors = [
        problem
        for problem in check(data, workspace.evidence_found)
        if problem.severity is Severity.ERROR and problem.code not in but
    ]
    if errors or data.plan is None:
        sys.stderr.write(complaints(errors, data.lines))
        raise Stop(DATA_WRONG, words.NOTHING_DONE)
    return data, data.plan


def parse_period(text: str) -> "Period":
    """A period from the command line."""
    from kehoach.period import Period

    try:
        return Period.parse(text.strip())
    except ValueError:
        wrong_use(words.BAD_PERIOD, value=text)


def parse_day(text: str) -> date:
    """A date from the command line."""
    from kehoach.period import parse_date

    try:
        return parse_date(text.strip())
    except ValueError:
        wrong_use(words.BAD_DATE, value=text)


def choose_period(plan: "Plan", text: str | None) -> "Period":
    """The period asked for, or the half-year of today; it lies in the plan's horizon."""
    if text is None:
        period = plan.calendar.containing(today())
        if period not in plan.horizon:
            day = today().strftime("%d/%m/%Y")
            wrong_use(
                words.TODAY_OUTSIDE, today=day, horizon=plan.horizon, example=plan.horizon.start
            )
        return period
    period = parse_period(text)
    if period not in plan.horizon:
        wrong_use(words.OUTSIDE_HORIZON, value=period, horizon=plan.horizon)
    return period


def choose_as_of(plan: "Plan", period: "Period", text: str | None) -> date:
    """The day asked for, or today or the cut-off, whichever is earlier."""
    return parse_day(text) if text else min(today(), plan.calendar.cutoff(period))


def choices(text: str | None, option: str, allowed: Sequence[str]) -> tuple[str, ...]:
    """A comma-separated choice, each of it allowed."""
    chosen = tuple(part.strip() for part in (text or "").split(",") if part.strip())
    for value in chosen:
        if value not in allowed:
            wrong_use(
                words.BAD_CHOICE, value=value, option=option, allowed=", ".join(sorted(allowed))
            )
    return chosen


def choice(text: str, option: str, allowed: Sequence[str]) -> str:
    """One value of several."""
    if text not in allowed:
        wrong_use(words.BAD_CHOICE, value=text, option=option, allowed=", ".join(allowed))
    return text


def known_id(text: str, option: str, known: Iterable[str]) -> str:
    """An id of the catalogue, as it is written there; capitals need not be typed."""
    ids = {one.casefold(): one for one in known}
    found = ids.get(text.strip().casefold())
    if found is None:
        near = difflib.get_close_matches(text.strip().casefold(), ids, 3, 0.5)
        allowed = [ids[one] for one in near] or list(ids.values())
        wrong_use(words.BAD_CHOICE, value=text, option=option, allowed=", ".join(allowed))
    return found


def known_item(text: str, known: Iterable[str]) -> str:
    """The id of an item, as it is written in the catalogue; capitals need not be typed."""
    ids = {one.casefold(): one for one in known}
    found = ids.get(text.strip().casefold())
    if found is None:
        near = [ids[one] for one in difflib.get_close_matches(text.strip().casefold(), ids, 3, 0.5)]
        told = words.NEAR.format(near=", ".join(near)) if near else ""
        wrong_use(words.UNKNOWN_ID, value=text, near=told)
    return found


def optional_id(text: str | None, option: str, known: Iterable[str]) -> str | None:
    """An id of the catalogue where one is asked for."""
    return None if text is None else known_id(text, option, known)


def write_out(text: str) -> None:
    """Print a finished text as it is."""
    sys.stdout.write(text)
