"""The values that all objects of the contract are made of."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction
from typing import Any

from kehoach.amount import Kind, Reading, decimal_text
from kehoach.fields import Model
from kehoach.indicator import Measured
from kehoach.target import Target

Json = dict[str, Any]

ANSWERS = {True: "có", False: "không"}


def plain(value: Any) -> Any:
    """A model of the files as JSON, under the keys of the files."""
    match value:
        case Target():
            return target_as_json(value)
        case Reading():
            return reading_text(value)
        case Fraction():
            return decimal_text(value)
        case Model():
            known = type(value).model_fields.items()
            return {field.alias or name: plain(getattr(value, name)) for name, field in known}
        case dict():
            return {str(key): plain(one) for key, one in value.items()}
        case tuple():
            return [plain(one) for one in value]
        case bool() | int() | None:
            return value
        case _:
            return str(value)


def target_as_json(target: Target | None) -> Json | None:
    """A target as its kind and what it names."""
    if target is None:
        return None
    bounds = [reading_text(bound) for bound in target.bounds]
    term = {"by": str(target.by)} if target.by else {"each": target.each} if target.each else {}
    return {target.comparison.value: bounds if target.between else bounds[0], **term}


def reading_text(reading: Reading) -> str:
    """A value of any kind: `có`, a level, a number."""
    if reading.kind is Kind.ANSWER:
        return ANSWERS[reading.value == 1]
    return decimal_text(reading.value)


def value_text(item: Measured, value: Fraction | None) -> str | None:
    """A value of an item, written after its measure; None where there is none."""
    if item.measure == "yes_no" and value is not None:
        return ANSWERS[value == 1]
    return number_text(value)


def number_text(value: Fraction | None) -> str | None:
    """A number with at most four decimals; None where there is none."""
    return None if value is None else decimal_text(value)


def counts_by(order: type[StrEnum], found: Iterable[StrEnum]) -> dict[str, int]:
    """How many there are of each kind that is there, in the kinds' own order."""
    counts = Counter(found)
    return {status.value: counts[status] for status in order if counts[status]}
