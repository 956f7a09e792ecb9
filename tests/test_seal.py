"""Signing a period off and taking it back: refusals, the file, what then is an error."""

import errno
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import unicodedata
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach import seal as seals
from kehoach.canonical import digest, tree
from kehoach.cli.common import now
from kehoach.load import PLAN_PATH, File, load
from kehoach.period import Period
from kehoach.seal import Seal
from kehoach.workspace import Writer
from support import (
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
    plan_file,
    routine,
    task,
    text,
    workspace,
    write,
)

pytestmark = pytest.mark.usefixtures("alone")

SEALED = "data/sealed/2026H1.json"
ENTRY_PATH = "data/progress/2026H1.yaml"
PLAN = plan(
    indicators=[
        indicator(id="CT-1", milestones={"2026H1": 6}),
        compound(part(id="a"), part(id="b"), id="CT-2"),
        indicator(id="CT-3", measured=["H2"]),
    ],
    tasks=[task(id="NV-1", budget="50 triệu đồng"), task(id="NV-2")],
    routines=[routine(), routine(id="tong-ket", every="year")],
)
NARRATIVE = {
    "direction": ["Ban hành kế hoạch"],
    "highlights": ["Đạt 7"],
    "shortcomings": ["Còn chậm"],
    "causes": {"objective": ["Thiếu kinh phí"], "subjective": ["Không có"]},
    "proposals": ["Không có"],
    "next": ["Làm tiếp", "Làm xong"],
}
ENTRY = entry(
    indicators={"CT-1": {"value": 7}, "CT-2": {"parts": {"a": {"value": 3}, "b": {"value": 4}}}},
    tasks={"NV-1": {"state": "in_progress", "spent": 100}, "NV-2": {"state": "not_started"}},
    routines={"giao-ban": {"held": 6}},
    narrative=NARRATIVE,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace in git, of which the first half of 2026 can be signed."""
    made = workspace(tmp_path, text(PLAN), **{"2026H1": text(ENTRY)})
    git(made, "init", "-q")
    git(made, "config", "user.name", "Trần Thị Lan")
    commit(made, "Số liệu")
    return made


def seal(folder: Path, *arguments: str, period: str = "2026H1") -> Ended:
    return command(folder, "seal", period, *arguments)


def signed(folder: Path) -> Path:
    done = seal(folder)
    assert (done.code, done.err) == (0, "")
    return folder


def reopened(folder: Path, reason: str = "Tính lại") -> Ended:
    return command(folder, "reopen", "2026H1", "--reason", reason)


def kept(folder: Path) -> Any:
    return json.loads((folder / SEALED).read_text("utf-8"))


def put(folder: Path, **keys: Any) -> None:
    write(folder, text(ENTRY | keys), ENTRY_PATH)


def problems(folder: Path) -> list[tuple[str, str, int]]:
    told = json.loads(command(folder, "check", "--format", "json").out)
    return [(one["code"], one["path"], one["line"]) for one in told]


def reasons(done: Ended) -> list[str]:
    assert (done.code, done.out) == (1, "")
    return re.findall(r"^  • (.*)$", done.err, re.MULTILINE)


# ---- signing


def test_a_signed_period_is_kept_with_who_when_and_what(folder: Path) -> None:
    done = seal(folder)
    sealed = kept(folder)["sealed"]
    assert done.code == 0
    assert done.out.startswith(
        f"Đã ký chốt kỳ 2026H1: Trần Thị Lan, ngày 23/11/2026, mã {sealed['sha256'][:12]}.\n"
    )
    assert (sealed["by"], sealed["at"]) == ("Trần Thị Lan", f"{TODAY}T00:00:00+07:00")
    assert sealed["content"]["indicators"]["CT-1"] == {"value": "7"}
    assert sealed["result"]["indicators"]["CT-1"] == {
        "actual": "7",
        "observed_in": "2026H1",
        "required": "6",
        "status": "on_track",
        "target": {"at_least": "10", "by": "2030"},
    }
    assert sealed["result"]["tasks"]["NV-1"] == {
        "budget": "50000000",
        "due": "2026-12-31",
        "spent": "100",
        "status": "in_progress",
    }
    assert all(len(sealed[key]) == 64 for key in sealed if key.endswith("sha256"))
    assert problems(folder) == []


def test_an_item_stands_on_a_line_of_its_own(folder: Path) -> None:
    written = (signed(folder) / SEALED).read_text("utf-8")
    assert '    "CT-1": {"value": "7"},\n' in written
    assert '    "NV-2": {"state": "not_started"}\n' in written
    assert written.endswith("}\n")


def test_signing_the_same_again_writes_the_same_bytes(folder: Path) -> None:
    first = (signed(folder) / SEALED).read_bytes()
    (folder / SEALED).unlink()
    keys = dict(reversed(ENTRY.items()))
    write(folder, "# khác\n" + text(keys).replace("\n", "\r\n"), ENTRY_PATH)
    assert seal(folder).code == 0
    assert (folder / SEALED).read_bytes() == first


def test_another_name_may_sign(folder: Path) -> None:
    assert seal(folder, "--by", "  Nguyễn  Văn An ").code == 0
    assert kept(folder)["sealed"]["by"] == "Nguyễn Văn An"


def test_a_name_typed_in_decomposed_letters_is_kept_composed(folder: Path) -> None:
    assert seal(folder, "--by", unicodedata.normalize("NFD", "Trần Thị Ngọc")).code == 0
    assert kept(folder)["sealed"]["by"] == "Trần Thị Ngọc"
    assert problems(folder) == []


def test_the_moment_of_signing_is_that_of_viet_nam_to_the_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("KEHOACH_TODAY", raising=False)
    moment = now()
    assert (moment.utcoffset(), moment.microsecond) == (timedelta(hours=7), 0)


def test_nobody_signs_without_a_name(folder: Path) -> None:
    git(folder, "config", "--unset", "user.name")
    done = seal(folder)
    assert (done.code, done.err) == (2, 'Chưa biết ai ký. Hãy thêm --by "Họ và tên".\n')
    assert not (folder / SEALED).exists()
    assert seal(folder, "--by", " ").code == 2


def test_data_in_no_commit_yet_are_signed_with_a_word_of_caution(folder: Path) -> None:
    put(folder, sample="không")
    done = seal(folder)
    assert done.code == 0
    assert done.err.startswith("Lưu ý: trong data/ có thay đổi chưa lưu vào git")


def test_outside_git_a_person_is_told_to_keep_a_copy(tmp_path: Path) -> None:
    made = workspace(tmp_path, text(PLAN), **{"2026H1": text(ENTRY)})
    done = seal(made, "--by", "Lan")
    assert done.code == 0
    assert done.err.startswith("Lưu ý: thư mục này chưa có git")


# ---- what stands in the way


def test_all_that_is_missing_is_told_at_once_by_id_with_what_to_do(folder: Path) -> None:
    put(
        folder,
        indicators={"CT-1": {"note": "Chờ"}, "CT-2": {"parts": {"a": {"value": 3}}}},
        tasks={"NV-1": {"state": "in_progress"}},
        routines={"giao-ban": {"note": "Chưa đếm"}},
        narrative=NARRATIVE | {"next": []},
    )
    done = seal(folder)
    assert reasons(done) == [
        "Chưa có số liệu đến kỳ đo: CT-1, CT-2/b.",
        "Nhiệm vụ chưa báo cáo trong kỳ: NV-2.",
        "Hoạt động định kỳ chưa ghi số lần: giao-ban.",
        "Lời văn của báo cáo còn “…”: narrative.next. Mục nào không có gì thì viết “Không có”.",
    ]
    assert done.err.startswith("Chưa ký chốt được kỳ 2026H1, còn 4 việc phải làm:\n")
    assert done.err.endswith('ví dụ: --waive "CT-1=lý do"\n')
    assert not (folder / "data/sealed").exists()


def test_a_lack_is_waived_with_its_reason_that_of_a_part_or_of_the_whole(folder: Path) -> None:
    put(folder, indicators={"CT-2": {"parts": {"a": {"value": 3}}}}, tasks={}, routines={})
    waived = ["ct-1=Chờ xã", "CT-2/b = Chưa  đo", "NV-1=a=b", "NV-2=Hè", "giao-ban=Hè"]
    done = seal(folder, *(word for one in waived for word in ("--waive", one)))
    assert done.code == 0, done.err
    assert kept(folder)["sealed"]["waivers"] == {
        "CT-1": "Chờ xã",
        "CT-2/b": "Chưa đo",
        "NV-1": "a=b",
        "NV-2": "Hè",
        "giao-ban": "Hè",
    }
    assert "  • Chấp nhận thiếu CT-1: Chờ xã\n" in done.out
    (folder / SEALED).unlink()
    whole = [*waived[:1], "CT-2=Chưa đo", *waived[2:]]
    assert seal(folder, *(word for one in whole for word in ("--waive", one))).code == 0


def test_a_waiver_of_nothing_is_refused(folder: Path) -> None:
    done = seal(folder, "--waive", "CT-9=x", "--waive", "CT-1=x", "--waive", "CT-2/a=x")
    assert reasons(done) == [
        "--waive nêu mã không có trong danh mục: CT-9.",
        "--waive nêu mục không thiếu gì, bỏ đi: CT-1, CT-2/a.",
    ]


@pytest.mark.parametrize("waiver", ["CT-1", "CT-1=", "=x", "", "CT-1= "])
def test_a_waiver_without_an_id_or_a_reason_is_wrong_use(folder: Path, waiver: str) -> None:
    done = seal(folder, "--waive", waiver)
    assert done.code == 2
    assert done.err.startswith(f"--waive “{waiver}” không đúng dạng.")


def test_two_reasons_for_one_lack_are_wrong_use(folder: Path) -> None:
    assert seal(folder, "--waive", "CT-1=x", "--waive", "CT-1=y").code == 2


def test_errors_and_other_reasons_are_told_in_one_run(folder: Path) -> None:
    put(folder, indicators={"CT-2": {"value": 3}}, tasks={"NV-1": {"state": "done"}})
    done = seal(folder)
    assert "lỗi[thieu-ngay-hoan-thanh]" in done.err
    assert reasons(done)[0] == "Sửa 2 lỗi nêu ở trên."
    assert "Chưa có số liệu đến kỳ đo: CT-1" in done.err


def test_illustrative_figures_are_not_signed_those_of_an_earlier_period_neither(
    folder: Path,
) -> None:
    put(folder, sample="có")
    later = ENTRY | {"period": "2026H2"}
    later["indicators"] = {**ENTRY["indicators"], "CT-3": {"value": 1}}
    later["routines"] = {"giao-ban": {"held": 6}, "tong-ket": {"held": 1}}
    write(folder, text(later), "data/progress/2026H2.yaml")
    [reason] = reasons(seal(folder))
    assert reason.endswith(f"bỏ dòng ấy ở {ENTRY_PATH}.")
    done = command(folder, "seal", "2026H2")
    assert reasons(done)[-1] == reason
    put(folder)
    write(folder, text(later | {"sample": "có"}), "data/progress/2026H2.yaml")
    assert seal(folder).code == 0


def test_a_plan_that_is_an_example_is_not_signed(folder: Path) -> None:
    write(folder, text(PLAN | {"sample": "có"}))
    assert reasons(seal(folder)) == [
        f"Còn số liệu minh họa (sample: true): thay bằng số thật rồi bỏ dòng ấy ở {PLAN_PATH}."
    ]


@pytest.mark.parametrize(("day", "code"), [("2026-06-13", 1), ("2026-06-14", 0)])
def test_a_period_is_signed_from_its_cut_off_on(
    folder: Path, day: str, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("support.TODAY", day)
    done = seal(folder)
    assert done.code == code
    if code:
        assert reasons(done) == ["Kỳ này chưa hết: ký từ ngày chốt 14/06/2026 trở đi."]


def test_a_task_that_is_closed_need_not_be_told_of_again(folder: Path) -> None:
    done = {"state": "done", "completed": "01/05/2026"}
    put(folder, tasks={"NV-1": done, "NV-2": {"state": "cancelled", "reason": "Thôi"}})
    later = ENTRY | {"period": "2026H2", "tasks": {}, "routines": {}}
    write(folder, text(later), "data/progress/2026H2.yaml")
    told = "\n".join(reasons(command(folder, "seal", "2026H2")))
    assert "Nhiệm vụ" not in told
    assert "CT-3" in told
    assert "giao-ban, tong-ket" in told


def test_a_period_without_an_entry_cannot_be_signed(folder: Path) -> None:
    told = reasons(command(folder, "seal", "2027H1"))
    assert told[:2] == [
        "Chưa có tệp data/progress/2027H1.yaml: ghi số liệu của kỳ vào đó.",
        "Kỳ này chưa hết: ký từ ngày chốt 14/06/2027 trở đi.",
    ]


@pytest.mark.parametrize(("period", "said"), [("2025H2", "ngoài"), ("2026Q1", "không đúng dạng")])
def test_what_is_no_period_of_the_plan_is_wrong_use(folder: Path, period: str, said: str) -> None:
    done = command(folder, "seal", period)
    assert done.code == 2
    assert said in done.err


def test_without_a_catalogue_nothing_is_signed(folder: Path) -> None:
    write(folder, "version: [\n")
    done = seal(folder)
    assert done.code == 1
    assert done.err.endswith("Chưa làm gì vì số liệu có lỗi. Sửa các lỗi trên rồi chạy lại.\n")


def test_a_year_is_signed_after_its_half_years(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("support.TODAY", "2027-01-04")
    later = ENTRY | {"period": "2026H2"}
    later["indicators"] = {**ENTRY["indicators"], "CT-3": {"value": 1}}
    later["routines"] = {"giao-ban": {"held": 6}, "tong-ket": {"held": 1}}
    write(folder, text(later), "data/progress/2026H2.yaml")
    write(folder, text({"period": "2026", "narrative": NARRATIVE}), "data/progress/2026.yaml")
    assert reasons(command(folder, "seal", "2026")) == [
        "Ký chốt các kỳ 6 tháng trước: 2026H1, 2026H2."
    ]
    for period in ("2026H1", "2026H2", "2026"):
        assert command(folder, "seal", period).code == 0
    sealed = json.loads((folder / "data/sealed/2026.json").read_text("utf-8"))["sealed"]
    assert sealed["result"]["routines"]["giao-ban"] == {"expected": "12", "held": "12"}
    assert problems(folder) == []


# ---- what is signed stays


CHANGES: list[tuple[Tree, str, str]] = [
    ({"indicators": {**ENTRY["indicators"], "CT-1": {"value": 8}}}, "sua-sau-ky-chot", "(CT-1, giá trị): khi ký 7, nay 8"),
    ({"indicators": {"CT-1": {"value": 7}}}, "bo-sau-ky-chot", "(CT-2): khi ký a giá trị 3, b giá trị 4"),
    ({"tasks": {**ENTRY["tasks"], "NV-1": {"state": "in_progress", "spent": 200}}}, "sua-sau-ky-chot", "(NV-1, đã chi): khi ký 100 đồng, nay 200 đồng"),
    ({"tasks": {**ENTRY["tasks"], "NV-1": {"state": "not_started", "spent": 100}}}, "sua-sau-ky-chot", "(NV-1, tình trạng): khi ký Đang thực hiện, nay Chưa thực hiện"),
    ({"routines": {"giao-ban": {"held": 6}, "tong-ket": {"held": 0}}}, "them-sau-ky-chot", "(tong-ket): số lần đã làm 0"),
    ({"routines": {"giao-ban": {"held": 6, "note": "Đủ"}}}, "them-sau-ky-chot", "(giao-ban, ghi chú): Đủ"),
    ({"narrative": NARRATIVE | {"next": ["Làm tiếp", "Xong"]}}, "sua-sau-ky-chot", "(phương hướng kỳ tới, ý 2): khi ký Làm xong, nay Xong"),
    ({"narrative": NARRATIVE | {"next": ["Làm tiếp"]}}, "bo-sau-ky-chot", "(phương hướng kỳ tới, ý 2): khi ký Làm xong"),
    ({"sample": "có"}, "them-sau-ky-chot", "(số liệu minh họa): có"),
]  # fmt: skip


@pytest.mark.parametrize(("keys", "code", "said"), CHANGES)
def test_a_change_after_signing_is_an_error_that_says_what_was_signed(
    folder: Path, keys: Tree, code: str, said: str
) -> None:
    signed(folder)
    put(folder, **keys)
    [told] = json.loads(command(folder, "check", "--format", "json").out)
    assert (told["code"], told["path"], told["severity"]) == (code, ENTRY_PATH, "error")
    assert said in told["message"]
    for stopped in (["status"], ["report", "--period", "2026H1"], ["show", "CT-1"]):
        assert command(folder, *stopped).code == 1
    put(folder)
    assert problems(folder) == []


def test_the_place_is_that_of_the_changed_figure(folder: Path) -> None:
    signed(folder)
    write(folder, "period: 2026H1\nindicators:\n  CT-1: {value: 8, note: x}\n", ENTRY_PATH)
    told = json.loads(command(folder, "check", "--format", "json").out)
    places = {(one["code"], one["line"], one["column"]) for one in told}
    assert ("sua-sau-ky-chot", 3, 17) in places
    assert ("them-sau-ky-chot", 3, 20) in places


def test_another_form_of_what_was_signed_is_no_change(folder: Path) -> None:
    signed(folder)
    (folder / ENTRY_PATH).unlink()
    told = {key: ENTRY[key] for key in ("period", "tasks", "narrative")}
    write(folder, "# tổ văn phòng\n" + text(told), "data/progress/2026H1/a.yaml")
    rest = {key: ENTRY[key] for key in ("routines", "indicators", "period")}
    write(folder, text(rest).replace("\n", "\r\n"), "data/progress/2026H1/b.yaml")
    assert problems(folder) == []
    assert seal(folder, "--verify").code == 0


def test_in_a_folder_the_place_is_in_the_file_that_holds_it(folder: Path) -> None:
    (folder / ENTRY_PATH).unlink()
    said = NARRATIVE | {"next": ["Một", "Hai"]}
    write(folder, text(ENTRY | {"narrative": said}), "data/progress/2026H1/a.yaml")
    more = "period: 2026H1\nnarrative:\n  next:\n    - Ba\n    - Bốn\n"
    write(folder, more, "data/progress/2026H1/b.yaml")
    signed_now = seal(folder)
    assert signed_now.code == 0
    write(folder, more.replace("Bốn", "Năm"), "data/progress/2026H1/b.yaml")
    assert problems(folder) == [("sua-sau-ky-chot", "data/progress/2026H1/b.yaml", 5)]
    write(folder, more, "data/progress/2026H1/b.yaml")
    said = said | {"next": ["Một", "Mốt"]}
    write(folder, text(ENTRY | {"narrative": said}), "data/progress/2026H1/a.yaml")
    [(code, path, _)] = problems(folder)
    assert (code, path) == ("sua-sau-ky-chot", "data/progress/2026H1/a.yaml")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"milestones": {"2026H1": 8}}, "(CT-1, đánh giá): khi ký Đúng tiến độ, nay Chậm"),
        ({"milestones": {"2026H1": 7}}, "(CT-1, mức cần đạt kỳ này): khi ký 6, nay 7"),
        ({"target": {"at_least": 7, "by": 2030}}, "(CT-1, đánh giá): khi ký Đúng tiến độ, nay Đạt"),
        ({"retired_from": "2026H1", "retired_decision": "1/QĐ"}, "(CT-1): khi ký"),
    ],
)
def test_a_change_of_the_catalogue_that_changes_what_was_signed_is_told_at_its_item(
    folder: Path, change: Tree, said: str
) -> None:
    signed(folder)
    first = PLAN["indicators"][0] | change
    write(folder, text(PLAN | {"indicators": [first, *PLAN["indicators"][1:]]}))
    told = json.loads(command(folder, "check", "--format", "json").out)
    [found] = [one for one in told if one["code"] == "ket-qua-doi-sau-ky-chot"]
    assert found["path"] == PLAN_PATH
    assert said in found["message"]
    lines = (folder / PLAN_PATH).read_text("utf-8").splitlines()
    assert '"id": "CT-1"' in lines[found["line"] - 1]


def changed_plan(folder: Path, *path: str | int, to: Any) -> list[tuple[str, str]]:
    """The problems, each with what it says, once one value of the catalogue is another."""
    tree = json.loads(text(FULL))
    inside = tree
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = to
    write(folder, text(tree))
    told = json.loads(command(folder, "check", "--format", "json").out)
    return [(one["code"], one["message"]) for one in told]


FULL = PLAN | {
    "indicators": [
        *PLAN["indicators"],
        indicator(
            id="CT-4",
            measure="ratio",
            numerator="Đạt chuẩn",
            denominator="Tất cả",
            target={"at_least": "70%", "by": 2030},
        ),
        indicator(
            id="CT-5",
            measure="level",
            levels={1: "Mức 1", 2: "Mức 2"},
            target={"at_least": 2, "by": 2030},
        ),
    ],
    "tasks": [
        task(id="NV-1", person="An", product="Sổ", sources=["Ngân sách"], focus=["doi-ngu"]),
        task(id="NV-2"),
    ],
    "measures": [{"id": "GP-1", "name": "Bồi dưỡng", "number": "1.1"}],
    "focus_areas": [{"id": "doi-ngu", "name": "Đội ngũ"}],
    "thresholds": {"due_soon_days": 30, "at_risk": "10%"},
}


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A signed period of a plan with everything that a report prints."""
    said = {"CT-4": {"numerator": 3, "denominator": 7}, "CT-5": {"value": 1}}
    figures = ENTRY | {"indicators": {**ENTRY["indicators"], **said}, "measures": {"GP-1": "Xong"}}
    made = workspace(tmp_path, text(FULL), **{"2026H1": text(figures)})
    git(made, "init", "-q")
    git(made, "config", "user.name", "Trần Thị Lan")
    commit(made, "Số liệu")
    return signed(made)


WHAT = [
    (("indicators", 0, "name"), "Tên khác", "(CT-1, tên gọi): khi ký Chỉ tiêu thử, nay Tên khác"),
    (("indicators", 0, "unit"), "lớp", "(CT-1, đơn vị tính): khi ký (trống), nay lớp"),
    (("indicators", 0, "number"), "9", "(CT-1, số trong kế hoạch): khi ký 1.1, nay 9"),
    (("indicators", 1, "parts", 0, "name"), "B", "(CT-2/a, tên gọi): khi ký Phần, nay B"),
    (("indicators", 3, "numerator"), "B", "(CT-4, tử số): khi ký Đạt chuẩn, nay B"),
    (("indicators", 3, "denominator"), "B", "(CT-4, mẫu số): khi ký Tất cả, nay B"),
    (("indicators", 4, "levels", "2"), "B", "(CT-5, thang đo, 2): khi ký Mức 2, nay B"),
    (("tasks", 0, "name"), "B", "(NV-1, tên gọi): khi ký Nhiệm vụ thử, nay B"),
    (("tasks", 0, "product"), "B", "(NV-1, kết quả): khi ký Sổ, nay B"),
    (("tasks", 0, "deadline"), "31/12/2026", "(NV-1, hạn): khi ký Năm 2026, nay 31/12/2026"),
    (("tasks", 0, "sources"), ["B"], "(NV-1, nguồn kinh phí, số 1): khi ký Ngân sách, nay B"),
    (("measures", 0, "name"), "B", "(GP-1, tên gọi): khi ký Bồi dưỡng, nay B"),
    (("routines", 0, "name"), "B", "(giao-ban, tên gọi): khi ký Họp giao ban, nay B"),
]  # fmt: skip
WHO = [
    (("organization", "name"), "B", "(trường, tên gọi): khi ký Trường Tiểu học Bình Minh, nay B"),
    (("organization", "signatory", "name"), "B", "(trường, người ký, tên gọi): khi ký Trần Thị Lan, nay B"),
    (("organization", "parent"), "B", "(trường, cấp trên): khi ký"),
    (("plan", "recipients"), ["B"], "(nơi nhận): khi ký (trống), nay B"),
    (("departments", 0, "name"), "B", "(bộ phận, bgh, tên gọi): khi ký Ban giám hiệu, nay B"),
    (("departments", 0, "external"), "có", "(bộ phận, bgh, ngoài trường): khi ký (trống), nay có"),
    (("groups", 0, "name"), "B", "(nhóm, ct-1, tên gọi): khi ký Chất lượng, nay B"),
    (("focus_areas", 0, "name"), "B", "(lĩnh vực, doi-ngu, tên gọi): khi ký Đội ngũ, nay B"),
    (("tasks", 0, "coordinating"), ["to-vp"], "(NV-1, phối hợp): khi ký (trống), nay to-vp"),
    (("organization", "place"), "B", "(trường, địa danh): khi ký Bình Minh, nay B"),
    (("thresholds", "due_soon_days"), 300, "(số ngày báo sắp đến hạn): khi ký (trống), nay 300"),
    (("indicators", 0, "lead"), ["to-vp"], "(CT-1, chủ trì, số 1): khi ký bgh, nay to-vp"),
    (("indicators", 0, "focus"), ["doi-ngu"], "(CT-1, lĩnh vực): khi ký (trống), nay doi-ngu"),
    (("tasks", 0, "person"), "B", "(NV-1, cán bộ phụ trách): khi ký An, nay B"),
    (("sample",), "có", "(số liệu minh họa): khi ký (trống), nay có"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "to", "said"), WHAT)
def test_what_an_item_is_stays_as_it_was_signed(
    full: Path, path: tuple[str | int, ...], to: Any, said: str
) -> None:
    [(code, message)] = changed_plan(full, *path, to=to)
    assert code == "muc-doi-sau-ky-chot"
    assert said in message
    assert command(full, "report", "--period", "2026H1").code == 1


@pytest.mark.parametrize(("path", "to", "said"), WHO)
def test_who_is_concerned_may_change_but_not_in_silence(
    full: Path, path: tuple[str | int, ...], to: Any, said: str
) -> None:
    [(code, message)] = changed_plan(full, *path, to=to)
    assert code == "ten-doi-sau-ky-chot"
    assert said in message
    assert command(full, "status", "--period", "2026H1").code == 0
    assert "KHÁC bản báo cáo kỳ này đã ký" in provenance(full)
    assert "Danh mục: ĐÃ KHÁC khi ký" in seal(full, "--verify").out


ORDERS = [
    ("indicators", "khi ký, CT-2 đứng ngay sau CT-1"),
    ("tasks", "khi ký, NV-2 đứng ngay sau NV-1"),
    ("departments", "khi ký, to-vp đứng ngay sau bgh"),
    ("groups", "khi ký, nv-I đứng ngay sau ct-1"),
]


@pytest.mark.parametrize(("kind", "said"), ORDERS)
def test_what_moves_in_the_catalogue_is_told_at_its_place(full: Path, kind: str, said: str) -> None:
    first, second, *rest = FULL[kind]
    [(code, message)] = changed_plan(full, kind, to=[second, first, *rest])
    assert code == "thu-tu-doi-sau-ky-chot"
    assert message == f"thứ tự trong danh mục đổi sau khi ký chốt kỳ 2026H1: {said}"
    assert command(full, "check").code == 0


def test_of_parts_that_change_places_one_is_told(full: Path) -> None:
    at = next(n for n, one in enumerate(FULL["indicators"]) if "parts" in one)
    whole = FULL["indicators"][at]
    [(_, message)] = changed_plan(full, "indicators", at, "parts", to=whole["parts"][::-1])
    first, second = (one["id"] for one in whole["parts"])
    assert message.endswith(f"{whole['id']}/{second} đứng ngay sau {whole['id']}/{first}")
    # A whole that follows another is told to follow it, and not its last part.
    later = [*FULL["indicators"][:at], *FULL["indicators"][at + 1 :][:1], whole]
    later += FULL["indicators"][at + 2 :]
    [(_, message)] = changed_plan(full, "indicators", to=later)
    assert message.endswith(f"đứng ngay sau {whole['id']}")


def test_what_comes_in_between_moves_nothing(full: Path) -> None:
    more = [FULL["departments"][0], {"id": "moi", "name": "Tổ mới"}, *FULL["departments"][1:]]
    assert changed_plan(full, "departments", to=more) == []


def test_a_measure_that_joins_later_is_told_like_every_item(full: Path) -> None:
    measures = [*FULL["measures"], {"id": "GP-2", "name": "Mới"}]
    [(code, message)] = changed_plan(full, "measures", to=measures)
    assert (code, message.partition(" ")[0]) == ("muc-moi-sau-ky-chot", "GP-2")


def test_a_measure_that_leaves_is_told_though_no_result_tells_of_it(full: Path) -> None:
    measures = [*FULL["measures"], {"id": "GP-2", "name": "Tập huấn"}]
    assert reopened(full).code == 0
    assert changed_plan(full, "measures", to=measures) == []
    assert seal(full).code == 0
    [(code, message)] = changed_plan(full, "measures", to=FULL["measures"])
    assert code == "muc-doi-sau-ky-chot"
    assert "(GP-2): khi ký tên gọi Tập huấn, nay (trống)" in message


def test_the_first_day_of_a_signed_half_year_is_that_of_the_cut_off_before(full: Path) -> None:
    [(code, message)] = changed_plan(full, "calendar", to={"cutoffs": {"H2": "20/12"}})
    assert code == "ten-doi-sau-ky-chot"
    assert "(lịch, ngày đầu kỳ): khi ký 15/12/2025, nay 21/12/2025" in message


def test_what_no_table_of_a_report_prints_may_change(full: Path) -> None:
    assert changed_plan(full, "indicators", 0, "note", to="Đã hỏi Sở") == []
    assert changed_plan(full, "indicators", 0, "source", to="Mục 4") == []
    assert changed_plan(full, "tasks", 0, "shows", to=["CT-1"]) == []
    assert changed_plan(full, "plan", "vision", to=2045) == []
    more = [*FULL["departments"], {"id": "to-moi", "name": "Tổ mới"}]
    assert changed_plan(full, "departments", to=more) == []
    assert "Đã ký chốt" in provenance(full)


def test_one_change_is_told_once_for_all_periods_that_it_touches(full: Path) -> None:
    later = json.loads((full / ENTRY_PATH).read_text("utf-8")) | {"period": "2026H2"}
    later["indicators"]["CT-3"] = {"value": 1}
    later["routines"]["tong-ket"] = {"held": 1}
    write(full, text(later), "data/progress/2026H2.yaml")
    with mock.patch("support.TODAY", "2026-12-20"):
        assert command(full, "seal", "2026H2").code == 0
    [(_, message)] = changed_plan(full, "indicators", 0, "name", to="B")
    assert "kỳ 2026H1, 2026H2 (CT-1" in message


def test_a_half_year_on_which_a_signed_one_rests_does_not_change_in_silence(folder: Path) -> None:
    later = ENTRY | {"period": "2026H2"}
    later["indicators"] = {**ENTRY["indicators"], "CT-3": {"value": 1}}
    later["routines"] = {"giao-ban": {"held": 6}, "tong-ket": {"held": 1}}
    write(folder, text(later), "data/progress/2026H2.yaml")
    write(folder, text({"period": "2026", "narrative": NARRATIVE}), "data/progress/2026.yaml")
    with mock.patch("support.TODAY", "2026-12-20"):
        for period in ("2026H1", "2026H2", "2026"):
            assert command(folder, "seal", period).code == 0
    assert reopened(folder).code == 0
    assert problems(folder) == []
    # No figure is another, but the year's report prints what was done of measures, and notes.
    put(folder, routines={"giao-ban": {"held": 6, "note": "Đã bù"}})
    [told] = json.loads(command(folder, "check", "--format", "json").out)
    assert (told["code"], told["path"]) == ("ky-truoc-doi-sau-ky-chot", ENTRY_PATH)
    assert "kỳ 2026H1 đổi sau khi ký chốt kỳ 2026, 2026H2" in told["message"]
    assert seal(folder).code == 0
    assert [code for code, _, _ in problems(folder)] == ["ky-truoc-doi-sau-ky-chot"]


def test_an_entry_that_comes_in_before_a_signed_one_is_told(folder: Path) -> None:
    later = ENTRY | {"period": "2026H2"}
    later["indicators"] = {**ENTRY["indicators"], "CT-3": {"value": 1}}
    later["routines"] = {"giao-ban": {"held": 6}, "tong-ket": {"held": 1}}
    write(folder, text(later), "data/progress/2026H2.yaml")
    (folder / ENTRY_PATH).unlink()
    with mock.patch("support.TODAY", "2026-12-20"):
        assert command(folder, "seal", "2026H2").code == 0
    put(folder)
    assert ("ky-truoc-doi-sau-ky-chot", ENTRY_PATH, 2) in problems(folder)
    # What can't be read is not known to be another one.
    write(folder, "period: [", ENTRY_PATH)
    assert len(problems(folder)) == 1


OLD = Path(__file__).parent / "errors/ket-qua-doi-sau-ky-chot/data"


def test_a_seal_of_the_first_version_is_read_and_tells_what_it_holds(tmp_path: Path) -> None:
    shutil.copytree(OLD, tmp_path / "data")
    assert kept(tmp_path)["version"] == "1"
    as_signed = (OLD / "plan.yaml").read_text("utf-8").replace("2026H1: 70%", "2026H1: 60%")
    write(tmp_path, as_signed)
    assert problems(tmp_path) == []
    assert seal(tmp_path, "--verify").code == 0
    write(tmp_path, as_signed.replace("Lớp học có", "Phòng có"))
    assert problems(tmp_path) == []
    assert "lập lại KHÁC bản đã ký" in seal(tmp_path, "--verify").out
    assert "KHÁC bản báo cáo kỳ này đã ký ngày 20/06/2026 (danh mục, mẫu" in provenance(tmp_path)
    done = command(tmp_path, "reopen", "2026H1", "--reason", "Đổi tên", "--by", "Lan")
    assert done.code == seal(tmp_path, "--by", "Lan").code == 0
    assert (kept(tmp_path)["version"], len(kept(tmp_path)["history"])) == ("2", 1)
    assert problems(tmp_path) == []


def test_a_revision_of_a_target_changes_nothing_that_was_signed(folder: Path) -> None:
    signed(folder)
    revision = {"from": "2026H2", "decision": "1/QĐ", "target": {"at_least": 20, "by": 2030}}
    first = PLAN["indicators"][0] | {"revisions": [revision]}
    write(folder, text(PLAN | {"indicators": [first, *PLAN["indicators"][1:]]}))
    assert problems(folder) == []


def test_a_cut_off_that_moves_is_told_at_the_calendar(folder: Path) -> None:
    signed(folder)
    write(folder, text(PLAN | {"calendar": {"cutoffs": {"H1": "30/06"}}}))
    [(code, path, line)] = problems(folder)
    assert (code, path) == ("ket-qua-doi-sau-ky-chot", PLAN_PATH)
    assert '"calendar"' in (folder / PLAN_PATH).read_text("utf-8").splitlines()[line - 1]


def test_an_item_that_left_the_catalogue_is_told_at_its_list(folder: Path) -> None:
    signed(folder)
    write(folder, text(PLAN | {"routines": [routine()]}))
    told = json.loads(command(folder, "check", "--format", "json").out)
    assert [one["code"] for one in told] == ["mat-muc-da-ky-chot"]
    assert "tong-ket đã bị bỏ khỏi danh mục" in told[0]["message"]
    assert '"routines"' in (folder / PLAN_PATH).read_text("utf-8").splitlines()[told[0]["line"] - 1]


def test_an_item_that_is_signed_and_gone_is_told_once_whatever_names_it(folder: Path) -> None:
    signed(folder)
    write(folder, text(PLAN | {"indicators": PLAN["indicators"][1:]}))
    told = json.loads(command(folder, "check", "--format", "json").out)
    assert [one["code"] for one in told] == ["mat-muc-da-ky-chot"]
    assert "CT-1 đã bị bỏ khỏi danh mục" in told[0]["message"]
    assert "retired_from" in told[0]["hint"]


def test_a_changed_figure_is_told_once_and_not_again_as_a_changed_result(folder: Path) -> None:
    signed(folder)
    put(folder, indicators={**ENTRY["indicators"], "CT-1": {"value": 1}})
    assert [code for code, _, _ in problems(folder)] == ["sua-sau-ky-chot"]


def test_a_broken_entry_is_told_by_what_is_wrong_and_not_as_gone(folder: Path) -> None:
    signed(folder)
    put(folder, indicators={**ENTRY["indicators"], "CT-1": {"value": "bảy"}})
    assert [code for code, _, _ in problems(folder)] == ["so-sai-dang"]
    write(folder, "period: [", ENTRY_PATH)
    assert len(problems(folder)) == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"value": "7"', '"value": "8"'),
        ('"by": "Trần Thị Lan"', '"by": "Ai đó"'),
        ('"status": "on_track"', '"status": "achieved"'),
        ('"version": "2"', '"version": "1"'),
        ('"version": "2"', '"version": "3"'),
        ('"name": "Chỉ tiêu thử"', '"name": "Chỉ tiêu"'),
        (' "version"', '<<<<<<< HEAD\n "version"'),
        ('"period": "2026H1",\n "sealed"', '"period": "2026H2",\n "sealed"'),
        ('"file_sha256"', '"file"'),
        (
            "{",
            "[",
        ),
    ],
)
def test_a_seal_in_which_somebody_wrote_is_broken(folder: Path, before: str, after: str) -> None:
    written = (signed(folder) / SEALED).read_text("utf-8")
    assert before in written
    write(folder, written.replace(before, after, 1), SEALED)
    [(code, path, _)] = problems(folder)
    assert (code, path) == ("tep-ky-chot-hong", SEALED)
    assert reopened(folder).code == 1
    assert seal(folder).code == 1


