"""A period that was signed off, `data/sealed/<period>.json`: what was signed, by whom, and when.

The content is an entry under the keys of an entry, so that it is read and typed as one. The file is
written by the program alone: a digest of the whole tells when somebody else has written in it.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from kehoach import canonical, fields
from kehoach.document import Tree
from kehoach.fields import Model, Text
from kehoach.period import Period
from kehoach.progress import Progress

_VERSION: Literal["2"] = "2"
_SHORT = 12
# Down to a kind of items, `content` → `indicators`, a key has a line of its own.
_OPENED = 4


class Unlike(StrEnum):
    """Why a report of a sealed period, made now, is not the one that was signed.

    FORM is a template or a version of the program, UNKNOWN that or what an old seal doesn't hold.
    """

    DAY = "day"
    CONTENT = "content"
    ORDER = "order"
    FORM = "form"
    UNKNOWN = "unknown"


class Signature(Model):
    """Who signed, when, and the digests of what was signed.

    `sha256` is that of the content; `report_sha256` that of the report in Markdown, without the
    line that says where its data come from.
    """

    by: Text
    at: fields.Moment
    waivers: dict[Text, Text] = {}
    sha256: Text
    result_sha256: Text
    report_sha256: Text

    @property
    def mark(self) -> str:
        """What a report prints of the digest: enough to tell one content from another."""
        return self.sha256[:_SHORT]


class Sealed(Signature):
    """What is signed now: the entry, what the plan made of it, and what it stands on.

    `catalogue` is what the reports print of the plan beside the result, `order` the ids in which it
    stands there, `earlier` the digests of the other entries that they draw on. Files of version 1
    hold none of them.
    """

    content: Progress
    result: dict[str, Any]
    catalogue: dict[str, Any] = {}
    order: dict[Text, tuple[Text, ...]] = {}
    earlier: dict[fields.Period, Text] = {}


class Reopened(Signature):
    """A signature that no longer holds: who took it back, when, and why."""

    reopened_by: Text
    reopened_at: fields.Moment
    reason: Text


class Seal(Model):
    """The whole file. `sealed` is None while the period is open; `history` is the oldest first."""

    version: Literal["1", "2"]
    period: fields.Period
    sealed: Sealed | None = None
    history: tuple[Reopened, ...] = ()
    file_sha256: Text

    @property
    def is_whole(self) -> bool:
        """Whether every digest fits what it is of."""
        if self.file_sha256 != _digest_of_file(self):
            return False
        return self.sealed is None or (
            self.sealed.sha256 == canonical.digest(canonical.tree(self.sealed.content))
            and self.sealed.result_sha256 == canonical.digest(canonical.tree(self.sealed.result))
            and self.sealed.content.period == self.period
        )


def sign(
    entry: Progress,
    result: Tree,
    catalogue: Tree,
    order: Tree,
    earlier: Tree,
    report_sha256: str,
    *,
    by: str,
    at: datetime,
    waivers: Mapping[str, str],
) -> Sealed:
    """The signature under a period's entry and what the plan makes of it."""
    return Sealed.model_construct(
        by=by,
        at=at,
        waivers=dict(waivers),
        sha256=canonical.digest(canonical.tree(entry)),
        result_sha256=canonical.digest(result),
        report_sha256=report_sha256,
        content=entry,
        result=result,
        catalogue=catalogue,
        order=order,
        earlier=earlier,
    )


def close(period: Period, sealed: Sealed, before: Seal | None) -> Seal:
    """The file of a period that is signed; the history of the one `before` is kept."""
    return _file(period, sealed, before.history if before else ())


def reopen(seal: Seal, sealed: Sealed, *, by: str, at: datetime, reason: str) -> Seal:
    """The file of the period after what was `sealed` in it was taken back."""
    signature = {name: getattr(sealed, name) for name in Signature.model_fields}
    former = Reopened.model_construct(**signature, reopened_by=by, reopened_at=at, reason=reason)
    return _file(seal.period, None, (*seal.history, former))


def signatures(seal: Seal) -> Tree:
    """Every signature of the file, the first one `1`: who, when, and whether it was taken back."""
    signed = [*seal.history, *([seal.sealed] if seal.sealed else [])]
    return {str(n): _told(one) for n, one in enumerate(signed, 1)}


def _told(one: Signature) -> Tree:
    told: dict[str, Tree] = {"signed_by": one.by, "signed_at": one.at.isoformat(), "mark": one.mark}
    if one.waivers:
        told["waivers"] = canonical.tree(one.waivers)
    if isinstance(one, Reopened):
        told["reopened"] = {
            "reopened_by": one.reopened_by,
            "reopened_at": one.reopened_at.isoformat(),
            "reason": one.reason,
        }
    return told


def _file(period: Period, sealed: Sealed | None, history: tuple[Reopened, ...]) -> Seal:
    seal = Seal.model_construct(
        version=_VERSION, period=period, sealed=sealed, history=history, file_sha256=""
    )
    return seal.model_copy(update={"file_sha256": _digest_of_file(seal)})


def _digest_of_file(seal: Seal) -> str:
    return canonical.digest(canonical.tree(seal.model_copy(update={"file_sha256": ""})))


def text(seal: Seal) -> str:
    """The file: JSON with an item a line, so that a change of it reads well in `git diff`."""
    return "".join(_lines(canonical.tree(seal), 0)) + "\n"


def _lines(tree: Tree, depth: int) -> Iterator[str]:
    if depth >= _OPENED or not isinstance(tree, dict | tuple):
        yield json.dumps(tree, ensure_ascii=False)
        return
    is_table = isinstance(tree, dict)
    inside = " " * (depth + 1)
    yield "{" if is_table else "["
    for number, one in enumerate(tree):
        yield f"{',' if number else ''}\n{inside}"
        if is_table:
            yield f"{json.dumps(one, ensure_ascii=False)}: "
        yield from _lines(tree[one] if is_table else one, depth + 1)
    yield f"\n{' ' * depth}{'}' if is_table else ']'}"
