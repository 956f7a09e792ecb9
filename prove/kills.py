"""kill -9 while writing: each file is then the old one or the new one, and the next run works.

Every command that writes is killed at each of its calls on the disk, before it or half-way through
it, by a mere kill and by a power cut (what was not flushed is gone); then at random moments, half
of them while it writes; and some times as a process that was started anew, on the real disk.
Wherever that leaves the files, the same command once more ends well, and leaves nothing over.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from prove.disk import CHANGES, Disk, kill
from prove.figure import Figure, tell
from prove.forked import SURROUNDINGS, nothing, run, start
from prove.school import Command, State, restore, scratch, snapshot, warm

SEED = 20260614
TEMPORARY = ".kehoach-"
_Calls = list[str]


@dataclass
class Trial:
    """One command under kills, in a folder of its own."""

    command: Command
    folder: Path
    killed: int = 0
    wrong: list[str] = field(default_factory=list)
    left: set[frozenset[tuple[str, bytes]]] = field(default_factory=set)
    after: State = field(init=False)
    calls: _Calls = field(init=False)

    def __post_init__(self) -> None:
        """See what the command does when nothing happens to it."""
        restore(self.folder, self.command.before)
        calls: _Calls = []
        disks: list[Disk] = []

        def watch() -> None:
            disks.append(Disk(str(self.folder), lambda kind, _, __: calls.append(kind)))

        def answer(_: int) -> None:
            print(json.dumps([disks[0].is_flushed, calls]), file=sys.stderr)

        ended = run(self.folder, self.command.arguments, watch, answer)
        self.after = snapshot(self.folder)
        if ended.code:
            raise RuntimeError(ended)
        flushed, self.calls = json.loads(ended.err.splitlines()[-1])
        if not flushed:
            self.wrong.append(f"{self.command.name}: ends before all it wrote is flushed")

    def kill_at(self, number: int, *, power: bool) -> None:
        """Kill it as it comes to a call, half of which may be done."""

        def watch() -> None:
            def act(_: str, at: int, half: Callable[[], object]) -> None:
                if at == number:
                    half()
                    (disk.cut_power if power else kill)()

            disk = Disk(str(self.folder), act)

        restore(self.folder, self.command.before)
        ended = run(self.folder, self.command.arguments, watch)
        way = "power cut" if power else "killed"
        self._judge(ended.code, f"{way} at call {number}, {self.calls[number]}", ended.err)

    def kill_after(self, seconds: float) -> None:
        """Kill it after some time."""
        restore(self.folder, self.command.before)
        running = start(self.folder, self.command.arguments)
        time.sleep(seconds)
        os.kill(running.process, signal.SIGKILL)
        ended = running.wait()
        self._judge(ended.code, f"killed after {seconds:.4f} s", ended.err)

    def kill_while_writing(self, seconds: float) -> None:
        """Kill it some time after it begins to change the disk."""
        restore(self.folder, self.command.before)
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
        restore(self.folder, self.command.before)
        process = _cold(self.folder, self.command)
        time.sleep(seconds)
        process.kill()
        said = process.communicate()[1]
        self._judge(process.returncode, f"killed cold after {seconds:.4f} s", said)

    def _judge(self, code: int, how: str, said: str) -> None:
        """Look at what is left, and run the command once more over it."""
        if code != -signal.SIGKILL:
            if code:
                self.wrong.append(f"{self.command.name}, {how}: exit {code}: {said}")
            return
        self.killed += 1
        found = snapshot(self.folder)
        for path in {*found, *self.command.before, *self.after}:
            allowed = (self.command.before.get(path), self.after.get(path))
            temporary = Path(path).name.startswith(TEMPORARY)
            if found.get(path) not in allowed and not temporary:
                self.wrong.append(f"{self.command.name}, {how}: {path} is neither old nor new")
        # The same files left once more would lead to the same end.
        left = frozenset(
            (str(Path(path).parent) if TEMPORARY in path else path, content)
            for path, content in found.items()
        )
        if left in self.left:
            return
        self.left.add(left)
        allowed_codes = (0, self.command.again) if found == self.after else (0,)
        again = run(self.folder, self.command.arguments)
        if again.code not in allowed_codes:
            said = again.err or again.out
            self.wrong.append(f"{self.command.name}, {how}: then exit {again.code}: {said}")
        elif snapshot(self.folder) != self.after:
            there = sorted(snapshot(self.folder))
            self.wrong.append(f"{self.command.name}, {how}: the next run leaves {there}")


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
        env={**os.environ, **SURROUNDINGS},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def try_out(command: Command, part: int, size: Size) -> tuple[str, int, list[str]]:
    """A part of the kills of one command: how many, and what went wrong."""
    moments = random.Random(f"{SEED} {command.name} {part}")
    with scratch() as folder:
        trial = Trial(command, folder / "w")
        numbers = range(len(trial.calls))[part * size.step :: size.parts * size.step]
        for number in numbers:
            trial.kill_at(number, power=False)
            trial.kill_at(number, power=True)
        whole, writing = _seconds(trial)
        for _ in range(4 * size.goal):
            if trial.killed >= size.goal / size.parts:
                break
            trial.kill_while_writing(moments.uniform(0, writing))
            trial.kill_after(moments.uniform(0, whole))
    if not size.cold:
        return command.name, trial.killed, trial.wrong
    with TemporaryDirectory() as real:
        trial.folder = Path(real, "w")
        restore(trial.folder, command.before)
        began = time.perf_counter()
        _cold(trial.folder, command).communicate()
        lasted = time.perf_counter() - began
        for _ in range(size.cold // size.parts):
            trial.kill_cold(moments.uniform(lasted / 4, lasted))
    return command.name, trial.killed, trial.wrong


def _seconds(trial: Trial) -> tuple[float, float]:
    """How long the command lasts, and how long it writes."""
    marks: list[float] = []

    def mark(kind: str, *_: object) -> None:
        if kind in CHANGES:
            marks.append(time.perf_counter())

    restore(trial.folder, trial.command.before)
    began = time.perf_counter()
    run(trial.folder, trial.command.arguments, nothing)
    lasted = time.perf_counter() - began
    restore(trial.folder, trial.command.before)
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
