"""The catalogue, `data/plan.yaml`, against the official text of the plan, word for word."""

from datetime import date
from typing import Any

import pytest

import source_text
from kehoach.amount import decimal_text, parse_amount
from kehoach.check import check
from kehoach.indicator import Indicator, Measured
from kehoach.load import Data
from kehoach.plan import Plan, Task
from kehoach.problem import Code, Severity
from source_text import plain, sentence


@pytest.fixture(scope="module")
def plan(catalogue: Data) -> Plan:
    assert catalogue.plan is not None
    return catalogue.plan


@pytest.fixture(scope="module")
def written(catalogue: Data) -> Any:
    """The tree of the catalogue: every value as the text that stands in the file."""
    assert catalogue.plan_document is not None
    return catalogue.plan_document.tree


def appendix(plan: Plan) -> list[Indicator]:
    """The indicators of the appendix."""
    return [one for one in plan.indicators if one.group.removeprefix("ct-").isdigit()]


def wanted(item: Measured) -> str:
    """The target of an indicator or a part: `at_least 70`."""
    assert item.target is not None
    bound = item.target.bounds[0]
    value = (
        ("không", "có")[bound.value == 1] if bound.kind == "answer" else decimal_text(bound.value)
    )
    return f"{item.target.comparison.value} {value}"


def targets(indicator: Indicator) -> tuple[str, ...]:
    """The targets of an indicator, one for each part."""
    return tuple(wanted(item) for item in indicator.parts or (indicator,))


# number in the appendix, id, result in the appendix, targets, term
APPENDIX = [
    ("1.2", "CT-1.2", "Đạt chuẩn quốc gia mức độ 1", ("at_least 1",)),
    ("2.1", "CT-2.1", "mức độ 2", ("at_least 2",)),
    ("2.2", "CT-2.2", "mức độ 3", ("at_least 3",)),
    (
        "3.1",
        "CT-3.1",
        "100% học sinh hoàn thành chương trình lớp học, tiểu học (Trừ HS khuyết tật)",
        ("at_least 100", "at_least 100"),
    ),
    ("3.2", "CT-3.2", "Đạt", ("equals có",)),
    ("4.1", "CT-4.1", "Đạt", ("equals có",)),
    ("4.2", "CT-4.2", "Đạt", ("at_least 2",)),
    ("4.3", "CT-4.3a", "100%", ("at_least 100",)),
    ("4.3", "CT-4.3b", "1 môn", ("at_least 1",)),
    ("4.4", "CT-4.4", "70%", ("at_least 70",)),
    (
        "4.5",
        "CT-4.5",
        "90%, trong đó ít nhất 30% đạt cao hơn 1 bậc so với chuẩn quy định",
        ("at_least 90", "at_least 30"),
    ),
    ("4.6", "CT-4.6a", "100%", ("equals có",)),
    ("4.6", "CT-4.6b", "100%", ("equals có",)),
    ("5", "CT-5", "Chỉ số > 0,82", ("more_than 0.82",)),
]
SECTIONS = [
    ("CT-II.1.1", ("at_least 100",)),
    ("CT-II.1.2", ("more_than 98",)),
    ("CT-II.2.1", ("at_least 100",)),
    ("CT-II.2.2", ("at_least 100",)),
    ("CT-II.2.3", ("at_least 100", "at_least 1")),
    ("CT-II.3.1", ("at_least 100",)),
    ("CT-II.3.2", ("at_least 100",)),
    ("CT-II.3.3", ("at_least 100",)),
    ("CT-IV.1.2a", ("at_least 100",)),
    ("CT-IV.1.2b", ("equals có",)),
    ("CT-IV.1.3", ("at_least 100",)),
]
TASKS = ["NV-I.1", "NV-II.1", "NV-II.2", "NV-III.1", *(f"NV-IV.{n}" for n in range(1, 6))]


