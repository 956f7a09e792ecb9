"""`status --format json`: keys, their order, and how numbers, dates and answers are written."""

import json
from typing import Any

import pytest

from kehoach.contract.status import as_json
from support import (
    Tree,
    compound,
    entry,
    evaluated,
    figures,
    indicator,
    of_indicator,
    part,
    plan,
    routine,
    task,
)

# Letter for letter what page 4 of the design shows.
OF_THE_DESIGN = """\
{"period": "2026H1", "as_of": "2026-06-14", "cutoff": "2026-06-14", "sample": false,
 "indicators": [{"id": "CT-4.4", "number": "4.4", "name": "…", "group": "ct-1",
   "status": "behind", "measure": "ratio",
   "actual": "42.8571", "numerator": "3", "denominator": "7",
   "target": {"at_least": "70", "by": "2030"}, "required": "50",
   "observed_in": "2026H1", "expected_in": "2026H1", "stale": false, "trend": null,
   "forecast": null, "parts": []}],
 "tasks": [{"id": "NV-III.1", "status": "done_on_time", "state": "done", "due": "2026-06-30",
   "completed": "2026-06-10", "days_left": 16, "due_soon": false, "budget": 50000000,
   "spent": 48000000}],
 "routines": [{"id": "giao-ban", "held": 6, "expected": 6, "met": true}],
 "summary": {"indicators": {"behind": 1}, "tasks": {"done_on_time": 1},
   "budget": {"planned": 50000000, "spent": 48000000, "without_amount": 0}}}
"""


def test_the_object_is_the_one_the_design_shows_with_its_keys_in_order() -> None:
    tree = plan(
        indicators=[
            indicator(
                id="CT-4.4",
                number="4.4",
                name="…",
                measure="ratio",
                target={"at_least": "70%", "by": 2030},
                baseline={"period": "2025H2", "value": "50%"},
                milestones={"2026H1": "50%"},
            )
        ],
        tasks=[task(id="NV-III.1", deadline="Quý II năm 2026", budget="50 triệu đồng")],
        routines=[routine()],
    )
    done = {"state": "done", "completed": "10/06/2026", "spent": "48 triệu đồng"}
    seen = entry(
        "2026H1",
        indicators={"CT-4.4": {"numerator": 3, "denominator": 7}},
        tasks={"NV-III.1": done},
        routines={"giao-ban": {"held": 6}},
    )
    found = as_json(evaluated(tree, seen, at="2026H1"))
    assert json.dumps(found) == json.dumps(json.loads(OF_THE_DESIGN))


def only(tree: Tree, *entries: Tree, at: str = "2026H1") -> dict[str, Any]:
    """The object of a single indicator."""
    found: dict[str, Any] = as_json(evaluated(plan(indicators=[tree]), *entries, at=at))
    first: dict[str, Any] = found["indicators"][0]
    return first


@pytest.mark.parametrize(
    ("target", "written"),
    [
        ({"at_least": "70%", "by": 2030}, {"at_least": "70", "by": "2030"}),
        ({"more_than": "0,82", "by": "2028H1"}, {"more_than": "0.82", "by": "2028H1"}),
        ({"at_most": 5, "by": "2026-2030"}, {"at_most": "5", "by": "2026-2030"}),
        ({"less_than": 5, "each": "year"}, {"less_than": "5", "each": "year"}),
        ({"equals": 5}, {"equals": "5"}),
        ({"between": ["1,5", 5], "by": 2030}, {"between": ["1.5", "5"], "by": "2030"}),
    ],
)
def test_a_target_is_written_as_its_comparison_and_its_term(target: Tree, written: Tree) -> None:
    assert only(indicator(target=target))["target"] == written


def test_answers_are_written_in_vietnamese() -> None:
    tree = indicator(
        measure="yes_no",
        target={"equals": "yes", "by": 2030},
        baseline={"period": "2025H2", "value": "no"},
    )
    found = only(tree, figures("2026H1", "no"))
    assert (found["actual"], found["required"], found["target"]) == (
        "không",
        "không",
        {"equals": "có", "by": "2030"},
    )


def test_what_is_not_known_is_null_and_never_zero() -> None:
    found = only(indicator(), at="2026H1")
    assert {key for key, value in found.items() if value is None} == {
        "actual",
        "numerator",
        "denominator",
        "required",
        "observed_in",
        "trend",
        "forecast",
    }


@pytest.mark.parametrize(
    ("value", "written"),
    [("0", "0"), ("-0,00001", "0"), ("1.234.567,89", "1234567.89"), ("2,50000", "2.5")],
)
def test_numbers_are_decimal_strings(value: str, written: str) -> None:
    assert only(indicator(), figures("2026H1", value))["actual"] == written


def test_a_forecast_names_its_points_and_its_term() -> None:
    seen = [figures(period, n) for n, period in enumerate(["2026H1", "2026H2", "2027H1"])]
    found = only(indicator(), *seen, at="2027H1")
    assert found["forecast"] == {"value": "9", "points": 3, "by": "2030H2"}
    assert found["trend"] == "better"


def test_a_part_has_the_fields_of_a_whole() -> None:
    tree = compound(part(id="a"), number="4.5", group="ct-1")
    seen = entry("2026H1", indicators={"CT-1": {"parts": {"a": {"value": 11}}}})
    found = only(tree, seen)
    assert list(found["parts"][0]) == list(found)
    assert (found["actual"], found["target"]) == (None, None)
    first = found["parts"][0]
    assert (first["id"], first["name"], first["number"], first["group"]) == (
        "a",
        "Phần",
        "4.5",
        "ct-1",
    )
    assert (first["actual"], first["status"], first["parts"]) == ("11", "exceeded", [])


def test_a_task_without_a_report_has_nulls() -> None:
    found = as_json(evaluated(plan(tasks=[task()]), at="2026H1"))["tasks"]
    assert found == [
        {
            "id": "NV-1",
            "status": "not_reported",
            "state": None,
            "due": "2026-12-31",
            "completed": None,
            "days_left": 200,
            "due_soon": False,
            "budget": None,
            "spent": None,
        }
    ]


def test_the_summary_counts_in_the_order_from_best_to_worst() -> None:
    tree = plan(indicators=[indicator(id=f"CT-{n}") for n in range(4)])
    seen = entry("2026H1", indicators={"CT-0": {"value": 9}, "CT-2": {"value": 11}})
    found = as_json(evaluated(tree, seen, at="2026H1"))["summary"]["indicators"]
    assert list(found.items()) == [("exceeded", 1), ("in_progress", 1), ("no_data", 2)]


def test_the_object_has_what_json_has_and_no_floats() -> None:
    def scalars(tree: object) -> set[type]:
        if isinstance(tree, dict):
            return set[type]().union(*map(scalars, tree.values()))
        if isinstance(tree, list):
            return set[type]().union(*map(scalars, tree))
        return {type(tree)}

    seen = entry("2026H1", indicators={"CT-1": {"numerator": 1, "denominator": 3}})
    tree = indicator(measure="ratio", target={"at_least": "70%", "by": 2030})
    found = as_json(evaluated(plan(indicators=[tree], tasks=[task()]), seen, at="2026H1"))
    assert scalars(found) == {str, int, bool, type(None)}


def test_the_status_is_the_one_that_was_evaluated() -> None:
    seen = figures("2026H1", 9)
    assert only(indicator(), seen)["status"] == of_indicator(indicator(), seen, at="2026H1").status
