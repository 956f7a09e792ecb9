"""The Excel form: what a department is asked, and how the workbook asks it."""

import io
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from forms import (
    ENTRY,
    PLAN,
    answer,
    book_of,
    cell_of,
    export,
    folder_with,
    page_of,
    take_in,
    written,
)
from kehoach.period import Period
from kehoach.sheet.form import Code, Form, forms
from kehoach.sheet.workbook import write
from kehoach.wording import form as words
from support import (
    ROOT,
    Tree,
    command,
    entry,
    figures,
    indicator,
    load_folder,
    needs,
    plan,
    read,
    task,
)

H1 = Period.parse("2026H1")


def made(tree: Tree, *entries: Tree, at: str = "2026H1", **settings: Any) -> tuple[Form, ...]:
    data = read(tree, *entries)
    assert data.plan is not None, data.problems
    return forms(data.plan, data.entries, Period.parse(at), **settings)


def ids(form: Form) -> list[str]:
    return [row.id for table in form.tables for row in table.rows]


def test_a_department_is_asked_for_what_it_leads_and_nothing_else() -> None:
    bgh, office = made(PLAN)
    assert ids(bgh) == [
        *("CT-1", "CT-2", "CT-3", "CT-4", "CT-5", "CT-5/a", "CT-5/b", "CT-7"),
        *("NV-1", "giao-ban", "GP-1"),
    ]
    assert ids(office) == ["CT-6", "CT-7", "NV-2"]


def test_what_it_coordinates_is_asked_where_that_is_wished() -> None:
    _, office = made(PLAN, coordinating=True)
    assert ids(office) == ["CT-6", "CT-7", "NV-1", "NV-2"]


def test_what_is_not_measured_now_is_retired_or_done_before_is_not_asked() -> None:
    tree = plan(
        indicators=[
            indicator(measured=["H2"]),
            indicator(id="CT-2", retired_from="2026H1", retired_decision="1/QĐ"),
            indicator(id="CT-3"),
        ],
        tasks=[task(), task(id="NV-2"), task(id="NV-3")],
    )
    before = entry(
        "2026H1",
        tasks={
            "NV-1": {"state": "done", "completed": "01/06/2026"},
            "NV-2": {"state": "suspended", "reason": "Chờ"},
        },
    )
    (form,) = made(tree, before, at="2026H2")
    # A suspended task may go on.
    assert ids(form) == ["CT-1", "CT-3", "NV-2", "NV-3"]


def test_what_is_recorded_stands_in_the_answers_and_what_was_before_beside_them() -> None:
    tree = plan(indicators=[indicator()])
    (form,) = made(tree, figures("2026H1", 4), figures("2026H2", 5), at="2026H2")
    (row,) = form.tables[0].rows
    assert row.blanks["value"].value == 5
    assert row.told["last"] == "4 (6T đầu 2026)"


def test_the_code_of_a_form_is_read_back_from_a_line_that_was_bent() -> None:
    (form, _) = made(PLAN)
    assert Code.find(f"  {str(form.code).replace(' ', chr(0xA0))} ") == form.code
    assert Code.find("Mã phiếu: 12") is None
    assert Code.find("") is None


# The workbook ------------------------------------------------------------------------------------


