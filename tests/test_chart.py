"""Geometry of the pictures: within the page, in order, the same for the same figures."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from kehoach import chart
from kehoach.period import Period
from kehoach.view import StatusView, status_view
from support import entry, indicator, of_plan, plan, task

AS_OF = date(2026, 6, 14)


def view(tree: dict[str, object], *entries: dict[str, object]) -> StatusView:
    return status_view(of_plan(tree, *entries, as_of=AS_OF))


@given(numerator=st.integers(0, 500), denominator=st.integers(1, 300), bound=st.integers(0, 100))
def test_bars_and_ticks_stay_on_their_axis(numerator: int, denominator: int, bound: int) -> None:
    tree = plan(
        indicators=[
            indicator(
                measure="ratio", may_exceed="có", target={"at_least": f"{bound}%", "by": 2030}
            )
        ]
    )
    figures = {"CT-1": {"numerator": numerator, "denominator": denominator}}
    picture = chart.levels(view(tree, entry("2026H1", indicators=figures)).indicators)
    assert picture is not None
    (line,) = picture.lines
    end = Fraction(picture.end)
    assert 0 <= Fraction(line.length) <= end
    assert line.target is not None
    assert 0 <= Fraction(line.target) <= end
    most = max(Fraction(100), Fraction(100 * numerator, denominator))
    assert abs(Fraction(line.length) - Fraction(100 * numerator, denominator) / most * end) < 1
    places = [Fraction(tick.x) for tick in picture.ticks]
    assert places == sorted(places)
    assert [tick.text for tick in picture.ticks] == ["0%", "25%", "50%", "75%", "100%"]


@given(names=st.lists(st.text("ab cđ", min_size=1, max_size=300), min_size=1, max_size=5))
def test_strips_lie_under_one_another_and_hold_their_labels(names: list[str]) -> None:
    tree = plan(tasks=[task(id=f"NV-{n}", name=f"x {name}") for n, name in enumerate(names)])
    picture = chart.timeline(view(tree).tasks, Period.parse("2026-2030"), AS_OF)
    assert picture is not None
    below = 0
    for line in picture.lines:
        strip = line.strip
        assert strip.top == below
        below += strip.height
        assert all(strip.top < label.y < strip.y < below for label in strip.labels)
    assert picture.bottom == below


def test_a_deadline_stands_at_its_share_of_the_years() -> None:
    tree = plan(
        tasks=[task(deadline="Giai đoạn 2026-2030"), task(id="NV-2", deadline="01/01/2026")]
    )
    picture = chart.timeline(view(tree).tasks, Period.parse("2026-2030"), AS_OF)
    assert picture is not None
    assert [line.due for line in picture.lines] == [str(picture.end), "0"]
    assert [tick.text for tick in picture.ticks] == ["2026", "2027", "2028", "2029", "2030"]
    assert picture.today is not None


def test_days_outside_the_plan_are_drawn_at_its_edge_or_not_at_all() -> None:
    tree = plan(tasks=[task()])
    report = {"NV-1": {"state": "done", "completed": "01/12/2025"}}
    rows = view(tree, entry("2026H1", tasks=report)).tasks
    picture = chart.timeline(rows, Period.parse("2026-2030"), date(2031, 1, 1))
    assert picture is not None
    assert picture.lines[0].completed == "0"
    assert picture.today is None


def test_money_is_drawn_on_one_scale_and_an_unknown_amount_not_at_all() -> None:
    tree = plan(
        tasks=[
            task(budget="20 tỷ đồng", sources=["A"]),
            task(id="NV-2", budget="10 tỷ đồng", sources=["B"]),
            task(id="NV-3"),
        ]
    )
    spent = {"NV-2": {"state": "in_progress", "spent": "5 tỷ đồng"}}
    picture = chart.money(view(tree, entry("2026H1", tasks=spent)).money_by_source)
    assert picture is not None
    first, second = picture.lines
    assert Fraction(first.planned) == chart.WIDTH - 1
    assert Fraction(second.planned) * 2 == Fraction(first.planned)
    assert Fraction(second.spent) * 4 == Fraction(first.planned)
    assert second.strip.labels[0].text == "B: kế hoạch 10 tỷ, đã chi 5 tỷ"


def test_nothing_is_drawn_of_nothing() -> None:
    empty = view(plan())
    assert chart.levels(empty.indicators) is None
    assert chart.timeline(empty.tasks, Period.parse("2026-2030"), AS_OF) is None
    assert chart.money(empty.money_by_source) is None
