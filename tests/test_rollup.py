"""Many schools: what is added up, what is not, and that nothing about a school bends the rest."""

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from kehoach import columnar
from kehoach.gathering.cache import Cache, Kept
from kehoach.gathering.folders import find
from kehoach.gathering.survey import survey
from kehoach.period import Period
from kehoach.rollup.mapping import Mapping, Tables
from kehoach.rollup.notice import Cause
from kehoach.rollup.school import Question, School, State, ask, packed, unpacked
from kehoach.rollup.totals import Scope, Totals, natural, total, whole
from kehoach.workspace import Workspace
from support import (
    ROOT,
    Ended,
    Tree,
    command,
    compound,
    entry,
    figures,
    indicator,
    part,
    plan,
    read,
    task,
    text,
    workspace,
)

H1 = Question(Period.parse("2026H1"), date(2026, 11, 23))
RATIO: Tree = {
    "id": "TL",
    "measure": "ratio",
    "numerator": "Đạt",
    "denominator": "Tất cả",
    "target": {"at_least": "70%", "by": 2026},
    "baseline": {"period": "2025H2", "value": "60%"},
}


def named(name: str, **keys: Any) -> Tree:
    """A plan of a school of that name."""
    tree = plan(**keys)
    return tree | {"organization": tree["organization"] | {"name": name}}


def school(name: str, *entries: Tree, folder: str = "", at: str = "2026H1", **keys: Any) -> School:
    """What a school says that has a ratio, a number and a task."""
    catalogue = {
        "indicators": [indicator(**RATIO), indicator(id="SO")],
        "tasks": [task(budget="10 triệu đồng")],
    }
    question = Question(Period.parse(at), H1.today)
    return ask(folder or name, read(named(name, **catalogue | keys), *entries), question)


def said(period: str = "2026H1", **values: Any) -> Tree:
    """An entry: `TL=(3, 4)` is a ratio, `SO=5` a number."""
    told = {
        key: {"numerator": value[0], "denominator": value[1]}
        if isinstance(value, tuple)
        else {"value": value}
        for key, value in values.items()
    }
    return entry(period, indicators=told)


def added(*schools: School, **scope: Any) -> Totals:
    return whole([total(schools, Scope(**scope))], Scope(**scope))


def row(totals: Totals, item: str) -> Any:
    """The only way in which an item is measured."""
    (found,) = (one for key, one in totals.indicators.items() if key.id == item)
    return found


# What is added up


def test_numerators_and_denominators_are_added_and_no_percentages_averaged() -> None:
    totals = added(school("A", said(TL=(1, 2))), school("B", said(TL=(90, 100))))
    found = row(totals, "TL")
    assert (found.numerator, found.denominator) == (91, 102)
    assert found.share == Fraction(9100, 102)  # and not (50 + 90) / 2
    assert dict(found.statuses) == {"behind": 1, "exceeded": 1}
    assert [line.school for line in found.lines] == ["A"]


def test_of_a_number_the_median_and_the_quartiles_are_told_exactly() -> None:
    schools = [school(str(n), said(SO=value)) for n, value in enumerate((1, 2, 4, "7,5"))]
    spread = row(added(*schools), "SO").spread
    assert tuple(spread) == (*(4, 1, Fraction(7, 4), 3, Fraction(39, 8), Fraction(15, 2)),)


def test_a_single_value_is_all_of_its_quartiles() -> None:
    assert tuple(row(added(school("A", said(SO=3))), "SO").spread) == (1, 3, 3, 3, 3, 3)


def test_yes_no_and_levels_are_counted_by_value() -> None:
    catalogue = [
        indicator(id="CK", measure="yes_no", target={"equals": "có"}),
        indicator(id="MD", measure="level", levels={0: "a", 1: "b"}, target={"at_least": 1}),
    ]
    schools = [
        school(str(n), said(CK=answer, MD=level), indicators=catalogue)
        for n, (answer, level) in enumerate((("có", 0), ("không", 1), ("có", 1)))
    ]
    totals = added(*schools)
    assert dict(row(totals, "CK").values) == {1: 2, 0: 1}
    assert dict(row(totals, "MD").values) == {0: 1, 1: 2}


def test_a_blank_is_in_no_sum_and_not_applicable_in_no_denominator() -> None:
    silent = school("B", entry(indicators={"TL": ""}))
    apart = school("C", entry(indicators={"TL": {"not_applicable": "không có"}}))
    found = row(added(school("A", said(TL=(1, 2))), silent, apart), "TL")
    assert (found.numerator, found.denominator, found.schools) == (1, 2, 3)
    assert found.statuses["not_applicable"] == found.statuses["no_data"] == 1


