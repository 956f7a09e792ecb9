"""`kehoach show`: finding the item, its forms, and the history of its own lines."""

import json
import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest

from kehoach import history
from support import (
    Ended,
    Tree,
    command,
    compound,
    entry,
    indicator,
    part,
    plan,
    routine,
    task,
    text,
    workspace,
)

RATIO = indicator(
    id="CT-4.4",
    number="4.4",
    measure="ratio",
    target={"at_least": "70%", "by": 2030},
    baseline={"period": "2025H2", "value": "40%"},
    milestones={"2027H1": "50%"},
    revisions=[
        {"from": "2028H1", "decision": "QĐ 1", "target": {"between": ["75%", "80%"], "by": 2030}}
    ],
)
PLAN = plan(
    indicators=[RATIO, compound(part(), part(id="b", name="Phần hai"), id="CT-4.5")],
    tasks=[task(budget="50 triệu đồng")],
    measures=[{"id": "GP-1", "name": "Giải pháp", "indicators": ["CT-4.4"]}],
    routines=[routine(expected={"H1": 6, "H2": 4})],
)
ENTRY = entry(
    indicators={
        "CT-4.4": {
            "numerator": 3,
            "denominator": 7,
            "note": "Ghi chú",
            "evidence": [
                {"code": "MC-1", "title": "Biên bản", "path": "data/bien-ban.txt"},
                {"title": "Trang", "url": "https://example.org/x"},
            ],
        },
        "CT-4.5": {"parts": {"a": {"value": 1}, "b": {"value": 2}}, "note": "Chung"},
    },
    tasks={"NV-1": {"state": "in_progress", "percent": "40%", "spent": "20 triệu đồng"}},
    routines={"giao-ban": {"held": 5, "note": "Nghỉ Tết"}},
    measures={"GP-1": "Đã làm"},
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace outside git, with one of the two files of evidence."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    made = workspace(tmp_path, text(PLAN), **{"2026H1": text(ENTRY)})
    (made / "data/bien-ban.txt").write_text("x", "utf-8")
    return made


def show(folder: Path, item: str, *arguments: str) -> Ended:
    return command(folder, "show", item, "--period", "2026H1", *arguments)


def shown_as_json(folder: Path, item: str) -> Any:
    done = show(folder, item, "--format", "json")
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)


# ---- finding the item


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("CT-4.4", "CT-4.4"),
        ("ct-4.4", "CT-4.4"),
        (" Giao-Ban ", "giao-ban"),
        ("CT-4.5/b", "CT-4.5"),
        ("ct-4.5/B", "CT-4.5"),
        ("gp-1", "GP-1"),
        ("nv-1", "NV-1"),
    ],
)
def test_an_id_is_found_however_it_is_typed(folder: Path, typed: str, found: str) -> None:
    assert shown_as_json(folder, typed)["id"] == found


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("CT-4.6", "Không có mã CT-4.6 trong danh mục. Có phải là CT-4.5, CT-4.4, CT-4.5/b?"),
        ("CT-4.5/c", "Không có mã CT-4.5/c trong danh mục. Có phải là CT-4.5/b, CT-4.5/a, CT-4.5?"),
        ("zzz", "Không có mã zzz trong danh mục."),
    ],
)
def test_an_unknown_id_is_one_sentence_with_the_nearest(
    folder: Path, typed: str, sentence: str
) -> None:
    where = "Xem các mã bằng: kehoach status, hoặc trong data/plan.yaml."
    assert show(folder, typed) == Ended(2, "", f"{sentence} {where}\n")


def test_nothing_is_shown_of_data_with_errors(folder: Path) -> None:
    workspace(folder, text(PLAN), **{"2026H1": text(ENTRY | {"khac": 1})})
    done = show(folder, "CT-4.4")
    assert (done.code, done.out) == (1, "")
    assert "Sửa các lỗi trên" in done.err


def test_a_form_that_is_none_is_refused(folder: Path) -> None:
    assert show(folder, "CT-4.4", "--format", "xml").code == 2


# ---- the forms


@pytest.mark.parametrize("item", ["CT-4.4", "CT-4.5", "NV-1", "GP-1", "giao-ban"])
def test_every_form_tells_of_every_kind_of_item(folder: Path, item: str) -> None:
    table = show(folder, item)
    page = show(folder, item, "--format", "md")
    series = show(folder, item, "--format", "csv")
    assert [done.code for done in (table, page, series)] == [0, 0, 0]
    assert table.out.startswith(f"{item} – ")
    assert page.out.startswith(f"# {item} – ")
    assert series.out.startswith("Mã,Kỳ,")
    for heading in ("TÌNH HÌNH", "ĐỊNH NGHĨA", "DIỄN BIẾN", "MINH CHỨNG", "AI ĐÃ SỬA"):
        assert f"\n{heading}\n" in table.out
        assert f"\n## {heading.capitalize()}\n" in page.out


