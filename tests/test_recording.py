"""A figure that was handed in: what it replaces, what it is refused for, and where it goes."""

from typing import Any

import pytest

from kehoach.agenda import due, missing, suspended
from kehoach.load import File, load
from kehoach.period import Period
from kehoach.problem import Code, Problem
from kehoach.recording import (
    Answer,
    Recorded,
    RefusedError,
    SeveralFilesError,
    UnreadableError,
    _added,
    contradicted,
    keys_of,
    record,
    record_all,
)
from support import (
    Tree,
    compound,
    entry,
    indicator,
    part,
    plan,
    plan_file,
    read,
    routine,
    task,
)

RATIO = indicator(
    id="CT-2", measure="ratio", target={"at_least": "70%", "by": 2030}, measured=["H1"]
)
YES = indicator(id="CT-4", measure="yes_no", target={"equals": "có", "by": 2030})
CATALOGUE = plan(
    indicators=[indicator(), RATIO, compound(part(), part(id="b"), id="CT-3"), YES],
    tasks=[task(), task(id="NV-2", lead=["to-vp"]), task(id="NV-3")],
    routines=[routine(), routine(id="tong-ket", every="year")],
    measures=[{"id": f"GP-{n}", "name": f"Giải pháp {n}"} for n in (1, 2)],
)
PATH = "data/progress/2026H1.yaml"
H1 = Period.parse("2026H1")


def write(
    text: str | None,
    item: str,
    *,
    of: str | None = None,
    more: dict[str, str] | None = None,
    catalogue: Tree = CATALOGUE,
    file: str | None = None,
    **given: Any,
) -> Recorded:
    files = [plan_file(catalogue)]
    if text is not None:
        files.append(File(PATH, text.encode()))
    files += [File(path, written.encode()) for path, written in (more or {}).items()]
    loaded = load(files).plan
    assert loaded is not None
    chosen = next(one for one in loaded.items() if one.id == item)
    return record(files, [], H1, Answer(chosen, given, of), lambda _: True, file)


def refused(text: str | None, item: str, **how: Any) -> list[Code]:
    with pytest.raises(RefusedError) as error:
        write(text, item, **how)
    assert not isinstance(error.value, UnreadableError)
    return [problem.code for problem in error.value.problems]


HEAD = "period: 2026H1\n"


