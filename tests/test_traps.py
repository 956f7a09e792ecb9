"""The traps of the source that the design lists, each survived by the real catalogue."""

from datetime import date
from fractions import Fraction

import pytest

from kehoach.check import check
from kehoach.indicator import Indicator
from kehoach.load import Data, File, load
from kehoach.period import Period
from kehoach.plan import Plan, Task
from kehoach.problem import Code, Severity
from kehoach.result import Evaluation, IndicatorResult, TaskResult
from kehoach.status import evaluate
from kehoach.summary import budget, budget_by_source, scorecards, six_clear
from support import ROOT, Tree, codes, entry, entry_file, indicator, of_indicator, plan

PLAN_FILE = File("data/plan.yaml", (ROOT / "data/plan.yaml").read_bytes())


@pytest.fixture(scope="module")
def real(catalogue: Data) -> Plan:
    assert catalogue.plan is not None
    return catalogue.plan


def the_indicator(real: Plan, key: str) -> Indicator:
    return next(one for one in real.indicators if one.id == key)


def the_task(real: Plan, key: str) -> Task:
    return next(one for one in real.tasks if one.id == key)


def real_at(period: str, *entries: Tree, as_of: date | None = None) -> Evaluation:
    """The real catalogue with entries made for the test, as of the cut-off of a period."""
    data = load([PLAN_FILE, *map(entry_file, entries)])
    wrong = [p for p in check(data, lambda _: True) if p.severity is Severity.ERROR]
    assert not wrong
    assert data.plan is not None
    at = Period.parse(period)
    return evaluate(data.plan, data.entries, at, as_of or data.plan.calendar.cutoff(at))


def result(found: Evaluation, key: str) -> IndicatorResult:
    return next(one for one in found.indicators if one.item.id == key)


def task_result(found: Evaluation, key: str) -> TaskResult:
    return next(one for one in found.tasks if one.item.id == key)


# Two rows are numbered 4.3 and two 4.6; group 1 starts at 1.2.


def test_trap_a_printed_number_is_a_label_and_may_repeat(real: Plan) -> None:
    numbers = [one.number for one in real.indicators]
    assert (numbers.count("4.3"), numbers.count("4.6")) == (2, 2)
    ids = [item.id for item in real.items()]
    assert len(set(ids)) == len(ids)
    assert [one.id for one in real.indicators if one.number in ("4.3", "4.6")] == [
        "CT-4.3a",
        "CT-4.3b",
        "CT-4.6a",
        "CT-4.6b",
    ]


def test_trap_two_rows_of_one_number_keep_their_own_figures() -> None:
    seen = entry(
        "2026H1",
        indicators={"CT-4.3a": {"numerator": 20, "denominator": 20}, "CT-4.3b": {"value": 0}},
    )
    found = real_at("2026H1", seen)
    assert result(found, "CT-4.3a").actual == 100
    assert result(found, "CT-4.3b").actual == 0


def test_trap_group_1_starts_at_1_2(real: Plan) -> None:
    assert [one.number for one in real.indicators if one.group == "ct-1"] == ["1.2"]


def test_trap_a_printed_number_is_never_a_decimal() -> None:
    data = load([File("data/plan.yaml", PLAN_FILE.data.replace(b'"4.3"', b"4.30"))])
    assert data.plan is not None
    assert [one.number for one in data.plan.indicators].count("4.30") == 2


# II.1 says more than 98%, row 3.1 says 100%: both stay.


def test_trap_98_and_100_per_cent_stand_side_by_side_and_the_check_names_them(
    catalogue: Data, real: Plan
) -> None:
    assert the_indicator(real, "CT-3.1").conflicts_with == ("CT-II.1.2",)
    assert the_indicator(real, "CT-II.1.2").conflicts_with == ("CT-3.1",)
    found = [p for p in check(catalogue, lambda _: True) if p.code is Code.CONFLICTING_TARGETS]
    assert len(found) == 1
    assert {found[0].details["one"], found[0].details["other"]} == {"CT-3.1", "CT-II.1.2"}
    assert found[0].severity is Severity.WARNING


def test_trap_99_per_cent_meets_the_one_and_misses_the_other() -> None:
    both = {"numerator": 99, "denominator": 100}
    whole = {"numerator": 500, "denominator": 500}
    seen = entry(
        "2026H1",
        indicators={"CT-3.1": {"parts": {"lop-hoc": whole, "tieu-hoc": both}}, "CT-II.1.2": both},
    )
    found = real_at("2026H1", seen)
    assert result(found, "CT-3.1").status == "missed"
    assert result(found, "CT-II.1.2").status == "achieved"


