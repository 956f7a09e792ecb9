"""Laws that hold for every input, one a test: periods, numbers, paths, statuses, and the reader.

`HYPOTHESIS_PROFILE=thorough pytest tests/test_laws.py` tries many more cases.
"""

import json
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from kehoach import encoding, source
from kehoach.amount import (
    decimal_text,
    parse_amount,
    parse_number,
    parse_percentage,
    round_half_up,
)
from kehoach.check import check
from kehoach.contract.movement import movement_as_json
from kehoach.contract.status import as_json
from kehoach.document import Loc
from kehoach.load import PLAN_PATH, File, load
from kehoach.movement import IndicatorMove, Turn, between
from kehoach.period import Calendar, DayOfYear, Deadline, Period, parse_date
from kehoach.problem import Code, Refusal
from kehoach.result import IndicatorResult, IndicatorStatus, Trend
from kehoach.status import evaluate, worst
from kehoach.summary import budget, budget_by_source
from kehoach.target import Point, extrapolate, value_on_path
from support import (
    BEST_TO_WORST,
    Tree,
    compound,
    entry,
    entry_file,
    evaluated,
    figures,
    indicator,
    of_indicator,
    of_task,
    part,
    plan,
    plan_file,
    read,
    routine,
    task,
    text,
)

YEARS = st.integers(1991, 2197)
HALF_YEARS = st.builds(Period.half_year, YEARS, st.integers(1, 2))
ONE_YEAR = YEARS.map(lambda year: Period(2 * year, 2 * year + 1))
STAGES = st.builds(
    lambda year, more: Period(2 * year, 2 * (year + more) + 1), YEARS, st.integers(1, 2)
)
PERIODS = st.one_of(HALF_YEARS, ONE_YEAR, STAGES)


@st.composite
def calendars(draw: DrawFn) -> Calendar:
    """Two cut-offs, in order, on days that every year has."""
    first, second = sorted(draw(st.sets(st.integers(0, 364), min_size=2, max_size=2)))
    days = [date(2001, 1, 1) + timedelta(days) for days in (first, second)]
    return Calendar(*(DayOfYear(day.month, day.day) for day in days))


# Periods