@pytest.mark.parametrize(
    ("before", "item", "given", "after", "replaced"),
    [
        ("indicators:\n  CT-1: {not_applicable: Chưa có}\n", "CT-1", {"value": "9,5"}, 'indicators:\n  CT-1: {value: "9,5"}\n', {"not_applicable": "Chưa có"}),
        ("indicators:\n  CT-1: {value: 1, note: a}\n", "CT-1", {"not_applicable": "Chưa có"}, "indicators:\n  CT-1: {not_applicable: Chưa có, note: a}\n", {"value": "1"}),
        ("indicators:\n  CT-2:\n    numerator: 1\n    denominator: 2\n", "CT-2", {"not_applicable": "Chưa có"}, "indicators:\n  CT-2:\n    not_applicable: Chưa có\n", {"numerator": "1", "denominator": "2"}),
        ("indicators:\n  CT-2: {value: 5%}\n", "CT-2", {"numerator": "1", "denominator": "2"}, "indicators:\n  CT-2: {numerator: 1, denominator: 2}\n", {"value": "5%"}),
        ("indicators:\n  CT-3: {not_applicable: Chưa có}\n", "CT-3/a", {"value": "1"}, "indicators:\n  CT-3: {parts: {a: {value: 1}}}\n", {"not_applicable": "Chưa có"}),
        ("indicators:\n  CT-3:\n    parts:\n      a: {value: 1}\n      b: {value: 2, note: giữ}\n", "CT-3", {"not_applicable": "Chưa có"}, "indicators:\n  CT-3:\n    parts:\n      b: {note: giữ}\n    not_applicable: Chưa có\n", {"parts/a/value": "1", "parts/b/value": "2"}),
        ("tasks:\n  NV-1: {state: done, completed: 1/3/2026}\n", "NV-1", {"state": "in_progress"}, "tasks:\n  NV-1: {state: in_progress}\n", {"completed": "1/3/2026"}),
        ("tasks:\n  NV-1: {state: suspended, reason: Chờ}\n", "NV-1", {"state": "cancelled"}, "tasks:\n  NV-1: {state: cancelled, reason: Chờ}\n", {}),
        ("tasks:\n  NV-1: {state: suspended, reason: Chờ, percent: 40%}\n", "NV-1", {"state": "done", "completed": "1/3/2026"}, "tasks:\n  NV-1: {state: done, completed: 1/3/2026}\n", {"reason": "Chờ", "percent": "40%"}),
        ("tasks:\n  NV-1: {state: in_progress, percent: 100%}\n", "NV-1", {"state": "done", "completed": "1/3/2026"}, "tasks:\n  NV-1: {state: done, completed: 1/3/2026, percent: 100%}\n", {}),
        ("tasks:\n  NV-1: {state: in_progress, percent: 40%}\n", "NV-1", {"state": "in_progress", "note": "a"}, "tasks:\n  NV-1: {state: in_progress, percent: 40%, note: a}\n", {}),
        ("indicators:\n  CT-1: {value: 1, note: a}\n", "CT-1", {"note": ""}, "indicators:\n  CT-1: {value: 1}\n", {}),
        ("tasks:\n  NV-1: {state: in_progress, percent: 5%}\n", "NV-1", {"percent": " "}, "tasks:\n  NV-1: {state: in_progress}\n", {}),
        ("", "CT-1", {"note": ""}, "", {}),
        ("indicators:\n  CT-1:\n    value:\n    note:\n", "CT-1", {"not_applicable": "Chưa"}, "indicators:\n  CT-1:\n    value:\n    not_applicable: Chưa\n    note:\n", {}),
        ("routines:\n  giao-ban: {held: 5}\n", "giao-ban", {"held": "6"}, "routines:\n  giao-ban: {held: 6}\n", {}),
        ("measures:\n  GP-1: Cũ\n", "GP-1", {"note": "Mới: xong"}, 'measures:\n  GP-1: "Mới: xong"\n', {}),
        ("measures:\n", "GP-1", {"note": "Mới"}, "measures:\n  GP-1: Mới\n", {}),
        ("measures:\n  GP-1: Cũ\n", "GP-2", {"note": "Mới"}, "measures:\n  GP-1: Cũ\n  GP-2: Mới\n", {}),
        ("measures:\n  GP-2: Cũ\n", "GP-1", {"note": "Mới"}, "measures:\n  GP-1: Mới\n  GP-2: Cũ\n", {}),
        ("indicators:\n  CT-3: {parts: {a: {value: 1}}}\n", "CT-3/b", {"value": "2"}, "indicators:\n  CT-3: {parts: {a: {value: 1}, b: {value: 2}}}\n", {}),
        ("indicators:\n  CT-3: {parts: {b: {value: 2}}}\n", "CT-3/a", {"value": "1"}, "indicators:\n  CT-3: {parts: {a: {value: 1}, b: {value: 2}}}\n", {}),
        ("indicators:\n  CT-3: {parts: {b: {not_applicable: Chờ}}}\n", "CT-3", {"not_applicable": "Chưa có"}, "indicators:\n  CT-3: {not_applicable: Chưa có}\n", {"parts/b/not_applicable": "Chờ"}),
    ],
)  # fmt: skip
def test_a_figure_replaces_what_it_contradicts_and_says_so(
    before: str, item: str, given: dict[str, Any], after: str, replaced: dict[str, str]
) -> None:
    whole, _, of = item.partition("/")
    done = write(HEAD + before, whole, of=of or None, **given)
    assert done.text == HEAD + after
    assert done.replaced == replaced