def test_an_old_figure_counts_in_the_status_and_in_no_sum() -> None:
    old = school("B", said("2026H1", TL=(1, 10), SO=1), at="2026H2")
    new = school("A", said("2026H2", TL=(3, 4), SO=5), at="2026H2")
    # The second half has closed for nobody yet, and is due from its cut-off on.
    late = Question(Period.parse("2026H2"), date(2027, 1, 1))
    data = read(
        named("C", indicators=[indicator(**RATIO)]), said("2026H1", TL=(1, 10)), entry("2026H2")
    )
    found = row(added(ask("C", data, late)), "TL")
    assert (found.stale, found.ratios, found.schools) == (1, 0, 1)
    assert found.share is None
    assert row(added(old, new), "TL").stale == 0  # nothing was due yet


def test_parts_of_a_compound_indicator_are_added_up_by_themselves() -> None:
    tree = compound(
        part(id="a", measure="ratio", target={"at_least": "90%"}),
        part(id="b", measure="number"),
        id="KH",
    )
    told = entry(
        indicators={"KH": {"parts": {"a": {"numerator": 1, "denominator": 3}, "b": {"value": 2}}}}
    )
    totals = added(*(school(name, told, indicators=[tree]) for name in "AB"))
    assert row(totals, "KH/a").share == Fraction(100, 3)
    assert row(totals, "KH/b").values == {2: 2}
    assert row(totals, "KH").schools == 2


@pytest.mark.parametrize(
    "other",
    [
        indicator(id="SO", unit="môn"),
        indicator(id="SO", target={"at_most": 10, "by": 2030}),
        indicator(id="SO", measure="level", levels={5: "năm"}, target={"at_least": 5}),
    ],
)
def test_what_is_measured_in_another_way_is_not_added(other: Tree) -> None:
    totals = added(school("A", said(SO=5)), school("B", said(SO=5), indicators=[other]))
    rows = [one for key, one in totals.indicators.items() if key.id == "SO"]
    assert [one.schools for one in rows] == [1, 1]


def test_another_name_and_another_bound_are_the_same_indicator() -> None:
    other = indicator(id="SO", name="Tên khác", target={"more_than": 3, "by": 2030})
    totals = added(school("A", said(SO=5)), school("B", said(SO=5), indicators=[other]))
    assert row(totals, "SO").names == {"Chỉ tiêu thử": 1, "Tên khác": 1}


def test_tasks_and_money_are_added_and_those_of_others_counted_apart() -> None:
    done = entry(tasks={"NV-1": {"state": "done", "completed": "2026-05-01", "spent": "4 triệu"}})
    outside = [task(lead=["ubnd-xa"])]
    totals = added(school("A", done), school("B", entry()), school("C", entry(), tasks=outside))
    assert dict(totals.own_tasks) == {"done_on_time": 1, "not_reported": 1}
    assert dict(totals.external_tasks) == {"not_reported": 1}
    assert (totals.money.planned, totals.money.spent) == (20_000_000, 4_000_000)
    assert totals.money.without_amount == 1


def test_who_has_not_reported_is_listed_with_the_last_report() -> None:
    totals = added(
        school("A", said("2026H2", TL=(1, 2)), at="2026"),
        school("B", said("2026H1", TL=(1, 2)), said("2026H2", TL=(1, 2)), at="2026"),
        school("C", entry("2026H1"), at="2026"),
    )
    assert [(one.school, one.missing, one.last) for one in totals.silent] == [
        ("A", ("2026H1",), "2026H2"),
        ("C", ("2026H1", "2026H2"), ""),
    ]


def test_a_half_year_that_has_not_begun_is_missed_by_nobody() -> None:
    assert school("A", at="2028H1").missing == ()


def test_a_broken_school_is_told_and_adds_to_nothing() -> None:
    fine = [school("A", said(TL=(1, 2)))]
    broken = school("B", said(TL=(9, 7)))
    assert broken.state is State.BROKEN
    alone, both = added(*fine), added(*fine, broken)
    assert both.indicators == alone.indicators
    assert both.tasks == alone.tasks
    assert [(one.school, one.problems[0].code) for one in both.broken] == [
        ("B", "tu-so-lon-hon-mau-so")
    ]


def test_a_school_whose_plan_ends_earlier_is_listed_apart() -> None:
    later = {"title": "Kế hoạch", "horizon": "2027-2030"}
    totals = added(school("A", plan=later, indicators=[], tasks=[]))
    assert totals.outside == [("A", "A")]


@pytest.mark.parametrize("department", ["to-vp", "To-VP"])
def test_a_department_is_that_of_each_school(department: str) -> None:
    lead = [indicator(**RATIO), indicator(id="SO", lead=["to-vp"])]
    one = school("A", said(TL=(1, 2), SO=3), indicators=lead)
    totals = added(one, department=department)
    assert [key.id for key in totals.indicators] == ["SO"]
    assert not totals.tasks


def test_sample_figures_are_counted_as_such() -> None:
    assert added(school("A", sample="có"), school("B")).samples == 1


# Ids that differ


