"""The card of one item: what it is, how it stands, its figures, evidence and history."""

import io
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from kehoach import listing, series
from kehoach.card import Card, as_page, card, evidence_of, where
from kehoach.change import Change, History
from kehoach.definition import Line
from kehoach.load import Data
from kehoach.period import Period
from kehoach.standing import stands_at
from kehoach.status import entries_up_to, evaluate
from kehoach.terminal.card import print_card
from kehoach.terminal.coloured import Coloured
from support import (
    ROOT,
    Tree,
    compound,
    entry,
    figures,
    indicator,
    load_folder,
    part,
    plan,
    read,
    routine,
    task,
)

HERE = Path(__file__).parent
RATIO = {"measure": "ratio", "target": {"at_least": "70%", "by": 2030}}
COMMIT = Change(
    "0123456789ab",
    "Trần Thị Lan",
    datetime(2026, 6, 12, 9, tzinfo=UTC),
    "Nhập số liệu",
    ("data/plan.yaml", "data/progress/2026H1.yaml"),
)


def card_in(
    data: Data,
    item: str,
    at: str,
    *,
    history: History | None = None,
    files: Iterable[str] = (),
    closed: Iterable[str] = (),
) -> Card:
    """The card of an item at a period, as of its cut-off; of the evidence `files` are there."""
    assert data.plan is not None, data.problems
    chosen = next(one for one in data.plan.items() if one.id == item)
    period = stands_at(chosen, Period.parse(at))
    evaluation = evaluate(data.plan, data.entries, period, data.plan.calendar.cutoff(period))
    known = entries_up_to(data.entries, period.end)
    evidence = evidence_of(chosen, known, set(files).__contains__)
    signed = frozenset(map(Period.parse, closed))
    return card(chosen, evaluation, data.entries, evidence, history, signed)


def card_of(
    tree: Tree, *entries: Tree, at: str = "2026H1", closed: Iterable[str] = (), **settings: Any
) -> Card:
    """The card of the only item of a plan."""
    kinds = {"CT": "indicators", "NV": "tasks", "GP": "measures"}
    kind = kinds.get(tree["id"][:2], "routines")
    data = read(plan(**{kind: [tree]}, **settings), *entries)
    return card_in(data, tree["id"], at, closed=closed)


def told(lines: Iterable[Line]) -> dict[str, str]:
    return {line.key: line.words for line in lines}


def standing(tree: Tree, *entries: Tree, at: str = "2026H1", **settings: Any) -> dict[str, str]:
    return told(card_of(tree, *entries, at=at, **settings).standing)


def definition(tree: Tree, **settings: Any) -> dict[str, str]:
    return told(card_of(tree, **settings).definition)


def on_terminal(shown: Card, *, colour: bool = False) -> str:
    """The card as an 80-column terminal shows it, without the blanks at the ends of lines."""
    out = io.StringIO()
    here = Console(
        file=out,
        width=80,
        force_terminal=True,
        color_system="standard" if colour else None,
        highlight=False,
        emoji=False,
        markup=False,
    )
    print_card(Coloured(here), shown)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


# ---- goldens: items of the real plan with figures of the test's own, and of the example

OF_THE_REAL_PLAN = (
    entry(
        "2026H1",
        sample="có",
        indicators={
            "CT-4.4": {"not_applicable": "Chưa có giáo viên dạy môn học khác bằng tiếng Anh"},
            "CT-4.5": {
                "parts": {
                    "reached": {"numerator": 61, "denominator": 84},
                    "above": {"numerator": 12, "denominator": 61, "note": "Theo kết quả khảo sát."},
                },
                "note": "Khảo sát trong tháng 5.",
                "evidence": [{"code": "MC-4.5-01", "title": "Bảng tổng hợp", "path": "a.pdf"}],
            },
        },
        tasks={
            "NV-III.1": {
                "state": "in_progress",
                "percent": "85%",
                "spent": "38 triệu đồng",
                "note": "Còn 3 loại hồ sơ.",
                "evidence": [
                    {"title": "Biên bản", "path": "b.pdf"},
                    {"title": "Kho hồ sơ", "url": "https://example.org/kho"},
                ],
            }
        },
        routines={"giao-ban": {"held": 5, "note": "Tháng 2 nghỉ Tết."}},
        measures={"GP-II.1.3": "Tổ chức ngày hội STEM."},
    ),
    entry(
        "2027H1",
        indicators={"CT-4.4": {"numerator": 3, "denominator": 7, "note": "Năm học đầu tiên."}},
        routines={"giao-ban": {"held": 6}},
    ),
)