def test_the_official_text_holds_what_the_design_counts() -> None:
    rows = source_text.indicator_rows()
    assert sum(bool(row[2]) for row in rows) == 14
    assert [len(row) for row in rows] == [4] * 18
    assert [len(wanted) for _, wanted in source_text.focus_tasks().values()] == [2, 3, 3, 0, 0]
    assert [len(todo) for todo, _ in source_text.focus_tasks().values()] == [5, 5, 5, 4, 4]
    assert [len(milestones) for milestones in source_text.road_map()] == [5, 4]
    assert len(source_text.solutions()) == 18
    assert len(source_text.roles()) == 7
    assert len(source_text.task_rows()) == 9
    assert len(source_text.task_headings()) == 4
    assert {len(row) for _, row in source_text.task_rows()} == {9}


def test_the_check_finds_the_one_known_tension_and_nothing_else(catalogue: Data) -> None:
    found = check(catalogue, lambda _: True)
    assert [(problem.code, problem.severity) for problem in found] == [
        (Code.CONFLICTING_TARGETS, Severity.WARNING),
    ]
    assert (found[0].details["one"], found[0].details["other"]) == ("CT-3.1", "CT-II.1.2")


def test_indicators_have_their_permanent_ids_in_the_order_of_the_plan(plan: Plan) -> None:
    expected = [key for _, key, *_ in APPENDIX] + [key for key, _ in SECTIONS]
    assert [one.id for one in plan.indicators] == expected
    assert len(expected) == 14 + 8 + 3


def test_the_appendix_is_taken_over_row_by_row(plan: Plan) -> None:
    rows = [row for row in source_text.indicator_rows() if row[2]]
    assert [(one.number, one.name) for one in appendix(plan)] == [(r[0], r[1]) for r in rows]


def test_every_result_of_the_appendix_has_become_a_target(plan: Plan) -> None:
    rows = [row for row in source_text.indicator_rows() if row[2]]
    found = [
        (one.number, one.id, row[2], targets(one))
        for one, row in zip(appendix(plan), rows, strict=True)
    ]
    assert found == APPENDIX


def test_the_departments_of_the_appendix_lead_its_indicators(plan: Plan) -> None:
    rows = [row for row in source_text.indicator_rows() if row[2]]
    for one, row in zip(appendix(plan), rows, strict=True):
        lead = ", ".join(plan.names[department] for department in one.lead)
        assert lead.casefold() == row[3].casefold()


def test_the_five_groups_of_indicators_keep_their_headings(plan: Plan) -> None:
    headings = [row[:2] for row in source_text.indicator_rows() if "." not in row[0]]
    groups = [group for group in plan.groups if group.kind == "indicators"]
    assert [[group.number, group.name] for group in groups[:5]] == headings
    for one in appendix(plan):
        assert one.group == f"ct-{one.number[0]}"


def test_the_indicators_of_section_ii_are_its_bullets(plan: Plan) -> None:
    bullets = [
        (f"CT-II.{number}.{n}", f"ct-II.{number}", bullet)
        for number, (_, wanted) in source_text.focus_tasks().items()
        for n, bullet in enumerate(wanted, 1)
    ]
    found = [(one.id, one.group, one.name) for one in plan.indicators if one.id.startswith("CT-II")]
    assert found == bullets
    assert len(found) == 8


def test_the_indicators_of_section_iv_stand_in_its_sentences(plan: Plan) -> None:
    found = [one for one in plan.indicators if one.id.startswith("CT-IV")]
    sentences = [text.casefold() for text in source_text.solutions()]
    for one in found:
        assert any(one.name.casefold() in text for text in sentences), one.name
    assert len(found) == 3


def test_the_targets_of_the_sections_are_those_of_their_words(plan: Plan) -> None:
    found = [(one.id, targets(one)) for one in plan.indicators if one not in appendix(plan)]
    assert found == SECTIONS


def test_every_bullet_of_section_ii_is_a_measure_or_an_indicator(plan: Plan) -> None:
    names = {one.name for one in plan.measures} | {one.name for one in plan.indicators}
    bullets = [
        bullet for lists in source_text.focus_tasks().values() for some in lists for bullet in some
    ]
    assert len(bullets) == 23 + 8
    assert [bullet for bullet in bullets if bullet not in names] == []


def test_the_measures_of_section_ii_keep_their_place(plan: Plan) -> None:
    bullets = [
        (f"GP-II.{number}.{n}", f"II.{number}", bullet)
        for number, (todo, _) in source_text.focus_tasks().items()
        for n, bullet in enumerate(todo, 1)
    ]
    found = [(one.id, one.number, one.name) for one in plan.measures]
    assert found[: len(bullets)] == bullets


