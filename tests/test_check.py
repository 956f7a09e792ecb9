"""The rules between files and within the catalogue: each with its code, place and weight."""

from typing import Any

import pytest

from kehoach.check import CHECKS, check
from kehoach.load import PLAN_PATH, File, load
from kehoach.problem import Code, Severity
from support import (
    Tree,
    codes,
    compound,
    entry,
    entry_file,
    figures,
    indicator,
    part,
    plan,
    plan_file,
    problems,
    read,
    routine,
    task,
    text,
)

ENTRY = "data/progress/2026H1.yaml"
WARNINGS = {
    Code.CUT_BY_COMMENT,
    Code.JOINED_LINES,
    Code.DEADLINE_OUTSIDE,
    Code.RETIRED_WITHOUT_DECISION,
    Code.CONFLICTING_TARGETS,
    Code.REPEATED_REFERENCE,
    Code.LOOKALIKE_NAMES,
    Code.NOT_MEASURED_NOW,
    Code.UNLIKELY_NEGATIVE,
    Code.FRACTION_OF_ONE,
    Code.HELD_TOO_OFTEN,
    Code.COMPLETED_BEFORE_PLAN,
    Code.PERCENT_BELIES_STATE,
    Code.SPENT_OVER_BUDGET,
    Code.SEALED_NAME_CHANGED,
    Code.SEALED_ORDER_CHANGED,
    Code.SEALED_EARLIER_CHANGED,
    Code.SEALED_BEFORE_ITEM,
}


def ratio(**keys: Any) -> Tree:
    """A ratio to reach 70% by 2030."""
    return indicator(measure="ratio", **({"target": {"at_least": "70%", "by": 2030}} | keys))


def level(**keys: Any) -> Tree:
    """A level from 0 to 2 to reach 2 by 2030."""
    levels = {"0": "Chưa đạt", "1": "Mức độ 1", "2": "Mức độ 2"}
    return indicator(measure="level", **({"levels": levels, "target": {"at_least": 2}} | keys))


def answer(**keys: Any) -> Tree:
    """A yes/no to be yes by 2030."""
    return indicator(measure="yes_no", **({"target": {"equals": "có", "by": 2030}} | keys))


def test_data_without_a_mistake_have_no_problem() -> None:
    tree = plan(indicators=[ratio(), level(id="CT-2")], tasks=[task()], routines=[routine()])
    seen = entry(
        "2026H1",
        indicators={"CT-1": {"numerator": 3, "denominator": 7}, "CT-2": {"value": 1}},
        tasks={"NV-1": {"state": "done", "completed": "14/06/2026", "percent": "100%"}},
        routines={"giao-ban": {"held": 6}},
    )
    assert codes(tree, seen, entry("2026", narrative={"next": ["x"]})) == []


def test_every_rule_says_in_a_sentence_what_it_asks_for() -> None:
    assert all((rule.__doc__ or "").strip() for rule in CHECKS)
    assert len({rule.__name__ for rule in CHECKS}) == len(CHECKS)


def test_a_warning_is_what_a_person_may_leave_and_all_else_is_an_error() -> None:
    assert {code for code in Code if code.severity is Severity.WARNING} == WARNINGS


def test_codes_are_ascii_words_that_a_script_can_rely_on() -> None:
    for code in Code:
        assert set(code.value) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_with_no_catalogue_to_read_only_the_problems_of_reading_are_known() -> None:
    found = load([File(PLAN_PATH, b"- a\n"), entry_file(entry("2040H1"))])
    assert [p.code for p in check(found, lambda _: True)] == [Code.WRONG_SHAPE]


def test_what_is_wrong_with_one_value_hides_no_rule_of_the_same_file() -> None:
    tree = plan(
        indicators=[
            indicator(target={"at_least": "x", "by": 2030}),
            indicator(id="CT-2", lead=["zz"]),
            indicator(id="CT-3", measure="ratio", target={"at_least": "70%", "by": 2030}),
        ]
    )
    seen = entry(
        indicators={
            "CT-1": {"value": 3},
            "CT-2": {"value": "hai"},
            "CT-3": {"numerator": 9, "denominator": 7},
            "CT-9": {"value": 1},
        }
    )
    assert codes(tree, seen) == [
        Code.BAD_NUMBER,
        Code.UNKNOWN_ID,
        Code.BAD_NUMBER,
        Code.NUMERATOR_ABOVE_DENOMINATOR,
        Code.UNKNOWN_ID,
    ]


