"""`kehoach seal` and `kehoach reopen`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kehoach.cli.common import (
    DATA_WRONG,
    Stop,
    errors_of,
    now,
    open_workspace,
    parse_period,
    read,
    tell,
    today,
    write_out,
    writing_to,
    wrong_use,
)
from kehoach.wording import help as words

if TYPE_CHECKING:
    from kehoach.load import Data
    from kehoach.period import Period
    from kehoach.seal import Seal, Sealed
    from kehoach.workspace import Workspace, Writer


def seal(
    period: Annotated[str, typer.Argument(help=words.SEALED_PERIOD, metavar=words.PERIOD_TO_SEAL)],
    waive: Annotated[list[str] | None, typer.Option("--waive", help=words.WAIVE)] = None,
    by: Annotated[str | None, typer.Option("--by", help=words.BY)] = None,
    verify: Annotated[bool, typer.Option("--verify", help=words.VERIFY)] = False,
    workspace: Annotated[Path | None, typer.Option(help=words.WORKSPACE)] = None,
) -> None:
    """Sign a period off, or tell whether it still is what was signed."""
    here = open_workspace(workspace)
    at = parse_period(period)
    if verify:
        _verify(here, read(here), at)
        return
    waivers = _waivers(waive or [])
    # What is signed is what was read, and nobody else writes in between.
    with writing_to(here.root), here.lock() as writer:
        told = _sign(writer, read(here), at, waivers, by)
    write_out(told)


def reopen(
    period: Annotated[str, typer.Argument(help=words.SEALED_PERIOD, metavar=words.PERIOD_TO_SEAL)],
    reason: Annotated[str, typer.Option("--reason", help=words.REOPEN_REASON)],
    by: Annotated[str | None, typer.Option("--by", help=words.BY)] = None,
    workspace: Annotated[Path | None, typer.Option(help=words.WORKSPACE)] = None,
) -> None:
    """Take a signature back, with the reason, so that the period can be changed."""
    from kehoach import seal as seals
    from kehoach.wording import sealing

    here = open_workspace(workspace)
    at = parse_period(period)
    why = " ".join(reason.split())
    if not why:
        wrong_use(words.NO_REASON)
    with writing_to(here.root), here.lock() as writer:
        whole, sealed = _sealed(read(here), at)
        seal = seals.reopen(whole, sealed, by=_name(here, by), at=now(), reason=why)
        _write(writer, seal)
    write_out(sealing.reopened(at, sealed))


def _sealed(data: "Data", at: "Period") -> "tuple[Seal, Sealed]":
    """The seal of a period that is signed off; where it isn't, or nobody can tell, stop."""
    from kehoach.load import SEALED_PATH
    from kehoach.problem import Code

    path = f"{SEALED_PATH}/{at}.json"
    codes = (Code.SEAL_BROKEN, Code.SEAL_GONE, Code.SEAL_MISNAMED)
    file = data.seals.get(at)
    told = [p for p in data.problems if path in (p.path, p.details.get("right"))]
    broken = [] if file else [one for one in told if one.code in codes]
    if broken:
        tell(broken, data.lines)
        raise Stop(DATA_WRONG)
    if file is None or file.seal.sealed is None:
        wrong_use(words.NOT_SEALED, period=at)
    return file.seal, file.seal.sealed


def _waivers(typed: list[str]) -> dict[str, str]:
    """The ids whose lack is accepted, with the reasons."""
    waivers: dict[str, str] = {}
    for one in typed:
        item, sign, why = (part.strip() for part in one.partition("="))
        if not (item and sign and why):
            wrong_use(words.BAD_WAIVER, value=one)
        if item in waivers:
            wrong_use(words.WAIVED_TWICE, value=item)
        waivers[item] = " ".join(why.split())
    return waivers


def _sign(
    writer: "Writer", data: "Data", at: "Period", waivers: dict[str, str], by: str | None
) -> str:
    """Sign the period, or stop with all that stands in the way; what there is to say."""
    from kehoach import history
    from kehoach import seal as seals
    from kehoach.cli.report import digest, signed_report
    from kehoach.outcome import as_signed, catalogue, earlier, of_evaluation, order
    from kehoach.readiness import obstacles
    from kehoach.wording import sealing

    here = writer.here
    if sealed := data.sealed(at):
        wrong_use(words.SEALED_ALREADY, period=at, day=sealed.at.strftime("%d/%m/%Y"), by=sealed.by)
    errors = errors_of(here, data)
    tell(errors, data.lines)
    plan = data.plan
    if plan is None:
        raise Stop(DATA_WRONG, words.NOTHING_DONE)
    if at not in plan.horizon:
        wrong_use(words.OUTSIDE_HORIZON, value=at, horizon=plan.horizon)
    briefing = signed_report(plan, data, at)
    unwritten = [key for key, _ in briefing.missing]
    # Capitals need not be typed.
    ids = {one.casefold(): one for one in plan.by_id}
    waivers = {ids.get(one.casefold(), one): why for one, why in waivers.items()}
    evaluation = briefing.view.evaluation
    found = obstacles(evaluation, data, waivers, unwritten, today())
    if errors or found:
        raise Stop(DATA_WRONG, sealing.refused(at, found, errors=len(errors)))
    result = of_evaluation(evaluation)
    signed = seals.sign(
        data.entries[at],
        result,
        catalogue(plan, at, result),
        order(plan),
        earlier(as_signed(data.entries, data.seals), at),
        digest(here, briefing),
        by=_name(here, by),
        at=now(),
        waivers=waivers,
    )
    if (revision := history.revision(here.root, "data")) is None:
        sys.stderr.write(sealing.NO_GIT)
    elif not revision.clean:
        sys.stderr.write(sealing.NOT_COMMITTED)
    before = data.seals.get(at)
    _write(writer, seals.close(at, signed, before.seal if before else None))
    return sealing.sealed(at, signed)


def _name(here: "Workspace", by: str | None) -> str:
    """Who signs: the name that was typed, or git's."""
    from kehoach import history

    name = " ".join((by if by is not None else history.person(here.root) or "").split())
    if not name:
        wrong_use(words.NO_NAME)
    return name


def _write(writer: "Writer", seal: "Seal") -> None:
    """Write the file of a period, once it reads back as what it says."""
    from kehoach import seal as seals
    from kehoach.load import SEALED_PATH, File, load

    name, text = f"{SEALED_PATH}/{seal.period}.json", seals.text(seal)
    if load([File(name, text.encode())]).problems:
        # What was typed may hold what no file of the workspace may.
        wrong_use(words.NOT_WRITABLE)
    path = writer.here.root / name
    with writing_to(path):
        writer.write(path, text)


def _verify(here: "Workspace", data: "Data", at: "Period") -> None:
    """Tell whether figures, result, catalogue and report are those that were signed."""
    from kehoach.cli.report import unlike
    from kehoach.outcome import kept
    from kehoach.seal import Unlike
    from kehoach.wording import sealing

    _, sealed = _sealed(data, at)
    plan = data.plan
    same = kept(sealed, plan, data.entries, at)
    why: Unlike | None = Unlike.CONTENT
    if plan is not None and at in plan.horizon:
        why = unlike(here, plan, data, at, sealed)
    write_out(sealing.verified(at, sealed, same, why))
    if why or not all(same.values()):
        raise Stop(DATA_WRONG)