def test_every_paragraph_of_section_iv_1_is_a_measure(plan: Plan) -> None:
    # The official text misprints one word; the catalogue says so in a note.
    paragraphs = [
        text.replace("chuyên đổi số", "chuyển đổi số") for text in source_text.solutions()
    ]
    found = [one.name for one in plan.measures if not one.id.startswith("GP-II")]
    assert found == paragraphs


def test_every_measure_but_a_few_leads_to_an_indicator_or_a_task(plan: Plan) -> None:
    loose = [one.id for one in plan.measures if not one.indicators and not one.tasks]
    assert loose == ["GP-II.5.1", "GP-II.5.3", "GP-II.5.4", "GP-1.1.2", "GP-1.2.2"]


def test_tasks_stand_in_their_four_groups(plan: Plan) -> None:
    assert [one.id for one in plan.tasks] == TASKS
    headings = [
        (group.id, group.number, group.name) for group in plan.groups if group.kind == "tasks"
    ]
    assert headings == [(f"nv-{n}", n, name) for n, name in source_text.task_headings()]
    expected = [(f"nv-{group}", row[0]) for group, row in source_text.task_rows()]
    assert [(one.group, one.number) for one in plan.tasks] == expected


def task_cells(column: int) -> list[str]:
    """One column of the second appendix."""
    return [row[column] for _, row in source_text.task_rows()]


def departments(plan: Plan, ids: tuple[str, ...]) -> list[str]:
    """The names of departments as the appendix writes them."""
    short = {"phhs": "PHHS", "cbgvnv": "CBGVNV"}
    return [short.get(key, plan.names[key]).casefold() for key in ids]


def test_tasks_keep_the_official_names_and_products(plan: Plan) -> None:
    assert [one.name for one in plan.tasks] == [sentence(cell) for cell in task_cells(1)]
    assert [one.product for one in plan.tasks] == task_cells(4)


@pytest.mark.parametrize(("key", "column"), [("lead", 2), ("coordinating", 3)])
def test_the_departments_of_a_task_are_those_of_the_appendix(
    plan: Plan, key: str, column: int
) -> None:
    expected = [
        [name.strip().casefold() for name in cell.split(",")] for cell in task_cells(column)
    ]
    assert [departments(plan, getattr(one, key)) for one in plan.tasks] == expected


def test_the_person_in_charge_is_the_one_of_the_appendix(plan: Plan) -> None:
    cells = task_cells(6)
    # The cell of II.1 names the person, and a duty after it.
    cells[1] = cells[1].removeprefix("- ").split(";")[0]
    assert [one.person for one in plan.tasks] == cells


def test_deadlines_and_amounts_stand_as_they_are_printed(plan: Plan, written: Any) -> None:
    assert [str(one.deadline) for one in plan.tasks] == task_cells(5)
    amounts = task_cells(7)
    assert [one.get("budget", "") for one in written["tasks"]] == amounts
    expected = [parse_amount(cell) if cell else None for cell in amounts]
    assert [one.budget for one in plan.tasks] == expected


def test_the_money_adds_up_and_four_tasks_have_none(plan: Plan) -> None:
    amounts = [one.budget for one in plan.tasks if one.budget is not None]
    assert sum(amounts) == 23_570_000_000
    assert len(plan.tasks) - len(amounts) == 4


def test_funding_sources_are_those_of_the_appendix(plan: Plan) -> None:
    found = [", ".join(one.sources).casefold() for one in plan.tasks]
    assert found == [cell.casefold() for cell in task_cells(8)]


def test_the_road_map_keeps_its_milestones_word_for_word(plan: Plan) -> None:
    assert [list(phase.milestones) for phase in plan.phases] == source_text.road_map()
    assert [str(phase.period) for phase in plan.phases] == ["2025-2030", "2045"]
    assert (str(plan.horizon), plan.plan.vision) == ("2026-2030", 2045)


def test_the_seven_roles_and_every_body_of_the_appendices_are_departments(plan: Plan) -> None:
    names = [one.name for one in plan.departments]
    assert [role for role in source_text.roles() if role not in names] == []
    assert all(one.duties for one in plan.departments if one.name in source_text.roles())


