"""Writing: whole or not at all, by one process at a time, through links, with nothing left over."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kehoach import disk
from kehoach.disk import BusyError
from kehoach.load import PLAN_PATH
from kehoach.problem import Code
from kehoach.workspace import ChangedMeanwhileError, Workspace
from support import plan, text, workspace

HOLD = """
import sys
from pathlib import Path
from kehoach.workspace import Workspace
with Workspace(Path(sys.argv[1])).lock():
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def here(tmp_path: Path) -> Workspace:
    (tmp_path / "data/progress").mkdir(parents=True)
    (tmp_path / PLAN_PATH).write_text("version: 1\n", "utf-8")
    return Workspace(tmp_path)


def hold(here: Workspace) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(here.root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_while_one_process_writes_another_waits_and_then_gives_up(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_TRIES", 2)
    with hold(here) as process:
        with pytest.raises(BusyError):
            here.write(here.root / "a", "a")
        process.communicate()
    here.write(here.root / "a", "a")
    assert sorted(path.name for path in here.root.iterdir()) == ["a", "data"]


def test_the_lock_of_a_process_that_was_killed_is_free_at_once(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_TRIES", 1)
    with hold(here) as process:
        process.kill()
        process.wait()
        here.write(here.root / "a", "a")


def test_a_disk_that_knows_no_locks_is_written_all_the_same(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsupported(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr("fcntl.flock", unsupported)
    here.write(here.root / "a", "a")
    assert (here.root / "a").read_text() == "a"


def test_a_file_that_somebody_changed_since_it_was_read_is_left(here: Workspace) -> None:
    path = "data/progress/2026H1.yaml"
    with here.lock() as writer:
        writer.replace(path, "một", before=None)
        with pytest.raises(ChangedMeanwhileError):
            writer.replace(path, "hai", before=None)
        with pytest.raises(ChangedMeanwhileError):
            writer.replace(path, "hai", before=b"khac")
        writer.replace(path, "hai", before="một".encode())
    assert (here.root / path).read_text("utf-8") == "hai"


def test_a_link_stays_a_link_and_its_target_is_written_with_its_mode(here: Workspace) -> None:
    elsewhere = here.root / "noi-khac"
    elsewhere.mkdir()
    target = elsewhere / "h1.yaml"
    target.write_text("cũ", "utf-8")
    target.chmod(0o640)
    link = here.root / "data/progress/2026H1.yaml"
    link.symlink_to(target)
    here.write(link, "mới")
    assert link.is_symlink()
    assert target.read_text("utf-8") == "mới"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert [path.name for path in elsewhere.iterdir()] == ["h1.yaml"]


def test_a_link_to_nowhere_is_followed_where_its_folder_is_there(here: Workspace) -> None:
    link = here.root / "data/progress/2026H1.yaml"
    link.symlink_to(here.root / "h1.yaml")
    here.write(link, "mới")
    assert (here.root / "h1.yaml").read_text("utf-8") == "mới"
    link.unlink()
    link.symlink_to(here.root / "khong/co/h1.yaml")
    with pytest.raises(FileNotFoundError):
        here.write(link, "mới")


@pytest.mark.parametrize("step", ["os.fsync", "os.replace", "os.chmod", "tempfile.mkstemp"])
def test_a_disk_that_refuses_leaves_the_old_file_and_nothing_else(
    step: str, here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = here.root / "data/progress/2026H1.yaml"
    here.write(path, "cũ")

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(step, refuse)
        with pytest.raises(OSError, match="space"):
            here.write(path, "mới")
    assert path.read_text("utf-8") == "cũ"
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("code", "told"), [(errno.EIO, True), (errno.EINVAL, False), (errno.EACCES, False)]
)
def test_a_folder_that_is_not_flushed_is_told_where_the_disk_fails_and_not_where_it_cannot(
    code: int, *, told: bool, here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync = os.fsync

    def refuse(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(code, os.strerror(code))
        fsync(handle)

    monkeypatch.setattr("os.fsync", refuse)
    if told:
        with pytest.raises(OSError, match="Input/output"):
            here.write(here.root / "moi/a", "a")
    else:
        here.write(here.root / "moi/a", "a")
        assert (here.root / "moi/a").read_text() == "a"


def test_the_folders_that_are_made_are_flushed_with_those_above_them(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[Path] = []
    monkeypatch.setattr(disk, "_flush_folder", flushed.append)
    here.write(here.root / "mot/hai/a", "a")
    assert flushed == [here.root / "mot", here.root, here.root / "mot/hai"]


def test_what_a_killed_process_left_is_removed_by_the_next_one_and_nothing_else(
    here: Workspace,
) -> None:
    folder = here.root / "data/progress"
    for name in (".kehoach-abc.tmp", ".giu-lai.tmp", ".kehoach-giu-lai"):
        (folder / name).write_text("x")
    here.write(folder / "2026H1.yaml", "mới")
    names = sorted(path.name for path in folder.iterdir())
    assert names == [".giu-lai.tmp", ".kehoach-giu-lai", "2026H1.yaml"]


def test_what_another_process_is_still_writing_beside_is_left_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flush, waiting = os.fsync, ["b"]

    def write_another_first(handle: int) -> None:
        if waiting:
            disk.write(tmp_path / waiting.pop(), "b")
        flush(handle)

    monkeypatch.setattr("os.fsync", write_another_first)
    disk.write(tmp_path / "a", "a")
    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == {
        "a": "a",
        "b": "b",
    }


@pytest.mark.skipif(sys.platform == "win32", reason="pipes with a name are those of Unix")
def test_a_pipe_is_neither_replaced_nor_waited_for(here: Workspace) -> None:
    path = here.root / "viec.ics"
    os.mkfifo(path)
    with pytest.raises(OSError, match=os.strerror(errno.ENODEV)):
        here.write(path, "mới")
    assert path.is_fifo()


def test_a_file_that_may_not_be_written_is_not_replaced(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = here.root / "data/progress/2026H1.yaml"
    path.write_text("cũ", "utf-8")
    path.chmod(0o444)
    if os.geteuid() == 0:  # who may write everything
        refused = PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        open_ = os.open

        def refuse(name: Path, flags: int, *more: int) -> int:
            if flags == os.O_WRONLY:
                raise refused
            return open_(name, flags, *more)

        monkeypatch.setattr("os.open", refuse)
    with pytest.raises(PermissionError):
        here.write(path, "mới")
    assert path.read_text("utf-8") == "cũ"


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("2026H1.yaml.txt", True),
        ("2026H1.YAML", True),
        ("2026H1.yml", True),
        ("2026H1.txt", True),
        ("so-lieu.yaml", True),
        ("2026H1/a.yml", True),
        ("2026H1/con/a.yaml", True),
        ("ghi-chu.md", False),
        ("2026H1.xlsx", False),
        ("2026H1/phieu.xlsx", False),
    ],
)
def test_a_file_that_a_person_may_think_is_read_is_named(
    name: str, *, refused: bool, tmp_path: Path
) -> None:
    folder = workspace(tmp_path, text(plan()))
    path = folder / "data/progress" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("period: 2026H1\n", encoding="utf-8")
    found = [problem.code for problem in Workspace(folder).read().problems]
    assert found == ([Code.BAD_FILE_NAME] if refused else [])
