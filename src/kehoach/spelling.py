"""How each kind of scalar may be written, for editors: patterns made of the reader's own.

An editor types a plain scalar by YAML 1.2 before it looks at the schema, so beside the pattern of
a text it is told which other types the reader takes the text of. A pattern may be wider than the
reader, never narrower: what the reader takes is never refused.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kehoach import amount, fields, period


@dataclass(frozen=True)
class Spelling:
    """`pattern` of a text, spaces around it aside, and the types that a plain scalar may have.

    `bounds`: JSON Schema's keywords for a number.
    """

    pattern: str
    types: tuple[str, ...] = ("string",)
    bounds: Mapping[str, Any] = field(default_factory=dict)

    def schema(self, *, blank: bool) -> dict[str, Any]:
        """The JSON Schema of a scalar; where `blank`, a key with nothing after it is fine."""
        optional = "?" if blank else ""
        return {
            "type": [*self.types, *(["null"] if blank else [])],
            "pattern": f"^ *(?:{self.pattern}){optional} *$",
            **self.bounds,
        }


def _plain(regex: re.Pattern[str]) -> str:
    """A pattern whose digits are ASCII, for every dialect."""
    return regex.pattern.replace(r"\d", "[0-9]")


def _spoken(pattern: str) -> str:
    """A pattern of words in any case, with any space between, composed or decomposed."""
    return "".join(
        rf"\s{token[1:] or '+'}".replace("?", "*") if token[0] == " " else _letter(token)
        for token in re.findall(r" \??|\(\?:|\\.|\[[^]]*]|.", pattern)
    )


def _letter(token: str) -> str:
    if not (len(token) == 1 and token.isalpha()):
        return token
    forms = {
        unicodedata.normalize(form, case)
        for case in (token.lower(), token.upper())
        for form in ("NFC", "NFD")
    }
    single = "".join(sorted(form for form in forms if len(form) == 1))
    return "|".join([f"(?:[{single}]", *sorted(forms.difference(single))]) + ")"


_DIGITS = f"(?:{_plain(amount.PLAIN)}|{_plain(amount.GROUPED)})"
_NUMBER = f"(?!{_plain(amount.AMBIGUOUS)} *%? *$){_DIGITS}"
_ANSWER = _spoken("|".join(amount.ANSWERS))
_DONG = f"(?:{_spoken(amount.CURRENCY)})?"
_UNCLEAR = "|".join(
    (
        f"{_plain(amount.AMBIGUOUS)} *[^ .,0-9]",
        f"{_plain(amount.AMBIGUOUS_AMOUNT)} *{_DONG} *$",
    )
)
_MONEY = f"(?!{_UNCLEAR}){_DIGITS}{_spoken(amount.AFTER_DIGITS)}"
_PERIOD = _plain(period.PERIOD)
_DAY_IN = {29: "0?[1-9]|[12][0-9]", 30: "0?[1-9]|[12][0-9]|30", 31: "0?[1-9]|[12][0-9]|3[01]"}
# The months of a leap year, each with its days: whether a year is one, a pattern can't tell.
_MONTHS = [(month, _DAY_IN[monthrange(2000, month)[1]]) for month in range(1, 13)]
_DAY_AND_MONTH = "|".join(f"(?:{days})/0?{month}" for month, days in _MONTHS)
_MONTH_AND_DAY = "|".join(f"{month:02}-(?=[0-9]{{2}})(?:{days})" for month, days in _MONTHS)
_DATE = f"[0-9]{{4}}-(?:{_MONTH_AND_DAY})|(?:{_DAY_AND_MONTH})/[0-9]{{4}}"
_IN_WORDS = (
    period.QUARTER_IN_WORDS,
    period.MONTH_IN_WORDS,
    period.YEAR_IN_WORDS,
    period.STAGE_IN_WORDS,
)
_DEADLINE = "|".join(_spoken(_plain(words)) for words in _IN_WORDS)
_YEARS = {"minimum": period.YEARS.start, "maximum": period.YEARS.stop - 1}
_WHOLE = {"minimum": 0, "multipleOf": 1}

SPELLINGS: Mapping[str, Spelling] = {
    "text": Spelling(r"[^ ][\s\S]*", ("string", "number", "boolean")),
    "id": Spelling(fields.ID.pattern, ("string", "number", "boolean")),
    "answer": Spelling(_ANSWER, ("string", "boolean")),
    "count": Spelling(_NUMBER, ("string", "number"), _WHOLE),
    "level": Spelling("0|[1-9][0-9]*"),
    "amount": Spelling(_MONEY, ("string", "number"), _WHOLE),
    "number": Spelling(_NUMBER, ("string", "number")),
    "percentage": Spelling(f"{_NUMBER} *%?", ("string", "number")),
    "reading": Spelling(f"{_NUMBER} *%?|{_ANSWER}", ("string", "number", "boolean")),
    "date": Spelling(_DATE),
    "day-of-year": Spelling(_DAY_AND_MONTH),
    "period": Spelling(_PERIOD, ("string", "integer"), _YEARS),
    "half-year": Spelling(f"(?=[0-9]+H){_PERIOD}"),
    "deadline": Spelling(
        f"{_DATE}|{_plain(period.QUARTER)}|{_PERIOD}|{_DEADLINE}", ("string", "integer"), _YEARS
    ),
}
