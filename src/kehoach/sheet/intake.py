"""Rows that came back → answers to record, or what is wrong with them, cell by cell.

Texts are read by the fields of the YAML files and checked by the same rules, so that a problem has
the same code here and there. A blank is an answer not given: it withdraws nothing. Two answers to
one question are a conflict, unless they say the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple, get_args

from pydantic import ValidationError

from kehoach.agenda import Kind
from kehoach.amount import Reading, parse_number
from kehoach.check import check
from kehoach.check.data import nearest
from kehoach.document import Document, Loc, Span, Tree
from kehoach.encoding import refuse_characters
from kehoach.fields import Model
from kehoach.indicator import Indicator, Measured
from kehoach.load import PROGRESS_PATH, Data, with_entry
from kehoach.period import Period
from kehoach.plan import Item, Plan
from kehoach.problem import Code, Problem, Refusal, Severity, cell_name
from kehoach.progress import Figure, RoutineReport, TaskReport
from kehoach.question import state_of, value_of
from kehoach.recording import Answer, contradicted
from kehoach.sheet.returned import Given, Told
from kehoach.wording import form as words
from kehoach.wording import terms

_MODELS: Mapping[str, type[Model]] = {
    "indicators": Figure,
    "tasks": TaskReport,
    "routines": RoutineReport,
}
# What a model asks for beside any single key.
_REQUIRED = {"tasks": {"state": "not_started"}}


_ALL_DECIMALS = 30


class Outcome(NamedTuple):
    """The answers that change something; none where a problem is an error."""

    answers: tuple[Answer, ...]
    problems: tuple[Problem, ...]


class Change(NamedTuple):
    """One value that becomes another one, in words; empty where there is none."""

    id: str
    name: str
    column: str
    was: str
    now: str


class _Asked(NamedTuple):
    """What an id in a form stands for."""

    kind: Kind
    item: Item
    part: str | None = None

    @property
    def loc(self) -> Loc:
        return (self.kind, self.item.id, *(("parts", self.part) if self.part else ()))

    @property
    def of(self) -> Measured | None:
        """What is measured, of an indicator."""
        if not isinstance(self.item, Indicator):
            return None
        return next((part for part in self.item.parts if part.id == self.part), self.item)

    @property
    def name(self) -> str:
        part = self.of
        return f"{self.item.name} – {part.name}" if self.part and part else self.item.name


def take(data: Data, period: Period, told: Iterable[Told]) -> Outcome:
    """What the rows of all files say of the half-year `period`; `data` has a catalogue."""
    if data.plan is None or data.plan_document is None:
        return Outcome((), data.problems)
    desk = _Desk(_asked(data.plan), held(data, period))
    for row in told:
        desk.lay(row)
    problems = sorted([*desk.problems, *_checked(data, period, desk)])
    if any(problem.severity is Severity.ERROR for problem in problems):
        return Outcome((), tuple(problems))
    return Outcome(tuple(desk.answers()), tuple(problems))


def changes(was: Data, now: Data, period: Period) -> Iterator[Change]:
    """Every value of the half-year that differs, in the catalogue's order."""
    if now.plan is None:
        return
    before, after = held(was, period), held(now, period)
    for key, asked in _asked(now.plan).items():
        for name, title in words.COLUMNS[asked.kind].items():
            loc = (*asked.loc, name)
            told = [_said(asked, name, values.get(loc)) for values in (before, after)]
            if told[0] != told[1]:
                yield Change(key, asked.name, title, *told)


def held(data: Data, period: Period) -> dict[Loc, str]:
    """The texts of the entry of `period` by their place; evidence is left out."""
    found: dict[Loc, str] = {}
    for file in data.files:
        if file.progress.period == period:
            for kind in get_args(Kind):
                found |= _texts(file.document.tree.get(kind), (kind,))
    # The words of a measure stand where the others have a table.
    return {(*loc, "note") if loc[0] == "measures" else loc: text for loc, text in found.items()}


