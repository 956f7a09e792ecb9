"""Which commit changed what: versions of the data compared as content, never as lines.

That is figures, the catalogue, and the signatures under periods.

Pure: what a commit holds comes from whoever asks git. A version of no commit is that of the files
as they stand now.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath
from typing import NamedTuple, TypeAlias

from kehoach import canonical
from kehoach.canonical import Difference
from kehoach.document import Tree
from kehoach.load import PLAN_PATH, PROGRESS_PATH, SEALED_PATH, File, load
from kehoach.progress import merge
from kehoach.seal import signatures

_FOLDERS = (PROGRESS_PATH, SEALED_PATH)

CATALOGUE = ""
"""The place of the catalogue, where an entry has its period."""

SEALS = "seals"
"""The key under which the signatures of a period stand, by their number."""

Files: TypeAlias = tuple[tuple[str, str], ...]
"""Paths, each with the name of its content."""

Snapshot: TypeAlias = Mapping[str, Files]
"""The files that make up one thing: the catalogue, the entry of a period, its seal."""


class Commit(NamedTuple):
    """A commit that touched the data. `when` is None for what is in no commit yet.

    `cut`: what came before is not here, as at the end of a shallow clone, so that nobody can tell
    what it changed.
    """

    name: str
    author: str
    when: datetime | None
    summary: str
    parents: tuple[str, ...]
    cut: bool = False


class Entry(NamedTuple):
    """One thing that a commit changed at a place; None where the files can't be read there.

    `sample`: what was or what is there holds illustrative figures. `of_seal`: it is about the
    signatures under the period.
    """

    commit: Commit
    place: str
    change: Difference | None
    sample: bool = False
    of_seal: bool = False

    @property
    def item(self) -> str:
        """The id of the item or the part that it is about, if it is about one."""
        return canonical.item_of(self.change.loc) if self.change else ""


def place_of(path: str) -> str:
    """The place to which a file of the data belongs: its period, as its name says."""
    if path == PLAN_PATH:
        return CATALOGUE
    pure = PurePosixPath(path)
    return pure.stem if str(pure.parent) in _FOLDERS else pure.parent.name


def snapshot(files: Sequence[tuple[str, str]]) -> Snapshot:
    """Files by what they make up together."""
    found: dict[str, Files] = {}
    for path, content in files:
        place = place_of(path)
        key = f"{place}/{SEALS}" if path.startswith(SEALED_PATH) else place
        found[key] = (*found.get(key, ()), (path, content))
    return found


def journal(
    commits: Sequence[Commit],
    files_of: Callable[[str], Snapshot],
    read: Callable[[str], bytes | None],
) -> list[Entry]:
    """What each of the `commits`, given newest first, changed; the newest first.

    `files_of` tells what a commit holds, by its name; `read` gives a content by its name. A merge
    answers for what is as in none of its parents. What can't be read is compared as it last could.
    """
    versions = _Versions(read)
    told = [
        list(_changed(commit, files_of, versions)) for commit in reversed(commits) if not commit.cut
    ]
    return [entry for entries in reversed(told) for entry in entries]


class _Versions:
    """The content of versions of files, each read once."""

    def __init__(self, read: Callable[[str], bytes | None]) -> None:
        self._read = read
        self._known: dict[Files, Tree | None] = {(): {}}
        self._before: dict[Files, Tree | None] = {}

    def content(self, files: Files) -> Tree | None:
        """The content, or None where the files can't be read."""
        if files not in self._known:
            self._known[files] = self._content(files)
        return self._known[files]

    def last_known(self, files: Files) -> Tree | None:
        """The content, or that of the last version before it that could be read."""
        known = self.content(files)
        return self._before.get(files) if known is None else known

    def remember(self, files: Files, before: Tree | None) -> None:
        """Keep what came before files that can't be read."""
        self._before[files] = before

    def _content(self, files: Files) -> Tree | None:
        texts = [(path, self._read(name)) for path, name in files]
        data = load(File(path, text) for path, text in texts if text is not None)
        if files[0][0] == PLAN_PATH:
            return None if data.plan is None else canonical.by_id(canonical.tree(data.plan))
        if files[0][0].startswith(SEALED_PATH):
            seal = next(iter(data.seals.values()), None)
            return seal and {SEALS: signatures(seal.seal)}
        if len(data.files) < len(files):
            return None
        entry: dict[str, Tree] = canonical.tree(merge([file.progress for file in data.files]))
        return {key: told for key, told in entry.items() if key != "period"}


def _changed(
    commit: Commit, files_of: Callable[[str], Snapshot], versions: _Versions
) -> Iterator[Entry]:
    after = files_of(commit.name)
    parents = [files_of(parent) for parent in commit.parents] or [{}]
    whole = _is_sample(versions, after, CATALOGUE)
    for key in sorted({*after, *parents[0]}):
        place, _, part = key.partition("/")
        sample = whole or any(_is_sample(versions, one, place) for one in (after, *parents))
        here, there = after.get(key, ()), [parent.get(key, ()) for parent in parents]
        if here in there:
            continue
        content = versions.content(here)
        before = [versions.last_known(files) for files in there]
        if content is None:
            versions.remember(here, before[0])
            yield Entry(commit, place, None, sample, part == SEALS)
            continue
        found = [list(canonical.compare(one, content)) for one in before if one is not None]
        others = [{one.loc for one in told} for told in found[1:]]
        for one in found[0] if found else ():
            if all(one.loc in other for other in others):
                yield Entry(commit, place, one, sample, part == SEALS)


def _is_sample(versions: _Versions, snapshot: Snapshot, place: str) -> bool:
    """Whether what stands at a place there is marked as illustrative."""
    content = versions.last_known(snapshot.get(place, ()))
    return isinstance(content, dict) and content.get("sample") == "yes"
