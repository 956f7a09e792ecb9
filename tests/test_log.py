"""Which commit changed which figure: on real repositories, and on versions made up."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach.canonical import Difference
from kehoach.journal import Commit, journal, snapshot
from kehoach.load import PLAN_PATH
from kehoach.versions import Versions
from support import (
    LAN,
    MINH,
    TODAY,
    Ended,
    Tree,
    command,
    commit,
    compound,
    entry,
    git,
    indicator,
    part,
    plan,
    task,
    text,
    workspace,
    write,
)

pytestmark = pytest.mark.usefixtures("alone")

ENTRY = "data/progress/2026H1.yaml"
PLAN = plan(
    indicators=[indicator(id="CT-1"), compound(part(id="a"), part(id="b"), id="CT-2")],
    tasks=[task(id="NV-1")],
)


def figures(**values: Any) -> Tree:
    """An entry with values of indicators, `CT_1=3` for `CT-1`."""
    said = {key.replace("_", "-"): {"value": value} for key, value in values.items()}
    return entry(indicators=said)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Lan enters 3, Minh makes it 4."""
    made = workspace(tmp_path, text(PLAN), **{"2026H1": text(figures(CT_1=3))})
    git(made, "init", "-q")
    commit(made, "Nhập số liệu")
    write(made, text(figures(CT_1=4)), ENTRY)
    commit(made, "Sửa số", MINH)
    return made


def log(folder: Path, *arguments: str) -> Ended:
    return command(folder, "log", *arguments)


def told(folder: Path, *arguments: str) -> list[tuple[str | None, str | None, Any, Any]]:
    """Of each change who made it, the key, and from what to what."""
    done = log(folder, *arguments, "--format", "json")
    assert (done.code, done.err) == (0, "")
    found = json.loads(done.out)
    return [(one["author"], one["key"], one["before"], one["after"]) for one in found]


VALUE = "indicators/CT-1/value"
FIRST = (LAN[0], "indicators/CT-1", None, {"value": "3"})
SECOND = (MINH[0], VALUE, "3", "4")
HALF = ("--period", "2026H1")


def test_a_change_names_who_what_and_from_what_to_what_the_newest_first(folder: Path) -> None:
    assert told(folder, *HALF) == [SECOND, FIRST]


def test_a_change_in_json_names_its_commit_moment_period_and_item(folder: Path) -> None:
    change = json.loads(log(folder, *HALF, "--format", "json").out)[0]
    assert change == {
        "commit": git(folder, "rev-parse", "HEAD"),
        "author": MINH[0],
        "when": MINH[1],
        "summary": "Sửa số",
        "period": "2026H1",
        "id": "CT-1",
        "key": VALUE,
        "before": "3",
        "after": "4",
        "sample": False,
    }


def test_on_a_screen_a_commit_is_a_heading_and_a_change_a_line(folder: Path) -> None:
    assert log(folder, *HALF).out == (
        f"10/06/2026  Đỗ Văn Minh: Sửa số ({git(folder, 'rev-parse', 'HEAD')[:7]})\n"
        "  • 2026H1  CT-1, giá trị: 3 → 4\n"
        "\n"
        f"02/03/2026  Trần Thị Lan: Nhập số liệu ({git(folder, 'rev-parse', 'HEAD~')[:7]})\n"
        "  • 2026H1  CT-1: (trống) → giá trị 3\n"
    )


@pytest.mark.parametrize(("form", "begins"), [("csv", "Ngày,Người sửa,"), ("md", "| Ngày |")])
def test_the_log_has_the_forms_of_every_listing(folder: Path, form: str, begins: str) -> None:
    lines = log(folder, *HALF, "--format", form).out.splitlines()
    assert lines[0].startswith(begins)
    row = next(line for line in lines if "Đỗ Văn Minh" in line)
    for said in ("2026-06-10T15:00:00+07:00", "Sửa số", "2026H1", "CT-1", "giá trị", "3", "4"):
        assert said in row


