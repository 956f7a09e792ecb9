"""The command line as a real process, on the real plan."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def run(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kehoach", *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "KEHOACH_TODAY": "2026-11-23"},
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


@pytest.mark.parametrize(
    "arguments",
    [
        ["statu"],
        ["status", "--nope"],
        ["status", "--period", "2026H9"],
        ["status", "--period", "2031H1"],
        ["status", "--format", "xml"],
        ["check", "--workspace", "/"],
        ["status", "--period"],
    ],
)
def test_wrong_use_ends_with_two_and_one_sentence(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()


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