def tupled(told: Any) -> Any:
    if isinstance(told, dict):
        return {key: tupled(one) for key, one in told.items()}
    return tuple(map(tupled, told)) if isinstance(told, list) else told


@pytest.mark.parametrize(
    ("key", "forged", "found"),
    [
        ("order", {"indicators": ["CT-1", "CT-2", "CT-1"], "x": ["y"]}, []),
        ("earlier", {"năm ngoái": "0"}, ["tep-ky-chot-hong"]),
    ],
)
def test_a_seal_that_was_forged_with_its_digest_stops_no_check(
    folder: Path, key: str, forged: Tree, found: list[str]
) -> None:
    told = kept(signed(folder))
    told["sealed"][key] = forged
    told["file_sha256"] = ""
    told["file_sha256"] = digest(tree(tupled(told)))
    write(folder, json.dumps(told, ensure_ascii=False), SEALED)
    assert [code for code, _, _ in problems(folder)] == found


def test_a_seal_that_git_holds_cannot_go_in_silence(folder: Path) -> None:
    signed(folder)
    git(folder, "add", "data")
    git(folder, "commit", "-qm", "Ký chốt")
    (folder / SEALED).unlink()
    assert problems(folder) == [("mat-tep-ky-chot", SEALED, 1)]
    for refused in (["report", "--period", "2026H1"], ["status", "--period", "2026H1"]):
        assert command(folder, *refused).code == 1
    for refused in (["seal"], ["seal", "--verify"], ["reopen", "--reason", "x"]):
        assert command(folder, refused[0], "2026H1", *refused[1:]).code == 1
    git(folder, "restore", SEALED)
    assert problems(folder) == []


