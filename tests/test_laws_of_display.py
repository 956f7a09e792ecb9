"""Laws of what is shown and of what is added up: no rounding contradicts, no part is lost."""

import re
from contextlib import suppress
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import assume, example, given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from markdown_it import MarkdownIt

from kehoach.amount import parse_amount, parse_number
from kehoach.listing import markdown
from kehoach.period import Period
from kehoach.problem import Refusal
from kehoach.result import OPEN, TaskStatus
from kehoach.rows import indicator_row
from kehoach.sheet.grid import trimmed
from kehoach.summary import personal_scorecards, scorecards
from kehoach.wording import terms
from support import (
    entry,
    evaluated,
    figures,
    indicator,
    of_indicator,
    of_plan,
    of_task,
    plan,
    read_plan,
    routine,
    task,
)

H1, YEAR, STAGE = "2026H1", "2026", "2026-2030"
AMOUNTS = st.integers(0, 10**14)
TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp"]), max_size=40)


def shown(words: str) -> Fraction:
    """The number that a text begins with, as a reader takes it: dots group, a comma divides."""
    plain = re.sub(r"[^−\d,].*", "", words.replace(".", ""))
    return Fraction(plain.replace("−", "-").replace(",", "."))


def sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)


# Numbers


@given(AMOUNTS)
def test_an_amount_that_is_shown_is_read_as_itself_or_not_at_all(amount: int) -> None:
    with suppress(Refusal):  # "500.000 đồng" has two readings
        assert parse_amount(terms.money(amount)) == amount
    assert shown(terms.money(amount)) == amount


@given(st.lists(AMOUNTS, max_size=6), st.randoms(use_true_random=False))
def test_a_sum_of_money_is_exact_and_the_same_in_any_order(amounts: list[int], chance: Any) -> None:
    mixed = chance.sample(amounts, len(amounts))
    for budgets in (amounts, mixed):
        tasks = [task(id=f"NV-{n}", budget=str(one)) for n, one in enumerate(budgets)]
        found = evaluated(plan(tasks=tasks), at=H1).tasks
        assert sum(one.item.budget or 0 for one in found) == sum(amounts)


