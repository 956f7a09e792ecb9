"""What the program stands on: locked with hashes, under known licences, without known holes.

`--write` makes docs/licences.md anew.
"""

import json
import re
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

from prove.figure import Figure, tell

ROOT = Path(__file__).resolve().parents[1]
LOCK, RUN_LOCK = ROOT / "requirements.lock", ROOT / "requirements-run.lock"
LISTED = ROOT / "docs/licences.md"
PINNED = re.compile(r"^([a-z0-9-]+)==(\S+)(.*(?:\n .*)*)", re.MULTILINE)
# What brings the others: the environment's own.
TOOLS = {"kehoach", "pip", "setuptools"}
# The metadata of the package say nothing; its repository does.
KNOWN = {"atheris": "Apache-2.0", "axe-playwright-python": "MIT"}


def plain(name: str) -> str:
    """A distribution's name as the index spells it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(path: Path) -> dict[str, dict[str, bool]]:
    """Of each pinned requirement: its version, and whether it has a hash.

    One that has another version for another Python has both.
    """
    pins: dict[str, dict[str, bool]] = {}
    for name, version, rest in PINNED.findall(path.read_text("utf-8")):
        pins.setdefault(name, {})[version] = "--hash=sha256:" in rest
    return pins


def lock_figure() -> Figure:
    """Whether what is installed is what is locked, with a hash each."""
    pins = locked(LOCK)
    here = {plain(one.name): one.version for one in distributions()}
    bare = [name for name, versions in pins.items() if not all(versions.values())]
    other = [
        name
        for name, version in here.items()
        if name not in TOOLS and version not in pins.get(name, {})
    ]
    strangers = [name for name, pin in locked(RUN_LOCK).items() if pins.get(name) != pin]
    wrong = sorted({*bare, *other, *strangers})
    note = f"not as locked: {', '.join(wrong)}" if wrong else "version and SHA-256 of each"
    return Figure("dependencies locked with hashes", len(pins), len(pins), len(wrong), note)


def licences() -> dict[str, str]:
    """The licence of each dependency that is installed."""
    done = subprocess.run(
        [sys.executable, "-m", "piplicenses", "--format=json", "--from=mixed"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    found = {plain(one["Name"]): one["License"] for one in json.loads(done.stdout)}
    return {name: KNOWN.get(name, licence) for name, licence in found.items() if name not in TOOLS}


def listing(name: str, licence: str) -> str:
    """A row of the list."""
    return f"| {name} | {licence} |"


def listed(found: dict[str, str]) -> str:
    """docs/licences.md: what a school installs, and what only engineers do."""
    runs = locked(RUN_LOCK)
    lines = ["# Licences of the dependencies", "", "Made by `make licences`."]
    for title, names in (
        ("What the program needs, with all extras", [name for name in found if name in runs]),
        ("What only its development needs", [name for name in found if name not in runs]),
    ):
        lines += ["", f"## {title}", "", "| package | licence |", "|---|---|"]
        lines += [listing(name, found[name]) for name in sorted(names)]
    return "\n".join(lines) + "\n"


def licence_figure() -> Figure:
    """Whether each licence is known and stands in the list."""
    found = licences()
    unknown = sorted(name for name, licence in found.items() if "UNKNOWN" in licence.upper())
    # Another system or Python installs a few more, or fewer: what is here must be in the list.
    there = set(LISTED.read_text("utf-8").splitlines())
    stale = [name for name, licence in found.items() if listing(name, licence) not in there]
    wrong = sorted({*unknown, *stale})
    note = f"unknown or not listed: {', '.join(wrong)}" if wrong else "docs/licences.md"
    return Figure("licences listed", len(found), len(found), len(wrong), note)


def audit_figure() -> Figure:
    """Whether a hole is known in one of the locked versions; needs the index's own service."""
    what, count = "dependencies without a known vulnerability", len(locked(LOCK))
    arguments = ["-r", str(LOCK), "--disable-pip", "--progress-spinner=off", "-f", "json"]
    done = subprocess.run(
        [sys.executable, "-m", "pip_audit", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    try:
        told = json.loads(done.stdout)["dependencies"]
    except (json.JSONDecodeError, KeyError):
        told = []
    asked = [one for one in told if "vulns" in one]
    if not asked:
        reason = "pip-audit did not reach the service that knows the vulnerabilities"
        return Figure(what, 0, count, unmeasured=reason)
    holes = [f"{one['name']}: {hole['id']}" for one in asked for hole in one["vulns"]]
    return Figure(what, len(asked), len(told), len(holes), ", ".join(holes) or "pip-audit")


def main() -> None:
    """Tell the three figures, or write the list of licences."""
    if "--write" in sys.argv:
        LISTED.write_text(listed(licences()), encoding="utf-8")
        return
    tell(lock_figure(), licence_figure(), audit_figure())


if __name__ == "__main__":
    main()
