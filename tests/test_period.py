"""Periods, the calendar of their cut-offs, deadlines and dates, by example."""

from datetime import date

import pytest

from kehoach.period import (
    Calendar,
    DayOfYear,
    Deadline,
    Period,
    parse_date,
    parse_half_year,
    parse_year,
    parse_years,
)
from kehoach.problem import Code, Refusal


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2026H1", 4052, 4052),
        ("2026H2", 4053, 4053),
        ("2026", 4052, 4053),
        ("2026-2030", 4052, 4061),
        ("1990H1", 3980, 3980),
        ("2199", 4398, 4399),
        ("2198-2199", 4396, 4399),
    ],
)
def test_a_code_is_read_onto_the_half_year_axis(code: str, first: int, last: int) -> None:
    assert Period.parse(code) == Period(first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " 2026H1",
        "2026H1 ",
        "2026H1\n",
        "2026h1",
        "2026H0",
        "2026H3",
        "2026H",
        "2026Q1",
        "2026HK1",
        "26",
        "20260",
        "2026H1-2026H2",
        "2026-2030H1",
        "2026–2030",
        "2026 - 2030",
        "1989H2",
        "1989",
        "2200",
        "1989-2026",
        "2026-2200",
        "２０２６",
        "٢٠٢٦",
    ],
)
def test_anything_else_is_no_period(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        Period.parse(text)
    assert (refused.value.code, refused.value.details) == (Code.BAD_PERIOD, {"value": text})


@pytest.mark.parametrize("text", ["2026-2026", "2030-2026"])
def test_a_stage_that_ends_before_its_second_year_is_told_as_that(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        Period.parse(text)
    assert refused.value.details == {"value": text, "form": "reversed"}


@pytest.mark.parametrize(
    ("code", "is_half_year", "is_year", "year", "half", "start", "end"),
    [
        ("2026H1", True, False, 2026, 1, "2026H1", "2026H1"),
        ("2026H2", True, False, 2026, 2, "2026H2", "2026H2"),
        ("2026", False, True, 2026, 2, "2026H1", "2026H2"),
        ("2026-2030", False, False, 2030, 2, "2026H1", "2030H2"),
    ],
)
def test_a_period_knows_its_kind_and_its_ends(
    code: str, is_half_year: bool, is_year: bool, year: int, half: int, start: str, end: str
) -> None:
    period = Period.parse(code)
    assert (period.is_half_year, period.is_year) == (is_half_year, is_year)
    assert (period.year, period.half) == (year, half)
    assert (str(period.start), str(period.end)) == (start, end)


@pytest.mark.parametrize("code", ["2026H1", "2026H2", "2026", "2026-2030"])
def test_a_period_is_written_as_it_is_read(code: str) -> None:
    assert str(Period.parse(code)) == code


def test_two_halves_of_two_years_are_not_a_year() -> None:
    assert not Period(4053, 4054).is_year


def test_a_stage_is_made_of_the_half_years_of_its_years() -> None:
    stage = Period.parse("2026-2027")
    assert [str(half) for half in stage.halves()] == ["2026H1", "2026H2", "2027H1", "2027H2"]
    assert list(stage.years) == [2026, 2027]


@pytest.mark.parametrize(
    ("inner", "outer", "inside"),
    [
        ("2026H1", "2026", True),
        ("2026", "2026", True),
        ("2030H2", "2026-2030", True),
        ("2026", "2026H1", False),
        ("2025H2", "2026-2030", False),
        ("2031H1", "2026-2030", False),
        ("2025-2030", "2026-2030", False),
    ],
)
def test_a_period_contains_what_lies_wholly_inside(inner: str, outer: str, inside: bool) -> None:
    assert (Period.parse(inner) in Period.parse(outer)) is inside


@pytest.mark.parametrize(
    ("code", "first_day", "day_after"),
    [
        ("2026H1", date(2025, 12, 15), date(2026, 6, 15)),
        ("2026H2", date(2026, 6, 15), date(2026, 12, 15)),
        ("2026", date(2025, 12, 15), date(2026, 12, 15)),
        ("2026-2030", date(2025, 12, 15), date(2030, 12, 15)),
    ],
)
def test_state_reporting_closes_on_14_june_and_14_december(
    code: str, first_day: date, day_after: date
) -> None:
    assert Calendar().span(Period.parse(code)) == (first_day, day_after)


def test_the_cutoff_is_the_last_day_inside() -> None:
    assert Calendar().cutoff(Period.parse("2026H1")) == date(2026, 6, 14)
    assert Calendar().cutoff(Period.parse("2026")) == date(2026, 12, 14)


def test_a_school_may_close_its_periods_on_other_days() -> None:
    calendar = Calendar(DayOfYear(5, 31), DayOfYear(12, 31))
    assert calendar.span(Period.parse("2026H1")) == (date(2026, 1, 1), date(2026, 6, 1))
    assert calendar.span(Period.parse("2026H2")) == (date(2026, 6, 1), date(2027, 1, 1))
    assert str(calendar.containing(date(2026, 12, 31))) == "2026H2"


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (date(2025, 12, 14), "2025H2"),
        (date(2025, 12, 15), "2026H1"),
        (date(2025, 12, 31), "2026H1"),
        (date(2026, 1, 1), "2026H1"),
        (date(2026, 6, 14), "2026H1"),
        (date(2026, 6, 15), "2026H2"),
        (date(2026, 12, 14), "2026H2"),
        (date(2026, 12, 15), "2027H1"),
    ],
)
def test_the_days_after_14_december_belong_to_the_next_year(day: date, period: str) -> None:
    assert str(Calendar().containing(day)) == period


