"""Of every figure in a report: the file and the line in which it stands."""

from kehoach.period import Period
from kehoach.reference import Reference, references
from kehoach.status import evaluate
from kehoach.view import status_view
from support import Tree, compound, entry, indicator, part, plan, read, routine, task

TREE = plan(
    indicators=[
        indicator(id="CT-1"),
        compound(part(id="a", name="Phần a"), part(id="b", name="Phần b"), id="CT-2"),
    ],
    tasks=[task()],
    routines=[routine()],
)
FIRST = entry(
    "2026H1",
    indicators={"CT-1": {"value": 3}, "CT-2": {"parts": {"a": {"value": 5}}}},
    tasks={"NV-1": {"state": "not_started"}},
    routines={"giao-ban": {"held": 5}},
)
SECOND = entry(
    "2026H2",
    indicators={"CT-1": {"note": "Chưa đo"}, "CT-2": {"not_applicable": "Không có lớp 5"}},
    tasks={"NV-1": {"state": "in_progress"}},
    routines={"giao-ban": {"held": 6}},
)


def referred(at: str, *entries: Tree, since: str | None = None) -> dict[str, Reference]:
    data, period = read(TREE, *entries), Period.parse(at)
    assert data.plan is not None
    cutoff = data.plan.calendar.cutoff(period)
    view = status_view(evaluate(data.plan, data.entries, period, cutoff))
    start = Period.parse(since) if since else period
    return {one.id: one for one in references(view, data.entries, data.mentions, start)}


def places(reference: Reference) -> list[tuple[str, str, list[str]]]:
    """The figures, with the files alone: a line is looked at where its text is."""
    return [
        (one.name, one.told, [place.rpartition(":")[0] for place in one.places])
        for one in reference.figures
    ]


def test_a_figure_names_its_file_and_line_and_so_does_its_definition() -> None:
    found = referred("2026H1", FIRST)
    data = read(TREE, FIRST)
    (file,) = data.files
    (trace,) = found["CT-1"].figures
    path, line = trace.places[0].split(":")
    assert path == "data/progress/2026H1.yaml"
    assert file.document.lines[int(line) - 1].strip().startswith('"CT-1"')
    assert trace.told == "3 (6T đầu 2026)"
    assert [place.split(":")[0] for place in found["CT-1"].places] == ["data/plan.yaml"]
    assert any(line.key == "target" for line in found["CT-1"].lines)


def test_of_a_compound_indicator_every_part_has_its_own_place() -> None:
    found = referred("2026H1", FIRST)
    file = "data/progress/2026H1.yaml"
    assert places(found["CT-2"]) == [("Phần a", "5 (6T đầu 2026)", [file])]


def test_what_does_not_apply_as_a_whole_stands_where_the_whole_does() -> None:
    found = referred("2026H2", FIRST, SECOND)
    file = "data/progress/2026H2.yaml"
    assert places(found["CT-2"]) == [
        (name, "Không áp dụng (6T cuối 2026)", [file]) for name in ("Phần a", "Phần b")
    ]


def test_a_period_without_a_figure_names_the_last_one_before_it() -> None:
    found = referred("2026H2", FIRST, SECOND)
    file = "data/progress/2026H1.yaml"
    assert places(found["CT-1"]) == [("", "3 (6T đầu 2026)", [file])]


def test_a_routine_names_all_the_files_that_are_added_up() -> None:
    found = referred("2026", FIRST, SECOND)
    files = ["data/progress/2026H1.yaml", "data/progress/2026H2.yaml"]
    assert places(found["giao-ban"]) == [("", "11/12", files)]
    assert found["giao-ban"].places != ()
    assert referred("2027H1", FIRST, SECOND)["giao-ban"].figures == ()


def test_all_figures_since_a_period_are_named() -> None:
    told = [one.told for one in referred("2026H2", FIRST, SECOND, since="2026H1")["NV-1"].figures]
    assert told == ["Chưa thực hiện (6T đầu 2026)", "Đang thực hiện (6T cuối 2026)"]
    told = [one.told for one in referred("2026H2", FIRST, SECOND)["NV-1"].figures]
    assert told == ["Đang thực hiện (6T cuối 2026)"]


def test_what_nobody_has_reported_has_a_definition_and_no_figure() -> None:
    found = referred("2026H1")
    assert list(found) == ["CT-1", "CT-2", "NV-1", "giao-ban"]
    assert all(not one.figures and one.places and one.lines for one in found.values())
