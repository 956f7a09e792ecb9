"""Slips in a workspace that is in order: each is told once, at its place, in words that help.

A list of slips is `tests/hazards/<group>.yaml`, what is said of them `<group>.txt` beside it; both
are read by `prove.bad_inputs`, which counts them.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from kehoach.check import check
from kehoach.load import File, load
from prove import bad_inputs
from prove.bad_inputs import groups, problems_of, said_of, slips

GROUPS = pytest.mark.parametrize("group", groups(), ids=lambda path: path.stem)


def test_the_workspace_in_which_slips_are_made_is_in_order() -> None:
    files = bad_inputs.good()
    data = load(File(path, text) for path, text in files.items() if path.endswith(".yaml"))
    assert check(data, files.__contains__) == ()


@GROUPS
def test_a_slip_is_told_exactly_so(group: Path, golden: Callable[[Path, str], None]) -> None:
    golden(group.with_suffix(".txt"), said_of(group))


@GROUPS
def test_one_fault_has_one_message_at_a_place_in_its_line(group: Path) -> None:
    for slip in slips(group):
        found, _ = problems_of(slip)
        assert len(found) == slip.faults, slip.title
        for problem in found:
            lines = slip.data.decode("utf-8", errors="replace").splitlines() or [""]
            assert problem.path == slip.path, slip.title
            assert 1 <= problem.line <= len(lines) + 1, slip.title
            if "\0" not in lines[0] and problem.line <= len(lines):
                assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1, slip.title


@GROUPS
def test_a_title_says_what_was_done_and_names_one_slip(group: Path) -> None:
    titles = [slip.title for slip in slips(group)]
    assert len(set(titles)) == len(titles)


def test_a_slip_that_has_no_place_in_the_workspace_is_none(tmp_path: Path) -> None:
    group = tmp_path / "x.yaml"
    group.write_text("- {title: x, old: name, new: y}\n", "utf-8")
    with pytest.raises(ValueError, match="stands"):
        list(slips(group))


def test_there_are_more_of_them_than_asked_for() -> None:
    count = sum(len(list(slips(group))) for group in groups()) + len(bad_inputs.CODES)
    assert count >= bad_inputs.GOAL
