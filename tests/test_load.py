"""From texts to models: what is read, and what is named where when a file has another shape."""

from datetime import datetime
from typing import Any

import pytest

from kehoach import seal, source
from kehoach.document import Document
from kehoach.load import PLAN_PATH, Data, File, load, with_entry
from kehoach.period import Period
from kehoach.problem import Code, Problem
from support import (
    compound,
    entry,
    entry_file,
    figures,
    indicator,
    load_folder,
    part,
    plan,
    plan_file,
    read,
    read_plan,
    task,
    text,
    workspace,
)


def place_of(data: Data, needle: str, path: str = PLAN_PATH) -> tuple[int, int]:
    """Line and column, from 1, of the first `needle` in a file."""
    for number, line in enumerate(data.lines[path], 1):
        if needle in line:
            return number, line.index(needle) + 1
    raise AssertionError(needle)


def only_problem(data: Data) -> Problem:
    """The single problem of the data."""
    assert len(data.problems) == 1, data.problems
    return data.problems[0]


def test_the_smallest_plan_is_read_with_the_defaults() -> None:
    found = read_plan(plan())
    assert found.thresholds.at_risk == 10
    assert found.thresholds.due_soon_days == 30
    assert (found.calendar.first_half.day, found.calendar.first_half.month) == (14, 6)
    assert (found.calendar.second_half.day, found.calendar.second_half.month) == (14, 12)
    assert not found.sample
    assert found.external == {"ubnd-xa"}


def test_an_indicator_is_measured_by_the_school_in_both_halves_unless_it_says_so() -> None:
    found = read_plan(plan(indicators=[indicator()])).indicators[0]
    assert (found.level, found.measured, found.may_exceed) == ("school", ("H1", "H2"), False)


def test_items_are_named_in_the_order_of_the_catalogue() -> None:
    tree = plan(
        routines=[{"id": "r", "name": "R", "every": "year"}],
        tasks=[task()],
        measures=[{"id": "GP-1", "name": "G"}],
        indicators=[indicator()],
    )
    found = read_plan(tree)
    assert [item.id for item in found.items()] == ["CT-1", "NV-1", "GP-1", "r"]
    assert found.names["ct-1"] == "Chất lượng"


REQUIRED: list[tuple[str, ...]] = [
    ("version",),
    ("organization",),
    ("organization", "name"),
    ("organization", "abbreviation"),
    ("organization", "parent"),
    ("organization", "place"),
    ("organization", "signatory"),
    ("plan",),
    ("plan", "title"),
    ("plan", "horizon"),
    ("departments",),
]


def without(tree: Any, path: tuple[Any, ...]) -> Any:
    """The tree with the key at `path` taken out."""
    first, *rest = path
    if isinstance(tree, list):
        return [without(one, tuple(rest)) if n == first else one for n, one in enumerate(tree)]
    if not rest:
        return {key: value for key, value in tree.items() if key != first}
    return tree | {first: without(tree[first], tuple(rest))}


ITEM_KEYS = [
    *(("indicators", 0, key) for key in ("id", "number", "name", "group", "lead", "measure")),
    *(("indicators", 1, "parts", 0, key) for key in ("id", "name", "measure")),
    *(("tasks", 0, key) for key in ("id", "number", "name", "group", "lead", "deadline")),
]


@pytest.mark.parametrize("path", [*REQUIRED, *ITEM_KEYS])
def test_what_is_required_and_missing_is_named(path: tuple[Any, ...]) -> None:
    tree = plan(
        indicators=[indicator(), indicator(measure="compound", parts=[part()])], tasks=[task()]
    )
    found = only_problem(read(without(tree, path)))
    assert found.code is Code.MISSING_KEY
    assert found.details == {"name": path[-1]}


def test_a_required_key_with_nothing_after_it_is_missing_at_its_own_place() -> None:
    data = read(plan(indicators=[indicator(name="")]))
    found = only_problem(data)
    assert (found.code, found.details["name"]) == (Code.MISSING_KEY, "name")
    assert (found.line, found.column) == place_of(data, '"name": ""')