@pytest.mark.parametrize(
    ("item", "at"),
    [
        ("CT-4.4", "2027H1"),
        ("CT-4.5", "2026H1"),
        ("NV-III.1", "2026H1"),
        ("giao-ban", "2027H1"),
        ("GP-II.1.3", "2026H1"),
    ],
)
def test_an_item_of_the_real_plan_on_80_columns(
    item: str, at: str, catalogue: Data, golden: Callable[[Path, str], None]
) -> None:
    entries = read(plan(), *OF_THE_REAL_PLAN)
    assert not entries.problems
    data = Data(catalogue.plan, catalogue.plan_document, entries.files, ())
    shown = card_in(data, item, at, history=History((COMMIT,)), files=["a.pdf"])
    golden(HERE / f"cards/{item}.txt", on_terminal(shown))


def test_a_revised_target_of_the_example_on_80_columns(
    golden: Callable[[Path, str], None],
) -> None:
    data = load_folder(ROOT / "examples/nhieu-nam")
    shown = card_in(data, "CT-4.1", "2028H2", history=History((COMMIT,), uncommitted=True))
    golden(HERE / "cards/nhieu-nam-CT-4.1.txt", on_terminal(shown))


def test_a_card_as_a_page_in_markdown(golden: Callable[[Path, str], None]) -> None:
    data = load_folder(ROOT / "examples/nhieu-nam")
    shown = card_in(data, "CT-2.3", "2028H1", history=History((COMMIT,)))
    golden(HERE / "cards/nhieu-nam-CT-2.3.md", as_page(shown))


# ---- what an item is


def test_a_definition_leaves_out_what_the_catalogue_does() -> None:
    assert list(definition(indicator())) == [
        "number",
        "group",
        "lead",
        "level",
        "measured",
        "measure",
        "target",
    ]


def test_a_definition_names_what_the_catalogue_gives_by_id() -> None:
    found = definition(indicator(coordinating=["to-vp"], unit="môn"))
    assert (found["group"], found["lead"], found["coordinating"]) == (
        "Chất lượng",
        "Ban giám hiệu",
        "Tổ Văn phòng",
    )
    assert found["unit"] == "môn"


def test_a_definition_tells_the_path_from_baseline_to_target() -> None:
    found = card_of(
        indicator(
            baseline={"period": "2025H2", "value": 2},
            milestones={"2027H1": 4, "2028": 6},
            revisions=[
                {"from": "2029H1", "decision": "QĐ 2", "target": {"at_least": 14, "by": 2030}},
                {"from": "2028H1", "decision": "QĐ 1", "target": {"at_least": 12, "by": 2030}},
            ],
        )
    ).definition
    path = [line.words for line in found if line.key in ("baseline", "milestones", "revisions")]
    assert path == [
        "từ 6 tháng đầu năm 2028: từ 12 trở lên, đến năm 2030 (QĐ 1)",
        "từ 6 tháng đầu năm 2029: từ 14 trở lên, đến năm 2030 (QĐ 2)",
        "2 (6 tháng cuối năm 2025)",
        "4 (6 tháng đầu năm 2027)",
        "6 (năm 2028)",
    ]


def test_the_scale_of_levels_is_told_from_the_lowest_on() -> None:
    tree = indicator(measure="level", levels={"1": "Mức độ 1", "0": "Chưa đạt"}, target=None)
    found = definition(tree | {"target": {"at_least": 1, "by": 2030}})
    assert found["levels"] == "0 – Chưa đạt; 1 – Mức độ 1"
    assert "unit" not in found


def test_a_ratio_that_may_exceed_says_so() -> None:
    assert definition(indicator(**RATIO, may_exceed="có"))["may_exceed"] == "được phép vượt 100%"


