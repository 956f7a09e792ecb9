"""A workspace on the disk: where it is, which files are read, and who may write them.

Nothing in the files raises out of here: what cannot be read is a problem beside the rest. Only one
process writes at a time.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kehoach import disk
from kehoach.encoding import MOST_BYTES
from kehoach.load import PLAN_PATH, PROGRESS_PATH, SEALED_PATH, Data, File, load
from kehoach.period import Period
from kehoach.problem import Code, Problem

SCHEMAS_PATH = "schemas"

# The coarsest clock of a file system in use counts in steps of two seconds.
_TICK_NS = 3 * 10**9


class ChangedMeanwhileError(Exception):
    """The file is not what was read: somebody else has changed it since."""


@dataclass(frozen=True)
class Workspace:
    """A folder with `data/plan.yaml`."""

    root: Path

    @classmethod
    def find(cls, start: Path) -> "Workspace | None":
        """The nearest workspace: `start` or the first folder above it that has a catalogue."""
        start = Path(os.path.abspath(start))  # noqa: PTH100 - resolve() would follow links
        for folder in (start, *start.parents):
            if os.path.lexists(folder / PLAN_PATH):
                return cls(folder)
        return None

    def read(self) -> Data:
        """Read the catalogue, all entries and all seals, the files in the order of their names."""
        return load(*self.files())

    def files(self) -> tuple[list[File], list[Problem]]:
        """The catalogue, all entries and all seals as bytes, and what could not be read."""
        files: list[File] = []
        paths, problems = self._paths()
        for path in paths:
            try:
                files.append(File(path, self._bytes(path)))
            except disk.NotAFileError:
                problems.append(Problem(path, 1, 1, Code.NOT_A_FILE))
            except FileNotFoundError:
                code = Code.NO_PLAN if path == PLAN_PATH else Code.UNREADABLE
                problems.append(Problem(path, 1, 1, code, {"reason": "system"}))
            except OSError as error:
                problems.append(_unreadable(path, error))
        return files, problems

    def stamp(self) -> bytes:
        """What the file system tells of all that `files` reads: equal for equal files.

        Size, inode and both times of each: a time that was set back is told by the other. Empty
        where it can't tell: on Windows, which does not tell of a change of the times, and where a
        file has changed so lately that it may change again within one tick of the clock.
        """
        paths, problems = self._paths()
        told = [problem.path for problem in problems]
        root, latest = str(self.root), 0
        for path in paths:
            try:
                found = os.stat(f"{root}/{path}")  # noqa: PTH116 - thousands of them
            except OSError as error:
                told.append(f"{path} {error.errno}")
                continue
            latest = max(latest, found.st_mtime_ns, found.st_ctime_ns)
            times = f"{found.st_mtime_ns} {found.st_ctime_ns}"
            told.append(f"{path} {found.st_size} {found.st_ino} {times}")
        settled = time.time_ns() - latest > _TICK_NS
        return os.fsencode("\n".join(told)) if settled and sys.platform != "win32" else b""

    def evidence_found(self, path: str) -> bool:
        """Whether `path` is a file inside the workspace, links followed."""
        try:
            found = (self.root / path).resolve(strict=True)
            return found.is_file() and found.is_relative_to(self.root.resolve())
        except (OSError, ValueError, RuntimeError):
            return False

    @contextmanager
    def lock(self) -> "Iterator[Writer]":
        """Be the only one to write; let go at the end, and by itself where the process dies.

        Raise BusyError where another process does not let go, OSError where the disk refuses.
        """
        with disk.locked((self.root / PLAN_PATH).parent):
            yield Writer(self)

    def write(self, path: Path, content: str | bytes) -> None:
        """Write a whole file: afterwards it is there with this content, or as it was before.

        Raise OSError where the disk refuses, BusyError where another process is writing.
        """
        with self.lock() as writer:
            writer.write(path, content)

    def _paths(self) -> tuple[list[str], list[Problem]]:
        """The files that are read, in the order of their names, and what is none of them."""
        problems: list[Problem] = []
        entries, seals = self._entry_paths(problems), self._seal_paths(problems)
        return [PLAN_PATH, *entries, *seals], problems

    def _bytes(self, path: str) -> bytes:
        return disk.contents(self.root / path, MOST_BYTES + 1)

    def _entry_paths(self, problems: list[Problem]) -> Iterator[str]:
        """The YAML files of `data/progress`, and of the folders in it that are named as periods."""
        for name, is_folder in self._names(PROGRESS_PATH, problems):
            path = f"{PROGRESS_PATH}/{name}"
            if is_folder and is_period(name):
                yield from self._entry_files(path, problems)
            elif name.endswith(".yaml") and is_period(name.removesuffix(".yaml")):
                yield path
            elif _looks_like_an_entry(name) or is_folder:
                problems.append(Problem(path, 1, 1, Code.BAD_FILE_NAME))

    def _entry_files(self, folder: str, problems: list[Problem]) -> Iterator[str]:
        """The files of one period; what would be passed over in silence is a problem."""
        for name, is_folder in self._names(folder, problems):
            path = f"{folder}/{name}"
            if name.endswith(".yaml"):
                yield path
            elif _looks_like_an_entry(name) or is_folder:
                problems.append(Problem(path, 1, 1, Code.BAD_FILE_NAME))

    def _seal_paths(self, problems: list[Problem]) -> Iterator[str]:
        """The files of `data/sealed` that are named as seals; what may be taken for one is told."""
        for name, _ in self._names(SEALED_PATH, problems):
            path = f"{SEALED_PATH}/{name}"
            if is_seal(path):
                yield path
            elif _looks_like_a_seal(name):
                problems.append(Problem(path, 1, 1, Code.BAD_FILE_NAME, {"form": "seal"}))

    def _names(self, path: str, problems: list[Problem]) -> list[tuple[str, bool]]:
        """The visible names in a folder, sorted, with whether each is a folder.

        Hidden ones and Office's locks are left out.
        """
        try:
            with os.scandir(f"{self.root}/{path}") as entries:
                names = [(entry.name, disk.is_folder(entry)) for entry in entries]
        except FileNotFoundError:
            return []
        except NotADirectoryError:
            problems.append(Problem(path, 1, 1, Code.BAD_FILE_NAME))
            return []
        except OSError as error:
            problems.append(_unreadable(path, error))
            return []
        return sorted(one for one in names if not one[0].startswith((".", "~")))


@dataclass(frozen=True)
class Writer:
    """What the process that holds the lock may do."""

    here: Workspace

    def replace(self, path: str, text: str, *, before: bytes | None) -> None:
        """Write a file of the workspace that still holds `before`, or is not there for None.

        Raise ChangedMeanwhileError where it does not, OSError where the disk refuses.
        """
        full = self.here.root / path
        found = full.read_bytes() if os.path.lexists(full) else None
        if found != before:
            raise ChangedMeanwhileError
        self.write(full, text)

    def write(self, path: Path, content: str | bytes) -> None:
        """Write a whole file."""
        disk.write(path, content)


def _unreadable(path: str, error: OSError) -> Problem:
    reason = "permission" if isinstance(error, PermissionError) else "system"
    return Problem(path, 1, 1, Code.UNREADABLE, {"reason": reason})


def _looks_like_an_entry(name: str) -> bool:
    """Whether a person may think that this file is read: `2026H1.yaml.txt`, `2026H1.YAML`."""
    first, *endings = name.lower().split(".")
    yaml = not {"yaml", "yml"}.isdisjoint(endings)
    return yaml or (is_period(first.upper()) and endings in ([], ["txt"]))


def is_seal(path: str) -> bool:
    """Whether a path is that of the seal of a period."""
    pure = PurePosixPath(path)
    return str(pure.parent) == SEALED_PATH and pure.suffix == ".json" and is_period(pure.stem)


def _looks_like_a_seal(name: str) -> bool:
    """Whether a person may think that this signs a period: `2026H1.json.bak`, `2026h1 (1).json`."""
    first, *endings = name.lower().split(".")
    return is_period(first.upper()) or not {"json", "yaml", "yml"}.isdisjoint(endings)


def is_period(name: str) -> bool:
    """Whether a name is the code of a period."""
    try:
        Period.parse(name)
    except ValueError:
        return False
    return True
