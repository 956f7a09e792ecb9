"""The long table of a roll-up as Parquet: a row a school and an item, a folder a period.

What one machine can't add up any more, or what is asked across many periods, is asked of this
table by DuckDB, Spark or Trino. The schema is in `docs/scale.md`.
"""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import TextIO

import duckdb

from kehoach.amount import decimal_text
from kehoach.disk import write
from kehoach.period import Period
from kehoach.rollup.mapping import Mapping
from kehoach.rollup.school import Exact, Item, School, TaskItem

FILE = "schools.parquet"

_DIGITS, _DECIMALS = 38, 10
_NUMBER, _MONEY = f"DECIMAL({_DIGITS}, {_DECIMALS})", f"DECIMAL({_DIGITS}, 0)"
COLUMNS = {
    "folder": "VARCHAR",
    "school": "VARCHAR",
    "kind": "VARCHAR",
    "item": "VARCHAR",
    "name": "VARCHAR",
    "measure": "VARCHAR",
    "unit": "VARCHAR",
    "direction": "VARCHAR",
    "departments": "VARCHAR[]",
    "status": "VARCHAR",
    "value": _NUMBER,
    "numerator": _NUMBER,
    "denominator": _NUMBER,
    "observed_in": "VARCHAR",
    "stale": "BOOLEAN",
    "external": "BOOLEAN",
    "budget": _MONEY,
    "spent": _MONEY,
    "sample": "BOOLEAN",
    "reported": "BOOLEAN",
    "fits": "BOOLEAN",
}
"""The columns in their order. `period` is the name of the folder."""

_COPY = """
COPY (SELECT * FROM read_json(?, format = 'newline_delimited', columns = {columns})
      ORDER BY folder, kind, item)
TO '{target}' (FORMAT parquet, COMPRESSION zstd)
"""


class Export:
    """The rows of schools on their way into the partition of a period."""

    def __init__(self, path: Path, mapping: Mapping, lines: TextIO) -> None:
        """Keep where they go, and where they wait."""
        self.path = path
        self.mapping = mapping
        self.lines = lines
        self.rows = 0

    def add(self, school: School) -> School:
        """Take in what a school says, and hand it on."""
        placed, _ = self.mapping.apply(school)
        for row in _rows(placed):
            self.lines.write(json.dumps(row, ensure_ascii=False) + "\n")
            self.rows += 1
        return school

    def write(self) -> None:
        """Replace the partition as a whole. Raise OSError where the disk refuses."""
        self.lines.flush()
        made = Path(self.lines.name).with_name(FILE)
        target = made.as_posix().replace("'", "''")
        with duckdb.connect() as here:
            here.execute(_COPY.format(columns=COLUMNS, target=target), [self.lines.name])
        write(self.path, made.read_bytes())


@contextmanager
def exporting(folder: Path, period: Period, mapping: Mapping) -> Iterator[Export]:
    """An export into `folder`; what waits to be written lies in a folder of the system's."""
    with (
        tempfile.TemporaryDirectory() as scratch,
        Path(scratch, "rows.json").open("w", encoding="utf-8") as lines,
    ):
        yield Export(folder / f"period={period}" / FILE, mapping, lines)


def _rows(school: School) -> Iterator[dict[str, object]]:
    """A row of the school itself, then one of each item."""
    common = {
        "folder": school.folder,
        "school": school.name,
        "sample": school.sample,
        "reported": not school.missing,
    }
    yield common | {"kind": "school", "item": "", "status": school.state, "fits": True}
    yield from (common | _indicator(item) for item in school.items)
    yield from (common | _task(task) for task in school.tasks)


def _indicator(item: Item) -> dict[str, object]:
    numbers = {
        "value": item.value,
        "numerator": item.numerator,
        "denominator": item.denominator,
    }
    return {
        **{name: getattr(item, name) for name in ("name", "measure", "unit", "direction")},
        **{name: getattr(item, name) for name in ("departments", "status", "stale")},
        **_decimals(numbers, _DECIMALS),
        "kind": "indicator",
        "item": item.id,
        "observed_in": item.observed_in or None,
    }


def _task(task: TaskItem) -> dict[str, object]:
    return {
        **{name: getattr(task, name) for name in ("name", "departments", "status", "external")},
        **_decimals({"budget": task.budget, "spent": task.spent}, 0),
        "kind": "task",
        "item": task.id,
    }


def _decimals(numbers: dict[str, Exact | None], decimals: int) -> dict[str, object]:
    """The numbers as decimals; one that no column holds exactly is left out, and told by `fits`."""
    told = {key: None if n is None else _decimal(n, decimals) for key, n in numbers.items()}
    fits = all(told[key] is not None for key, number in numbers.items() if number is not None)
    return {**told, "fits": fits}


def _decimal(number: Exact, decimals: int) -> str | None:
    text = decimal_text(Fraction(number), decimals)
    whole = len(text.lstrip("-").partition(".")[0])
    return text if Fraction(text) == number and whole <= _DIGITS - decimals else None
