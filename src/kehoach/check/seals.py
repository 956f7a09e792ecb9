"""Rules of what was signed off: nothing of it changes in silence, until the period is reopened."""

import json
from collections.abc import Iterator, Mapping, Sequence

from kehoach import canonical
from kehoach.canonical import Difference
from kehoach.check.data import Checked
from kehoach.document import Document, Loc, Tree
from kehoach.load import EntryFile
from kehoach.outcome import Moved, catalogue, earlier, moved
from kehoach.period import Period
from kehoach.problem import Code, Problem, Refusal

_NARRATIVE, _MEASURES = "narrative", "measures"
# Who does the work and under which heading it stands may change with the years; what was measured
# or done may not.
_MAY_MOVE = frozenset({"lead", "coordinating", "person", "authority", "focus", "group"})


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
    gone: dict[Loc, list[str]] = {}
    for period, (sealed, result) in data.outcomes.items():
        for item, found in _by_item(canonical.tree(sealed.result), result):
            if found.loc == item and found.before is None:
                new.setdefault(item, []).append(str(period))
                continue
            if item[-1] in data.gone:
                gone.setdefault(item, []).append(str(period))
                continue
            yield data.document.problem(
                Code.SEALED_RESULT_CHANGED,
                _in_catalogue(data, item if len(item) > 1 else ("calendar",)),
                period=str(period),
                at=_told(found.loc),
                was=_told((found.loc, found.before)),
                now=_told((found.loc, found.after)),
            )
    for item, periods in gone.items():
        told = {"value": str(item[-1]), "periods": ", ".join(periods)}
        where = _in_catalogue(data, item)
        yield data.document.refused(Refusal(Code.SEALED_ITEM_GONE, **told), where, key=True)
    yield from _joined(data, new)


def the_signed_catalogue_stays(data: Checked) -> Iterator[Problem]:
    """What the reports of a sealed period print of the plan is what was signed.

    An error where it says what an item is; a warning where it says who is concerned, since schools
    and people change their names. Of the items that a result tells of, it tells who joins or goes.
    """
    if data.unread:
        return
    changed: dict[tuple[Loc, str, str], list[str]] = {}
    new: dict[Loc, list[str]] = {}
    for period, found in _differences(data):
        if not _is_whole(found):
            was, now = (_told((found.loc, one)) for one in (found.before, found.after))
            changed.setdefault((found.loc, was, now), []).append(str(period))
        elif found.before is None and found.loc[0] == _MEASURES:
            new.setdefault(found.loc, []).append(str(period))
    for (loc, was, now), periods in changed.items():
        is_item = loc[0] in canonical.ITEMS and _MAY_MOVE.isdisjoint(loc)
        yield data.document.problem(
            Code.SEALED_ITEM_CHANGED if is_item else Code.SEALED_NAME_CHANGED,
            _in_catalogue(data, loc),
            periods=", ".join(periods),
            at=_told(loc),
            was=was,
            now=now,
        )
    yield from _joined(data, new)


def the_signed_order_stays(data: Checked) -> Iterator[Problem]:
    """The catalogue stands in the order in which the reports of a sealed period print it.

    Of the items, departments and headings each the first that moved is told.
    """
    if data.unread:
        return
    found: dict[Moved, list[str]] = {}
    for period, (sealed, _) in data.outcomes.items():
        for one in moved(sealed, data.plan):
            found.setdefault(one, []).append(str(period))
    for one, periods in found.items():
        whole, *part = one.id.split("/")
        loc = (one.kind, whole, *(step for inner in part for step in ("parts", inner)))
        yield data.document.problem(
            Code.SEALED_ORDER_CHANGED,
            _in_catalogue(data, loc),
            value=one.id,
            after=one.after,
            periods=", ".join(periods),
        )


def what_a_signed_period_draws_on_stays(data: Checked) -> Iterator[Problem]:
    """The other entries that a sealed period's reports draw on are those they were made from."""
    changed: dict[Period, list[str]] = {}
    for period, (sealed, _) in data.outcomes.items():
        before = canonical.tree(sealed.earlier)
        after = earlier(data.signed, period) if sealed.catalogue else before
        for found in canonical.compare(before, after):
            changed.setdefault(Period.parse(str(found.loc[0])), []).append(str(period))
    for about, periods in changed.items():
        if _is_read(data, about):
            files = [one.document for one in data.files if one.progress.period == about]
            document, told = (files or [data.document])[0], ", ".join(periods)
            yield document.problem(
                Code.SEALED_EARLIER_CHANGED, ("period",), about=str(about), periods=told
            )


def _differences(data: Checked) -> Iterator[tuple[Period, Difference]]:
    """What the reports of each sealed period print of the plan otherwise than when it was signed.

    A seal of version 1 holds no catalogue.
    """
    for period, (sealed, result) in data.outcomes.items():
        if before := canonical.tree(sealed.catalogue):
            for found in canonical.compare(before, catalogue(data.plan, period, result)):
                yield period, found


def _is_whole(found: Difference) -> bool:
    """Whether an item, part, department or group is new, or gone as the result tells."""
    gone = isinstance(found.before, dict) and found.loc[0] != _MEASURES
    return isinstance(found.after, dict) if found.before is None else found.after is None and gone


def _joined(data: Checked, new: Mapping[Loc, Sequence[str]]) -> Iterator[Problem]:
    """Of the items that joined the catalogue after periods were signed, a problem each."""
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


def _in_catalogue(data: Checked, loc: Loc) -> Loc:
    """Where what is signed stands in the catalogue: the thing around it that is still there."""
    tree, found = data.document.tree, Loc()
    for step in loc:
        steps = _steps(tree)
        if step not in steps:
            break
        tree, found = tree[steps[step]], (*found, steps[step])
    return (*found, "id") if isinstance(tree, dict) and "id" in tree else found


def _steps(tree: Tree) -> Mapping[str | int, str | int]:
    """The keys of a tree; of a list of things with ids these, each with its number."""
    if isinstance(tree, tuple):
        ids = {one["id"]: n for n, one in enumerate(tree) if isinstance(one, dict) and "id" in one}
        return ids or {n: n for n in range(len(tree))}
    return {key: key for key in tree} if isinstance(tree, dict) else {}