def test_a_conflict_names_the_other_item() -> None:
    other = indicator(id="CT-2", name="Chỉ tiêu kia")
    tree = plan(indicators=[indicator(conflicts_with=["CT-2"]), other])
    found = card_in(read(tree), "CT-1", "2026H1").definition
    assert told(found)["conflicts"] == "CT-2 – Chỉ tiêu kia"


def test_a_task_says_which_of_the_six_nobody_has_written() -> None:
    six = {"person": "Bà Lan", "authority": "Hiệu trưởng", "product": "Kế hoạch"}
    assert definition(task())["six_clear"] == "3/6, thiếu người, thẩm quyền, sản phẩm"
    assert definition(task(**six))["six_clear"] == "đủ 6/6"


def test_a_task_led_from_outside_says_so() -> None:
    assert definition(task(lead=["ubnd-xa"]))["lead"] == "UBND xã (ngoài trường)"


def test_a_routine_with_an_uneven_rhythm_tells_both_halves() -> None:
    found = definition(routine(expected={"H1": 6, "H2": 4}))
    assert found["expected"] == "6 lần ở 6 tháng đầu năm, 4 lần ở 6 tháng cuối năm"


# ---- how it stands


def test_an_indicator_at_risk_says_why_what_is_required_and_how_far_it_is() -> None:
    tree = indicator(baseline={"period": "2025H2", "value": 0}, unit="môn")
    found = standing(tree, figures("2026H1", 0))
    assert found == {
        "status": "Có nguy cơ (thực hiện 0 môn, mức cần đạt 1 môn)",
        "actual": "0 môn (6T đầu 2026)",
        "required": "1 môn",
        "compared": "thấp hơn 10 môn",
    }


def test_an_old_figure_is_shown_with_what_is_missing() -> None:
    found = standing(indicator(), figures("2026H1", 3), at="2026H2")
    assert found["actual"] == "3 (6T đầu 2026)"
    assert found["stale"] == "chưa có số liệu 6 tháng cuối năm 2026"


def test_trend_and_forecast_are_told_where_there_are_any() -> None:
    seen = [
        figures(period, value) for period, value in (("2026H1", 1), ("2026H2", 2), ("2027H1", 3))
    ]
    found = standing(indicator(), *seen, at="2027H1")
    assert found["trend"] == "tốt lên"
    assert found["forecast"] == "10 vào 6 tháng cuối năm 2030 (theo 3 kỳ)"


def test_a_revised_target_is_told_as_it_is_in_force() -> None:
    revised = {"from": "2026H2", "decision": "QĐ 1", "target": {"at_least": 12, "by": 2030}}
    assert standing(indicator(revisions=[revised]))["target"] == "từ 10 trở lên, đến năm 2030"
    found = standing(indicator(revisions=[revised]), at="2026H2")
    assert found["target"] == "từ 12 trở lên, đến năm 2030"


def test_nothing_is_said_of_a_figure_that_is_not_there() -> None:
    assert standing(indicator()) == {
        "status": "Chưa có số liệu (chưa nhập số liệu 6 tháng đầu năm 2026)"
    }


def test_each_part_stands_by_itself_under_its_name() -> None:
    tree = compound(part(), part(id="b", name="Phần hai"))
    seen = entry(indicators={"CT-1": {"parts": {"a": {"value": 10}, "b": {"value": 1}}}})
    lines = card_of(tree, seen).standing
    assert [(line.key, line.words, line.of_part) for line in lines if line.key != "compared"] == [
        ("status", "Đang thực hiện", False),
        ("part", "Phần", False),
        ("status", "Đạt", True),
        ("actual", "10 (6T đầu 2026)", True),
        ("part", "Phần hai", False),
        ("status", "Đang thực hiện", True),
        ("actual", "1 (6T đầu 2026)", True),
    ]


def test_a_retired_indicator_is_shown_as_it_last_stood() -> None:
    tree = indicator(retired_from="2026H2", retired_decision="QĐ 5")
    shown = card_of(tree, figures("2026H1", 3), at="2027H1")
    assert shown.period == "6 tháng đầu năm 2026"
    assert told(shown.standing)["retired"] == "từ 6 tháng cuối năm 2026 (QĐ 5)"
    assert [row.words for row in shown.series] == ["3"]


