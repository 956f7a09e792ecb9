"""Small plans and entries for the tests, as trees that are written as YAML and read by `load`.

A tree is what a file holds: `text` writes it as JSON, which is YAML in flow style, so that every
test goes through the real reader. `plan`, `indicator`, `task` and `entry` give the smallest valid
tree, with what a test is about put over it.
"""

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import pytest

from kehoach import check, cli
from kehoach.load import PLAN_PATH, Data, File, load
from kehoach.period import Period
from kehoach.plan import Plan
from kehoach.problem import Problem, Severity
from kehoach.result import (
    Evaluation,
    IndicatorResult,
    IndicatorStatus,
    RoutineResult,
    TaskResult,
)
from kehoach.status import evaluate

ROOT = Path(__file__).parents[1]
TODAY = "2026-11-23"
LAN = ("Trần Thị Lan", "2026-03-02T06:30:00+07:00")
MINH = ("Đỗ Văn Minh", "2026-06-10T15:00:00+07:00")

Tree = dict[str, Any]


class Ended(NamedTuple):
    """How a command ended: its exit status and what it wrote."""

    code: int
    out: str
    err: str


def command(folder: Path, *arguments: str) -> Ended:
    """Run the command line in this process, in `folder`, on the day `TODAY`, as through a pipe."""
    out, err = io.StringIO(), io.StringIO()
    with (
        mock.patch.object(sys, "argv", ["kehoach", *arguments]),
        mock.patch.dict(os.environ, {"KEHOACH_TODAY": TODAY}),
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.raises(SystemExit) as ended,
    ):
        cli.main()
    return Ended(int(ended.value.code or 0), out.getvalue(), err.getvalue())


def needs(*programs: str) -> str:
    """The path of the first of `programs` that is there; the test is skipped where none is.

    With `KEHOACH_TEST_ALL` set nothing is skipped: it fails.
    """
    found = next(filter(None, map(shutil.which, programs)), None)
    if found is None:
        told = f"needs {' or '.join(programs)}"
        if os.environ.get("KEHOACH_TEST_ALL"):
            pytest.fail(told)
        pytest.skip(told)
    return found


# From the best to the worst: the order in which a compound indicator takes the worst part.
BEST_TO_WORST = (
    IndicatorStatus.EXCEEDED,
    IndicatorStatus.ACHIEVED,
    IndicatorStatus.ON_TRACK,
    IndicatorStatus.IN_PROGRESS,
    IndicatorStatus.AT_RISK,
    IndicatorStatus.BEHIND,
    IndicatorStatus.MISSED,
)


def plan(**keys: Any) -> Tree:
    """The smallest plan, with `keys` put over it; None drops a key."""
    tree = {
        "version": 1,
        "organization": {
            "name": "Trường Tiểu học Bình Minh",
            "abbreviation": "THBM",
            "parent": "Ủy ban nhân dân xã Bình Minh",
            "place": "Bình Minh",
            "signatory": {"position": "HIỆU TRƯỞNG", "name": "Trần Thị Lan"},
        },
        "plan": {"title": "Kế hoạch", "horizon": "2026-2030"},
        "departments": [
            {"id": "bgh", "name": "Ban giám hiệu"},
            {"id": "to-vp", "name": "Tổ Văn phòng"},
            {"id": "ubnd-xa", "name": "UBND xã", "external": "có"},
        ],
        "groups": [
            {"id": "ct-1", "kind": "indicators", "number": "1", "name": "Chất lượng"},
            {"id": "nv-I", "kind": "tasks", "number": "I", "name": "Nhận thức"},
        ],
    }
    return _over(tree, keys)


def indicator(**keys: Any) -> Tree:
    """A number to reach 10 by 2030, with `keys` put over it; None drops a key."""
    tree = {
        "id": "CT-1",
        "number": "1.1",
        "name": "Chỉ tiêu thử",
        "group": "ct-1",
        "lead": ["bgh"],
        "measure": "number",
        "target": {"at_least": 10, "by": 2030},
    }
    return _over(tree, keys)


def compound(*parts: Tree, **keys: Any) -> Tree:
    """A compound indicator of `parts`."""
    return indicator(measure="compound", target=None, parts=list(parts), **keys)


def part(**keys: Any) -> Tree:
    """A part: a number to reach 10 by 2030, with `keys` put over it."""
    tree = {"id": "a", "name": "Phần", "measure": "number"}
    return _over(tree, {"target": {"at_least": 10, "by": 2030}} | keys)


def task(**keys: Any) -> Tree:
    """A task due in 2026, with `keys` put over it; None drops a key."""
    tree = {
        "id": "NV-1",
        "number": "1",
        "name": "Nhiệm vụ thử",
        "group": "nv-I",
        "lead": ["bgh"],
        "deadline": "Năm 2026",
    }
    return _over(tree, keys)


def routine(**keys: Any) -> Tree:
    """A monthly routine, with `keys` put over it."""
    return _over({"id": "giao-ban", "name": "Họp giao ban", "every": "month"}, keys)


