"""What is left of a file that can't be typed whole: enough for the rules to speak in the same run.

Nothing is evaluated from it: with any error in any file no figure is used.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from kehoach.document import Document, Loc, Tree

# Of a list or a table of items one item can be left out; of any other key only the whole.
ITEMS = frozenset(
    {
        *("indicators", "tasks", "measures", "routines"),
        *("departments", "focus_areas", "groups", "phases"),
    }
)
# What every rule can live with, in place of a required key that is wrong: a plan of all years.
_IN_PLACE: Mapping[str, Tree] = {
    "version": "1",
    "organization": {
        **dict.fromkeys(("name", "abbreviation", "parent", "place"), "…"),
        "signatory": {"position": "…", "name": "…"},
    },
    "plan": {"title": "…", "horizon": "1990-2199"},
    "departments": (),
}

Value = TypeVar("Value")


def without(document: Document, wrong: Iterable[Loc]) -> Document:
    """The document without what stands at the places that are `wrong`, or around them.

    All that stays keeps its position in the file. A required key of the catalogue that is left
    out has something harmless in its place.
    """
    if not isinstance(document.tree, dict):
        return document
    cuts = {loc[:2] if loc[:1] and loc[0] in ITEMS else loc[:1] for loc in wrong}
    tree = {
        key: _left(key, value, cuts) for key, value in document.tree.items() if (key,) not in cuts
    }
    tree |= {key: value for key, value in _IN_PLACE.items() if (key,) in cuts}
    spans, names = _moved(document.spans, cuts), _moved(document.names, cuts)
    return replace(document, tree=tree, spans=spans, names=names)


def names(document: Document, wrong: Iterable[Loc], *, misspelt: bool) -> frozenset[str]:
    """What a rule must not call unknown: every id that is written, and each list with a gap.

    A list has a gap where it is none, where an id in it is one of the places that are `wrong`,
    where a key in it stands twice, and where it is not there though a key at the top is `misspelt`.
    """
    tree: Any = document.tree if isinstance(document.tree, dict) else {}
    lists = {key: tree[key] for key in ITEMS if isinstance(tree.get(key), tuple)}
    written = (
        item["id"]
        for items in lists.values()
        for item in items
        if isinstance(item, dict) and isinstance(item.get("id"), str)
    )
    gaps = {str(loc[0]) for loc in wrong if loc[-1:] == ("id",)}
    gaps |= {key for key in tree if key in ITEMS and key not in lists}
    gaps |= {str(loc[0]) for loc in document.repeated}
    if misspelt:
        gaps |= ITEMS - tree.keys()
    return frozenset({*written, *gaps})


def _left(key: str, value: Tree, cuts: Collection[Loc]) -> Tree:
    if isinstance(value, tuple):
        return tuple(item for n, item in enumerate(value) if (key, n) not in cuts)
    if isinstance(value, dict):
        return {name: item for name, item in value.items() if (key, name) not in cuts}
    return value


def _moved(marks: Mapping[Loc, Value], cuts: Collection[Loc]) -> dict[Loc, Value]:
    """The marks by the places that their values have in what is left."""
    moved: dict[Loc, Value] = {}
    for loc, mark in marks.items():
        if loc[:1] in cuts or loc[:2] in cuts:
            continue
        if len(loc) > 1 and isinstance(loc[1], int):
            before = sum((loc[0], n) in cuts for n in range(loc[1]))
            moved[loc[0], loc[1] - before, *loc[2:]] = mark
        else:
            moved[loc] = mark
    return moved