def test_an_indicator_to_be_retired_says_so_and_stands_as_ever() -> None:
    shown = card_of(indicator(retired_from="2027H1", retired_decision="QĐ 5"), at="2026H2")
    assert shown.period == "6 tháng cuối năm 2026"
    assert told(shown.standing)["retired"] == "từ 6 tháng đầu năm 2027 (QĐ 5)"


def test_an_indicator_retired_from_the_start_never_stood() -> None:
    shown = card_of(indicator(retired_from="2026H1", retired_decision="QĐ 5"), at="2026H1")
    assert told(shown.standing)["status"] == "Chưa đến hạn đánh giá"


@pytest.mark.parametrize(
    ("report", "told_of_it"),
    [
        (
            None,
            {
                "status": "Chưa báo cáo (chưa có báo cáo, hạn 31/12/2026)",
                "days_left": "còn 200 ngày",
            },
        ),
        (
            {"state": "in_progress", "percent": "40%", "spent": "20 triệu đồng"},
            {
                "status": "Đang thực hiện",
                "days_left": "còn 200 ngày",
                "percent": "40%",
                "spent": "20.000.000 đồng trên 50.000.000 đồng (40%)",
                "reported_in": "6 tháng đầu năm 2026",
            },
        ),
        (
            {"state": "done", "completed": "2026-06-10"},
            {"status": "Hoàn thành đúng hạn", "reported_in": "6 tháng đầu năm 2026"},
        ),
        (
            {"state": "suspended", "reason": "Chưa có kinh phí"},
            {"status": "Tạm hoãn (Chưa có kinh phí)", "reported_in": "6 tháng đầu năm 2026"},
        ),
    ],
)
def test_a_task_tells_its_days_and_its_money(report: Tree | None, told_of_it: Tree) -> None:
    seen = [entry(tasks={"NV-1": report})] if report else []
    assert standing(task(budget="50 triệu đồng"), *seen) == told_of_it


def test_the_days_of_an_overdue_task_are_told_once() -> None:
    found = standing(task(deadline="2026-06-01"))
    assert found == {"status": "Chưa báo cáo, quá hạn (hạn 01/06/2026, quá 13 ngày)"}


def test_money_spent_without_a_budget_has_no_share() -> None:
    seen = entry(tasks={"NV-1": {"state": "in_progress", "spent": "2 triệu đồng"}})
    assert standing(task(), seen)["spent"] == "2.000.000 đồng"


def test_a_measure_says_in_which_periods_something_was_done() -> None:
    tree = {"id": "GP-1", "name": "Giải pháp"}
    assert standing(tree) == {"reported": "chưa ghi kết quả nào đến hết 6 tháng đầu năm 2026"}
    seen = [entry(period, measures={"GP-1": "Đã làm"}) for period in ("2026H1", "2027H1")]
    assert standing(tree, *seen, at="2027H1") == {
        "reported": "đã có ở 6 tháng đầu năm 2026, 6 tháng đầu năm 2027"
    }


# ---- the series and its bars


def test_what_a_later_period_says_is_not_on_the_card() -> None:
    seen = [figures("2026H1", 3), figures("2026H2", 4)]
    assert [row.words for row in card_of(indicator(), *seen).series] == ["3"]


def test_a_period_that_does_not_apply_says_why() -> None:
    seen = entry(indicators={"CT-1": {"not_applicable": "Chưa công bố.", "note": "Hỏi lại sau"}})
    [row] = card_of(indicator(), seen).series
    assert (row.words, row.note, row.bar) == ("Không áp dụng", "Chưa công bố. Hỏi lại sau", "")
    assert row.cells["value"] == "Không áp dụng"


def test_a_note_on_a_compound_indicator_is_not_lost() -> None:
    seen = entry(
        indicators={"CT-1": {"parts": {"a": {"value": 1, "note": "Riêng"}}, "note": "Chung"}}
    )
    shown = card_of(compound(part()), seen)
    assert [(row.of, row.note) for row in shown.series] == [("CT-1/a", "Riêng"), ("CT-1", "Chung")]
    assert shown.names == {"CT-1/a": "Phần", "CT-1": "Cả chỉ tiêu"}


def test_a_compound_that_does_not_apply_says_so_in_its_parts_only() -> None:
    seen = entry(indicators={"CT-1": {"not_applicable": "Chưa mở lớp", "note": "x"}})
    assert [row.of for row in card_of(compound(part()), seen).series] == ["CT-1/a"]