def test_a_pipe_gets_no_colour_and_no_wrapped_lines(folder: Path) -> None:
    long = "rất dài " * 60
    tree = PLAN | {"indicators": [RATIO | {"note": long}, PLAN["indicators"][1]]}
    workspace(folder, text(tree))
    done = show(folder, "CT-4.4")
    assert "\x1b" not in done.out
    assert long.strip() in done.out


def test_the_figures_of_json_are_those_of_the_contract(folder: Path) -> None:
    told = shown_as_json(folder, "CT-4.4")
    assert list(told) == [
        "id",
        "kind",
        "name",
        "period",
        "as_of",
        "sample",
        "definition",
        "standing",
        "series",
        "evidence",
        "history",
    ]
    assert (told["kind"], told["period"], told["as_of"]) == ("indicator", "2026H1", "2026-06-14")
    of_status = json.loads(command(folder, "status", "--period", "2026H1", "--format", "json").out)
    assert told["standing"] == of_status["indicators"][0]
    assert told["series"] == [
        {
            "period": "2026H1",
            "part": None,
            "value": "42.8571",
            "numerator": "3",
            "denominator": "7",
            "not_applicable": None,
            "target": {"at_least": "70", "by": "2030"},
            "note": "Ghi chú",
        }
    ]


def test_the_definition_in_json_has_the_keys_of_the_catalogue(folder: Path) -> None:
    told = shown_as_json(folder, "CT-4.4")["definition"]
    given = {key: value for key, value in told.items() if value not in (None, [], {}, False)}
    assert given == {
        "id": "CT-4.4",
        "name": "Chỉ tiêu thử",
        "number": "4.4",
        "group": "ct-1",
        "lead": ["bgh"],
        "level": "school",
        "measured": ["H1", "H2"],
        "measure": "ratio",
        "target": {"at_least": "70", "by": "2030"},
        "baseline": {"period": "2025H2", "value": "40"},
        "milestones": {"2027H1": "50"},
        "revisions": [
            {
                "from": "2028H1",
                "decision": "QĐ 1",
                "target": {"between": ["75", "80"], "by": "2030"},
            }
        ],
    }


def test_a_compound_indicator_in_json_has_a_series_for_each_part(folder: Path) -> None:
    told = shown_as_json(folder, "CT-4.5")["series"]
    assert [(seen["part"], seen["value"], seen["note"]) for seen in told] == [
        (None, None, "Chung"),
        ("a", "1", None),
        ("b", "2", None),
    ]


@pytest.mark.parametrize(
    ("item", "kind", "standing", "series"),
    [
        (
            "NV-1",
            "task",
            {
                "id": "NV-1",
                "status": "in_progress",
                "state": "in_progress",
                "due": "2026-12-31",
                "completed": None,
                "days_left": 200,
                "due_soon": False,
                "budget": 50_000_000,
                "spent": 20_000_000,
            },
            {
                "period": "2026H1",
                "state": "in_progress",
                "completed": None,
                "percent": "40",
                "spent": 20_000_000,
                "product": None,
                "reason": None,
                "note": None,
            },
        ),
        (
            "giao-ban",
            "routine",
            {"id": "giao-ban", "held": 5, "expected": 6, "met": False},
            {"period": "2026H1", "held": 5, "note": "Nghỉ Tết"},
        ),
        ("GP-1", "measure", None, {"period": "2026H1", "text": "Đã làm"}),
    ],
)
def test_the_other_kinds_in_json(
    folder: Path, item: str, kind: str, standing: Tree | None, series: Tree
) -> None:
    told = shown_as_json(folder, item)
    assert (told["kind"], told["standing"], told["series"]) == (kind, standing, [series])
    assert told["definition"]["id"] == item


def test_the_definition_of_a_task_writes_amounts_whole_and_the_deadline_as_it_is(
    folder: Path,
) -> None:
    told = shown_as_json(folder, "NV-1")["definition"]
    assert (told["budget"], told["deadline"]) == (50_000_000, "Năm 2026")


def test_evidence_in_json_says_whether_the_file_is_there(folder: Path) -> None:
    def found() -> list[object]:
        return [piece["found"] for piece in shown_as_json(folder, "CT-4.4")["evidence"]]

    assert found() == [True, None]
    (folder / "data/bien-ban.txt").unlink()
    assert found() == [False, None]
    assert shown_as_json(folder, "CT-4.4")["evidence"][0] == {
        "period": "2026H1",
        "code": "MC-1",
        "title": "Biên bản",
        "path": "data/bien-ban.txt",
        "url": None,
        "found": False,
    }
    assert "data/bien-ban.txt (KHÔNG THẤY TỆP)" in show(folder, "CT-4.4").out


# ---- who changed what


def commit(folder: Path, summary: str, day: str) -> None:
    who = {
        f"GIT_{role}_{key}": value
        for role in ("AUTHOR", "COMMITTER")
        for key, value in (
            ("NAME", "Trần Thị Lan"),
            ("EMAIL", "l@x"),
            ("DATE", f"{day}T08:00:00+07:00"),
        )
    }
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", summary]):
        subprocess.run(["git", *arguments], cwd=folder, check=True, env={**os.environ, **who})


