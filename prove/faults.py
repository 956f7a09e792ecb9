"""A disk that refuses: each file is then the old one or the new one, and a sentence says why.

Every call on the disk of every command that writes fails once with each error. A command says in
Vietnamese what the disk refused and ends with exit status 2 (1 where it could not read the data,
which it tells as a problem), or it went round the fault and everything is written. The same command
once more ends well and leaves nothing over. Then the real thing, as far as this system lets one
mount a disk: a full one and one that is read-only; a full disk behind `>`; and eight at once.
"""

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from kehoach.load import PLAN_PATH
from kehoach.wording.help import disk_reason
from prove.disk import Disk
from prove.figure import Figure, tell
from prove.forked import Ended, run, start
from prove.school import Command, plan, restore, scratch, snapshot, warm
from prove.trial import Trial

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS)
READS = {"open", "stat", "list"}
WRITERS = 8
BLOCKS = (0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89)
READING = (("check",), ("status",), ("show", "CT-1"), ("due",))
_BLOCK = 4096


@dataclass
class Faulty(Trial):
    """A command on a disk that fails."""

    tried: int = 0

    def fail_at(self, number: int, error: int) -> None:
        """Let one call fail; of a write, half has been done."""

        def act(_: str, at: int, half: Callable[[], object]) -> None:
            if at == number:
                half()
                raise OSError(error, os.strerror(error))

        self.begin()
        ended = run(self.folder, self.command.arguments, partial(Disk, str(self.folder), act))
        kind = self.calls[number]
        name = errno.errorcode[error]
        self.judge(ended, f"{name} at call {number}, {kind}", error, kind)

    def judge(self, ended: Ended, how: str, error: int, kind: str) -> None:
        """Look at how it ended and what is left, and run the command once more over it."""
        self.tried += 1
        told = f"{self.command.name}, {how}"
        self.wrong += [f"{told}: {wrong}" for wrong in self._ending(ended, error, kind)]
        self.look(how, told=self.command.goes_on and kind in READS and ended.code == 1)

    def _ending(self, ended: Ended, error: int, kind: str) -> Iterator[str]:
        """What is wrong with how it ended."""
        if "Traceback" in ended.err or ended.code not in (0, 1, 2):
            yield f"exit {ended.code}: {ended.err}"
        elif ended.code == 0:
            if self.files() != self.after:
                yield "all seemed well, and not everything is written"
            if kind == "fsync" and error != errno.EACCES:
                yield "the disk did not flush, and nobody was told"
        elif not any(letter > "\x7f" for letter in ended.err):
            yield f"says nothing in Vietnamese: {ended}"
        elif kind not in READS and (
            ended.code != 2  # noqa: PLR2004 - as the commands' contract has it
            or disk_reason(OSError(error, "")) not in ended.err
        ):
            yield f"does not say why: exit {ended.code}: {ended.err}"


@dataclass(frozen=True)
class Size:
    """How much is tried: every `step`-th call, so many rounds of eight at once, full disks."""

    step: int
    rounds: int
    blocks: tuple[int, ...]


FULL, SHORT = Size(1, 200, BLOCKS), Size(19, 2, (0, 3))


def fail_everywhere(command: Command, step: int) -> tuple[str, int, list[str]]:
    """Every error at every `step`-th call of a command, and a full disk behind `>`."""
    with scratch() as folder:
        trial = Faulty(command, folder / "w")
        for number in range(0, len(trial.calls), step):
            for error in ERRORS:
                trial.fail_at(number, error)
        for stream in (1, 2):
            trial.begin()
            full = os.open("/dev/full", os.O_WRONLY)
            ended = run(trial.folder, command.arguments, partial(os.dup2, full, stream))
            os.close(full)
            # What a command has to say may be nothing; where it is refused, the exit status tells.
            said = ended._replace(err=ended.err or disk_reason(OSError(errno.ENOSPC, "")))
            trial.judge(said, f"stream {stream} is full", errno.ENOSPC, "say")
    return command.name, trial.tried, trial.wrong


def eight_at_once(rounds: int) -> tuple[str, int, list[str]]:
    """Eight figures recorded at the same moment: all of them stand in the file."""
    wrong: list[str] = []
    items = [f"CT-{number}" for number in range(1, WRITERS + 1)]
    with scratch() as folder:
        state = {
            "data/plan.yaml": plan(*(["bgh"] * WRITERS)).encode(),
            "data/progress/2026H1.yaml": b"period: 2026H1\n",
        }
        for turn in range(rounds):
            restore(folder / "w", state)
            running = [
                start(
                    folder / "w",
                    ("record", item, "--value", str(turn + number), "--period", "2026H1"),
                )
                for number, item in enumerate(items)
            ]
            ended = [one.wait() for one in running]
            wrong += [f"round {turn}: {one}" for one in ended if one.code]
            left = snapshot(folder / "w")
            written = left["data/progress/2026H1.yaml"].decode()
            wrong += [
                f"round {turn}: {item} is lost:\n{written}"
                for number, item in enumerate(items)
                if f"  {item}: {{value: {turn + number}}}\n" not in written
                and f"  {item}:\n    value: {turn + number}\n" not in written
            ]
            if {*left} != {*state}:
                wrong.append(f"round {turn}: leaves {sorted(left)}")
    return "eight at once", rounds, wrong