def test_each_figure_stands_beside_the_target_of_its_own_period() -> None:
    revised = {"from": "2026H2", "decision": "QĐ 1", "target": {"at_least": 20, "by": 2030}}
    seen = [figures("2026H1", 5), figures("2026H2", 5)]
    rows = card_of(indicator(revisions=[revised]), *seen, at="2026H2").series
    assert [row.cells["target"] for row in rows] == [
        "từ 10 trở lên, đến năm 2030",
        "từ 20 trở lên, đến năm 2030",
    ]
    assert [row.bar for row in rows] == ["████    │", "████            │"]


def test_an_answer_has_no_bar() -> None:
    tree = indicator(measure="yes_no", target={"equals": "có", "by": 2030})
    [row] = card_of(tree, figures("2026H1", "có")).series
    assert (row.words, row.bar) == ("có", "")


def test_a_level_is_drawn_on_its_scale() -> None:
    levels = {"0": "Chưa đạt", "1": "Mức độ 1", "2": "Mức độ 2", "4": "Mức độ 4"}
    tree = indicator(measure="level", levels=levels, target={"at_least": 2, "by": 2030})
    [row] = card_of(tree, figures("2026H1", 1)).series
    assert row.bar == "████    │"


def test_where_all_is_nothing_there_is_no_bar() -> None:
    tree = indicator(target={"at_most": 0, "by": 2030})
    [row] = card_of(tree, figures("2026H1", 0)).series
    assert row.bar == ""


@pytest.mark.parametrize(
    ("value", "bounds", "drawn"),
    [
        ("0", [70], "           │"),
        ("0.01", [70], "█          │"),
        ("50", [50], "████████│"),
        ("49.99", [50], "████████ │"),
        ("50.01", [50], "███████│█"),
        ("100", [100], "████████████████│"),
        ("99.99", [100], "███████████████ │"),
        ("100", ["99.99"], "███████████████│█"),
        ("5", [0], "│█"),
        ("50", [40, 60], "██████│██  │"),
        ("50", [50, 50], "████████││"),
    ],
)
def test_a_bar_touches_its_mark_only_where_the_value_is_the_bound(
    value: str, bounds: list[object], drawn: str
) -> None:
    ends = [Fraction(str(bound)) for bound in bounds]
    assert series._bar(Fraction(value), ends, Fraction(100)) == drawn


def test_a_routine_is_drawn_against_what_its_rhythm_asks_for() -> None:
    seen = entry(routines={"giao-ban": {"held": 3}})
    [row] = card_of(routine(), seen).series
    assert (row.words, row.bar) == ("3/6 lần", "████████        │")


def test_a_routine_that_nobody_counted_has_no_figure() -> None:
    assert not card_of(
        routine(), entry(routines={"giao-ban": {"note": "Chưa đếm"}}), entry("2026H2")
    ).series


@pytest.mark.parametrize(
    ("tree", "at", "closed", "period"),
    [
        (indicator(), "2026H1", [], "2026H1"),
        (indicator(), "2027", [], "2027H2"),
        (indicator(), "2026H1", ["2026H1"], "2026H2"),
        (indicator(measured=["H2"]), "2027H1", [], "2026H2"),
        (indicator(measured=["H2"]), "2027H1", ["2026H2"], "2027H2"),
        (indicator(measured=["H2"]), "2026H1", [], "2026H2"),
        (indicator(measured=["H1"]), "2030H2", [], "2030H1"),
        (indicator(measured=["H1"]), "2030H2", ["2030H1"], None),
        (indicator(retired_from="2027H1", retired_decision="1"), "2028H1", [], "2026H2"),
        (indicator(retired_from="2027H1", retired_decision="1"), "2028H1", ["2026H2"], None),
        (compound(part(), part(id="b")), "2026H1", [], "2026H1"),
        (task(), "2026H1", ["2026H1"], "2026H2"),
        (routine(), "2026H1", [], "2026H1"),
        (routine(every="year"), "2026H1", [], "2026H2"),
        ({"id": "GP-1", "name": "Tập huấn"}, "2026H1", [], "2026H1"),
    ],
)
def test_without_a_figure_the_command_that_records_the_first_is_told(
    tree: Tree, at: str, closed: list[str], period: str | None
) -> None:
    shown = card_of(tree, at=at, closed=closed)
    step = f" Khi có thì ghi: kehoach record {tree['id']} --period {period}"
    words = ' --note "đã làm được gì"' if tree["id"] == "GP-1" else ""
    assert shown.unknown == "Chưa có số liệu kỳ nào." + (step + words if period else "")
    assert f"kehoach record {tree['id']}" in on_terminal(shown) or not period
    assert "Chưa có số liệu kỳ nào." in as_page(shown)


