"""The calendar file: what RFC 5545 asks of its bytes, and what a calendar reads in it."""

import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from kehoach.ics import render
from kehoach.occasion import agenda, running_half
from kehoach.reminder import reminders
from kehoach.status import evaluate
from support import (
    ROOT,
    Tree,
    command,
    entry,
    figures,
    indicator,
    plan,
    read,
    routine,
    task,
    text,
    workspace,
)

FOLDED = 75
DUE = ("due", "--as-of", "23/11/2026", "--days", "400", "--ics")


def calendar(tree: Tree, *entries: Tree, on: str, days: int = 60) -> str:
    data = read(tree, *entries)
    assert data.plan is not None, data.problems
    day = date.fromisoformat(on)
    evaluation = evaluate(data.plan, data.entries, running_half(data.plan, day), day)
    return render(evaluation, reminders(data.plan, agenda(evaluation, days)))


def events(written: str) -> list[Any]:
    return list(Calendar.from_ical(written.encode()).walk("VEVENT"))


def the_event(written: str, uid: str) -> Any:
    (event,) = [one for one in events(written) if one["uid"].startswith(f"{uid}@")]
    return event


def unfolded(written: str) -> list[str]:
    return written.replace("\r\n ", "").split("\r\n")


@pytest.fixture(scope="module")
def real() -> str:
    done = command(ROOT, *DUE, "-")
    assert (done.code, done.err) == (0, "")
    return done.out


# The hard rules, on the bytes


def test_every_line_ends_with_crlf_and_has_at_most_75_octets(real: str) -> None:
    lines = real.encode().split(b"\r\n")
    assert lines.pop() == b""
    assert max(map(len, lines)) <= FOLDED
    for line in lines:
        assert b"\r" not in line
        assert b"\n" not in line
        line.decode("utf-8")  # no character is split by a fold


def test_the_required_properties_stand_once_in_every_component(real: str) -> None:
    lines = unfolded(real)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert lines.count("VERSION:2.0") == 1
    assert sum(line.startswith("PRODID:") for line in lines) == 1
    for event in real.split("BEGIN:VEVENT")[1:]:
        own = unfolded(event.split("BEGIN:VALARM")[0])
        for name in ("UID:", "DTSTAMP:", "DTSTART;VALUE=DATE:", "DTEND;VALUE=DATE:", "SUMMARY:"):
            assert sum(line.startswith(name) for line in own) == 1, name
        alarm = unfolded(event.split("BEGIN:VALARM")[1])
        for name in ("ACTION:DISPLAY", "DESCRIPTION:", "TRIGGER:"):
            assert sum(line.startswith(name) for line in alarm) == 1, name


def test_every_uid_is_there_once(real: str) -> None:
    found = [event["uid"] for event in events(real)]
    assert found
    assert len(set(found)) == len(found)


def test_commas_semicolons_backslashes_and_line_ends_are_escaped() -> None:
    name = "Số hóa; hồ sơ, sổ \\ sách\nvà học bạ"
    written = calendar(plan(tasks=[task(name=name)]), on="2026-12-01")
    escaped = r"SUMMARY:Làm xong: Số hóa\; hồ sơ\, sổ \\ sách\nvà học bạ (Ban giám hiệu)"
    assert escaped in unfolded(written)
    assert the_event(written, "NV-1")["summary"] == f"Làm xong: {name} (Ban giám hiệu)"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300))
def test_any_name_comes_back_from_the_file_as_it_was(name: str) -> None:
    data = read(plan(tasks=[task(name=name)]))
    if data.plan is None:  # a character that the reader refuses
        return
    written = calendar(plan(tasks=[task(name=name)]), on="2026-12-01")
    for line in written.encode().split(b"\r\n"):
        assert len(line) <= FOLDED
        line.decode("utf-8")
    known = data.plan.tasks[0].name
    assert the_event(written, "NV-1")["summary"] == f"Làm xong: {known} (Ban giám hiệu)"


# What a calendar reads


def test_an_event_fills_its_day_and_warns_a_week_before_at_eight() -> None:
    written = calendar(plan(tasks=[task(deadline="15/3/2026")]), on="2026-03-01")
    event = the_event(written, "NV-1")
    assert event.decoded("dtstart") == date(2026, 3, 15)
    assert event.decoded("dtend") == date(2026, 3, 16)
    assert event["transp"] == "TRANSPARENT"
    (alarm,) = event.walk("VALARM")
    warned = datetime.combine(event.decoded("dtstart"), datetime.min.time())
    assert warned + alarm.decoded("trigger") == datetime(2026, 3, 8, 8)  # noqa: DTZ001 - floating


def test_the_stamp_is_the_day_the_data_are_looked_at_and_the_bytes_repeat() -> None:
    tree = plan(tasks=[task()], indicators=[indicator()], routines=[routine()])
    once, again = calendar(tree, on="2026-12-01"), calendar(tree, on="2026-12-01")
    assert once == again
    assert {e.decoded("dtstamp").isoformat() for e in events(once)} == {"2026-12-01T00:00:00+00:00"}


