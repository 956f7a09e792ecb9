"""A new school's workspace: valid at once, never over what is there, asked for in Vietnamese."""

import contextlib
import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach import questions, skeleton
from kehoach.check import check
from kehoach.load import PLAN_PATH, File, load
from kehoach.period import Period
from kehoach.problem import Severity
from kehoach.wording import init as words
from support import ROOT, TODAY, Ended, command

NAME = "Trường Tiểu học Hòa Bình"
YES = ("--name", NAME, "--yes")
ENTRY = "data/progress/2026H2.yaml"
FILES = {*skeleton.fixed(), skeleton.README_PATH, ENTRY, PLAN_PATH}
POSIX = pytest.mark.skipif(os.name != "posix", reason="a terminal of POSIX")


def git(folder: Path, *arguments: str, code: int = 0) -> str:
    own = ("-c", "user.name=A", "-c", "user.email=a@b.vn", "-c", "init.defaultBranch=main")
    done = subprocess.run(
        ["git", *own, *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


def on_terminal(folder: Path, *arguments: str, typed: str) -> Ended:
    """Run on a terminal, with lines typed into it."""
    import pty

    master, slave = pty.openpty()
    os.write(master, typed.encode())
    with subprocess.Popen(
        [sys.executable, "-m", "kehoach", *arguments],
        cwd=folder,
        stdin=slave,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "KEHOACH_TODAY": TODAY},
        start_new_session=True,
    ) as process:
        told, _ = process.communicate(timeout=60)
    os.close(slave)
    os.close(master)
    return Ended(process.returncode, told.decode(), "")


def files_in(folder: Path) -> set[str]:
    found = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    return {path.as_posix() for path in found if path.parts[0] != ".git"}


def uncommented(text: str) -> str:
    """The file with every example in use, as an editor takes the comment off the lines."""
    return re.sub(r"^# (?=  )", "", text, flags=re.MULTILINE)


# What is made


@pytest.mark.parametrize("folder", [".", "moi", "moi/ke-hoach"])
def test_a_new_workspace_passes_every_check_at_once(folder: str, tmp_path: Path) -> None:
    done = command(tmp_path, "init", folder, *YES)
    assert (done.code, done.err) == (0, "")
    root = tmp_path / folder
    assert files_in(root) == FILES
    assert command(root, "check", "--strict").code == 0
    for name in ("status", "due", "report"):
        assert command(root, name).code == 0


def test_it_holds_the_answers_and_no_item_at_all(tmp_path: Path) -> None:
    command(tmp_path, "init", *YES, "--parent", "UBND xã Hòa Bình", "--signatory", "Trần Thị Lan")
    data = load(File(path, (tmp_path / path).read_bytes()) for path in (PLAN_PATH, ENTRY))
    assert data.plan is not None
    organization = data.plan.organization
    assert (organization.name, organization.abbreviation) == (NAME, "THHB")
    assert (organization.parent, organization.place) == ("UBND xã Hòa Bình", "Hòa Bình")
    assert organization.signatory.name == "Trần Thị Lan"
    assert data.plan.plan.title == "…"
    assert [department.id for department in data.plan.departments] == ["ban-giam-hieu"]
    assert list(data.plan.items()) == []
    (entry,) = data.entries.values()
    assert [*entry.indicators, *entry.tasks, *entry.routines, *entry.measures] == []
    assert not entry.sample


def test_what_is_left_open_is_told_with_the_next_steps(tmp_path: Path) -> None:
    told = command(tmp_path, "init", "moi", *YES, "--place", "Hòa Bình").out
    assert "  • Vào thư mục: cd moi\n" in told
    assert "  • Thay “…” trong data/plan.yaml: parent, signatory, title\n" in told
    for path in FILES:
        assert f"  {path}\n" in told


def test_every_example_is_valid_once_it_is_used(tmp_path: Path) -> None:
    command(tmp_path, "init", *YES)
    text = uncommented((tmp_path / PLAN_PATH).read_text("utf-8"))
    data = load([File(PLAN_PATH, text.encode())])
    assert [p for p in check(data, lambda _: True) if p.severity is Severity.ERROR] == []
    assert data.plan is not None
    measures = {one.measure for one in data.plan.indicators}
    assert measures == {"ratio", "number", "level", "yes_no", "compound"}
    assert data.plan.tasks
    assert data.plan.measures
    assert data.plan.routines


def test_the_editor_is_told_where_the_schemas_are(tmp_path: Path) -> None:
    command(tmp_path, "init", *YES)
    for path in (PLAN_PATH, ENTRY):
        first = (tmp_path / path).read_text("utf-8").splitlines()[0]
        target = first.removeprefix("# yaml-language-server: $schema=")
        assert (tmp_path / path).parent.joinpath(target).resolve().is_file()
    settings = json.loads((tmp_path / ".vscode/settings.json").read_text("utf-8"))
    for schema in settings["yaml.schemas"]:
        assert (tmp_path / schema).is_file()


def test_the_readme_is_five_steps_long(tmp_path: Path) -> None:
    command(tmp_path, "init", *YES)
    lines = (tmp_path / "README.md").read_text("utf-8").splitlines()
    assert [line[:2] for line in lines if re.match(r"\d\.", line)] == [f"{n}." for n in range(1, 6)]


def test_reports_are_not_for_git(tmp_path: Path) -> None:
    git(tmp_path, "init")
    command(tmp_path, "init", *YES)
    command(tmp_path, "report")
    assert (tmp_path / "reports").is_dir()
    assert "reports" not in git(tmp_path, "status", "--porcelain")


AWKWARD = [
    'Trường "A": B #1',
    "'Trường'",
    "- Trường",
    "null",
    "true",
    "12",
    "Trường: A",
    "{a}",
    "Trường A #2",
    "Trường \\ A",
    "Trường A ",
    "@a",
    "…",
]


@pytest.mark.parametrize("name", AWKWARD)
def test_any_answer_is_written_so_that_it_is_read_again(name: str, tmp_path: Path) -> None:
    done = command(tmp_path, "init", "--name", name, "--parent", name, "--title", name, "--yes")
    assert (done.code, done.err) == (0, "")
    assert command(tmp_path, "check").code == 0
    data = load([File(PLAN_PATH, (tmp_path / PLAN_PATH).read_bytes())])
    assert data.plan is not None
    assert data.plan.organization.name == name.strip()


@given(st.text(min_size=1, max_size=40))
def test_an_answer_that_fits_is_never_refused_by_the_reader(text: str) -> None:
    known = {"name": "A"}
    try:
        for key in words.ASK:
            given = text if key == "title" else questions.default(key, known, date(2026, 11, 23))
            known[key] = questions.fit(key, given or "A", known)
    except questions.Unfit:
        return
    files = skeleton.files(questions.answers(known), [ROOT / "templates"])
    data = load([File(PLAN_PATH, files[PLAN_PATH].encode()), File(ENTRY, files[ENTRY].encode())])
    assert data.problems == ()
    assert data.plan is not None
    assert data.plan.plan.title == known["title"]


# What is asked


def test_ids_are_made_of_names_and_no_two_are_the_same() -> None:
    found = questions.departments(["Tổ Văn phòng", "Đoàn – Đội", "Tổ văn phòng", "TỔ 4+5"])
    assert [one.id for one in found] == ["to-van-phong", "doan-doi", "to-van-phong-2", "to-4-5"]


@pytest.mark.parametrize(
    ("name", "short"),
    [(NAME, "THHB"), ("Trường", "T"), ("Tiểu học Đông Đô", "THĐĐ"), ("trường THCS 1/5", "T")],
)
def test_an_abbreviation_is_guessed(name: str, short: str) -> None:
    assert words.abbreviation_of(name) == short


@pytest.mark.parametrize(
    ("parent", "place"),
    [("Ủy ban nhân dân xã Hòa Bình", "Hòa Bình"), ("UBND Phường Đông Hải", "Đông Hải"), ("Sở", "")],
)
def test_a_place_is_guessed_where_the_parent_tells_it(parent: str, place: str) -> None:
    assert words.place_of(parent) == place


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--name", " "], "--name: cần có câu trả lời"),
        (["--name", "a\nb"], "--name: chỉ viết trên một dòng"),
        (["--name", "a\u200bb"], "U+200B"),
        (["--name", "A", "--horizon", "2026H1"], "--horizon: "),
        (["--name", "A", "--horizon", "2030-2026"], "2030-2026"),
        (["--name", "A", "--period", "2026"], "--period: "),
        (["--name", "A", "--horizon", "2030", "--period", "2026H1"], "nằm ngoài 2030"),
        (["--name", "A", "--departments", "BGH, !!!"], "--departments: “!!!”"),
        ([], "--name"),
    ],
)
def test_an_option_that_does_not_fit_is_told_and_nothing_is_written(
    options: list[str], said: str, tmp_path: Path
) -> None:
    done = command(tmp_path, "init", *options, "--yes")
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert files_in(tmp_path) == set()