def test_where_nothing_is_asked_for_only_the_count_is_told() -> None:
    seen = entry(routines={"giao-ban": {"held": 1}})
    [row] = card_of(routine(every="year"), seen).series
    assert row.words == "1 lần"


# ---- forms


@pytest.mark.parametrize(
    ("tree", "seen", "keys", "cells"),
    [
        (
            indicator(**RATIO),
            {"indicators": {"CT-1": {"numerator": 3, "denominator": 7, "note": "Ghi"}}},
            ("id", "period", "value", "numerator", "denominator", "target", "note", "sample"),
            ("CT-1", "2026H1", "42,86%", "3", "7", "từ 70% trở lên, đến năm 2030", "Ghi", "có"),
        ),
        (
            task(),
            {
                "tasks": {
                    "NV-1": {
                        "state": "done",
                        "completed": "2026-06-01",
                        "percent": 100,
                        "spent": "3 triệu",
                        "product": "Kế hoạch",
                    }
                }
            },
            ("id", "period", "state", "completed", "percent", "spent", "note", "sample"),
            (
                "NV-1",
                "2026H1",
                "Hoàn thành",
                "01/06/2026",
                "100%",
                "3.000.000 đồng",
                "Kế hoạch",
                "có",
            ),
        ),
        (
            routine(),
            {"routines": {"giao-ban": {"held": 4}}},
            ("id", "period", "held", "expected", "note", "sample"),
            ("giao-ban", "2026H1", "4", "6", "", "có"),
        ),
        (
            {"id": "GP-1", "name": "Giải pháp"},
            {"measures": {"GP-1": "Đã làm"}},
            ("id", "period", "value", "note", "sample"),
            ("GP-1", "2026H1", "Đã làm", "", "có"),
        ),
    ],
)
def test_a_listing_has_a_column_for_each_thing_that_is_told(
    tree: Tree, seen: Tree, keys: tuple[str, ...], cells: tuple[str, ...]
) -> None:
    found = card_of(tree, entry(sample="có", **seen)).listing
    assert (found.keys, found.rows) == (keys, (cells,))


def test_only_figures_of_a_sample_are_marked_as_such() -> None:
    seen = [entry(sample="có", indicators={"CT-1": {"value": 1}}), figures("2026H2", 2)]
    found = card_of(indicator(), *seen, at="2026H2")
    assert [row[-1] for row in found.listing.rows] == ["có", ""]
    assert found.sample
    assert "SỐ LIỆU MINH HỌA" in on_terminal(found)
    assert "**SỐ LIỆU MINH HỌA" in as_page(found)


def test_what_looks_like_markup_or_a_formula_stays_text() -> None:
    seen = entry(indicators={"CT-1": {"value": 1, "note": "=1 [red]x[/] | *"}})
    shown = card_of(indicator(name="[bold]*Tên*"), seen)
    assert "[bold]*Tên*" in on_terminal(shown)
    assert "=1 [red]x[/] | *" in on_terminal(shown)
    assert r"\[bold\]\*Tên\*" in as_page(shown)
    assert r"=1 \[red\]x\[/\] \| \*" in as_page(shown)
    assert "'=1 [red]" in listing.as_csv(shown.listing)


def test_no_line_is_longer_than_the_terminal_is_wide() -> None:
    seen = entry(
        indicators={"CT-1": {"value": 1, "note": "dài " * 60, "evidence": [{"path": "x/" * 70}]}}
    )
    shown = on_terminal(card_of(indicator(name="Tên rất dài " * 20, note="ghi chú " * 40), seen))
    assert max(map(len, shown.splitlines())) <= 80