def carry_out(folder: Path) -> None:
    """Run the command of the only hint, as a person copies it."""
    [told] = json.loads(command(folder, "check", "--format", "json").out)
    _, _, typed = told["hint"].partition("git restore ")
    git(folder, "restore", *typed.split())


def test_the_hint_about_a_seal_that_is_gone_or_broken_is_true_however_it_went(
    folder: Path,
) -> None:
    commit(signed(folder), "Ký chốt")
    whole = (folder / SEALED).read_bytes()
    for commits in (0, 1, 3):
        (folder / SEALED).unlink()
        for number in range(commits):
            write(folder, f"{commits}.{number}", "khac.txt")
            commit(folder, "Dọn dẹp")
        carry_out(folder)
        assert problems(folder) == []
        write(folder, str(commits), "lay-lai.txt")
        commit(folder, "Lấy lại")
    git(folder, "rm", "-q", SEALED)
    carry_out(folder)
    write(folder, whole.decode().replace('"7"', '"8"'), SEALED)
    carry_out(folder)
    write(folder, whole.decode().replace('"7"', '"8"'), SEALED)
    commit(folder, "Sửa tay")
    carry_out(folder)
    assert (folder / SEALED).read_bytes() == whole
    assert problems(folder) == []


def test_without_a_kept_copy_the_hint_about_a_broken_seal_names_none(folder: Path) -> None:
    write(folder, "{", SEALED)
    commit(folder, "Hỏng từ đầu")
    [told] = json.loads(command(folder, "check", "--format", "json").out)
    assert told["hint"] == "tệp này chỉ do kehoach ghi; chép lại từ bản sao lưu"


