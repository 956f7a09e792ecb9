"""What a person reads: the terminal at 80 columns, the pipe, and every form of every listing."""

import csv
import io
import json
import runpy
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from kehoach.period import Period
from kehoach.result import IndicatorStatus, TaskStatus
from kehoach.status import evaluate
from kehoach.terminal.coloured import Coloured
from kehoach.terminal.console import STYLE
from kehoach.terminal.status import print_scores, print_status
from kehoach.view import only, score_rows, status_view
from kehoach.workspace import Workspace
from support import ROOT, command, indicator, plan, text, workspace

GOLDENS = Path(__file__).parent / "terminal"
YEARS = ROOT / "examples/nhieu-nam"


def on_screen(
    source: Path, period: str, as_of: str | None = None, width: int = 80, **cut: str
) -> str:
    """The status on a terminal of some columns, without colours."""
    data = Workspace(source).read()
    assert data.plan is not None
    at = Period.parse(period)
    day = date.fromisoformat(as_of) if as_of else data.plan.calendar.cutoff(at)
    drawn = Console(width=width, color_system=None, force_terminal=True, highlight=False)
    with drawn.capture() as told:
        evaluation = only(evaluate(data.plan, data.entries, at, day), **cut)
        print_status(Coloured(drawn), status_view(evaluation))
    return "".join(f"{line.rstrip()}\n" for line in told.get().splitlines())


@pytest.mark.parametrize(
    ("name", "source", "period"),
    [("ke-hoach-2026H1", ROOT, "2026H1"), ("nhieu-nam-2028H1", YEARS, "2028H1")],
)
def test_the_status_fits_a_terminal_of_80_columns(
    name: str, source: Path, period: str, golden: Callable[[Path, str], None]
) -> None:
    told = on_screen(source, period)
    assert max(map(len, told.splitlines())) <= 80
    golden(GOLDENS / f"{name}.txt", told)


def test_what_needs_someone_to_act_comes_first_and_what_to_do_last() -> None:
    told = on_screen(ROOT, "2026H1")
    order = ["SỐ LIỆU MINH HỌA", "CẦN XỬ LÝ", "CÁC CHỈ TIÊU CÒN LẠI", "TỔNG HỢP", "LÀM GÌ TIẾP"]
    assert sorted(order, key=told.index) == order


def test_a_plan_without_trouble_says_so(tmp_path: Path) -> None:
    folder = workspace(tmp_path, text(plan(indicators=[indicator()])))
    told = on_screen(folder, "2026H1", "2026-01-01")
    assert "Không có việc nào chậm, quá hạn hay thiếu số liệu." in told
    assert "SỐ LIỆU MINH HỌA" not in told


def test_a_cut_that_leaves_nothing_says_so() -> None:
    told = on_screen(ROOT, "2026H1", department="ke-toan")
    assert "Không có mục nào khớp" in told


@pytest.mark.parametrize("width", [*range(40, 100, 5), 120])
def test_on_no_terminal_a_figure_is_torn(width: int) -> None:
    told = on_screen(ROOT, "2026H1", width=width)
    for figure in ("(12/20)", "(117/118)", "(579/612)", "116,67%", "31/12/2030"):
        assert figure in told, figure
    assert max(map(len, told.splitlines())) <= width


def test_on_a_wide_terminal_no_name_is_cut_and_a_table_is_as_wide_as_its_words() -> None:
    told = on_screen(YEARS, "2028H1", width=200)
    assert "…" not in told
    lines = told.splitlines()
    (head,) = (n for n, line in enumerate(lines) if line.startswith("Hoạt động "))
    assert lines[head].endswith("Đã làm   Đánh giá")
    assert len(lines[head + 1]) == len(lines[head]) < 80


def test_a_column_leaves_what_it_does_not_need_to_the_others() -> None:
    drawn = Console(width=60, color_system=None, force_terminal=True)
    words = "một hai ba bốn năm sáu bảy tám chín mười mười một mười hai"
    with drawn.capture() as told:
        Coloured(drawn).print_table([("A", 3), ("B", 1)], [("ngắn", words), ("x", "")])
    _, _, first, second, _ = told.get().splitlines()
    assert first.startswith("ngắn   một hai ba bốn năm sáu bảy tám chín mười mười")
    assert second.split() == ["mười", "hai"]


def test_the_picture_of_the_status_is_what_the_program_prints() -> None:
    made = runpy.run_path(str(ROOT / "docs/pictures.py"))["status_picture"]()
    assert (ROOT / "docs/images/status.svg").read_text("utf-8") == made, "make pictures"


def test_in_a_pipe_a_row_is_a_line() -> None:
    told = command(ROOT, "status", "--period", "2026H1").out
    rows = [line for line in told.splitlines() if line.startswith(("CT-", "NV-"))]
    data = Workspace(ROOT).read()
    assert data.plan is not None
    assert len(rows) == len(data.plan.indicators) + len(data.plan.tasks)
    assert "\x1b" not in told


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        (("--only", "missed"), {"CT-3.1", "CT-II.1.1"}),
        (("--only", "due_soon"), {"NV-III.1"}),
        (("--only", "suspended,no_data"), {"CT-3.2", "NV-IV.2"}),
        (("--group", "ct-2"), {"CT-2.1", "CT-2.2"}),
        (("--department", "UBND-XA", "--only", "not_reported"), {"NV-IV.4"}),
    ],
)
def test_a_choice_keeps_what_fits_it(options: tuple[str, ...], kept: set[str]) -> None:
    told = json.loads(
        command(ROOT, "status", "--period", "2026H1", "--format", "json", *options).out
    )
    assert {item["id"] for kind in ("indicators", "tasks") for item in told[kind]} == kept
    assert sum(told["summary"]["indicators"].values()) == len(told["indicators"])