def test_an_unknown_key_is_an_error_that_names_the_nearest() -> None:
    data = read(plan(indicators=[indicator(mesured=["H1"])]))
    found = only_problem(data)
    assert found.code is Code.UNKNOWN_KEY
    assert (found.details["name"], found.details["near"]) == ("mesured", "measured")
    assert (found.line, found.column) == place_of(data, '"mesured"')


def test_a_misspelt_required_key_is_not_also_missing() -> None:
    found = only_problem(read(plan(tasks=[task(deadline=None, deadlin="2026")])))
    assert (found.code, found.details["near"]) == (Code.UNKNOWN_KEY, "deadline")


@pytest.mark.parametrize(
    ("tree", "allowed"),
    [
        (plan(x="1"), "version"),
        (plan(calendar={"cutoffs": {"x": "1"}}), "H1, H2"),
        (plan(indicators=[indicator(target={"at_least": 1, "x": "1"})]), "at_least"),
        (plan(indicators=[indicator(revisions=[{"x": "1"}])]), "from, decision, target"),
        (plan(routines=[{"id": "r", "name": "R", "every": "year", "x": "1"}]), "every"),
    ],
)
def test_the_keys_that_a_place_takes_are_told(tree: dict[str, Any], allowed: str) -> None:
    unknown = [p for p in read(tree).problems if p.code is Code.UNKNOWN_KEY]
    assert [found.details["name"] for found in unknown] == ["x"]
    assert allowed in unknown[0].details["allowed"]


WRONG = [
    (plan(version="2"), Code.NOT_A_CHOICE, '"2"'),
    (plan(version="1.0"), Code.NOT_A_CHOICE, '"1.0"'),
    (plan(indicators=[indicator(measure="rato")]), Code.NOT_A_CHOICE, '"rato"'),
    (plan(indicators=[indicator(level="ward")]), Code.NOT_A_CHOICE, '"ward"'),
    (plan(indicators=[indicator(measured=["H3"])]), Code.NOT_A_CHOICE, '"H3"'),
    (plan(indicators=[indicator(measured=[])]), Code.MEASURED_NEVER, "["),
    (plan(indicators=[indicator(target={"at_least": 1, "each": "month"})]), Code.NOT_A_CHOICE, '"month"'),
    (plan(indicators=[indicator(target={"at_least": "x", "by": 2030})]), Code.BAD_NUMBER, '"x"'),
    (plan(indicators=[indicator(target={"at_least": "1.234"})]), Code.AMBIGUOUS_NUMBER, '"1.234"'),
    (plan(indicators=[indicator(target={"by": "2030"})]), Code.TARGET_COMPARISON, "{"),
    (plan(indicators=[indicator(target={"between": ["1"]})]), Code.WRONG_SHAPE, "["),
    (plan(indicators=[indicator(target={"between": ["1", "2", "3"]})]), Code.WRONG_SHAPE, "["),
    (plan(indicators=[indicator(target={"between": ["2", "1"]})]), Code.TARGET_INTERVAL, "{"),
    (plan(indicators=[indicator(target="70%")]), Code.WRONG_SHAPE, '"70%"'),
    (plan(indicators=[indicator(lead="bgh")]), Code.WRONG_SHAPE, '"bgh"'),
    (plan(indicators=[indicator(lead=["Ban giám hiệu"])]), Code.BAD_ID, '"Ban giám'),
    (plan(indicators=[indicator(name=["x"])]), Code.WRONG_SHAPE, "["),
    (plan(indicators=[indicator(milestones={"2027H3": "1"})]), Code.BAD_PERIOD, '"2027H3"'),
    (
        plan(indicators=[indicator(milestones={"2027": "1", "2027H2": "2"})]),
        Code.MILESTONES_COINCIDE,
        "{",
    ),
    (plan(indicators=[indicator(retired_from="2028")]), Code.BAD_PERIOD, '"2028"'),
    (plan(indicators={"id": "CT-1"}), Code.WRONG_SHAPE, "{"),
    (plan(tasks=[task(deadline="sớm")]), Code.BAD_DEADLINE, '"sớm"'),
    (plan(tasks=[task(budget="50 trieu")]), Code.BAD_AMOUNT, '"50 trieu"'),
    (plan(tasks=[task(id="NV 1")]), Code.BAD_ID, '"NV 1"'),
    (plan(tasks=["NV-1"]), Code.WRONG_SHAPE, '"NV-1"'),
    (plan(calendar={"cutoffs": {"H1": "31/04"}}), Code.BAD_DATE, '"31/04"'),
    (plan(calendar={"cutoffs": {"H1": "15/12"}}), Code.CUTOFFS_REVERSED, "{"),
    (plan(calendar={"cutoffs": {"H1": "14/12", "H2": "14/12"}}), Code.CUTOFFS_REVERSED, "{"),
    (plan(thresholds={"due_soon_days": "-1"}), Code.BAD_COUNT, '"-1"'),
    (plan(thresholds={"at_risk": "ít"}), Code.BAD_NUMBER, '"ít"'),
    (plan(plan={"title": "x", "horizon": "2026H1"}), Code.HORIZON_NOT_STAGE, '"2026H1"'),
    (plan(plan={"title": "x", "horizon": "2026-2030", "bases": [{"number": "1", "date": "x"}]}), Code.BAD_DATE, '"x"'),
    (plan(groups=[{"id": "g", "kind": "task", "number": "1", "name": "x"}]), Code.NOT_A_CHOICE, '"task"'),
    (plan(routines=[{"id": "r", "name": "R", "every": "week"}]), Code.NOT_A_CHOICE, '"week"'),
]  # fmt: skip