def test_what_is_left_of_a_broken_file_keeps_its_places() -> None:
    items = [indicator(id=f"CT-{n}") for n in range(1, 5)]
    items[0]["number"] = {"a": 1}
    items[2]["measure"] = "to"
    items[3]["lead"] = ["zz"]
    tree = plan(indicators=items)
    lines = text(tree).splitlines()
    for problem in problems(tree):
        stands_at = {
            Code.WRONG_SHAPE: '"number": {',
            Code.NOT_A_CHOICE: '"measure": "to"',
            Code.UNKNOWN_ID: '"zz"',
        }
        assert stands_at[problem.code] in lines[problem.line - 1]
    assert len(problems(tree)) == 3


@pytest.mark.parametrize("key", ["version", "organization", "plan", "departments", "calendar"])
def test_a_head_that_is_wrong_hides_no_rule_of_what_follows(key: str) -> None:
    tree = plan(**{key: "x"}, indicators=[indicator(focus=["zz"])])
    found = codes(tree, entry("2027H1", indicators={"CT-9": {"value": 1}}))
    assert len(found) == 3
    assert found[1:] == [Code.UNKNOWN_ID, Code.UNKNOWN_ID]


def test_nothing_is_evaluated_from_what_is_left() -> None:
    found = read(plan(version=2), entry(indicators={"CT-1": "x"}))
    assert found.plan is None
    assert not found.files
    assert not found.entries


def test_problems_come_in_the_order_of_their_places() -> None:
    tree = plan(indicators=[indicator(focus=["x"]), indicator(group="nv-I")])
    found = problems(tree, figures("2031H1", 1), figures("2026H1", 1, "CT-9"))
    assert list(found) == sorted(found)
    assert [problem.code for problem in found] == [
        Code.UNKNOWN_ID,
        Code.DUPLICATE_ID,
        Code.WRONG_GROUP,
        Code.UNKNOWN_ID,
        Code.OUTSIDE_HORIZON,
    ]


def two(**keys: Any) -> Tree:
    """A plan with one indicator and one task, `keys` put over the indicator."""
    return plan(indicators=[indicator(**keys)], tasks=[task()])