@pytest.mark.parametrize(
    ("item", "given", "codes"),
    [
        ("CT-1", {"value": "1.234"}, ["so-mo-ho"]),
        ("CT-1", {"value": "hai"}, ["so-sai-dang"]),
        ("CT-1", {"value": "có"}, ["sai-loai-gia-tri"]),
        ("CT-4", {"value": "đạt"}, ["co-khong-sai-dang"]),
        ("CT-4", {"value": "1.234"}, ["co-khong-sai-dang"]),
        ("CT-2", {"numerator": "9", "denominator": "7"}, ["tu-so-lon-hon-mau-so"]),
        ("CT-2", {"numerator": "9"}, ["thieu-so-lieu"]),
        ("CT-2", {"numerator": "0", "denominator": "0"}, ["mau-so-bang-khong"]),
        ("CT-3", {"value": "1"}, ["sai-cach-nhap"]),
        ("NV-1", {"state": "xong"}, ["gia-tri-la"]),
        ("NV-1", {"state": "done"}, ["thieu-ngay-hoan-thanh"]),
        ("NV-1", {"state": "done", "completed": "31/6/2026"}, ["ngay-sai-dang"]),
        ("NV-1", {"state": "done", "completed": "15/06/2026"}, ["hoan-thanh-sau-ngay-chot"]),
        ("NV-1", {"state": "suspended"}, ["thieu-ly-do"]),
        ("NV-1", {"spent": "5 triệu"}, ["thieu-khoa"]),
        ("NV-1", {"state": "in_progress", "spent": "500tr"}, ["so-tien-sai-dang"]),
        ("NV-1", {"state": "in_progress", "completed": "1/3/2026"}, ["thua-ngay-hoan-thanh"]),
        ("giao-ban", {"held": "1,5"}, ["so-dem-sai-dang"]),
        ("CT-1", {"value": ""}, ["de-trong"]),
        ("NV-1", {"state": " "}, ["de-trong"]),
        ("GP-1", {"note": ""}, ["de-trong"]),
        ("CT-1", {"note": "ẩn\u200bkhuất"}, ["ky-tu-cam"]),
        ("CT-1", {"note": "hỏng\udce1"}, ["ky-tu-cam"]),
    ],
)
def test_what_check_would_refuse_is_refused_with_the_same_code(
    item: str, given: dict[str, str], codes: list[str]
) -> None:
    assert refused(HEAD, item, **given) == codes


@pytest.mark.parametrize(
    ("given", "code", "details"),
    [
        ({"value": ""}, Code.BLANK, {}),
        ({"note": "ẩn\u200b"}, Code.BAD_CHARACTER, {"character": "\u200b"}),
    ],
)
def test_what_no_file_may_hold_is_refused_at_the_beginning_of_its_file(
    given: dict[str, Any], code: Code, details: dict[str, str]
) -> None:
    with pytest.raises(RefusedError) as error:
        write(HEAD, "CT-1", **given)
    assert error.value.problems == (Problem(PATH, 1, 1, code),)
    assert error.value.problems[0].details == details


def test_the_answers_of_a_file_are_one_change_of_it() -> None:
    first, second = FOLDER
    contents = {first: FOLDER[first], second: FOLDER[second]}
    files = [plan_file(CATALOGUE), *(File(at, text.encode()) for at, text in contents.items())]
    elsewhere = Problem("data/progress/x.yaml", 1, 1, Code.BAD_FILE_NAME)
    loaded = load(files).plan
    assert loaded is not None
    one, _, _, answer, *_ = loaded.indicators
    vp, other, *_ = loaded.tasks
    answers = [
        Answer(one, {"not_applicable": "Chưa có"}),
        Answer(vp, {"state": "in_progress"}),
        Answer(answer, {"value": "có"}),
        Answer(other, {"state": "not_started"}),
    ]
    chosen = record_all(files, [elsewhere], H1, answers[:2], lambda _: True)
    assert [(done.path, done.before) for done in chosen] == [
        (at, text.encode()) for at, text in contents.items()
    ]
    assert [done.replaced for done in chosen] == [{"value": "1"}, {}]
    (done,) = record_all(files, [elsewhere], H1, [answers[0], answers[2]], lambda _: True, first)
    assert done.text == HEAD + (
        "indicators:\n  CT-1: {not_applicable: Chưa có}\n  CT-4: {value: có}\n"
    )
    assert done.plan == loaded
    assert done.changes
    assert (done.was.problems, done.now.problems) == ((elsewhere,), (elsewhere,))
    assert list(done.was.entries[H1].indicators) == ["CT-1"]
    assert list(done.now.entries[H1].indicators) == ["CT-1", "CT-4"]


