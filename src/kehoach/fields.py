"""The typed fields of the two files: each takes the text of a scalar and gives a value object.

The reader hands over nothing but text, tuples and dicts, so a field alone decides what a text
means, and pydantic adds the place. Used by the models in `plan` and `progress`.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Any, NamedTuple

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)
from pydantic_core.core_schema import CoreSchema, no_info_plain_validator_function

from kehoach import amount, period
from kehoach.problem import Code, Refusal

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)


class Model(BaseModel):
    """Base of every model of the files: frozen, strict, and unknown keys are errors.

    A default that is a model itself is made by `model_construct`: else it would be built at import.
    """

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


class _Scalar(NamedTuple):
    """What the text of a scalar means, and which of `spelling.SPELLINGS` says how it is written.

    Told to pydantic as a whole: its own markers also work out how the value object itself would be
    written, for each field of each model at each start, which takes as long again.
    """

    parse: Callable[[str], object]
    spelling: str

    def read(self, value: object) -> object:
        """The value object of a text."""
        if not isinstance(value, str):
            raise Refusal(Code.WRONG_SHAPE, expected="text")
        if not value:
            raise Refusal(Code.BLANK)
        return self.parse(value)

    def __get_pydantic_core_schema__(self, *_: object) -> CoreSchema:
        return no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, *_: object) -> dict[str, Any]:
        return {"type": "string", "spelling": self.spelling}


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


Text = Annotated[str, _Scalar(_text, "text")]
Id = Annotated[str, _Scalar(_id, "id")]
Ids = tuple[Id, ...]
SomeIds = Annotated[Ids, AfterValidator(_not_empty), NOT_EMPTY]
Texts = tuple[Text, ...]
Moment = Annotated[datetime, _Scalar(_moment, "moment")]
Answer = Annotated[bool, _Scalar(amount.parse_answer, "answer")]
Count = Annotated[int, _Scalar(amount.parse_count, "count")]
Level = Annotated[int, _Scalar(_level, "level")]
Amount = Annotated[int, _Scalar(amount.parse_amount, "amount")]
Number = Annotated[Fraction, _Scalar(amount.parse_number, "number")]
Percentage = Annotated[Fraction, _Scalar(amount.parse_percentage, "percentage")]
Reading = Annotated[amount.Reading, _Scalar(amount.Reading.parse, "reading")]
Date = Annotated[date, _Scalar(period.parse_date, "date")]
DayOfYear = Annotated[period.DayOfYear, _Scalar(period.DayOfYear.parse, "day-of-year")]
Period = Annotated[period.Period, _Scalar(period.Period.parse, "period")]
Year = Annotated[int, _Scalar(period.parse_year, "count")]
Years = Annotated[period.Period, _Scalar(period.parse_years, "period")]
HalfYear = Annotated[period.Period, _Scalar(period.parse_half_year, "half-year")]
Deadline = Annotated[period.Deadline, _Scalar(period.Deadline.parse, "deadline")]
