"""A small school, and every command that writes into its workspace."""

import io
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from prove.forked import SURROUNDINGS, Ended, run

PLAN = """\
version: 1
organization:
  name: Trường Tiểu học Bình Minh
  abbreviation: THBM
  parent: Ủy ban nhân dân xã Bình Minh
  place: Bình Minh
  signatory: {position: HIỆU TRƯỞNG, name: Trần Thị Lan}
plan: {title: Kế hoạch, horizon: 2026-2030}
departments:
  - {id: bgh, name: Ban giám hiệu}
  - {id: to-vp, name: Tổ Văn phòng}
groups:
  - {id: ct-1, kind: indicators, number: "1", name: Chất lượng}
  - {id: nv-I, kind: tasks, number: I, name: Nhận thức}
tasks:
  - {id: NV-1, number: "1", name: Số hóa, group: nv-I, lead: [bgh], deadline: Năm 2026}
indicators:
"""
INDICATOR = """\
  - {{id: CT-{0}, number: "1.{0}", name: Câu lạc bộ {0}, group: ct-1, lead: [{1}],
     measure: number, target: {{at_least: 10, by: 2030}}}}
"""
# Two files of one period, so that one import changes both.
FIRST = """\
period: 2026H1
indicators:
  CT-1: {value: 3}   # hai tổ
tasks:
  NV-1: {state: in_progress}
narrative:
  direction: [Ban hành kế hoạch]
  highlights: [Đạt 3]
  shortcomings: [Còn chậm]
  causes: {objective: [Thiếu kinh phí], subjective: [Không có]}
  proposals: [Không có]
  next: [Làm tiếp]
"""
SECOND = """\
period: 2026H1
indicators:
  CT-2:
    value: 4
"""
FORMS = ("phieu-bgh.xlsx", "phieu-to-vp.xlsx")

State = Mapping[str, bytes]
"""The files of a folder, by their paths."""


@dataclass(frozen=True)
class Command:
    """A command that writes: how it is typed, and what there is before.

    `again` is its exit status where all it would do is done already. What it keeps in the folders
    `aside` only saves time: it may be in any state, and changes nothing of the rest. If it
    `goes_on` where it can't read, it tells so in what it writes, with exit status 1.
    """

    name: str
    arguments: tuple[str, ...]
    before: State
    again: int = 0
    aside: tuple[str, ...] = ()
    goes_on: bool = False


def snapshot(folder: Path) -> State:
    """All files below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def restore(folder: Path, state: State) -> None:
    """Make a folder hold these files and nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path, content in state.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder to work in, in memory where the system has such a place: proofs write much.

    What a killed run leaves of the system's temporary files lies in it, and goes with it.
    """
    memory = Path("/dev/shm")  # noqa: S108 - the folder made in it has a name of its own
    place = memory if os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="kehoach-prove-", dir=place) as folder:
        before, tempfile.tempdir = tempfile.tempdir, folder
        try:
            yield Path(folder)
        finally:
            tempfile.tempdir = before


def done(ended: Ended) -> Ended:
    """What ended well; a proof that can't be prepared is none."""
    if ended.code:
        raise RuntimeError(ended)
    return ended


def plan(*leads: str) -> str:
    """The catalogue, with an indicator for each department that is named."""
    return PLAN + "".join(INDICATOR.format(*one) for one in enumerate(leads, 1))


def commands(folder: Path) -> list[Command]:
    """Every command that writes; `folder` is where what they need is made."""
    return [*_of_a_school(folder), *_of_a_new_school(folder), *_of_many_schools(folder)]


