"""Whole workspaces: `tests/workspaces/<case>/case.yaml` says what a case is about and what to run.

Each run reads the folder, evaluates one period as of one day, and must give the expected JSON to
the byte. `--update-goldens` rewrites the expected files; a change of them is a change of the contract.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from kehoach.check import check
from kehoach.contract.status import as_json
from kehoach.period import Period
from kehoach.problem import Severity
from kehoach.status import evaluate
from support import load_folder

FOLDER = Path(__file__).parent / "workspaces"
CASES = sorted(path.parent for path in FOLDER.glob("*/case.yaml"))


@dataclass(frozen=True)
class Run:
    """One run of a case."""

    folder: Path
    period: str
    as_of: str
    expected: str


def case_of(folder: Path) -> Any:
    """What `case.yaml` says, every scalar as text."""
    # BaseLoader makes nothing but text, lists and dicts.
    return yaml.load((folder / "case.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506


RUNS = [Run(folder, **run) for folder in CASES for run in case_of(folder)["runs"]]


def test_there_are_cases() -> None:
    assert len(CASES) >= 30
    assert all(case_of(folder)["what"] for folder in CASES)


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_every_expected_file_of_a_case_is_compared(folder: Path) -> None:
    expected = {path.name for path in (folder / "expected").iterdir()}
    named = [run["expected"] for run in case_of(folder)["runs"]]
    assert sorted(expected) == sorted(named)


@pytest.mark.parametrize("run", RUNS, ids=lambda run: f"{run.folder.name}/{run.expected}")
def test_a_workspace_gives_the_expected_json(run: Run, golden: Callable[[Path, str], None]) -> None:
    data = load_folder(run.folder)
    wrong = [p for p in check(data, lambda _: True) if p.severity is Severity.ERROR]
    assert not wrong
    assert data.plan is not None
    period, as_of = Period.parse(run.period), date.fromisoformat(run.as_of)
    found = as_json(evaluate(data.plan, data.entries, period, as_of))
    text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    golden(run.folder / "expected" / run.expected, text)


def test_a_golden_file_that_differs_by_a_byte_is_a_failure(
    tmp_path: Path, golden: Callable[[Path, str], None], pytestconfig: pytest.Config
) -> None:
    path = tmp_path / "expected.json"
    path.write_bytes("chỉ tiêu\r\n".encode())
    golden(path, "chỉ tiêu\r\n")
    if not pytestconfig.getoption("--update-goldens"):
        with pytest.raises(AssertionError):
            golden(path, "chỉ tiêu\n")