def test_the_yearly_review_has_the_four_areas_of_section_vi(plan: Plan) -> None:
    areas = ", ".join(area.name for area in plan.focus_areas)
    assert f"tập trung vào các lĩnh vực: {areas.lower()}." in plain(source_text.TEXT)
    assert len(plan.focus_areas) == 4


@pytest.mark.parametrize(
    ("words", "key", "every"),
    [
        ("họp giao ban tháng", "giao-ban", "month"),
        ("sơ kết học kỳ", "so-ket-hoc-ky", "year"),
        ("tổng kết năm học", "tong-ket-nam-hoc", "year"),
        ("sinh hoạt chuyên môn định kỳ (2 lần/tháng)", "sinh-hoat-chuyen-mon", "half_month"),
    ],
)
def test_duties_with_a_rhythm_are_routines(plan: Plan, words: str, key: str, every: str) -> None:
    assert words in source_text.TEXT
    assert {one.id: one.every for one in plan.routines}[key] == every


def test_legal_bases_are_dated_data(plan: Plan) -> None:
    named = {one.number: one.date for one in plan.plan.bases if one.number in source_text.TEXT}
    assert named == {
        "1733/KH-SGDĐT": date(2026, 3, 26),
        "71-NQ/TW": None,
        "02/2025/TT-BGDĐT": date(2025, 1, 24),
        "2371/QĐ-TTg": date(2025, 10, 27),
    }
    others = [one for one in plan.plan.bases if one.number not in named]
    assert all("Không nêu trong kế hoạch" in (one.note or "") for one in others)


def test_the_head_of_the_plan_is_the_printed_one(plan: Plan) -> None:
    title, organization = plan.plan.title, plan.organization
    _, _, subject = title.partition("Kế hoạch ")
    assert plain(subject).casefold() in plain(source_text.TEXT).casefold()
    assert organization.signatory.position in source_text.TEXT
    assert organization.signatory.name in source_text.TEXT
    assert organization.name.casefold() in source_text.TEXT.casefold()
    assert f"/KH-{organization.abbreviation}" in source_text.TEXT
    assert plan.plan.recipients[0] == "UBND xã"


def test_every_item_says_where_in_the_plan_it_stands(plan: Plan) -> None:
    for item in (*plan.items(), *plan.departments, *plan.groups, *plan.phases):
        assert item.source, item.id


def test_what_the_plan_does_not_state_is_left_out(plan: Plan, written: Any) -> None:
    measured = [item for one in plan.indicators for item in (one, *one.parts)]
    assert all(item.baseline is None and not item.milestones for item in measured)
    assert not any(item.revisions for item in measured)
    assert not any(one.retired_from for one in plan.indicators)
    assert [one.id for one in plan.tasks if one.authority] == []
    assert not plan.sample
    assert "sample" not in written


def test_a_ratio_says_what_is_counted_and_out_of_what(plan: Plan) -> None:
    measured = [item for one in plan.indicators for item in (one, *one.parts)]
    ratios = [item for item in measured if item.measure == "ratio"]
    assert len(ratios) == 16
    assert all(item.numerator and item.denominator and item.unit == "%" for item in ratios)


def test_every_level_has_its_names_and_its_target_among_them(plan: Plan) -> None:
    levels = {one.id: list(one.levels) for one in plan.indicators if one.measure == "level"}
    assert levels == {
        "CT-1.2": [0, 1, 2],
        "CT-2.1": [0, 1, 2],
        "CT-2.2": [0, 1, 2, 3],
        "CT-4.2": [1, 2, 3],
    }


def test_every_indicator_and_task_stands_in_a_focus_area(plan: Plan) -> None:
    items: tuple[Indicator | Task, ...] = (*plan.indicators, *plan.tasks)
    # Spreading a resolution belongs to none of the four; its note says so.
    assert [item.id for item in items if not item.focus] == ["NV-I.1"]


def test_a_targets_term_is_the_stage_or_every_year(plan: Plan) -> None:
    measured = [item for one in plan.indicators for item in one.parts or (one,)]
    terms = {str(t.by) if t.by else t.each for item in measured if (t := item.target)}
    assert terms == {"2030", "year"}
