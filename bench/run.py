"""Wall time of each command as a ratio to `python -c pass` of the same interpreter.

Absolute times mean nothing on a shared machine, so the commands take turns, run by run, with the
empty process among them; the table gives medians and the spread of the middle half.
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PERIOD = "2026H1"
WARM_UP = 2  # rounds not counted: byte code gets written, files get into memory

EMPTY = "python -c pass"


def commands(output: str) -> dict[str, tuple[Sequence[str], float | None]]:
    """What is measured: its name, the arguments, and the ratio to stay under."""
    program = ["-m", "kehoach"]
    written = ["--period", PERIOD, "--format", "md,html", "--output", output]
    return {
        EMPTY: (["-c", "pass"], None),
        "kehoach --help": ([*program, "--help"], 7),
        "kehoach check": ([*program, "check"], 22),
        f"kehoach status --period {PERIOD}": ([*program, "status", "--period", PERIOD], 22),
        f"kehoach report --period {PERIOD}": ([*program, "report", *written], 28),
    }


def seconds(arguments: Sequence[str]) -> float:
    """Wall time of one run; a command that fails is no measurement."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    elapsed = time.perf_counter() - start
    if done.returncode != 0:
        sys.exit(f"Lệnh hỏng, không đo được: {' '.join(arguments)}\n{done.stderr or done.stdout}")
    return elapsed


def processor() -> str:
    """The processor's name, where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description="Đo thời gian từng lệnh của kehoach.")
    parser.add_argument("--runs", type=int, default=20, help="số lần đo mỗi lệnh (mặc định 20)")
    runs = max(parser.parse_args().runs, 2)

    with tempfile.TemporaryDirectory() as output:
        measured = commands(output)
        times: dict[str, list[float]] = {name: [] for name in measured}
        for turn in range(-WARM_UP, runs):
            for name, (arguments, _) in measured.items():
                elapsed = seconds(arguments)
                if turn >= 0:
                    times[name].append(elapsed)

    empty = statistics.median(times[EMPTY])
    print(f"{processor()}, {os.cpu_count()} lõi, {platform.system()} {platform.release()}")
    print(f"Python {platform.python_version()}, {runs} lần đo xen kẽ; 1 = {empty * 1000:.1f} ms")
    print()
    print(f"{'lệnh':<34} {'tỉ lệ':>6}   {'nửa giữa':>13} {'cần đạt':>8}")
    for name, (_, goal) in measured.items():
        low, middle, high = statistics.quantiles(times[name], n=4, method="inclusive")
        spread = f"{low / empty:.1f} – {high / empty:.1f}"
        limit = f"≤ {goal:g}" if goal else ""
        print(f"{name:<34} {middle / empty:>6.1f}   {spread:>13} {limit:>8}")


if __name__ == "__main__":
    main()
