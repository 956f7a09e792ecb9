"""The command line as a real process, on the real plan."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from kehoach.cli import app
from support import ROOT, TODAY, plan, text, workspace

COMMANDS = [
    "check",
    "status",
    "show",
    "report",
    "scorecard",
    "diff",
    "seal",
    "reopen",
    "log",
    "due",
    "schema",
    "init",
]


def run(
    *arguments: str, folder: Path = ROOT, today: str = TODAY, **settings: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kehoach", *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "KEHOACH_TODAY": today, **settings},
        check=False,
    )


def test_the_real_plan_has_no_errors_and_names_its_known_tension() -> None:
    done = run("check", "--format", "json")
    assert done.returncode == 0
    assert [found["code"] for found in json.loads(done.stdout)] == ["chi-tieu-vuong-nhau"]


def test_status_without_a_period_is_that_of_the_half_year_of_today() -> None:
    told = json.loads(run("status", "--format", "json").stdout)
    assert (told["period"], told["as_of"]) == ("2026H2", "2026-11-23")


def test_fail_on_gives_one_only_where_it_matches() -> None:
    assert run("status", "--period", "2026H1", "--fail-on", "missed").returncode == 1
    assert run("status", "--period", "2026H1", "--fail-on", "overdue").returncode == 0


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_report_is_whole_says_sample_and_is_the_same_again(form: str, tmp_path: Path) -> None:
    again = [run("report", "--period", "2026H1", "--format", form, "--output", "-") for _ in "ab"]
    assert again[0].stdout == again[1].stdout
    assert "SỐ LIỆU MINH HỌA" in again[0].stdout
    assert "V. Kiến nghị, đề xuất" in again[0].stdout
    done = run("report", "--period", "2026H1", "--format", form, "--output", str(tmp_path))
    assert done.returncode == 0
    assert (tmp_path / f"bao-cao-2026H1.{form}").read_text("utf-8") == again[0].stdout


@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe", b"x" * 10_000_000, b"[" * 30_000])
@pytest.mark.parametrize("path", ["data/plan.yaml", "data/progress/2026H1.yaml"])
def test_no_input_ends_in_a_traceback(path: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / "data/progress").mkdir(parents=True)
    (tmp_path / "data/plan.yaml").write_bytes((ROOT / "data/plan.yaml").read_bytes())
    (tmp_path / path).write_bytes(content)
    done = run("check", folder=tmp_path)
    assert done.returncode == 1
    assert f"\n{path}:" in "\n" + done.stdout
    assert "Traceback" not in done.stderr


def test_a_folder_in_place_of_a_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "data/progress/2026H1.yaml").mkdir(parents=True)
    (tmp_path / "data/plan.yaml").write_bytes((ROOT / "data/plan.yaml").read_bytes())
    done = run("check", folder=tmp_path)
    assert done.returncode == 1
    assert "khong-phai-tep" in done.stdout


@pytest.mark.parametrize("item", ["CT-4.5", "CT-4.4", "NV-III.1"])
@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
def test_show_tells_of_one_item_in_every_form(item: str, form: str) -> None:
    done = run("show", item, "--period", "2026H1", "--format", form)
    assert done.returncode == 0, done.stderr
    assert done.stdout


# ------------------------------------------------------------------------------------------------
# As a stranger meets it


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_in_vietnamese_and_stands_in_the_documents(name: str) -> None:
    done = run(name, "--help")
    assert done.returncode == 0
    assert "Cách dùng: kehoach" in done.stdout
    for english in ("Usage", "Options", "Show this", "default", "required", "Arguments"):
        assert english not in done.stdout
    for document in ("README.md", "docs/huong-dan.md"):
        assert f"kehoach {name}" in (ROOT / document).read_text("utf-8")


def test_without_a_command_the_help_comes() -> None:
    assert "Cách dùng: kehoach" in run().stdout + run().stderr
    assert run("--version").stdout.startswith("kehoach ")


def test_every_option_has_a_text() -> None:
    whole: Any = get_command(app)
    for name in whole.list_commands(None):
        for option in whole.get_command(None, name).params:
            assert getattr(option, "help", None), f"{name} {option.name}"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["statu"], "status"),
        (["status", "--nope"], "--nope"),
        (["status", "--period", "2026H9"], "2026H9"),
        (["status", "--period", "2031H1"], "2026-2030"),
        (["status", "--as-of", "31/02/2026"], "31/02/2026"),
        (["status", "--department", "bghh"], "bgh"),
        (["status", "--group", "zzz"], "ct-1"),
        (["status", "--only", "late"], "behind"),
        (["status", "--format", "xml"], "json"),
        (["check", "--format", "table"], "github"),
        (["check", "--six-clear", "--format", "github"], "csv"),
        (["report", "--format", "pdf"], "html"),
        (["show"], "ID"),
        (["diff"], "KỲ_TRƯỚC"),
        (["diff", "2026H1"], "KỲ_SAU"),
        (["diff", "2026H1", "2026H3"], "2026H3"),
        (["diff", "2026H1", "2031H1"], "2026-2030"),
        (["diff", "2026H1", "2026h1"], "cùng kết thúc ở 2026H1"),
        (["diff", "2026H2", "2026"], "cùng kết thúc ở 2026H2"),
        (["diff", "2027", "2026H2"], "kehoach diff 2026H2 2027"),
        (["diff", "2026H1", "2026H2", "2027H1"], "2027H1"),
        (["diff", "2026H1", "2026H2", "--as-of", "hôm nay"], "hôm nay"),
        (["diff", "2026H1", "2026H2", "--format", "html"], "json"),
        (["check", "--workspace", "/"], "data/plan.yaml"),
    ],
)
def test_wrong_use_is_one_vietnamese_sentence_that_names_what_is_right(
    arguments: list[str], said: str
) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    for english in ("Error", "No such", "Missing", "Invalid", "Traceback", "Try '"):
        assert english not in done.stderr


def test_today_outside_the_plan_asks_for_a_period() -> None:
    done = run("status", today="2035-01-01")
    assert done.returncode == 2
    assert "--period" in done.stderr


def test_a_workspace_is_found_from_a_folder_inside_it_and_by_name(tmp_path: Path) -> None:
    assert run("check", folder=ROOT / "data/progress").returncode == 0
    assert run("check", folder=tmp_path, KEHOACH_WORKSPACE=str(ROOT)).returncode == 0
    assert run("check", "--workspace", str(ROOT), folder=tmp_path).returncode == 0
    assert run("--workspace", str(ROOT), "check", folder=tmp_path).returncode == 0
    assert run("check", folder=tmp_path).returncode == 2


@pytest.mark.parametrize("name", ["", "record", "schema", "sheet import"])
def test_help_fits_a_narrow_terminal(name: str) -> None:
    done = run(*name.split(), "--help", COLUMNS="40")
    assert done.returncode == 0
    assert max(map(len, done.stdout.splitlines())) <= 40


def test_a_reader_that_stops_early_is_no_error() -> None:
    shell = f"{sys.executable} -m kehoach status --period 2026H1 --format csv | head -n 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", shell],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Mã,")


def test_a_reader_that_stops_early_does_not_make_problems_fine(tmp_path: Path) -> None:
    many = "".join(f"  CT-{number}: {{value: 1.234}}\n" for number in range(4_000))
    workspace(tmp_path, text(plan()), **{"2026H1": f"period: 2026H1\nindicators:\n{many}"})
    for command_line in ("check 2>&1 | head -n 1", "check --format json | head -n 1"):
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", f"{sys.executable} -m kehoach {command_line}"],
            cwd=tmp_path,
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.parametrize("arguments", [("record", "--period", "2026H1"), ("init", "moi")])
@pytest.mark.skipif(os.name == "nt", reason="a shell of Unix")
def test_who_is_asked_by_a_command_whose_input_is_closed_is_told(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    workspace(tmp_path / "nay", text(plan()))
    folder = tmp_path if arguments[0] == "init" else tmp_path / "nay"
    line = shlex.join([sys.executable, "-m", "kehoach", *arguments]) + " <&-"
    ended = subprocess.run(
        ["sh", "-c", line], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_behind_the_pipe_is_told() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "kehoach", "status", "--period", "2026H1"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 2
    assert "ổ đĩa đã đầy" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "settings", [{"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}, {"TERM": "dumb"}]
)
def test_vietnamese_comes_out_whatever_the_locale(settings: dict[str, Any]) -> None:
    done = run("status", "--period", "2026H1", **settings)
    assert done.returncode == 0
    assert "Trường Tiểu học Hùng Thắng" in done.stdout


@pytest.mark.parametrize(
    ("typed", "unwanted"),
    [
        (["--help"], {"pydantic", "yaml", "jinja2", "rich.console"}),
        (["check"], {"jinja2", "rich.console"}),
        (["status", "--period", "2026H1"], {"jinja2", "rich.console"}),
        (["report", "--period", "2026H1", "--output", "-"], {"rich.console", "docxtpl"}),
    ],
)
def test_a_command_in_a_pipe_loads_no_library_that_it_does_not_need(
    typed: list[str], unwanted: set[str]
) -> None:
    ask = (
        "import sys; from kehoach import cli\n"
        f"sys.argv = ['kehoach', *{typed}]\n"
        "try: cli.main()\n"
        f"finally: sys.stderr.write(repr({unwanted} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.stderr.endswith("set()"), done.stderr


def test_without_libyaml_the_person_is_told_what_to_install() -> None:
    ask = (
        "import sys; sys.modules['yaml._yaml'] = None\n"
        "from kehoach import cli; sys.argv = ['kehoach', 'check']; cli.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2
    assert "libyaml" in done.stderr
    assert "Traceback" not in done.stderr


def test_strict_lets_a_warning_fail() -> None:
    assert run("check").returncode == 0
    assert run("check", "--strict").returncode == 1