@given(PERIODS)
def test_parsing_a_printed_period_gives_it_back(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(PERIODS, PERIODS, calendars())
def test_periods_are_ordered_like_their_days(one: Period, other: Period, days: Calendar) -> None:
    assert (one < other) == (days.span(one) < days.span(other))


@given(ONE_YEAR, calendars())
def test_the_span_of_a_year_is_that_of_its_halves_together(year: Period, days: Calendar) -> None:
    first, second = (days.span(half) for half in year.halves())
    assert days.span(year) == (first[0], second[1])
    assert first[1] == second[0]


@given(HALF_YEARS, calendars())
def test_spans_of_consecutive_halves_touch_and_never_overlap(half: Period, days: Calendar) -> None:
    after = Period(half.first + 1, half.last + 1)
    start, end = days.span(half)
    assert start < end == days.span(after)[0]


@given(st.dates(date(1992, 1, 1), date(2190, 12, 31)), calendars())
def test_every_day_belongs_to_exactly_one_half_year(day: date, days: Calendar) -> None:
    around = [Period.half_year(day.year + n, half) for n in (-1, 0, 1) for half in (1, 2)]
    spans = [(half, days.span(half)) for half in around]
    assert [half for half, (start, end) in spans if start <= day < end] == [days.containing(day)]


@given(PERIODS, PERIODS)
def test_a_period_contains_another_when_it_has_all_its_halves(one: Period, other: Period) -> None:
    assert (one in other) == set(one.halves()).issubset(other.halves())


@given(YEARS, st.integers(1, 4))
def test_a_quarter_ends_on_the_last_day_of_its_third_month(year: int, quarter: int) -> None:
    written = [
        f"{year}Q{quarter}",
        f"Quý {quarter} năm {year}",
        f"Quý {['I', 'II', 'III', 'IV'][quarter - 1]} năm {year}",
    ]
    found = {Deadline.parse(words).last_day(Calendar()) for words in written}
    assert len(found) == 1
    last_day = found.pop()
    assert (last_day.year, last_day.month) == (year, 3 * quarter)
    assert (last_day + timedelta(1)).day == 1


@given(YEARS, st.integers(1, 12))
def test_a_month_ends_on_its_last_day(year: int, month: int) -> None:
    last_day = Deadline.parse(f"Tháng {month} năm {year}").last_day(Calendar())
    assert (last_day.year, last_day.month) == (year, month)
    assert (last_day + timedelta(1)).day == 1


@given(YEARS, st.integers(1, 2), calendars())
def test_a_deadline_of_years_ends_on_31_december_whatever_the_cutoffs(
    year: int, more: int, days: Calendar
) -> None:
    end = year + more
    for words in (f"{year}-{end}", f"Giai đoạn {year}-{end}", f"Năm {end}", f"{end}"):
        assert Deadline.parse(words).last_day(days) == date(end, 12, 31)


@given(st.dates())
def test_a_date_is_the_same_in_both_forms(day: date) -> None:
    day_first = f"{day.day:02}/{day.month:02}/{day.year:04}"
    assert parse_date(day.isoformat()) == parse_date(day_first) == day


# Numbers

# Never three decimals after one to three digits: that alone is ambiguous.
DECIMALS = st.tuples(
    st.integers(0, 10**9), st.one_of(st.from_regex(r"\A[0-9]{1,2}\Z"), st.from_regex(r"\A[0-9]{4,9}\Z"))
)  # fmt: skip


@given(st.sampled_from(["", "-", "+"]), DECIMALS)
def test_the_text_of_a_number_is_its_exact_value(sign: str, parts: tuple[int, str]) -> None:
    whole, decimals = parts
    value = whole + Fraction(int(decimals), 10 ** len(decimals))
    assert parse_number(f"{sign}{whole}.{decimals}") == (-value if sign == "-" else value)


@given(DECIMALS)
def test_comma_and_point_mean_the_same(parts: tuple[int, str]) -> None:
    whole, decimals = parts
    assert parse_number(f"{whole},{decimals}") == parse_number(f"{whole}.{decimals}")


@given(st.integers(10**6, 10**20), st.sampled_from(["", ",5", ",25"]))
def test_grouped_thousands_are_the_same_number(number: int, decimals: str) -> None:
    grouped = f"{number:,}".replace(",", ".")
    assert parse_number(grouped + decimals) == parse_number(str(number) + decimals)


@given(st.integers(1, 999), st.integers(0, 999))
def test_one_group_of_three_is_never_guessed(head: int, tail: int) -> None:
    with pytest.raises(Refusal) as refused:
        parse_number(f"{head}.{tail:03}")
    assert refused.value.code is Code.AMBIGUOUS_NUMBER
    assert parse_number(refused.value.details["thousands"]) == 1000 * head + tail
    assert parse_number(refused.value.details["decimal"]) == head + Fraction(tail, 1000)


@given(st.text())
def test_any_text_is_a_number_or_a_refusal(anything: str) -> None:
    for parse in (parse_number, parse_percentage, parse_amount):
        with suppress(Refusal):
            assert isinstance(parse(anything), Fraction | int)


@given(
    DECIMALS,
    st.sampled_from(
        [("nghìn", 10**3), ("ngàn", 10**3), ("triệu", 10**6), ("tỉ", 10**9), ("tỷ", 10**9)]
    ),
    st.sampled_from(["", " đồng", "đ", " VNĐ"]),
)
def test_an_amount_in_words_scales_exactly(
    parts: tuple[int, str], unit: tuple[str, int], dong: str
) -> None:
    number = f"{parts[0]},{parts[1]}"
    amount = parse_number(number) * unit[1]
    assume(amount.denominator == 1)
    assert parse_amount(f"{number} {unit[0]}{dong}") == amount


@given(st.fractions(), st.integers(0, 6))
def test_a_decimal_text_is_within_half_a_unit(value: Fraction, digits: int) -> None:
    written = decimal_text(value, digits)
    assert abs(Fraction(written) - value) <= Fraction(1, 2 * 10**digits)


@given(st.one_of(st.fractions(), st.integers().map(Fraction)), st.integers(0, 6))
@example(Fraction(-1, 10**9), 4)
@example(Fraction(10**30), 4)
def test_a_decimal_text_is_as_short_as_can_be(value: Fraction, digits: int) -> None:
    written = decimal_text(value, digits)
    whole, point, decimals = written.removeprefix("-").partition(".")
    assert whole.isdecimal()
    assert whole == str(int(whole))
    assert bool(point) == bool(decimals)
    assert len(decimals) <= digits
    assert not decimals.endswith("0")
    assert written != "-0"


@given(st.fractions(), st.integers(0, 6))
def test_rounding_is_the_same_on_both_sides_of_zero(value: Fraction, digits: int) -> None:
    assert round_half_up(-value, digits) == -round_half_up(value, digits)


# Paths and forecasts

VALUES = st.fractions(-1000, 1000, max_denominator=50)


@st.composite
def paths(draw: DrawFn) -> list[Point]:
    """Known points of a path, in order."""
    places = draw(st.sets(st.integers(0, 60), min_size=1, max_size=6))
    return [(place, draw(VALUES)) for place in sorted(places)]


@given(paths(), st.booleans())
def test_a_path_passes_through_its_points(points: list[Point], stepwise: bool) -> None:
    assert [value_on_path(points, place, stepwise=stepwise) for place, _ in points] == [
        value for _, value in points
    ]


@given(paths(), st.integers(0, 70))
def test_a_path_stays_between_its_neighbours(points: list[Point], at: int) -> None:
    before = [value for place, value in points if place <= at]
    after = [value for place, value in points if place > at]
    found = value_on_path(points, at, stepwise=False)
    if found is None:
        assert not before
    else:
        near = [*before[-1:], *after[:1]]
        assert min(near) <= found <= max(near)


@given(paths(), st.integers(0, 70))
def test_a_stepwise_path_only_takes_values_that_are_known(points: list[Point], at: int) -> None:
    found = value_on_path(points, at, stepwise=True)
    before = [value for place, value in points if place <= at]
    assert found == (before[-1] if before else None)


@given(st.sets(st.integers(0, 40), min_size=2, max_size=8), VALUES, VALUES, st.integers(0, 80))
def test_a_forecast_of_points_on_a_line_is_the_line(
    places: set[int], slope: Fraction, start: Fraction, at: int
) -> None:
    points = [(place, start + slope * place) for place in sorted(places)]
    assert extrapolate(points, Period(at, at)) == start + slope * at


# Statuses: one indicator with a path, seen in some half-years of the horizon

HALVES = [f"{year}H{half}" for year in range(2026, 2031) for half in (1, 2)]
MIRRORED = {
    "at_least": "at_most",
    "at_most": "at_least",
    "more_than": "less_than",
    "less_than": "more_than",
    "equals": "equals",
    "between": "between",
}
QUARTERS = st.integers(-80, 80).map(lambda number: Fraction(number, 4))


@dataclass(frozen=True)
class Scene:
    """An indicator and what was seen of it, in numbers that can be mirrored."""

    measure: str
    comparison: str
    bounds: tuple[Fraction, ...]
    term: str | None
    baseline: Fraction | None
    milestones: dict[str, Fraction]
    seen: dict[str, Fraction]
    at: str
    at_risk: int

    def mirrored(self) -> "Scene":
        """The same on the scale turned round."""
        return replace(
            self,
            comparison=MIRRORED[self.comparison],
            bounds=tuple(-bound for bound in reversed(self.bounds)),
            baseline=None if self.baseline is None else -self.baseline,
            milestones={key: -value for key, value in self.milestones.items()},
            seen={key: -value for key, value in self.seen.items()},
        )

    def last_seen(self, value: Fraction) -> "Scene":
        """The same with another value in the period asked for."""
        return replace(self, seen=self.seen | {self.at: value})

    def goodness(self, value: Fraction) -> Fraction:
        """How good a value is, told from the words of the target."""
        low, high = self.bounds[0], self.bounds[-1]
        if self.comparison in ("at_least", "more_than"):
            return value
        if self.comparison in ("at_most", "less_than"):
            return -value
        return -max(low - value, value - high, Fraction(0))

    def indicator(self) -> Tree:
        """The indicator as a tree."""
        written = [number(bound) for bound in self.bounds]
        target: Tree = {self.comparison: written if len(written) > 1 else written[0]}
        if self.term == "each":
            target["each"] = "year"
        elif self.term:
            target["by"] = self.term
        baseline = {"period": "2025H2", "value": number(self.baseline or Fraction(0))}
        return indicator(
            measure=self.measure,
            target=target,
            baseline=None if self.baseline is None else baseline,
            milestones={key: number(value) for key, value in self.milestones.items()},
        )

    def evaluate(self) -> IndicatorResult:
        """How it stands."""
        entries = [figures(period, number(value)) for period, value in self.seen.items()]
        thresholds = {"at_risk": f"{self.at_risk}%"}
        return of_indicator(self.indicator(), *entries, at=self.at, thresholds=thresholds)

    def rank(self) -> int:
        """The place of its status from the best to the worst."""
        return BEST_TO_WORST.index(self.evaluate().status)


def number(value: Fraction) -> str:
    """A quarter as a person writes it."""
    return str(Decimal(value.numerator) / Decimal(value.denominator)).replace(".", ",")


@st.composite
def scenes(draw: DrawFn) -> Scene:
    """Any comparison and term, with and without a baseline and milestones; seen in `at`."""
    measure = draw(st.sampled_from(["number", "level"]))
    values = QUARTERS if measure == "number" else st.integers(-9, 9).map(Fraction)
    comparison = draw(st.sampled_from(sorted(MIRRORED)))
    bounds = sorted(draw(values) for _ in range(2 if comparison == "between" else 1))
    due = draw(st.integers(1, 9))
    term = draw(st.sampled_from([HALVES[due], HALVES[due], None, "each"]))
    before = HALVES[: due if term == HALVES[due] else 9]
    keys = draw(st.lists(st.sampled_from(before), unique=True, max_size=3))
    at = draw(st.sampled_from(HALVES))
    earlier = draw(st.lists(st.sampled_from(HALVES), unique=True, max_size=4))
    return Scene(
        measure=measure,
        comparison=comparison,
        bounds=tuple(bounds),
        term=term,
        baseline=draw(st.none() | values),
        milestones={key: draw(values) for key in keys},
        seen={period: draw(values) for period in {*earlier, at}},
        at=at,
        at_risk=draw(st.sampled_from([0, 10, 25, 100])),
    )


STEPS = st.integers(0, 30).map(lambda number: Fraction(number, 4))


@given(scenes())
def test_mirroring_the_scale_and_the_direction_changes_nothing(scene: Scene) -> None:
    one, other = scene.evaluate(), scene.mirrored().evaluate()
    assert one.status == other.status
    assert one.trend == other.trend
    assert one.required == (None if other.required is None else -other.required)
    assert one.gap == (None if other.gap is None else -other.gap)
    if one.forecast or other.forecast:
        assert one.forecast is not None
        assert other.forecast is not None
        assert one.forecast == other.forecast._replace(value=-other.forecast.value)


@given(scenes(), STEPS, QUARTERS)
def test_meeting_the_target_is_never_worse_than_not_meeting_it(
    scene: Scene, step: Fraction, other: Fraction
) -> None:
    assume(scene.measure == "number")
    low, high = scene.bounds[0], scene.bounds[-1]
    meets = {
        "at_least": low + step,
        "more_than": low + step + 1,
        "at_most": low - step,
        "less_than": low - step - 1,
        "equals": low,
        "between": min(low + step, high),
    }[scene.comparison]
    met, below = scene.last_seen(meets), scene.last_seen(other)
    assert met.evaluate().status in ("exceeded", "achieved")
    assume(below.evaluate().status not in ("exceeded", "achieved"))
    assert met.rank() < below.rank()


@given(scenes(), st.lists(QUARTERS, min_size=2, max_size=2))
def test_improving_the_actual_never_worsens_the_status(
    scene: Scene, values: list[Fraction]
) -> None:
    assume(scene.measure == "number")
    worse, better = sorted(values, key=scene.goodness)
    assert scene.last_seen(better).rank() <= scene.last_seen(worse).rank()


@given(scenes(), QUARTERS, QUARTERS)
def test_a_better_last_value_is_the_better_trend(
    scene: Scene, before: Fraction, last: Fraction
) -> None:
    assume(scene.measure == "number")
    seen = replace(scene, at="2026H2", seen={"2026H1": before, "2026H2": last})
    gain = scene.goodness(last) - scene.goodness(before)
    expected = Trend.SAME if gain == 0 else Trend.BETTER if gain > 0 else Trend.WORSE
    assert seen.evaluate().trend is expected


@given(scenes(), VALUES)
def test_what_is_seen_later_changes_nothing(scene: Scene, value: Fraction) -> None:
    assume(scene.at != HALVES[-1])
    later = number(Fraction(round(value)))
    tree = plan(indicators=[scene.indicator()])
    entries = [figures(period, number(v)) for period, v in scene.seen.items() if period <= scene.at]
    more = [figures(period, later) for period in HALVES if period > scene.at]
    assert as_json(evaluated(tree, *entries, at=scene.at)) == as_json(
        evaluated(tree, *entries, *more, at=scene.at)
    )


@given(scenes(), st.dates(date(2025, 1, 1), date(2035, 12, 31)))
def test_what_is_seen_is_judged_the_same_on_any_day(scene: Scene, day: date) -> None:
    tree = plan(indicators=[scene.indicator()])
    entries = [figures(period, number(value)) for period, value in scene.seen.items()]
    one, other = (
        evaluated(tree, *entries, at=scene.at, as_of=as_of).indicators[0].status
        for as_of in (None, day.isoformat())
    )
    assert one == other


@given(st.integers(0, 200), st.integers(1, 200), st.integers(1, 9))
def test_a_ratio_is_the_same_when_both_its_numbers_grow_alike(
    numerator: int, denominator: int, times: int
) -> None:
    tree = indicator(measure="ratio", may_exceed="có", target={"at_least": "70%", "by": 2030})
    one, other = (
        of_indicator(tree, entry("2026H1", indicators={"CT-1": figure}), at="2026H1")
        for figure in (
            {"numerator": numerator, "denominator": denominator},
            {"numerator": times * numerator, "denominator": times * denominator},
        )
    )
    assert (one.status, one.actual, one.gap) == (other.status, other.actual, other.gap)


# What moved between two periods


@st.composite
def moving(draw: DrawFn) -> tuple[list[Scene], str]:
    """One indicator, or the parts of one, seen in a period and in an earlier one."""
    at = draw(st.integers(1, 9))
    earlier = HALVES[draw(st.integers(0, at - 1))]
    drawn = draw(st.lists(scenes(), min_size=1, max_size=3))
    seen = [
        draw(QUARTERS if scene.measure == "number" else st.just(Fraction(1))) for scene in drawn
    ]
    return [
        replace(scene, at=HALVES[at], seen={earlier: value} | scene.seen)
        for scene, value in zip(drawn, seen, strict=True)
    ], earlier


def moved(scenes: Sequence[Scene], earlier: str, *, turned: bool = False) -> IndicatorMove:
    """What came of the indicator; `turned`: from the later period to the earlier one."""
    at = scenes[0].at
    trees = [scene.indicator() for scene in scenes]
    parts = [
        {key: value for key, value in tree.items() if key not in ("number", "group", "lead")}
        | {"id": f"p-{n}"}
        for n, tree in enumerate(trees)
    ]
    tree = plan(indicators=[trees[0] if len(trees) == 1 else compound(*parts)])
    entries = []
    for period in HALVES:
        told = {
            f"p-{n}": {"value": number(scene.seen[period])}
            for n, scene in enumerate(scenes)
            if period in scene.seen
        }
        figure = told.get("p-0") if len(trees) == 1 else {"parts": told}
        entries += [entry(period, indicators={"CT-1": figure})] if told and figure else []
    sides = [evaluated(tree, *entries, at=period) for period in (earlier, at)]
    (move,) = between(*(sides[::-1] if turned else sides)).indicators
    return move


@given(moving())
def test_a_period_beside_itself_shows_nothing(case: tuple[list[Scene], str]) -> None:
    scenes, _ = case
    assert moved(scenes, scenes[0].at).turn is Turn.SAME


@given(moving())
def test_two_periods_turned_round_swap_better_and_worse(case: tuple[list[Scene], str]) -> None:
    swapped = {Turn.BETTER: Turn.WORSE, Turn.WORSE: Turn.BETTER}
    one, other = (moved(*case, turned=turned) for turned in (False, True))
    assert (one.turn in swapped) == (other.turn in swapped)
    assert swapped.get(one.turn, other.turn) is other.turn


@given(moving(), QUARTERS, STEPS)
def test_improving_the_later_figure_never_makes_a_line_worse(
    case: tuple[list[Scene], str], value: Fraction, step: Fraction
) -> None:
    (first, *others), earlier = case
    assume(first.measure == "number")
    at = replace(first, seen=first.seen | {first.at: value})
    better = [one for one in (value + step, value - step) if at.goodness(one) >= at.goodness(value)]
    assume(better)
    if moved([at, *others], earlier).turn is not Turn.WORSE:
        improved = at.last_seen(better[0])
        assert moved([improved, *others], earlier).turn is not Turn.WORSE


@given(st.sampled_from(HALVES), st.sampled_from(HALVES), st.none() | st.sampled_from(["CT-2", "x"]))
def test_what_moved_and_what_did_not_add_up_to_the_whole(
    one: str, other: str, retired: str | None
) -> None:
    tree = FULL | {
        "indicators": [
            item | ({"retired_from": "2028H1"} if item["id"] == retired else {})
            for item in FULL["indicators"]
        ]
    }
    sides = [evaluated(tree, *ENTRIES, at=period) for period in (one, other)]
    told = movement_as_json(between(*sides))
    for kind, most in (
        ("indicators", sides[0].indicators + sides[1].indicators),
        ("tasks", sides[0].tasks),
    ):
        counts = told["summary"][kind]
        assert len(told[kind]) == sum(counts.values()) - counts.get("same", 0)
        assert sum(counts.values()) == len({result.item.id for result in most})
    money = told["summary"]["budget"]
    assert money["spent"] == money["spent_after"] - money["spent_before"]
    assert money["spent"] == sum(task["spent"] for task in told["tasks"])


@given(st.dates(date(2026, 1, 1), date(2026, 12, 14)), st.integers(0, 200))
def test_a_task_done_earlier_is_never_later(day: date, days: int) -> None:
    def late(completed: date) -> bool:
        report = {"state": "done", "completed": completed.isoformat()}
        seen = entry("2026H2", tasks={"NV-1": report})
        found = of_task(task(deadline="Quý II năm 2026"), seen, at="2026H2")
        assert found.status in ("done_on_time", "done_late")
        return found.status == "done_late"

    earlier = max(day - timedelta(days), date(2026, 1, 1))
    assert late(earlier) <= late(day)
    assert late(day) == (day > date(2026, 6, 30))


# Roll-ups

STATUSES = st.sampled_from(list(IndicatorStatus))


@given(st.lists(STATUSES, min_size=1), st.randoms(use_true_random=False))
def test_the_worst_does_not_depend_on_the_order(
    statuses: list[IndicatorStatus], chance: Random
) -> None:
    shuffled_statuses = chance.sample(statuses, len(statuses))
    assert worst(shuffled_statuses) == worst(statuses)


@given(st.lists(STATUSES, min_size=1), st.lists(STATUSES, min_size=1))
def test_the_worst_of_the_worst_is_the_worst_of_all(
    some: list[IndicatorStatus], others: list[IndicatorStatus]
) -> None:
    assert worst([worst(some), worst(others)]) == worst([*some, *others])


@given(st.lists(STATUSES, min_size=1))
def test_the_worst_is_one_of_them(statuses: list[IndicatorStatus]) -> None:
    assert worst(statuses) in statuses
    assert worst(statuses * 2) == worst(statuses)


@st.composite
def budgets(draw: DrawFn) -> list[tuple[int | None, int | None, list[str]]]:
    """Tasks with and without an amount, money spent, and sources."""
    money = st.none() | st.integers(0, 10**12)
    sources = st.lists(st.sampled_from(["Ngân sách", "NSNN", "Xã hội hóa"]), max_size=2)
    return draw(st.lists(st.tuples(money, money, sources), min_size=1, max_size=6))


@given(budgets())
def test_budgets_by_source_add_up_to_the_whole(
    money: list[tuple[int | None, int | None, list[str]]],
) -> None:
    tasks = [
        task(id=f"NV-{n}", budget=None if planned is None else str(planned), sources=sources)
        for n, (planned, _, sources) in enumerate(money)
    ]
    reports = {
        f"NV-{n}": {"state": "in_progress", "spent": str(spent)}
        for n, (_, spent, _) in enumerate(money)
        if spent is not None
    }
    found = evaluated(plan(tasks=tasks), entry("2026H1", tasks=reports), at="2026H1").tasks
    whole, parts = budget(found), [part for _, part in budget_by_source(found)]
    for key in ("planned", "spent", "without_amount", "tasks"):
        assert sum(getattr(part, key) for part in parts) == getattr(whole, key)
    assert whole.planned == sum(planned or 0 for planned, _, _ in money)


# Files: a plan and entries in which every kind of item stands

FULL = plan(
    indicators=[
        indicator(
            baseline={"period": "2025H2", "value": 1},
            milestones={"2027": 4, "2028H1": 5},
            revisions=[{"from": "2029H1", "decision": "1", "target": {"at_least": 12}}],
        ),
        indicator(id="CT-2", measure="ratio", target={"between": ["40%", "60%"]}, unit="%"),
        indicator(id="CT-3", measure="level", levels={"0": "a", "1": "b"}, target={"equals": 1}),
        indicator(id="CT-4", measure="yes_no", target={"equals": "có", "each": "year"}),
        compound(part(id="a"), part(id="b"), id="CT-5", conflicts_with=["CT-1"], focus=["f"]),
    ],
    tasks=[task(budget="50 triệu", sources=["Ngân sách"], shows=["CT-1"], person="A")],
    measures=[{"id": "GP-1", "name": "G", "indicators": ["CT-1"], "tasks": ["NV-1"]}],
    routines=[routine(expected={"H1": 5, "H2": 6}), routine(id="r", every="year")],
    focus_areas=[{"id": "f", "name": "F"}],
    phases=[{"id": "p", "name": "P", "period": "2025-2030", "milestones": ["x"]}],
    calendar={"cutoffs": {"H1": "31/05", "H2": "31/12"}},
    thresholds={"at_risk": "20%", "due_soon_days": 40},
)
ENTRIES = [
    entry(
        period,
        indicators={
            "CT-1": {"value": 3 + n, "note": "x"},
            "CT-2": {"numerator": n, "denominator": 7},
            "CT-3": {"not_applicable": "x"} if n else {"value": 0},
            "CT-4": {"value": "có", "evidence": [{"title": "t", "url": "https://example.org"}]},
            "CT-5": {"parts": {"a": {"value": n}, "b": {"value": 12}}},
        },
        tasks={"NV-1": {"state": "in_progress", "spent": f"{n} triệu", "percent": "10%"}},
        routines={"giao-ban": {"held": 6}},
        measures={"GP-1": "xong"},
        narrative={"highlights": ["x"], "causes": {"objective": ["y"]}},
    )
    for n, period in enumerate(["2026H1", "2026H2", "2027H1"])
]
ITEM_KEYS = ("indicators", "tasks", "routines", "measures")


def status_of(files: Sequence[File]) -> str:
    """What `status --format json` says of files without an error at 2027H1."""
    data = load(files)
    assert data.problems == ()
    assert data.plan is not None
    at = Period.parse("2027H1")
    return json.dumps(as_json(evaluate(data.plan, data.entries, at, data.plan.calendar.cutoff(at))))


FULL_STATUS = status_of([plan_file(FULL), *map(entry_file, ENTRIES)])


def shuffled(tree: Any, chance: Random) -> Any:
    """The tree with the keys of every table in another order; lists keep theirs."""
    if isinstance(tree, dict):
        keys = chance.sample(list(tree), len(tree))
        return {key: shuffled(tree[key], chance) for key in keys}
    return [shuffled(one, chance) for one in tree] if isinstance(tree, list) else tree


@given(st.randoms(use_true_random=False))
def test_the_order_of_keys_changes_nothing(chance: Random) -> None:
    trees = [shuffled(tree, chance) for tree in (FULL, *ENTRIES)]
    files = [plan_file(trees[0]), *map(entry_file, trees[1:])]
    assert status_of(files) == FULL_STATUS


@given(st.randoms(use_true_random=False))
def test_the_order_of_files_and_their_number_changes_nothing(chance: Random) -> None:
    files = [plan_file(FULL)]
    for tree in ENTRIES:
        # Every item of the period in one of two files.
        halves = [entry(tree["period"]), entry(tree["period"])]
        for kind in ITEM_KEYS:
            for key, value in tree[kind].items():
                chance.choice(halves).setdefault(kind, {})[key] = value
        paths = [f"data/progress/{tree['period']}/{name}.yaml" for name in ("a", "b")]
        files += [entry_file(half, path) for half, path in zip(halves, paths, strict=True)]
    assert status_of(chance.sample(files, len(files))) == FULL_STATUS


BLANKS: SearchStrategy[Any] = st.sampled_from(
    ["", {"value": ""}, {"numerator": "", "denominator": ""}, {"note": ""}, {"parts": {"a": ""}}]
)


@given(
    st.sampled_from([f"CT-{n}" for n in range(1, 6)]), BLANKS, st.sampled_from(["2027H1", "2027H2"])
)
def test_a_blank_is_never_a_zero(key: str, blank: Any, period: str) -> None:
    entries = [*ENTRIES[:2], entry("2027H1"), entry("2027H2")]
    with_blank = [
        one | {"indicators": {key: blank}} if one["period"] == period else one for one in entries
    ]
    one, other = (
        status_of([plan_file(FULL), *map(entry_file, some)]) for some in (entries, with_blank)
    )
    assert one == other


@given(st.sampled_from(["flow", "block"]), st.sampled_from([None, "'", '"']), st.integers(20, 200))
def test_quoted_plain_flow_and_block_mean_the_same(
    style: str, quotes: str | None, width: int
) -> None:
    def as_yaml(tree: Tree) -> bytes:
        options: dict[str, Any] = {"default_flow_style": style == "flow", "default_style": quotes}
        # Numbers as text, so that no style adds a tag of a type.
        of_text = json.loads(json.dumps(tree), parse_int=str)
        written: str = yaml.safe_dump(of_text, allow_unicode=True, width=width, **options)
        return written.encode()

    files = [File(PLAN_PATH, as_yaml(FULL))]
    files += [File(f"data/progress/{one['period']}.yaml", as_yaml(one)) for one in ENTRIES]
    assert status_of(files) == FULL_STATUS


@given(st.sampled_from(["NFC", "NFD"]), st.sampled_from(["NFC", "NFD"]))
def test_composed_and_decomposed_letters_read_the_same(plan_form: Any, entry_form: Any) -> None:
    tree = plan(
        indicators=[indicator(name="Tỉ lệ hòa nhập", measure="yes_no", target={"equals": "có"})]
    )
    told = entry(
        "2026H1",
        indicators={"CT-1": {"value": "không", "note": "Đã rà soát ở tổ"}},
        narrative={"next": ["Mở lớp bơi"]},
    )
    written = [
        unicodedata.normalize(form, text(one)).encode()
        for form, one in ((plan_form, tree), (entry_form, told))
    ]
    data = load([File(PLAN_PATH, written[0]), File("data/progress/2026H1.yaml", written[1])])
    expected = read(tree, told)
    assert data.problems == ()
    assert data.plan == expected.plan
    assert data.entries == expected.entries


# The reader

INDICATORS = st.text("-?:,[]{}#&*!|>'\"%@`~\\ \n\r\tab1é\u0301\ufeff\u00a0", max_size=30)
PIECES = st.lists(
    st.sampled_from(
        ["a: ", "- ", "? ", "[", "]", "{", "}", ",", "|\n", ">-\n", "'", '"', "&a ", "*a", "!t "]
    )
    | st.sampled_from(
        ["---\n", "...\n", "%YAML 1.1\n", "<<: ", "# x", "\\x41", "\n", "  ", "\t", "x: 1\n"]
    ),
    max_size=14,
).map("".join)


def read_anything(data: bytes) -> None:
    """Read bytes; whatever is found stands somewhere in the file."""
    document, problems = source.read("x.yaml", data)
    lines = encoding.lines_of(data)
    assert document is not None or problems
    for found in problems:
        assert 1 <= found.line <= len(lines)
        assert 1 <= found.column <= len(lines[found.line - 1]) + 1


@given(st.binary())
def test_reading_any_bytes_never_raises(data: bytes) -> None:
    read_anything(data)


@given(st.text())
def test_reading_any_text_never_raises(anything: str) -> None:
    read_anything(anything.encode("utf-8", "surrogatepass"))


@given(INDICATORS)
@example("{")
@example("a: [1")
def test_reading_any_marks_of_yaml_never_raises(marks: str) -> None:
    read_anything(marks.encode())


@given(PIECES)
def test_reading_any_pieces_of_yaml_never_raises(pieces: str) -> None:
    read_anything(pieces.encode())


@given(st.one_of(st.binary(), INDICATORS.map(str.encode), PIECES.map(str.encode)))
@example(b"period: 2026H1")
def test_loading_any_bytes_as_plan_and_entry_never_raises(data: bytes) -> None:
    entry_path = "data/progress/2026H1.yaml"
    found = load([File(PLAN_PATH, data), File(entry_path, data)])
    refused = {problem.path for problem in found.problems}
    assert PLAN_PATH in refused
    assert entry_path in refused or list(found.entries)


WORDS = st.from_regex(r"\A[a-zđếộÀ][a-z0-9đế ]{0,8}[a-zệ]\Z")
TREES: SearchStrategy[Any] = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4),
        st.dictionaries(WORDS, inner, min_size=1, max_size=4),
    ),
    max_leaves=12,
)


