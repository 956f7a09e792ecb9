"""Texts → (models, problems). Reads what it can of every file and names all that is wrong.

Pure: the texts come from `workspace`, which alone touches the disk.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import Generic, NamedTuple, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from kehoach import belonging, diagnosis, encoding, salvage, source
from kehoach.document import Document, Loc
from kehoach.fields import Model
from kehoach.period import Period
from kehoach.plan import Plan
from kehoach.problem import Code, Problem
from kehoach.progress import Progress, merge
from kehoach.seal import Seal, Sealed

PLAN_PATH = "data/plan.yaml"
PROGRESS_PATH = "data/progress"
SEALED_PATH = "data/sealed"

AnyModel = TypeVar("AnyModel", bound=Model)


class File(NamedTuple):
    """A file of the workspace: its path from the workspace's root with `/`, and its bytes."""

    path: str
    data: bytes


class EntryFile(NamedTuple):
    """One file of a period's entry, typed, with the document for the places."""

    progress: Progress
    document: Document


class Mention(NamedTuple):
    """Where a file speaks of an item or of a part; `period` is None in the catalogue."""

    document: Document
    loc: Loc
    period: Period | None

    @property
    def lines(self) -> tuple[int, int]:
        """The first and the last line."""
        return self.document.lines_of(self.loc)

    def __str__(self) -> str:
        """The file from the workspace's root, and the line: `data/progress/2026H1.yaml:41`."""
        line = self.document.place(self.loc, key=self.loc in self.document.names).line
        return f"{self.document.path}:{line}"


_KINDS = ("indicators", "tasks", "routines", "measures")
_NO_NUMBER = (Code.BAD_NUMBER, Code.AMBIGUOUS_NUMBER)


class Remains(NamedTuple):
    """What can still be typed of files that are broken.

    `names` are what is written in a broken catalogue and may be missing here: see `salvage`.
    """

    plan: Plan | None = None
    plan_document: Document | None = None
    names: frozenset[str] = frozenset()
    files: tuple[EntryFile, ...] = ()


class SealFile(NamedTuple):
    """The seal of a period, typed, with the document for the places."""

    seal: Seal
    document: Document


@dataclass(frozen=True)
class Data:
    """All that was read. `plan` and `plan_document` are None where the catalogue is broken.

    `remains` is what is left of the broken files, for the rules alone: no figure is taken from it.
    """

    plan: Plan | None
    plan_document: Document | None
    files: tuple[EntryFile, ...]
    problems: tuple[Problem, ...]
    remains: Remains = field(default_factory=Remains)
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    seals: Mapping[Period, SealFile] = field(default_factory=dict)

    @cached_property
    def entries(self) -> dict[Period, Progress]:
        """The entry of each period, from the earliest on, with its files made one."""
        by_period: dict[Period, list[Progress]] = {}
        for file in self.files:
            by_period.setdefault(file.progress.period, []).append(file.progress)
        return {period: merge(by_period[period]) for period in sorted(by_period)}

    def sealed(self, period: Period) -> Sealed | None:
        """What was signed of a period; None where it is open."""
        file = self.seals.get(period)
        return file.seal.sealed if file else None

    @cached_property
    def closed(self) -> frozenset[Period]:
        """The periods that are signed off: nothing more can be recorded of them."""
        return frozenset(period for period in self.seals if self.sealed(period))

    @cached_property
    def mentions(self) -> dict[str, tuple[Mention, ...]]:
        """Where each item and each part (`CT-4.5/reached`) stands: the catalogue first."""
        found: dict[str, list[Mention]] = {}
        for key, mention in (*self._defined(), *self._reported()):
            found.setdefault(key, []).append(mention)
        return {key: tuple(mentions) for key, mentions in found.items()}

    def _defined(self) -> Iterator[tuple[str, Mention]]:
        if self.plan is None or self.plan_document is None:
            return
        for kind in _KINDS:
            for n, item in enumerate(getattr(self.plan, kind)):
                yield item.id, Mention(self.plan_document, (kind, n), None)
                for m, part in enumerate(getattr(item, "parts", ())):
                    loc = (kind, n, "parts", m)
                    yield f"{item.id}/{part.id}", Mention(self.plan_document, loc, None)

    def _reported(self) -> Iterator[tuple[str, Mention]]:
        for file in self.files:
            period = file.progress.period
            for kind in _KINDS:
                for key, told in getattr(file.progress, kind).items():
                    yield key, Mention(file.document, (kind, key), period)
                    for part in getattr(told, "parts", ()):
                        loc = (kind, key, "parts", part)
                        yield f"{key}/{part}", Mention(file.document, loc, period)