@pytest.mark.parametrize(("tree", "code", "at"), WRONG)
def test_a_value_of_the_wrong_kind_is_named_where_it_stands(
    tree: dict[str, Any], code: Code, at: str
) -> None:
    data = read(tree)
    found = only_problem(data)
    assert found.code is code
    assert data.plan is None
    assert data.lines[PLAN_PATH][found.line - 1][found.column - 1 :].startswith(at[:1])
    assert at in data.lines[PLAN_PATH][found.line - 1]


def test_everything_that_is_wrong_is_found_in_one_run_in_the_order_of_places() -> None:
    tree = plan(
        version="9",
        indicators=[indicator(measure="x", lead=["b h"])],
        tasks=[task(deadline="sớm", budgt="1")],
    )
    found = [(problem.line, problem.code) for problem in read(tree).problems]
    assert found == sorted(found)
    assert [code for _, code in found] == [
        Code.NOT_A_CHOICE,
        Code.BAD_ID,
        Code.NOT_A_CHOICE,
        Code.BAD_DEADLINE,
        Code.UNKNOWN_KEY,
    ]


def test_a_plan_that_is_a_text_or_a_list_has_the_wrong_shape() -> None:
    for written in ("xin chào\n", "- a\n"):
        found = only_problem(load([File(PLAN_PATH, written.encode())]))
        assert (found.code, found.details["expected"]) == (Code.WRONG_SHAPE, "table")


def test_a_line_without_a_space_after_its_colon_is_told_so() -> None:
    found = only_problem(load([File("data/progress/2026H1.yaml", b"period:2026H1\n")]))
    assert found.code is Code.NO_SPACE_AFTER_COLON


