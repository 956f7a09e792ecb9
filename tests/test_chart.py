"""Geometry of the pictures: within the page, in order, the same for the same figures."""

from datetime import date
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kehoach import chart
from kehoach.period import Period
from kehoach.rows import IndicatorRow
from kehoach.view import StatusView, status_view
from support import entry, indicator, of_plan, plan, task

AS_OF = date(2026, 6, 14)
STAGE = Period.parse("2026-2030")


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
    assert 0 <= Fraction(line.length) <= 100
    assert line.target is not None
    assert 0 <= Fraction(line.target) <= 100
    value = Fraction(100 * numerator, denominator)
    assert abs(Fraction(line.length) - 100 * value / max(Fraction(100), value)) < Fraction(1, 100)
    places = [Fraction(tick.x) for tick in picture.ticks]
    assert places == sorted(places)
    assert [tick.text for tick in picture.ticks] == ["0%", "25%", "50%", "75%", "100%"]


def test_a_deadline_stands_at_its_share_of_the_years() -> None:
    tree = plan(
        tasks=[task(deadline="Giai đoạn 2026-2030"), task(id="NV-2", deadline="01/01/2026")]
    )
    picture = chart.timeline(view(tree).tasks, STAGE, AS_OF)
    assert picture is not None
    assert [line.due for line in picture.lines] == ["100", "0"]
    assert [tick.text for tick in picture.ticks] == ["2026", "2027", "2028", "2029", "2030"]
    assert picture.today is not None


def test_days_outside_the_plan_are_drawn_at_its_edge_or_not_at_all() -> None:
    tree = plan(tasks=[task()])
    report = {"NV-1": {"state": "done", "completed": "01/12/2025"}}
    rows = view(tree, entry("2026H1", tasks=report)).tasks
    picture = chart.timeline(rows, STAGE, date(2031, 1, 1))
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
    assert (first.planned, first.spent) == ("100", "0")
    assert (second.planned, second.spent) == ("50", "25")
    assert second.told == "kế hoạch 10 tỷ, đã chi 5 tỷ"


def test_nothing_is_drawn_of_nothing() -> None:
    empty = view(plan())
    assert chart.levels(empty.indicators) is None
    assert chart.timeline(empty.tasks, STAGE, AS_OF) is None
    assert chart.money(empty.money_by_source) is None
    assert chart.curves(empty.indicators, STAGE) == ()


def series(**values: object) -> list[dict[str, object]]:
    """Entries with a value of the indicator for some half-years."""
    return [entry(at, indicators={"CT-1": {"value": value}}) for at, value in values.items()]


def rows(tree: dict[str, object], *entries: dict[str, object]) -> tuple[IndicatorRow, ...]:
    found = of_plan(plan(indicators=[tree]), *entries, at="2026-2030", as_of=date(2030, 12, 14))
    return status_view(found).indicators


@given(values=st.lists(st.integers(-50, 10**6), min_size=1, max_size=10), bound=st.integers(0, 900))
def test_a_curve_stays_on_its_field_and_higher_is_never_lower(
    values: list[int], bound: int
) -> None:
    halves = [str(half) for half in STAGE.halves()]
    told = series(**dict(zip(halves, values, strict=False)))
    (row,) = rows(indicator(target={"at_least": bound, "by": 2030}), *told)
    curve = chart.curve(row, STAGE)
    assert curve is not None
    heights = [Fraction(point.y) for point in curve.points]
    assert len(heights) == len(values)
    assert all(0 <= y <= chart.HEIGHT for y in heights)
    assert all(0 < Fraction(point.x) < chart.WIDTH for point in curve.points)
    for one, other in pairwise(range(len(values))):
        if values[one] <= values[other]:
            assert heights[one] >= heights[other]
    assert all(0 <= Fraction(step.y) <= chart.HEIGHT for step in curve.steps)


def test_a_curve_begins_at_zero_and_shows_the_target_as_it_was_in_force() -> None:
    revised = {"from": "2028H1", "decision": "12/QĐ", "target": {"at_least": 20, "by": 2030}}
    tree = indicator(revisions=[revised])
    (row,) = rows(tree, *series(**{"2026H1": 5, "2030H2": 20}))
    (curve,) = chart.curves([row], STAGE)
    assert [(point.x, point.y, point.told) for point in curve.points] == [
        ("12", "45", "6T đầu 2026: 5"),
        ("228", "0", "6T cuối 2030: 20"),
    ]
    assert [step.y for step in curve.steps] == ["30"] * 4 + ["0"] * 6
    assert (curve.steps[0].start, curve.steps[-1].end) == ("0", str(chart.WIDTH))


def test_both_bounds_of_an_interval_are_drawn() -> None:
    (row,) = rows(indicator(target={"between": [25, 50], "by": 2030}), *series(**{"2026H1": 100}))
    curve = chart.curve(row, Period.parse("2026H1"))
    assert curve is not None
    assert [step.y for step in curve.steps] == ["45", "30"]


def test_an_answer_has_no_curve_and_a_single_value_no_spark() -> None:
    yes = indicator(measure="yes_no", target={"equals": "có", "by": 2030})
    (answered,) = rows(yes, *series(**{"2026H1": "có", "2026H2": "không"}))
    assert chart.curve(answered, STAGE) is None
    assert chart.spark(answered) is None
    (once,) = rows(indicator(), *series(**{"2026H1": 5}))
    assert chart.spark(once) is None
    (twice,) = rows(indicator(), *series(**{"2026H1": 5, "2027H1": 0}))
    spark = chart.spark(twice)
    assert spark is not None
    assert (spark.first, spark.last) == ("6T đầu 2026", "6T đầu 2027")
    assert [point.x for point in spark.points] == ["40", "200"]
