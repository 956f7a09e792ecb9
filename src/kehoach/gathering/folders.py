"""Finds the workspaces below the folders that were named, each once."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from kehoach.disk import is_folder
from kehoach.load import PLAN_PATH
from kehoach.rollup.notice import Cause, Notice

# What a workspace holds of its own; no school lies in there.
_OWN = frozenset({"data", "reports", "schemas", "templates"})

Identity: TypeAlias = tuple[int, int]


@dataclass
class Found:
    """The workspaces, as a person named them or their folders, and what is to be told."""

    folders: list[str] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def find(named: Iterable[str]) -> Found:
    """The workspaces among the folders and below them.

    Links are followed. One that is reached twice counts once. One that lies inside another is
    left out unless it was named itself: it may be a copy.
    """
    found = Found()
    seen: dict[Identity, str] = {}
    named = list(named)
    chosen = {_identity(folder) for folder in named if os.path.exists(folder)}  # noqa: PTH110
    for folder in named:
        before = len(found.folders)
        if not os.path.isdir(folder):  # noqa: PTH112
            found.notices.append(Notice(Cause.UNREADABLE, _shown(folder)))
            continue
        known = seen.get(_identity(folder), "")
        _walk(folder, found, seen, chosen, inside="")
        is_new = len(found.folders) > before
        if not (is_new or _told_of(found, folder) or (known and _holds_any(found, known))):
            found.notices.append(Notice(Cause.NO_WORKSPACE, _shown(folder)))
    return found


def _told_of(found: Found, folder: str) -> bool:
    """Whether it was said already why nothing came of a folder."""
    return any(notice.place.startswith(_shown(folder)) for notice in found.notices)


def _holds_any(found: Found, shown: str) -> bool:
    """Whether a folder that was reached before holds one of the workspaces, each counted once."""
    return any(Path(shown) in Path(readable(one)).parents for one in found.folders)


def _identity(folder: str) -> Identity:
    """What is the same for a folder and for all links to it."""
    found = os.stat(folder)  # noqa: PTH116 - thousands of them
    return found.st_dev, found.st_ino


def _walk(
    folder: str, found: Found, seen: dict[Identity, str], chosen: set[Identity], *, inside: str
) -> None:
    here, shown = _identity(folder), _shown(folder)
    is_workspace = os.path.lexists(f"{folder}/{PLAN_PATH}")
    if before := seen.get(here):
        if is_workspace:
            found.notices.append(Notice(Cause.TWICE, shown, before))
        elif shown.startswith(f"{before}/"):
            found.notices.append(Notice(Cause.LOOP, shown, before))
        return
    if is_workspace and inside and here not in chosen:
        found.notices.append(Notice(Cause.NESTED, shown, inside))
        return
    seen[here] = shown
    if is_workspace:
        found.folders.append(_posix(folder))
        inside = shown
    try:
        below = sorted(_folders(folder, but=_OWN if is_workspace else frozenset()))
    except OSError:
        found.notices.append(Notice(Cause.UNREADABLE, shown))
        return
    for name in below:
        _walk(os.path.join(folder, name), found, seen, chosen, inside=inside)  # noqa: PTH118


def _folders(folder: str, *, but: frozenset[str]) -> Iterator[str]:
    """The folders in a folder; hidden ones are nobody's."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.startswith(".") and entry.name not in but and is_folder(entry):
                yield entry.name


def _posix(folder: str) -> str:
    return Path(folder).as_posix()


def _shown(folder: str) -> str:
    return readable(_posix(folder))


def readable(path: str) -> str:
    """A path as it can be shown: what of a name is no UTF-8, from an old archive, is marked so."""
    return os.fsencode(path).decode(errors="replace")