@st.composite
def near(draw: DrawFn) -> tuple[str, str, int, int]:
    """A bound, a first known point below it, and a ratio close to the bound or to the path."""
    digits = draw(st.integers(0, 6))
    bound = draw(st.integers(10**digits, 100 * 10**digits))
    base = draw(st.integers(0, bound))
    of = draw(st.integers(1, 10**6))
    edge = draw(st.sampled_from([bound, base, (bound + 8 * base) // 9, (2 * bound + base) // 3]))
    count = edge * of // (100 * 10**digits) + draw(st.integers(-1, 1))
    written = [f"{one // 10**digits},{one % 10**digits:0{digits}d}" for one in (bound, base)]
    texts = [text.rstrip("0").rstrip(",") if "," in text else text for text in written]
    assume(not any(len(text.partition(",")[2]) == 3 for text in texts))  # two readings
    return texts[0], texts[1], max(0, count), of


@given(near(), st.sampled_from(["2026H1", "2026H2", "2028H2"]))
@example(("34", "33", 330_999, 10**6), "2026H1")
@example(("97,951234", "10", 9795122, 10_000_000), "2026H1")
def test_what_is_rounded_never_contradicts_the_status(
    case: tuple[str, str, int, int], at: str
) -> None:
    bound, base, count, of = case
    tree = indicator(
        measure="ratio",
        numerator="a",
        denominator="b",
        may_exceed="có",
        target={"at_least": f"{bound}%", "by": 2030},
        baseline={"period": "2025H2", "value": f"{base}%"},
    )
    seen = entry(at, indicators={"CT-1": {"numerator": count, "denominator": of}})
    result = of_indicator(tree, seen, at=at)
    row = indicator_row(read_plan(plan(indicators=[tree])), result, Period.parse(at))
    assert result.actual is not None
    assert result.required is not None
    told = shown(row.actual)
    assert result.target is not None
    wanted = parse_number(bound)
    assert bound in terms.bounds(result.item, result.target)
    assert sign(told - wanted) == sign(result.actual - wanted)
    if not result.gap:
        return
    assert sign(told - shown(row.required)) == sign(result.actual - result.required)


@given(st.fractions(), st.fractions())
@example(Fraction(0), Fraction(1, 201))
def test_of_two_numbers_side_by_side_the_greater_looks_greater(
    one: Fraction, other: Fraction
) -> None:
    told = [shown(terms.number_beside(*pair)) for pair in ((one, other), (other, one))]
    assert sign(told[0] - told[1]) == sign(one - other)


# Texts


@given(TEXTS)
@example("&lt;b&gt; &amp; &#39;")
@example("1. a | b *c* _d_ `e` [f](g) <h> ~i~ # j")
def test_a_text_in_markdown_is_shown_as_it_is(text: str) -> None:
    told = " ".join(text.split(" ")).strip()
    assume(told)
    page = MarkdownIt("commonmark").enable("table").parseInline(markdown(told))
    assert "".join(token.content for token in page[0].children or []) == told


@given(TEXTS)
def test_a_cell_that_is_read_twice_says_the_same(text: str) -> None:
    assert trimmed(trimmed(text)) == trimmed(text)


# Roll-ups


@given(st.lists(st.none() | st.integers(0, 40), min_size=10, max_size=10))
def test_routines_of_the_halves_add_up_to_the_year_and_the_stage(held: list[int | None]) -> None:
    halves = [f"{year}H{half}" for year in range(2026, 2031) for half in (1, 2)]
    tree = plan(routines=[routine()])
    told = [
        entry(half, routines={"giao-ban": {"held": count}})
        for half, count in zip(halves, held, strict=True)
        if count is not None
    ]
    day = date(2030, 12, 31)
    by = {
        at: of_plan(tree, *told, at=at, as_of=day).routines[0]
        for at in (*halves, *map(str, range(2026, 2031)), STAGE)
    }
    for whole, parts in [
        *((str(year), [f"{year}H1", f"{year}H2"]) for year in range(2026, 2031)),
        (STAGE, [str(year) for year in range(2026, 2031)]),
    ]:
        assert by[whole].expected == sum(by[part].expected for part in parts)
        counts = [by[part].held for part in parts]
        known = [count for count in counts if count is not None]
        assert by[whole].held == (sum(known) if known else None)


@given(st.lists(st.sampled_from(["bgh", "to-vp", "ubnd-xa"]), min_size=1, max_size=8), st.data())
def test_every_task_is_counted_once_on_the_card_of_each_that_leads_it(
    leads: list[str], data: st.DataObject
) -> None:
    states = st.none() | st.sampled_from(["not_started", "in_progress", "suspended", "cancelled"])
    done = st.dates(date(2026, 1, 1), date(2026, 6, 14)).map(
        lambda day: {"state": "done", "completed": day.isoformat()}
    )
    dues = st.sampled_from(["2026Q1", "2026Q2", "Năm 2026", "2026H1"])
    persons = st.sampled_from(["A", "B"])
    tasks = [
        task(id=f"NV-{n}", lead=[lead], person=data.draw(persons), deadline=data.draw(dues))
        for n, lead in enumerate(leads)
    ]
    told = {}
    for one in tasks:
        said = data.draw(st.one_of(states, done))
        if said is not None:
            told[one["id"]] = said if isinstance(said, dict) else {"state": said, "reason": "r"}
    tree = plan(tasks=tasks)
    found = of_plan(tree, entry(H1, tasks=told), at=H1, as_of=date(2026, 6, 14))
    for cards in (scorecards(found), personal_scorecards(found)):
        assert sum(card.assigned for card in cards) == len(tasks)
        set_aside = sum(
            result.status in {TaskStatus.SUSPENDED, TaskStatus.CANCELLED} for result in found.tasks
        )
        counted = sum(
            card.done_on_time + card.done_late + card.overdue + card.open for card in cards
        )
        assert counted + set_aside == len(tasks)
    assert sum(card.open for card in scorecards(found)) == sum(
        result.status in OPEN for result in found.tasks
    )


@given(st.lists(st.integers(0, 20), min_size=2, max_size=10))
def test_a_year_and_a_stage_stand_where_their_last_half_stands(values: list[int]) -> None:
    halves = [f"{year}H{half}" for year in range(2026, 2031) for half in (1, 2)]
    tree = plan(indicators=[indicator()], tasks=[task()])
    seen = [figures(half, value) for half, value in zip(halves, values, strict=False)]
    day = date(2030, 12, 14)
    for whole, last in [("2026", "2026H2"), ("2028", "2028H2"), (STAGE, "2030H2")]:
        one = of_plan(tree, *seen, at=whole, as_of=day)
        other = of_plan(tree, *seen, at=last, as_of=day)
        assert (one.indicators, one.tasks) == (other.indicators, other.tasks)


# Tasks


@given(
    st.sampled_from([None, "not_started", "in_progress", "suspended", "cancelled"]),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.integers(0, 400),
)
def test_what_is_overdue_stays_overdue_and_the_days_left_run_down_one_a_day(
    state: str | None, day: date, later: int
) -> None:
    told = entry(H1, tasks={"NV-1": {"state": state, "reason": "r"}} if state else {})
    one = of_task(task(), told, at=H1, as_of=day.isoformat())
    other = of_task(task(), told, at=H1, as_of=(day + timedelta(later)).isoformat())
    assert other.days_left == one.days_left - later
    if one.status is TaskStatus.OVERDUE:
        assert other.status is TaskStatus.OVERDUE
    assert not (one.due_soon and one.status not in OPEN)


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_a_task_that_is_done_is_judged_the_same_on_any_day(day: date) -> None:
    told = entry(H1, tasks={"NV-1": {"state": "done", "completed": "2026-06-01"}})
    found = of_task(task(), told, at=H1, as_of=day.isoformat())
    assert found.status is TaskStatus.DONE_ON_TIME
