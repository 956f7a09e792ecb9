"""One period's entry, `data/progress/<period>.yaml`, as frozen models.

An entry may be spread over several files, one per department; `merge` makes them one. Only
aggregates are stored: there is no key that could hold a pupil's name.
"""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Annotated, Literal, TypeAlias, TypeVar

from pydantic import Field, field_validator

from kehoach import fields
from kehoach.fields import Id, Model, Text, Texts

Value = TypeVar("Value")
Table: TypeAlias = Annotated[dict[Id, Value], fields.BLANK_IS_ABSENT, fields.BLANKS]
State: TypeAlias = Literal["not_started", "in_progress", "done", "suspended", "cancelled"]

PERCENT_OF: Mapping[str, int] = {"done": 100, "not_started": 0}
"""The share of the work that a state says by itself."""


class Evidence(Model):
    """Minh chứng: a file inside the workspace, or a link."""

    code: Text | None = None
    title: Text | None = None
    path: Text | None = None
    url: Text | None = None


class Figure(Model):
    """One observation of an indicator or a part, as its measure asks for it."""

    value: fields.Reading | None = None
    numerator: fields.Number | None = None
    denominator: fields.Number | None = None
    not_applicable: Text | None = None
    note: Text | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether it holds no observation: a note alone is none, and a blank is never a zero."""
        return (
            self.value is None
            and self.numerator is None
            and self.denominator is None
            and self.not_applicable is None
        )


class IndicatorFigure(Figure):
    """One observation of an indicator; a compound one has its figures in `parts`."""

    parts: Table[Figure] = Field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        """Whether neither the indicator nor any part holds an observation."""
        return super().is_blank and all(part.is_blank for part in self.parts.values())


class TaskReport(Model):
    """How a task stands. `spent` is the total so far, in đồng."""

    state: State
    completed: fields.Date | None = None
    percent: fields.Percentage | None = None
    spent: fields.Amount | None = None
    product: Text | None = None
    reason: Text | None = None
    note: Text | None = None
    evidence: tuple[Evidence, ...] = ()


class RoutineReport(Model):
    """How many times a routine was held in the period."""

    held: fields.Count | None = None
    note: Text | None = None


class Causes(Model):
    """Nguyên nhân khách quan, chủ quan."""

    objective: Texts = ()
    subjective: Texts = ()


class Narrative(Model):
    """What only a person can write, a paragraph an item."""

    direction: Texts = ()
    highlights: Texts = ()
    shortcomings: Texts = ()
    causes: Causes = Causes.model_construct()
    proposals: Texts = ()
    next: Texts = ()


class Progress(Model):
    """One period's entry. That of a year or a stage holds only `narrative`."""

    period: fields.Period
    sample: fields.Answer = False
    indicators: Table[IndicatorFigure] = {}
    tasks: Table[TaskReport] = {}
    routines: Table[RoutineReport] = {}
    measures: Table[Text] = {}
    narrative: Narrative = Narrative.model_construct()

    @field_validator("tasks", mode="before")
    @classmethod
    def _blank_is_not_reported(cls, tasks: object) -> object:
        """A task of which every key is blank is one that nobody has reported yet."""
        if not isinstance(tasks, dict):
            return tasks
        blank = dict.fromkeys(TaskReport.model_fields, "")
        return {
            key: told
            for key, told in tasks.items()
            if not (isinstance(told, dict) and told and blank | told == blank)
        }


def merge(files: Sequence[Progress]) -> Progress:
    """The files of one period as one entry, in the order given.

    Of two files with the same item the first counts; `check` refuses such a pair.
    """
    if len(files) == 1:
        return files[0]
    latest_first = files[::-1]
    told = [file.narrative for file in files]
    return Progress.model_construct(
        period=files[0].period,
        sample=any(file.sample for file in files),
        indicators={key: v for file in latest_first for key, v in file.indicators.items()},
        tasks={key: v for file in latest_first for key, v in file.tasks.items()},
        routines={key: v for file in latest_first for key, v in file.routines.items()},
        measures={key: v for file in latest_first for key, v in file.measures.items()},
        narrative=Narrative(
            direction=tuple(chain.from_iterable(n.direction for n in told)),
            highlights=tuple(chain.from_iterable(n.highlights for n in told)),
            shortcomings=tuple(chain.from_iterable(n.shortcomings for n in told)),
            causes=Causes(
                objective=tuple(chain.from_iterable(n.causes.objective for n in told)),
                subjective=tuple(chain.from_iterable(n.causes.subjective for n in told)),
            ),
            proposals=tuple(chain.from_iterable(n.proposals for n in told)),
            next=tuple(chain.from_iterable(n.next for n in told)),
        ),
    )
