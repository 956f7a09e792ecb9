"""`kehoach show`: the card of an item in every form, and who gave its lines their form."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from kehoach import history, terminal
from kehoach.card import Card, card, with_history
from kehoach.change import Change
from kehoach.listing import Listing
from kehoach.load import PLAN_PATH
from kehoach.period import Period
from kehoach.status import evaluate
from kehoach.view import status_view
from kehoach.wording import screen
from kehoach.workspace import Workspace
from support import ROOT, command, compound, entry, indicator, part, plan, task, text, workspace

GOLDENS = Path(__file__).parent / "show"
YEARS = ROOT / "examples/nhieu-nam"


def copy_of(source: Path, folder: Path) -> Path:
    shutil.copytree(source / "data", folder / "data")
    return folder


def card_of(folder: Path, item: str, period: str) -> Card:
    here = Workspace(folder)
    data = here.read()
    assert data.plan is not None
    at = Period.parse(period)
    view = status_view(evaluate(data.plan, data.entries, at, data.plan.calendar.cutoff(at)))
    items = {one.id: one for one in data.plan.items()}
    return card(items[item], view, data.entries, here.evidence_found)


def on_screen(shown: Card) -> str:
    """The card on a terminal 80 columns wide, without colours."""
    drawn = Console(width=80, color_system=None, force_terminal=True, highlight=False)
    with drawn.capture() as told:
        terminal.print_card(drawn, shown)
    return "".join(f"{line.rstrip()}\n" for line in told.get().splitlines())


CASES = [
    (ROOT, "CT-4.3a", "2026H1"),
    (ROOT, "CT-4.4", "2026H1"),
    (ROOT, "CT-4.5", "2026H1"),
    (ROOT, "CT-3.2", "2026H1"),
    (ROOT, "NV-III.1", "2026H1"),
    (ROOT, "NV-IV.4", "2026H1"),
    (ROOT, "giao-ban", "2026H1"),
    (ROOT, "GP-II.1.3", "2026H1"),
]


@pytest.mark.parametrize(("source", "item", "period"), CASES)
def test_a_card_fits_a_terminal_of_80_columns(
    source: Path, item: str, period: str, golden: Callable[[Path, str], None]
) -> None:
    told = on_screen(card_of(source, item, period))
    assert max(map(len, told.splitlines())) <= 80
    golden(GOLDENS / f"{item}.txt", told)


def test_every_item_of_both_plans_has_a_card() -> None:
    for source, period in ((ROOT, "2026H1"), (YEARS, "2030H2")):
        data = Workspace(source).read()
        assert data.plan is not None
        for item in data.plan.items():
            shown = card_of(source, item.id, period)
            assert shown.name == item.name
            assert shown.lines


def test_a_revised_target_and_the_path_stand_on_the_card(tmp_path: Path) -> None:
    tree = plan(
        indicators=[
            indicator(
                baseline={"period": "2025H2", "value": 2},
                milestones={"2027": 5},
                revisions=[
                    {"from": "2028H1", "decision": "12/QĐ", "target": {"at_least": 8, "by": 2030}}
                ],
                retired_from="2029H1",
                retired_decision="15/QĐ",
            )
        ]
    )
    lines = dict(card_of(workspace(tmp_path, text(tree)), "CT-1", "2026H1").lines)
    assert lines["baseline"] == "2 (2025H2)"
    assert lines["milestones"] == "2027: 5"
    assert lines["revisions"] == ("từ 6 tháng đầu năm 2028: từ 8 trở lên, đến năm 2030 (12/QĐ)")
    assert lines["retired"] == "từ 6 tháng đầu năm 2029 (15/QĐ)"
    assert "status" in lines
    later = dict(card_of(tmp_path, "CT-1", "2029H1").lines)
    assert "status" not in later


def test_a_series_has_a_row_a_period_and_a_bar_a_value(tmp_path: Path) -> None:
    tree = plan(indicators=[compound(part(id="a"), part(id="b", measure="ratio"))], tasks=[task()])
    folder = workspace(
        tmp_path,
        text(tree),
        **{
            "2026H1": text(
                entry(
                    indicators={
                        "CT-1": {
                            "parts": {"a": {"value": 5}, "b": {"numerator": 1, "denominator": 2}}
                        }
                    },
                    tasks={"NV-1": {"state": "in_progress", "percent": "50%", "spent": "5 triệu"}},
                )
            ),
            "2026H2": text(
                entry(
                    "2026H2",
                    indicators={"CT-1": {"parts": {"a": {"value": 10, "note": "tăng"}}}},
                    tasks={"NV-1": {"state": "done", "completed": "01/12/2026", "note": "xong"}},
                )
            ),
        },
    )
    shown = card_of(folder, "CT-1", "2026H2")
    assert shown.series.rows == (
        ("CT-1/a", "2026H1", "5", ""),
        ("CT-1/a", "2026H2", "10", "tăng"),
        ("CT-1/b", "2026H1", "50% (1/2)", ""),
    )
    assert [len(bar) for bar in shown.bars] == [8, 16, 8]
    assert card_of(folder, "NV-1", "2026H2").series.rows == (
        ("NV-1", "2026H1", "Đang thực hiện, 50%, đã chi 5.000.000 đồng", ""),
        ("NV-1", "2026H2", "Hoàn thành, 01/12/2026", "xong"),
    )
    assert card_of(folder, "NV-1", "2026H1").series.rows[1:] == ()


def test_evidence_that_is_gone_is_said_to_be_missing() -> None:
    listing = Listing(("id", "period", "value", "note"), screen.CARD_TITLES, ())
    shown = Card("CT-1", "x", False, (), listing, (), (("Biên bản (a.pdf)", False),), ())
    told = on_screen(shown)
    assert "Biên bản (a.pdf) – không thấy tệp" in told
    assert screen.NO_SERIES in told
    assert screen.NOT_COMMITTED in told


@pytest.mark.parametrize("typed", ["ct-3.1", "CT-3.1/lop-hoc", " CT-3.1 "])
def test_an_id_is_found_as_people_type_it(typed: str) -> None:
    told = json.loads(command(ROOT, "show", typed, "--period", "2026H1", "--format", "json").out)
    assert told["id"] == "CT-3.1"
    assert [row["id"] for row in told["series"]] == ["CT-3.1/lop-hoc", "CT-3.1/tieu-hoc"]
    assert told["sample"] is True
    assert told["evidence"][0]["found"] is True


def test_an_id_that_is_unknown_names_the_nearest() -> None:
    done = command(ROOT, "show", "NV-III.2", "--period", "2026H1")
    assert done.code == 2
    assert "NV-II.2" in done.err
    assert done.out == ""


@pytest.mark.parametrize("form", ["csv", "md"])
def test_a_series_goes_into_other_programs(form: str) -> None:
    told = command(ROOT, "show", "CT-4.3a", "--period", "2026H1", "--format", form).out
    assert "60% (12/20)" in told
    assert len(told.splitlines()) == (2 if form == "csv" else 3)


class Repository:
    """A workspace in git, with commits of known authors and days."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "-q")

    def git(self, *arguments: str, **settings: str) -> None:
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, **settings}
        subprocess.run(["git", *arguments], cwd=self.folder, env=environment, check=True)

    def commit(self, summary: str, author: str, day: str) -> None:
        who = {
            f"GIT_{role}_{key}": value
            for role in ("AUTHOR", "COMMITTER")
            for key, value in (("NAME", author), ("EMAIL", "a@b"), ("DATE", f"{day}T08:00:00Z"))
        }
        self.git("add", "-A")
        self.git("commit", "-q", "-m", summary, **who)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    tree = plan(indicators=[indicator(), indicator(id="CT-2")])
    figures = {"CT-1": {"value": 3, "note": "a"}, "CT-2": {"value": 1}}
    made = Repository(
        workspace(tmp_path, text(tree), **{"2026H1": text(entry(indicators=figures))})
    )
    made.commit("Số liệu đầu", "Lan", "2026-06-01")
    return made


