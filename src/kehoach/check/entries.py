"""Rules of the entries: names, periods, ids, tasks, money and evidence."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from kehoach.amount import exact_text
from kehoach.check.data import Checked, nearest
from kehoach.document import Loc
from kehoach.load import EntryFile
from kehoach.problem import Code, Problem, Refusal
from kehoach.progress import PERCENT_OF, Evidence, TaskReport
from kehoach.status import times_due

_ITEM_KEYS = ("indicators", "tasks", "routines", "measures")
_ALL = 100
_A_DIGIT = 10


def file_is_named_like_its_period(data: Checked) -> Iterator[Problem]:
    """`2026H1.yaml`, or any name in the folder `2026H1`, holds `period: 2026H1`."""
    for file in data.files:
        path, period = PurePosixPath(file.document.path), str(file.progress.period)
        folder = path.parent.name
        named = path.stem if folder == "progress" else folder
        if named != period:
            yield file.document.problem(
                Code.FILE_NAME_MISMATCH, ("period",), value=period, name=named
            )


def period_lies_in_the_horizon(data: Checked) -> Iterator[Problem]:
    """An entry belongs to the years of the plan."""
    horizon = data.plan.horizon
    for file in data.files:
        if file.progress.period not in horizon:
            yield file.document.problem(
                Code.OUTSIDE_HORIZON,
                ("period",),
                value=str(file.progress.period),
                horizon=str(horizon),
            )


def figures_come_from_half_years(data: Checked) -> Iterator[Problem]:
    """The entry of a year or a stage holds only `narrative`."""
    for file in data.files:
        if not file.progress.period.is_half_year:
            for key in _ITEM_KEYS:
                if getattr(file.progress, key):
                    yield file.document.problem(Code.FIGURES_IN_ROLLUP, (key,), key=True)


def ids_are_in_the_catalogue(data: Checked) -> Iterator[Problem]:
    """Every id of an entry is known, one with nothing after it too; so is every part."""
    for file in data.files:
        for loc in file.document.names:
            kind = str(loc[0])
            is_item = len(loc) == 2 and kind in _ITEM_KEYS  # noqa: PLR2004 - a key and an id
            # One that was signed off and is gone is told of in the catalogue.
            if is_item and not data.knows(kind, key := str(loc[1])) and key not in data.gone:
                yield _unknown(data, file, loc, data.known_ids[kind])
            elif len(loc) == 4 and loc[0] == "indicators" and loc[2] == "parts":  # noqa: PLR2004
                indicator = data.indicators.get(str(loc[1]))
                if indicator and indicator.parts:
                    known = [part.id for part in indicator.parts]
                    if loc[-1] not in known:
                        yield _unknown(data, file, loc, known)


def _unknown(data: Checked, file: EntryFile, loc: Loc, known: list[str]) -> Problem:
    name = str(loc[-1])
    others = (kind for kind, ids in data.known_ids.items() if name in ids)
    if kind := next(others, ""):
        facts = {"value": name, "section": kind, "form": "section"}
        return file.document.refused(Refusal(Code.UNKNOWN_ID, **facts), loc, key=True)
    near = nearest(name, known)
    return file.document.problem(Code.UNKNOWN_ID, loc, key=True, value=name, near=near)


def no_item_stands_in_two_files(data: Checked) -> Iterator[Problem]:
    """Two files of one period never give the same item: the last must not win in silence."""
    first: dict[tuple[object, ...], EntryFile] = {}
    for file in data.files:
        for kind in _ITEM_KEYS:
            for key in getattr(file.progress, kind):
                place = (file.progress.period, kind, key)
                before = first.setdefault(place, file)
                if before is not file:
                    yield file.document.problem(
                        Code.SAME_ITEM_TWICE,
                        (kind, key),
                        key=True,
                        value=key,
                        other=before.document.path,
                    )


def tasks_tell_what_their_state_asks_for(data: Checked) -> Iterator[Problem]:
    """`done` has its date, in the plan's time and not after the cut-off.

    `suspended` and `cancelled` have a reason, and `percent` does not belie the state.
    """
    for file in data.files:
        for key, report in file.progress.tasks.items():
            for field, wrong in _of_state(data, file, report):
                loc = ("tasks", key, field)
                # What is missing is told at its key, if that stands there with nothing after it.
                missing = wrong.code in (Code.DONE_WITHOUT_DATE, Code.REASON_MISSING)
                at = loc if not missing or loc in file.document.names else (*loc[:2], "state")
                yield file.document.refused(wrong, at, key=missing and at == loc)


def _of_state(data: Checked, file: EntryFile, report: TaskReport) -> Iterator[tuple[str, Refusal]]:
    cutoff = data.plan.calendar.cutoff(file.progress.period)
    start, _ = data.plan.calendar.span(data.plan.horizon)
    if report.state == "done" and report.completed is None:
        yield "completed", Refusal(Code.DONE_WITHOUT_DATE)
    if report.state != "done" and report.completed is not None:
        yield "completed", Refusal(Code.DATE_WITHOUT_DONE)
    if report.completed is not None and report.completed > cutoff:
        yield "completed", Refusal(Code.COMPLETED_AFTER_CUTOFF, cutoff=cutoff.isoformat())
    elif report.completed is not None and report.state == "done" and report.completed < start:
        yield "completed", Refusal(Code.COMPLETED_BEFORE_PLAN, start=start.isoformat())
    if report.state in ("suspended", "cancelled") and report.reason is None:
        yield "reason", Refusal(Code.REASON_MISSING)
    if report.percent is not None and not 0 <= report.percent <= _ALL:
        yield "percent", Refusal(Code.OVER_100, form="share")
    elif report.percent not in (None, PERCENT_OF.get(report.state, report.percent)):
        value = f"{exact_text(report.percent)}%"
        yield "percent", Refusal(Code.PERCENT_BELIES_STATE, value=value, state=report.state)


def a_routine_is_not_held_too_often(data: Checked) -> Iterator[Problem]:
    """Ten times what the rhythm asks for in the half-year, or more: probably a digit too many."""
    routines = {routine.id: routine for routine in data.plan.routines}
    for file in data.files:
        for key, report in file.progress.routines.items():
            if key not in routines or not file.progress.period.is_half_year:
                continue
            times = times_due(routines[key], file.progress.period)
            if report.held is not None and report.held >= _A_DIGIT * max(times, 1):
                loc = ("routines", key, "held")
                yield file.document.problem(
                    Code.HELD_TOO_OFTEN, loc, value=str(report.held), times=str(times)
                )


def spent_never_falls(data: Checked) -> Iterator[Problem]:
    """`spent` is the total so far, so a later one is not below an earlier one."""
    last: dict[str, tuple[int, str]] = {}
    for file in sorted(data.files, key=lambda file: file.progress.period):
        for key, report in file.progress.tasks.items():
            if report.spent is None:
                continue
            before, period = last.get(key, (0, ""))
            if report.spent < before:
                yield file.document.problem(
                    Code.SPENT_FALLS, ("tasks", key, "spent"), before=str(before), period=period
                )
            last[key] = report.spent, str(file.progress.period)


def spent_stays_within_the_budget(data: Checked) -> Iterator[Problem]:
    """More than planned may be true: worth a look, not an error."""
    for file in data.files:
        for key, report in file.progress.tasks.items():
            planned = data.tasks[key].budget if key in data.tasks else None
            if planned is not None and report.spent is not None and report.spent > planned:
                yield file.document.problem(
                    Code.SPENT_OVER_BUDGET, ("tasks", key, "spent"), budget=str(planned)
                )


def evidence_can_be_found(data: Checked) -> Iterator[Problem]:
    """A path leads to a file inside the workspace, a link is http or https."""
    for file in data.files:
        for loc, evidence in _evidence(file):
            yield from _of_evidence(data, file, loc, evidence)


def _evidence(file: EntryFile) -> Iterator[tuple[Loc, Evidence]]:
    for key, figure in file.progress.indicators.items():
        for n, evidence in enumerate(figure.evidence):
            yield ("indicators", key, "evidence", n), evidence
        for part, own in figure.parts.items():
            for n, evidence in enumerate(own.evidence):
                yield ("indicators", key, "parts", part, "evidence", n), evidence
    for key, report in file.progress.tasks.items():
        for n, evidence in enumerate(report.evidence):
            yield ("tasks", key, "evidence", n), evidence


def _of_evidence(data: Checked, file: EntryFile, loc: Loc, evidence: Evidence) -> Iterator[Problem]:
    if not any((evidence.code, evidence.title, evidence.path, evidence.url)):
        yield file.document.problem(Code.EVIDENCE_EMPTY, loc)
    if evidence.path is not None:
        if not _stays_inside(evidence.path):
            form = "link" if "://" in evidence.path else "stroke" if "\\" in evidence.path else ""
            facts = {"value": evidence.path, "form": form}
            yield file.document.refused(Refusal(Code.EVIDENCE_OUTSIDE, **facts), (*loc, "path"))
        elif not data.evidence_found(evidence.path):
            yield file.document.problem(Code.EVIDENCE_MISSING, (*loc, "path"), value=evidence.path)
    if evidence.url is not None and not _is_web_link(evidence.url):
        yield file.document.problem(Code.UNSAFE_LINK, (*loc, "url"), value=evidence.url)


def _stays_inside(path: str) -> bool:
    """Relative, with `/`, never climbing: `..`, drive letters and backslashes are refused."""
    pure = PurePosixPath(path)
    return not (pure.is_absolute() or ".." in pure.parts or "\\" in path or ":" in path)


def _is_web_link(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    safe = parts.scheme in ("http", "https") and parts.hostname
    return bool(safe) and not any(character.isspace() for character in url)
