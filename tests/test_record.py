"""`kehoach record` and `kehoach new` as a person meets them: one figure, and the conversation."""

import errno
import fcntl
import os
import random
import select
import shutil
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import pytest

from kehoach.load import Data
from kehoach.workspace import Workspace
from support import (
    ROOT,
    TODAY,
    command,
    compound,
    indicator,
    load_folder,
    part,
    plan,
    routine,
    task,
    text,
    workspace,
    write,
)

CATALOGUE = plan(
    indicators=[
        indicator(name="Số môn dạy bằng tiếng Anh", unit="môn"),
        indicator(
            id="CT-2",
            name="Giáo viên đạt chuẩn",
            measure="ratio",
            numerator="Giáo viên đạt chuẩn",
            denominator="Giáo viên của trường",
            target={"at_least": "70%", "by": 2030},
        ),
        compound(part(name="Phần một"), part(id="b", name="Phần hai"), id="CT-3"),
        indicator(
            id="CT-4", name="Có câu lạc bộ", measure="yes_no", target={"equals": "có", "by": 2030}
        ),
        indicator(id="CT-5", measure="level", levels={"0": "Chưa đạt", "1": "Mức độ 1"}, target={"at_least": 1, "by": 2030}, note="Cách đếm"),
    ],
    tasks=[task(name="Số hóa hồ sơ", budget="50 triệu đồng"), task(id="NV-2", lead=["to-vp"])],
    routines=[routine()],
    measures=[{"id": "GP-1", "name": "Tập huấn"}],
)  # fmt: skip
PATH = "data/progress/2026H1.yaml"
H1 = """\
# Số liệu của trường, đã kiểm tra
period: 2026H1
indicators:
  CT-1: {value: 3}   # hai tổ
  CT-2:
    not_applicable: Chưa phân công
tasks:
  NV-1: {state: suspended, reason: Chờ vốn}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return workspace(tmp_path, text(CATALOGUE), **{"2026H1": H1})


def record(folder: Path, *arguments: str, code: int = 0) -> str:
    done = command(folder, "record", *arguments, "--period", "2026H1")
    assert done.code == code, done
    return done.out + done.err


def entry(folder: Path, path: str = PATH) -> str:
    return (folder / path).read_text("utf-8")


def test_one_figure_is_one_changed_line_and_is_told_whole(folder: Path) -> None:
    told = record(folder, "ct-2", "--numerator", "3", "--denominator", "7", "--note", "đếm lại")
    assert told == (
        "CT-2 – Giáo viên đạt chuẩn, 6 tháng đầu năm 2026\n"
        "  Trước:    Không áp dụng – Chưa phân công\n"
        "  Nay:      42,86% (3/7) – đếm lại\n"
        "  Đánh giá: Không áp dụng (Chưa phân công) → Đang thực hiện\n"
        "  Đã bỏ:    Lý do không áp dụng: Chưa phân công\n"
        "  Tệp:      data/progress/2026H1.yaml\n"
    )
    assert entry(folder) == H1.replace(
        "    not_applicable: Chưa phân công\n",
        "    numerator: 3\n    denominator: 7\n    note: đếm lại\n",
    )


def test_both_counts_of_a_ratio_are_told_as_they_were_given(folder: Path) -> None:
    told = record(folder, "CT-2", "--numerator", "27,99999", "--denominator", "28")
    assert "(27,99999/28)" in told


def test_a_part_is_named_by_its_option_or_behind_a_slash(folder: Path) -> None:
    assert "CT-3/a – Chỉ tiêu thử" in record(folder, "CT-3", "--part", "a", "--value", "5")
    told = record(folder, "CT-3/b", "--value", "12,5")
    assert "Nay:      12,5\n" in told
    # As the item above it is written, in lines.
    assert '  CT-3:\n    parts:\n      a: {value: 5}\n      b: {value: "12,5"}\n' in entry(folder)


def test_a_state_may_be_typed_as_it_is_read(folder: Path) -> None:
    for said in ("đang thực hiện", "Dang thuc hien", "in_progress", "đang làm"):
        record(folder, "NV-1", "--state", said)
        assert "NV-1: {state: in_progress}" in entry(folder)
    told = record(folder, "NV-1", "--state", "hoàn thành", "--completed", "12/06/2026")
    assert "Đánh giá: Đang thực hiện → Hoàn thành đúng hạn" in told


def test_what_is_typed_in_haste_is_understood(folder: Path) -> None:
    record(folder, "CT-4", "--value", "Co")
    record(folder, "CT-5", "--value", "mức độ 1")
    record(folder, "CT-2", "--numerator", "3/7")
    told = tree(folder)["indicators"]
    assert (told["CT-4"], told["CT-5"]) == ({"value": "có"}, {"value": "1"})
    assert told["CT-2"] == {"numerator": "3", "denominator": "7"}


def test_routines_and_measures_are_recorded_too(folder: Path) -> None:
    assert "Chưa báo cáo (–/6) → Đủ (6/6)" in record(folder, "giao-ban", "--held", "6")
    told = record(folder, "GP-1", "--note", "Đã tập huấn: 28/28")
    assert told.endswith("Nay:   Đã tập huấn: 28/28\n  Tệp:   data/progress/2026H1.yaml\n")
    assert entry(folder).endswith(
        '\nroutines:\n  giao-ban: {held: 6}\nmeasures:\n  GP-1: "Đã tập huấn: 28/28"\n'
    )


def test_the_same_figure_again_writes_nothing(folder: Path) -> None:
    before = (folder / PATH).stat()
    assert record(folder, "CT-1", "--value", "3").endswith("không ghi gì thêm.\n")
    after = (folder / PATH).stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


def test_a_refusal_has_its_code_and_hint_and_writes_nothing(folder: Path) -> None:
    told = record(folder, "CT-2", "--numerator", "9", "--denominator", "7", code=1)
    assert told == (
        "lỗi[tu-so-lon-hon-mau-so] tử số 9 lớn hơn mẫu số 7\n"
        "   gợi ý: kiểm tra lại hai con số; nếu tỉ lệ được phép vượt 100% thì thêm may_exceed: true ở chỉ tiêu\n"
        "Chưa ghi gì.\n"
    )
    assert entry(folder) == H1


def test_what_may_be_typed_in_place_of_neither_yes_nor_no_is_told(folder: Path) -> None:
    told = record(folder, "CT-4", "--value", "đạt", code=1)
    assert told == (
        "lỗi[co-khong-sai-dang] “đạt” không phải là có hoặc không\n"
        "   gợi ý: viết có hoặc không, đủ dấu; chưa có số liệu thì để trống\n"
        "Chưa ghi gì.\n"
    )


def test_a_warning_is_told_and_the_figure_recorded(folder: Path) -> None:
    told = record(folder, "NV-1", "--state", "in_progress", "--spent", "60 triệu đồng")
    assert "cảnh báo[chi-vuot-kinh-phi]" in told
    assert "spent: 60 triệu đồng" in entry(folder)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["CT-9", "--value", "1"], "Không có mã CT-9"),
        (["", "--value", "1"], "Chưa ghi mã của mục nào."),
        (["NV-1", "--held", "1"], "--held không dùng cho nhiệm vụ NV-1. Dùng: --state"),
        (["NV-1", "--state", "gần xong"], "“gần xong” không dùng được cho --state. Chọn: 1 chưa"),
        (["CT-3", "--value", "1"], "thêm --part với một trong: a, b"),
        (["CT-3", "--part", "c", "--value", "1"], "không có thành phần “c”. Chọn: a, b"),
        (["CT-1", "--part", "c", "--value", "1"], "CT-1 không có thành phần nào"),
        (["--value", "1"], "Các tùy chọn --value cần mã của mục"),
        (["CT-1", "--value", "1", "--file", "la"], "không có tệp “la”. Chọn: 2026H1."),
        (["CT-1"], "phải chạy trong cửa sổ lệnh"),
        ([], "phải chạy trong cửa sổ lệnh"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(arguments: list[str], said: str, folder: Path) -> None:
    assert said in record(folder, *arguments, code=2)
    assert entry(folder) == H1


@pytest.mark.parametrize(("period", "said"), [("2026", "như: kehoach record --period 2026H2"), ("2035H1", "nằm ngoài"), ("x", "không đúng dạng")])  # fmt: skip
def test_only_a_half_year_of_the_plan_takes_figures(period: str, said: str, folder: Path) -> None:
    done = command(folder, "record", "CT-1", "--value", "1", "--period", period)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_without_a_file_for_the_period_one_is_begun(folder: Path) -> None:
    done = command(folder, "record", "CT-1", "--value", "4", "--period", "2027H1")
    assert done.code == 0
    path = "data/progress/2027H1.yaml"
    assert entry(folder, path) == "period: 2027H1\n\nindicators:\n  CT-1: {value: 4}\n"
    assert "Chọn" not in done.err
    said = command(folder, "record", "CT-1", "--value", "1", "--period", "2028H1", "--file", "x")
    assert said.err == "Kỳ 2028H1 chưa có tệp nào, bỏ --file.\n"


def test_figures_of_a_sample_are_recorded_and_it_is_said_loud(folder: Path) -> None:
    (folder / PATH).write_text(H1 + "sample: true\n", "utf-8")
    assert record(folder, "CT-1", "--value", "4").startswith("SỐ LIỆU MINH HỌA – không phải")
    # What rests on them too, as everywhere; and so with a plan that is an example.
    later = ("CT-1", "--value", "5", "--period", "2026H2")
    assert "SỐ LIỆU MINH HỌA" in command(folder, "record", *later).out
    (folder / PATH).write_text(H1, "utf-8")
    assert "SỐ LIỆU MINH HỌA" not in record(folder, "CT-1", "--value", "6")
    write(folder, text(CATALOGUE | {"sample": "có"}))
    assert "SỐ LIỆU MINH HỌA" in record(folder, "CT-1", "--value", "7")


def test_in_a_folder_of_files_the_right_one_is_found_or_asked_for(tmp_path: Path) -> None:
    entries = {
        "2026H1/chuyen-mon": "period: 2026H1\nindicators:\n  CT-1: {value: 1}\n",
        "2026H1/to-vp": "period: 2026H1\n",
    }
    workspace(tmp_path, text(CATALOGUE), **entries)
    record(tmp_path, "CT-1", "--value", "2")
    assert "CT-1: {value: 2}" in entry(tmp_path, "data/progress/2026H1/chuyen-mon.yaml")
    record(tmp_path, "NV-2", "--state", "not_started")
    assert "NV-2: {state: not_started}" in entry(tmp_path, "data/progress/2026H1/to-vp.yaml")
    told = record(tmp_path, "CT-4", "--value", "có", code=2)
    assert told == (
        "Kỳ 2026H1 có nhiều tệp và CT-4 chưa có ở tệp nào. Chọn bằng --file: chuyen-mon, to-vp.\n"
    )
    record(tmp_path, "CT-4", "--value", "có", "--file", "chuyen-mon.yaml")
    assert "CT-4: {value: có}" in entry(tmp_path, "data/progress/2026H1/chuyen-mon.yaml")


def test_a_broken_file_is_shown_and_left(folder: Path) -> None:
    (folder / PATH).write_text(H1 + "routines: {\n", "utf-8")
    told = record(folder, "CT-1", "--value", "4", code=1)
    assert f"{PATH}:9:11: lỗi[ngoac-chua-dong]" in told
    assert told.endswith("Sửa lỗi trên rồi chạy lại.\n")
    (folder / PATH).write_text("period: 2026H1\n? measures\n:\n", "utf-8")
    told = record(folder, "GP-1", "--note", "a", code=1)
    assert "Mở tệp và ghi bằng tay" in told


def test_a_broken_catalogue_ends_it(folder: Path) -> None:
    (folder / "data/plan.yaml").write_text("version: 2\n", "utf-8")
    assert "data/plan.yaml" in record(folder, "CT-1", "--value", "4", code=1)


def test_a_disk_that_refuses_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for code, said in (
        (errno.EACCES, "không có quyền ghi, hoặc tệp đang mở ở chương trình khác"),
        (errno.EROFS, "ổ đĩa chỉ cho đọc"),
        (errno.ENOSPC, "ổ đĩa đã đầy"),
    ):

        def refuse(*_: object, code: int = code) -> None:
            raise OSError(code, os.strerror(code))

        monkeypatch.setattr("tempfile.mkstemp", refuse)
        told = record(folder, "CT-1", "--value", "4", code=2)
        assert told.startswith(f"Không ghi được {PATH}: {said}")
        told = command(folder, "new", "2026H2").err
        assert told.startswith(f"Không ghi được data/progress/2026H2.yaml: {said}")
    assert entry(folder) == H1
    assert [path.name for path in (folder / PATH).parent.iterdir()] == ["2026H1.yaml"]


def test_a_folder_that_may_only_be_read_is_told_and_left(folder: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("who may write everything is not refused")
    (folder / PATH).parent.chmod(0o555)
    told = record(folder, "CT-1", "--value", "4", code=2)
    (folder / PATH).parent.chmod(0o755)
    assert told.startswith(f"Không ghi được {PATH}: không có quyền ghi")


def test_what_another_process_writes_is_waited_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kehoach.disk._TRIES", 1)
    with Workspace(folder).lock():
        told = record(folder, "CT-1", "--value", "4", code=2)
    assert told.startswith("Một lệnh kehoach khác đang ghi")


def test_a_file_that_an_editor_saves_in_between_is_not_overwritten(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Workspace.files
    saved: list[str] = []

    def read_and_then_save(here: Workspace) -> object:
        found = read(here)
        saved.append(f"{H1}# lần {len(saved)}\n")
        (folder / PATH).write_text(saved[-1], "utf-8")
        return found

    monkeypatch.setattr(Workspace, "files", read_and_then_save)
    told = record(folder, "CT-2", "--numerator", "3", "--denominator", "7", code=2)
    assert told == f"Tệp {PATH} vừa bị người khác sửa, chưa ghi gì. Chạy lại lệnh này.\n"
    assert entry(folder) == saved[-1]


# ------------------------------------------------------------------------------------------------
# As processes


def start(folder: Path, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "kehoach", "record", *arguments, "--period", "2026H1"],
        cwd=folder,
        env={**os.environ, "KEHOACH_TODAY": TODAY},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def test_eight_at_once_lose_nothing(folder: Path) -> None:
    figures = [
        *(("CT-1", "--value", "4"), ("CT-2", "--numerator", "3", "--denominator", "7")),
        *(("CT-3/a", "--value", "5"), ("CT-3/b", "--value", "6"), ("CT-4", "--value", "có")),
        *(("NV-1", "--state", "in_progress"), ("NV-2", "--state", "not_started")),
        ("giao-ban", "--held", "6"),
    ]
    running = [start(folder, *figure) for figure in figures]
    told = [process.communicate()[0] for process in running]
    assert [process.returncode for process in running] == [0] * 8, told
    kept = load_folder(folder).files[0].document.tree
    assert kept["indicators"] == {
        "CT-1": {"value": "4"},
        "CT-2": {"numerator": "3", "denominator": "7"},
        "CT-3": {"parts": {"a": {"value": "5"}, "b": {"value": "6"}}},
        "CT-4": {"value": "có"},
    }
    assert kept["tasks"] == {"NV-1": {"state": "in_progress"}, "NV-2": {"state": "not_started"}}
    assert kept["routines"] == {"giao-ban": {"held": "6"}}


# Records one figure after the other in one process, so that a kill falls into a write.
RECORD_FOR_EVER = """
import contextlib, io, itertools, sys
from kehoach import cli
for number in itertools.count(4):
    sys.argv = ["kehoach", "record", "CT-1", "--value", str(number), "--period", "2026H1"]
    with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):
        cli.main()
    if number == 4:
        print("begun", flush=True)
