"""What is asked about a new school: the default of each answer, and what answer fits."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from kehoach import source
from kehoach.period import Calendar, Period, parse_half_year, parse_years
from kehoach.problem import Problem, Refusal
from kehoach.wording import init as words
from kehoach.wording.problems import describe

_MOST_LETTERS = 60
_YEARS_OF_A_PLAN = 5


class Department(NamedTuple):
    """A department by its name, and the id made of it."""

    id: str
    name: str


class Answers(NamedTuple):
    """What is known of a new school; `period` is the first half-year with figures."""

    name: str
    abbreviation: str
    parent: str
    place: str
    position: str
    signatory: str
    title: str
    horizon: Period
    departments: tuple[Department, ...]
    period: Period


class Unfit(ValueError):
    """Raised for an answer that can't be taken; the message says why."""


def default(key: str, known: Mapping[str, str], day: date) -> str:
    """The answer to `key` where none is given, from those known before; empty where there is none.

    `day` lies in the first half-year. What nobody can guess is left open, as in a report.
    """
    match key:
        case "name":
            return ""
        case "abbreviation":
            return words.abbreviation_of(known["name"]) or words.NOT_YET
        case "place":
            return words.place_of(known["parent"]) or words.NOT_YET
        case "position":
            return words.POSITION
        case "departments":
            return words.DEPARTMENTS
        case "horizon":
            first = Calendar().containing(day).year
            return f"{first}-{first + _YEARS_OF_A_PLAN - 1}"
        case "period":
            horizon = Period.parse(known["horizon"])
            return str(min(max(Calendar().containing(day), horizon.start), horizon.end))
        case _:
            return words.NOT_YET


def fit(key: str, answer: str, known: Mapping[str, str]) -> str:
    """The answer as it will be written; raise `Unfit` where it can't be."""
    text = unicodedata.normalize("NFC", answer).strip()
    if not text:
        raise Unfit(words.NEEDED)
    # What the reader would refuse in the file is refused here.
    _, wrong = source.read("", json.dumps(text, ensure_ascii=False).encode(errors="surrogatepass"))
    if wrong:
        raise _told(wrong[0])
    if len(text.splitlines()) > 1 or "\t" in text:
        raise Unfit(words.ONE_LINE)
    if key == "horizon":
        return str(_horizon(text))
    if key == "period":
        return str(_first_half(text, Period.parse(known["horizon"])))
    if key == "departments":
        for name in _names(text):
            if not identifier(name):
                raise Unfit(words.NO_ID.format(value=name))
    return text


def answers(known: Mapping[str, str]) -> Answers:
    """All answers together; each one fits."""
    told = dict(known)
    return Answers(
        horizon=Period.parse(told.pop("horizon")),
        period=Period.parse(told.pop("period")),
        departments=departments(_names(told.pop("departments"))),
        **told,
    )


def departments(names: Sequence[str]) -> tuple[Department, ...]:
    """The departments, with an id each that no other has."""
    found: dict[str, Department] = {}
    for name in names:
        key = base = identifier(name)
        number = 2
        while key in found:
            key, number = f"{base}-{number}", number + 1
        found[key] = Department(key, name)
    return tuple(found.values())


def identifier(name: str) -> str:
    """`Tổ Văn phòng` → `to-van-phong`; empty where nothing in the name can be in an id."""
    plain = unicodedata.normalize("NFD", name.lower().replace("\u0111", "d"))
    letters = plain.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters)[:_MOST_LETTERS].strip("-")


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()] or [text]


def _horizon(text: str) -> Period:
    try:
        return parse_years(text)
    except Refusal as refusal:
        raise _unfit(refusal) from None


def _first_half(text: str, horizon: Period) -> Period:
    try:
        period = parse_half_year(text.upper())
    except Refusal as refusal:
        raise _unfit(refusal) from None
    if period not in horizon:
        raise Unfit(words.OUTSIDE.format(value=period, horizon=horizon))
    return period


def _unfit(refusal: Refusal) -> Unfit:
    """A refusal of the data's own, in the same words."""
    return _told(Problem("", 1, 1, refusal.code, refusal.details))


def _told(problem: Problem) -> Unfit:
    return Unfit("; ".join(describe(problem)))