def test_outside_git_one_line_says_so(folder: Path) -> None:
    assert show(folder, "CT-4.4").out.endswith(
        "\nAI ĐÃ SỬA\n  • Không đọc được lịch sử git; chạy git status để biết vì sao.\n"
    )
    assert shown_as_json(folder, "CT-4.4")["history"] is None


def test_the_history_is_that_of_the_lines_of_the_item(folder: Path) -> None:
    commit(folder, "Lập danh mục", "2026-03-02")
    changed = text(PLAN).replace('"name": "Nhiệm vụ thử"', '"name": "Nhiệm vụ mới"')
    assert changed != text(PLAN)
    figure = text(ENTRY).replace('"numerator": 3', '"numerator": 4')
    assert figure != text(ENTRY)
    workspace(folder, changed)
    commit(folder, "Đổi tên nhiệm vụ", "2026-04-01")
    workspace(folder, changed, **{"2026H1": figure})
    commit(folder, "Sửa số liệu", "2026-06-12")

    def told(item: str) -> list[str]:
        after = show(folder, item).out.partition("AI ĐÃ SỬA\n")[2]
        return [line.strip(" •").rpartition(";")[0] for line in after.splitlines()]

    assert told("NV-1") == [
        "01/04/2026  Trần Thị Lan: Đổi tên nhiệm vụ (danh mục",
        "02/03/2026  Trần Thị Lan: Lập danh mục (danh mục, 2026H1",
    ]
    assert told("CT-4.4") == [
        "12/06/2026  Trần Thị Lan: Sửa số liệu (2026H1",
        "02/03/2026  Trần Thị Lan: Lập danh mục (danh mục, 2026H1",
    ]
    assert told("GP-1") == ["02/03/2026  Trần Thị Lan: Lập danh mục (danh mục, 2026H1"]


def test_the_history_in_json_names_the_files_of_each_commit(folder: Path) -> None:
    commit(folder, "Lập danh mục", "2026-03-02")
    told = shown_as_json(folder, "NV-1")["history"]
    assert told["uncommitted"] is False
    assert told["cut"] is False
    [change] = told["changes"]
    assert len(change.pop("commit")) == 12
    assert change == {
        "author": "Trần Thị Lan",
        "when": "2026-03-02T08:00:00+07:00",
        "summary": "Lập danh mục",
        "paths": ["data/plan.yaml", "data/progress/2026H1.yaml"],
    }


def test_an_entry_of_several_files_is_asked_where_the_item_stands(folder: Path) -> None:
    (folder / "data/progress/2026H1.yaml").unlink()
    workspace(
        folder,
        text(PLAN),
        **{
            "2026H1/bgh": text(ENTRY | {"tasks": None}).replace('"tasks": null,\n', ""),
            "2026H1/to-vp": text(entry(tasks=ENTRY["tasks"])),
        },
    )
    commit(folder, "Lập danh mục", "2026-03-02")
    [change] = shown_as_json(folder, "NV-1")["history"]["changes"]
    assert change["paths"] == ["data/plan.yaml", "data/progress/2026H1/to-vp.yaml"]


def test_the_series_alone_waits_for_no_blame(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask(_: Path, *arguments: str) -> None:
        asked.append(arguments[0])

    monkeypatch.setattr(history, "ask", ask)
    assert show(folder, "CT-4.4", "--format", "csv").code == 0
    # Whether a seal is gone is all that is asked.
    assert asked == ["log"]


def test_a_retired_indicator_can_still_be_looked_at(folder: Path) -> None:
    retired = RATIO | {"retired_from": "2026H2", "retired_decision": "QĐ 5"}
    workspace(
        folder,
        text(PLAN | {"indicators": [retired], "measures": []}),
        **{"2026H1": "period: 2026H1\n"},
    )
    done = command(folder, "show", "CT-4.4", "--period", "2027H1", "--format", "json")
    assert done.code == 0
    assert json.loads(done.out)["period"] == "2026H1"


def test_a_period_that_says_nothing_of_an_item_is_left_out(folder: Path) -> None:
    workspace(
        folder, text(PLAN), **{"2026H2": text(entry("2026H2", routines={"giao-ban": {"held": 4}}))}
    )
    done = command(folder, "show", "NV-1", "--period", "2026H2", "--format", "json")
    assert [seen["period"] for seen in json.loads(done.out)["series"]] == ["2026H1"]


def test_the_command_that_a_card_without_figures_tells_can_be_typed(tmp_path: Path) -> None:
    folder = workspace(tmp_path, text(PLAN))
    values = {"CT-4.4": ["--numerator", "3", "--denominator", "7"], "giao-ban": ["--held", "5"]}
    for item in ("CT-4.4", "NV-1", "giao-ban", "GP-1"):
        (told,) = re.findall(r"kehoach (record .*)", command(folder, "show", item).out)
        more = ["--state", "in_progress"] if item == "NV-1" else values.get(item, [])
        assert command(folder, *shlex.split(told), *more).code == 0
        assert "Khi có thì ghi" not in command(folder, "show", item).out
