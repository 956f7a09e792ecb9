"""What a stranger runs into: streams that fail, odd terminals, and half-right commands."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from unittest import mock

import pytest
from rich.console import Console

from kehoach.cli import check as check_command
from kehoach.period import Period
from kehoach.status import evaluate
from kehoach.terminal.coloured import Coloured
from kehoach.terminal.status import print_status
from kehoach.view import only, status_view
from kehoach.wording import help as words
from kehoach.workspace import Workspace
from support import ROOT, TODAY, Ended, command

GOLDENS = Path(__file__).parent / "stranger"
POSIX = pytest.mark.skipif(os.name != "posix", reason="devices and terminals of POSIX")
STATUS = ("status", "--period", "2026H1")
PRINTING = [
    STATUS,
    (*STATUS, "--format", "json"),
    ("check",),
    ("due",),
    ("check", "--six-clear"),
    ("show", "CT-4.4", "--period", "2026H1"),
    ("report", "--period", "2026H1", "--output", "-"),
    ("log", "--period", "2026H1"),
    ("--help",),
]


def environment(**settings: str) -> dict[str, str]:
    """The environment without what the machine of the test says about colours and widths."""
    unwanted = {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "KEHOACH_WORKSPACE"}
    kept = {key: value for key, value in os.environ.items() if key not in unwanted}
    return {**kept, "KEHOACH_TODAY": TODAY, **settings}


def through_shell(redirection: str, *arguments: str, **settings: str) -> Ended:
    """Run as a process in the real plan, with the shell's redirections."""
    done = subprocess.run(
        ["bash", "-c", f'"$@" {redirection}', "bash", sys.executable, "-m", "kehoach", *arguments],
        cwd=ROOT,
        env=environment(**settings),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def on_terminal(*arguments: str, **settings: str) -> str:
    """What a terminal 80 columns wide is sent."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "kehoach", *arguments],
        cwd=ROOT,
        env=environment(**{"COLUMNS": "80", "TERM": "xterm-256color", **settings}),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    sent = b""
    while True:
        try:
            piece = os.read(ours, 65_536)
        except OSError:  # Linux's way to say that the other end is closed
            break
        if not piece:
            break
        sent += piece
    os.close(ours)
    assert process.wait() == 0, sent
    return sent.decode("utf-8", "replace").replace("\r\n", "\n")


# ------------------------------------------------------------------------------------------------
# Streams


@POSIX
@pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
def test_a_pipe_that_nobody_reads_is_no_error(arguments: tuple[str, ...]) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "kehoach", *arguments],
        cwd=ROOT,
        env=environment(),
        stdout=write,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    os.close(write)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


@POSIX
@pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
def test_a_closed_output_does_not_change_the_exit_status(arguments: tuple[str, ...]) -> None:
    done = through_shell(">&-", *arguments)
    assert done.code == 0
    assert "Traceback" not in done.err


@POSIX
def test_a_closed_output_still_fails_where_it_must() -> None:
    assert through_shell(">&-", *STATUS, "--fail-on", "missed").code == 1
    assert through_shell(">&- 2>&-", "status", "--nope").code == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
def test_a_full_disk_is_told_even_where_fail_on_matches(form: str) -> None:
    done = through_shell(">/dev/full", *STATUS, "--fail-on", "missed", "--format", form)
    assert (done.code, done.err) == (2, "Không in được kết quả: ổ đĩa đã đầy.\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_where_nothing_can_be_said_the_exit_status_still_holds() -> None:
    assert through_shell("2>/dev/full", "status", "--nope").code == 2


@POSIX
def test_a_folder_that_is_gone_is_named_as_such(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    script = 'cd "$0" && rmdir "$0" && "$@"'
    done = subprocess.run(
        ["bash", "-c", script, gone, sys.executable, "-m", "kehoach", "check"],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (2, words.NO_FOLDER + "\n")


def test_an_interrupted_command_says_so() -> None:
    with mock.patch.object(check_command, "open_workspace", side_effect=KeyboardInterrupt):
        done = command(ROOT, "check")
    assert done == (130, "", "Đã dừng.\n")


def test_a_package_that_is_missing_is_named() -> None:
    ask = (
        "import sys; sys.modules['jinja2'] = None\n"
        "from kehoach import cli; sys.argv = ['kehoach', 'report', '--output', '-']; cli.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("Máy này thiếu gói jinja2.")


# ------------------------------------------------------------------------------------------------
# Terminals


@POSIX
def test_a_terminal_gets_colours_unless_it_asks_for_none() -> None:
    red = "\x1b[1;31m"
    assert red in on_terminal(*STATUS)
    assert red not in on_terminal(*STATUS, NO_COLOR="1")
    assert "\x1b" not in on_terminal(*STATUS, TERM="dumb")


def test_a_pipe_gets_none_and_a_row_a_line_though_colours_are_forced() -> None:
    plain = through_shell("", *STATUS)
    forced = through_shell("", *STATUS, FORCE_COLOR="1", COLUMNS="40")
    assert forced == plain
    assert "\x1b" not in plain.out


@POSIX
@pytest.mark.parametrize("encoding", ["ascii", "cp1258", "utf-8"])
@pytest.mark.parametrize("arguments", [STATUS, ("check",), ("--help",)], ids=" ".join)
def test_no_encoding_of_a_terminal_ends_a_command(
    encoding: str, arguments: tuple[str, ...]
) -> None:
    told = on_terminal(*arguments, PYTHONIOENCODING=encoding)
    assert "Traceback" not in told
    assert "kehoach" in told or "data/" in told


@pytest.mark.parametrize("encoding", ["ascii", "cp1258"])
def test_a_pipe_is_utf_8_whatever_the_encoding_of_the_machine(encoding: str) -> None:
    said = through_shell("", "statu", PYTHONIOENCODING=encoding, LC_ALL="C", PYTHONUTF8="0")
    assert said.err.startswith("Không có lệnh statu. Có phải: status?\n")


def drawn(width: int, source: Path = ROOT, **cut: str) -> str:
    """The status of the first half of 2026 on a terminal, without colours."""
    data = Workspace(source).read()
    assert data.plan is not None
    here = Console(width=width, color_system=None, force_terminal=True, highlight=False)
    evaluation = evaluate(data.plan, data.entries, Period.parse("2026H1"), date(2026, 6, 14))
    with here.capture() as told:
        print_status(Coloured(here), status_view(only(evaluation, **cut)))
    return "".join(f"{line.rstrip()}\n" for line in told.get().splitlines())


@pytest.mark.parametrize("width", [40, 80])
def test_a_cut_status_is_drawn_as_it_was(width: int, golden: Callable[[Path, str], None]) -> None:
    told = drawn(width, group="ct-3")
    assert max(map(len, told.splitlines())) <= width
    golden(GOLDENS / f"ct-3.{width}.txt", told)


def test_a_narrow_terminal_breaks_no_word() -> None:
    data = Workspace(ROOT).read()
    assert data.plan is not None
    told = " ".join(drawn(40).split())
    assert all(item.name[:40].rpartition(" ")[0] in told for item in data.plan.indicators)


def test_a_wide_terminal_wraps_no_rating() -> None:
    lines = drawn(200).splitlines()
    assert any("Chưa đến hạn đánh giá" in line for line in lines)
    assert not any(line.endswith("Chưa đến hạn") for line in lines)


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_the_check_of_the_real_plan_in_every_form(
    form: str, golden: Callable[[Path, str], None]
) -> None:
    done = command(ROOT, "check", "--format", form)
    assert done.code == 0
    golden(GOLDENS / f"check.{form}", done.out)


# ------------------------------------------------------------------------------------------------
# Help


@pytest.mark.parametrize("columns", ["40", "80", "200"])
@pytest.mark.parametrize("name", ["", "check", "status", "show", "report"])
def test_a_help_page_is_vietnamese_and_whole_at_any_width(name: str, columns: str) -> None:
    done = through_shell("", *filter(None, [name]), "--help", COLUMNS=columns)
    assert done.code == 0
    for left in ("<", "{", "default", "required", "TEXT", "Usage", "OPTIONS", "Show", "exit"):
        assert left not in done.out
    # The framework lays no page out below 50 columns.
    assert max(map(len, done.out.splitlines())) <= max(int(columns), 52)


def test_the_list_of_commands_cuts_no_summary() -> None:
    told = " ".join(command(ROOT, "--help").out.split())
    for summary in (words.CHECK, words.STATUS, words.SHOW, words.REPORT):
        assert summary in told


def test_without_a_command_the_page_comes_alone() -> None:
    done = command(ROOT)
    assert done.code == 2
    assert done.err == command(ROOT, "--help").out


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("No such command 'statu'. Did you mean 'status'?", "Không có lệnh statu. Có phải: status?"),
        ("No such option: --f (Possible options: --focus, --format)", "Không có tùy chọn --f. Có phải: --focus, --format?"),
        ("Got unexpected extra arguments (a b)", "Thừa tham số: a b."),
        ("A sentence of a later version.", "Lệnh viết chưa đúng."),
    ],
)  # fmt: skip
def test_no_sentence_of_the_framework_stays_english(english: str, vietnamese: str) -> None:
    assert words.error(english) == vietnamese


# ------------------------------------------------------------------------------------------------
# Half-right commands


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (("--period", "2026h1"), ("--period", "2026H1")),
        (("--period", "2026H1", "--only", "MISSED"), ("--period", "2026H1", "--only", "missed")),
        (("--period", "2026H1", "--group", "CT-ii.1"), ("--period", "2026H1", "--group", "ct-II.1")),
        (("--period", "2026H1", "--as-of", "1/6/2026"), ("--period", "2026H1", "--as-of", "2026-06-01")),
    ],
)  # fmt: skip
def test_capitals_and_the_form_of_a_date_need_not_be_exact(
    typed: tuple[str, ...], meant: tuple[str, ...]
) -> None:
    first, second = (command(ROOT, "status", "--format", "json", *said) for said in (typed, meant))
    assert first == second
    assert first.code == 0
    assert json.loads(first.out)["period"] == "2026H1"


@pytest.mark.parametrize(
    ("arguments", "near"),
    [
        (("status", "--department", "bghh"), "bgh"),
        (("status", "--group", "ct4"), "ct-4"),
        (("status", "--focus", "doingu"), "doi-ngu"),
        (("status", "--only", "behnid"), "behind"),
        (("status", "--fail-on", "missed,overdu"), "overdue"),
        (("status", "--format", "jsn"), "json"),
        (("report", "--format", "htm"), "html"),
    ],
)
def test_the_nearest_choice_is_named_after_all_that_are_allowed(
    arguments: tuple[str, ...], near: str
) -> None:
    done = command(ROOT, *arguments)
    assert (done.code, done.out) == (2, "")
    allowed, _, nearest = done.err.partition(" Có phải là ")
    assert near in nearest
    chosen = allowed.partition("Chọn: ")[2].rstrip(".").split(", ")
    assert near in chosen
    assert len(chosen) == len(set(chosen))


@pytest.mark.parametrize("value", ["", ",", "  "])
@pytest.mark.parametrize("option", ["--only", "--fail-on"])
def test_a_choice_of_nothing_is_refused(option: str, value: str) -> None:
    # `--fail-on "$UNSET"` would otherwise never fail.
    done = command(ROOT, *STATUS, option, value)
    assert (done.code, done.out) == (2, "")
    assert option in done.err


def test_a_report_in_no_form_is_refused(tmp_path: Path) -> None:
    done = command(ROOT, "report", "--format", "", "--output", str(tmp_path))
    assert done.code == 2
    assert not list(tmp_path.iterdir())


def test_the_6_ro_and_strict_do_not_go_together() -> None:
    done = command(ROOT, "check", "--six-clear", "--strict")
    assert (done.code, done.out) == (2, "")
    assert "--strict" in done.err


def test_a_wrong_setting_of_the_environment_is_named(tmp_path: Path) -> None:
    done = through_shell("", "check", KEHOACH_WORKSPACE=str(tmp_path))
    assert done.code == 2
    assert "Hãy sửa KEHOACH_WORKSPACE" in done.err
    done = through_shell("", "status", KEHOACH_TODAY="hom-nay")
    assert done.code == 2
    assert "KEHOACH_TODAY" in done.err


def test_a_workspace_named_wrongly_is_not_looked_for_above() -> None:
    done = command(ROOT, "check", "--workspace", "data")
    assert done.code == 2
    assert "Hãy sửa --workspace" in done.err
