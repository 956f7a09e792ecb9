"""A change of the data as git remembers it: values, whoever asks git."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple


class Change(NamedTuple):
    """A commit that gave some lines of `paths` the form they have; `when` in the author's zone."""

    commit: str
    author: str
    when: datetime
    summary: str
    paths: tuple[str, ...] = ()


class History(NamedTuple):
    """The changes behind some lines, newest first.

    `uncommitted`: some of the lines are in no commit yet. `cut`: some go back further than the
    history that is here, as in a shallow clone.
    """

    changes: tuple[Change, ...] = ()
    uncommitted: bool = False
    cut: bool = False


def together(histories: Iterable[History]) -> History:
    """The history of several places as one: a commit stands once, with all its paths."""
    found: dict[str, Change] = {}
    uncommitted = cut = False
    for history in histories:
        uncommitted, cut = uncommitted or history.uncommitted, cut or history.cut
        for change in history.changes:
            known = found.get(change.commit, change._replace(paths=()))
            new = tuple(path for path in change.paths if path not in known.paths)
            found[change.commit] = known._replace(paths=(*known.paths, *new))
    newest = sorted(found.values(), key=lambda one: (one.when, one.commit), reverse=True)
    return History(tuple(newest), uncommitted, cut)
