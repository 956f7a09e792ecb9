"""Timing whole processes: commands in turn, and what they hold in memory."""

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

WARM_UP = 2  # rounds not counted: byte code gets written, files get into memory
_SAMPLE_SECONDS = 0.02

# Byte code is written, as on a person's machine, whatever the shell of a build server says.
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    "KEHOACH_TODAY": "2031-01-01",
}


class Spread(NamedTuple):
    """Of several runs: the median, and the middle half."""

    median: float
    low: float
    high: float

    def over(self, base: float) -> "Spread":
        """The same as a ratio."""
        return Spread(self.median / base, self.low / base, self.high / base)


def seconds(command: Sequence[str], folder: Path, *, fine: Sequence[int] = (0,)) -> float:
    """Wall time of one run; one that ends in another exit status than is `fine` is none."""
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    elapsed = time.perf_counter() - start
    if done.returncode not in fine:
        sys.exit(f"not measured, it failed: {' '.join(command)}\n{done.stderr[-2_000:]}")
    return elapsed


def in_turn(commands: Mapping[str, tuple[Sequence[str], Path]], runs: int) -> dict[str, Spread]:
    """Each command once a round, so that whatever slows the machine slows all of them."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(-WARM_UP, runs):
        for name, (command, folder) in commands.items():
            elapsed = seconds(command, folder)
            if turn >= 0:
                times[name].append(elapsed)
    return {name: spread(found) for name, found in times.items()}


def spread(times: Sequence[float]) -> Spread:
    """The median and the middle half."""
    low, middle, high = statistics.quantiles(times, n=4, method="inclusive")
    return Spread(middle, low, high)


def megabytes(command: Sequence[str], folder: Path) -> float | None:
    """The most that a command and its children hold at once; None where no /proc tells.

    Pages that they share count once (PSS).
    """
    if not Path("/proc/self/smaps_rollup").exists():
        return None
    most = 0
    with subprocess.Popen(
        command,
        cwd=folder,
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as running:
        pause = threading.Event()
        while running.poll() is None:
            most = max(most, sum(map(_kilobytes, _session(running.pid))))
            pause.wait(_SAMPLE_SECONDS)
    return most / 1024


def _session(leader: int) -> list[int]:
    """The processes of a session."""
    found = []
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            try:
                fields = (path / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == leader:
                found.append(int(path.name))
    return found


def _kilobytes(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0  # it has just ended
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