MOUNTED = """
set -e
mkdir "$1/small" "$1/fixed"
mount -t tmpfs -o size=1m kehoach "$1/small"
mount --bind "$1/fixed" "$1/fixed"
shift
exec "$@"
"""


def on_real_disks(blocks: Sequence[int]) -> tuple[str, int, list[str]]:
    """A full disk and one that is read-only, where this system lets one mount them."""
    with scratch() as folder:
        told = subprocess.run(
            [
                *("unshare", "--mount", "--map-root-user", "sh", "-c", MOUNTED, "sh"),
                *(str(folder), sys.executable, "-m", "prove.faults", "--mounted", str(folder)),
                *map(str, blocks),
            ],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    if told.returncode:
        print(f"no disks can be mounted here: {told.stderr[-500:]}", file=sys.stderr)
        return "mounted disks", 0, []
    tried, wrong = json.loads(told.stdout.splitlines()[-1])
    return "mounted disks", tried, wrong


def mounted(folder: Path, blocks_left: Sequence[int]) -> None:
    """Try the disks that were mounted below `folder`; print how many runs, and what went wrong."""
    tried, wrong = 0, []
    for command in warm(folder / "w"):
        trial = Faulty(command, folder / "small/w")
        for blocks in blocks_left:
            trial.begin()
            with _full(folder / "small/rest", blocks):
                ended = run(trial.folder, command.arguments)
            trial.judge(ended, f"{blocks} blocks left", errno.ENOSPC, "write")
        shutil.rmtree(trial.folder)
        trial.folder = folder / "fixed/w"
        trial.begin()
        with _read_only(folder / "fixed"):
            ended = run(trial.folder, command.arguments)
            reading = READING if PLAN_PATH in command.before else ()
            reads = [run(trial.folder, one) for one in reading]
        trial.judge(ended, "read-only", errno.EROFS, "write")
        if not ended.code:
            trial.wrong.append(f"{command.name} writes on a read-only disk")
        wrong += [f"read-only: {one}" for one in reads if one.code]
        tried += trial.tried + len(reads)
        wrong += trial.wrong
    print(json.dumps([tried, wrong]))


@contextmanager
def _full(rest: Path, blocks: int) -> Iterator[None]:
    """Fill a small disk by a file, but for some blocks."""
    with rest.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(_BLOCK)) == _BLOCK:
            pass
    os.truncate(rest, max(0, rest.stat().st_size // _BLOCK - blocks) * _BLOCK)
    try:
        yield
    finally:
        rest.unlink()


@contextmanager
def _read_only(place: Path) -> Iterator[None]:
    """Let a mounted place be only read."""
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", place], check=True)
        yield
    finally:
        subprocess.run(["mount", "-o", "remount,bind,rw", place], check=True)


_known: list[Command] = []


def _begin() -> None:
    """Make a worker ready."""
    with scratch() as folder:
        _known[:] = warm(folder / "w")


def _part(number: int, size: Size) -> tuple[str, int, list[str]]:
    """A piece of the work: a command, or what is behind the last of them."""
    if number < len(_known):
        return fail_everywhere(_known[number], size.step)
    return eight_at_once(size.rounds) if number == len(_known) else on_real_disks(size.blocks)


def main() -> None:
    """Let the disk fail, and tell."""
    if "--mounted" in sys.argv:
        folder, *blocks = sys.argv[sys.argv.index("--mounted") + 1 :]
        mounted(Path(folder), [*map(int, blocks)])
        return
    size = SHORT if "--short" in sys.argv else FULL
    _begin()
    told: list[tuple[str, int, list[str]]] = []
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn"), _begin) as workers:
        for one in workers.map(partial(_part, size=size), range(len(_known) + 2)):
            name, tried, wrong = one
            told.append(one)
            print(f"{name}: {tried} times, {len(wrong)} faults", file=sys.stderr)
            for fault in wrong[:10]:
                print(f"  {fault}", file=sys.stderr)
    *commands, (_, rounds, lost), (_, disks, on_disks) = told
    calls = sum(tried for _, tried, _ in commands)
    failed = sum(len(wrong) for _, _, wrong in commands)
    of = "every call" if size.step == 1 else f"every {size.step}th call"
    note = f"{of} of {len(commands)} commands × {len(ERRORS)} errors"
    runs = "full and read-only disks, runs"
    tell(
        Figure("a fault of the disk at every call", calls, calls, failed, note),
        Figure(runs, disks, disks, len(on_disks))
        if disks
        else Figure(runs, 0, 0, unmeasured="no disk may be mounted here"),
        Figure("eight writers at once, rounds", rounds, size.rounds, len(lost)),
    )


if __name__ == "__main__":
    main()