# ---- what is no change


def test_another_layout_is_no_change(folder: Path) -> None:
    write(folder, "# mới\r\nperiod: 2026H1\r\nindicators:\r\n  CT-1: {value: '4.0'}\r\n", ENTRY)
    commit(folder, "Trình bày lại")
    assert told(folder, *HALF) == [SECOND, FIRST]


def test_a_moved_line_is_no_change(folder: Path) -> None:
    write(folder, text(figures(CT_0=1, CT_1=4)), ENTRY)
    commit(folder, "Thêm", LAN)
    write(folder, text(figures(CT_1=4, CT_0=1)), ENTRY)
    commit(folder, "Đổi chỗ", MINH)
    assert told(folder, "CT-0", *HALF) == [(LAN[0], "indicators/CT-0", None, {"value": "1"})]
    assert told(folder, "CT-1", *HALF) == [SECOND, FIRST]


def test_a_file_that_becomes_a_folder_of_files_is_no_change(folder: Path) -> None:
    (folder / "data/progress/2026H1").mkdir()
    git(folder, "mv", ENTRY, "data/progress/2026H1/to-vp.yaml")
    write(folder, text(entry()), "data/progress/2026H1/bgh.yaml")
    commit(folder, "Tách tệp")
    write(folder, text(figures(CT_1=5)), "data/progress/2026H1/to-vp.yaml")
    commit(folder, "Sửa nữa")
    assert told(folder, *HALF) == [(LAN[0], VALUE, "4", "5"), SECOND, FIRST]


def test_an_item_that_moves_in_the_catalogue_is_no_change(folder: Path) -> None:
    write(folder, text(PLAN | {"indicators": PLAN["indicators"][::-1]}))
    commit(folder, "Đổi chỗ")
    assert len(told(folder, "CT-1")) == 3


# ---- what is told


def test_one_item_is_followed_through_the_catalogue_and_all_periods(folder: Path) -> None:
    target = {"at_least": 12, "by": 2030}
    changed = [PLAN["indicators"][0] | {"target": target}, *PLAN["indicators"][1:]]
    write(folder, text(PLAN | {"indicators": changed}))
    commit(folder, "Nâng mục tiêu", MINH)
    keys = [key for _, key, _, _ in told(folder, "ct-1")]
    assert keys[:2] == ["indicators/CT-1/target/at_least", VALUE]
    assert told(folder, "CT-1")[0] == (MINH[0], keys[0], "10", "12")
    head = log(folder, "CT-1").out.splitlines()[1]
    assert head == "  • danh mục  CT-1, mục tiêu (từ … trở lên): 10 → 12"


def test_a_part_is_followed_alone_and_with_its_whole(folder: Path) -> None:
    for value in (1, 2):
        said = {"CT-2": {"parts": {"a": {"value": value}, "b": {"value": 9}}}}
        write(folder, text(entry(indicators=said)), ENTRY)
        commit(folder, f"Lần {value}")
    key = "indicators/CT-2/parts/a/value"
    assert told(folder, "CT-2/a", *HALF) == [(LAN[0], key, "1", "2")]
    assert told(folder, "CT-2", *HALF)[0] == (LAN[0], key, "1", "2")
    assert "CT-2/a, giá trị: 1 → 2" in log(folder, *HALF).out


def test_an_item_that_is_taken_out_is_told(folder: Path) -> None:
    write(folder, text(entry()), ENTRY)
    commit(folder, "Xóa", MINH)
    assert told(folder, *HALF)[0] == (MINH[0], "indicators/CT-1", {"value": "4"}, None)
    assert "CT-1: giá trị 4 → (trống)" in log(folder).out


def test_a_file_that_is_removed_takes_its_figures_with_it(folder: Path) -> None:
    (folder / ENTRY).unlink()
    commit(folder, "Xóa tệp", MINH)
    assert told(folder, *HALF)[0] == (MINH[0], "indicators/CT-1", {"value": "4"}, None)


