"""The statuses of `kehoach.status` against an independent judge: `python -m prove.oracle`.

`crowd` makes catalogues whose figures lie at, just above and just below every boundary. The program
reads them as files, through `load`; `oracle.sql` judges the same numbers in DuckDB, by rules
written from their text and not from the code. A row is one item in one period as of one day: its
status, and all that stands beside it. No row may differ.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

import duckdb

from kehoach.load import File, load
from kehoach.period import Period
from kehoach.result import Evaluation, IndicatorResult
from kehoach.status import evaluate
from prove import crowd
from prove.figure import Figure, tell

SEED = 20261123
ROWS, SHORT = 200_000, 5_000
BATCH = 8
SHOWN = 20
# The share of the rows that must stand on each edge, and have each status.
FEWEST = 0.001

Key: TypeAlias = tuple[int, int, str]
Row: TypeAlias = tuple[object, ...]

# The columns are in the order in which `crowd` puts them.
TABLES = {
    "plan": "plan INT, first_half INT, last_half INT, h1_month INT, h1_day INT, h2_month INT, "
    "h2_day INT, at_risk INT, due_soon_days INT",
    "look": "plan INT, view INT, since INT, upto INT, as_of DATE",
    "item": "plan INT, item TEXT, whole TEXT, measure TEXT, in_h1 BOOL, in_h2 BOOL, retired INT",
    "target": "plan INT, item TEXT, since INT, op TEXT, low HUGEINT, high HUGEINT, by_half INT",
    "point": "plan INT, item TEXT, kind TEXT, half INT, value HUGEINT",
    "figure": "plan INT, item TEXT, half INT, value HUGEINT, not_applicable BOOL",
    "task": "plan INT, task TEXT, kind TEXT, year INT, month INT, day INT",
    "report": "plan INT, task TEXT, half INT, state TEXT, completed DATE",
    "routine": "plan INT, routine TEXT, every TEXT, due_h1 INT, due_h2 INT",
    "held": "plan INT, routine TEXT, half INT, held INT",
}


class Judge:
    """The rules in SQL, over the tables of some cases at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.base = duckdb.connect(config={"threads": 1})
        for name, columns in TABLES.items():
            self.base.execute(f"CREATE TABLE {name} ({columns})")
        self.base.execute(Path(__file__).with_name("oracle.sql").read_text("utf-8"))

    def rows(self, cases: Iterable[crowd.Case]) -> dict[Key, Row]:
        """What the rules say of the cases."""
        for name in TABLES:
            path = self.folder / f"{name}.csv"
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(row for case in cases for row in case.tables[name])
            self.base.execute(f"TRUNCATE {name}")
            self.base.execute(f"COPY {name} FROM '{path}' (HEADER false, NULLSTR '')")
        return dict(self._judged())

    def edges(self) -> dict[str, int]:
        """How many of these rows stand on each edge."""
        return dict(self._all("edges"))

    def _judged(self) -> Iterator[tuple[Key, Row]]:
        for row in self._all("indicator_rows"):
            key, (status, expected, latest, stale, trend), exact = row[:3], row[3:8], row[8:]
            gap, required, required_d, forecast, forecast_d, points = exact
            values = (_exact(gap, 1), _exact(required, required_d), _exact(forecast, forecast_d))
            yield key, (status, expected, latest, stale, trend, *values, points)
        for view in ("task_rows", "routine_rows"):
            for row in self._all(view):
                yield row[:3], row[3:]

    def _all(self, view: str) -> list[Any]:
        return self.base.execute(f"SELECT * FROM {view}").fetchall()  # noqa: S608 - our own names


def _exact(over: int | None, under: int | None) -> Fraction | None:
    """The value whose 1/SCALE are `over` / `under`."""
    return None if over is None or under is None else Fraction(over, under * crowd.SCALE)


def evaluated(number: int, case: crowd.Case) -> Iterator[tuple[Key, Row]]:
    """What kehoach says of the same case, read from its files."""
    data = load(File(path, text.encode()) for path, text in case.files.items())
    if data.plan is None or data.problems:
        raise SystemExit(f"case {number} is not read: {data.problems[:3]}")
    for view, look in enumerate(case.looks):
        found = evaluate(data.plan, data.entries, Period.parse(look.period), look.as_of)
        for item, row in _told(found):
            yield (number, view, item), row


def _told(found: Evaluation) -> Iterator[tuple[str, Row]]:
    for result in found.indicators:
        yield result.item.id, _indicator(result)
        for part in result.parts:
            yield f"{result.item.id}/{part.item.id}", _indicator(part)
    for task in found.tasks:
        yield task.item.id, (task.status, task.state, task.due, task.days_left, task.due_soon)
    for routine in found.routines:
        yield routine.item.id, (routine.held, routine.expected)


def _indicator(result: IndicatorResult) -> Row:
    at = result.expected_in, result.observed_in
    on_the_way = result.status in ("on_track", "at_risk", "behind") and not result.parts
    return (
        str(result.status),
        *(period.last if period else None for period in at),
        result.stale,
        result.trend,
        result.gap,
        result.required if on_the_way else None,
        result.forecast.value if result.forecast else None,
        result.forecast.points if result.forecast else None,
    )


def main() -> None:
    """Judge the cases until there are enough rows; tell the figure."""
    goal = SHORT if "--short" in sys.argv[1:] else ROWS
    rows = differences = number = 0
    edges: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        judge = Judge(Path(folder))
        while rows < goal:
            cases = {n: crowd.case(n, SEED) for n in range(number, number + BATCH)}
            number += BATCH
            expected = judge.rows(cases.values())
            actual = dict(row for n, case in cases.items() for row in evaluated(n, case))
            edges.update(judge.edges())
            for key in sorted(expected.keys() | actual.keys()):
                if expected.get(key) == actual.get(key):
                    continue
                differences += 1
                if differences <= SHOWN:
                    told = f"rules {expected.get(key)}, kehoach {actual.get(key)}"
                    print(f"seed {SEED} case, look, item {key}: {told}", file=sys.stderr)
            rows += len(expected)
            print(f"{rows} rows, {differences} differ", file=sys.stderr)
    bare = sorted(edge for edge, found in edges.items() if found < goal * FEWEST)
    print("rows on an edge:", dict(edges), file=sys.stderr)
    if bare:
        print("too few rows on an edge:", *bare, sep="\n", file=sys.stderr)
    tell(
        Figure(
            what="statuses judged by independent rules in SQL",
            reached=rows,
            goal=goal,
            failed=differences + len(bare),
            note=f"item × period × day, {edges['the bound']} on the bound itself; seed {SEED}",
        )
    )


if __name__ == "__main__":
    main()
