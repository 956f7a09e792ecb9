"""What the data were in each commit, through one process of git that stays open.

Works in a workspace deep in a repository and in a shallow clone.
"""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from kehoach.history import ask, moment, printable, surroundings
from kehoach.journal import Commit, Snapshot, snapshot
from kehoach.load import PLAN_PATH, PROGRESS_PATH, SEALED_PATH
from kehoach.workspace import is_period, is_seal

_FORMAT = "%H%n%P%n%aN%n%ad%n%s"
_LINES = _FORMAT.count("%n") + 1
_FOLDER = b"40000"


class Versions:
    """The contents that git keeps, by their names."""

    def __init__(self, questions: IO[bytes], answers: IO[bytes]) -> None:
        """Ask and hear a `git cat-file --batch`."""
        self._questions, self._answers = questions, answers
        self._folders: dict[str, list[tuple[str, str, bool]]] = {}
        self._snapshots: dict[str, Snapshot] = {}

    def read(self, name: str) -> bytes | None:
        """The content with this name; None where it isn't here, as in a partial clone."""
        found = self._get(name)
        return found[1] if found else None

    def commits(self, told: str) -> Iterator[Commit]:
        """The commits that `git log` told of in `_FORMAT`."""
        lines = told.split("\n")
        for n in range(0, len(lines) - _LINES + 1, _LINES):
            name, parents, author, when, summary = lines[n : n + _LINES]
            seconds, _, zone = when.partition(" ")
            yield Commit(
                name=name,
                author=printable(author),
                when=moment(seconds or "0", zone or "+0000"),
                summary=printable(summary),
                parents=tuple(parents.split()),
                # In a shallow clone the oldest commits have parents that git does not tell of.
                cut=not parents and b"\nparent " in (self.read(name) or b"").partition(b"\n\n")[0],
            )

    def files_of(self, commit: str) -> Snapshot:
        """The files of the data in a commit, as the workspace would find them on the disk."""
        if commit not in self._snapshots:
            self._snapshots[commit] = snapshot(list(self._files(commit)))
        return self._snapshots[commit]

    def _files(self, commit: str) -> Iterator[tuple[str, str]]:
        if plan := self._get(f"{commit}:./{PLAN_PATH}"):
            yield PLAN_PATH, plan[0]
        progress = self._get(f"{commit}:./{PROGRESS_PATH}")
        for name, content, is_folder in self._folder(progress[0]) if progress else ():
            path = f"{PROGRESS_PATH}/{name}"
            if is_folder and is_period(name):
                for inner, held, _ in self._folder(content):
                    if inner.endswith(".yaml") and not inner.startswith((".", "~")):
                        yield f"{path}/{inner}", held
            elif name.endswith(".yaml") and is_period(name.removesuffix(".yaml")):
                yield path, content
        sealed = self._get(f"{commit}:./{SEALED_PATH}")
        for name, content, _ in self._folder(sealed[0]) if sealed else ():
            if is_seal(f"{SEALED_PATH}/{name}"):
                yield f"{SEALED_PATH}/{name}", content

    def _folder(self, name: str) -> list[tuple[str, str, bool]]:
        """What a folder holds: each name, that of its content, and whether it is a folder."""
        if name not in self._folders:
            self._folders[name] = list(_entries(self.read(name) or b"", len(name) // 2))
        return self._folders[name]

    def _get(self, name: str) -> tuple[str, bytes] | None:
        try:
            self._questions.write(name.encode() + b"\n")
            self._questions.flush()
        except OSError:
            # A git that is gone knows nothing any more; it must not look like our own output.
            return None
        *asked, size = self._answers.readline().split() or [b""]
        if not size.isdigit():
            return None
        content = self._answers.read(int(size))
        self._answers.read(1)
        return asked[0].decode(), content


def _entries(folder: bytes, width: int) -> Iterator[tuple[str, str, bool]]:
    """The entries of a tree of git: `mode name`, a NUL, and the digest in binary."""
    while folder:
        head, _, rest = folder.partition(b"\0")
        mode, _, name = head.partition(b" ")
        yield name.decode("utf-8", "replace"), rest[:width].hex(), mode == _FOLDER
        folder = rest[width:]


@contextmanager
def versions(root: Path) -> Iterator[tuple[list[Commit], Versions] | None]:
    """The commits that touched the data below `root`, newest first, and what they hold.

    None outside git, and where git refuses.
    """
    if ask(root, "rev-parse", "--git-dir") is None:
        yield None
        return
    # In a repository without a commit there is no log to tell.
    told = ask(
        root,
        *("log", "--full-history", "--topo-order", "--date=raw", f"--format={_FORMAT}"),
        *("--", PLAN_PATH, PROGRESS_PATH, SEALED_PATH),
    )
    with subprocess.Popen(
        ["git", "-C", str(root), "cat-file", "--batch"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=surroundings(),
    ) as process:
        # Both are pipes, as asked for above.
        kept = Versions(cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout))
        yield list(kept.commits(told or "")), kept
