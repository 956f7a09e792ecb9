"""A target and the path to it: comparison, term, and the level required on the way.

Everything is compared through `goodness`, which grows as a value gets better, so that one rule
serves every comparison and the mirrored scale gives the mirrored result.
"""

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Literal, Self, TypeAlias

from pydantic import model_validator

from kehoach import fields
from kehoach.amount import Reading
from kehoach.fields import Model
from kehoach.period import Period
from kehoach.problem import Code, Refusal

Point: TypeAlias = tuple[int, Fraction]
"""A known point of a path: the place on the half-year axis, and the value there."""

_ZERO = Fraction(0)


class Comparison(StrEnum):
    """How a value is held against the bound of a target."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    EQUALS = "equals"
    BETWEEN = "between"


class Target(Model):
    """What an indicator must reach: one comparison, and `by` a period or `each: year`.

    With neither term the target is to be reached by the end of the plan's horizon.
    """

    at_least: fields.Reading | None = None
    more_than: fields.Reading | None = None
    at_most: fields.Reading | None = None
    less_than: fields.Reading | None = None
    equals: fields.Reading | None = None
    between: tuple[fields.Reading, fields.Reading] | None = None
    by: fields.Period | None = None
    each: Literal["year"] | None = None

    @model_validator(mode="after")
    def _one_comparison_and_one_term(self) -> Self:
        if sum(getattr(self, name) is not None for name in Comparison) != 1:
            raise Refusal(Code.TARGET_COMPARISON)
        if self.by and self.each:
            raise Refusal(Code.TARGET_TERM)
        if self.between and self.between[0].value > self.between[1].value:
            raise Refusal(Code.TARGET_INTERVAL)
        return self

    @cached_property
    def comparison(self) -> Comparison:
        """The comparison that is written."""
        return next(name for name in Comparison if getattr(self, name) is not None)

    @cached_property
    def bounds(self) -> tuple[Reading, ...]:
        """The bound, or the two ends of `between`, both inside."""
        written: Reading | tuple[Reading, ...] = getattr(self, self.comparison)
        return written if isinstance(written, tuple) else (written,)

    @property
    def bound(self) -> Fraction:
        """The value at which the path ends (of `between`, the lower end)."""
        return self.bounds[0].value

    def holds(self, value: Fraction) -> bool:
        """Whether `value` meets the target. Exact."""
        match self.comparison:
            case Comparison.MORE_THAN:
                return value > self.bound
            case Comparison.LESS_THAN:
                return value < self.bound
            case _:
                return self.goodness(value) >= self.goodness(self.bound)

    def exceeded_by(self, value: Fraction) -> bool:
        """Whether `value` is beyond the bound; only `at_least` and `at_most` can be exceeded."""
        can_be_exceeded = self.comparison in (Comparison.AT_LEAST, Comparison.AT_MOST)
        return can_be_exceeded and self.goodness(value) > self.goodness(self.bound)

    def goodness(self, value: Fraction) -> Fraction:
        """A number that is greater the better `value` is; only differences have a meaning."""
        match self.comparison:
            case Comparison.AT_LEAST | Comparison.MORE_THAN:
                return value
            case Comparison.AT_MOST | Comparison.LESS_THAN:
                return -value
            case _:  # equals and between: the less, the further away
                low, high = self.bounds[0].value, self.bounds[-1].value
                return -max(low - value, value - high, _ZERO)

    def gap(self, value: Fraction) -> Fraction:
        """How far `value` is from the bound, in its own unit; 0 where the target holds."""
        if self.holds(value):
            return _ZERO
        nearest = min(self.bounds, key=lambda bound: abs(bound.value - value))
        return nearest.value - value


def value_on_path(points: Sequence[Point], at: int, *, stepwise: bool) -> Fraction | None:
    """The value required at `at` on the half-year axis; None before the first known point.

    `points` are in order. Linear between them and level after the last; `stepwise` (levels and
    yes/no) keeps the last known point instead.
    """
    past = [value for place, value in points if place <= at]
    if not past:
        return None
    if stepwise or len(past) == len(points):
        return past[-1]
    (start, low), (end, high) = points[len(past) - 1 : len(past) + 1]
    return low + (high - low) * Fraction(at - start, end - start)


def extrapolate(points: Sequence[Point], at: Period) -> Fraction:
    """The least-squares line through `points`, at the last half-year of `at`. Exact.

    Needs two different places at least.
    """
    count = len(points)
    mean_place = Fraction(sum(place for place, _ in points), count)
    mean_value = Fraction(sum(value for _, value in points), count)
    steps = [(place - mean_place, value) for place, value in points]
    slope = Fraction(sum(x * y for x, y in steps), sum(x * x for x, _ in steps))
    return mean_value + slope * (at.last - mean_place)
