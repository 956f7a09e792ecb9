"""The only module that asks git: which revision the data are, and who changed what.

Works without git, outside a repository and in a shallow clone: then there is less to tell.
"""

import os
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kehoach.change import Change

_SECONDS = 20
_NOT_COMMITTED = "0" * 40


@dataclass(frozen=True, slots=True)
class Revision:
    """The last commit that touched the data, short; `clean` if nothing is uncommitted in them.

    `commit` is None where the data have never been committed.
    """

    commit: str | None
    clean: bool


def revision(root: Path, *paths: str) -> Revision | None:
    """The revision of `paths` below `root`; None outside git.

    That of the paths, not of the whole repository, so that an unrelated commit changes no report.
    """
    commit = _git(root, "log", "-1", "--format=%h", "--abbrev=12", "--", *paths)
    dirty = _git(root, "status", "--porcelain", "--", *paths)
    if dirty is None:
        return None
    return Revision((commit or "").strip() or None, not dirty.strip())


def last_changes(root: Path, path: str, first: int, last: int) -> list[Change] | None:
    """The commits to which lines `first` to `last` of a file go back, newest first.

    None outside git; lines not committed yet belong to no commit.
    """
    told = _git(root, "blame", "--porcelain", f"-L{first},{last}", "--", path)
    if told is None:
        return None
    changes: dict[str, Change] = {}
    commit, facts = "", dict[str, str]()
    for line in told.splitlines():
        key, _, rest = line.partition(" ")
        if len(key) == len(_NOT_COMMITTED):
            commit, facts = key, {}
        facts[key] = rest
        if key == "summary" and commit != _NOT_COMMITTED:
            when = datetime.fromtimestamp(int(facts["author-time"]), UTC).date()
            changes[commit] = Change(commit[:12], facts["author"], when, rest)
    return sorted(changes.values(), key=lambda change: (change.day, change.commit), reverse=True)


def _git(root: Path, *arguments: str) -> str | None:
    """What git answers, or None where there is none, or it refuses."""
    try:
        answer = subprocess.run(
            ["git", "-C", str(root), *arguments],
            capture_output=True,
            timeout=_SECONDS,
            check=True,
            # No lock, so that a read-only disk is no hindrance.
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"},
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout.decode("utf-8", errors="replace")