@pytest.mark.parametrize("is_committed", [True, False])
def test_a_seal_under_the_name_of_another_period_says_how_it_must_be_called(
    folder: Path, is_committed: bool
) -> None:
    commit(signed(folder), "Ký chốt")
    other = "data/sealed/2026H2.json"
    (folder / SEALED).rename(folder / other)
    if is_committed:
        commit(folder, "Đổi tên")
    assert problems(folder) == [("mat-tep-ky-chot", SEALED, 1), ("ten-tep-ky-chot-sai", other, 3)]
    [told] = [
        one
        for one in json.loads(command(folder, "check", "--format", "json").out)
        if one["path"] == other
    ]
    assert told["hint"].startswith(f"đổi tên tệp thành {SEALED};")
    assert seal(folder).code == reopened(folder).code == 1
    (folder / other).rename(folder / SEALED)
    assert problems(folder) == []


@pytest.mark.parametrize(
    "name", ["2026H1 (1).json", "2026H1.json.bak", "2026h1.yaml", "2026H1.JSON", "2026H1", "x.json"]
)
def test_a_file_that_may_be_taken_for_a_seal_and_is_none_is_told(folder: Path, name: str) -> None:
    (signed(folder) / SEALED).rename(folder / "data/sealed" / name)
    [told] = json.loads(command(folder, "check", "--format", "json").out)
    assert (told["code"], told["path"]) == ("ten-tep-sai", f"data/sealed/{name}")
    assert "để ra ngoài data/sealed" in told["hint"]