def test_a_mapping_brings_ids_together_for_all_or_for_one_school() -> None:
    own = [indicator(id="RIENG")]
    mapping = Mapping(
        indicators={"RIENG": "SO"}, schools={"C": Tables(indicators={"RIENG": "KHAC"})}
    )
    totals = added(
        school("A", said(SO=1)),
        school("B", said(RIENG=3), indicators=own),
        school("C", said(RIENG=9), indicators=own, folder="xa/c"),
        mapping=mapping,
    )
    assert row(totals, "SO").values == {1: 1, 3: 1}
    assert row(totals, "KHAC").values == {9: 1}
    assert list(totals.unused()) == []


def test_of_two_items_that_come_to_one_id_the_first_counts() -> None:
    mapping = Mapping(indicators={"HAI": "SO"})
    both = [indicator(id="SO"), indicator(id="HAI")]
    totals = added(school("A", said(SO=1, HAI=5), indicators=both), mapping=mapping)
    assert row(totals, "SO").values == {1: 1}
    assert [(one.cause, one.other) for one in totals.notices] == [(Cause.IDS_MEET, "SO")]


def test_a_school_is_mapped_by_the_end_of_its_folder_and_a_misspelt_one_told() -> None:
    mapping = Mapping(schools={"xa/c": Tables(tasks={"NV-1": "X"}), "nhầm": Tables()})
    totals = added(school("C", entry(), folder="/thu/xa/c"), mapping=mapping)
    assert list(totals.tasks) == ["X"]
    assert [one.place for one in totals.unused()] == ["nhầm"]


# Laws

values = st.one_of(
    st.none(),
    st.integers(0, 30),
    st.fractions(0, 30, max_denominator=7).filter(lambda value: value.denominator in (1, 2, 4, 5)),
)
ratios = st.one_of(st.none(), st.tuples(st.integers(0, 9), st.integers(9, 20)))


def _written(value: Any) -> Any:
    if isinstance(value, Fraction):
        return str(float(value)).replace(".", ",") if value.denominator > 1 else value.numerator
    return value


@st.composite
def schools_of(draw: st.DrawFn) -> list[School]:
    found = []
    for n in range(draw(st.integers(0, 6))):
        told: dict[str, Any] = {"TL": draw(ratios), "SO": _written(draw(values))}
        known = {key: value for key, value in told.items() if value is not None}
        unit = draw(st.sampled_from((None, "môn")))
        found.append(
            school(
                draw(st.sampled_from("AB")),
                said(**known),
                folder=f"truong-{n}",
                indicators=[indicator(**RATIO), indicator(id="SO", unit=unit)],
                groups=[] if draw(st.integers(0, 9)) == 0 else plan()["groups"],
            )
        )
    return found


@given(schools_of(), st.randoms(use_true_random=False))
def test_the_order_of_the_schools_changes_nothing(schools: list[School], chance: Any) -> None:
    mixed = list(schools)
    chance.shuffle(mixed)
    assert added(*mixed) == added(*schools)


@given(schools_of(), st.lists(st.integers(0, 6), max_size=3))
def test_the_parts_add_up_to_the_whole(schools: list[School], cuts: list[int]) -> None:
    bounds = [0, *sorted(cuts), len(schools)]
    mapping = Mapping(indicators={"SO": "TL"}, schools={"A": Tables(tasks={"NV-1": "X"})})
    for scope in (Scope(), Scope(mapping, "to-1", "so")):
        parts = [total(schools[low:high], scope) for low, high in pairwise(bounds)]
        assert whole(parts, scope) == whole([total(schools, scope)], scope)


@given(schools_of())
def test_every_school_counts_once_in_every_item_it_has(schools: list[School]) -> None:
    totals = added(*schools)
    assert totals.schools == len(schools)
    counted = [one for one in schools if one.state is State.COUNTED]
    assert sum(one.schools for one in totals.indicators.values()) == 2 * len(counted)
    for one in totals.indicators.values():
        assert one.ratios + one.values.total() + one.stale <= one.schools


@given(schools_of())
def test_what_is_packed_is_unpacked_the_same(schools: list[School]) -> None:
    assert [unpacked(packed(one), one.folder) for one in schools] == schools


@given(st.lists(st.integers(0, 20), min_size=1, max_size=9))
def test_the_quartiles_lie_in_order_between_the_least_and_the_greatest(found: list[int]) -> None:
    schools = [school(str(n), said(SO=value)) for n, value in enumerate(found)]
    spread = row(added(*schools), "SO").spread
    assert list(spread[1:]) == sorted(spread[1:])
    assert (spread.least, spread.greatest) == (min(found), max(found))


def test_ids_stand_in_the_order_in_which_people_count() -> None:
    assert sorted(["CT-10", "CT-2", "CT-2/b", "CT-1.10", "CT-1.9"], key=natural) == [
        *("CT-1.9", "CT-1.10", "CT-2", "CT-2/b", "CT-10"),
    ]


def test_what_is_no_packed_school_is_refused() -> None:
    for line in ("", "[]", "{}", "3", '["a","b","c",false,1,2]'):
        with pytest.raises(ValueError):
            unpacked(line, "x")


# Folders