def test_what_is_in_no_commit_yet_comes_first(folder: Path) -> None:
    write(folder, text(figures(CT_1=9)), ENTRY)
    assert told(folder, *HALF)[0] == (None, VALUE, "4", "9")
    assert log(folder).out.startswith("Chưa lưu vào git\n  • 2026H1  CT-1, giá trị: 4 → 9\n")
    assert "Chưa lưu vào git," in log(folder, "--format", "csv").out


def test_before_the_first_commit_all_is_in_no_commit_yet(tmp_path: Path) -> None:
    made = workspace(tmp_path, text(PLAN), **{"2026H1": text(figures(CT_1=3))})
    git(made, "init", "-q")
    assert told(made, *HALF) == [(None, "indicators/CT-1", None, {"value": "3"})]


def test_a_commit_that_cannot_be_read_is_told_and_bridged(folder: Path) -> None:
    write(folder, text(figures(CT_1="chín")), ENTRY)
    commit(folder, "Gõ nhầm")
    write(folder, "period: [\n", ENTRY)
    commit(folder, "Hỏng hẳn")
    write(folder, text(figures(CT_1=9)), ENTRY)
    commit(folder, "Chữa", MINH)
    broken = (LAN[0], None, None, None)
    assert told(folder, *HALF) == [(MINH[0], VALUE, "4", "9"), broken, broken, SECOND, FIRST]
    assert log(folder).out.count("tệp viết sai, không đọc được ở lần lưu này") == 2
    assert "không đọc được" in log(folder, "--format", "md").out


def test_the_log_works_on_data_with_errors(folder: Path) -> None:
    write(folder, "version: [")
    write(folder, text(figures(CT_1=5) | {"khac": 1}), ENTRY)
    assert told(folder, *HALF) == [(None, None, None, None), SECOND, FIRST]


def test_a_new_file_on_a_screen_is_one_line_and_in_json_every_item(folder: Path) -> None:
    said = {f"CT-{n}": {"value": n} for n in range(1, 9)}
    write(folder, text(entry("2026H2", indicators=said)), "data/progress/2026H2.yaml")
    commit(folder, "Kỳ mới")
    assert "  • 2026H2  ghi mới 8 mục\n" in log(folder).out
    assert len(told(folder, "--period", "2026H2")) == 8


def test_a_long_text_is_shown_from_where_it_differs(folder: Path) -> None:
    long = "Đã tổ chức ngày hội cấp trường với sự tham gia của cả hai mươi lớp và cha mẹ "
    for end in ("học sinh", "các em"):
        write(folder, text(entry(narrative={"next": [long + end]})), ENTRY)
        commit(folder, end)
    [line] = [one for one in log(folder).out.splitlines() if "→ … " in one]
    assert line.endswith("… lớp và cha mẹ học sinh → … lớp và cha mẹ các em")


def test_a_merge_answers_only_for_what_is_as_in_none_of_its_parents(folder: Path) -> None:
    main = git(folder, "branch", "--show-current")
    git(folder, "switch", "-q", "-c", "khac", "HEAD~")
    write(folder, text(figures(CT_1=3, CT_5=5)), ENTRY)
    commit(folder, "Ở nhánh khác", LAN)
    git(folder, "switch", "-q", main)
    git(folder, "merge", "-q", "--no-commit", "-s", "ours", "khac", author=MINH)
    write(folder, text(figures(CT_1=7, CT_5=5)), ENTRY)
    commit(folder, "Gộp", MINH)
    found = told(folder, *HALF)
    # 5 was entered on the branch; only 7 is the merge's own.
    assert found.count((LAN[0], "indicators/CT-5", None, {"value": "5"})) == 1
    assert [one for one in found if one[0] == MINH[0]] == [(MINH[0], VALUE, "4", "7"), SECOND]
    assert len(found) == 4


# ---- signatures

SEALED = "data/sealed/2026H1.json"
DAY = "2026-06-20T00:00:00+07:00"