def test_what_else_lies_beside_the_seals_is_left_alone(folder: Path) -> None:
    signed(folder)
    write(folder, "x", "data/sealed/ghi-chu.txt")
    write(folder, "{", "data/sealed/.2026H1.json.abc.tmp")
    assert problems(folder) == []


# ---- the report, and whether it is the one that was signed


def provenance(folder: Path) -> str:
    done = command(folder, "report", "--period", "2026H1", "--format", "md", "--output", "-")
    return done.out.splitlines()[-1]


def test_a_report_says_when_it_was_signed_and_under_which_mark(folder: Path) -> None:
    assert provenance(folder).endswith("Chưa ký chốt.")
    mark = kept(signed(folder))["sealed"]["sha256"][:12]
    assert provenance(folder).endswith(f"Đã ký chốt ngày 23/11/2026, mã {mark}.")
    assert reopened(folder).code == 0
    assert provenance(folder).endswith("Chưa ký chốt.")


@pytest.mark.parametrize("options", [(), ("--department", "bgh"), ("--kind", "ad-hoc")])
@pytest.mark.parametrize(
    ("how", "why", "step"),
    [
        (
            "a template of the school's own",
            "mẫu báo cáo hoặc phiên bản chương trình khác",
            "kehoach reopen 2026H1",
        ),
        ("another head", "số liệu hoặc danh mục đã đổi", "kehoach check"),
        ("an item that joined", "số liệu hoặc danh mục đã đổi", "kehoach check"),
        ("another order", "danh mục xếp theo thứ tự khác", "Xếp lại như lúc ký"),
        ("another day", "số liệu tính đến ngày khác", "--as-of 14/06/2026"),
    ],
)
def test_a_report_that_is_not_the_signed_one_does_not_say_that_it_was_signed(
    folder: Path, how: str, why: str, step: str, options: tuple[str, ...]
) -> None:
    signed(folder)
    typed = ["report", "--period", "2026H1", "--format", "md", "--output", "-", *options]
    assert "Đã ký chốt" in command(folder, *typed).out
    match how:
        case "a template of the school's own":
            built_in = Path(__file__).parents[1] / "templates/report.md.j2"
            own = built_in.read_text("utf-8").replace("# BÁO CÁO", "# BÁO CÁO KHÁC")
            write(folder, own, "templates/report.md.j2")
        case "another head":
            signatory = {"position": "HIỆU TRƯỞNG", "name": "Đỗ Văn Minh"}
            write(
                folder,
                text(PLAN | {"organization": PLAN["organization"] | {"signatory": signatory}}),
            )
        case "another order":
            write(folder, text(PLAN | {"indicators": PLAN["indicators"][::-1]}))
        case "an item that joined":
            write(folder, text(PLAN | {"indicators": [*PLAN["indicators"], indicator(id="CT-9")]}))
        case _:
            typed += ["--as-of", "01/06/2026"]
    done = command(folder, *typed)
    assert done.code == 0
    said = f" KHÁC bản báo cáo kỳ này đã ký ngày 23/11/2026 ({why})."
    assert done.out.splitlines()[-1].endswith(said)
    assert "Đã ký chốt" not in done.out
    said = f"Báo cáo này không ghi “đã ký chốt” vì khác bản đã ký: {why}."
    assert done.err.splitlines()[0] == said
    assert step in done.err.splitlines()[1]