def _texts(tree: Tree, loc: Loc) -> dict[Loc, str]:
    if isinstance(tree, str):
        return {loc: tree} if tree else {}
    inside = tree.items() if isinstance(tree, dict) else ()
    return {at: text for key, value in inside for at, text in _texts(value, (*loc, key)).items()}


def _asked(plan: Plan) -> dict[str, _Asked]:
    """What every id stands for, `CT-4.5/reached` among them."""
    found: dict[str, _Asked] = {}
    for kind in get_args(Kind):
        for item in getattr(plan, kind):
            found[item.id] = _Asked(kind, item)
            for part in getattr(item, "parts", ()):
                found[f"{item.id}/{part.id}"] = _Asked(kind, item, part.id)
    return found


@dataclass
class _Desk:
    """Where the rows are laid one on another. `held` is what is recorded, `cells` what is given."""

    known: Mapping[str, _Asked]
    held: Mapping[Loc, str]
    rows: dict[Loc, tuple[_Asked, Told]] = field(default_factory=dict)
    cells: dict[Loc, Given] = field(default_factory=dict)
    texts: dict[Loc, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, at: Given, refusal: Refusal) -> None:
        place = (at.path, at.line, at.column)
        self.problems.append(Problem(*place, refusal.code, refusal.details))

    def lay(self, row: Told) -> None:
        ids = {key.casefold(): key for key, one in self.known.items() if one.kind == row.kind}
        name = row.id.cell.text
        asked = self.known.get(ids.get(name.casefold(), ""))
        if asked is None:
            near = nearest(name, ids.values())
            self.refuse(row.id, Refusal(Code.UNKNOWN_ID, value=name, near=near))
            return
        self.rows.setdefault(asked.loc, (asked, row))
        for key, at in row.given.items():
            try:
                self.put((*asked.loc, key), at, _written(asked, key, at))
            except Refusal as refusal:
                self.refuse(at, refusal)

    def put(self, loc: Loc, at: Given, text: str) -> None:
        first = self.cells.setdefault(loc, at)
        if first is at:
            self.texts[loc] = text
        elif _value(loc, text) != _value(loc, self.texts[loc]):
            place = f"{first.path}!{cell_name(first.line, first.column)}"
            facts = {"value": at.cell.text, "other": first.cell.text, "place": place}
            raise Refusal(Code.ANSWERS_DIFFER, **facts)

    def given(self, loc: Loc) -> dict[str, str]:
        """What is given of the item or the part at `loc`."""
        return {str(at[-1]): text for at, text in self.texts.items() if at[:-1] == loc}

    def answers(self) -> Iterator[Answer]:
        for loc, (asked, _) in self.rows.items():
            new = {
                key: text
                for key, text in self.given(loc).items()
                if _value((*loc, key), text) != _value((*loc, key), self.held.get((*loc, key)))
            }
            if new:
                yield Answer(asked.item, new, asked.part)


def _written(asked: _Asked, key: str, at: Given) -> str:
    """An answer as the file of a period writes it."""
    text = at.cell.text
    if at.cell.is_broken:
        raise Refusal(Code.FORMULA_WITHOUT_VALUE, value=text)
    refuse_characters(text)
    if key == "state":
        return state_of(text) or text
    if key == "value" and asked.of:
        return value_of(asked.of, text)
    if key == "percent" and not text.endswith("%") and 0 < parse_number(text) <= 1:
        # A cell that has lost its format: 0,85 was 85%.
        whole = terms.number(100 * parse_number(text))
        raise Refusal(Code.AMBIGUOUS_PERCENTAGE, value=text, whole=whole)
    return text


def _value(loc: Loc, text: str | None) -> object:
    """What a text at a place of an entry means, as far as it can be read."""
    kind, key = str(loc[0]), str(loc[-1])
    if text is None or kind not in _MODELS:
        return _words(text)
    try:
        read = _MODELS[kind].model_validate({**_REQUIRED.get(kind, {}), key: text})
    except ValidationError:
        return text
    value = getattr(read, key)
    return value.value if isinstance(value, Reading) else _words(value)