@pytest.fixture
def signed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lan signs the first half of 2026 and commits that."""
    monkeypatch.setattr("support.TODAY", "2026-06-20")
    narrative = {
        **{key: ["Có"] for key in ("direction", "highlights", "shortcomings", "proposals", "next")},
        "causes": {"objective": ["Có"], "subjective": ["Có"]},
    }
    write(folder, text(figures(CT_1=4) | {"narrative": narrative}), ENTRY)
    commit(folder, "Lời văn", MINH)
    waivers = ("--waive", "CT-2=Chờ xã", "--waive", "NV-1=Hè")
    done = command(folder, "seal", "2026H1", "--by", "Trần Thị Lan", *waivers)
    assert done.code == 0, done.err
    return folder


def mark(folder: Path) -> str:
    return str(json.loads((folder / SEALED).read_text("utf-8"))["sealed"]["sha256"][:12])


def reopen(folder: Path, reason: str) -> None:
    typed = ("reopen", "2026H1", "--by", "Đỗ Văn Minh", "--reason", reason)
    assert command(folder, *typed).code == 0


def test_a_signature_is_told_with_who_when_which_commit_and_what_was_waived(signed: Path) -> None:
    signature = {
        "signed_by": "Trần Thị Lan",
        "signed_at": DAY,
        "mark": mark(signed),
        "waivers": {"CT-2": "Chờ xã", "NV-1": "Hè"},
    }
    assert told(signed, *HALF)[0] == (None, "seals/1", None, signature)
    name = commit(signed, "Ký chốt", LAN)
    assert told(signed, *HALF)[0] == (LAN[0], "seals/1", None, signature)
    head, line, *more = log(signed, *HALF).out.splitlines()
    assert head == f"02/03/2026  Trần Thị Lan: Ký chốt ({name[:7]})"
    assert f"{line} {more[0].strip()}".startswith(
        f"  • 2026H1  ký chốt, lần 1: người ký Trần Thị Lan, ngày ký 20/06/2026, mã {mark(signed)},"
    )
    assert "chấp nhận thiếu CT-2 Chờ xã, NV-1 Hè" in " ".join(log(signed).out.split())


def test_reopening_is_told_with_its_reason_and_signing_again_as_the_second(signed: Path) -> None:
    commit(signed, "Ký chốt", LAN)
    reopen(signed, "Sở yêu cầu tính lại chỉ tiêu về giáo viên đạt chuẩn trình độ của cả trường")
    commit(signed, "Mở lại", MINH)
    found = told(signed, *HALF)
    assert found[0][:3] == (MINH[0], "seals/1/reopened", None)
    assert found[0][3]["reopened_by"] == "Đỗ Văn Minh"
    said = " ".join(log(signed, *HALF).out.split())
    assert (
        "• 2026H1 ký chốt, lần 1, mở lại: người mở Đỗ Văn Minh, ngày mở 20/06/2026, lý do Sở yêu cầu "
        "tính lại chỉ tiêu về giáo viên đạt chuẩn trình độ của cả trường" in said
    )
    waivers = ("--waive", "CT-2=Chờ xã", "--waive", "NV-1=Hè", "--by", "Lan")
    assert command(signed, "seal", "2026H1", *waivers).code == 0
    assert told(signed, *HALF)[0][1] == "seals/2"
    assert "ký chốt, lần 2,Lan" not in log(signed, "--format", "csv").out
    assert "ký chốt, lần 2" in log(signed, "--format", "csv").out


def test_a_seal_that_is_removed_or_put_in_place_of_another_is_told(signed: Path) -> None:
    commit(signed, "Ký chốt", LAN)
    first = mark(signed)
    (signed / SEALED).unlink()
    commit(signed, "Dọn tệp", MINH)
    assert told(signed, *HALF)[0][:2] == (MINH[0], "seals/1")
    assert told(signed, *HALF)[0][3] is None
    assert "ký chốt, lần 1 bị bỏ khỏi tệp ký chốt: người ký Trần Thị Lan" in log(signed).out
    git(signed, "revert", "--no-edit", "HEAD")
    # Git is put aside, and signing begins anew over another figure.
    (signed / SEALED).unlink()
    (signed / ".git").rename(signed / "git")
    write(signed, (signed / ENTRY).read_text("utf-8").replace(": 4", ": 9"), ENTRY)
    waivers = ("--waive", "CT-2=Chờ xã", "--waive", "NV-1=Hè", "--by", "Ai")
    assert command(signed, "seal", "2026H1", *waivers).code == 0
    (signed / "git").rename(signed / ".git")
    assert told(signed, *HALF)[1:3] == [
        (None, "seals/1/signed_by", "Trần Thị Lan", "Ai"),
        (None, "seals/1/mark", first, mark(signed)),
    ]
    assert "ký chốt, lần 1, người ký: Trần Thị Lan → Ai" in log(signed).out


def test_a_signature_without_a_waiver_names_none_and_other_files_beside_it_are_left_alone(
    signed: Path,
) -> None:
    reopen(signed, "Đủ rồi")
    figures_now = {"CT-1": {"value": 4}, "CT-2": {"parts": {"a": {"value": 1}, "b": {"value": 1}}}}
    said = json.loads((signed / ENTRY).read_text("utf-8"))
    said |= {"indicators": figures_now, "tasks": {"NV-1": {"state": "not_started"}}}
    write(signed, text(said), ENTRY)
    assert command(signed, "seal", "2026H1", "--by", "Lan").code == 0
    write(signed, "x", "data/sealed/ghi-chu.txt")
    commit(signed, "Ký lại")
    seals = [one for one in told(signed, *HALF) if (one[1] or "").startswith("seals/")]
    assert [one[1] for one in seals] == ["seals/1", "seals/2"]
    assert seals[1][3] == {"signed_by": "Lan", "signed_at": DAY, "mark": mark(signed)}


def test_a_signature_is_not_lost_among_the_figures_of_its_commit(signed: Path) -> None:
    said = {f"CT-{n}": {"value": n} for n in range(10, 19)}
    write(signed, text(entry("2026H2", indicators=said)), "data/progress/2026H2.yaml")
    (signed / SEALED).rename(signed / "data/sealed/2026H2.json")
    commit(signed, "Tất cả")
    assert "2026H2  ghi mới 9 mục" in log(signed).out
    assert "2026H2  tệp viết sai, không đọc được" in log(signed).out


# ---- illustrative figures


def test_what_comes_from_illustrative_figures_is_marked(folder: Path) -> None:
    assert "MINH HỌA" not in log(folder).out
    assert "minh họa" not in log(folder, "--format", "csv").out
    write(folder, text(figures(CT_1=5) | {"sample": "có"}), ENTRY)
    write(
        folder,
        text(entry("2026H2", indicators={"CT-1": {"value": 6}})),
        "data/progress/2026H2.yaml",
    )
    commit(folder, "Thử", MINH)
    changes = json.loads(log(folder, "CT-1", "--format", "json").out)
    marked = {(one["period"], one["after"]) for one in changes if one["sample"]}
    assert marked == {("2026H1", "5")}
    assert log(folder, *HALF).out.splitlines()[0].strip().startswith("SỐ LIỆU MINH HỌA")
    assert "MINH HỌA" not in log(folder, "--period", "2026H2").out
    head, *rows = log(folder, "CT-1", "--format", "csv").out.splitlines()
    assert head.endswith(",Số liệu minh họa")
    assert [row.endswith(",có") for row in rows].count(True) == 1
    # What took the mark away was still about such figures.
    write(folder, text(figures(CT_1=8)), ENTRY)
    commit(folder, "Số thật")
    assert json.loads(log(folder, *HALF, "--format", "json").out)[0]["sample"] is True


def test_a_plan_that_is_an_example_marks_all_that_was_changed_under_it(folder: Path) -> None:
    write(folder, text(PLAN | {"sample": "có"}))
    write(folder, text(figures(CT_1=5)), ENTRY)
    commit(folder, "Ví dụ")
    assert [one["sample"] for one in json.loads(log(folder, *HALF, "--format", "json").out)] == [
        True,
        False,
        False,
    ]


# ---- where there is less to tell


def test_a_shallow_clone_blames_nobody_for_what_came_before(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{folder}", str(copy))
    done = log(copy)
    assert done.code == 0
    assert done.out == (
        "Không có thay đổi nào.\n"
        "Bản sao này thiếu lịch sử cũ hơn; chạy git fetch --unshallow để lấy về.\n"
    )
    write(copy, text(figures(CT_1=8)), ENTRY)
    commit(copy, "Sửa tiếp")
    as_csv = log(copy, "--format", "csv")
    assert as_csv.err.startswith("Bản sao này thiếu lịch sử cũ hơn")
    [row] = as_csv.out.splitlines()[1:]
    assert row.endswith("2026H1,CT-1,giá trị,4,8")


def test_outside_git_it_is_one_sentence(tmp_path: Path) -> None:
    made = workspace(tmp_path, text(PLAN))
    done = log(made)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Thư mục này chưa có git")
    assert done.err.count("\n") == 1


def test_without_git_on_the_machine_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(folder))
    assert log(folder).code == 2


def test_a_workspace_deep_in_a_repository_has_its_own_log(tmp_path: Path) -> None:
    inner = workspace(
        tmp_path / "truong/hung-thang", text(PLAN), **{"2026H1": text(figures(CT_1=3))}
    )
    git(tmp_path, "init", "-q")
    commit(tmp_path, "Lập")
    write(tmp_path, "x", "khac.txt")
    commit(tmp_path, "Việc khác")
    assert told(inner, *HALF) == [FIRST]


def test_an_id_that_was_never_there_is_one_sentence_with_the_nearest(folder: Path) -> None:
    done = log(folder, "CT-11")
    assert (done.code, done.out) == (2, "")
    assert "Không có mã CT-11 trong danh mục hay trong lịch sử. Có phải là CT-1" in done.err


def test_a_period_without_a_change_has_an_empty_log(folder: Path) -> None:
    assert log(folder, "--period", "2027H1").out == "Không có thay đổi nào.\n"
    assert log(folder, "--period", "2027H1", "--format", "json").out == "[]\n"
    assert log(folder, "--period", "abc").code == 2


def test_what_others_wrote_in_a_commit_passes_nothing_to_the_terminal(folder: Path) -> None:
    write(folder, text(figures(CT_1=6)), ENTRY)
    commit(folder, "Sửa\x1b[31m [bold]đỏ", ("Ai\x1b[0m", LAN[1]))
    assert "\x1b" not in log(folder).out
    assert "[bold]đỏ" in log(folder).out


def test_files_that_are_no_data_are_left_alone(folder: Path) -> None:
    for path in (
        "data/progress/ghi-chu.txt",
        "data/progress/nhap/2026H1.yaml",
        "data/progress/x.yaml",
    ):
        write(folder, text(figures(CT_1=99)), path)
    write(folder, text(figures(CT_1=99)), "data/progress/2027H1/.an.yaml")
    commit(folder, "Tệp khác")
    assert told(folder, *HALF) == [SECOND, FIRST]
    assert told(folder, "--period", "2027H1") == []


def test_a_name_in_another_alphabet_or_with_a_blank_is_read(folder: Path) -> None:
    write(
        folder,
        text(entry(tasks={"NV-1": {"state": "not_started"}})),
        "data/progress/2027H1/tổ vp.yaml",
    )
    commit(folder, "Tên lạ")
    assert told(folder, "NV-1", "--period", "2027H1") == [
        (LAN[0], "tasks/NV-1", None, {"state": "not_started"})
    ]


def test_the_log_as_a_process_asks_git_three_times_however_many_commits_there_are(
    folder: Path,
) -> None:
    for n in range(20):
        write(folder, text(figures(CT_1=100 + n)), ENTRY)
        git(folder, "commit", "-qam", str(n))
    asked = folder / "asked"
    git_here = subprocess.run(["which", "git"], capture_output=True, encoding="utf-8", check=True)
    wrapper = folder / "bin/git"
    write(folder, f'#!/bin/sh\necho x >> {asked}\nexec {git_here.stdout.strip()} "$@"\n', "bin/git")
    wrapper.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-m", "kehoach", "log", "--period", "2026H1", "--format", "json"],
        cwd=folder,
        env={
            **os.environ,
            "PATH": f"{wrapper.parent}:{os.environ['PATH']}",
            "KEHOACH_TODAY": TODAY,
        },
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert len(json.loads(done.stdout)) == 22
    assert len(asked.read_text("utf-8").splitlines()) == 3


def test_a_git_that_is_gone_knows_nothing() -> None:
    read, write_end = os.pipe()
    os.close(read)
    with os.fdopen(write_end, "wb", buffering=0) as questions:
        assert Versions(questions, io.BytesIO()).read("x") is None
    assert Versions(io.BytesIO(), io.BytesIO()).read("x") is None


# ---- the core, on versions made up


def chain(*versions: Mapping[str, Any]) -> list[tuple[str, Difference | None]]:
    """The journal of versions in a row, the oldest first; each a tree by its path."""
    contents = {
        f"{n}:{path}": text(tree) for n, one in enumerate(versions) for path, tree in one.items()
    }
    commits = [
        Commit(str(n), "Ai", None, "", (str(n - 1),) if n else ()) for n in range(len(versions))
    ]
    found = journal(
        commits[::-1],
        lambda name: snapshot([(path, f"{name}:{path}") for path in versions[int(name)]]),
        lambda name: contents[name].encode(),
    )
    return [(entry.commit.name, entry.change) for entry in found]


values = st.dictionaries(st.sampled_from(["CT-1", "CT-2", "CT-3"]), st.integers(0, 3), max_size=3)


def version(said: Mapping[str, int]) -> Mapping[str, Tree]:
    return {ENTRY: entry(indicators={key: {"value": value} for key, value in said.items()})}


@given(st.lists(values, min_size=1, max_size=6))
def test_the_changes_played_from_the_first_on_give_the_last_version(
    history: list[dict[str, int]],
) -> None:
    state: dict[Any, Any] = {}
    for _, change in reversed(chain(*map(version, history))):
        assert change is not None
        _, item, *key = change.loc
        was = state.get(item)
        assert change.before == (was and was["value"] if key else was)
        state[item] = {"value": change.after} if key else change.after
    last = {item: said["value"] for item, said in state.items() if said}
    assert last == {item: str(value) for item, value in history[-1].items()}


@given(values, values)
def test_a_version_made_twice_changes_nothing_the_second_time(
    one: dict[str, int], other: dict[str, int]
) -> None:
    twice = chain(version(one), version(one), version(other), version(other))
    assert {name for name, _ in twice} <= {"0", "2"}


def test_a_content_that_is_not_here_is_one_that_cannot_be_read() -> None:
    here = {"0": snapshot([(ENTRY, "gone")]), "1": snapshot([(PLAN_PATH, "gone")])}
    commits = [Commit("1", "", None, "", ()), Commit("0", "", None, "", ())]
    found = journal(commits, here.__getitem__, lambda _: None)
    assert [(entry.place, entry.change) for entry in found] == [("", None), ("2026H1", None)]


def test_after_a_version_whose_past_is_cut_off_nothing_is_guessed() -> None:
    said = {"0": "period: [", "1": text(figures(CT_1=1))}
    commits = [Commit("1", "", None, "", ("0",)), Commit("0", "", None, "", (), cut=True)]
    found = journal(
        commits, lambda name: snapshot([(ENTRY, name)]), lambda name: said[name].encode()
    )
    assert found == []
