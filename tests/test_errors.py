"""Every problem code: the smallest workspace that has it, and exactly what `check` then says.

`tests/errors/<code>/` is a whole workspace; `cd` there and run `kehoach check`. What git cannot
keep (a file of 5 MB, a file that may not be read) is made by a recipe in `prove.bad_inputs`.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kehoach import complaint
from kehoach.load import PLAN_PATH
from kehoach.period import Period
from kehoach.problem import Code, Severity
from kehoach.sheet.form import code_of
from kehoach.workspace import Workspace
from prove import bad_inputs
from prove.bad_inputs import workspace_of
from support import TODAY, Ended, command, indicator, plan, read_plan, text, write

pytestmark = pytest.mark.usefixtures("alone")

CASES = bad_inputs.ERRORS
ENTRY = bad_inputs.ENTRY
OF_FILES = bad_inputs.CODES


def test_every_code_of_the_files_has_a_case_and_every_case_a_code() -> None:
    assert {case.name for case in CASES.iterdir()} == {code.value for code in OF_FILES}


@pytest.mark.parametrize("code", OF_FILES)
def test_a_case_has_its_code_alone_and_says_exactly_this(
    code: Code, tmp_path: Path, golden: Callable[[Path, str], None]
) -> None:
    folder = workspace_of(code, tmp_path)
    told = json.loads(command(folder, "check", "--format", "json").out)
    assert [problem["code"] for problem in told] == [code.value]
    done = command(folder, "check")
    assert done.code == (1 if code.severity is Severity.ERROR else 0)
    assert command(folder, "check", "--strict").code == 1
    golden(CASES / code / "expected.txt", done.out + done.err)


@pytest.mark.parametrize("code", OF_FILES)
def test_the_line_shown_is_the_line_of_the_file_and_the_caret_stands_in_it(
    code: Code, tmp_path: Path
) -> None:
    folder = workspace_of(code, tmp_path)
    data = Workspace(folder).read()
    (problem,) = json.loads(command(folder, "check", "--format", "json").out)
    shown = data.lines.get(problem["path"], ())
    if not shown:
        assert (problem["line"], problem["column"]) == (1, 1)
        return
    line = shown[problem["line"] - 1]
    assert 1 <= problem["column"] <= len(line) + 1
    assert problem["message"]
    assert problem["hint"]
    assert not problem["message"].endswith(".")


def test_status_show_and_report_stop_at_the_same_problem(tmp_path: Path) -> None:
    folder = workspace_of(Code.NUMERATOR_ABOVE_DENOMINATOR, tmp_path)
    expected = complaint_of(folder)
    for arguments in (["status"], ["show", "CT-1"], ["report", "--period", "2026H1"]):
        done = command(folder, *arguments)
        assert (done.code, done.out) == (1, "")
        assert done.err.startswith(expected)
    assert not (folder / "reports").exists()


@pytest.mark.parametrize("columns", [40, 60, 80, 200])
def test_on_a_terminal_no_word_is_torn_and_the_mark_stays_under_its_place(
    columns: int, tmp_path: Path
) -> None:
    line = "  CT-1: {note: Đã " + "rất " * 40 + "xong, value: 1.234}"
    write(tmp_path, text(plan(indicators=[indicator()])))
    write(tmp_path, f"period: 2026H1\nindicators:\n{line}\n", ENTRY)
    workspace = Workspace(tmp_path)
    data = workspace.read()
    (problem,) = data.problems
    whole = complaint.complaint(problem, data.lines[ENTRY])
    told = complaint.complaint(problem, data.lines[ENTRY], columns)
    (at,) = (n for n, one in enumerate(told.splitlines()) if one.endswith("^"))
    shown, mark = told.splitlines()[at - 1 : at + 1]
    assert shown[len(mark) - 1 :].startswith("1.234")
    assert len(shown) <= columns
    first, _, _, *rest = whole.splitlines()
    lines = told.splitlines()
    assert (
        " ".join([*lines[: at - 1], *lines[at + 1 :]]).split() == " ".join([first, *rest]).split()
    )


def on_a_narrow_terminal(folder: Path, stream: str, *arguments: str) -> str:
    """What a command says on stdout or stderr, where that is a terminal of 50 columns."""
    import pty

    master, slave = pty.openpty()
    nowhere = subprocess.DEVNULL
    subprocess.run(
        [sys.executable, "-m", "kehoach", *arguments],
        cwd=folder,
        env={**os.environ, "COLUMNS": "50", "KEHOACH_TODAY": TODAY},
        stdout=slave if stream == "stdout" else nowhere,
        stderr=slave if stream == "stderr" else nowhere,
        check=False,
    )
    os.close(slave)
    told = os.read(master, 100_000).decode().replace("\r\n", "\n")
    os.close(master)
    return told


def test_a_terminal_is_told_in_its_width(tmp_path: Path) -> None:
    folder = workspace_of(Code.UNKNOWN_ID, tmp_path)
    told = on_a_narrow_terminal(folder, "stdout", "check")
    assert max(map(len, told.splitlines())) <= 50
    assert told.split() == command(folder, "check").out.split()


@pytest.mark.parametrize(
    ("arguments", "catalogue", "wrong"),
    [
        ("status", {}, True),
        ("record CT-1 --period 2026H1 --value x", {}, False),
        ("record CT-1 --period 2026H1 --value -3", {}, False),
        ("record CT-2 --period 2026H1 --value 3", {}, True),
        ("record CT-1 --period 2026H1 --value 3", {"version": "9"}, False),
        ("sheet import phieu.csv", {}, False),
        ("seal 2026H1", {}, True),
    ],
)
def test_problems_are_told_in_the_width_of_a_terminal_by_every_command(
    arguments: str, catalogue: dict[str, str], wrong: bool, tmp_path: Path
) -> None:
    items = [indicator(), indicator(id="CT-2")]
    write(tmp_path, text(plan(indicators=items, **catalogue)))
    broken = "  CT-9: {value: " + "rất " * 10 + "}\n  CT-2: {\n" if wrong else ""
    write(tmp_path, f"period: 2026H1\nindicators:\n  CT-1: {{value: 3}}\n{broken}", ENTRY)
    code = code_of(read_plan(plan()), Period.parse("2026H1"), "bgh")
    rows = "Mã,Chỉ tiêu,Kết quả\nCT-1,Chỉ tiêu thử,khoảng hai hoặc ba lớp\n"
    (tmp_path / "phieu.csv").write_text(f"{code}\n{rows}", "utf-8")
    told = on_a_narrow_terminal(tmp_path, "stderr", *arguments.split())
    problems, _, _ = told.rpartition("gợi ý")
    assert "[" in problems
    long = [line for line in problems.splitlines() if len(line) > 50]
    assert all(" " not in line for line in long), long
    whole = command(tmp_path, *arguments.split()).err
    assert len(told.splitlines()) > len(whole.splitlines())


def complaint_of(folder: Path) -> str:
    from kehoach.check import check

    workspace = Workspace(folder)
    data = workspace.read()
    return complaint.complaints(check(data, workspace.evidence_found), data.lines)


def test_a_problem_as_an_annotation_names_file_line_and_column(tmp_path: Path) -> None:
    done = command(
        workspace_of(Code.NUMERATOR_ABOVE_DENOMINATOR, tmp_path), "check", "--format", "github"
    )
    assert done.out.startswith(f"::error file={ENTRY},line=3,col=21,")
    assert "tu-so-lon-hon-mau-so" in done.out


def ends_well(done: Ended) -> bool:
    """With an exit status of the contract, something said, and no traceback."""
    return done.code in (1, 2) and bool(done.out or done.err) and "Traceback" not in done.err


def test_a_pipe_in_place_of_a_file_does_not_hang(tmp_path: Path) -> None:
    folder = workspace_of(Code.NOT_A_FILE, tmp_path)
    shutil.rmtree(folder / ENTRY)
    os.mkfifo(folder / ENTRY)
    assert ends_well(command(folder, "check"))


def test_a_folder_without_a_plan_is_no_workspace(tmp_path: Path) -> None:
    done = command(tmp_path, "check")
    assert done.code == 2
    assert ends_well(done)


def test_a_catalogue_that_is_a_folder_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / PLAN_PATH).mkdir(parents=True)
    assert ends_well(command(tmp_path, "status"))


def test_entries_that_are_a_file_are_a_problem(tmp_path: Path) -> None:
    folder = workspace_of(Code.NO_PLAN, tmp_path)
    shutil.rmtree(folder / "data/progress")
    (folder / "data/progress").write_text("x", encoding="utf-8")
    assert ends_well(command(folder, "check"))


def test_a_value_of_any_length_leaves_the_sentence_readable(tmp_path: Path) -> None:
    folder = workspace_of(Code.BAD_NUMBER, tmp_path)
    path = folder / ENTRY
    path.write_text(path.read_text("utf-8").replace("ba", "9" * 6_000 + "x"), encoding="utf-8")
    done = command(folder, "check")
    assert done.code == 1
    assert max(map(len, done.out.splitlines())) < 200