def world(folder: Path) -> Path:
    """Three schools of a commune: one fine, one behind and silent later, one broken."""
    catalogue: Tree = {
        "indicators": [indicator(**RATIO), indicator(id="SO", unit="môn")],
        "tasks": [task(budget="10 triệu đồng")],
    }
    done = {"NV-1": {"state": "done", "completed": "2026-05-01", "spent": "4 triệu"}}
    for name, told in {
        "a": said(TL=(80, 100), SO=12) | {"tasks": done},
        "b": said(TL=(10, 40), SO=3),
        "c": said(TL=(9, 7)),
    }.items():
        tree = named(f"Trường {name.upper()}", sample="có", **catalogue)
        workspace(folder / f"xa/{name}", text(tree), **{"2026H1": text(told)})
    return folder / "xa"


def test_every_workspace_below_a_folder_is_found_once(tmp_path: Path) -> None:
    xa = world(tmp_path)
    (xa / "link").symlink_to("a", target_is_directory=True)
    (xa / "loop").symlink_to(".", target_is_directory=True)
    (xa / "circle").symlink_to("circle")
    (xa / "gone").symlink_to("nowhere")
    found = find([str(xa), str(xa / "b")])
    assert [Path(one).name for one in found.folders] == ["a", "b", "c"]
    told = {(one.cause, Path(one.place).name) for one in found.notices}
    assert told == {(Cause.TWICE, "link"), (Cause.LOOP, "loop"), (Cause.TWICE, "b")}


def test_a_copy_inside_a_school_counts_only_where_it_is_named(tmp_path: Path) -> None:
    xa = world(tmp_path)
    shutil.copytree(xa / "a", xa / "b/ban-cu")
    found = find([str(xa)])
    assert [one.cause for one in found.notices] == [Cause.NESTED]
    assert len(found.folders) == 3
    assert len(find([str(xa), str(xa / "b/ban-cu")]).folders) == 4


def test_a_folder_without_a_school_and_one_that_is_not_there_are_told(tmp_path: Path) -> None:
    (tmp_path / "trong").mkdir()
    found = find([str(tmp_path / "trong"), str(tmp_path / "khong")])
    assert [one.cause for one in found.notices] == [Cause.NO_WORKSPACE, Cause.UNREADABLE]


def test_a_folder_of_schools_that_is_named_again_is_not_taken_for_empty(tmp_path: Path) -> None:
    (tmp_path / "xa/thon/truong/data").mkdir(parents=True)
    (tmp_path / "xa/thon/truong/data/plan.yaml").touch()
    (tmp_path / "xa/khac").mkdir()
    again = [str(tmp_path / name) for name in ("xa", "xa", "xa/thon")]
    assert find(again).notices == []
    told = find([*again, str(tmp_path / "xa/khac")]).notices
    assert [one.cause for one in told] == [Cause.NO_WORKSPACE]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is text")
