"""Exact numbers, yes/no answers and amounts of đồng, read from the text a person wrote.

No binary float anywhere: a number is a `Fraction`, an amount a whole number of đồng. What has two
readings (`1.234`) is refused with both, never guessed.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from kehoach.problem import Code, Refusal

# More digits than any figure of a school needs; keeps hostile input cheap.
MOST_DIGITS = 30
# The same texts come again and again, in every period of every school.
MOST_KEPT = 4_096

PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)
GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3}){2,}(?:,\d+)?", re.ASCII)
AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}", re.ASCII)
_TWO = re.compile(r"\d+ ?/ ?\d+", re.ASCII)
AMBIGUOUS_AMOUNT = re.compile(r"\d{1,3}[.,]\d{3}")
DONG_IN = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỉ": 10**9, "tỷ": 10**9}
CURRENCY = "đồng|đ|vnđ|vnd"
AFTER_DIGITS = rf" ?({'|'.join(DONG_IN)})? ?({CURRENCY})?"
_AMOUNT = re.compile(rf"\A(.*?){AFTER_DIGITS}\Z")
ANSWERS = {"yes": True, "có": True, "true": True, "no": False, "không": False, "false": False}
# What Word and phones put in place of plain characters: named, never silently taken.
_TYPOGRAPHY = re.compile("[\u00a0\u202f\u2007\u2009\u2018\u2019\u201c\u201d\u2212\u2013\u2014]")


class Kind(StrEnum):
    """How a reading was written: this tells a percentage from a count, and both from yes/no."""

    NUMBER = "number"
    PERCENT = "percent"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Reading:
    """An exact value with the way it was written. An answer is 1 for yes and 0 for no."""

    value: Fraction
    kind: Kind = Kind.NUMBER

    @classmethod
    @lru_cache(MOST_KEPT)
    def parse(cls, text: str) -> "Reading":
        """Read `98`, `97,5`, `70 %`, `1.234.000`, `có`; raise `Refusal` for anything else."""
        answer = ANSWERS.get(text.lower())
        if answer is not None:
            return cls(Fraction(answer), Kind.ANSWER)
        if text.endswith("%"):
            return cls(parse_percentage(text), Kind.PERCENT)
        try:
            return cls(parse_number(text))
        except Refusal as refusal:
            told = {"form": "reading"} | dict(refusal.details)
            raise Refusal(refusal.code, **told) from None


@lru_cache(MOST_KEPT)
def parse_number(text: str) -> Fraction:
    """Read a decimal number, with a point or a comma; dots group thousands in two groups or more.

    Raise `Refusal`: BAD_NUMBER, or AMBIGUOUS_NUMBER with both readings for the like of `1.234`.
    """
    refuse_typography(text)
    if AMBIGUOUS.fullmatch(text):
        raise Refusal(
            Code.AMBIGUOUS_NUMBER,
            value=text,
            decimal=text.replace(".", ","),
            thousands=text.replace(".", ""),
        )
    if len(text) > MOST_DIGITS and text.isdecimal():
        raise Refusal(Code.BAD_NUMBER, value=text, form="long", most=str(MOST_DIGITS))
    if len(text) > MOST_DIGITS:
        raise Refusal(Code.BAD_NUMBER, value=text)
    if text.endswith("%"):
        raise Refusal(Code.BAD_NUMBER, value=text, form="percent")
    if _TWO.fullmatch(text):
        raise Refusal(Code.BAD_NUMBER, value=text, form="two")
    if GROUPED.fullmatch(text):
        return Fraction(text.replace(".", "").replace(",", "."))
    if PLAIN.fullmatch(text):
        return Fraction(text.replace(",", "."))
    raise Refusal(Code.BAD_NUMBER, value=text)


def parse_percentage(text: str) -> Fraction:
    """Read a number with or without `%`; the value is in per cent."""
    try:
        return parse_number(text.removesuffix("%").rstrip(" "))
    except Refusal as refusal:
        sign = "%" if text.endswith("%") else ""
        readings = {"decimal", "thousands"} & refusal.details.keys()
        told = {key: refusal.details[key] + sign for key in readings}
        raise Refusal(refusal.code, **refusal.details | told | {"value": text}) from None


def parse_count(text: str) -> int:
    """Read a whole number, zero or more."""
    try:
        number = parse_number(text)
    except Refusal as refusal:
        code = Code.BAD_COUNT if refusal.code is Code.BAD_NUMBER else refusal.code
        raise Refusal(code, **refusal.details) from None
    if number < 0 or number.denominator != 1:
        raise Refusal(Code.BAD_COUNT, value=text)
    return number.numerator


def parse_answer(text: str) -> bool:
    """Read yes/no, có/không or true/false."""
    answer = ANSWERS.get(text.lower())
    if answer is None:
        raise Refusal(Code.BAD_ANSWER, value=text)
    return answer


@lru_cache(MOST_KEPT)
def parse_amount(text: str) -> int:
    """Read an amount in đồng: `50 triệu đồng`, `1,5 tỷ`, `23.570.000.000`.

    Raise `Refusal`: BAD_AMOUNT, AMBIGUOUS_AMOUNT for the like of `500.000` and `500,000` without
    nghìn, triệu or tỷ, AMBIGUOUS_NUMBER with them, AMOUNT_NOT_WHOLE, or NEGATIVE.
    """
    refuse_typography(text)
    ((digits, unit, _),) = _AMOUNT.findall(" ".join(text.lower().split()))
    if not unit and AMBIGUOUS_AMOUNT.fullmatch(digits):
        plain = digits.replace(".", "").replace(",", "")
        raise Refusal(Code.AMBIGUOUS_AMOUNT, value=text, plain=plain)
    try:
        amount = parse_number(digits) * DONG_IN.get(unit, 1)
    except Refusal as refusal:
        if refusal.code is Code.AMBIGUOUS_NUMBER:
            raise
        raise Refusal(Code.BAD_AMOUNT, value=text) from None
    if amount.denominator != 1:
        raise Refusal(Code.AMOUNT_NOT_WHOLE, value=text)
    if amount < 0:
        raise Refusal(Code.NEGATIVE, value=text)
    return amount.numerator


def refuse_typography(text: str) -> None:
    """Raise `Refusal` for a no-break space, curly quote or long dash in a number or a code."""
    if match := _TYPOGRAPHY.search(text):
        raise Refusal(Code.TYPOGRAPHY_IN_CODE, value=text, character=match[0])


def round_half_up(value: Fraction, digits: int) -> Fraction:
    """Round to `digits` decimals; halves go away from zero, as on Vietnamese forms."""
    return Fraction(_units(value, digits), 10**digits)


def _units(value: Fraction, digits: int) -> int:
    """How many units of the last of `digits` decimals a value is, rounded."""
    top, bottom = value.as_integer_ratio()
    whole: int = (2 * abs(top) * 10**digits + bottom) // (2 * bottom)
    return whole if top >= 0 else -whole


def decimal_text(value: Fraction, digits: int = 4) -> str:
    """The decimal string of `value`: at most `digits` decimals, no exponent, no trailing zeros."""
    units = _units(value, digits)
    sign = "-" if units < 0 else ""
    whole, fraction = divmod(abs(units), 10**digits)
    decimals = f"{fraction:0{digits}d}".rstrip("0")
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"


def exact_text(value: Fraction) -> str:
    """The exact value as `parse_number` reads it, with a comma; where no decimal is: `1/3`."""
    text = decimal_text(value, MOST_DIGITS)
    return text.replace(".", ",") if Fraction(text) == value else str(value)