def entry(period: str = "2026H1", **keys: Any) -> Tree:
    """A period's entry."""
    return _over({"period": period}, keys)


def figures(period: str, value: object, item: str = "CT-1") -> Tree:
    """An entry with one value of one indicator."""
    return entry(period, indicators={item: {"value": value}})


def _over(tree: Tree, keys: Tree) -> Tree:
    return {key: value for key, value in (tree | keys).items() if value is not None}


def text(tree: object) -> str:
    """The tree as a YAML file, a value a line."""
    return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"


def plan_file(tree: Tree) -> File:
    """The catalogue as a file."""
    return File(PLAN_PATH, text(tree).encode())


def entry_file(tree: Tree, path: str | None = None) -> File:
    """A period's entry as a file, named as its period unless `path` says otherwise."""
    return File(path or f"data/progress/{tree['period']}.yaml", text(tree).encode())


def read(tree: Tree, *entries: Tree) -> Data:
    """What `load` makes of a plan and its entries."""
    return load([plan_file(tree), *map(entry_file, entries)])


def read_plan(tree: Tree) -> Plan:
    """The model of a plan that must be valid."""
    data = read(tree)
    assert data.plan is not None, data.problems
    return data.plan


def problems(tree: Tree, *entries: Tree) -> tuple[Problem, ...]:
    """All problems of a plan and its entries; every path of evidence is taken as found."""
    return check.check(read(tree, *entries), lambda _: True)


def codes(tree: Tree, *entries: Tree) -> list[str]:
    """The codes of all problems, in the order of their places."""
    return [problem.code.value for problem in problems(tree, *entries)]


def evaluated(tree: Tree, *entries: Tree, at: str, as_of: str | None = None) -> Evaluation:
    """The evaluation at a period, by default as of its cut-off, of data without an error."""
    wrong = [p for p in problems(tree, *entries) if p.severity is Severity.ERROR]
    assert not wrong
    data = read(tree, *entries)
    assert data.plan is not None
    period = Period.parse(at)
    day = date.fromisoformat(as_of) if as_of else data.plan.calendar.cutoff(period)
    return evaluate(data.plan, data.entries, period, day)


def of_plan(tree: Tree, *entries: Tree, at: str = "2026H1", as_of: date) -> Evaluation:
    """The evaluation of a whole plan as of a day, whatever `check` would say of it."""
    data = read(tree, *entries)
    assert data.plan is not None, data.problems
    return evaluate(data.plan, data.entries, Period.parse(at), as_of)


def of_indicator(
    tree: Tree, *entries: Tree, at: str, as_of: str | None = None, **settings: Any
) -> IndicatorResult:
    """How a single indicator stands; `settings` are keys of the plan."""
    found = evaluated(plan(indicators=[tree], **settings), *entries, at=at, as_of=as_of)
    return found.indicators[0]


def of_task(
    tree: Tree, *entries: Tree, at: str, as_of: str | None = None, **settings: Any
) -> TaskResult:
    """How a single task stands; `settings` are keys of the plan."""
    found = evaluated(plan(tasks=[tree], **settings), *entries, at=at, as_of=as_of)
    return found.tasks[0]


def of_routine(tree: Tree, *entries: Tree, at: str) -> RoutineResult:
    """How a single routine stands."""
    return evaluated(plan(routines=[tree]), *entries, at=at).routines[0]


def workspace(folder: Path, plan_text: str, **entries: str) -> Path:
    """Write a workspace: `data/plan.yaml`, and each of `entries` under its period or path.

    `workspace(tmp_path, text, **{"2026H1": …, "2026H2/to-vp": …})`.
    """
    texts = {PLAN_PATH: plan_text}
    texts |= {f"data/progress/{name}.yaml": written for name, written in entries.items()}
    for path, written in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(written.encode())
    return folder


def load_folder(folder: Path, *, entries: bool = True) -> Data:
    """Read a workspace's catalogue, and its entries, through `load`."""
    paths = [folder / PLAN_PATH]
    if entries:
        paths += sorted((folder / "data/progress").rglob("*.yaml"))
    return load(File(path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths)


def git(folder: Path, *arguments: str, author: tuple[str, str] = LAN) -> str:
    """What git answers in a folder; the author and the moment are fixed."""
    name, when = author
    who = {
        f"GIT_{role}_{key}": value
        for role in ("AUTHOR", "COMMITTER")
        for key, value in (("NAME", name), ("EMAIL", "ai@truong.example"), ("DATE", when))
    }
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **who},
    )
    return done.stdout.strip()


def write(folder: Path, text: str, path: str = PLAN_PATH) -> None:
    """Write a file of a workspace."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(text.encode())


def commit(folder: Path, summary: str, author: tuple[str, str] = LAN) -> str:
    """Commit all there is; the short name of the commit."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty-message", "-m", summary, author=author)
    return git(folder, "rev-parse", "HEAD")[:12]