def test_an_event_keeps_its_uid_when_its_day_and_its_name_change() -> None:
    before = calendar(plan(tasks=[task()]), on="2026-12-01")
    moved = task(name="Tên khác", deadline="20/12/2026")
    after = calendar(plan(tasks=[moved]), on="2026-12-10")
    assert the_event(before, "NV-1")["uid"] == the_event(after, "NV-1")["uid"]
    assert the_event(before, "NV-1").decoded("dtstart") != the_event(after, "NV-1").decoded(
        "dtstart"
    )


def test_two_schools_have_no_uid_in_common() -> None:
    organization = plan()["organization"] | {"name": "Trường Tiểu học Hòa Bình"}
    found = [
        {event["uid"] for event in events(calendar(tree, on="2026-12-01"))}
        for tree in (plan(tasks=[task()]), plan(tasks=[task()], organization=organization))
    ]
    assert not found[0] & found[1]


def test_the_figures_that_one_department_leads_are_one_event_that_shrinks() -> None:
    tree = plan(indicators=[indicator(), indicator(id="CT-2", name="Chỉ tiêu hai")])
    both = the_event(calendar(tree, on="2026-06-01"), "measure-2026H1-bgh")
    one = the_event(calendar(tree, figures("2026H1", 7), on="2026-06-01"), "measure-2026H1-bgh")
    assert both["summary"] == "Ghi số liệu 6 tháng đầu năm 2026: 2 chỉ tiêu (Ban giám hiệu)"
    assert one["summary"] == "Ghi số liệu 6 tháng đầu năm 2026: 1 chỉ tiêu (Ban giám hiệu)"
    assert "CT-1 " in both["description"]
    assert "CT-1 " not in one["description"]
    assert one["uid"] == both["uid"]


def test_everything_that_is_due_stands_in_the_calendar(real: str) -> None:
    rows = command(ROOT, "due", "--as-of", "23/11/2026", "--days", "400", "--format", "csv").out
    told = "\n".join(event["description"] for event in events(real))
    for row in rows.splitlines()[1:]:
        assert row.split(",")[1] in told


def test_who_leads_and_who_is_in_charge_is_told_and_that_it_is_outside() -> None:
    tree = plan(tasks=[task(person="Nguyễn Văn An", lead=["ubnd-xa"])])
    told = the_event(calendar(tree, on="2026-12-01"), "NV-1")["description"]
    assert told.splitlines()[1:] == [
        "Chủ trì: UBND xã",
        "Cán bộ phụ trách: Nguyễn Văn An",
        "Do bên ngoài trường chủ trì.",
    ]


# As a command


def test_the_file_is_what_is_printed_and_its_name_is_told(tmp_path: Path, real: str) -> None:
    target = tmp_path / "lich/viec.ics"
    done = command(ROOT, *DUE, str(target))
    assert (done.code, done.out) == (0, "")
    assert str(target) in done.err
    assert target.read_bytes() == real.encode()


def test_a_pipe_gets_the_same_bytes(real: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kehoach", *DUE, "-"], cwd=ROOT, capture_output=True, check=True
    )
    assert done.stdout == real.encode()


def test_an_empty_calendar_is_not_written(tmp_path: Path) -> None:
    folder = workspace(tmp_path, text(plan()))
    done = command(folder, "due", "--as-of", "1/1/2031", "--ics", "viec.ics")
    assert (done.code, done.out) == (0, "")
    assert "Không ghi tệp lịch" in done.err
    assert not (folder / "viec.ics").exists()


def test_without_the_library_one_sentence_says_what_to_install() -> None:
    ask = (
        "import sys; sys.modules['icalendar'] = None\n"
        "from kehoach import cli; sys.argv = ['kehoach', 'due', '--ics', '-']; cli.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert 'pip install "kehoach[calendar]"' in done.stderr


def test_the_table_needs_no_calendar_library() -> None:
    ask = (
        "import sys; sys.modules['icalendar'] = None\n"
        "from kehoach import cli; sys.argv = ['kehoach', 'due', '--format', 'json']; cli.main()"
    )
    done = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0


def test_a_closed_event_is_gone_from_the_next_file() -> None:
    told = entry("2026H2", tasks={"NV-1": {"state": "done", "completed": "1/7/2026"}})
    tree = plan(tasks=[task()])
    assert not [e for e in events(calendar(tree, told, on="2026-12-01")) if "NV-1" in e["uid"]]


def test_an_overdue_task_stands_on_its_day_in_the_past() -> None:
    written = calendar(plan(tasks=[task(deadline="15/3/2026")]), on="2026-06-01")
    event = the_event(written, "NV-1")
    assert event.decoded("dtstart") == date(2026, 6, 1) - timedelta(78)
    assert "quá hạn" in event["description"]