def scalars(tree: Any, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """The scalars of a tree with their places in it."""
    if isinstance(tree, str):
        yield loc, tree
        return
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, value in pairs:
        yield from scalars(value, (*loc, key))


@given(TREES, st.booleans(), st.sampled_from(["", "\ufeff", "# đầu tệp\r\n"]))
def test_the_place_of_a_scalar_is_where_its_text_stands(tree: Any, flow: bool, head: str) -> None:
    written: str = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow, width=1000)
    document, problems = source.read("x.yaml", (head + written).encode())
    assert document is not None
    assert problems == []
    for loc, value in scalars(tree):
        mark = document.values[loc]
        line = document.lines[mark.line - 1]
        # The dumper quotes words like `no`.
        assert line[mark.column - 1 :].lstrip("'").startswith(unicodedata.normalize("NFC", value))


@given(TREES)
def test_what_is_written_is_what_is_read(tree: Any) -> None:
    document, _ = source.read("x.yaml", text(tree).encode())
    assert document is not None
    assert json.dumps(document.tree) == json.dumps(tree)


READABLE = st.text(max_size=40).filter(
    lambda anything: (
        not encoding.FORBIDDEN.search(anything) and not encoding.OLD_FONT.search(anything)
    )
)


@given(READABLE)
def test_a_quoted_text_is_read_as_it_is_but_for_spaces_around(anything: str) -> None:
    document, _ = source.read("x.yaml", text({"a": anything}).encode())
    assert document is not None
    assert document.tree == {"a": unicodedata.normalize("NFC", anything).strip(" ")}


