"""The report as files: whole goldens, and what a school may do to data and templates."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from support import ROOT, command, compound, entry, indicator, part, plan, routine, task, text

EXAMPLE = ROOT / "examples/nhieu-nam"
GOLDENS = Path(__file__).parent / "reports"
HOSTILE = "<script>alert(1)</script> | *sao* _gạch_ [x](y) `mã` {{ 7*7 }} {% raw %}"


def copy_of(source: Path, folder: Path) -> Path:
    """The data alone, outside git, so that no revision stands in what is made."""
    shutil.copytree(source / "data", folder / "data")
    return folder


def workspace(folder: Path, tree: dict[str, object], *entries: dict[str, object]) -> Path:
    (folder / "data/progress").mkdir(parents=True)
    (folder / "data/plan.yaml").write_text(text(tree), encoding="utf-8")
    for one in entries:
        (folder / f"data/progress/{one['period']}.yaml").write_text(text(one), encoding="utf-8")
    return folder


def report(folder: Path, form: str = "md", *more: str, period: str = "2026H1") -> str:
    arguments = ["report", "--period", period, "--format", form, "--output", "-", *more]
    done = command(folder, *arguments)
    assert done.code == 0, done.err
    return done.out


@pytest.mark.parametrize("form", ["md", "html", "text"])
@pytest.mark.parametrize(
    ("name", "source", "asked"),
    [
        ("ke-hoach-2026H1", ROOT, "--period 2026H1 --as-of 2026-06-14"),
        ("ke-hoach-2026H1-to-vp", ROOT, "--period 2026H1 --as-of 2026-06-14 --department to-vp"),
        ("ke-hoach-2026", ROOT, "--period 2026 --as-of 2026-12-14"),
        ("ke-hoach-focus", ROOT, "--period 2026 --as-of 2026-12-14 --kind focus"),
        ("ke-hoach-2026-2030", ROOT, "--period 2026-2030 --as-of 2030-12-14"),
        ("ke-hoach-ad-hoc", ROOT, "--kind ad-hoc --as-of 01/09/2026 --only CT-4.2,NV-III.1"),
        ("nhieu-nam-2028H1", EXAMPLE, "--period 2028H1 --as-of 2028-06-14"),
        ("nhieu-nam-2028", EXAMPLE, "--period 2028 --as-of 2028-12-14"),
        ("nhieu-nam-focus", EXAMPLE, "--kind focus --as-of 2028-12-14"),
        ("nhieu-nam-2026-2030", EXAMPLE, "--kind stage --as-of 2030-12-14"),
        ("nhieu-nam-ad-hoc", EXAMPLE, "--kind ad-hoc --as-of 2029-03-01"),
    ],
)
def test_a_report_is_as_expected_to_the_byte(
    name: str,
    source: Path,
    asked: str,
    form: str,
    tmp_path: Path,
    golden: Callable[[Path, str], None],
) -> None:
    folder = copy_of(source, tmp_path)
    arguments = ["report", *asked.split(), "--format", form, "--output", "-"]
    done = command(folder, *arguments)
    assert done.code == 0, done.err
    assert done.out == command(folder, *arguments).out
    golden(GOLDENS / f"{name}.{form}", done.out)


def test_text_of_the_data_is_never_markup(tmp_path: Path) -> None:
    tree = plan(indicators=[indicator(name=HOSTILE)], tasks=[task(name=HOSTILE)])
    seen = entry(
        "2026H1",
        indicators={"CT-1": {"value": 3, "note": HOSTILE, "evidence": [{"title": HOSTILE}]}},
        narrative={"next": [HOSTILE]},
    )
    folder = workspace(tmp_path, tree, seen)
    page = report(folder, "html")
    assert "<script" not in page
    assert page.count("&lt;script&gt;alert(1)") >= 5
    assert "{{ 7*7 }}" in page
    written = report(folder)
    assert "| *sao*" not in written
    assert written.count(r"\<script\>alert(1)\</script\> \| \*sao\* \_gạch\_") >= 5


def test_the_page_loads_nothing_and_runs_nothing(tmp_path: Path) -> None:
    page = report(copy_of(ROOT, tmp_path), "html")
    for forbidden in ("<script", " src=", "@import", "url(", "<link"):
        assert forbidden not in page
    links = [piece.split('"')[0] for piece in page.split('href="')[1:]]
    outside = [link for link in links if not link.startswith("#")]
    assert outside == ["https://example.org/minh-chung/MC-4.2-01"]


def test_the_short_form_is_a_file_of_text_in_about_ten_lines(tmp_path: Path) -> None:
    folder = copy_of(ROOT, tmp_path)
    done = command(folder, "report", "--period", "2026H1", "--format", "text")
    assert done.code == 0
    assert "chưa viết" not in done.err
    written = (folder / "reports/bao-cao-2026H1.txt").read_text("utf-8")
    assert len(written.splitlines()) <= 11
    assert "SỐ LIỆU MINH HỌA" in written


def test_what_nobody_has_written_stands_open_and_is_listed_with_its_place(tmp_path: Path) -> None:
    folder = workspace(tmp_path, plan(), entry("2026H1", narrative={"next": ["Mở lớp bơi"]}))
    done = command(folder, "report", "--period", "2026H1", "--format", "md")
    assert done.code == 0
    written = (folder / "reports/bao-cao-2026H1.md").read_text("utf-8")
    assert written.count("\n…\n") == 6
    assert "Còn 6 mục chưa viết" in done.err
    assert "data/progress/2026H1.yaml" in done.err
    for key in ("direction", "causes.objective", "causes.subjective", "proposals"):
        assert f"narrative.{key} " in done.err
    assert "narrative.next" not in done.err


def test_facts_name_what_is_late_unknown_and_external_apart(tmp_path: Path) -> None:
    tree = plan(
        indicators=[
            indicator(id="CT-1", target={"at_least": 1, "each": "year"}),
            indicator(id="CT-2", target={"at_least": 5, "by": "2026H1"}),
            indicator(id="CT-3"),
        ],
        tasks=[
            task(id="NV-1", deadline="Quý I năm 2026"),
            task(id="NV-2", deadline="Quý I năm 2026", lead=["ubnd-xa"]),
            task(id="NV-3"),
        ],
        routines=[routine()],
    )
    seen = entry(
        "2026H1",
        indicators={"CT-1": {"value": 1}, "CT-2": {"value": 3}},
        routines={"giao-ban": {"held": 2}},
    )
    written = report(workspace(tmp_path, tree, seen))
    shortcomings = written.split("### 2. Tồn tại, hạn chế")[1].split("### 3.")[0]
    assert "- CT-2. Chỉ tiêu thử: Không đạt (thực hiện 3, mục tiêu từ 5 trở lên)" in shortcomings
    assert "- CT-3. Chỉ tiêu thử: Chưa có số liệu" in shortcomings
    assert "- NV-1. Nhiệm vụ thử: Chưa báo cáo, quá hạn (hạn 31/03/2026" in shortcomings
    assert "NV-2. Nhiệm vụ thử: Chưa báo cáo, quá hạn, do UBND xã chủ trì (ngoài trường)" in written
    assert "- NV-3. Nhiệm vụ thử: Chưa báo cáo" in shortcomings
    assert "- Họp giao ban: 2/6 lần" in shortcomings
    highlights = written.split("### 1. Kết quả nổi bật")[1].split("### 2.")[0]
    assert "- CT-1. Chỉ tiêu thử: Đạt, 1" in highlights


def test_what_is_better_than_before_is_a_fact_even_below_the_target(tmp_path: Path) -> None:
    tree = plan(indicators=[indicator()])
    seen = [entry(p, indicators={"CT-1": {"value": v}}) for p, v in (("2026H1", 3), ("2026H2", 5))]
    written = report(workspace(tmp_path, tree, *seen), period="2026H2")
    assert "- CT-1. Chỉ tiêu thử: tốt lên (kỳ trước 3 (6T đầu 2026), kỳ này 5)" in written


@pytest.mark.parametrize("form", ["md", "html"])
@pytest.mark.parametrize("period", ["2026H1", "2027H2", "2026", "2026-2030"])
def test_a_plan_with_nothing_in_it_still_makes_a_report(
    period: str, form: str, tmp_path: Path
) -> None:
    told = report(workspace(tmp_path, plan()), form, period=period)
    assert "V. Kiến nghị, đề xuất" in told
    assert "<svg" not in told
    facts, *lists, _ = told.split("Phụ lục I" if form == "md" else 'class="landscape"')
    assert facts
    assert len(lists) == (3 if period == "2026-2030" else 2)
    assert all("Không có." in one for one in lists)


def test_a_school_overrides_the_templates_file_by_file(tmp_path: Path) -> None:
    folder = workspace(tmp_path, plan())
    (folder / "templates").mkdir()
    (folder / "templates/report.css.j2").write_text("body { color: navy; }", encoding="utf-8")
    page = report(folder, "html")
    assert "color: navy" in page
    assert "Phụ lục I" in page
    assert "sticky" not in page


def test_a_heading_that_a_school_changes_stands_in_its_place_and_in_the_contents(
    tmp_path: Path,
) -> None:
    folder = workspace(tmp_path, plan())
    (folder / "templates").mkdir()
    given = (ROOT / "templates/headings.html.j2").read_text("utf-8")
    own = given.replace("Phương hướng kỳ tới", "Kế hoạch kỳ tới")
    (folder / "templates/headings.html.j2").write_text(own, encoding="utf-8")
    assert report(folder, "html").count("IV. Kế hoạch kỳ tới") == 2


def test_the_page_begins_with_who_must_act_and_sets_others_apart(tmp_path: Path) -> None:
    tree = plan(
        indicators=[indicator(lead=["to-vp"])],
        tasks=[
            task(id="NV-1", deadline="Quý I năm 2026", person="Nguyễn Văn A"),
            task(id="NV-2", deadline="Quý I năm 2026", lead=["ubnd-xa"]),
        ],
    )
    page = report(workspace(tmp_path, tree), "html")
    summary, formal = page.split('<section id="tom-tat"')[1].split('<article id="bao-cao"')
    own, outside = summary.split("Do đơn vị ngoài trường chủ trì")
    assert "1 nhiệm vụ quá hạn (ngoài ra 1 của bên ngoài trường)" in own
    for told in ('href="#kq-NV-1"', "Ban giám hiệu<br>Nguyễn Văn A", "Tổ Văn phòng"):
        assert told in own
    assert 'href="#kq-NV-2"' in outside
    assert "UBND xã" in outside
    for row in ("NV-1", "NV-2", "CT-1"):
        assert f'id="kq-{row}"' in formal
        assert f'id="dn-{row}"' in formal


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("a\n{% if %}", "report.md.j2 có lỗi ở dòng 2"),
        ("{{ nothing_like_it }}", "report.md.j2 có lỗi"),
        ("{{ 1 / 0 }}", "report.md.j2 có lỗi"),
        ("{{ view.evaluation.as_of.nope }}", "report.md.j2 có lỗi"),
        ("{{ ''.__class__.__mro__ }}", "report.md.j2 có lỗi"),
        ("a\n{% include 'no.j2' %}", "report.md.j2 có lỗi ở dòng 2: không tìm thấy mẫu no.j2."),
        ("a\nb\n{{ abc }}", "report.md.j2 có lỗi ở dòng 3: không có “abc”."),
        ("{{ 1|abc }}", "report.md.j2 có lỗi ở dòng 1: không có bộ lọc “abc”."),
        ("{{ view.abc }}", "report.md.j2 có lỗi ở dòng 1: không có “abc” ở đây."),
        ("{% for n in range(9999999) %}{% endfor %}", "vòng lặp quá dài"),
        ("{% include 'report.md.j2' %}", "mẫu tự gọi lại chính nó"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "mẫu tự gọi lại chính nó"),
        ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "report.md.j2 có lỗi"),
        ("{% if 1 %}" * 200 + "{% endif %}" * 200, "report.md.j2 có lỗi"),
        ("{{ '\\ud800' }}", "có ký tự không ghi được ra tệp"),
        ("{% include 'report.css.j2' %}{% nope %}", "không có thẻ “nope”"),
    ],
)
def test_a_broken_template_is_one_sentence_and_writes_nothing(
    template: str, said: str, tmp_path: Path
) -> None:
    folder = workspace(tmp_path, plan())
    (folder / "templates").mkdir()
    (folder / "templates/report.md.j2").write_text(template, encoding="utf-8")
    done = command(folder, "report", "--period", "2026H1", "--format", "html,md")
    assert done.code == 2
    assert said in done.err
    assert not (folder / "reports").exists()


def test_a_template_that_fails_inside_another_is_the_one_that_is_named(tmp_path: Path) -> None:
    folder = workspace(tmp_path, plan())
    (folder / "templates").mkdir()
    (folder / "templates/report.css.j2").write_text("a\n{{ abc }}", encoding="utf-8")
    done = command(folder, "report", "--period", "2026H1", "--format", "html")
    assert done.err == "Mẫu report.css.j2 có lỗi ở dòng 2: không có “abc”.\n"


def test_a_template_that_cannot_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = workspace(tmp_path, plan())

    def refuse(*_: object, **__: object) -> str:
        raise PermissionError(13, "no", "templates/report.md.j2")

    monkeypatch.setattr("kehoach.report.Templates.get_source", refuse)
    done = command(folder, "report", "--period", "2026H1", "--format", "md")
    assert done.err == (
        "Không đọc được mẫu templates/report.md.j2. Hãy xem lại quyền đọc của tệp.\n"
    )


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    folder = workspace(tmp_path, plan())
    (folder / "reports").write_text("not a folder", encoding="utf-8")
    done = command(folder, "report", "--period", "2026H1")
    assert done.code == 2
    assert "Không ghi được" in done.err
    assert "không phải thư mục" in done.err
    assert (folder / "reports").read_text("utf-8") == "not a folder"


def written(folder: Path, *asked: str) -> tuple[list[str], str]:
    """The names of the files that a report makes, and what is said on the way."""
    done = command(folder, "report", "--format", "md", *asked)
    assert done.code == 0, done.err
    return sorted(path.name for path in (folder / "reports").iterdir()), done.err


def test_the_kind_follows_from_the_period_and_the_period_from_the_kind(tmp_path: Path) -> None:
    folder = workspace(tmp_path, plan())
    assert written(folder, "--kind", "half-year")[0] == ["bao-cao-2026H2.md"]
    assert "bao-cao-2026.md" in written(folder, "--kind", "year")[0]
    assert "ra-soat-2026.md" in written(folder, "--kind", "focus")[0]
    assert "bao-cao-2026-2030.md" in written(folder, "--kind", "stage")[0]
    assert "dot-xuat-2026-11-23.md" in written(folder, "--kind", "ad-hoc")[0]
    assert "bao-cao-2027.md" in written(folder, "--kind", "year", "--as-of", "01/03/2027")[0]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--kind", "year", "--period", "2026H1"], "như --period 2026."),
        (["--kind", "focus", "--period", "2026-2030"], "như --period 2026."),
        (["--kind", "stage", "--period", "2026"], "như --period 2026-2030."),
        (["--kind", "half-year", "--period", "2026"], "như --period 2026H1."),
        (["--kind", "nam"], "half-year, year, focus, stage, ad-hoc"),
        (["--kind", "ad-hoc", "--as-of", "01/03/2040"], "ngoài thời gian của kế hoạch"),
        (["--kind", "ad-hoc", "--only", "CT-9"], "Không có mã CT-9"),
        (["--only", ""], "Chưa ghi mã"),
        (["--department", "x"], "bgh, to-vp, ubnd-xa"),
        (["--department", "bgh", "--only", "CT-1"], "Không dùng --department cùng với --only"),
    ],
)
def test_what_does_not_go_together_is_told_with_what_does(
    asked: list[str], said: str, tmp_path: Path
) -> None:
    folder = workspace(tmp_path, plan(indicators=[indicator()]))
    done = command(folder, "report", *asked)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert not (folder / "reports").exists()


def test_a_cut_report_asks_nobody_to_write_and_keeps_its_own_name(tmp_path: Path) -> None:
    tree = plan(indicators=[indicator(), indicator(id="CT-2", lead=["to-vp"])])
    folder = workspace(tmp_path, tree, entry("2026H1", narrative={"next": ["Mở lớp bơi"]}))
    names, told = written(folder, "--period", "2026H1", "--department", "TO-VP")
    assert names == ["bao-cao-2026H1-to-vp.md"]
    assert "chưa viết" not in told
    page = (folder / "reports" / names[0]).read_text("utf-8")
    assert "Phần việc của bộ phận: Tổ Văn phòng" in page
    assert "CT-2" in page
    assert "CT-1" not in page
    assert "Mở lớp bơi" not in page
    assert "…" not in page


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_cut_report_has_only_the_appendices_that_hold_something(
    form: str, tmp_path: Path
) -> None:
    tree = plan(indicators=[indicator()], tasks=[task()])
    folder = workspace(tmp_path, tree)
    page = report(folder, form, "--only", "NV-1")
    assert "Phụ lục I." in page
    assert "Phụ lục II" not in page
    assert "Kết quả thực hiện các chỉ tiêu" not in page
    assert "Phụ lục" not in report(folder, form, "--department", "to-vp")


def test_an_ad_hoc_report_with_nothing_chosen_is_about_what_needs_someone_to_act(
    tmp_path: Path,
) -> None:
    quiet = workspace(tmp_path / "quiet", plan())
    page = report(quiet, "md", "--kind", "ad-hoc", period="2026H1")
    assert "Không có việc nào chậm, quá hạn hay thiếu số liệu." in page
    tree = plan(indicators=[indicator(), indicator(id="CT-2", measured=["H2"])])
    busy = workspace(tmp_path / "busy", tree)
    page = report(busy, "md", "--kind", "ad-hoc", period="2026H1")
    assert "### 1. CT-1" in page
    assert "CT-2" not in page


def test_an_ad_hoc_report_tells_each_part_once_with_its_target_in_force_and_its_result(
    tmp_path: Path,
) -> None:
    later = {"from": "2026H1", "decision": "12/QĐ", "target": {"at_least": 20, "by": 2030}}
    parts = [part(name="Phần một"), part(id="b", name="Phần hai", revisions=[later])]
    figure = {"parts": {"a": {"value": 3}}}
    folder = workspace(
        tmp_path,
        plan(indicators=[compound(*parts)]),
        entry("2026H1", indicators={"CT-1": figure}),
    )
    page = report(folder, "md", "--kind", "ad-hoc", "--only", "CT-1", period="2026H1")
    _, told = page.split("### 1. CT-1. Chỉ tiêu thử\n\n")
    assert told.split("\n\n")[0] == (
        "- Chủ trì: Ban giám hiệu\n"
        "- Đánh giá: Chưa có số liệu\n"
        "- Thành phần: Phần một\n"
        "  - Mục tiêu: từ 10 trở lên, đến năm 2030\n"
        "  - Đánh giá: Đang thực hiện\n"
        "  - Thực hiện: 3 (6T đầu 2026)\n"
        "  - So với mục tiêu: thấp hơn 7\n"
        "- Thành phần: Phần hai\n"
        "  - Mục tiêu: từ 20 trở lên, đến năm 2030\n"
        "  - Đánh giá: Chưa có số liệu (chưa nhập số liệu 6 tháng đầu năm 2026)"
    )


def test_an_ad_hoc_report_tells_a_retired_indicator_as_it_last_stood(tmp_path: Path) -> None:
    retired = indicator(retired_from="2027H1", retired_decision="12/QĐ")
    seen = entry("2026H2", indicators={"CT-1": {"value": 3}})
    folder = workspace(tmp_path, plan(indicators=[retired]), seen)
    page = report(folder, "md", "--kind", "ad-hoc", "--only", "CT-1", period="2028H1")
    assert "- Dừng theo dõi: từ 6 tháng đầu năm 2027 (12/QĐ)\n- Đánh giá: Đang thực hiện\n" in page
    assert "| 6T cuối 2026 | 3 |" in page


def test_what_belongs_to_no_focus_area_is_not_left_out_of_the_review(tmp_path: Path) -> None:
    areas = [{"id": "doi-ngu", "name": "Phát triển đội ngũ"}]
    tree = plan(
        focus_areas=areas,
        indicators=[indicator(focus=["doi-ngu"]), indicator(id="CT-2", name="Không xếp")],
        measures=[{"id": "GP-1", "name": "Giải pháp lẻ"}],
    )
    folder = workspace(tmp_path, tree, entry("2026H1", measures={"GP-1": "Đã làm xong"}))
    page = report(folder, "md", "--kind", "focus", period="2026")
    first, other = page.split("### 1. Phát triển đội ngũ")[1].split("### 2. Chưa xếp lĩnh vực")
    assert "Chỉ tiêu thử" in first
    assert "Không xếp" not in first
    assert "Không xếp" in other.split("## III.")[0]
    assert "Đã làm xong" in other


def test_what_is_written_in_lines_stays_in_lines(tmp_path: Path) -> None:
    told = "Nhà trường đã:\n+ Ban hành kế hoạch\n\n+ Tổ chức <ngày hội>\n"
    tree = plan(measures=[{"id": "GP-1", "name": "Giải pháp"}])
    seen = entry(narrative={"direction": [told]}, measures={"GP-1": "Một\nHai"})
    folder = workspace(tmp_path, tree, seen)
    page = report(folder)
    lines = r"""- Nhà trường đã:\
  \+ Ban hành kế hoạch\
  \+ Tổ chức \<ngày hội\>
