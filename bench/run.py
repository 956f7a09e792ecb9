"""The table of docs/performance.md: `make bench`.

One school against an empty process of the same Python and against what a school would use
instead; many schools against the floor, the bare events of libyaml over the same files. All in
one run, the commands in turn: absolute times mean nothing on a shared machine.
"""

import argparse
import os
import platform
import random
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from bench import schools, worlds
from bench.measure import Spread, in_turn, megabytes, seconds, spread
from prove.document import rewrite

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "docs/performance.md"
KEHOACH = str(Path(sys.executable).with_name("kehoach"))
PEERS = ROOT / ".venv-peers/bin"
EMPTY = "python -c pass"
# What no command can do without, loaded as the program loads it (`kehoach.__main__`).
LIBRARIES = """
import gc, os
gc.set_threshold(100_000)
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
import typer, yaml, pydantic
pydantic.create_model("Model", field=(str, ...))
gc.freeze()
"""
ITEMS = 45
SCHOOLS, FEWER = 2_000, 500
ROLLUP_RUNS = 3
MEGABYTES = 300
CHANGED = 100  # of a hundred schools one has changed


class Row(NamedTuple):
    """A line of the table; `goal` is the most that is wanted."""

    what: str
    figure: str
    spread: str
    goal: str = ""
    holds: bool | None = None


def ratio_row(what: str, found: Spread, goal: float | None = None) -> Row:
    """A ratio and what it should be."""
    return Row(
        what,
        f"{found.median:.3g}",
        f"{found.low:.3g} – {found.high:.3g}",
        "" if goal is None else f"≤ {goal:g}",
        None if goal is None else found.median <= goal,
    )


def one_school(folder: Path, runs: int) -> list[Row]:
    """The commands of a school, and its peers."""
    school = worlds.one_school(folder / "school")
    long = worlds.one_school(folder / "long", periods=worlds.PERIODS * worlds.TEN_TIMES)
    wide = worlds.one_school(folder / "wide", copies=worlds.TEN_TIMES)
    bare = worlds.bare(folder / "bare")
    worlds.workbook(school, folder / "figures.xlsx")
    worlds.table(school, folder / "figures.csv")
    worlds.doorstop(folder / "doorstop", str(PEERS / "doorstop"), ITEMS)
    peer = str(PEERS / "python")
    status = [KEHOACH, "status", "--period", worlds.PERIOD]
    report = [KEHOACH, "report", "--period", worlds.PERIOD, "--output", str(folder / "reports")]
    commands: dict[str, tuple[list[str], Path]] = {
        EMPTY: ([sys.executable, "-c", "pass"], school),
        "typer, libyaml and pydantic alone": ([sys.executable, "-c", LIBRARIES], school),
        "kehoach --help": ([KEHOACH, "--help"], school),
        "kehoach --version": ([KEHOACH, "--version"], school),
        "kehoach check": ([KEHOACH, "check"], school),
        "kehoach status": (status, school),
        "kehoach report --format md,html": ([*report, "--format", "md,html"], school),
        "kehoach report --format docx": ([*report, "--format", "docx"], school),
        f"doorstop, {ITEMS} items": ([str(PEERS / "doorstop")], folder / "doorstop"),
        "openpyxl script": ([peer, str(ROOT / "bench/peer_openpyxl.py"), "figures.xlsx"], folder),
        "pandas script": ([peer, str(ROOT / "bench/peer_pandas.py"), "figures.csv"], folder),
        "status of an empty plan": (status, bare),
        "status, 10 × the periods": (status, long),
        "status, 10 × the items": (status, wide),
    }
    found = in_turn(commands, runs)
    empty = found[EMPTY].median
    ratios = {name: one.over(empty) for name, one in found.items()}
    doorstop = ratios[f"doorstop, {ITEMS} items"].median
    script = ratios["openpyxl script"].median
    goals = {
        "kehoach --help": 7,
        "kehoach --version": 7,
        "kehoach check": 22,
        "kehoach status": 22,
        "kehoach report --format md,html": 28,
        "kehoach report --format docx": 45,
    }
    rows = [ratio_row(name, one, goals.get(name)) for name, one in ratios.items()]
    beside = {
        f"check ÷ doorstop, {ITEMS} items": (ratios["kehoach check"].median / doorstop, 0.5),
        "status ÷ openpyxl script": (ratios["kehoach status"].median / script, 1),
    }
    start = ratios["status of an empty plan"].median
    work = ratios["kehoach status"].median - start
    for name in ("status, 10 × the periods", "status, 10 × the items"):
        grown = (ratios[name].median - start) / work
        beside[f"growth of the work: {name}"] = (grown, worlds.TEN_TIMES)
    rows += [ratio_row(what, Spread(*(one,) * 3), goal) for what, (one, goal) in beside.items()]
    return rows