ENTRIES = [
    ({"period": "2026H9"}, Code.BAD_PERIOD),
    ({"sample": "có"}, Code.MISSING_KEY),
    (entry(sample="đúng"), Code.BAD_ANSWER),
    (entry(indicators={"CT-1": {"value": "1e5"}}), Code.BAD_NUMBER),
    (entry(indicators={"CT-1": {"numerator": "3/7"}}), Code.BAD_NUMBER),
    (entry(indicators={"CT-1": {"numerator": "70%"}}), Code.BAD_NUMBER),
    (entry(indicators={"CT-1": "98"}), Code.WRONG_SHAPE),
    (entry(indicators={"CT 1": {"value": "1"}}), Code.BAD_ID),
    (entry(indicators={"CT-1\u00a0": {"value": "1"}}), Code.TYPOGRAPHY_IN_CODE),
    (entry(indicators={"CT-1": {"parts": {"a": {"vlue": "1"}}}}), Code.UNKNOWN_KEY),
    (entry(tasks={"NV-1": {"spent": "1"}}), Code.MISSING_KEY),
    (entry(tasks={"NV-1": {"state": "xong"}}), Code.NOT_A_CHOICE),
    (entry(tasks={"NV-1": {"state": "done", "completed": "31/04/2026"}}), Code.BAD_DATE),
    (entry(tasks={"NV-1": {"state": "done", "spent": "-5 triệu"}}), Code.NEGATIVE),
    (entry(tasks={"NV-1": {"state": "done", "evidence": "x.pdf"}}), Code.WRONG_SHAPE),
    (entry(tasks={"NV-1": {"state": "done", "evidence": [{"file": "x"}]}}), Code.UNKNOWN_KEY),
    (entry(routines={"giao-ban": {"held": "6,5"}}), Code.BAD_COUNT),
    (entry(routines={"giao-ban": {"held": "-1"}}), Code.BAD_COUNT),
    (entry(measures={"GP-1": ["x"]}), Code.WRONG_SHAPE),
    (entry(narrative={"highlights": "x"}), Code.WRONG_SHAPE),
    (entry(narrative={"cause": []}), Code.UNKNOWN_KEY),
    (entry(narrative={"next": [""]}), Code.BLANK),
    (entry(pupils=["Nguyễn Văn A"]), Code.UNKNOWN_KEY),
]


@pytest.mark.parametrize(("tree", "code"), ENTRIES)
def test_an_entry_of_another_shape_is_refused_whole(tree: dict[str, Any], code: Code) -> None:
    data = load([plan_file(plan()), entry_file(tree, "data/progress/2026H1.yaml")])
    found = only_problem(data)
    assert (found.path, found.code) == ("data/progress/2026H1.yaml", code)
    assert data.files == ()
    assert data.plan is not None


def test_what_is_neither_yes_nor_no_is_told_as_that_where_they_are_asked_for() -> None:
    yes_no = {"measure": "yes_no", "target": {"equals": "có", "by": 2030}}
    catalogue = plan(
        indicators=[
            indicator(**yes_no),
            compound(part(**yes_no), part(id="b"), id="CT-2"),
            indicator(id="CT-3"),
        ]
    )
    told = entry(
        indicators={
            "CT-1": {"value": "đạt"},
            "CT-2": {"parts": {"a": {"value": "1.234"}, "b": {"value": "đạt"}}},
            "CT-3": {"value": "đạt"},
        }
    )
    files = [entry_file(told, "data/progress/2026H1.yaml"), plan_file(catalogue)]
    found = {(one.details["value"], one.code) for one in load(files).problems}
    assert found == {
        ("đạt", Code.BAD_ANSWER),
        ("1.234", Code.BAD_ANSWER),
        ("đạt", Code.BAD_NUMBER),
    }


@pytest.mark.parametrize(
    "written",
    ["period: 2026H1\nindicators:\n", "period: 2026H1\nindicators:\n  CT-1:\n", "period: 2026H1"],
)
def test_a_blank_is_no_observation(written: str) -> None:
    data = load([File("data/progress/2026H1.yaml", written.encode())])
    assert data.problems == ()
    assert data.files[0].progress.indicators == {}


@pytest.mark.parametrize("blank", ["", "note: chưa có", "value:", "numerator:\n    denominator:"])
def test_a_figure_without_a_number_is_blank(blank: str) -> None:
    written = f"period: 2026H1\nindicators:\n  CT-1:\n    parts: {{}}\n    {blank}\n"
    data = load([File("data/progress/2026H1.yaml", written.encode())])
    assert data.files[0].progress.indicators["CT-1"].is_blank


def test_a_zero_is_not_blank() -> None:
    data = read(plan(), figures("2026H1", 0))
    assert not data.files[0].progress.indicators["CT-1"].is_blank