def test_the_signed_report_is_made_again_whatever_is_committed_since(folder: Path) -> None:
    signed(folder)
    commit(folder, "Ký chốt")
    done = seal(folder, "--verify")
    assert done.code == 0
    assert re.findall(r"^  (.*): (.*)$", done.out, re.MULTILINE) == [
        ("Số liệu", "đúng như khi ký"),
        ("Kết quả đánh giá", "đúng như khi ký"),
        ("Danh mục", "đúng như khi ký"),
        ("Báo cáo", "lập lại đúng như bản đã ký"),
    ]


def test_a_changed_name_changes_the_report_and_no_figure(folder: Path) -> None:
    signed(folder)
    organization = PLAN["organization"] | {"signatory": {"position": "HIỆU TRƯỞNG", "name": "An"}}
    write(folder, text(PLAN | {"organization": organization}))
    done = seal(folder, "--verify")
    assert done.code == 1
    assert done.out.count("đúng như khi ký") == 2
    assert "lập lại KHÁC bản đã ký" in done.out


def test_verifying_works_on_data_with_errors(folder: Path) -> None:
    signed(folder)
    put(folder, indicators={**ENTRY["indicators"], "CT-1": {"value": 8}})
    done = seal(folder, "--verify")
    assert (done.code, done.out.count("ĐÃ KHÁC"), done.err) == (1, 2, "")
    write(folder, "version: [")
    assert seal(folder, "--verify").code == 1


