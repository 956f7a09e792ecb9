"""The typed fields of the two files: each takes the text of a scalar and gives a value object.

The reader hands over nothing but text, tuples and dicts, so a field alone decides what a text
means, and pydantic adds the place. Used by the models in `plan` and `progress`.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    WithJsonSchema,
    model_validator,
)

from kehoach import amount, period
from kehoach.problem import Code, Refusal

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)


class Model(BaseModel):
    """Base of every model of the files: frozen, strict, and unknown keys are errors."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _blank_is_absent(cls, data: object) -> object:
        """A key with nothing after it is a key not given: a blank is never a zero."""
        if not isinstance(data, dict):
            return data
        if "" not in data.values():
            return data
        known = {field.alias or name for name, field in cls.model_fields.items()}
        return {key: value for key, value in data.items() if value != "" or key not in known}


def _without_blanks(data: object) -> object:
    return {k: v for k, v in data.items() if v != ""} if isinstance(data, dict) else data


# On a mapping from ids: an id with nothing after it has not been reported.
BLANK_IS_ABSENT = BeforeValidator(_without_blanks)
BLANKS = Field(json_schema_extra={"blanks": True})

NOT_EMPTY = Field(json_schema_extra={"minItems": 1})


def _spelt(name: str) -> WithJsonSchema:
    """Which of `spelling.SPELLINGS` tells an editor how the field is written."""
    return WithJsonSchema({"type": "string", "spelling": name})


def _read(parse: Callable[[str], object]) -> PlainValidator:
    def field(value: object) -> object:
        if not isinstance(value, str):
            raise Refusal(Code.WRONG_SHAPE, expected="text")
        if not value:
            raise Refusal(Code.BLANK)
        return parse(value)

    return PlainValidator(field)


def _text(value: str) -> str:
    return value


@lru_cache(amount.MOST_KEPT)
def _id(value: str) -> str:
    amount.refuse_typography(value)
    if not ID.fullmatch(value):
        raise Refusal(Code.BAD_ID, value=value)
    return value


def _level(value: str) -> int:
    number = amount.parse_count(value)
    if str(number) != value:
        # `1` and `01` would be two names of one level.
        raise Refusal(Code.BAD_COUNT, value=value)
    return number


def _not_empty(ids: tuple[str, ...]) -> tuple[str, ...]:
    if not ids:
        raise Refusal(Code.BLANK, form="ids")
    return ids


def _moment(value: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise Refusal(Code.BAD_DATE, value=value) from None
    if moment.tzinfo is None:
        raise Refusal(Code.BAD_DATE, value=value)
    return moment


Text = Annotated[str, _read(_text), _spelt("text")]
Id = Annotated[str, _read(_id), _spelt("id")]
Ids = tuple[Id, ...]
SomeIds = Annotated[Ids, AfterValidator(_not_empty), NOT_EMPTY]
Texts = tuple[Text, ...]
Moment = Annotated[datetime, _read(_moment)]
Answer = Annotated[bool, _read(amount.parse_answer), _spelt("answer")]
Count = Annotated[int, _read(amount.parse_count), _spelt("count")]
Level = Annotated[int, _read(_level), _spelt("level")]
Amount = Annotated[int, _read(amount.parse_amount), _spelt("amount")]
Number = Annotated[Fraction, _read(amount.parse_number), _spelt("number")]
Percentage = Annotated[Fraction, _read(amount.parse_percentage), _spelt("percentage")]
Reading = Annotated[amount.Reading, _read(amount.Reading.parse), _spelt("reading")]
Date = Annotated[date, _read(period.parse_date), _spelt("date")]
DayOfYear = Annotated[period.DayOfYear, _read(period.DayOfYear.parse), _spelt("day-of-year")]
Period = Annotated[period.Period, _read(period.Period.parse), _spelt("period")]
Year = Annotated[int, _read(period.parse_year), _spelt("count")]
Years = Annotated[period.Period, _read(period.parse_years), _spelt("period")]
HalfYear = Annotated[period.Period, _read(period.parse_half_year), _spelt("half-year")]
Deadline = Annotated[period.Deadline, _read(period.Deadline.parse), _spelt("deadline")]
