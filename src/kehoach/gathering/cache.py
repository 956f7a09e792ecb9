"""What was found out about schools before, kept in a file: an accelerator and nothing else.

A row is taken only for the very files it was made of: by what the file system tells of each of
them (size, both times, inode), or else by their content. Whatever is wrong with the file (another
version of the program, half written, damaged, locked, no room), the row counts as not there.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import kehoach
from kehoach.gathering.folders import readable
from kehoach.rollup.school import Question, School, packed, unpacked

_TABLE = (
    "CREATE TABLE IF NOT EXISTS schools (folder BLOB, question BLOB, stamp BLOB, digest BLOB, "
    "told BLOB, seal BLOB, PRIMARY KEY (folder, question)) WITHOUT ROWID"
)
# The program's own name for it: a file of somebody else's is never taken for a broken one.
_NAME = "rollup.sqlite"
_SECONDS_TO_WAIT = 2


class Kept(NamedTuple):
    """What is kept of a school: the stamp and the digest of its files, and what it said.

    `stamp` is empty where the clock of the file system may lie: then the digest alone counts.
    """

    stamp: bytes
    digest: bytes
    school: School


class Cache:
    """The rows by the path of a school's folder. Nothing here raises.

    What lies at that path may be another folder by now: its files tell.
    """

    def __init__(self, folder: Path | None) -> None:
        """Open the file in a folder, or work without: None where none is wanted."""
        self._path = folder / _NAME if folder else None
        self._rows = _open(self._path) if self._path else None
        self._new: list[tuple[bytes, ...]] = []

    @property
    def is_open(self) -> bool:
        """Whether anything can be kept."""
        return self._rows is not None

    def get(self, folder: str, question: Question) -> Kept | None:
        """What was kept of a school that was asked the same, if it is whole."""
        if self._rows is None:
            return None
        key = _key(folder, question)
        try:
            row = self._rows.execute(
                "SELECT stamp, digest, told, seal FROM schools WHERE folder = ? AND question = ?",
                key,
            ).fetchone()
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        with suppress(TypeError, ValueError):
            stamp, digest, told, seal = row
            if seal == _seal(*key, stamp, digest, told):
                kept = Kept(stamp, digest, unpacked(told, readable(folder)))
                return kept if kept.school.answers(question) else None
        return None

    def put(self, folder: str, question: Question, kept: Kept) -> None:
        """Keep what a school said. It is written at the end: until then others may write."""
        if self._rows is None:
            return
        row = (*_key(folder, question), kept.stamp, kept.digest, packed(kept.school).encode())
        self._new.append((*row, _seal(*row)))

    def close(self) -> None:
        """Write what was put."""
        if self._rows is not None:
            try:
                with self._rows:
                    self._rows.executemany(
                        "INSERT OR REPLACE INTO schools VALUES (?, ?, ?, ?, ?, ?)", self._new
                    )
            except sqlite3.Error as error:
                self._give_up(error)
        if self._rows is not None:
            self._rows.close()
        self._rows = None

    def _give_up(self, error: sqlite3.Error) -> None:
        """Go on without; a file that is damaged is of no use to the next run either."""
        if self._rows is not None and self._path is not None:
            self._rows.close()
            if not isinstance(error, sqlite3.OperationalError):
                with suppress(OSError):
                    self._path.unlink()
        self._rows = None


@contextmanager
def opened(folder: Path | None) -> Iterator[Cache]:
    """The cache, closed at the end; what was put stays even where the work is broken off."""
    cache = Cache(folder)
    try:
        yield cache
    finally:
        cache.close()


def ready(folder: Path | None) -> Path | None:
    """The folder, its file made ready for several processes; None where it is of no use."""
    with opened(folder) as cache:
        return folder if cache.is_open else None


def _open(path: Path) -> sqlite3.Connection | None:
    """The file with its table; one that is no cache of this program is made anew."""
    for _ in range(2):
        rows = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            rows = sqlite3.connect(path, timeout=_SECONDS_TO_WAIT)
            if rows.execute("PRAGMA user_version").fetchone()[0] != _version():
                rows.execute("DROP TABLE IF EXISTS schools")
                rows.execute(f"PRAGMA user_version = {_version()}")
            rows.execute(_TABLE)
            # A power cut may damage it: that is noticed, and worth less than to wait for the disk.
            rows.execute("PRAGMA synchronous = OFF")
        except (sqlite3.OperationalError, OSError):
            # Locked by another run, no room, a folder that may not be written.
            if rows:
                rows.close()
            return None
        except sqlite3.DatabaseError:
            if rows:
                rows.close()
            with suppress(OSError):
                path.unlink()
        else:
            return rows
    return None


@cache
def _version() -> int:
    """A number of 31 bits for this very program: its version, and each of its modules."""
    home = Path(kehoach.__file__).parent
    digest = blake2b(kehoach.__version__.encode(), digest_size=4)
    for path in sorted(home.rglob("*.py")):
        told = path.stat()
        digest.update(f"{path.relative_to(home)} {told.st_size} {told.st_mtime_ns}".encode())
    return int.from_bytes(digest.digest()) >> 1


def _key(folder: str, question: Question) -> tuple[bytes, bytes]:
    here = os.path.abspath(folder)  # noqa: PTH100 - resolve() asks the disk
    return os.fsencode(here), str(question.period).encode()


def _seal(*row: bytes) -> bytes:
    """What a damaged row does not have."""
    digest = blake2b(digest_size=16)
    for part in row:
        digest.update(len(part).to_bytes(8))
        digest.update(part)
    return digest.digest()