@pytest.mark.parametrize(
    ("text", "month", "day"), [("14/06", 6, 14), ("1/5", 5, 1), ("31/12", 12, 31), ("28/02", 2, 28)]
)
def test_a_day_of_the_year_is_written_day_first(text: str, month: int, day: int) -> None:
    assert DayOfYear.parse(text) == DayOfYear(month, day)


@pytest.mark.parametrize(
    "text", ["29/02", "31/04", "06/14", "0/6", "14-06", "14/06/2026", "１4/06", "", "x"]
)
def test_a_cutoff_must_be_a_day_that_every_year_has(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        DayOfYear.parse(text)
    assert refused.value.code is Code.BAD_DATE
    assert refused.value.details == {"value": text, "form": "day"}


@pytest.mark.parametrize("text", ["2026", "2026-2030", "2026H3", "x"])
def test_only_a_half_year_is_one(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_half_year(text)
    assert refused.value.code is Code.BAD_PERIOD
    assert refused.value.details == {"value": text, "form": "half"}
    assert str(parse_half_year("2026H2")) == "2026H2"


@pytest.mark.parametrize("text", ["2026H1", "2026H3", "x"])
def test_the_time_of_a_plan_is_of_whole_years(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_years(text)
    assert refused.value.code is Code.HORIZON_NOT_STAGE
    assert refused.value.details == {"value": text}
    assert [str(parse_years(years)) for years in ("2026", "2026-2030")] == ["2026", "2026-2030"]


@pytest.mark.parametrize(
    ("words", "last_day"),
    [
        ("2026", date(2026, 12, 31)),
        ("Năm 2026", date(2026, 12, 31)),
        ("năm 2030", date(2030, 12, 31)),
        ("Quý I năm 2026", date(2026, 3, 31)),
        ("Quý II năm 2026", date(2026, 6, 30)),
        ("Quý III năm 2026", date(2026, 9, 30)),
        ("Quý IV năm 2026", date(2026, 12, 31)),
        ("QUÝ II NĂM 2026", date(2026, 6, 30)),
        ("Quý 2 năm 2026", date(2026, 6, 30)),
        ("Quý II/2026", date(2026, 6, 30)),
        ("Quý  II  năm  2026", date(2026, 6, 30)),
        ("2026Q1", date(2026, 3, 31)),
        ("2026Q4", date(2026, 12, 31)),
        ("Tháng 2 năm 2028", date(2028, 2, 29)),
        ("tháng 02/2026", date(2026, 2, 28)),
        ("Tháng 12 năm 2026", date(2026, 12, 31)),
        ("2026-2030", date(2030, 12, 31)),
        ("Giai đoạn 2026-2030", date(2030, 12, 31)),
        ("Giai đoạn 2025 – 2030", date(2030, 12, 31)),
        ("2026-06-12", date(2026, 6, 12)),
        ("12/06/2026", date(2026, 6, 12)),
        ("2026H1", date(2026, 6, 14)),
        ("2026H2", date(2026, 12, 14)),
    ],
)
def test_a_deadline_is_the_last_day_of_what_is_written(words: str, last_day: date) -> None:
    assert Deadline.parse(words).last_day(Calendar()) == last_day


def test_a_deadline_in_half_years_follows_the_cutoffs_of_the_plan() -> None:
    calendar = Calendar(DayOfYear(5, 31), DayOfYear(12, 31))
    assert Deadline.parse("2026H1").last_day(calendar) == date(2026, 5, 31)
    assert Deadline.parse("Quý II năm 2026").last_day(calendar) == date(2026, 6, 30)


def test_a_deadline_keeps_the_official_words() -> None:
    assert str(Deadline.parse("Quý II năm 2026")) == "Quý II năm 2026"


@pytest.mark.parametrize(
    "words",
    [
        "",
        "sớm",
        "Năm",
        "Năm 26",
        "Năm 1989",
        "Quý V năm 2026",
        "Quý 0 năm 2026",
        "Quý II",
        "2026Q0",
        "2026Q5",
        "Tháng 0 năm 2026",
        "Tháng 13 năm 2026",
        "Giai đoạn 2030-2026",
        "Giai đoạn 2026",
        "2026H3",
        "trước năm 2026",
        "2０26Q1",
        "Quý I năm 2０26",
        "Tháng １ năm 2026",
    ],
)
def test_words_that_name_no_last_day_are_refused(words: str) -> None:
    with pytest.raises(Refusal) as refused:
        Deadline.parse(words)
    assert (refused.value.code, refused.value.details) == (Code.BAD_DEADLINE, {"value": words})


@pytest.mark.parametrize("words", ["30/02/2026", "2026-02-30"])
def test_a_deadline_on_a_day_that_does_not_exist_is_told_as_that(words: str) -> None:
    with pytest.raises(Refusal) as refused:
        Deadline.parse(words)
    assert refused.value.code is Code.BAD_DATE


@pytest.mark.parametrize("text", ["45", "năm 2045", "2045.5", "1945", "２０４５"])
def test_a_year_has_four_digits(text: str) -> None:
    assert parse_year("2045") == 2045
    with pytest.raises(Refusal) as refused:
        parse_year(text)
    assert refused.value.details == {"value": text, "form": "year"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-06-12", date(2026, 6, 12)),
        ("12/06/2026", date(2026, 6, 12)),
        ("1/2/2026", date(2026, 2, 1)),
        ("29/02/2028", date(2028, 2, 29)),
    ],
)
def test_a_date_is_read_in_either_form(text: str, day: date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "2026-02-30",
        "29/02/2026",
        "31/04/2026",
        "00/06/2026",
        "0000-01-01",
        "2026-6-1",
        "2026/06/12",
        "12-06-2026",
        "12.06.2026",
        "12/6/26",
        "06/2026",
        "12/06/2026 ",
        "１２/06/2026",
        "2０26-06-12",
    ],
)
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_date(text)
    assert (refused.value.code, refused.value.details) == (Code.BAD_DATE, {"value": text})
