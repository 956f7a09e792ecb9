"""All proofs, and the table that they fill: `make prove`, or `make prove ARGS=--short`.

The short run has the same proofs with fewer cases and leaves docs/reliability.md as it is. A run of
some proofs (`make prove ARGS="oracle laws"`) puts their rows into it.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from prove.document import rewrite
from prove.figure import Figure

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "docs/reliability.md"
# The longest first, so that none of them is left alone at the end.
LONGEST_FIRST = ("mutation", "fuzz", "laws", "kills", "oracle")
# In the order of the table. What `make check` does anyhow is no part of the short run.
PROOFS = (
    "coverage",
    "bad_inputs",
    "mutation",
    "supply",
    "oracle",
    "laws",
    "fuzz",
    "corpora",
    "kills",
    "faults",
    "injection",
    "environments",
)
LONG_ONLY = {"coverage"}


def prove(name: str, *, short: bool) -> list[Figure]:
    """What one proof found; a proof that tells nothing has failed."""
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", f"prove.{name}", *(["--short"] if short else [])],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    told = [line for line in done.stdout.splitlines() if line.startswith("{")]
    figures = [Figure(**json.loads(line)) for line in told]
    well = bool(figures) and done.returncode == 0
    print(f"{name}: {'holds' if well else 'FAILS'}, {time.monotonic() - start:.0f} s", flush=True)
    if not well:
        print(done.stdout, done.stderr[-10_000:], sep="\n", file=sys.stderr)
    if not figures:
        return [Figure(name, reached=0, goal=1, failed=1, note="the proof itself broke down")]
    return figures


def row(figure: Figure) -> str:
    """A line of the table."""
    said = "not measured" if figure.unmeasured else f"{figure.reached:,}".replace(",", " ")
    goal = f"{figure.goal:,}".replace(",", " ")
    verdict = "–" if figure.unmeasured else "holds" if figure.holds else "**fails**"
    cells = (figure.what, goal, said, str(figure.failed), verdict)
    note = figure.unmeasured or figure.note
    return f"| {' | '.join(cells)} | {note} |"


def table(figures: Sequence[Figure]) -> str:
    """All rows, as Markdown."""
    head = ("what", "to reach", "reached", "faults", "", "how")
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *map(row, figures)]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Run the proofs, print the table and, after a long run, keep it."""
    parser = argparse.ArgumentParser(prog="make prove", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", choices=[[], *PROOFS], help="only these")
    parser.add_argument("--short", action="store_true", help="the same with fewer cases")
    asked = parser.parse_args()
    chosen = [
        name
        for name in PROOFS
        if name in asked.names or not (asked.names or (asked.short and name in LONG_ONLY))
    ]
    started = sorted(chosen, key=lambda name: name not in LONGEST_FIRST)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        runs = {name: pool.submit(prove, name, short=asked.short) for name in started}
    figures = [figure for name in chosen for figure in runs[name].result()]
    told = table(figures)
    print(f"\n{told}")
    if not asked.short:
        rewrite(TABLE, "prove", partial(merged, told))
    sys.exit(not all(figure.holds or figure.unmeasured for figure in figures))


def merged(told: str, kept: str) -> str:
    """The table with new rows: in the place of those that tell of the same, or behind."""
    rows = {
        line.split("|")[1].strip(): line
        for line in (kept + told).splitlines()
        if line.startswith("|")
    }
    where = f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores.\n"
    return "\n".join(rows.values()) + f"\n\n{where}"


if __name__ == "__main__":
    main()
