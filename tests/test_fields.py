"""The typed fields: each takes the text of a scalar, and a blank is a key not given."""

from datetime import date
from fractions import Fraction
from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from kehoach import fields
from kehoach.amount import Kind, Reading
from kehoach.period import DayOfYear, Deadline, Period
from kehoach.problem import Code, Refusal

VALUES = [
    (fields.Text, "4.10", "4.10"),
    (fields.Id, "CT-4.3a", "CT-4.3a"),
    (fields.Ids, ("bgh", "to-vp"), ("bgh", "to-vp")),
    (fields.Answer, "có", True),
    (fields.Count, "010", 10),
    (fields.Amount, "50 triệu đồng", 50_000_000),
    (fields.Number, "97,5", Fraction(195, 2)),
    (fields.Percentage, "10%", Fraction(10)),
    (fields.Reading, "70%", Reading(Fraction(70), Kind.PERCENT)),
    (fields.Date, "12/06/2026", date(2026, 6, 12)),
    (fields.DayOfYear, "14/06", DayOfYear(6, 14)),
    (fields.Period, "2026-2030", Period(4052, 4061)),
    (fields.HalfYear, "2026H1", Period(4052, 4052)),
    (fields.Deadline, "Năm 2026", Deadline("Năm 2026", date(2026, 12, 31))),
]


class Thing(fields.Model):
    name: fields.Text | None = None
    count: fields.Count = 7


class Things(fields.Model):
    table: dict[fields.Id, Thing] = {}


Reported = Annotated[dict[fields.Id, Thing], fields.BLANK_IS_ABSENT]


def codes_of(error: ValidationError) -> list[Code | str]:
    """The code of each refusal, or pydantic's own type of error."""
    found = []
    for detail in error.errors():
        refusal = detail.get("ctx", {}).get("error")
        found.append(refusal.code if isinstance(refusal, Refusal) else detail["type"])
    return found


def refusal_of(field: Any, value: object) -> list[Code | str]:
    """The codes with which a field refuses a value."""
    with pytest.raises(ValidationError) as error:
        TypeAdapter(field).validate_python(value)
    return codes_of(error.value)


@pytest.mark.parametrize(("field", "text", "value"), VALUES)
def test_a_field_alone_decides_what_a_text_means(field: Any, text: object, value: object) -> None:
    assert TypeAdapter(field).validate_python(text) == value


@pytest.mark.parametrize("field", [field for field, *_ in VALUES if field != fields.Ids])
def test_a_scalar_is_text_and_not_blank(field: Any) -> None:
    assert refusal_of(field, "") == [Code.BLANK]
    assert refusal_of(field, ("a",)) == [Code.WRONG_SHAPE]
    assert refusal_of(field, {"a": "b"}) == [Code.WRONG_SHAPE]
    assert refusal_of(field, 7) == [Code.WRONG_SHAPE]


@pytest.mark.parametrize("text", ["A", "a1", "CT-4.3a", "NV-III.1", "to_vp", "x" * 64])
def test_an_id_is_ascii_letters_digits_dots_and_dashes(text: str) -> None:
    assert TypeAdapter(fields.Id).validate_python(text) == text


@pytest.mark.parametrize(
    "text", ["-a", ".a", "CT 4", "CT/4", "CT-4.3ă", "Đ1", "ＣＴ", "a\n", "=cmd", "x" * 65]
)
def test_anything_else_is_no_id(text: str) -> None:
    assert refusal_of(fields.Id, text) == [Code.BAD_ID]


@pytest.mark.parametrize("text", ["CT\u00a04", "“CT-4”", "CT–4", "CT-4\u00a0"])
def test_an_id_pasted_from_word_names_the_character(text: str) -> None:
    assert refusal_of(fields.Id, text) == [Code.TYPOGRAPHY_IN_CODE]


@pytest.mark.parametrize("text", ["2026", "2026-2030", "2026H3"])
def test_a_half_year_is_no_longer_period(text: str) -> None:
    assert refusal_of(fields.HalfYear, text) == [Code.BAD_PERIOD]


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        (fields.Answer, "đạt", Code.BAD_ANSWER),
        (fields.Count, "1,5", Code.BAD_COUNT),
        (fields.Amount, "nhiều", Code.BAD_AMOUNT),
        (fields.Number, "1.234", Code.AMBIGUOUS_NUMBER),
        (fields.Percentage, "x%", Code.BAD_NUMBER),
        (fields.Reading, "1e5", Code.BAD_NUMBER),
        (fields.Date, "2026-02-30", Code.BAD_DATE),
        (fields.DayOfYear, "29/02", Code.BAD_DATE),
        (fields.Period, "HK1", Code.BAD_PERIOD),
        (fields.Deadline, "sớm", Code.BAD_DEADLINE),
    ],
)
def test_a_field_refuses_with_the_code_of_its_parser(field: Any, text: str, code: Code) -> None:
    assert refusal_of(field, text) == [code]


def test_a_known_key_with_nothing_after_it_is_not_given() -> None:
    assert Thing.model_validate({"name": "", "count": ""}) == Thing()


def test_a_misspelt_key_is_an_error_even_when_blank() -> None:
    with pytest.raises(ValidationError) as error:
        Thing.model_validate({"nmae": ""})
    assert codes_of(error.value) == ["extra_forbidden"]


def test_an_id_with_nothing_after_it_has_not_been_reported() -> None:
    given = {"a": "", "b": {"count": "1"}}
    assert TypeAdapter(Reported).validate_python(given) == {"b": Thing.model_validate(given["b"])}


def test_a_model_is_frozen() -> None:
    thing = Thing()
    with pytest.raises(ValidationError):
        thing.count = 2  # type: ignore[misc]


def test_a_table_where_a_text_stands_is_an_error_of_shape() -> None:
    with pytest.raises(ValidationError) as error:
        Things.model_validate({"table": {"a": "x"}})
    assert codes_of(error.value) == ["model_type"]
