"""Roll-ups: money and its sources, scorecards of departments and persons, and the 6 rõ."""

from fractions import Fraction
from typing import Any

import pytest

from kehoach.result import Evaluation
from kehoach.summary import (
    Scorecard,
    budget,
    budget_by_source,
    personal_scorecards,
    scorecards,
    six_clear,
)
from support import Tree, entry, evaluated, indicator, plan, read_plan, task

TASKS = [
    task(id="NV-1", budget="50 triệu", sources=["Ngân sách"], person="Hiệu trưởng"),
    task(id="NV-2", budget="20 triệu", sources=["NSNN", "Xã hội hóa"], person="Hiệu trưởng"),
    task(id="NV-3", budget="30 triệu", sources=["NSNN", "Xã hội hóa"]),
    task(id="NV-4", sources=["Ngân sách"], deadline="Quý I năm 2026"),
    task(id="NV-5", lead=["ubnd-xa"], person="Chủ tịch", deadline="Quý I năm 2026"),
]
REPORTS = entry(
    "2026H1",
    tasks={
        "NV-1": {"state": "done", "completed": "01/06/2026", "spent": "48 triệu"},
        "NV-2": {"state": "in_progress", "spent": "5 triệu"},
        "NV-4": {"state": "done", "completed": "01/04/2026", "spent": "2 triệu"},
    },
)


@pytest.fixture
def evaluation() -> Evaluation:
    return evaluated(plan(tasks=TASKS), REPORTS, at="2026H1")


def test_known_amounts_are_added_and_the_unknown_counted(evaluation: Evaluation) -> None:
    found = budget(evaluation.tasks)
    assert (found.planned, found.spent) == (100_000_000, 55_000_000)
    assert (found.without_amount, found.tasks) == (2, 5)
    # 2 million went to a task without an amount: no share is taken of it.
    assert (found.unplanned, found.share) == (2_000_000, Fraction(53))


def test_money_without_a_plan_has_no_share(evaluation: Evaluation) -> None:
    unplanned = budget(task for task in evaluation.tasks if task.item.budget is None)
    assert (unplanned.planned, unplanned.spent, unplanned.share) == (0, 2_000_000, None)


def test_a_budget_of_zero_is_an_amount() -> None:
    found = budget(evaluated(plan(tasks=[task(budget="0")]), at="2026H1").tasks)
    assert (found.without_amount, found.share) == (0, None)


def test_an_unsplit_pair_of_sources_stands_by_itself(evaluation: Evaluation) -> None:
    found = [
        (sources, money.planned, money.spent, money.without_amount)
        for sources, money in budget_by_source(evaluation.tasks)
    ]
    assert found == [
        (("Ngân sách",), 50_000_000, 50_000_000, 1),
        (("NSNN", "Xã hội hóa"), 50_000_000, 5_000_000, 0),
        ((), 0, 0, 1),
    ]


def card(cards: list[Scorecard], key: str) -> Scorecard:
    """The scorecard of a department or a person."""
    return next(found for found in cards if found.id == key)


def test_a_department_is_told_what_became_of_the_tasks_it_leads(evaluation: Evaluation) -> None:
    found = card(scorecards(evaluation), "bgh")
    assert (found.name, found.external) == ("Ban giám hiệu", False)
    assert found.assigned == 4
    assert (found.done_on_time, found.done_late, found.overdue, found.open) == (1, 1, 0, 2)
    assert found.share_on_time == found.share_late == 25


def test_an_external_department_stands_apart(evaluation: Evaluation) -> None:
    found = card(scorecards(evaluation), "ubnd-xa")
    assert found.external
    assert (found.assigned, found.overdue) == (1, 1)
    assert found.share_late == 100


def test_only_departments_that_lead_something_have_a_scorecard(evaluation: Evaluation) -> None:
    assert [found.id for found in scorecards(evaluation)] == ["bgh", "ubnd-xa"]


def test_tasks_put_off_are_neither_open_nor_late() -> None:
    off = {
        "NV-1": {"state": "suspended", "reason": "x"},
        "NV-2": {"state": "cancelled", "reason": "x"},
    }
    tree = plan(tasks=[task(id=key, deadline="Quý I năm 2026") for key in off])
    found = card(scorecards(evaluated(tree, entry("2026H1", tasks=off), at="2026H1")), "bgh")
    assert (found.assigned, found.open, found.overdue, found.done_late) == (2, 0, 0, 0)


def led(**keys: Any) -> Tree:
    """An indicator due in 2026H1."""
    return indicator(target={"at_least": 10, "by": "2026H1"}, **keys)


def test_a_department_is_told_what_became_of_its_indicators() -> None:
    values = {"CT-1": 11, "CT-2": 10, "CT-3": 9}
    tree = plan(indicators=[led(id=key) for key in values])
    seen = entry("2026H1", indicators={key: {"value": value} for key, value in values.items()})
    found = card(scorecards(evaluated(tree, seen, at="2026H1")), "bgh")
    assert (found.indicators, found.exceeded, found.achieved, found.missed) == (3, 1, 1, 1)
    assert found.share_exceeded == Fraction(100, 3)


def test_a_share_of_nothing_is_not_enough_to_tell() -> None:
    found = card(scorecards(evaluated(plan(indicators=[led()]), at="2026H1")), "bgh")
    assert (found.share_on_time, found.share_late) == (None, None)
    assert found.share_exceeded == 0


def test_two_departments_that_lead_together_both_answer_for_it() -> None:
    tree = plan(tasks=[task(lead=["bgh", "to-vp"])])
    assert [found.assigned for found in scorecards(evaluated(tree, at="2026H1"))] == [1, 1]


def test_a_person_answers_for_tasks_and_not_for_indicators(evaluation: Evaluation) -> None:
    cards = personal_scorecards(evaluation)
    assert [(found.id, found.assigned, found.external) for found in cards] == [
        ("Hiệu trưởng", 2, False),
        ("Chủ tịch", 1, True),
    ]
    assert (cards[0].done_on_time, cards[0].open, cards[0].indicators) == (1, 1, 0)
    assert cards[0].share_exceeded is None


def test_six_clear_names_what_a_task_states() -> None:
    bare, full = task(), task(id="NV-2", person="A", authority="B", product="C")
    found = six_clear(read_plan(plan(tasks=[bare, full])))
    assert found[0].stated == {"work", "responsibility", "time"}
    assert found[1].stated == {"person", "work", "responsibility", "authority", "time", "product"}
    assert [one.complete for one in found] == [False, True]


def test_a_task_without_a_lead_states_no_responsibility() -> None:
    found = six_clear(read_plan(plan(tasks=[task(lead=[])])))
    assert "responsibility" not in found[0].stated