def changes(folder: Path, item: str) -> list[dict[str, str]] | None:
    told = command(folder, "show", item, "--period", "2026H1", "--format", "json").out
    found: list[dict[str, str]] | None = json.loads(told)["history"]
    return found


def test_a_card_tells_who_changed_its_lines_newest_first(repository: Repository) -> None:
    path = repository.folder / "data/progress/2026H1.yaml"
    path.write_text(path.read_text("utf-8").replace('"value": 3', '"value": 4'), encoding="utf-8")
    repository.commit("Sửa số", "Minh", "2026-06-05")
    found = changes(repository.folder, "CT-1")
    assert found is not None
    assert [(one["author"], one["day"], one["summary"]) for one in found] == [
        ("Minh", "2026-06-05", "Sửa số"),
        ("Lan", "2026-06-01", "Số liệu đầu"),
    ]
    other = changes(repository.folder, "CT-2")
    assert other is not None
    assert [one["author"] for one in other] == ["Lan"]


def test_lines_not_committed_belong_to_no_one(repository: Repository) -> None:
    path = repository.folder / "data/progress/2026H1.yaml"
    path.write_text(path.read_text("utf-8").replace('"value": 3', '"value": 4'), encoding="utf-8")
    found = changes(repository.folder, "CT-1")
    assert found is not None
    assert [one["author"] for one in found] == ["Lan"]
    seen = history.revision(repository.folder, "data")
    assert seen is not None
    assert not seen.clean


