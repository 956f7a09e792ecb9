"""The status rules, one by one, as pages 3 of the design and `kehoach.status` state them."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from kehoach.period import Period
from kehoach.result import Forecast, IndicatorStatus, TaskStatus, Trend
from kehoach.status import worst
from support import (
    Tree,
    compound,
    entry,
    evaluated,
    figures,
    indicator,
    of_indicator,
    of_plan,
    of_routine,
    of_task,
    part,
    plan,
    routine,
    task,
)

NOT_APPLICABLE = {"not_applicable": "chưa có đối tượng"}


def status(tree: Tree, *entries: Tree, at: str, **more: Any) -> str:
    """The status of a single indicator."""
    return of_indicator(tree, *entries, at=at, **more).status.value


# Rule 1


def test_rule_1_the_latest_observation_decides_that_nothing_applies() -> None:
    none = entry("2026H2", indicators={"CT-1": NOT_APPLICABLE})
    before, after = figures("2026H1", 99), figures("2027H1", 99)
    assert status(indicator(), before, none, at="2026H2") == "not_applicable"
    assert status(indicator(), before, none, after, at="2027H1") == "exceeded"


def test_rule_1_holds_even_where_the_term_is_reached() -> None:
    tree = indicator(target={"at_least": 10, "by": "2026H1"})
    none = entry("2026H1", indicators={"CT-1": NOT_APPLICABLE})
    assert status(tree, none, at="2026H1") == "not_applicable"


def test_rule_1_a_zero_denominator_with_a_reason_is_not_applicable() -> None:
    tree = indicator(measure="ratio", target={"at_least": "70%", "by": 2030})
    none = entry("2026H1", indicators={"CT-1": {"numerator": 0, "denominator": 0} | NOT_APPLICABLE})
    assert status(tree, none, at="2026H1") == "not_applicable"


# Rule 2


@pytest.mark.parametrize(
    ("as_of", "expected"), [("2026-06-13", "not_due"), ("2026-06-14", "no_data")]
)
def test_rule_2_a_half_year_is_due_on_its_cutoff(as_of: str, expected: str) -> None:
    assert status(indicator(), at="2026H1", as_of=as_of) == expected


@pytest.mark.parametrize(("at", "expected"), [("2026H1", "not_due"), ("2026H2", "no_data")])
def test_rule_2_only_halves_in_which_it_is_measured_are_due(at: str, expected: str) -> None:
    assert status(indicator(measured=["H2"]), at=at) == expected


def test_rule_2_nothing_is_due_before_the_horizon() -> None:
    assert status(indicator(), at="2025H2") == "not_due"


def test_rule_2_a_later_day_does_not_make_a_later_half_year_due() -> None:
    tree = indicator(measured=["H2"])
    assert status(tree, at="2026H1", as_of="2030-01-01") == "not_due"


def test_rule_2_a_note_alone_is_no_observation() -> None:
    note = entry("2026H1", indicators={"CT-1": {"note": "đang thu thập"}})
    assert status(indicator(), note, at="2026H1") == "no_data"


@pytest.mark.parametrize("told", [{}, {"CT-1": {"note": "đang thu thập"}}])
def test_a_later_entry_without_a_figure_leaves_the_last_observation(told: Tree) -> None:
    later = entry("2026H2", indicators=told)
    found = of_indicator(indicator(), figures("2026H1", 9), later, at="2026H2")
    assert (str(found.observed_in), found.stale) == ("2026H1", True)


# `check` refuses all three: the rules must not break down on them.
@pytest.mark.parametrize(
    ("tree", "figure"),
    [
        (indicator(target=None), {"value": 5}),
        (indicator(measure="ratio", target={"at_least": "70%"}), {"numerator": 5}),
        (indicator(measure="ratio", target={"at_least": "70%"}), {"denominator": 5}),
    ],
)
def test_what_cannot_be_compared_is_no_data(tree: Tree, figure: Tree) -> None:
    seen = entry("2026H1", indicators={"CT-1": figure})
    found = of_plan(plan(indicators=[tree]), seen, as_of=date(2026, 6, 14))
    assert found.indicators[0].status == "no_data"


def test_a_later_observation_is_not_known_yet() -> None:
    assert status(indicator(), figures("2026H2", 99), at="2026H1") == "no_data"


# Rule 3


def part_figures(period: str = "2026H1", **parts: object) -> Tree:
    """An entry with figures of the parts of CT-1."""
    values = {key: {"value": value} for key, value in parts.items() if value is not None}
    return entry(period, indicators={"CT-1": {"parts": values}})


TWO_PARTS = compound(
    part(id="a", target={"at_least": 10, "by": 2030}),
    part(id="b", target={"at_least": 10, "by": "2026H1"}),
)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (11, 11, "exceeded"),
        (11, 10, "achieved"),
        (10, 11, "achieved"),
        (9, 11, "in_progress"),
        (11, 9, "missed"),
        (9, 9, "missed"),
        (None, 11, "no_data"),
        (11, None, "no_data"),
        (None, 9, "no_data"),
    ],
)
def test_rule_3_a_compound_indicator_is_as_good_as_its_worst_part(
    a: int | None, b: int | None, expected: str
) -> None:
    assert status(TWO_PARTS, part_figures(a=a, b=b), at="2026H1") == expected


def test_rule_3_parts_that_do_not_apply_are_passed_over() -> None:
    values = {"a": NOT_APPLICABLE, "b": {"value": 9}}
    seen = entry("2026H1", indicators={"CT-1": {"parts": values}})
    assert status(TWO_PARTS, seen, at="2026H1") == "missed"


def test_rule_3_all_parts_not_applicable_is_not_applicable() -> None:
    values = {"a": NOT_APPLICABLE, "b": NOT_APPLICABLE}
    seen = entry("2026H1", indicators={"CT-1": {"parts": values}})
    assert status(TWO_PARTS, seen, at="2026H1") == "not_applicable"


def test_rule_3_a_part_that_is_not_due_is_passed_over() -> None:
    seen = part_figures(a=11)
    assert status(TWO_PARTS, seen, at="2026H1", as_of="2026-06-13") == "exceeded"


def test_rule_3_what_does_not_apply_as_a_whole_applies_to_no_part() -> None:
    whole = entry("2026H1", indicators={"CT-1": NOT_APPLICABLE})
    found = of_indicator(TWO_PARTS, whole, at="2026H1")
    assert [found.status, *(one.status for one in found.parts)] == ["not_applicable"] * 3


def test_rule_3_without_any_observation_it_is_like_any_other() -> None:
    assert status(TWO_PARTS, at="2026H1", as_of="2026-06-13") == "not_due"
    assert status(TWO_PARTS, at="2026H1") == "no_data"


def test_a_part_takes_its_own_last_observation() -> None:
    first, second = part_figures("2026H1", a=11, b=11), part_figures("2026H2", a=12)
    found = of_indicator(TWO_PARTS, first, second, at="2026H2")
    assert [str(one.observed_in) for one in found.parts] == ["2026H2", "2026H1"]
    assert [one.stale for one in found.parts] == [False, True]


def test_a_part_without_a_term_is_due_at_the_end_of_the_horizon() -> None:
    tree = compound(part(id="a", target={"at_least": 10}))
    assert status(tree, part_figures("2026H1", a=9), at="2030H1") == "in_progress"
    assert status(tree, part_figures("2026H1", a=9), at="2030H2") == "missed"


def test_a_part_belongs_to_its_whole() -> None:
    found = of_indicator(TWO_PARTS, part_figures(a=11, b=11), at="2026H1")
    assert {one.whole.id for one in (found, *found.parts)} == {"CT-1"}
    assert [one.item.id for one in found.parts] == ["a", "b"]


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (["exceeded", "achieved"], "achieved"),
        (["achieved", "on_track"], "on_track"),
        (["on_track", "in_progress"], "in_progress"),
        (["in_progress", "at_risk"], "at_risk"),
        (["at_risk", "behind"], "behind"),
        (["behind", "missed"], "missed"),
        (["missed", "no_data"], "no_data"),
        (["not_applicable", "exceeded"], "exceeded"),
        (["not_due", "missed"], "missed"),
        (["not_applicable", "not_applicable"], "not_applicable"),
        (["not_due", "not_due"], "not_due"),
        (["not_due", "not_applicable"], "not_due"),
        (["not_due", "no_data"], "no_data"),
    ],
)
def test_the_worst_of_two_statuses(statuses: list[str], expected: str) -> None:
    found = [IndicatorStatus(one) for one in statuses]
    assert worst(found) == worst(reversed(found)) == expected


# Rule 4


@pytest.mark.parametrize(
    ("target", "value", "expected"),
    [
        ({"at_least": 10}, "10", "achieved"),
        ({"at_least": 10}, "10,0001", "exceeded"),
        ({"at_least": 10}, "9,9999", "missed"),
        ({"at_most": 10}, "10", "achieved"),
        ({"at_most": 10}, "9,9999", "exceeded"),
        ({"at_most": 10}, "10,0001", "missed"),
        ({"more_than": 10}, "10", "missed"),
        ({"more_than": 10}, "99", "achieved"),
        ({"less_than": 10}, "10", "missed"),
        ({"less_than": 10}, "0", "achieved"),
        ({"equals": 10}, "10", "achieved"),
        ({"equals": 10}, "10,1", "missed"),
        ({"between": [5, 10]}, "5", "achieved"),
        ({"between": [5, 10]}, "10", "achieved"),
        ({"between": [5, 10]}, "10,1", "missed"),
    ],
)
def test_rule_4_beyond_an_at_least_or_at_most_value_is_exceeded(
    target: Tree, value: str, expected: str
) -> None:
    tree = indicator(target=target | {"by": "2026H1"})
    assert status(tree, figures("2026H1", value), at="2026H1") == expected


@pytest.mark.parametrize(("value", "expected"), [("có", "achieved"), ("không", "in_progress")])
def test_rule_4_an_answer_can_be_achieved_and_not_exceeded(value: str, expected: str) -> None:
    tree = indicator(measure="yes_no", target={"equals": "có", "by": 2030})
    assert status(tree, figures("2026H1", value), at="2026H1") == expected


def test_rule_4_a_ratio_is_compared_exactly() -> None:
    tree = indicator(measure="ratio", target={"at_least": "66,6667%", "by": "2026H1"})
    seen = entry("2026H1", indicators={"CT-1": {"numerator": 2, "denominator": 3}})
    found = of_indicator(tree, seen, at="2026H1")
    assert (found.status, found.actual) == ("missed", Fraction(200, 3))


# Rule 5


@pytest.mark.parametrize(
    ("by", "at", "expected"),
    [
        ("2027H1", "2026H2", "in_progress"),
        ("2027H1", "2027H1", "missed"),
        ("2027H1", "2027H2", "missed"),
        ("2027", "2027H1", "in_progress"),
        ("2027", "2027H2", "missed"),
        ("2026-2028", "2028H1", "in_progress"),
        ("2026-2028", "2028H2", "missed"),
    ],
)
def test_rule_5_an_unmet_target_is_missed_once_its_term_is_reached(
    by: str, at: str, expected: str
) -> None:
    tree = indicator(target={"at_least": 10, "by": by})
    assert status(tree, figures("2026H1", 9), at=at) == expected


@pytest.mark.parametrize(("at", "expected"), [("2030H1", "in_progress"), ("2030H2", "missed")])
def test_rule_5_without_a_term_the_horizon_is_the_term(at: str, expected: str) -> None:
    tree = indicator(target={"at_least": 10})
    assert status(tree, figures("2026H1", 9), at=at) == expected


@pytest.mark.parametrize(
    ("measured", "seen", "expected"),
    [
        (["H1", "H2"], "2026H1", "in_progress"),
        (["H1", "H2"], "2026H2", "missed"),
        (["H2", "H1"], "2026H1", "in_progress"),
        (["H1"], "2026H1", "missed"),
        (["H2"], "2026H2", "missed"),
    ],
)
def test_rule_5_a_yearly_target_is_missed_in_the_last_half_in_which_it_is_measured(
    measured: list[str], seen: str, expected: str
) -> None:
    tree = indicator(target={"at_least": 10, "each": "year"}, measured=measured)
    assert status(tree, figures(seen, 9), at=seen) == expected


def test_rule_5_a_yearly_target_is_judged_by_its_latest_observation() -> None:
    tree = indicator(target={"at_least": 10, "each": "year"})
    seen = [figures("2026H2", 9), figures("2027H1", 9)]
    assert status(tree, *seen, at="2027H1") == "in_progress"
    assert status(tree, seen[0], at="2027H1") == "missed"


def test_rule_5_a_yearly_target_has_no_path() -> None:
    tree = indicator(
        target={"at_least": 10, "each": "year"}, baseline={"period": "2025H2", "value": 1}
    )
    found = of_indicator(tree, figures("2026H1", 9), at="2026H1")
    assert (found.status, found.required) == ("in_progress", None)


# Rule 6


def test_rule_6_a_path_is_never_invented() -> None:
    found = of_indicator(indicator(), figures("2026H1", 1), at="2026H1")
    assert (found.status, found.required) == ("in_progress", None)


def test_rule_6_before_the_first_milestone_there_is_no_path() -> None:
    tree = indicator(milestones={"2027H1": 5})
    seen = figures("2026H1", 4)
    assert status(tree, seen, at="2026H2") == "in_progress"
    assert status(tree, seen, at="2027H1") == "behind"


def test_rule_6_the_milestone_of_a_year_stands_at_its_last_half() -> None:
    tree = indicator(milestones={"2027": 5})
    seen = figures("2026H1", 5)
    assert status(tree, seen, at="2027H1") == "in_progress"
    assert status(tree, seen, at="2027H2") == "on_track"


def test_rule_6_an_interval_has_no_path() -> None:
    tree = indicator(
        target={"between": [5, 10], "by": 2030}, baseline={"period": "2025H2", "value": 1}
    )
    found = of_indicator(tree, figures("2026H1", 4), at="2026H1")
    assert (found.status, found.required) == ("in_progress", None)


# Rule 7: from 40 in 2025H2 to 70 in 2028H1, thirty in five half-years, six a half-year

PATH = indicator(
    measure="number",
    target={"at_least": 70, "by": "2028H1"},
    baseline={"period": "2025H2", "value": 40},
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("53", "on_track"),
        ("52", "on_track"),
        ("51,9999", "at_risk"),
        ("49", "at_risk"),
        ("48,9999", "behind"),
        ("40", "behind"),
        ("39", "behind"),
    ],
)
def test_rule_7_a_shortfall_of_a_tenth_of_the_whole_way_is_at_risk(
    value: str, expected: str
) -> None:
    found = of_indicator(PATH, figures("2026H2", value), at="2026H2")
    assert found.status == expected
    assert found.required == 52


def test_rule_7_worse_than_the_baseline_is_behind_however_small_the_shortfall() -> None:
    tree = indicator(
        target={"at_least": 70, "by": "2028H1"},
        baseline={"period": "2025H2", "value": 40},
        milestones={"2026H1": 41},
    )
    assert status(tree, figures("2026H1", 40), at="2026H1") == "at_risk"
    assert status(tree, figures("2026H1", 39), at="2026H1") == "behind"


def test_rule_7_what_is_required_is_met_even_below_the_baseline() -> None:
    tree = indicator(
        target={"at_least": 70, "by": "2028H1"},
        baseline={"period": "2025H2", "value": 40},
        milestones={"2026H1": 35},
    )
    assert status(tree, figures("2026H1", 36), at="2026H1") == "on_track"


def test_rule_7_without_a_baseline_the_way_begins_at_the_first_milestone() -> None:
    tree = indicator(target={"at_least": 70, "by": "2028H1"}, milestones={"2026H1": 50})
    # The whole way is 20, a tenth of it 2.
    assert status(tree, figures("2026H1", 48), at="2026H1") == "at_risk"
    assert status(tree, figures("2026H1", "47,9"), at="2026H1") == "behind"


@pytest.mark.parametrize(
    ("share", "value", "expected"),
    [("25%", "44,5", "at_risk"), ("25%", "44,4", "behind"), ("0%", "51,9", "behind")],
)
def test_rule_7_the_share_is_a_threshold_of_the_plan(share: str, value: str, expected: str) -> None:
    thresholds = {"at_risk": share}
    assert status(PATH, figures("2026H2", value), at="2026H2", thresholds=thresholds) == expected


def test_rule_7_is_judged_at_the_period_asked_for() -> None:
    seen = figures("2026H1", 46)
    assert status(PATH, seen, at="2026H1") == "on_track"
    assert status(PATH, seen, at="2027H2") == "behind"


@pytest.mark.parametrize(
    ("value", "expected"), [("28", "on_track"), ("31", "at_risk"), ("31,1", "behind")]
)
def test_rule_7_the_way_down_is_the_mirror_of_the_way_up(value: str, expected: str) -> None:
    tree = indicator(
        target={"at_most": 10, "by": "2028H1"}, baseline={"period": "2025H2", "value": 40}
    )
    assert status(tree, figures("2026H2", value), at="2026H2") == expected


def test_rule_7_at_the_term_the_target_counts_and_no_milestone() -> None:
    # From 40 in 2025H2 to 70 in 2026H2: 55 half-way. `check` refuses the milestone.
    tree = indicator(
        target={"at_least": 70, "by": "2026H2"},
        baseline={"period": "2025H2", "value": 40},
        milestones={"2026H2": 50},
    )
    found = of_plan(plan(indicators=[tree]), as_of=date(2026, 6, 14))
    assert found.indicators[0].required == 55


def test_rule_7_a_level_is_required_in_steps() -> None:
    tree = indicator(
        measure="level",
        target={"at_least": 3, "by": 2030},
        baseline={"period": "2025H2", "value": 1},
        milestones={"2027H2": 2},
    )
    seen = figures("2026H1", 1)
    assert of_indicator(tree, seen, at="2027H1").required == 1
    assert status(tree, seen, at="2027H1") == "on_track"
    assert of_indicator(tree, seen, at="2030H1").required == 2
    assert status(tree, seen, at="2030H1") == "behind"


def test_rule_7_an_answer_is_required_from_its_milestone_on() -> None:
    tree = indicator(
        measure="yes_no",
        target={"equals": "có", "by": 2030},
        baseline={"period": "2025H2", "value": "không"},
        milestones={"2027H1": "có"},
    )
    seen = figures("2026H1", "không")
    assert status(tree, seen, at="2026H2") == "on_track"
    assert status(tree, seen, at="2027H1") == "behind"


# Revisions and retirement

REVISED = indicator(
    target={"at_least": 10, "by": 2030},
    revisions=[
        {"from": "2028H1", "decision": "2/QĐ", "target": {"at_least": 30, "by": 2030}},
        {"from": "2027H1", "decision": "1/QĐ", "target": {"at_least": 20, "by": 2030}},
    ],
)


@pytest.mark.parametrize(
    ("at", "expected"),
    [("2026H2", "exceeded"), ("2027H1", "exceeded"), ("2027H2", "exceeded"), ("2028H1", "in_progress")],
)  # fmt: skip
def test_a_report_on_an_earlier_period_uses_the_target_then_in_force(
    at: str, expected: str
) -> None:
    assert status(REVISED, figures("2026H1", 25), at=at) == expected


def test_a_revision_changes_the_target_that_is_shown() -> None:
    bounds = []
    for at in ("2026H2", "2027H1", "2028H1"):
        target = of_indicator(REVISED, at=at).target
        bounds.append(target.bound if target else None)
    assert bounds == [10, 20, 30]


def test_a_retired_indicator_is_listed_up_to_the_period_before() -> None:
    tree = plan(indicators=[indicator(retired_from="2027H1", retired_decision="1/QĐ")])
    assert len(evaluated(tree, at="2026H2").indicators) == 1
    assert evaluated(tree, at="2027H1").indicators == ()


# Beside the status


@pytest.mark.parametrize("comparison", ["more_than", "less_than"])
def test_the_level_required_is_met_by_reaching_it_also_below_a_strict_bound(
    comparison: str,
) -> None:
    flat = indicator(
        target={comparison: 10, "by": 2030}, baseline={"period": "2025H2", "value": 10}
    )
    seen = figures("2026H1", 10)
    assert of_indicator(flat, seen, at="2030H1").status == "on_track"
    assert of_indicator(flat, seen, at="2030H2").status == "missed"


def test_a_baseline_that_is_yet_to_come_is_no_path() -> None:
    late = indicator(baseline={"period": "2026H2", "value": 4})
    seen = figures("2026H1", 3)
    assert of_indicator(late, seen, at="2026H1").status == "in_progress"
    assert of_indicator(late, seen, at="2026H2").status == "behind"


def test_stale_is_an_observation_older_than_the_one_that_is_due() -> None:
    seen = figures("2026H1", 9)
    found = of_indicator(indicator(), seen, at="2026H2", as_of="2026-12-13")
    assert (found.stale, str(found.expected_in)) == (False, "2026H1")
    found = of_indicator(indicator(), seen, at="2026H2", as_of="2026-12-14")
    assert (found.stale, str(found.expected_in)) == (True, "2026H2")


def test_an_early_observation_is_not_stale() -> None:
    found = of_indicator(indicator(), figures("2026H1", 9), at="2026H1", as_of="2026-03-01")
    assert (found.stale, found.expected_in) == (False, None)


@pytest.mark.parametrize(
    ("target", "values", "trend"),
    [
        ({"at_least": 10}, [5, 6], Trend.BETTER),
        ({"at_least": 10}, [6, 5], Trend.WORSE),
        ({"at_least": 10}, [5, 5], Trend.SAME),
        ({"at_most": 10}, [15, 16], Trend.WORSE),
        ({"at_most": 10}, [16, 15], Trend.BETTER),
        ({"equals": 10}, [8, 12], Trend.SAME),
        ({"between": [5, 10]}, [6, 9], Trend.SAME),
        ({"at_least": 10}, [5], None),
    ],
)
def test_the_trend_is_in_the_sense_of_the_target(
    target: Tree, values: list[int], trend: Trend | None
) -> None:
    seen = [figures(f"2026H{n}", value) for n, value in enumerate(values, 1)]
    assert of_indicator(indicator(target=target), *seen, at="2026H2").trend == trend


def test_the_trend_is_against_the_last_value_before() -> None:
    none = entry("2026H2", indicators={"CT-1": NOT_APPLICABLE})
    seen = [figures("2026H1", 5), none, figures("2027H1", 6), figures("2027H2", 4)]
    assert of_indicator(indicator(), *seen, at="2027H2").trend is Trend.WORSE
    assert of_indicator(indicator(), *seen, at="2027H1").trend is Trend.BETTER
    assert of_indicator(indicator(), *seen, at="2026H2").trend is None


def test_what_no_longer_applies_has_no_trend() -> None:
    none = entry("2027H1", indicators={"CT-1": NOT_APPLICABLE})
    seen = [figures("2026H1", 5), figures("2026H2", 6), none]
    assert of_indicator(indicator(), *seen, at="2027H1").trend is None


def test_the_gap_is_what_is_missing_to_the_target() -> None:
    assert of_indicator(indicator(), figures("2026H1", 4), at="2026H1").gap == 6
    assert of_indicator(indicator(), figures("2026H1", 14), at="2026H1").gap == 0
    assert of_indicator(indicator(), at="2026H1").gap is None


THREE = [figures("2026H1", 1), figures("2026H2", 2), figures("2027H1", 6)]


def test_a_forecast_needs_three_observations() -> None:
    assert of_indicator(indicator(), *THREE, at="2026H2").forecast is None
    found = of_indicator(indicator(), *THREE, at="2027H1").forecast
    # Slope 5/2 through (2026H2, 3); 2030H2 is eight half-years later.
    assert found == Forecast(Fraction(23), 3, Period.parse("2030H2"))


@pytest.mark.parametrize(
    ("measure", "target", "values"),
    [
        ("yes_no", {"equals": "có", "by": 2030}, ["không"] * 3),
        ("number", {"at_least": 10, "each": "year"}, [1, 2, 6]),
        ("number", {"at_least": 10, "by": "2027H1"}, [1, 2, 6]),
    ],
)
def test_a_forecast_is_only_made_of_numbers_and_of_what_is_ahead(
    measure: str, target: Tree, values: list[object]
) -> None:
    seen = [figures(p, v) for p, v in zip(["2026H1", "2026H2", "2027H1"], values, strict=True)]
    found = of_indicator(indicator(measure=measure, target=target), *seen, at="2027H1")
    assert found.forecast is None


def test_a_forecast_is_never_used_in_the_status() -> None:
    falling = [figures("2026H1", 30), figures("2026H2", 20), figures("2027H1", 10)]
    found = of_indicator(indicator(), *falling, at="2027H1")
    assert found.forecast is not None
    assert found.forecast.value < 0
    assert found.status is IndicatorStatus.ACHIEVED


def test_a_sample_marks_everything_from_its_period_on() -> None:
    seen = [entry("2026H1"), entry("2026H2", sample="có")]
    assert not evaluated(plan(), *seen, at="2026H1").sample
    assert evaluated(plan(), *seen, at="2026H2").sample
    assert evaluated(plan(sample="có"), at="2026H1").sample


# Tasks


def reported(period: str = "2026H1", **keys: Any) -> Tree:
    """An entry that reports on NV-1."""
    return entry(period, tasks={"NV-1": keys})


DUE = {"deadline": "30/06/2026"}


@pytest.mark.parametrize(
    ("completed", "expected"), [("30/06/2026", "done_on_time"), ("01/07/2026", "done_late")]
)
def test_a_task_done_on_its_last_day_is_on_time(completed: str, expected: str) -> None:
    seen = reported("2026H2", state="done", completed=completed)
    assert of_task(task(**DUE), seen, at="2026H2").status == expected


@pytest.mark.parametrize(
    ("keys", "on_the_day", "the_day_after"),
    [
        (None, "not_reported", "overdue"),
        ({"state": "not_started"}, "not_started", "overdue"),
        ({"state": "in_progress"}, "in_progress", "overdue"),
        ({"state": "suspended", "reason": "x"}, "suspended", "suspended"),
        ({"state": "cancelled", "reason": "x"}, "cancelled", "cancelled"),
        ({"state": "done", "completed": "01/06/2026"}, "done_on_time", "done_on_time"),
    ],
)
def test_an_open_task_is_overdue_the_day_after_its_last_day(
    keys: Tree | None, on_the_day: str, the_day_after: str
) -> None:
    seen = [reported(**keys)] if keys else []
    found = [
        of_task(task(**DUE), *seen, at="2026H1", as_of=day).status
        for day in ("2026-06-30", "2026-07-01")
    ]
    assert found == [on_the_day, the_day_after]


def test_an_overdue_task_keeps_the_state_it_is_in() -> None:
    seen = reported(state="in_progress")
    found = of_task(task(**DUE), seen, at="2026H1", as_of="2026-07-01")
    assert (found.status, found.state) == (TaskStatus.OVERDUE, "in_progress")


def test_the_last_entry_up_to_the_period_gives_the_state() -> None:
    seen = [reported(state="in_progress"), reported("2027H1", state="cancelled", reason="x")]
    found = [of_task(task(), *seen, at=at, as_of="2026-06-14") for at in ("2026H2", "2027H1")]
    assert [one.state for one in found] == ["in_progress", "cancelled"]
    assert [str(one.reported_in) for one in found] == ["2026H1", "2027H1"]


def test_what_was_spent_is_the_last_total_that_is_known() -> None:
    seen = [
        reported("2026H1", state="in_progress", spent="5 triệu"),
        reported("2026H2", state="in_progress"),
    ]
    assert of_task(task(), *seen, at="2026H2").spent == 5_000_000
    assert of_task(task(), at="2026H2").spent is None


@pytest.mark.parametrize(
    ("as_of", "days_left", "due_soon"),
    [
        ("2026-05-30", 31, False),
        ("2026-05-31", 30, True),
        ("2026-06-30", 0, True),
        ("2026-07-01", -1, False),
    ],
)
def test_a_task_is_due_soon_within_thirty_days_of_its_last_day(
    as_of: str, days_left: int, due_soon: bool
) -> None:
    found = of_task(task(**DUE), at="2026H1", as_of=as_of)
    assert (found.due, found.days_left, found.due_soon) == (
        date(2026, 6, 30),
        days_left,
        due_soon,
    )


def test_a_task_that_is_done_or_put_off_is_not_due_soon() -> None:
    for keys in (
        {"state": "done", "completed": "01/06/2026"},
        {"state": "suspended", "reason": "x"},
    ):
        assert not of_task(task(**DUE), reported(**keys), at="2026H1", as_of="2026-06-14").due_soon


def test_how_soon_is_a_threshold_of_the_plan() -> None:
    seven = {"due_soon_days": 7}
    found = [
        of_task(task(**DUE), at="2026H1", as_of=day, thresholds=seven).due_soon
        for day in ("2026-06-22", "2026-06-23")
    ]
    assert found == [False, True]


# Routines


@pytest.mark.parametrize(
    ("every", "at", "expected"),
    [
        ("month", "2026H1", 6),
        ("half_month", "2026H1", 12),
        ("half_year", "2026H2", 1),
        ("year", "2026H1", 0),
        ("year", "2026H2", 1),
        ("month", "2026", 12),
        ("half_month", "2026", 24),
        ("half_year", "2026", 2),
        ("year", "2026", 1),
        ("year", "2026-2030", 5),
    ],
)
def test_a_rhythm_asks_for_a_number_in_a_period(every: str, at: str, expected: int) -> None:
    assert of_routine(routine(every=every), at=at).expected == expected


@pytest.mark.parametrize(("at", "expected"), [("2026H1", 2), ("2026H2", 1), ("2026", 3)])
def test_an_uneven_rhythm_says_what_each_half_asks_for(at: str, expected: int) -> None:
    tree = routine(every="year", expected={"H1": 2, "H2": 1})
    assert of_routine(tree, at=at).expected == expected


@pytest.mark.parametrize(
    ("held", "met", "share"),
    [(6, True, 100), (7, True, Fraction(350, 3)), (5, False, Fraction(250, 3)), (0, False, 0)],
)
def test_a_routine_is_met_at_the_number_its_rhythm_asks_for(
    held: int, met: bool, share: Fraction | int
) -> None:
    seen = entry("2026H1", routines={"giao-ban": {"held": held}})
    found = of_routine(routine(), seen, at="2026H1")
    assert (found.held, found.met, found.share) == (held, met, share)


def test_a_routine_nobody_reported_is_neither_met_nor_missed() -> None:
    note = entry("2026H1", routines={"giao-ban": {"note": "chưa thống kê"}})
    found = of_routine(routine(), note, at="2026H1")
    assert (found.held, found.met, found.share) == (None, None, None)


def test_a_routine_that_is_not_due_has_no_share() -> None:
    seen = entry("2026H1", routines={"giao-ban": {"held": 0}})
    assert of_routine(routine(every="year"), seen, at="2026H1").share is None


def test_a_yearly_routine_held_in_the_first_half_counts_in_the_second() -> None:
    seen = entry("2026H1", routines={"giao-ban": {"held": 1}})
    assert of_routine(routine(every="year"), seen, at="2026H2").met is True
    assert of_routine(routine(every="year"), seen, at="2027H1").held is None
    assert of_routine(routine(every="half_year"), seen, at="2026H2").met is None


# Roll-ups of periods


def test_a_year_stands_where_its_last_half_does_and_adds_up_its_routines() -> None:
    tree = plan(indicators=[indicator()], tasks=[task()], routines=[routine()])
    first = entry(
        "2026H1",
        indicators={"CT-1": {"value": 3}},
        tasks={"NV-1": {"state": "not_started"}},
        routines={"giao-ban": {"held": 5}},
    )
    second = entry(
        "2026H2",
        indicators={"CT-1": {"value": 11}},
        tasks={"NV-1": {"state": "in_progress"}},
        routines={"giao-ban": {"held": 7}},
    )
    found = evaluated(tree, first, second, at="2026", as_of="2026-12-20")
    assert (found.period, found.as_of) == (Period.parse("2026"), date(2026, 12, 20))
    assert found.cutoff == date(2026, 12, 14)
    assert found.indicators[0].status == "exceeded"
    assert found.tasks[0].status == "in_progress"
    assert (found.routines[0].held, found.routines[0].met) == (12, True)


def test_an_evaluation_holds_the_plan_and_the_items_that_it_is_about() -> None:
    tree = plan(indicators=[indicator()], tasks=[task()], routines=[routine()])
    found = evaluated(tree, at="2026H1")
    assert [one.item for one in found.indicators] == list(found.plan.indicators)
    assert [one.item for one in found.tasks] == list(found.plan.tasks)
    assert [one.item for one in found.routines] == list(found.plan.routines)


def test_a_year_does_not_see_the_routines_of_the_year_before() -> None:
    seen = [entry(p, routines={"giao-ban": {"held": 6}}) for p in ("2026H1", "2026H2", "2027H1")]
    found = [of_routine(routine(), *seen, at=at).held for at in ("2026", "2027", "2028")]
    assert found == [12, 6, None]


def test_the_entry_of_a_year_gives_no_figures() -> None:
    tree = plan(indicators=[indicator()])
    told = entry("2026", narrative={"highlights": ["x"]})
    assert evaluated(tree, told, at="2026").indicators[0].status == "no_data"
