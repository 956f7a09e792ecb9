"""The report in Word: each rule of Nghị định 30/2020/NĐ-CP, read back from the file."""

import os
import re
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from hypothesis import strategies as st

from kehoach import word
from kehoach.briefing import Briefing, brief
from kehoach.cli.common import Stop
from kehoach.cli.report import _found
from kehoach.lettering import lines
from kehoach.outline import Cut, Kind
from support import (
    ROOT,
    Tree,
    command,
    entry,
    evaluated,
    indicator,
    needs,
    plan,
    task,
    text,
    workspace,
)

TEMPLATE = ROOT / "templates/report.docx"
HOSTILE = (
    "A & B <b>đậm</b> {{ 7*7 }} {% raw %} {_{ x }_} {_% y %_} ]]> &amp; {{p x }} {%tr endfor %}"
)
SAMPLE = "SỐ LIỆU MINH HỌA"
APPENDIX = re.compile(r"Phụ lục [IVX]+")


def made(folder: Path, *arguments: str, period: str = "2026H1") -> Path:
    """The Word report of a workspace, as a file."""
    to = folder / "ra"
    given = ["report", "--period", period, "--format", "docx", "--output", str(to), *arguments]
    done = command(folder, *given)
    assert done.code == 0, done.err
    (path,) = to.iterdir()
    return path


def small(folder: Path, tree: Tree, *entries: Tree) -> Path:
    return workspace(folder, text(tree), **{one["period"]: text(one) for one in entries})


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the real plan: the data alone, outside git."""
    folder = tmp_path_factory.mktemp("truong")
    shutil.copytree(ROOT / "data", folder / "data")
    return made(folder)


@pytest.fixture(scope="module")
def paper(school: Path) -> Paper:
    return Document(str(school))


def everything(paper: Paper) -> list[Paragraph]:
    """All paragraphs in their order, those of tables too."""
    return [Paragraph(p, paper._body) for p in paper.element.body.iter(qn("w:p"))]


def told(paper: Paper) -> str:
    return "\n".join(paragraph.text for paragraph in everything(paper))


def the(paper: Paper, words: str) -> Paragraph:
    """The one paragraph that is or begins with these words."""
    plain = [(one, one.text.replace("\N{NO-BREAK SPACE}", " ")) for one in everything(paper)]
    found = [one for one, said in plain if said == words]
    return (found or [one for one, said in plain if said.startswith(words)])[0]


def body(paper: Paper) -> list[Paragraph]:
    """The paragraphs of running text."""
    return styled(paper, "Thân bài")


def styled(paper: Paper, name: str) -> list[Paragraph]:
    return [one for one in paper.paragraphs if one.style and one.style.name == name]


def last_words(paper: Paper) -> Paragraph:
    """The last paragraph above the signature."""
    signature = next(the(paper, "Nơi nhận:")._p.iterancestors(qn("w:tbl")))
    return [Paragraph(p, paper._body) for p in signature.itersiblings(qn("w:p"), preceding=True)][1]


def styles(paragraph: Paragraph) -> Iterator[Any]:
    style: Any = paragraph.style
    while style is not None:
        yield style
        style = style.base_style


def font(paragraph: Paragraph, of: str) -> Any:
    """A property of the letters: of the run itself, or else of the nearest style."""
    runs = {getattr(run.font, of) for run in paragraph.runs if run.text.strip()}
    own = [getattr(style.font, of) for style in styles(paragraph)]
    inherited = next((value for value in own if value is not None), None)
    (only,) = {inherited if value is None else value for value in runs}
    return only


def shape(paragraph: Paragraph, of: str) -> Any:
    """A property of the paragraph: its own, or else of the nearest style."""
    places = [paragraph, *styles(paragraph)]
    found = [getattr(place.paragraph_format, of) for place in places]
    return next((value for value in found if value is not None), None)


def size(paragraph: Paragraph) -> float:
    return float(font(paragraph, "size").pt)


def rule_under(paper: Paper, above: Paragraph) -> float:
    """The length of the line drawn under a paragraph, as a share of the text's line."""
    drawing = above._p.getnext()
    (line,) = drawing.iter("{*}wsp")
    assert [one.get("prst") for one in line.iter("{*}prstGeom")] == ["line"]
    (extent,) = drawing.iter(qn("wp:extent"))
    cells = list(above._p.iterancestors(qn("w:tc")))
    page: Any = paper.sections[0]
    room = cells[0].width if cells else page.page_width - page.left_margin - page.right_margin
    letters = font(above, "size")
    return float(int(extent.get("cx")) / max(lines(above.text, letters, room)))


