"""The catalogue, `data/plan.yaml`, as frozen models.

Every key is the contract of the file; field names are the keys. What one item says by itself is
checked here by type, what two places say together in `check`.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Literal, Self, TypeAlias

from pydantic import Field, field_validator, model_validator

from kehoach import fields, period
from kehoach.fields import Id, Ids, Model, Text, Texts
from kehoach.indicator import Indicator
from kehoach.problem import Code, Refusal

Rhythm: TypeAlias = Literal["month", "half_month", "half_year", "year"]


class Signatory(Model):
    """Who signs the reports."""

    position: Text
    name: Text


class Organization(Model):
    """The school that carries out the plan; `abbreviation` stands in its document numbers."""

    name: Text
    abbreviation: Text
    parent: Text
    place: Text
    signatory: Signatory


Share: TypeAlias = Literal["share_on_time", "share_late", "share_exceeded"]


class Basis(Model):
    """A legal basis: dated data, because laws change.

    `serves`: the shares of the scorecards that its rule asks for.
    """

    number: Text
    title: Text | None = None
    date: fields.Date | None = None
    in_force_from: fields.Date | None = None
    serves: tuple[Share, ...] = ()
    note: Text | None = None


class PlanHead(Model):
    """What the plan is called and the years it covers."""

    title: Text
    horizon: fields.Years
    number: Text | None = None
    issued: Text | None = None
    vision: fields.Year | None = None
    bases: tuple[Basis, ...] = ()
    recipients: Texts = ()


class Cutoffs(Model):
    """The last day of each half-year."""

    H1: fields.DayOfYear = period.DayOfYear(6, 14)
    H2: fields.DayOfYear = period.DayOfYear(12, 14)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if (self.H1.month, self.H1.day) >= (self.H2.month, self.H2.day):
            raise Refusal(Code.CUTOFFS_REVERSED)
        return self


class CalendarSettings(Model):
    """The `calendar` key."""

    cutoffs: Cutoffs = Cutoffs.model_construct()


class Thresholds(Model):
    """`at_risk`: a share of the whole way, in per cent. `due_soon_days`: days after `as_of`."""

    at_risk: fields.Percentage = Fraction(10)
    due_soon_days: fields.Count = 30

    @field_validator("at_risk")
    @classmethod
    def _a_share(cls, share: Fraction) -> Fraction:
        if not 0 <= share <= 100:  # noqa: PLR2004 - the whole way
            raise Refusal(Code.OVER_100, form="share")
        return share


class Department(Model):
    """A body that leads or coordinates; an external one is never the school's own lateness."""

    id: Id
    name: Text
    external: fields.Answer = False
    duties: Texts = ()
    source: Text | None = None
    note: Text | None = None


class FocusArea(Model):
    """One of the areas of the yearly review."""

    id: Id
    name: Text
    source: Text | None = None


class Group(Model):
    """A heading of one of the two appendices."""

    id: Id
    kind: Literal["indicators", "tasks"]
    number: Text
    name: Text
    source: Text | None = None


class Task(Model):
    """Nhiệm vụ. `budget` in đồng."""

    id: Id
    number: Text
    name: Text
    group: Id
    lead: Ids
    deadline: fields.Deadline
    coordinating: Ids = ()
    focus: Ids = ()
    person: Text | None = None
    authority: Text | None = None
    product: Text | None = None
    budget: fields.Amount | None = None
    sources: Texts = ()
    shows: Ids = ()
    source: Text | None = None
    note: Text | None = None


class Solution(Model):
    """A measure (giải pháp), linked to the indicators and tasks that show its result."""

    id: Id
    number: Text | None = None
    name: Text
    lead: Ids = ()
    focus: Ids = ()
    indicators: Ids = ()
    tasks: Ids = ()
    source: Text | None = None
    note: Text | None = None


class Due(Model):
    """How many times a routine is due in each half, where its rhythm falls unevenly."""

    H1: fields.Count
    H2: fields.Count


class Routine(Model):
    """Hoạt động định kỳ."""

    id: Id
    name: Text
    lead: Ids = ()
    every: Rhythm
    expected: Due | None = None
    source: Text | None = None
    note: Text | None = None


Item: TypeAlias = Indicator | Task | Solution | Routine


class Phase(Model):
    """A phase of the road map with its milestones in words."""

    id: Id
    name: Text
    period: fields.Period
    milestones: Texts = ()
    source: Text | None = None


class Plan(Model):
    """The whole catalogue."""

    version: Literal["1"]
    sample: fields.Answer = False
    organization: Organization
    plan: PlanHead
    calendar_settings: CalendarSettings = Field(
        default=CalendarSettings.model_construct(), alias="calendar"
    )
    thresholds: Thresholds = Thresholds.model_construct()
    departments: tuple[Department, ...]
    focus_areas: tuple[FocusArea, ...] = ()
    groups: tuple[Group, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    tasks: tuple[Task, ...] = ()
    measures: tuple[Solution, ...] = ()
    routines: tuple[Routine, ...] = ()
    phases: tuple[Phase, ...] = ()

    @cached_property
    def calendar(self) -> period.Calendar:
        """The cut-offs as a calendar."""
        cutoffs = self.calendar_settings.cutoffs
        return period.Calendar(cutoffs.H1, cutoffs.H2)

    @property
    def horizon(self) -> period.Period:
        """The years the plan covers."""
        return self.plan.horizon

    @cached_property
    def external(self) -> frozenset[str]:
        """The ids of the departments outside the school."""
        return frozenset(department.id for department in self.departments if department.external)

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of every department, focus area and group by its id."""
        named: list[Department | FocusArea | Group] = [
            *self.departments,
            *self.focus_areas,
            *self.groups,
        ]
        return {item.id: item.name for item in named}

    def named(self, ids: Iterable[str]) -> str:
        """The names of departments, focus areas or groups, in one line."""
        return ", ".join(self.names.get(key, key) for key in ids)

    def due_on(self, task: Task) -> date:
        """The last day of a task's deadline."""
        return task.deadline.last_day(self.calendar)

    @cached_property
    def by_id(self) -> dict[str, Item]:
        """Every id that a person can type, with its item: that of a part has its whole."""
        found: dict[str, Item] = {item.id: item for item in self.items()}
        for indicator in self.indicators:
            found |= {f"{indicator.id}/{part.id}": indicator for part in indicator.parts}
        return found

    def items(self) -> Iterator[Item]:
        """Everything that a person can name by its id in an entry or on the command line."""
        yield from self.indicators
        yield from self.tasks
        yield from self.measures
        yield from self.routines