def test_without_a_terminal_and_without_yes_nothing_is_asked(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kehoach", "init", "--name", NAME],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "--yes" in done.stderr
    assert files_in(tmp_path) == set()


@POSIX
def test_on_a_terminal_each_question_is_asked_until_the_answer_fits(tmp_path: Path) -> None:
    typed = f"\n{NAME}\n\nUBND xã Hòa Bình\n\n\nLan\n\n2026H1\n2027-2031\nBGH, Tổ 1\n2026H1\n\n"
    done = on_terminal(tmp_path, "init", typed=typed)
    assert done.code == 0, done.out
    asked = [done.out.index(f"{question}") for question in words.ASK.values()]
    assert asked == sorted(asked)
    assert done.out.count("Chưa được: ") == 3
    for english in ("Error", "Aborted", "invalid", "y/N"):
        assert english not in done.out
    assert command(tmp_path, "check").code == 0
    data = load([File(PLAN_PATH, (tmp_path / PLAN_PATH).read_bytes())])
    assert data.plan is not None
    assert data.plan.horizon == Period.parse("2027-2031")
    assert [one.name for one in data.plan.departments] == ["BGH", "Tổ 1"]


@POSIX
@pytest.mark.parametrize("end", ["\x04", ""])
def test_stopping_in_the_middle_leaves_nothing(end: str, tmp_path: Path) -> None:
    import pty
    import signal

    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "kehoach", "init"],
        cwd=tmp_path,
        stdin=slave,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
        start_new_session=True,
    )
    with process:
        os.write(master, f"{NAME}\n{end}".encode())
        assert process.stderr is not None
        seen = b""
        while b"THHB" not in seen:
            seen += process.stderr.read(1)
        if not end:
            # One that falls between the prompt and the waiting is seen only with the next.
            while process.poll() is None:
                process.send_signal(signal.SIGINT)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(5)
        out, err = process.communicate(timeout=60)
    os.close(slave)
    os.close(master)
    assert process.returncode == 130
    assert out.strip() == b""
    assert err.decode().endswith("Đã dừng.\n")
    assert files_in(tmp_path) == set()


