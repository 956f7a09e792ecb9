"""How much of the program the tests walk: lines and branches, in per cent, rounded down."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from prove.figure import Figure, tell

GOAL, ALL = 95, 100
# The modules of the reader and the rules: what the figures hang on.
WHOLE = ("source", "document", "load", "status", "target", "period", "amount")


def main() -> None:
    """Run all tests once more, counting."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "coverage.json"
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "--cov", f"--cov-report=json:{told}"],
            stdout=sys.stderr,
            check=False,
        )
        if done.returncode:
            sys.exit(done.returncode)
        report = json.loads(told.read_text("utf-8"))
    percent = {
        name: report["files"][f"src/kehoach/{name}.py"]["summary"]["percent_covered"]
        for name in WHOLE
    }
    below = [name for name in WHOLE if percent[name] < ALL]
    tell(
        Figure(
            what="line and branch coverage, per cent",
            reached=int(report["totals"]["percent_covered"]),
            goal=GOAL,
        ),
        Figure(
            what=f"… of {', '.join(WHOLE)}",
            reached=int(min(percent.values())),
            goal=ALL,
            note=f"below: {', '.join(below)}" if below else "",
        ),
    )


if __name__ == "__main__":
    main()