def load(files: Iterable[File], problems: Iterable[Problem] = ()) -> Data:
    """Read the catalogue and the entries; `problems` are those already met on the way."""
    found = list(problems)
    plan: Read[Plan] = Read()
    entries: list[EntryFile] = []
    broken: list[EntryFile] = []
    seals: dict[Period, SealFile] = {}
    lines: dict[str, tuple[str, ...]] = {}
    # What an entry is asked for stands in the catalogue.
    for file in sorted(files, key=lambda one: one.path != PLAN_PATH):
        lines[file.path] = encoding.lines_of(file.data)
        document, wrong = source.read(file.path, file.data)
        if PurePosixPath(file.path).parent == PurePosixPath(SEALED_PATH):
            seal = _seal(file.path, document, wrong)
            if isinstance(seal, Problem):
                found.append(seal)
            else:
                seals[seal.seal.period] = seal
            continue
        found += wrong
        if document is None:
            continue
        if file.path == PLAN_PATH:
            plan = typed(Plan, document)
            found += plan.problems
            continue
        entry = _entry(document, plan.model)
        found += entry.problems
        if entry.model is not None and entry.document is not None:
            (entries if entry.whole else broken).append(EntryFile(entry.model, entry.document))
    remains = Remains(files=tuple(broken))
    if not plan.whole:
        remains = Remains(plan.model, plan.document, plan.names, tuple(broken))
    return Data(
        plan=plan.model if plan.whole else None,
        plan_document=plan.document if plan.whole else None,
        files=tuple(entries),
        problems=tuple(sorted(found)),
        remains=remains,
        lines=lines,
        seals=seals,
    )


def with_entry(data: Data, document: Document, period: Period) -> Data:
    """The data as if `document` were the whole entry of `period`, with its problems alone.

    What was signed off does not count: it is about the files.
    """
    entry = _entry(document, data.plan)
    others = tuple(file for file in data.files if file.progress.period != period)
    own: tuple[EntryFile, ...] = ()
    if entry.model is not None and entry.document is not None:
        own = (EntryFile(entry.model, entry.document),)
    return replace(
        data,
        files=(*others, *own) if entry.whole else others,
        problems=tuple(sorted(entry.problems)),
        remains=Remains(files=() if entry.whole else own),
        seals={},
    )


def _entry(document: Document, plan: Plan | None) -> "Read[Progress]":
    """An entry, typed; what is no number where yes or no is asked for is told as neither."""
    entry = typed(Progress, document)
    if plan is None or entry.whole:
        return entry
    asked = {document.place(loc) for loc in _answers(plan) if loc in document.spans}
    problems = tuple(
        replace(one, code=Code.BAD_ANSWER, details={**one.details, "form": "figure"})
        if one.code in _NO_NUMBER and (one.line, one.column) in asked
        else one
        for one in entry.problems
    )
    return entry._replace(problems=problems)


def _answers(plan: Plan) -> Iterator[Loc]:
    """Where the entry of a period holds yes or no."""
    for item in plan.indicators:
        loc: Loc = ("indicators", item.id)
        if item.measure == "yes_no":
            yield (*loc, "value")
        parts = (part.id for part in item.parts if part.measure == "yes_no")
        yield from ((*loc, "parts", part, "value") for part in parts)


def _seal(path: str, document: Document | None, wrong: Sequence[Problem]) -> SealFile | Problem:
    """The seal in a file, or the first place at which it is not as the program wrote it."""
    if document is not None:
        read = typed(Seal, document)
        seal, wrong = read.model if read.whole else None, read.problems
        if seal is not None and seal.is_whole:
            right = f"{SEALED_PATH}/{seal.period}.json"
            if path == right:
                return SealFile(seal, document)
            period = str(seal.period)
            return document.problem(Code.SEAL_MISNAMED, ("period",), period=period, right=right)
    line, column = min(((one.line, one.column) for one in wrong), default=(1, 1))
    return Problem(path, line, column, Code.SEAL_BROKEN, {"restore": ""})


class Read(NamedTuple, Generic[AnyModel]):
    """A file as typed: whole, or what is left of it with the problems that the rest has."""

    model: AnyModel | None = None
    document: Document | None = None
    problems: tuple[Problem, ...] = ()
    names: frozenset[str] = frozenset()

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong with it."""
        doubtful = self.problems or (self.document and self.document.repeated)
        return self.model is not None and not doubtful


def typed(model: type[AnyModel], document: Document) -> Read[AnyModel]:
    """The values of a file as a model, with all that is wrong with them."""
    details: list[ErrorDetails] = []
    try:
        whole = model.model_validate(document.tree)
    except ValidationError as error:
        details = error.errors(include_url=False)
    else:
        if not document.repeated:
            return Read(whole, document)
    # An item in which keys stand twice may be two: nothing else is told of it.
    two = {loc for loc in document.repeated if isinstance(loc[-1], int)}
    details = [one for one in details if not any(one["loc"][: len(loc)] == loc for loc in two)]
    problems = tuple(diagnosis.problems(model, document, details))
    wrong = [
        *(detail["loc"] for detail in details),
        *belonging.outside(model, document, details).values(),
        *belonging.sections_inside(model, document, details),
        *two,
    ]
    misspelt = any(
        detail["type"] == "extra_forbidden" and len(detail["loc"]) == 1 for detail in details
    )
    left = salvage.without(document, wrong)
    names = salvage.names(document, wrong, misspelt=misspelt)
    try:
        return Read(model.model_validate(left.tree), left, problems, names)
    except ValidationError:
        return Read(problems=problems)