def test_trap_more_than_98_per_cent_is_not_98_per_cent() -> None:
    seen = entry("2026H1", indicators={"CT-II.1.2": {"numerator": 98, "denominator": 100}})
    assert result(real_at("2026H1", seen), "CT-II.1.2").status == "missed"


# 4.5: at least 90% reach level 1, and of them at least 30% are above it.


def test_trap_4_5_has_two_parts_and_states_its_reading_of_of_them(real: Plan) -> None:
    whole = the_indicator(real, "CT-4.5")
    assert [one.id for one in whole.parts] == ["reached", "above"]
    above = whole.parts[1]
    assert above.denominator == whole.parts[0].numerator
    assert "Cách hiểu khác" in (above.note or "")
    assert "cách hiểu khác" in (whole.note or "")


@pytest.mark.parametrize(
    ("reached", "above", "status"),
    [(90, 27, "achieved"), (90, 26, "missed"), (89, 89, "missed"), (95, 30, "exceeded")],
)
def test_trap_4_5_holds_only_where_both_parts_hold(reached: int, above: int, status: str) -> None:
    parts = {
        "reached": {"numerator": reached, "denominator": 100},
        "above": {"numerator": above, "denominator": reached},
    }
    seen = entry("2030H1", indicators={"CT-4.5": {"parts": parts}})
    assert result(real_at("2030H2", seen), "CT-4.5").status == status


# > 0,82 is strict, with a decimal comma.


@pytest.mark.parametrize(
    ("value", "status"), [("0,82", "missed"), ("0,8201", "achieved"), ("0,9", "achieved")]
)
def test_trap_0_82_is_strict_and_has_a_decimal_comma(value: str, status: str, real: Plan) -> None:
    target = the_indicator(real, "CT-5").target
    assert target is not None
    assert target.bound == Fraction(82, 100)
    seen = entry("2030H2", indicators={"CT-5": {"value": value}})
    assert result(real_at("2030H2", seen), "CT-5").status == status


# Teachers take part at the quota, and at least one is awarded.


@pytest.mark.parametrize(
    ("sent", "awarded", "status"),
    [(6, 1, "achieved"), (7, 3, "exceeded"), (6, 0, "missed"), (5, 3, "missed")],
)
def test_trap_taking_part_at_the_quota_and_being_awarded_are_two_things(
    sent: int, awarded: int, status: str
) -> None:
    parts = {"tham-gia": {"numerator": sent, "denominator": 6}, "dat": {"value": awarded}}
    seen = entry("2026H2", indicators={"CT-II.2.3": {"parts": parts}})
    assert result(real_at("2026H2", seen), "CT-II.2.3").status == status


# "Đạt" has no formula.


@pytest.mark.parametrize("key", ["CT-3.2", "CT-4.1"])
def test_trap_dat_is_a_yes_or_no_with_evidence(real: Plan, key: str) -> None:
    one = the_indicator(real, key)
    assert one.measure == "yes_no"
    assert "minh chứng" in (one.note or "")


@pytest.mark.parametrize("key", ["CT-4.6a", "CT-4.6b"])
def test_trap_100_per_cent_of_one_school_is_a_yes(real: Plan, key: str) -> None:
    assert the_indicator(real, key).measure == "yes_no"


# A deadline is the last day of what is written.


@pytest.mark.parametrize(
    ("key", "words", "last_day"),
    [
        ("NV-I.1", "2026", date(2026, 12, 31)),
        ("NV-II.1", "Năm 2026", date(2026, 12, 31)),
        ("NV-II.2", "Năm 2030", date(2030, 12, 31)),
        ("NV-III.1", "Quý II năm 2026", date(2026, 6, 30)),
        ("NV-IV.2", "Giai đoạn 2026-2030", date(2030, 12, 31)),
        ("NV-IV.5", "2030", date(2030, 12, 31)),
    ],
)
def test_trap_a_deadline_is_the_last_day_of_what_is_written(
    real: Plan, key: str, words: str, last_day: date
) -> None:
    one = the_task(real, key)
    assert (str(one.deadline), real.due_on(one)) == (words, last_day)


def test_trap_a_task_of_2026_is_not_overdue_at_the_cutoff_of_2026() -> None:
    found = real_at("2026H2")
    assert task_result(found, "NV-I.1").status == "not_reported"
    assert task_result(found, "NV-III.1").status == "overdue"


# Amounts, four of nine without; two sources without a split.


def test_trap_amounts_are_written_in_three_ways(real: Plan) -> None:
    amounts = {one.id: one.budget for one in real.tasks}
    assert amounts["NV-II.2"] == 3_000_000_000
    assert amounts["NV-III.1"] == 50_000_000
    assert amounts["NV-IV.4"] == 20_000_000_000


