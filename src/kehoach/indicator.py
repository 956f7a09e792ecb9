"""An indicator (chỉ tiêu) of the catalogue: what is measured, its target and the path to it."""

from fractions import Fraction
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, field_validator

from kehoach import fields, period
from kehoach.amount import Reading
from kehoach.fields import Id, Ids, Model, Text
from kehoach.problem import Code, Refusal
from kehoach.target import Target

SimpleMeasure: TypeAlias = Literal["ratio", "number", "level", "yes_no"]
Measure: TypeAlias = Literal[SimpleMeasure, "compound"]
Half: TypeAlias = Literal["H1", "H2"]


class Baseline(Model):
    """The value known before the plan began; it may lie before the horizon."""

    period: fields.HalfYear
    value: fields.Reading


class Revision(Model):
    """A changed target, in force from a half-year on, with the decision that changed it."""

    since: fields.HalfYear = Field(alias="from")
    decision: Text
    target: Target


class Measured(Model):
    """What an indicator and a part of one have in common: a measure, a target and a path."""

    id: Id
    name: Text
    measure: Measure
    unit: Text | None = None
    numerator: Text | None = None
    denominator: Text | None = None
    may_exceed: fields.Answer = False
    levels: dict[fields.Level, Text] = Field(default_factory=dict)
    target: Target | None = None
    baseline: Baseline | None = None
    milestones: dict[fields.Period, fields.Reading] = Field(default_factory=dict)
    revisions: tuple[Revision, ...] = ()
    note: Text | None = None

    @field_validator("milestones")
    @classmethod
    def _one_milestone_a_half_year(
        cls, milestones: dict[period.Period, Reading]
    ) -> dict[period.Period, Reading]:
        if len({key.last for key in milestones}) < len(milestones):
            raise Refusal(Code.MILESTONES_COINCIDE)
        return milestones

    def target_in(self, at: period.Period) -> Target | None:
        """The target in force at `at`: the last revision whose `from` is not after it."""
        revision = self.revision_in(at)
        return revision.target if revision else self.target

    def revision_in(self, at: period.Period) -> Revision | None:
        """The last revision whose `from` is not after `at`, if there is one."""
        in_force = [revision for revision in self.revisions if revision.since.first <= at.last]
        return max(in_force, key=lambda r: r.since, default=None)

    def bounds_in(self, at: period.Period) -> list[Fraction]:
        """The bounds of that target: none without one, two of `between`."""
        target = self.target_in(at)
        return [bound.value for bound in target.bounds] if target else []


class Part(Measured):
    """One part of a compound indicator."""

    measure: SimpleMeasure


class Indicator(Measured):
    """Chỉ tiêu."""

    number: Text
    group: Id
    lead: fields.SomeIds
    coordinating: Ids = ()
    focus: Ids = ()
    level: Literal["school", "commune", "city"] = "school"
    measured: Annotated[tuple[Half, ...], fields.NOT_EMPTY] = ("H1", "H2")
    parts: tuple[Part, ...] = ()
    source: Text | None = None
    retired_from: fields.HalfYear | None = None
    retired_decision: Text | None = None
    conflicts_with: Ids = ()

    @field_validator("measured")
    @classmethod
    def _measured_sometime(cls, measured: tuple[Half, ...]) -> tuple[Half, ...]:
        if not measured:
            raise Refusal(Code.MEASURED_NEVER)
        return measured

    def measured_in(self, half: period.Period) -> bool:
        """Whether the half-year is one of those in which it is measured."""
        return f"H{half.half}" in self.measured

    def retired_in(self, at: period.Period) -> bool:
        """Whether it no longer belongs to the plan at `at`."""
        return self.retired_from is not None and self.retired_from.first <= at.last
