"""What git remembers, asked of real repositories with fixed authors and dates."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from kehoach import history
from kehoach.change import Change, History, together
from kehoach.history import Revision, last_changes, revision
from support import MINH, commit, git, write

PLAN = "data/plan.yaml"
WHOLE = (PLAN, 1, 3)

pytestmark = pytest.mark.usefixtures("alone")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Three lines by Lan, the second changed by Minh afterwards."""
    git(tmp_path, "init", "-q")
    write(tmp_path, "a: 1\nb: 2\nc: 3\n")
    commit(tmp_path, "Lập danh mục")
    write(tmp_path, "a: 1\nb: 20\nc: 3\n")
    commit(tmp_path, "Sửa mục b", MINH)
    return tmp_path


def summaries(found: History | None) -> list[str]:
    assert found is not None
    return [change.summary for change in found.changes]


def test_every_commit_behind_the_lines_stands_once_the_newest_first(repository: Path) -> None:
    assert summaries(last_changes(repository, [WHOLE])) == ["Sửa mục b", "Lập danh mục"]


def test_a_change_names_its_author_its_moment_and_its_file(repository: Path) -> None:
    found = last_changes(repository, [(PLAN, 2, 2)])
    when = datetime(2026, 6, 10, 15, tzinfo=timezone(timedelta(hours=7)))
    name = git(repository, "rev-parse", "HEAD")[:12]
    assert found == History((Change(name, MINH[0], when, "Sửa mục b", (PLAN,)),))


def test_lines_that_nobody_touched_again_go_back_to_the_first_commit(repository: Path) -> None:
    assert summaries(last_changes(repository, [(PLAN, 3, 3)])) == ["Lập danh mục"]


def test_a_day_is_that_of_the_author_where_it_was_another_day_elsewhere(repository: Path) -> None:
    found = last_changes(repository, [(PLAN, 1, 1)])
    assert found is not None
    [change] = found.changes
    assert change.when.date().isoformat() == "2026-03-02"
    assert change.when.astimezone(UTC).date().isoformat() == "2026-03-01"


def test_a_commit_behind_several_files_names_them_all(repository: Path) -> None:
    entry = "data/progress/2026H1.yaml"
    write(repository, "a: 1\nb: 21\nc: 3\n")
    write(repository, "x: 1\n", entry)
    commit(repository, "Nhập số liệu", MINH)
    found = last_changes(repository, [(PLAN, 2, 2), (entry, 1, 1)])
    assert found is not None
    assert [change.paths for change in found.changes] == [(PLAN, entry)]


def test_lines_in_no_commit_yet_belong_to_nobody(repository: Path) -> None:
    write(repository, "a: 1\nb: 20\nc: 33\n")
    found = last_changes(repository, [WHOLE])
    assert found is not None
    assert found.uncommitted
    assert summaries(found) == ["Sửa mục b", "Lập danh mục"]
    assert last_changes(repository, [(PLAN, 3, 3)]) == History(uncommitted=True)


def test_a_file_that_git_does_not_follow_is_not_committed(repository: Path) -> None:
    write(repository, "x: 1\n", "data/moi.yaml")
    assert last_changes(repository, [("data/moi.yaml", 1, 1)]) == History(uncommitted=True)