def test_a_page_is_a4_upright_with_the_margins_and_appendices_lie(paper: Paper) -> None:
    upright, lying = paper.sections
    for section, size in ((upright, (210, 297)), (lying, (297, 210))):
        assert section.page_width
        assert section.page_height
        assert (round(section.page_width.mm), round(section.page_height.mm)) == size
    assert upright.orientation == WD_ORIENT.PORTRAIT
    assert lying.orientation == WD_ORIENT.LANDSCAPE
    for section in paper.sections:
        for margin, least, most in (
            (section.top_margin, 20, 25),
            (section.bottom_margin, 20, 25),
            (section.left_margin, 30, 35),
            (section.right_margin, 15, 20),
        ):
            assert margin
            assert least <= round(margin.mm, 1) <= most


def test_all_is_in_times_new_roman_and_black(paper: Paper, school: Path) -> None:
    for paragraph in everything(paper):
        if paragraph.text.strip():
            assert font(paragraph, "name") == "Times New Roman", paragraph.text
    with zipfile.ZipFile(school) as package:
        for part in ("word/document.xml", "word/styles.xml"):
            xml = package.read(part).decode()
            assert set(re.findall(r'<w:rFonts [^>]*w:(?:ascii|hAnsi)="([^"]+)"', xml)) <= {
                "Times New Roman"
            }
            assert "asciiTheme" not in xml
    used = {one.style.name for one in everything(paper) if one.style}
    for style in paper.styles:
        if style.name in used:
            colour = style.element.find(f".//{qn('w:color')}")
            assert colour is None or colour.get(qn("w:val")) == "000000"
    assert not [run for one in everything(paper) for run in one.runs if run.font.color.rgb]
    assert told(paper) == unicodedata.normalize("NFC", told(paper))


def test_the_page_number_is_arabic_centred_on_top_and_not_on_the_first_page(paper: Paper) -> None:
    upright, lying = paper.sections
    assert upright.different_first_page_header_footer
    assert not lying.different_first_page_header_footer
    assert lying.header.is_linked_to_previous
    assert "PAGE" not in upright.first_page_header._element.xml
    numbered = upright.header.paragraphs[0]
    assert " PAGE </w:instrText>" in numbered._p.xml
    assert shape(numbered, "alignment") == WD_ALIGN_PARAGRAPH.CENTER
    sizes = [style.font.size.pt for style in styles(numbered) if style.font.size]
    assert 13 <= sizes[0] <= 14
    assert not list(paper.element.body.iter(qn("w:pgNumType")))