def test_a_focus_area_keeps_its_items() -> None:
    arguments = ("status", "--period", "2026H1", "--focus", "doi-ngu", "--format", "json")
    told = json.loads(command(ROOT, *arguments).out)
    assert 0 < len(told["indicators"]) < 25


def test_csv_has_a_title_line_and_as_many_cells_in_every_row() -> None:
    told = command(ROOT, "status", "--period", "2026H1", "--format", "csv").out
    rows = list(csv.reader(io.StringIO(told)))
    assert rows[0][0] == "Mã"
    assert {len(row) for row in rows} == {len(rows[0])}
    assert "CT-3.1/lop-hoc" in {row[0] for row in rows}


def test_a_cell_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    folder = workspace(tmp_path, text(plan(indicators=[indicator(name="=1+1")])))
    told = command(folder, "status", "--period", "2026H1", "--format", "csv").out
    assert ",'=1+1," in told


@pytest.mark.parametrize("form", ["table", "csv", "md"])
def test_illustrative_figures_say_so_in_every_form(form: str) -> None:
    told = command(ROOT, "status", "--period", "2026H1", "--format", form).out
    assert "số liệu minh họa" in told.casefold()
    assert all(line == line.rstrip() for line in told.split("\n")) or form == "csv"


def test_markdown_has_as_many_bars_in_every_row() -> None:
    told = command(ROOT, "status", "--period", "2026H1", "--format", "md").out
    assert {line.replace("\\|", "").count("|") for line in told.splitlines()} == {9}


@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
def test_the_6_ro_of_every_task_in_every_form(
    form: str, golden: Callable[[Path, str], None]
) -> None:
    done = command(ROOT, "check", "--six-clear", "--format", form)
    assert done.code == 0
    golden(GOLDENS / f"6-ro.{form}", done.out)


def test_every_status_has_a_style_or_is_plain() -> None:
    assert set(STYLE) <= {*IndicatorStatus, *TaskStatus, "due_soon"}


def test_colours_come_on_a_terminal_only() -> None:
    data = Workspace(ROOT).read()
    assert data.plan is not None
    at = Period.parse("2026H1")
    view = status_view(evaluate(data.plan, data.entries, at, data.plan.calendar.cutoff(at)))
    drawn = Console(width=80, color_system="standard", force_terminal=True, highlight=False)
    with drawn.capture() as told:
        print_status(Coloured(drawn), view)
    assert "\x1b[1;31m" in told.get()


@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
@pytest.mark.parametrize(("name", "source"), [("ke-hoach", ROOT), ("nhieu-nam", YEARS)])
def test_scorecards_in_every_form(
    name: str, source: Path, form: str, golden: Callable[[Path, str], None]
) -> None:
    arguments = ["scorecard", "--period", "2026H2", "--as-of", "2026-12-14", "--format", form]
    done = command(source, *arguments)
    assert done.code == 0, done.err
    assert "số liệu minh họa" in done.out.casefold() or form == "json"
    golden(GOLDENS / f"scorecard-{name}.{form}", done.out)


def test_scorecards_count_every_task_of_a_lead_once_and_external_ones_apart() -> None:
    arguments = ["scorecard", "--period", "2026H1", "--format", "json"]
    told = json.loads(command(ROOT, *arguments).out)
    for card in (*told["departments"], *told["persons"]):
        states = ("done_on_time", "done_late", "overdue", "open")
        assert sum(card[state] for state in states) <= card["assigned"]
        assert (card["share_on_time"] is None) == (card["assigned"] == 0)
    assert [card["id"] for card in told["departments"] if card["external"]] == ["ubnd-xa"]


def test_scorecards_fit_a_terminal_of_80_columns() -> None:
    data = Workspace(YEARS).read()
    assert data.plan is not None
    at = Period.parse("2030H2")
    evaluation = evaluate(data.plan, data.entries, at, data.plan.calendar.cutoff(at))
    drawn = Console(width=80, color_system=None, force_terminal=True, highlight=False)
    with drawn.capture() as told:
        print_scores(Coloured(drawn), status_view(evaluation), *score_rows(evaluation))
    assert max(len(line.rstrip()) for line in told.get().splitlines()) <= 80


def test_a_plan_with_nothing_in_it_says_what_to_add(tmp_path: Path) -> None:
    folder = workspace(tmp_path, text(plan()))
    done = command(folder, "status", "--period", "2026H1")
    assert "Danh mục chưa có chỉ tiêu, nhiệm vụ nào. Hãy thêm vào data/plan.yaml." in done.out
    assert "điều kiện đã chọn" not in done.out