def test_the_files_of_a_folder_are_one_entry() -> None:
    one = entry(
        indicators={"CT-1": {"value": 1}},
        routines={"giao-ban": {"held": 6}},
        narrative={"highlights": ["a"], "causes": {"objective": ["x"]}},
    )
    two = entry(
        sample="có",
        indicators={"CT-2": {"value": 2}},
        tasks={"NV-1": {"state": "done"}},
        measures={"GP-1": "xong"},
        narrative={"highlights": ["b"], "causes": {"objective": ["y"]}, "next": ["c"]},
    )
    files = [
        entry_file(one, "data/progress/2026H1/a.yaml"),
        entry_file(two, "data/progress/2026H1/b.yaml"),
    ]
    merged = load([plan_file(plan()), *files]).entries[Period.parse("2026H1")]
    assert set(merged.indicators) == {"CT-1", "CT-2"}
    assert list(merged.tasks) == ["NV-1"]
    assert merged.routines["giao-ban"].held == 6
    assert merged.measures == {"GP-1": "xong"}
    assert merged.sample
    assert merged.narrative.highlights == ("a", "b")
    assert merged.narrative.causes.objective == ("x", "y")
    assert merged.narrative.next == ("c",)


def test_of_two_files_with_the_same_item_the_first_counts() -> None:
    files = [
        entry_file(figures("2026H1", value), f"data/progress/2026H1/{name}.yaml")
        for name, value in [("a", 1), ("b", 2)]
    ]
    merged = load(files).entries[Period.parse("2026H1")]
    reading = merged.indicators["CT-1"].value
    assert reading is not None
    assert reading.value == 1


def test_entries_come_from_the_earliest_on() -> None:
    data = read(plan(), entry("2027H1"), entry("2026H2"), entry("2026"))
    assert [str(period) for period in data.entries] == ["2026", "2026H2", "2027H1"]


def test_a_broken_entry_leaves_the_others_readable() -> None:
    broken = File("data/progress/2026H1.yaml", b"period: [\n")
    data = load([plan_file(plan()), broken, entry_file(entry("2026H2"))])
    assert [str(period) for period in data.entries] == ["2026H2"]
    assert only_problem(data).path == broken.path


def test_problems_met_on_the_way_stand_beside_those_of_reading() -> None:
    before = Problem("data/progress/x.yaml", 1, 1, Code.BAD_FILE_NAME)
    data = load([plan_file(plan(version=2))], [before])
    assert [found.code for found in data.problems] == [Code.NOT_A_CHOICE, Code.BAD_FILE_NAME]


def test_a_repeated_key_is_an_error_but_the_rest_is_still_checked() -> None:
    written = text(plan(tasks=[task(deadline="sớm")])).replace(
        '"version": 1,', '"version": 1, "version": 1,'
    )
    found = load([File(PLAN_PATH, written.encode())]).problems
    assert [problem.code for problem in found] == [Code.DUPLICATE_KEY, Code.BAD_DEADLINE]


def test_of_an_item_in_which_keys_stand_twice_nothing_else_is_told() -> None:
    written = text(plan(indicators=[indicator(id="CT-1"), indicator(id="CT-2", level="x")]))
    twice = written.replace('"CT-1",', '"CT-1", "level": "x", "level": "y",').encode()
    data = load([File(PLAN_PATH, twice)])
    assert [problem.code for problem in data.problems] == [Code.DUPLICATE_KEY, Code.NOT_A_CHOICE]
    assert data.plan is None
    assert data.remains.plan is not None
    assert data.remains.plan.indicators == ()
    assert {"CT-1", "CT-2", "indicators"} <= data.remains.names


def test_a_folder_on_the_disk_is_read_with_its_folders_of_entries(tmp_path: Any) -> None:
    written = {
        "2026H1": text(figures("2026H1", 1)),
        "2026H2/to-vp": text(figures("2026H2", 2)),
    }
    data = load_folder(workspace(tmp_path, text(plan(indicators=[indicator()])), **written))
    assert data.problems == ()
    assert [str(period) for period in data.entries] == ["2026H1", "2026H2"]


@pytest.mark.parametrize(
    "written",
    [
        "{period\u00a0: 2026H1}",
        "{period: 2026H1, indicators: {CT-1: {value\u00a0: 1}}}",
        "{period: 2026H1\u00a0}",
        "{period: “2026H1”}",
        "{period: 2026H1, tasks: {NV-1: {state: “done”}}}",
        "{period: 2026H1, tasks: {NV-1: {state: done\u00a0}}}",
    ],
)
def test_a_character_from_word_in_a_key_or_a_code_is_named(written: str) -> None:
    found = load([File("data/progress/2026H1.yaml", written.encode())]).problems[0]
    assert found.details.get("character", "a") in "\u00a0“”"