"""
    assert lines in page
    assert "- Mục GP-1, Giải pháp: Một\\\n  Hai\n" in page
    page = report(folder, "html")
    shown = "<li>Nhà trường đã:<br>+ Ban hành kế hoạch<br>+ Tổ chức &lt;ngày hội&gt;</li>"
    assert shown in page
    assert "Giải pháp: Một<br>Hai</li>" in page


def test_a_measure_is_named_once_and_told_of_by_half_years(tmp_path: Path) -> None:
    ids = ("GP-1", "GP-2", "GP-3")
    tree = plan(indicators=[indicator()], measures=[{"id": one, "name": one} for one in ids])
    first = entry("2026H1", measures={"GP-1": "Đã làm đầu năm", "GP-2": "Đã làm xong"})
    second = entry("2026H2", measures={"GP-1": "Đã làm cuối năm"})
    folder = workspace(tmp_path, tree, first, second)
    told = report(folder, period="2026").split("Giải pháp có kết quả trong kỳ: 2/3.\n\n")[1]
    assert told.split("\n\n")[0].splitlines() == [
        "- Mục GP-1, GP-1:",
        "  - 6T đầu 2026: Đã làm đầu năm",
        "  - 6T cuối 2026: Đã làm cuối năm",
        "- Mục GP-2, GP-2: Đã làm xong",
    ]
    page = report(folder, "html", period="2026")
    assert page.count("Mục GP-1, GP-1") == 1
    assert "<li>6T cuối 2026: Đã làm cuối năm</li>" in page


def test_a_stage_tells_every_half_year_and_counts_a_measure_once(tmp_path: Path) -> None:
    tree = plan(indicators=[indicator()], measures=[{"id": "GP-1", "name": "Giải pháp"}])
    seen = [
        entry(p, indicators={"CT-1": {"value": v}}, measures={"GP-1": f"Đã làm {p}"})
        for p, v in (("2026H1", 3), ("2026H2", 5), ("2028H1", 7))
    ]
    page = report(workspace(tmp_path, tree, *seen), period="2026-2030")
    assert "| 1.1 | Chỉ tiêu thử | từ 10 trở lên, đến năm 2030 | 3 | 5 |  |  | 7 |" in page
    assert "Giải pháp có kết quả trong kỳ: 1/1." in page
    assert page.count("Đã làm 2026H") == 2


def test_the_shares_of_the_scorecards_name_the_dated_rule_they_serve(tmp_path: Path) -> None:
    rule = {
        "number": "233/2026/NĐ-CP",
        "title": "Nghị định về đánh giá viên chức",
        "in_force_from": "01/07/2026",
        "serves": ["share_on_time"],
    }
    head = {"title": "Kế hoạch", "horizon": "2026-2030", "bases": [rule, {"number": "1/KH"}]}
    page = report(workspace(tmp_path, plan(plan=head)))
    told = "Tỉ lệ đúng hạn: số liệu phục vụ đánh giá theo Nghị định về đánh giá viên chức, số 233/2026/NĐ-CP, có hiệu lực từ 01/07/2026."
    assert told in page
    assert page.count("số liệu phục vụ") == 1


def test_a_planned_product_is_no_result(tmp_path: Path) -> None:
    tree = plan(tasks=[task(product="Văn bản triển khai"), task(id="NV-2", product="Kế hoạch")])
    done = {"state": "done", "completed": "2026-03-01", "product": "Kế hoạch số 5"}
    page = report(workspace(tmp_path, tree, entry("2026H1", tasks={"NV-2": done})))
    assert "| Theo kế hoạch: Văn bản triển khai |" in page
    assert "| Kế hoạch số 5 |" in page


def test_a_plan_that_names_no_money_says_so(tmp_path: Path) -> None:
    tree = plan(tasks=[task()])
    untold = report(workspace(tmp_path / "a", tree))
    assert "Kinh phí: kế hoạch không ghi số tiền, chưa ghi số đã chi.\n" in untold
    spent = entry(tasks={"NV-1": {"state": "in_progress", "spent": 5000}})
    told = report(workspace(tmp_path / "b", tree, spent))
    assert "Kinh phí: đã chi 5.000 đồng, kế hoạch không ghi số tiền.\n" in told


def test_money_that_nobody_reported_is_not_nothing(tmp_path: Path) -> None:
    tree = plan(tasks=[task(budget="50 triệu đồng", sources=["Ngân sách"])])
    page = report(workspace(tmp_path / "silent", tree))
    assert "Kinh phí: kế hoạch 50.000.000 đồng, chưa ghi số đã chi." in page
    assert "| Ngân sách | 1 | 50.000.000 đồng | – | chưa đủ dữ liệu |" in page
    told = entry("2026H1", tasks={"NV-1": {"state": "in_progress", "spent": 0}})
    page = report(workspace(tmp_path / "told", tree, told))
    assert "| Ngân sách | 1 | 50.000.000 đồng | 0 đồng | 0% |" in page


def test_money_spent_without_a_plan_stands_apart_from_the_share(tmp_path: Path) -> None:
    tree = plan(tasks=[task(budget="50 triệu đồng"), task(id="NV-2")])
    told = {
        "NV-1": {"state": "in_progress", "spent": "10 triệu"},
        "NV-2": {"state": "in_progress", "spent": "500 triệu"},
    }
    page = report(workspace(tmp_path, tree, entry("2026H1", tasks=told)))
    assert (
        "Kinh phí: đã chi 510.000.000 đồng trên 50.000.000 đồng (20%); trong đó 500.000.000" in page
    )


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2026Q2", "Quý II năm 2026"),
        ("2026H1", "6 tháng đầu năm 2026"),
        ("2026-06-12", "12/06/2026"),
        ("12/6/2026", "12/06/2026"),
        ("Giai đoạn 2026-2030", "Giai đoạn 2026-2030"),
        ("2030", "2030"),
    ],
)
def test_a_deadline_is_told_in_words(written: str, told: str, tmp_path: Path) -> None:
    page = report(workspace(tmp_path, plan(tasks=[task(deadline=written)])))
    assert f"| Nhiệm vụ thử | Ban giám hiệu | {told} |" in page


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("- Tốt", r"- \- Tốt"),
        ("1. Tốt", r"- 1\. Tốt"),
        ("+ Tốt", r"- \+ Tốt"),
        ("---", r"- \---"),
        ("- -", r"- \- -"),
        ("2.", r"- 2\."),
        ("-5 học sinh", "- -5 học sinh"),
        ("A & B", "- A & B"),
        ("&lt;b&gt; &#60; &x;", r"- \&lt;b\&gt; &\#60; \&x;"),
    ],
)
def test_what_would_be_markup_in_markdown_is_not(said: str, shown: str, tmp_path: Path) -> None:
    page = report(workspace(tmp_path, plan(), entry("2026H1", narrative={"next": [said]})))
    assert f"\n{shown}\n" in page


def test_what_looks_like_an_entity_of_html_stays_what_it_is(tmp_path: Path) -> None:
    said = "Toán & Tiếng Việt, &lt;b&gt; và &#39;"
    page = report(workspace(tmp_path, plan(), entry("2026H1", narrative={"next": [said]})))
    assert r"- Toán & Tiếng Việt, \&lt;b\&gt; và &\#39;" in page


def test_the_years_report_tells_what_moved_since_the_year_before(tmp_path: Path) -> None:
    tree = plan(indicators=[indicator()], tasks=[task(budget="50 triệu đồng")])
    seen = [
        entry("2026H2", indicators={"CT-1": {"value": 3}}),
        entry("2027H2", indicators={"CT-1": {"value": 7}}),
    ]
    folder = workspace(tmp_path, tree, *seen)
    page = report(folder, "md", "--as-of", "2027-12-14", period="2027")
    moved = page.split("### 4. Thay đổi so với năm 2026")[1].split("\n## ")[0]
    assert "Tốt lên:\n\n- CT-1. Chỉ tiêu thử: 3 → 7" in moved
    first = report(folder, "md", "--as-of", "2026-12-14", period="2026")
    assert "### 4. Thay đổi so với 6 tháng đầu năm 2026" in first
    for period in ("2027H2", "2026-2030"):
        assert "Thay đổi so với" not in report(folder, period=period)


def test_a_year_in_which_nothing_moved_says_so(tmp_path: Path) -> None:
    page = report(workspace(tmp_path, plan()), "md", "--as-of", "2027-12-14", period="2027")
    moved = page.split("### 4. Thay đổi so với năm 2026")[1].split("\n## ")[0]
    assert "Không có." in moved
