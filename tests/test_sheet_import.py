"""Forms that come back: after everything that happens to such files, and told cell by cell."""

import csv
import io
import os
import pty
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from forms import (
    ENTRY,
    PLAN,
    answer,
    book_of,
    cell_of,
    changed,
    export,
    folder_with,
    line_of,
    lines_changed,
    page_of,
    take_in,
    written,
)
from kehoach import encoding
from kehoach.amount import decimal_text
from kehoach.period import Period
from kehoach.sheet import grid
from prove.doors import packed
from support import Ended, command, indicator, load_folder, needs, plan

H1 = Period.parse("2026H1")
Change = Callable[[Workbook], None]


def refused(done: Ended) -> list[str]:
    """The places and the codes of what was refused."""
    assert done.code == 1, done
    heads = [line for line in done.err.splitlines() if "[" in line and not line.startswith(" ")]
    return [line.partition("] ")[0] + "]" for line in heads]


# What is written -------------------------------------------------------------------------------


def test_an_answer_changes_its_own_line_and_no_other(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    done = take_in(folder, answer(export(folder), "CT-2", numerator=5))
    assert done.code == 0
    assert "CT-2" in done.out
    assert "Tử số: 3 → 5" in done.out
    assert lines_changed(folder) == ["  CT-2: {numerator: 5, denominator: 7}"]
    assert len(written(folder).splitlines()) == len(ENTRY.splitlines())


def test_an_untouched_form_changes_nothing_even_when_the_data_have_moved_on(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    path = export(folder)
    moved = ENTRY.replace("numerator: 3", "numerator: 4")
    (folder / "data/progress/2026H1.yaml").write_text(moved, "utf-8")
    done = take_in(folder, path)
    assert done.code == 0
    assert "Không có gì khác" in done.out
    assert written(folder) == moved


def test_every_kind_of_answer_comes_home(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    path = export(folder)
    answer(path, "CT-1", value=4.5)
    answer(path, "CT-3", value="Mức độ 2, đầy đủ")
    answer(path, "CT-4", value="không", note="Chưa làm")
    answer(path, "CT-5", note="Ghi chung")
    answer(path, "CT-5/a", numerator=1, denominator=2)
    answer(path, "CT-5/b", not_applicable="Không có đối tượng")
    answer(path, "NV-1", state="Hoàn thành", completed=date(2026, 6, 12), percent=1, product="KH")
    answer(path, "giao-ban", held=6)
    answer(path, "GP-1", note="Đã làm: một việc")
    assert take_in(folder, path).code == 0
    now = load_folder(folder).entries[H1]
    assert decimal_text(now.indicators["CT-1"].value.value) == "4.5"  # type: ignore[union-attr]
    assert now.indicators["CT-3"].value.value == 2  # type: ignore[union-attr]
    assert now.indicators["CT-4"].note == "Chưa làm"
    assert now.indicators["CT-5"].parts["a"].denominator == 2
    assert now.indicators["CT-5"].parts["b"].not_applicable == "Không có đối tượng"
    assert now.indicators["CT-5"].note == "Ghi chung"
    report = now.tasks["NV-1"]
    assert (report.state, report.completed) == ("done", date(2026, 6, 12))
    assert report.percent == Fraction(100)
    assert report.spent == 38_000_000
    assert now.routines["giao-ban"].held == 6
    assert now.measures["GP-1"] == "Đã làm: một việc"
    assert command(folder, "check").code == 0


def test_the_first_form_of_a_period_makes_its_file(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    path = export(folder, period="2026H2")
    assert take_in(folder, answer(path, "CT-1", value=5)).code == 0
    assert written(folder, "2026H2") == "period: 2026H2\n\nindicators:\n  CT-1: {value: 5}\n"


def test_what_contradicts_the_answer_goes_and_is_told(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    path = answer(
        export(folder), "CT-2", numerator=None, denominator=None, not_applicable="Chưa mở"
    )
    done = take_in(folder, path)
    assert "Tử số: 3 → bỏ" in done.out
    assert lines_changed(folder) == ["  CT-2: {not_applicable: Chưa mở}"]


def test_a_blank_withdraws_nothing(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    path = answer(export(folder), "CT-1", value=None, note=None)
    answer(path, "NV-1", percent=None, spent=None, note="Mới")
    done = take_in(folder, path)
    assert done.code == 0
    assert lines_changed(folder) == ["    note: Mới"]


def test_items_go_to_the_file_that_has_them(tmp_path: Path) -> None:
    parts = {
        "2026H1/bgh": "period: 2026H1\nindicators: {CT-1: {value: 4}}\n",
        "2026H1/to-vp": "period: 2026H1\nindicators: {CT-7: {value: 1}}\n",
    }
    folder = folder_with(tmp_path, **parts)
    path = export(folder)
    answer(path, "CT-1", value=5)
    answer(path, "CT-7", value=2)
    answer(path, "CT-2", numerator=1, denominator=2)
    done = take_in(folder, path)
    assert done.code == 0, done.err
    assert "CT-1: {value: 5}" in written(folder, "2026H1/bgh")
    assert "CT-2: {numerator: 1, denominator: 2}" in written(folder, "2026H1/bgh")
    assert "CT-7: {value: 2}" in written(folder, "2026H1/to-vp")


def test_an_item_of_which_no_file_is_known_is_asked_for(tmp_path: Path) -> None:
    parts = {"2026H1/a": "period: 2026H1\n", "2026H1/b": "period: 2026H1\n"}
    folder = folder_with(tmp_path, **parts)
    done = take_in(folder, answer(export(folder), "CT-1", value=5))
    assert done.code == 2
    assert "CT-1" in done.err
    assert "2026H1/a.yaml" in done.err


# What happens to a file ------------------------------------------------------------------------


def sorted_upside_down(book: Workbook) -> None:
    page = page_of(book, "CT-2")
    head = line_of(page, "Mã")
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=head + 1)]
    for line, row in enumerate(reversed(rows), head + 1):
        for column, value in enumerate(row, 1):
            page.cell(line, column).value = value


def rows_deleted(book: Workbook) -> None:
    page = page_of(book, "CT-2")
    page.delete_rows(line_of(page, "CT-1"))


def a_column_and_a_row_more(book: Workbook) -> None:
    page = page_of(book, "CT-2")
    page.insert_cols(3)
    page.cell(line_of(page, "Mã"), 3).value = "Người làm"
    page.cell(line_of(page, "CT-2"), 3).value = "Cô Lan"
    page.insert_rows(line_of(page, "CT-2"))


def headings_moved(book: Workbook) -> None:
    page = page_of(book, "CT-2")
    page.insert_rows(1, 4)
    page["A1"].value = "Gửi lại văn thư"


def page_renamed(book: Workbook) -> None:
    page_of(book, "CT-2").title = "Bản của cô Lan"


def only_its_page_left(book: Workbook) -> None:
    for page in book.worksheets:
        if page is not page_of(book, "CT-2") and page.title != "kehoach":
            book.remove(page)


def hidden_page_lost(book: Workbook) -> None:
    book.remove(book["kehoach"])


def columns_widened(book: Workbook) -> None:
    page_of(book, "CT-2").column_dimensions["B"].width = 99


def another_heading_style(book: Workbook) -> None:
    cell_of(book, "Mã", "numerator").value = unicodedata.normalize("NFD", " TỬ  SỐ ")


def code_rows_lost(book: Workbook) -> None:
    page = page_of(book, "CT-2")
    page.delete_rows(1, line_of(page, "Mã") - 1)


def code_in_capitals(book: Workbook) -> None:
    cell = page_of(book, "CT-2").cell(line_of(page_of(book, "CT-2"), "CT-2"), 1)
    cell.value = " ct-2 "


def note_merged_over_two_rows(book: Workbook) -> None:
    note = cell_of(book, "CT-2", "note")
    note.parent.merge_cells(
        start_row=note.row, end_row=note.row + 1, start_column=note.column, end_column=note.column
    )


@pytest.mark.parametrize(
    "mishap",
    [
        sorted_upside_down,
        rows_deleted,
        a_column_and_a_row_more,
        headings_moved,
        page_renamed,
        only_its_page_left,
        hidden_page_lost,
        columns_widened,
        another_heading_style,
        code_rows_lost,
        code_in_capitals,
        note_merged_over_two_rows,
    ],
    ids=lambda change: change.__name__,
)
def test_the_answer_is_found_whatever_became_of_the_page(mishap: Change, tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    path = answer(export(folder), "CT-2", numerator=5)
    done = take_in(folder, changed(path, mishap))
    assert done.code == 0, done.err
    assert lines_changed(folder) == ["  CT-2: {numerator: 5, denominator: 7}"]


@pytest.mark.parametrize(
    ("item", "key", "typed", "line"),
    [
        ("CT-2", "numerator", "5", "  CT-2: {numerator: 5, denominator: 7}"),
        ("CT-2", "numerator", "\u00a05\u00a0", "  CT-2: {numerator: 5, denominator: 7}"),
        ("CT-2", "numerator", 5.0, "  CT-2: {numerator: 5, denominator: 7}"),
        ("CT-1", "value", "4,5", '  CT-1: {value: "4,5", note: Đã có 4}  # giữ nguyên'),
        ("CT-1", "value", 0.1 + 0.2, '  CT-1: {value: "0,3", note: Đã có 4}  # giữ nguyên'),
        ("CT-1", "value", 1.234, '  CT-1: {value: "1,234", note: Đã có 4}  # giữ nguyên'),
        ("CT-4", "value", "khong", "  CT-4: {value: không}"),
        ("NV-1", "percent", "90%", "    percent: 90%"),
        ("NV-1", "percent", 0.905, "    percent: 90,5%"),
        ("NV-1", "spent", "39 triệu đồng", "    spent: 39 triệu đồng"),
        ("NV-1", "spent", "39.000.000", "    spent: 39.000.000"),
        ("NV-1", "note", "một\nhai  ba", "    note: một hai  ba"),
        ("NV-1", "note", unicodedata.normalize("NFD", "Đã kiểm tra"), "    note: Đã kiểm tra"),
        ("NV-1", "note", "=cmd|'/c calc'!A1 ", "    note: =cmd|'/c calc'!A1"),
        ("NV-1", "note", "<script>alert(1)</script>", "    note: <script>alert(1)</script>"),
        ("NV-1", "note", "- gạch # thăng: hai chấm", '    note: "- gạch # thăng: hai chấm"'),
    ],
)
def test_a_value_is_read_as_it_was_meant(
    item: str, key: str, typed: object, line: str, tmp_path: Path
) -> None:
    folder = folder_with(tmp_path)

    def put(book: Workbook) -> None:
        cell = cell_of(book, item, key)
        cell.value = typed
        if isinstance(typed, str):
            cell.data_type = "s"

    done = take_in(folder, changed(export(folder), put))
    assert done.code == 0, done.err
    assert lines_changed(folder) == [line]


@pytest.mark.parametrize(
    ("completed", "line"),
    [
        ("12/06/2026", "completed: 12/06/2026"),
        ("2026-06-12", "completed: 2026-06-12"),
        (date(2026, 6, 12), "completed: 12/06/2026"),
        (datetime(2026, 6, 12), "completed: 12/06/2026"),  # noqa: DTZ001 - as Excel keeps a date
    ],
)
def test_a_date_is_read_as_text_and_as_a_date(completed: object, line: str, tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    path = answer(export(folder), "NV-1", state="hoan thanh", completed=completed)
    assert take_in(folder, path).code == 0
    assert f"    {line}" in lines_changed(folder)
    assert "    state: done" in lines_changed(folder)


def with_saved_value(path: Path, coordinate: str, value: str) -> None:
    """Give a formula the value that Excel saves with it; openpyxl itself saves none."""
    content = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            inside = old.read(name).decode("utf-8", "surrogateescape")
            if name == "xl/worksheets/sheet2.xml":
                head, cell, tail = inside.partition(f'r="{coordinate}"')
                inside = head + cell + re.sub(r"<v ?/>|<v></v>", f"<v>{value}</v>", tail, count=1)
            new.writestr(name, inside.encode("utf-8", "surrogateescape"))


def test_a_formula_counts_with_the_value_that_was_saved_and_without_one_is_refused(
    tmp_path: Path,
) -> None:
    folder = folder_with(tmp_path)
    path = answer(export(folder), "CT-2", numerator="=2+3")
    where = cell_of(book_of(path), "CT-2", "numerator").coordinate
    assert refused(take_in(folder, path)) == [
        f"{path}!Chỉ tiêu!{where}: lỗi[cong-thuc-khong-co-ket-qua]"
    ]
    with_saved_value(path, where, "5")
    assert take_in(folder, path).code == 0
    assert lines_changed(folder) == ["  CT-2: {numerator: 5, denominator: 7}"]


# What is refused, cell by cell -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "given", "key", "code"),
    [
        ("CT-2", {"numerator": 9}, "numerator", "tu-so-lon-hon-mau-so"),
        ("CT-2", {"numerator": -1}, "numerator", "so-am"),
        ("CT-2", {"numerator": 0, "denominator": 0}, "denominator", "mau-so-bang-khong"),
        ("CT-2", {"numerator": "ba"}, "numerator", "so-sai-dang"),
        ("CT-2", {"numerator": "1.234"}, "numerator", "so-mo-ho"),
        ("CT-2", {"numerator": "1\u00a0234"}, "numerator", "ky-tu-la-trong-ma-so"),
        ("CT-2", {"numerator": date(2026, 6, 3)}, "numerator", "so-sai-dang"),
        ("CT-2", {"numerator": time(3, 7)}, "numerator", "so-sai-dang"),
        ("CT-2", {"value": 43}, "value", "sai-cach-nhap"),
        ("CT-2", {"not_applicable": "Chưa có"}, "not_applicable", "vua-co-vua-khong-ap-dung"),
        ("CT-2", {"note": "a\u200bb"}, "note", "ky-tu-cam"),
        ("CT-2", {"note": "B¸o c¸o"}, "note", "phong-chu-cu"),
        ("CT-3", {"value": "Mức độ 9"}, "value", "so-sai-dang"),
        ("CT-3", {"value": 9}, "value", "ngoai-thang-do"),
        ("CT-4", {"value": "đạt"}, "value", "co-khong-sai-dang"),
        ("CT-4", {"value": 1}, "value", "sai-loai-gia-tri"),
        ("CT-5/a", {"numerator": 1}, "denominator", "thieu-so-lieu"),
        ("CT-1", {"value": "85%", "note": "x"}, "value", None),
        ("NV-1", {"state": "xong rồi"}, "state", "gia-tri-la"),
        ("NV-1", {"state": "Hoàn thành", "percent": "100%"}, "completed", "thieu-ngay-hoan-thanh"),
        ("NV-1", {"state": "Tạm hoãn"}, "reason", "thieu-ly-do"),
        ("NV-1", {"completed": "12/06/2026"}, "completed", "thua-ngay-hoan-thanh"),
        ("NV-1", {"completed": "31/06/2026"}, "completed", "ngay-sai-dang"),
        ("NV-1", {"percent": "120%"}, "percent", "qua-100-phan-tram"),
        ("NV-1", {"percent": "0,85"}, "percent", "phan-tram-mo-ho"),
        ("NV-1", {"percent": "nhiều"}, "percent", "so-sai-dang"),
        ("NV-1", {"spent": "500.000"}, "spent", "so-tien-mo-ho"),
        ("NV-1", {"spent": 0.5}, "spent", "so-tien-le-dong"),
        ("giao-ban", {"held": 1.5}, "held", "so-dem-sai-dang"),
        ("giao-ban", {"held": "sáu"}, "held", "so-dem-sai-dang"),
    ],
)
def test_a_wrong_cell_is_named_with_the_code_of_the_files(
    item: str, given: dict[str, Any], key: str, code: str | None, tmp_path: Path
) -> None:
    folder = folder_with(tmp_path)
    path = answer(export(folder), item, **given)
    done = take_in(folder, path)
    if code is None:
        assert done.code == 0
        return
    cell = cell_of(book_of(path), item, key)
    assert refused(done) == [f"{path}!{cell.parent.title}!{cell.coordinate}: lỗi[{code}]"]
    assert "gợi ý: " in done.err
    for english in ("numerator", "denominator", "not_applicable", "may_exceed", "completed:"):
        assert english not in done.err
    assert written(folder) == ENTRY


def test_all_problems_of_all_files_come_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    first = answer(export(folder), "CT-2", numerator=9)
    answer(first, "CT-1", value="bốn")
    answer(first, "CT-3", value="Mức độ 1")
    second = answer(export(folder, "to-vp"), "NV-2", state="Hủy")
    found = refused(take_in(folder, first, second))
    assert len(found) == 3
    assert sum("to-vp" in one for one in found) == 1
    assert written(folder) == ENTRY


def test_a_row_without_its_id_is_named_and_a_remark_below_the_table_is_not(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)

    def forget(book: Workbook) -> None:
        page = page_of(book, "CT-2")
        page.cell(page.max_row + 2, 2).value = "Người lập phiếu: Lan"
        page.cell(line_of(page, "CT-2"), 1).value = None

    path = changed(export(folder), forget)
    (told,) = refused(take_in(folder, path))
    assert told.endswith("lỗi[dong-thieu-ma]")


def test_a_heading_that_stands_twice_is_told_and_none_is_taken(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)

    def copied(book: Workbook) -> None:
        first = cell_of(book, "Mã", "numerator")
        page = first.parent
        page.cell(first.row, page.max_column + 2).value = " tử số"
        page.cell(line_of(page, "CT-2"), page.max_column).value = 6

    done = take_in(folder, answer(changed(export(folder), copied), "CT-2", numerator=5))
    (told,) = refused(done)
    assert told.endswith("lỗi[cot-trung]")
    first = cell_of(book_of(export(folder)), "Mã", "numerator").coordinate
    assert f"cột “tử số” có hai lần trong một bảng, lần đầu ở ô {first}" in done.err
    assert written(folder) == ENTRY


@pytest.mark.parametrize(
    ("item", "given", "hint"),
    [
        ("CT-2", {"numerator": "1.234"}, "ghi 1,234 nếu là số thập phân, 1234 nếu"),
        ("NV-1", {"state": "Tạm hoãn"}, "ghi lý do bằng lời ở cột “Lý do tạm hoãn, hủy”"),
        ("CT-4", {"not_applicable": "có"}, "ghi lý do bằng lời ở cột “Lý do không áp dụng”"),
        ("NV-1", {"spent": "nhiều"}, "ghi đủ các chữ số, như 38000000"),
    ],
)
def test_the_hint_of_a_cell_says_what_to_do_in_the_form(
    item: str, given: dict[str, Any], hint: str, tmp_path: Path
) -> None:
    folder = folder_with(tmp_path)
    done = take_in(folder, answer(export(folder), item, **given))
    assert f"gợi ý: {hint}" in done.err


def test_an_unknown_id_is_named_with_the_nearest(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)

    def misspell(book: Workbook) -> None:
        page = page_of(book, "CT-2")
        page.cell(line_of(page, "CT-2"), 1).value = "CT-22"

    done = take_in(folder, changed(export(folder), misspell))
    (told,) = refused(done)
    assert told.endswith("lỗi[ma-khong-co]")


def test_a_warning_is_told_and_does_not_stop(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    done = take_in(folder, answer(export(folder), "NV-1", spent=60_000_000))
    assert done.code == 0
    assert "cảnh báo[chi-vuot-kinh-phi]" in done.err
    assert lines_changed(folder) == ["    spent: 60000000"]


def test_what_only_a_later_period_contradicts_is_refused_too(tmp_path: Path) -> None:
    later = "period: 2026H2\ntasks: {NV-1: {state: in_progress, spent: 39 triệu đồng}}\n"
    folder = folder_with(tmp_path, **{"2026H1": ENTRY, "2026H2": later})
    done = take_in(folder, answer(export(folder), "NV-1", spent=40_000_000))
    assert done.code == 1
    assert "2026H2.yaml:2:" in done.err
    assert "da-chi-giam" in done.err
    assert written(folder) == ENTRY


# Several files ---------------------------------------------------------------------------------


def test_two_departments_that_differ_are_a_conflict_with_both_places_and_values(
    tmp_path: Path,
) -> None:
    folder = folder_with(tmp_path)
    one = answer(export(folder), "CT-7", value=5)
    other = answer(export(folder, "to-vp"), "CT-7", value=6)
    done = take_in(folder, one, other)
    (told,) = refused(done)
    first = cell_of(book_of(one), "CT-7", "value").coordinate
    assert told.startswith(f"{other}!Chỉ tiêu!")
    assert told.endswith("lỗi[tra-loi-khac-nhau]")
    assert f"“6” khác với “5” ở {one}!Chỉ tiêu!{first}" in done.err
    assert written(folder) == ENTRY


def test_the_same_answer_twice_is_one_and_different_columns_are_joined(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    one = answer(export(folder), "CT-7", value=5)
    other = answer(export(folder, "to-vp"), "CT-7", value="5,0", note="Cùng số")
    assert take_in(folder, one, other).code == 0
    assert "CT-7: {value: 5, note: Cùng số}" in written(folder)


def test_a_department_that_left_a_shared_item_as_it_was_contradicts_nobody(tmp_path: Path) -> None:
    shared = ENTRY.replace("tasks:", "  CT-7: {value: 1}\ntasks:")
    folder = folder_with(tmp_path, **{"2026H1": shared})
    one = answer(export(folder), "CT-7", value=5)
    other = answer(export(folder, "to-vp"), "CT-6", value=2)
    assert take_in(folder, one, other).code == 0
    assert "CT-7: {value: 5}" in written(folder)


def test_a_whole_and_its_part_may_not_contradict_each_other(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    path = answer(export(folder), "CT-5", not_applicable="Chưa mở lớp")
    answer(path, "CT-5/b", value=1)
    (told,) = refused(take_in(folder, path))
    assert told.endswith("lỗi[vua-co-vua-khong-ap-dung]")


# CSV and other programs ------------------------------------------------------------------------


def as_csv(path: Path, item: str, separator: str, encoding: str) -> Path:
    """A page of a form as a CSV."""
    rows = page_of(load_workbook(path), item).iter_rows(values_only=True)
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    target = path.with_suffix(".csv")
    target.write_bytes(out.getvalue().encode(encoding))
    return target


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_page_saved_as_csv_is_taken(separator: str, encoding: str, tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    path = answer(export(folder), "CT-2", numerator="5", note="một; hai, ba")
    done = take_in(folder, as_csv(path, "CT-2", separator, encoding))
    assert done.code == 0, done.err
    assert lines_changed(folder) == ['  CT-2: {numerator: 5, denominator: 7, note: "một; hai, ba"}']


def test_a_problem_of_a_csv_is_told_by_its_cell(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    path = answer(export(folder), "CT-2", numerator=9)
    where = cell_of(book_of(path), "CT-2", "numerator").coordinate
    saved = as_csv(path, "CT-2", ";", "utf-8-sig")
    assert refused(take_in(folder, saved)) == [f"{saved}!{where}: lỗi[tu-so-lon-hon-mau-so]"]


@pytest.mark.xdist_group("soffice")
def test_a_form_that_libreoffice_saved_comes_home_as_a_workbook_and_as_csv(tmp_path: Path) -> None:
    office = needs("soffice", "libreoffice")
    folder = folder_with(tmp_path / "workspace")
    path = answer(export(folder), "CT-2", numerator=5)
    answer(path, "NV-1", state="Hoàn thành", completed=date(2026, 6, 12), percent=1)
    out = tmp_path / "out"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    # Each page by itself, as it is shown.
    pages = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,true,false,false,-1"
    for form in ("xlsx", pages):
        target = [profile, "--headless", "--convert-to", form, "--outdir", str(out), str(path)]
        subprocess.run([office, *target], check=True, capture_output=True)
    saved = [out / f"{path.stem}-{page}.csv" for page in ("Chỉ tiêu", "Nhiệm vụ")]
    told = [take_in(folder, *files, agreed=False) for files in ([out / path.name], saved)]
    assert [done.code for done in told] == [2, 2]
    assert told[0].out == told[1].out
    assert "4 thay đổi" in told[0].out
    assert take_in(folder, *saved).code == 0
    assert "    completed: 12/06/2026" in lines_changed(folder)


# Whole files that are not taken ----------------------------------------------------------------


def not_taken(done: Ended) -> str:
    assert done.code == 2, done
    assert done.out == ""
    return done.err


def test_a_form_of_another_plan_of_another_period_and_of_two_is_refused(tmp_path: Path) -> None:
    folder = folder_with(tmp_path / "a")
    path = answer(export(folder), "CT-1", value=5)
    tree = PLAN | {"organization": PLAN["organization"] | {"name": "Trường khác"}}
    other = folder_with(tmp_path / "b", tree)
    assert "kế hoạch khác: Trường Tiểu học Bình Minh" in not_taken(take_in(other, path))
    later = export(folder, period="2026H2")
    assert "phiếu của kỳ 2026H2, không phải 2026H1" in not_taken(take_in(folder, path, later))
    wanted = command(folder, "sheet", "import", str(path), "--period", "2026H2", "--yes")
    assert "phiếu của kỳ 2026H1, không phải 2026H2" in not_taken(wanted)
    assert written(folder) == ENTRY


def test_a_page_of_another_form_in_the_same_file_is_refused(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)

    def mixed(book: Workbook) -> None:
        for row in page_of(book, "NV-1").iter_rows(max_row=6):
            for cell in row:
                if "2026H1" in str(cell.value):
                    cell.value = str(cell.value).replace("2026H1", "2026H2")

    assert "2026H2" in not_taken(take_in(folder, changed(export(folder), mixed)))


@pytest.mark.parametrize(
    ("said", "old", "new"),
    [
        ("phiên bản", "kehoach 1 |", "kehoach 2 |"),
        ("nửa năm", "| 2026H1 |", "| 2026 |"),
        ("nửa năm", "| 2026H1 |", "| 2035H1 |"),
        ("nửa năm", "| 2026H1 |", "| sau |"),
        ("Mã phiếu", "Mã phiếu:", "Mã"),
    ],
)
def test_a_code_that_says_something_else_is_refused(
    said: str, old: str, new: str, tmp_path: Path
) -> None:
    folder = folder_with(tmp_path)

    def bend(book: Workbook) -> None:
        for page in book.worksheets:
            for row in page.iter_rows():
                for cell in row:
                    if str(cell.value).startswith("Mã phiếu:"):
                        cell.value = str(cell.value).replace(old, new)

    path = changed(answer(export(folder), "CT-1", value=5), bend)
    assert said in not_taken(take_in(folder, path))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "bảng"),
        (b"a,b\n1,2\n", "bảng"),
        (b"PK\x03\x04 not a package", "không phải tệp Excel"),
        (b"\xd0\xcf\x11\xe0 old", ".xls kiểu cũ"),
        (b"M\0a\0,\0C\0", "không phải tệp Excel"),
        (b"M\xe3,Ch\xff", "UTF-8"),
        (b"x" * (grid.MOST_BYTES + 1), "quá lớn"),
        (b'a,"' + b"b" * 200_000 + b'"\n', "không phải tệp Excel"),
    ],
)
def test_a_file_that_is_no_form_is_refused_with_a_sentence(
    content: bytes, said: str, tmp_path: Path
) -> None:
    folder = folder_with(tmp_path)
    (folder / "x.xlsx").write_bytes(content)
    told = not_taken(take_in(folder, folder / "x.xlsx"))
    assert said in told
    assert "Chưa ghi gì." in told


def test_a_package_that_unpacks_to_far_more_than_a_form_is_refused(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    path = export(folder)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/zeros.bin", bytes(80 * 2**20))
    assert "quá lớn" in not_taken(take_in(folder, path))


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="999999999"/>',
        b"".join(b'<row r="%d"><c r="XFD%d" s="0"/></row>' % (n, n) for n in range(1, 40)),
    ],
)
def test_a_page_that_is_far_too_long_or_wide_is_refused_at_once(rows: bytes) -> None:
    with pytest.raises(grid.UnreadableFormError, match="quá lớn"):
        grid.read("x.xlsx", packed(rows))


def test_a_page_of_far_too_many_rows_is_refused(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)

    def far_below(book: Workbook) -> None:
        page_of(book, "CT-1").cell(20_000, 1).value = "x"

    assert "quá lớn" in not_taken(take_in(folder, changed(export(folder), far_below)))


def test_a_file_that_is_missing_or_a_folder_is_refused(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    told = not_taken(take_in(folder, folder / "missing.xlsx", folder / "data"))
    assert "không có tệp này" in told
    assert "thư mục" in told


# Asking ----------------------------------------------------------------------------------------


def test_without_yes_and_without_a_terminal_the_changes_are_shown_and_nothing_is_written(
    tmp_path: Path,
) -> None:
    folder = folder_with(tmp_path)
    done = take_in(folder, answer(export(folder), "CT-1", value=5), agreed=False)
    assert done.code == 2
    assert "Kết quả: 4 → 5" in done.out
    assert "--yes" in done.err
    assert written(folder) == ENTRY


@pytest.mark.parametrize(("said", "code"), [("có", 0), ("Co", 0), ("không", 2), ("", 2)])
def test_on_a_terminal_it_asks(said: str, code: int, tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    path = answer(export(folder), "CT-1", value=5)
    master, slave = pty.openpty()
    os.write(master, f"{said}\n".encode())
    done = subprocess.run(
        [sys.executable, "-m", "kehoach", "sheet", "import", str(path)],
        cwd=folder,
        stdin=slave,
        capture_output=True,
        check=False,
    )
    os.close(slave)
    os.close(master)
    assert done.returncode == code
    assert "(có/không)" in done.stderr.decode()
    assert (written(folder) == ENTRY) is (code != 0)


def test_what_is_agreed_to_is_shown_as_it_is_written(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    path = answer(export(folder), "CT-1", value="9,9999")
    assert "4 → 9,9999" in take_in(folder, path, agreed=False).out
    assert take_in(folder, path).code == 0
    assert "9,9999" in written(folder)


def test_what_the_form_still_leaves_open_is_told(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    done = take_in(folder, answer(export(folder), "CT-3", value="Mức độ 1"))
    assert "chưa trả lời: CT-4, CT-5/a, CT-5/b, CT-7, giao-ban" in done.err


def test_data_that_are_wrong_are_repaired_first(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    path = answer(export(folder), "CT-1", value=5)
    (folder / "data/progress/2026H1.yaml").write_text("period: 2026H1\nx: 1\n", "utf-8")
    done = take_in(folder, path)
    assert done.code == 1
    assert "khoa-la" in done.err


def test_a_file_changed_while_the_person_thinks_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kehoach.cli import intake

    folder = folder_with(tmp_path)
    path = answer(export(folder), "CT-1", value=5)

    def agree_late() -> bool:
        (folder / "data/progress/2026H1.yaml").write_text(ENTRY + "# sửa\n", "utf-8")
        return True

    monkeypatch.setattr(intake, "_asked", agree_late)
    done = take_in(folder, path, agreed=False)
    assert done.code == 2
    assert "người khác sửa" in done.err
    assert written(folder) == ENTRY + "# sửa\n"


# Laws ------------------------------------------------------------------------------------------

WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=40)


@settings(max_examples=8)
@given(
    value=st.decimals(0, 10**6, places=2, allow_nan=False),
    ratio=st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)).map(sorted),
    yes=st.sampled_from(["có", "không"]),
    level=st.sampled_from(["Mức độ 1", "Mức độ 2, đầy đủ"]),
    day=st.dates(date(2025, 12, 15), date(2026, 6, 14)),
    spent=st.integers(0, 10**12),
    note=WORDS.filter(lambda said: not encoding.OLD_FONT.search(said)),
)
def test_what_is_typed_comes_out_of_the_files(
    tmp_path_factory: pytest.TempPathFactory,
    value: Any,
    ratio: list[int],
    yes: str,
    level: str,
    day: date,
    spent: int,
    note: str,
) -> None:
    folder = folder_with(tmp_path_factory.mktemp("law"))
    path = export(folder)
    numerator, denominator = ratio[0], max(ratio)
    answer(path, "CT-1", value=float(value))
    answer(path, "CT-2", numerator=numerator, denominator=denominator)
    answer(path, "CT-3", value=level)
    answer(path, "CT-4", value=yes)
    answer(path, "NV-1", state="Hoàn thành", completed=day, percent=1, spent=spent)

    def put(book: Workbook) -> None:
        cell = cell_of(book, "NV-1", "note")
        cell.value = note
        cell.data_type = "s"

    done = take_in(folder, changed(path, put))
    assert done.code == 0, done.err
    now = load_folder(folder).entries[H1]
    one, two = now.indicators["CT-1"].value, now.indicators["CT-2"]
    assert one is not None
    assert one.value == Fraction(str(value))
    assert (two.numerator, two.denominator) == (Fraction(numerator), Fraction(denominator))
    assert now.indicators["CT-1"].note == "Đã có 4"
    report = now.tasks["NV-1"]
    assert (report.completed, report.spent) == (day, spent)
    assert (report.note or "") == grid.trimmed(note)
    assert "# Ghi chú của người giữ tệp." in written(folder)
    # The form of what was written has nothing new to say.
    assert "Không có gì khác" in take_in(folder, export(folder)).out


def test_two_hundred_answers_are_taken_in_one_run(tmp_path: Path) -> None:
    many = [indicator(id=f"CT-{n}", number=str(n)) for n in range(200)]
    folder = folder_with(tmp_path, plan(indicators=many), **{"2026H1": "period: 2026H1\n"})
    path = export(folder)

    def fill(book: Workbook) -> None:
        page = book["Chỉ tiêu"]
        column = cell_of(book, "CT-0", "value").column
        for line in range(line_of(page, "CT-0"), page.max_row + 1):
            page.cell(line, column).value = line

    done = take_in(folder, changed(path, fill))
    assert done.code == 0
    assert len(load_folder(folder).entries[H1].indicators) == 200
    assert done.err == ""