def many_schools(folder: Path) -> list[Row]:
    """The roll-up of many schools against the floor."""
    home = folder / "schools"
    schools.write(home, SCHOOLS, worlds.PERIODS, seed=1)
    few = folder / "few"
    schools.write(few, FEWER, worlds.PERIODS, seed=1)
    cache = folder / "cache"
    floor = [sys.executable, str(ROOT / "bench/floor.py"), str(home)]
    roll = [KEHOACH, "rollup", "--period", worlds.PERIOD]
    cold, warm = [*roll, "--no-cache", str(home)], [*roll, "--cache", str(cache), str(home)]
    times: dict[str, list[float]] = {"floor": [], "cold": [], "unchanged": [], "changed": []}
    # Of a hundred schools one is broken, and the exit status says so.
    fine = (0, 1)
    seconds(floor, folder)
    seconds(warm, folder, fine=fine)
    for turn in range(ROLLUP_RUNS):
        times["floor"].append(seconds(floor, folder))
        times["cold"].append(seconds(cold, folder, fine=fine))
        times["unchanged"].append(seconds(warm, folder, fine=fine))
        touch(home, turn)
        times["changed"].append(seconds(warm, folder, fine=fine))
    found = {name: spread(one) for name, one in times.items()}
    base = found["floor"].median
    held = {
        count: megabytes([*roll, "--no-cache", str(where)], folder)
        for count, where in ((SCHOOLS, home), (FEWER, few))
    }
    what = f"rollup, {SCHOOLS} schools × {worlds.PERIODS} periods"
    rows = [
        ratio_row("libyaml's events of the same files", found["floor"].over(base)),
        ratio_row(f"{what}, cold", found["cold"].over(base), 3),
        ratio_row(f"{what}, nothing changed", found["unchanged"].over(base), 0.1),
        ratio_row(f"{what}, 1 % changed", found["changed"].over(base), 0.3),
    ]
    for count, most in held.items():
        if most is not None:
            what = f"… memory at {count} schools, MB"
            rows.append(Row(what, f"{most:.0f}", "", f"≤ {MEGABYTES}", most <= MEGABYTES))
    return rows


def touch(home: Path, turn: int) -> None:
    """Change a figure in one school of a hundred."""
    chance = random.Random(turn)  # noqa: S311 - the same schools at each run
    changed = range(turn, SCHOOLS, CHANGED)
    for number in changed:
        path = home / schools.folder_of(number) / f"data/progress/{schools.FIRST_YEAR}H1.yaml"
        if path.exists():
            text = path.read_text("utf-8")
            path.write_text(f"{text}# {chance.random()}\n", encoding="utf-8")


def table(rows: list[Row]) -> str:
    """All rows, as Markdown."""
    lines = ["| what | ratio | middle half | to reach | |", "|---|---|---|---|---|"]
    for row in rows:
        verdict = "" if row.holds is None else "holds" if row.holds else "**misses**"
        lines.append(f"| {row.what} | {row.figure} | {row.spread} | {row.goal} | {verdict} |")
    return "\n".join(lines) + "\n"


def machine(runs: int) -> str:
    """What it was measured on, and with."""
    names = ("pydantic", "typer", "rich", "jinja2", "pyyaml", "docxtpl", "openpyxl")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    return (
        f"{processor()}, {os.cpu_count()} cores, {platform.system()}; "
        f"Python {platform.python_version()}; {versions}; {runs} runs in turn.\n"
    )


def processor() -> str:
    """The processor's name, where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def main() -> None:
    """Measure, print the tables and keep them."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=20, help="runs of each command")
    parser.add_argument("--only", choices=["school", "rollup"], help="one of the two tables")
    asked = parser.parse_args()
    runs = max(asked.runs, 2)
    told = ""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if asked.only != "rollup":
            one = table(one_school(folder, runs))
            told += f"One school; 1 is an empty process (`{EMPTY}`):\n\n{one}\n"
            print(told, flush=True)
        if asked.only != "school":
            many = table(many_schools(folder))
            told += f"Many schools; 1 is the floor:\n\n{many}\n"
    told += machine(runs)
    print(told)
    if asked.only is None:
        rewrite(TABLE, "bench", lambda _: told)


if __name__ == "__main__":
    main()