def test_a_status_has_its_colour_where_colours_are_shown() -> None:
    shown = card_of(task(deadline="2026-06-01"))
    assert "\x1b[1;31mChưa báo cáo, quá hạn" in on_terminal(shown, colour=True)
    assert "\x1b" not in on_terminal(shown)


# ---- evidence and history


def test_all_evidence_up_to_the_period_is_listed_with_whether_it_is_there() -> None:
    seen = [
        entry(
            "2026H1",
            indicators={
                "CT-1": {
                    "parts": {"a": {"value": 1, "evidence": [{"url": "https://example.org/a"}]}},
                    "evidence": [{"code": "MC-1", "title": "Biên bản", "path": "co.pdf"}],
                }
            },
        ),
        entry(
            "2026H2",
            indicators={"CT-1": {"evidence": [{"path": "mat.pdf"}, {"title": "Bản giấy"}]}},
        ),
        entry("2027H1", indicators={"CT-1": {"evidence": [{"path": "sau.pdf"}]}}),
    ]
    data = read(plan(indicators=[compound(part())]), *seen)
    shown = card_in(data, "CT-1", "2026H2", files=["co.pdf"])
    assert [(piece.period, piece.words, where(piece)) for piece in shown.evidence] == [
        ("2026H1", "MC-1: Biên bản", "co.pdf (có tệp)"),
        ("2026H1", "", "https://example.org/a"),
        ("2026H2", "", "mat.pdf (KHÔNG THẤY TỆP)"),
        ("2026H2", "Bản giấy", ""),
    ]
    told_of_it = on_terminal(shown).partition("MINH CHỨNG\n")[2].partition("\n\n")[0]
    assert told_of_it.splitlines() == [
        "  2026H1  MC-1: Biên bản",
        "          co.pdf (có tệp)",
        "  2026H1  https://example.org/a",
        "  2026H2  mat.pdf (KHÔNG THẤY TỆP)",
        "  2026H2  Bản giấy",
    ]


def test_the_latest_changes_are_told_and_the_others_counted() -> None:
    commits = [
        Change(f"{n:012}", "Lan", datetime(2026, 1, n, tzinfo=UTC), f"Sửa {n}", ("data/plan.yaml",))
        for n in range(12, 0, -1)
    ]
    data = read(plan(indicators=[indicator()]))
    told_of_it = card_in(data, "CT-1", "2026H1", history=History(tuple(commits))).history
    assert len(told_of_it) == 9
    assert told_of_it[0] == "12/01/2026  Lan: Sửa 12 (danh mục; 0000000)"
    assert told_of_it[-1] == "… và 4 lần nữa"
    just = card_in(data, "CT-1", "2026H1", history=History(tuple(commits[:8]))).history
    assert len(just) == 8


@pytest.mark.parametrize(
    ("history", "first", "last"),
    [
        (None, "Không đọc được lịch sử git; chạy git status để biết vì sao.", ""),
        (History(uncommitted=True), "Chưa lưu vào git.", ""),
        (
            History((COMMIT,), uncommitted=True),
            "Có dòng vừa sửa, chưa lưu vào git.",
            "Nhập số liệu",
        ),
        (History((COMMIT,), cut=True), "12/06/2026  Trần Thị Lan: Nhập số liệu", "--unshallow"),
        (History(cut=True), "Bản sao này thiếu lịch sử cũ hơn", ""),
    ],
)
def test_what_git_cannot_tell_is_one_line(history: History | None, first: str, last: str) -> None:
    found = card_in(read(plan(indicators=[indicator()])), "CT-1", "2026H1", history=history).history
    assert found[0].startswith(first)
    assert len(found) == (2 if last else 1)
    assert last in found[-1]


def test_a_commit_in_many_files_names_one_and_counts_the_rest() -> None:
    paths = ("data/plan.yaml", *(f"data/progress/202{n}H1.yaml" for n in range(6, 10)))
    commit = Change("0" * 12, "Lan", datetime(2026, 1, 1, tzinfo=UTC), "Sửa", paths)
    data = read(plan(indicators=[indicator()]))
    [line] = card_in(data, "CT-1", "2026H1", history=History((commit,))).history
    assert line == "01/01/2026  Lan: Sửa (danh mục và 4 tệp nữa; 0000000)"
