"""Makes the Word template of the report, `templates/report.docx`: `make template`.

What stands between braces is filled in by the program (docxtpl); all else is ordinary Word, for a
school to change. Once it has been changed in Word, the file itself is what counts.
"""

import io
import sys
from pathlib import Path

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from word_paper import MOTTO, PART, PORTRAIT, Column, Writer, headers, page, row, styles, table

from kehoach.package import repeatable

TEMPLATE = Path(__file__).resolve().parents[1] / "templates/report.docx"
BLANK = "\N{NO-BREAK SPACE}"
MIDDLE, NUMBER = "Ô giữa", "Ô số"
SMALL, SMALL_MIDDLE = "Ô nhỏ", "Ô nhỏ giữa"

ITEM, LETTER, DASH = 'loop.index ~ ". "', 'loop.index|letter ~ ") "', '"- "'
NAMED = "{{ row.id }}. {{ row.name }}: "
FACT = NAMED + '{{ row.label }}{{ " (" ~ row.why ~ ")" if row.why }}'
PLACE = "{{ line.number if loop.first }}"
NAME = '{{ "– " if not loop.first }}{{ line.name }}'
ACTUAL = '{{ line.actual }}{{ " (" ~ line.observed_in ~ ")" if line.observed_in }}'
WITH_PARTS = "line in [row] + row.parts|list"
EXTERNAL = '{{ " (ngoài trường)" if row.%s }}'


ASKED_ON = (
    "Số liệu đến ngày {{ view.as_of }}; ngày chốt của kỳ: {{ view.cutoff }}."
    '{{ " " ~ words.PROVISIONAL if view.is_open }}'
)


def letterhead(to: Writer) -> None:
    """Who reports, the name of the state, the number, the place and the date."""
    made = table(to.place, (72, PORTRAIT - 72), framed=False)
    bound = "|upper|bound(plan.organization.place) }}"
    parent = "{{ plan.organization.parent" + bound
    state = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM".replace(" ", BLANK)
    left, right = map(Writer, row(made, [("Cơ quan chủ quản", parent), ("Quốc hiệu", state)]))
    left.add("Tên cơ quan", "{{ plan.organization.name" + bound)
    left.rule(PART)
    right.add("Tiêu ngữ", "Độc lập - Tự do - Hạnh phúc")
    right.rule(MOTTO)
    number = f"Số:{BLANK * 5}/BC-" + "{{ plan.organization.abbreviation }}"
    date = "{{ plan.organization.place }}, ngày … tháng … năm {{ view.evaluation.as_of.year }}"
    row(made, [("Số ký hiệu", number), ("Địa danh, thời gian", date)])


def title(to: Writer) -> None:
    """The title, its subject, and to whom the report goes."""
    to.add("Tên loại", "BÁO CÁO")
    to.add("Trích yếu", "{{ report.subject }}")
    to.tag("if report.scope")
    to.add("Trích yếu", "{{ report.scope }}")
    to.tag("endif")
    to.rule(PART)
    to.add("Kính gửi", "Kính gửi: {{ plan.organization.parent }}")
    to.add("Thân bài", ASKED_ON)


def section(to: Writer, name: str) -> None:
    """The heading of a section, numbered by its place."""
    to.add("Đề mục I", "{{ loop.index|roman }}. " + name)


def told(to: Writer, paragraphs: str, number: str) -> None:
    """What people wrote, each paragraph with its number where there are several."""
    to.tag(f"for paragraph in {paragraphs}")
    to.add("Thân bài", f"{{{{ {number} if loop.length > 1 }}}}{{{{ paragraph }}}}")
    to.tag("else")
    to.add("Thân bài", "{{ words.NOT_WRITTEN }}")
    to.tag("endfor")


def facts(to: Writer, rows: str, text: str) -> None:
    """A line for each row."""
    to.tag(f"for row in {rows}")
    to.add("Thân bài", f"- {text}")
    to.tag("endfor")


def counted(to: Writer, of: str) -> None:
    """How many there are of each status, or the money."""
    to.add("Thân bài", f'{{{{ totals.{of} ~ "." if totals.{of} else words.NONE }}}}')


def measures(to: Writer, rows: str) -> None:
    """What was reported of each measure, by half-years where there are several."""
    to.tag(f"for measure in {rows}")
    mark = '{{ loop.index|letter ~ ")" if loop.length > 1 else "-" }}'
    once = '{{ " " ~ measure.told[0].words if measure.told|length == 1 }}'
    to.add("Thân bài", f"{mark} Mục {{{{ measure.number }}}}, {{{{ measure.name }}}}:{once}")
    to.tag("for one in measure.told if measure.told|length > 1")
    to.add("Thân bài", "+ {{ one.half }}: {{ one.words }}")
    to.tag("endfor")
    to.tag("endfor")


