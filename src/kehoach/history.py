"""The only module that asks git: which revision the data are, who changed what, where hooks lie.

Works without git, outside a repository and in a shallow clone: then there is less to tell.
"""

import os
import re
import subprocess
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

from kehoach.change import Change, History, together
from kehoach.encoding import FORBIDDEN

_SECONDS = 20
# What `blame --porcelain` says once of each commit: a line with its name, then facts, a line each.
_COMMIT = re.compile(
    r"^(?P<commit>[0-9a-f]{40,64}) [ \d]+\n(?P<facts>author .*?)\n\t", re.MULTILINE | re.DOTALL
)
# Settings of the person's own that would change what git prints.
_PLAIN = (
    *("-c", "i18n.logOutputEncoding=UTF-8"),
    *("-c", "log.showSignature=false"),
)


class Revision(NamedTuple):
    """The last commit that touched the data, short; `clean` if nothing is uncommitted in them.

    `commit` is None where the data have never been committed.
    """

    commit: str | None
    clean: bool


class HookPlace(NamedTuple):
    """Where a repository keeps its pre-commit hook. `folder` is what was asked for, inside it.

    Not its `own` is a place that other repositories share.
    """

    path: Path
    folder: str
    own: bool


def kept(root: Path, folder: str) -> dict[str, list[str]]:
    """Every file that a commit has held below `folder`, with those commits, the newest first.

    Files that are gone since too. Nothing outside git.
    """
    asked = ("--full-history", "--no-renames", "--diff-filter=d", "--relative", "--name-only")
    told = ask(root, "log", *asked, "--format=%x00%h", "--abbrev=12", "--", folder)
    found: dict[str, list[str]] = {}
    for one in (told or "").split("\0"):
        commit, *paths = one.split("\n")
        for path in filter(None, paths):
            found.setdefault(path, []).append(commit)
    return found


def content(root: Path, commit: str, path: str) -> bytes:
    """What a commit holds at a path below `root`; nothing where it can't be told."""
    return (ask(root, "show", f"{commit}:./{path}") or "").encode()


def revision(root: Path, *paths: str) -> Revision | None:
    """The revision of `paths` below `root`; None outside git.

    That of the paths, not of the whole repository, so that an unrelated commit changes no report.
    """
    commit = ask(root, "log", "-1", "--format=%h", "--abbrev=12", "--", *paths)
    dirty = ask(root, "status", "--porcelain", "--untracked-files=normal", "--", *paths)
    if dirty is None:
        return None
    return Revision((commit or "").strip() or None, not dirty.strip())


def person(root: Path) -> str | None:
    """The name with which git signs what the person at this machine commits."""
    return printable(ask(root, "config", "user.name") or "") or None


def hook_place(folder: Path) -> HookPlace | None:
    """The place of the hook in the repository around `folder`; None outside git's files."""
    asked = ("--is-inside-work-tree", "--git-path", "hooks", "--git-common-dir", "--show-toplevel")
    told = ask(folder, "rev-parse", *asked, "--show-prefix")
    if told is None:
        return None
    hooks, common, top = (_absolute(folder / line) for line in told.split("\n")[1:4])
    own = hooks.is_relative_to(common) or hooks.is_relative_to(top)
    return HookPlace(hooks / "pre-commit", told.split("\n")[4], own=own)


def last_changes(root: Path, places: Iterable[tuple[str, int, int]]) -> History | None:
    """Who gave lines their form; a place is a path below `root`, its first and its last line.

    None outside git, and where git refuses.
    """
    shallow = ask(root, "rev-parse", "--is-shallow-repository")
    if shallow is None:
        return None
    found: list[History] = []
    for place in places:
        history = _blame(root, place, shallow=shallow.strip() == "true")
        if history is None:
            return None
        found.append(history)
    return together(found)


def _blame(root: Path, place: tuple[str, int, int], *, shallow: bool) -> History | None:
    path, first, last = place
    told = ask(root, "blame", "--porcelain", f"-L{first},{last}", "--", path)
    if told is None:
        # A file that no commit has yet, or one that git cannot blame, whatever its settings say.
        committed = ask(root, "cat-file", "-e", f"HEAD:./{path}") is not None
        return None if committed else History(uncommitted=True)
    changes: list[Change] = []
    uncommitted = cut = False
    for match in _COMMIT.finditer(told):
        facts = dict(line.partition(" ")[::2] for line in match["facts"].split("\n"))
        if not match["commit"].strip("0"):
            uncommitted = True
            continue
        if shallow and "boundary" in facts:
            # The oldest commit that is here answers for all the older ones that are not.
            cut = True
            continue
        changes.append(
            Change(
                commit=match["commit"][:12],
                author=printable(facts["author"]),
                when=moment(facts["author-time"], facts["author-tz"]),
                summary=printable(facts["summary"]),
                paths=(path,),
            )
        )
    return History(tuple(changes), uncommitted, cut)


def moment(seconds: str, zone: str) -> datetime:
    """A moment as the author's clock showed it; git writes the zone as `+0700`."""
    minutes = int(zone[:3]) * 60 + int(zone[0] + zone[3:])
    try:
        return datetime.fromtimestamp(int(seconds), timezone(timedelta(minutes=minutes)))
    except ValueError:
        # A zone that is none: git takes what it is given.
        return datetime.fromtimestamp(int(seconds), UTC)


def printable(text: str) -> str:
    """What others wrote in a commit, with nothing in it that a terminal would obey."""
    return " ".join(FORBIDDEN.sub("\ufffd", text).split())


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links


def ask(root: Path, *arguments: str) -> str | None:
    """What git answers, or None where there is none, or it refuses."""
    try:
        answer = subprocess.run(
            ["git", "-C", str(root), *_PLAIN, *arguments],
            capture_output=True,
            timeout=_SECONDS,
            check=True,
            env=surroundings(),
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout.decode("utf-8", errors="replace")


def surroundings() -> dict[str, str]:
    """What git runs in: without locks, so that a read-only disk is no hindrance."""
    return {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