def test_the_same_answer_again_changes_nothing() -> None:
    text = HEAD + "indicators:\n  CT-1: {value: 1}\n"
    assert not write(text, "CT-1", value="1").changes
    assert write(text, "CT-1", value="2").changes


def test_evidence_that_is_not_found_is_no_problem_of_the_answer() -> None:
    files = [
        plan_file(CATALOGUE),
        File(
            PATH,
            f"{HEAD}tasks:\n  NV-1: {{state: in_progress, evidence: [{{path: a.pdf}}]}}\n".encode(),
        ),
    ]
    loaded = load(files).plan
    assert loaded is not None
    asked: list[str] = []

    def found(path: str) -> bool:
        asked.append(path)
        return False

    done = record(files, [], H1, Answer(loaded.tasks[0], {"percent": "40%"}), found)
    assert done.problems == ()
    assert asked == ["a.pdf", "a.pdf"]


def test_a_problem_counts_as_old_as_often_as_it_was_there_wherever_it_stands_now() -> None:
    def problem(at: int, **details: str) -> Problem:
        return Problem(PATH, at, 1, Code.DUPLICATE_KEY, details)

    assert _added([problem(1, key="a")], [problem(2, key="a")]) == []
    assert _added([problem(1), problem(2)], [problem(3), problem(4)]) == []
    assert _added([problem(1)], [problem(3), problem(4)]) == [problem(4)]
    assert _added([problem(1, key="a")], [problem(1, key="b")]) == [problem(1)]
    # Where else it stands is told as well, and may have moved.
    assert _added([problem(5, line="3")], [problem(6, line="4")]) == []


@pytest.mark.parametrize(
    ("given", "gone"),
    [
        ({"value": "1"}, ["numerator", "denominator", "not_applicable"]),
        ({"numerator": "1"}, ["value", "not_applicable"]),
        ({"denominator": "1"}, ["value", "not_applicable"]),
        ({"not_applicable": "Chưa"}, ["value", "numerator", "denominator"]),
        ({"note": "x"}, []),
    ],
)
def test_a_figure_contradicts_the_other_ways_to_say_it(
    given: dict[str, str], gone: list[str]
) -> None:
    assert [loc[-1] for loc in contradicted({}, ("indicators", "CT-1"), given)] == gone


@pytest.mark.parametrize(
    ("state", "percent", "gone"),
    [
        ("done", "100%", ["reason"]),
        ("done", "99%", ["reason", "percent"]),
        ("not_started", "0", ["completed", "reason"]),
        ("not_started", "1%", ["completed", "reason", "percent"]),
        ("in_progress", "40%", ["completed", "reason"]),
        ("suspended", "40%", ["completed"]),
        ("cancelled", "40%", ["completed"]),
    ],
)
def test_a_state_contradicts_what_belongs_to_another(
    state: str, percent: str, gone: list[str]
) -> None:
    tree = {"tasks": {"NV-1": {"percent": percent}}}
    found = contradicted(tree, ("tasks", "NV-1"), {"state": state})
    assert [loc[-1] for loc in found] == gone