OF_THE_CATALOGUE: list[tuple[Tree, list[Code]]] = [
    # ids
    (plan(indicators=[indicator(), indicator()]), [Code.DUPLICATE_ID]),
    (plan(indicators=[indicator(id="X")], tasks=[task(id="X")]), [Code.DUPLICATE_ID]),
    (plan(tasks=[task(id="X")], routines=[routine(id="X")]), [Code.DUPLICATE_ID]),
    (plan(tasks=[task(id="NV-1"), task(id="nv-1")]), [Code.DUPLICATE_ID]),
    (plan(indicators=[compound(part(), part())]), [Code.DUPLICATE_ID]),
    (plan(indicators=[compound(part()), compound(part(), id="CT-2")]), []),
    (plan(departments=[{"id": "bgh", "name": "A"}, {"id": "bgh", "name": "B"}]), [Code.DUPLICATE_ID]),
    (plan(indicators=[indicator(id="bgh")]), []),
    # references
    (two(lead=["bghh"]), [Code.UNKNOWN_ID]),
    (two(coordinating=["x"]), [Code.UNKNOWN_ID]),
    (two(focus=["doi-ngu"]), [Code.UNKNOWN_ID]),
    (two(conflicts_with=["CT-9"]), [Code.UNKNOWN_ID]),
    (two(conflicts_with=["NV-1"]), [Code.UNKNOWN_ID]),
    (plan(tasks=[task(shows=["CT-9"])]), [Code.UNKNOWN_ID]),
    (plan(measures=[{"id": "GP-1", "name": "x", "indicators": ["a"], "tasks": ["b"]}]), [Code.UNKNOWN_ID] * 2),
    (plan(routines=[routine(lead=["x"])]), [Code.UNKNOWN_ID]),
    # groups
    (two(group="ct-9"), [Code.UNKNOWN_ID]),
    (two(group="nv-I"), [Code.WRONG_GROUP]),
    (plan(tasks=[task(group="ct-1")]), [Code.WRONG_GROUP]),
    # targets and parts
    (two(target=None), [Code.TARGET_MISSING]),
    (two(measure="compound", target=None), [Code.PARTS_MISSING]),
    (two(measure="compound", parts=[part()]), [Code.PARTS_UNEXPECTED]),
    (two(parts=[part()]), [Code.PARTS_UNEXPECTED]),
    (plan(indicators=[compound(part(target=None))]), [Code.TARGET_MISSING]),
    # values
    (plan(indicators=[answer(target={"at_least": "có"})]), [Code.TARGET_OF_ANSWER]),
    (plan(indicators=[answer(target={"equals": 1})]), [Code.WRONG_KIND]),
    (plan(indicators=[answer(milestones={"2027H1": 1})]), [Code.WRONG_KIND]),
    (two(target={"equals": "có"}), [Code.WRONG_KIND]),
    (two(baseline={"period": "2025H2", "value": "có"}), [Code.WRONG_KIND]),
    (two(unit="môn", target={"at_least": "70%"}), [Code.WRONG_KIND]),
    (two(unit="%", target={"at_least": "70%"}), []),
    (plan(indicators=[level(target={"at_least": 3})]), [Code.OFF_SCALE]),
    (plan(indicators=[level(target={"at_least": "1,5"})]), [Code.OFF_SCALE]),
    (plan(indicators=[level(target={"at_least": "2%"})]), [Code.WRONG_KIND]),
    (plan(indicators=[level(baseline={"period": "2025H2", "value": 7})]), [Code.OFF_SCALE]),
    (plan(indicators=[ratio(target={"at_least": "101%"})]), [Code.OVER_100]),
    (plan(indicators=[ratio(target={"at_least": "101%"}, may_exceed="có")]), []),
    (plan(indicators=[ratio(target={"between": ["-1", "50"]})]), [Code.NEGATIVE]),
    (plan(indicators=[ratio(milestones={"2027H1": "101"})]), [Code.OVER_100]),
    (two(revisions=[{"from": "2028H1", "decision": "1", "target": {"equals": "có"}}]), [Code.WRONG_KIND]),
    # places in time
    (two(milestones={"2030H2": 5}), [Code.MILESTONE_AFTER_TARGET]),
    (two(milestones={"2030": 5}), [Code.MILESTONE_AFTER_TARGET]),
    (two(milestones={"2030H1": 5}), []),
    (two(target={"at_least": 1, "by": "2028H1"}, milestones={"2028H1": 0}), [Code.MILESTONE_AFTER_TARGET]),
    (two(baseline={"period": "2030H2", "value": 1}), [Code.MILESTONE_AFTER_TARGET]),
    (two(baseline={"period": "2020H2", "value": 1}), []),
    (two(revisions=[{"from": "2031H1", "decision": "1", "target": {"at_least": 1}}]), [Code.OUTSIDE_HORIZON]),
    (two(retired_from="2025H2", retired_decision="1"), [Code.OUTSIDE_HORIZON]),
    (two(retired_from="2029H1", retired_decision="1"), []),
    (two(retired_from="2029H1"), [Code.RETIRED_WITHOUT_DECISION]),
    # tensions and spelling
    (plan(indicators=[indicator(conflicts_with=["CT-2"]), indicator(id="CT-2")]), [Code.CONFLICTING_TARGETS]),
    (plan(indicators=[indicator(conflicts_with=["CT-2"]), indicator(id="CT-2", conflicts_with=["CT-1"])]), [Code.CONFLICTING_TARGETS]),
    (plan(indicators=[indicator(name="Xóa mù")], tasks=[task(name="Xoá nghèo")]), [Code.LOOKALIKE_NAMES]),
    # what an item says of others
    (two(lead=["bgh", "bgh"]), [Code.REPEATED_REFERENCE]),
    (two(lead=["bgh"], coordinating=["bgh"]), []),
    (plan(tasks=[task(shows=["CT-9", "CT-9"])]), [Code.UNKNOWN_ID] * 2),
    (two(conflicts_with=["CT-1"]), [Code.CONFLICT_WITH_ITSELF]),
    (two(retired_decision="12/QĐ"), [Code.DECISION_WITHOUT_RETIREMENT]),
    (plan(tasks=[task(name="Đoàn", person="Ðoàn")]), [Code.LOOKALIKE_NAMES]),
    (plan(indicators=[indicator(name="Hòa")], tasks=[task(name="hòa")]), []),
    (plan(indicators=[indicator(name="Hòa")], tasks=[task(name="Hóa, hoa")]), []),
]  # fmt: skip


@pytest.mark.parametrize(("tree", "expected"), OF_THE_CATALOGUE)
def test_a_rule_of_the_catalogue(tree: Tree, expected: list[Code]) -> None:
    assert codes(tree) == expected


@pytest.mark.parametrize("key", ["departments", "focus_areas", "groups", "phases"])
def test_an_id_is_unique_within_its_kind(key: str) -> None:
    kind = {"departments": {}, "focus_areas": {}, "groups": {"kind": "tasks", "number": "1"}}
    same = [{"id": "a", "name": name} | kind.get(key, {"period": "2026"}) for name in ("A", "B")]
    found = problems(plan(**{key: same}))
    assert [problem.code for problem in found] == [Code.DUPLICATE_ID]
    line = read(plan(**{key: same})).lines[PLAN_PATH].index('   "id": "a",') + 1
    assert found[0].details == {"value": "a", "line": str(line)}


