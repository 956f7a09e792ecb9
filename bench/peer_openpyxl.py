"""What a school would write instead: a workbook read by openpyxl, judged, and printed."""

import sys
from typing import Any

from openpyxl import load_workbook


def main() -> None:
    """A line for each indicator: its last figure against the target."""
    last: dict[str, tuple[float, float]] = {}
    rows: Any = load_workbook(sys.argv[1], read_only=True).worksheets[0].values
    for item, target, _, value in rows:
        if value is not None:
            last[item] = (target, value)
    for item, (target, value) in last.items():
        print(f"{item:<12}{target:>10}{value:>10}  {'đạt' if value >= target else 'chưa đạt'}")


if __name__ == "__main__":
    main()