@pytest.mark.parametrize("key", ["percent", "spent", "product", "note"])
def test_what_a_report_may_do_without_is_withdrawn_by_a_blank(key: str) -> None:
    text = (
        HEAD
        + "tasks:\n  NV-1: {state: in_progress, percent: 5%, spent: 5 triệu, product: a, note: b}\n"
    )
    blank: dict[str, Any] = {key: ""}
    assert key not in write(text, "NV-1", **blank).text


def test_a_reason_that_is_withdrawn_is_missing() -> None:
    text = HEAD + "tasks:\n  NV-1: {state: suspended, reason: Chờ}\n"
    assert refused(text, "NV-1", reason="") == [Code.REASON_MISSING]


@pytest.mark.parametrize(
    ("loc", "given"),
    [
        (("indicators", "CT-3", "parts", "a"), {"note": "x"}),
        (("indicators", "CT-3"), {"note": "x"}),
    ],
)
def test_a_note_contradicts_no_figure(loc: tuple[str, ...], given: dict[str, str]) -> None:
    tree = {"indicators": {"CT-3": {"parts": {"a": {"value": "1"}}}}}
    assert list(contradicted(tree, loc, given)) == []


def test_a_value_is_written_as_it_was_typed_and_composed() -> None:
    done = write(
        HEAD, "NV-1", state="in_progress", spent="  1,5 tỷ ", note="Tru\u031bo\u031b\u0300ng"
    )
    assert done.text == (
        HEAD + '\ntasks:\n  NV-1: {state: in_progress, spent: "1,5 tỷ", note: Trường}\n'
    )


def test_warnings_come_along_and_do_not_stop_it() -> None:
    late = plan(indicators=[indicator(measured=["H2"])])
    done = write(HEAD, "CT-1", catalogue=late, value="1")
    assert [problem.code for problem in done.problems] == [Code.NOT_MEASURED_NOW]


def test_an_old_problem_elsewhere_does_not_stand_in_the_way() -> None:
    old = HEAD + "indicators:\n  CT-2: {numerator: 9, denominator: 7}\n"
    done = write(old, "CT-1", value="1")
    assert done.text == HEAD + (
        "indicators:\n  CT-1: {value: 1}\n  CT-2: {numerator: 9, denominator: 7}\n"
    )
    assert done.problems == ()


def test_an_old_problem_of_shape_does_not_hide_what_is_wrong_with_a_new_figure() -> None:
    old = HEAD + "tasks:\n  NV-1: {state: xong}\nindicators:\n  CT-1: {value: 3}\n"
    assert write(old, "CT-1", value="4").text == old.replace("3}", "4}")
    assert refused(old, "CT-2", numerator="9", denominator="7") == [
        Code.NUMERATOR_ABOVE_DENOMINATOR
    ]
    assert refused(old, "CT-1", value="x") == [Code.BAD_NUMBER]
    noted = write(old, "NV-1", note="a")
    assert noted.text == old.replace("xong}", "xong, note: a}")
    # What can be read of the file is told, before and after.
    for data in (noted.was, noted.now):
        assert list(data.entries[H1].indicators) == ["CT-1"]


def test_another_file_that_is_broken_is_left_out() -> None:
    broken = {"data/progress/2026H2.yaml": "period: 2026H2\ntasks:\n  NV-1: {state: xong}\n"}
    done = write(HEAD, "CT-1", more=broken, value="1")
    assert [str(period) for period in done.now.entries] == ["2026H1"]


def test_the_same_problem_again_is_not_a_new_one() -> None:
    old = HEAD + "tasks:\n  NV-1: {state: done}\n"
    assert write(old, "NV-1", note="a").text == HEAD + "tasks:\n  NV-1: {state: done, note: a}\n"


@pytest.mark.parametrize("broken", ["indicators: {\n", "- a\n", "indicators: [1]\n"])
def test_a_file_that_cannot_be_changed_for_sure_is_left(broken: str) -> None:
    with pytest.raises(UnreadableError) as error:
        write(HEAD + broken, "CT-1", value="1")
    assert {problem.path for problem in error.value.problems} == {PATH}