# What is there already


@pytest.mark.parametrize("path", [*sorted(FILES - {PLAN_PATH}), "data", ".vscode"])
def test_nothing_is_overwritten_and_what_is_there_is_listed(path: str, tmp_path: Path) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text("của tôi", encoding="utf-8")
    done = command(tmp_path, "init", *YES)
    assert (done.code, done.out) == (2, "")
    assert f"\n  {path}\n" in done.err
    assert files_in(tmp_path) == {path}
    assert (tmp_path / path).read_text("utf-8") == "của tôi"


@pytest.mark.parametrize("inside", [".", "data", "data/progress/sau"])
def test_inside_a_workspace_it_refuses(inside: str, tmp_path: Path) -> None:
    command(tmp_path, "init", *YES)
    before = files_in(tmp_path)
    done = command(tmp_path, "init", inside, *YES)
    assert (done.code, done.out) == (2, "")
    assert f"Đã có kế hoạch ở {tmp_path} " in done.err
    assert files_in(tmp_path) == before


def test_a_disk_that_refuses_half_way_leaves_a_list_of_what_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kehoach import disk

    write = disk.write

    def refuse(path: Path, text: str) -> None:
        if path.name == "plan.yaml":
            raise OSError(28, "full")
        write(path, text)

    monkeypatch.setattr(disk, "write", refuse)
    done = command(tmp_path, "init", *YES)
    assert (done.code, done.out) == (2, "")
    assert "plan.yaml: ổ đĩa đã đầy." in done.err
    assert "Đã ghi được: .gitignore, .vscode/settings.json" in done.err
    assert files_in(tmp_path) == FILES - {PLAN_PATH}
    monkeypatch.undo()
    other = command(tmp_path, "init", "--name", "Trường Tiểu học Sao Mai", "--yes")
    assert (other.code, files_in(tmp_path)) == (2, FILES - {PLAN_PATH})
    assert "\n  README.md\n" in other.err
    assert ".gitignore" not in other.err
    assert command(tmp_path, "init", *YES).code == 0
    assert command(tmp_path, "check", "--strict").code == 0