def test_a_known_tension_names_the_pair() -> None:
    pair = [indicator(name="A", conflicts_with=["CT-2"]), indicator(id="CT-2", name="B")]
    found = problems(plan(indicators=pair))[0]
    assert found.details == {"one": "CT-1", "one_name": "A", "other": "CT-2", "other_name": "B"}


def test_an_unknown_id_names_the_nearest() -> None:
    assert problems(two(lead=["bghh"]))[0].details == {"value": "bghh", "near": "bgh"}
    assert problems(two(lead=["zzz"]))[0].details == {"value": "zzz", "near": ""}


def on(tree: Tree, figure: Tree) -> list[str]:
    """The codes of one figure of one indicator."""
    return codes(plan(indicators=[tree]), entry("2026H1", indicators={"CT-1": figure}))


NONE = {"not_applicable": "chưa có đối tượng"}
PARTED = compound(part(id="a"), part(id="b", measure="ratio", target={"at_least": "30%"}))

COUNTED = ratio(numerator="Giáo viên đạt chuẩn", denominator="Tổng số giáo viên")
OF_A_FIGURE: list[tuple[Tree, Tree, list[Code]]] = [
    (ratio(), {"numerator": 3, "denominator": 7}, []),
    (ratio(), {"numerator": 7, "denominator": 7}, []),
    (ratio(), {"numerator": 8, "denominator": 7}, [Code.NUMERATOR_ABOVE_DENOMINATOR]),
    (ratio(may_exceed="có"), {"numerator": 8, "denominator": 7}, []),
    (ratio(), {"numerator": 0, "denominator": 0}, [Code.ZERO_DENOMINATOR]),
    (ratio(), {"numerator": 0, "denominator": 0} | NONE, []),
    (ratio(), NONE, []),
    (ratio(), {"numerator": 3}, [Code.FIGURE_MISSING]),
    (ratio(), {"denominator": 3}, [Code.FIGURE_MISSING]),
    (ratio(), {"numerator": -1, "denominator": 7}, [Code.NEGATIVE]),
    (ratio(), {"numerator": 1, "denominator": -7}, [Code.NEGATIVE]),
    (ratio(), {"value": "70%"}, [Code.FIGURE_MISPLACED]),
    (ratio(), {"numerator": 3, "denominator": 7} | NONE, [Code.FIGURE_AND_NOT_APPLICABLE]),
    (ratio(), {"numerator": 3} | NONE, [Code.FIGURE_AND_NOT_APPLICABLE]),
    (ratio(), {"note": "chưa có"}, []),
    (indicator(), {"value": "-3"}, [Code.UNLIKELY_NEGATIVE]),
    (indicator(baseline={"period": "2025H2", "value": -5}), {"value": "-3"}, []),
    (indicator(unit="môn"), {"value": "2,5"}, [Code.FRACTION_OF_ONE]),
    (indicator(unit="học sinh/lớp"), {"value": "2.0"}, []),
    (indicator(unit="giờ"), {"value": "2,5"}, []),
    (COUNTED, {"numerator": "12.5", "denominator": 25}, [Code.FRACTION_OF_ONE]),
    (COUNTED, {"numerator": "12.5", "denominator": "25,5"}, [Code.FRACTION_OF_ONE] * 2),
    (COUNTED, {"numerator": "25.5", "denominator": 25}, [Code.NUMERATOR_ABOVE_DENOMINATOR]),
    (ratio(numerator="Giờ dạy của giáo viên"), {"numerator": "12.5", "denominator": 25}, []),
    (indicator(), {"value": "có"}, [Code.WRONG_KIND]),
    (indicator(), {"numerator": 1, "denominator": 2}, [Code.FIGURE_MISPLACED]),
    (indicator(), {"value": 3} | NONE, [Code.FIGURE_AND_NOT_APPLICABLE]),
    (indicator(unit="môn"), {"value": "3%"}, [Code.WRONG_KIND]),
    (indicator(), {"parts": {"a": {"value": 1}}}, [Code.FIGURE_MISPLACED]),
    (level(), {"value": 1}, []),
    (level(), {"value": 3}, [Code.OFF_SCALE]),
    (level(), {"value": "1,5"}, [Code.OFF_SCALE]),
    (level(), {"value": "-1"}, [Code.OFF_SCALE]),
    (level(), {"value": "có"}, [Code.WRONG_KIND]),
    (answer(), {"value": "không"}, []),
    (answer(), {"value": 1}, [Code.WRONG_KIND]),
    (answer(), {"value": "100%"}, [Code.WRONG_KIND]),
    (PARTED, {"parts": {"a": {"value": 1}, "b": {"numerator": 1, "denominator": 2}}}, []),
    (PARTED, {"parts": {"a": {"value": 1}}}, []),
    (PARTED, NONE, []),
    (PARTED, {"value": 1}, [Code.FIGURE_MISPLACED]),
    (PARTED, {"numerator": 1, "denominator": 2}, [Code.FIGURE_MISPLACED]),
    (PARTED, {"parts": {"c": {"value": 1}}}, [Code.UNKNOWN_ID]),
    (PARTED, {"parts": {"a": {"value": "có"}}}, [Code.WRONG_KIND]),
    (PARTED, {"parts": {"b": {"value": 1}}}, [Code.FIGURE_MISPLACED]),
    (PARTED, {"parts": {"b": {"numerator": 3, "denominator": 2}}}, [Code.NUMERATOR_ABOVE_DENOMINATOR]),
    (PARTED, {"parts": {"a": {"value": 1}}} | NONE, [Code.FIGURE_AND_NOT_APPLICABLE]),
    (PARTED, {"parts": {"a": NONE, "b": {"numerator": 0, "denominator": 1}}}, []),
]  # fmt: skip


