"""The kinds of report that the plan's section VI asks for: which parts each has, in which order.

A kind is a selection and an order, nothing more: the parts are the same, and every form of the
report numbers them by their place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from kehoach.period import Period


class Kind(StrEnum):
    """A kind of report, as it is named on the command line."""

    HALF_YEAR = "half-year"
    YEAR = "year"
    FOCUS = "focus"
    STAGE = "stage"
    AD_HOC = "ad-hoc"


@dataclass(frozen=True, slots=True)
class Outline:
    """The names of the parts of a report, in their order."""

    sections: tuple[str, ...]
    appendices: tuple[str, ...] = ()


class Cut(NamedTuple):
    """What a report is cut to: the items of a department, or chosen ones."""

    department: str | None = None
    ids: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is left out."""
        return bool(self.department or self.ids)


_WHOLE = ("direction", "results", "assessment", "next", "proposals")

OUTLINES: Mapping[Kind, Outline] = {
    Kind.HALF_YEAR: Outline(_WHOLE, ("indicators", "tasks", "departments")),
    Kind.YEAR: Outline(_WHOLE, ("indicators", "tasks", "departments")),
    Kind.FOCUS: Outline(
        ("direction", "areas", "assessment", "next", "proposals"), ("indicators", "tasks")
    ),
    Kind.STAGE: Outline(_WHOLE, ("indicators", "series", "tasks", "departments")),
    Kind.AD_HOC: Outline(("reason", "items", "causes", "proposals")),
}
CUT = Outline(("results", "assessment"), ("indicators", "tasks"))
"""A report cut to a department or to chosen items: what people wrote is about the whole."""

ASKED: Mapping[str, tuple[str, ...]] = {
    "direction": ("direction",),
    "reason": ("reason",),
    "assessment": ("highlights", "shortcomings", "causes.objective", "causes.subjective"),
    "causes": ("causes.objective", "causes.subjective"),
    "next": ("next",),
    "proposals": ("proposals",),
}
"""What a section asks a person to write, under its key in an entry's `narrative`."""


def kind_of(period: Period) -> Kind:
    """The kind that follows from a period."""
    if period.is_half_year:
        return Kind.HALF_YEAR
    return Kind.YEAR if period.is_year else Kind.STAGE


def takes(kind: Kind, period: Period) -> bool:
    """Whether a report of this kind can be about `period`."""
    match kind:
        case Kind.AD_HOC:
            return True
        case Kind.FOCUS:
            return period.is_year
        case _:
            return kind is kind_of(period)