"""


@pytest.mark.parametrize("seed", range(3))
def test_a_kill_at_any_moment_leaves_a_whole_file(seed: int, folder: Path) -> None:
    moments = random.Random(seed)  # noqa: S311 - moments of a test
    for _ in range(10):
        process = subprocess.Popen(
            [sys.executable, "-c", RECORD_FOR_EVER],
            cwd=folder,
            env={**os.environ, "KEHOACH_TODAY": TODAY},
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        assert process.stdout
        assert process.stdout.readline() == "begun\n"
        time.sleep(moments.uniform(0, 0.2))
        process.kill()
        process.communicate()
        value = load_folder(folder).files[0].document.tree["indicators"]["CT-1"]["value"]
        assert entry(folder) == H1.replace("value: 3", f"value: {value}")
    record(folder, "CT-1", "--value", "3")
    assert [path.name for path in (folder / PATH).parent.iterdir()] == ["2026H1.yaml"]


# ------------------------------------------------------------------------------------------------
# The conversation, on a terminal of 80 columns

# The terminal becomes that of the new process, so that Ctrl-C reaches it.
ON_A_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, "-m", "kehoach", *sys.argv[1:]])
"""


class Session:
    """A command on a terminal: what is typed, and what comes back."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.seen = ""
        self.master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 80, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-c", ON_A_TERMINAL, *arguments],
            cwd=folder,
            env={**os.environ, "KEHOACH_TODAY": TODAY, "TERM": "dumb", "NO_COLOR": "1"},
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.master)

    def until(self, said: str) -> str:
        """What came up to the first `said` since the last one."""
        while said not in self.seen:
            ready, _, _ = select.select([self.master], [], [], 30)
            assert ready, f"{said!r} did not come: {self.seen!r}"
            try:
                data = os.read(self.master, 65536)
            except OSError:
                data = b""
            assert data, f"{said!r} did not come: {self.seen!r}"
            self.seen += data.decode("utf-8", "replace").replace("\r\n", "\n")
        before, _, self.seen = self.seen.partition(said)
        return before

    def type(self, *lines: str) -> None:
        """Answer one prompt after the other."""
        for line in lines:
            self.until("  > ")
            self.answer(line)

    def answer(self, line: str) -> None:
        """Answer the prompt that has come."""
        os.write(self.master, (line + "\n").encode())

    def press(self, key: bytes) -> None:
        self.until("  > ")
        os.write(self.master, key)

    def end(self, key: bytes = b"") -> tuple[int, str]:
        """The exit status, and what came last; `key` is pressed again where nothing comes.

        Python sees a signal that falls between its prompt and its waiting only at the next key.
        """
        rest = self.seen
        while True:
            ready, _, _ = select.select([self.master], [], [], 5)
            if not ready and key:
                os.write(self.master, key)
                continue
            try:
                data = os.read(self.master, 65536)
            except OSError:
                break
            if not data:
                break
            rest += data.decode("utf-8", "replace").replace("\r\n", "\n")
        return self.process.wait(), rest


@pytest.fixture
def session(folder: Path) -> Iterator[Session]:
    with Session(folder, "record", "--period", "2026H1") as session:
        yield session


def tree(folder: Path) -> Any:
    return load_folder(folder).files[0].document.tree


def test_the_conversation_asks_for_all_that_is_missing_and_writes_each_answer(
    session: Session, folder: Path
) -> None:
    assert "còn 6 mục chưa có số liệu" in session.until("1/6")
    asked = session.until("  > ")
    assert "CT-3/a – Chỉ tiêu thử\n  Phần một\n  Chủ trì: Ban giám hiệu\n" in asked
    assert "Mục tiêu: từ 10 trở lên, đến năm 2030\n  Kỳ trước: chưa có\n" in asked
    session.answer("chin")
    assert "lỗi[so-sai-dang]" in session.until("  > ")
    session.answer("9,5")
    assert "Đã ghi: 9,5" in session.until("2/6")
    assert tree(folder)["indicators"]["CT-3"] == {"parts": {"a": {"value": "9,5"}}}
    session.type("")
    assert "Bỏ qua, chưa ghi gì." in session.until("3/6")
    session.type("đạt")
    assert "viết có hoặc không" in session.until("Kết quả")
    session.type("co", "chỉ một câu lạc bộ")
    assert "Cách hiểu: Cách đếm" in session.until("Kết quả")
    session.type("muc do 1", "")
    assert "3 hoàn thành" in session.until("  > ")
    session.answer("nửa chừng")
    assert "hoặc tên tình trạng" in session.until("  > ")
    session.answer("xong")
    assert "Ngày hoàn thành" in session.until("  > ")
    session.answer("31/6/2026")
    assert "lỗi[ngay-sai-dang]" in session.until("  > ")
    session.answer("1/3/2026")
    session.type("12 triệu", "")
    session.type("6", "")
    code, last = session.end()
    assert code == 0
    assert last.endswith(
        "\n\n  Đã hỏi hết.\n"
        "  Đã ghi 5 mục, còn 1 mục chưa có số liệu.\n"
        "  Hỏi tiếp lúc nào cũng được: kehoach record --period 2026H1\n"
    )
    told = tree(folder)
    assert told["indicators"]["CT-4"] == {"value": "có", "note": "chỉ một câu lạc bộ"}
    assert told["indicators"]["CT-5"] == {"value": "1"}
    assert told["tasks"]["NV-2"] == {"state": "done", "completed": "1/3/2026", "spent": "12 triệu"}
    assert told["routines"] == {"giao-ban": {"held": "6"}}


@pytest.mark.parametrize("key", [b"\x03", b"\x04", b"dung\n"])
def test_it_can_be_left_at_any_prompt_without_loss(
    key: bytes, session: Session, folder: Path
) -> None:
    session.type("9,5", "9,7", "có")
    session.until("Ghi chú")
    session.press(key)
    code, last = session.end(key)
    assert code == (130 if key == b"\x03" else 0)
    assert last.endswith(
        "  Đã dừng. Số đã ghi vẫn còn trong tệp.\n"
        "  Đã ghi 3 mục, còn 3 mục chưa có số liệu.\n"
        "  Hỏi tiếp lúc nào cũng được: kehoach record --period 2026H1\n"
    )
    assert "Traceback" not in last
    assert tree(folder)["indicators"]["CT-4"] == {"value": "có"}


def test_going_back_takes_the_answer_back_to_the_byte(session: Session, folder: Path) -> None:
    session.type("lùi")
    session.until("Đây là mục đầu tiên")
    session.type("9,5")
    one = session.until("2/6") and entry(folder)
    session.type("9,7")
    session.until("3/6")
    session.type("có", "lui")
    assert "Đã rút lại câu trả lời của CT-4." in session.until("3/6")
    session.type("lui")
    assert "Đã rút lại câu trả lời của CT-3/b." in session.until("2/6")
    session.until("  > ")
    assert entry(folder) == one
    session.answer("undo")
    session.until("1/6")
    session.until("  > ")
    assert entry(folder) == H1
    session.answer("")
    session.until("2/6")
    session.type("lùi")
    assert "Quay lại CT-3/a:" in session.until("1/6")
    session.type("8")
    session.until("2/6")
    with (folder / PATH).open("a", encoding="utf-8") as file:
        file.write("# người khác ghi thêm\n")
    session.type("lùi")
    assert "người khác sửa" in session.until("1/6")
    session.type("7")
    session.until("2/6")
    session.type("dừng")
    assert session.end()[0] == 0
    assert tree(folder)["indicators"]["CT-3"] == {"parts": {"a": {"value": "7"}}}


def test_an_answer_that_could_not_be_taken_back_is_counted(session: Session, folder: Path) -> None:
    session.type("9,5")
    session.until("2/6")
    with (folder / PATH).open("a", encoding="utf-8") as file:
        file.write("# người khác ghi thêm\n")
    session.type("lùi")
    session.until("1/6")
    session.type("dừng")
    assert "Đã ghi 1 mục" in session.end()[1]

    assert entry(folder).endswith("# người khác ghi thêm\n")


def test_one_item_is_asked_for_by_its_id_and_begins_again_at_its_first_number(
    folder: Path,
) -> None:
    with Session(folder, "record", "CT-2", "--period", "2026H1") as session:
        assert "Tử số: Giáo viên đạt chuẩn" in session.until("  > ")
        session.answer("3")
        assert "Mẫu số: Giáo viên của trường" in session.until("  > ")
        session.answer("2")
        assert "lỗi[tu-so-lon-hon-mau-so]" in session.until("  > ")
        session.answer("lùi")
        assert "Quay lại CT-2:" in session.until("  > ")
        session.answer("3/7")
        assert "Đã ghi: 42,86% (3/7)" in session.until("  > ")
        session.answer("")
        assert session.end()[0] == 0
    assert tree(folder)["indicators"]["CT-2"] == {"numerator": "3", "denominator": "7"}


def test_what_does_not_apply_is_said_with_its_reason(folder: Path) -> None:
    with Session(folder, "record", "CT-4", "--period", "2026H1") as session:
        session.type("không áp dụng")
        assert "Lý do không áp dụng" in session.until("  > ")
        session.answer("lùi")
        assert "Quay lại CT-4:" in session.until("  > ")
        session.answer("kad")
        assert "Lý do không áp dụng" in session.until("  > ")
        session.answer("không")
        assert "lỗi[thieu-ly-do]" in session.until("Kết quả")
        session.type("kad", "chưa thành lập, chờ")
        assert "Đã ghi: Không áp dụng – chưa thành lập, chờ" in session.until("  > ")
        session.answer("bỏ")
        assert session.end()[0] == 0
    assert tree(folder)["indicators"]["CT-4"] == {"not_applicable": "chưa thành lập, chờ"}


def test_a_routine_is_asked_for_with_how_often_it_is_due(folder: Path) -> None:
    with Session(folder, "record", "giao-ban", "--period", "2026H1") as session:
        assert "Số lần đã làm trong kỳ, yêu cầu 6 lần" in session.until("  > ")
        session.answer("7")
        assert "Đã ghi: 7/6 lần" in session.until("  > ")
        session.answer("")
        assert session.end()[0] == 0


def test_a_suspended_task_is_asked_for_its_reason(folder: Path) -> None:
    with Session(folder, "record", "NV-1", "--period", "2026H1") as session:
        session.type("2", "110%")
        assert "lỗi[qua-100-phan-tram]" in session.until("  > ")
        session.answer("60%")
        session.type("60 triệu")
        assert "cảnh báo[chi-vuot-kinh-phi]" in session.until("  > ")
        session.answer("")
        assert session.end()[0] == 0
    told = tree(folder)["tasks"]["NV-1"]
    assert told == {"state": "in_progress", "percent": "60%", "spent": "60 triệu"}
    with Session(folder, "record", "NV-1", "--period", "2026H1") as session:
        session.type("4")
        assert "Lý do" in session.until("  > ")
        session.answer("hết vốn")
        session.until("Đã ghi")
        session.type("")
        assert session.end()[0] == 0


def test_where_a_period_has_several_files_the_file_is_asked_for(tmp_path: Path) -> None:
    entries = {
        "2026H1/chuyen-mon": "period: 2026H1\nsample: true\n",
        "2026H1/to-vp": "period: 2026H1\n",
    }
    workspace(tmp_path, text(CATALOGUE), **entries)
    with Session(tmp_path, "record", "CT-4", "--period", "2026H1") as session:
        assert "SỐ LIỆU MINH HỌA" in session.until("CT-4")
        session.type("có")
        assert "1 chuyen-mon, 2 to-vp" in session.until("  > ")
        session.answer("3")
        assert "Gõ số từ 1 đến 2." in session.until("  > ")
        session.answer("2")
        session.type("")
        assert session.end()[0] == 0
    assert "CT-4: {value: có}" in entry(tmp_path, "data/progress/2026H1/to-vp.yaml")


def test_a_file_that_breaks_meanwhile_ends_the_conversation(session: Session, folder: Path) -> None:
    session.until("  > ")
    (folder / PATH).write_text(H1 + "routines: {\n", "utf-8")
    session.answer("9")
    code, last = session.end()
    assert code == 1
    assert "lỗi[ngoac-chua-dong]" in last


def test_no_conversation_begins_over_a_file_that_has_errors(folder: Path) -> None:
    (folder / PATH).write_text(H1 + "  NV-2: {state: xong}\n", "utf-8")
    with Session(folder, "record", "--period", "2026H1") as session:
        code, said = session.end()
    assert code == 1
    assert f"{PATH}:9:17: lỗi[gia-tri-la]" in said
    # One figure can be recorded beside it, and is told with all that is right in the file.
    told = record(folder, "CT-1", "--value", "9")
    assert "  Trước:    3 môn\n  Nay:      9 môn\n" in told


def test_nothing_is_asked_where_nothing_is_missing_or_only_words_would_do(folder: Path) -> None:
    (folder / "data/plan.yaml").write_text(text(plan()), "utf-8")
    (folder / PATH).unlink()
    with Session(folder, "record", "--period", "2026H1") as session:
        assert session.end() == (
            0,
            "6 tháng đầu năm 2026: không còn mục nào thiếu số liệu. Xem tình hình: kehoach status --period 2026H1\n",
        )
    (folder / "data/plan.yaml").write_text(text(CATALOGUE), "utf-8")
    with Session(folder, "record", "GP-1", "--period", "2026H1") as session:
        code, said = session.end()
    assert code == 2
    assert said.startswith("Giải pháp ghi bằng lời: kehoach record GP-1")


# ------------------------------------------------------------------------------------------------
# The new file of a period


def test_the_new_file_has_all_that_is_due_and_is_valid_at_once(folder: Path) -> None:
    done = command(folder, "new", "2026h2")
    assert done.code == 0
    assert done.out == (
        "Đã tạo data/progress/2026H2.yaml: 5 chỉ tiêu, 1 nhiệm vụ, 1 hoạt động định kỳ.\n"
        "Ghi số liệu vào tệp đó, hoặc trả lời từng câu hỏi: kehoach record --period 2026H2\n"
    )
    checked = command(folder, "check")
    assert (checked.out, checked.err) == ("", "Số liệu hợp lệ, không có lỗi.\n")
    made = entry(folder, "data/progress/2026H2.yaml")
    assert (
        "  # CT-1: Số môn dạy bằng tiếng Anh\n"
        "  # Chủ trì: Ban giám hiệu\n"
        "  # Mục tiêu: từ 10 môn trở lên, đến năm 2030\n"
        "  # Kết quả (môn)\n"
        "  # Kỳ trước: 3 môn (6T đầu 2026)\n"
        "  CT-1:\n"
        "    value:\n"
        "    note:\n"
    ) in made
    assert "  # Đang tạm hoãn, không hỏi lại: NV-1. Làm tiếp thì ghi vào đây.\n" in made
    assert "\n  NV-2:\n    state:\n" in made
    assert all(len(line) <= 100 for line in made.splitlines())
    assert not any(line != line.rstrip() for line in made.splitlines())


def test_a_figure_in_the_new_file_changes_the_blank_line_that_waits_for_it(folder: Path) -> None:
    command(folder, "new", "2026H2")
    before = entry(folder, "data/progress/2026H2.yaml")
    for figure in (("CT-1", "--value", "9,5"), ("NV-2", "--state", "not_started"), ("CT-3/b", "--value", "1"), ("giao-ban", "--held", "6")):  # fmt: skip
        assert command(folder, "record", *figure, "--period", "2026H2").code == 0
    after = entry(folder, "data/progress/2026H2.yaml")
    changed = [
        (old, new)
        for old, new in zip(before.splitlines(), after.splitlines(), strict=True)
        if old != new
    ]
    assert changed == [
        ("    value:", "    value: 9,5"),
        ("        value:", "        value: 1"),
        ("    state:", "    state: not_started"),
        ("    held:", "    held: 6"),
    ]


def test_the_new_file_of_a_year_or_a_stage_holds_only_words(folder: Path) -> None:
    for period in ("2026", "2026-2030"):
        done = command(folder, "new", period)
        assert (done.code, done.out) == (0, f"Đã tạo data/progress/{period}.yaml.\n")
        assert entry(folder, f"data/progress/{period}.yaml").split("\n\n")[0].endswith(period)
    assert command(folder, "check").code == 0
    told = command(folder, "new", "2026")
    assert told.code == 2
    assert "Hãy mở tệp đó để viết tiếp." in told.err


def test_a_file_that_appears_meanwhile_is_not_overwritten(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "data/progress/2026H2.yaml"

    def make_first(*_: object) -> tuple[str, dict[str, int]]:
        path.write_text("period: 2026H2\n", "utf-8")
        return "khác", {}

    monkeypatch.setattr("kehoach.scaffold.scaffold", make_first)
    done = command(folder, "new", "2026H2")
    assert done.code == 2
    assert "lệnh này không ghi đè" in done.err
    assert path.read_text("utf-8") == "period: 2026H2\n"


def test_the_new_file_tells_the_last_count_of_a_routine(folder: Path) -> None:
    record(folder, "giao-ban", "--held", "5")
    command(folder, "new", "2026H2")
    assert "  # Kỳ trước: 5 lần (6T đầu 2026)\n" in entry(folder, "data/progress/2026H2.yaml")


@pytest.mark.parametrize(("period", "said"), [("2026H1", "lệnh này không ghi đè"), ("2035H1", "nằm ngoài"), ("2026Q1", "không đúng dạng")])  # fmt: skip
def test_no_file_is_overwritten_or_made_outside_the_plan(
    period: str, said: str, folder: Path
) -> None:
    done = command(folder, "new", period)
    assert done.code == 2
    assert said in done.err
    assert entry(folder) == H1


def test_a_folder_of_files_counts_as_made_and_so_does_a_link_to_nowhere(folder: Path) -> None:
    made = folder / "data/progress/2026H2"
    made.mkdir()
    (made / "to-vp.yaml").write_text("period: 2026H2\n", "utf-8")
    assert command(folder, "new", "2026H2").code == 2
    (folder / "data/progress/2027H1.yaml").symlink_to("khong-co")
    assert command(folder, "new", "2027H1").code == (1)


def test_the_new_file_of_the_real_plan_is_valid_and_its_periods_follow(
    tmp_path: Path, catalogue: Data
) -> None:
    assert catalogue.plan is not None
    (tmp_path / "data").mkdir()
    shutil.copy(ROOT / "data/plan.yaml", tmp_path / "data")
    for half in catalogue.plan.horizon.halves():
        assert command(tmp_path, "new", str(half)).code == 0
    done = command(tmp_path, "check")
    assert (done.code, done.err) == (0, "Không có lỗi, 1 cảnh báo.\n")
