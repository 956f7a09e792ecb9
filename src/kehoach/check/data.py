"""What every rule is given, and the helpers several rules share."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kehoach import canonical
from kehoach.document import Document, Tree
from kehoach.indicator import Indicator
from kehoach.load import EntryFile, SealFile
from kehoach.outcome import as_signed, outcome
from kehoach.period import Period
from kehoach.plan import Plan, Task
from kehoach.progress import Progress
from kehoach.seal import Sealed

EvidenceFound = Callable[[str], bool]
"""Whether a path, from the workspace's root, is a file inside the workspace."""


@dataclass(frozen=True)
class Checked:
    """The catalogue with its places, the entries' files, the entries, and what was signed.

    `written` is what a broken catalogue names, though it can't be typed: it is not unknown.
    `unread` are the paths of the files that are broken.
    """

    plan: Plan
    document: Document
    files: tuple[EntryFile, ...]
    evidence_found: EvidenceFound
    written: frozenset[str] = frozenset()
    entries: Mapping[Period, Progress] = field(default_factory=dict)
    seals: Mapping[Period, SealFile] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """Indicators by id."""
        return {indicator.id: indicator for indicator in self.plan.indicators}

    @cached_property
    def tasks(self) -> dict[str, Task]:
        """Tasks by id."""
        return {task.id: task for task in self.plan.tasks}

    @cached_property
    def signed(self) -> Mapping[Period, Progress]:
        """The entries, with what was signed in place of what stands in the files."""
        return as_signed(self.entries, self.seals)

    @cached_property
    def outcomes(self) -> Mapping[Period, tuple[Sealed, Tree]]:
        """What is signed of each period, and what the plan makes of the signed figures now."""
        return {
            period: (sealed, outcome(self.plan, self.signed, period))
            for period in sorted(self.seals)
            if (sealed := self.seals[period].seal.sealed)
        }

    @cached_property
    def known_ids(self) -> dict[str, list[str]]:
        """The ids under each key of an entry that holds items."""
        plan = self.plan
        return {
            "indicators": [item.id for item in plan.indicators],
            "tasks": [item.id for item in plan.tasks],
            "routines": [item.id for item in plan.routines],
            "measures": [item.id for item in plan.measures],
        }

    @cached_property
    def gone(self) -> frozenset[str]:
        """Ids that were signed off and that the catalogue no longer has, where it is read whole."""
        known = {key for ids in self.known_ids.values() for key in ids}
        sealed = [file.seal.sealed for file in self.seals.values() if file.seal.sealed]
        results = [] if self.unread else [canonical.tree(one.result) for one in sealed]
        kinds = (result.get(kind, {}) for result in results for kind in self.known_ids)
        return frozenset(key for items in kinds for key in items) - known

    def retired(self, indicator: Indicator, at: Period) -> bool:
        """Whether an indicator has left the plan by `at`, in a period that the plan has."""
        since = indicator.retired_from
        return since is not None and since in self.plan.horizon and indicator.retired_in(at)

    def knows(self, kind: str, key: str) -> bool:
        """Whether `key` is an id under `kind`, or may be one in what can't be typed."""
        return key in self._ids[kind] or key in self.written or kind in self.written

    @cached_property
    def _ids(self) -> dict[str, frozenset[str]]:
        return {
            kind: frozenset(item.id for item in getattr(self.plan, kind))
            for kind in (*self.known_ids, "departments", "focus_areas", "groups")
        }


def nearest(key: str, known: Iterable[str]) -> str:
    """The id that was probably meant, or an empty text."""
    return next(iter(difflib.get_close_matches(key, list(known), 1)), "")
