"""Numbers, percentages, counts, answers and amounts of đồng as people write them, by example."""

from fractions import Fraction

import pytest

from kehoach.amount import (
    Kind,
    Reading,
    decimal_text,
    exact_text,
    parse_amount,
    parse_answer,
    parse_count,
    parse_number,
    parse_percentage,
    round_half_up,
)
from kehoach.problem import Code, Refusal

NO_BREAK_SPACE = "\u00a0"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("98", Fraction(98)),
        ("97.5", Fraction(195, 2)),
        ("97,5", Fraction(195, 2)),
        ("0,82", Fraction(41, 50)),
        ("0.125", Fraction(1, 8)),
        ("1,234", Fraction(1234, 1000)),
        ("1234.567", Fraction(1234567, 1000)),
        ("010", Fraction(10)),
        ("-3", Fraction(-3)),
        ("+3,5", Fraction(7, 2)),
        ("1.234.000", Fraction(1234000)),
        ("23.570.000.000", Fraction(23570000000)),
        ("1.234.567,89", Fraction(123456789, 100)),
        ("-1.234.567", Fraction(-1234567)),
    ],
)
def test_a_number_is_read_exactly(text: str, value: Fraction) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(
    ("text", "decimal", "thousands"),
    [("1.234", "1,234", "1234"), ("12.000", "12,000", "12000"), ("-1.234", "-1,234", "-1234")],
)
def test_one_group_of_three_has_two_readings_and_both_are_named(
    text: str, decimal: str, thousands: str
) -> None:
    with pytest.raises(Refusal) as refused:
        parse_number(text)
    assert refused.value.code is Code.AMBIGUOUS_NUMBER
    assert refused.value.details == {"value": text, "decimal": decimal, "thousands": thousands}


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "x",
        ".",
        ",",
        ".5",
        "5.",
        "5,",
        "--5",
        "1e5",
        "1_000",
        "NaN",
        ".inf",
        "inf",
        "0x1F",
        "12:30",
        "1/2",
        "98 ",
        " 98",
        "9 8",
        "98\n",
        "97,5,1",
        "97.5.1",
        "1,234.5",
        "1,234,000",
        "1.234.00",
        "1.234.5678",
        "0.123.456",
        "1234.567.000",
        "98%",
        "９８",
        "1.２34",
        "1.２34.567",
        "٩٨",
        "²",
    ],
)
def test_anything_else_is_no_number(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_number(text)
    assert (refused.value.code, refused.value.details["value"]) == (Code.BAD_NUMBER, text)


@pytest.mark.parametrize(
    ("text", "form"), [("1/2", "two"), ("61 / 84", "two"), ("98%", "percent"), ("9" * 31, "long")]
)
def test_what_was_meant_by_what_is_no_number_is_told_where_it_can_be(text: str, form: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_number(text)
    assert refused.value.details["form"] == form


def test_a_percentage_that_is_none_is_told_as_it_was_written() -> None:
    with pytest.raises(Refusal) as refused:
        parse_percentage("40.125 %")
    assert refused.value.details == {
        "value": "40.125 %",
        "decimal": "40,125%",
        "thousands": "40125%",
    }
    with pytest.raises(Refusal) as refused:
        parse_percentage("nhiều")
    assert refused.value.details == {"value": "nhiều"}


@pytest.mark.parametrize(
    ("text", "character"),
    [
        (f"1{NO_BREAK_SPACE}000", NO_BREAK_SPACE),
        ("“98”", "“"),
        ("’98", "’"),
        ("−5", "−"),
        ("1–2", "–"),
    ],
)
def test_what_word_puts_in_place_of_plain_characters_is_named(text: str, character: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_number(text)
    assert refused.value.code is Code.TYPOGRAPHY_IN_CODE
    assert refused.value.details == {"value": text, "character": character}


def test_a_number_has_thirty_characters_at_most() -> None:
    assert parse_number("9" * 30) == 10**30 - 1
    with pytest.raises(Refusal) as refused:
        parse_number("9" * 31)
    assert refused.value.code is Code.BAD_NUMBER
    assert refused.value.details == {"value": "9" * 31, "form": "long", "most": "30"}
    words = "x" * 31
    with pytest.raises(Refusal) as refused:
        parse_number(words)
    assert (refused.value.code, refused.value.details) == (Code.BAD_NUMBER, {"value": words})


@pytest.mark.parametrize("text", ["70", "70%", "70 %", "70,0%", "70.0 %"])
def test_a_percentage_is_written_with_or_without_its_sign(text: str) -> None:
    assert parse_percentage(text) == 70


@pytest.mark.parametrize("text", ["%", "%70", "70%%", "70 phần trăm", "70‰", "70\t%", "70X%"])
def test_a_percent_sign_stands_once_and_last(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_percentage(text)
    assert refused.value.code is Code.BAD_NUMBER


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("98", Fraction(98), Kind.NUMBER),
        ("97,5", Fraction(195, 2), Kind.NUMBER),
        ("70%", Fraction(70), Kind.PERCENT),
        ("70 %", Fraction(70), Kind.PERCENT),
        ("có", Fraction(1), Kind.ANSWER),
        ("Có", Fraction(1), Kind.ANSWER),
        ("yes", Fraction(1), Kind.ANSWER),
        ("true", Fraction(1), Kind.ANSWER),
        ("không", Fraction(0), Kind.ANSWER),
        ("no", Fraction(0), Kind.ANSWER),
        ("false", Fraction(0), Kind.ANSWER),
        ("0", Fraction(0), Kind.NUMBER),
        ("1", Fraction(1), Kind.NUMBER),
    ],
)
def test_a_reading_keeps_how_it_was_written(text: str, value: Fraction, kind: Kind) -> None:
    assert Reading.parse(text) == Reading(value, kind)


@pytest.mark.parametrize("text", ["đạt", "y", "on", "co", "khong", ""])
def test_a_reading_is_a_number_a_percentage_or_an_answer(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        Reading.parse(text)
    assert refused.value.code is Code.BAD_NUMBER
    assert refused.value.details == {"value": text, "form": "reading"}


@pytest.mark.parametrize("text", ["có%", "%", "70\t%", "70X%"])
def test_before_a_percent_sign_stands_a_number(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        Reading.parse(text)
    assert (refused.value.code, refused.value.details) == (Code.BAD_NUMBER, {"value": text})


@pytest.mark.parametrize(("text", "count"), [("0", 0), ("6", 6), ("6,0", 6), ("1.000.000", 10**6)])
def test_a_count_is_whole_and_not_negative(text: str, count: int) -> None:
    assert parse_count(text) == count


@pytest.mark.parametrize("text", ["-1", "6,5", "0.5", "x", ""])
def test_half_a_meeting_is_no_count(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_count(text)
    assert (refused.value.code, refused.value.details) == (Code.BAD_COUNT, {"value": text})


@pytest.mark.parametrize(("text", "sign"), [("1.234", ""), ("1.234 %", "%")])
def test_a_percentage_with_two_readings_is_refused_with_both(text: str, sign: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_percentage(text)
    assert refused.value.code is Code.AMBIGUOUS_NUMBER
    assert refused.value.details == {
        "value": text,
        "decimal": f"1,234{sign}",
        "thousands": f"1234{sign}",
    }


def test_a_count_with_two_readings_is_refused_with_both() -> None:
    with pytest.raises(Refusal) as refused:
        parse_count("1.234")
    assert refused.value.code is Code.AMBIGUOUS_NUMBER
    assert refused.value.details == {"value": "1.234", "decimal": "1,234", "thousands": "1234"}


@pytest.mark.parametrize(
    ("text", "answer"),
    [("có", True), ("CÓ", True), ("yes", True), ("không", False), ("Không", False), ("no", False)],
)
def test_an_answer_is_yes_or_no_in_either_language(text: str, answer: bool) -> None:
    assert parse_answer(text) is answer


@pytest.mark.parametrize("text", ["1", "0", "đạt", "y", "", "có "])
def test_any_other_answer_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_answer(text)
    assert (refused.value.code, refused.value.details) == (Code.BAD_ANSWER, {"value": text})


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("3 tỉ đồng", 3_000_000_000),
        ("3 tỉ", 3_000_000_000),
        ("20 tỷ đồng", 20_000_000_000),
        ("1,5 tỷ", 1_500_000_000),
        ("1.5 tỷ", 1_500_000_000),
        ("50 triệu đồng", 50_000_000),
        ("50 TRIỆU ĐỒNG", 50_000_000),
        ("50triệu", 50_000_000),
        ("50  triệu  đồng", 50_000_000),
        ("750 nghìn đồng", 750_000),
        ("750 ngàn", 750_000),
        ("23.570.000.000", 23_570_000_000),
        ("23.570.000.000 đồng", 23_570_000_000),
        ("23570000000", 23_570_000_000),
        ("500000đ", 500_000),
        ("500000 VNĐ", 500_000),
        ("500000 vnd", 500_000),
        ("0", 0),
        ("0,000001 triệu", 1),
    ],
)
def test_an_amount_in_words_is_whole_dong(text: str, amount: int) -> None:
    assert parse_amount(text) == amount


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", Code.BAD_AMOUNT),
        ("đồng", Code.BAD_AMOUNT),
        ("triệu đồng", Code.BAD_AMOUNT),
        ("năm mươi triệu đồng", Code.BAD_AMOUNT),
        ("50 trieu dong", Code.BAD_AMOUNT),
        ("50 triệu USD", Code.BAD_AMOUNT),
        ("50 triệu triệu", Code.BAD_AMOUNT),
        ("1 tỷ 500 triệu", Code.BAD_AMOUNT),
        ("50%", Code.BAD_AMOUNT),
        ("1e6", Code.BAD_AMOUNT),
        ("50,000,000", Code.BAD_AMOUNT),
        ("0,5", Code.AMOUNT_NOT_WHOLE),
        ("1,2345 nghìn", Code.AMOUNT_NOT_WHOLE),
        ("-50 triệu", Code.NEGATIVE),
    ],
)
def test_an_amount_that_is_not_whole_and_clear_is_refused(text: str, code: Code) -> None:
    with pytest.raises(Refusal) as refused:
        parse_amount(text)
    assert (refused.value.code, refused.value.details) == (code, {"value": text})


@pytest.mark.parametrize(
    ("text", "plain"),
    [("1.234", "1234"), ("500,000", "500000"), ("500.000 đồng", "500000")],
)
def test_an_amount_with_one_group_of_three_is_refused_with_all_its_digits(
    text: str, plain: str
) -> None:
    with pytest.raises(Refusal) as refused:
        parse_amount(text)
    assert refused.value.code is Code.AMBIGUOUS_AMOUNT
    assert refused.value.details == {"value": text, "plain": plain}


def test_an_amount_with_a_unit_and_two_readings_is_refused_with_both() -> None:
    with pytest.raises(Refusal) as refused:
        parse_amount("1.500 triệu")
    assert refused.value.code is Code.AMBIGUOUS_NUMBER
    assert refused.value.details == {"value": "1.500", "decimal": "1,500", "thousands": "1500"}


def test_a_no_break_space_in_an_amount_is_named() -> None:
    with pytest.raises(Refusal) as refused:
        parse_amount(f"50{NO_BREAK_SPACE}triệu")
    assert refused.value.code is Code.TYPOGRAPHY_IN_CODE


@pytest.mark.parametrize(
    ("value", "digits", "rounded"),
    [
        (Fraction(5, 2), 0, 3),
        (Fraction(-5, 2), 0, -3),
        (Fraction(9795, 100), 1, 98),
        (Fraction(9794, 100), 1, Fraction(979, 10)),
        (Fraction(1, 3), 2, Fraction(33, 100)),
        (Fraction(-1, 1000), 2, 0),
    ],
)
def test_halves_are_rounded_away_from_zero(
    value: Fraction, digits: int, rounded: Fraction | int
) -> None:
    assert round_half_up(value, digits) == rounded


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(300, 7), "42.8571"),
        (Fraction(70), "70"),
        (Fraction(1, 32), "0.0313"),
        (Fraction(-1, 32), "-0.0313"),
        (Fraction(1, 2), "0.5"),
        (Fraction(0), "0"),
        (Fraction(-1, 10**9), "0"),
        (Fraction(1, 10**9), "0"),
        (Fraction(10**24), "1" + "0" * 24),
        (Fraction(99_999_999, 1_000_000), "100"),
    ],
)
def test_a_decimal_text_has_four_decimals_at_most_and_no_exponent(
    value: Fraction, text: str
) -> None:
    assert decimal_text(value) == text


def test_a_decimal_text_without_decimals_is_a_whole_number() -> None:
    assert decimal_text(Fraction(5, 2), 0) == "3"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(97), "97"),
        (Fraction(-195, 2), "-97,5"),
        (Fraction(1, 10**30), "0," + "0" * 29 + "1"),
        (Fraction(1, 10**31), f"1/{10**31}"),
        (Fraction(1, 3), "1/3"),
    ],
)
def test_an_exact_text_is_a_decimal_with_a_comma_or_a_fraction(value: Fraction, text: str) -> None:
    assert exact_text(value) == text