def test_a_period_that_was_never_signed_cannot_be_verified(folder: Path) -> None:
    assert seal(folder, "--verify") == Ended(
        2, "", "Kỳ 2026H1 chưa ký chốt. Ký chốt bằng: kehoach seal 2026H1\n"
    )


# ---- reopening


def test_reopening_keeps_who_signed_and_says_who_took_it_back_and_why(folder: Path) -> None:
    before = kept(signed(folder))["sealed"]
    done = command(folder, "reopen", "2026H1", "--reason", " Sở  yêu cầu ", "--by", "Đỗ Văn Minh")
    assert done.code == 0
    assert done.out.splitlines()[0].startswith("Đã mở lại kỳ 2026H1")
    now = kept(folder)
    assert "sealed" not in now
    [former] = now["history"]
    assert former["sha256"] == before["sha256"]
    assert (former["by"], former["reopened_by"]) == ("Trần Thị Lan", "Đỗ Văn Minh")
    assert former["reason"] == "Sở yêu cầu"
    put(folder, indicators={**ENTRY["indicators"], "CT-1": {"value": 8}})
    assert problems(folder) == []


def test_a_changed_period_can_be_reopened_and_signed_again(folder: Path) -> None:
    signed(folder)
    put(folder, indicators={**ENTRY["indicators"], "CT-1": {"value": 8}})
    for number in (1, 2):
        assert reopened(folder, f"Lần {number}").code == 0
        assert seal(folder).code == 0
    now = kept(folder)
    assert [one["reason"] for one in now["history"]] == ["Lần 1", "Lần 2"]
    assert now["sealed"]["content"]["indicators"]["CT-1"] == {"value": "8"}
    assert now["history"][0]["sha256"] != now["sealed"]["sha256"]
    assert problems(folder) == []


def test_where_there_is_nothing_to_do_a_command_says_so(folder: Path) -> None:
    assert reopened(folder).code == 2
    signed(folder)
    before = (folder / SEALED).read_bytes()
    done = seal(folder)
    assert done.code == 2
    assert done.err.startswith("Kỳ 2026H1 đã ký chốt ngày 23/11/2026 (Trần Thị Lan)")
    assert reopened(folder, "  ").code == 2
    assert (folder / SEALED).read_bytes() == before
    assert reopened(folder).code == 0
    assert reopened(folder).code == 2