@pytest.mark.parametrize(
    "tree",
    [
        entry(narrative={"highlights": "Ban hành Đề án “Phát triển giáo dục – đào tạo”"}),
        entry(tasks={"NV-1": {"state": "done", "evidence": "Kế hoạch “A”"}}),
        entry(indicators={"CT-1": "Đề án “A”"}),
    ],
)
def test_quotes_of_a_text_in_the_wrong_place_are_not_what_is_wrong(tree: dict[str, Any]) -> None:
    found = load([entry_file(tree, "data/progress/2026H1.yaml")]).problems
    assert [problem.code for problem in found] == [Code.WRONG_SHAPE]


@pytest.mark.parametrize(
    ("figures", "code", "at"),
    [
        ("CT-1: {value:3}", Code.NO_SPACE_AFTER_COLON, "value:3"),
        ("CT-1: {value: 1,5}", Code.COMMA_IN_BRACES, "5}"),
        ("CT-1: {value: 1, note: a, b c}", Code.COMMA_IN_BRACES, "b c}"),
        ("CT-1: {value: 1, vlue: 2}", Code.UNKNOWN_KEY, "vlue"),
        ("CT-1: {value: 1, vlue: }", Code.UNKNOWN_KEY, "vlue"),
    ],
)
def test_a_key_that_is_none_is_told_by_what_made_it(figures: str, code: Code, at: str) -> None:
    entry = File(
        "data/progress/2026H1.yaml", f"period: 2026H1\nindicators:\n  {figures}\n".encode()
    )
    (found,) = load([entry]).problems
    assert found.code is code
    assert f"  {figures}"[found.column - 1 :].startswith(at)


def test_every_item_and_part_knows_where_the_files_speak_of_it() -> None:
    tree = plan(indicators=[compound(part(id="a"), part(id="b"))], tasks=[task()])
    seen = entry(
        "2026H1",
        indicators={"CT-1": {"parts": {"b": {"value": 3}}}},
        tasks={"NV-1": {"state": "in_progress"}},
    )
    data = read(tree, seen, entry("2026H2", indicators={"CT-1": {"note": "Chưa đo"}}))
    found = {key: [str(one) for one in mentions] for key, mentions in data.mentions.items()}
    lines = {file.document.path: file.document.lines for file in data.files}
    assert data.plan_document is not None
    lines[data.plan_document.path] = data.plan_document.lines
    told = {
        key: [lines[path][int(line) - 1].strip() for path, line in (at.split(":") for at in places)]
        for key, places in found.items()
    }
    assert told["CT-1"] == ["{", '"CT-1": {', '"CT-1": {']
    assert told["CT-1/a"] == ["{"]
    assert told["CT-1/b"] == ["{", '"b": {']
    assert told["NV-1"] == ["{", '"NV-1": {']
    assert [one.period for one in data.mentions["CT-1/b"]] == [None, Period.parse("2026H1")]
    item, whole = place_of(data, '"id": "CT-1"')[0] - 1, data.mentions["CT-1"][0]
    assert (str(whole), whole.lines[0]) == (f"{PLAN_PATH}:{item}", item)
    second, of_part = place_of(data, '"id": "b"')[0] - 1, data.mentions["CT-1/b"][0]
    assert str(of_part) == f"{PLAN_PATH}:{second}"
    assert of_part.lines == (second, whole.lines[1] - 2)


def test_an_item_of_an_entry_is_mentioned_at_its_key_and_down_to_its_last_line() -> None:
    path = "data/progress/2026H1.yaml"
    written = "period: 2026H1\nindicators:\n  CT-1:\n    value: 1\n    note: x\n"
    (mention,) = load([File(path, written.encode())]).mentions["CT-1"]
    assert (str(mention), mention.lines) == (f"{path}:3", (3, 5))


def test_a_broken_catalogue_still_tells_where_the_entries_speak() -> None:
    data = read({"version": 1}, entry(tasks={"NV-1": {"state": "in_progress"}}))
    assert data.plan is None
    assert [one.period for one in data.mentions["NV-1"]] == [Period.parse("2026H1")]


