"""Rules of what was signed off: nothing of it changes in silence, until the period is reopened."""

import json
from collections.abc import Iterator, Sequence

from kehoach import canonical
from kehoach.canonical import Difference
from kehoach.check.data import Checked
from kehoach.load import EntryFile
from kehoach.outcome import as_signed, outcome
from kehoach.period import Period
from kehoach.problem import Code, Problem
from kehoach.source import Document, Loc, Tree

_NARRATIVE = "narrative"


def a_seal_has_its_entry(data: Checked) -> Iterator[Problem]:
    """A period that was signed has the entry that was signed."""
    for period, file in data.seals.items():
        if file.seal.sealed and period not in data.entries and _is_read(data, period):
            yield file.document.problem(
                Code.SEAL_WITHOUT_ENTRY, ("period",), period=str(period), path=file.document.path
            )


def what_was_signed_stays(data: Checked) -> Iterator[Problem]:
    """The entry of a sealed period is what was signed, whatever its form."""
    for period, file in data.seals.items():
        if not (file.seal.sealed and period in data.entries and _is_read(data, period)):
            continue
        before = canonical.tree(file.seal.sealed.content)
        after = canonical.tree(data.entries[period])
        files = [one for one in data.files if one.progress.period == period]
        for difference in canonical.compare(before, after):
            yield _changed(files, period, difference)


def _changed(files: Sequence[EntryFile], period: Period, found: Difference) -> Problem:
    document, loc = _where(files, found)
    in_period, at = str(period), _told(found.loc)
    was, now = _told((found.loc, found.before)), _told((found.loc, found.after))
    if found.before is None:
        code = Code.SEALED_ADDED
    else:
        code = Code.SEALED_REMOVED if found.after is None else Code.SEALED_CHANGED
    key = code is Code.SEALED_ADDED and isinstance(loc[-1], str)
    return document.problem(code, loc, key=key, period=in_period, at=at, was=was, now=now)


def _told(facts: object) -> str:
    """A place or a tree in a problem's details, which are text."""
    return json.dumps(facts, ensure_ascii=False)


def _where(files: Sequence[EntryFile], found: Difference) -> tuple[Document, Loc]:
    """The file in which a difference stands, or stood, and its place there."""
    loc = found.loc if found.after is not None else found.loc[:-1]
    if loc[:1] == (_NARRATIVE,) and isinstance(loc[-1], int):
        return _paragraph(files, loc[:-1], loc[-1])
    documents = [file.document for file in files]
    return max(documents, key=lambda document: _known(document, loc)), loc


def _paragraph(files: Sequence[EntryFile], loc: Loc, number: int) -> tuple[Document, Loc]:
    """The paragraphs of several files are one list: those of the first file come first."""
    for file in files[:-1]:
        held = sum(at[:-1] == loc for at in file.document.values)
        if number < held:
            return file.document, (*loc, number)
        number -= held
    return files[-1].document, (*loc, number)


def _known(document: Document, loc: Loc) -> int:
    """How much of the way to a place a document has."""
    return max(n for n in range(len(loc) + 1) if loc[:n] in document.values)


def _is_read(data: Checked, period: Period) -> bool:
    """Whether all files of a period are read: what is in a broken one is not gone."""
    path = f"data/progress/{period}"
    return not any(one.startswith((f"{path}.", f"{path}/")) for one in data.unread)


def the_signed_result_stays(data: Checked) -> Iterator[Problem]:
    """What the plan makes of the signed figures is what was signed, item by item.

    Compared on the signed figures: a changed figure is told of where it stands, once. An item that
    is new in the catalogue changes no result, but stands in reports of periods signed without it.
    """
    if data.unread:
        # What is left of a broken file makes other results.
        return
    new: dict[Loc, list[str]] = {}
    signed = as_signed(data.entries, data.seals)
    for period, file in sorted(data.seals.items()):
        if file.seal.sealed is None:
            continue
        before = canonical.tree(file.seal.sealed.result)
        for item, found in _by_item(before, outcome(data.plan, signed, period)):
            if found.loc == item and found.before is None:
                new.setdefault(item, []).append(str(period))
                continue
            yield data.document.problem(
                Code.SEALED_RESULT_CHANGED,
                _in_catalogue(data, item),
                period=str(period),
                at=_told(found.loc),
                was=_told((found.loc, found.before)),
                now=_told((found.loc, found.after)),
            )
    for item, periods in new.items():
        yield data.document.problem(
            Code.SEALED_BEFORE_ITEM,
            _in_catalogue(data, item),
            value=str(item[-1]),
            periods=", ".join(periods),
        )


def _by_item(before: Tree, after: Tree) -> Iterator[tuple[Loc, Difference]]:
    """Of each item that differs one difference: that of its status, if that is another."""
    by_item: dict[Loc, list[Difference]] = {}
    for found in canonical.compare(before, after):
        by_item.setdefault(found.loc[:2], []).append(found)
    for item, differences in by_item.items():
        yield item, min(differences, key=lambda one: (one.loc[-1] != "status", len(one.loc)))


def _in_catalogue(data: Checked, item: Loc) -> Loc:
    """Where an item of a result stands in the catalogue; the list it stood in if it is gone."""
    if len(item) == 1:
        return ("calendar",)
    kind, key = item
    ids = data.known_ids.get(str(kind), [])
    return (kind, ids.index(str(key)), "id") if key in ids else (kind,)