def _words(value: object) -> object:
    """A text without regard to where its lines break."""
    return " ".join(value.split()) if isinstance(value, str) else value


def _said(asked: _Asked, key: str, text: str | None) -> str:
    value = _value((*asked.loc, key), text)
    if value is None or text is None:
        return ""
    if key == "state":
        return terms.STATE.get(text, text)
    if key == "completed":
        return terms.day(value) if isinstance(value, date) else text
    if key == "spent":
        return terms.money(value) if isinstance(value, int) else text
    if isinstance(value, Fraction) and key == "percent":
        return terms.percent(value)
    if isinstance(value, Fraction):
        # What is agreed to is what is written: nothing is rounded.
        if key == "value" and asked.of and asked.of.measure in ("level", "yes_no"):
            return terms.value(asked.of, value)
        unit = terms.unit_after(asked.of) if key == "value" and asked.of else ""
        return terms.number(value, _ALL_DECIMALS) + unit
    return str(value)


# The rules ---------------------------------------------------------------------------------------


def _checked(data: Data, period: Period, desk: _Desk) -> Iterator[Problem]:
    """What the rules say of the entry as it would be, told of the cells that it comes from."""
    path = f"{PROGRESS_PATH}/{period}.yaml"
    document, cells = _document(path, period, desk)
    for problem in check(with_entry(data, document, period), lambda _: True):
        if problem.path == path and problem.line in cells:
            yield _of_cell(problem, *cells[problem.line])


def _document(
    path: str, period: Period, desk: _Desk
) -> tuple[Document, dict[int, tuple[Told, Given]]]:
    """The entry as it would be, as if each cell stood on a line of its own; the cells by line."""
    items = {loc[:2] for loc in desk.rows}
    texts = {loc: text for loc, text in desk.held.items() if loc[:2] in items} | desk.texts
    tree = _tree(texts)
    for loc in desk.rows:
        for place in [*contradicted(tree, loc, desk.given(loc))]:
            if place not in desk.texts:
                texts.pop(place, None)
    cells: dict[int, tuple[Told, Given]] = {}
    spans: dict[Loc, Span] = {}
    for loc, (_, row) in desk.rows.items():
        places = {loc: row.id} | {(*loc, key): at for key, at in row.cells.items() if key != "id"}
        for at, cell in places.items():
            given = desk.cells.get(at, cell)
            line = len(cells) + 2
            spans[at] = line - 1, None
            cells[line] = row, given
            spans.setdefault(at[:2], spans[at])
    tree = {"period": str(period)} | _tree(texts)
    names = {loc: start for loc, (start, _) in spans.items()}
    return Document(path, "\n" * (len(cells) + 1), tree, spans, names), cells


def _tree(texts: Mapping[Loc, str]) -> dict[str, Tree]:
    tree: dict[str, Tree] = {}
    for loc, text in texts.items():
        # The words of a measure stand at its id.
        *around, last = loc[:-1] if loc[0] == "measures" else loc
        inside = tree
        for key in around:
            inside = inside.setdefault(str(key), {})
        inside[str(last)] = text
    return tree


def _of_cell(problem: Problem, row: Told, at: Given) -> Problem:
    """The problem at its cell, with the keys of the files in the words of the form."""
    details = dict(problem.details)
    key = details.get("name", "")
    if key in row.cells and at == row.id:
        at = row.cells[key]
    titles = words.COLUMNS[row.kind]
    details["column"] = titles.get("reason") or titles.get("not_applicable", "")
    if key in titles and key not in ("numerator", "denominator"):
        details["name"] = titles[key]
    if problem.code is Code.NOT_A_CHOICE:
        details["expected"] = ", ".join(terms.STATE.values())
    return replace(problem, path=at.path, line=at.line, column=at.column, details=details)