# Broken files: what is left of them, for the rules alone


def test_of_a_broken_catalogue_the_items_that_can_be_typed_are_left() -> None:
    tree = plan(tasks=[task(id="NV-1", deadline="sớm"), task(id="NV-2")])
    data = read(tree, entry(tasks={"NV-2": {"state": "done"}}))
    left = data.remains
    assert (data.plan, data.plan_document) == (None, None)
    assert left.plan is not None
    assert left.plan_document is not None
    assert [item.id for item in left.plan.tasks] == ["NV-2"]
    # The place is that of the file: NV-2 stands second there.
    there = place_of(data, '"id": "NV-2"')
    assert left.plan_document.place(("tasks", 0, "id")) == (there[0], there[1] + len('"id": '))
    assert "NV-1" in left.names
    assert left.files == ()


@pytest.mark.parametrize(
    ("tree", "may_be_there"),
    [
        (plan(mesures=[{"id": "GP-1", "name": "G"}]), True),
        (plan(tasks=[task(x="1")]), False),
        (plan(version="2"), False),
    ],
)
def test_a_list_that_is_missing_may_be_the_key_that_is_misspelt_at_the_top(
    tree: dict[str, Any], may_be_there: bool
) -> None:
    assert ("measures" in read(tree).remains.names) is may_be_there


def test_of_a_broken_entry_the_figures_that_can_be_typed_are_left() -> None:
    broken = entry(indicators={"CT-1": {"value": "1e5"}, "CT-2": {"value": 2}})
    data = read(plan(), broken, entry("2026H2"))
    assert [str(file.progress.period) for file in data.files] == ["2026H2"]
    (left,) = data.remains.files
    assert list(left.progress.indicators) == ["CT-2"]
    assert left.document.path == "data/progress/2026H1.yaml"
    assert (data.remains.plan, data.remains.names) == (None, frozenset())


def test_a_broken_catalogue_and_a_broken_entry_are_both_left() -> None:
    data = read(plan(version="2"), entry(measures={"GP-1": ["x"]}))
    assert data.remains.plan is not None
    assert [str(file.progress.period) for file in data.remains.files] == ["2026H1"]


# What was signed off

SEAL_PATH = "data/sealed/2026H1.json"


def sealed_text() -> str:
    """The file of 2026H1, signed with CT-1 at 9."""
    signed = seal.sign(
        read(plan(), figures("2026H1", 9)).entries[Period.parse("2026H1")],
        {"sample": "no"},
        {},
        {},
        {},
        "0" * 64,
        by="Trần Thị Lan",
        at=datetime.fromisoformat("2026-06-15T08:00:00+07:00"),
        waivers={},
    )
    return seal.text(seal.close(Period.parse("2026H1"), signed, None))


def test_a_seal_is_read_beside_the_entries() -> None:
    files = [File(SEAL_PATH, sealed_text().encode()), entry_file(figures("2026H2", 10))]
    data = load(files)
    assert data.problems == ()
    assert [str(period) for period in data.entries] == ["2026H2"]
    signed = data.sealed(Period.parse("2026H1"))
    assert signed is not None
    assert signed.by == "Trần Thị Lan"
    assert list(signed.content.indicators) == ["CT-1"]
    assert data.sealed(Period.parse("2026H2")) is None
    assert data.closed == {Period.parse("2026H1")}
    assert data.seals[Period.parse("2026H1")].document.path == SEAL_PATH


def test_without_a_seal_every_period_is_open() -> None:
    data = read(plan(), figures("2026H1", 9))
    assert data.seals == {}
    assert data.sealed(Period.parse("2026H1")) is None