def test_the_name_of_the_state_is_in_capitals_bold_and_never_wraps(paper: Paper) -> None:
    state = the(paper, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert font(state, "bold")
    assert 12 <= size(state) <= 13
    assert " " not in state.text
    (cell,) = state._p.iterancestors(qn("w:tc"))
    assert max(lines(state.text, font(state, "size"), 1e9)) < cell.width


def test_the_motto_is_bold_with_a_drawn_rule_as_long_as_its_text(paper: Paper) -> None:
    motto = the(paper, "Độc lập - Tự do - Hạnh phúc")
    assert font(motto, "bold")
    assert 13 <= size(motto) <= 14
    assert rule_under(paper, motto) == pytest.approx(1, abs=0.01)
    assert not font(motto, "underline")


def test_the_parent_body_is_in_capitals_and_not_bold(paper: Paper) -> None:
    parent = the(paper, "ỦY BAN NHÂN DÂN XÃ HÙNG THẮNG")
    assert not font(parent, "bold")
    assert 12 <= size(parent) <= 13


def test_the_issuing_body_is_in_capitals_bold_with_a_rule_of_a_third_to_a_half(
    paper: Paper,
) -> None:
    school = the(paper, "TRƯỜNG TIỂU HỌC HÙNG THẮNG")
    assert font(school, "bold")
    assert 12 <= size(school) <= 13
    assert 1 / 3 <= rule_under(paper, school) <= 1 / 2


@pytest.mark.parametrize(
    "name",
    ["Trường A", "Trường Phổ thông dân tộc bán trú Tiểu học và Trung học cơ sở số 2 Bình Minh"],
)
def test_the_rule_follows_the_name_however_long_it_is(name: str, tmp_path: Path) -> None:
    tree = plan()
    tree["organization"]["name"] = name
    paper = Document(str(made(small(tmp_path, tree))))
    assert 1 / 3 <= rule_under(paper, the(paper, name.upper())) <= 1 / 2


def test_the_number_is_left_to_the_clerk(paper: Paper) -> None:
    number = the(paper, "Số:")
    assert number.text.replace("\N{NO-BREAK SPACE}", " ") == "Số:     /BC-THHT"
    assert size(number) == 13


def test_place_and_date_are_italic_and_the_day_is_left_for_signing(paper: Paper) -> None:
    date = the(paper, "Hùng Thắng, ngày")
    assert date.text == "Hùng Thắng, ngày … tháng … năm 2026"
    assert font(date, "italic")
    assert 13 <= size(date) <= 14


def test_a_day_below_ten_and_the_first_months_take_a_leading_zero(tmp_path: Path) -> None:
    tree = plan(tasks=[task(deadline="5/2/2026")])
    paper = Document(str(made(small(tmp_path, tree), "--as-of", "3/3/2026")))
    dates = re.findall(r"(\d+)/(\d+)/\d{4}", told(paper).replace("5/2/2026", "", 1))
    assert ("05", "02") in dates
    assert ("03", "03") in dates
    assert all(len(day) == 2 and len(month) == 2 for day, month in dates)


def test_the_title_and_its_subject_are_bold_with_a_rule_of_a_third_to_a_half(
    paper: Paper,
) -> None:
    title, subject = (
        the(paper, "BÁO CÁO"),
        the(paper, "Kết quả 6 tháng đầu năm 2026 thực hiện Kế hoạch"),
    )
    for one in (title, subject):
        assert font(one, "bold")
        assert 13 <= size(one) <= 14
        assert shape(one, "alignment") == WD_ALIGN_PARAGRAPH.CENTER
    assert title._p.getnext() is subject._p
    assert 1 / 3 <= rule_under(paper, subject) <= 1 / 2


def test_the_report_is_addressed_to_the_superior(paper: Paper) -> None:
    assert the(paper, "Kính gửi:").text == "Kính gửi: Ủy ban nhân dân xã Hùng Thắng"


def test_the_body_is_justified_indented_and_spaced(paper: Paper) -> None:
    found = [*body(paper), last_words(paper)]
    assert len(found) > 40
    for one in found:
        assert 13 <= size(one) <= 14
        assert shape(one, "alignment") == WD_ALIGN_PARAGRAPH.JUSTIFY
        assert round(shape(one, "first_line_indent").mm, 1) in (10, 12.7)
        assert shape(one, "space_before").pt + shape(one, "space_after").pt >= 6
        assert 1 <= shape(one, "line_spacing") <= 1.5


def test_the_levels_are_roman_then_arabic_then_vietnamese_letters(paper: Paper) -> None:
    assert [one.text.split(".")[0] for one in styled(paper, "Đề mục I")] == [
        "I",
        "II",
        "III",
        "IV",
        "V",
    ]
    assert [one.text[:2] for one in styled(paper, "Đề mục 1")] == ["1.", "2.", "3."] * 2
    lines = told(paper).split("1. Kết quả nổi bật\n")[1].split("\nTheo số liệu")[0].splitlines()
    assert [line[:2] for line in lines] == ["a)", "b)", "c)", "d)", "đ)"]


def test_what_is_written_in_lines_is_a_paragraph_a_line(tmp_path: Path) -> None:
    told = "Nhà trường đã:\n+ Ban hành kế hoạch\n\n+ Tổ chức ngày hội\n"
    seen = entry(narrative={"direction": [told, "Một dòng"]})
    paper = Document(str(made(small(tmp_path, plan(), seen))))
    found = ["1. Nhà trường đã:", "+ Ban hành kế hoạch", "+ Tổ chức ngày hội", "2. Một dòng"]
    assert [one.text for one in body(paper)][1:5] == found


def test_a_measure_is_named_once_and_told_of_by_half_years(tmp_path: Path) -> None:
    tree = plan(measures=[{"id": "GP-1", "name": "Giải pháp"}, {"id": "GP-2", "name": "Một lần"}])
    first = entry("2026H1", measures={"GP-1": "Đã làm đầu năm"})
    second = entry("2026H2", measures={"GP-1": "Đã làm cuối năm", "GP-2": "Đã làm xong"})
    paper = Document(str(made(small(tmp_path, tree, first, second), "--period", "2026")))
    assert "\n".join(one.text for one in body(paper)).split("2/2:\n")[1].splitlines()[:4] == [
        "a) Mục GP-1, Giải pháp:",
        "+ 6T đầu 2026: Đã làm đầu năm",
        "+ 6T cuối 2026: Đã làm cuối năm",
        "b) Mục GP-2, Một lần: Đã làm xong",
    ]


def test_the_text_ends_with_its_mark(paper: Paper) -> None:
    assert last_words(paper).text == "Trên đây là báo cáo của Trường Tiểu học Hùng Thắng./."


def test_who_signs_stands_bold_under_the_position_in_capitals(paper: Paper) -> None:
    position, name = the(paper, "HIỆU TRƯỞNG"), the(paper, "Nguyễn Thị Kim Chi")
    for one in (position, name):
        assert font(one, "bold")
        assert 13 <= size(one) <= 14
    order = [one.text for one in everything(paper)]
    assert order.index(position.text) < order.index(name.text)


def test_the_signature_keeps_words_of_the_report_above_it(paper: Paper) -> None:
    assert shape(last_words(paper), "keep_with_next")
    signature = next(the(paper, "Nơi nhận:")._p.iterancestors(qn("w:tbl")))
    spacer = Paragraph(signature.getprevious(), paper._body)
    assert shape(spacer, "keep_with_next")


def test_the_recipients_end_with_the_archive(paper: Paper) -> None:
    label = the(paper, "Nơi nhận:")
    assert font(label, "bold")
    assert font(label, "italic")
    assert size(label) == 12
    (cell,) = label._p.iterancestors(qn("w:tc"))
    listed = [Paragraph(p, paper._body) for p in cell.iter(qn("w:p"))][1:]
    assert [one.text for one in listed] == [
        "- UBND xã;",
        "- Phòng VH-XH;",
        "- Các tổ CM, VP, đoàn thể;",
        "- Lưu: VT.",
    ]
    assert {size(one) for one in listed} == {11}


def test_an_appendix_has_its_number_and_title_and_its_tables_break_well(paper: Paper) -> None:
    names = [one for one in paper.paragraphs if APPENDIX.fullmatch(one.text)]
    assert [one.text for one in names] == ["Phụ lục I", "Phụ lục II", "Phụ lục III"]
    for name in names:
        title = Paragraph(name._p.getnext(), paper._body)
        assert size(name) == 14
        assert 13 <= size(title) <= 14
        assert title.text == title.text.upper()
        for one in (name, title):
            assert font(one, "bold")
            assert shape(one, "alignment") == WD_ALIGN_PARAGRAPH.CENTER
        assert shape(name, "page_break_before")
    tables = [table for table in paper.tables if len(table.columns) > 4]
    assert len(tables) == 6
    for table in tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml
        for row in table.rows:
            assert "w:cantSplit" in row._tr.xml


def test_every_page_of_invented_figures_says_so(paper: Paper) -> None:
    first = paper.sections[0]
    for header in (first.first_page_header, first.header):
        assert [one.text for one in header.paragraphs if one.text][-1] == SAMPLE


def test_true_figures_say_nothing_of_the_kind(tmp_path: Path) -> None:
    path = made(small(tmp_path, plan(), entry()))
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            assert SAMPLE.encode() not in package.read(name)


def test_what_nobody_has_written_stands_open(tmp_path: Path) -> None:
    paper = Document(str(made(small(tmp_path, plan(), entry(narrative={"next": ["Mở lớp bơi"]})))))
    said = [one.text for one in body(paper)]
    assert said.count("…") == 6
    assert "Mở lớp bơi" in said


def test_the_file_says_whose_it_is_and_nothing_of_when_it_was_made(paper: Paper) -> None:
    properties = paper.core_properties
    assert properties.author == "Trường Tiểu học Hùng Thắng"
    assert properties.title.startswith("Kết quả 6 tháng đầu năm 2026 thực hiện Kế hoạch")
    assert properties.created is None
    assert properties.modified is None


def test_a_very_long_title_is_whole_on_paper_and_cut_in_the_properties(tmp_path: Path) -> None:
    tree = plan(plan={"title": "Kế hoạch " + "rất dài " * 100, "horizon": "2026-2030"})
    tree["organization"]["name"] = "Trường " + "A" * 300
    paper = Document(str(made(small(tmp_path, tree))))
    assert ("rất dài " * 100).strip() in told(paper)
    assert len(paper.core_properties.title) == len(paper.core_properties.author) == 255


@pytest.mark.parametrize(
    ("arguments", "period", "heads", "appendices"),
    [
        ((), "2028", 5, 3),
        (("--kind", "focus"), "2028", 5, 2),
        ((), "2026-2030", 5, 4),
        (("--kind", "ad-hoc"), "2028H1", 4, 0),
        (("--kind", "ad-hoc", "--only", "CT-2.3,NV-II.2"), "2028H1", 4, 0),
        (("--department", "bgh"), "2028H1", 2, 2),
        (("--only", "NV-II.2"), "2028H1", 2, 1),
    ],
)
def test_a_kind_is_a_selection_and_an_order_of_the_same_parts(
    arguments: tuple[str, ...], period: str, heads: int, appendices: int, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "examples/nhieu-nam/data", tmp_path / "data")
    paper = Document(str(made(tmp_path, "--as-of", "1/6/2030", *arguments, period=period)))
    assert [one.text.split(".")[0] for one in styled(paper, "Đề mục I")] == [
        "I",
        "II",
        "III",
        "IV",
        "V",
    ][:heads]
    found = [one.text for one in paper.paragraphs if APPENDIX.fullmatch(one.text)]
    assert len(found) == appendices
    assert len(paper.sections) == (2 if appendices else 1)
    assert paper.sections[0].orientation == WD_ORIENT.PORTRAIT
    assert last_words(paper).text.endswith("./.")
    assert "{" not in told(paper)


def test_a_table_of_many_half_years_fits_the_page(tmp_path: Path) -> None:
    tree = plan(
        plan={"title": "Kế hoạch", "horizon": "2026-2035"},
        indicators=[indicator(target={"at_least": 10, "by": 2035})],
    )
    paper = Document(str(made(small(tmp_path, tree), "--as-of", "1/1/2027", period="2026-2035")))
    table = next(one for one in paper.tables if len(one.columns) > 20)
    widths = [column.width or 0 for column in table.columns]
    assert sum(widths) == pytest.approx(Mm(297 - 45), abs=Mm(1))
    assert [cell.width for cell in table.rows[1].cells] == widths


def test_text_of_the_data_is_text_and_lines_stay_lines(tmp_path: Path) -> None:
    tree = plan(indicators=[indicator(name=HOSTILE)], tasks=[task(name=HOSTILE)])
    tree["organization"]["name"] = "Trường A & B <i>"
    tree["plan"]["recipients"] = [HOSTILE]
    seen = entry(
        indicators={
            "CT-1": {"value": 3, "note": f"{HOSTILE}\ndòng hai\n", "evidence": [{"title": HOSTILE}]}
        },
        narrative={"next": [HOSTILE, "một\nhai\tba"]},
    )
    paper = Document(str(made(small(tmp_path, tree, seen))))
    said = [one.text for one in everything(paper)]
    assert sum(HOSTILE in one for one in said) >= 6
    assert said[said.index("dòng hai") - 1] == HOSTILE
    assert said[said.index("2. một") + 1] == "hai\tba"
    assert "TRƯỜNG A & B <I>" in said
    assert paper.core_properties.author == "Trường A & B <i>"


def test_nothing_long_is_cut_and_no_row_is_lost(tmp_path: Path) -> None:
    long, wide = " ".join(f"từ{n}" for n in range(700)), "x" * 4000
    tree = plan(
        indicators=[
            indicator(id=f"CT-{n}", number=f"1.{n}", name=f"Chỉ tiêu {n}.") for n in range(200)
        ],
        tasks=[task(id=f"NV-{n}", number=str(n), name=f"Nhiệm vụ {n}.") for n in range(200)],
    )
    seen = entry(
        indicators={"CT-1": {"value": 3, "note": long}, "CT-2": {"value": 3, "note": wide}},
        tasks={"NV-1": {"state": "in_progress", "note": long}},
        narrative={"direction": [long, wide]},
    )
    said = [one.text for one in everything(Document(str(made(small(tmp_path, tree, seen)))))]
    assert said.count(long) == 2
    assert said.count(wide) == 1
    assert {f"1. {long}", f"2. {wide}"} <= set(said)
    assert {f"{kind} {n}." for kind in ("Chỉ tiêu", "Nhiệm vụ") for n in range(200)} <= set(said)


def test_the_same_data_make_the_same_bytes_anywhere(tmp_path: Path, school: Path) -> None:
    again = []
    for name, environment in (
        ("a", {"TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C", "PYTHONHASHSEED": "1"}),
        ("b", {"TZ": "America/New_York", "LC_ALL": "vi_VN.UTF-8", "PYTHONHASHSEED": "2"}),
    ):
        folder = tmp_path / name / "ở đây"
        shutil.copytree(ROOT / "data", folder / "data")
        given = ["report", "--period", "2026H1", "--format", "docx", "--output", "-"]
        done = subprocess.run(
            [sys.executable, "-m", "kehoach", *given],
            cwd=folder,
            env=os.environ | environment | {"KEHOACH_TODAY": "2026-11-23"},
            capture_output=True,
            check=True,
        )
        again.append(done.stdout)
    assert again == [school.read_bytes()] * 2


def edited(folder: Path, change: Callable[[str], str], part: str = "word/document.xml") -> None:
    """Put a changed copy of the template into a workspace."""
    (folder / "templates").mkdir()
    with (
        zipfile.ZipFile(TEMPLATE) as old,
        zipfile.ZipFile(folder / "templates/report.docx", "w") as new,
    ):
        for name in old.namelist():
            read = old.read(name)
            new.writestr(name, change(read.decode()) if name == part else read)


def test_a_school_changes_a_heading_and_a_font_in_its_own_copy(tmp_path: Path) -> None:
    folder = small(tmp_path, plan())
    edited(folder, lambda xml: xml.replace("Công tác lãnh đạo, chỉ đạo", "Việc chỉ đạo"))
    template = Document(str(folder / "templates/report.docx"))
    style: Any = template.styles["Thân bài"]
    style.font.name = "Arial"
    template.save(str(folder / "templates/report.docx"))
    paper = Document(str(made(folder)))
    assert "I. Việc chỉ đạo" in told(paper)
    assert {font(one, "name") for one in body(paper)} == {"Arial"}


def test_a_school_may_start_from_a_document_of_its_own(tmp_path: Path) -> None:
    """One with a rule at the very top, letters sized by hand, and a table without widths."""
    folder = small(tmp_path, plan())
    (folder / "templates").mkdir()
    ours, theirs = Document(str(TEMPLATE)), Document()
    rule = next(one for one in everything(ours) if list(one._p.iter(qn("wp:docPr"))))
    theirs.element.body.insert(0, deepcopy(rule._p))
    theirs.add_paragraph("").add_run("{{ view.organization }}").font.size = Pt(30)
    theirs.paragraphs[-1]._p.addnext(deepcopy(rule._p))
    theirs.add_paragraph("Tự viết")
    theirs.paragraphs[-1]._p.addnext(deepcopy(rule._p))
    cell = theirs.add_table(1, 1).cell(0, 0)
    cell.text = "{{ report.subject }}"
    cell._tc.tcPr.remove(cell._tc.tcPr.tcW)
    cell._tc.append(deepcopy(rule._p))
    theirs.core_properties.comments = "{{ khong_co }}"
    theirs.save(str(folder / "templates/report.docx"))
    paper = Document(str(made(folder)))
    assert "Kết quả 6 tháng đầu năm 2026" in told(paper)
    assert rule_under(paper, the(paper, "Trường Tiểu học Bình Minh")) == pytest.approx(
        0.4, abs=0.01
    )


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("{{ report.subject }}", "{{ khong_co }}", "report.docx có lỗi ở chỗ “{{ khong_co }}"),
        ("{{ report.subject }}", "Về {{ view.nope }}", "ở chỗ “Về {{ view.nope }}"),
        ("{{ report.subject }}", "Về {{ report.subject", "ở chỗ “Về {{ report.subject”: thẻ"),
        ("{{ report.subject }}", "a {%p if 1 %}", "thẻ {%p … %} phải đứng một mình"),
        ("{{ row.rhythm }}", "{%tr if 1 %}", "thẻ {%tr … %} phải đứng một mình"),
        ("{{ report.subject }}", "{%tr if 1 %} a", "thẻ {%tr … %} phải đứng một mình"),
        ("{{ report.subject }}", "Về {{ 1 + }} này", "ở chỗ “Về {{ 1 + }} này"),
        ("{{ report.subject }}", "{% if %}", "ở chỗ “{% if %}"),
        ("{{ report.subject }}", "{{ 1 / 0 }}", "ở chỗ “{{ 1 / 0 }}"),
        ("{{ report.subject }}", "{{ ''.__class__.__mro__ }}", "ở chỗ “{{ ''.__class__.__mro__ }}"),
        ("{{ report.subject }}", "{{ plan|nothing }}", "ở chỗ “{{ plan|nothing }}"),
        ("{{ report.subject }}", "{% include 'x' %}", "ở chỗ “{% include 'x' %}"),
        (
            "{{ report.subject }}",
            '</w:t></w:r><w:fldSimple w:instr="DDE x"/><w:r><w:t>',
            "có macro",
        ),
        ("{{ view.as_of }}", "{% if view.sample %}", "report.docx có lỗi ở chỗ “"),
        ("{{ report.subject }}", "{% for x in 'ab' %}", "report.docx có lỗi ở chỗ “"),
    ],
)
def test_a_broken_template_says_where_and_writes_nothing(
    was: str, now: str, said: str, tmp_path: Path
) -> None:
    folder = small(tmp_path, plan())
    edited(folder, lambda xml: xml.replace(was, now, 1))
    done = command(folder, "report", "--period", "2026H1", "--format", "md,docx")
    assert done.code == 2
    assert said in done.err
    assert "<w:" not in done.err
    assert done.err.count("\n") == 1
    assert not (folder / "reports").exists()


