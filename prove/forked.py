"""Run the program many times without starting Python as often: each run is a fork of this process.

Everything the program needs was imported before (`warm`), so a run costs what its own work costs.
What runs is `cli.main`, in a process of its own, that can be killed, on real files.
"""

import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple

from kehoach import cli

TODAY = "2026-11-23"
SURROUNDINGS = {
    "KEHOACH_TODAY": TODAY,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    # No repository above the folders of a proof.
    "GIT_CEILING_DIRECTORIES": os.pathsep.join(("/dev/shm", tempfile.gettempdir())),  # noqa: S108
}
UNHANDLED = 70


class Ended(NamedTuple):
    """How a run ended: its exit status, below 0 the signal that killed it; and what it said."""

    code: int
    out: str
    err: str


@dataclass
class Running:
    """A run that is under way."""

    process: int
    out: IO[bytes]
    err: IO[bytes]

    def wait(self) -> Ended:
        """Wait for its end."""
        _, status = os.waitpid(self.process, 0)
        said: list[str] = []
        for stream in (self.out, self.err):
            stream.seek(0)
            said.append(stream.read().decode("utf-8", "replace"))
            stream.close()
        return Ended(os.waitstatus_to_exitcode(status), *said)


def nothing() -> None:
    """What a run does before it begins, unless it is told."""


def start(
    folder: Path,
    arguments: Sequence[str],
    prepare: Callable[[], object] = nothing,
    finish: Callable[[int], object] = lambda _: None,
    *,
    settings: Mapping[str, str] = SURROUNDINGS,
    screen: int | None = None,
) -> Running:
    """Begin a run in `folder`; `prepare` and `finish` (with the exit status) are called in it.

    What it prints is kept, or goes to `screen`.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    running = Running(0, tempfile.TemporaryFile(), tempfile.TemporaryFile())  # noqa: SIM115 - closed by `wait`
    running.process = os.fork()
    if running.process == 0:
        code = UNHANDLED
        try:
            streams = (screen or running.out.fileno(), running.err.fileno())
            os.environ.update(settings)
            code = _run(folder, arguments, streams, prepare)
            finish(code)
            sys.stderr.flush()
        except BaseException:  # noqa: BLE001 - the proof tells it by the exit status and the words
            code = UNHANDLED
            os.write(running.err.fileno(), traceback.format_exc().encode())
        finally:
            os._exit(code)
    return running


def run(
    folder: Path,
    arguments: Sequence[str],
    prepare: Callable[[], object] = nothing,
    finish: Callable[[int], object] = lambda _: None,
) -> Ended:
    """A whole run."""
    return start(folder, arguments, prepare, finish).wait()


def _run(
    folder: Path,
    arguments: Sequence[str],
    streams: tuple[int, int],
    prepare: Callable[[], object],
) -> int:
    os.chdir(folder)
    nowhere = os.open(os.devnull, os.O_RDONLY)
    for stream, number in zip((nowhere, *streams), range(3), strict=True):
        os.dup2(stream, number)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, lines, encoding="utf-8", closefd=False)  # noqa: SIM115 - number of a stream
        for number, mode, lines in ((0, "r", -1), (1, "w", -1), (2, "w", 1))
    )
    sys.argv = ["kehoach", *arguments]
    prepare()
    try:
        cli.main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0