def direction(to: Writer) -> None:
    """What the school's leaders did."""
    section(to, "Công tác lãnh đạo, chỉ đạo")
    told(to, "narrative.direction", ITEM)


def results(to: Writer) -> None:
    """Indicators, tasks and measures, money."""
    section(to, "Kết quả thực hiện")
    to.add("Đề mục 1", "1. Chỉ tiêu")
    counted(to, "indicators")
    to.add("Đề mục 1", "2. Nhiệm vụ và giải pháp")
    counted(to, "tasks")
    to.tag("if report.measures_planned")
    of_all = "{{ report.measures|length }}/{{ report.measures_planned }}"
    end = '{{ ":" if report.measures else "." }}'
    to.add("Thân bài", f"Giải pháp có kết quả trong kỳ: {of_all}{end}")
    to.tag("endif")
    measures(to, "report.measures")
    to.tag("if view.routines")
    to.add("Tên bảng", "Hoạt động định kỳ")
    to.listing(
        ["row in view.routines"],
        Column("Hoạt động", 64, "{{ row.name }}"),
        Column("Định kỳ", 33, "{{ row.rhythm }}"),
        Column("Số lần cần có", 22, "{{ row.expected }}", MIDDLE),
        Column("Đã làm", 20, "{{ row.held }}", MIDDLE),
        Column("Đánh giá", 26, "{{ row.label }}"),
    )
    to.add("Sau bảng")
    to.tag("endif")
    to.add("Đề mục 1", "3. Kinh phí")
    counted(to, "money")
    to.tag("if totals.money")
    to.add("Tên bảng", "Kinh phí theo nguồn ghi trong kế hoạch")
    to.listing(
        ["row in view.money_by_source + (view.money,)"],
        Column("Nguồn", 52, "{{ row.name }}"),
        Column("Số nhiệm vụ", 20, "{{ row.tasks }}", MIDDLE),
        Column("Kế hoạch", 37, "{{ row.planned }}", NUMBER),
        Column("Đã chi", 37, "{{ row.spent }}", NUMBER),
        Column("Tỉ lệ", 19, "{{ row.share }}", NUMBER),
    )
    to.add("Sau bảng")
    to.tag("if report.without_amount")
    ids = '{{ report.without_amount|map(attribute="id")|join(", ") }}'
    to.add("Thân bài", f"Chưa ghi kinh phí: {ids}.")
    to.tag("endif")
    to.tag("endif")
    to.tag("if report.moved")
    moved(to)
    to.tag("endif")


def moved(to: Writer) -> None:
    """What moved since the year before."""
    to.add("Đề mục 1", "4. Thay đổi so với {{ report.moved.before }}")
    to.tag("for note in report.moved.notes")
    to.add("Thân bài", "{{ note }}")
    to.tag("endfor")
    to.tag("for section in report.moved.sections")
    to.add("Thân bài", "{{ section.title }}:")
    to.tag("for row in section.rows")
    to.add("Thân bài", "- {{ row.id }}. {{ row.name }}: {{ row.told }}")
    to.tag("for part in row.parts")
    to.add("Thân bài", "+ {{ part.name }}: {{ part.told }}")
    to.tag("endfor")
    to.tag("endfor")
    to.tag("endfor")
    to.tag("if report.moved.tasks")
    to.add("Thân bài", "Nhiệm vụ:")
    to.tag("for row in report.moved.tasks")
    outside = '{{ " (" ~ row.lead ~ ", ngoài trường)" if row.after.external }}'
    to.add("Thân bài", f"- {{{{ row.id }}}}. {{{{ row.name }}}}{outside}: {{{{ row.told }}}}")
    to.tag("endfor")
    to.tag("endif")
    to.tag("if not report.moved.sections and not report.moved.tasks")
    to.add("Thân bài", "{{ words.NONE }}")
    to.tag("endif")
    to.add("Thân bài", "{{ report.moved.money }}.")