def test_the_same_data_make_the_same_bytes(tmp_path: Path) -> None:
    first = export(folder_with(tmp_path / "a")).read_bytes()
    assert export(folder_with(tmp_path / "b")).read_bytes() == first
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_pages_follow_what_is_asked_and_the_guide_comes_first(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    pages = ["Hướng dẫn", "Chỉ tiêu", "Nhiệm vụ", "Hoạt động", "Giải pháp", "kehoach"]
    assert book_of(export(folder)).sheetnames == pages
    assert book_of(export(folder, "to-vp")).sheetnames == [*pages[:3], "kehoach"]
    hidden = book_of(export(folder))["kehoach"]
    assert hidden.sheet_state == "hidden"


def test_only_answers_are_unlocked_and_coloured(tmp_path: Path) -> None:
    book = book_of(export(folder_with(tmp_path)))
    for page in book.worksheets:
        assert page.protection.sheet
        assert page.protection.password is None
        for row in page.iter_rows():
            for cell in row:
                answers = cell.fill.fgColor.rgb == "00FFF2CC"
                assert cell.protection.locked is not answers
    assert not cell_of(book, "CT-2", "numerator").protection.locked
    # A ratio has no other value; its share is a formula.
    assert cell_of(book, "CT-2", "value").protection.locked
    assert cell_of(book, "CT-2", "share").value.startswith("=IF(")


def test_every_answer_has_a_rule_with_a_vietnamese_prompt_and_refusal(tmp_path: Path) -> None:
    book = book_of(export(folder_with(tmp_path)))
    for page in book.worksheets[1:-1]:
        rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}
        unlocked = [
            c.coordinate for row in page.iter_rows() for c in row if not c.protection.locked
        ]
        assert sorted(rules) == sorted(unlocked)
        for rule in rules.values():
            assert 0 < len(rule.prompt) <= 255
            assert 0 < len(rule.error) <= 255
            assert len(rule.promptTitle) <= 32
    rules = {str(r.sqref): r for r in page_of(book, "CT-2").data_validations.dataValidation}
    numerator = rules[cell_of(book, "CT-2", "numerator").coordinate]
    assert "Giáo viên đạt chuẩn" in numerator.prompt
    assert "không lớn hơn mẫu số" in numerator.error


def test_a_choice_is_made_from_the_words_of_the_plan(tmp_path: Path) -> None:
    book = book_of(export(folder_with(tmp_path)))

    def choices(item: str, key: str) -> list[Any]:
        cell = cell_of(book, item, key)
        (rule,) = (
            r for r in cell.parent.data_validations.dataValidation if cell.coordinate in r.sqref
        )
        _, _, cells = rule.formula1.partition("!")
        return [row[0].value for row in book["kehoach"][cells.replace("$", "")]]

    assert choices("CT-4", "value") == ["có", "không"]
    assert choices("CT-3", "value") == ["Mức độ 1", "Mức độ 2, đầy đủ"]
    assert choices("NV-1", "state")[2] == "Hoàn thành"


def test_the_numbers_that_are_recorded_are_numbers_and_dates_dates(tmp_path: Path) -> None:
    book = book_of(export(folder_with(tmp_path)))
    assert cell_of(book, "CT-1", "value").value == 4
    assert cell_of(book, "NV-1", "percent").value == 0.85
    assert cell_of(book, "NV-1", "spent").value == 38_000_000
    assert cell_of(book, "NV-1", "state").value == "Đang thực hiện"


def test_a_number_longer_than_a_cell_keeps_stays_whole_as_a_text(tmp_path: Path) -> None:
    long = ENTRY.replace("value: 4,", 'value: "0,1234567890123456789",')
    path = export(folder_with(tmp_path, **{"2026H1": long}))
    assert cell_of(book_of(path), "CT-1", "value").value == "0,1234567890123456789"
    assert "Không có gì khác" in take_in(tmp_path, answer(path, "CT-1", note="Đã có 4")).out


@pytest.mark.parametrize("payload", ["=cmd|'/c calc'!A1", "+1+1", "-2", "@SUM(A1)", "<script>"])
def test_a_text_of_the_data_is_never_a_formula(payload: str, tmp_path: Path) -> None:
    tree = plan(indicators=[indicator(name=payload, note=payload)], tasks=[task(name=payload)])
    quoted = payload.replace("'", "''")
    noted = f"period: 2026H1\nindicators: {{CT-1: {{value: 1, note: '{quoted}'}}}}\n"
    folder = folder_with(tmp_path, tree, **{"2026H1": noted})
    path = export(folder)
    book = book_of(path)
    note, name = cell_of(book, "CT-1", "note"), cell_of(book, "NV-1", "name")
    assert (note.value, note.data_type, name.data_type) == (payload, "s", "s")
    assert note.quotePrefix is (payload[0] in "=+-@")
    assert "Không có gì khác" in take_in(folder, path).out


