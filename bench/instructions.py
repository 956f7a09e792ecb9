"""How many instructions the commands take, which repeats where seconds do not: `make instructions`.

Counted by valgrind over the made-up school, and held against the counts that are kept for this
build of Python: more than a few per cent above them is a regression. `--keep` keeps the counts of
today.
"""

import argparse
import json
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import worlds
from bench.measure import ENVIRONMENT

KEPT = Path(__file__).with_name("instructions.json")
# What a person would hardly notice, and more than a run differs from the next.
LEEWAY = 1.05
COMMANDS = {
    "help": ["--help"],
    "check": ["check"],
    "status": ["status", "--period", worlds.PERIOD],
    "report": ["report", "--period", worlds.PERIOD, "--format", "md,html", "--output", "-"],
}


def count(arguments: list[str], folder: Path) -> int:
    """The instructions of one run, after one that writes what is written once."""
    command = [sys.executable, *arguments]
    environment = {**ENVIRONMENT, "PYTHONHASHSEED": "0"}
    subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True)
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    found = re.search(r"Collected : (\d+)", done.stderr)
    if found is None:
        sys.exit(f"valgrind counted nothing:\n{done.stderr}")
    return int(found[1])


def main() -> None:
    """Count, print, and compare."""
    parser = argparse.ArgumentParser(prog="make instructions", description=__doc__.splitlines()[0])
    parser.add_argument("--keep", action="store_true", help="keep the counts of today")
    keep = parser.parse_args().keep
    if shutil.which("valgrind") is None:
        sys.exit("valgrind is missing: apt install valgrind")
    python = f"{platform.python_version()}, {platform.python_compiler()}"
    kept = json.loads(KEPT.read_text("utf-8"))
    before = kept.get(python, {})
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        school = worlds.one_school(Path(name) / "school")
        empty = count(["-c", "pass"], school)
        for command, arguments in COMMANDS.items():
            found[command] = round(count(["-m", "kehoach", *arguments], school) / empty, 2)
            told = f"{command:<8}{found[command]:>8.1f} × an empty process"
            print(told + (f", kept: {before[command]}" if command in before else ""))
    if keep:
        kept[python] = found
        KEPT.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        return
    if not before:
        print(f"no counts are kept for Python {python}: nothing to compare with")
    worse = [name for name, one in found.items() if one > before.get(name, one) * LEEWAY]
    if worse:
        sys.exit(f"more instructions than kept: {', '.join(worse)}")


if __name__ == "__main__":
    main()