@pytest.mark.parametrize("count", range(1, 6))
def test_what_was_stopped_at_any_file_is_ended_by_the_same_command(
    count: int, tmp_path: Path
) -> None:
    whole, half = tmp_path / "a", tmp_path / "b"
    command(tmp_path, "init", "a", *YES)
    for path in [*skeleton.fixed(), skeleton.README_PATH, ENTRY][:count]:
        (half / path).parent.mkdir(parents=True, exist_ok=True)
        (half / path).write_bytes((whole / path).read_bytes())
    assert command(tmp_path, "init", "b", *YES).code == 0
    assert {path: (half / path).read_bytes() for path in FILES} == {
        path: (whole / path).read_bytes() for path in FILES
    }


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "moi").write_text("x", encoding="utf-8")
    done = command(tmp_path, "init", "moi", *YES)
    assert (done.code, done.out) == (2, "")
    assert "Chưa ghi tệp nào" in done.err


# The hook


def test_the_hook_lets_through_what_is_right_and_stops_what_is_wrong(tmp_path: Path) -> None:
    git(tmp_path, "init")
    done = command(tmp_path, "init", "kế hoạch", *YES, "--hook")
    assert done.code == 0
    hook = tmp_path / ".git/hooks/pre-commit"
    assert str(hook) in done.err
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "Kế hoạch")
    plan = tmp_path / "kế hoạch" / PLAN_PATH
    plan.write_text(plan.read_text("utf-8").replace("version: 1", "version: 2"), encoding="utf-8")
    assert "gia-tri-la" in git(tmp_path, "commit", "-am", "Sai", code=1)


def test_the_hook_is_plain_sh_and_says_where_kehoach_is_missing(tmp_path: Path) -> None:
    folders = [ROOT / "templates"]
    script = skeleton.hook("/không/có/kehoach", "", folders)
    done = subprocess.run(
        ["/bin/sh", "-eu", "-c", script],
        cwd=tmp_path,
        env={"PATH": "/nowhere"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "Không tìm thấy kehoach" in done.stderr


def test_a_hook_that_is_there_is_kept_and_the_line_to_add_is_told(tmp_path: Path) -> None:
    git(tmp_path, "init")
    hook = tmp_path / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    done = command(tmp_path, "init", *YES, "--hook")
    assert done.code == 0
    assert "check) || exit 1" in done.err
    assert hook.read_text("utf-8") == "#!/bin/sh\nexit 0\n"


def test_what_was_stopped_after_its_hook_was_set_is_ended_by_the_same_command(
    tmp_path: Path,
) -> None:
    git(tmp_path, "init")
    assert command(tmp_path, "init", *YES, "--hook").code == 0
    hook = tmp_path / ".git/hooks/pre-commit"
    made = hook.read_bytes()
    # The catalogue comes last: without it there is no workspace yet.
    (tmp_path / PLAN_PATH).unlink()
    done = command(tmp_path, "init", *YES, "--hook")
    assert done.code == 0
    assert "Giữ nguyên" not in done.err
    assert str(hook) in done.err
    assert hook.read_bytes() == made
    assert (tmp_path / PLAN_PATH).exists()


def test_a_hook_that_cannot_be_set_leaves_no_workspace_that_seems_done(tmp_path: Path) -> None:
    git(tmp_path, "init")
    hooks = tmp_path / ".git/hooks"
    for path in hooks.iterdir():
        path.unlink()
    hooks.rmdir()
    hooks.write_bytes(b"")
    assert command(tmp_path, "init", *YES, "--hook").code == 2
    assert not (tmp_path / PLAN_PATH).exists()
    hooks.unlink()
    assert command(tmp_path, "init", *YES, "--hook").code == 0
    assert (hooks / "pre-commit").exists()


def test_hooks_that_repositories_share_are_left_alone(tmp_path: Path) -> None:
    repository, shared = tmp_path / "a", tmp_path / "chung"
    repository.mkdir()
    git(repository, "init")
    git(repository, "config", "core.hooksPath", str(shared))
    done = command(repository, "init", *YES, "--hook")
    assert done.code == 0
    assert "check) || exit 1" in done.err
    assert not shared.exists()


def test_without_git_a_hook_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    done = command(tmp_path, "init", "moi", *YES, "--hook")
    assert (done.code, done.out) == (2, "")
    assert "git init" in done.err
    assert files_in(tmp_path) == set()


@POSIX
@pytest.mark.parametrize(("answer", "there"), [("có", True), ("không", False), ("ừ\nkhông", False)])
def test_in_a_repository_the_hook_is_asked_for(answer: str, there: bool, tmp_path: Path) -> None:
    git(tmp_path, "init")
    done = on_terminal(tmp_path, "init", typed=f"{NAME}\n" + "\n" * 9 + f"{answer}\n")
    assert done.code == 0, done.out
    assert (tmp_path / ".git/hooks/pre-commit").exists() is there
