"""What is coming: which occasions there are on a day, in which order, and how they are told."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from kehoach.occasion import Action, Occasion, agenda, running_half
from kehoach.outline import Kind
from kehoach.period import Period
from kehoach.reminder import reminders
from kehoach.status import evaluate
from kehoach.terminal.agenda import print_agenda
from kehoach.terminal.coloured import Coloured
from kehoach.workspace import Workspace
from support import (
    ROOT,
    Tree,
    command,
    compound,
    entry,
    figures,
    indicator,
    of_plan,
    part,
    plan,
    read,
    read_plan,
    routine,
    task,
    text,
    workspace,
)

GOLDENS = Path(__file__).parent / "terminal"
YEARS = ROOT / "examples/nhieu-nam"


def occasions(tree: Tree, *entries: Tree, on: str, days: int = 60) -> tuple[Occasion, ...]:
    data = read(tree, *entries)
    assert data.plan is not None, data.problems
    day = date.fromisoformat(on)
    half = running_half(data.plan, day)
    return agenda(evaluate(data.plan, data.entries, half, day), days)


def test_a_task_is_asked_for_until_the_last_half_year_is_signed() -> None:
    tree = plan(tasks=[task(id="NV-1", deadline="Năm 2030")], routines=[routine()])
    evaluation = of_plan(tree, at="2030H2", as_of=date(2031, 1, 5))
    last, stage = Period.parse("2030H2"), Period.parse("2026-2030")

    def asked(*closed: Period) -> list[str]:
        return [one.action.value for one in agenda(evaluation, 60, closed)]

    assert asked() == ["hold", "finish"]
    assert asked(Period.parse("2030H1"), stage) == ["hold", "finish"]
    assert asked(last) == []
    assert [
        one.subject
        for one in agenda(of_plan(tree, at="2030H2", as_of=date(2030, 12, 1)), 60, [last, stage])
    ] == [Kind.YEAR]


def of(action: Action, *arguments: Any, **options: Any) -> list[tuple[str, str, int]]:
    """The occasions of one action: what (an id, a kind), the period, and the days left."""
    return [
        (
            one.subject.value if isinstance(one.subject, Kind) else one.subject.item.id,
            str(one.period),
            one.days_left,
        )
        for one in occasions(*arguments, **options)
        if one.action is action
    ]


# Finished


def test_a_task_is_due_within_the_days_its_last_day_included() -> None:
    tree = plan(tasks=[task(deadline="15/3/2026")])
    assert of(Action.FINISH, tree, on="2026-03-05", days=10) == [("NV-1", "2026H1", 10)]
    assert of(Action.FINISH, tree, on="2026-03-05", days=9) == []
    assert of(Action.FINISH, tree, on="2026-03-15", days=0) == [("NV-1", "2026H1", 0)]


def test_an_overdue_task_is_due_however_few_the_days() -> None:
    tree = plan(tasks=[task(deadline="15/3/2026")])
    assert of(Action.FINISH, tree, on="2026-05-15", days=0) == [("NV-1", "2026H1", -61)]


@pytest.mark.parametrize(
    "report",
    [
        {"state": "done", "completed": "1/3/2026"},
        {"state": "suspended", "reason": "Chờ kinh phí"},
        {"state": "cancelled", "reason": "Trùng"},
    ],
)
def test_a_task_that_is_closed_is_not_due(report: Tree) -> None:
    tree = plan(tasks=[task(deadline="15/3/2026")])
    told = entry("2026H1", tasks={"NV-1": report})
    assert of(Action.FINISH, tree, told, on="2026-05-15") == []


# Measured


def test_a_figure_is_due_by_the_cutoff_of_the_running_half_year() -> None:
    tree = plan(indicators=[indicator()])
    assert of(Action.MEASURE, tree, on="2026-03-01") == [("CT-1", "2026H1", 105)]
    assert of(Action.MEASURE, tree, figures("2026H1", 7), on="2026-03-01") == []


def test_an_indicator_is_due_only_in_the_halves_in_which_it_is_measured() -> None:
    tree = plan(indicators=[indicator(measured=["H2"])])
    assert of(Action.MEASURE, tree, on="2026-03-01") == []
    assert of(Action.MEASURE, tree, on="2026-07-01") == [("CT-1", "2026H2", 166)]


def test_a_figure_of_a_half_year_that_is_closed_stays_due_until_a_later_one_is_known() -> None:
    tree = plan(indicators=[indicator()])
    both = [("CT-1", "2026H1", -6), ("CT-1", "2026H2", 177)]
    assert of(Action.MEASURE, tree, on="2026-06-20") == both
    assert of(Action.MEASURE, tree, figures("2026H1", 7), on="2026-06-20") == both[1:]
    assert of(Action.MEASURE, tree, figures("2026H2", 7), on="2026-06-20") == []


def test_on_the_cutoff_itself_a_figure_is_due_once() -> None:
    tree = plan(indicators=[indicator()])
    assert of(Action.MEASURE, tree, on="2026-06-14") == [("CT-1", "2026H1", 0)]


def test_what_is_not_applicable_is_not_due() -> None:
    tree = plan(indicators=[indicator()])
    told = entry("2026H1", indicators={"CT-1": {"not_applicable": "Chưa công bố"}})
    assert of(Action.MEASURE, tree, told, on="2026-03-01") == []


def test_a_retired_indicator_is_not_due() -> None:
    tree = plan(indicators=[indicator(retired_from="2026H2", retired_decision="1/QĐ")])
    assert of(Action.MEASURE, tree, on="2026-06-20") == []


def test_a_compound_indicator_is_due_until_every_part_has_a_figure() -> None:
    tree = plan(indicators=[compound(part(id="a"), part(id="b"))])
    half = entry("2026H1", indicators={"CT-1": {"parts": {"a": {"value": 1}}}})
    whole = entry("2026H1", indicators={"CT-1": {"parts": {"a": {"value": 1}, "b": {"value": 2}}}})
    assert of(Action.MEASURE, tree, half, on="2026-03-01") == [("CT-1", "2026H1", 105)]
    assert of(Action.MEASURE, tree, whole, on="2026-03-01") == []
    (row,) = [
        row
        for row in reminders(read_plan(tree), occasions(tree, half, on="2026-03-01"))
        if row.occasion.action is Action.MEASURE
    ]
    assert row.note == "còn thiếu: b"


# Held


def held(count: int) -> Tree:
    return entry("2026H1", routines={"giao-ban": {"held": count}})


@pytest.mark.parametrize(
    ("on", "count", "asked"),
    [
        ("2025-12-15", None, None),  # the first day: nothing is asked for yet
        ("2026-01-15", 0, 1),
        ("2026-01-15", 1, None),
        ("2026-03-20", 2, 3),
        ("2026-03-20", 3, None),
        ("2026-05-20", 5, 6),  # the cut-off lies within the days: all six
        ("2026-06-14", 6, None),
    ],
)
def test_a_routine_is_due_when_it_is_behind_its_rhythm(
    on: str, count: int | None, asked: int | None
) -> None:
    tree = plan(routines=[routine()])
    told = [] if count is None else [held(count)]
    found = [one.asked for one in occasions(tree, *told, on=on) if one.action is Action.HOLD]
    assert found == ([] if asked is None else [asked])


def test_a_routine_that_nobody_reported_is_told_as_such_and_not_as_zero() -> None:
    tree = plan(routines=[routine()])
    notes = [
        row.note
        for told in ([], [held(0)])
        for row in reminders(read_plan(tree), occasions(tree, *told, on="2026-06-01"))
        if row.occasion.action is Action.HOLD
    ]
    assert notes == ["chưa ghi số lần, đến nay cần 6/6", "đã làm 0/6, đến nay cần 6"]


def test_a_yearly_routine_is_due_at_the_end_of_the_year() -> None:
    tree = plan(routines=[routine(every="year")])
    assert of(Action.HOLD, tree, on="2026-06-14") == []
    assert of(Action.HOLD, tree, on="2026-12-01") == [("giao-ban", "2026H2", 13)]


# Reported


def test_the_reports_follow_from_the_half_year() -> None:
    tree = plan()
    areas = plan(focus_areas=[{"id": "doi-ngu", "name": "Đội ngũ"}])
    assert of(Action.REPORT, tree, on="2026-03-01") == [("half-year", "2026H1", 105)]
    assert of(Action.REPORT, tree, on="2026-12-14") == [("year", "2026", 0)]
    assert of(Action.REPORT, areas, on="2026-12-14") == [("year", "2026", 0), ("focus", "2026", 0)]
    assert of(Action.REPORT, tree, on="2030-12-14") == [
        ("year", "2030", 0),
        ("stage", "2026-2030", 0),
    ]


def test_before_and_after_the_horizon_its_first_and_last_half_year_count() -> None:
    tree = plan(indicators=[indicator()], tasks=[task(deadline="Năm 2030")])
    assert of(Action.MEASURE, tree, on="2024-01-01")[0][:2] == ("CT-1", "2026H1")
    assert of(Action.REPORT, tree, on="2031-01-05") == []
    assert of(Action.MEASURE, tree, on="2031-01-05") == [("CT-1", "2030H2", -22)]
    assert of(Action.FINISH, tree, on="2031-01-05") == [("NV-1", "2030H2", -5)]


# All together


def test_the_earliest_day_comes_first() -> None:
    tree = plan(
        indicators=[indicator()],
        tasks=[task(id="NV-2", deadline="20/6/2026"), task(deadline="1/6/2026")],
        routines=[routine()],
    )
    found = occasions(tree, on="2026-06-01")
    assert [(one.action, one.day.isoformat()) for one in found] == [
        ("finish", "2026-06-01"),
        ("measure", "2026-06-14"),
        ("hold", "2026-06-14"),
        ("report", "2026-06-14"),
        ("finish", "2026-06-20"),
    ]


def test_what_others_lead_is_external_and_what_nobody_leads_is_not() -> None:
    tree = plan(
        tasks=[task(lead=["ubnd-xa"]), task(id="NV-2", lead=["ubnd-xa", "bgh"])],
        routines=[routine()],
    )
    found = {
        one.subject.item.id: one.external
        for one in occasions(tree, on="2026-12-01")
        if not isinstance(one.subject, Kind)
    }
    assert found == {"NV-1": True, "NV-2": False, "giao-ban": False}


DAYS = st.dates(date(2024, 1, 1), date(2032, 1, 1))
EVERYTHING = plan(
    indicators=[indicator(), indicator(id="CT-2", measured=["H1"])],
    tasks=[task(), task(id="NV-2", deadline="Quý II năm 2028")],
    routines=[routine(), routine(id="tong-ket", every="year")],
)


@given(DAYS, st.integers(0, 400), st.integers(0, 400))
def test_more_days_never_leave_out_what_fewer_days_show(day: date, few: int, more: int) -> None:
    found = [
        {
            (one.action, str(one.subject), one.day)
            for one in occasions(EVERYTHING, on=day.isoformat(), days=days)
        }
        for days in (few, few + more)
    ]
    assert found[0] <= found[1]


@given(DAYS, st.integers(0, 400))
def test_the_days_left_are_those_from_the_day_to_the_day(day: date, days: int) -> None:
    for one in occasions(EVERYTHING, on=day.isoformat(), days=days):
        assert day + timedelta(one.days_left) == one.day
        assert one.overdue == (one.day < day)


# As a command


def on_screen(source: Path, day: str, width: int = 80) -> str:
    data = Workspace(source).read()
    assert data.plan is not None
    on = date.fromisoformat(day)
    evaluation = evaluate(data.plan, data.entries, running_half(data.plan, on), on)
    rows = reminders(data.plan, agenda(evaluation, 60))
    drawn = Console(width=width, color_system=None, force_terminal=True, highlight=False)
    with drawn.capture() as told:
        print_agenda(Coloured(drawn), evaluation, rows, 60)
    return "".join(f"{line.rstrip()}\n" for line in told.get().splitlines())


def test_the_agenda_fits_a_terminal_of_80_columns(golden: Callable[[Path, str], None]) -> None:
    told = on_screen(YEARS, "2028-05-20")
    assert max(map(len, told.splitlines())) <= 80
    golden(GOLDENS / "due-nhieu-nam.txt", told)


@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
def test_the_agenda_in_every_form(form: str, golden: Callable[[Path, str], None]) -> None:
    done = command(YEARS, "due", "--as-of", "20/05/2028", "--format", form)
    assert (done.code, done.err) == (0, "")
    golden(GOLDENS / f"due-nhieu-nam.{form}", done.out)


def test_a_department_sees_what_it_leads_or_takes_part_in_and_no_report() -> None:
    done = command(ROOT, "due", "--department", "BGH", "--format", "json")
    found = json.loads(done.out)["occasions"]
    data = Workspace(ROOT).read()
    assert data.plan is not None
    items = {item.id: item for item in data.plan.items()}
    assert found
    for one in found:
        item = items[one["id"]]
        assert "bgh" in (*item.lead, *getattr(item, "coordinating", ()))


def test_sample_figures_are_marked_in_every_form(tmp_path: Path) -> None:
    folder = workspace(tmp_path, text(plan(sample="có", tasks=[task()], indicators=[indicator()])))
    on = ("due", "--as-of", "1/12/2026")
    assert "SỐ LIỆU MINH HỌA" in command(folder, *on).out
    assert json.loads(command(folder, *on, "--format", "json").out)["sample"] is True
    assert ",Số liệu minh họa\r\n" in command(folder, *on, "--format", "csv").out
    assert "[SỐ LIỆU MINH HỌA] Làm xong" in command(folder, *on, "--ics", "-").out


def test_when_nothing_is_due_it_is_said(tmp_path: Path) -> None:
    folder = workspace(tmp_path, text(plan()))
    done = command(folder, "due", "--as-of", "1/1/2031")
    assert (done.code, done.err) == (0, "")
    assert "Không có việc nào phải làm" in done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--days", "-3"], "-3"),
        (["--days", "sáu mươi"], "0 đến 3650"),
        (["--days", "٣"], "0 đến 3650"),
        (["--days", "100000"], "100000"),
        (["--as-of", "30/02/2026"], "30/02/2026"),
        (["--department", "bghh"], "bgh"),
        (["--format", "ics"], "table"),
        (["--ics", "-", "--format", "csv"], "--format"),
        (["--ics", "data"], "là thư mục"),
    ],
)
def test_wrong_use_is_refused_in_one_sentence(arguments: list[str], said: str) -> None:
    done = command(ROOT, "due", *arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