def test_bytes_that_are_no_text_are_left() -> None:
    files = [plan_file(CATALOGUE), File(PATH, b"\xff\xfe")]
    loaded = load(files)
    assert loaded.plan is not None
    answer = Answer(loaded.plan.indicators[0], {"value": "1"})
    with pytest.raises(UnreadableError) as error:
        record(files, [], H1, answer, lambda _: True)
    assert [problem.code for problem in error.value.problems] == [Code.NOT_UTF8]


def test_a_file_that_may_not_be_read_is_not_taken_for_a_missing_one() -> None:
    loaded = read(CATALOGUE).plan
    assert loaded is not None
    unread = [Problem(PATH, 1, 1, Code.UNREADABLE, {"reason": "permission"})]
    answer = Answer(loaded.indicators[0], {"value": "1"})
    with pytest.raises(UnreadableError) as error:
        record([plan_file(CATALOGUE)], unread, H1, answer, lambda _: True)
    assert list(error.value.problems) == unread


@pytest.mark.parametrize(
    ("path", "hides"),
    [
        ("data/progress", True),
        ("data/progress/2026H1", True),
        ("data/progress/2026H1/to-vp.yaml", True),
        ("data/progress/2026H2.yaml", False),
        ("data/progress/2026", False),
    ],
)
def test_a_figure_is_not_written_beside_what_could_not_be_read(path: str, *, hides: bool) -> None:
    files = [plan_file(CATALOGUE), File("data/progress/2026H1/bgh.yaml", HEAD.encode())]
    loaded = load(files).plan
    assert loaded is not None
    unread = [Problem(path, 1, 1, Code.UNREADABLE, {"reason": "permission"})]
    answer = Answer(loaded.indicators[0], {"value": "1"})
    if hides:
        with pytest.raises(UnreadableError) as error:
            record(files, unread, H1, answer, lambda _: True)
        assert list(error.value.problems) == unread
    else:
        assert record(files, unread, H1, answer, lambda _: True).changes


def test_without_a_catalogue_nothing_is_recorded() -> None:
    (item, *_) = read(CATALOGUE).plan.indicators  # type: ignore[union-attr]
    missing_plan = [Problem("data/plan.yaml", 1, 1, Code.NO_PLAN)]
    with pytest.raises(UnreadableError):
        record([], missing_plan, H1, Answer(item, {"value": "1"}), lambda _: True)


def test_a_period_without_a_file_gets_one() -> None:
    done = write(None, "CT-1", value="1")
    assert (done.path, done.before) == (PATH, None)
    assert done.text == HEAD + "\nindicators:\n  CT-1: {value: 1}\n"


FOLDER = {
    "data/progress/2026H1/chuyen-mon.yaml": HEAD + "indicators:\n  CT-1: {value: 1}\n",
    "data/progress/2026H1/to-vp.yaml": HEAD + "tasks:\n  NV-1: {state: not_started}\n",
}


def test_in_a_folder_an_item_goes_where_it_stands() -> None:
    assert write(None, "CT-1", more=FOLDER, value="2").path.endswith("/chuyen-mon.yaml")
    assert write(None, "NV-1", more=FOLDER, state="in_progress").path.endswith("/to-vp.yaml")


def test_in_a_folder_a_new_item_goes_to_the_file_of_its_lead_or_is_asked_for() -> None:
    assert write(None, "NV-2", more=FOLDER, state="not_started").path.endswith("/to-vp.yaml")
    with pytest.raises(SeveralFilesError) as error:
        write(None, "NV-3", more=FOLDER, state="not_started")
    assert (error.value.item.id, error.value.paths) == ("NV-3", tuple(FOLDER))
    chosen = "data/progress/2026H1/chuyen-mon.yaml"
    assert write(None, "NV-3", more=FOLDER, file=chosen, state="not_started").path == chosen