def test_trap_the_sum_never_hides_the_tasks_without_an_amount() -> None:
    money = budget(real_at("2026H1").tasks)
    assert (money.planned, money.without_amount, money.tasks) == (23_570_000_000, 4, 9)


def test_trap_two_sources_without_a_split_are_a_source_of_their_own() -> None:
    found = {sources: money.planned for sources, money in budget_by_source(real_at("2026H1").tasks)}
    assert found == {
        (): 0,
        ("Ngân sách",): 3_050_000_000,
        ("NSNN", "nguồn xã hội hóa"): 20_520_000_000,
    }


# Task II.1 has duties inside the person cell; task IV.4 is led by UBND xã.


def test_trap_the_duties_in_the_person_cell_are_a_note(real: Plan) -> None:
    one = the_task(real, "NV-II.1")
    assert one.person == "Cán bộ phụ trách y tế học đường, bán trú, an toàn trường học"
    assert "Hội khỏe Phù Đổng" in (one.note or "")


def test_trap_what_ubnd_xa_leads_is_never_the_schools_own_lateness(real: Plan) -> None:
    assert the_task(real, "NV-IV.4").lead == ("ubnd-xa",)
    cards = {card.id: card for card in scorecards(real_at("2030H2", as_of=date(2031, 1, 1)))}
    assert (cards["ubnd-xa"].external, cards["ubnd-xa"].overdue) == (True, 1)
    assert (cards["bgh"].external, cards["bgh"].assigned, cards["bgh"].overdue) == (False, 8, 8)


def test_trap_the_head_of_the_commune_is_an_external_department(real: Plan) -> None:
    assert {"ubnd-xa", "chu-tich-ubnd-xa", "phong-kinh-te", "phong-vhxh"} == real.external


# 2.1 and 2.2 are the commune's, 5 is the city's.


def test_trap_the_level_says_for_whom_it_is_measured(real: Plan) -> None:
    levels = {one.id: one.level for one in real.indicators if one.level != "school"}
    assert levels == {"CT-2.1": "commune", "CT-2.2": "commune", "CT-5": "city"}


# 2025-2030 in section III, 2026-2030 in the appendices.


def test_trap_both_phases_stand(real: Plan) -> None:
    assert str(real.horizon) == "2026-2030"
    assert "2025-2030" in [str(phase.period) for phase in real.phases]


# What the table "What each indicator means" adds.


def test_trap_a_denominator_of_zero_is_not_applicable_with_a_reason() -> None:
    figure = {"numerator": 0, "denominator": 0, "not_applicable": "chưa có giáo viên"}
    seen = entry("2026H1", indicators={"CT-4.4": figure})
    assert result(real_at("2026H1", seen), "CT-4.4").status == "not_applicable"
    without = entry("2026H1", indicators={"CT-4.4": {"numerator": 0, "denominator": 0}})
    data = load([PLAN_FILE, entry_file(without)])
    assert Code.ZERO_DENOMINATOR in [found.code for found in check(data, lambda _: True)]


def test_trap_primary_completion_counts_grade_5_and_is_final_in_the_first_half(real: Plan) -> None:
    one = the_indicator(real, "CT-3.1")
    assert one.measured == ("H1",)
    assert "trừ học sinh khuyết tật" in (one.parts[1].denominator or "")
    assert "lớp 5" in (one.parts[1].denominator or "")


def test_trap_what_is_published_at_the_end_of_the_year_is_not_due_before(real: Plan) -> None:
    found = real_at("2026H1")
    not_due = [one.item.id for one in found.indicators if one.status == "not_due"]
    assert not_due == [one.id for one in real.indicators if one.measured == ("H2",)]
    assert not_due == ["CT-2.1", "CT-2.2", "CT-5"]


def test_trap_the_six_clear_check_says_that_no_task_states_its_authority(real: Plan) -> None:
    assert all("authority" not in found.stated for found in six_clear(real))
    assert all(len(found.stated) == 5 for found in six_clear(real))


def test_trap_a_half_year_closes_on_14_june_and_is_no_term_of_the_school_year(real: Plan) -> None:
    assert real.calendar.span(Period.parse("2026H1")) == (date(2025, 12, 15), date(2026, 6, 15))


def test_trap_a_blank_of_the_source_is_never_a_zero() -> None:
    # A small plan, because the real one has no baseline at all.
    tree = indicator(baseline={"period": "2025H2", "value": ""})
    assert codes(plan(indicators=[tree])) == [Code.MISSING_KEY]
    seen = entry("2026H1", indicators={"CT-1": {"value": ""}})
    assert of_indicator(indicator(), seen, at="2026H1").status == "no_data"