def areas(to: Writer) -> None:
    """What belongs to each focus area."""
    section(to, "Kết quả theo lĩnh vực trọng tâm")
    to.tag("for area in report.areas")
    to.add("Đề mục 1", "{{ loop.index }}. {{ area.name }}")
    to.tag("for line in area.totals if line")
    to.add("Thân bài", "{{ line }}.")
    to.tag("endfor")
    to.tag("if area.view.indicators")
    to.add("Tên bảng", "Chỉ tiêu của lĩnh vực")
    to.listing(
        ["row in area.view.indicators", WITH_PARTS],
        Column("TT", 13, PLACE, MIDDLE),
        Column("Chỉ tiêu", 57, NAME),
        Column("Kế hoạch", 34, "{{ line.target }}"),
        Column("Thực hiện", 34, ACTUAL),
        Column("Đánh giá", 27, "{{ line.label }}"),
    )
    to.add("Sau bảng")
    to.tag("endif")
    to.tag("if area.view.tasks")
    to.add("Đề mục a", "Nhiệm vụ:")
    facts(to, "area.view.tasks", FACT)
    to.tag("endif")
    to.tag("if area.measures")
    to.add("Đề mục a", "Giải pháp có kết quả trong kỳ:")
    measures(to, "area.measures")
    to.tag("endif")
    to.tag("endfor")


def assessment(to: Writer) -> None:
    """What went well, what did not, and why."""
    section(to, "Đánh giá chung")
    to.add("Đề mục 1", "1. Kết quả nổi bật")
    assessed(to, "highlights")
    good, bad = "report.highlights", "report.shortcomings"
    told_apart = 'not row.parts and row.result.item.measure != "yes_no"'
    met = f'{{{{ row.label }}}}{{{{ ", " ~ row.actual if {told_apart} }}}}'
    facts(to, f"{good}.indicators", NAMED + met)
    better = "{{ row.trend }} (kỳ trước {{ row.previous }}, kỳ này {{ row.actual }})"
    facts(to, f"{good}.better", NAMED + better)
    facts(to, f"{good}.tasks", FACT)
    to.add("Đề mục 1", "2. Tồn tại, hạn chế")
    assessed(to, "shortcomings")
    facts(to, f"{bad}.indicators + {bad}.unknown", FACT)
    facts(to, f"{bad}.tasks + {bad}.unreported", FACT)
    facts(to, f"{bad}.routines", "{{ row.name }}: {{ row.held }}/{{ row.expected }} lần")
    others = "{{ row.label }}, do {{ row.lead }} chủ trì (ngoài trường)"
    facts(to, f"{bad}.external", NAMED + others)
    to.tag("if narrative")
    to.add("Đề mục 1", "3. Nguyên nhân")
    both_causes(to)
    to.tag("endif")


def assessed(to: Writer, of: str) -> None:
    """What people wrote; below it come the facts."""
    to.tag("if narrative")
    told(to, f"narrative.{of}", LETTER)
    to.tag("endif")
    to.tag(f"if report.{of}")
    to.add("Đề mục a", "Theo số liệu:")
    to.tag("elif not narrative")
    to.add("Thân bài", "{{ words.NONE }}")
    to.tag("endif")


def both_causes(to: Writer) -> None:
    """Causes outside the school, and its own."""
    to.add("Đề mục a", "a) Khách quan:")
    told(to, "narrative.causes.objective", DASH)
    to.add("Đề mục a", "b) Chủ quan:")
    told(to, "narrative.causes.subjective", DASH)


def following(to: Writer) -> None:
    """What comes next."""
    section(to, "Phương hướng kỳ tới")
    told(to, "narrative.next", ITEM)


def proposals(to: Writer) -> None:
    """What the school asks of others."""
    section(to, "Kiến nghị, đề xuất")
    told(to, "narrative.proposals", ITEM)


def reason(to: Writer) -> None:
    """Why there is a report outside the usual ones."""
    section(to, "Lý do, nội dung báo cáo")
    told(to, "[]", ITEM)


def items(to: Writer) -> None:
    """The chosen items with their facts and figures."""
    section(to, "Tình hình các mục")
    to.tag("for item in report.items")
    to.add("Đề mục 1", "{{ loop.index }}. {{ item.id }}. {{ item.name }}")
    to.tag("for line in item.lines")
    mark = '{{ "+" if line.of_part else "-" }}'
    to.add("Thân bài", mark + " {{ labels[line.key] }}: {{ line.words }}")
    to.tag("endfor")
    to.tag("if item.series")
    to.add("Tên bảng", "Số liệu các kỳ")
    of_part = '{{ item.names.get(seen.of, "") ~ ": " if item.names }}'
    to.listing(
        ["seen in item.series"],
        Column("Kỳ", 32, "{{ seen.period|period }}"),
        Column("Số liệu", 63, of_part + "{{ seen.words }}"),
        Column("Ghi chú", 70, "{{ seen.note }}"),
    )
    to.add("Sau bảng")
    to.tag("endif")
    to.tag("else")
    to.add("Thân bài", "Không có việc nào chậm, quá hạn hay thiếu số liệu.")
    to.tag("endfor")