def test_an_item_is_not_recorded_in_a_second_file() -> None:
    chosen = "data/progress/2026H1/to-vp.yaml"
    assert refused(None, "CT-1", more=FOLDER, file=chosen, value="2") == [Code.SAME_ITEM_TWICE]


def test_what_is_spent_may_not_fall_between_files() -> None:
    before = {
        "data/progress/2026H2.yaml": "period: 2026H2\ntasks:\n  NV-1: {state: in_progress, spent: 5 triệu}\n"
    }
    assert refused(HEAD, "NV-1", more=before, state="in_progress", spent="6 triệu") == [
        Code.SPENT_FALLS
    ]


def test_the_keys_that_can_be_recorded_are_those_of_the_file() -> None:
    assert keys_of("indicators") == (
        *("value", "numerator", "denominator", "not_applicable", "note"),
    )
    assert keys_of("measures") == ("note",)


# ------------------------------------------------------------------------------------------------
# What a half-year asks for


def asked(*entries: Tree, at: str = "2026H2", only: Any = due) -> list[str]:
    data = read(CATALOGUE, *entries)
    assert data.plan is not None
    assert not [p for p in data.problems if p.severity == "error"]
    return [one.id for one in only(data.plan, data.entries, Period.parse(at))]


def test_a_half_year_asks_for_what_is_due_in_it_part_by_part() -> None:
    assert asked(at="2026H1") == [
        *("CT-1", "CT-2", "CT-3/a", "CT-3/b", "CT-4", "NV-1", "NV-2", "NV-3", "giao-ban")
    ]
    assert asked(at="2026H2") == [
        *("CT-1", "CT-3/a", "CT-3/b", "CT-4", "NV-1", "NV-2", "NV-3", "giao-ban", "tong-ket")
    ]


def test_a_task_that_was_closed_before_is_not_asked_for_again() -> None:
    before = entry(
        tasks={
            "NV-1": {"state": "done", "completed": "1/3/2026"},
            "NV-2": {"state": "suspended", "reason": "Chờ"},
            "NV-3": {"state": "cancelled", "reason": "Thôi"},
        }
    )
    assert not [one for one in asked(before) if one.startswith("NV")]
    assert asked(before, only=suspended) == ["NV-2"]
    again = entry("2026H2", tasks={"NV-2": {"state": "in_progress"}})
    assert [one for one in asked(before, again, at="2027H1") if one.startswith("NV")] == ["NV-2"]


def test_what_has_an_answer_is_not_missing() -> None:
    now = entry(
        "2026H2",
        indicators={
            "CT-1": {"value": 1},
            "CT-3": {"parts": {"a": {"value": 1}, "b": {"note": "chờ"}}},
            "CT-4": {"not_applicable": "Chưa có"},
        },
        tasks={"NV-1": {"state": "not_started"}, "NV-2": {"state": "", "note": ""}},
        routines={"giao-ban": {"held": 0}, "tong-ket": {"note": "chờ"}},
    )
    assert asked(now, only=missing) == ["CT-3/b", "NV-2", "NV-3", "tong-ket"]
    whole = entry("2026H2", indicators={"CT-3": {"not_applicable": "Chưa có"}})
    assert "CT-3/a" not in asked(whole, only=missing)
    assert asked(only=missing) == asked()


def test_a_task_with_a_note_and_no_state_is_still_told_what_it_lacks() -> None:
    wrong = entry(tasks={"NV-1": {"state": "", "note": "quên"}})
    assert [p.code for p in read(CATALOGUE, wrong).problems] == [Code.MISSING_KEY]
    assert [p.code for p in read(CATALOGUE, entry(tasks=["NV-1"])).problems] == [Code.WRONG_SHAPE]
    unknown = entry(tasks={"NV-1": {"state": "", "ghi_chu": ""}})
    assert Code.UNKNOWN_KEY in [p.code for p in read(CATALOGUE, unknown).problems]