def test_a_folder_whose_name_is_no_text_is_a_school_like_any_other(tmp_path: Path) -> None:
    xa = world(tmp_path)
    # As an old archive unpacks it; of one name with another school, so that folders are shown.
    shutil.copytree(xa / "b", xa / os.fsdecode(b"tr\xf6\xff"))
    for _ in ("new", "kept"):
        for form in ("json", "csv", "html", "xlsx"):
            done = cached(xa, tmp_path / "kept", "--item", "TL", "--output", "ra", "--format", form)
            assert done.err.splitlines()[-1] == "Đã ghi ra"
            assert form == "xlsx" or "xa/tr��" in (tmp_path / "ra").read_text("utf-8")
    assert "Trường B (xa/tr��)" in rolled(xa, "--no-cache", "--item", "TL", "--export", "bang").out


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is text")
@pytest.mark.parametrize("name", [b"2026H1.\xff.yaml", b"2026H2/to-\xff.yaml"])
def test_a_file_whose_name_is_no_text_is_told_and_stops_no_other_school(
    name: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kehoach.workspace._TICK_NS", 0)
    xa = world(tmp_path)
    path = xa / "a/data/progress" / os.fsdecode(name)
    path.parent.mkdir(exist_ok=True)
    path.write_text("x: [", "utf-8")
    for _ in ("new", "kept"):
        cached(xa, tmp_path / "kept", "--output", "ra")
        told = json.loads((tmp_path / "ra").read_text("utf-8"))
        assert (told["schools"]["counted"], told["schools"]["broken"]) == (1, 2)
        assert "�" in told["broken"][0]["problems"][0]["path"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every folder")
def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    xa = world(tmp_path)
    (xa / "a").chmod(0o000)
    try:
        assert Cause.UNREADABLE in {one.cause for one in find([str(xa)]).notices}
    finally:
        (xa / "a").chmod(0o755)


# The cache


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixteen made schools of a half-year each, enough for two processes."""
    folder = tmp_path_factory.mktemp("thu") / "nhieu"
    made = [sys.executable, str(ROOT / "bench/schools.py"), str(folder)]
    subprocess.run([*made, "--schools", "16", "--periods", "1"], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def uncached(many: Path) -> Ended:
    """What is to come out, whatever was kept."""
    return rolled(many, "--no-cache", "--format", "json")


def rolled(folder: Path, *arguments: str, period: str = "2026H1") -> Ended:
    return command(folder.parent, "rollup", folder.name, "--period", period, *arguments)


def cached(folder: Path, kept: Path, *arguments: str) -> Ended:
    return rolled(folder, "--cache", str(kept), "--format", "json", *arguments)


def damage_header(path: Path) -> None:
    path.write_bytes(b"x" * 40 + path.read_bytes()[40:])


def damage_rows(path: Path) -> None:
    found = bytearray(path.read_bytes())
    for place in range(5000, len(found), 997):
        found[place] ^= 1
    path.write_bytes(found)


def change_every_answer(path: Path) -> None:
    with sqlite3.connect(path) as rows:
        rows.execute(
            "UPDATE schools SET told = CAST(replace(told, 'exceeded', 'achieved') AS BLOB)"
        )
    rows.close()


def take_another_version(path: Path) -> None:
    change_every_answer(path)
    with sqlite3.connect(path) as rows:
        rows.execute("PRAGMA user_version = 1")
    rows.close()


def lose_the_table(path: Path) -> None:
    with sqlite3.connect(path) as rows:
        rows.execute("DROP TABLE schools")
        rows.execute("CREATE TABLE schools (folder TEXT)")
    rows.close()


@pytest.mark.parametrize(
    "harm",
    [
        damage_header,
        damage_rows,
        change_every_answer,
        take_another_version,
        lose_the_table,
        lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
        lambda path: path.write_bytes(b""),
        lambda path: path.unlink(),
    ],
    ids=["header", "rows", "answers", "version", "table", "half", "empty", "gone"],
)
def test_whatever_happens_to_the_cache_the_output_is_the_same(
    harm: Callable[[Path], object], many: Path, uncached: Ended, tmp_path: Path
) -> None:
    assert cached(many, tmp_path) == uncached
    harm(tmp_path / "rollup.sqlite")
    assert cached(many, tmp_path) == uncached
    assert cached(many, tmp_path) == uncached


def test_a_cache_that_can_not_be_written_or_is_in_use_is_done_without(
    many: Path, uncached: Ended, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("x")
    assert cached(many, tmp_path / "file") == uncached
    rows = sqlite3.connect(tmp_path / "rollup.sqlite")
    rows.execute("BEGIN EXCLUSIVE")
    monkeypatch.setattr("kehoach.gathering.cache._SECONDS_TO_WAIT", 0)
    try:
        assert cached(many, tmp_path) == uncached
    finally:
        rows.close()


def age(folder: Path) -> None:
    """Make as if all files had been there for long."""
    for path in folder.rglob("*.yaml"):
        os.utime(path, (1_700_000_000, 1_700_000_000))


def test_an_edit_of_equal_size_with_a_kept_time_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = world(tmp_path)
    age(many)
    monkeypatch.setattr("kehoach.workspace._TICK_NS", 0)
    kept = tmp_path / "cache"
    before = cached(many, kept)
    path = many / "a/data/progress/2026H1.yaml"
    told, size = path.stat(), path.stat().st_size
    time.sleep(0.02)  # a tick of the clock
    path.write_text(path.read_text("utf-8").replace("80", "79"), "utf-8")
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))
    assert path.stat().st_size == size
    after = cached(many, kept)
    assert after.out != before.out
    assert after == rolled(many, "--no-cache", "--format", "json")


def test_of_unchanged_schools_no_file_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = world(tmp_path)
    monkeypatch.setattr("kehoach.workspace._TICK_NS", 0)
    first = cached(many, tmp_path / "cache")
    monkeypatch.setattr("kehoach.gathering.survey.load", lambda *_: pytest.fail("read"))
    assert cached(many, tmp_path / "cache") == first


def test_files_of_this_moment_are_not_trusted_by_their_times(tmp_path: Path) -> None:
    many = world(tmp_path)
    assert Workspace(many / "a").stamp() == b""
    kept = tmp_path / "cache"
    first = cached(many, kept)
    assert cached(many, kept) == first  # by their content


def test_what_was_kept_of_one_day_is_not_taken_for_another(tmp_path: Path) -> None:
    many, kept = world(tmp_path), tmp_path / "cache"
    early = cached(many, kept, "--as-of", "2026-03-01")
    assert cached(many, kept) == rolled(many, "--no-cache", "--format", "json") != early
    assert cached(many, kept, "--as-of", "2026-03-01") == early


def test_a_damaged_file_found_late_is_thrown_away(tmp_path: Path) -> None:
    cache, kept = Cache(tmp_path), Kept(b"", b"", school("a"))
    cache.put("a", H1, kept)
    assert cache._rows is not None
    cache._rows.close()
    assert cache.get("a", H1) is None
    assert not (tmp_path / "rollup.sqlite").exists()
    cache.put("a", H1, kept)
    cache.close()


# Two processes, and the keyboard


def test_many_processes_say_what_one_says(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = find([str(many)]).folders
    add = partial(total, scope=Scope())
    several = whole(survey(folders, H1, None, add), Scope())
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert whole(survey(folders, H1, None, add), Scope()) == several


def test_ctrl_c_ends_at_once_with_130_and_leaves_no_process_behind(
    many: Path, uncached: Ended, tmp_path: Path
) -> None:
    kept = tmp_path / "cache"
    arguments = ["rollup", str(many), "--period", "2026H1", "--cache", str(kept)]
    running = subprocess.Popen(
        [sys.executable, "-m", "kehoach", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while not (kept / "rollup.sqlite").exists():
        assert running.poll() is None
        time.sleep(0.01)
    os.kill(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=60)
    if running.returncode != 130:
        # So quick a machine that it was done; then nothing was left to be broken off.
        assert running.returncode == 0
    else:
        assert out == ""
        assert len(err.splitlines()) == 1
    with pytest.raises(ProcessLookupError):
        os.killpg(running.pid, 0)
    assert cached(many, kept) == uncached


# The command


def test_the_table_tells_the_totals_and_who_is_missing(tmp_path: Path) -> None:
    done = rolled(world(tmp_path), "--no-cache")
    assert done.code == 1
    for told in (
        "Tổng hợp 3 trường – 6 tháng đầu năm 2026",
        "Cộng số liệu của 2 trường",
        "64,3% (90/140)",
        "trung vị 7,5 môn, nửa giữa 5,25–9,75, cả 3–12",
        "SỐ LIỆU MINH HỌA ở 2/3 trường",
        "tử số 9 lớn hơn mẫu số 7",
        "4 triệu / 20 triệu (20%)",
    ):
        assert told in done.out, told


def test_the_json_is_as_documented(tmp_path: Path) -> None:
    told = json.loads(rolled(world(tmp_path), "--no-cache", "--format", "json").out)
    assert told["schools"] == {
        "found": 3,
        "counted": 2,
        "broken": 1,
        "outside": 0,
        "not_reported": 0,
        "with_warnings": 0,
        "sample": 2,
    }
    number, ratio = told["indicators"]
    assert (ratio["numerator"], ratio["denominator"], ratio["share"]) == ("90", "140", "64.2857")
    assert number["values"] == {
        "count": 2,
        "least": "3",
        "lower": "5.25",
        "median": "7.5",
        "upper": "9.75",
        "greatest": "12",
    }
    assert [one["folder"] for one in ratio["lines"]] == ["xa/b"]
    assert told["budget"] == {"planned": 20_000_000, "spent": 4_000_000, "without_amount": 0}
    assert told["broken"][0]["problems"][0]["code"] == "tu-so-lon-hon-mau-so"
    record = (ROOT / "docs/decisions/0016-what-a-roll-up-adds-up.md").read_text("utf-8")
    for key in (*told["schools"], *ratio, *ratio["lines"][0], *number["values"]):
        assert f"`{key}`" in record, key


def test_one_item_is_told_school_by_school_the_worst_first(tmp_path: Path) -> None:
    xa = world(tmp_path)
    done = rolled(xa, "--no-cache", "--item", "tl", "--format", "csv")
    lines = done.out.splitlines()
    assert [line.split(",")[1] for line in lines] == ["Trường", "Trường B", "Trường A"]
    assert "Trường A" in rolled(xa, "--no-cache", "--item", "NV-1").out
    refused = rolled(xa, "--no-cache", "--item", "NV-2")
    assert (refused.code, refused.err) == (2, "Không trường nào có mục “NV-2”. Có phải là NV-1?\n")


def test_one_item_of_illustrative_figures_says_so_in_every_form(tmp_path: Path) -> None:
    xa = world(tmp_path)
    table, lines = (
        rolled(xa, "--no-cache", "--item", "TL", "--format", form).out for form in ("table", "csv")
    )
    assert "SỐ LIỆU MINH HỌA ở 2/3 trường" in table
    title, *rows = lines.splitlines()
    assert title.endswith(",Số trường có số liệu minh họa")
    assert [row.rpartition(",")[2] for row in rows] == ["2", "2"]


def test_csv_gives_formulas_no_chance(tmp_path: Path) -> None:
    tree = named("=cmd()", indicators=[indicator(name="=1+1")])
    workspace(tmp_path / "xa/a", text(tree), **{"2026H1": text(figures("2026H1", 5))})
    assert "'=1+1" in rolled(tmp_path / "xa", "--no-cache", "--format", "csv").out
    told = rolled(tmp_path / "xa", "--no-cache", "--format", "csv", "--item", "CT-1").out
    assert "'=cmd()" in told


def test_the_page_is_whole_and_escapes_what_schools_write(tmp_path: Path) -> None:
    xa = world(tmp_path)
    tree = named("<script>x</script>", indicators=[indicator(**RATIO)])
    workspace(xa / "d", text(tree), **{"2026H1": text(said(TL=(1, 100)))})
    page = rolled(xa, "--no-cache", "--format", "html").out
    assert page.startswith("<!doctype html>")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert page.count("<details>") == 1  # of the ratio; the schools behind stand in it
    assert "SỐ LIỆU MINH HỌA ở 2/4 trường" in page


def test_the_workbook_holds_numbers_and_is_the_same_again(tmp_path: Path) -> None:
    xa = world(tmp_path)
    for name in ("1.xlsx", "2.xlsx"):
        done = rolled(xa, "--no-cache", "--format", "xlsx", "--output", name)
        assert done.err.splitlines()[-1] == f"Đã ghi {name}"
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()
    book = load_workbook(tmp_path / "1.xlsx")
    assert book.sheetnames == [
        *("Tổng hợp", "Chỉ tiêu", "Nhiệm vụ", "Trường chậm", "Chưa báo cáo", "Có lỗi"),
    ]
    rows = [list(line) for line in book["Chỉ tiêu"].iter_rows(values_only=True)]
    ratio = dict(zip(rows[0], rows[2], strict=True))
    assert (ratio["Mã"], ratio["Tổng tử số"], ratio["Tổng mẫu số"]) == ("TL", 90, 140)
    assert ratio["Tỉ lệ chung (%)"] == 64.2857


@pytest.mark.parametrize("form", ["json", "csv", "html"])
def test_the_ending_of_the_file_is_the_format_unless_one_is_named(
    form: str, tmp_path: Path
) -> None:
    xa = world(tmp_path)
    told = rolled(xa, "--no-cache", "--format", form).out
    for name, more in ((f"a.{form.upper()}", ()), ("b.txt", ("--format", form))):
        done = rolled(xa, "--no-cache", "--output", name, *more)
        assert (done.out, done.err.splitlines()[-1]) == ("", f"Đã ghi {name}")
        assert (tmp_path / name).read_bytes().decode() == told


def test_a_list_and_a_mapping_are_files(tmp_path: Path) -> None:
    world(tmp_path)
    (tmp_path / "ds.txt").write_text("# các trường\nxa/a\n\nxa/b # chậm\n", "utf-8")
    (tmp_path / "map.yaml").write_text("indicators: {SO: CHUNG}\n", "utf-8")
    arguments = ("--list", "ds.txt", "--period", "2026H1", "--no-cache", "--format", "json")
    told = json.loads(command(tmp_path, "rollup", *arguments, "--map", "map.yaml").out)
    assert told["schools"]["found"] == 2
    assert [one["id"] for one in told["indicators"]] == ["CHUNG", "TL"]


def test_a_broken_mapping_is_told_by_its_place_and_nothing_is_added(tmp_path: Path) -> None:
    xa = world(tmp_path)
    (tmp_path / "map.yaml").write_text("indicators: {SO: 'a b'}\nlop: 1\n", "utf-8")
    done = rolled(xa, "--no-cache", "--map", "map.yaml")
    assert (done.code, done.out) == (1, "")
    assert "map.yaml:1:18: lỗi[ma-sai-dang]" in done.err
    assert "map.yaml:2:1: lỗi[khoa-la]" in done.err
    (tmp_path / "map.yaml").write_bytes(b"\xff\xfe")
    assert "khong-phai-utf8" in rolled(xa, "--no-cache", "--map", "map.yaml").err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "Hãy ghi thư mục có các trường"),
        (("khong-co",), "khong-co: không đọc được thư mục này"),
        (("--list", "khong-co.txt"), "Không đọc được tệp khong-co.txt"),
        (("--map", ".", "xa"), "Không đọc được tệp ."),
        (("xa", "--no-cache", "--cache", "x"), "Không dùng --cache cùng với --no-cache"),
        (("xa", "--format", "docx"), "docx"),
        (("xa", "--output", "tong-hop.docx"), "không ghi vào tệp tong-hop.docx. Hãy thêm --format"),
        (("xa", "--format", "table", "--output", "a.html"), "Bảng chỉ in ra màn hình"),
        (("xa", "--period", "2026H9"), "2026H9"),
        (("xa", "--no-cache", "--department", "bhg"), "Không trường nào có mục do bộ phận “bhg”"),
    ],
)
def test_wrong_use_is_told(arguments: tuple[str, ...], told: str, tmp_path: Path) -> None:
    world(tmp_path)
    done = command(tmp_path, "rollup", *arguments)
    assert done.code == 2
    assert told in done.err


def test_notices_are_told_and_schools_of_one_name_told_apart(tmp_path: Path) -> None:
    xa = world(tmp_path)
    shutil.copytree(xa / "b", xa / "b2")
    shutil.copytree(xa / "a", xa / "a/cu")
    out = rolled(xa, "--no-cache", "--item", "TL").out
    assert "Trường B (xa/b2)" in out
    assert "xa/a/cu: nằm trong kế hoạch xa/a, không tính" in out


def test_without_a_period_it_is_the_half_year_of_today(tmp_path: Path) -> None:
    done = command(world(tmp_path), "rollup", ".", "--no-cache", "--format", "json")
    assert json.loads(done.out)["period"] == "2026H2"


# The long table


def asked(table: Path, block: int) -> list[tuple[Any, ...]]:
    """What a query of `docs/scale.md` gives of a table."""
    page = (ROOT / "docs/scale.md").read_text("utf-8")
    query = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)[block]
    with duckdb.connect() as here:
        return here.execute(query.replace("bang-dai", table.as_posix())).fetchall()


def test_the_documented_queries_give_the_totals_exactly(tmp_path: Path) -> None:
    made = [sys.executable, str(ROOT / "bench/schools.py"), str(tmp_path / "nhieu")]
    subprocess.run([*made, "--schools", "60", "--periods", "1"], check=True, capture_output=True)
    table = tmp_path / "bảng 'dài'"
    done = rolled(tmp_path / "nhieu", "--no-cache", "--format", "json", "--export", str(table))
    assert done.code == 1  # one of them is broken
    told = json.loads(done.out)

    def number(text: str | None) -> Decimal | None:
        return None if text is None else Decimal(text)

    expected = {
        (one["id"], one["measure"], one["unit"], one["direction"]): (
            one["schools"],
            one["statuses"].get("missed", 0) + one["statuses"].get("behind", 0),
            one["stale"],
            number(one["numerator"]),
            number(one["denominator"]),
            number(one["values"] and one["values"]["median"]),
        )
        for one in told["indicators"]
    }
    table_of = Path(str(table).replace("'", "''"))
    found = {tuple(row[:4]): tuple(row[4:]) for row in asked(table_of, 0)}
    assert found == expected
    rows = asked(table_of, 1)
    assert sum(row[3] or 0 for row in rows) == told["budget"]["planned"]
    assert sum(row[4] or 0 for row in rows) == told["budget"]["spent"]
    counts = {row[0]: row[2] for row in rows if not row[1]}
    assert counts == told["tasks"]["statuses"]


def test_a_partition_is_replaced_and_the_others_stay(tmp_path: Path) -> None:
    xa = world(tmp_path)
    for period in ("2026H1", "2026H2", "2026H1"):
        rolled(xa, "--no-cache", "--export", "ra", period=period)
    paths = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.glob("ra/*/*"))
    assert paths == [
        "ra/period=2026H1/schools.parquet",
        "ra/period=2026H2/schools.parquet",
    ]
    with duckdb.connect() as here:
        query = (
            "SELECT status FROM 'ra/period=2026H1/*.parquet' WHERE kind = 'school' ORDER BY folder"
        )
        rows = here.execute(query.replace("ra/", f"{tmp_path.as_posix()}/ra/")).fetchall()
    assert rows == [("counted",), ("counted",), ("broken",)]


def test_the_schema_is_as_documented() -> None:
    page = (ROOT / "docs/scale.md").read_text("utf-8")
    for column in columnar.COLUMNS:
        assert f"`{column}`" in page, column


def test_a_number_that_no_column_holds_is_left_out_and_told() -> None:
    long, fine = "0,12345678901", "0,1234567891"
    shown = [*columnar._rows(school("A", said(SO=long)))]
    row = next(one for one in shown if one["item"] == "SO")
    assert (row["value"], row["fits"]) == (None, False)
    row = next(one for one in columnar._rows(school("A", said(SO=fine))) if one["item"] == "SO")
    assert (row["value"], row["fits"]) == ("0.1234567891", True)


def test_a_table_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    xa = world(tmp_path)
    (tmp_path / "ra").write_text("x")
    done = rolled(xa, "--no-cache", "--export", "ra")
    assert (done.code, done.out) == (2, "")
    assert "ra/period=2026H1/schools.parquet" in done.err


def test_the_table_tells_ways_of_measuring_answers_names_and_old_figures(tmp_path: Path) -> None:
    answer = indicator(id="CK", measure="yes_no", target={"equals": "có"})
    for name, unit, title in (("a", "môn", "Số môn"), ("b", "lớp", "Số lớp"), ("c", "lớp", "Lớp")):
        tree = plan(indicators=[answer, indicator(id="SO", unit=unit, name=title)])
        told = said(CK="có" if name == "a" else "không", SO=3)
        workspace(tmp_path / f"xa/{name}", text(tree), **{"2026H1": text(told)})
    out = rolled(tmp_path / "xa", "--no-cache", "--as-of", "2026-12-31", period="2026H2").out
    for words in (
        "Số môn; định nghĩa khác: số (môn), càng cao càng tốt",
        "định nghĩa khác: số (lớp), càng cao càng tốt; 1 trường gọi bằng tên khác",
        "chưa có số liệu kỳ này; 3 số cũ",
        "“Số cũ” là số của kỳ trước",
    ):
        assert words in out, words
    out = rolled(tmp_path / "xa", "--no-cache", "--item", "CK").out
    assert "1/3 trường trả lời có" in out
    assert "3 môn" in rolled(tmp_path / "xa", "--no-cache", "--item", "SO").out
