"""kill -9 while writing: each file is then the old one or the new one, and the next run works.

Every command that writes is killed at each of its calls on the disk, before it or half-way through
it, by a mere kill and by a power cut (what was not flushed is gone); then at random moments, half
of them while it writes; and some times as a process that was started anew, on the real disk.
Wherever that leaves the files, the same command once more ends well, and leaves nothing over.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from prove.disk import CHANGES, Disk, kill
from prove.figure import Figure, tell
from prove.forked import SURROUNDINGS, run, start
from prove.school import Command, scratch, warm
from prove.trial import Trial

SEED = 20260614


@dataclass
class Killed(Trial):
    """A command under kills."""

    times: int = 0

    def kill_at(self, number: int, *, power: bool) -> None:
        """Kill it as it comes to a call, half of which may be done."""

        def watch() -> None:
            def act(_: str, at: int, half: Callable[[], object]) -> None:
                if at == number:
                    half()
                    (disk.cut_power if power else kill)()

            disk = Disk(str(self.folder), act)

        self.begin()
        ended = run(self.folder, self.command.arguments, watch)
        way = "power cut" if power else "killed"
        self._judge(ended.code, f"{way} at call {number}, {self.calls[number]}", ended.err)

    def kill_after(self, seconds: float) -> None:
        """Kill it after some time."""
        self.begin()
        running = start(self.folder, self.command.arguments)
        time.sleep(seconds)
        os.kill(running.process, signal.SIGKILL)
        ended = running.wait()
        self._judge(ended.code, f"killed after {seconds:.4f} s", ended.err)

    def kill_while_writing(self, seconds: float) -> None:
        """Kill it some time after it begins to change the disk."""
        self.begin()
        hear, say = os.pipe()

        def watch() -> None:
            os.close(hear)
            Disk(str(self.folder), lambda kind, _, __: kind in CHANGES and os.write(say, b"."))

        running = start(self.folder, self.command.arguments, watch)
        os.close(say)
        os.read(hear, 1)
        time.sleep(seconds)
        os.kill(running.process, signal.SIGKILL)
        os.close(hear)
        ended = running.wait()
        self._judge(ended.code, f"killed {seconds:.4f} s after its first change", ended.err)

    def kill_cold(self, seconds: float) -> None:
        """Kill a process that was started as a person starts it."""
        self.begin()
        process = _cold(self.folder, self.command)
        time.sleep(seconds)
        process.kill()
        said = process.communicate()[1]
        self._judge(process.returncode, f"killed cold after {seconds:.4f} s", said)

    def _judge(self, code: int, how: str, said: str) -> None:
        """Count a kill, and look at what it left; a command that was quicker is left alone."""
        if code == -signal.SIGKILL:
            self.times += 1
            self.look(how)
        elif code:
            self.wrong.append(f"{self.command.name}, {how}: exit {code}: {said}")


@dataclass(frozen=True)
class Size:
    """How much is tried of a command: `goal` kills, and `cold` ones; every `step`-th call.

    In so many `parts`, side by side.
    """

    goal: int
    cold: int
    step: int
    parts: int


FULL, SHORT = Size(1000, 20, 1, 4), Size(20, 0, 9, 1)


def _cold(folder: Path, command: Command) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "kehoach", *command.arguments],
        cwd=folder,
        env={**os.environ, **SURROUNDINGS, "TMPDIR": str(folder.parent)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def try_out(command: Command, part: int, size: Size) -> tuple[str, int, list[str]]:
    """A part of the kills of one command: how many, and what went wrong."""
    moments = random.Random(f"{SEED} {command.name} {part}")
    with scratch() as folder:
        trial = Killed(command, folder / "w")
        numbers = range(len(trial.calls))[part * size.step :: size.parts * size.step]
        for number in numbers:
            trial.kill_at(number, power=False)
            trial.kill_at(number, power=True)
        whole, writing = _seconds(trial)
        for _ in range(4 * size.goal):
            if trial.times >= size.goal / size.parts:
                break
            trial.kill_while_writing(moments.uniform(0, writing))
            trial.kill_after(moments.uniform(0, whole))
    if not size.cold or part:
        return command.name, trial.times, trial.wrong
    with TemporaryDirectory() as real:
        trial.folder = Path(real, "w")
        trial.begin()
        began = time.perf_counter()
        _cold(trial.folder, command).communicate()
        lasted = time.perf_counter() - began
        for _ in range(size.cold):
            trial.kill_cold(moments.uniform(lasted / 4, lasted))
    return command.name, trial.times, trial.wrong


def _seconds(trial: Trial) -> tuple[float, float]:
    """How long the command lasts, and how long it writes."""
    marks: list[float] = []

    def mark(kind: str, *_: object) -> None:
        if kind in CHANGES:
            marks.append(time.perf_counter())

    trial.begin()
    began = time.perf_counter()
    run(trial.folder, trial.command.arguments)
    lasted = time.perf_counter() - began
    trial.begin()
    watched = run(
        trial.folder,
        trial.command.arguments,
        partial(Disk, str(trial.folder), mark),
        lambda _: print(marks[-1] - marks[0], file=sys.stderr),
    )
    return lasted, float(watched.err.splitlines()[-1])


_known: list[Command] = []


def _begin() -> None:
    """Make a worker ready."""
    with scratch() as folder:
        _known[:] = warm(folder / "w")


def _part(number: int, part: int, size: Size) -> tuple[str, int, list[str]]:
    return try_out(_known[number], part, size)


def main() -> None:
    """Kill, and tell."""
    size = SHORT if "--short" in sys.argv else FULL
    print(f"seed {SEED}", file=sys.stderr)
    _begin()
    killed = dict.fromkeys((command.name for command in _known), 0)
    wrong: list[str] = []
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn"), _begin) as workers:
        units = [(number, part) for number in range(len(_known)) for part in range(size.parts)]
        for name, times, told in workers.map(_part, *zip(*units, strict=True), [size] * len(units)):
            killed[name] += times
            wrong += told
            print(f"{name}: {killed[name]} kills, {len(wrong)} faults so far", file=sys.stderr)
    for one in wrong[:20]:
        print(one, file=sys.stderr)
    note = f"the fewest of {len(killed)} commands that write; {sum(killed.values())} in all"
    fewest = min(killed.values())
    tell(Figure("kill -9 while writing, per command", fewest, size.goal, len(wrong), note))


if __name__ == "__main__":
    main()
