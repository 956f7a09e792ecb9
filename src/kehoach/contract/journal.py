"""What `log` prints as JSON."""

from collections.abc import Iterable

from kehoach.contract.values import Json
from kehoach.journal import Entry


def journal_as_json(entries: Iterable[Entry]) -> list[Json]:
    """The list that `log --format json` prints, the newest change first.

    `commit`, `author` and `when` are None for what is in no commit yet, `period` for the catalogue.
    `before` and `after` are texts, or objects of texts where a whole item came or went; a `key` of
    None says that the files could not be read in that commit. A signature under a period stands at
    `seals/1`, the second at `seals/2`; what took it back at `seals/1/reopened`.
    """
    return [
        {
            "commit": entry.commit.name or None,
            "author": entry.commit.author or None,
            "when": entry.commit.when.isoformat() if entry.commit.when else None,
            "summary": entry.commit.summary or None,
            "period": entry.place or None,
            "id": entry.item or None,
            "key": "/".join(map(str, entry.change.loc)) if entry.change else None,
            "before": entry.change.before if entry.change else None,
            "after": entry.change.after if entry.change else None,
            "sample": entry.sample,
        }
        for entry in entries
    ]
