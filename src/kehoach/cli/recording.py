"""`kehoach record`, behind its options: one answer written, or the conversation begun.

Loaded only when it runs, so what it needs is imported above.
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from kehoach.agenda import kind_of
from kehoach.cli.common import (
    DATA_WRONG,
    Stop,
    choose_as_of,
    choose_period,
    columns_of,
    console,
    known_item,
    tell,
    writing_to,
    wrong_use,
)
from kehoach.complaint import complaints
from kehoach.load import PLAN_PATH, Data
from kehoach.period import Period
from kehoach.plan import Item, Plan
from kehoach.question import states, understood
from kehoach.receipt import receipt
from kehoach.recording import (
    Answer,
    Recorded,
    RefusedError,
    SeveralFilesError,
    UnreadableError,
    keys_of,
    paths_of,
    record,
)
from kehoach.terminal.record import print_receipt, refusals
from kehoach.wording import asking
from kehoach.wording import help as words
from kehoach.workspace import ChangedMeanwhileError, Workspace


def run(
    here: Workspace,
    item: str | None,
    period: str | None,
    part: str | None,
    given: Mapping[str, str],
    file: str | None,
) -> None:
    """Record what is given of an item, or ask for it; without an item, for all that is missing."""
    data, plan = read_plan(here)
    at = choose_period(plan, period)
    if not at.is_half_year:
        wrong_use(asking.HALF_ONLY, period=at, example=f"kehoach record --period {at.end}")
    path = _path_of(data.lines, at, file) if file is not None else None
    if item is None and given:
        wrong_use(asking.NEEDS_ITEM, options=", ".join(map(_option, given)), period=at)
    chosen = _find(plan, item, part) if item is not None else None
    if chosen is None or not given:
        from kehoach.cli.dialogue import ask

        ask(here, data, plan, at, chosen, path)
    else:
        _record(here, at, _answer(plan, *chosen, given), path)


def _option(key: str) -> str:
    return "--" + key.replace("_", "-")


def _find(plan: Plan, text: str, part: str | None) -> tuple[Item, str | None]:
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


def _answer(plan: Plan, item: Item, part: str | None, given: Mapping[str, str]) -> Answer:
    """The answer, with what is given for this kind of item and no other."""
    kind = kind_of(item)
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
    parts = {one.id: one for one in getattr(item, "parts", ())}
    if parts and part is None and {"value", "numerator", "denominator"} & given.keys():
        wrong_use(asking.NEEDS_PART, id=item.id, allowed=", ".join(parts))
    meant: dict[str, str] = {}
    for key, text in given.items():
        found = understood(parts[part] if part else item, key, text)
        if not found:
            allowed_states = ", ".join(states())
            wrong_use(words.BAD_CHOICE, value=text, option="--state", allowed=allowed_states)
        meant |= found
    return Answer(item, meant, part)


def _path_of(paths: Iterable[str], period: Period, name: str) -> str:
    """The file of the period that is called `name`, with or without its folder and `.yaml`."""
    known = paths_of(paths, period)
    if not known:
        wrong_use(asking.NO_FILES, period=period)
    called = {named: path for path in known for named in _names_of(path)}
    if name not in called:
        wrong_use(asking.NO_FILE, period=period, file=name, files=file_names(known))
    return called[name]


def _names_of(path: str) -> tuple[str, str, str]:
    return path, PurePosixPath(path).name, PurePosixPath(path).stem


def _record(here: Workspace, period: Period, answer: Answer, path: str | None) -> None:
    try:
        done = write(here, period, answer, path)
    except SeveralFilesError as several:
        files = file_names(several.paths)
        wrong_use(asking.SEVERAL, period=period, id=answer.item.id, files=files)
    except RefusedError as refused:
        raise Stop(DATA_WRONG, reasons(here, refused, columns_of(sys.stderr))) from None
    if warnings := refusals(done.problems, columns_of(sys.stderr)):
        print(warnings, file=sys.stderr)
    print_receipt(console(), receipt(done, answer, period, choose_as_of(done.plan, period, None)))
    if not done.changes:
        print(asking.UNCHANGED)


def read_plan(workspace: Workspace) -> tuple[Data, Plan]:
    """The data, whatever is wrong with the entries; a broken catalogue ends the command."""
    data = workspace.read()
    if data.plan is None:
        broken = [problem for problem in data.problems if problem.path == PLAN_PATH]
        tell(broken, data.lines)
        raise Stop(DATA_WRONG, asking.REFUSED)
    return data, data.plan


def write(workspace: Workspace, period: Period, answer: Answer, file: str | None) -> Recorded:
    """Record the answer in its file, under the lock and over what was read under it.

    Raise what `recording.record` raises; a disk that refuses ends the command.
    """
    with writing_to(file or workspace.root), workspace.lock() as writer:
        done = record(*workspace.files(), period, answer, workspace.evidence_found, file)
        if done.changes:
            try:
                with writing_to(done.path):
                    writer.replace(done.path, done.text, before=done.before)
            except ChangedMeanwhileError:
                wrong_use(asking.CHANGED_MEANWHILE, path=done.path)
    return done


def take_back(workspace: Workspace, period: Period, done: Recorded) -> bool:
    """Write what stood there before the answer; False where the file has changed since."""
    before = f"period: {period}\n" if done.before is None else done.before.decode("utf-8")
    with writing_to(done.path), workspace.lock() as writer:
        try:
            writer.replace(done.path, before, before=done.text.encode())
        except ChangedMeanwhileError:
            return False
    return True


def file_names(paths: Sequence[str]) -> str:
    """Files as they are typed after `--file`."""
    return ", ".join(PurePosixPath(path).stem for path in paths)


def reasons(here: Workspace, refused: RefusedError, columns: int) -> str:
    """Why an answer was not recorded, and what to do; for so many columns, 0 for any."""
    if not isinstance(refused, UnreadableError):
        return f"{refusals(refused.problems, columns)}\n{asking.REFUSED}"
    if not refused.problems:
        return asking.CANNOT_EDIT
    return complaints(refused.problems, here.read().lines, columns) + asking.BROKEN_FILE
