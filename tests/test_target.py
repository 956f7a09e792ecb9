"""Targets: comparison, goodness, gap; the path to a target and the line through observations."""

from fractions import Fraction

import pytest
from pydantic import ValidationError

from kehoach.period import Period
from kehoach.problem import Code, Refusal
from kehoach.target import Comparison, Target, extrapolate, value_on_path


def target(**keys: object) -> Target:
    """A target from the texts of its keys, as they come from a file."""
    return Target.model_validate(keys)


def refused(**keys: object) -> Code:
    """The code with which a target is refused."""
    with pytest.raises(ValidationError) as error:
        target(**keys)
    refusal = error.value.errors()[0]["ctx"]["error"]
    assert isinstance(refusal, Refusal)
    return refusal.code


HOLDS = [
    ({"at_least": "70%"}, "69,9999", False),
    ({"at_least": "70%"}, "70", True),
    ({"at_least": "70%"}, "70,0001", True),
    ({"more_than": "0,82"}, "0,82", False),
    ({"more_than": "0,82"}, "0,8201", True),
    ({"at_most": "5"}, "5", True),
    ({"at_most": "5"}, "5,1", False),
    ({"less_than": "5"}, "5", False),
    ({"less_than": "5"}, "4,9", True),
    ({"equals": "3"}, "3", True),
    ({"equals": "3"}, "3,1", False),
    ({"equals": "3"}, "2,9", False),
    ({"between": ("2", "4")}, "1,9", False),
    ({"between": ("2", "4")}, "2", True),
    ({"between": ("2", "4")}, "3", True),
    ({"between": ("2", "4")}, "4", True),
    ({"between": ("2", "4")}, "4,1", False),
]


@pytest.mark.parametrize(("keys", "value", "holds"), HOLDS)
def test_a_value_is_held_exactly_against_the_bound(
    keys: dict[str, object], value: str, holds: bool
) -> None:
    assert target(**keys).holds(Fraction(value.replace(",", "."))) is holds


@pytest.mark.parametrize(
    ("keys", "value", "exceeded"),
    [
        ({"at_least": "70"}, 70, False),
        ({"at_least": "70"}, 71, True),
        ({"at_most": "5"}, 5, False),
        ({"at_most": "5"}, 4, True),
        ({"at_least": "70"}, 69, False),
        ({"more_than": "70"}, 99, False),
        ({"less_than": "5"}, 0, False),
        ({"equals": "3"}, 3, False),
        ({"between": ("2", "4")}, 3, False),
    ],
)
def test_only_at_least_and_at_most_can_be_exceeded(
    keys: dict[str, object], value: int, exceeded: bool
) -> None:
    assert target(**keys).exceeded_by(Fraction(value)) is exceeded


@pytest.mark.parametrize(
    ("keys", "worse", "better"),
    [
        ({"at_least": "70"}, 60, 80),
        ({"more_than": "70"}, 60, 80),
        ({"at_most": "5"}, 9, 3),
        ({"less_than": "5"}, 9, 3),
        ({"equals": "3"}, 5, 4),
        ({"equals": "3"}, 0, 4),
        ({"between": ("2", "4")}, 7, 1),
        ({"between": ("2", "4")}, 5, 4),
    ],
)
def test_goodness_grows_as_a_value_gets_better(
    keys: dict[str, object], worse: int, better: int
) -> None:
    asked = target(**keys)
    assert asked.goodness(Fraction(worse)) < asked.goodness(Fraction(better))


def test_every_value_between_the_two_ends_is_equally_good() -> None:
    asked = target(between=("2", "4"))
    assert {asked.goodness(Fraction(value)) for value in (2, 3, 4)} == {0}


@pytest.mark.parametrize(
    ("keys", "value", "gap"),
    [
        ({"at_least": "70"}, 40, 30),
        ({"at_least": "70"}, 80, 0),
        ({"at_most": "5"}, 8, -3),
        ({"at_most": "5"}, 2, 0),
        ({"more_than": "70"}, 70, 0),
        ({"more_than": "70"}, 60, 10),
        ({"equals": "3"}, 5, -2),
        ({"between": ("2", "4")}, 1, 1),
        ({"between": ("2", "4")}, 9, -5),
    ],
)
def test_the_gap_leads_from_the_value_to_the_nearest_bound(
    keys: dict[str, object], value: int, gap: int
) -> None:
    assert target(**keys).gap(Fraction(value)) == gap


def test_the_path_to_an_interval_would_end_at_its_lower_end() -> None:
    asked = target(between=("2", "4"))
    assert asked.bound == 2
    assert [bound.value for bound in asked.bounds] == [2, 4]


@pytest.mark.parametrize("comparison", [name for name in Comparison if name != "between"])
def test_a_target_knows_the_comparison_that_is_written(comparison: Comparison) -> None:
    asked = target(**{comparison.value: "7"})
    assert asked.comparison is comparison
    assert asked.bound == 7


def test_a_target_has_exactly_one_comparison() -> None:
    assert refused(by="2030") is Code.TARGET_COMPARISON
    assert refused(at_least="1", at_most="2") is Code.TARGET_COMPARISON


def test_a_target_has_one_term_at_most() -> None:
    assert refused(at_least="1", by="2030", each="year") is Code.TARGET_TERM
    assert target(at_least="1").by is None
    assert target(at_least="1", by="2030").each is None
    assert target(at_least="1", each="year").by is None


def test_an_interval_is_written_from_low_to_high() -> None:
    assert refused(between=("4", "2")) is Code.TARGET_INTERVAL
    assert target(between=("2", "2")).holds(Fraction(2))


POINTS = [(10, Fraction(40)), (13, Fraction(50)), (20, Fraction(70))]


@pytest.mark.parametrize(
    ("at", "linear", "stepwise"),
    [
        (9, None, None),
        (10, 40, 40),
        (11, Fraction(130, 3), 40),
        (12, Fraction(140, 3), 40),
        (13, 50, 50),
        (14, Fraction(370, 7), 50),
        (19, Fraction(470, 7), 50),
        (20, 70, 70),
        (25, 70, 70),
    ],
)
def test_a_path_is_linear_between_its_points_or_keeps_the_last_one(
    at: int, linear: Fraction | int | None, stepwise: int | None
) -> None:
    assert value_on_path(POINTS, at, stepwise=False) == linear
    assert value_on_path(POINTS, at, stepwise=True) == stepwise


def test_a_path_without_points_asks_for_nothing() -> None:
    assert value_on_path([], 10, stepwise=False) is None


def test_a_forecast_lies_on_the_least_squares_line_at_the_last_half_year() -> None:
    points = [(4052, Fraction(0)), (4053, Fraction(1)), (4054, Fraction(5))]
    # Slope 5/2 through (4053, 2); 2030H2 is eight half-years after 2026H2.
    assert extrapolate(points, Period.parse("2030")) == 22


def test_a_gap_between_observations_counts_on_the_axis() -> None:
    points = [(0, Fraction(0)), (1, Fraction(1)), (10, Fraction(10))]
    assert extrapolate(points, Period(20, 20)) == 20