# Any shape in place of any value: everything is a problem, nothing an exception

JUNK: SearchStrategy[Any] = st.recursive(
    st.sampled_from(["", "x", "có", "0", "-1", "98%", "1.234", "5 tỷ", "https://[", "../x"])
    | st.sampled_from(["2026", "2026H1", "2026-2030", "31/12/2026", "year", "H1", "done"])
    | st.sampled_from(["CT-1", "a", "bgh", "ratio", "compound"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2),
        st.dictionaries(
            st.sampled_from(["id", "name", "value", "target", "at_least", "by", "parts", "", "a"]),
            inner,
            max_size=2,
        ),
    ),
    max_leaves=4,
)


def places_in(tree: Any, loc: Loc = ()) -> list[Loc]:
    """Every place in a tree that can be written over."""
    if not isinstance(tree, dict | list):
        return [loc]
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree)
    return [loc, *(found for key, value in pairs for found in places_in(value, (*loc, key)))]


def put(tree: Any, loc: Loc, junk: Any) -> Any:
    """The tree with `junk` at a place."""
    if not loc:
        return junk
    first, *rest = loc
    if isinstance(tree, dict):
        return tree | {first: put(tree[first], tuple(rest), junk)}
    return [put(one, tuple(rest), junk) if n == first else one for n, one in enumerate(tree)]


@given(st.data())
def test_any_shape_in_place_of_any_value_is_a_problem_and_never_an_exception(
    data: st.DataObject,
) -> None:
    trees: list[Any] = [FULL, ENTRIES[0]]
    for n, tree in enumerate(trees):
        for loc in data.draw(st.lists(st.sampled_from(places_in(tree)), max_size=1)):
            trees[n] = put(tree, loc, data.draw(JUNK))
    files = [
        File(path, text(tree).encode())
        for path, tree in zip([PLAN_PATH, "data/progress/2026H1.yaml"], trees, strict=True)
    ]
    found = load(files)
    lines = found.lines
    for problem in check(found, lambda _: False):
        assert problem.column <= len(lines[problem.path][problem.line - 1]) + 1
    if found.plan is not None:
        told = evaluate(found.plan, found.entries, Period.parse("2027H1"), date(2027, 6, 1))
        assert len(as_json(told)["tasks"]) == len(found.plan.tasks)