def causes(to: Writer) -> None:
    """The causes, as a section of their own."""
    section(to, "Nguyên nhân")
    both_causes(to)


def closing(to: Writer) -> None:
    """Who receives the report, and who signs it: never on a page without words above them."""
    to.add("Lời kết", "Trên đây là báo cáo của {{ view.organization }}./.")
    to.add("Trước chữ ký")
    made = table(to.place, (PORTRAIT / 2, PORTRAIT / 2), framed=False)
    position = "{{ plan.organization.signatory.position|upper }}"
    left, right = map(Writer, row(made, [("Nơi nhận", "Nơi nhận:"), ("Chức vụ", position)]))
    left.tag("for one in plan.plan.recipients")
    left.add("Danh sách nơi nhận", "- {{ one }};")
    left.tag("endfor")
    left.add("Danh sách nơi nhận", "- Lưu: VT.")
    right.add("Chỗ ký")
    right.add("Họ tên", "{{ plan.organization.signatory.name }}")


def indicators(to: Writer) -> None:
    """The results of all indicators, group by group."""
    to.add("Tiêu đề phụ lục", "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU")
    to.listing(
        ["group in report.indicators", "row in group.rows", WITH_PARTS],
        Column("TT", 13, PLACE, MIDDLE),
        Column("Chỉ tiêu", 53, NAME),
        Column("Đơn vị tính", 16, "{{ line.unit }}", MIDDLE),
        Column("Kế hoạch", 25, "{{ line.target }}"),
        Column("Thực hiện", 24, ACTUAL),
        Column("Kỳ trước", 20, "{{ line.previous }}"),
        Column("So với kế hoạch", 25, "{{ line.compared }}"),
        Column("Đánh giá", 19, "{{ line.label }}"),
        Column("Minh chứng", 27, '{{ line.evidence|map("evidence")|join("; ") }}'),
        Column("Ghi chú", 30, "{{ line.note }}"),
        group="{{ group.number }}. {{ group.name }}",
    )
    or_none(to, "report.indicators")


def or_none(to: Writer, rows: str) -> None:
    """Say of an empty table that there is nothing."""
    to.tag(f"if not {rows}")
    to.add("Tên bảng", "{{ words.NONE }}")
    to.tag("endif")


def series(to: Writer) -> None:
    """Every indicator's figure in each half-year; a column for each of them."""
    to.add("Tiêu đề phụ lục", "DIỄN BIẾN CÁC CHỈ TIÊU")
    to.listing(
        ["row in report.series"],
        Column("TT", 10, "{{ row.number }}", SMALL_MIDDLE),
        Column("Chỉ tiêu", 40, '{{ "– " if row.is_part }}{{ row.name }}', SMALL),
        Column("Kế hoạch", 26, "{{ row.target }}", SMALL),
        Column("{%tc for half in report.halves %}", 1, "{%tc for value in row.values %}", SMALL),
        Column("{{ half }}", 12.5, "{{ value }}", SMALL_MIDDLE),
        Column("{%tc endfor %}", 1, "{%tc endfor %}", SMALL),
        Column("Đánh giá", 20, "{{ row.label }}", SMALL),
        Column("Dự báo", 31, "{{ row.forecast }}", SMALL),
        head="Đầu bảng nhỏ",
    )
    or_none(to, "report.series")


def tasks(to: Writer) -> None:
    """The results of all tasks, group by group."""
    to.add("Tiêu đề phụ lục", "KẾT QUẢ THỰC HIỆN CÁC NHIỆM VỤ")
    cells = to.listing(
        ["group in report.tasks", "row in group.rows"],
        Column("TT", 10, "{{ row.number }}", MIDDLE),
        Column("Nhiệm vụ", 66, "{{ row.name }}"),
        Column("Chủ trì", 30, "{{ row.lead }}" + EXTERNAL % "external"),
        Column("Hạn", 26, "{{ row.deadline }}"),
        Column("Kết quả", 60, "{{ row.outcome }}"),
        Column("Kinh phí", 32, "{{ row.budget }}"),
        Column("Đánh giá", 28, '{{ row.label }}{{ " (" ~ row.why ~ ")" if row.why }}'),
        group="{{ group.number }}. {{ group.name }}",
    )
    or_none(to, "report.tasks")
    *_, outcome, budget, _ = map(Writer, cells)
    outcome.tag("if row.note")
    outcome.add("Ô ghi thêm", "{{ row.note }}")
    outcome.tag("endif")
    budget.tag("if row.result.spent is not none")
    budget.add("Ô bảng", "Đã chi: {{ row.spent }}")
    budget.tag("endif")