def test_tags_that_cross_paragraphs_are_refused_rather_than_repaired(tmp_path: Path) -> None:
    folder = small(tmp_path, plan())
    ends = ("{{ report.subject }}", "{% if view.sample %}"), ("Nơi nhận:", "{% endif %}Nơi nhận:")
    edited(folder, lambda xml: xml.replace(*ends[0], 1).replace(*ends[1], 1))
    done = command(folder, "report", "--period", "2026H1", "--format", "docx")
    assert done.code == 2
    assert "thẻ mở và đóng" in done.err


@pytest.mark.parametrize(
    "content", [b"", b"Kh\xc3\xb4ng ph\xe1\xba\xa3i Word", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 64]
)
def test_a_template_that_is_no_word_file_is_one_sentence(content: bytes, tmp_path: Path) -> None:
    folder = small(tmp_path, plan())
    (folder / "templates").mkdir()
    (folder / "templates/report.docx").write_bytes(content)
    done = command(folder, "report", "--period", "2026H1", "--format", "docx")
    assert done.code == 2
    assert done.err.startswith("Mẫu report.docx không phải tệp Word.")


def packed(**parts: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return out.getvalue()


@pytest.mark.parametrize("damage", ["empty", "other", "torn", "folder"])
def test_a_damaged_template_is_one_sentence(damage: str, tmp_path: Path) -> None:
    folder = small(tmp_path, plan())
    place = folder / "templates/report.docx"
    place.parent.mkdir()
    if damage == "folder":
        place.mkdir()
    elif damage == "torn":
        edited_at = tmp_path / "x"
        edited_at.mkdir()
        edited(edited_at, lambda xml: xml[: len(xml) // 2])
        shutil.copy(edited_at / "templates/report.docx", place)
    else:
        place.write_bytes(packed(**({} if damage == "empty" else {"a.txt": "a"})))
    done = command(folder, "report", "--period", "2026H1", "--format", "docx")
    assert done.code == 2
    assert "report.docx" in done.err
    assert done.err.count("\n") == 1


@pytest.fixture(scope="module")
def empty_briefing() -> Briefing:
    evaluation = evaluated(plan(), at="2026H1")
    return brief(evaluation, {}, Kind.HALF_YEAR, "", Cut(), {})


PARTS = ("word/document.xml", "word/styles.xml", "word/header1.xml", "word/_rels/document.xml.rels")


@settings(max_examples=25)
@given(st.sampled_from(PARTS), st.floats(0, 1), st.integers(0, 9), st.sampled_from("<>&{}%'a "))
def test_whatever_is_broken_in_a_template_is_told_or_does_no_harm(
    empty_briefing: Briefing, part: str, place: float, gone: int, put: str
) -> None:
    with zipfile.ZipFile(TEMPLATE) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    at = int(place * len(parts[part]))
    parts[part] = parts[part][:at] + put.encode() + parts[part][at + gone :]
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    with suppress(word.NotWordError, word.TemplateFault):
        assert Document(BytesIO(word.render(out.getvalue(), empty_briefing))).paragraphs


def test_word_is_not_printed_beside_another_form(tmp_path: Path) -> None:
    folder = small(tmp_path, plan())
    done = command(folder, "report", "--period", "2026H1", "--format", "md,docx", "--output", "-")
    assert done.code == 2
    assert done.out == ""
    assert "không in ra màn hình được" in done.err


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_word_is_refused_on_a_terminal(tmp_path: Path) -> None:
    import pty

    folder = small(tmp_path, plan())
    screen, terminal = pty.openpty()
    given = ["report", "--period", "2026H1", "--format", "docx", "--output", "-"]
    done = subprocess.run(
        [sys.executable, "-m", "kehoach", *given],
        cwd=folder,
        stdout=terminal,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    os.close(terminal)
    os.close(screen)
    assert done.returncode == 2
    assert done.stderr.startswith("Bản Word không in ra màn hình được")


def test_without_any_template_there_is_a_sentence() -> None:
    with pytest.raises(Stop, match=r"Không tìm thấy mẫu report\.docx") as stopped:
        _found("report.docx", [])
    assert stopped.value.code == 2


BLOCKED = """
import sys
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("docx", "docxtpl", "lxml"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Blocker())
sys.argv = ["kehoach", "report", "--period", "2026H1", *sys.argv[1:]]
from kehoach.cli import main
main()
"""


def test_without_the_extra_word_is_refused_with_what_to_install(tmp_path: Path) -> None:
    folder = small(tmp_path, plan())

    def run(form: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", BLOCKED, "--format", form],
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    done = run("md,docx")
    assert done.returncode == 2
    assert done.stderr == (
        'Máy này thiếu gói docx để lập báo cáo Word. Hãy cài: pip install "kehoach[office]"\n'
    )
    assert not (folder / "reports").exists()
    assert run("md,html").returncode == 0


def test_the_template_is_what_its_script_makes(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    subprocess.run([sys.executable, ROOT / "docs/word_template.py", path], check=True)
    with zipfile.ZipFile(TEMPLATE) as ours, zipfile.ZipFile(path) as new:
        assert {name: ours.read(name) for name in ours.namelist()} == {
            name: new.read(name) for name in new.namelist()
        }


LONG = " ".join(f"từ{n}" for n in range(1500))


@pytest.fixture(scope="module")
def on_paper(school: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What LibreOffice makes of three reports, in one run with a profile of its own."""
    for program in ("soffice", "pdftotext", "pdfinfo", "pdffonts"):
        needs(program)
    folder = tmp_path_factory.mktemp("giay")
    tree = plan(indicators=[indicator()])
    seen = entry(indicators={"CT-1": {"value": 3, "note": LONG}})
    reports = {
        "school": school,
        "long": made(small(folder / "long", tree, seen)),
        "ad-hoc": made(small(folder / "ad-hoc", tree), "--kind", "ad-hoc", "--only", "CT-1"),
    }
    for name, document in reports.items():
        shutil.copy(document, folder / f"{name}.docx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    given = [str(folder / f"{name}.docx") for name in reports]
    subprocess.run(["soffice", profile, *convert, *given], capture_output=True, check=True)
    return {name: folder / f"{name}.pdf" for name in reports}


def printed(*command_line: str | Path) -> str:
    done = subprocess.run(command_line, capture_output=True, check=True, encoding="utf-8")
    return done.stdout


def pages(printed_pdf: Path) -> list[str]:
    return printed("pdftotext", printed_pdf, "-").removesuffix("\f").split("\f")


def solid(words: str) -> str:
    return "".join(words.split())


@pytest.mark.xdist_group("office")
def test_on_paper_all_is_there_on_numbered_pages_of_a4(
    on_paper: dict[str, Path], paper: Paper
) -> None:
    made_pdf = on_paper["school"]
    read = pages(made_pdf)
    first_appendix = next(n for n, page in enumerate(read) if "Phụ lục I\n" in page)
    info = printed("pdfinfo", "-f", "1", "-l", str(len(read)), made_pdf)
    sizes = re.findall(r"^Page +\d+ size: +([\d.]+) x ([\d.]+)", info, re.MULTILINE)
    upright = [(round(float(w) / 72 * 25.4), round(float(h) / 72 * 25.4)) for w, h in sizes]
    lying = len(read) - first_appendix
    assert upright == [(210, 297)] * first_appendix + [(297, 210)] * lying

    assert all(SAMPLE in page for page in read)
    assert read[0].startswith(SAMPLE)
    assert [page.split("\n")[0] for page in read[1:]] == [
        str(number) for number in range(2, len(read) + 1)
    ]
    for head in ("Minh chứng", "Chỉ tiêu", "Ghi chú"):
        assert head in read[first_appendix + 1]  # heads are repeated

    fonts = printed("pdffonts", made_pdf).splitlines()[2:]
    assert fonts
    assert {line[-30:].split()[0] for line in fonts} == {"yes"}  # the column `emb`

    whole = solid("".join(read))
    assert not [word for word in re.findall(r"[^\s/-]+", told(paper)) if word not in whole]


@pytest.mark.xdist_group("office")
def test_on_paper_a_note_longer_than_a_page_is_whole(on_paper: dict[str, Path]) -> None:
    whole = solid("".join(pages(on_paper["long"])))
    assert not [word for word in LONG.split() if word not in whole]


@pytest.mark.xdist_group("office")
def test_on_paper_a_report_without_appendices_ends_with_its_signature(
    on_paper: dict[str, Path],
) -> None:
    read = pages(on_paper["ad-hoc"])
    assert "Trần Thị Lan" in read[-1]
    assert "./." in read[-1]
    info = printed("pdfinfo", "-f", "1", "-l", str(len(read)), on_paper["ad-hoc"])
    assert info.count("595.") == len(read)
