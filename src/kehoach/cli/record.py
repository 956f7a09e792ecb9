"""`kehoach record`."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer

from kehoach.cli.common import (
    DATA_WRONG,
    Stop,
    choose_as_of,
    choose_period,
    known_item,
    open_workspace,
    wrong_use,
)
from kehoach.cli.recording import file_names, read_plan, reasons, write
from kehoach.wording import asking
from kehoach.wording import help as words

if TYPE_CHECKING:
    from kehoach.period import Period
    from kehoach.plan import Item, Plan
    from kehoach.recording import Answer
    from kehoach.workspace import Workspace


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
    here = open_workspace(workspace)
    data, plan = read_plan(here)
    at = choose_period(plan, period)
    if not at.is_half_year:
        wrong_use(asking.HALF_ONLY, period=at, example=at.end)
    paths = [one.document.path for one in data.files]
    path = _path_of(paths, at, file) if file is not None else None
    if item is None and given:
        wrong_use(asking.NEEDS_ITEM, options=", ".join(map(_option, given)), period=at)
    if item is None or not given:
        from kehoach.cli.dialogue import ask

        ask(here, at, _find(plan, item, part) if item else None, path)
        return
    chosen, of = _find(plan, item, part)
    _record(here, at, _answer(plan, chosen, of, given), path)


def _option(key: str) -> str:
    return "--" + key.replace("_", "-")


def _find(plan: "Plan", text: str, part: str | None) -> "tuple[Item, str | None]":
    """The item, and the part asked for by `--part` or as `CT-4.5/reached`."""
    named, _, tail = text.partition("/")
    items = {item.id: item for item in plan.items()}
    item = items[known_item(named, items)]
    of = part or tail or None
    parts = [one.id for one in getattr(item, "parts", ())]
    if of is None:
        return item, None
    if not parts:
        wrong_use(asking.NO_PARTS, id=item.id)
    if of not in parts:
        wrong_use(asking.NO_PART, id=item.id, part=of, allowed=", ".join(parts))
    return item, of


def _answer(plan: "Plan", item: "Item", part: str | None, given: Mapping[str, str]) -> "Answer":
    """The answer, with what is given for this kind of item and no other."""
    from kehoach.agenda import kind_of
    from kehoach.recording import Answer, keys_of

    kind = kind_of(plan, item)
    allowed = keys_of(kind)
    for key in given:
        if key not in allowed:
            wrong_use(
                asking.NOT_FOR,
                option=_option(key),
                kind=asking.KIND[kind],
                id=item.id,
                allowed=", ".join(map(_option, allowed)),
            )
    parts = [one.id for one in getattr(item, "parts", ())]
    if parts and part is None and {"value", "numerator", "denominator"} & given.keys():
        wrong_use(asking.NEEDS_PART, id=item.id, allowed=", ".join(parts))
    if state := given.get("state"):
        given = {**given, "state": asking.state_of(state) or state}
    return Answer(item, given, part)


def _path_of(paths: Sequence[str], period: "Period", name: str) -> str:
    """The file of the period that is called `name`, with or without its folder and `.yaml`."""
    from kehoach.recording import paths_of

    known = paths_of(paths, period)
    if not known:
        wrong_use(asking.NO_FILES, period=period)
    called = {named: path for path in known for named in _names_of(path)}
    if name not in called:
        wrong_use(asking.NO_FILE, period=period, file=name, files=file_names(known))
    return called[name]


def _names_of(path: str) -> tuple[str, str, str]:
    return path, PurePosixPath(path).name, PurePosixPath(path).stem


def _record(here: "Workspace", period: "Period", answer: "Answer", path: str | None) -> None:
    from kehoach.receipt import receipt
    from kehoach.recording import RefusedError, SeveralFilesError
    from kehoach.terminal import console
    from kehoach.terminal_record import print_receipt, refusals

    try:
        done = write(here, period, answer, path)
    except SeveralFilesError as several:
        files = file_names(several.paths)
        wrong_use(asking.SEVERAL, period=period, id=answer.item.id, files=files)
    except RefusedError as refused:
        raise Stop(DATA_WRONG, reasons(here, refused)) from None
    plan = done.now.plan
    if plan is None:
        return
    if warnings := refusals(done.problems):
        print(warnings, file=sys.stderr)
    print_receipt(console(), receipt(done, answer, period, choose_as_of(plan, period, None)))
    if not done.changes:
        print(asking.UNCHANGED)
