"""`kehoach sheet import`, behind its options.

Loaded only when it runs, so what it needs is imported above.
"""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from kehoach.agenda import kind_of, missing
from kehoach.cli.common import (
    DATA_WRONG,
    USE_WRONG,
    Stop,
    choose_period,
    columns_of,
    console,
    read_for_use,
    tell,
    writing_to,
    wrong_use,
)
from kehoach.complaint import of_cell
from kehoach.disk import NotAFileError, contents
from kehoach.load import Data
from kehoach.period import Period
from kehoach.plan import Plan
from kehoach.problem import Code, Severity
from kehoach.recording import Answer, Recorded, RefusedError, SeveralFilesError, record_all
from kehoach.sheet import grid
from kehoach.sheet.form import VERSION, code_of
from kehoach.sheet.form import Code as FormCode
from kehoach.sheet.intake import changes, take
from kehoach.sheet.returned import Returned, read
from kehoach.status import entries_up_to, is_sample
from kehoach.terminal.console import print_sample
from kehoach.terminal.intake import print_changes
from kehoach.wording import asking, terms
from kehoach.wording import form as words
from kehoach.workspace import ChangedMeanwhileError, Workspace


class _NotTakenError(Exception):
    """A whole file is refused, with a sentence."""


def run(here: Workspace, paths: Sequence[Path], wanted: str | None, *, agreed: bool) -> None:
    """Show what the forms change, ask unless `agreed`, and write it: all of it or nothing."""
    data, plan = read_for_use(here, but=(Code.EVIDENCE_MISSING,))
    period = choose_period(plan, wanted) if wanted else None
    returned: list[Returned] = []
    refused: list[str] = []
    for path in paths:
        try:
            form = _read(path)
            period = _period_of(plan, form, period)
        except (_NotTakenError, grid.UnreadableFormError) as reason:
            refused.append(words.NOT_TAKEN.format(path=path, reason=reason))
        else:
            returned.append(form)
    if refused or period is None:
        raise Stop(USE_WRONG, "\n".join([*refused, words.NOT_WRITTEN]))
    told = [row for form in returned for row in form.told]
    outcome = take(data, period, told)
    problems = [*(one for form in returned for one in form.problems), *outcome.problems]
    columns = columns_of(sys.stderr)
    sys.stderr.write("".join(of_cell(problem, columns) for problem in sorted(problems)))
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise Stop(DATA_WRONG, words.WRONG)
    recorded = _record(here, period, plan, outcome.answers)
    if not recorded:
        print(words.NOTHING_NEW)
    else:
        _offer(here, period, recorded, agreed=agreed)
    _tell_what_is_left(plan, recorded[0].now if recorded else data, period, returned)


def _read(path: Path) -> Returned:
    try:
        found = read(grid.read(str(path), contents(path, grid.MOST_BYTES + 1)))
    except FileNotFoundError:
        raise _NotTakenError(words.NO_FILE) from None
    except NotAFileError:
        raise _NotTakenError(words.NOT_A_FILE) from None
    except OSError:
        raise _NotTakenError(words.READ_FAILED) from None
    if not found.has_table:
        raise _NotTakenError(words.NO_TABLE)
    if not found.codes:
        raise _NotTakenError(words.NO_CODE)
    return found


def _period_of(plan: Plan, form: Returned, wanted: Period | None) -> Period:
    """The period that every page of the form is of; it is `wanted`, where that is known."""
    for code in form.codes:
        wanted = _one_period_of(plan, code, wanted)
    if wanted is None:
        raise _NotTakenError(words.NO_CODE)
    return wanted


def _one_period_of(plan: Plan, code: FormCode, wanted: Period | None) -> Period:
    if code.version > VERSION:
        raise _NotTakenError(words.NEWER)
    try:
        period = Period.parse(code.period)
    except ValueError:
        raise _NotTakenError(words.BAD_PERIOD.format(period=code.period)) from None
    own = code_of(plan, period)
    if (own.organization.casefold(), own.horizon) != (code.organization.casefold(), code.horizon):
        other = words.OTHER_PLAN.format(organization=code.organization, horizon=code.horizon)
        raise _NotTakenError(other)
    if not period.is_half_year or period not in plan.horizon:
        raise _NotTakenError(words.BAD_PERIOD.format(period=period))
    if wanted not in (None, period):
        raise _NotTakenError(words.OTHER_PERIOD.format(period=period, wanted=wanted))
    return period


def _record(
    here: Workspace, period: Period, plan: Plan, answers: Iterable[Answer]
) -> tuple[Recorded, ...]:
    """The files that change, as they are to be; nothing is written yet."""
    try:
        recorded = record_all(*here.files(), period, answers, here.evidence_found)
    except SeveralFilesError as several:
        wrong_use(
            words.SEVERAL,
            period=period,
            id=several.item.id,
            kind=kind_of(several.item),
            files=", ".join(several.paths),
        )
    except RefusedError as refused:
        tell(refused.problems, here.read().lines)
        told = words.NOT_WRITTEN if refused.problems else words.CANNOT_WRITE
        raise Stop(DATA_WRONG, told) from None
    return tuple(one for one in recorded if one.changes)


def _offer(here: Workspace, period: Period, recorded: Sequence[Recorded], *, agreed: bool) -> None:
    """Show the changes, ask, and write them."""
    found = list(changes(recorded[0].was, recorded[0].now, period))
    title = words.CHANGES.format(
        period=terms.period_name(period).capitalize(),
        code=period,
        count=len(found),
        paths=", ".join(one.path for one in recorded),
    )
    now = recorded[-1].now
    if is_sample(recorded[0].plan, entries_up_to(now.entries, period)):
        print_sample(console())
    print_changes(console(), title, found)
    sys.stdout.flush()
    if not (agreed or _asked()):
        raise Stop(USE_WRONG, words.NOT_WRITTEN)
    _write(here, recorded)
    print(words.WRITTEN.format(count=len(found)))


def _asked() -> bool:
    """Whether the person agrees."""
    if not sys.stdin.isatty():
        raise Stop(USE_WRONG, words.NOT_A_TERMINAL)
    sys.stderr.write(words.ASK)
    sys.stderr.flush()
    return asking.bare(sys.stdin.readline()) in words.YES


def _write(here: Workspace, recorded: Sequence[Recorded]) -> None:
    """Write all files, over what was read and nothing else."""
    with writing_to(here.root), here.lock() as writer:
        for one in recorded:
            try:
                with writing_to(one.path):
                    writer.replace(one.path, one.text, before=one.before)
            except ChangedMeanwhileError:
                wrong_use(asking.CHANGED_MEANWHILE, path=one.path)


def _tell_what_is_left(
    plan: Plan, data: Data, period: Period, returned: Iterable[Returned]
) -> None:
    """Which of the items that the forms ask for have no answer yet."""
    ids = {item for form in returned for item in form.ids}
    left = [one.id for one in missing(plan, data.entries, period) if one.id in ids]
    if left:
        sys.stderr.write(words.LEFT.format(count=len(left), ids=", ".join(left)) + "\n")
