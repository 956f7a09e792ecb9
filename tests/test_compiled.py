"""Templates compiled before: whatever happens to them, the report is the same."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

import kehoach
from support import command, indicator, plan, text, workspace


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache/kehoach"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return workspace(tmp_path / "school", text(plan(indicators=[indicator()])))


def made(folder: Path) -> dict[str, bytes]:
    """Every form of the report."""
    forms = command(folder, "report", "--period", "2026H1", "--format", "md,html,docx,text")
    assert forms.code == 0, forms.err
    return {path.name: path.read_bytes() for path in sorted((folder / "reports").iterdir())}


def files(kept: Path) -> list[Path]:
    return [path for path in kept.rglob("*") if path.is_file()]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


def turn_a_bit(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-40] ^= 1
    path.write_bytes(data)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def turn_into_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def swap(path: Path) -> None:
    """The file of another template, whole in itself."""
    others = [one for one in path.parent.iterdir() if one.is_file() and one != path]
    path.write_bytes(others[0].read_bytes())


def test_what_was_compiled_is_taken_the_next_time(folder: Path, kept: Path) -> None:
    first = made(folder)
    stamps = {path: path.stat().st_mtime_ns for path in files(kept)}
    assert stamps
    assert made(folder) == first
    assert {path: path.stat().st_mtime_ns for path in files(kept)} == stamps


@pytest.mark.parametrize("damage", [cut, turn_a_bit, empty, turn_into_a_folder, swap, Path.unlink])
def test_whatever_happens_to_it_the_report_is_the_same(
    damage: Callable[[Path], None], folder: Path, kept: Path
) -> None:
    first = made(folder)
    for path in files(kept):
        damage(path)
    assert made(folder) == first


@pytest.mark.usefixtures("kept")
def test_a_template_that_changed_is_compiled_anew(folder: Path) -> None:
    made(folder)
    own = folder / "templates/report.text.j2"
    own.parent.mkdir()
    own.write_text("Một\n", "utf-8")
    assert made(folder)["bao-cao-2026H1.txt"].decode() == "Một\n"
    os.utime(own, ns=(0, 0))
    own.write_text("Hai\n", "utf-8")
    os.utime(own, ns=(0, 0))
    assert made(folder)["bao-cao-2026H1.txt"].decode() == "Hai\n"


def test_another_version_of_the_program_keeps_its_own(
    folder: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = made(folder)
    monkeypatch.setattr(kehoach, "__version__", "999")
    assert made(folder) == first
    assert len(list(kept.iterdir())) == 2


@pytest.mark.parametrize("base", ["/dev/null", "không/tuyệt/đối", ""])
def test_where_nothing_can_be_kept_the_report_is_made_all_the_same(
    base: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", base)
    monkeypatch.setenv("HOME", "/dev/null")
    assert made(folder)