def test_outside_git_there_is_no_history_and_no_revision(tmp_path: Path) -> None:
    folder = workspace(tmp_path, text(plan(indicators=[indicator()])))
    assert changes(folder, "CT-1") is None
    assert history.revision(folder, "data") is None
    assert screen.NO_GIT in command(folder, "show", "CT-1", "--period", "2026H1").out
    told = command(folder, "report", "--period", "2026H1", "--format", "md", "--output", "-").out
    assert "chưa có trong git" in told


def test_data_never_committed_have_no_revision(tmp_path: Path) -> None:
    made = Repository(workspace(tmp_path, text(plan())))
    assert history.revision(made.folder, "data") == history.Revision(None, clean=False)


def test_a_commit_beside_the_data_changes_no_revision(repository: Repository) -> None:
    before = history.revision(repository.folder, "data", "templates")
    (repository.folder / "ghi-chu.txt").write_text("x", encoding="utf-8")
    repository.commit("Việc khác", "Minh", "2026-06-09")
    assert history.revision(repository.folder, "data", "templates") == before
    assert before is not None
    assert before.clean


def test_without_git_on_the_machine_the_card_still_comes(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert changes(repository.folder, "CT-1") is None


def test_many_changes_are_cut_to_the_latest_few() -> None:
    from datetime import date

    listing = Listing(("id", "period", "value", "note"), screen.CARD_TITLES, ())
    many = [Change(f"{n:040x}", "Lan", date(2026, 6, n + 1), f"lần {n}") for n in range(11)]
    shown = with_history(Card("CT-1", "x", False, (), listing, (), ()), many)
    told = on_screen(shown)
    assert "lần 10" in told
    assert "lần 2 " not in told
    assert "và 3 lần sửa nữa" in told


def test_the_lines_of_an_item_end_before_the_next_and_its_comments(tmp_path: Path) -> None:
    written = (
        "period: 2026H1\n"  # 1
        "measures:\n"  # 2
        "  GP-1: >-\n"  # 3
        "    Một câu dài\n"  # 4
        "    hai dòng\n"  # 5
        "\n"  # 6
        "  # của mục sau\n"  # 7
        "  GP-2: ngắn\n"  # 8
        "narrative:\n"  # 9
        "  next:\n"  # 10
        "    - cuối\n"  # 11
    )
    data = Workspace(workspace(tmp_path, text(plan()), **{"2026H1": written})).read()
    document = data.files[0].document
    assert document.lines_of(("measures", "GP-1")) == (3, 5)
    assert document.lines_of(("measures", "GP-2")) == (8, 8)
    assert document.lines_of(("narrative",)) == (9, 11)
    assert data.plan_document is not None
    assert data.plan_document.path == PLAN_PATH
