"""What moved between two periods: every turn on its boundary, the words, and each form."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from kehoach.comparison import TaskChange, compare
from kehoach.movement import Movement, TaskTurn, Turn, between
from kehoach.period import Period
from kehoach.status import evaluate
from kehoach.terminal import movement as terminal_movement
from kehoach.terminal.coloured import Coloured
from kehoach.wording import movement as words
from kehoach.workspace import Workspace
from support import (
    ROOT,
    Tree,
    command,
    compound,
    entry,
    evaluated,
    figures,
    indicator,
    of_plan,
    part,
    plan,
    task,
    text,
    workspace,
)

GOLDENS = Path(__file__).parent / "terminal"
YEARS = ROOT / "examples/nhieu-nam"


def moved(tree: Tree, *entries: Tree, at: tuple[str, str], as_of: str | None = None) -> Movement:
    before, after = (evaluated(tree, *entries, at=period, as_of=as_of) for period in at)
    return between(before, after)


def of_indicator(
    tree: Tree, *entries: Tree, at: tuple[str, str] = ("2026H1", "2026H2")
) -> tuple[Turn, str, str, str]:
    """What became of a single indicator: its turn, its values, its statuses, its note."""
    shown = compare(moved(plan(indicators=[tree]), *entries, at=at))
    if not shown.sections:
        return Turn.SAME, "", "", ""
    row = shown.sections[0].rows[0]
    return row.turn, row.value, row.status, row.note


def of_task(*reports: Tree, **keys: str) -> TaskChange | None:
    """What became of a task with a report a half-year."""
    periods = ("2026H1", "2026H2")
    entries = [
        entry(period, tasks={"NV-1": report})
        for period, report in zip(periods, reports, strict=True)
        if report
    ]
    shown = compare(moved(plan(tasks=[task(**keys)]), *entries, at=periods))
    return shown.tasks[0] if shown.tasks else None


PATH = indicator(baseline={"period": "2025H2", "value": 0})
YEARLY = indicator(target={"at_least": 10, "each": "year"})
INSIDE = indicator(target={"between": [4, 8], "by": 2030})


@pytest.mark.parametrize(
    ("tree", "values", "expected"),
    [
        # The status decides, and the value where it stayed.
        (PATH, (1, 10), (Turn.BETTER, "1 → 10", "Đúng tiến độ → Đạt", "")),
        (PATH, (1, 2), (Turn.BETTER, "1 → 2", "Đúng tiến độ", "")),
        (PATH, (10, 11), (Turn.BETTER, "10 → 11", "Đạt → Vượt", "")),
        (PATH, (11, 10), (Turn.WORSE, "11 → 10", "Vượt → Đạt", "")),
        (PATH, (4, 3), (Turn.WORSE, "4 → 3", "Đúng tiến độ", "")),
        # The path asks for 2 at 2026H2: a figure that stays, or grows too little, falls behind.
        (PATH, (1, 1), (Turn.WORSE, "1", "Đúng tiến độ → Có nguy cơ", "mức cần đạt: 2")),
        (PATH, (1, "1,5"), (Turn.WORSE, "1 → 1,5", "Đúng tiến độ → Có nguy cơ", "mức cần đạt: 2")),
        (PATH, (2, 2), (Turn.SAME, "", "", "")),
        # So close that two decimals would not show it.
        (PATH, ("3,14159", "3,1416"), (Turn.BETTER, "3,14159 → 3,1416", "Đúng tiến độ", "")),
        # The sense of the target.
        (indicator(target={"at_most": 2, "by": 2030}), (9, 8), (Turn.BETTER, "9 → 8", "Đang thực hiện", "")),
        (indicator(target={"equals": 5, "by": 2030}), (9, 1), (Turn.OTHER, "9 → 1", "Đang thực hiện", "")),
        (INSIDE, (5, 7), (Turn.OTHER, "5 → 7", "Đạt", "")),
        (INSIDE, (9, 3), (Turn.OTHER, "9 → 3", "Đang thực hiện", "")),
        # Figures that come, and that do not.
        (PATH, (None, 2), (Turn.NEW, "– → 2", "Chưa có số liệu → Đúng tiến độ", "")),
        (PATH, (None, 1), (Turn.NEW, "– → 1", "Chưa có số liệu → Có nguy cơ", "mức cần đạt: 2")),
        (PATH, (None, None), (Turn.SAME, "", "", "")),
        (PATH, (3, None), (Turn.MISSING, "3 (6T đầu 2026)", "Đúng tiến độ", "chưa nhập số liệu 6 tháng cuối năm 2026")),
        (PATH, (1, None), (Turn.WORSE, "1 (6T đầu 2026)", "Đúng tiến độ → Có nguy cơ", "mức cần đạt: 2")),
        (
            indicator(measured=["H2"]),
            (None, None),
            (Turn.MISSING, "–", "Chưa đến hạn đánh giá → Chưa có số liệu", "chưa nhập số liệu 6 tháng cuối năm 2026"),
        ),
        # Within a year the end of the year counts.
        (YEARLY, (5, 6), (Turn.WORSE, "5 → 6", "Đang thực hiện → Không đạt", "mục tiêu: từ 10 trở lên")),
        (YEARLY, (5, 10), (Turn.BETTER, "5 → 10", "Đang thực hiện → Đạt", "")),
    ],
)  # fmt: skip
def test_an_indicator_turns(
    tree: Tree, values: tuple[object, object], expected: tuple[Turn, str, str, str]
) -> None:
    entries = [
        figures(period, value)
        for period, value in zip(("2026H1", "2026H2"), values, strict=True)
        if value is not None
    ]
    assert of_indicator(tree, *entries) == expected


@pytest.mark.parametrize(
    ("value", "turn"), [(4, Turn.WORSE), (5, Turn.OTHER), (6, Turn.BETTER), (10, Turn.BETTER)]
)
def test_a_new_year_does_not_make_a_yearly_target_better(value: int, turn: Turn) -> None:
    entries = [figures("2026H2", 5), figures("2027H1", value)]
    assert of_indicator(YEARLY, *entries, at=("2026H2", "2027H1"))[0] is turn


def test_without_a_target_nothing_is_better_or_worse() -> None:
    tree = plan(indicators=[indicator(target=None)])
    entries = [figures("2026H1", 5), figures("2026H2", 6)]
    before, after = (
        of_plan(tree, *entries, at=period, as_of=date(2026, 12, 14))
        for period in ("2026H1", "2026H2")
    )
    (move,) = between(before, after).indicators
    assert move.turn is Turn.OTHER


def test_what_does_not_apply_is_neither_better_nor_worse() -> None:
    away = entry("2026H2", indicators={"CT-1": {"not_applicable": "Không có lớp 5"}})
    told = of_indicator(PATH, figures("2026H1", 1), away)
    assert told == (
        Turn.OTHER,
        "1 → Không áp dụng",
        "Đúng tiến độ → Không áp dụng",
        "Không có lớp 5",
    )
    back = of_indicator(PATH, away, figures("2027H1", 3), at=("2026H2", "2027H1"))
    assert back[0] is Turn.NEW


def test_the_same_share_of_another_whole_is_no_move() -> None:
    tree = indicator(measure="ratio", target={"at_least": "90%", "by": 2030})
    entries = [
        entry(period, indicators={"CT-1": {"numerator": 3 * n, "denominator": 7 * n}})
        for n, period in enumerate(("2026H1", "2026H2"), 1)
    ]
    assert of_indicator(tree, *entries)[0] is Turn.SAME


REVISED = indicator(
    revisions=[{"from": "2027H1", "decision": "12/QĐ", "target": {"at_least": 4, "by": 2030}}]
)


def test_under_another_target_nothing_is_better_or_worse() -> None:
    entries = [figures("2026H2", 5), figures("2027H1", 6)]
    told = of_indicator(REVISED, *entries, at=("2026H2", "2027H1"))
    assert told == (Turn.REVISED, "5 → 6", "Đang thực hiện → Vượt", "12/QĐ")
    shown = compare(moved(plan(indicators=[REVISED]), *entries, at=("2026H2", "2027H1")))
    row = shown.sections[0].rows[0]
    assert row.target == "từ 10 trở lên, đến năm 2030 → từ 4 trở lên, đến năm 2030"


def test_a_revision_that_is_older_or_later_than_both_periods_is_no_move() -> None:
    for at in (("2026H1", "2026H2"), ("2027H1", "2027H2")):
        entries = [figures(period, 5) for period in at]
        assert of_indicator(REVISED, *entries, at=at)[0] is Turn.SAME


def test_a_retired_indicator_says_by_which_decision_and_appears_the_other_way() -> None:
    tree = indicator(retired_from="2026H2", retired_decision="15/QĐ")
    told = of_indicator(tree, figures("2026H1", 5))
    assert told == (Turn.RETIRED, "5", "Đang thực hiện", "15/QĐ")
    assert of_indicator(tree, figures("2026H1", 5), at=("2026H2", "2026H1"))[0] is Turn.APPEARED


def of_parts(*values: tuple[object, object], **keys: Tree) -> tuple[Turn, list[Turn]]:
    """The turn of a compound indicator and those of its parts that moved."""
    names = [chr(ord("a") + n) for n in range(len(values))]
    tree = compound(*(part(id=name, **keys) for name in names))
    entries = [
        entry(
            period,
            indicators={
                "CT-1": {
                    "parts": {
                        name: {"value": pair[n]}
                        for name, pair in zip(names, values, strict=True)
                        if pair[n] is not None
                    }
                }
            },
        )
        for n, period in enumerate(("2026H1", "2026H2"))
    ]
    shown = compare(moved(plan(indicators=[tree]), *entries, at=("2026H1", "2026H2")))
    if not shown.sections:
        return Turn.SAME, []
    row = shown.sections[0].rows[0]
    return row.turn, [one.turn for one in row.parts]


@pytest.mark.parametrize(
    ("values", "turn", "parts"),
    [
        ([(5, 6), (5, 5)], Turn.BETTER, [Turn.BETTER]),
        ([(5, 6), (5, 4)], Turn.OTHER, [Turn.BETTER, Turn.WORSE]),
        ([(5, 10), (5, 11)], Turn.BETTER, [Turn.BETTER, Turn.BETTER]),
        ([(11, 5), (5, 10)], Turn.OTHER, [Turn.WORSE, Turn.BETTER]),
        ([(11, 10), (11, 12)], Turn.WORSE, [Turn.WORSE, Turn.BETTER]),
        ([(5, 5), (None, 5)], Turn.NEW, [Turn.NEW]),
        ([(5, None), (5, 5)], Turn.MISSING, [Turn.MISSING]),
        ([(5, None), (5, 4)], Turn.WORSE, [Turn.MISSING, Turn.WORSE]),
        ([(5, 5), (6, 6)], Turn.SAME, []),
    ],
)
def test_a_compound_goes_by_its_status_and_then_by_the_way_of_its_parts(
    values: list[tuple[object, object]], turn: Turn, parts: list[Turn]
) -> None:
    assert of_parts(*values) == (turn, parts)


def test_a_part_with_another_target_makes_the_whole_incomparable() -> None:
    revision = {"from": "2026H2", "decision": "12/QĐ", "target": {"at_least": 4, "by": 2030}}
    tree = compound(part(id="a", revisions=[revision]), part(id="b"))
    told = [
        entry(period, indicators={"CT-1": {"parts": {"a": {"value": 5}, "b": {"value": value}}}})
        for period, value in (("2026H1", 5), ("2026H2", 10))
    ]
    (move,) = moved(plan(indicators=[tree]), *told, at=("2026H1", "2026H2")).indicators
    assert move.turn is Turn.REVISED
    assert [one.turn for one in move.parts] == [Turn.REVISED, Turn.BETTER]


# Tasks and money


@pytest.mark.parametrize(
    ("before", "after", "status", "spent", "note"),
    [
        (None, {"state": "in_progress"}, "Chưa báo cáo → Đang thực hiện", "", "hạn 31/12/2026, còn 17 ngày"),
        (
            {"state": "in_progress", "percent": "80%", "spent": "50 triệu"},
            {"state": "done", "completed": "01/12/2026", "percent": "100%", "spent": "62 triệu"},
            "Đang thực hiện → Hoàn thành đúng hạn", "chi thêm 12.000.000 đồng", "",
        ),
        (
            {"state": "in_progress", "percent": "10%"},
            {"state": "in_progress", "percent": "60%"},
            "Đang thực hiện", "", "khối lượng 10% → 60%",
        ),
        (
            {"state": "in_progress"},
            {"state": "in_progress", "spent": "45 triệu"},
            "Đang thực hiện", "chi thêm 45.000.000 đồng", "",
        ),
        (
            {"state": "in_progress"},
            {"state": "suspended", "reason": "Chờ vốn"},
            "Đang thực hiện → Tạm hoãn", "", "Chờ vốn",
        ),
    ],
)  # fmt: skip
def test_a_task_moves(before: Tree | None, after: Tree, status: str, spent: str, note: str) -> None:
    row = of_task(before or {}, after)
    assert row is not None
    assert (row.status, row.spent, row.note) == (status, spent, note)


def test_a_task_becomes_overdue_by_the_day_alone_and_then_stays_so() -> None:
    report = {"state": "in_progress"}
    row = of_task(report, {}, deadline="Quý III năm 2026")
    assert row is not None
    assert row.status == "Đang thực hiện → Đang thực hiện, quá hạn"
    assert row.note == "hạn 30/09/2026, quá 75 ngày"
    assert of_task(report, report, deadline="Quý I năm 2026") is None


def test_an_overdue_task_that_is_begun_has_moved() -> None:
    row = of_task({"state": "not_started"}, {"state": "in_progress"}, deadline="Quý I năm 2026")
    assert row is not None
    assert row.turn is TaskTurn.STATUS


def test_a_task_that_only_came_nearer_or_lost_a_figure_has_not_moved() -> None:
    report = {"state": "in_progress", "percent": "10%", "spent": "5 triệu"}
    assert of_task(report, {}) is None
    assert of_task(report, {"state": "in_progress"}) is None


def money_of(*spent: str | None) -> str:
    tree = plan(tasks=[task(), task(id="NV-2")])
    entries = [
        entry(period, tasks={"NV-1": {"state": "in_progress", "spent": amount}})
        for period, amount in zip(("2026H1", "2026H2"), spent, strict=True)
        if amount
    ]
    return compare(moved(tree, *entries, at=("2026H1", "2026H2"))).money


def test_the_money_is_the_later_total_less_the_earlier() -> None:
    told = money_of("5 triệu", "12 triệu")
    assert told == "Kinh phí: chi thêm 7.000.000 đồng (đã chi 5.000.000 đồng → 12.000.000 đồng)"
    assert (
        money_of(None, "5 triệu") == "Kinh phí: chi thêm 5.000.000 đồng (đã chi – → 5.000.000 đồng)"
    )
    assert money_of(None, None) == "Kinh phí: chưa ghi số đã chi"
    assert money_of("5 triệu", None) == "Kinh phí: không chi thêm, đã chi 5.000.000 đồng"


def of_years(*periods: str, source: Path = YEARS) -> Movement:
    """What moved in a whole workspace, each period at its cut-off."""
    data = Workspace(source).read()
    assert data.plan is not None
    before, after = (
        evaluate(data.plan, data.entries, at, data.plan.calendar.cutoff(at))
        for at in map(Period.parse, periods)
    )
    return between(before, after)


def test_a_year_and_a_stage_stand_where_their_last_half_does() -> None:
    one, other = (
        compare(of_years(*periods)) for periods in (("2026", "2026-2030"), ("2026H2", "2030H2"))
    )
    for shown in (one, other):
        assert shown.sections
    assert one.movement.indicators == other.movement.indicators
    assert (one.tasks, one.money) == (other.tasks, other.money)
    assert (one.before, one.after) == ("năm 2026", "giai đoạn 2026-2030")


# The terminal, and every form


def on_screen(source: Path, *periods: str, width: int = 80) -> str:
    """The difference on a terminal, each period at its cut-off, without colours."""
    drawn = Console(width=width, color_system=None, force_terminal=True, highlight=False)
    with drawn.capture() as told:
        terminal_movement.print_comparison(
            Coloured(drawn), compare(of_years(*periods, source=source))
        )
    return "".join(f"{line.rstrip()}\n" for line in told.get().splitlines())


@pytest.mark.parametrize(
    ("name", "source", "periods"),
    [
        ("ke-hoach", ROOT, ("2026H1", "2026H2")),
        ("nhieu-nam", YEARS, ("2027H2", "2028H1")),
        ("nhieu-nam", YEARS, ("2027", "2028")),
        ("nhieu-nam", YEARS, ("2026H1", "2030H2")),
    ],
)
def test_what_moved_fits_a_terminal_of_80_columns(
    name: str, source: Path, periods: tuple[str, str], golden: Callable[[Path, str], None]
) -> None:
    told = on_screen(source, *periods)
    assert max(map(len, told.splitlines())) <= 80
    assert "SỐ LIỆU MINH HỌA" in told
    golden(GOLDENS / f"diff-{name}-{'-'.join(periods)}.txt", told)


def test_on_a_very_narrow_terminal_every_line_still_says_from_what_to_what() -> None:
    told = on_screen(YEARS, "2027H2", "2028H1", width=40)
    assert max(map(len, told.splitlines())) <= 40
    assert "57 điểm → 60 điểm" in told


@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
def test_every_form_of_what_moved(form: str, golden: Callable[[Path, str], None]) -> None:
    arguments = ["diff", "2027H2", "2028H1", "--as-of", "2028-06-14", "--format", form]
    done = command(YEARS, *arguments)
    assert (done.code, done.err) == (0, "")
    assert "số liệu minh họa" in done.out.casefold() or form == "json"
    golden(GOLDENS / f"diff-nhieu-nam.{form}", done.out)


def test_csv_has_as_many_cells_in_every_row() -> None:
    done = command(YEARS, "diff", "2026", "2030", "--as-of", "2030-12-14", "--format", "csv")
    rows = list(csv.reader(io.StringIO(done.out)))
    assert {len(row) for row in rows} == {len(words.COLUMNS) + 1}


def test_each_side_ends_at_its_cutoff_or_at_the_day_asked_for() -> None:
    def days(*arguments: str) -> tuple[str, str]:
        told = json.loads(command(ROOT, "diff", *arguments, "--format", "json").out)
        return told["before"]["as_of"], told["after"]["as_of"]

    assert days("2026H1", "2026H2") == ("2026-06-14", "2026-11-23")
    assert days("2026H1", "2026H2", "--as-of", "01/09/2026") == ("2026-06-14", "2026-09-01")
    assert days("2026H1", "2026H2", "--as-of", "01/03/2026") == ("2026-03-01", "2026-03-01")
    assert days("2026H1", "2027H1", "--as-of", "31/12/2029") == ("2026-06-14", "2027-06-14")


def test_a_choice_keeps_what_fits_it_on_both_sides() -> None:
    arguments = ("diff", "2027", "2028", "--as-of", "2028-12-14", "--format", "json")
    told = json.loads(command(YEARS, *arguments, "--group", "ct-3").out)
    assert {one["id"]: one["turn"] for one in told["indicators"]} == {
        "CT-3.1": "better",
        "CT-3.2": "new",
        "CT-3.3": "retired",
    }
    assert told["tasks"] == []
    tasks = command(YEARS, *arguments[:5], "--group", "nv-II").out
    assert "chỉ tiêu:" not in tasks
    assert "3 nhiệm vụ: 3 đổi tình trạng" in tasks
    told = json.loads(command(YEARS, *arguments, "--department", "Y-TE").out)
    assert {one["id"] for one in told["indicators"]} == {"CT-2.2", "CT-2.4"}


def test_a_period_that_is_not_over_or_without_figures_says_so() -> None:
    done = command(ROOT, "diff", "2026H1", "2026H2")
    assert "Chưa ghi số liệu nào sau 6 tháng đầu năm 2026" in done.out
    assert "6 tháng cuối năm 2026 chưa chốt (ngày chốt 14/12/2026)" in done.out
    closed = command(YEARS, "diff", "2027", "2028", "--as-of", "2028-12-14").out
    assert "chưa chốt" not in closed
    assert "Chưa ghi số liệu nào" not in command(YEARS, "diff", "2026H1", "2026H2").out


def test_without_a_move_it_says_so_and_counts(tmp_path: Path) -> None:
    folder = workspace(
        tmp_path,
        text(plan(indicators=[indicator()])),
        **{period: text(figures(period, 5)) for period in ("2026H1", "2026H2")},
    )
    done = command(folder, "diff", "2026H1", "2026H2")
    assert "Không có gì thay đổi giữa hai kỳ." in done.out
    assert "1 chỉ tiêu: 1 không đổi" in done.out
    assert "MINH HỌA" not in done.out


def test_a_choice_that_leaves_nothing_says_so() -> None:
    done = command(ROOT, "diff", "2026H1", "2026H2", "--department", "ke-toan")
    assert (done.code, done.out) == (2, "")
    empty = command(ROOT, "diff", "2026H1", "2026H2", "--focus", "doi-ngu", "--group", "nv-I")
    assert "Không có mục nào khớp" in empty.out


def test_words_with_marks_stay_as_they_are(tmp_path: Path) -> None:
    folder = workspace(
        tmp_path,
        text(plan(indicators=[indicator(name="[red]=1+1|[/]")])),
        **{"2026H1": text(figures("2026H1", 5)), "2026H2": text(figures("2026H2", 6))},
    )
    assert "[red]=1+1|[/]" in command(folder, "diff", "2026H1", "2026H2").out
    assert "\\|" in command(folder, "diff", "2026H1", "2026H2", "--format", "md").out


def test_every_turn_has_its_words() -> None:
    assert list(words.TURN) == list(Turn)
    assert list(words.TASK_TURN) == list(TaskTurn)


def test_every_row_of_a_report_says_what_it_is_about_and_how_it_stands() -> None:
    shown = compare(of_years("2027", "2028"))
    rows = [row for section in shown.sections for row in section.rows]
    assert all(row.name and row.label and row.status for row in rows)
    assert len(rows) == sum(n for turn, _, n in shown.indicator_counts if turn is not Turn.SAME)
