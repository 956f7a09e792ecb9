"""The doors by which foreign bytes come in, each as a function that must never raise.

What a door does with bytes is all that the program would do with them: it reads, checks, judges and
puts every problem into words. A door that finds something wrong with the answer itself, such as a
problem at a place that is not there, raises `AssertionError`.
"""

import io
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from functools import cache

from kehoach import edit, encoding, source
from kehoach.check import check
from kehoach.complaint import complaint, of_cell
from kehoach.document import Document, Loc, Tree
from kehoach.load import PLAN_PATH, Data, File, load, with_entry
from kehoach.notation import NotWritable
from kehoach.period import Period
from kehoach.problem import Problem
from kehoach.sheet import grid, intake, returned
from kehoach.status import evaluate

PERIOD = Period.parse("2026H1")
ENTRY_PATH, SEAL_PATH = "data/progress/2026H1.yaml", "data/sealed/2026H1.json"
# Bytes that begin with it stand behind a head, so that a few of them say much.
BEHIND_HEAD = b"+"
HEAD = """version: 1
organization: {name: T, abbreviation: T, parent: X, place: X, signatory: {position: HT, name: L}}
plan: {title: K, horizon: 2026-2030}
departments: [{id: a, name: A}]
groups: [{id: c, kind: indicators, number: 1, name: C}, {id: n, kind: tasks, number: 1, name: N}]
"""
PLAN = (
    HEAD
    + """indicators:
- {id: A, number: 1, name: A, group: c, lead: [a], measure: number, target: {at_least: 9, by: 2030}}
- {id: R, number: 2, name: R, group: c, lead: [a], measure: ratio, target: {more_than: 5%}}
- {id: L, number: 3, name: L, group: c, lead: [a], measure: level, target: {at_least: 2}}
- {id: Y, number: 4, name: Y, group: c, lead: [a], measure: yes_no, target: {equals: yes}}
- id: C
  number: 5
  name: C
  group: c
  lead: [a]
  measure: compound
  parts: [{id: p, name: P, measure: number, target: {at_most: 3, each: year}}]
tasks: [{id: T, number: 1, name: T, group: n, lead: [a], deadline: 2026Q2}]
routines: [{id: H, name: H, lead: [a], every: month}]
measures: [{id: M, name: M, lead: [a]}]
"""
)


def read(data: bytes) -> None:
    """The reader of YAML."""
    document, problems = source.read("x.yaml", data)
    lines = encoding.lines_of(data)
    _word(problems, lines)
    if document is not None:
        _in_place(document, document.tree, ())


def plan(data: bytes) -> None:
    """The catalogue."""
    _judge(load([File(PLAN_PATH, _behind(HEAD, data))]))


def entry(data: bytes) -> None:
    """The entry of a period, beside a catalogue that has an item of every kind."""
    written = _behind("period: 2026H1\n", data)
    document, problems = source.read(ENTRY_PATH, written)
    _word(problems, encoding.lines_of(written))
    if document is not None:
        _judge(with_entry(_data(), document, PERIOD))


def seal(data: bytes) -> None:
    """What was signed of a period, which a hand or a merge may have changed."""
    files = [(PLAN_PATH, HEAD.encode()), (ENTRY_PATH, b"period: 2026H1\n"), (SEAL_PATH, data)]
    _judge(load(File(path, written) for path, written in files))


def form(data: bytes) -> None:
    """A form that came back as CSV."""
    _take(data.removeprefix(b"PK"))


def workbook(data: bytes) -> None:
    """A form that came back as a workbook, of which the bytes are a page."""
    _take(packed(data))


def put(data: bytes) -> None:
    """A value put into a text, and taken out again. The last line is the value."""
    text, _, value = data.decode("utf-8", "replace").rpartition("\n")
    for loc in (("tasks", "T", "note"), ("period",)):
        try:
            changed = edit.put(text, loc, value, _order)
        except (NotWritable, UnicodeEncodeError):
            continue
        now = source.read("", changed.encode())[0]
        told = _at(now.tree, loc) if now else None
        assert told == encoding.normalized(value), (text, value)
        assert edit.put(changed, loc, value, _order) == changed, (text, value)
        with suppress(NotWritable):  # nothing would be left
            edit.drop(changed, loc)


def packed(rows: bytes) -> bytes:
    """The smallest workbook whose only page has these rows."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in _PACKAGE.items():
            package.writestr(name, content)
        package.writestr("xl/worksheets/sheet1.xml", _SHEET.replace(b"*", rows))
    return file.getvalue()


DOORS: dict[str, Callable[[bytes], None]] = {
    "read": read,
    "plan": plan,
    "entry": entry,
    "seal": seal,
    "form": form,
    "workbook": workbook,
    "put": put,
}


def _behind(head: str, data: bytes) -> bytes:
    return head.encode() + data[1:] if data.startswith(BEHIND_HEAD) else data


def _judge(data: Data) -> None:
    for problem in check(data, lambda _path: True):
        complaint(problem, data.lines.get(problem.path, ()))
    if data.plan is not None:
        evaluate(data.plan, data.entries, PERIOD, date(2026, 6, 14))


def _word(problems: Iterable[Problem], lines: tuple[str, ...]) -> None:
    for problem in problems:
        assert 1 <= problem.line <= len(lines) + 1, problem
        assert problem.column >= 1, problem
        complaint(problem, lines)


def _in_place(document: Document, tree: Tree, loc: Loc) -> None:
    assert document.place(loc).line <= len(document.lines) + 1, loc
    inside = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, value in inside if not isinstance(tree, str) else ():
        _in_place(document, value, (*loc, key))


@cache
def _data() -> Data:
    return load([File(PLAN_PATH, PLAN.encode()), File(ENTRY_PATH, b"period: 2026H1\n")])


def _take(data: bytes) -> None:
    try:
        form = returned.read(grid.read("phieu.csv", data))
    except grid.UnreadableFormError:
        return
    outcome = intake.take(_data(), PERIOD, form.told)
    for problem in (*form.problems, *outcome.problems):
        of_cell(problem)


def _order(_parent: Loc) -> tuple[str, ...]:
    return ("state", "completed", "percent", "spent", "note")


def _at(tree: Tree, loc: Loc) -> Tree:
    for key in loc:
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree


_NAMES = "http://schemas.openxmlformats.org"
_PACKAGE = {
    "[Content_Types].xml": f'<Types xmlns="{_NAMES}/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_NAMES}/package/2006/relationships"><Relationship '
    f'Id="a" Type="{_NAMES}/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_NAMES}/spreadsheetml/2006/main" '
    f'xmlns:r="{_NAMES}/officeDocument/2006/relationships"><sheets>'
    '<sheet name="A" sheetId="1" r:id="s"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_NAMES}/package/2006/relationships">'
    f'<Relationship Id="s" Type="{_NAMES}/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
}
_SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<sheetData>*</sheetData></worksheet>"
)
