"""A disk that counts, refuses, or takes the process with it, at any chosen call.

It stands between the program and Python's functions for files, in this process only. What a power
cut would take is known too: what was written and not flushed, and a name that was not.
"""

import builtins
import fcntl
import io
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

ANSWERS = 3
"""The stream on which a counted run tells its calls."""

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_KINDS = {
    "mkdir": "mkdir",
    "chmod": "chmod",
    "replace": "rename",
    "rename": "rename",
    "unlink": "unlink",
    "remove": "unlink",
    "rmdir": "unlink",
    "fsync": "fsync",
    "listdir": "list",
    "scandir": "list",
    "stat": "stat",
    "lstat": "stat",
}
CHANGES = {"create", "write", "mkdir", "chmod", "rename", "unlink", "fsync"}
"""The kinds of calls after which the disk may be another."""

_SEEN = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate"}
_SEEN |= {"os.link", "os.symlink", "shutil.move", "shutil.rmtree", "shutil.copyfile"}

Act = Callable[[str, int, Callable[[], object]], object]
"""What happens at a call: its kind, how many came before it, and a way to do half of it first."""


def _nothing() -> None:
    pass


class Disk:
    """The calls that this process makes on the files below `root`."""

    def __init__(self, root: str, act: Act) -> None:
        """Begin to stand in between."""
        self.root = os.path.join(os.path.realpath(root), "")  # noqa: PTH118 - Path is under watch
        self.act, self.calls = act, 0
        self.unflushed: dict[tuple[int, int], str] = {}
        self.unnamed: set[tuple[int, int]] = set()
        self._inside = False
        self._real = {name: getattr(os, name) for name in (*_KINDS, "open")}
        self._open, self._flock = io.open, fcntl.flock
        for name, kind in _KINDS.items():
            setattr(os, name, partial(self._call, name, kind))
        os.open = self._os_open
        fcntl.flock = self._lock
        io.open = builtins.open = self._open_file
        sys.addaudithook(self._audit)

    def come(self, kind: str, half: Callable[[], object] = _nothing) -> None:
        """Come to a call: it may be refused, or be the last one."""
        number, self.calls = self.calls, self.calls + 1
        self.act(kind, number, half)

    def cut_power(self) -> None:
        """End the process, and with it what was written and not flushed."""
        for path in self.unflushed.values():
            self._do(os.truncate, path, 0)
        kill()

    @property
    def is_flushed(self) -> bool:
        """Whether a power cut would take nothing."""
        return not self.unflushed and not self.unnamed

    def _below(self, path: Any, folder: int | None = None) -> bool:
        """Whether a path, or what is open under a number, is watched; from an open `folder` on."""
        if isinstance(path, int):
            path, folder = "", path
        if folder is not None:
            path = os.path.join(os.readlink(f"/proc/self/fd/{folder}"), path)  # noqa: PTH115, PTH118
        return os.path.join(os.path.abspath(os.fsdecode(path)), "").startswith(self.root)  # noqa: PTH100, PTH118

    def _do(self, call: Callable[..., Any], *arguments: Any, **keys: Any) -> Any:
        before, self._inside = self._inside, True
        try:
            return call(*arguments, **keys)
        finally:
            self._inside = before

    def _identity(self, path: Any) -> tuple[int, int]:
        found = self._real["stat"](path)
        return found.st_dev, found.st_ino

    def _call(self, name: str, kind: str, path: Any = ".", *rest: Any, **keys: Any) -> Any:
        real = self._real[name]
        if not self._below(path, keys.get("dir_fd")):
            return self._do(real, path, *rest, **keys)
        self.come(kind)
        if kind == "unlink":
            self.unflushed.pop(self._identity(path), None)
        done = self._do(real, path, *rest, **keys)
        if kind == "fsync":
            self.unflushed.pop(self._identity(path), None)
            self.unnamed.discard(self._identity(path))
        elif kind == "mkdir":
            self.unnamed.add(self._identity(os.path.dirname(os.path.abspath(path))))  # noqa: PTH100, PTH120
        elif kind == "rename":
            target = os.fsdecode(rest[0])
            if (moved := self._identity(target)) in self.unflushed:
                self.unflushed[moved] = target
            self.unnamed.add(self._identity(os.path.dirname(target)))  # noqa: PTH120
        return done

    def _os_open(self, path: Any, flags: int, *rest: Any, **keys: Any) -> int:
        if self._below(path, keys.get("dir_fd")):
            self.come("create" if flags & _WRITES else "open")
        return int(self._do(self._real["open"], path, flags, *rest, **keys))

    def _lock(self, *arguments: Any) -> None:
        self.come("lock")
        self._flock(*arguments)

    def _open_file(self, file: Any, mode: str = "r", *rest: Any, **keys: Any) -> Any:
        changes = not {"w", "a", "x", "+"}.isdisjoint(mode)
        if not isinstance(file, int) and self._below(file):
            self.come("create" if changes else "open")
        if not changes or not self._below(file):
            return self._do(self._open, file, mode, *rest, **keys)
        if "b" not in mode:
            raise NotImplementedError("a file that is written as text is not watched")
        raw = self._do(_File, file, mode)
        raw.disk, raw.identity = self, self._identity(raw.fileno())
        raw.path = os.path.realpath(f"/proc/self/fd/{raw.fileno()}")
        return io.BufferedWriter(raw)

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        """End a run that changes a file by a way that is not watched: the proof would be none."""
        if event not in _SEEN or self._inside:
            return
        path = arguments[0]
        if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & _WRITES):
            return
        if not isinstance(path, int) and self._below(path):
            os.write(2, f"not watched: {event} {path!r}\n".encode())
            os._exit(71)


class _File(io.FileIO):
    """A file whose writes are watched."""

    disk: Disk
    identity: tuple[int, int]
    path: str

    def write(self, data: Any) -> int:
        """Write, if the disk lets it; half of it may come through."""
        half = memoryview(data)[: len(data) // 2]
        self.disk.unflushed[self.identity] = self.path
        self.disk.come("write", partial(super().write, half))
        return super().write(data)


def kill() -> None:
    """End this process at once."""
    os.kill(os.getpid(), signal.SIGKILL)