def test_a_disk_that_refuses_is_one_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = OSError(errno.ENOSPC, "full")
    monkeypatch.setattr(Writer, "write", mock.Mock(side_effect=full))
    assert seal(folder) == Ended(2, "", f"Không ghi được {folder / SEALED}: ổ đĩa đã đầy.\n")


def test_a_file_in_place_of_the_folder_of_seals_is_a_problem(folder: Path) -> None:
    write(folder, "x", "data/sealed")
    assert [path for _, path, _ in problems(folder)] == ["data/sealed"]
    assert seal(folder).code == 1


@pytest.mark.parametrize("typed", ["B¶o Th¾ng", "Lan\x1b[31m", "Lan\u202e"])
def test_what_no_file_may_hold_is_not_signed_with(folder: Path, typed: str) -> None:
    done = seal(folder, "--by", typed)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Họ tên hoặc lý do có ký tự không dùng được.")
    assert not (folder / SEALED).exists()
    signed(folder)
    assert reopened(folder, typed).code == 2
    assert kept(folder)["sealed"]


# ---- nothing is asked for that can't be written any more


@pytest.fixture
def waived(folder: Path) -> Path:
    """A signed half-year in which CT-1, NV-2 and giao-ban are waived."""
    left = {"indicators": {"CT-2": ENTRY["indicators"]["CT-2"]}, "routines": {}}
    put(folder, **left, tasks={"NV-1": ENTRY["tasks"]["NV-1"]})
    ids = ("CT-1", "NV-2", "giao-ban")
    assert seal(folder, *(word for one in ids for word in ("--waive", f"{one}=Hè"))).code == 0
    return folder


def due(folder: Path, day: str) -> set[tuple[str, str, str]]:
    told = json.loads(command(folder, "due", "--as-of", day, "--format", "json").out)
    return {(one["action"], one["id"], one["period"]) for one in told["occasions"]}


def test_what_was_waived_is_not_due_any_more_and_the_next_half_year_is(waived: Path) -> None:
    asked = due(waived, "2026-07-01")
    assert asked >= {("measure", "CT-1", "2026H2"), ("measure", "CT-2", "2026H2")}
    assert {period for action, _, period in asked if action != "finish"} == {"2026H2", "2026"}
    calendar = command(waived, "due", "--as-of", "2026-07-01", "--ics", "-").out
    assert "6 tháng đầu năm 2026" not in calendar
    assert reopened(waived).code == 0
    assert ("measure", "CT-1", "2026H1") in due(waived, "2026-07-01")


def test_on_the_day_of_signing_nothing_of_the_half_year_is_left(waived: Path) -> None:
    assert due(waived, "2026-06-14") == set()
    assert reopened(waived).code == 0
    assert {one[0] for one in due(waived, "2026-06-14")} == {"measure", "hold", "report"}


def test_what_cannot_be_written_is_not_a_next_step(waived: Path) -> None:
    step = "kehoach record --period 2026H1"
    assert step not in command(waived, "status", "--period", "2026H1").out
    assert reopened(waived).code == 0
    assert step in command(waived, "status", "--period", "2026H1").out


@pytest.mark.parametrize("asking", [("record", "--period"), ("sheet", "export")])
def test_a_command_that_asks_for_figures_of_a_signed_period_stops(
    waived: Path, asking: tuple[str, ...]
) -> None:
    done = command(waived, *asking, "2026H1")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(
        "Kỳ 2026H1 đã ký chốt ngày 23/11/2026 (Trần Thị Lan), không ghi thêm được.\n"
    )


# ---- the file, and the process


# None of the characters that the reader takes for those of an old font.
texts = st.text(
    st.characters(categories=["L", "Nd", "Zs", "Po"], exclude_characters="µ¶¿"), min_size=1
).filter(str.strip)


@given(texts, texts, st.dictionaries(texts, texts, max_size=3))
def test_a_seal_is_read_back_as_it_was_written(by: str, note: str, waivers: dict[str, str]) -> None:
    said = entry(indicators={"CT-1": {"value": 7, "note": note}})
    data = load([plan_file(PLAN), File(ENTRY_PATH, text(said).encode())])
    at = Period.parse("2026H1")
    when = datetime.fromisoformat("2026-06-20T09:12:33+07:00")
    signed_now = seals.sign(
        data.entries[at],
        {"cutoff": "2026-06-14"},
        {"organization": {"name": note}},
        {"tasks": ("NV-1", "NV-2")},
        {"2025H2": "x"},
        "x",
        by=by,
        at=when,
        waivers=waivers,
    )
    made = seals.close(at, signed_now, None)
    for one in (made, seals.reopen(made, signed_now, by=by, at=when, reason=note)):
        again = load([plan_file(PLAN), File(SEALED, seals.text(one).encode())])
        assert again.problems == ()
        assert tree(again.seals[at].seal) == tree(one)
        assert again.seals[at].seal.is_whole


def test_a_moment_without_a_zone_is_none() -> None:
    for wrong in ("2026-06-20T09:12:33", "20/06/2026"):
        made = {"version": "1", "period": "2026H1", "file_sha256": "x", "history": ({"at": wrong},)}
        with pytest.raises(ValueError, match="reopened_at"):
            Seal.model_validate(made)
    assert len(digest("x")) == 64


def start(folder: Path, **settings: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "kehoach", "seal", "2026H1"],
        cwd=folder,
        env={**os.environ, "KEHOACH_TODAY": TODAY, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


# A process that kills itself as it comes to a call of the system, or as it comes back from it.
KILLED = """
import os, signal, sys
from unittest import mock
from kehoach import cli

name, place = sys.argv.pop(1), sys.argv.pop(1)
real = getattr(os, name)

def dies(*arguments, **keys):
    if place == "after":
        real(*arguments, **keys)
    os.kill(os.getpid(), signal.SIGKILL)

with mock.patch.object(os, name, dies):
    cli.main()
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
@pytest.mark.parametrize("place", ["before", "after"])
@pytest.mark.parametrize("name", ["fsync", "chmod", "replace"])
def test_a_process_that_is_killed_leaves_the_old_file_or_the_new_one(
    folder: Path, name: str, place: str
) -> None:
    signed(folder)
    assert reopened(folder).code == 0
    before = (folder / SEALED).read_bytes()
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, name, place, "seal", "2026H1"],
        cwd=folder,
        env={**os.environ, "KEHOACH_TODAY": TODAY},
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert ((folder / SEALED).read_bytes() == before) == ((name, place) != ("replace", "after"))
    assert problems(folder) == []
    assert seal(folder).code == (2 if (name, place) == ("replace", "after") else 0)


def test_two_who_sign_at_once_leave_one_whole_seal(folder: Path) -> None:
    both = [start(folder), start(folder)]
    ended = sorted((process.communicate(), process.returncode)[1] for process in both)
    assert ended == [0, 2]
    assert problems(folder) == []
    assert kept(folder)["sealed"]["by"] == "Trần Thị Lan"


@pytest.mark.parametrize("name", ["seal", "reopen"])
def test_help_is_in_vietnamese(folder: Path, name: str) -> None:
    done = command(folder, name, "--help")
    assert done.code == 0
    assert f"Cách dùng: kehoach {name} [TÙY CHỌN] KỲ" in done.out
