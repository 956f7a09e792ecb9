"""Files as a whole, in a workspace or not: read up to a limit, written whole, one writer at a time.

What is written is a temporary file in the same folder, flushed, then renamed. The lock is the
system's own. Reading needs no lock and works on a read-only disk.
"""

import errno
import os
import stat
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

_WINDOWS = sys.platform == "win32"
# A writing command holds the lock for less than a second.
_TRIES, _SECONDS_BETWEEN = 200, 0.05
_TEMPORARY = (".kehoach-", ".tmp")
# What a disk says that fails, and not one that can't flush a folder.
_FAILURES = {errno.EIO, errno.ENOSPC, errno.EROFS}


class NotAFileError(Exception):
    """A folder or a device stands where a file is expected."""


class BusyError(Exception):
    """Another process has been writing in this workspace for too long to wait for it."""


def contents(path: Path, most: int) -> bytes:
    """The first `most` bytes of a file, inside a workspace or not.

    Raise NotAFileError for a folder, and for a pipe, which would never end; OSError.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise NotAFileError
    with path.open("rb") as file:
        return file.read(most)


def is_folder(entry: "os.DirEntry[str]") -> bool:
    """Whether it is a folder, or a link to one; a link in a circle is none."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def write(path: Path, content: str | bytes, *, executable: bool = False) -> None:
    """Write a whole file, in a workspace under its lock. A link stays one: its file is written.

    Raise OSError where the disk refuses, and for a device or a pipe, which would be replaced.
    """
    _make_folder(path.parent)
    target = Path(os.path.realpath(path))
    if target.exists():
        if not (target.is_file() or target.is_dir()):
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
        # A rename asks only the folder, but a file that may not be written means it.
        os.close(os.open(target, os.O_WRONLY))
    _sweep(target.parent)
    handle, name = _begin(target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode("utf-8") if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
            os.chmod(name, _mode_of(target) | (0o111 if executable else 0))  # noqa: PTH101 - mkstemp gives a name
            if _WINDOWS:  # pragma: no cover - what is open can't be renamed there
                file.close()
            os.replace(name, target)  # noqa: PTH105
    except BaseException:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise
    _flush_folder(target.parent)


def holds(path: Path, text: str) -> bool:
    """Whether a file is there with exactly this text."""
    try:
        return contents(path, len(text.encode()) + 1) == text.encode()
    except (NotAFileError, OSError):
        return False


def in_the_way(root: Path, paths: Iterable[str]) -> list[str]:
    """Of the paths below `root` those that are taken, or lie below something that is no folder."""
    found: dict[str, None] = {}
    for path in paths:
        for part in (*map(str, reversed(PurePosixPath(path).parents[:-1])), path):
            if os.path.lexists(root / part) and (part == path or not (root / part).is_dir()):
                found[part] = None
                break
    return list(found)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """The lock of the system on the folder itself; on Windows, on a file that stands for it.

    It ends with the process that holds it, however that ends, so none is ever stale; and nothing
    is left in the folder. A disk that knows no locks is written without one.
    """
    handle = _open_lock(folder)
    try:
        for _ in range(_TRIES):
            if _take(handle):
                break
            time.sleep(_SECONDS_BETWEEN)
        else:
            raise BusyError
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":  # pragma: no cover
    import hashlib
    import msvcrt

    def _open_lock(folder: Path) -> int:
        name = hashlib.sha256(os.path.realpath(folder).encode()).hexdigest()[:16]
        path = Path(tempfile.gettempdir(), f"kehoach-{name}.lock")
        return os.open(path, os.O_RDWR | os.O_CREAT)

    def _take(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _open_lock(folder: Path) -> int:
        return os.open(folder, os.O_RDONLY)

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            # Some network disks know no locks.
            return True
        return True


def _begin(folder: Path) -> tuple[int, str]:
    """A temporary file, which is held as long as it is open: nobody sweeps it."""
    prefix, suffix = _TEMPORARY
    while True:
        handle, name = tempfile.mkstemp(suffix, prefix, folder)
        if _WINDOWS or (_take(handle) and os.path.exists(name)):  # noqa: PTH110
            return handle, name
        os.close(handle)
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108


def _sweep(folder: Path) -> None:
    """Remove what a process that was killed while writing has left, and nothing that is held.

    A folder outside of a workspace has no lock: two roll-ups may write into it at once.
    """
    prefix, suffix = _TEMPORARY
    for path in folder.iterdir():
        if path.name.startswith(prefix) and path.name.endswith(suffix):
            with suppress(OSError):
                _remove_unless_held(path)


def _remove_unless_held(path: Path) -> None:
    if _WINDOWS:  # pragma: no cover - what is open can't be removed there
        path.unlink()
        return
    handle = os.open(path, os.O_RDWR)
    try:
        if _take(handle):
            path.unlink()
    finally:
        os.close(handle)


def _mode_of(path: Path) -> int:
    """The mode of the file that is replaced, or what a new file would get."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it; a power cut does not take them with what is in them."""
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for one in made:
        _flush_folder(one.parent)


def _flush_folder(folder: Path) -> None:
    """Make the rename itself durable, where the system lets a folder be flushed.

    Raise OSError where the disk fails.
    """
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno in _FAILURES:
            raise