def departments(to: Writer) -> None:
    """The counts of departments, and of persons."""
    to.add("Tiêu đề phụ lục", "KẾT QUẢ THEO BỘ PHẬN")
    to.add("Tên bảng", "Số liệu phục vụ đánh giá, không phải kết quả xếp loại.")
    to.tag("for rule in report.rules")
    to.add("Tên bảng", "{{ rule }}")
    to.tag("endfor")
    scores(to, "report.departments", "Bộ phận")
    to.tag("if report.persons")
    to.add("Sau bảng")
    scores(to, "report.persons", "Cán bộ phụ trách")
    to.tag("endif")


def scores(to: Writer, rows: str, of: str) -> None:
    """A table of counts."""
    to.listing(
        [f"row in {rows}"],
        Column(of, 50, "{{ row.card.name }}" + EXTERNAL % "card.external"),
        Column("Nhiệm vụ được giao", 19, "{{ row.card.assigned }}", MIDDLE),
        Column("Hoàn thành đúng hạn", 20, "{{ row.card.done_on_time }}", MIDDLE),
        Column("Hoàn thành quá hạn", 20, "{{ row.card.done_late }}", MIDDLE),
        Column("Quá hạn", 14, "{{ row.card.overdue }}", MIDDLE),
        Column("Chưa xong, còn hạn", 20, "{{ row.card.open }}", MIDDLE),
        Column("Tỉ lệ đúng hạn", 23, "{{ row.share_on_time }}", MIDDLE),
        Column("Tỉ lệ quá hạn", 23, "{{ row.share_late }}", MIDDLE),
        Column("Chỉ tiêu phụ trách", 20, "{{ row.card.indicators }}", MIDDLE),
        Column("Vượt", 14, "{{ row.card.exceeded }}", MIDDLE),
        Column("Đạt", 14, "{{ row.card.achieved }}", MIDDLE),
        Column("Không đạt", 15, "{{ row.card.missed }}", MIDDLE),
    )


SECTIONS = {
    "direction": direction,
    "results": results,
    "areas": areas,
    "reason": reason,
    "items": items,
    "assessment": assessment,
    "causes": causes,
    "next": following,
    "proposals": proposals,
}
APPENDICES = {
    "indicators": indicators,
    "series": series,
    "tasks": tasks,
    "departments": departments,
}


def source(to: Writer, condition: str) -> None:
    """Which data the report was made from."""
    to.tag(f"if {condition}")
    to.add("Nguồn số liệu", "{{ report.provenance }}")
    to.tag("endif")


def template() -> Paper:
    """The whole template: an upright part, and one that lies for the wide tables."""
    paper = Document()
    styles(paper)
    nothing_of_the_library(paper)
    to = Writer(paper)
    page(paper.sections[0], landscape=False)
    headers(paper.sections[0])
    letterhead(to)
    title(to)
    to.tag("for name in report.outline.sections")
    for name, write in SECTIONS.items():
        to.tag(f'if name == "{name}"')
        write(to)
        to.tag("endif")
    to.tag("endfor")
    closing(to)
    source(to, "not report.outline.appendices")
    lying = paper.add_section(WD_SECTION.NEW_PAGE)
    page(lying, landscape=True)
    lying.different_first_page_header_footer = False
    paper.paragraphs[-1].style = "Sau bảng"
    to.tag("for name in report.outline.appendices")
    to.add("Tên phụ lục", "Phụ lục {{ loop.index|roman }}")
    for name, write in APPENDICES.items():
        to.tag(f'if name == "{name}"')
        write(to)
        to.tag("endif")
    to.tag("endfor")
    source(to, "report.outline.appendices")
    return paper


def nothing_of_the_library(paper: Paper) -> None:
    """Take out what the library's own empty document brings: author, dates, picture, old styles."""
    properties = paper.core_properties._element
    for one in list(properties):
        properties.remove(one)
    for relations in (paper.part.package.rels, paper.part.rels):
        for key, one in list(relations.items()):
            if one.reltype.endswith(("/thumbnail", "/stylesWithEffects", "/customXml")):
                relations.pop(key)
    for setting in paper.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # Word 2013 and later


if __name__ == "__main__":
    made = io.BytesIO()
    template().save(made)
    to = Path(sys.argv[1]) if len(sys.argv) > 1 else TEMPLATE
    to.write_bytes(repeatable(made.getvalue()))
