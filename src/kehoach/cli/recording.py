"""What the two ways of `kehoach record` share: writing one answer, and taking it back."""

import sys
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from kehoach.cli.common import DATA_WRONG, Stop, writing_to, wrong_use
from kehoach.wording import asking

if TYPE_CHECKING:
    from kehoach.load import Data
    from kehoach.period import Period
    from kehoach.plan import Plan
    from kehoach.recording import Answer, Recorded, RefusedError
    from kehoach.workspace import Workspace


def read_plan(workspace: "Workspace") -> "tuple[Data, Plan]":
    """The data, whatever is wrong with the entries; a broken catalogue ends the command."""
    from kehoach.complaint import complaints
    from kehoach.load import PLAN_PATH

    data = workspace.read()
    if data.plan is None:
        broken = [problem for problem in data.problems if problem.path == PLAN_PATH]
        sys.stderr.write(complaints(broken, data.lines))
        raise Stop(DATA_WRONG, asking.REFUSED)
    return data, data.plan


def write(
    workspace: "Workspace", period: "Period", answer: "Answer", file: str | None
) -> "Recorded":
    """Record the answer in its file, under the lock and over what was read under it.

    Raise what `recording.record` raises; a disk that refuses ends the command.
    """
    from kehoach.recording import record
    from kehoach.workspace import ChangedMeanwhileError

    with writing_to(file or workspace.root), workspace.lock() as writer:
        done = record(*workspace.files(), period, answer, workspace.evidence_found, file)
        if done.changes:
            try:
                with writing_to(done.path):
                    writer.replace(done.path, done.text, before=done.before)
            except ChangedMeanwhileError:
                wrong_use(asking.CHANGED_MEANWHILE, path=done.path)
    return done


def take_back(workspace: "Workspace", period: "Period", done: "Recorded") -> bool:
    """Write what stood there before the answer; False where the file has changed since."""
    from kehoach.workspace import ChangedMeanwhileError

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


def reasons(here: "Workspace", refused: "RefusedError") -> str:
    """Why an answer was not recorded, and what to do."""
    from kehoach.complaint import complaints
    from kehoach.recording import UnreadableError
    from kehoach.terminal_record import refusals

    if not isinstance(refused, UnreadableError):
        return f"{refusals(refused.problems)}\n{asking.REFUSED}"
    if not refused.problems:
        return asking.CANNOT_EDIT
    return complaints(refused.problems, here.read().lines) + asking.BROKEN_FILE