@pytest.mark.parametrize(("tree", "figure", "expected"), OF_A_FIGURE)
def test_a_figure_is_given_as_its_measure_asks(
    tree: Tree, figure: Tree, expected: list[Code]
) -> None:
    assert on(tree, figure) == expected


@pytest.mark.parametrize(
    ("every", "held", "expected"),
    [
        ("month", 59, []),
        ("month", 60, [Code.HELD_TOO_OFTEN]),
        ("half_year", 9, []),
        ("half_year", 10, [Code.HELD_TOO_OFTEN]),
        ("year", 9, []),  # nothing is asked for in a first half
        ("year", 10, [Code.HELD_TOO_OFTEN]),
    ],
)
def test_ten_times_what_is_asked_for_is_a_digit_too_many(
    every: str, held: int, expected: list[Code]
) -> None:
    tree = plan(routines=[routine(every=every)])
    assert codes(tree, entry("2026H1", routines={"giao-ban": {"held": held}})) == expected


def test_a_figure_in_a_half_in_which_it_is_not_measured_is_a_warning() -> None:
    tree = plan(indicators=[indicator(measured=["H2"])])
    assert codes(tree, figures("2026H1", 1)) == [Code.NOT_MEASURED_NOW]
    assert codes(tree, figures("2026H2", 1)) == []
    assert codes(tree, entry("2026H1", indicators={"CT-1": {"note": "x"}})) == []


@pytest.mark.parametrize(("period", "expected"), [("2026H2", []), ("2027H1", [Code.RETIRED])])
def test_a_retired_indicator_has_no_entry(period: str, expected: list[Code]) -> None:
    tree = plan(indicators=[indicator(retired_from="2027H1", retired_decision="1/QĐ")])
    assert codes(tree, figures(period, 1)) == expected


STATES: list[tuple[Tree, list[Code]]] = [
    ({"state": "done", "completed": "14/06/2026"}, []),
    ({"state": "done", "completed": "15/06/2026"}, [Code.COMPLETED_AFTER_CUTOFF]),
    ({"state": "done", "completed": "15/12/2025"}, []),
    ({"state": "done", "completed": "14/12/2025"}, [Code.COMPLETED_BEFORE_PLAN]),
    ({"state": "in_progress", "completed": "14/12/2025"}, [Code.DATE_WITHOUT_DONE]),
    ({"state": "done", "completed": "14/06/2026", "percent": "100"}, []),
    ({"state": "done", "completed": "14/06/2026", "percent": "99,5%"}, [Code.PERCENT_BELIES_STATE]),
    ({"state": "not_started", "percent": "0%"}, []),
    ({"state": "not_started", "percent": "5%"}, [Code.PERCENT_BELIES_STATE]),
    ({"state": "done"}, [Code.DONE_WITHOUT_DATE]),
    ({"state": "in_progress", "completed": "01/06/2026"}, [Code.DATE_WITHOUT_DONE]),
    ({"state": "suspended", "reason": "x"}, []),
    ({"state": "suspended"}, [Code.REASON_MISSING]),
    ({"state": "cancelled"}, [Code.REASON_MISSING]),
    ({"state": "cancelled", "reason": ""}, [Code.REASON_MISSING]),
    ({"state": "in_progress", "percent": "100%"}, []),
    ({"state": "in_progress", "percent": "101%"}, [Code.OVER_100]),
    ({"state": "in_progress", "percent": "-1"}, [Code.OVER_100]),
    ({"state": "in_progress", "spent": "50 triệu"}, []),
    ({"state": "in_progress", "spent": "50.000.001"}, [Code.SPENT_OVER_BUDGET]),
]