def _of_a_school(folder: Path) -> list[Command]:
    texts = {
        "data/plan.yaml": plan("bgh", "to-vp"),
        "data/progress/2026H1/bgh.yaml": FIRST,
        "data/progress/2026H1/to-vp.yaml": SECOND,
    }
    school = {path: text.encode() for path, text in texts.items()}

    def after(*arguments: str) -> State:
        restore(folder, school)
        done(run(folder, arguments))
        return snapshot(folder)

    exported = after("sheet", "export", "2026H1", "--output", ".")
    forms = {
        form: _filled(exported[f"phieu-2026H1-{department}.xlsx"], item)
        for department, item, form in (("bgh", "CT-1", FORMS[0]), ("to-vp", "CT-2", FORMS[1]))
    }
    # A report and a form that were made before, of other figures: they are written over.
    old = {
        f"reports/{name}": b"old"
        for name in ("bao-cao-2026H1.md", "bao-cao-2026H1.html", "phieu-2026H1-bgh.xlsx")
    }
    by = ("--by", "Trần Thị Lan")
    sealed = after("seal", "2026H1", *by)
    return [
        Command("new", ("new", "2026H2"), school, again=2),
        Command("record", ("record", "CT-1", "--value", "5", "--period", "2026H1"), school),
        Command("sheet export", ("sheet", "export", "2026H1"), school | old),
        Command("sheet import", ("sheet", "import", *FORMS, "--yes"), school | forms),
        Command("seal", ("seal", "2026H1", *by), school, again=2),
        Command("reopen", ("reopen", "2026H1", "--reason", "Sai số", *by), sealed, again=2),
        Command(
            "report",
            ("report", "--period", "2026H1", "--format", "md,html,docx"),
            school | old,
        ),
        Command("due --ics", ("due", "--ics", "lich.ics"), school | {"lich.ics": b"old"}),
        Command("schema", ("schema",), school | {"schemas/plan.schema.json": b"old"}),
    ]


def _of_a_new_school(folder: Path) -> list[Command]:
    start = ("init", "--yes", "--name", "Trường Tiểu học Sao Mai", "--period", "2026H2")
    restore(folder, {"thu": b""})
    git(folder, "init", "--quiet", "--template=", "--initial-branch=main")
    git(folder, "add", "thu")
    git(folder, "commit", "--quiet", "--message=Thư")
    repository = snapshot(folder)
    return [
        Command("init", start, {}, again=2),
        Command("init --hook", (*start, "--hook"), repository, again=2),
    ]


def _of_many_schools(folder: Path) -> list[Command]:
    """Of two schools one has changed its figure since it was kept what they say."""
    entry = "period: 2026H1\nindicators:\n  CT-1: {{value: {}}}\n"
    schools = {
        "a/data/plan.yaml": plan("bgh"),
        "a/data/progress/2026H1.yaml": entry.format(3),
        "b/data/plan.yaml": plan("bgh"),
        "b/data/progress/2026H1.yaml": entry.format(5),
    }
    rollup = ("rollup", "a", "b", "--period", "2026H1", "--cache", "kho")
    to_file = ("--format", "json", "--output", "tong-hop.json")
    restore(folder, {path: text.encode() for path, text in schools.items()})
    done(run(folder, (*rollup, *to_file)))
    schools["b/data/progress/2026H1.yaml"] = entry.format(4)
    new = {path: text.encode() for path, text in schools.items()}
    export = ("--export", "bang")
    return [
        Command(name, (*rollup, *how), before, aside=("kho/",), goes_on=True)
        for name, how, before in (
            ("rollup --output", to_file, {**snapshot(folder), **new}),
            ("rollup --export", export, new),
        )
    ]


def warm(folder: Path) -> list[Command]:
    """The commands, after everything that they import has been imported in this process."""
    import_all()
    return commands(folder)


def import_all() -> None:
    """Import every module of the program, and what those import."""
    import gc
    import importlib
    import pkgutil

    import kehoach

    for module in pkgutil.walk_packages(kehoach.__path__, "kehoach."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    # What is there stays: a fork need not look through it, nor copy it.
    gc.collect()
    gc.freeze()


def _filled(form: bytes, item: str) -> bytes:
    """The form with an answer typed into it, as a person does in Excel."""
    from openpyxl import load_workbook

    from kehoach.wording import form as words

    book = load_workbook(io.BytesIO(form))
    page = book[words.TABLE["indicators"]]
    rows = list(page.iter_rows())
    heading = words.COLUMNS["indicators"]["value"]
    head = next(row for row in rows if heading in [cell.value for cell in row])
    column = next(number for number, cell in enumerate(head) if cell.value == heading)
    row = next(row for row in rows if row[0].value == item)
    row[column].value = 8
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def git(folder: Path, *arguments: str) -> None:
    """Ask git for something in a folder, always as the same person at the same time."""
    person = {
        "NAME": "Trần Thị Lan",
        "EMAIL": "ai@truong.example",
        "DATE": "2026-03-02T06:30:00Z",
    }
    roles = ("AUTHOR", "COMMITTER")
    known = {f"GIT_{role}_{key}": said for role in roles for key, said in person.items()}
    subprocess.run(
        ["git", "-C", str(folder), *arguments],
        check=True,
        capture_output=True,
        env={**os.environ, **SURROUNDINGS, **known},
    )