@pytest.mark.parametrize(
    ("written", "at"),
    [
        # Another name or figure: the digest of the whole no longer fits.
        (sealed_text().replace("Trần Thị Lan", "Trần Thị Lam"), None),
        (sealed_text().replace('"value": "9"', '"value": "10"'), None),
        # What is no seal is told where it is wrong first.
        (sealed_text().replace('"version": "2"', '"version": "3"', 1), '"3"'),
        (sealed_text().replace('"period": "2026H1"', '"period": "26", "x": 1', 1), '"26"'),
        (sealed_text().replace('"sealed"', '"note": "x", "sealed"'), '"note"'),
        (sealed_text().replace(' "sealed"', ' <<<<<<< HEAD\n "sealed"'), "<<<"),
        ("", None),
    ],
)
def test_a_seal_that_somebody_else_has_written_in_is_broken(written: str, at: str | None) -> None:
    data = load([File(SEAL_PATH, written.encode())])
    line, column = place_of(data, at, SEAL_PATH) if at else (1, 1)
    assert data.problems == (Problem(SEAL_PATH, line, column, Code.SEAL_BROKEN),)
    assert data.problems[0].details == {"restore": ""}
    assert data.seals == {}


def test_a_seal_under_the_name_of_another_period_is_told_its_own() -> None:
    path = "data/sealed/2026H2.json"
    data = load([File(path, sealed_text().encode())])
    line, column = place_of(data, '"2026H1"', path)
    assert data.problems == (Problem(path, line, column, Code.SEAL_MISNAMED),)
    assert data.problems[0].details == {"period": "2026H1", "right": SEAL_PATH}
    assert data.seals == {}


# An entry in the place of that of the files


def entry_document(tree: dict[str, Any]) -> Document:
    """An entry as a document."""
    document, problems = source.read("form.xlsx", text(tree).encode())
    assert document is not None
    assert problems == []
    return document


def some_data() -> Data:
    """Two entries, a seal and a problem."""
    files = [
        plan_file(plan()),
        entry_file(figures("2026H1", 1)),
        entry_file(figures("2026H2", 2)),
        File(SEAL_PATH, sealed_text().encode()),
    ]
    return load(files, [Problem("x.yaml", 1, 1, Code.BAD_FILE_NAME)])


def test_an_entry_takes_the_place_of_that_of_its_period_and_has_its_problems_alone() -> None:
    data = some_data()
    found = with_entry(data, entry_document(figures("2026H1", 9)), Period.parse("2026H1"))
    assert [file.document.path for file in found.files] == [
        "data/progress/2026H2.yaml",
        "form.xlsx",
    ]
    assert (found.plan, found.plan_document) == (data.plan, data.plan_document)
    assert (found.problems, found.remains.files, found.seals) == ((), (), {})


def test_of_an_entry_that_is_broken_only_what_is_left_takes_the_place() -> None:
    broken = entry(tasks={"NV-1": {"state": "xong"}}, indicators={"CT-1": {"value": 9}})
    found = with_entry(some_data(), entry_document(broken), Period.parse("2026H1"))
    assert [str(file.progress.period) for file in found.files] == ["2026H2"]
    assert [(problem.path, problem.code) for problem in found.problems] == [
        ("form.xlsx", Code.NOT_A_CHOICE)
    ]
    (left,) = found.remains.files
    assert (list(left.progress.indicators), list(left.progress.tasks)) == (["CT-1"], [])


def test_what_an_entry_in_its_place_is_asked_for_stands_in_the_catalogue() -> None:
    asked = plan(indicators=[indicator(measure="yes_no", target={"equals": "yes"})])
    data = load([plan_file(asked)])
    answered = entry_document(entry(indicators={"CT-1": {"value": "xong"}}))
    (problem,) = with_entry(data, answered, Period.parse("2026H1")).problems
    assert (problem.code, problem.details["form"]) == (Code.BAD_ANSWER, "figure")


def test_entries_stay_in_the_order_in_which_they_were_given() -> None:
    given = [entry_file(figures("2026H2", 2)), entry_file(figures("2026H1", 1))]
    data = load([*given, plan_file(plan())])
    assert [file.document.path for file in data.files] == [file.path for file in given]


def test_an_entry_of_which_nothing_is_left_leaves_its_problems() -> None:
    found = with_entry(some_data(), entry_document({"x": "1"}), Period.parse("2026H1"))
    assert [str(file.progress.period) for file in found.files] == ["2026H2"]
    assert [problem.code for problem in found.problems] == [Code.UNKNOWN_KEY]
    assert found.remains.files == ()