@pytest.mark.parametrize(("report", "expected"), STATES)
def test_a_task_tells_what_its_state_asks_for(report: Tree, expected: list[Code]) -> None:
    tree = plan(tasks=[task(budget="50 triệu")])
    assert codes(tree, entry("2026H1", tasks={"NV-1": report})) == expected


def spending(*amounts: str | None) -> list[str]:
    """The codes of a task's spending, period by period."""
    periods = ["2026H1", "2026H2", "2027H1"]
    entries = [
        entry(period, tasks={"NV-1": {"state": "in_progress", "spent": spent or ""}})
        for period, spent in zip(periods, amounts, strict=False)
    ]
    return codes(plan(tasks=[task()]), *reversed(entries))


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        (("5 triệu", "5 triệu", "6 triệu"), []),
        (("5 triệu", "4 triệu"), [Code.SPENT_FALLS]),
        (("5 triệu", None, "4 triệu"), [Code.SPENT_FALLS]),
        (("5 triệu", "4 triệu", "4 triệu"), [Code.SPENT_FALLS]),
        (("5 triệu", "0"), [Code.SPENT_FALLS]),
        ((None, "1 triệu"), []),
    ],
)
def test_what_was_spent_never_falls(amounts: tuple[str | None, ...], expected: list[Code]) -> None:
    assert spending(*amounts) == expected


def test_spending_that_falls_names_what_was_spent_before() -> None:
    entries = [
        entry(period, tasks={"NV-1": {"state": "in_progress", "spent": spent}})
        for period, spent in [("2026H1", "5 triệu"), ("2026H2", "4 triệu")]
    ]
    found = problems(plan(tasks=[task()]), *entries)[0]
    assert found.path == "data/progress/2026H2.yaml"
    assert found.details == {"before": "5000000", "period": "2026H1"}


UNKNOWN = [
    {"indicators": {"CT-9": {"value": 1}}},
    {"indicators": {"NV-1": {"value": 1}}},
    {"indicators": {"CT-9": ""}},
    {"tasks": {"CT-1": {"state": "done", "completed": "01/06/2026"}}},
    {"routines": {"giao-bann": {"held": 1}}},
    {"measures": {"GP-9": "x"}},
    {"measures": {"GP-9": ""}},
]


@pytest.mark.parametrize("keys", UNKNOWN)
def test_an_id_that_the_catalogue_has_not_is_an_error(keys: Tree) -> None:
    tree = plan(indicators=[indicator()], tasks=[task()], routines=[routine()])
    assert codes(tree, entry("2026H1", **keys)) == [Code.UNKNOWN_ID]


def test_a_part_that_the_catalogue_has_not_is_an_error_even_when_blank() -> None:
    assert on(PARTED, {"parts": {"c": ""}}) == [Code.UNKNOWN_ID]


@pytest.mark.parametrize(
    ("path", "period", "expected"),
    [
        ("data/progress/2026H1.yaml", "2026H1", []),
        ("data/progress/2026H1/to-vp.yaml", "2026H1", []),
        ("data/progress/2026H2.yaml", "2026H1", [Code.FILE_NAME_MISMATCH]),
        ("data/progress/2026H2/2026H1.yaml", "2026H1", [Code.FILE_NAME_MISMATCH]),
        ("data/progress/2026.yaml", "2026H1", [Code.FILE_NAME_MISMATCH]),
        ("data/progress/2026-2030.yaml", "2026-2030", []),
    ],
)
def test_a_file_is_named_like_its_period(path: str, period: str, expected: list[Code]) -> None:
    data = load([plan_file(plan()), entry_file(entry(period), path)])
    assert [found.code for found in check(data, lambda _: True)] == expected


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2025H2", [Code.OUTSIDE_HORIZON]),
        ("2026H1", []),
        ("2030H2", []),
        ("2031H1", [Code.OUTSIDE_HORIZON]),
        ("2025-2030", [Code.OUTSIDE_HORIZON]),
        ("2026-2030", []),
    ],
)
def test_an_entry_belongs_to_the_years_of_the_plan(period: str, expected: list[Code]) -> None:
    assert codes(plan(), entry(period)) == expected


@pytest.mark.parametrize("period", ["2026", "2026-2030"])
def test_the_entry_of_a_year_or_a_stage_holds_only_what_a_person_writes(period: str) -> None:
    tree = plan(indicators=[indicator()], routines=[routine()])
    assert codes(tree, figures(period, 1)) == [Code.FIGURES_IN_ROLLUP]
    assert codes(tree, entry(period, routines={"giao-ban": {"held": 6}})) == [
        Code.FIGURES_IN_ROLLUP
    ]
    assert codes(tree, entry(period, narrative={"next": ["x"]})) == []