def test_a_repository_without_a_commit_has_none(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    write(tmp_path, "a: 1\n")
    assert last_changes(tmp_path, [(PLAN, 1, 1)]) == History(uncommitted=True)
    assert revision(tmp_path, "data") == Revision(None, clean=False)


def test_outside_git_there_is_nothing_to_tell(tmp_path: Path) -> None:
    write(tmp_path, "a: 1\n")
    assert last_changes(tmp_path, [(PLAN, 1, 1)]) is None
    assert revision(tmp_path, "data") is None


def test_without_git_on_the_machine_neither(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(repository))
    assert last_changes(repository, [WHOLE]) is None
    assert revision(repository, "data") is None


def test_a_git_that_hangs_is_given_up(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "_SECONDS", 0)
    assert last_changes(repository, [WHOLE]) is None


def test_a_shallow_clone_says_that_older_changes_are_missing(
    repository: Path, tmp_path: Path
) -> None:
    write(repository, "a: 1\nb: 20\nc: 30\n")
    commit(repository, "Sửa mục c", MINH)
    copy = tmp_path / "copy"
    git(tmp_path, "clone", "-q", "--depth=2", f"file://{repository}", str(copy))
    # Minh's first commit is the oldest that is here: it would answer for Lan's as well.
    found = last_changes(copy, [WHOLE])
    assert found is not None
    assert (summaries(found), found.cut, found.uncommitted) == (["Sửa mục c"], True, False)
    assert last_changes(copy, [(PLAN, 3, 3)]) == last_changes(repository, [(PLAN, 3, 3)])


def test_the_first_commit_of_a_whole_clone_is_no_missing_history(repository: Path) -> None:
    found = last_changes(repository, [WHOLE])
    assert found is not None
    assert not found.cut


def test_a_workspace_may_lie_deep_in_a_repository(tmp_path: Path) -> None:
    inner = tmp_path / "truong" / "hung-thang"
    git(tmp_path, "init", "-q")
    write(inner, "a: 1\n")
    commit(tmp_path, "Lập danh mục")
    assert summaries(last_changes(inner, [(PLAN, 1, 1)])) == ["Lập danh mục"]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Sửa\x1b[31m đỏ", "Sửa\ufffd[31m đỏ"),
        ("Sửa \u202e ngược", "Sửa \ufffd ngược"),
        ("Sửa\tmục", "Sửa mục"),
        ("author Ai đó", "author Ai đó"),
    ],
)
def test_a_summary_is_told_without_what_a_terminal_would_obey(
    repository: Path, written: str, told: str
) -> None:
    write(repository, "a: 0\n")
    commit(repository, written)
    assert summaries(last_changes(repository, [(PLAN, 1, 1)])) == [told]


def test_content_that_looks_like_what_git_prints_is_content(repository: Path) -> None:
    write(repository, f"{'f' * 40} 1 1 1\nauthor Kẻ lạ\nsummary Giả\n")
    commit(repository, "Thật")
    assert summaries(last_changes(repository, [WHOLE])) == ["Thật"]


def test_settings_of_ones_own_change_nothing(repository: Path) -> None:
    told = last_changes(repository, [WHOLE])
    known = revision(repository, "data")
    for name, value in (
        ("blame.showEmail", "true"),
        ("color.ui", "always"),
        ("i18n.logOutputEncoding", "UTF-16"),
        ("log.showSignature", "true"),
    ):
        git(repository, "config", name, value)
    assert last_changes(repository, [WHOLE]) == told
    assert revision(repository, "data") == known


def test_a_file_that_git_refuses_to_blame_is_not_called_uncommitted(repository: Path) -> None:
    git(repository, "config", "blame.ignoreRevsFile", "khong-co")
    assert last_changes(repository, [WHOLE]) is None


def test_a_zone_that_is_none_is_taken_as_utc(repository: Path) -> None:
    write(repository, "a: 7\n")
    git(repository, "add", "-A")
    tree = git(repository, "write-tree")
    text = f"tree {tree}\nauthor Ai <a@b> 1780000000 +9900\ncommitter Ai <a@b> 1780000000 +0700\n\nLạ\n"
    (repository / "lạ").write_bytes(text.encode())
    found = git(repository, "hash-object", "-t", "commit", "-w", "--literally", "lạ")
    git(repository, "reset", "-q", "--hard", found)
    told = last_changes(repository, [(PLAN, 1, 1)])
    assert told is not None
    assert told.changes[0].when == datetime.fromtimestamp(1_780_000_000, UTC)


def test_the_revision_is_that_of_the_paths_and_says_whether_they_are_clean(
    repository: Path,
) -> None:
    name = git(repository, "rev-parse", "HEAD")[:12]
    write(repository, "khác\n", "README.md")
    commit(repository, "Việc khác")
    assert revision(repository, "data") == Revision(name, clean=True)
    git(repository, "config", "status.showUntrackedFiles", "no")
    write(repository, "x: 1\n", "data/moi.yaml")
    assert revision(repository, "data") == Revision(name, clean=False)


def test_histories_together_are_ordered_by_moment_across_zones() -> None:
    early = Change(
        "a", "A", datetime(2026, 1, 1, 8, tzinfo=timezone(timedelta(hours=7))), "a", ("p",)
    )
    late = Change("b", "B", datetime(2026, 1, 1, 2, tzinfo=UTC), "b", ("p",))
    found = together([History((early,)), History((late,), cut=True), History(uncommitted=True)])
    assert found == History((late, early), uncommitted=True, cut=True)
