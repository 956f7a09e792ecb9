"""A figure that was handed in → the new text of its file, checked as a whole before it counts.

Pure: files come in as bytes and go out as text. What the figure contradicts goes with it, and is
told; what `check` would refuse is refused here, with the same codes; what was wrong before and
elsewhere does not stand in the way.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple

from kehoach import encoding, source
from kehoach.agenda import Kind, kind_of
from kehoach.amount import parse_percentage
from kehoach.check import check
from kehoach.check.data import EvidenceFound
from kehoach.document import Loc, Tree
from kehoach.edit import drop, put
from kehoach.fields import Model
from kehoach.load import PROGRESS_PATH, Data, File, load
from kehoach.notation import NotWritable
from kehoach.period import Period
from kehoach.plan import Item, Plan
from kehoach.problem import Code, Problem, Refusal, Severity
from kehoach.progress import PERCENT_OF, IndicatorFigure, Progress, RoutineReport, TaskReport

INCOMPLETE = frozenset({Code.FIGURE_MISSING, Code.DONE_WITHOUT_DATE, Code.REASON_MISSING})
"""Problems of an answer that is still being given: something is to come."""

_MODELS: Mapping[str, type[Model]] = {
    "indicators": IndicatorFigure,
    "tasks": TaskReport,
    "routines": RoutineReport,
}
_FIGURE = ("value", "numerator", "denominator")
_EXCLUDED = {
    "value": ("numerator", "denominator", "not_applicable"),
    "numerator": ("value", "not_applicable"),
    "denominator": ("value", "not_applicable"),
    "not_applicable": _FIGURE,
}
_STATES_OF = {"completed": ("done",), "reason": ("suspended", "cancelled")}
# An empty variable of a script must not take a figure away.
_MAY_BE_WITHDRAWN = frozenset({"percent", "spent", "product", "reason", "note"})


class Answer(NamedTuple):
    """What was handed in of an item, or of a part of one: texts by their key, as they are written.

    A blank text withdraws a note and the like. Of a measure only `note` is given: its words.
    """

    item: Item
    given: Mapping[str, str]
    part: str | None = None


class Recorded(NamedTuple):
    """A new text for the file at `path`, which held `before` (None: there was no file).

    `replaced` are the keys that went because the answer contradicts them, with what they held.
    `problems` are the warnings that the answer brings. `was` and `now` are the data around it.
    """

    plan: Plan
    path: str
    before: bytes | None
    text: str
    replaced: Mapping[str, str]
    problems: tuple[Problem, ...]
    was: Data
    now: Data

    @property
    def changes(self) -> bool:
        """Whether the file becomes another one."""
        return self.before != self.text.encode()


class RefusedError(Exception):
    """The answer would make the data wrong; `problems` says how."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems."""
        super().__init__()
        self.problems = tuple(problems)


class UnreadableError(RefusedError):
    """The file itself has a problem that must be repaired by hand before it can be written."""


class SeveralFilesError(Exception):
    """The period has several files, `paths`, and none is known to be that of `item`."""

    def __init__(self, item: Item, paths: Sequence[str]) -> None:
        """Keep both."""
        super().__init__()
        self.item = item
        self.paths = tuple(paths)


def keys_of(kind: Kind) -> tuple[str, ...]:
    """The keys of an item that a figure can be recorded under, in the order of the file."""
    if kind == "measures":
        return ("note",)
    return tuple(key for key in _MODELS[kind].model_fields if key not in ("evidence", "parts"))


def paths_of(paths: Iterable[str], period: Period) -> list[str]:
    """Those of the paths that make up the entry of `period`."""
    alone, folder = f"{PROGRESS_PATH}/{period}.yaml", f"{PROGRESS_PATH}/{period}/"
    return [path for path in paths if path == alone or path.startswith(folder)]


def record(
    files: Sequence[File],
    problems: Sequence[Problem],
    period: Period,
    answer: Answer,
    evidence_found: EvidenceFound,
    file: str | None = None,
) -> Recorded:
    """The answer in its file; `problems` are those met while reading, `file` a path chosen.

    Raise RefusedError, UnreadableError or SeveralFilesError; nothing is written here.
    """
    (recorded,) = record_all(files, problems, period, [answer], evidence_found, file)
    return recorded


def record_all(
    files: Sequence[File],
    problems: Sequence[Problem],
    period: Period,
    answers: Iterable[Answer],
    evidence_found: EvidenceFound,
    file: str | None = None,
) -> tuple[Recorded, ...]:
    """The answers in their files, one `Recorded` a file, and all of them or none.

    Raise what `record` raises.
    """
    was = load(files, problems)
    plan = was.plan
    if plan is None:
        raise UnreadableError(was.problems)
    if unread := [problem for problem in problems if _may_hide(problem, period)]:
        raise UnreadableError(unread)
    contents = {one.path: one.data for one in files}
    texts: dict[str, str] = {}
    replaced: dict[str, dict[str, str]] = {}
    for answer in answers:
        kind = kind_of(answer.item)
        path = file or _file_of(contents, period, kind, answer.item)
        before = contents.get(path)
        text = f"period: {period}\n" if before is None else _decoded(was, path, before)
        loc: Loc = (kind, answer.item.id, *(("parts", answer.part) if answer.part else ()))
        try:
            texts[path], gone = _changed(plan, texts.get(path, text), loc, answer)
        except NotWritable:
            raise UnreadableError(_problems_of(was, path)) from None
        except Refusal as refusal:
            raise RefusedError([Problem(path, 1, 1, refusal.code, refusal.details)]) from None
        replaced.setdefault(path, {}).update(gone)
    written = {path: File(path, text.encode()) for path, text in texts.items()}
    new = [written.get(one.path, one) for one in files]
    new += [one for path, one in written.items() if path not in contents]
    now = load(new, problems)
    added = _added(check(was, evidence_found), check(now, evidence_found))
    if wrong := [problem for problem in added if problem.severity is Severity.ERROR]:
        raise RefusedError(wrong)
    return tuple(
        Recorded(
            plan,
            path,
            contents.get(path),
            text,
            replaced[path],
            tuple(added),
            _with_all_of(was, path),
            _with_all_of(now, path),
        )
        for path, text in texts.items()
    )