@pytest.mark.parametrize(
    "keys",
    [
        {"indicators": {"CT-1": {"value": 1}}},
        {"tasks": {"NV-1": {"state": "not_started"}}},
        {"routines": {"giao-ban": {"held": 6}}},
        {"measures": {"GP-1": "x"}},
    ],
)
def test_two_files_never_give_the_same_item(keys: Tree) -> None:
    tree = plan(
        indicators=[indicator()],
        tasks=[task()],
        routines=[routine()],
        measures=[{"id": "GP-1", "name": "x"}],
    )
    paths = ["data/progress/2026H1/a.yaml", "data/progress/2026H1/b.yaml"]
    files = [entry_file(entry("2026H1", **keys), path) for path in paths]
    found = check(load([plan_file(tree), *files]), lambda _: True)
    assert [problem.code for problem in found] == [Code.SAME_ITEM_TWICE]
    assert (found[0].path, found[0].details["other"]) == (paths[1], paths[0])


def test_two_files_of_one_period_may_tell_of_different_items() -> None:
    tree = plan(indicators=[indicator(), indicator(id="CT-2")])
    files = [
        entry_file(figures("2026H1", 1, item), f"data/progress/2026H1/{item}.yaml")
        for item in ("CT-1", "CT-2")
    ]
    assert check(load([plan_file(tree), *files]), lambda _: True) == ()


def evidence_codes(**keys: str) -> list[Code]:
    """The codes of one piece of evidence; only `minh-chung/a.pdf` is there."""
    figure = {"value": 1, "evidence": [keys]}
    seen = entry("2026H1", indicators={"CT-1": figure})
    data = read(plan(indicators=[indicator()]), seen)
    found = check(data, lambda path: path == "minh-chung/a.pdf")
    return [problem.code for problem in found]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("minh-chung/a.pdf", []),
        ("minh-chung/b.pdf", [Code.EVIDENCE_MISSING]),
        ("/etc/passwd", [Code.EVIDENCE_OUTSIDE]),
        ("../a.pdf", [Code.EVIDENCE_OUTSIDE]),
        ("minh-chung/../../a.pdf", [Code.EVIDENCE_OUTSIDE]),
        ("C:/a.pdf", [Code.EVIDENCE_OUTSIDE]),
        ("minh-chung\\a.pdf", [Code.EVIDENCE_OUTSIDE]),
        ("\\\\may-chu\\a.pdf", [Code.EVIDENCE_OUTSIDE]),
    ],
)
def test_evidence_is_a_file_inside_the_workspace(path: str, expected: list[Code]) -> None:
    assert evidence_codes(path=path) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?b=c#d", []),
        ("http://example.org", []),
        ("HTTPS://example.org", []),
        ("ftp://example.org/a", [Code.UNSAFE_LINK]),
        ("javascript:alert(1)", [Code.UNSAFE_LINK]),
        ("data:text/html,x", [Code.UNSAFE_LINK]),
        ("file:///etc/passwd", [Code.UNSAFE_LINK]),
        ("//example.org/a", [Code.UNSAFE_LINK]),
        ("example.org/a", [Code.UNSAFE_LINK]),
        ("https://", [Code.UNSAFE_LINK]),
        ("https://[x", [Code.UNSAFE_LINK]),
        ("https://example.org/a b", [Code.UNSAFE_LINK]),
    ],
)
def test_a_link_is_http_or_https(url: str, expected: list[Code]) -> None:
    assert evidence_codes(title="x", url=url) == expected


def test_evidence_says_something() -> None:
    assert evidence_codes() == [Code.EVIDENCE_EMPTY]
    assert evidence_codes(title="Quyết định") == []


def test_evidence_of_tasks_and_parts_is_looked_at_too() -> None:
    missing = [{"path": "minh-chung/b.pdf"}]
    seen = entry(
        "2026H1",
        indicators={"CT-1": {"parts": {"a": {"value": 1, "evidence": missing}}}},
        tasks={"NV-1": {"state": "not_started", "evidence": missing}},
    )
    data = read(plan(indicators=[PARTED], tasks=[task()]), seen)
    found = check(data, lambda _: False)
    assert [problem.code for problem in found] == [Code.EVIDENCE_MISSING] * 2


PLACES = """\
period: 2026H1
indicators:
  CT-1: {numerator: 9, denominator: 7}
  CT-9: {value: 1}
tasks:
  NV-1: {state: done, completed: 15/06/2026}
"""


