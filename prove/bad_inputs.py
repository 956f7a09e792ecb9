"""Bad inputs: every slip that people make in the files, and exactly what `check` says of it.

`tests/errors/<code>/` is the smallest broken workspace of each code, with what is said beside it.
`tests/hazards/<group>.yaml` is a list of slips in a workspace that is in order
(`tests/hazards/good`), and `<group>.txt` what is said of each. `make goldens` writes both.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kehoach import encoding, source
from kehoach.check import check
from kehoach.cli.common import read
from kehoach.complaint import complaints
from kehoach.load import PLAN_PATH, File, load
from kehoach.problem import OF_FORMS, Code, Problem
from kehoach.workspace import Workspace
from prove.figure import Figure, tell

TESTS = Path(__file__).resolve().parents[1] / "tests"
ERRORS, HAZARDS = TESTS / "errors", TESTS / "hazards"
GOOD = HAZARDS / "good"
ENTRY = "data/progress/2026H1.yaml"
GOAL = 200


# The smallest workspace of each code ------------------------------------------------------------


def _too_large(folder: Path) -> None:
    (folder / ENTRY).write_bytes(b"#" * (encoding.MOST_BYTES + 1))


def _too_many(folder: Path) -> None:
    values = ", ".join("1" for _ in range(source.MOST_NODES))
    (folder / ENTRY).write_text(f"period: [{values}]\n", encoding="utf-8")


def _unreadable(folder: Path) -> None:
    # A link that leads to itself: nobody can read it, the superuser neither.
    (folder / ENTRY).symlink_to(folder / ENTRY)


def _no_plan(folder: Path) -> None:
    (folder / PLAN_PATH).symlink_to(folder / "moved-away.yaml")


def _seal_gone(folder: Path) -> None:
    # The commit is named in what is said: whoever runs this makes the same one.
    fixed = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for role in ("AUTHOR", "COMMITTER"):
        fixed |= {f"GIT_{role}_NAME": "Trần Thị Lan", f"GIT_{role}_EMAIL": "ai@truong.example"}
        fixed |= {f"GIT_{role}_DATE": "2026-03-02T06:30:00+07:00"}
    for arguments in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "Ký chốt")):
        subprocess.run(["git", "-C", folder, *arguments], check=True, env={**os.environ, **fixed})
    (folder / "data/sealed/2026H1.json").unlink()


_RECIPES: Mapping[Code, Callable[[Path], None]] = {
    Code.TOO_LARGE: _too_large,
    Code.TOO_MANY_NODES: _too_many,
    Code.UNREADABLE: _unreadable,
    Code.NO_PLAN: _no_plan,
    Code.SEAL_GONE: _seal_gone,
}
"""What git can't keep is made."""

CODES = tuple(code for code in Code if code not in OF_FORMS)


def workspace_of(code: Code, folder: Path) -> Path:
    """The smallest workspace that has the problem, in `folder`, without what is expected."""
    shutil.copytree(ERRORS / code, folder, dirs_exist_ok=True)
    (folder / "data/progress").mkdir(exist_ok=True)
    (folder / "expected.txt").unlink(missing_ok=True)
    if code in _RECIPES:
        _RECIPES[code](folder)
    return folder


def _of_code(code: Code) -> tuple[str, str]:
    """What is expected of a code's case, and what is said."""
    expected = (ERRORS / code / "expected.txt").read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(workspace_of(code, Path(folder)))
        data = read(workspace)
        said = complaints(check(data, workspace.evidence_found), data.lines)
    # The last line is that of the command, which counts.
    return "".join(expected.splitlines(keepends=True)[:-1]), said


# Slips in a workspace that is in order ----------------------------------------------------------


@dataclass(frozen=True)
class Slip:
    """One slip: the file it is made in, its bytes, and how many faults it holds."""

    title: str
    path: str
    data: bytes
    faults: int


def good() -> dict[str, bytes]:
    """The files of the workspace that is in order, by their path."""
    paths = sorted(path for path in GOOD.rglob("*") if path.is_file())
    return {path.relative_to(GOOD).as_posix(): path.read_bytes() for path in paths}


def slips(group: Path) -> Iterator[Slip]:
    """The slips of a group. Each puts `new` in place of `old`, which the workspace has once.

    Or `text` in place of the whole `file`. `encoding` says in which one it is then saved.
    """
    files = {path: data.decode() for path, data in good().items()}
    for told in yaml.safe_load(group.read_text("utf-8")):
        path, text = _slipped(files, told)
        data = text.encode(told.get("encoding", "utf-8"), errors="surrogatepass")
        yield Slip(told["title"], path, data, told.get("faults", 1))


def _slipped(files: Mapping[str, str], told: Mapping[str, Any]) -> tuple[str, str]:
    if "text" in told:
        return told.get("file", ENTRY), told["text"]
    found = [path for path, text in files.items() for _ in range(text.count(told["old"]))]
    if len(found) != 1:
        raise ValueError(f"{told['title']}: {told['old']!r} stands {len(found)} times")
    return found[0], files[found[0]].replace(told["old"], told["new"])


def problems_of(slip: Slip) -> tuple[tuple[Problem, ...], str]:
    """All that `check` finds in the workspace with the slip, and how it says it."""
    files = good() | {slip.path: slip.data}
    data = load(File(path, files[path]) for path in sorted(files) if path.endswith(".yaml"))
    found = check(data, files.__contains__)
    return found, complaints(found, data.lines)


def said_of(group: Path) -> str:
    """What `check` says of each slip of a group, under its title."""
    told = ((slip.title, problems_of(slip)[1]) for slip in slips(group))
    return "".join(_told(title, said) for title, said in told)


def _told(title: str, said: str) -> str:
    return f"# {title}\n{said}\n"


def groups() -> list[Path]:
    """The lists of slips."""
    return sorted(HAZARDS.glob("*.yaml"))


def main() -> None:
    """Run all cases, and tell how many there are and which of them are told otherwise."""
    tried, failed = 0, []
    for code in CODES:
        expected, said = _of_code(code)
        tried += 1
        failed += [code.value] * (said != expected)
    for group in groups():
        expected = group.with_suffix(".txt").read_text("utf-8")
        for slip in slips(group):
            found, said = problems_of(slip)
            tried += 1
            well = _told(slip.title, said) in expected and len(found) == slip.faults
            failed += [f"{group.stem}: {slip.title}"] * (not well)
    for name in failed:
        print(name, file=sys.stderr)
    note = "code, line, column, sentence and hint; one message for one fault"
    tell(Figure("bad inputs told exactly", tried, GOAL, len(failed), note))


if __name__ == "__main__":
    main()
