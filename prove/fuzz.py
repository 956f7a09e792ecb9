"""A million inputs for the doors, guided by coverage: `python -m prove.fuzz [--short]`.

atheris (libFuzzer) mutates the inputs of `prove/corpus/` and keeps what reaches new code. A fault
is an exception, a crash, more than a second of work on one input, or more than 500 MB. What it
finds is a file in `prove/found/`; `python -m prove.fuzz DOOR FILE…` tries files again, and once
mended they go into the corpus, which the tests replay.
"""

import re
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from prove.figure import Figure, tell

HERE = Path(__file__).parent
CORPUS, FOUND = HERE / "corpus", HERE / "found"
SEED = 20261123
# How many of the inputs go through each door; the slow ones get fewer.
RUNS = {
    "read": 490_000,
    "plan": 200_000,
    "entry": 150_000,
    "seal": 10_000,
    "form": 100_000,
    "put": 45_000,
    "workbook": 5_000,
}
GOAL = sum(RUNS.values())
SHORT = 100
LONGEST = 1024
MEGABYTES = 500
# A second of the processor, so that a busy machine is no fault; what counts the coverage makes the
# code three times as slow. By the clock, what never ends is stopped.
SECONDS, COUNTING, HANG = 1, 3, 30


def replay(door: str, *paths: Path) -> None:
    """Put files through a door, in this process; what it raises comes out."""
    from prove.doors import DOORS

    for path in paths:
        DOORS[door](path.read_bytes())


def _fuzz(door: str, arguments: list[str]) -> None:
    """What the child process does: it ends the process."""
    import atheris

    with atheris.instrument_imports(include=["kehoach"]):
        from prove.doors import DOORS

    def timed(data: bytes) -> None:
        start = time.process_time()
        DOORS[door](data)
        if time.process_time() - start > SECONDS * COUNTING:
            raise TimeoutError

    atheris.Setup([door, *arguments], timed)
    atheris.Fuzz()


def campaign(door: str, runs: int) -> tuple[int, int]:
    """Inputs that were tried at a door, and faults found (none, or the one that ended it)."""
    FOUND.mkdir(exist_ok=True)
    with TemporaryDirectory() as grown:
        options = {
            "runs": runs,
            "seed": SEED,
            "max_len": LONGEST,
            "timeout": HANG,
            "rss_limit_mb": MEGABYTES,
            "dict": HERE / "words.dict",
            "artifact_prefix": f"{FOUND}/{door}-",
            "print_final_stats": 1,
            "verbosity": 1,
        }
        given = [f"-{key}={value}" for key, value in options.items()]
        done = subprocess.run(
            [sys.executable, "-m", "prove.fuzz", "--child", door, *given, grown, CORPUS / door],
            cwd=HERE.parent,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    tried = re.search(r"number_of_executed_units: (\d+)", done.stderr)
    if done.returncode:
        print(done.stderr[-4000:], file=sys.stderr)
    return int(tried[1]) if tried else 0, int(done.returncode != 0)


def main() -> None:
    """Fuzz all doors one after the other and tell the figure; or replay, or be the child."""
    match sys.argv[1:]:
        case ["--child", door, *arguments]:
            _fuzz(door, arguments)
        case [door, *paths] if door in RUNS:
            replay(door, *map(Path, paths))
            return
    short = "--short" in sys.argv[1:]
    goal = GOAL // SHORT if short else GOAL
    what = "inputs of a coverage-guided fuzzer"
    if find_spec("atheris") is None:
        for door in RUNS:
            replay(door, *sorted((CORPUS / door).iterdir()))
        reason = "atheris has no wheel for this system: the corpus alone was replayed"
        tell(Figure(what, 0, goal, unmeasured=reason))
    tried = faults = 0
    for door, runs in RUNS.items():
        start = time.monotonic()
        some, wrong = campaign(door, runs // SHORT if short else runs)
        tried, faults = tried + some, faults + wrong
        speed = some / (time.monotonic() - start)
        print(f"{door}: {some} inputs, {wrong} faults, {speed:.0f}/s", file=sys.stderr)
    note = f"reader, both models, seals, CSV, workbook, edit; seed {SEED}"
    tell(Figure(what, tried, goal, faults, note))


if __name__ == "__main__":
    main()