def _may_hide(problem: Problem, period: Period) -> bool:
    """Whether what could not be read may hold the item: written elsewhere it would stand twice."""
    above = f"{PROGRESS_PATH}/{period}/".startswith(f"{problem.path}/")
    return problem.code is Code.UNREADABLE and (above or bool(paths_of([problem.path], period)))


def _file_of(contents: Mapping[str, bytes], period: Period, kind: Kind, item: Item) -> str:
    """The file that holds the item; for a new one the only file, or that of who leads it."""
    paths = paths_of(contents, period)
    for path in paths:
        document, _ = source.read(path, contents[path])
        if document is not None and (kind, item.id) in document.names:
            return path
    if not paths:
        return f"{PROGRESS_PATH}/{period}.yaml"
    leads = [path for path in paths if PurePosixPath(path).stem in item.lead]
    if len(paths) == 1 or len(leads) == 1:
        return (leads or paths)[0]
    raise SeveralFilesError(item, paths)


def _decoded(data: Data, path: str, written: bytes) -> str:
    try:
        return written.decode()
    except UnicodeDecodeError:
        raise UnreadableError(_problems_of(data, path)) from None


def _problems_of(data: Data, path: str) -> list[Problem]:
    return [problem for problem in data.problems if problem.path == path]


def _changed(plan: Plan, text: str, loc: Loc, answer: Answer) -> tuple[str, dict[str, str]]:
    """The text with the answer at `loc`, and what it replaced."""

    def order(parent: Loc) -> Sequence[str]:
        return _order(plan, parent)

    given = {key: encoding.normalized(value) for key, value in answer.given.items()}
    for key, value in given.items():
        encoding.refuse_characters(value)
        if not value and (key not in _MAY_BE_WITHDRAWN or loc[0] == "measures"):
            raise Refusal(Code.BLANK)
    if loc[0] == "measures":
        return put(text, loc, given["note"], order), {}
    new = {key: given[key] for key in order(loc) if given.get(key)}
    if new and not _at(text, loc):
        text, new = put(text, loc, new, order), {}
    for key, value in new.items():
        text = put(text, (*loc, key), value, order)
    for key, value in given.items():
        if not value and _at(text, (*loc, key)):
            text = drop(text, (*loc, key))
    replaced: dict[str, str] = {}
    tree, answered = _at(text, ()), {(*loc, key) for key in given}
    for place in dict.fromkeys(contradicted(tree, loc, given)):
        held = _inside(tree, place)
        if place not in answered and held:
            replaced["/".join(map(str, place[2:]))] = held
            text = drop(text, place)
    return text, replaced


def _order(plan: Plan, parent: Loc) -> Sequence[str]:
    """The order of the keys below `parent`: the catalogue's, or that of the model."""
    if not parent:
        return tuple(Progress.model_fields)
    kind = str(parent[0])
    if len(parent) == 1:
        return [item.id for item in getattr(plan, kind)]
    if parent[-1] == "parts":
        wholes = (item for item in plan.indicators if item.id == parent[1])
        return [part.id for whole in wholes for part in whole.parts]
    return ("parts", *_MODELS[kind].model_fields)


def _at(text: str, loc: Loc) -> Tree:
    """What stands at `loc`; None where nothing does."""
    document, _ = source.read("", text.encode())
    return _inside(document.tree if document else None, loc)


def _inside(tree: Tree, loc: Loc) -> Tree:
    for key in loc:
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree


def contradicted(tree: Tree, loc: Loc, given: Mapping[str, str]) -> Iterator[Loc]:
    """The places of an entry's tree whose content cannot stand beside what was given at `loc`."""
    for key in given:
        yield from ((*loc, other) for other in _EXCLUDED.get(key, ()) if given[key])
    whole, is_part = loc[:2], len(loc) > len(loc[:2])
    if is_part and any(given.get(key) for key in _FIGURE):
        yield (*whole, "not_applicable")
    if not is_part and given.get("not_applicable"):
        parts = _inside(tree, (*loc, "parts"))
        for part in parts if isinstance(parts, dict) else ():
            yield from ((*loc, "parts", part, key) for key in (*_FIGURE, "not_applicable"))
    if state := given.get("state"):
        yield from ((*loc, key) for key, states in _STATES_OF.items() if state not in states)
        with suppress(Refusal):
            percent = parse_percentage(_inside(tree, (*loc, "percent")) or "")
            if percent != PERCENT_OF.get(state, percent):
                yield (*loc, "percent")


def _with_all_of(data: Data, path: str) -> Data:
    """The data with what is left of the file at `path`, if something else in it is broken."""
    left = (file for file in data.remains.files if file.document.path == path)
    return replace(data, files=(*data.files, *left))


def _added(before: Iterable[Problem], after: Iterable[Problem]) -> list[Problem]:
    """The problems of `after` that `before` does not have; where each stands may have moved."""
    known = Counter(_apart_from_place(problem) for problem in before)
    added = []
    for problem in after:
        if known[_apart_from_place(problem)] > 0:
            known[_apart_from_place(problem)] -= 1
        else:
            added.append(problem)
    return added


def _apart_from_place(problem: Problem) -> tuple[object, ...]:
    facts = frozenset(fact for fact in problem.details.items() if fact[0] != "line")
    return problem.path, problem.code, facts