def test_a_text_that_excel_would_show_as_a_letter_is_kept(tmp_path: Path) -> None:
    tree = plan(indicators=[indicator(name="_x0041_")])
    noted = "period: 2026H1\nindicators: {CT-1: {value: 1, note: a_x000D_b}}\n"
    folder = folder_with(tmp_path, tree, **{"2026H1": noted})
    path = export(folder)
    book = book_of(path)
    assert cell_of(book, "CT-1", "name").value == "1.1. _x005F_x0041_"
    assert cell_of(book, "CT-1", "note").value == "a_x005F_x000D_b"
    assert "Không có gì khác" in take_in(folder, path).out
    answer(path, "CT-1", note="a_x005F_x000D_b_x005F_x0041_")
    take_in(folder, path)
    assert "note: a_x000D_b_x0041_" in written(folder)


def test_illustrative_figures_are_marked_on_every_page_that_is_seen(tmp_path: Path) -> None:
    sample = ENTRY.replace("period: 2026H1", "period: 2026H1\nsample: true")
    book = book_of(export(folder_with(tmp_path / "a", **{"2026H1": sample})))
    for page in book.worksheets[:-1]:
        assert any("SỐ LIỆU MINH HỌA" in str(cell.value) for cell in page["A"])
    plain = book_of(export(folder_with(tmp_path / "b")))
    assert all("MINH HỌA" not in str(cell.value) for page in plain for cell in page["A"])


def test_headings_are_unique_in_a_table_and_every_answer_has_one() -> None:
    for columns in words.COLUMNS.values():
        titles = list(columns.values())
        assert len(titles) == len(set(titles))


def test_a_year_and_a_department_that_is_asked_nothing_get_no_form(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    year = command(folder, "sheet", "export", "2026")
    assert (year.code, "như: kehoach sheet export 2026H2" in year.err) == (2, True)
    none = command(folder, "sheet", "export", "2026H1", "--department", "ubnd-xa")
    assert (none.code, "--coordinating" in none.err) == (2, True)
    bare = folder_with(tmp_path / "bare", plan(), **{"2026H1": "period: 2026H1\n"})
    assert command(bare, "sheet", "export", "2026H1").code == 2


def test_all_forms_are_written_where_no_department_is_named(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    done = command(folder, "sheet", "export", "2026H1", "--output", str(tmp_path / "out"))
    named = [Path(line).name for line in done.out.splitlines()]
    assert named == ["phieu-2026H1-bgh.xlsx", "phieu-2026H1-to-vp.xlsx"]
    assert "Đã lập 2 phiếu" in done.err
    assert all((tmp_path / "out" / name).is_file() for name in named)


def test_the_forms_of_the_real_plan_ask_for_all_that_is_due() -> None:
    data = load_folder(ROOT)
    assert data.plan is not None
    from kehoach.agenda import due

    asked = {row for form in forms(data.plan, data.entries, H1) for row in ids(form)}
    led = {one.id for one in due(data.plan, data.entries, H1) if one.item.lead}
    assert led <= asked


def test_a_plan_of_two_hundred_rows_makes_one_form() -> None:
    tree = plan(indicators=[indicator(id=f"CT-{n}", number=str(n)) for n in range(200)])
    (form,) = made(tree)
    page = load_workbook(io.BytesIO(write(form)))["Chỉ tiêu"]
    assert page.max_row == 5 + 200


@pytest.mark.xdist_group("soffice")
def test_libreoffice_opens_the_form_counts_the_answers_and_computes_the_share(
    tmp_path: Path,
) -> None:
    office = needs("soffice", "libreoffice")
    path = export(folder_with(tmp_path))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    target = [profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out")]
    subprocess.run([office, *target, str(path)], check=True, capture_output=True)
    page = load_workbook(tmp_path / "out" / path.name, data_only=True)["Chỉ tiêu"]
    values = [cell.value for row in page.iter_rows() for cell in row]
    assert "Đã trả lời: 2/7" in values
    assert any(isinstance(v, float) and abs(v - 3 / 7) < 1e-9 for v in values)