def test_a_problem_stands_at_the_value_or_the_key_it_is_about() -> None:
    tree = plan(indicators=[ratio()], tasks=[task()])
    data = load([plan_file(tree), File(ENTRY, PLACES.encode())])
    found = [(p.code, p.line, p.column) for p in check(data, lambda _: True)]
    assert found == [
        (Code.NUMERATOR_ABOVE_DENOMINATOR, 3, 21),
        (Code.UNKNOWN_ID, 4, 3),
        (Code.COMPLETED_AFTER_CUTOFF, 6, 34),
    ]


@pytest.mark.parametrize(
    "names",
    [("Xóa mù", "Việc xoá, dạy chữ"), ("Xã hội hóa;", "Xã hội hoá")],
)
def test_a_lookalike_is_found_beside_a_comma_too(names: tuple[str, str]) -> None:
    tree = plan(indicators=[indicator(name=names[0])], tasks=[task(name=names[1])])
    assert codes(tree) == [Code.LOOKALIKE_NAMES]


def test_two_levels_never_have_the_same_number() -> None:
    tree = level(levels={"1": "Mức độ 1", "01": "Mức độ một", "2": "Mức độ 2"})
    assert problems(plan(indicators=[tree]))


@pytest.mark.parametrize(
    "keys",
    [
        {"target": {"at_least": 7, "by": 2031}},
        {"target": {"at_least": 7, "by": "2025H1"}},
        {"milestones": {"2024H1": 3}},
        {
            "revisions": [
                {"from": "2028H1", "decision": "12/QĐ", "target": {"at_least": 9, "by": 2040}}
            ]
        },
    ],
)
def test_only_a_baseline_lies_outside_the_horizon(keys: Tree) -> None:
    assert codes(plan(indicators=[indicator(**keys)])) == [Code.OUTSIDE_HORIZON]
    known = {"period": "2024H2", "value": 3}
    assert codes(plan(indicators=[indicator(baseline=known)])) == []


def test_a_known_point_of_a_path_is_one() -> None:
    keys = {"baseline": {"period": "2026H1", "value": 3}, "milestones": {"2026H1": 4}}
    assert codes(plan(indicators=[indicator(**keys)])) == [Code.MILESTONES_COINCIDE]


@pytest.mark.parametrize(
    ("measure", "target", "wrong"),
    [
        ("ratio", {"more_than": "100%", "by": 2030}, True),
        ("ratio", {"less_than": "0%", "by": 2030}, True),
        ("ratio", {"at_least": "100%", "by": 2030}, False),
        ("ratio", {"more_than": "99%", "by": 2030}, False),
        ("ratio", {"between": ["40%", "60%"], "by": 2030}, False),
        ("level", {"more_than": 2, "by": 2030}, True),
        ("level", {"at_least": 2, "by": 2030}, False),
        ("number", {"more_than": 100, "by": 2030}, False),
    ],
)
def test_a_target_that_no_value_reaches_is_no_target(
    measure: str, target: Tree, *, wrong: bool
) -> None:
    levels = {"levels": {"1": "Một", "2": "Hai"}} if measure == "level" else {}
    tree = indicator(measure=measure, target=target, **levels)
    assert codes(plan(indicators=[tree])) == ([Code.TARGET_UNREACHABLE] if wrong else [])
    over = indicator(measure="ratio", may_exceed="có", target={"more_than": "100%", "by": 2030})
    assert codes(plan(indicators=[over])) == []


@pytest.mark.parametrize("reason", ["true", "có", "không", "Yes"])
def test_a_bare_yes_is_no_reason_for_not_applying(reason: str) -> None:
    seen = entry(indicators={"CT-1": {"not_applicable": reason}})
    assert codes(plan(indicators=[indicator()]), seen) == [Code.REASON_MISSING]


def test_an_indicator_is_led_by_somebody() -> None:
    assert codes(plan(indicators=[indicator(lead=[])])) == [Code.BLANK]


def test_a_threshold_is_a_share_of_the_way() -> None:
    assert codes(plan(thresholds={"at_risk": "-1%"})) == [Code.OVER_100]
    assert codes(plan(thresholds={"at_risk": "500%"})) == [Code.OVER_100]


def test_a_sentence_with_a_colon_is_told_to_be_quoted() -> None:
    seen = b"period: 2026H1\nnarrative:\n  next:\n    - K\xe1\xba\xbft qu\xe1\xba\xa3: 90%\n"
    found = load([plan_file(plan()), File(ENTRY, seen)])
    assert [(p.code, p.line) for p in found.problems] == [(Code.COLON_IN_TEXT, 4)]


def test_the_parts_of_a_compound_have_the_path_not_the_whole() -> None:
    tree = compound(part(), milestones={"2027H1": 3})
    assert codes(plan(indicators=[tree])) == [Code.PARTS_UNEXPECTED]
