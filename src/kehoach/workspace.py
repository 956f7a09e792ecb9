"""The only module that reads and writes a workspace's files.

Nothing in the files raises out of here: what cannot be read is a problem beside the rest. What is
written is written whole: a temporary file in the same folder, flushed, then renamed.
"""

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kehoach.load import PLAN_PATH, Data, File, load
from kehoach.period import Period
from kehoach.problem import Code, Problem
from kehoach.source import MOST_BYTES

PROGRESS_PATH = "data/progress"
TEMPLATES_PATH = "templates"
REPORTS_PATH = "reports"


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
        """Read the catalogue and all entries, the files in the order of their names."""
        files: list[File] = []
        problems: list[Problem] = []
        for path in (PLAN_PATH, *self._entry_paths(problems)):
            try:
                files.append(File(path, self._bytes(path)))
            except _NotAFileError:
                problems.append(Problem(path, 1, 1, Code.NOT_A_FILE))
            except FileNotFoundError:
                code = Code.NO_PLAN if path == PLAN_PATH else Code.UNREADABLE
                problems.append(Problem(path, 1, 1, code, {"reason": "system"}))
            except OSError as error:
                problems.append(_unreadable(path, error))
        return load(files, problems)

    def evidence_found(self, path: str) -> bool:
        """Whether `path` is a file inside the workspace, links followed."""
        try:
            found = (self.root / path).resolve(strict=True)
            return found.is_file() and found.is_relative_to(self.root.resolve())
        except (OSError, ValueError, RuntimeError):
            return False

    def write(self, path: Path, content: str | bytes) -> None:
        """Write a whole file: afterwards it is there with this content, or as it was before.

        Raise OSError where the disk refuses.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content.encode("utf-8") if isinstance(content, str) else content)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(name, _mode_of(path))  # noqa: PTH101 - mkstemp gives a name
            os.replace(name, path)  # noqa: PTH105
        except BaseException:
            with suppress(OSError):
                os.unlink(name)  # noqa: PTH108
            raise
        _flush_folder(path.parent)

    def _bytes(self, path: str) -> bytes:
        full = self.root / path
        if not stat.S_ISREG(full.stat().st_mode):
            # A folder, or a pipe that would never end.
            raise _NotAFileError
        with full.open("rb") as file:
            return file.read(MOST_BYTES + 1)

    def _entry_paths(self, problems: list[Problem]) -> Iterator[str]:
        """The YAML files of `data/progress`, and of the folders in it that are named as periods."""
        for name in self._names(PROGRESS_PATH, problems):
            path = f"{PROGRESS_PATH}/{name}"
            suffix = Path(name).suffix
            if suffix == ".yaml" and _is_period(Path(name).stem):
                yield path
            elif suffix in (".yaml", ".yml"):
                problems.append(Problem(path, 1, 1, Code.BAD_FILE_NAME))
            elif (self.root / path).is_dir():
                if not _is_period(name):
                    problems.append(Problem(path, 1, 1, Code.BAD_FILE_NAME))
                    continue
                for inner in self._names(path, problems):
                    if Path(inner).suffix == ".yaml":
                        yield f"{path}/{inner}"
                    elif Path(inner).suffix == ".yml":
                        problems.append(Problem(f"{path}/{inner}", 1, 1, Code.BAD_FILE_NAME))

    def _names(self, path: str, problems: list[Problem]) -> list[str]:
        """The visible names in a folder, sorted; hidden ones and Office's locks are left out."""
        try:
            names = [entry.name for entry in (self.root / path).iterdir()]
        except FileNotFoundError:
            return []
        except NotADirectoryError:
            problems.append(Problem(path, 1, 1, Code.BAD_FILE_NAME))
            return []
        except OSError as error:
            problems.append(_unreadable(path, error))
            return []
        return sorted(name for name in names if not name.startswith((".", "~")))


class _NotAFileError(Exception):
    pass


def _unreadable(path: str, error: OSError) -> Problem:
    reason = "permission" if isinstance(error, PermissionError) else "system"
    return Problem(path, 1, 1, Code.UNREADABLE, {"reason": reason})


def _is_period(name: str) -> bool:
    try:
        Period.parse(name)
    except ValueError:
        return False
    return True


def _mode_of(path: Path) -> int:
    """The mode of the file that is replaced, or what a new file would get."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _flush_folder(folder: Path) -> None:
    """Make the rename itself durable, where the system lets a folder be flushed."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
